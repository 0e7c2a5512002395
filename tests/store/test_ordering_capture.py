"""Commands that bring orders in and change them, against a real database."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from builders_ordering import (
    AGENT,
    INTEGRATOR,
    LATER,
    MANAGER,
    NOW,
    document,
    item,
    load_catalog,
    plant_inventory,
    submit,
)
from trunkline.kit.db import Database, Tx
from trunkline.ordering import commands, queries
from trunkline.ordering.errors import (
    ExternalIdTaken,
    IdempotencyKeyReused,
    NoOpenInvestigation,
    NotDeletable,
    NotEditable,
    ServiceOrderInvalid,
    UnknownServiceOrder,
)
from trunkline.ordering.model import Contact, ServiceOrder
from trunkline.ordering.state import ServiceOrderState
from trunkline.ordering.wire import read_service_order
from trunkline.ordering.wire_answer import render_service_order

S = ServiceOrderState


@pytest.fixture
async def shop(db: Database) -> Database:
    """A database with the small catalog."""
    await load_catalog(db)
    return db


async def approve(tx: Tx, order: ServiceOrder, **more) -> ServiceOrder:
    return await commands.approve_service_order(tx, order.id, by=MANAGER, now=LATER, **more)


async def reject(tx: Tx, order: ServiceOrder, **more) -> ServiceOrder:
    given = {"reason_code": "wrongData", "note": "no such street", **more}
    return await commands.reject_service_order(tx, order.id, by=MANAGER, now=LATER, **given)


async def history(tx: Tx, order: ServiceOrder) -> list[str]:
    entries, _ = await queries.list_history(tx, order.id)
    return [entry.kind for entry in reversed(entries)]


async def test_an_accepted_order_is_acknowledged_with_every_item_and_reads_back_as_sent(shop):
    """CAP-01, CAP-02."""
    sent = document(
        item("A"), item("B", specification="mail", service_name="post", **{"x-extra": [1]}), externalId="E1"
    )
    async with shop.transaction() as tx:
        order = await commands.submit_service_order(tx, read_service_order(sent), by=INTEGRATOR, now=NOW)
    async with shop.reading() as tx:
        again = await queries.get_service_order(tx, order.id)
        assert (again, [a.state for a in await queries.list_approvals(tx, order.id)]) == (order, ["pending"])
        assert await history(tx, order) == ["ServiceOrderSubmitted"]
    assert again.state is S.ACKNOWLEDGED and {one.state for one in again.items} == {S.ACKNOWLEDGED}
    answered = {one["id"]: one for one in render_service_order(again)["serviceOrderItem"]}
    assert answered["B"]["x-extra"] == [1] and answered["B"]["service"]["name"] == "post"


async def test_a_refused_order_leaves_nothing_behind(shop):
    """CAP-09, CAP-16."""
    with pytest.raises(ServiceOrderInvalid):
        async with shop.transaction() as tx:
            await submit(tx, relatedParty=[])
    async with shop.reading() as tx:
        assert await tx.fetchval("SELECT count(*) FROM service_order") == 0
        assert await tx.fetchval("SELECT count(*) FROM event WHERE service_order_id IS NOT NULL") == 0


async def test_a_tree_of_items_is_stored_as_a_tree(shop):
    """CAP-05, CAP-06."""
    child = item("child", serviceOrderItemRelationship=[
        {"relationshipType": "HasParent", "orderItem": {"id": "top"}},
        {"relationshipType": "Requires", "orderItem": {"id": "nested"}}])  # fmt: skip
    async with shop.transaction() as tx:
        order = await submit(tx, child, item("top", serviceOrderItem=[item("nested")]))
    assert [(one.item_id, one.id.n, one.parent_n) for one in order.items] == [
        ("top", 1, None), ("child", 2, 1), ("nested", 3, 1),
    ]  # fmt: skip
    assert [(r.relationship_type, r.item_id) for r in order.items[1].related_items] == [("Requires", "nested")]


async def test_an_external_id_is_taken_once_and_the_holder_is_named(shop):
    """CAP-07."""
    async with shop.transaction() as tx:
        first = await submit(tx, externalId="BSS-1")
        assert await queries.find_by_external_id(tx, "BSS-1") == first.id
    with pytest.raises(ExternalIdTaken, match=first.number):
        async with shop.transaction() as tx:
            await submit(tx, externalId="BSS-1")


async def test_two_orders_with_one_external_id_at_once_make_one_order(shop):
    """CAP-07."""

    async def one() -> bool:
        try:
            async with shop.transaction() as tx:
                await submit(tx, externalId="BSS-1")
            return True
        except ExternalIdTaken:
            return False

    assert sorted(await asyncio.gather(*(one() for _ in range(5)))) == [False] * 4 + [True]


async def test_one_idempotency_key_makes_one_order_even_at_once(shop):
    """API-10."""
    sent = document()
    request_hash = commands.fingerprint(sent, draft=False, lenient=False)

    async def once() -> tuple[int, bool]:
        async with shop.transaction() as tx:
            order, repeated = await commands.submit_once(
                tx, read_service_order(sent), key="k1", request_hash=request_hash, by=INTEGRATOR, now=NOW
            )
            return order.id, repeated

    made = await asyncio.gather(*(once() for _ in range(5)))
    assert len({order_id for order_id, _ in made}) == 1
    assert sorted(repeated for _, repeated in made) == [False, True, True, True, True]
    async with shop.reading() as tx:
        assert await tx.fetchval("SELECT count(*) FROM service_order") == 1


async def test_an_idempotency_key_with_another_body_is_refused_and_is_each_callers_own(shop):
    """API-10."""

    async def once(sent: dict, by) -> ServiceOrder:
        async with shop.transaction() as tx:
            request_hash = commands.fingerprint(sent, draft=False, lenient=False)
            order, _ = await commands.submit_once(
                tx, read_service_order(sent), key="k1", request_hash=request_hash, by=by, now=NOW
            )
            return order

    first = await once(document(), INTEGRATOR)
    with pytest.raises(IdempotencyKeyReused, match=first.number):
        await once(document(description="other"), INTEGRATOR)
    assert (await once(document(), AGENT)).id != first.id


async def test_a_draft_is_kept_incomplete_and_submitted_when_it_is_complete(shop):
    """CAP-03, CAP-04."""
    async with shop.transaction() as tx:
        new = read_service_order(document(item("A", service_place=None)), draft=True)
        order = await commands.save_draft(tx, new, by=AGENT, now=NOW)
    assert order.state is S.DRAFT and {one.state for one in order.items} == {S.DRAFT}
    with pytest.raises(ServiceOrderInvalid, match="item 'A' does not say where"):
        async with shop.transaction() as tx:
            await commands.resubmit_service_order(tx, order.id, by=AGENT, now=NOW)
    async with shop.transaction() as tx:
        await commands.edit_service_order(tx, order.id, {"serviceOrderItem": [item("A")]}, by=AGENT, now=NOW)
        submitted = await commands.resubmit_service_order(tx, order.id, by=AGENT, now=NOW)
        assert submitted == await queries.get_service_order(tx, order.id)
    assert (submitted.state, submitted.version) == (S.ACKNOWLEDGED, 2)


async def test_an_empty_draft_can_be_saved(shop):
    """CAP-03."""
    async with shop.transaction() as tx:
        order = await commands.save_draft(tx, read_service_order({}, draft=True), by=AGENT, now=NOW)
        with pytest.raises(ServiceOrderInvalid) as caught:
            await commands.resubmit_service_order(tx, order.id, by=AGENT, now=NOW)
    assert [problem.field for problem in caught.value.problems] == ["relatedParty", "serviceOrderItem"]


async def test_the_investigation_goes_from_rejection_over_draft_to_resubmission(shop):
    """APR-11."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        await reject(tx, order, assignee="ann", due_at=LATER + timedelta(days=1))
        [opened] = await queries.list_investigations(tx, order.id)
        assert (opened.state, opened.assignee, opened.due_at) == ("inProgress", "ann", LATER + timedelta(days=1))
        taken = await commands.assign_investigation(tx, order.id, assignee="bob", by=AGENT, now=LATER)
        assert (taken.state, taken.assignee) == ("inProgress", "bob")
        reopened = await commands.reopen_service_order(tx, order.id, by=AGENT, now=LATER)
        assert reopened.state is S.DRAFT and reopened == await queries.get_service_order(tx, order.id)
        await commands.edit_service_order(tx, order.id, {"description": "mended"}, by=AGENT, now=LATER)
        again = await commands.resubmit_service_order(tx, order.id, by=AGENT, now=LATER)
        [closed] = await queries.list_investigations(tx, order.id)
        assert (again.state, again.version, closed.state) == (S.ACKNOWLEDGED, 2, "resolved")
        with pytest.raises(NoOpenInvestigation):
            await commands.assign_investigation(tx, order.id, assignee="bob", by=AGENT, now=LATER)
        assert (await approve(tx, order)).state is S.IN_PROGRESS


