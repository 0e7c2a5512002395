"""The history's write door: events are recorded in the transaction that caused them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from trunkline.events.model import Event
from trunkline.kit.db import Tx

_COLUMNS = ("kind", "service_order_id", "n", "made_by", "at", "data")
_ENVELOPE = frozenset(Event.__struct_fields__)


def _row(event: Event) -> tuple[Any, ...]:
    data = {
        field: msgspec.to_builtins(getattr(event, field)) for field in event.__struct_fields__ if field not in _ENVELOPE
    }
    return (type(event).__name__, event.service_order_id, event.n, event.by, event.at, data)


async def record(tx: Tx, *events: Event) -> None:
    """Adds events to the history, and hands them to the reactions that run before the commit."""
    await record_all(tx, events)


async def record_all(tx: Tx, events: Iterable[Event]) -> None:
    """`record` for many: one COPY, whatever their number."""
    listed = list(events)
    if not listed:
        return
    await tx.copy("event", _COLUMNS, [_row(event) for event in listed])
    tx.recorded.extend(listed)
