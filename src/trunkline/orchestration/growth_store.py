"""SQL by which new domain orders join a plan that runs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from trunkline.kit.db import Row, Tx
from trunkline.orchestration.growth import StandingDomainOrder, StandingTask
from trunkline.orchestration.model import Task
from trunkline.orchestration.schedule import ScheduledTask
from trunkline.orchestration.state import TaskState
from trunkline.orchestration.store import TASK_COLUMNS, read_task


async def next_task(tx: Tx, service_order_id: int) -> int:
    """The number that the next task of the order gets."""
    last: int | None = await tx.fetchval("SELECT max(n) FROM task WHERE service_order_id = $1", service_order_id)
    return (last or 0) + 1


async def next_domain_order(tx: Tx, service_order_id: int) -> int:
    """The number that the next domain order of the order gets."""
    last: int | None = await tx.fetchval(
        "SELECT max(n) FROM domain_order WHERE service_order_id = $1", service_order_id
    )
    return (last or 0) + 1


async def list_standing(
    tx: Tx, service_order_id: int, *, items: Sequence[int], specifications: Sequence[str], plans: Sequence[str]
) -> list[StandingDomainOrder]:
    """Domain orders of these items, of these specifications, or carried out by these plan specifications, with tasks."""
    rows = await tx.fetch(
        """
        WITH chosen AS MATERIALIZED (
            SELECT o.service_order_id, o.n, o.item_n, o.specification_id, o.plan_specification, o.ancestors,
                   o.inventory_item_id
              FROM domain_order AS o
             WHERE o.service_order_id = $1
               AND (o.item_n = ANY ($2) OR o.specification_id = ANY ($3)
                    OR split_part(o.plan_specification, '@', 1) = ANY ($4))
        )
        SELECT c.*, t.ns, t.keys, t.states
          FROM chosen AS c
         CROSS JOIN LATERAL (
            SELECT array_agg(t.n ORDER BY t.n) AS ns, array_agg(t.key ORDER BY t.n) AS keys,
                   array_agg(t.state ORDER BY t.n) AS states
              FROM task AS t
             WHERE t.service_order_id = c.service_order_id AND t.domain_order_n = c.n
         ) AS t
         ORDER BY c.n
        """,
        service_order_id,
        list(items),
        list(specifications),
        list(plans),
    )
    return [
        StandingDomainOrder(
            n=row["n"],
            item_n=row["item_n"],
            specification_id=row["specification_id"],
            plan_specification=row["plan_specification"],
            ancestors=tuple(row["ancestors"]),
            inventory_item_id=row["inventory_item_id"],
            tasks=tuple(
                StandingTask(n=n, key=key, state=TaskState(state))
                for n, key, state in zip(row["ns"] or (), row["keys"] or (), row["states"] or (), strict=True)
            ),
        )
        for row in rows
    ]


async def estimates(tx: Tx, service_order_id: int, tasks: Collection[int]) -> dict[int, ScheduledTask]:
    """When these tasks are reckoned to start and end, or did, as fixed points of a schedule."""
    rows = await tx.fetch(
        """
        SELECT n, coalesce(started_at, estimated_start_at) AS start_at, coalesce(ended_at, estimated_end_at) AS end_at
          FROM task
         WHERE service_order_id = $1 AND n = ANY ($2)
        """,
        service_order_id,
        sorted(tasks),
    )
    return {
        row["n"]: ScheduledTask(n=row["n"], duration=timedelta(0), started_at=row["start_at"], ended_at=row["end_at"])
        for row in rows
    }


async def wait_more(tx: Tx, service_order_id: int, later: Mapping[int, int]) -> None:
    """Standing tasks wait for so many predecessors more."""
    if not later:
        return
    await tx.execute(
        """
        UPDATE task AS t
           SET open_predecessors = t.open_predecessors + v.more
          FROM unnest($2::integer[], $3::integer[]) AS v (n, more)
         WHERE t.service_order_id = $1 AND t.n = v.n
        """,
        service_order_id,
        list(later.keys()),
        list(later.values()),
    )


async def add_to_domain_orders(
    tx: Tx, service_order_id: int, sums: Sequence[tuple[int, int, int, datetime, datetime]], *, now: datetime
) -> list[Row]:
    """Adds `(domain order, tasks, ready tasks, start, end)` to what stands; answers those whose state moved.

    The CASE says the same as `state.domain_order_state` for one with open tasks.
    """
    return await tx.fetch(
        """
        WITH given AS MATERIALIZED (
            SELECT v.n, v.tasks, v.ready, v.start_at, v.end_at, o.state AS was
              FROM unnest($2::integer[], $3::integer[], $4::integer[], $5::timestamptz[], $6::timestamptz[])
                AS v (n, tasks, ready, start_at, end_at)
              JOIN domain_order AS o ON o.service_order_id = $1 AND o.n = v.n
        ),
        moved AS (
            UPDATE domain_order AS o
               SET total_tasks = o.total_tasks + g.tasks,
                   open_tasks = o.open_tasks + g.tasks,
                   active_tasks = o.active_tasks + g.ready,
                   estimated_start_at = least(o.estimated_start_at, g.start_at),
                   estimated_end_at = greatest(o.estimated_end_at, g.end_at),
                   started_at = CASE WHEN g.ready > 0 THEN coalesce(o.started_at, $7) ELSE o.started_at END,
                   ended_at = NULL,
                   state = CASE
                       WHEN o.active_tasks + g.ready > 0 THEN 'inProgress'
                       WHEN o.held_tasks > 0 THEN 'held'
                       WHEN o.pending_tasks > 0 THEN 'pending'
                       WHEN o.open_tasks = o.total_tasks THEN 'acknowledged'
                       ELSE 'inProgress'
                   END
              FROM given AS g
             WHERE o.service_order_id = $1 AND o.n = g.n
            RETURNING o.service_order_id, o.n, g.was, o.state, o.action, o.inventory_item_id
        )
        SELECT service_order_id, n, was, state, action, inventory_item_id, NULL::jsonb AS characteristics
          FROM moved
         WHERE state <> was
        """,
        service_order_id,
        [row[0] for row in sums],
        [row[1] for row in sums],
        [row[2] for row in sums],
        [row[3] for row in sums],
        [row[4] for row in sums],
        now,
    )


async def add_to_items(
    tx: Tx,
    service_order_id: int,
    items: Sequence[tuple[int, list[int], int, datetime | None, datetime | None]],
) -> None:
    """Adds `(item, ancestors, tasks, start, end)` to the totals of items; open and active are added by progress."""
    await tx.execute(
        """
        UPDATE service_order_item AS i
           SET ancestors = v.ancestors::integer[],
               total_tasks = i.total_tasks + v.tasks,
               planned_start_at = coalesce(i.planned_start_at, v.start_at),
               planned_end_at = coalesce(i.planned_end_at, v.end_at),
               estimated_end_at = greatest(i.estimated_end_at, v.end_at)
          FROM unnest($2::integer[], $3::text[], $4::integer[], $5::timestamptz[], $6::timestamptz[])
            AS v (n, ancestors, tasks, start_at, end_at)
         WHERE i.service_order_id = $1 AND i.n = v.n
        """,
        service_order_id,
        [row[0] for row in items],
        ["{" + ",".join(map(str, row[1])) + "}" for row in items],
        [row[2] for row in items],
        [row[3] for row in items],
        [row[4] for row in items],
    )


async def note_left_out(tx: Tx, service_order_id: int, *, skipped: list[object], skipped_tasks: list[object]) -> None:
    """What growth did not make joins the list of that."""
    await tx.execute(
        """
        UPDATE orchestration_plan
           SET skipped_targets = skipped_targets || $2::jsonb, skipped_tasks = skipped_tasks || $3::jsonb
         WHERE service_order_id = $1
        """,
        service_order_id,
        skipped,
        skipped_tasks,
    )


async def tasks_of_trees(tx: Tx, service_order_id: int, numbers: Sequence[int]) -> list[Task]:
    """Every task of these domain orders and of all below them."""
    rows = await tx.fetch(
        f"""
        SELECT {TASK_COLUMNS}
          FROM domain_order AS o
          JOIN task AS t ON t.service_order_id = o.service_order_id AND t.domain_order_n = o.n
         WHERE o.service_order_id = $1 AND o.ancestors && $2::integer[]
         ORDER BY t.n
        """,
        service_order_id,
        list(numbers),
    )
    return [read_task(row) for row in rows]


async def detach(tx: Tx, service_order_id: int, tasks: Sequence[int], *, now: datetime) -> list[int]:
    """Nothing outside these tasks waits for them any more; answers the tasks that wait for nothing now."""
    rows = await tx.fetch(
        """
        WITH cut AS (
            DELETE FROM task_dependency
             WHERE service_order_id = $1 AND predecessor_n = ANY ($2) AND NOT successor_n = ANY ($2)
            RETURNING successor_n, lagged AND EXISTS (
                SELECT 1
                  FROM task_lag AS l
                 WHERE l.service_order_id = $1 AND l.predecessor_n = task_dependency.predecessor_n
                   AND l.successor_n = task_dependency.successor_n AND l.met) AS met
        ),
        fewer AS (
            SELECT successor_n AS n, (count(*) FILTER (WHERE NOT met))::integer AS cut
              FROM cut
             GROUP BY successor_n
        )
        UPDATE task AS t
           SET open_predecessors = t.open_predecessors - f.cut
          FROM fewer AS f
         WHERE t.service_order_id = $1 AND t.n = f.n
        RETURNING t.n, t.state, t.open_predecessors
        """,
        service_order_id,
        list(tasks),
    )
    return [row["n"] for row in rows if row["state"] == "waiting" and row["open_predecessors"] == 0]


async def leave_totals(tx: Tx, service_order_id: int, numbers: Sequence[int]) -> None:
    """What is above these domain orders counts their open tasks no more, neither as its own nor as cancelled.

    Their cancellation, which follows, adds to `cancelled_tasks` what is taken off here.
    """
    await tx.execute(
        """
        WITH leaving AS MATERIALIZED (
            SELECT o.n, o.item_n, o.ancestors, o.open_tasks
              FROM domain_order AS o
             WHERE o.service_order_id = $1 AND o.n = ANY ($2)
               AND NOT EXISTS (SELECT 1 FROM unnest(o.ancestors[2:]) AS a (n) WHERE a.n = ANY ($2))
        ),
        above AS (
            SELECT a.n, sum(l.open_tasks)::integer AS tasks
              FROM leaving AS l
             CROSS JOIN LATERAL unnest(l.ancestors[2:]) AS a (n)
             GROUP BY a.n
        ),
        lowered AS (
            UPDATE domain_order AS o
               SET total_tasks = o.total_tasks - a.tasks, cancelled_tasks = o.cancelled_tasks - a.tasks
              FROM above AS a
             WHERE o.service_order_id = $1 AND o.n = a.n
        ),
        items AS (
            SELECT a.n, sum(l.open_tasks)::integer AS tasks
              FROM leaving AS l
              JOIN service_order_item AS i ON i.service_order_id = $1 AND i.n = l.item_n
             CROSS JOIN LATERAL unnest(i.ancestors) AS a (n)
             GROUP BY a.n
        )
        UPDATE service_order_item AS i
           SET total_tasks = i.total_tasks - t.tasks, cancelled_tasks = i.cancelled_tasks - t.tasks
          FROM items AS t
         WHERE i.service_order_id = $1 AND i.n = t.n
        """,
        service_order_id,
        list(numbers),
    )
