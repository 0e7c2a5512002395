"""What fallouts cost: open ones by type, age and team; time to mend, repeats, first-time-right, days lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from trunkline.fallout.cost_queries import CostOfDates, read_cost
from trunkline.kit.db import Tx

# an open fallout is in the first of these that it is younger than
AGES: Final = (
    ("underHour", timedelta(hours=1)),
    ("underFourHours", timedelta(hours=4)),
    ("underDay", timedelta(days=1)),
    ("underThreeDays", timedelta(days=3)),
    ("underWeek", timedelta(days=7)),
    ("older", None),
)


class AnalyticsFilter(msgspec.Struct, frozen=True, kw_only=True):
    """A period (from, inclusive, to, exclusive), and what narrows all numbers; None does not."""

    since: datetime
    until: datetime
    fallout_type: str | None = None
    assignment_group: str | None = None
    specification: str | None = None


class OpenCount(msgspec.Struct, frozen=True, kw_only=True):
    """Open fallouts of one type, one category, one group and one age."""

    fallout_type: str
    category: str | None
    assignment_group: str | None
    age: str
    count: int


class MendingTime(msgspec.Struct, frozen=True, kw_only=True):
    """How long fallouts of a type (None: all) lasted that were resolved in the period, in seconds."""

    fallout_type: str | None
    count: int
    mean: float
    median: float
    p90: float


class FalloutAnalytics(msgspec.Struct, frozen=True, kw_only=True):
    """All numbers; each can be counted again from the records.

    `open` is as things stand now, whatever the period. A fallout is a repeat when its task had failed before.
    First-time-right: orders completed in the period that never had a fallout. `days_lost`: how long orders had an open
    fallout within the period; several at once count once.
    """

    open: tuple[OpenCount, ...]
    mending: tuple[MendingTime, ...]
    raised: int
    repeated: int
    completed_orders: int
    right_first_time: int
    orders_hit: int
    days_lost: float
    cost: CostOfDates


_NARROW = """($3::text IS NULL OR f.fallout_type = $3)
           AND ($4::text IS NULL OR f.assignment_group = $4)
           AND ($5::text IS NULL OR EXISTS (
                SELECT 1
                  FROM domain_order AS o
                 WHERE o.service_order_id = f.service_order_id AND o.n = f.domain_order_n
                   AND o.specification_id = $5))"""


async def read_analytics(tx: Tx, wanted: AnalyticsFilter, *, now: datetime) -> FalloutAnalytics:
    """Every number, from one snapshot when `tx` is a reading one."""
    narrow = (wanted.fallout_type, wanted.assignment_group, wanted.specification)
    period = (wanted.since, wanted.until, *narrow)
    raised = await _raised(tx, period)
    orders = await _orders(tx, wanted)
    lost = await _lost(tx, period, now=now)
    return FalloutAnalytics(
        open=await _open(tx, narrow, now=now),
        mending=await _mending(tx, period),
        raised=raised[0],
        repeated=raised[1],
        completed_orders=orders[0],
        right_first_time=orders[1],
        orders_hit=lost[0],
        days_lost=lost[1],
        cost=await read_cost(tx, period, _NARROW, now=now),
    )


async def _open(tx: Tx, narrow: tuple[str | None, ...], *, now: datetime) -> tuple[OpenCount, ...]:
    steps = [length for _, length in AGES if length is not None]
    rows = await tx.fetch(
        f"""
        SELECT f.fallout_type, f.category, f.assignment_group,
               width_bucket($1::timestamptz - f.raised_at, $2::interval[]) AS age,
               count(*) AS count
          FROM fallout AS f
         WHERE f.state NOT IN ('resolved', 'closed', 'cancelled') AND {_NARROW}
         GROUP BY 1, 2, 3, 4
         ORDER BY 1, 2, 3, 4
        """,
        now,
        steps,
        *narrow,
    )
    return tuple(
        OpenCount(
            fallout_type=row["fallout_type"], category=row["category"], assignment_group=row["assignment_group"],
            age=AGES[row["age"]][0], count=row["count"],
        )
        for row in rows
    )  # fmt: skip


async def _mending(tx: Tx, period: tuple[object, ...]) -> tuple[MendingTime, ...]:
    rows = await tx.fetch(
        f"""
        SELECT fallout_type, count(*) AS count, avg(seconds) AS mean,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median,
               percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS p90
          FROM (SELECT f.fallout_type,
                       extract(epoch FROM f.resolved_at - f.raised_at)::double precision AS seconds
                  FROM fallout AS f
                 WHERE f.resolved_at >= $1 AND f.resolved_at < $2 AND f.state IN ('resolved', 'closed')
                   AND {_NARROW}) AS mended
         GROUP BY GROUPING SETS ((), (fallout_type))
        HAVING count(*) > 0
         ORDER BY fallout_type NULLS FIRST
        """,
        *period,
    )
    return tuple(MendingTime(**dict(row)) for row in rows)


async def _raised(tx: Tx, period: tuple[object, ...]) -> tuple[int, int]:
    row = await tx.fetchrow(
        f"""
        WITH raised AS MATERIALIZED (
            SELECT f.service_order_id, f.task_n, f.n, f.failed_again
              FROM fallout AS f
             WHERE f.raised_at >= $1 AND f.raised_at < $2 AND f.state <> 'cancelled' AND {_NARROW}
        ), first AS (  -- of each task that failed, also before the period
            SELECT service_order_id, task_n, min(n) AS n
              FROM fallout
             WHERE state <> 'cancelled' AND service_order_id IN (SELECT service_order_id FROM raised)
             GROUP BY service_order_id, task_n
        )
        SELECT count(*) AS raised, count(*) FILTER (WHERE r.failed_again > 0 OR first.n < r.n) AS repeated
          FROM raised AS r
          JOIN first USING (service_order_id, task_n)
        """,
        *period,
    )
    return (row["raised"], row["repeated"]) if row else (0, 0)


async def _orders(tx: Tx, wanted: AnalyticsFilter) -> tuple[int, int]:
    """Orders that completed in the period, and those of them without a fallout of the kind that is asked for."""
    row = await tx.fetchrow(
        f"""
        SELECT count(*) AS completed,
               count(*) FILTER (WHERE NOT EXISTS (
                   SELECT 1
                     FROM fallout AS f
                    WHERE f.service_order_id = s.id AND f.state <> 'cancelled' AND {_NARROW})) AS right_first_time
          FROM service_order AS s
         WHERE s.completion_date >= $1 AND s.completion_date < $2 AND s.state = 'completed'
        """,
        wanted.since,
        wanted.until,
        wanted.fallout_type,
        wanted.assignment_group,
        wanted.specification,
    )
    return (row["completed"], row["right_first_time"]) if row else (0, 0)


async def _lost(tx: Tx, period: tuple[object, ...], *, now: datetime) -> tuple[int, float]:
    """How many orders had an open fallout in the period, and for how many days in all."""
    row = await tx.fetchrow(
        f"""
        WITH span AS (
            SELECT f.service_order_id,
                   tstzrange(greatest(f.raised_at, $1),
                             least(CASE WHEN f.state IN ('resolved', 'closed') THEN f.resolved_at ELSE $6 END,
                                   $2, $6)) AS open
              FROM fallout AS f
             WHERE f.raised_at < least($2, $6) AND f.state <> 'cancelled'
               AND (f.state NOT IN ('resolved', 'closed') OR f.resolved_at > greatest($1, f.raised_at))
               AND {_NARROW}
        ), of_order AS (
            SELECT service_order_id, range_agg(open) AS open
              FROM span
             GROUP BY service_order_id
        )
        SELECT count(DISTINCT service_order_id) AS hit,
               coalesce(sum(extract(epoch FROM upper(part) - lower(part))), 0)::double precision / 86400 AS days
          FROM of_order
         CROSS JOIN LATERAL unnest(open) AS part
        """,
        *period,
        now,
    )
    return (row["hit"], row["days"]) if row else (0, 0.0)
