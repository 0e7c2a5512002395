"""Laws of service orders: nothing sent is lost, and no path leads outside the table of moves."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from builders_ordering import CUSTOMER, NOW
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import ServiceOrderId, ServiceOrderItemId
from trunkline.kit.patch import merge_patch
from trunkline.ordering.capture import as_captured
from trunkline.ordering.errors import PayloadInvalid, ReasonRequired, ServiceOrderInvalid
from trunkline.ordering.model import NewServiceOrder, ServiceOrder, ServiceOrderItem
from trunkline.ordering.moves import move
from trunkline.ordering.revision import header_changes, item_changes
from trunkline.ordering.state import SERVICE_ORDER_LIFECYCLE, ServiceOrderState
from trunkline.ordering.wire import read_service_order
from trunkline.ordering.wire_answer import header_document, render_service_order

NAMES = st.text("abcXYZ", min_size=1, max_size=6)
LEAVES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)
SOMETHING = ANYTHING.filter(lambda value: value is not None)
EXTENSIONS = st.dictionaries(NAMES.map(lambda name: f"x-{name}"), SOMETHING, max_size=3)


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    return [without_nulls(member) for member in value] if isinstance(value, list) else value


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Documents with extension attributes everywhere, trees by nesting and by relation, and horizontal relations."""
    count = draw(st.integers(1, 6))
    ids = [f"item-{i}" for i in range(count)]
    items: list[dict[str, Any]] = []
    top: list[dict[str, Any]] = []
    for i, item_id in enumerate(ids):
        values = draw(st.dictionaries(NAMES, SOMETHING, max_size=3))
        characteristics = [{"name": name, "value": value} for name, value in values.items()]
        if characteristics and draw(st.booleans()):
            characteristics[0]["valueType"] = "string"
        item: dict[str, Any] = {
            "id": item_id,
            "action": draw(st.sampled_from(["add", "modify", "delete", "noChange"])),
            "quantity": draw(st.integers(1, 9)),
            "service": {"id": f"svc-{i}", "serviceCharacteristic": characteristics, **draw(EXTENSIONS)},
            **draw(EXTENSIONS),
        }
        if draw(st.booleans()):
            item["service"]["place"] = [{"id": "p", **draw(EXTENSIONS)}]
        if draw(st.booleans()):
            item["service"]["serviceSpecification"] = {"id": f"spec-{i}", **draw(EXTENSIONS)}
        parent = draw(st.none() | st.integers(0, i - 1)) if i else None
        how = draw(st.sampled_from(["nested", "hasParent"]))
        relations = []
        if parent is not None and how == "hasParent":
            relations.append({"relationshipType": "HasParent", "orderItem": {"id": ids[parent]}, **draw(EXTENSIONS)})
        if draw(st.booleans()):
            relations.append({"relationshipType": "reliesOn", "orderItem": {"itemId": draw(st.sampled_from(ids))}})
        if relations:
            item["serviceOrderItemRelationship"] = relations
        if parent is not None and how == "nested":
            items[parent].setdefault("serviceOrderItem", []).append(item)
        else:
            top.append(item)
        items.append(item)
    whole = {
        "externalId": draw(NAMES),
        "priority": draw(st.sampled_from(["0", "1", "4", "Low"])),
        "description": draw(st.text(max_size=5)),
        "relatedParty": [{**CUSTOMER, **draw(EXTENSIONS)}],
        "serviceOrderItem": top,
        **draw(EXTENSIONS),
    }
    return without_nulls(whole)


def stored(new: NewServiceOrder, state: ServiceOrderState = ServiceOrderState.ACKNOWLEDGED) -> ServiceOrder:
    """What the tables would give back."""
    own = {name: getattr(new, name) for name in ServiceOrder.__struct_fields__ if hasattr(new, name)}
    rest = {"state_reason": None, "state_before": None, "start_date": None, "completion_date": None}
    items = tuple(
        ServiceOrderItem(
            id=ServiceOrderItemId(ServiceOrderId(1), item.n),
            state=state,
            state_reason=None,
            specification_version=None,
            **{name: getattr(item, name) for name in ServiceOrderItem.__struct_fields__ if hasattr(item, name)},
        )
        for item in new.items
    )
    return ServiceOrder(
        **{
            **own, **rest, "id": ServiceOrderId(1), "state": state, "version": 1, "order_date": NOW,
            "catalog_revision": None, "created_by": "law", "items": items, "priority": new.priority or 4,
        }
    )  # fmt: skip


