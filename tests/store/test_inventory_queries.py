"""What can be asked of inventory: by number, by external id, as trees, as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders_inventory import LATER, MUCH_LATER, NOW, OTHER, active, ended, load_catalog, new, one, values
from trunkline.access.errors import NotPermitted
from trunkline.access.model import ROLE_PERMISSIONS, SYSTEM, Actor, Role
from trunkline.inventory import commands, queries
from trunkline.inventory.errors import OnboardingInvalid, UnknownInventoryItem
from trunkline.inventory.model import InventoryKind, OnboardedService
from trunkline.inventory.queries import InventoryFilter
from trunkline.kit.db import Database


async def test_an_order_finds_services_by_number_or_external_id_and_never_products(db: Database) -> None:
    """INV-09, DEC-02."""
    async with db.transaction() as tx:
        product, service, other = await commands.reserve(
            tx, [new("product", external_id="their-7"), new(external_id="their-7"), new("rfs", "x")], now=NOW
        )
        found = await queries.find_for_order(
            tx, ["their-7", f"SRV-{other:06d}", f"srv-{other}", f"PRD-{product:06d}", f"RES-{other:06d}", "nobody's"]
        )
        assert {name: item.id for name, item in found.items()} == {
            "their-7": service, f"SRV-{other:06d}": other, f"srv-{other}": other,
        }  # fmt: skip


async def test_a_tree_leaves_out_what_has_ended_unless_asked(db: Database) -> None:
    """DEC-08, INV-09."""
    async with db.transaction() as tx:
        product, cfs, dmz, admin, box = await active(tx)
        await commands.begin_terminations(tx, [admin], service_order_id=OTHER, now=LATER)
        await commands.finish_domain_orders(tx, [ended(admin, "delete", order=OTHER)], now=LATER)
        trees = await queries.load_trees(tx, [cfs, dmz, 999_999])
        assert sorted(trees) == [cfs, dmz]
        assert [part.item.id for part in trees[cfs].children] == [dmz]
        assert [part.item.id for part in trees[dmz].children] == [box]
        whole = await queries.load_trees(tx, [cfs], ended=True)
        assert [part.item.id for part in whole[cfs].children] == [dmz, admin]
        assert [item.id for item in await queries.ancestors_of(tx, box)] == [product, cfs, dmz]


async def test_a_circle_in_the_data_is_cut(db: Database) -> None:
    """DEC-23."""
    async with db.transaction() as tx:
        _, cfs, dmz, _, box = await active(tx)
        await tx.execute("UPDATE inventory_item SET parent_id = $1 WHERE id = $2", box, cfs)
        trees = await queries.load_trees(tx, [cfs])
        assert [part.item.id for part in trees[cfs].children[0].children] == [box]
        assert trees[cfs].children[0].children[0].children == ()
        assert len(await queries.ancestors_of(tx, dmz)) == 2


async def test_state_and_values_at_any_past_time_can_be_read(db: Database) -> None:
    """INV-13."""
    async with db.transaction() as tx:
        _, cfs, *_ = await active(tx)
        await commands.begin_changes(tx, [cfs], service_order_id=OTHER, now=LATER)
        end = ended(cfs, "modify", order=OTHER, characteristics=values(Speed=400))
        await commands.finish_domain_orders(tx, [end], now=MUCH_LATER)
        second = timedelta(seconds=1)

        async def at(moment):  # type: ignore[no-untyped-def]  # a short name for the rows below
            was = await queries.as_of(tx, cfs, moment)
            return None if was is None else (was.state.value, was.characteristics["Speed"].value)

        assert await at(NOW - second) is None
        assert await at(NOW) == ("active", 100)
        assert await at(LATER + second) == ("changePending", 100)
        assert await at(MUCH_LATER) == ("active", 400)
        assert [entry.state.value for entry in await queries.history_of(tx, cfs)] == [
            "active", "changePending", "active", "reserved",
        ]  # fmt: skip
        assert await queries.orders_of(tx, cfs) == [8, 7]


async def test_the_workspace_filters_and_pages(db: Database) -> None:
    """INV-09."""
    async with db.transaction() as tx:
        ids = await active(tx)
        (other,) = await commands.reserve(tx, [new("rfs", "dmz", name="Branch", customer_id="cust-2")], now=NOW)

        async def found(**wanted):  # type: ignore[no-untyped-def]  # a short name for the rows below
            items, total = await queries.search_inventory(tx, InventoryFilter(**wanted), limit=10)
            assert total == len(items)
            return [item.id for item in items]

        assert await found(kind=InventoryKind.RFS) == [other, ids[3], ids[2]]
        assert await found(customer_id="cust-2") == [other]
        assert await found(search="BRANCH") == [other]
        assert await found(search=f"srv-{ids[2]}") == [ids[2]]
        assert await found(search="dmz bran") == [other]
        assert await found(search="400 no-such-word") == []
        assert await found(specification_id="dmz", customer_id="cust-1") == [ids[2]]
        first, total = await queries.search_inventory(tx, InventoryFilter(), limit=4)
        rest, _ = await queries.search_inventory(tx, InventoryFilter(), limit=4, before=first[-1].id)
        assert (total, [item.id for item in first + rest]) == (6, sorted([*ids, other], reverse=True))


async def test_a_number_must_be_of_the_right_kind(db: Database) -> None:
    """INV-09."""
    async with db.transaction() as tx:
        product, *_ = await active(tx)
        assert (await queries.get_by_number(tx, f"prd-{product:06d}")).id == product
        for number in (f"SRV-{product:06d}", "SRV-999999", "nonsense", ""):
            with pytest.raises(UnknownInventoryItem):
                await queries.get_by_number(tx, number)


@pytest.mark.parametrize(
    ("word", "state", "ended"),
    [
        ("active", "active", False), ("inactive", "suspended", False), ("reserved", "reserved", False),
        ("designed", "reserved", False), ("terminated", "terminated", True),
    ],
)  # fmt: skip
async def test_an_existing_service_is_taken_in_with_its_state(db: Database, word: str, state: str, ended: bool) -> None:
    """INV-09."""
    async with db.transaction() as tx:
        service = OnboardedService(
            name="Old line", kind=InventoryKind.CFS, state=word, specification_id="not-ours", characteristics={"A": 1}
        )
        item = await commands.onboard(tx, service, by=SYSTEM, now=NOW)
        kept = await one(tx, item.id)
        assert kept == item
        assert (kept.state.value, kept.ended_at is not None, kept.characteristics["A"].origin) == (
            state,
            ended,
            "inventory",
        )
        assert len(await queries.history_of(tx, item.id)) == 1


async def test_an_existing_service_is_checked_against_its_specification(db: Database) -> None:
    """INV-09: every fault at once."""
    await load_catalog(db)
    async with db.transaction() as tx:
        service = OnboardedService(
            name="Old",
            kind=InventoryKind.CFS,
            state="broken",
            specification_id="firewall",
            characteristics={"Colour": 1},
        )
        with pytest.raises(OnboardingInvalid) as refused:
            await commands.onboard(tx, service, by=SYSTEM, now=NOW)
        assert [problem.field for problem in refused.value.problems] == ["state", "serviceCharacteristic[Colour]"]
        viewer = Actor(name="eve", permissions=ROLE_PERMISSIONS[Role.SERVICE_ORDER_MANAGER])
        with pytest.raises(NotPermitted, match="inventory:write"):
            await commands.onboard(tx, service, by=viewer, now=NOW)
