"""SQL of undoing: what was asked for tasks that are not wanted any more, until it is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from trunkline.kit.db import Row, Tx
from trunkline.work.model import WorkKind

_COLUMNS = """
        t.service_order_id, t.n, t.domain_order_n, t.key, t.name, t.kind, t.executor, e.attempt AS attempts,
        t.assignment_group, t.route, o.specification_id, o.action, o.characteristics, o.place, o.plan_specification,
        p.catalog_revision, t.state, e.state AS effect_state, e.tries, e.looked, e.reference, e.until, e.messages, e.changes,
        e.changes AS sent_changes, e.revision, e.begun_at, e.round
"""
_JOINS = """
        JOIN effect AS e ON e.service_order_id = w.service_order_id AND e.n = w.n AND e.purpose = 'do'
        JOIN task AS t ON t.service_order_id = w.service_order_id AND t.n = w.n
        JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
        JOIN orchestration_plan AS p ON p.service_order_id = t.service_order_id
"""


async def add_undos(
    tx: Tx, subjects: Sequence[tuple[int, int]], *, now: datetime, patience: timedelta
) -> list[tuple[int, int]]:
    """Puts the undoing of what was asked for these tasks on the list; answers for which of them something was.

    A call that is under way is waited for, at most `patience`; looks at how it stands are taken off the list.
    """
    rows = await tx.fetch(
        """
        WITH asked AS (
            SELECT e.service_order_id, e.n, e.state
              FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
              JOIN effect AS e
                ON e.service_order_id = s.service_order_id AND e.n = s.n AND e.purpose = 'do'
               AND e.state IN ('asked', 'waiting', 'unknown')
        ),
        unlooked AS (
            DELETE FROM work AS w
             USING asked AS a
             WHERE w.service_order_id = a.service_order_id AND w.n = a.n AND w.kind || '' = 'followUpTask'
        ),
        listed AS (
            INSERT INTO work (kind, service_order_id, n, due_at)
            SELECT 'undoTask', service_order_id, n, CASE state WHEN 'asked' THEN $3::timestamptz + $4::interval ELSE $3 END
              FROM asked
                ON CONFLICT (service_order_id, n, kind) DO NOTHING
        )
        SELECT service_order_id, n FROM asked
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        now,
        patience,
    )
    return [(row[0], row[1]) for row in rows]


async def read_undos(tx: Tx, subjects: Sequence[tuple[int, int]]) -> list[Row]:
    """What executors need to know to take back what was asked for these tasks."""
    return await tx.fetch(
        f"""
        SELECT {_COLUMNS}, u.until AS undo_until
          FROM unnest($1::bigint[], $2::integer[]) AS w (service_order_id, n)
        {_JOINS}
          LEFT JOIN effect AS u ON u.service_order_id = t.service_order_id AND u.n = t.n AND u.purpose = 'undo'
         WHERE t.state = 'cancelled' AND e.state IN ('asked', 'waiting', 'unknown', 'answered')
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
    )


async def list_called_off(tx: Tx, *, now: datetime, limit: int) -> list[Row]:
    """Calls that are under way, as far as is known, for tasks that are not wanted any more."""
    return await tx.fetch(
        f"""
        SELECT {_COLUMNS}
          FROM (SELECT service_order_id, n
                  FROM work
                 WHERE kind = $1 AND due_at > $2 AND worker IS NULL
                 ORDER BY due_at
                 LIMIT $3) AS w
        {_JOINS}
         WHERE e.state = 'asked'
        """,
        WorkKind.UNDO_TASK,
        now,
        limit,
    )


async def hasten_undos(tx: Tx, subjects: Sequence[tuple[int, int]], *, now: datetime) -> set[tuple[int, int]]:
    """Makes the undoing of these tasks due where it waits; answers for which it does."""
    rows = await tx.fetch(
        """
        UPDATE work AS w
           SET due_at = least(w.due_at, $3::timestamptz)
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
         WHERE w.service_order_id = s.service_order_id AND w.n = s.n AND w.kind || '' = 'undoTask' AND w.worker IS NULL
        RETURNING w.service_order_id, w.n
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        now,
    )
    return {(row[0], row[1]) for row in rows}


async def mark_taken_back(tx: Tx, subjects: Sequence[tuple[int, int]], states: Sequence[str]) -> None:
    """Writes how the work stands after its undoing: compensated, or never done."""
    await tx.execute(
        """
        UPDATE effect AS e
           SET state = s.state
          FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS s (service_order_id, n, state)
         WHERE e.service_order_id = s.service_order_id AND e.n = s.n AND e.purpose = 'do'
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        list(states),
    )


async def read_undone(tx: Tx, subjects: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """For undo tasks, the domain system's own id of the work that each takes back, where it gave one."""
    rows = await tx.fetch(
        """
        SELECT b.service_order_id, b.undo_n, e.reference
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN task_taken_back AS b ON b.service_order_id = s.service_order_id AND b.undo_n = s.n
          JOIN effect AS e ON e.service_order_id = b.service_order_id AND e.n = b.n AND e.purpose = 'do'
         WHERE e.reference IS NOT NULL
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
    )
    return {(row["service_order_id"], row["undo_n"]): row["reference"] for row in rows}
