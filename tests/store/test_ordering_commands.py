"""Commands on service orders against a real database."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta

import pytest

from builders_ordering import (
    AGENT,
    INTEGRATOR,
    LATER,
    MANAGER,
    NOW,
    VIEWER,
    document,
    item,
    load_catalog,
    plant_inventory,
    submit,
)
from trunkline.access.errors import NotPermitted
from trunkline.kit.db import Database, Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import ServiceOrderId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.ordering import commands, queries
from trunkline.ordering.errors import (
    ExternalIdTaken,
    IdempotencyKeyReused,
    NoOpenInvestigation,
    NotDeletable,
    NotEditable,
    OrderChanged,
    ReasonRequired,
    ReviewNotPassed,
    ServiceOrderInvalid,
    UnknownServiceOrder,
)
from trunkline.ordering.model import Contact, ServiceOrder
from trunkline.ordering.state import SERVICE_ORDER_LIFECYCLE, ServiceOrderState
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


async def test_approval_moves_order_and_items_and_pins_the_catalog(shop):
    """APR-01, APR-09."""
    async with shop.transaction() as tx:
        nested = item("A", serviceOrderItem=[item("A1"), item("A2", serviceOrderItem=[item("A21")])])
        order = await submit(tx, nested, item("B"))
    async with shop.transaction() as tx:
        approved = await approve(tx, order, note="fine", version=1)
        assert approved == await queries.get_service_order(tx, order.id)
        [decision] = await queries.list_approvals(tx, order.id)
        entries, _ = await queries.list_history(tx, order.id)
        counters = await tx.fetch("SELECT item_id, total_items, open_items FROM service_order_item ORDER BY n")
        top = await tx.fetchrow("SELECT total_items, open_items FROM service_order")
    assert approved.state is S.IN_PROGRESS and {one.state for one in approved.items} == {S.IN_PROGRESS}
    assert approved.catalog_revision is not None and approved.start_date == LATER
    assert {one.specification_version for one in approved.items} == {1}
    assert (decision.state, decision.decided_by, decision.decided_at, decision.order_version, decision.note) == (
        "approved", MANAGER.name, LATER, 1, "fine",
    )  # fmt: skip
    told = next(entry for entry in entries if entry.kind == "ServiceOrderApproved")
    assert (told.by, told.at, told.data["version"], told.data["catalog_revision"]) == (
        MANAGER.name, LATER, 1, approved.catalog_revision,
    )  # fmt: skip
    assert [tuple(row) for row in counters] == [("A", 2, 2), ("A1", 0, 0), ("A2", 1, 1), ("A21", 0, 0), ("B", 0, 0)]
    assert top is not None and tuple(top) == (2, 2)


async def test_a_rejected_order_can_be_approved_after_all_which_resolves_the_investigation(shop):
    """APR-02, APR-11."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        await reject(tx, order)
        approved = await approve(tx, order)
        [investigation] = await queries.list_investigations(tx, order.id)
        states = [approval.state for approval in await queries.list_approvals(tx, order.id)]
    assert approved.state is S.IN_PROGRESS and approved.state_reason is None
    assert investigation.state == "resolved" and investigation.closed_at == LATER
    assert states == ["rejected", "approved"]


@pytest.mark.parametrize("verb", ["approve", "reject"])
async def test_a_decision_in_a_wrong_state_is_refused_and_changes_nothing(shop, verb):
    """APR-03."""
    decide = {"approve": approve, "reject": reject}[verb]
    async with shop.transaction() as tx:
        order = await submit(tx)
        before = await approve(tx, order)
    with pytest.raises(MoveRefused, match=f"cannot {verb} from state inProgress"):
        async with shop.transaction() as tx:
            await decide(tx, order)
    async with shop.reading() as tx:
        assert await queries.get_service_order(tx, order.id) == before


