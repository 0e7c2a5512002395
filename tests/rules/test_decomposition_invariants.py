"""What must be true of every decomposition: each seeded fault is found and named, and sound ones pass."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders_decomposition import adds, as_inventory, catalog, catalogs, item, order, spec, text, to, tree
from trunkline.catalog.model import Catalog, Characteristic
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.invariants import find_broken_invariants, require_invariants
from trunkline.decomposition.model import Decomposition, DomainOrderDraft
from trunkline.ordering.model import ServiceOrder

OF = catalog(
    spec("top", to("part"), kind="cfs", characteristics=[text("Name")]), spec("part", to("leaf")), spec("leaf")
)
BOUGHT = order(item(1, "top"), item(2, "leaf"))


def changed(which: int, **values: object) -> Callable[[Decomposition], Decomposition]:
    """A decomposition in which domain order `which` is otherwise."""

    def change(answer: Decomposition) -> Decomposition:
        def one(draft: DomainOrderDraft) -> DomainOrderDraft:
            return msgspec.structs.replace(draft, **values) if draft.n == which else draft

        return msgspec.structs.replace(answer, domain_orders=tuple(one(d) for d in answer.domain_orders))

    return change


@pytest.mark.parametrize(("seed", "named"), [
    (changed(1, parent_n=3), "1 -> 2 -> 3"),
    (changed(3, parent_n=3), "3 -> 3"),
    (changed(2, also_for=(3,)), "2 -> 3 -> 2"),
    (changed(2, also_for=(9,)), "number 9"),
    (changed(2, parent_n=9), "number 9"),
    (changed(2, n=7), "number that is next"),
    (changed(2, item_n=9), "item number 9"),
    (changed(4, item_n=1), "nothing was made for the item"),
    (changed(2, characteristics={"Colour": Characteristic("red", "order")}), "'Colour' (order)"),
    (changed(2, specification_id="gone"), "'gone'"),
])  # fmt: skip
def test_a_seeded_fault_is_found_and_named(seed: Callable[[Decomposition], Decomposition], named: str):
    """NEW-20: and it blocks."""
    answer = seed(decompose(BOUGHT, OF, {}))
    assert any(named in problem.what for problem in find_broken_invariants(BOUGHT, answer, OF))
    with pytest.raises(DecompositionInvalid):
        require_invariants(BOUGHT, answer, OF)


def test_inventory_may_hold_what_the_specification_has_no_more_but_an_order_may_not_set_it():
    """NEW-20: older values of what exists are no fault of the order."""
    trees = {7: tree(7, "top", kind="cfs", values={"Old": "1"})}
    kept = order(item(1, action="modify", about=7, values={"Name": "x"}))
    assert not find_broken_invariants(kept, decompose(kept, OF, trees), OF)
    sets = order(item(1, action="modify", about=7, values={"Old": "2"}))
    (problem,) = find_broken_invariants(sets, decompose(sets, OF, trees), OF)
    assert (problem.item, problem.field) == ("1", "serviceCharacteristic[Old]")


def test_new_domain_orders_may_stand_under_those_that_the_plan_has():
    """NEW-20: of an extension, numbers go on after the standing ones."""
    answer = changed(1, parent_n=None)(decompose(order(item(1, "leaf")), OF, {}))
    (draft,) = answer.domain_orders
    grown = msgspec.structs.replace(answer, domain_orders=(msgspec.structs.replace(draft, n=5, parent_n=4),))
    assert find_broken_invariants(BOUGHT, grown, OF)
    assert not find_broken_invariants(BOUGHT, grown, OF, standing=range(1, 5))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(catalogs().flatmap(lambda of: st.tuples(st.just(of), adds(of))))
def test_every_decomposition_of_a_sound_catalog_is_sound(drawn: tuple[Catalog, ServiceOrder]):
    """NEW-20: of adds, and of the deletes of all that they made."""
    of, bought = drawn
    answer = decompose(bought, of, {})
    assert find_broken_invariants(bought, answer, of) == []
    trees = as_inventory(answer)
    ceasing = order(*[item(n, action="delete", about=each.item.id) for n, each in enumerate(trees, 1)])
    assert find_broken_invariants(ceasing, decompose(ceasing, of, {t.item.id: t for t in trees}), of) == []
