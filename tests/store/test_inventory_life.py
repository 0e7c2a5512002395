"""Inventory from placeholder to termination: what orders make of it, and what stays when they fail."""

from __future__ import annotations

import asyncio

import pytest

from builders_inventory import (
    LATER,
    MUCH_LATER,
    NOW,
    ORDER,
    OTHER,
    active,
    ended,
    load_catalog,
    new,
    one,
    sold,
    states,
    values,
)
from trunkline.inventory import commands, queries
from trunkline.inventory.errors import InventoryBusy, InventoryExternalIdTaken
from trunkline.inventory.model import InventoryKind
from trunkline.inventory.state import InventoryState
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId


async def test_placeholders_are_reserved_and_stand_under_each_other(db: Database) -> None:
    """INV-01, INV-09: product, services and resources are distinct and linked."""
    async with db.transaction() as tx:
        product, cfs, dmz, admin, box = ids = await sold(tx)
        assert await states(tx, ids) == ["reserved"] * 5
        tree = (await queries.load_trees(tx, [product]))[product]
        assert [part.item.id for part in tree.children] == [cfs]
        assert [part.item.id for part in tree.children[0].children] == [dmz, admin]
        assert tree.children[0].children[0].children[0].item.id == box
        assert [item.number.partition("-")[0] for item in await queries.get_inventory_items(tx, ids)] == [
            "PRD", "SRV", "SRV", "SRV", "RES",
        ]  # fmt: skip
        assert [event.inventory_items for event in tx.recorded] == [ids]


async def test_completed_adds_are_active_with_their_final_values_and_so_is_the_product(db: Database) -> None:
    """INV-02, INV-03."""
    async with db.transaction() as tx:
        ids = await sold(tx)
        final = {"Speed": {"value": 100, "origin": "order"}, "Port": {"value": "p1", "origin": "task:TASK-000007-3"},
                 "Gone": {"value": None, "origin": "order"}}  # fmt: skip
        await commands.finish_domain_orders(
            tx, [ended(ids[1], characteristics=final), *[ended(i) for i in ids[2:]]], now=LATER
        )
        assert await states(tx, ids) == ["active"] * 5
        cfs, product = await one(tx, ids[1]), await one(tx, ids[0])
        assert {name: held.value for name, held in cfs.characteristics.items()} == {"Speed": 100, "Port": "p1"}
        assert product.characteristics == cfs.characteristics
        assert (cfs.started_at, cfs.created_at, cfs.ended_at) == (LATER, NOW, None)


async def test_what_was_not_added_is_cancelled(db: Database) -> None:
    """INV-02."""
    async with db.transaction() as tx:
        ids = await sold(tx)
        outcomes = ["failed", "cancelled", "completed", "failed"]
        await commands.finish_domain_orders(
            tx, [ended(i, outcome=outcome) for i, outcome in zip(ids[1:], outcomes, strict=True)], now=LATER
        )
        assert await states(tx, ids) == ["cancelled", "cancelled", "cancelled", "active", "cancelled"]


async def test_what_is_transient_is_terminated_as_soon_as_it_is_done(db: Database) -> None:
    """INV-10."""
    await load_catalog(db)
    async with db.transaction() as tx:
        ids = await sold(tx, specification="survey")
        await commands.finish_domain_orders(tx, [ended(ids[1])], now=LATER)
        assert (await states(tx, ids))[:2] == ["terminated", "terminated"]
        survey = await one(tx, ids[1])
        assert (survey.started_at, survey.ended_at) == (LATER, LATER)


@pytest.mark.parametrize(("outcome", "speed"), [("completed", 400), ("failed", 100), ("cancelled", 100)])
async def test_a_change_is_pending_until_it_ends_and_only_then_has_the_new_values(
    db: Database, outcome: str, speed: int
) -> None:
    """INV-04, INV-14: with its product; one that fails leaves everything as it was."""
    async with db.transaction() as tx:
        ids = await active(tx)
        await commands.begin_changes(tx, [ids[1]], service_order_id=OTHER, now=LATER)
        assert (await states(tx, ids))[:3] == ["changePending", "changePending", "active"]
        assert (await one(tx, ids[1])).characteristics["Speed"].value == 100
        end = ended(ids[1], "modify", outcome, order=OTHER, characteristics=values(Speed=400))
        await commands.finish_domain_orders(tx, [end], now=MUCH_LATER)
        assert await states(tx, ids) == ["active"] * 5
        assert (await one(tx, ids[1])).characteristics["Speed"].value == speed


async def test_a_delete_terminates_the_whole_tree_and_its_product(db: Database) -> None:
    """INV-05."""
    async with db.transaction() as tx:
        ids = await active(tx)
        await commands.begin_terminations(tx, ids[1:], service_order_id=OTHER, now=LATER)
        assert await states(tx, ids) == ["terminationPending"] * 5
        await commands.finish_domain_orders(tx, [ended(i, "delete", order=OTHER) for i in ids[1:]], now=MUCH_LATER)
        assert await states(tx, ids) == ["terminated"] * 5
        assert (await one(tx, ids[0])).ended_at == MUCH_LATER


