"""SQL of the step by which work proceeds: a batch of tasks moves, and all that follows from it, in one statement.

What follows: successors are counted down and become ready, machine work and the people's worklist are kept, counters
of domain orders, items and orders move, and states that are a function of the counters move with them. The statement
touches the given tasks, their direct successors and their ancestors, whatever the size of the plan. The caller holds
the locks of the orders, so every row is read and written at rest.

The CASE expressions say the same as `state.domain_order_state`; a law test holds them to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.orchestration.state import TaskState

_MOVE = """
WITH given AS MATERIALIZED (
    SELECT *
      FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[])
        AS g (service_order_id, n, was, state, reason)
),
on_hold AS MATERIALIZED (
    SELECT DISTINCT service_order_id FROM hold WHERE service_order_id = ANY ($1) AND released_at IS NULL
),
allowed AS MATERIALIZED (  -- what a hold covers does not become ready: it waits
    SELECT g.service_order_id, g.n, g.was, g.reason,
           CASE
               WHEN g.state = 'ready' AND g.service_order_id IN (SELECT service_order_id FROM on_hold)
                    AND EXISTS (SELECT 1 FROM held_task AS c WHERE c.service_order_id = g.service_order_id AND c.n = g.n)
                   THEN 'waiting'
               ELSE g.state
           END AS state
      FROM given AS g
),
moved AS (
    UPDATE task AS t
       SET state = g.state,
           state_reason = g.reason,
           version = t.version + 1,
           started_at = CASE WHEN g.state = 'inProgress' THEN coalesce(t.started_at, $6) ELSE t.started_at END,
           ready_at = CASE WHEN g.state = 'ready' THEN $6 ELSE t.ready_at END,
           ended_at = CASE WHEN g.state IN ('completed', 'skipped', 'cancelled', 'failed') THEN $6 END
      FROM allowed AS g
     WHERE t.service_order_id = g.service_order_id AND t.n = g.n AND t.state = g.was AND g.state <> g.was
    RETURNING t.service_order_id, t.n, t.domain_order_n, t.kind, t.assignment_group, t.assignee, t.priority,
              t.duration, t.watched, g.was, g.state
),
released AS (
    SELECT d.service_order_id, d.successor_n, count(*)::integer AS ended, max($6::timestamptz + l.minimum) AS not_before
      FROM moved AS m
      JOIN task_dependency AS d ON d.service_order_id = m.service_order_id AND d.predecessor_n = m.n
      LEFT JOIN task_lag AS l
        ON d.lagged AND l.service_order_id = d.service_order_id AND l.predecessor_n = d.predecessor_n
       AND l.successor_n = d.successor_n
     WHERE m.state IN ('completed', 'skipped') AND (NOT d.lagged OR NOT l.met)
     GROUP BY d.service_order_id, d.successor_n
),
released_to AS MATERIALIZED (
    SELECT r.*,
           r.service_order_id IN (SELECT service_order_id FROM on_hold)
           AND EXISTS (SELECT 1 FROM held_task AS c WHERE c.service_order_id = r.service_order_id
                          AND c.n = r.successor_n) AS covered
      FROM released AS r
),
lowered AS (
    UPDATE task AS t
       SET open_predecessors = t.open_predecessors - r.ended,
           not_before = greatest(t.not_before, r.not_before),
           state = CASE
                       WHEN t.open_predecessors = r.ended AND t.state = 'waiting' AND NOT r.covered
                            AND coalesce(greatest(t.not_before, r.not_before) <= $6, true) THEN 'ready'
                       ELSE t.state
                   END,
           ready_at = CASE
                          WHEN t.open_predecessors = r.ended AND t.state = 'waiting' AND NOT r.covered
                               AND coalesce(greatest(t.not_before, r.not_before) <= $6, true) THEN $6
                          ELSE t.ready_at
                      END
      FROM released_to AS r
     WHERE t.service_order_id = r.service_order_id AND t.n = r.successor_n
    RETURNING t.service_order_id, t.n, t.domain_order_n, t.kind, t.assignment_group, t.assignee, t.priority,
              t.duration, t.state = 'ready' AS is_ready, t.state, t.open_predecessors, t.not_before
),
timed AS (
    INSERT INTO work (kind, service_order_id, n, due_at)
    SELECT 'releaseTask', service_order_id, n, not_before
      FROM lowered
     WHERE open_predecessors = 0 AND state = 'waiting' AND not_before > $6
        ON CONFLICT (service_order_id, n, kind)
        DO UPDATE SET due_at = EXCLUDED.due_at, worker = NULL, last_error = NULL
),
now_ready AS (
    SELECT service_order_id, n, domain_order_n, kind, assignment_group, assignee, priority, duration
      FROM lowered
     WHERE is_ready
    UNION ALL
    SELECT service_order_id, n, domain_order_n, kind, assignment_group, assignee, priority, duration
      FROM moved
     WHERE state = 'ready'
),
queued AS (
    INSERT INTO work (kind, service_order_id, n, due_at)
    SELECT 'executeTask', service_order_id, n, $6
      FROM now_ready
     WHERE kind <> 'manual'
    UNION ALL
    SELECT 'executeTask', service_order_id, n, $6
      FROM moved
     WHERE kind <> 'manual' AND was = 'awaitingInformation' AND state = 'inProgress'
        ON CONFLICT (service_order_id, n, kind)
        DO UPDATE SET due_at = EXCLUDED.due_at, worker = NULL, last_error = NULL
),
unqueued AS (
    DELETE FROM work AS w
     USING moved AS m
     WHERE m.was IN ('ready', 'inProgress', 'unknown') AND m.kind <> 'manual'
       AND m.state NOT IN ('ready', 'inProgress')
       AND w.service_order_id = m.service_order_id AND w.n = m.n AND w.kind || '' = 'executeTask'
),
listed AS (
    INSERT INTO worklist (service_order_id, task_n, assignment_group, assignee, priority, due_at)
    SELECT service_order_id, n, assignment_group, assignee, priority, $6 + duration
      FROM now_ready
     WHERE kind = 'manual'
        ON CONFLICT (service_order_id, task_n) DO NOTHING
),
unlisted AS (
    DELETE FROM worklist AS w
     USING moved AS m
     WHERE m.kind = 'manual' AND m.state IN ('waiting', 'completed', 'skipped', 'cancelled', 'failed')
       AND w.service_order_id = m.service_order_id AND w.task_n = m.n
),
recorded AS (
    INSERT INTO event (kind, service_order_id, n, made_by, at)
    SELECT CASE state WHEN 'completed' THEN 'TaskCompleted' WHEN 'skipped' THEN 'TaskSkipped'
                      WHEN 'cancelled' THEN 'TaskCancelled' WHEN 'failed' THEN 'TaskFailed' END,
           service_order_id, n, $7, $6
      FROM moved
     WHERE state IN ('completed', 'skipped', 'cancelled', 'failed')
    UNION ALL
    SELECT 'TaskReady', service_order_id, n, 'system', $6
      FROM lowered
     WHERE is_ready
),
delta AS MATERIALIZED (
    SELECT service_order_id, domain_order_n,
           sum(opened)::integer AS opened, sum(activated)::integer AS activated, sum(held)::integer AS held,
           sum(pended)::integer AS pended, sum(failed)::integer AS failed, sum(cancelled)::integer AS cancelled
      FROM (
        SELECT service_order_id, domain_order_n,
               -(state IN ('completed', 'skipped', 'cancelled', 'failed'))::integer AS opened,
               (state IN ('ready', 'inProgress', 'unknown'))::integer
                   - (was IN ('ready', 'inProgress', 'unknown'))::integer AS activated,
               (state = 'held')::integer - (was = 'held')::integer AS held,
               (state = 'awaitingInformation')::integer - (was = 'awaitingInformation')::integer AS pended,
               (state = 'failed')::integer AS failed,
               (state = 'cancelled')::integer AS cancelled
          FROM moved
        UNION ALL
        SELECT service_order_id, domain_order_n, 0, 1, 0, 0, 0, 0
          FROM lowered
         WHERE is_ready
      ) AS each
     GROUP BY service_order_id, domain_order_n
),
domain_order_delta AS MATERIALIZED (
    SELECT o.service_order_id, a.n,
           sum(d.opened)::integer AS opened, sum(d.activated)::integer AS activated, sum(d.held)::integer AS held,
           sum(d.pended)::integer AS pended, sum(d.failed)::integer AS failed, sum(d.cancelled)::integer AS cancelled
      FROM delta AS d
      JOIN domain_order AS o ON o.service_order_id = d.service_order_id AND o.n = d.domain_order_n
     CROSS JOIN LATERAL unnest(o.ancestors) AS a (n)
     GROUP BY o.service_order_id, a.n
),
domain_order_sum AS MATERIALIZED (
    SELECT o.service_order_id, o.n, o.state AS was, o.total_tasks AS total,
           o.open_tasks + d.opened AS open, o.active_tasks + d.activated AS active, o.held_tasks + d.held AS held,
           o.pending_tasks + d.pended AS pending, o.failed_tasks + d.failed AS failed,
           o.cancelled_tasks + d.cancelled AS cancelled, o.withdrawn
      FROM domain_order_delta AS d
      JOIN domain_order AS o ON o.service_order_id = d.service_order_id AND o.n = d.n
),
domain_order_moved AS (
    UPDATE domain_order AS o
       SET open_tasks = s.open, active_tasks = s.active, held_tasks = s.held, pending_tasks = s.pending,
           failed_tasks = s.failed, cancelled_tasks = s.cancelled, state = l.state,
           started_at = CASE WHEN l.state = 'acknowledged' THEN o.started_at ELSE coalesce(o.started_at, $6) END,
           ended_at = CASE WHEN s.open = 0 THEN $6 END
      FROM domain_order_sum AS s
     CROSS JOIN LATERAL (
        SELECT CASE
                   WHEN s.open = 0 AND (s.failed > 0 OR s.cancelled BETWEEN 1 AND s.total - 1 AND NOT s.withdrawn)
                       THEN 'failed'
                   WHEN s.open = 0 AND (s.cancelled > 0 OR s.withdrawn) THEN 'cancelled'
                   WHEN s.open = 0 THEN 'completed'
                   WHEN s.withdrawn THEN 'pendingCancellation'
                   WHEN s.active > 0 THEN 'inProgress'
                   WHEN s.held > 0 THEN 'held'
                   WHEN s.pending > 0 THEN 'pending'
                   WHEN s.open = s.total THEN 'acknowledged'
                   ELSE 'inProgress'
               END AS state
     ) AS l
     WHERE o.service_order_id = s.service_order_id AND o.n = s.n
    RETURNING o.service_order_id, o.n, o.state, s.was, o.action, o.inventory_item_id,
              CASE WHEN o.ended_at IS NOT NULL THEN o.characteristics END AS characteristics
),
item_delta AS MATERIALIZED (
    SELECT i.service_order_id, a.n,
           sum(d.opened)::integer AS opened, sum(d.activated)::integer AS activated, sum(d.held)::integer AS held,
           sum(d.pended)::integer AS pended, sum(d.failed)::integer AS failed, sum(d.cancelled)::integer AS cancelled
      FROM delta AS d
      JOIN domain_order AS o ON o.service_order_id = d.service_order_id AND o.n = d.domain_order_n
      JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
     CROSS JOIN LATERAL unnest(i.ancestors) AS a (n)
     GROUP BY i.service_order_id, a.n
)
SELECT 'domainOrder' AS what, service_order_id, n, was, state, action, inventory_item_id, characteristics,
       0 AS opened, 0 AS activated, 0 AS held, 0 AS pended, 0 AS failed, 0 AS cancelled, false AS watched
  FROM domain_order_moved
 WHERE state <> was
