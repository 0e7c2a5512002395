"""The numbers of the home page equal the lists behind them."""

from __future__ import annotations

from datetime import timedelta

from builders_orchestration import T0, Shape, plant
from trunkline.access.model import ROLE_PERMISSIONS, Actor, Role
from trunkline.insight.queries import count_completed_by_day, home_numbers
from trunkline.kit.db import Database
from trunkline.orchestration.queries import list_worklist
from trunkline.ordering.state import ServiceOrderState


def _somebody(name: str, *groups: str, role: Role = Role.FULFILLMENT_AGENT) -> Actor:
    return Actor(name=name, permissions=ROLE_PERMISSIONS[role], roles=(role,), groups=groups)


async def test_tasks_on_the_home_page_are_those_of_the_lists(db: Database) -> None:
    """UI-01: mine, and what nobody has in my groups; of who is in no group, what nobody has at all."""
    async with db.transaction() as tx:
        order = await plant(tx, Shape(tasks=((1, "manual"),) * 5))
        await tx.execute("DELETE FROM worklist")
        await tx.execute(
            """
            INSERT INTO worklist (service_order_id, task_n, assignment_group, assignee, priority, due_at)
            VALUES ($1, 1, 'field', 'felix', 4, $2), ($1, 2, 'field', NULL, 4, $2), ($1, 3, 'noc', NULL, 4, $2),
                   ($1, 4, 'field', NULL, 4, $2), ($1, 5, NULL, 'mara', 4, $2)
            """,
            order, T0,
        )  # fmt: skip
        felix = await home_numbers(tx, _somebody("felix", "field"), days=7, now=T0)
        assert (felix.my_tasks, felix.unassigned_tasks) == (1, 2)
        assert felix.my_tasks == len(await list_worklist(tx, assignee="felix"))
        assert felix.unassigned_tasks == len(await list_worklist(tx, groups=["field"], unassigned=True))
        nobody = await home_numbers(tx, _somebody("olivia"), days=7, now=T0)
        assert (nobody.my_tasks, nobody.unassigned_tasks) == (0, len(await list_worklist(tx, unassigned=True)))


async def test_orders_are_counted_in_every_state(db: Database) -> None:
    """UI-01: the split of the orders names states without orders too."""
    async with db.transaction() as tx:
        for _ in range(3):
            await plant(tx, Shape())
        await tx.execute("UPDATE service_order SET state = 'held' WHERE id = (SELECT min(id) FROM service_order)")
        numbers = await home_numbers(tx, _somebody("olivia"), days=7, now=T0)
        assert numbers.orders_by_state is not None
        assert numbers.orders_by_state[ServiceOrderState.IN_PROGRESS] == 2
        assert numbers.orders_by_state[ServiceOrderState.HELD] == 1
        assert numbers.orders_by_state[ServiceOrderState.ACKNOWLEDGED] == 0
        assert sorted(numbers.orders_by_state) == sorted(ServiceOrderState)


async def test_the_trend_has_every_day_and_counts_in_utc(db: Database) -> None:
    """UI-01: days without completions are there with 0; what was completed before the first day is not."""
    async with db.transaction() as tx:
        for hours in (0, 1, 9, 24 * 6, 24 * 7):
            order = await plant(tx, Shape())
            await tx.execute(
                "UPDATE service_order SET state = 'completed', completion_date = $2 WHERE id = $1",
                order, T0 - timedelta(hours=hours),
            )  # fmt: skip
        days = await count_completed_by_day(tx, days=7, now=T0)
        assert [day.orders for day in days] == [1, 0, 0, 0, 0, 1, 2]
        assert days[-1].day == T0.date()


async def test_who_may_read_nothing_gets_no_numbers(db: Database) -> None:
    """UI-01, by role: a number without its list is not told."""
    async with db.transaction() as tx:
        await plant(tx, Shape())
        numbers = await home_numbers(tx, Actor(name="x", permissions=frozenset(), roles=()), days=7, now=T0)
        assert numbers.my_tasks is None
        assert numbers.unassigned_tasks is None
        assert numbers.open_fallouts is None
        assert numbers.orders_by_state is None
        assert numbers.completed_by_day == []
