"""Rules of moving, approving, investigating, contacts and priorities."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from builders_ordering import LATER, NOW, document, item
from trunkline.kit.ids import ServiceOrderId, ServiceOrderItemId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.ordering import approval as approvals
from trunkline.ordering import contacts, revision
from trunkline.ordering.capture import Surroundings, capture
from trunkline.ordering.errors import (
    AttributeNotPatchable,
    NotEditable,
    OrderChanged,
    ReasonRequired,
    ReviewNotPassed,
    ServiceOrderInvalid,
    UnknownContact,
)
from trunkline.ordering.model import Contact, RejectionReason, ServiceOrder, ServiceOrderItem
from trunkline.ordering.moves import move
from trunkline.ordering.priority import order_priority
from trunkline.ordering.review import refuse_unless_passed, review
from trunkline.ordering.state import (
    ENDED,
    SERVICE_ORDER_LIFECYCLE,
    ApprovalState,
    InvestigationState,
    ServiceOrderState,
)
from trunkline.ordering.wire import read_service_order
from trunkline.ordering.wire_answer import render_service_order

S = ServiceOrderState
REASONS = [RejectionReason(id="wrongData", name="Wrong data", description="")]


def stored(*items, state: ServiceOrderState = S.ACKNOWLEDGED, **more) -> ServiceOrder:
    """The order that the store would give back for a document."""
    new = read_service_order(document(*items, **more))
    return ServiceOrder(
        id=ServiceOrderId(1),
        external_id=new.external_id,
        state=state,
        state_reason=None,
        state_before=None,
        version=1,
        priority=new.priority or 4,
        category=new.category,
        description=new.description,
        customer_id=new.customer_id,
        customer_name=new.customer_name,
        order_date=NOW,
        requested_start_date=new.requested_start_date,
        requested_completion_date=new.requested_completion_date,
        committed_due_date=new.committed_due_date,
        expected_completion_date=None,
        start_date=None,
        completion_date=None,
        catalog_revision=None,
        created_by="test",
        body=new.body,
        items=tuple(
            ServiceOrderItem(
                id=ServiceOrderItemId(ServiceOrderId(1), it.n),
                item_id=it.item_id,
                parent_n=it.parent_n,
                state=state,
                state_reason=None,
                action=it.action,
                quantity=it.quantity,
                priority=it.priority,
                specification_id=it.specification_id,
                specification_version=None,
                inventory_item_id=None,
                characteristics=it.characteristics,
                place=it.place,
                related_items=it.related_items,
                issues=(),
                body=it.body,
            )
            for it in new.items
        ),
    )


def test_a_verb_moves_the_order_and_its_items_and_tells_both():
    """STM-01, AUD-01."""
    moved = move(stored(item("a"), item("b")), "approve", by="ann", now=NOW)
    assert moved.order.state is S.IN_PROGRESS
    assert {one.state for one in moved.order.items} == {S.IN_PROGRESS}
    assert [(type(event).__name__, event.n, event.by) for event in moved.events] == [
        ("ServiceOrderStateChanged", None, "ann"),
        ("ServiceOrderItemStateChanged", 1, "ann"),
        ("ServiceOrderItemStateChanged", 2, "ann"),
    ]


@pytest.mark.parametrize("state", sorted(set(S) - {S.ACKNOWLEDGED, S.REJECTED}))
def test_approve_leads_nowhere_from_other_states(state):
    """APR-03."""
    with pytest.raises(MoveRefused, match="cannot approve"):
        move(stored(state=state), "approve", by="ann", now=NOW)


@pytest.mark.parametrize(
    ("verb", "state"),
    [("reject", S.ACKNOWLEDGED), ("hold", S.IN_PROGRESS), ("abandon", S.REJECTED), ("cancel", S.ACKNOWLEDGED)],
)
@pytest.mark.parametrize("reason", [None, "", "   "])
def test_hold_reject_and_what_ends_cancelled_need_a_reason(verb, state, reason):
    """STM-02."""
    with pytest.raises(ReasonRequired):
        move(stored(state=state), verb, by="ann", now=NOW, reason=reason)
    assert move(stored(state=state), verb, by="ann", now=NOW, reason="why").order.state_reason == "why"


def test_every_state_can_be_reached_and_the_ends_are_final():
    """STM-01."""
    reached = SERVICE_ORDER_LIFECYCLE.reachable()
    assert reached == frozenset(S)
    assert SERVICE_ORDER_LIFECYCLE.finals == ENDED


def test_a_rejection_needs_a_known_code_and_a_note():
    """APR-10."""
    with pytest.raises(ReasonRequired) as caught:
        approvals.check_reason("mood", " ", REASONS)
    assert [problem.field for problem in caught.value.problems] == ["reasonCode", "note"]
    assert "wrongData" in caught.value.problems[0].action
    assert approvals.check_reason("wrongData", " no such street ", REASONS) == ("wrongData", "no such street")


def test_an_approval_is_decided_once():
    """APR-09."""
    asked = approvals.ask((), 3)
    decided = approvals.decide(asked, "approve", by="ann", now=NOW, catalog_revision=7)
    assert (decided.state, decided.decided_by, decided.decided_at, decided.order_version) == (
        ApprovalState.APPROVED, "ann", NOW, 3,
    )  # fmt: skip
    with pytest.raises(MoveRefused):
        approvals.decide(decided, "withdraw", by="ann", now=NOW)


def test_a_decision_about_another_version_is_refused():
    """APR-09."""
    order = stored()
    approvals.refuse_other_version(order, None)
    approvals.refuse_other_version(order, 1)
    with pytest.raises(OrderChanged, match="version 1 now, not 2"):
        approvals.refuse_other_version(order, 2)


def test_an_investigation_has_an_assignee_and_a_due_date_and_is_closed_once():
    """APR-11."""
    opened = approvals.open_investigation((), reason_code="other", note="x", assignee=None, due_at=None, now=NOW)
    assert (opened.state, opened.due_at) == (InvestigationState.OPEN, NOW + timedelta(days=3))
    taken = approvals.assign(opened, assignee="ann", due_at=LATER)
    assert (taken.state, taken.assignee, taken.due_at) == (InvestigationState.IN_PROGRESS, "ann", LATER)
    closed = approvals.close(taken, "resolve", now=LATER)
    assert (closed.state, closed.closed_at) == (InvestigationState.RESOLVED, LATER)
    with pytest.raises(MoveRefused):
        approvals.assign(closed, assignee="bob", due_at=None)


@pytest.mark.parametrize(
    ("own", "items", "highest"), [(None, [None], 4), (None, [3, 2], 2), (1, [5], 1), (5, [None], 5), (None, [5], 5)]
)
def test_an_order_takes_the_highest_priority_of_its_own_and_its_items(own, items, highest):
    """PRI-02."""
    assert order_priority(own, items) == highest


ANN = Contact(id="c1", first_name="Ann", last_name="Lee", phone="1", email=None)


def test_contacts_are_added_changed_and_removed_among_the_related_parties():
    """CAP-08."""
    body = contacts.with_contact({"relatedParty": [{"id": "x", "role": "owner"}]}, ANN)
    assert contacts.contacts_of(body) == [ANN]
    changed = contacts.with_contact(body, replace(ANN, email="ann@example.org"))
    assert contacts.contacts_of(changed) == [replace(ANN, email="ann@example.org")]
    assert contacts.without_contact(changed, "c1") == {"relatedParty": [{"id": "x", "role": "owner"}]}
    with pytest.raises(UnknownContact):
        contacts.without_contact(body, "c2")


def test_contacts_are_read_in_the_spelling_of_other_systems():
    """CAP-08."""
    sent = {
        "firstName": "Mike",
        "lastName": "Hudson",
        "email": "m@example.org",
        "@referredType": "OrderLineItemContact",
    }
    [found] = contacts.contacts_of({"relatedParty": [sent]})
    assert (found.id, found.first_name, found.last_name, found.email) == (
        "contact-1",
        "Mike",
        "Hudson",
        "m@example.org",
    )


@pytest.mark.parametrize("wrong", [{"first_name": " "}, {"phone": None}, {"email": "nobody"}])
def test_a_contact_needs_a_name_and_a_way_to_reach_it(wrong):
    """CAP-08."""
    with pytest.raises(ServiceOrderInvalid):
        contacts.check_contact(replace(ANN, **wrong))


def patch(order: ServiceOrder, wanted: dict) -> dict:
    return revision.check_patch(order, render_service_order(order), wanted)


@pytest.mark.parametrize("name", ["id", "href", "orderDate", "category", "milestone", "@type", "version"])
def test_what_the_server_owns_or_what_is_fixed_at_creation_cannot_be_patched(name):
    """API-06."""
    with pytest.raises(AttributeNotPatchable) as caught:
        patch(stored(), {name: "other"})
    assert caught.value.problems[0].field == name


def test_the_state_is_not_patched_but_moved_by_verbs():
    """STM-01."""
    assert patch(stored(), {"state": "Acknowledged"}) == {}
    with pytest.raises(AttributeNotPatchable):
        patch(stored(), {"state": "completed"})


def test_a_document_that_was_read_may_be_sent_back_whole():
    order = stored(description="x")
    assert patch(order, {**render_service_order(order), "description": "y"}) == {"description": "y"}


@pytest.mark.parametrize("state", [S.IN_PROGRESS, S.HELD, S.PENDING])
def test_after_approval_only_what_accompanies_the_order_can_change(state):
    """APR-03."""
    assert patch(stored(state=state), {"description": "y"}) == {"description": "y"}
    with pytest.raises(NotEditable, match="priority"):
        patch(stored(state=state), {"priority": "1"})


@pytest.mark.parametrize("state", [S.REJECTED, *sorted(ENDED)])
def test_a_rejected_or_ended_order_does_not_change(state):
    with pytest.raises(NotEditable):
        patch(stored(state=state), {"description": "y"})


def checks(order: ServiceOrder) -> dict[str, bool]:
    from builders_ordering import DOCUMENT
    from trunkline.catalog.model import Catalog
    from trunkline.ordering.capture import as_captured

    world = Surroundings(catalog=Catalog(1, DOCUMENT.specifications, ()))
    found = review(order, capture(as_captured(order), world, now=NOW).order, world, now=NOW)
    refuse_unless_passed(order, found)
    return {check.key: check.passed for check in found}


def test_the_checklist_of_a_good_order_passes_and_asks_for_contacts_without_blocking():
    """APR-01."""
    found = checks(stored())
    assert [key for key, passed in found.items() if not passed] == ["contacts", "wanted"]


def test_the_checklist_names_the_item_without_location():
    """CAP-04."""
    with pytest.raises(ReviewNotPassed) as caught:
        checks(stored(item("A", service_place=None)))
    assert caught.value.problems[0].item == "A"


def test_an_open_issue_of_capture_blocks_approval():
    """CAP-17."""
    wrong = stored(item("A", service_serviceCharacteristic=[{"name": "Coverage", "value": "Golden"}]))
    with pytest.raises(ReviewNotPassed, match="every characteristic fits"):
        checks(wrong)


def test_contacts_sent_with_the_service_are_read_and_stay_there_when_edited() -> None:
    """CAP-08: TMF641 carries related parties in the service."""
    from trunkline.ordering.contacts import contacts_of, find_contact, with_contact, without_contact

    party = {"id": "C1", "name": "Claire Morel", "role": "siteContact", "phone": "+33 1"}
    body: dict[str, object] = {"service": {"relatedParty": [party], "state": "active"}}
    (contact,) = contacts_of(body)
    assert (contact.first_name, contact.last_name, contact.phone) == ("Claire", "Morel", "+33 1")
    edited = with_contact(body, replace(contact, phone="+33 2"))
    assert "relatedParty" not in edited
    assert find_contact(edited, "C1").phone == "+33 2"
    assert contacts_of(without_contact(edited, "C1")) == []
