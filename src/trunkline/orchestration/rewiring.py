"""What a decided edit of a plan writes: the task, its dependencies, who may start now or waits again, version, history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import edit_store, growth_store, store
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.events import PlanEdited, TaskEdited, TaskMadeToWait, TaskReady
from trunkline.orchestration.model import Task, TaskDraft
from trunkline.orchestration.plan_edits import Change
from trunkline.orchestration.progress import apply, record_domain_orders, step
from trunkline.orchestration.schedule import ScheduledTask, schedule
from trunkline.orchestration.state import TaskState
from trunkline.ordering.progress import ItemDelta, progress
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """Who edits which plan, why and when."""

    order_id: ServiceOrderId
    verb: str
    reason: str
    by: str
    now: datetime
    catalog_revision: int
    priority: int


async def write_change(tx: Tx, edit: Edit, change: Change, *, about: int, assignee: str | None = None) -> None:
    """Writes a decided change: tasks, dependencies, what follows, version and history."""
    new = change.new_task
    if new is not None:
        await _insert(tx, edit, change, new, assignee=assignee)
    await edit_store.write_links(tx, edit.order_id, joins=change.joins, cuts=change.cuts, waived=change.waived)
    waiting = sorted({*change.waiting, about}) if edit.verb == "overrideStart" else change.waiting
    await settle(tx, edit.order_id, waiting, by=edit.by, now=edit.now, at_once=edit.verb == "overrideStart")
    if change.left_out is not None:
        left_out = await store.get_task(tx, TaskId(edit.order_id, change.left_out))
        await apply(tx, [step(left_out, "leaveOut", reason=edit.reason)], by=edit.by, now=edit.now)
    changed = sorted({*change.waiting, about})
    await edit_store.touch_tasks(tx, edit.order_id, changed)
    await add_work(tx, WorkKind.ESTIMATE_PLAN, [(edit.order_id, n) for n in changed], due_at=edit.now)
    await _record(tx, edit, change, about=about)


async def _insert(tx: Tx, edit: Edit, change: Change, new: TaskDraft, *, assignee: str | None) -> None:
    """Writes the new task and adds it to what stands above it."""
    order_id, now = edit.order_id, edit.now
    chain, items, priority = await edit_store.ancestry(tx, order_id, new.domain_order_n)
    last = await edit_store.last_end(tx, order_id, [before for before, after in change.joins if after == new.n])
    times = schedule(
        [ScheduledTask(n=new.n, duration=new.duration, calendar=new.calendar)],
        (),
        start=now if last is None else max(now, last),
        calendars=await load_calendars(tx),
    ).tasks[new.n]
    await edit_store.insert_task(
        tx, order_id, new, priority=priority or edit.priority, assignee=assignee, start_at=times.start_at,
        end_at=times.end_at,
    )  # fmt: skip
    moved = await growth_store.add_to_domain_orders(
        tx, order_id, [(n, 1, 0, times.start_at, times.end_at) for n in chain], now=now
    )
    await record_domain_orders(tx, moved, by=edit.by, now=now)
    await growth_store.add_to_items(
        tx, order_id, [(n, items[i:], 1, times.start_at, times.end_at) for i, n in enumerate(items)]
    )
    await progress(tx, [ItemDelta(service_order_id=order_id, n=n, opened=1) for n in items], now=now)


async def settle(
    tx: Tx, order_id: ServiceOrderId, numbers: Sequence[int], *, by: str, now: datetime, at_once: bool = False
) -> None:
    """Counts anew for what these tasks wait: some can be started now, others wait again."""
    if not numbers:
        return
    await edit_store.recount(tx, order_id, numbers)
    tasks = list((await edit_store.read_tasks(tx, order_id, numbers)).values())
    blocked = [t for t in tasks if t.state is TaskState.READY and t.open_predecessors]
    free = [t for t in tasks if t.state is TaskState.WAITING and not t.open_predecessors]
    later = [t for t in free if not at_once and t.not_before is not None and t.not_before > now]
    due = [t for t in free if t not in later]
    for task in later:
        assert task.not_before is not None
        await add_work(tx, WorkKind.RELEASE_TASK, [task.id], due_at=task.not_before)
    await apply(tx, [*(step(t, "block") for t in blocked), *(step(t, "ready") for t in due)], by=by, now=now)
    await history.record_all(
        tx,
        [
            *(TaskMadeToWait(service_order_id=order_id, n=t.id.n, by=by, at=now) for t in blocked),
            *(TaskReady(service_order_id=order_id, n=t.id.n, by=by, at=now) for t in due),
        ],
    )


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


async def _record(tx: Tx, edit: Edit, change: Change, *, about: int) -> None:
    task: Task = await store.get_task(tx, TaskId(edit.order_id, about))

    def pairs(of: Collection[tuple[int, int]]) -> list[list[str]]:
        return [[TaskId(edit.order_id, n).number for n in pair] for pair in sorted(of)]

    changes: dict[str, object] = {
        "task": task.id.number,
        "name": task.name,
        "added": pairs(change.joins),
        "removed": pairs(change.cuts),
        "setAside": pairs(change.waived),
    }
    if change.start is not None:
        changes |= {"startWas": _instant(change.start[0]), "start": _instant(change.start[1])}
    version = await edit_store.write_version(
        tx, edit.order_id, edit=edit.verb, reason=edit.reason, made_by=edit.by, at=edit.now,
        tasks=int(change.new_task is not None), changes=changes,
    )  # fmt: skip
    await history.record(
        tx,
        PlanEdited(
            service_order_id=edit.order_id, version=version, edit=edit.verb, reason=edit.reason, changes=changes,
            by=edit.by, at=edit.now,
        ),
        TaskEdited(
            service_order_id=edit.order_id, n=about, edit=edit.verb, reason=edit.reason, plan_version=version,
            by=edit.by, at=edit.now,
        ),
    )  # fmt: skip
