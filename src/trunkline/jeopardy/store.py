"""SQL of jeopardy alerts and of the clocks of people's tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.jeopardy.model import Danger, JeopardyAlert, JeopardyCause, JeopardyLevel, JeopardySubject
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId


def read_alert(row: Row) -> JeopardyAlert:
    """An alert from its row."""
    return JeopardyAlert(
        service_order_id=ServiceOrderId(row["service_order_id"]),
        subject=JeopardySubject(row["subject"]),
        cause=JeopardyCause(row["cause"]),
        level=JeopardyLevel(row["level"]),
        **{name: row[name] for name in (
            "n", "subject_n", "message", "owner", "raised_at", "changed_at", "acknowledged_at", "acknowledged_by",
            "note", "cleared_at")},
        agreement=row["agreement"] or None,
    )  # fmt: skip


async def read_thresholds(tx: Tx) -> dict[JeopardyLevel, int]:
    """At how many percent of its duration a task has which level."""
    rows = await tx.fetch("SELECT level, share FROM jeopardy_threshold")
    return {JeopardyLevel(row["level"]): row["share"] for row in rows}


async def save_thresholds(tx: Tx, shares: dict[JeopardyLevel, int]) -> None:
    """Sets all thresholds, and has all clocks reckoned anew."""
    await tx.execute("DELETE FROM jeopardy_threshold")
    await tx.execute(
        "INSERT INTO jeopardy_threshold (level, share) SELECT * FROM unnest($1::text[], $2::integer[])",
        [level.value for level in shares],
        list(shares.values()),
    )
    await tx.execute("UPDATE worklist SET next_alert_at = NULL, alerts_done = false")


async def due_clocks(tx: Tx, *, now: datetime, limit: int) -> list[Row]:
    """People's tasks whose clock was not reckoned yet or reached the next threshold."""
    return await tx.fetch(
        """
        WITH due AS (
            (SELECT service_order_id, task_n FROM worklist WHERE next_alert_at IS NULL AND NOT alerts_done LIMIT $2)
            UNION ALL
            (SELECT service_order_id, task_n FROM worklist WHERE next_alert_at <= $1 AND NOT alerts_done
              ORDER BY next_alert_at LIMIT $2)
        )
        SELECT t.service_order_id, t.n, t.key, d.specification_id, t.name, t.state, t.duration, t.calendar, t.assignee,
               t.assignment_group, coalesce(t.clock_started_at, t.ready_at) AS since
          FROM due AS w
          JOIN task AS t ON t.service_order_id = w.service_order_id AND t.n = w.task_n
          JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
        """,
        now,
        limit,
    )


async def set_clocks(tx: Tx, clocks: Sequence[tuple[int, int, datetime | None, bool, datetime | None]]) -> None:
    """Writes when each clock is looked at next, whether nothing is to come, and when its task is to be done."""
    await tx.execute(
        """
        UPDATE worklist AS w
           SET next_alert_at = c.at, alerts_done = c.done, due_at = coalesce(c.due_at, w.due_at)
          FROM unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::boolean[], $5::timestamptz[])
            AS c (service_order_id, n, at, done, due_at)
         WHERE w.service_order_id = c.service_order_id AND w.task_n = c.n
        """,
        [clock[0] for clock in clocks],
        [clock[1] for clock in clocks],
        [clock[2] for clock in clocks],
        [clock[3] for clock in clocks],
        [clock[4] for clock in clocks],
    )


async def orders_at_risk(tx: Tx, *, limit: int) -> list[Row]:
    """Open orders that are reckoned to end after the promised (or asked) date and whose alert does not say so yet."""
    return await tx.fetch(
        """
        SELECT o.id, o.estimated_end_at, coalesce(o.due_moved_to, o.committed_due_date, o.requested_completion_date) AS due_at
          FROM service_order AS o
         WHERE o.estimated_end_at > coalesce(o.due_moved_to, o.committed_due_date, o.requested_completion_date)
           AND o.state IN ('pending', 'held', 'inProgress')
           AND NOT EXISTS (SELECT 1 FROM jeopardy_alert AS a
                            WHERE a.service_order_id = o.id AND a.subject = 'serviceOrder' AND a.subject_n = 0
                              AND a.cause = 'dueDate' AND a.cleared_at IS NULL)
         ORDER BY o.id
         LIMIT $1
        """,
        limit,
    )


