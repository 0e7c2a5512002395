"""Tasks follow the urgency of their order, weighed anew."""

from __future__ import annotations

from builders_orchestration import T0, Shape, plant
from trunkline.kit.db import Database
from trunkline.orchestration.commands import follow_priority


async def test_open_tasks_and_the_to_do_list_follow_the_priority_of_their_item(db: Database) -> None:
    """PRI-02, PRI-03: what has ended keeps what it had; an item without a priority of its own follows the order."""
    async with db.transaction() as tx:
        order_id = await plant(
            tx,
            Shape(
                items=(None, None),
                domain_orders=((1, None), (2, None)),
                tasks=((1, "manual"), (1, "manual"), (2, "manual")),
            ),
        )
        await tx.execute("UPDATE task SET state = 'completed', ended_at = $1 WHERE n = 2", T0)
    async with db.transaction() as tx:
        assert await follow_priority(tx, order_id, {1: 1}, priority=2) == 2
        assert await follow_priority(tx, order_id, {1: 1}, priority=2) == 0
    async with db.reading() as tx:
        rows = await tx.fetch("SELECT n, priority FROM task ORDER BY n")
        assert [(row["n"], row["priority"]) for row in rows] == [(1, 1), (2, 4), (3, 2)]
        listed = await tx.fetch("SELECT task_n, priority FROM worklist ORDER BY task_n")
        assert [(row["task_n"], row["priority"]) for row in listed if row["task_n"] != 2] == [(1, 1), (3, 2)]
