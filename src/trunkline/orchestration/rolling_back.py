"""Takes back what was done: for a task that failed, or for domain orders that nobody wants any more.

The undoing is tasks of the plan, with numbers, leases, attempts and fallouts of their own, and entries of their own in
the effects ledger. Work that is done again is done by new tasks, so that the old ones keep saying what was done.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from trunkline.catalog.model import Catalog
from trunkline.catalog.queries import load_catalog
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import edit_store, growth_store, round_store, store, taking_back_store
from trunkline.orchestration.errors import NoPlanYet, RollBackRefused
from trunkline.orchestration.events import PlanEdited, TaskMadeToWait, TaskTakenBack, WatchedTaskEnded
from trunkline.orchestration.executor import EffectState
from trunkline.orchestration.holding import keep_held
from trunkline.orchestration.joining import insert_waiting
from trunkline.orchestration.model import Task
from trunkline.orchestration.patterns import pattern_of
from trunkline.orchestration.plan_edits import Link
from trunkline.orchestration.progress import apply, moves_of, step
from trunkline.orchestration.rewiring import settle
from trunkline.orchestration.state import ENDED_WELL, TaskKind
from trunkline.orchestration.taking_back import (
    AfterUndo,
    DoneWork,
    TakingBack,
    decide_roll_back,
    decide_withdrawal,
)
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind

MOST_STEPS = 500  # taken back in one go


class _Plan(msgspec.Struct, frozen=True, kw_only=True):
    order_id: ServiceOrderId
    catalog: Catalog
    priority: int
    now: datetime
    by: str
    reason: str


async def _look(
    tx: Tx, order_id: ServiceOrderId, catalog: Catalog, first: Collection[int]
) -> tuple[dict[int, DoneWork], list[Link]]:
    """These tasks, all that comes after them, and the dependencies of all of these with their other ends."""
    reach = await taking_back_store.list_after(tx, order_id, first)
    links = await edit_store.read_links(tx, order_id, reach)
    numbers = {*reach, *(link.before for link in links)}
    tasks = await edit_store.read_tasks(tx, order_id, numbers)
    facts = await taking_back_store.read_done(tx, order_id, numbers)
    rows = await round_store.list_superseded(tx, order_id, sorted(numbers))
    work = {
        n: DoneWork(
            task=task,
            pattern=pattern_of(catalog, facts[n]["plan_specification"], task.key, facts[n]["route"]),
            route=facts[n]["route"],
            effect=None if facts[n]["effect_state"] is None else EffectState(facts[n]["effect_state"]),
            partial=facts[n]["partial"],
            taken_back=facts[n]["taken_back"],
            repair=n in rows and rows[n] is None,
            retest_of=rows.get(n),
        )
        for n, task in tasks.items()
    }
    return work, links


async def _catalog(tx: Tx, order_id: ServiceOrderId) -> tuple[Catalog, int]:
    row = await edit_store.read_plan(tx, order_id)
    if row is None:
        raise NoPlanYet("this order has no orchestration plan")
    return await load_catalog(tx, row["catalog_revision"]), row["priority"]


async def list_roll_back_starts(tx: Tx, task_id: TaskId) -> list[Task]:
    """Back to which tasks this one can be rolled: what was done before it in its domain order, the latest first."""
    numbers = await taking_back_store.list_before(tx, task_id.service_order_id, task_id.n)
    tasks = await edit_store.read_tasks(tx, task_id.service_order_id, numbers)
    return [tasks[n] for n in numbers]


async def preview_roll_back(tx: Tx, task_id: TaskId, *, back_to: TaskId | None, then: AfterUndo) -> TakingBack:
    """Exactly what a roll back would do now, in order, and what stands against it; nothing is written.

    Raises RollBackRefused when `back_to` is of another order, UnknownTask when there is none.
    """
    order_id = task_id.service_order_id
    if back_to is not None and back_to.service_order_id != order_id:
        raise RollBackRefused(f"{back_to.number} belongs to another order than {task_id.number}; name one of the same")
    catalog, _ = await _catalog(tx, order_id)
    start = task_id if back_to is None else back_to
    await store.get_task(tx, start)
    work, links = await _look(tx, order_id, catalog, {start.n, task_id.n})
    first_n = await growth_store.next_task(tx, order_id)
    return decide_roll_back(task_id.n, start.n if back_to else None, work, links, then=then, first_n=first_n)


async def roll_back_task(
    tx: Tx, task_id: TaskId, *, back_to: TaskId | None, then: AfterUndo, reason: str, by: str, now: datetime
) -> TakingBack:
    """Has undone what was done for a held task, and from `back_to` on, in reverse; then it is done again, or ends.

    The caller holds the order's lock and has checked the right. Raises RollBackRefused, naming everything that stands
    against it, when any of it cannot be taken back; then nothing is.
    """
    order_id = task_id.service_order_id
    decision = await preview_roll_back(tx, task_id, back_to=back_to, then=then)
    refuse(decision, f"{task_id.number} cannot be rolled back")
    catalog, priority = await _catalog(tx, order_id)
    plan = _Plan(order_id=order_id, catalog=catalog, priority=priority, now=now, by=by, reason=reason)
    await _write(tx, plan, decision, edit="rollBack")
    task = await store.get_task(tx, task_id)
    if any(taken.task.id == task_id for taken in decision.steps):
        await taking_back_store.begin_round(tx, order_id, task_id.n)
    if then is AfterUndo.AGAIN:
        await store.watch_tasks(tx, [task_id])
        await apply(tx, [step(task, "rollBack", reason=reason)], by=by, now=now)
        await history.record(tx, TaskMadeToWait(service_order_id=order_id, n=task_id.n, by=by, at=now))
    else:
        ended = f"{task_id.number} '{task.name}' was rolled back"
        moves = [step(task, "giveUp", reason=reason), *moves_of(decision.dropped, "cancel", reason=ended)]
        rest = [t for t in await store.downstream(tx, task_id) if t.id not in {d.id for d in decision.dropped}]
        await apply(tx, [*moves, *moves_of(rest, "cancel", reason=ended)], by=by, now=now)
    await settle(tx, order_id, decision.waiting, by=by, now=now)
    return decision


async def decide_undoing(tx: Tx, order_id: ServiceOrderId, leaving: Sequence[Task]) -> TakingBack:
    """How what was done of these tasks, in part too, is undone (CAN-05); nothing is written.

    Raises RollBackRefused, naming everything that stands against it.
    """
    decision = await plan_undoing(tx, order_id, leaving)
    refuse(decision, "what was done cannot be taken back")
    return decision


async def plan_undoing(tx: Tx, order_id: ServiceOrderId, leaving: Sequence[Task]) -> TakingBack:
    """The same, with what stands against it among the answer."""
    began = [task.id.n for task in leaving if task.state in ENDED_WELL or task.kind is TaskKind.AUTOMATED]
    if not began:
        return TakingBack()
    catalog, _ = await _catalog(tx, order_id)
    work, links = await _look(tx, order_id, catalog, began)
    first_n = await growth_store.next_task(tx, order_id)
    return decide_withdrawal([task.id.n for task in leaving], work, links, first_n=first_n)


async def write_undoing(
    tx: Tx, order_id: ServiceOrderId, decision: TakingBack, *, reason: str, by: str, now: datetime
) -> None:
    """Writes what `decide_undoing` decided under the same lock; `settle` lets it begin."""
    if not decision.steps:
        return
    catalog, priority = await _catalog(tx, order_id)
    plan = _Plan(order_id=order_id, catalog=catalog, priority=priority, now=now, by=by, reason=reason)
    await _write(tx, plan, decision, edit="undo")


def refuse(decision: TakingBack, message: str) -> None:
    """Raises RollBackRefused when anything stands against the decision."""
    problems = list(decision.obstacles)
    if len(decision.steps) > MOST_STEPS:
        what = f"{len(decision.steps)} tasks would be taken back"
        problems.append(Problem(what=what, action=f"roll back at most {MOST_STEPS}"))
    if problems:
        said = f"{message}: {problems[0].what}; {problems[0].action}"
        raise RollBackRefused(said, problems=problems)


async def _write(tx: Tx, plan: _Plan, decision: TakingBack, *, edit: str) -> None:
    """Writes new tasks, who undoes whom, dependencies, version and history; nothing of it starts yet."""
    order_id, now, drafts = plan.order_id, plan.now, decision.drafts
    await insert_waiting(tx, order_id, drafts, decision.joins, priority=plan.priority, by=plan.by, now=now)
    await edit_store.write_links(tx, order_id, joins=decision.joins, cuts=(), waived=())
    taken = [(s.task.id.n, s.undo.n if s.undo else None, s.again.n if s.again else None) for s in decision.steps]
    await taking_back_store.write_taken_back(tx, order_id, taken, reason=plan.reason, by=plan.by, now=now)
    await store.watch_tasks(tx, [TaskId(order_id, s.undo.n) for s in decision.steps if s.undo])
    await keep_held(tx, [(order_id, draft.n) for draft in drafts], now=now)
    changes = {
        "takenBack": [s.task.id.number for s in decision.steps],
        "undone": [TaskId(order_id, s.undo.n).number for s in decision.steps if s.undo],
        "again": [TaskId(order_id, s.again.n).number for s in decision.steps if s.again],
    }
    version = await edit_store.write_version(
        tx, order_id, edit=edit, reason=plan.reason, made_by=plan.by, at=now, tasks=len(drafts), changes=changes
    )
    await history.record_all(tx, [
        PlanEdited(service_order_id=order_id, version=version, edit=edit, reason=plan.reason, changes=dict(changes),
                   by=plan.by, at=now),
        *(TaskTakenBack(service_order_id=order_id, n=s.task.id.n, undo=s.undo.n if s.undo else None,
                        again=s.again.n if s.again else None, reason=plan.reason, by=plan.by, at=now)
          for s in decision.steps),
    ])  # fmt: skip
    await add_work(tx, WorkKind.ESTIMATE_PLAN, [(order_id, n) for n in decision.waiting], due_at=now)


async def settle_undone(tx: Tx, events: Sequence[WatchedTaskEnded]) -> None:
    """The effects ledger follows undo tasks that ended well: what they undid is taken back."""
    ended = [
        (event.service_order_id, event.n)
        for event in events
        if event.state in ENDED_WELL and event.service_order_id is not None and event.n is not None
    ]
    if ended:
        await taking_back_store.mark_undone(tx, ended)
