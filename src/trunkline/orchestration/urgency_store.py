"""SQL by which tasks follow the urgency of their order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from trunkline.kit.db import Tx


async def prioritize_tasks(tx: Tx, service_order_id: int, items: Mapping[int, int], *, otherwise: int) -> int:
    """Open tasks take the priority of their item (item number -> priority), or the order's; answers how many changed.

    The people's to-do list follows in the same statement. A task whose priority stays is not written.
    """
    changed: int = await tx.fetchval(
        """
        WITH wanted AS MATERIALIZED (
            SELECT i.n AS item_n, coalesce(v.priority, i.priority, $4) AS priority
              FROM service_order_item AS i
              LEFT JOIN unnest($2::integer[], $3::integer[]) AS v (n, priority) ON v.n = i.n
             WHERE i.service_order_id = $1
        ),
        moved AS (
            UPDATE task AS t
               SET priority = w.priority
              FROM domain_order AS o
              JOIN wanted AS w ON w.item_n = o.item_n
             WHERE o.service_order_id = $1 AND t.service_order_id = $1 AND t.domain_order_n = o.n
               AND t.ended_at IS NULL AND t.priority <> w.priority
            RETURNING t.n, t.priority
        ),
        listed AS (
            UPDATE worklist AS l
               SET priority = m.priority
              FROM moved AS m
             WHERE l.service_order_id = $1 AND l.task_n = m.n
        )
        SELECT count(*) FROM moved
        """,
        service_order_id,
        list(items.keys()),
        list(items.values()),
        otherwise,
    )
    return changed


async def find_due(tx: Tx, service_order_id: int, task_n: int) -> datetime | None:
    """When the task is due for people; None while it is on nobody's to-do list."""
    due: datetime | None = await tx.fetchval(
        "SELECT due_at FROM worklist WHERE service_order_id = $1 AND task_n = $2", service_order_id, task_n
    )
    return due


async def write_urgency(tx: Tx, service_order_id: int, task_n: int, *, priority: int, due_at: datetime | None) -> None:
    """The task's priority and, where given, when it is due, on the to-do list too; its jeopardy is reckoned anew."""
    await tx.execute(
        """
        WITH saved AS (
            UPDATE task
               SET priority = $3, version = version + 1
             WHERE service_order_id = $1 AND n = $2
        )
        UPDATE worklist
           SET priority = $3, due_at = coalesce($4, due_at), next_alert_at = NULL, alerts_done = false
         WHERE service_order_id = $1 AND task_n = $2
        """,
        service_order_id,
        task_n,
        priority,
        due_at,
    )
