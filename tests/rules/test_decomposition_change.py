"""What modify and delete items come to, held against inventory."""

from __future__ import annotations

import pytest

from builders_decomposition import (
    actions,
    as_inventory,
    catalog,
    counted,
    down,
    item,
    order,
    skipped,
    spec,
    text,
    to,
    tree,
    up,
    when,
    whole,
)
from trunkline.catalog.model import Catalog, Characteristic
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.model import Decomposition, ReasonCode
from trunkline.inventory.model import InventoryTree
from trunkline.inventory.state import InventoryState

LINE = catalog(
    spec(
        "line",
        to("access", down("Speed"), up("Serial")),
        to("guard", rule=when("Security", present=True), order=1),
        to("box", quantity=counted("Boxes", default=2), order=2),
        to("extra", mandatory=False, order=3),
        kind="cfs",
        characteristics=[whole("Speed"), text("Security"), whole("Boxes"), text("Note"), text("Serial")],
    ),
    spec("access", to("port", down("Speed", "Rate")), characteristics=[whole("Speed"), text("Serial")]),
    spec("port", kind="resource", characteristics=[whole("Rate")]),
    spec("guard", to("licence")),
    spec("licence", kind="resource"),
    spec("box", kind="resource"),
    spec("extra"),
)


def owned(**values: object) -> InventoryTree:
    """What a customer who ordered a line with these values has."""
    (line,) = as_inventory(decompose(order(item(1, "line", values=values)), LINE, {}))
    return line


def changed(line: InventoryTree, *more: object, of: Catalog = LINE, **values: object) -> Decomposition:
    return decompose(
        order(item(1, "line", action="modify", about=line.item.id, values=values), *more),  # type: ignore[arg-type]  # items
        of,
        {line.item.id: line},
    )


def test_a_changed_value_changes_exactly_what_it_is_mapped_to():
    """DEC-19, MAP-01."""
    answer = changed(owned(Speed=100), Speed=400)
    assert actions(answer) == [("modify", "line"), ("modify", "access"), ("modify", "port")]
    port = answer.domain_orders[2]
    assert (port.reason.code, port.reason.characteristic, port.reason.value) == (ReasonCode.CHANGED, "Rate", 400)
    assert port.reason.text == "'Rate' from 100 to 400"
    assert port.inventory_item_id is not None
    assert {code for name, code in skipped(answer).items() if name == "box"} == {ReasonCode.UNCHANGED}


def test_a_change_that_touches_no_part_makes_the_root_only():
    """DEC-21."""
    answer = changed(owned(Speed=100), Note="ring twice")
    assert actions(answer) == [("modify", "line")]
    assert "ring twice" in answer.domain_orders[0].reason.text


def test_what_the_change_calls_for_and_inventory_lacks_is_added():
    """DEC-07 for a modify."""
    answer = changed(owned(), Security="gold")
    assert actions(answer) == [("modify", "line"), ("add", "guard"), ("add", "licence")]
    assert answer.domain_orders[1].reason.code is ReasonCode.RULE_FIRED


def test_what_the_change_calls_for_no_longer_is_ceased_with_all_below():
    """DEC-07 for a modify: the value is taken away."""
    answer = changed(owned(Security="gold"), Security=None)
    assert actions(answer) == [("modify", "line"), ("delete", "guard"), ("delete", "licence")]
    guard, licence = answer.domain_orders[1:]
    assert (guard.reason.code, guard.reason.rule) == (ReasonCode.NO_LONGER_WANTED, "on Security")
    assert licence.reason.code is ReasonCode.IN_INVENTORY
    assert answer.domain_orders[0].characteristics["Security"] == Characteristic(None, "order")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (2, 4, [("add", "box"), ("add", "box")]),
        (3, 1, [("delete", "box"), ("delete", "box")]),
        (2, 0, [("delete", "box"), ("delete", "box")]),
        (2, 2, []),
    ],
)
def test_another_quantity_adds_or_ceases_the_difference(before: int, after: int, expected: list[tuple[str, str]]):
    """DEC-10 for a modify: the oldest stay."""
    line = owned(Boxes=before)
    answer = changed(line, Boxes=after)
    assert actions(answer) == [("modify", "line"), *expected]
    ceased = [d.inventory_item_id for d in answer.domain_orders if d.action == "delete"]
    boxes = [part.item.id for part in line.children if part.item.specification_id == "box"]
    assert ceased == boxes[after:]


def test_a_part_that_ended_meanwhile_is_made_again():
    """DEC-21: inventory becomes what the catalog wants."""
    line = owned()
    less = tree(line.item.id, "line", *[part for part in line.children if part.item.specification_id != "access"])
    assert actions(changed(less)) == [("modify", "line"), ("add", "access"), ("add", "port")]


def test_a_part_that_an_item_once_ordered_stays_though_nothing_asks_for_it_now():
    """DEC-05 for a modify: an optional part, a part beyond the quantity, a part of which the catalog knows nothing."""
    line = owned()
    more = tree(line.item.id, "line", *line.children, tree(301, "extra"), tree(302, "box"), tree(303, "unheard-of"))
    answer = changed(more, Note="x")
    assert actions(answer) == [("modify", "line")]
    assert skipped(answer)["unheard-of"] is ReasonCode.UNCHANGED
    assert skipped(answer)["extra"] is ReasonCode.UNCHANGED


def test_a_part_whose_rule_cannot_be_decided_stays_and_is_told():
    """DEC-19: nothing is ceased for want of a value."""
    of = catalog(spec("a", to("b", rule=when("Mode", equals="x")), characteristics=[text("Mode")]), spec("b"))
    line = tree(1, "a", tree(2, "b"), values={"Mode": "x"})
    answer = decompose(order(item(1, "a", action="modify", about=1, values={"Mode": None})), of, {1: line})
    assert actions(answer) == [("modify", "a")]
    assert ReasonCode.VALUE_MISSING in {target.reason.code for target in answer.skipped}


