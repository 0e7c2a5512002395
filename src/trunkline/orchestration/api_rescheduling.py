"""HTTP: a task is moved to another date, after a look at what would follow."""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import get, post

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId
from trunkline.kit.instants import Instant
from trunkline.orchestration import dating_store, rescheduling
from trunkline.orchestration.api_edits import PlanEditBase, PlanVersionsBody, show_versions
from trunkline.orchestration.estimating import NOTICEABLE
from trunkline.orchestration.forecasting import MovedTask

MOST_SHOWN = 50


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class TaskStart(PlanEditBase, frozen=True, kw_only=True):
    """`start`: the instant before which the task does not begin; null: it begins as soon as it can."""

    start: Instant | None


class MovedTaskBody(_Wire, frozen=True, kw_only=True):
    """A task whose dates would be others than they are now."""

    number: str
    name: str
    start_was: datetime | None
    end_was: datetime | None
    start_at: datetime
    end_at: datetime


class StartOutlookBody(_Wire, frozen=True, kw_only=True):
    """What another start would change. `items`: the first 50 of the tasks that move, by start; `later` and `earlier`
    count all whose end moves. `earliest`: the date that holds the task now. `dueAt`: the date the order is to keep."""

    task: str
    earliest: datetime | None
    items: list[MovedTaskBody]
    moved: int
    later: int
    earlier: int
    end_was: datetime | None
    end_at: datetime
    due_at: datetime | None
    breaches: bool
    breached_before: bool


def _shift(one: MovedTask) -> int:
    if one.end_was is None or abs(one.end_at - one.end_was) <= NOTICEABLE:
        return 0
    return 1 if one.end_at > one.end_was else -1


@get("/api/tasks/{number:str}/reschedule", tags=["Tasks"])
async def show_start_outlook(
    number: str, database: Database, actor: Actor, start: datetime | None = None
) -> StartOutlookBody:
    """What would follow if the task began at `start` at the earliest, or as soon as it can; nothing is changed."""
    actor.require(Permission.TASK_READ)
    task_id = TaskId.read(number)
    async with database.reading() as tx:
        task, earliest, outlook = await rescheduling.preview_start(tx, task_id, start, by=actor, now=clock.now())
        shown = outlook.moved[:MOST_SHOWN]
        names = await dating_store.read_names(tx, task_id.service_order_id, [one.n for one in shown])
    return StartOutlookBody(
        task=task.id.number,
        earliest=earliest,
        items=[
            MovedTaskBody(
                number=TaskId(task_id.service_order_id, one.n).number, name=names[one.n], start_was=one.start_was,
                end_was=one.end_was, start_at=one.start_at, end_at=one.end_at,
            )
            for one in shown
        ],
        moved=len(outlook.moved),
        later=sum(_shift(one) > 0 for one in outlook.moved),
        earlier=sum(_shift(one) < 0 for one in outlook.moved),
        end_was=outlook.order.end_at,
        end_at=outlook.order.forecast_end_at,
        due_at=outlook.order.due_at,
        breaches=outlook.order.breaches,
        breached_before=outlook.order.breached_before,
    )  # fmt: skip


@post("/api/tasks/{number:str}/reschedule", tags=["Tasks"], status_code=200)
async def reschedule_task(number: str, data: TaskStart, database: Database, actor: Actor) -> PlanVersionsBody:
    """Has a task begin at another date; what follows is estimated anew."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await rescheduling.reschedule_task(
            tx, task_id, data.start, reason=data.reason, by=actor, now=clock.now(), version=data.plan_version
        )
    return await show_versions(database, task_id.service_order_id, actor)


routes = [show_start_outlook, reschedule_task]