@pytest.mark.parametrize("who", [AGENT, INTEGRATOR, VIEWER])
async def test_who_lacks_the_permission_decides_nothing(shop, who):
    """APR-04."""
    async with shop.transaction() as tx:
        order = await submit(tx)
    for attempt in (
        lambda tx: commands.approve_service_order(tx, order.id, by=who, now=NOW),
        lambda tx: commands.reject_service_order(tx, order.id, reason_code="other", note="x", by=who, now=NOW),
    ):
        with pytest.raises(NotPermitted, match="service_order:approve"):
            async with shop.transaction() as tx:
                await attempt(tx)


async def test_of_two_who_approve_at_once_the_second_hears_of_the_first(shop):
    """APR-01, APR-03."""
    async with shop.transaction() as tx:
        order = await submit(tx)

    async def one() -> str:
        try:
            async with shop.transaction() as tx:
                await approve(tx, order)
            return "approved"
        except MoveRefused as refused:
            return refused.message

    answers = await asyncio.gather(one(), one(), one())
    assert sorted(answers)[0] == "approved"
    assert sum(answer.startswith("cannot approve from state inProgress") for answer in answers) == 2
    async with shop.reading() as tx:
        assert (await history(tx, order)).count("ServiceOrderApproved") == 1


async def test_a_decision_about_a_version_that_was_changed_meanwhile_is_refused(shop):
    """APR-09."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        await commands.edit_service_order(tx, order.id, {"priority": "1"}, by=AGENT, now=NOW)
    for decide in (approve, reject):
        with pytest.raises(OrderChanged):
            async with shop.transaction() as tx:
                await decide(tx, order, version=1)
    async with shop.transaction() as tx:
        assert (await approve(tx, order, version=2)).state is S.IN_PROGRESS


@pytest.mark.parametrize(("code", "note"), [(None, "x"), ("other", None), ("other", "  "), ("mood", "x")])
async def test_a_rejection_without_code_or_note_is_refused(shop, code, note):
    """APR-10, STM-02."""
    async with shop.transaction() as tx:
        order = await submit(tx)
    with pytest.raises(ReasonRequired) as caught:
        async with shop.transaction() as tx:
            await reject(tx, order, reason_code=code, note=note)
    assert caught.value.problems
    async with shop.reading() as tx:
        assert (await queries.get_service_order(tx, order.id)).state is S.ACKNOWLEDGED


async def test_a_rejection_moves_order_and_items_and_makes_no_work(shop):
    """APR-10, APR-12."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A"), item("B"))
        rejected = await reject(tx, order)
        left = await tx.fetchval("SELECT (SELECT count(*) FROM domain_order) + (SELECT count(*) FROM task)")
    assert (rejected.state, rejected.state_reason) == (S.REJECTED, "wrongData: no such street")
    assert {one.state for one in rejected.items} == {S.REJECTED}
    assert left == 0


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


async def test_an_investigation_is_not_due_in_the_past(shop):
    """APR-11."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        with pytest.raises(ReasonRequired, match="past"):
            await reject(tx, order, due_at=NOW)


async def test_an_order_is_given_up_with_a_reason(shop):
    """APR-11, STM-02."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        await reject(tx, order)
        with pytest.raises(ReasonRequired):
            await commands.abandon_service_order(tx, order.id, note=" ", by=MANAGER, now=LATER)
        ended = await commands.abandon_service_order(tx, order.id, note="customer gone", by=MANAGER, now=LATER)
        [closed] = await queries.list_investigations(tx, order.id)
    assert (ended.state, ended.completion_date, closed.state) == (S.CANCELLED, LATER, "abandoned")
    assert render_service_order(ended)["cancellationReason"] == "customer gone"


async def test_a_lenient_order_is_not_approved_until_its_issues_are_mended(shop):
    """CAP-17."""
    wrong = item("A", service_serviceCharacteristic=[{"name": "Coverage", "value": "Golden"}])
    async with shop.transaction() as tx:
        order = await submit(tx, wrong, validationMode="lenient")
        assert len(order.items[0].issues) == 1
        assert render_service_order(order)["serviceOrderItem"][0]["errorMessage"]
    with pytest.raises(ReviewNotPassed) as caught:
        async with shop.transaction() as tx:
            await approve(tx, order)
    assert caught.value.problems[0].item == "A"
    async with shop.transaction() as tx:
        mended = await commands.edit_service_order(tx, order.id, {"serviceOrderItem": [item("A")]}, by=AGENT, now=LATER)
        assert mended.items[0].issues == ()
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


