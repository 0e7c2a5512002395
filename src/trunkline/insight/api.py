"""HTTP: the numbers of the home page in one answer."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import msgspec
from litestar import get
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.insight import queries
from trunkline.insight.api_attention import attention_routes
from trunkline.insight.api_dashboard import dashboard_routes
from trunkline.insight.api_plan import plan_routes
from trunkline.insight.api_why import why_routes
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.ordering.state import ServiceOrderState


class CompletedDayBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """How many service orders were completed on a day (UTC)."""

    day: date
    orders: int


class HomeBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What waits for the caller; null where the caller may not read the list behind the number."""

    my_tasks: int | None
    unassigned_tasks: int | None
    open_fallouts: int | None
    needs_attention: int | None
    in_jeopardy: int | None
    orders_by_state: dict[ServiceOrderState, int] | None
    completed_by_day: list[CompletedDayBody]


@get("/api/home", tags=["Home"])
async def show_home(database: Database, actor: Actor, days: Annotated[int, Parameter(ge=7, le=120)] = 30) -> HomeBody:
    """Each number is the `total` of the list behind it; the trend goes back `days` days (UTC), today included."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        numbers = await queries.home_numbers(tx, actor, days=days, now=clock.now())
    return msgspec.convert(numbers, HomeBody, from_attributes=True)


routes = [show_home, *attention_routes, *dashboard_routes, *plan_routes, *why_routes]