def test_an_unchanged_part_above_a_changed_one_keeps_the_tree_together():
    """DEC-01 for a modify: it is a modify that names the part."""
    of = catalog(
        spec("a", to("b"), characteristics=[text("X")]),
        spec("b", to("c", quantity=counted("N", default=1)), characteristics=[whole("N")]),
        spec("c"),
    )
    answer = decompose(order(item(1, "a", action="modify", about=1)), of, {1: tree(1, "a", tree(2, "b"))})
    assert actions(answer) == [("modify", "a"), ("modify", "b"), ("add", "c")]
    assert answer.domain_orders[1].reason.code is ReasonCode.CHANGED
    assert "'C' is added" in answer.domain_orders[1].reason.text


def test_a_value_that_was_corrected_at_a_part_is_not_overwritten_by_an_unrelated_change():
    """MAP-07."""
    line = owned(Speed=100)
    access = next(part for part in line.children if part.item.specification_id == "access")
    others = [part for part in line.children if part is not access]
    corrected = tree(access.item.id, "access", *access.children, values={"Speed": 90})
    held = tree(line.item.id, "line", corrected, *others, values={"Speed": 100})
    assert actions(changed(held, Note="x")) == [("modify", "line")]


# delete ------------------------------------------------------------------------------------------------------------


def test_a_delete_ceases_what_inventory_has_whatever_the_rules_say():
    """DEC-08: also what the catalog does not know any more."""
    line = tree(1, "line", tree(2, "guard", tree(3, "licence")), tree(4, "old"), tree(5, "box", state=InventoryState.SUSPENDED),
                tree(6, "box", state=InventoryState.TERMINATED))  # fmt: skip
    answer = decompose(order(item(1, "line", action="delete", about=1)), LINE, {1: line})
    assert actions(answer) == [("delete", name) for name in ("line", "guard", "licence", "old", "box")]
    assert [d.parent_n for d in answer.domain_orders] == [None, 1, 2, 1, 1]
    assert [d.inventory_item_id for d in answer.domain_orders] == [1, 2, 3, 4, 5]
    assert {d.reason.code for d in answer.domain_orders[1:]} == {ReasonCode.IN_INVENTORY}


def test_a_delete_carries_the_values_that_inventory_has():
    """DEC-08."""
    answer = decompose(
        order(item(1, "line", action="delete", about=1)), LINE, {1: tree(1, "line", values={"Speed": 100})}
    )
    assert answer.domain_orders[0].characteristics == {"Speed": Characteristic(100, "inventory")}


def test_a_nested_delete_is_met_where_inventory_has_it_and_made_once():
    """DEC-08."""
    line = tree(1, "line", tree(2, "guard", tree(3, "licence")))
    items = [
        item(1, "line", action="delete", about=1), item(2, "licence", parent=1, action="delete", about=3)
    ]  # fmt: skip
    answer = decompose(order(*items), LINE, {1: line, 3: tree(3, "licence")})
    assert [(d.n, d.parent_n, d.item_n, d.specification_id) for d in answer.domain_orders] == [
        (1, None, 1, "line"), (2, 1, 1, "guard"), (3, 2, 2, "licence"),
    ]  # fmt: skip


def test_a_nested_item_that_ceases_a_mandatory_part_is_not_answered_by_a_new_one():
    """DEC-21."""
    line = owned()
    access = next(part for part in line.children if part.item.specification_id == "access")
    nested = item(2, "access", parent=1, action="delete", about=access.item.id)
    answer = decompose(
        order(item(1, "line", action="modify", about=line.item.id), nested),
        LINE,
        {line.item.id: line, access.item.id: access},
    )
    assert actions(answer) == [("modify", "line"), ("delete", "access"), ("delete", "port")]
    assert answer.domain_orders[1].parent_n == 1


def test_a_nested_add_inside_a_modify_joins_what_is_there():
    """DEC-21."""
    answer = changed(owned(), item(2, "extra", parent=1))
    assert actions(answer) == [("modify", "line"), ("add", "extra")]
    assert answer.domain_orders[1].parent_n == 1


def test_a_part_that_a_no_change_item_names_is_left_alone():
    """DEC-28."""
    line = owned(Speed=100)
    access = next(part for part in line.children if part.item.specification_id == "access")
    answer = changed(line, item(2, "access", parent=1, action="noChange", about=access.item.id), Speed=400)
    assert actions(answer) == [("modify", "line")]
    assert skipped(answer)["access"] is ReasonCode.NO_CHANGE_ITEM


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ([item(1, "line", action="modify", about=99)], "service.id"),
        ([item(1, "line", action="delete")], "service.id"),
        ([item(1, "line", action="delete", about=8)], "service.id"),
        ([item(1, "gone", action="modify", about=9)], "serviceSpecification"),
        ([item(1, "line", action="delete", about=1), item(2, "extra", parent=1)], "action"),
        ([item(1, "line", action="delete", about=1), item(2, "b", parent=1, action="modify", about=2)], "action"),
    ],
)
def test_what_cannot_be_changed_is_refused_with_item_and_field(items: list[object], field: str):
    """DEC-22."""
    inventory = {
        1: tree(1, "line", tree(2, "box")),
        2: tree(2, "box"),
        8: tree(8, "line", state=InventoryState.TERMINATED),
        9: tree(9, "gone"),
    }
    with pytest.raises(DecompositionInvalid) as refused:
        decompose(order(*items), LINE, inventory)  # type: ignore[arg-type]  # items
    assert [problem.field for problem in refused.value.problems] == [field]
    assert refused.value.problems[0].item in {"1", "2"}
