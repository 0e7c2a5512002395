"""What fallouts cost the dates of orders: days after the plan and after the promise, by type and by failure."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.kit.db import Tx

COSTLIEST = 20  # failures that are told apart


class DateCost(msgspec.Struct, frozen=True, kw_only=True):
    """Orders that had an open fallout in the period. `days_later`: what their ends move beyond the plan, in all;
    `days_late`: beyond what was promised, by the `orders_late`. An order before its date counts as zero days.

    An order with several types or failures counts under each of them, and once in the whole.
    """

    orders: int
    orders_late: int
    days_later: float
    days_late: float


class CostOfDates(msgspec.Struct, frozen=True, kw_only=True):
    """The whole, by fallout type, and by the signatures that cost most, the costliest first."""

    whole: DateCost
    by_type: dict[str, DateCost]
    by_signature: dict[str, DateCost]


async def read_cost(tx: Tx, period: tuple[object, ...], narrow: str, *, now: datetime) -> CostOfDates:
    """The days that orders lose. `period`: from, to, and the arguments of `narrow`, the SQL of what is asked for of a
    fallout `f`.

    The end of an order is its completion; while it runs its estimate, which is not before now as long as a fallout is
    open. What was promised is the committed date, without one the requested date, later by the time it was held.
    """
    rows = await tx.fetch(
        f"""
        WITH hit AS MATERIALIZED (
            SELECT f.service_order_id, f.fallout_type, f.signature,
                   bool_or(f.state NOT IN ('resolved', 'closed')) AS open
              FROM fallout AS f
             WHERE f.raised_at < least($2::timestamptz, $6::timestamptz) AND f.state <> 'cancelled'
               AND (f.state NOT IN ('resolved', 'closed') OR f.resolved_at > greatest($1, f.raised_at))
               AND {narrow}
             GROUP BY f.service_order_id, f.fallout_type, f.signature
        ), ending AS MATERIALIZED (
            SELECT s.id, s.planned_end_at,
                   coalesce(s.due_moved_to, s.committed_due_date, s.requested_completion_date) AS promised,
                   coalesce(s.completion_date,
                            CASE WHEN h.open THEN greatest(s.estimated_end_at, $6) ELSE s.estimated_end_at END) AS ends_at
              FROM (SELECT service_order_id, bool_or(open) AS open FROM hit GROUP BY service_order_id) AS h
              JOIN service_order AS s ON s.id = h.service_order_id
        ), dated AS MATERIALIZED (
            SELECT id, coalesce(greatest(extract(epoch FROM ends_at - planned_end_at), 0), 0) / 86400.0 AS later,
                   coalesce(greatest(extract(epoch FROM ends_at - promised), 0), 0) / 86400.0 AS late
              FROM ending
        )
        SELECT 'whole' AS what, NULL AS name, count(*) AS orders, count(*) FILTER (WHERE late > 0) AS orders_late,
               coalesce(sum(later), 0)::double precision AS days_later, coalesce(sum(late), 0)::double precision AS days_late
          FROM dated
        UNION ALL
        (SELECT 'type', t.fallout_type, count(*), count(*) FILTER (WHERE d.late > 0), sum(d.later)::double precision,
                sum(d.late)::double precision
           FROM (SELECT DISTINCT service_order_id, fallout_type FROM hit) AS t
           JOIN dated AS d ON d.id = t.service_order_id
          GROUP BY t.fallout_type
          ORDER BY sum(d.later) DESC, t.fallout_type)
        UNION ALL
        (SELECT 'signature', t.signature, count(*), count(*) FILTER (WHERE d.late > 0), sum(d.later)::double precision,
                sum(d.late)::double precision
           FROM (SELECT DISTINCT service_order_id, signature FROM hit) AS t
           JOIN dated AS d ON d.id = t.service_order_id
          GROUP BY t.signature
         HAVING sum(d.later) > 0
          ORDER BY sum(d.later) DESC, t.signature
          LIMIT {COSTLIEST})
        """,
        *period,
        now,
    )
    costs: dict[str, dict[str, DateCost]] = {"whole": {}, "type": {}, "signature": {}}
    for row in rows:
        costs[row["what"]][row["name"] or ""] = DateCost(
            orders=row["orders"],
            orders_late=row["orders_late"],
            days_later=row["days_later"],
            days_late=row["days_late"],
        )
    return CostOfDates(whole=costs["whole"][""], by_type=costs["type"], by_signature=costs["signature"])
