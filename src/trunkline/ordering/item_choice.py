"""Which items of an order are decided together: top-level items with all that is nested in them."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from trunkline.kit.errors import Problem
from trunkline.ordering.errors import ItemsNotDecidable
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.state import ServiceOrderState

CARRIED_OUT = frozenset({ServiceOrderState.IN_PROGRESS, ServiceOrderState.HELD, ServiceOrderState.PENDING})


def is_partly_approved(order: ServiceOrder) -> bool:
    """Whether some items are let through while others wait for a decision."""
    return order.catalog_revision is not None and order.state in CARRIED_OUT and bool(undecided(order))


def undecided(order: ServiceOrder) -> tuple[int, ...]:
    """The numbers of the top-level items that wait for a decision."""
    return tuple(
        item.id.n for item in order.items if item.parent_n is None and item.state is ServiceOrderState.ACKNOWLEDGED
    )


def with_nested(order: ServiceOrder, tops: Collection[int]) -> frozenset[int]:
    """These items and everything nested in them; a parent comes before its children."""
    chosen: set[int] = set()
    for item in order.items:
        if item.id.n in tops or item.parent_n in chosen:
            chosen.add(item.id.n)
    return frozenset(chosen)


def choose(order: ServiceOrder, numbers: Collection[int] | None) -> tuple[int, ...]:
    """The top-level items meant: the given ones, or all that wait for a decision.

    Raises ItemsNotDecidable, for each number that is none, is nested, or is decided already.
    """
    waiting = undecided(order)
    if numbers is None:
        if not waiting:
            raise ItemsNotDecidable(f"{order.number} has no item that waits for a decision")
        return waiting
    if not numbers:
        raise ItemsNotDecidable(f"name at least one item of {order.number}, or leave the items out to mean all")
    by_n = {item.id.n: item for item in order.items}
    problems = []
    for n in sorted(set(numbers) - set(waiting)):
        item = by_n.get(n)
        if item is None:
            what, action = "the order has no such item", "name items by their number within the order"
        elif item.parent_n is not None:
            what, action = "the item is nested in another one", "name the item at the top of its tree"
        else:
            what, action = f"the item is {item.state}", "name items that are acknowledged"
        problems.append(Problem(item=str(n) if item is None else item.item_id, field="items", what=what, action=action))
    if problems:
        raise ItemsNotDecidable("not every item can be decided", problems=problems)
    return tuple(n for n in waiting if n in set(numbers))


def part(order: ServiceOrder, numbers: Collection[int]) -> ServiceOrder:
    """The order with these items only; priorities, dates and all else as they are."""
    return replace(order, items=tuple(item for item in order.items if item.id.n in numbers))


def approved_part(order: ServiceOrder) -> ServiceOrder:
    """The order with the items that were let through: what is decomposed and planned."""
    left_out = {ServiceOrderState.DRAFT, ServiceOrderState.ACKNOWLEDGED, ServiceOrderState.REJECTED}
    return part(order, {item.id.n for item in order.items if item.state not in left_out})


def approval_note(order: ServiceOrder) -> str | None:
    """How far the approval of the items is, for the order's state reason; None when all are decided."""
    tops = [item for item in order.items if item.parent_n is None]
    waiting = len(undecided(order))
    return f"{len(tops) - waiting} of {len(tops)} items decided" if waiting else None
