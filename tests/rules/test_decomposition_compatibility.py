"""What must, or must not, go together: within an order, with what the customer has, and what is left without."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from builders_decomposition import catalog, item, items_of, order, spec, text, to, tree
from trunkline.catalog.model import CompatibilityRule, CompatibilityType, Condition
from trunkline.decomposition.compatibility import Finding, check_compatibility
from trunkline.decomposition.decompose import decompose
from trunkline.inventory.model import InventoryItem, InventoryTree
from trunkline.inventory.state import InventoryState
from trunkline.kit.ids import InventoryItemId
from trunkline.ordering.model import RelatedItem, ServiceOrderItem

HERE, THERE = {"id": "site-1"}, {"id": "site-2"}


def rule(kind: str, target: str, **more: Any) -> CompatibilityRule:
    return CompatibilityRule(name=f"{kind} {target}", type=CompatibilityType(kind), target=target, **more)


def kept(*rules: CompatibilityRule) -> Any:
    """A catalog where these rules are those of `voice`."""
    return catalog(
        spec("voice", kind="cfs", characteristics=[text("Codec")], compatibility=rules),
        spec("access", kind="cfs"),
        spec("fax", kind="cfs"),
    )


def held(number: int, specification: str, **more: Any) -> InventoryItem:
    """Something in inventory; `place` and `parent` as given."""
    place, parent = more.pop("place", None), more.pop("parent", None)
    (one,) = items_of([tree(number, specification, kind="cfs", **more)])
    return msgspec.structs.replace(one, place=place, parent_id=None if parent is None else InventoryItemId(parent))


def related(one: ServiceOrderItem, kind: str, other: str) -> ServiceOrderItem:
    return msgspec.structs.replace(one, related_items=(RelatedItem(relationship_type=kind, item_id=other),))


def told(findings: list[Finding]) -> list[tuple[str, str, bool]]:
    return [(finding.item, finding.rule, finding.blocking) for finding in findings]


REQUIRES = kept(rule("requires", "access"))


def test_what_is_required_may_be_ordered_or_there_already():
    """REL-01: what lacks its required target is reported, and blocks."""
    voice = item(1, "voice")
    assert told(check_compatibility(order(voice), REQUIRES, [])) == [("1", "requires access", True)]
    assert not check_compatibility(order(voice, item(2, "access")), REQUIRES, [])
    assert not check_compatibility(order(voice), REQUIRES, [held(7, "access")])


@pytest.mark.parametrize("state", ["terminated", "terminationPending", "cancelled"])
def test_what_has_ended_or_is_ending_is_not_there(state: str):
    """REL-01."""
    ended = held(7, "access", state=InventoryState(state))
    assert told(check_compatibility(order(item(1, "voice")), REQUIRES, [ended])) == [("1", "requires access", True)]


def test_what_the_order_itself_ceases_does_not_serve_it():
    """REL-01."""
    bought = order(item(1, "voice"), item(2, action="delete", about=7))
    assert told(check_compatibility(bought, REQUIRES, [held(7, "access")])) == [("1", "requires access", True)]


def test_a_rule_may_look_at_the_place():
    """REL-01: at another place the required target does not count."""
    of = kept(rule("requires", "access", same_place=True))
    voice = item(1, "voice", place=HERE)
    assert check_compatibility(order(voice), of, [held(7, "access", place=THERE)])
    assert not check_compatibility(order(voice), of, [held(7, "access", place=HERE)])
    assert not check_compatibility(order(voice, item(2, "access", parent=1)), of, [])  # it stands where its parent does


def test_what_excludes_is_found_from_both_sides():
    """REL-02: the new excludes what is there, and what is there excludes the new."""
    of = kept(rule("excludes", "fax", text="they share a line"))
    (new,) = check_compatibility(order(item(1, "voice")), of, [held(7, "fax")])
    assert (new.item, new.blocking) == ("1", True)
    assert new.text.endswith("exclude each other: they share a line")
    assert told(check_compatibility(order(item(1, "fax")), of, [held(7, "voice")])) == [("1", "excludes fax", True)]
    assert not check_compatibility(order(item(1, "voice"), item(2, action="delete", about=7)), of, [held(7, "fax")])
    assert not check_compatibility(order(item(1, "access")), of, [held(7, "voice"), held(8, "fax")])


def test_one_of_a_kind_excludes_another_of_it_and_not_itself():
    """REL-02."""
    of = kept(rule("excludes", "voice"))
    assert not check_compatibility(order(item(1, "voice")), of, [])
    assert check_compatibility(order(item(1, "voice", quantity=2)), of, [])
    assert check_compatibility(order(item(1, "voice")), of, [held(7, "voice")])


@pytest.mark.parametrize(("ordered", "there", "broken"), [
    (1, 0, "at least 2"), (2, 0, None), (1, 1, None), (3, 0, None), (2, 2, "at most 3"),
])  # fmt: skip
def test_too_few_and_too_many_are_told(ordered: int, there: int, broken: str | None):
    """REL-03: what is ordered and what is there count together."""
    of = kept(rule("quantity", "access", minimum=2, maximum=3))
    inventory = [held(7 + n, "access") for n in range(there)]
    findings = check_compatibility(order(item(1, "voice"), item(2, "access", quantity=ordered)), of, inventory)
    assert [broken in finding.text for finding in findings] == ([] if broken is None else [True])


def test_bounds_are_for_each():
    """REL-03: two need twice as many, nested quantities count as often as their parents."""
    of = kept(rule("quantity", "access", minimum=2, maximum=2))
    assert not check_compatibility(order(item(1, "voice", quantity=2), item(2, "access", parent=1, quantity=2)), of, [])
    assert check_compatibility(order(item(1, "voice", quantity=2), item(2, "access", quantity=2)), of, [])


def test_a_rule_has_a_condition_and_one_that_cannot_be_decided_warns():
    """REL-01: nothing fails silently."""
    of = kept(rule("requires", "access", when=Condition(characteristic="Codec", equals="HD")))
    assert check_compatibility(order(item(1, "voice", values={"Codec": "HD"})), of, [])
    assert not check_compatibility(order(item(1, "voice", values={"Codec": "narrow"})), of, [])
    assert told(check_compatibility(order(item(1, "voice")), of, [])) == [("1", "requires access", False)]


def test_a_rule_that_does_not_block_warns():
    """REL-02."""
    of = kept(rule("requires", "access", blocking=False))
    assert told(check_compatibility(order(item(1, "voice")), of, [])) == [("1", "requires access", False)]


def test_ceasing_what_others_require_warns_and_lists_them():
    """REL-04."""
    inventory = [held(7, "access"), held(8, "voice"), held(9, "voice"), held(10, "fax")]
    (found,) = check_compatibility(order(item(1, action="delete", about=7)), REQUIRES, inventory)
    assert (found.item, found.blocking) == ("1", False)
    assert found.dependants == (inventory[1].number, inventory[2].number)
    assert all(number in found.text for number in found.dependants)


@pytest.mark.parametrize("more", [
    item(2, "access"), item(2, action="delete", about=8),
])  # fmt: skip
def test_nobody_is_left_without_when_another_is_ordered_or_the_dependant_goes_too(more: ServiceOrderItem):
    """REL-04."""
    inventory = [held(7, "access"), held(8, "voice")]
    assert not check_compatibility(order(item(1, action="delete", about=7), more), REQUIRES, inventory)


def _off(n: int, about: int) -> ServiceOrderItem:
    return item(n, action="modify", about=about, body={"service": {"state": "suspended"}})


def test_suspending_what_others_require_warns_too_unless_they_are_suspended_as_well():
    """REL-04."""
    inventory = [held(7, "access"), held(8, "voice")]
    (found,) = check_compatibility(order(_off(1, 7)), REQUIRES, inventory)
    assert (found.item, found.blocking, found.dependants) == ("1", False, (inventory[1].number,))
    assert not check_compatibility(order(_off(1, 7), _off(2, 8)), REQUIRES, inventory)
    assert not check_compatibility(order(_off(1, 7), item(2, "access")), REQUIRES, inventory)


def test_nobody_is_left_without_while_there_is_another_one():
    """REL-04."""
    inventory = [held(7, "access"), held(8, "voice"), held(9, "access")]
    assert not check_compatibility(order(item(1, action="delete", about=7)), REQUIRES, inventory)


def test_a_part_ceased_with_its_whole_is_missed_too():
    """REL-04: the warning stands at the item that ceases the whole."""
    inventory = [held(6, "fax"), held(7, "access", parent=6), held(8, "voice")]
    (found,) = check_compatibility(order(item(1, action="delete", about=6)), REQUIRES, inventory)
    assert (found.item, found.dependants) == ("1", (inventory[2].number,))


def test_what_was_lacking_before_is_not_blamed_on_the_order():
    """REL-04."""
    inventory = [held(7, "fax"), held(8, "voice")]
    assert not check_compatibility(order(item(1, action="delete", about=7)), REQUIRES, inventory)


def test_what_decomposition_makes_and_ceases_counts():
    """REL-01, REL-04: a required service may be one that is made below an item."""
    of = catalog(
        spec("voice", kind="cfs", compatibility=(rule("requires", "line"),)),
        spec("access", to("line"), kind="cfs"),
        spec("line"),
    )
    bought = order(item(1, "voice"), item(2, "access"))
    assert check_compatibility(bought, of, [])
    assert not check_compatibility(bought, of, [], decomposition=decompose(bought, of, {}))
    there: InventoryTree = tree(7, "access", tree(8, "line"), kind="cfs")
    inventory = [*items_of([there]), held(9, "voice")]
    inventory[1] = msgspec.structs.replace(inventory[1], parent_id=InventoryItemId(7))
    ceasing = order(item(1, action="delete", about=7))
    (found,) = check_compatibility(ceasing, of, inventory, decomposition=decompose(ceasing, of, {7: there}))
    assert (found.item, found.dependants) == ("1", (inventory[2].number,))


def test_a_changed_item_keeps_to_the_rules_with_its_new_values():
    """REL-01: the values that inventory has count together with the change."""
    of = kept(rule("requires", "access", when=Condition(characteristic="Codec", equals="HD")))
    inventory = [held(8, "voice", values={"Codec": "narrow"})]
    changed = item(1, action="modify", about=8, values={"Codec": "HD"})
    assert told(check_compatibility(order(changed), of, inventory)) == [("1", "requires access", True)]
    assert not check_compatibility(order(item(1, action="modify", about=8)), of, inventory)


def test_an_item_cannot_need_one_that_ceases():
    """REL-01: relations between items of the order."""
    ceasing = item(2, action="delete", about=7)
    findings = check_compatibility(
        order(related(item(1, "fax"), "requires", "2"), ceasing), REQUIRES, [held(7, "access")]
    )
    assert told(findings) == [("1", "requires", True)]
    both = order(related(item(1, action="delete", about=8), "requires", "2"), ceasing)
    assert not check_compatibility(both, REQUIRES, [held(7, "access"), held(8, "fax")])
