"""Rules at the door: what a new order is refused for, and what only becomes an issue."""

from datetime import timedelta

import msgspec
import pytest

from builders_ordering import DOCUMENT, FIREWALL, LATER, NOW, document, item
from trunkline.catalog.model import Catalog
from trunkline.inventory.model import InventoryItem, InventoryKind
from trunkline.inventory.state import InventoryState
from trunkline.kit.ids import InventoryItemId, ServiceOrderId
from trunkline.ordering.capture import Captured, Surroundings, busy_problems, capture
from trunkline.ordering.wire import read_service_order

CATALOG = Catalog(1, DOCUMENT.specifications, ())


def inventory_item(**changes) -> InventoryItem:
    item = InventoryItem(
        id=InventoryItemId(13),
        kind=InventoryKind.CFS,
        external_id="their-7",
        name="Firewall",
        state=InventoryState.ACTIVE,
        specification_id="firewall",
        specification_version=1,
        parent_id=None,
        customer_id="cust-1",
        place=None,
        characteristics={},
        service_order_id=None,
        domain_order_n=None,
        created_at=NOW,
        started_at=NOW,
        ended_at=None,
    )
    return msgspec.structs.replace(item, **changes)


def around(**changes) -> Surroundings:
    found = inventory_item(**changes)
    return Surroundings(catalog=CATALOG, inventory={"SRV-000013": found, "their-7": found})


def look(*items, world: Surroundings | None = None, **more) -> Captured:
    return capture(read_service_order(document(*items, **more)), world or around(), now=NOW)


def fields(captured: Captured) -> list[tuple[str | None, str | None]]:
    return [(problem.item, problem.field) for problem in captured.refusal()]


def modify(**more):
    return item("7", action="modify", specification=None, **more)


def test_a_complete_order_passes_and_gets_its_defaults():
    """CAP-02."""
    captured = look()
    assert captured.refusal() == []
    sites = captured.order.items[0].characteristics["Sites"]
    assert (sites.value, sites.origin) == (1, "default")


@pytest.mark.parametrize("parties", [[], [{"id": "x", "role": "requester"}], [{"name": "Acme", "role": "customer"}]])
def test_an_order_without_a_known_customer_names_the_field(parties):
    """CAP-09."""
    assert fields(look(relatedParty=parties)) == [(None, "relatedParty")]


def test_an_unknown_specification_is_refused():
    """CAP-16."""
    [problem] = look(item("A", specification="nonsense")).problems
    assert (problem.item, problem.field) == ("A", "serviceOrderItem[0].service.serviceSpecification")
    assert "'nonsense'" in problem.what


def test_an_add_without_a_specification_is_refused():
    assert fields(look(item("A", specification=None))) == [("A", "serviceOrderItem[0].service.serviceSpecification")]


def test_a_specification_may_be_named_by_its_name_alone_when_that_is_unique():
    captured = look(item("A", specification=None, service_serviceSpecification={"name": "Mail"}))
    assert captured.refusal() == [] and captured.order.items[0].specification_id == "mail"


def test_what_cannot_be_ordered_by_itself_is_refused():
    [problem] = look(item("A", specification="rack")).problems
    assert "cannot be ordered by itself" in problem.what


def test_an_add_that_needs_a_location_and_has_none_names_the_item():
    """CAP-04."""
    [problem] = look(item("A", service_place=None)).problems
    assert (problem.item, problem.field) == ("A", "serviceOrderItem[0].service.place")
    assert "item 'A' does not say where" in problem.what


def test_an_unknown_characteristic_and_an_illegal_option_are_reported_per_item():
    """CAP-16."""
    wrong = [{"name": "Coverage", "value": "Golden"}, {"name": "Colour", "value": "red"}]
    captured = look(item("A", service_serviceCharacteristic=wrong), item("B"))
    assert [problem.item for problem in captured.refusal()] == ["A", "A"]
    assert captured.problems == ()


def test_a_text_that_means_a_number_becomes_one():
    """CAP-16."""
    given = [{"name": "Coverage", "value": "Basic"}, {"name": "Sites", "value": "5"}]
    captured = look(item("A", service_serviceCharacteristic=given))
    assert captured.refusal() == [] and captured.order.items[0].characteristics["Sites"].value == 5


def test_a_missing_mandatory_characteristic_is_reported():
    """CAP-16."""
    assert [p.item for p in look(item("A", service_serviceCharacteristic=[])).refusal()] == ["A"]


def test_a_lenient_order_keeps_wrong_characteristics_as_issues():
    """CAP-17."""
    wrong = [{"name": "Coverage", "value": "Golden"}]
    captured = look(item("A", service_serviceCharacteristic=wrong), validationMode="lenient")
    assert captured.refusal() == []
    assert len(captured.order.items[0].issues) == 1


def test_a_lenient_order_is_still_refused_for_all_else():
    """CAP-17."""
    assert fields(look(item("A", service_place=None), validationMode="lenient")) != []


