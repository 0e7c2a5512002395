"""What must be true of every decomposition, checked before anything is written: a fault in it would be a fault in a plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from trunkline.catalog.model import Catalog
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.model import Decomposition, DomainOrderDraft
from trunkline.kit.errors import Problem
from trunkline.kit.graph import find_cycle
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.state import ItemAction

_MEND = "this is a fault of the catalog or of the product: report it, with the order and its catalog revision"
_MOST = 100  # the first ones tell enough


def find_broken_invariants(
    order: ServiceOrder, decomposition: Decomposition, catalog: Catalog, *, standing: Collection[int] = ()
) -> list[Problem]:
    """Everything that is not as it must be; nothing, when all is well.

    Numbers are given once, in turn. The tree has no circle, not even over shared targets. Every domain order is
    connected with an item of the order, and every item that asks for work has some or a reason why not. No domain order
    is given a characteristic that its specification does not have. `standing` are the domain orders that the plan has
    already. The cost grows with the number of domain orders.
    """
    problems = [
        *_numbers(decomposition, frozenset(standing)),
        *_circles(decomposition),
        *_connections(order, decomposition, new=not standing),
        *_characteristics(order, decomposition, catalog),
    ]
    return problems[:_MOST]


def require_invariants(
    order: ServiceOrder, decomposition: Decomposition, catalog: Catalog, *, standing: Collection[int] = ()
) -> None:
    """Raises DecompositionInvalid, naming every fault, unless the decomposition is as it must be."""
    problems = find_broken_invariants(order, decomposition, catalog, standing=standing)
    if problems:
        raise DecompositionInvalid(f"{order.number} has no sound decomposition: {problems[0].what}", problems=problems)


def _problem(what: str, item: str | None = None, field: str | None = None) -> Problem:
    return Problem(item=item, field=field, what=what, action=_MEND)


def _told(draft: DomainOrderDraft) -> str:
    return f"domain order {draft.n} ('{draft.name}')"


def _numbers(decomposition: Decomposition, standing: frozenset[int]) -> list[Problem]:
    problems = []
    drafts = decomposition.domain_orders
    known = standing | {draft.n for draft in drafts}
    for before, draft in zip((None, *drafts), drafts, strict=False):
        if draft.n in standing or (before is not None and draft.n != before.n + 1):
            problems.append(_problem(f"{_told(draft)} does not have the number that is next"))
        if draft.parent_n is not None and draft.parent_n not in known:
            problems.append(_problem(f"{_told(draft)} stands under number {draft.parent_n}, which there is not"))
        problems += [
            _problem(f"{_told(draft)} is shared with number {n}, which there is not")
            for n in draft.also_for
            if n not in known
        ]
    problems += [
        _problem(f"a branch waits at domain order {branch.domain_order_n}, which there is not")
        for branch in decomposition.waiting
        if branch.domain_order_n not in known
    ]
    return problems


def _circles(decomposition: Decomposition) -> list[Problem]:
    below: dict[int, list[int]] = defaultdict(list)
    for draft in decomposition.domain_orders:
        for n in (draft.parent_n, *draft.also_for):
            if n is not None:
                below[n].append(draft.n)
    cycle = find_cycle(below)
    if cycle is None:
        return []
    return [_problem(f"domain orders stand under each other in a circle: {' -> '.join(map(str, cycle))}")]


def _connections(order: ServiceOrder, decomposition: Decomposition, *, new: bool) -> list[Problem]:
    items = {item.id.n: item for item in order.items}
    problems = []
    made_for: set[int] = set()
    for draft in decomposition.domain_orders:
        if draft.item_n not in items:
            problems.append(_problem(f"{_told(draft)} belongs to item number {draft.item_n}, which there is not"))
        made_for.add(draft.item_n)
    reasoned = made_for | {target.item_n for target in decomposition.skipped}
    problems += [
        _problem("nothing was made for the item, and nothing says why", item.item_id, "action")
        for item in order.items
        if new and item.id.n not in (reasoned if item.action is ItemAction.NO_CHANGE else made_for)
    ]
    return problems


def _characteristics(order: ServiceOrder, decomposition: Decomposition, catalog: Catalog) -> list[Problem]:
    """Of what is added every value; of what exists those that the order changes, for inventory may hold older ones."""
    items = {item.id.n: item.item_id for item in order.items}
    declared: dict[str, frozenset[str] | None] = {}
    problems = []
    for draft in decomposition.domain_orders:
        if draft.action not in ("add", "modify"):
            continue
        if draft.specification_id not in declared:
            specification = catalog.find_specification(draft.specification_id)
            names = None if specification is None else frozenset(c.name for c in specification.characteristics)
            declared[draft.specification_id] = names
        known = declared[draft.specification_id]
        item = items.get(draft.item_n)
        if known is None:
            what = f"{_told(draft)} has the specification '{draft.specification_id}', which the catalog does not have"
            problems.append(_problem(what, item, "serviceSpecification"))
            continue
        problems += [
            _problem(
                f"{_told(draft)} is given '{name}' ({held.origin}), which '{draft.specification_id}' does not have",
                item,
                f"serviceCharacteristic[{name}]",
            )
            for name, held in draft.characteristics.items()
            if name not in known and held.origin != "inventory"
        ]
    return problems
