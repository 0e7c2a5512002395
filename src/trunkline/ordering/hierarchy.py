"""The tree of a service order's items: from nesting and from hasParent and hasChild, numbered in pre-order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from trunkline.kit.errors import Problem
from trunkline.kit.graph import find_cycle
from trunkline.ordering.model import RelatedItem

HAS_PARENT, HAS_CHILD = "hasparent", "haschild"  # relationship types are compared without regard to case


class ItemPlace(msgspec.Struct, frozen=True, kw_only=True):
    """What the document says about one item's surroundings, in document order.

    `nested_in` is the index of the item it is nested in; `relations` are all its relations as sent.
    """

    item_id: str
    path: str
    nested_in: int | None
    relations: tuple[RelatedItem, ...]


class Hierarchy(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: indices in pre-order, each one's number from 1, its parent's number, and its horizontal relations."""

    order: tuple[int, ...]
    n: Mapping[int, int]
    parent_n: Mapping[int, int | None]
    related: Mapping[int, tuple[RelatedItem, ...]]
    problems: tuple[Problem, ...]


def _is_vertical(relation: RelatedItem) -> bool:
    return relation.relationship_type.lower() in (HAS_PARENT, HAS_CHILD)


def item_tree(places: Sequence[ItemPlace]) -> Hierarchy:
    """The tree of the items.

    Problems are: an item id used twice, a relation to an item that the order does not have, an item with two parents,
    a cycle. With problems the numbering is not to be relied on.
    """
    problems: list[Problem] = []
    index: dict[str, int] = {}
    for i, place in enumerate(places):
        if index.setdefault(place.item_id, i) != i:
            problems.append(
                Problem(
                    item=place.item_id,
                    field=f"{place.path}.id",
                    what=f"the item id '{place.item_id}' is used twice",
                    action="give every item of the order, nested ones too, an id of its own",
                )
            )
    parent: dict[int, int | None] = {i: place.nested_in for i, place in enumerate(places)}

    def adopt(child: int, under: int) -> None:
        before = parent[child]
        if before is not None and before != under:
            problems.append(
                Problem(
                    item=places[child].item_id,
                    field=f"{places[child].path}.serviceOrderItemRelationship",
                    what=f"the item has two parents, '{places[before].item_id}' and '{places[under].item_id}'",
                    action="leave one of them",
                )
            )
            return
        parent[child] = under

    related: dict[int, tuple[RelatedItem, ...]] = {}
    for i, place in enumerate(places):
        horizontal: list[RelatedItem] = []
        for relation in place.relations:
            target = index.get(relation.item_id)
            if target is None:
                problems.append(
                    Problem(
                        item=place.item_id,
                        field=f"{place.path}.serviceOrderItemRelationship",
                        what=f"'{relation.relationship_type}' names the item '{relation.item_id}', "
                        "which the order does not have",
                        action="name an item of this order",
                    )
                )
            elif relation.relationship_type.lower() == HAS_PARENT:
                adopt(i, target)
            elif relation.relationship_type.lower() == HAS_CHILD:
                adopt(target, i)
            else:
                horizontal.append(relation)
        related[i] = tuple(horizontal)
    cycle = find_cycle({child: () if above is None else (above,) for child, above in parent.items()})
    if cycle is not None:
        named = " -> ".join(places[i].item_id for i in reversed(cycle))
        problems.append(
            Problem(
                item=places[cycle[0]].item_id,
                field=f"{places[cycle[0]].path}.serviceOrderItemRelationship",
                what=f"the hierarchy of the items goes round in a circle: {named}",
                action="take one of these relations away",
            )
        )
        parent = dict.fromkeys(parent, None)
    order = _pre_order(parent)
    numbers = {i: n for n, i in enumerate(order, start=1)}
    return Hierarchy(
        order=tuple(order),
        n=numbers,
        parent_n={i: None if above is None else numbers[above] for i, above in parent.items()},
        related=related,
        problems=tuple(problems),
    )


def _pre_order(parent: Mapping[int, int | None]) -> list[int]:
    children: dict[int | None, list[int]] = {}
    for child, above in parent.items():
        children.setdefault(above, []).append(child)
    order: list[int] = []
    stack = list(reversed(children.get(None, [])))
    while stack:
        i = stack.pop()
        order.append(i)
        stack.extend(reversed(children.get(i, [])))
    return order
