"""Laws of decomposition, for any sound catalog and any order."""

from __future__ import annotations

from collections import Counter

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders_decomposition import adds, as_inventory, catalogs, item, items_of, made, order, values
from trunkline.catalog.model import Catalog, RelationshipType
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.model import Decomposition, ReasonCode
from trunkline.inventory.model import InventoryTree
from trunkline.ordering.model import ServiceOrder

quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ordered = catalogs().flatmap(lambda of: st.tuples(st.just(of), adds(of)))


def _items_above(of: ServiceOrder) -> dict[int, set[int]]:
    parent = {each.id.n: each.parent_n for each in of.items}
    above: dict[int, set[int]] = {}
    for n, up in parent.items():
        above[n] = {n} if up is None else {n, *above[up]}
    return above


@quick
@given(ordered)
def test_no_item_is_lost_and_every_tree_hangs_together(drawn: tuple[Catalog, ServiceOrder]) -> None:
    """DEC-01, DEC-09: every item has as many roots as it asks for, and a parent stands before its children."""
    of, bought = drawn
    drafts = decompose(bought, of, {}).domain_orders
    assert [draft.n for draft in drafts] == list(range(1, len(drafts) + 1))
    above = _items_above(bought)
    copies = {}
    roots: Counter[int] = Counter()
    for each in bought.items:
        copies[each.id.n] = each.quantity * (1 if each.parent_n is None else copies[each.parent_n])
    for draft in drafts:
        if draft.parent_n is not None:
            assert draft.parent_n < draft.n
            assert drafts[draft.parent_n - 1].item_n in above[draft.item_n]
        if draft.parent_n is None or drafts[draft.parent_n - 1].item_n != draft.item_n:
            roots[draft.item_n] += 1
            assert draft.reason.code is ReasonCode.ITEM
    assert roots == copies
    assert all(draft.kind in {"cfs", "rfs", "resource"} for draft in drafts)  # DEC-02


@quick
@given(ordered)
def test_the_same_order_gives_the_same_answer(drawn: tuple[Catalog, ServiceOrder]) -> None:
    """DEC-21."""
    of, bought = drawn
    once = decompose(bought, of, {})
    assert decompose(bought, of, {}) == once
    assert decompose(bought, Catalog(1, reversed(of.specifications.values()), ()), {}) == once


@quick
@given(ordered)
def test_every_target_is_made_or_skipped_with_a_reason(drawn: tuple[Catalog, ServiceOrder]) -> None:
    """DEC-19."""
    of, bought = drawn
    answer = decompose(bought, of, {})
    for draft in answer.domain_orders:
        below = {d.specification_id for d in answer.domain_orders if d.parent_n == draft.n}
        left_out = {s.specification_id for s in answer.skipped if s.parent_n == draft.n}
        for relationship in of.specification(draft.specification_id).relationships:
            if relationship.type is RelationshipType.COMPOSED_OF:
                assert relationship.target in draft.composed_of
                assert relationship.target in left_out
            else:
                assert relationship.target in below | left_out
        assert draft.reason.text
    assert all(target.reason.text and target.reason.relationship for target in answer.skipped)


@quick
@given(ordered)
def test_quantities_stay_in_their_bounds(drawn: tuple[Catalog, ServiceOrder]) -> None:
    """DEC-10, DEC-11."""
    of, bought = drawn
    answer = decompose(bought, of, {})
    groups = Counter((d.parent_n, d.specification_id) for d in answer.domain_orders if d.reason.code not in
                     (ReasonCode.ITEM,))  # fmt: skip
    for (parent_n, specification_id), count in groups.items():
        parent = answer.domain_orders[(parent_n or 1) - 1]
        (link,) = [r for r in of.specification(parent.specification_id).relationships if r.target == specification_id]
        assert link.quantity.minimum <= count <= link.quantity.maximum
        name = link.quantity.characteristic
        held = None if name is None else parent.characteristics.get(name)
        # what children tell is not counted by, so the value is the one that was looked at
        assert count == (link.quantity.default if held is None else held.value)


