"""SQL of estimates: what moved, what follows it, and what that rolls up to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.kit.db import Row, Tx

_READER = "estimates"


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A task whose estimate moved; a task that ended has the end that came."""

    service_order_id: int
    n: int
    domain_order_n: int
    was_end_at: datetime | None
    start_at: datetime
    end_at: datetime


async def read_on(tx: Tx, *, limit: int, tolerance: timedelta) -> tuple[int, list[tuple[int, int]]]:
    """Reads the history from where it was left; answers how many events, and `(order, task)` that ended off their time.

    The first call begins at the present.
    """
    rows = await tx.fetch(
        """
        WITH place AS (
            INSERT INTO history_reader AS r (name, tx, event_id)
            VALUES ($1, pg_snapshot_xmin(pg_current_snapshot()), 0)
                ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name
            RETURNING tx, event_id
        ),
        read AS MATERIALIZED (
            SELECT e.tx, e.id, e.kind, e.service_order_id, e.n
              FROM place AS p
              JOIN event AS e ON (e.tx, e.id) > (p.tx, p.event_id) AND e.tx < pg_snapshot_xmin(pg_current_snapshot())
             ORDER BY e.tx, e.id
             LIMIT $2
        )
        SELECT NULL::bigint AS service_order_id, NULL::integer AS n, (SELECT count(*) FROM read) AS read,
               (SELECT tx::text FROM read ORDER BY tx DESC, id DESC LIMIT 1) AS tx,
               (SELECT id FROM read ORDER BY tx DESC, id DESC LIMIT 1) AS id
        UNION ALL
        SELECT DISTINCT t.service_order_id, t.n, NULL::bigint, NULL, NULL::bigint
          FROM read AS e
          JOIN task AS t ON t.service_order_id = e.service_order_id AND t.n = e.n
          JOIN service_order AS o ON o.id = e.service_order_id AND o.completion_date IS NULL
         WHERE e.kind IN ('TaskCompleted', 'TaskSkipped', 'TaskCancelled', 'TaskStarted')
           AND coalesce(abs(extract(epoch FROM CASE WHEN t.ended_at IS NOT NULL THEN t.ended_at - t.estimated_end_at
                                                    ELSE t.started_at - t.estimated_start_at END))
                        > extract(epoch FROM $3::interval), false)
        """,
        _READER,
        limit,
        tolerance,
    )
    head = next(row for row in rows if row["read"] is not None)
    if head["read"]:
        await tx.execute(
            """
            UPDATE history_reader
               SET tx = $2::text::xid8, event_id = $3
             WHERE name = $1
            """,
            _READER,
            head["tx"],
            head["id"],
        )
    return head["read"], [(row["service_order_id"], row["n"]) for row in rows if row["read"] is None]


async def late_tasks(tx: Tx, *, now: datetime, tolerance: timedelta, limit: int) -> list[tuple[int, int]]:
    """Open tasks on people's lists that were to have ended: those that are late most."""
    rows = await tx.fetch(
        """
        SELECT l.service_order_id, l.task_n
          FROM worklist AS l
          JOIN task AS t ON t.service_order_id = l.service_order_id AND t.n = l.task_n
         WHERE l.due_at < $1 AND t.estimated_end_at < $1::timestamptz - $2::interval
         ORDER BY l.due_at
         LIMIT $3
        """,
        now,
        tolerance,
        limit,
    )
    return [(row["service_order_id"], row["task_n"]) for row in rows]


async def read_what_follows(tx: Tx, changed: Collection[tuple[int, int]]) -> tuple[list[Row], list[Row]]:
    """The changed tasks `(order, task)`, all open ones after them, and what these wait for besides (`fixed`).

    And their dependencies. Rows tell their order.
    """
    tasks = await tx.fetch(
        """
        WITH RECURSIVE below (service_order_id, n) AS (
            SELECT *
              FROM unnest($1::bigint[], $2::integer[])
             UNION
            SELECT b.service_order_id, d.successor_n
              FROM below AS b
              JOIN task_dependency AS d ON d.service_order_id = b.service_order_id AND d.predecessor_n = b.n
              JOIN task AS s ON s.service_order_id = b.service_order_id AND s.n = d.successor_n AND s.ended_at IS NULL
        ),
        beside AS (
            SELECT d.service_order_id, d.predecessor_n AS n
              FROM below AS b
              JOIN task_dependency AS d ON d.service_order_id = b.service_order_id AND d.successor_n = b.n
            EXCEPT
            SELECT service_order_id, n
              FROM below
        )
        SELECT t.service_order_id, t.n, t.domain_order_n, t.calendar, f.fixed, t.estimated_start_at, t.estimated_end_at,
               t.clock_started_at,
               CASE WHEN t.kind = 'wait' AND t.calendar IS NULL THEN t.planned_end_at - t.planned_start_at
                    ELSE t.duration END AS length,
               CASE WHEN t.kind = 'wait' AND t.planned_end_at = t.planned_start_at
                    THEN greatest(t.not_before, t.planned_start_at) ELSE t.not_before END AS not_before,
               CASE WHEN f.fixed THEN coalesce(t.started_at, t.ended_at, t.estimated_start_at)
                    ELSE t.started_at END AS started_at,
               CASE WHEN f.fixed THEN coalesce(t.ended_at, t.estimated_end_at) ELSE t.ended_at END AS ended_at
          FROM (SELECT *, false AS fixed FROM below UNION ALL SELECT *, true FROM beside) AS f
          JOIN task AS t ON t.service_order_id = f.service_order_id AND t.n = f.n
        """,
        [order_id for order_id, _ in changed],
        [n for _, n in changed],
    )
    moving = [row for row in tasks if not row["fixed"]]
    edges = await tx.fetch(
        """
        SELECT d.service_order_id, d.predecessor_n, d.successor_n, l.type, l.minimum
          FROM unnest($1::bigint[], $2::integer[]) AS m (service_order_id, n)
          JOIN task_dependency AS d ON d.service_order_id = m.service_order_id AND d.successor_n = m.n
          LEFT JOIN task_lag AS l
            ON d.lagged AND l.service_order_id = d.service_order_id AND l.predecessor_n = d.predecessor_n
               AND l.successor_n = d.successor_n
         WHERE NOT coalesce(l.waived, false)
        """,
        [row["service_order_id"] for row in moving],
        [row["n"] for row in moving],
    )
    return tasks, edges


