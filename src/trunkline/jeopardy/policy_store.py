"""SQL of jeopardy policies, of items by their late tasks, and of starts that were due long ago."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.jeopardy.policies import JeopardyPolicy
from trunkline.kit.db import Row, Tx

_READER = "itemJeopardy"


async def read_policies(tx: Tx) -> dict[str, JeopardyPolicy]:
    """All policies, by name."""
    rows = await tx.fetch("SELECT name, body FROM jeopardy_policy ORDER BY name")
    return {row["name"]: msgspec.convert(row["body"], JeopardyPolicy) for row in rows}


async def save_policy(tx: Tx, name: str, policy: JeopardyPolicy, *, by: str, now: datetime) -> None:
    """Writes a policy; all clocks are reckoned anew."""
    await tx.execute(
        """
        INSERT INTO jeopardy_policy (name, body, changed_by, changed_at)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (name)
            DO UPDATE SET body = EXCLUDED.body, changed_by = EXCLUDED.changed_by, changed_at = EXCLUDED.changed_at
        """,
        name,
        msgspec.to_builtins(policy),
        by,
        now,
    )
    await tx.execute("UPDATE worklist SET next_alert_at = NULL, alerts_done = false")


async def delete_policy(tx: Tx, name: str) -> bool:
    """Takes a policy away, and has all clocks reckoned anew; False when there was none."""
    if await tx.fetchval("DELETE FROM jeopardy_policy WHERE name = $1 RETURNING name", name) is None:
        return False
    await tx.execute("UPDATE worklist SET next_alert_at = NULL, alerts_done = false")
    return True


async def read_moved_orders(tx: Tx, *, limit: int) -> tuple[int, list[int]]:
    """Reads the history on: how many events, and the orders whose dates moved. The first call begins at the present."""
    rows = await tx.fetch(
        """
        WITH place AS (
            INSERT INTO history_reader AS r (name, tx, event_id)
            VALUES ($1, pg_snapshot_xmin(pg_current_snapshot()), 0)
                ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name
            RETURNING tx, event_id
        )
        SELECT e.tx::text AS tx, e.id, e.service_order_id,
               e.kind IN ('EstimateMoved', 'JeopardyLevelChanged', 'TaskCompleted', 'TaskSkipped') AS matters
          FROM place AS p
          JOIN event AS e ON (e.tx, e.id) > (p.tx, p.event_id) AND e.tx < pg_snapshot_xmin(pg_current_snapshot())
         ORDER BY e.tx, e.id
         LIMIT $2
        """,
        _READER,
        limit,
    )
    if rows:
        await tx.execute(
            "UPDATE history_reader SET tx = $2::text::xid8, event_id = $3 WHERE name = $1",
            _READER, rows[-1]["tx"], rows[-1]["id"],
        )  # fmt: skip
    return len(rows), sorted({row["service_order_id"] for row in rows if row["matters"] and row["service_order_id"]})


async def count_late_tasks(
    tx: Tx, service_order_ids: Sequence[int], *, now: datetime, tolerance: timedelta
) -> list[Row]:
    """Open items of these orders: their specification, how many tasks they have and how many of these are late.

    Late is what ended, or is reckoned to end, after it was planned to; or is open past its planned end.
    """
    return await tx.fetch(
        """
        SELECT i.service_order_id, i.n, i.specification_id, count(*) AS total,
               count(*) FILTER (WHERE t.state NOT IN ('skipped', 'cancelled')
                                  AND coalesce(t.ended_at, greatest(t.estimated_end_at, $2::timestamptz))
                                      > t.planned_end_at + $3::interval) AS late,
               (SELECT a.level FROM jeopardy_alert AS a
                 WHERE a.service_order_id = i.service_order_id AND a.subject = 'item' AND a.subject_n = i.n
                   AND a.cause = 'delayedTasks' AND a.cleared_at IS NULL) AS level
          FROM service_order_item AS i
          JOIN service_order_item AS b ON b.service_order_id = i.service_order_id AND i.n = ANY (b.ancestors)
          JOIN domain_order AS d ON d.service_order_id = b.service_order_id AND d.item_n = b.n
          JOIN task AS t ON t.service_order_id = d.service_order_id AND t.domain_order_n = d.n
         WHERE i.service_order_id = ANY ($1) AND i.open_tasks > 0
         GROUP BY i.service_order_id, i.n
        """,
        list(service_order_ids),
        now,
        tolerance,
    )


async def clear_items(tx: Tx, items: Sequence[tuple[int, int]], *, now: datetime) -> list[Row]:
    """Closes the alerts of items `(order, n)` of which too few tasks are late now."""
    return await tx.fetch(
        """
        UPDATE jeopardy_alert AS a
           SET cleared_at = $3
          FROM unnest($1::bigint[], $2::integer[]) AS g (service_order_id, n)
         WHERE a.service_order_id = g.service_order_id AND a.subject = 'item' AND a.subject_n = g.n
           AND a.cause = 'delayedTasks' AND a.cleared_at IS NULL
        RETURNING a.service_order_id, a.n, a.subject, a.subject_n, a.cause, a.level, a.message
        """,
        [item[0] for item in items],
        [item[1] for item in items],
        now,
    )


async def appointments_at_risk(tx: Tx, *, limit: int) -> list[Row]:
    """Appointments that cannot be kept as things stand, or that nobody kept, of which no alert is open (FSM-02)."""
    return await tx.fetch(
        """
        SELECT r.*
          FROM appointment_at_risk AS r
         WHERE NOT EXISTS (
               SELECT 1 FROM jeopardy_alert AS a
                WHERE a.service_order_id = r.service_order_id AND a.subject = 'task' AND a.subject_n = r.task_n
                  AND a.cause = 'appointment' AND a.cleared_at IS NULL)
         ORDER BY r.service_order_id, r.task_n
         LIMIT $1
        """,
        limit,
    )


async def overdue_starts(tx: Tx, *, now: datetime, limit: int) -> list[Row]:
    """Tasks that were to start at the latest so long after another one, and have not; those not told of yet (PLN-06)."""
    return await tx.fetch(
        """
        SELECT l.service_order_id, l.predecessor_n, l.successor_n, l.maximum, s.name, s.assignee, s.assignment_group,
               p.name AS before_name, CASE WHEN l.type = 'startToStart' THEN p.started_at ELSE p.ended_at END AS since
          FROM task_lag AS l
          JOIN task AS p ON p.service_order_id = l.service_order_id AND p.n = l.predecessor_n
          JOIN task AS s ON s.service_order_id = l.service_order_id AND s.n = l.successor_n
         WHERE l.maximum IS NOT NULL AND l.overrun_open AND NOT l.waived AND s.started_at IS NULL AND s.ended_at IS NULL
           AND CASE WHEN l.type = 'startToStart' THEN p.started_at ELSE p.ended_at END + l.maximum < $1
         ORDER BY l.service_order_id, l.successor_n, l.predecessor_n
         LIMIT $2
        """,
        now,
        limit,
    )


async def settle_starts(tx: Tx, told: Sequence[tuple[int, int, int]]) -> None:
    """These `(order, predecessor, successor)` were told of; those whose task has started need no more looking at."""
    await tx.execute(
        """
        UPDATE task_lag AS l
           SET overrun_open = false
          FROM unnest($1::bigint[], $2::integer[], $3::integer[]) AS g (service_order_id, predecessor_n, successor_n)
         WHERE l.service_order_id = g.service_order_id AND l.predecessor_n = g.predecessor_n
           AND l.successor_n = g.successor_n
        """,
        [each[0] for each in told],
        [each[1] for each in told],
        [each[2] for each in told],
    )
    await tx.execute(
        """
        UPDATE task_lag AS l
           SET overrun_open = false
          FROM task AS s
         WHERE l.maximum IS NOT NULL AND l.overrun_open AND s.service_order_id = l.service_order_id
           AND s.n = l.successor_n AND (s.started_at IS NOT NULL OR s.ended_at IS NOT NULL)
        """
    )