UNION ALL
SELECT 'item', service_order_id, n, NULL, NULL, NULL, NULL, NULL, opened, activated, held, pended, failed, cancelled, false
  FROM item_delta
UNION ALL
SELECT 'task', service_order_id, n, was, state, kind, NULL, NULL, 0, 0, 0, 0, 0, 0, watched
  FROM moved
UNION ALL
SELECT 'ready', service_order_id, n, NULL, NULL, kind, NULL, NULL, 0, 0, 0, 0, 0, 0, false
  FROM lowered
 WHERE is_ready
"""


class TaskMove(msgspec.Struct, frozen=True, kw_only=True):
    """A task, the state it is in, and the state its life cycle leads to."""

    service_order_id: int
    n: int
    was: TaskState
    state: TaskState
    reason: str | None = None


async def move(tx: Tx, moves: Sequence[TaskMove], *, by: str, now: datetime) -> list[Row]:
    """Moves tasks and all that follows. A task that is no longer in the state `was` is left alone.

    Answers rows by `what`: `task` moved, `ready` successors, `domainOrder` whose state changed, and `item` counters
    that `ordering.progress` still has to add.
    """
    return await tx.fetch(
        _MOVE,
        [move.service_order_id for move in moves],
        [move.n for move in moves],
        [move.was.value for move in moves],
        [move.state.value for move in moves],
        [move.reason for move in moves],
        now,
        by,
    )


async def meet_start_dependencies(tx: Tx, task_ids: Sequence[tuple[int, int]], *, now: datetime) -> list[Row]:
    """Counts down what was to start after these tasks have started; answers those that wait for nothing but time.

    Each start-to-start dependency counts once, however often its predecessor is started anew.
    """
    return await tx.fetch(
        """
        WITH met AS (
            UPDATE task_lag AS l
               SET met = true
              FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
             WHERE l.service_order_id = s.service_order_id AND l.predecessor_n = s.n
               AND l.type = 'startToStart' AND NOT l.met
            RETURNING l.service_order_id, l.successor_n, l.minimum
        ),
        released AS (
            SELECT service_order_id, successor_n, count(*)::integer AS started, max($3::timestamptz + minimum) AS not_before
              FROM met
             GROUP BY service_order_id, successor_n
        )
        UPDATE task AS t
           SET open_predecessors = t.open_predecessors - r.started,
               not_before = greatest(t.not_before, r.not_before)
          FROM released AS r
         WHERE t.service_order_id = r.service_order_id AND t.n = r.successor_n
        RETURNING t.service_order_id, t.n, t.state, t.open_predecessors, t.not_before
        """,
        [task_id[0] for task_id in task_ids],
        [task_id[1] for task_id in task_ids],
        now,
    )


async def write_values(tx: Tx, values: dict[tuple[int, int], dict[str, object]]) -> None:
    """Writes characteristics into domain orders, by `(service order, domain order n)`; what is not named stays."""
    if not values:
        return
    await tx.execute(
        """
        UPDATE domain_order AS o
           SET characteristics = o.characteristics || v.characteristics
          FROM unnest($1::bigint[], $2::integer[], $3::jsonb[]) AS v (service_order_id, n, characteristics)
         WHERE o.service_order_id = v.service_order_id AND o.n = v.n
        """,
        [key[0] for key in values],
        [key[1] for key in values],
        list(values.values()),
    )


async def begin_executions(tx: Tx, subjects: Sequence[tuple[int, int]], *, now: datetime) -> list[Row]:
    """Marks claimed tasks as in progress and answers what their executors need. Tasks that may not run are left out.

    Neither counters nor states of ancestors change: ready and in progress count alike.
    """
    return await tx.fetch(
        """
        WITH begun AS (
            UPDATE task AS t
               SET state = 'inProgress', started_at = coalesce(t.started_at, $3), attempts = t.attempts + 1
              FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
             WHERE t.service_order_id = s.service_order_id AND t.n = s.n AND t.state IN ('ready', 'inProgress')
               AND t.kind <> 'manual'
            RETURNING t.service_order_id, t.n, t.domain_order_n, t.key, t.name, t.kind, t.executor, t.attempts,
                      t.assignment_group, t.route
        ),
        recorded AS (
            INSERT INTO event (kind, service_order_id, n, made_by, at)
            SELECT 'TaskStarted', service_order_id, n, 'system', $3
              FROM begun
        )
        SELECT b.service_order_id, b.n, b.domain_order_n, b.key, b.name, b.kind, b.executor, b.attempts,
               b.assignment_group, b.route, o.specification_id, o.action, o.characteristics, o.place, o.plan_specification,
               p.catalog_revision
          FROM begun AS b
          JOIN domain_order AS o ON o.service_order_id = b.service_order_id AND o.n = b.domain_order_n
          JOIN orchestration_plan AS p ON p.service_order_id = b.service_order_id
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        now,
    )


async def rest(tx: Tx, subjects: Sequence[tuple[int, int]], reasons: Sequence[str | None]) -> None:
    """Puts tasks whose attempt failed back to ready, with the reason; another attempt follows by itself."""
    await tx.execute(
        """
        UPDATE task AS t
           SET state = 'ready', state_reason = s.reason
          FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS s (service_order_id, n, reason)
         WHERE t.service_order_id = s.service_order_id AND t.n = s.n AND t.state = 'inProgress'
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        list(reasons),
    )