def _owned(of: Catalog, bought: ServiceOrder) -> tuple[Decomposition, list[InventoryTree]]:
    answer = decompose(bought, of, {})
    return answer, as_inventory(answer)


@quick
@given(ordered)
def test_a_delete_makes_exactly_what_inventory_has(drawn: tuple[Catalog, ServiceOrder]) -> None:
    """DEC-08: rules and quantities do not count, not even the catalog does."""
    of, bought = drawn
    answer, trees = _owned(of, bought)
    ceased = decompose(
        order(*[item(n, action="delete", about=each.item.id) for n, each in enumerate(trees, 1)]),
        Catalog(2, (), ()),
        {each.item.id: each for each in trees},
    )
    assert made(ceased) == made(answer)
    assert sorted(d.inventory_item_id or 0 for d in ceased.domain_orders) == sorted(i.id for i in items_of(trees))
    assert {d.action for d in ceased.domain_orders} == {"delete"}


@quick
@given(ordered)
def test_a_modify_that_changes_nothing_makes_only_its_own_domain_order(drawn: tuple[Catalog, ServiceOrder]) -> None:
    """DEC-21: adding and then changing nothing is no work below the item."""
    of, bought = drawn
    plain = order(*[each for each in bought.items if each.parent_n is None])
    _, trees = _owned(of, plain)
    changed = decompose(
        order(*[item(n, action="modify", about=each.item.id) for n, each in enumerate(trees, 1)]),
        of,
        {each.item.id: each for each in trees},
    )
    assert [draft.inventory_item_id for draft in changed.domain_orders] == [each.item.id for each in trees]
    assert {draft.action for draft in changed.domain_orders} == {"modify"}


@quick
@given(ordered, values())
def test_a_modify_touches_each_inventory_item_at_most_once(
    drawn: tuple[Catalog, ServiceOrder], wanted: dict[str, object]
) -> None:
    """DEC-19: every inventory item is changed, ceased, or told to stay; new ones stand under what exists."""
    of, bought = drawn
    _, trees = _owned(of, bought)
    answer = decompose(
        order(*[item(n, action="modify", about=each.item.id, values=wanted) for n, each in enumerate(trees, 1)]),
        of,
        {each.item.id: each for each in trees},
    )
    touched = [draft.inventory_item_id for draft in answer.domain_orders if draft.inventory_item_id is not None]
    assert len(touched) == len(set(touched))
    kept = sum(target.reason.code is ReasonCode.UNCHANGED for target in answer.skipped)
    assert len(touched) + kept == len(items_of(trees))
    for draft in answer.domain_orders:
        assert (draft.action == "add") == (draft.inventory_item_id is None)
        parent = None if draft.parent_n is None else answer.domain_orders[draft.parent_n - 1]
        if draft.action == "modify" and parent is not None:
            assert parent.action == "modify"
        if parent is not None and parent.action == "delete":
            assert draft.action == "delete"


@quick
@given(ordered)
def test_a_trace_tells_of_every_relationship_and_changes_nothing(drawn: tuple[Catalog, ServiceOrder]) -> None:
    """NEW-01: the answer is the same with it; every target made or decided against is in it, with its term."""
    of, bought = drawn
    answer, traced = decompose(bought, of, {}), decompose(bought, of, {}, trace=True)
    assert msgspec.structs.replace(traced, trace=()) == answer
    assert not answer.trace
    decided = [entry for entry in traced.trace if entry.what == "relationship"]
    by_relationship = [d for d in answer.domain_orders if d.reason.code is not ReasonCode.ITEM]
    assert sum(entry.count for entry in decided) == len(by_relationship)
    assert all(entry.text and (entry.outcome == "fired" or not entry.count) for entry in decided)
    assert msgspec.json.decode(msgspec.json.encode(traced), type=Decomposition) == traced
