"""What is in inventory already: moved, suspended and resumed, and an order that only qualifies."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from builders_decomposition import catalog, down, item, order, skipped, spec, text, to, tree
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.model import Decomposition, ReasonCode
from trunkline.inventory.state import InventoryState


def values(answer: Decomposition, specification: str) -> list[dict[str, Any]]:
    """The values of each domain order of a specification."""
    return [
        {name: held.value for name, held in draft.characteristics.items()}
        for draft in answer.domain_orders
        if draft.specification_id == specification
    ]


def shape(answer: Decomposition) -> list[tuple[int, int | None, str, str]]:
    return [(d.n, d.parent_n, d.action, d.specification_id) for d in answer.domain_orders]


LINE = catalog(
    spec("line", to("port", down("Speed")), kind="cfs", characteristics=[text("Speed")]),
    spec("port", kind="resource", characteristics=[text("Speed"), text("Slot", default="free")]),
)


def line_tree(state: InventoryState = InventoryState.ACTIVE, place: object = None) -> Any:
    port = tree(11, "port", kind="resource", state=state, values={"Speed": "1G", "Slot": "4"})
    found = tree(10, "line", port, kind="cfs", state=state, values={"Speed": "1G"})
    if place is None:
        return found
    return msgspec.structs.replace(
        found,
        item=msgspec.structs.replace(found.item, place=place),
        children=tuple(
            msgspec.structs.replace(part, item=msgspec.structs.replace(part.item, place=place))
            for part in found.children
        ),
    )


def test_a_move_provides_at_the_new_place_and_ceases_at_the_old_with_values_copied():
    """DEC-25 (E9)."""
    move = item(1, "line", action="modify", about=10, place=[{"id": "new"}])
    answer = decompose(order(move), LINE, {10: line_tree(place=[{"id": "old"}])})
    assert [(d.action, d.specification_id, d.place, d.moved_from_id) for d in answer.domain_orders] == [
        ("add", "line", [{"id": "new"}], 10), ("add", "port", [{"id": "new"}], 11),
        ("delete", "line", [{"id": "old"}], None), ("delete", "port", [{"id": "old"}], None),
    ]  # fmt: skip
    assert values(answer, "port")[0] == {"Speed": "1G", "Slot": "4"}


def test_what_is_nested_in_a_move_goes_to_the_same_place():
    """DEC-26."""
    move = item(1, "line", action="modify", about=10, place=[{"id": "new"}])
    elsewhere = item(2, "port", parent=1, action="modify", about=11, place=[{"id": "third"}])
    have = {10: line_tree(place=[{"id": "old"}]), 11: line_tree(place=[{"id": "old"}]).children[0]}
    with pytest.raises(DecompositionInvalid) as refused:
        decompose(order(move, elsewhere), LINE, have)
    assert [(problem.item, problem.field) for problem in refused.value.problems] == [("2", "service.place")]


def test_a_move_of_what_inventory_does_not_have_is_refused():
    """DEC-26."""
    with pytest.raises(DecompositionInvalid, match="inventory does not have"):
        decompose(order(item(1, "line", action="modify", about=99, place=[{"id": "new"}])), LINE, {})


def test_the_same_place_is_no_move():
    """DEC-25."""
    modify = item(
        1, "line", action="modify", about=10, place=[{"id": "old", "name": "renamed"}], values={"Speed": "2G"}
    )
    answer = decompose(order(modify), LINE, {10: line_tree(place=[{"id": "old"}])})
    assert {d.action for d in answer.domain_orders} == {"modify"}


@pytest.mark.parametrize(
    ("wanted", "state", "action"),
    [("suspended", InventoryState.ACTIVE, "suspend"), ("inactive", InventoryState.ACTIVE, "suspend"),
     ("active", InventoryState.SUSPENDED, "resume")],
)  # fmt: skip
def test_a_service_is_suspended_and_resumed_with_all_its_parts(wanted: str, state: InventoryState, action: str):
    """INV-06."""
    change = item(1, "line", action="modify", about=10, body={"service": {"state": wanted}})
    answer = decompose(order(change), LINE, {10: line_tree(state)})
    assert [(d.action, d.specification_id, d.inventory_item_id) for d in answer.domain_orders] == [
        (action, "line", 10), (action, "port", 11),
    ]  # fmt: skip


def test_what_is_to_be_suspended_later_may_be_ordered_to_stay():
    """INV-08: a resumption of something active, whose suspension is still to come."""
    change = item(1, "line", action="modify", about=10, body={"service": {"state": "active"}})
    active = line_tree()
    waits = msgspec.structs.replace(active, item=msgspec.structs.replace(active.item, suspension_waits=True))
    answer = decompose(order(change), LINE, {10: waits})
    assert [(d.action, d.specification_id) for d in answer.domain_orders] == [("resume", "line")]
    assert [d.action for d in decompose(order(change), LINE, {10: active}).domain_orders] == ["modify"]


def test_what_is_suspended_cannot_be_suspended_again():
    """INV-06."""
    change = item(1, "line", action="modify", about=10, body={"service": {"state": "suspended"}})
    with pytest.raises(DecompositionInvalid, match="only what is active"):
        decompose(order(change), LINE, {10: line_tree(InventoryState.SUSPENDED)})


def test_an_order_that_only_qualifies_makes_no_resource_orders():
    """DEC-27 (E11)."""
    asked = msgspec.structs.replace(order(item(1, "line")), category="qualify")
    answer = decompose(asked, LINE, {})
    assert shape(answer) == [(1, None, "add", "line")]
    assert skipped(answer) == {"port": ReasonCode.QUALIFY_ONLY}
