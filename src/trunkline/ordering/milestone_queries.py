"""What people and other rooms ask about milestones."""

from __future__ import annotations

from collections.abc import Sequence

from trunkline.kit.db import Tx
from trunkline.kit.ids import MilestoneId, ServiceOrderId
from trunkline.ordering.errors import UnknownMilestone
from trunkline.ordering.milestone_store import milestone_from_row
from trunkline.ordering.model import Milestone

# what a milestone waits for is few tasks or domain orders; one that waits for none is expected with its item or order
_READ = """
    SELECT m.service_order_id, m.n, m.item_n, m.item_id, m.policy, m.key, m.name, m.description, m.state, m.task_key,
           m.specification_id, m.order_state, m.due_basis, m.due_offset, m.due_at, m.targets, m.open_targets,
           m.reached_at, m.reached_by, m.note, m.version,
           CASE
               WHEN m.state <> 'open' THEN NULL
               WHEN m.targets > 0 THEN t.expected_at
               WHEN m.order_state IN ('completed', 'partial') THEN o.estimated_end_at
               WHEN m.order_state IS NULL AND m.task_key IS NULL AND m.specification_id IS NULL THEN i.estimated_end_at
           END AS expected_at
      FROM milestone AS m
      JOIN service_order AS o ON o.id = m.service_order_id
      JOIN service_order_item AS i ON i.service_order_id = m.service_order_id AND i.n = m.item_n
      LEFT JOIN LATERAL (
        SELECT max(coalesce(task.estimated_end_at, part.estimated_end_at)) AS expected_at
          FROM milestone_target AS g
          LEFT JOIN task ON g.part = 'task' AND task.service_order_id = g.service_order_id AND task.n = g.n
          LEFT JOIN domain_order AS part
            ON g.part = 'domainOrder' AND part.service_order_id = g.service_order_id AND part.n = g.n
         WHERE g.service_order_id = m.service_order_id AND g.milestone_n = m.n AND NOT g.ended
      ) AS t ON m.targets > 0
"""


async def list_milestones(tx: Tx, service_order_ids: Sequence[int]) -> dict[int, list[Milestone]]:
    """The milestones of these orders, by order, in the order in which they were made."""
    rows = await tx.fetch(
        _READ + " WHERE m.service_order_id = ANY ($1::bigint[]) ORDER BY m.service_order_id, m.n",
        list(service_order_ids),
    )
    found: dict[int, list[Milestone]] = {}
    for row in rows:
        found.setdefault(row["service_order_id"], []).append(milestone_from_row(row))
    return found


async def milestones_of_order(tx: Tx, service_order_id: ServiceOrderId) -> list[Milestone]:
    """The milestones of one order."""
    return (await list_milestones(tx, [service_order_id])).get(service_order_id, [])


async def get_milestone(tx: Tx, milestone_id: MilestoneId) -> Milestone:
    """One milestone; raises UnknownMilestone."""
    row = await tx.fetchrow(
        _READ + " WHERE m.service_order_id = $1 AND m.n = $2", milestone_id.service_order_id, milestone_id.n
    )
    if row is None:
        raise UnknownMilestone(f"there is no milestone {milestone_id.number}")
    return milestone_from_row(row)
