"""A person moves a task to another date: what would follow is told first, then the plan has a new version."""

from __future__ import annotations

from datetime import datetime

from trunkline.access.model import Actor, Permission
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import TaskId
from trunkline.orchestration import dating_store
from trunkline.orchestration.commands import lock_task
from trunkline.orchestration.dating import settle_dates
from trunkline.orchestration.editing import open_plan
from trunkline.orchestration.errors import EditRefused
from trunkline.orchestration.forecasting import StartOutlook, forecast_start
from trunkline.orchestration.model import Task
from trunkline.orchestration.plan_edits import LONGEST, NOT_STARTED, Change
from trunkline.orchestration.rewiring import write_change
from trunkline.orchestration.state import FixedBy, TaskKind
from trunkline.orchestration.store import get_task


def decide_start(task: Task, start_at: datetime | None, *, fixed_by: FixedBy | None, now: datetime) -> None:
    """Raises EditRefused, naming every fault, when the task cannot be made to begin at `start_at` at the earliest.

    None frees a task from the date that a person has set.
    """
    number, problems = task.id.number, []
    if task.kind not in (TaskKind.MANUAL, TaskKind.AUTOMATED):
        problems.append(Problem(item=number, what="it is nobody's work", action="move what comes before it"))
    if task.state not in NOT_STARTED:
        problems.append(Problem(item=number, what=f"it is {task.state}", action="choose a task that has not started"))
    if fixed_by == FixedBy.APPOINTMENT:
        problems.append(
            Problem(item=number, field="start", what="it has an appointment", action="move the appointment instead")
        )
    if start_at is not None and start_at <= now:
        problems.append(Problem(item=number, field="start", what="the start is not to come", action="give a later one"))
    if start_at is not None and start_at - now > LONGEST:
        problems.append(
            Problem(item=number, field="start", what="the start is beyond ten years", action="give an earlier one")
        )
    if problems:
        what = "; ".join(f"{one.what}, {one.action}" for one in problems)
        raise EditRefused(f"{number} '{task.name}' cannot be rescheduled: {what}", problems=problems)


async def preview_start(
    tx: Tx, task_id: TaskId, start_at: datetime | None, *, by: Actor, now: datetime
) -> tuple[Task, datetime | None, StartOutlook]:
    """The task, the date that holds it now, and what another would change; needs `task:read`. Nothing is written.

    Raises UnknownTask, EditRefused.
    """
    by.require(Permission.TASK_READ)
    task = await get_task(tx, task_id)
    earliest, fixed_by = await dating_store.find_earliest(tx, task_id.service_order_id, task_id.n)
    decide_start(task, start_at, fixed_by=fixed_by, now=now)
    return task, earliest, await forecast_start(tx, task_id, start_at, now=now)


async def reschedule_task(
    tx: Tx,
    task_id: TaskId,
    start_at: datetime | None,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """The task begins at `start_at` at the earliest, or (None) as soon as it can. Needs `plan:arrange`.

    What was planned stays as the baseline; estimates of what follows are made anew. Raises EditRefused.
    """
    by.require(Permission.PLAN_ARRANGE)
    order_id = task_id.service_order_id
    edit = await open_plan(tx, order_id, "rescheduleTask", reason=reason, by=by, now=now, version=version)
    task = await lock_task(tx, task_id)
    earliest, fixed_by = await dating_store.find_earliest(tx, order_id, task_id.n)
    decide_start(task, start_at, fixed_by=fixed_by, now=now)
    await dating_store.set_earliest(tx, order_id, task_id.n, start_at)
    await settle_dates(tx, task_id, by=by.name, now=now)
    await write_change(tx, edit, Change(start=(earliest, start_at)), about=task_id.n)
