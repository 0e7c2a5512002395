"""Events as the workspace API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.events.model import Event
from trunkline.events.queries import ReadEvent
from trunkline.kit.ids import (
    AttachmentId,
    DomainOrderId,
    FalloutId,
    MilestoneId,
    OrderTaskId,
    ServiceOrderId,
    ServiceOrderItemId,
    TaskId,
    service_order_number,
)

_PARTS = {
    "serviceOrderItem": ServiceOrderItemId,
    "domainOrder": DomainOrderId,
    "task": TaskId,
    "fallout": FalloutId,
    "attachment": AttachmentId,
    "milestone": MilestoneId,
    "orderTask": OrderTaskId,
}


class EventBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One event. `id` is its place in the history; `number` is what it is about, when that has one."""

    id: str
    kind: str
    about: str
    service_order: str | None
    number: str | None
    by: str
    at: datetime
    data: dict[str, Any]


class EventsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A stretch of the history, oldest first. `next` goes on after it, also when nothing is there yet."""

    items: list[EventBody]
    next: str
    complete: bool


def _kinds(family: type[Event] = Event) -> dict[str, type[Event]]:
    found = {}
    for kind in family.__subclasses__():
        found[kind.__name__] = kind
        found |= _kinds(kind)
    return found


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def render_events(found: Sequence[ReadEvent]) -> list[EventBody]:
    """Events as shown."""
    abouts = {name: kind.about for name, kind in _kinds().items()}
    return [_render(read, abouts.get(read.entry.kind, Event.about)) for read in found]


def _render(read: ReadEvent, about: str) -> EventBody:
    entry = read.entry
    number = None
    if entry.service_order_id is not None:
        order = ServiceOrderId(entry.service_order_id)
        if about == "serviceOrder":
            number = service_order_number(order)
        elif about in _PARTS and entry.n is not None:
            number = _PARTS[about](order, entry.n).number
    return EventBody(
        id=str(read.cursor),
        kind=entry.kind,
        about=about,
        service_order=None if entry.service_order_id is None else service_order_number(entry.service_order_id),
        number=number,
        by=entry.by,
        at=entry.at,
        data={_camel(name): value for name, value in entry.data.items()},
    )
