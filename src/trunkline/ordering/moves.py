"""One verb moves an order and its items: only the table of moves says where to, and every move becomes an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from trunkline.events.model import Event
from trunkline.ordering.errors import ReasonRequired
from trunkline.ordering.events import ServiceOrderItemStateChanged, ServiceOrderStateChanged
from trunkline.ordering.model import ServiceOrder, ServiceOrderItem
from trunkline.ordering.state import SERVICE_ORDER_LIFECYCLE

NEED_REASON = frozenset({"reject", "hold", "abandon", "cancel"})  # STM-02


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """The order after the move, and what to record of it."""

    order: ServiceOrder
    events: tuple[Event, ...]


def move(
    order: ServiceOrder, verb: str, *, by: str, now: datetime, reason: str | None = None, items: bool = True
) -> Moved:
    """The order, with its items unless `items` is false, after the verb.

    Raises MoveRefused when the verb leads nowhere from the state of the order or of an item, ReasonRequired when the
    verb needs a reason and has none.
    """
    after = SERVICE_ORDER_LIFECYCLE.after(verb, order.state)
    reason = (reason or "").strip() or None
    if reason is None and verb in NEED_REASON:
        raise ReasonRequired(f"say why: to {verb} an order needs a reason")
    events: list[Event] = [
        ServiceOrderStateChanged(
            service_order_id=order.id, before=order.state, after=after, reason=reason, by=by, at=now
        )
    ]
    moved = order.items
    if items:
        moved, told = move_items(order.items, verb, by=by, now=now, reason=reason)
        events += told
    return Moved(order=replace(order, state=after, state_reason=reason, items=moved), events=tuple(events))


def move_items(
    items: Sequence[ServiceOrderItem], verb: str, *, by: str, now: datetime, reason: str | None = None
) -> tuple[tuple[ServiceOrderItem, ...], list[Event]]:
    """The items after the verb, and what to record of it; raises MoveRefused when it leads nowhere for one of them."""
    moved = tuple(
        replace(item, state=SERVICE_ORDER_LIFECYCLE.after(verb, item.state), state_reason=reason) for item in items
    )
    events: list[Event] = [
        ServiceOrderItemStateChanged(
            service_order_id=item.id.service_order_id,
            n=item.id.n,
            before=was.state,
            after=item.state,
            reason=reason,
            by=by,
            at=now,
        )
        for was, item in zip(items, moved, strict=True)
    ]
    return moved, events
