"""HTTP: a plan as its page reads it: in columns, what changed since, and how its tasks came to stand as they do."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, get
from litestar.params import HeaderParameter, QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.events.queries import EventCursor
from trunkline.insight.plan import (
    PlanColumns,
    StateHistory,
    find_plan_tag,
    read_changes,
    read_plan,
    read_state_history,
)
from trunkline.insight.schedule_view import PlanDates, read_plan_dates
from trunkline.kit.db import Database
from trunkline.kit.ids import read_service_order_number


@get("/api/serviceOrders/{number:str}/plan/columns", tags=["Orchestration plan"])
async def show_plan_columns(
    number: str,
    database: Database,
    actor: Actor,
    if_none_match: Annotated[str | None, HeaderParameter(name="If-None-Match")] = None,
) -> Response[PlanColumns | None]:
    """The whole plan in columns, made to be small; 304 when nothing happened since the answer with that ETag."""
    actor.require(Permission.TASK_READ)
    order_id = read_service_order_number(number)
    async with database.reading() as tx:
        tag = await find_plan_tag(tx, order_id)
        if tag is not None and if_none_match is not None and tag in if_none_match:
            return Response(None, status_code=304, headers={"ETag": tag})
        plan = await read_plan(tx, order_id)
    return Response(plan, headers={"ETag": tag or "", "Cache-Control": "private, no-cache"})


@get("/api/serviceOrders/{number:str}/plan/changes", tags=["Orchestration plan"])
async def show_plan_changes(
    number: str,
    database: Database,
    actor: Actor,
    after: Annotated[str, QueryParameter(description="The `cursor` of the answer before.")],
    version: Annotated[int, QueryParameter(ge=1, description="The version of the plan that the caller has.")],
) -> PlanColumns:
    """What changed in the plan since an answer: only its tasks and domain orders, or the whole plan when it was changed."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return await read_changes(tx, read_service_order_number(number), EventCursor.read(after), version=version)


@get("/api/serviceOrders/{number:str}/plan/history", tags=["Orchestration plan"])
async def show_plan_history(number: str, database: Database, actor: Actor) -> StateHistory:
    """Every change of state of every task, so that the plan can be shown as it stood at any instant."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return await read_state_history(tx, read_service_order_number(number))


@get("/api/serviceOrders/{number:str}/plan/dates", tags=["Orchestration plan"])
async def show_plan_dates(number: str, database: Database, actor: Actor) -> PlanDates:
    """Planned, estimated and latest dates of every task, its slack, and the critical path as things stand."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return await read_plan_dates(tx, read_service_order_number(number))


plan_routes = [show_plan_columns, show_plan_changes, show_plan_history, show_plan_dates]
