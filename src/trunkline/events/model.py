"""What an event is: a fact in the past tense, with who and when."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import msgspec

from trunkline.kit.ids import EventId, ServiceOrderId


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """The base of every event; a room's `events.py` defines its own by subclassing.

    `service_order_id` and `n` say what it is about (`about` names the kind of thing that `n` numbers); the fields a
    subclass adds become the `data` of the history.
    """

    about: ClassVar[str] = "serviceOrder"

    service_order_id: ServiceOrderId | None = None
    n: int | None = None
    by: str
    at: datetime


class HistoryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the history."""

    id: EventId
    kind: str
    service_order_id: ServiceOrderId | None
    n: int | None
    by: str
    at: datetime
    data: dict[str, object]


class FieldChange(msgspec.Struct, frozen=True, kw_only=True):
    """One field before and after: what an activity stream shows."""

    field: str
    before: object
    after: object
