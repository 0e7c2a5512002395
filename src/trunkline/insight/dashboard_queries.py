"""Counts for the dashboard: a fixed number of statements, whatever there is to count.

Tasks that are open are found through the orders that are, and those that ended by the time when they did: the task
table has no index on its state, which changes all the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.insight.dashboard import AGES, Cell, Compared, Dashboard, Lengths, Percentiles, Period, Queue
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId

OPEN_ORDERS = (
    "acknowledged", "rejected", "pending", "held", "inProgress", "assessingCancellation", "pendingCancellation",
)  # fmt: skip
OPEN_FALLOUTS = ("open", "inProgress", "awaitingInformation", "resolving")


async def read_dashboard(tx: Tx, period: Period, *, now: datetime) -> Dashboard:
    """Every number; of one moment when `tx` is a reading one."""
    return Dashboard(
        orders_completed=await _orders_completed(tx, period),
        tasks_completed=await _tasks_completed(tx, period),
        order_lead_time=await _order_lead_time(tx, period),
        task_lead_time=await _task_lead_time(tx, period),
        open_orders=await _open_orders(tx, now),
        open_tasks=await _open_tasks(tx, now),
        open_fallouts=await _open_fallouts(tx, now),
        fallouts_raised=await _fallouts_raised(tx, period),
        time_to_mend=await _time_to_mend(tx, period),
        queues=await _queues(tx),
    )


def _stretches(period: Period) -> tuple[list[datetime], list[datetime]]:
    """The beginnings and ends of all steps, those of the period before first."""
    edges = [*period.edges(period.before), *period.edges(period.since)]
    return [since for since, _ in edges], [until for _, until in edges]


def _pair(period: Period, rows: Sequence[Row]) -> tuple[list[int], list[int]]:
    counts = [0] * (2 * period.steps)
    for row in rows:
        counts[row["at"] - 1] = row["count"]
    return counts[: period.steps], counts[period.steps :]


async def _orders_completed(tx: Tx, period: Period) -> tuple[list[int], list[int]]:
    rows = await tx.fetch(
        """
        SELECT width_bucket(completion_date, $1::timestamptz[]) AS at, count(*) AS count
          FROM service_order
         WHERE state = 'completed' AND completion_date >= $2 AND completion_date < $3
         GROUP BY 1
        """,
        _stretches(period)[0],
        period.before,
        period.until,
    )
    before, here = _pair(period, rows)
    return here, before


async def _tasks_completed(tx: Tx, period: Period) -> tuple[list[int], list[int]]:
    rows = await tx.fetch(
        """
        SELECT width_bucket(ended_at, $1::timestamptz[]) AS at, count(*) AS count
          FROM task
         WHERE state = 'completed' AND ended_at >= $2 AND ended_at < $3
         GROUP BY 1
        """,
        _stretches(period)[0],
        period.before,
        period.until,
    )
    before, here = _pair(period, rows)
    return here, before


def _lengths(rows: Sequence[Row]) -> Lengths:
    found = {
        row["here"]: Percentiles(count=row["count"], p50=row["p"][0], p90=row["p"][1], p95=row["p"][2]) for row in rows
    }
    none = Percentiles(count=0, p50=None, p90=None, p95=None)
    return Lengths(now=found.get(True, none), before=found.get(False, none))


async def _order_lead_time(tx: Tx, period: Period) -> Lengths:
    """From the order date to the completion."""
    rows = await tx.fetch(
        """
        SELECT completion_date >= $2 AS here, count(*) AS count,
               percentile_cont(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (
                   ORDER BY extract(epoch FROM completion_date - order_date)::double precision) AS p
          FROM service_order
         WHERE state = 'completed' AND completion_date >= $1 AND completion_date < $3
         GROUP BY 1
        """,
        period.before,
        period.since,
        period.until,
    )
    return _lengths(rows)


async def _task_lead_time(tx: Tx, period: Period) -> Lengths:
    """From the instant when a task's turn came to its completion; one whose turn never came lasted no time."""
    rows = await tx.fetch(
        """
        SELECT ended_at >= $2 AS here, count(*) AS count,
               percentile_cont(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (
                   ORDER BY extract(epoch FROM ended_at - coalesce(ready_at, ended_at))::double precision) AS p
          FROM task
         WHERE state = 'completed' AND ended_at >= $1 AND ended_at < $3
         GROUP BY 1
        """,
        period.before,
        period.since,
        period.until,
    )
    return _lengths(rows)


def _cells(rows: Sequence[Row]) -> list[Cell]:
    return [
        Cell(state=row["state"], age=None if row["age"] is None else AGES[row["age"]][0], count=row["count"])
        for row in rows
    ]


_STEPS = [length for _, length in AGES if length is not None]


async def _open_orders(tx: Tx, now: datetime) -> list[Cell]:
    rows = await tx.fetch(
        """
        SELECT state, (SELECT count(*) FROM unnest($2::interval[]) AS s (step) WHERE order_date < $1::timestamptz - s.step)
                      AS age,
               count(*) AS count
          FROM service_order
         WHERE state = ANY ($3)
         GROUP BY 1, 2
         ORDER BY 1, 2
        """,
        now,
        _STEPS,
        list(OPEN_ORDERS),
    )
    return _cells(rows)


async def _open_tasks(tx: Tx, now: datetime) -> list[Cell]:
    """An order that has ended has no open task."""
    rows = await tx.fetch(
        """
        WITH open AS MATERIALIZED (
            SELECT t.state, t.ready_at
              FROM service_order AS o
              JOIN task AS t ON t.service_order_id = o.id AND t.ended_at IS NULL
             WHERE o.open_tasks > 0
        )
        SELECT state,
               CASE WHEN ready_at IS NOT NULL THEN
                   (SELECT count(*) FROM unnest($2::interval[]) AS s (step) WHERE ready_at < $1::timestamptz - s.step)
               END AS age,
               count(*) AS count
          FROM open
         GROUP BY 1, 2
         ORDER BY 1, 2
        """,
        now,
        _STEPS,
    )
    return _cells(rows)


async def _open_fallouts(tx: Tx, now: datetime) -> list[Cell]:
    rows = await tx.fetch(
        """
        SELECT state, (SELECT count(*) FROM unnest($2::interval[]) AS s (step) WHERE raised_at < $1::timestamptz - s.step)
                      AS age,
               count(*) AS count
          FROM fallout
         WHERE state NOT IN ('resolved', 'closed', 'cancelled')
         GROUP BY 1, 2
         ORDER BY 1, 2
        """,
        now,
        _STEPS,
    )
    return _cells(rows)


async def _fallouts_raised(tx: Tx, period: Period) -> Compared:
    row = await tx.fetchrow(
        """
        SELECT count(*) FILTER (WHERE raised_at >= $2) AS now, count(*) FILTER (WHERE raised_at < $2) AS before
          FROM fallout
         WHERE raised_at >= $1 AND raised_at < $3
        """,
        period.before,
        period.since,
        period.until,
    )
    assert row is not None
    return Compared(now=row["now"], before=row["before"])


async def _time_to_mend(tx: Tx, period: Period) -> Lengths:
    """Of the fallouts that were resolved in the period and not raised anew since."""
    rows = await tx.fetch(
        """
        SELECT resolved_at >= $2 AS here, count(*) AS count,
               percentile_cont(ARRAY[0.5, 0.9, 0.95]) WITHIN GROUP (
                   ORDER BY extract(epoch FROM resolved_at - raised_at)::double precision) AS p
          FROM fallout
         WHERE resolved_at >= $1 AND resolved_at < $3 AND state IN ('resolved', 'closed')
         GROUP BY 1
        """,
        period.before,
        period.since,
        period.until,
    )
    return _lengths(rows)


async def _queues(tx: Tx) -> list[Queue]:
    rows = await tx.fetch(
        """
        SELECT DISTINCT ON (w.assignment_group) w.assignment_group, count(*) OVER (PARTITION BY w.assignment_group) AS tasks,
               t.ready_at, w.service_order_id, w.task_n
          FROM worklist AS w
          JOIN task AS t ON t.service_order_id = w.service_order_id AND t.n = w.task_n
         ORDER BY w.assignment_group, t.ready_at NULLS LAST, w.service_order_id, w.task_n
        """
    )
    return [
        Queue(
            group=row["assignment_group"],
            tasks=row["tasks"],
            oldest=row["ready_at"],
            oldest_task=TaskId(ServiceOrderId(row["service_order_id"]), row["task_n"]).number,
        )
        for row in rows
    ]
