"""The one way by which tasks move: every verb and every answer of an executor comes through here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from trunkline.events import history
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import progress_store
from trunkline.orchestration.events import DomainOrderStateChanged, WatchedTaskEnded
from trunkline.orchestration.model import Task
from trunkline.orchestration.pausing import follow_moves
from trunkline.orchestration.progress_store import TaskMove
from trunkline.orchestration.state import ENDED, STANDING, TASK_LIFECYCLE, TaskKind, TaskState
from trunkline.orchestration.undoing import request_undo
from trunkline.ordering.progress import ItemDelta, progress
from trunkline.work.commands import add_work, wake_workers
from trunkline.work.model import WorkKind

_RUNNABLE = (TaskState.READY, TaskState.IN_PROGRESS)
_COUNTERS = ("opened", "activated", "held", "pended", "failed", "cancelled")


def step(task: Task, verb: str, *, reason: str | None = None) -> TaskMove:
    """The move that `verb` makes of this task; raises MoveRefused when its life cycle has none."""
    after = TASK_LIFECYCLE.after(verb, task.state)
    return TaskMove(service_order_id=task.id.service_order_id, n=task.id.n, was=task.state, state=after, reason=reason)


async def apply(tx: Tx, moves: Sequence[TaskMove], *, by: str, now: datetime, wake: bool = True) -> set[TaskId]:
    """Moves tasks, and everything that follows from it; answers which tasks really moved.

    The caller holds the locks of the orders. A task that is not in the state its move starts from is left alone.
    With `wake`, idle workers are told of machine work that became ready; a worker that claims its next batch in the
    same transaction does without.
    """
    if not moves:
        return set()
    rows = await progress_store.move(tx, moves, by=by, now=now)
    await record_domain_orders(tx, [row for row in rows if row["what"] == "domainOrder"], by=by, now=now)
    if wake and any(row["action"] != TaskKind.MANUAL for row in rows if _is_ready(row)):
        await wake_workers(tx)
    deltas = [
        ItemDelta(
            service_order_id=row["service_order_id"], n=row["n"], **{counter: row[counter] for counter in _COUNTERS}
        )
        for row in rows
        if row["what"] == "item"
    ]
    await progress(tx, deltas, now=now)
    cancelled = [
        (move.service_order_id, move.n)
        for move in moves
        if move.state is TaskState.CANCELLED and move.was not in (TaskState.WAITING, TaskState.READY)
    ]
    await request_undo(tx, cancelled, now=now)
    await history.record_all(tx, [
        WatchedTaskEnded(
            service_order_id=ServiceOrderId(row["service_order_id"]), n=row["n"], state=row["state"], by=by, at=now)
        for row in rows
        if row["watched"] and row["state"] in ENDED
    ])  # fmt: skip
    started = [(move.service_order_id, move.n) for move in moves if move.state is TaskState.IN_PROGRESS]
    if started:
        await release_started(tx, started, by=by, now=now)
    moved = {TaskId(ServiceOrderId(row["service_order_id"]), row["n"]) for row in rows if row["what"] == "task"}
    if any((move.was in STANDING) is not (move.state in STANDING) for move in moves):
        await follow_moves(tx, [move for move in moves if (move.service_order_id, move.n) in moved], now=now)
    return moved


async def release_started(tx: Tx, started: Sequence[tuple[int, int]], *, by: str, now: datetime) -> None:
    """Lets what waits for the start of these tasks go on: at once, or when its lag has passed."""
    rows = await progress_store.meet_start_dependencies(tx, started, now=now)
    free = [row for row in rows if row["open_predecessors"] == 0 and row["state"] == TaskState.WAITING]
    later = [row for row in free if row["not_before"] > now]
    due = [
        TaskMove(
            service_order_id=row["service_order_id"], n=row["n"], was=TaskState.WAITING,
            state=TASK_LIFECYCLE.after("ready", TaskState.WAITING),
        )
        for row in free
        if row["not_before"] <= now
    ]  # fmt: skip
    for row in later:
        await add_work(tx, WorkKind.RELEASE_TASK, [(row["service_order_id"], row["n"])], due_at=row["not_before"])
    await apply(tx, due, by=by, now=now)


def _is_ready(row: Row) -> bool:
    return row["what"] == "ready" or (row["what"] == "task" and row["state"] in _RUNNABLE)


async def record_domain_orders(tx: Tx, rows: Iterable[Row], *, by: str, now: datetime) -> None:
    """Records what happened to domain orders; inventory reacts to those that ended."""
    await history.record_all(tx, [
        DomainOrderStateChanged(
            service_order_id=ServiceOrderId(row["service_order_id"]), n=row["n"], before=row["was"],
            after=row["state"], action=row["action"], inventory_item_id=row["inventory_item_id"],
            characteristics=row["characteristics"], by=by, at=now)
        for row in rows
    ])  # fmt: skip


def moves_of(tasks: Iterable[Task], verb: str, *, reason: str | None = None) -> list[TaskMove]:
    """`step` for those of several tasks whose life cycle has that verb now; the others are left out."""
    return [step(task, verb, reason=reason) for task in tasks if TASK_LIFECYCLE.allows(verb, task.state)]


def executed(service_order_id: int, n: int, was: TaskState = TaskState.IN_PROGRESS) -> TaskMove:
    """The move of an automated task whose executor said that it is done."""
    return TaskMove(service_order_id=service_order_id, n=n, was=was, state=TASK_LIFECYCLE.after("complete", was))
