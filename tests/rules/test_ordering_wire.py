"""Rules of reading TMF641 documents, and of giving them back."""

import msgspec
import pytest

from builders_ordering import CUSTOMER, document, item
from trunkline.ordering.errors import PayloadInvalid, ServiceOrderInvalid
from trunkline.ordering.state import ItemAction
from trunkline.ordering.wire import read_json, read_service_order


def faults(doc: dict, error: type = ServiceOrderInvalid, **options) -> list[tuple[str | None, str | None, str]]:
    with pytest.raises(error) as caught:
        read_service_order(doc, **options)
    return [(problem.item, problem.field, problem.what) for problem in caught.value.problems]


def test_a_document_becomes_an_order():
    """CAP-01."""
    order = read_service_order(document(item("A", quantity=2), externalId="BSS-1", priority="1", category="business"))
    assert (order.external_id, order.priority, order.category, order.customer_id) == ("BSS-1", 1, "business", "cust-1")
    [only] = order.items
    assert (only.item_id, only.n, only.action, only.quantity) == ("A", 1, ItemAction.ADD, 2)
    assert (only.specification_id, only.characteristics["Coverage"].value) == ("firewall", "Basic")
    assert only.characteristics["Coverage"].origin == "order"


@pytest.mark.parametrize(
    "name",
    ["id", "href", "orderDate", "completionDate", "expectedCompletionDate", "startDate", "state", "jeopardyAlert",
     "errorMessage", "milestone"],
)  # fmt: skip
def test_what_belongs_to_the_server_is_refused_by_name(name):
    """API-06."""
    value = "2026-01-01T00:00:00Z" if name.endswith("Date") else []
    assert (None, name, f"'{name}' belongs to the server") in faults(document(**{name: value}))


@pytest.mark.parametrize("name", ["id", "action", "service"])
def test_an_item_lacking_something_mandatory_is_refused_with_its_path(name):
    """API-06."""
    broken = item()
    del broken[name]
    assert any(field == f"serviceOrderItem[0].{name}" for _, field, _ in faults(document(broken), PayloadInvalid))


@pytest.mark.parametrize("name", ["id", "action", "service"])
@pytest.mark.parametrize("value", [None, "  ", 7, []])
def test_a_mandatory_attribute_that_is_null_blank_or_of_a_wrong_type_is_refused(name, value):
    """API-06."""
    broken = {**item(), name: value}
    assert any(f"serviceOrderItem[0].{name}" == field for _, field, _ in faults(document(broken), PayloadInvalid))


def test_every_wrong_type_is_listed_at_once_with_item_and_path():
    """API-06."""
    found = faults(
        document(item("A", quantity="many"), item("B", service_serviceCharacteristic=[{"value": 1}]), category=7),
        PayloadInvalid,
    )
    assert {(name, field) for name, field, _ in found} == {
        (None, "category"),
        ("A", "serviceOrderItem[0].quantity"),
        ("B", "serviceOrderItem[1].service.serviceCharacteristic[0].name"),
    }


@pytest.mark.parametrize("items", [None, []])
def test_an_order_without_items_is_refused(items):
    """API-06."""
    assert faults({"relatedParty": [CUSTOMER], "serviceOrderItem": items}) == [
        (None, "serviceOrderItem", "the order has no item")
    ]


@pytest.mark.parametrize(("action", "read"), [("ADD", "add"), ("Modify", "modify"), ("nochange", "noChange")])
def test_actions_are_read_in_any_case(action, read):
    assert read_service_order(document(item(action=action))).items[0].action == read


def test_an_unknown_action_is_refused_and_the_known_ones_are_named():
    """API-06."""
    assert faults(document(item(action="destroy"))) == [("1", "serviceOrderItem[0].action", "'destroy' is no action")]


def test_a_state_of_an_item_is_read_in_any_case_and_not_taken_over():
    assert (
        read_service_order(document(item(state="InProgress"))).items[0].body
        == read_service_order(document(item())).items[0].body
    )
    assert faults(document(item(state="dreaming")))[0][1] == "serviceOrderItem[0].state"