async def read_dates(tx: Tx, order_ids: Sequence[int]) -> dict[int, tuple[datetime | None, datetime | None]]:
    """For each order the date that it is to meet, and when it is estimated to end."""
    rows = await tx.fetch(
        """
        SELECT id, coalesce(due_moved_to, committed_due_date, requested_completion_date), estimated_end_at
          FROM service_order
         WHERE id = ANY ($1)
        """,
        list(order_ids),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


async def save(tx: Tx, moved: Sequence[Moved]) -> list[tuple[int, datetime, datetime]]:
    """Writes estimates and rolls them up; answers the orders that had an end, with it before and after."""
    domain_orders = await tx.fetch(
        """
        WITH given AS MATERIALIZED (
            SELECT *
              FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::timestamptz[], $5::timestamptz[],
                          $6::timestamptz[])
                AS g (service_order_id, n, domain_order_n, was_end_at, start_at, end_at)
        ),
        saved AS (
            UPDATE task AS t
               SET estimated_start_at = g.start_at, estimated_end_at = g.end_at
              FROM given AS g
             WHERE t.service_order_id = g.service_order_id AND t.n = g.n
        ),
        above AS MATERIALIZED (
            SELECT g.service_order_id, a.n, max(g.end_at) AS end_at, min(g.start_at) AS start_at,
                   bool_or(g.was_end_at IS NULL OR p.estimated_end_at IS NULL
                           OR (g.end_at < g.was_end_at AND g.was_end_at >= p.estimated_end_at)) AS held_the_end
              FROM given AS g
              JOIN domain_order AS o ON o.service_order_id = g.service_order_id AND o.n = g.domain_order_n
             CROSS JOIN LATERAL unnest(o.ancestors) AS a (n)
              JOIN domain_order AS p ON p.service_order_id = g.service_order_id AND p.n = a.n
             GROUP BY g.service_order_id, a.n
        )
        UPDATE domain_order AS o
           SET estimated_end_at = greatest(o.estimated_end_at, a.end_at),
               estimated_start_at = CASE WHEN o.started_at IS NULL THEN least(o.estimated_start_at, a.start_at)
                                         ELSE o.started_at END
          FROM above AS a
         WHERE o.service_order_id = a.service_order_id AND o.n = a.n
        RETURNING o.service_order_id, o.n, a.held_the_end
        """,
        [each.service_order_id for each in moved],
        [each.n for each in moved],
        [each.domain_order_n for each in moved],
        [each.was_end_at for each in moved],
        [each.start_at for each in moved],
        [each.end_at for each in moved],
    )
    shrunk = [(row["service_order_id"], row["n"]) for row in domain_orders if row["held_the_end"]]
    if shrunk:  # the task that was the last ends earlier now: which one is, must be looked up
        await tx.execute(
            """
            UPDATE domain_order AS o
               SET estimated_end_at = l.end_at
              FROM (
                SELECT s.service_order_id, s.n, max(coalesce(t.ended_at, t.estimated_end_at)) AS end_at
                  FROM domain_order AS d
                 CROSS JOIN LATERAL unnest(d.ancestors) AS a (n)
                  JOIN unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
                    ON s.service_order_id = d.service_order_id AND s.n = a.n
                  JOIN task AS t ON t.service_order_id = d.service_order_id AND t.domain_order_n = d.n
                 WHERE d.service_order_id = ANY ($1)
                 GROUP BY s.service_order_id, s.n
              ) AS l
             WHERE o.service_order_id = l.service_order_id AND o.n = l.n
            """,
            [order_id for order_id, _ in shrunk],
            [n for _, n in shrunk],
        )
    rows = await tx.fetch(
        """
        WITH ends AS MATERIALIZED (
            SELECT o.service_order_id, a.n, max(coalesce(o.ended_at, o.estimated_end_at)) AS end_at
              FROM domain_order AS o
              JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
             CROSS JOIN LATERAL unnest(i.ancestors) AS a (n)
             WHERE o.service_order_id = ANY ($1)
             GROUP BY o.service_order_id, a.n
        ),
        items AS (
            UPDATE service_order_item AS i
               SET estimated_end_at = e.end_at
              FROM ends AS e
             WHERE i.service_order_id = e.service_order_id AND i.n = e.n
               AND i.estimated_end_at IS DISTINCT FROM e.end_at
        )
        UPDATE service_order AS o
           SET estimated_end_at = e.end_at
          FROM (SELECT service_order_id, max(end_at) AS end_at FROM ends GROUP BY service_order_id) AS e
          JOIN service_order AS b ON b.id = e.service_order_id
         WHERE o.id = e.service_order_id
        RETURNING o.id, b.estimated_end_at AS before, o.estimated_end_at AS after
        """,
        sorted({each.service_order_id for each in moved}),
    )
    return [
        (row["id"], row["before"], row["after"])
        for row in rows
        if row["before"] is not None and row["after"] is not None
    ]
