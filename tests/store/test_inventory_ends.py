"""How lives in inventory end: disconnected with everything below, or done once and gone."""

from __future__ import annotations

import pytest

from builders_inventory import LATER, OTHER, active, ended, load_catalog, one, states
from trunkline.inventory import commands
from trunkline.inventory.errors import InventoryBusy
from trunkline.kit.db import Database


async def test_a_transient_service_ends_terminated_and_nothing_can_be_done_with_it_later(db: Database) -> None:
    """INV-10: every beginning is refused with its state, and another end told changes nothing."""
    await load_catalog(db)
    async with db.transaction() as tx:
        product, survey, *_ = await active(tx, specification="survey")
        assert await states(tx, [product, survey]) == ["terminated", "terminated"]
        before = await one(tx, survey)
        for begin in (
            commands.begin_changes, commands.begin_terminations, commands.begin_suspensions, commands.begin_resumptions,
        ):  # fmt: skip
            with pytest.raises(InventoryBusy, match="is terminated"):
                await begin(tx, [survey], service_order_id=OTHER, now=LATER)
        await commands.finish_domain_orders(tx, [ended(survey, "modify"), ended(survey, "resume")], now=LATER)
        assert await one(tx, survey) == before


async def test_a_disconnect_ends_the_parent_and_all_below_it_and_the_product(db: Database) -> None:
    """INV-05: at closure, not before."""
    await load_catalog(db)
    async with db.transaction() as tx:
        ids = await active(tx)
        await commands.begin_terminations(tx, ids[1:], service_order_id=OTHER, now=LATER)
        assert await states(tx, ids) == ["terminationPending"] * 5
        done = [ended(item, "delete", order=OTHER) for item in ids[1:]]
        await commands.finish_domain_orders(tx, done, now=LATER)
        assert await states(tx, ids) == ["terminated"] * 5
