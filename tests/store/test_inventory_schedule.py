"""Suspensions and resumptions that take effect at a date after their orders closed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from builders_inventory import LATER, MUCH_LATER, NOW, OTHER, active, ended, load_catalog, states
from trunkline.inventory import commands
from trunkline.inventory.due_changes import run_due_inventory_changes
from trunkline.inventory.errors import InventoryBusy
from trunkline.inventory.events import InventoryScheduleCancelled
from trunkline.inventory.scheduling import ScheduledChange, in_wrong_order
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import InventoryItemId, ServiceOrderId

DATE = LATER + timedelta(days=7)


async def suspend(tx: Tx, item: InventoryItemId, at: datetime | None, *, order: ServiceOrderId = OTHER) -> None:
    await commands.begin_suspensions(tx, [item], service_order_id=order, now=LATER)
    await commands.finish_domain_orders(tx, [replace(ended(item, "suspend", order=order), effective_at=at)], now=LATER)


async def resume(tx: Tx, item: InventoryItemId, at: datetime | None, *, order: ServiceOrderId = OTHER) -> None:
    await commands.begin_resumptions(tx, [item], service_order_id=order, now=LATER)
    await commands.finish_domain_orders(tx, [replace(ended(item, "resume", order=order), effective_at=at)], now=LATER)


async def scheduled(tx: Tx) -> list[str]:
    rows = await tx.fetch("SELECT action, state FROM scheduled_inventory_change ORDER BY id")
    return [f"{row['action']} {row['state']}" for row in rows]


async def test_a_suspension_for_a_date_leaves_the_service_active_until_then(db: Database) -> None:
    """INV-07: the service and its product are suspended when the date has come, once."""
    await load_catalog(db)
    async with db.transaction() as tx:
        product, service, *_ = await active(tx)
        await suspend(tx, service, DATE)
        assert await states(tx, [product, service]) == ["active", "active"]
        assert await run_due_inventory_changes(tx, DATE - timedelta(seconds=1)) == 0
        assert await states(tx, [product, service]) == ["active", "active"]
        assert await run_due_inventory_changes(tx, DATE) == 1
        assert await states(tx, [product, service]) == ["suspended", "suspended"]
        assert await run_due_inventory_changes(tx, MUCH_LATER) == 0
        assert await scheduled(tx) == ["suspend done"]


async def test_a_suspension_with_a_date_that_has_passed_takes_effect_at_once(db: Database) -> None:
    """INV-07."""
    await load_catalog(db)
    async with db.transaction() as tx:
        _, service, *_ = await active(tx)
        await suspend(tx, service, NOW)
        assert await states(tx, [service]) == ["suspended"]
        assert await scheduled(tx) == []


async def test_suspension_and_resumption_in_the_right_order_each_take_effect_at_their_dates(db: Database) -> None:
    """INV-07: the resumption is ordered while the service still works."""
    await load_catalog(db)
    async with db.transaction() as tx:
        product, service, *_ = await active(tx)
        await suspend(tx, service, DATE)
        await resume(tx, service, DATE + timedelta(days=1))
        assert await scheduled(tx) == ["suspend waiting", "resume waiting"]
        assert await run_due_inventory_changes(tx, DATE) == 1
        assert await states(tx, [product, service]) == ["suspended", "suspended"]
        assert await run_due_inventory_changes(tx, DATE + timedelta(days=1)) == 1
        assert await states(tx, [product, service]) == ["active", "active"]


@pytest.mark.parametrize("at", [None, DATE - timedelta(days=1)])
async def test_a_resumption_before_the_suspension_cancels_both_and_says_why(db: Database, at: datetime | None) -> None:
    """INV-08: at a date before it, and at once."""
    await load_catalog(db)
    async with db.transaction() as tx:
        product, service, *_ = await active(tx)
        await suspend(tx, service, DATE)
        await resume(tx, service, at)
        assert {line.split()[1] for line in await scheduled(tx)} == {"cancelled"}
        told = [event for event in tx.recorded if isinstance(event, InventoryScheduleCancelled)]
        assert [(event.inventory_items, "before the suspension" in event.reason) for event in told] == [
            ([service], True)
        ]
        assert await run_due_inventory_changes(tx, MUCH_LATER) == 0
        assert await states(tx, [product, service]) == ["active", "active"]


async def test_without_a_scheduled_suspension_an_active_service_still_cannot_be_resumed(db: Database) -> None:
    """INV-06, INV-08."""
    await load_catalog(db)
    async with db.transaction() as tx:
        _, service, *_ = await active(tx)
        with pytest.raises(InventoryBusy):
            await commands.begin_resumptions(tx, [service], service_order_id=OTHER, now=LATER)


async def test_what_an_order_works_on_is_suspended_after_that_and_what_has_ended_never(db: Database) -> None:
    """INV-07: the date does not break into a running change; a ceased service loses its schedule."""
    await load_catalog(db)
    async with db.transaction() as tx:
        _, service, *_ = await active(tx)
        _, ceased, *_ = await active(tx)
        await suspend(tx, service, DATE)
        await suspend(tx, ceased, DATE)
        await commands.begin_changes(tx, [service], service_order_id=ServiceOrderId(9), now=LATER)
        await commands.begin_terminations(tx, [ceased], service_order_id=ServiceOrderId(9), now=LATER)
        assert await run_due_inventory_changes(tx, DATE) == 0
        by = ServiceOrderId(9)
        done = [ended(service, "modify", order=by), ended(ceased, "delete", order=by)]
        await commands.finish_domain_orders(tx, done, now=DATE)
        assert await scheduled(tx) == ["suspend waiting", "suspend cancelled"]
        assert await run_due_inventory_changes(tx, DATE) == 1
        assert await states(tx, [service, ceased]) == ["suspended", "terminated"]


def test_dates_in_the_wrong_order_are_found_from_the_state_of_now() -> None:
    """INV-08: pairs in the right order stay; a second suspension in a row goes."""

    def change(n: int, action: str, day: int) -> ScheduledChange:
        return ScheduledChange(
            id=n, inventory_item_id=InventoryItemId(1), action=action, due_at=NOW + timedelta(days=day)
        )

    def wrong(*changes: ScheduledChange, suspended: bool = False) -> list[int]:
        return [one.id for one in in_wrong_order(changes, suspended=suspended)]

    assert wrong(change(1, "suspend", 1), change(2, "resume", 2), change(3, "suspend", 3)) == []
    assert wrong(change(1, "suspend", 2), change(2, "resume", 1)) == [2, 1]
    assert wrong(change(1, "suspend", 1), change(2, "suspend", 2)) == [2]
    assert wrong(change(1, "resume", 1), suspended=True) == []
    assert wrong(change(1, "suspend", 1), change(2, "resume", 2), suspended=True) == [1]
