"""Suspending and resuming what a customer has, by orders."""

from __future__ import annotations

import pytest

from builders_inventory import LATER, NOW, ORDER, OTHER, active, ended, load_catalog, one, sold, states
from trunkline.inventory import commands
from trunkline.inventory.errors import InventoryBusy
from trunkline.inventory.queries import get_inventory_items
from trunkline.kit.db import Database


async def test_a_service_is_suspended_only_after_its_order_closed_and_active_only_after_it_resumed(
    db: Database,
) -> None:
    """INV-06: the state changes at closure, for the service and its product."""
    await load_catalog(db)
    async with db.transaction() as tx:
        product, service, *_ = await active(tx)
        await commands.begin_suspensions(tx, [service], service_order_id=OTHER, now=LATER)
        assert await states(tx, [product, service]) == ["changePending", "changePending"]
        await commands.finish_domain_orders(tx, [ended(service, "suspend", order=OTHER)], now=LATER)
        assert await states(tx, [product, service]) == ["suspended", "suspended"]
        await commands.begin_resumptions(tx, [service], service_order_id=OTHER, now=LATER)
        assert await states(tx, [product, service]) == ["changePending", "changePending"]
        await commands.finish_domain_orders(tx, [ended(service, "resume", order=OTHER)], now=LATER)
        assert await states(tx, [product, service]) == ["active", "active"]
        assert (await one(tx, service)).characteristics["Speed"].value == 100


@pytest.mark.parametrize("action", ["delete", "resume"])
@pytest.mark.parametrize("outcome", ["failed", "cancelled"])
async def test_an_order_that_came_to_nothing_leaves_a_suspended_service_suspended(
    db: Database, action: str, outcome: str
) -> None:
    """INV-14: restored exactly as it was before."""
    await load_catalog(db)
    async with db.transaction() as tx:
        product, service, *_ = await active(tx)
        await commands.begin_suspensions(tx, [service], service_order_id=ORDER, now=NOW)
        await commands.finish_domain_orders(tx, [ended(service, "suspend")], now=NOW)
        begin = commands.begin_terminations if action == "delete" else commands.begin_resumptions
        await begin(tx, [service], service_order_id=OTHER, now=LATER)
        await commands.finish_domain_orders(tx, [ended(service, action, outcome, order=OTHER)], now=LATER)
        assert await states(tx, [product, service]) == ["suspended", "suspended"]
        assert [item.state_before for item in await get_inventory_items(tx, [product, service])] == [None, None]


async def test_what_is_not_active_cannot_be_suspended_nor_what_is_active_resumed(db: Database) -> None:
    """INV-06: a clear refusal, and nothing is changed."""
    await load_catalog(db)
    async with db.transaction() as tx:
        reserved = await sold(tx)
        living = await active(tx)
        with pytest.raises(InventoryBusy, match="is reserved: only what is active can be suspended"):
            await commands.begin_suspensions(tx, [reserved[1]], service_order_id=OTHER, now=LATER)
        with pytest.raises(InventoryBusy, match="is active: only what is suspended can be resumed"):
            await commands.begin_resumptions(tx, [living[1]], service_order_id=OTHER, now=LATER)
        assert await states(tx, [reserved[1], living[1]]) == ["reserved", "active"]
