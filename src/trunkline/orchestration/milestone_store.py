"""The SQL that joins milestones to the tasks and domain orders of a plan; private to this room."""

from __future__ import annotations

from collections.abc import Sequence

from trunkline.kit.db import Row, Tx


async def link_targets(tx: Tx, service_order_ids: Sequence[int]) -> list[Row]:
    """Writes which tasks and domain orders reach the open milestones of these orders, and what comes of the dates.

    Looks at what joined the plan since it was done last: work follows the new part of the plan, and is none for orders
    without milestones. The tasks are marked as watched, so that their end is told. Answers each target that had ended
    already: `(part, service_order_id, n)`.
    """
    return await tx.fetch(
        """
        WITH awaited AS MATERIALIZED (
            SELECT service_order_id, max(linked_task) AS linked_task, max(linked_domain_order) AS linked_domain_order,
                   array_agg(task_key) FILTER (WHERE task_key IS NOT NULL) AS keys,
                   bool_or(task_key IS NULL AND specification_id IS NOT NULL) AS wholes
              FROM milestone
             WHERE service_order_id = ANY ($1::bigint[]) AND state = 'open'
             GROUP BY service_order_id
        ),
        found AS MATERIALIZED (
            SELECT m.service_order_id, 'task' AS part, t.n, m.n AS milestone_n, t.planned_end_at AS end_at,
                   t.state IN ('completed', 'skipped') AS done
              FROM awaited AS a
              JOIN task AS t
                ON t.service_order_id = a.service_order_id AND t.n > a.linked_task AND t.key = ANY (a.keys)
              JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
              JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
             CROSS JOIN LATERAL unnest(i.ancestors) AS above (n)
              JOIN milestone AS m
                ON m.service_order_id = t.service_order_id AND m.item_n = above.n AND m.state = 'open'
               AND m.task_key = t.key AND (m.specification_id IS NULL OR m.specification_id = o.specification_id)
            UNION ALL
            SELECT m.service_order_id, 'domainOrder', o.n, m.n, o.planned_end_at, o.state = 'completed'
              FROM awaited AS a
              JOIN domain_order AS o
                ON a.wholes AND o.service_order_id = a.service_order_id AND o.n > a.linked_domain_order
              JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
             CROSS JOIN LATERAL unnest(i.ancestors) AS above (n)
              JOIN milestone AS m
                ON m.service_order_id = o.service_order_id AND m.item_n = above.n AND m.state = 'open'
               AND m.task_key IS NULL AND m.specification_id = o.specification_id
        ),
        written AS (
            INSERT INTO milestone_target (service_order_id, part, n, milestone_n)
            SELECT service_order_id, part, n, milestone_n
              FROM found
        ),
        watched AS (
            UPDATE task AS t
               SET watched = true
              FROM (SELECT DISTINCT service_order_id, n FROM found WHERE part = 'task' AND NOT done) AS f
             WHERE t.service_order_id = f.service_order_id AND t.n = f.n
        ),
        summed AS (
            SELECT service_order_id, milestone_n, count(*)::integer AS targets, max(end_at) AS end_at
              FROM found
             GROUP BY service_order_id, milestone_n
        ),
        dated AS (
            UPDATE milestone AS m
               SET targets = m.targets + coalesce(s.targets, 0),
                   open_targets = m.open_targets + coalesce(s.targets, 0),
                   due_at = CASE
                       WHEN m.due_basis <> 'plan' THEN m.due_at
                       WHEN s.end_at IS NOT NULL THEN greatest(m.due_at, s.end_at + m.due_offset)
                       WHEN m.due_at IS NOT NULL OR m.targets > 0 THEN m.due_at
                       WHEN m.order_state IN ('completed', 'partial') THEN r.planned_end_at + m.due_offset
                       WHEN m.order_state IS NULL AND m.task_key IS NULL AND m.specification_id IS NULL
                           THEN i.planned_end_at + m.due_offset
                   END,
                   linked_task = (
                       SELECT coalesce(max(n), 0) FROM task WHERE service_order_id = m.service_order_id),
                   linked_domain_order = (
                       SELECT coalesce(max(n), 0) FROM domain_order WHERE service_order_id = m.service_order_id)
              FROM milestone AS b
              JOIN service_order AS r ON r.id = b.service_order_id
              JOIN service_order_item AS i ON i.service_order_id = b.service_order_id AND i.n = b.item_n
              LEFT JOIN summed AS s ON s.service_order_id = b.service_order_id AND s.milestone_n = b.n
             WHERE b.service_order_id = ANY ($1::bigint[]) AND b.state = 'open'
               AND m.service_order_id = b.service_order_id AND m.n = b.n
        )
        SELECT DISTINCT part, service_order_id, n
          FROM found
         WHERE done
         ORDER BY part, service_order_id, n
        """,
        list(service_order_ids),
    )