def contains(whole: Any, part: Any) -> bool:
    """Whether everything in `part` is in `whole`; lists of things with an id or name are compared by it."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and contains(whole[name], part[name]) for name in part)
    if (
        isinstance(part, list)
        and part
        and all(isinstance(one, dict) and ("id" in one or "name" in one) for one in part)
    ):
        key = "id" if "id" in part[0] else "name"
        found = {one.get(key): one for one in whole}
        return len(whole) >= len(part) and all(one[key] in found and contains(found[one[key]], one) for one in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(contains, whole, part))
    return bool(whole == part) and isinstance(whole, bool) == isinstance(part, bool)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_everything_that_was_sent_comes_back(document: dict[str, Any]):
    """CAP-01, CAP-05, CAP-06."""
    answered = render_service_order(stored(read_service_order(document)))
    assert contains(answered, document)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_what_is_answered_reads_as_the_same_order(document: dict[str, Any]):
    """CAP-01."""
    first = stored(read_service_order(document))
    again = read_service_order(
        merge_patch(header_document(first), {"serviceOrderItem": render_service_order(first)["serviceOrderItem"]})
    )
    assert item_changes(as_captured(first).items, again.items) == []
    changed = stored(again)
    assert header_changes(header_document(first), header_document(changed), header_document(first)) == []


@settings(max_examples=60, deadline=None)
@given(documents(), st.data())
def test_a_document_with_anything_anywhere_is_read_or_refused_with_reasons(
    document: dict[str, Any], data: st.DataObject
):
    """API-06."""
    name = data.draw(st.sampled_from([*document, "state", "requestedStartDate", "note", "validationMode"]))
    mutant = {**document, name: data.draw(ANYTHING)}
    if isinstance(mutant["serviceOrderItem"], list) and mutant["serviceOrderItem"]:
        item = mutant["serviceOrderItem"][0]
        if isinstance(item, dict):
            broken = data.draw(st.sampled_from([*item, "serviceOrderItem", "orderItemRelationship", "service"]))
            mutant = {**mutant, "serviceOrderItem": [{**item, broken: data.draw(ANYTHING)}]}
    for draft in (False, True):
        try:
            render_service_order(stored(read_service_order(mutant, draft=draft)))
        except (PayloadInvalid, ServiceOrderInvalid) as refused:
            assert refused.problems and all(problem.what and problem.action for problem in refused.problems)


VERBS = sorted({verb for verb, _, _ in SERVICE_ORDER_LIFECYCLE.moves})
ARROWS = {(verb, before, after) for verb, before, after in SERVICE_ORDER_LIFECYCLE.moves}


@settings(max_examples=100, deadline=None)
@given(
    documents(),
    st.sampled_from(sorted(SERVICE_ORDER_LIFECYCLE.starts)),
    st.lists(st.tuples(st.sampled_from(VERBS), st.sampled_from([None, "", "because"])), max_size=12),
)
def test_no_sequence_of_verbs_reaches_a_state_outside_the_table(
    document: dict[str, Any], start: ServiceOrderState, steps: list
):
    """STM-01, STM-02."""
    order = stored(read_service_order(document), start)
    for verb, reason in steps:
        try:
            moved = move(order, verb, by="law", now=NOW, reason=reason).order
        except TrunklineError as refused:
            allowed = SERVICE_ORDER_LIFECYCLE.allows(verb, order.state)
            assert isinstance(refused, ReasonRequired) if allowed else True
            continue
        assert (verb, order.state, moved.state) in ARROWS
        assert all(item.state is moved.state for item in moved.items)
        assert moved.state not in (ServiceOrderState.HELD, ServiceOrderState.REJECTED) or moved.state_reason
        order = replace(moved)