async def test_a_change_refers_to_inventory_by_number_or_external_id(shop):
    """CAP-13, CAP-14."""
    async with shop.transaction() as tx:
        known, number = await plant_inventory(tx)
        other, _ = await plant_inventory(tx, external_id="their-7")
        order = await submit(
            tx,
            item("A", action="modify", specification=None, service_id=number),
            item("B", action="delete", specification=None, service_id="their-7"),
        )
    assert [one.inventory_item_id for one in order.items] == [known, other]
    assert [one.specification_id for one in order.items] == ["firewall", "firewall"]


@pytest.mark.parametrize("state", ["reserved", "terminated", "cancelled"])
async def test_a_change_of_inventory_that_is_not_active_is_refused(shop, state):
    """CAP-13."""
    with pytest.raises(ServiceOrderInvalid, match=state):
        async with shop.transaction() as tx:
            _, number = await plant_inventory(tx, state=state)
            await submit(tx, item("A", action="modify", specification=None, service_id=number))


async def test_an_edit_makes_a_new_version_and_tells_before_and_after(shop):
    """AUD-01, APR-09."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A"), description="old")
        patch = {"description": "new", "serviceOrderItem": [item("A", quantity=3), item("B", specification="mail")]}
        edited = await commands.edit_service_order(tx, order.id, patch, by=AGENT, now=LATER)
        entries, _ = await queries.list_history(tx, order.id)
        states = [(a.state, a.order_version) for a in await queries.list_approvals(tx, order.id)]
    assert (edited.version, len(edited.items)) == (2, 2)
    assert states == [("withdrawn", 1), ("pending", 2)]
    assert (entries[0].kind, entries[0].by, entries[0].at) == ("ServiceOrderChanged", AGENT.name, LATER)
    changes = {change["field"]: (change["before"], change["after"]) for change in entries[0].data["changes"]}
    assert changes["description"] == ("old", "new")
    assert changes["serviceOrderItem[A].quantity"] == (1, 3)
    assert changes["serviceOrderItem[B]"][0] is None


async def test_a_patch_that_changes_nothing_makes_no_version(shop):
    async with shop.transaction() as tx:
        order = await submit(tx, description="same")
        answer = render_service_order(order)
        assert await commands.edit_service_order(tx, order.id, answer, by=AGENT, now=LATER) == order
        assert await history(tx, order) == ["ServiceOrderSubmitted"]


async def test_a_patch_is_checked_like_a_new_order(shop):
    """CAP-16."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        with pytest.raises(ServiceOrderInvalid):
            await commands.edit_service_order(tx, order.id, {"serviceOrderItem": []}, by=AGENT, now=NOW)
        with pytest.raises(ServiceOrderInvalid):
            await commands.edit_service_order(tx, order.id, {"relatedParty": None}, by=AGENT, now=NOW)
        await submit(tx, externalId="taken")
        with pytest.raises(ExternalIdTaken):
            await commands.edit_service_order(tx, order.id, {"externalId": "taken"}, by=AGENT, now=NOW)


