"""What becomes of fallouts when a task to which a remedy was applied ends, or fails again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from trunkline.events import history
from trunkline.fallout import remedy_store, store
from trunkline.fallout.events import FalloutCancelled, FalloutFailedAgain, FalloutResolved
from trunkline.fallout.group_store import count_moved
from trunkline.fallout.model import Fallout
from trunkline.fallout.state import FalloutState, Outcome
from trunkline.fallout.verification import ended, sort_failures
from trunkline.kit.db import Tx
from trunkline.kit.ids import TaskId
from trunkline.orchestration.events import WatchedTaskEnded
from trunkline.orchestration.queries import list_tasks
from trunkline.orchestration.state import TaskKind, TaskState
from trunkline.orchestration.verdicts import TEST_FAILED


async def reopen_failing(tx: Tx, drafts: Sequence[Fallout], *, by: str, now: datetime) -> list[Fallout]:
    """Opens the fallouts again whose remedy did not help (NEW-07); answers the drafts that are failures of their own.

    A few statements for any number of tasks of any number of orders, whose locks the caller holds.
    """
    unresolved = await remedy_store.list_unresolved(tx, [draft.task_id for draft in drafts])
    again, fresh = sort_failures(drafts, unresolved)
    if not again:
        return fresh
    await remedy_store.save_failed_again(tx, again)
    outcomes = [(after.id, after.outcome) for _, after in again if after.outcome is not None]
    await remedy_store.end_remedies(tx, outcomes, now=now)
    notes = [("fallout", after.id.service_order_id, after.id.n, _said(was, after)) for was, after in again]
    notes += [
        ("task", after.id.service_order_id, after.task_n, f"Fallout {after.number} is open again: {after.message}")
        for _, after in again
    ]
    await store.add_notes(tx, notes, author=by, now=now)
    await history.record_all(tx, [
        FalloutFailedAgain(
            service_order_id=was.id.service_order_id, n=was.id.n, task_n=was.task_n,
            resolution=was.resolution.value if was.resolution else None, outcome=(after.outcome or Outcome.TRIED).value,
            signature_before=was.signature, signature=after.signature, cause_before=was.cause, cause=after.cause,
            message_before=was.message, message=after.message, times=after.failed_again, by=by, at=now)
        for was, after in again
    ])  # fmt: skip
    return fresh


def _said(was: Fallout, after: Fallout) -> str:
    how = "in the same way" if after.outcome is Outcome.STILL_FAILING else "differently"
    return f"'{was.resolution}' by {was.resolved_by} did not help: the task failed again, {how}: {after.message}"


async def confirm_fallouts(tx: Tx, events: Sequence[WatchedTaskEnded], *, now: datetime) -> None:
    """Resolves the fallouts whose task has ended after their remedy."""
    states = {
        TaskId(event.service_order_id, event.n): TaskState(event.state)
        for event in events
        if event.service_order_id is not None and event.n is not None
    }
    await confirm_tasks(tx, states, by=events[0].by, now=now)


async def confirm_tasks(
    tx: Tx, states: Mapping[TaskId, TaskState], *, by: str, now: datetime, but: Collection[str] = ()
) -> None:
    """Ends the verification of all fallouts of these tasks, but of those of some causes; the caller holds the locks of
    their orders."""
    unresolved = [each for each in await remedy_store.list_unresolved(tx, list(states)) if each.cause not in but]
    results = ended(unresolved, states, now=now)
    if not results:
        return
    after = [fallout for fallout, _ in results]
    counted = Counter((fallout.signature, fallout.state is FalloutState.RESOLVED) for fallout in after)
    for (signature, mended), number in sorted(counted.items()):
        await count_moved(
            tx, signature, opened=-number, resolved=number if mended else 0, cancelled=0 if mended else number
        )
    await remedy_store.save_ended(tx, after)
    await remedy_store.end_remedies(tx, [(fallout.id, outcome) for fallout, outcome in results], now=now)
    await history.record_all(tx, [
        FalloutResolved(
            service_order_id=fallout.id.service_order_id, n=fallout.id.n, task_n=fallout.task_n,
            resolution=fallout.resolution.value if fallout.resolution else "",
            resolution_code=fallout.resolution_code, note=fallout.resolution_note, values={}, task_moved=True,
            others_open=0, by=by, at=now)
        if fallout.state is FalloutState.RESOLVED
        else FalloutCancelled(
            service_order_id=fallout.id.service_order_id, n=fallout.id.n, task_n=fallout.task_n,
            reason=fallout.resolution_note or "", task_moved=False, by=by, at=now)
        for fallout in after
    ])  # fmt: skip


async def confirm_manual(tx: Tx, task_id: TaskId, *, by: str, now: datetime) -> None:
    """A person's task that is back on the list is mended by that: ends the verification of its fallouts. Not of a
    test that was not passed: that is mended when it is."""
    await confirm_manuals(tx, [task_id], by=by, now=now)


async def confirm_manuals(tx: Tx, task_ids: Sequence[TaskId], *, by: str, now: datetime) -> None:
    """`confirm_manual` for those of many tasks that are a person's and back on the list."""
    if not task_ids:
        return
    back = [
        task.id
        for task in await list_tasks(tx, task_ids)
        if task.kind is TaskKind.MANUAL and task.state is TaskState.READY
    ]
    if back:
        await confirm_tasks(tx, dict.fromkeys(back, TaskState.COMPLETED), by=by, now=now, but=(TEST_FAILED,))