@pytest.mark.parametrize(
    ("zones", "right"),
    [
        ([{"Name": "a"}, {"Name": "b"}], True),
        ([{"Name": "a"}], False),
        ([{"Name": "a"}] * 4, False),
        ([{"Name": "a"}, {}], False),
        ([{"Name": "a"}, {"Name": "b", "Colour": "red"}], False),
        ("a", False),
        ([1, 2], False),
    ],
)
def test_arrays_of_objects_are_checked_in_size_and_members(zones, right):
    """CAP-18."""
    given = [{"name": "Coverage", "value": "Basic"}, {"name": "Zones", "value": zones}]
    assert (look(item("A", service_serviceCharacteristic=given)).refusal() == []) is right


@pytest.mark.parametrize("reference", [{}, {"service_id": "SRV-000099"}, {"service_id": "somebody-elses"}])
@pytest.mark.parametrize("action", ["modify", "delete", "noChange"])
def test_a_change_without_known_inventory_is_refused(action, reference):
    """CAP-13."""
    found = look(item("7", action=action, specification=None, **reference))
    assert fields(found) == [("7", "serviceOrderItem[0].service.id")]


@pytest.mark.parametrize("reference", [{"service_id": "SRV-000013"}, {"service_id": "their-7"},
                                       {"service_externalId": "their-7"}])  # fmt: skip
def test_a_change_finds_its_inventory_by_number_or_external_id(reference):
    """CAP-13, CAP-14."""
    captured = look(modify(**reference))
    assert captured.refusal() == []
    assert (captured.order.items[0].inventory_item_id, captured.order.items[0].specification_id) == (13, "firewall")


@pytest.mark.parametrize(
    ("action", "state", "passes"),
    [
        ("modify", InventoryState.ACTIVE, True),
        ("modify", InventoryState.CHANGE_PENDING, True),
        ("modify", InventoryState.SUSPENDED, False),
        ("modify", InventoryState.RESERVED, False),
        ("delete", InventoryState.SUSPENDED, True),
        ("delete", InventoryState.TERMINATED, False),
        ("noChange", InventoryState.CANCELLED, False),
    ],
)
def test_the_inventory_must_be_there(action, state, passes):
    """CAP-13."""
    changed = item("7", action=action, specification=None, service_id="SRV-000013")
    assert (look(changed, world=around(state=state)).refusal() == []) is passes


def test_inventory_that_another_order_is_changing_passes_the_door_and_shows_in_the_review():
    """CAP-13."""
    world = around(state=InventoryState.CHANGE_PENDING, service_order_id=ServiceOrderId(4))
    captured = look(modify(service_id="SRV-000013"), world=world)
    assert captured.refusal() == []
    [problem] = busy_problems(captured.order.items, world)
    assert problem.what == "ORD-000004 is changing SRV-000013"


def test_inventory_of_another_customer_is_refused():
    [problem] = look(modify(service_id="SRV-000013"), world=around(customer_id="cust-2")).problems
    assert "another customer" in problem.what


def test_two_items_about_one_service_are_refused():
    found = look(modify(service_id="SRV-000013"), item("8", action="delete", specification=None, service_id="their-7"))
    assert [problem.item for problem in found.problems] == ["8"]


def test_a_change_that_names_another_specification_than_the_inventory_has_is_refused():
    found = look(item("7", action="modify", specification="mail", service_id="SRV-000013"))
    assert "is a 'firewall', not a 'mail'" in found.problems[0].what


def test_a_change_checks_the_values_it_gives_and_demands_no_others():
    """CAP-16."""
    right, wrong = [{"name": "Sites", "value": 3}], [{"name": "Coverage", "value": "Golden"}]
    assert look(modify(service_id="their-7", service_serviceCharacteristic=right)).refusal() == []
    assert len(look(modify(service_id="their-7", service_serviceCharacteristic=wrong)).refusal()) == 1


def test_an_announced_external_id_must_be_free():
    """CAP-07."""
    assert "has the external id" in look(item("A", service_externalId="their-7")).problems[0].what


def test_an_announced_external_id_stands_for_one_service():
    """CAP-07."""
    both = look(item("A", service_externalId="new"), item("B", service_externalId="new"))
    assert [problem.item for problem in both.problems] == ["A", "B"]
    assert "several services" in look(item("A", quantity=2, service_externalId="new")).problems[0].what


def test_a_committed_due_date_in_the_past_is_refused():
    past = (NOW - timedelta(days=1)).isoformat()
    assert fields(look(committedDueDate=past)) == [(None, "committedDueDate")]


def test_an_order_is_not_due_before_its_items_are():
    late = (LATER + timedelta(days=1)).isoformat()
    found = look(item("A", committedDueDate=late), committedDueDate=LATER.isoformat())
    assert fields(found) == [("A", "serviceOrderItem[0].committedDueDate")]


def test_an_order_is_not_to_be_done_before_it_starts():
    found = look(requestedStartDate=LATER.isoformat(), requestedCompletionDate=NOW.isoformat())
    assert fields(found) == [(None, "requestedCompletionDate")]


def test_all_faults_come_at_once():
    """CAP-16."""
    found = look(item("A", service_place=None, service_serviceCharacteristic=[]), modify(), relatedParty=[])
    assert len(found.refusal()) == 4


def test_ten_thousand_items_are_looked_at_in_a_moment():
    many = look(*(item(str(n)) for n in range(10_000)))
    assert many.refusal() == [] and FIREWALL.id == many.order.items[-1].specification_id