async def test_the_order_takes_the_highest_priority_of_its_items(shop):
    """PRI-02."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A", priority="3"), item("B", priority="2"))
        assert order.priority == 2 and render_service_order(order)["priority"] == "2"
        patch = {"serviceOrderItem": [item("A", priority="3"), item("B", priority="1")]}
        assert (await commands.edit_service_order(tx, order.id, patch, by=AGENT, now=NOW)).priority == 1
        gone = await commands.delete_service_order_item(tx, order.id, 2, by=AGENT, now=NOW)
        assert gone.priority == 3


async def test_an_order_is_deleted_before_approval_only(shop):
    """CAP-15."""
    async with shop.transaction() as tx:
        draft = await commands.save_draft(tx, read_service_order({}, draft=True), by=AGENT, now=NOW)
        new, approved, rejected = await submit(tx), await submit(tx), await submit(tx)
        await approve(tx, approved)
        await reject(tx, rejected)
        for order in (draft, new):
            await commands.delete_service_order(tx, order.id, by=AGENT, now=NOW)
            with pytest.raises(UnknownServiceOrder):
                await queries.get_service_order(tx, order.id)
            assert (await history(tx, order))[-1] == "ServiceOrderDeleted"
        for order in (approved, rejected):
            with pytest.raises(NotDeletable):
                await commands.delete_service_order(tx, order.id, by=AGENT, now=NOW)
            with pytest.raises(NotDeletable):
                await commands.delete_service_order_item(tx, order.id, 1, by=AGENT, now=NOW)


async def test_an_item_is_deleted_with_what_is_nested_in_it(shop):
    """CAP-15."""
    child = item("C", serviceOrderItemRelationship=[{"relationshipType": "hasParent", "orderItem": {"id": "A"}}])
    async with shop.transaction() as tx:
        order = await submit(tx, item("A", serviceOrderItem=[item("A1")]), child, item("B"))
        edited = await commands.delete_service_order_item(tx, order.id, 1, by=AGENT, now=NOW)
        assert [one.item_id for one in edited.items] == ["B"]
        with pytest.raises(ServiceOrderInvalid, match="at least one item"):
            await commands.delete_service_order_item(tx, order.id, edited.items[0].id.n, by=AGENT, now=NOW)


async def test_an_item_that_another_relates_to_is_not_deleted(shop):
    """CAP-15, CAP-06."""
    needs = item("A", serviceOrderItemRelationship=[{"relationshipType": "reliesOn", "orderItem": {"id": "B"}}])
    async with shop.transaction() as tx:
        order = await submit(tx, needs, item("B"))
        with pytest.raises(ServiceOrderInvalid, match="relates to what would be deleted"):
            await commands.delete_service_order_item(tx, order.id, 2, by=AGENT, now=NOW)


async def test_contacts_of_an_item_come_change_and_go_before_approval(shop):
    """CAP-08."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        ann = Contact(id="", first_name="Ann", last_name="Lee", phone="1", email=None)
        added = await commands.add_contact(tx, order.id, 1, ann, by=AGENT, now=NOW)
        bob = Contact(id=added.id, first_name="Bob", last_name="Ray", phone=None, email="b@example.org")
        await commands.edit_contact(tx, order.id, 1, bob, by=AGENT, now=NOW)
        changed = await queries.get_service_order(tx, order.id)
        assert changed.version == 3
        [party] = render_service_order(changed)["serviceOrderItem"][0]["relatedParty"]
        assert (party["name"], party["email"], party["@type"]) == ("Bob Ray", "b@example.org", "RelatedParty")
        await commands.remove_contact(tx, order.id, 1, added.id, by=AGENT, now=NOW)
        await approve(tx, order)
        with pytest.raises(NotEditable):
            await commands.add_contact(tx, order.id, 1, ann, by=AGENT, now=NOW)


async def test_notes_are_for_staff_or_for_the_customer_too(shop):
    async with shop.transaction() as tx:
        order = await submit(tx)
        await commands.add_note(tx, order.id, "call them", customer_visible=False, by=AGENT, now=NOW)
        await commands.add_note(tx, order.id, "we are on it", customer_visible=True, by=AGENT, now=NOW)
        assert [note.text for note in await queries.list_notes(tx, order.id)] == ["call them", "we are on it"]
        shown = render_service_order(await queries.get_service_order(tx, order.id))["note"]
    assert [note["text"] for note in shown] == ["we are on it"]
