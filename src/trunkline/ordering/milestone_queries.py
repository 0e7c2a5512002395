"""What people and other rooms ask about milestones."""

from __future__ import annotations

from collections.abc import Sequence

from trunkline.kit.db import Tx
from trunkline.kit.ids import DomainOrderId, MilestoneId, ServiceOrderId, TaskId, domain_order_number
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


async def targets_of_order(tx: Tx, service_order_id: ServiceOrderId) -> dict[int, list[str]]:
    """The numbers of the tasks and domain orders that reach each milestone of an order, by the milestone's number in
    the order; a milestone that nothing of the plan reaches is left out."""
    rows = await tx.fetch(
        """
        SELECT g.milestone_n, g.part, g.n, coalesce(o.kind = 'resource', false) AS resource
          FROM milestone_target AS g
          LEFT JOIN domain_order AS o
            ON g.part = 'domainOrder' AND o.service_order_id = g.service_order_id AND o.n = g.n
         WHERE g.service_order_id = $1
         ORDER BY g.milestone_n, g.part, g.n
        """,
        service_order_id,
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        number = (
            TaskId(service_order_id, row["n"]).number
            if row["part"] == "task"
            else domain_order_number(DomainOrderId(service_order_id, row["n"]), resource=row["resource"])
        )
        found.setdefault(row["milestone_n"], []).append(number)
    return found
