"""SQL of predictions: lengths that kinds of task had, kept as they end; and what of a plan is open."""

from __future__ import annotations

from trunkline.kit.db import Row, Tx

_READER = "taskLengths"


async def keep_lengths(tx: Tx, *, limit: int) -> int:
    """Reads the history on and keeps how long the tasks that were completed took; answers how many events were read.

    Of a kind of task (specification and key) the last two hundred or so are kept. The first call begins at the present.
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
        ),
        kept AS (
            INSERT INTO task_length (specification_id, key, slot, seconds, planned)
            SELECT DISTINCT ON (d.specification_id, t.key, r.id % 200)
                   d.specification_id, t.key, r.id % 200,
                   greatest(extract(epoch FROM t.ended_at - coalesce(t.clock_started_at, t.ready_at)), 0),
                   extract(epoch FROM t.duration)
              FROM read AS r
              JOIN task AS t ON t.service_order_id = r.service_order_id AND t.n = r.n
              JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
             WHERE r.kind = 'TaskCompleted' AND t.ready_at IS NOT NULL AND t.ended_at IS NOT NULL
               AND t.kind <> 'milestone'
             ORDER BY d.specification_id, t.key, r.id % 200, r.id DESC
                ON CONFLICT (specification_id, key, slot)
                DO UPDATE SET seconds = EXCLUDED.seconds, planned = EXCLUDED.planned
        )
        SELECT tx::text AS tx, id, (SELECT count(*) FROM read) AS read FROM read ORDER BY read.tx DESC, read.id DESC LIMIT 1
        """,
        _READER,
        limit,
    )
    if not rows:
        return 0
    await tx.execute(
        "UPDATE history_reader SET tx = $2::text::xid8, event_id = $3 WHERE name = $1",
        _READER, rows[0]["tx"], rows[0]["id"],
    )  # fmt: skip
    read: int = rows[0]["read"]
    return read


async def read_open_plan(tx: Tx, service_order_id: int, *, limit: int) -> tuple[list[Row], list[Row]]:
    """The open tasks of an order (at most `limit`) with the lengths that such tasks had; and dependencies between them."""
    tasks = await tx.fetch(
        """
        SELECT t.n, CASE WHEN t.state NOT IN ('waiting', 'held') THEN coalesce(t.clock_started_at, t.ready_at) END AS since,
               extract(epoch FROM t.duration)::float8 AS planned,
               ARRAY (SELECT l.seconds FROM task_length AS l
                       WHERE l.specification_id = d.specification_id AND l.key = t.key ORDER BY l.slot) AS taken
          FROM task AS t
          JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
         WHERE t.service_order_id = $1 AND t.ended_at IS NULL
         ORDER BY t.n
         LIMIT $2
        """,
        service_order_id,
        limit,
    )
    edges = await tx.fetch(
        """
        SELECT d.predecessor_n, d.successor_n, coalesce(extract(epoch FROM l.minimum), 0)::float8 AS lag
          FROM task_dependency AS d
          JOIN task AS p ON p.service_order_id = d.service_order_id AND p.n = d.predecessor_n AND p.ended_at IS NULL
          LEFT JOIN task_lag AS l
            ON d.lagged AND l.service_order_id = d.service_order_id AND l.predecessor_n = d.predecessor_n
           AND l.successor_n = d.successor_n
         WHERE d.service_order_id = $1 AND coalesce(l.type, '') <> 'startToStart'
        """,
        service_order_id,
    )
    return tasks, edges


async def read_ratios(tx: Tx, *, limit: int) -> list[float]:
    """What tasks of all kinds took in relation to their planned length."""
    rows = await tx.fetch(
        "SELECT seconds / planned AS ratio FROM task_length WHERE planned > 0 ORDER BY specification_id, key, slot LIMIT $1",
        limit,
    )
    return [row["ratio"] for row in rows]


async def find_due(tx: Tx, service_order_id: int) -> Row | None:
    """The date that an order is to meet, and when it is reckoned to end; None when there is no such order."""
    return await tx.fetchrow(
        """
        SELECT coalesce(due_moved_to, committed_due_date, requested_completion_date) AS due_at, estimated_end_at
          FROM service_order
         WHERE id = $1
        """,
        service_order_id,
    )
