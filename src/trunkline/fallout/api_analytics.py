"""HTTP: what fallouts cost, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.fallout.analytics_queries import AGES, AnalyticsFilter, read_analytics
from trunkline.fallout.cost_queries import DateCost
from trunkline.fallout.errors import PeriodInvalid
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.errors import Problem

_PERIOD = timedelta(days=30)


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class CountBody(_Wire, frozen=True, kw_only=True):
    """How many of what; a team that is nobody's, and a category that nobody has said, has the empty name."""

    name: str
    count: int


class MendingBody(_Wire, frozen=True, kw_only=True):
    """How long fallouts lasted that were resolved in the period, in seconds."""

    fallout_type: str
    count: int
    mean_seconds: float
    median_seconds: float
    p90_seconds: float


class DateCostBody(_Wire, frozen=True, kw_only=True):
    """What fallouts of a type, or of a failure, cost the dates of orders: days beyond the plan and beyond the promise."""

    name: str
    orders: int
    orders_late: int
    days_later: float
    days_late: float


class FalloutAnalyticsBody(_Wire, frozen=True, kw_only=True):
    """Fallouts in numbers. `open` and what begins with it is as things stand now; all else is of the period.

    `repeatRate` and `firstTimeRight` are shares from 0 to 1, null when there is nothing to share. `daysLost`: how long
    orders had an open fallout; several at once count once. `daysLater` and `daysLate`: how far the ends of these orders
    move beyond the plan and beyond what was promised; an order counts under each of its types and failures.
    """

    since: datetime
    until: datetime
    open: int
    open_by_type: list[CountBody]
    open_by_category: list[CountBody]
    open_by_age: list[CountBody]
    open_by_group: list[CountBody]
    resolved: int
    mean_seconds_to_mend: float | None
    mending: list[MendingBody]
    raised: int
    repeated: int
    repeat_rate: float | None
    completed_orders: int
    right_first_time: int
    first_time_right: float | None
    orders_hit: int
    days_lost: float
    orders_late: int
    days_later: float
    days_late: float
    cost_by_type: list[DateCostBody]
    cost_by_signature: list[DateCostBody]


def _counts(counted: Counter[str]) -> list[CountBody]:
    return [CountBody(name=name, count=count) for name, count in counted.most_common()]


def _costs(by: Mapping[str, DateCost]) -> list[DateCostBody]:
    return [DateCostBody(name=name, **msgspec.structs.asdict(cost)) for name, cost in by.items()]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@get("/api/falloutAnalytics", tags=["Fallout"])
async def show_fallout_analytics(
    database: Database,
    actor: Actor,
    since: datetime | None = None,
    until: datetime | None = None,
    fallout_type: Annotated[str | None, QueryParameter(name="falloutType")] = None,
    group: str | None = None,
    specification: str | None = None,
) -> FalloutAnalyticsBody:
    """Open fallouts by type, age and team; time to mend, repeats, first-time-right, days lost; of the last 30 days
    unless a period is named."""
    actor.require(Permission.FALLOUT_READ)
    now = clock.now()
    start, end = since or (until or now) - _PERIOD, until or now
    if start.tzinfo is None or end.tzinfo is None or start >= end:
        what, action = "the period is none", "give `since` before `until`, both with their offset from UTC"
        raise PeriodInvalid(f"{what}; {action}", problems=[Problem(field="since", what=what, action=action)])
    wanted = AnalyticsFilter(
        since=start, until=end, fallout_type=fallout_type, assignment_group=group, specification=specification
    )
    async with database.reading() as tx:
        found = await read_analytics(tx, wanted, now=now)
    by_type: Counter[str] = Counter()
    by_group: Counter[str] = Counter()
    by_age: Counter[str] = Counter()
    by_category: Counter[str] = Counter()
    for part in found.open:
        by_type[part.fallout_type] += part.count
        by_group[part.assignment_group or ""] += part.count
        by_age[part.age] += part.count
        by_category[part.category or ""] += part.count
    whole = next((part for part in found.mending if part.fallout_type is None), None)
    return FalloutAnalyticsBody(
        since=start,
        until=end,
        open=by_type.total(),
        open_by_type=_counts(by_type),
        open_by_category=_counts(by_category),
        open_by_age=[CountBody(name=age, count=by_age[age]) for age, _ in AGES],
        open_by_group=_counts(by_group),
        resolved=whole.count if whole else 0,
        mean_seconds_to_mend=whole.mean if whole else None,
        mending=[
            MendingBody(fallout_type=part.fallout_type, count=part.count, mean_seconds=part.mean,
                        median_seconds=part.median, p90_seconds=part.p90)
            for part in found.mending
            if part.fallout_type is not None
        ],
        raised=found.raised,
        repeated=found.repeated,
        repeat_rate=_share(found.repeated, found.raised),
        completed_orders=found.completed_orders,
        right_first_time=found.right_first_time,
        first_time_right=_share(found.right_first_time, found.completed_orders),
        orders_hit=found.orders_hit,
        days_lost=found.days_lost,
        orders_late=found.cost.whole.orders_late,
        days_later=found.cost.whole.days_later,
        days_late=found.cost.whole.days_late,
        cost_by_type=_costs(found.cost.by_type),
        cost_by_signature=_costs(found.cost.by_signature),
    )  # fmt: skip


routes = [show_fallout_analytics]