@pytest.mark.parametrize(
    ("value", "read"), [("0", 1), (1, 1), ("1", 1), ("Critical", 1), ("high", 2), (3, 3), ("low", 4), ("5", 5)]
)
def test_priorities_are_read_from_numbers_and_words(value, read):
    """PRI-02."""
    assert read_service_order(document(priority=value)).priority == read


def test_a_priority_nobody_knows_is_refused():
    assert faults(document(priority="whenever"))[0][1] == "priority"


@pytest.mark.parametrize(
    ("text", "micro"), [("2019-01-23T12:34:56.123456789Z", 123457), ("2019-01-23T14:34:56+02:00", 0)]
)
def test_dates_may_have_nanoseconds_and_any_zone(text, micro):
    found = read_service_order(document(requestedStartDate=text)).requested_start_date
    assert found is not None and (found.hour, found.microsecond) == (12, micro)


@pytest.mark.parametrize("text", ["yesterday", "2019-01-23", "2019-01-23T12:00:00", "0001-01-01T00:00:00+14:00"])
def test_a_date_without_zone_or_out_of_range_is_refused(text):
    """API-06."""
    with pytest.raises((PayloadInvalid, ServiceOrderInvalid)) as caught:
        read_service_order(document(requestedStartDate=text))
    assert caught.value.problems[0].field == "requestedStartDate"


@pytest.mark.parametrize(
    ("party", "customer"),
    [
        ({"id": "c", "role": "Customer"}, "c"),
        ({"id": "c", "role": "CONSUMER"}, "c"),
        ({"id": "c", "@referredType": "Consumer"}, "c"),
        ({"id": "c", "role": "requester"}, None),
    ],
)
def test_the_customer_is_the_related_party_in_that_role(party, customer):
    """CAP-09."""
    assert read_service_order(document(relatedParty=[party])).customer_id == customer


def test_a_draft_may_lack_everything():
    """CAP-03."""
    assert read_service_order({}, draft=True).items == ()
    [only] = read_service_order({"serviceOrderItem": [{}]}, draft=True).items
    assert (only.item_id, only.action) == ("1", ItemAction.ADD)


def test_a_draft_must_not_have_anything_of_a_wrong_type():
    """CAP-03."""
    assert faults({"serviceOrderItem": [{"quantity": 0}]}, PayloadInvalid, draft=True)[0][1] == (
        "serviceOrderItem[0].quantity"
    )


def test_a_characteristic_given_twice_is_refused():
    twice = [{"name": "Coverage", "value": "Basic"}, {"name": "Coverage", "value": "Premium"}]
    assert "given twice" in faults(document(item(service_serviceCharacteristic=twice)))[0][2]


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b'{"a": "\xff"}', b'{"a": NaN}', b'{"a": "\\u0000"}', b'{"\\u0000": 1}', b"[" * 99999,
     b'{"a":' * 70 + b"1" + b"}" * 70, b'{"a": 1e999}'],
)  # fmt: skip
def test_a_body_that_is_no_usable_json_object_is_refused(raw):
    """API-06."""
    with pytest.raises(PayloadInvalid):
        read_json(raw)


def test_a_modify_names_its_service_by_number_or_external_id():
    """CAP-14."""
    by_number, by_external = read_service_order(
        document(
            item("1", action="modify", specification=None, service_id="SRV-000013"),
            item("2", action="delete", specification=None, service_externalId="their-7"),
        )
    ).items
    assert (by_number.inventory_reference, by_external.inventory_reference) == ("SRV-000013", "their-7")


def test_an_add_announces_the_external_id_of_its_service():
    [only] = read_service_order(document(item(service_externalId="their-7"))).items
    assert (only.external_id, only.inventory_reference) == ("their-7", None)


def test_a_document_can_be_written_back_as_json():
    assert msgspec.json.encode(read_service_order(document()))
