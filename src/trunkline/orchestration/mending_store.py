"""SQL of mending many held tasks at once: what comes after each of them, and what was done for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import TaskId
from trunkline.orchestration.model import Task
from trunkline.orchestration.store import TASK_COLUMNS, read_task
from trunkline.orchestration.taking_back_store import DONE_IN_PART


async def list_revisions(tx: Tx, service_order_ids: Collection[int]) -> dict[int, int]:
    """The catalog revision of the plan of each of these orders that has one."""
    rows = await tx.fetch(
        "SELECT service_order_id, catalog_revision FROM orchestration_plan WHERE service_order_id = ANY ($1)",
        sorted(service_order_ids),
    )
    return {row["service_order_id"]: row["catalog_revision"] for row in rows}


async def list_later(tx: Tx, task_ids: Sequence[TaskId]) -> list[tuple[int, Task, Row]]:
    """Every open task that directly or indirectly waits for one of these, with the number of that one, and
    `specification_id, plan_specification` of its domain order; by order and number."""
    rows = await tx.fetch(
        f"""
        WITH RECURSIVE below (service_order_id, root, n) AS (
            SELECT d.service_order_id, d.predecessor_n, d.successor_n
              FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
              JOIN task_dependency AS d ON d.service_order_id = s.service_order_id AND d.predecessor_n = s.n
             UNION
            SELECT b.service_order_id, b.root, d.successor_n
              FROM below AS b
              JOIN task_dependency AS d ON d.service_order_id = b.service_order_id AND d.predecessor_n = b.n
        )
        SELECT b.root, o.specification_id, o.plan_specification, {TASK_COLUMNS}
          FROM below AS b
          JOIN task AS t ON t.service_order_id = b.service_order_id AND t.n = b.n
          JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
         WHERE t.ended_at IS NULL
         ORDER BY t.service_order_id, t.n
        """,
        [task_id.service_order_id for task_id in task_ids],
        [task_id.n for task_id in task_ids],
    )
    return [(row["root"], read_task(row), row) for row in rows]


async def list_untouched(tx: Tx, task_ids: Sequence[TaskId]) -> dict[tuple[int, int], str | None]:
    """Those of these tasks for which nothing was, or may have been, done outside and after which nothing was done or
    is under way, by `(service order, n)`, each with the way it goes: what rerouting need not take back first."""
    rows = await tx.fetch(
        """
        WITH RECURSIVE later (service_order_id, root, n) AS (
            SELECT s.service_order_id, s.n, s.n FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
             UNION
            SELECT l.service_order_id, l.root, d.successor_n
              FROM later AS l
              JOIN task_dependency AS d ON d.service_order_id = l.service_order_id AND d.predecessor_n = l.n
        ), touched AS (
            SELECT l.service_order_id, l.root
              FROM later AS l
              JOIN task AS t ON t.service_order_id = l.service_order_id AND t.n = l.n
             WHERE l.n <> l.root AND t.state NOT IN ('waiting', 'ready', 'cancelled', 'failed')
        )
        SELECT t.service_order_id, t.n, t.route
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN task AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
          LEFT JOIN effect AS e
            ON e.service_order_id = t.service_order_id AND e.n = t.n AND e.purpose = 'do'
         WHERE NOT starts_with(t.key, 'undo:')
           AND (e.state IS NULL OR e.state = 'refused' AND e.answer ->> 'error_class' <> ALL ($3)
                AND NOT (e.answer ->> 'error_class' = 'timeout' AND e.until IS NOT NULL))
           AND (t.service_order_id, t.n) NOT IN (SELECT service_order_id, root FROM touched)
        """,
        [task_id.service_order_id for task_id in task_ids],
        [task_id.n for task_id in task_ids],
        DONE_IN_PART,
    )
    return {(row["service_order_id"], row["n"]): row["route"] for row in rows}


async def set_ways(tx: Tx, ways: Sequence[tuple[TaskId, str | None, str]]) -> None:
    """Writes which way tasks go, and by which executor, as `(task, route, executor)`."""
    await tx.execute(
        """
        UPDATE task AS t
           SET route = s.route, executor = s.executor
          FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[]) AS s (service_order_id, n, route, executor)
         WHERE t.service_order_id = s.service_order_id AND t.n = s.n
        """,
        [task_id.service_order_id for task_id, _, _ in ways],
        [task_id.n for task_id, _, _ in ways],
        [route for _, route, _ in ways],
        [executor for _, _, executor in ways],
    )


async def touch_tasks(tx: Tx, task_ids: Sequence[TaskId]) -> None:
    """Somebody changed something about these tasks: whoever saves an older version gets a conflict."""
    await tx.execute(
        """
        UPDATE task AS t
           SET version = t.version + 1
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
         WHERE t.service_order_id = s.service_order_id AND t.n = s.n
        """,
        [task_id.service_order_id for task_id in task_ids],
        [task_id.n for task_id in task_ids],
    )
