"""Copies to places, imports, orders that are not there, and urgency, against a real database."""

from __future__ import annotations

import pytest

from builders_ordering import (
    AGENT,
    INTEGRATOR,
    LATER,
    MANAGER,
    NOW,
    SURVEY,
    VIEWER,
    actor,
    document,
    item,
    load_policies,
    submit,
)  # fmt: skip
from trunkline.access.errors import NotPermitted
from trunkline.access.model import Role
from trunkline.kit.db import Database
from trunkline.ordering import commands, enrichment_queries, queries
from trunkline.ordering.errors import (
    ImportInvalid,
    NotCopyable,
    NotEditable,
    OrderChanged,
    PriorityFactorInvalid,
    ServiceOrderInvalid,
    UnknownServiceOrder,
)  # fmt: skip
from trunkline.ordering.model import PriorityFactor
from trunkline.ordering.state import ServiceOrderState
from trunkline.ordering.wire import read_service_order

S = ServiceOrderState
DESIGNER = actor(Role.CATALOG_DESIGNER)
HEADER = {name: value for name, value in document().items() if name != "serviceOrderItem"}


@pytest.fixture
async def shop(db: Database) -> Database:
    """A database with the small catalog and a specification that is delivered in Switzerland only."""
    await load_policies(db)
    return db


async def copy(tx, order, places, n=1, **more):
    given = {"eligible_only": False, "by": AGENT, "now": LATER, **more}
    return await commands.copy_item_to_places(tx, order.id, n, places, **given)


async def test_a_configured_item_is_copied_to_three_sites(shop):
    """CAP-11."""
    contact = [{"id": "c", "role": "siteContact", "name": "Ann Lee", "@referredType": "Individual"}]
    nested = item("A1", specification="mail", serviceOrderItemRelationship=[
        {"relationshipType": "reliesOn", "orderItem": {"itemId": "A"}}])  # fmt: skip
    async with shop.transaction() as tx:
        order = await submit(tx, item("A", serviceOrderItem=[nested], relatedParty=contact, service_externalId="x-1"))
        after, outcomes = await copy(tx, order, [{"id": f"site-{n}"} for n in (2, 3, 4)], version=1)
        assert after == await queries.get_service_order(tx, order.id)
        asked = await queries.list_approvals(tx, order.id)
    assert [(one.item_id, one.reason) for one in outcomes] == [("A-2", None), ("A-3", None), ("A-4", None)]
    assert after.version == 2 and [one.state for one in asked] == ["withdrawn", "pending"]
    copies = [found for found in after.items if found.item_id.startswith("A-")]
    assert [found.place[0]["id"] for found in copies] == ["site-2", "site-3", "site-4"]
    assert {found.place[0]["role"] for found in copies} == {"installationAddress"}
    assert all(found.characteristics == after.items[0].characteristics for found in copies)
    assert all(found.body["relatedParty"] == after.items[0].body["relatedParty"] for found in copies)
    assert all("externalId" not in found.body["service"] for found in copies)
    below = {found.item_id: found for found in after.items if found.parent_n is not None}
    assert set(below) == {"A1", "A1-2", "A1-3", "A1-4"}
    assert after.item(below["A1-3"].parent_n).item_id == "A-3"
    assert below["A1-3"].related_items[0].item_id == "A-3"


async def test_places_that_cannot_be_served_are_skipped_and_reported(shop):
    """CAP-12."""
    home = [{"id": "s1", "country": "CH"}]
    places = [{"id": "s2", "country": "CH"}, {"id": "s3", "country": "FR"}, {"id": "s4", "country": "CH"}]
    async with shop.transaction() as tx:
        order = await submit(tx, item("A", specification="risky", service_place=home))
        with pytest.raises(NotCopyable) as refused:
            await copy(tx, order, places)
        assert [problem.field for problem in refused.value.problems] == ["places[1]"]
        after, outcomes = await copy(tx, order, places, eligible_only=True, refused={2: "no fibre there"})
        entries, _ = await queries.list_history(tx, order.id)
    assert [found.item_id for found in after.items] == ["A", "A-2"]
    assert [one.reason for one in outcomes] == [None, "'risky' cannot be delivered there", "no fibre there"]
    assert entries[0].kind == "ItemCopied" and len(entries[0].data["skipped"]) == 2