async def test_a_delete_that_fails_leaves_it_active(db: Database) -> None:
    """INV-14."""
    async with db.transaction() as tx:
        ids = await active(tx)
        await commands.begin_terminations(tx, [ids[1]], service_order_id=OTHER, now=LATER)
        await commands.finish_domain_orders(tx, [ended(ids[1], "delete", "cancelled", order=OTHER)], now=MUCH_LATER)
        assert await states(tx, ids) == ["active"] * 5


async def test_a_product_ends_with_the_last_service_that_realises_it(db: Database) -> None:
    """INV-05, INV-09."""
    async with db.transaction() as tx:
        product, cfs, *_ = await active(tx)
        (second,) = await commands.reserve(tx, [new("cfs", parent_id=product)], now=NOW)
        await commands.finish_domain_orders(tx, [ended(second)], now=NOW)
        for service, expected in ((cfs, "active"), (second, "terminated")):
            await commands.begin_terminations(tx, [service], service_order_id=OTHER, now=LATER)
            await commands.finish_domain_orders(tx, [ended(service, "delete", order=OTHER)], now=MUCH_LATER)
            assert await states(tx, [product]) == [expected]


async def test_what_another_order_works_on_is_busy_and_named(db: Database) -> None:
    """INV-04: number, state and the order that works on it."""
    async with db.transaction() as tx:
        ids = await active(tx)
        await commands.begin_changes(tx, [ids[1], ids[2]], service_order_id=OTHER, now=LATER)
        with pytest.raises(InventoryBusy) as refused:
            await commands.begin_terminations(tx, ids[1:], service_order_id=ORDER, now=LATER)
        numbers = [item.number for item in await queries.get_inventory_items(tx, ids[1:3])]
        assert all(number in refused.value.message for number in numbers)
        assert "changePending, ORD-000008 works on it" in refused.value.message
        assert (await states(tx, ids))[3:] == ["active", "active"]


async def test_two_orders_never_both_begin_a_change(db: Database) -> None:
    """INV-04: the second waits for the first and is refused."""
    async with db.transaction() as tx:
        ids = await active(tx)

    async def begin(order: int) -> str:
        try:
            async with db.transaction() as tx:
                await commands.begin_changes(tx, reversed(ids[1:]), service_order_id=ServiceOrderId(order), now=LATER)
        except InventoryBusy:
            return "busy"
        return "begun"

    assert sorted(await asyncio.gather(*(begin(n) for n in range(20, 26)))) == ["begun"] + ["busy"] * 5


async def test_the_same_end_told_twice_does_no_harm(db: Database) -> None:
    """INV-02."""
    async with db.transaction() as tx:
        ids = await active(tx)
        before = await queries.history_of(tx, ids[1])
        await commands.finish_domain_orders(tx, [ended(ids[1]), ended(999_999)], now=LATER)
        await commands.begin_changes(tx, [ids[1]], service_order_id=OTHER, now=LATER)
        await commands.finish_domain_orders(tx, [ended(ids[1], "modify", order=ORDER)], now=LATER)
        assert (await one(tx, ids[1])).state is InventoryState.CHANGE_PENDING
        assert len(await queries.history_of(tx, ids[1])) == len(before) + 1


async def test_an_external_id_stands_for_one_thing_of_a_kind(db: Database) -> None:
    """INV-09."""
    async with db.transaction() as tx:
        await commands.reserve(tx, [new(external_id="their-7"), new("product", external_id="their-7")], now=NOW)
    with pytest.raises(InventoryExternalIdTaken, match="their-7"):
        async with db.transaction() as tx:
            await commands.reserve(tx, [new(external_id="their-7")], now=NOW)


async def test_many_items_are_a_handful_of_statements(db: Database) -> None:
    """INV-02: set-based, whatever the number."""
    async with db.transaction() as tx:
        statements: list[str] = []
        with tx.connection.query_logger(lambda record: statements.append(record.query)):
            ids = await commands.reserve(tx, [new(kind="rfs", specification=f"s{n % 7}") for n in range(2000)], now=NOW)
            await commands.finish_domain_orders(tx, [ended(i) for i in ids], now=NOW)
            await commands.begin_terminations(tx, ids, service_order_id=OTHER, now=LATER)
            await commands.finish_domain_orders(tx, [ended(i, "delete", order=OTHER) for i in ids], now=LATER)
        assert len(statements) < 20
        assert await tx.fetchval("SELECT count(*) FROM inventory_item WHERE state = 'terminated'") == 2000
        assert await tx.fetchval("SELECT count(*) FROM inventory_history") == 8000
        assert InventoryKind.RFS in {item.kind for item in await queries.get_inventory_items(tx, ids[:1])}


async def test_what_happened_is_told_once_for_all_items_of_an_order(db: Database) -> None:
    """INV-04, INV-14: a change that is done is another event than one that was given up."""
    async with db.transaction() as tx:
        ids = await active(tx)
        for outcome, told in (("completed", "InventoryChanged"), ("failed", "InventoryRestored")):
            await commands.begin_changes(tx, ids[1:], service_order_id=OTHER, now=LATER)
            tx.recorded.clear()
            await commands.finish_domain_orders(
                tx, [ended(i, "modify", outcome, order=OTHER) for i in ids[1:]], now=LATER
            )
            assert [(type(event).__name__, event.inventory_items) for event in tx.recorded] == [(told, ids)]
