"""The SQL of plan applications and of points of no return; private to this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId

_APPLICATION = (
    "service_order_id", "plan_specification", "domain_orders", "expected", "created", "skipped", "errored", "problem",
    "at",
)  # fmt: skip


async def insert_applications(tx: Tx, rows: Sequence[tuple[Any, ...]]) -> None:
    """Adds applications, with values in the order of `_APPLICATION`."""
    if rows:
        await tx.copy("plan_application", _APPLICATION, rows)


async def read_applications(tx: Tx, service_order_id: ServiceOrderId) -> list[Row]:
    """The applications of an order, the earliest first."""
    return await tx.fetch(
        """
        SELECT plan_specification, domain_orders, expected, created, skipped, errored, problem, at
          FROM plan_application
         WHERE service_order_id = $1
         ORDER BY n
        """,
        service_order_id,
    )


async def insert_points(tx: Tx, rows: Sequence[tuple[int, int, str]]) -> None:
    """Adds points of no return `(order, task, hardness)` and marks their tasks as watched."""
    await tx.execute(
        """
        WITH given AS (
            SELECT * FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS g (service_order_id, n, hardness)
        ),
        added AS (
            INSERT INTO point_of_no_return (service_order_id, task_n, hardness)
            SELECT service_order_id, n, hardness FROM given
        )
        UPDATE task AS t
           SET watched = true
          FROM given AS g
         WHERE t.service_order_id = g.service_order_id AND t.n = g.n
        """,
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
    )


async def pass_points(tx: Tx, tasks: Sequence[tuple[int, int]], *, now: datetime) -> list[Row]:
    """Marks the points among these tasks as passed, and their items; answers the items that stand otherwise by it."""
    return await tx.fetch(
        """
        WITH passed AS (
            UPDATE point_of_no_return AS p
               SET passed_at = $3
              FROM unnest($1::bigint[], $2::integer[]) AS g (service_order_id, n)
             WHERE p.service_order_id = g.service_order_id AND p.task_n = g.n AND p.passed_at IS NULL
            RETURNING p.service_order_id, p.task_n, p.hardness
        ),
        of_items AS (
            SELECT o.service_order_id, o.item_n, min(p.hardness) AS hardness  -- 'hard' before 'soft'
              FROM passed AS p
              JOIN task AS t ON t.service_order_id = p.service_order_id AND t.n = p.task_n
              JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
             GROUP BY o.service_order_id, o.item_n
        )
        UPDATE service_order_item AS i
           SET point_of_no_return = p.hardness, point_of_no_return_at = $3
          FROM of_items AS p
         WHERE i.service_order_id = p.service_order_id AND i.n = p.item_n
           AND (i.point_of_no_return IS NULL OR (i.point_of_no_return = 'soft' AND p.hardness = 'hard'))
        RETURNING i.service_order_id, i.n, i.point_of_no_return AS hardness
        """,
        [task[0] for task in tasks],
        [task[1] for task in tasks],
        now,
    )
