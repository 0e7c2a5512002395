"""The numbers of the home page; each is counted as the list behind it counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.fallout.queries import FalloutFilter, count_fallouts
from trunkline.fallout.state import OPEN_STATES
from trunkline.insight.attention import AttentionFilter, count_attention
from trunkline.jeopardy.queries import count_alerts
from trunkline.kit.db import Tx
from trunkline.orchestration.queries import count_worklist
from trunkline.ordering.state import ServiceOrderState


class CompletedDay(msgspec.Struct, frozen=True, kw_only=True):
    """How many service orders were completed on a day (UTC)."""

    day: date
    orders: int


class HomeNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for one person; a number is None when the person may not read the list behind it."""

    my_tasks: int | None
    unassigned_tasks: int | None  # in the person's groups; of who is in none, in all
    open_fallouts: int | None
    needs_attention: int | None  # open domain orders with a flag
    in_jeopardy: int | None  # open jeopardy alerts
    orders_by_state: dict[ServiceOrderState, int] | None  # every state, 0 too
    completed_by_day: list[CompletedDay]  # every day, 0 too; the last one is today


async def count_orders_by_state(tx: Tx) -> dict[ServiceOrderState, int]:
    """How many service orders are in each state, drafts too."""
    rows = await tx.fetch(
        """
        SELECT state, count(*) AS orders
          FROM service_order
         GROUP BY state
        """
    )
    counted = {row["state"]: row["orders"] for row in rows}
    return {state: counted.get(state.value, 0) for state in ServiceOrderState}


async def count_completed_by_day(tx: Tx, *, days: int, now: datetime) -> list[CompletedDay]:
    """How many service orders were completed on each of the last `days` days (UTC), today included, oldest first."""
    today = now.astimezone(UTC).date()
    first = today - timedelta(days=days - 1)
    rows = await tx.fetch(
        """
        SELECT (completion_date AT TIME ZONE 'UTC')::date AS day, count(*) AS orders
          FROM service_order
         WHERE state = 'completed' AND completion_date >= $1
         GROUP BY 1
        """,
        datetime(first.year, first.month, first.day, tzinfo=UTC),
    )
    counted = {row["day"]: row["orders"] for row in rows}
    every = [first + timedelta(days=n) for n in range(days)]
    return [CompletedDay(day=day, orders=counted.get(day, 0)) for day in every]


async def home_numbers(tx: Tx, actor: Actor, *, days: int, now: datetime) -> HomeNumbers:
    """The home page of `actor` with a trend over the last `days` days."""
    works = actor.may(Permission.TASK_READ)
    orders = actor.may(Permission.ORDER_READ)
    groups = list(actor.groups) or None
    return HomeNumbers(
        my_tasks=await count_worklist(tx, assignee=actor.name, groups=None, unassigned=False) if works else None,
        unassigned_tasks=await count_worklist(tx, assignee=None, groups=groups, unassigned=True) if works else None,
        open_fallouts=await count_fallouts(tx, FalloutFilter(states=OPEN_STATES))
        if actor.may(Permission.FALLOUT_READ)
        else None,
        needs_attention=(await count_attention(tx, AttentionFilter()))[0] if works else None,
        in_jeopardy=await count_alerts(tx) if works else None,
        orders_by_state=await count_orders_by_state(tx) if orders else None,
        completed_by_day=await count_completed_by_day(tx, days=days, now=now) if orders else [],
    )
