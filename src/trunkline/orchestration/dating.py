"""A task that is to be done at an agreed time: it waits until then, and its dates are those; or it is free again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import TaskId
from trunkline.orchestration import dating_store, edit_store, store
from trunkline.orchestration.events import TaskMadeToWait, TaskReady
from trunkline.orchestration.model import Task
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.state import TaskState
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind

DATABLE = frozenset({TaskState.WAITING, TaskState.READY, TaskState.HELD})  # nobody is on it


async def fix_dates(tx: Tx, task_id: TaskId, *, start_at: datetime, end_at: datetime, by: str, now: datetime) -> Task:
    """Plans the task from `start_at` to `end_at`; one that could be begun waits until then.

    What follows is estimated anew. The caller holds the order's lock and has checked that the task is DATABLE.
    """
    await dating_store.fix_dates(tx, task_id.service_order_id, task_id.n, start_at=start_at, end_at=end_at)
    return await settle_dates(tx, task_id, by=by, now=now)


async def free_dates(tx: Tx, task_id: TaskId, *, by: str, now: datetime) -> Task:
    """Lets the task begin as soon as what it waits for has ended; its planned dates stay. The order is locked."""
    await dating_store.fix_dates(tx, task_id.service_order_id, task_id.n, start_at=None, end_at=None)
    return await settle_dates(tx, task_id, by=by, now=now)


async def settle_dates(tx: Tx, task_id: TaskId, *, by: str, now: datetime) -> Task:
    """Lets the task wait for its date or begin, as the date before which it does not begin now says; the order is locked."""
    await edit_store.recount(tx, task_id.service_order_id, [task_id.n])
    task = await store.get_task(tx, task_id)
    later = task.not_before is not None and task.not_before > now
    free = task.state in (TaskState.WAITING, TaskState.READY) and not task.open_predecessors
    told: dict[str, Any] = {"service_order_id": task_id.service_order_id, "n": task_id.n}
    if later and free:
        assert task.not_before is not None
        if task.state is TaskState.READY:
            await apply(tx, [step(task, "block")], by=by, now=now)
            await history.record(tx, TaskMadeToWait(**told, by=by, at=now))
        await add_work(tx, WorkKind.RELEASE_TASK, [task_id], due_at=task.not_before)
    elif free and task.state is TaskState.WAITING and await apply(tx, [step(task, "ready")], by=by, now=now):
        fresh = await store.get_task(tx, task_id)
        if fresh.state is TaskState.READY:  # what a hold covers waits on
            await history.record(tx, TaskReady(**told, by=by, at=now))
    await add_work(tx, WorkKind.ESTIMATE_PLAN, [task_id], due_at=now)
    return await store.get_task(tx, task_id)