async def raise_alerts(tx: Tx, dangers: Sequence[Danger], *, now: datetime) -> list[Row]:
    """Opens alerts or changes their levels; answers those that did change, with the level `before`."""
    return await tx.fetch(
        """
        WITH given AS MATERIALIZED (
            SELECT g.*, a.level AS before, a.n AS held_n,
                   row_number() OVER (PARTITION BY g.service_order_id ORDER BY g.subject, g.subject_n, g.agreement) AS place
              FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $9::text[])
                AS g (service_order_id, subject, subject_n, cause, level, message, owner, agreement)
              LEFT JOIN jeopardy_alert AS a
                ON a.service_order_id = g.service_order_id AND a.subject = g.subject AND a.subject_n = g.subject_n
               AND a.cause = g.cause AND a.agreement = g.agreement AND a.cleared_at IS NULL
             WHERE a.level IS DISTINCT FROM g.level
        ),
        changed AS (
            UPDATE jeopardy_alert AS a
               SET level = g.level, message = g.message, owner = g.owner, changed_at = $8, acknowledged_at = NULL,
                   acknowledged_by = NULL, note = NULL
              FROM given AS g
             WHERE a.service_order_id = g.service_order_id AND a.n = g.held_n
        ),
        opened AS (
            INSERT INTO jeopardy_alert (service_order_id, n, subject, subject_n, cause, agreement, level, message, owner,
                                        raised_at, changed_at)
            SELECT service_order_id,
                   place + coalesce((SELECT max(n) FROM jeopardy_alert AS l
                                      WHERE l.service_order_id = given.service_order_id), 0),
                   subject, subject_n, cause, agreement, level, message, owner, $8, $8
              FROM given
             WHERE held_n IS NULL
            RETURNING service_order_id, n, subject, subject_n, cause, agreement
        )
        SELECT g.*, coalesce(g.held_n, o.n) AS n
          FROM given AS g
          LEFT JOIN opened AS o USING (service_order_id, subject, subject_n, cause, agreement)
        """,
        [each.service_order_id for each in dangers],
        [each.subject.value for each in dangers],
        [each.subject_n for each in dangers],
        [each.cause.value for each in dangers],
        [each.level.value for each in dangers],
        [each.message for each in dangers],
        [each.owner for each in dangers],
        now,
        [each.agreement for each in dangers],
    )


async def clear_alerts(tx: Tx, *, now: datetime) -> list[Row]:
    """Closes alerts whose task or order has ended, or whose order is reckoned to be in time again."""
    return await tx.fetch(
        """
        UPDATE jeopardy_alert AS a
           SET cleared_at = $1
          FROM service_order AS o
         WHERE a.cleared_at IS NULL AND o.id = a.service_order_id
           AND (o.state IN ('cancelled', 'completed', 'failed', 'partial')
                OR (a.subject = 'task' AND EXISTS (
                    SELECT 1 FROM task AS t
                     WHERE t.service_order_id = o.id AND t.n = a.subject_n
                       AND (t.ended_at IS NOT NULL OR (a.cause = 'maximumLag' AND t.started_at IS NOT NULL))))
                OR (a.subject = 'item' AND EXISTS (
                    SELECT 1 FROM service_order_item AS i
                     WHERE i.service_order_id = o.id AND i.n = a.subject_n
                       AND i.state IN ('cancelled', 'completed', 'failed', 'partial', 'rejected')))
                OR (a.cause = 'appointment' AND NOT EXISTS (
                    SELECT 1 FROM appointment_at_risk AS r
                     WHERE r.service_order_id = o.id AND r.task_n = a.subject_n))
                OR (a.cause = 'dueDate'
                    AND o.estimated_end_at <= coalesce(o.due_moved_to, o.committed_due_date, o.requested_completion_date)))
        RETURNING a.service_order_id, a.n, a.subject, a.subject_n, a.cause, a.level, a.message
        """,
        now,
    )


async def clear_agreements(
    tx: Tx, ended: Sequence[tuple[int, JeopardySubject, int, str]], *, now: datetime
) -> list[Row]:
    """Closes the alerts about these agreements `(order, subject, number, name)`."""
    return await tx.fetch(
        """
        UPDATE jeopardy_alert AS a
           SET cleared_at = $5
          FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::text[]) AS g (service_order_id, subject, n, agreement)
         WHERE a.service_order_id = g.service_order_id AND a.subject = g.subject AND a.subject_n = g.n
           AND a.cause = 'agreement' AND a.agreement = g.agreement AND a.cleared_at IS NULL
        RETURNING a.service_order_id, a.n, a.subject, a.subject_n, a.cause, a.level, a.message
        """,
        [each[0] for each in ended],
        [each[1].value for each in ended],
        [each[2] for each in ended],
        [each[3] for each in ended],
        now,
    )


async def lock_alert(tx: Tx, service_order_id: int, n: int) -> JeopardyAlert | None:
    """The alert, its row held; None when there is none."""
    row = await tx.fetchrow(
        "SELECT * FROM jeopardy_alert WHERE service_order_id = $1 AND n = $2 FOR UPDATE", service_order_id, n
    )
    return None if row is None else read_alert(row)


async def save_acknowledgement(tx: Tx, alert: JeopardyAlert, *, by: str, note: str | None, now: datetime) -> None:
    """Writes who acknowledged an alert."""
    await tx.execute(
        """
        UPDATE jeopardy_alert
           SET acknowledged_at = $3, acknowledged_by = $4, note = $5, owner = coalesce(owner, $4)
         WHERE service_order_id = $1 AND n = $2
        """,
        alert.service_order_id,
        alert.n,
        now,
        by,
        note,
    )


async def save_owner(tx: Tx, alert: JeopardyAlert, *, owner: str | None) -> None:
    """Writes who takes care of an alert."""
    await tx.execute(
        "UPDATE jeopardy_alert SET owner = $3 WHERE service_order_id = $1 AND n = $2",
        alert.service_order_id,
        alert.n,
        owner,
    )