async def test_inventory_that_another_order_is_changing_blocks_approval(shop):
    """CAP-13."""
    async with shop.transaction() as tx:
        _, number = await plant_inventory(tx, state="changePending")
        order = await submit(tx, item("A", action="modify", specification=None, service_id=number))
    with pytest.raises(ReviewNotPassed, match="no other order is changing it"):
        async with shop.transaction() as tx:
            await approve(tx, order)


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


async def test_the_machine_holds_an_order_for_a_reason_and_lets_it_go_on(shop):
    """STM-02."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        await approve(tx, order)
        with pytest.raises(ReasonRequired):
            await commands.hold_service_order(tx, order.id, reason="", by="system", now=LATER)
        held = await commands.hold_service_order(tx, order.id, reason="broken", by="system", now=LATER)
        assert (held.state, held.state_reason) == (S.HELD, "broken")
        released = await commands.release_service_order(tx, order.id, by="system", now=LATER)
        assert (released.state, released.state_reason) == (S.IN_PROGRESS, None)


async def test_an_order_of_ten_thousand_items_is_taken_in_and_approved(shop):
    """CAP-01, APR-01."""
    async with shop.transaction() as tx:
        order = await submit(tx, *(item(str(n)) for n in range(10_000)))
    async with shop.transaction() as tx:
        approved = await approve(tx, order)
        assert await tx.fetchval("SELECT open_items FROM service_order") == 10_000
    assert len(approved.items) == 10_000


@pytest.mark.parametrize("seed", range(4))
async def test_no_sequence_of_commands_moves_an_order_along_an_arrow_that_is_not_in_the_table(shop, seed):
    """STM-01."""
    chance = random.Random(seed)
    arrows = {(before.value, after.value) for _, before, after in SERVICE_ORDER_LIFECYCLE.moves}
    async with shop.transaction() as tx:
        order_id: ServiceOrderId = (await submit(tx)).id
    attempts = {
        "approve": lambda tx: commands.approve_service_order(tx, order_id, by=MANAGER, now=NOW),
        "reject": lambda tx: commands.reject_service_order(
            tx, order_id, reason_code="other", note="x", by=MANAGER, now=NOW
        ),
        "reopen": lambda tx: commands.reopen_service_order(tx, order_id, by=AGENT, now=NOW),
        "submit": lambda tx: commands.resubmit_service_order(tx, order_id, by=AGENT, now=NOW),
        "edit": lambda tx: commands.edit_service_order(
            tx, order_id, {"description": str(chance.random())}, by=AGENT, now=NOW
        ),
        "state": lambda tx: commands.edit_service_order(tx, order_id, {"state": "completed"}, by=AGENT, now=NOW),
        "abandon": lambda tx: commands.abandon_service_order(tx, order_id, note="x", by=MANAGER, now=NOW),
        "hold": lambda tx: commands.hold_service_order(tx, order_id, reason="x", by="system", now=NOW),
        "release": lambda tx: commands.release_service_order(tx, order_id, by="system", now=NOW),
    }
    for _ in range(25):
        try:
            async with shop.transaction() as tx:
                await attempts[chance.choice(sorted(attempts))](tx)
        except TrunklineError as refused:
            assert refused.status in (400, 409)
    async with shop.reading() as tx:
        entries, _ = await queries.list_history(tx, order_id, limit=500)
        final = (await queries.get_service_order(tx, order_id)).state.value
    moves = [
        (entry.data["before"], entry.data["after"])
        for entry in reversed(entries)
        if entry.kind == "ServiceOrderStateChanged"
    ]
    assert set(moves) <= arrows
    path = ["acknowledged", *(after for _, after in moves)]
    assert path[-1] == final and [before for before, _ in moves] == path[:-1]