async def test_what_cannot_be_copied_is_refused(shop):
    """CAP-11, CAP-12."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A", serviceOrderItem=[item("A1")]))
        for n, places in ((2, [{"id": "x"}]), (1, []), (1, [{}])):
            with pytest.raises(NotCopyable):
                await copy(tx, order, places, n=n)
        with pytest.raises(OrderChanged):
            await copy(tx, order, [{"id": "x"}], version=7)
        with pytest.raises(NotPermitted):
            await copy(tx, order, [{"id": "x"}], by=VIEWER)
        await commands.approve_service_order(tx, order.id, by=MANAGER, now=LATER)
        with pytest.raises(NotEditable):
            await copy(tx, order, [{"id": "x"}])


def rows(count, **faults):
    """So many good rows, and by number what is different in some."""
    good = [{"itemId": f"L{n}", "specification": "firewall", "Coverage": "Basic", "place.id": f"s{n}"}
            for n in range(1, count + 1)]  # fmt: skip
    for number, change in faults.items():
        good[int(number[1:]) - 1] |= change
    return good


async def take_in(tx, given, **more):
    return await commands.import_service_order(tx, HEADER, given, by=INTEGRATOR, now=NOW, **more)


async def test_five_hundred_rows_make_one_order(shop):
    """CAP-20."""
    async with shop.transaction() as tx:
        order, problems = await take_in(tx, rows(500, r2={"parent": "L1"}, r3={"Sites": "7"}))
    assert (len(order.items), problems, order.state) == (500, [], S.ACKNOWLEDGED)
    assert order.items[1].parent_n == 1
    assert next(found for found in order.items if found.item_id == "L3").characteristics["Sites"].value == 7


async def test_every_faulty_row_is_named_and_nothing_is_made(shop):
    """CAP-20."""
    wrong = rows(20, r3={"specification": "none"}, r7={"Coverage": "Gold"}, r9={"action": "paint"})
    async with shop.transaction() as tx:
        with pytest.raises(ImportInvalid) as refused:
            await take_in(tx, wrong)
        assert await tx.fetchval("SELECT count(*) FROM service_order") == 0
    assert {problem.field.partition(".")[0] for problem in refused.value.problems} == {"row[9]"}
    async with shop.transaction() as tx:
        with pytest.raises(ImportInvalid, match="2 rows") as refused:
            await take_in(tx, [row for n, row in enumerate(wrong, start=1) if n != 9])
    assert [problem.item for problem in refused.value.problems] == ["L3", "L7"]


async def test_faulty_rows_are_left_out_with_those_that_need_them(shop):
    """CAP-20."""
    wrong = rows(6, r2={"specification": "none"}, r3={"parent": "L2"}, r5={"Coverage": "Gold"})
    async with shop.transaction() as tx:
        order, problems = await take_in(tx, wrong, skip_invalid=True)
    assert [found.item_id for found in order.items] == ["L1", "L4", "L6"]
    assert {(problem.row, problem.item) for problem in problems} == {(2, "L2"), (3, "L3"), (5, "L5")}
    async with shop.transaction() as tx:
        with pytest.raises(ImportInvalid):
            await take_in(tx, rows(1, r1={"specification": "none"}), skip_invalid=True)
        with pytest.raises(ImportInvalid, match="header"):
            await commands.import_service_order(tx, {}, rows(1), by=INTEGRATOR, now=NOW, skip_invalid=True)


async def test_an_order_that_is_not_there_is_looked_at_like_one_that_is(shop):
    """CAP-19."""
    draft = read_service_order(document(item("A", serviceOrderItem=[item("A1")]), priority="2"))
    async with shop.reading() as tx:
        order, refused, checks = await commands.hypothetical(tx, draft, by="ann", now=NOW)
    async with shop.transaction() as tx:
        stored = await commands.submit_service_order(tx, draft, by=INTEGRATOR, now=NOW)
        real = await commands.review(tx, stored.id, now=NOW)
    assert refused == [] and [(c.key, c.passed) for c in checks] == [(c.key, c.passed) for c in real]
    assert [(i.item_id, i.parent_n, i.characteristics) for i in order.items] == [
        (i.item_id, i.parent_n, i.characteristics) for i in stored.items
    ]
    assert (order.id, order.priority, order.version) == (0, stored.priority, stored.version)
    wrong = read_service_order(document(item("A", specification="none")))
    async with shop.reading() as tx:
        _, refused, _ = await commands.hypothetical(tx, wrong, by="ann", now=NOW)
    assert [problem.item for problem in refused] == ["A"]
    async with shop.transaction() as tx:
        with pytest.raises(ServiceOrderInvalid):
            await commands.submit_service_order(tx, wrong, by=INTEGRATOR, now=NOW)


FACTORS = (
    PriorityFactor(id="account", name="Account", source="order.customer", weight=10, ranks={"cust-1": 100}),
    PriorityFactor(id="product", name="Product", source="item.specification", weight=90, ranks={"firewall": 60}),
)


async def weigh_by(tx, *factors):
    return await commands.replace_priority_factors(tx, factors, by=DESIGNER, now=NOW)


async def test_new_orders_are_weighed_and_a_priority_that_came_along_is_kept(shop):
    """PRI-01, PRI-02."""
    async with shop.transaction() as tx:
        await weigh_by(tx, *FACTORS)
        order = await submit(
            tx, item("A"), item("B", specification="mail"), item("C", specification="mail", priority="3")
        )
    assert [found.priority for found in order.items] == [2, 4, 3] and order.priority == 2


async def test_a_changed_rank_reaches_open_orders_when_they_are_recalculated(db):
    """PRI-03."""
    await load_policies(db, enrichment=(SURVEY,))
    async with db.transaction() as tx:
        await weigh_by(tx, *FACTORS)
        order = await submit(tx, item("A", specification="risky"), item("B", specification="mail", priority="3"))
        await weigh_by(
            tx, PriorityFactor(id="account", name="", source="order.customer", weight=1, ranks={"cust-1": 90})
        )
        [found] = await commands.recalculate_priorities(tx, [order.id], by=MANAGER, now=LATER)
        after = await queries.get_service_order(tx, order.id)
        tasks = await enrichment_queries.list_tasks_of_order(tx, order.id)
        entries, _ = await queries.list_history(tx, order.id)
        again = await commands.recalculate_priorities(tx, [order.id], by=MANAGER, now=LATER)
    assert (found.before, found.after, found.items[1].score) == (3, 1, 90)
    assert [i.priority for i in after.items] == [1, 3] and after.priority == 1
    assert {task.priority for task in tasks} == {1}
    assert (entries[0].kind, entries[0].data["items"]) == ("PriorityRecalculated", {"1": 1})
    assert again[0].before == again[0].after == 1


async def test_factors_are_checked_and_guarded(shop):
    """PRI-01."""
    async with shop.transaction() as tx:
        with pytest.raises(PriorityFactorInvalid):
            await weigh_by(tx, PriorityFactor(id="a", name="", source="x", weight=101, ranks={}))
        with pytest.raises(NotPermitted):
            await commands.replace_priority_factors(tx, [], by=AGENT, now=NOW)
        with pytest.raises(NotPermitted):
            await commands.recalculate_priorities(tx, [], by=AGENT, now=NOW)
        with pytest.raises(UnknownServiceOrder):
            await commands.recalculate_priorities(tx, [99], by=MANAGER, now=NOW)
        assert await weigh_by(tx) == []


async def test_an_order_is_not_due_before_its_items(shop):
    """CAP-10."""
    async with shop.transaction() as tx:
        with pytest.raises(ServiceOrderInvalid) as refused:
            await submit(
                tx, item("A", committedDueDate="2027-02-01T00:00:00Z"), committedDueDate="2027-01-01T00:00:00Z"
            )
    assert refused.value.problems[0].item == "A"
