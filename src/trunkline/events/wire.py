"""Events as the workspace API shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from trunkline.events.model import Event
from trunkline.events.queries import ReadEvent
from trunkline.kit.errors import NotFound
from trunkline.kit.ids import (
    AttachmentId,
    DomainOrderId,
    FalloutId,
    MilestoneId,
    OrderTaskId,
    ServiceOrderId,
    ServiceOrderItemId,
    TaskId,
    read_service_order_number,
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


def about_of(kind: str) -> str | None:
    """What events of a kind are about, such as `task`; None when there is no such kind."""
    found = _kinds().get(kind)
    return None if found is None else found.about


def kinds_about(about: str | None) -> tuple[str, ...]:
    """The kinds of events that are about such a thing; all of them for None."""
    return tuple(name for name, kind in _kinds().items() if about is None or kind.about == about)


class Record(NamedTuple):
    """What an event can be about: an order and all in it, a part of one, or whoever or whatever has a name."""

    service_order_id: int | None = None
    n: int | None = None
    about: str | None = None
    named: str | None = None


def read_record(text: str) -> Record:
    """The record that people name: `ORD-000123`, `TASK-000123-4`, a user or a group."""
    wanted = text.strip()
    for about, part in _PARTS.items():
        try:
            found = part.read(wanted)
        except NotFound:
            continue
        return Record(service_order_id=found.service_order_id, n=found.n, about=about)
    if wanted.upper().startswith("ORD-"):
        return Record(service_order_id=read_service_order_number(wanted))
    return Record(named=wanted)


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
