"""Newer versions of specifications: what orders upgrade, what they are refused, and the job that upgrades the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from builders_catalog import cfs, characteristic, document, number
from builders_inventory import LATER, MUCH_LATER, NOW, OTHER, active, ended, one, states
from trunkline.access.model import SYSTEM, Actor, Permission
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CharacteristicSpecification
from trunkline.inventory import commands, queries
from trunkline.inventory.errors import InventoryVersionOld
from trunkline.inventory.events import InventoryChanged, InventoryUpgraded, InventoryUpgradeFailed
from trunkline.inventory.upgrade_job import upgrade_inventory
from trunkline.inventory.upgrading import upgrade_choice
from trunkline.kit.db import Database
from trunkline.kit.errors import Forbidden


async def publish(database: Database, *characteristics: CharacteristicSpecification) -> None:
    async with database.transaction() as tx:
        await load_documents(tx, [document(cfs("firewall", *characteristics))], by=SYSTEM, now=NOW)


@pytest.fixture
async def two_versions(db: Database) -> Database:
    """Version 2 of the firewall wants a zone."""
    await publish(db, number("Speed"))
    await publish(db, number("Speed"), characteristic("Zone", mandatory=True))
    return db


@pytest.fixture
async def strict(database_url: str) -> AsyncIterator[Database]:
    """A database whose orders may not upgrade inventory."""
    opened = await Database.connect(database_url, known=upgrade_choice(False))
    yield opened
    await opened.close()


async def test_a_change_made_with_a_newer_version_upgrades_the_item_and_its_product_at_closure(
    two_versions: Database,
) -> None:
    """INV-11: not before, and the history tells both versions."""
    async with two_versions.transaction() as tx:
        product, service, *_ = await active(tx)
        await commands.begin_changes(tx, [service], service_order_id=OTHER, now=LATER, versions={service: 2})
        assert (await one(tx, service)).specification_version == 1
        zone = {"Zone": {"value": "north", "origin": "order"}}
        done = ended(service, "modify", order=OTHER, characteristics=zone)
        await commands.finish_domain_orders(tx, [done], now=MUCH_LATER)
        assert [item.specification_version for item in await queries.get_inventory_items(tx, [product, service])] == [
            2,
            2,
        ]
        then, after = await queries.as_of(tx, service, LATER), await queries.as_of(tx, service, MUCH_LATER)
        assert then is not None and after is not None
        assert (then.specification_version, after.specification_version) == (1, 2)
        told = [event for event in tx.recorded if isinstance(event, InventoryUpgraded)]
        assert [event.inventory_items for event in told] == [[product, service]]


async def test_a_change_whose_values_do_not_fit_the_newer_version_is_done_and_the_old_version_holds(
    two_versions: Database,
) -> None:
    """INV-11: the mandatory zone is missing; an event tells of it and nothing is held up."""
    async with two_versions.transaction() as tx:
        _, service, *_ = await active(tx)
        await commands.begin_changes(tx, [service], service_order_id=OTHER, now=LATER, versions={service: 2})
        await commands.finish_domain_orders(tx, [ended(service, "modify", order=OTHER)], now=LATER)
        after = await one(tx, service)
        assert (after.state.value, after.specification_version, after.version_wanted) == ("active", 1, None)
        kinds = [type(event) for event in tx.recorded]
        assert InventoryUpgradeFailed in kinds and InventoryChanged in kinds and InventoryUpgraded not in kinds


@pytest.mark.parametrize("outcome", ["failed", "cancelled"])
async def test_a_change_that_came_to_nothing_leaves_the_version(two_versions: Database, outcome: str) -> None:
    """INV-11, INV-14."""
    async with two_versions.transaction() as tx:
        _, service, *_ = await active(tx)
        before = await one(tx, service)
        await commands.begin_changes(tx, [service], service_order_id=OTHER, now=LATER, versions={service: 2})
        await commands.finish_domain_orders(tx, [ended(service, "modify", outcome, order=OTHER)], now=LATER)
        after = await one(tx, service)
        assert (after.specification_version, after.version_wanted) == (before.specification_version, None)


async def test_with_the_switch_off_a_change_with_a_newer_version_is_refused_naming_both(strict: Database) -> None:
    """INV-11: and nothing of it is begun."""
    async with strict.transaction() as tx:
        _, service, *_ = await active(tx)
        with pytest.raises(
            InventoryVersionOld, match=r"has version 1 of 'firewall' and the order is made with version 2"
        ):
            await commands.begin_changes(tx, [service], service_order_id=OTHER, now=LATER, versions={service: 2})
        assert await states(tx, [service]) == ["active"]
        await commands.begin_changes(tx, [service], service_order_id=OTHER, now=LATER, versions={service: 1})
        assert await states(tx, [service]) == ["changePending"]


async def test_the_job_upgrades_what_fits_and_says_what_it_left_and_why(two_versions: Database) -> None:
    """INV-12: in batches; upgraded, skipped and failed are counted, and a second run has only the rest."""
    async with two_versions.transaction() as tx:
        fits, busy, misfit = [(await active(tx))[1] for _ in range(3)]
        await commands.begin_changes(tx, [fits], service_order_id=OTHER, now=LATER)
        zone = {"Zone": {"value": "north", "origin": "order"}}
        done = ended(fits, "modify", order=OTHER, characteristics=zone)
        await commands.finish_domain_orders(tx, [done], now=LATER)
        await commands.begin_changes(tx, [busy], service_order_id=OTHER, now=LATER)
        reports, after = [], 0
        while True:
            report = await upgrade_inventory(
                tx, specification_id="firewall", by=SYSTEM, now=MUCH_LATER, after=after, limit=2
            )
            reports.append(report)
            if report.after is None:
                break
            after = report.after
        assert len(reports) > 1
        failed = [line for report in reports for line in report.failed]
        skipped = [line for report in reports for line in report.skipped]
        # each service with its product, and the product of the busy one is busy too
        assert sum(report.upgraded for report in reports) == 2
        assert [line.why for line in skipped] == ["it is changePending: an order works on it"] * 2
        assert {line.why for line in failed} >= {"'Zone' is mandatory and has no value"}
        assert [(await one(tx, i)).specification_version for i in (fits, busy, misfit)] == [2, 1, 1]
        again = await upgrade_inventory(tx, by=SYSTEM, now=MUCH_LATER)
        assert (again.upgraded, len(again.skipped), len(again.failed)) == (0, 2, len(failed))


async def test_the_job_needs_the_right_to_write_inventory(two_versions: Database) -> None:
    """INV-12."""
    reader = Actor(name="reader", permissions=frozenset({Permission.INVENTORY_READ}))
    async with two_versions.transaction() as tx:
        with pytest.raises(Forbidden):
            await upgrade_inventory(tx, by=reader, now=NOW)
