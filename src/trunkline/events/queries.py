"""Reads the whole history in order, by a cursor that never passes an event whose transaction commits late.

Numbers are given out before a transaction commits, so a reader that only remembers the highest number it saw would
miss events of slower transactions. Here events are read in the order (transaction, number), and only those of
transactions below the snapshot's horizon: below it every transaction has ended, so nothing can appear there any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from trunkline.events.errors import EventCursorInvalid
from trunkline.events.model import HistoryEntry
from trunkline.kit.db import Row, Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import EventId, ServiceOrderId

_CURSOR = re.compile(r"(\d{1,19})-(\d{1,19})")
_LARGEST = 2**63 - 1


class EventCursor(NamedTuple):
    """A place in the history: everything up to it has been read."""

    tx: int
    id: int

    def __str__(self) -> str:
        return f"{self.tx}-{self.id}"

    @classmethod
    def read(cls, text: str) -> EventCursor:
        """The place that a text names; raises EventCursorInvalid."""
        found = _CURSOR.fullmatch(text.strip())
        if not found or int(found[1]) > _LARGEST or int(found[2]) > _LARGEST:
            raise _invalid(text, "take it from the answer before, or leave it out to start at the beginning")
        return cls(int(found[1]), int(found[2]))


START = EventCursor(0, 0)


class ReadEvent(NamedTuple):
    """One event, and the place in the history just after it."""

    entry: HistoryEntry
    cursor: EventCursor


def _invalid(text: str, action: str) -> EventCursorInvalid:
    what = f"'{text[:40]}' is no place in the history"
    return EventCursorInvalid(f"{what}: {action}", problems=[Problem(field="after", what=what, action=action)])


def read_event(row: Row) -> ReadEvent:
    """An event from its row."""
    entry = HistoryEntry(
        id=EventId(row["id"]),
        kind=row["kind"],
        service_order_id=row["service_order_id"],
        n=row["n"],
        by=row["made_by"],
        at=row["at"],
        data=row["data"],
    )
    return ReadEvent(entry, EventCursor(int(row["tx"]), row["id"]))


async def read_events(
    tx: Tx,
    after: EventCursor = START,
    *,
    limit: int = 100,
    service_order_id: ServiceOrderId | None = None,
    kinds: Sequence[str] | None = None,
) -> list[ReadEvent]:
    """The next events after a place, oldest first: all of them, those of one service order, or those of some kinds.

    An event of a transaction that is still under way, or that began after one which is, comes in a later answer.
    """
    wanted = None if kinds is None else list(kinds)
    if service_order_id is not None:
        rows = await tx.fetch(
            """
            SELECT id, tx::text AS tx, kind, service_order_id, n, made_by, at, data
              FROM event
             WHERE service_order_id = $5
               AND (event.tx, id) > ($1::text::xid8, $2::bigint)
               AND event.tx < pg_snapshot_xmin(pg_current_snapshot())
               AND ($4::text[] IS NULL OR kind = ANY($4::text[]))
             ORDER BY event.tx, id
             LIMIT $3
            """,
            str(after.tx),
            after.id,
            limit,
            wanted,
            service_order_id,
        )
    else:
        rows = await tx.fetch(
            """
            SELECT id, tx::text AS tx, kind, service_order_id, n, made_by, at, data
              FROM event
             WHERE (event.tx, id) > ($1::text::xid8, $2::bigint)
               AND event.tx < pg_snapshot_xmin(pg_current_snapshot())
               AND ($4::text[] IS NULL OR kind = ANY($4::text[]))
             ORDER BY event.tx, id
             LIMIT $3
            """,
            str(after.tx),
            after.id,
            limit,
            wanted,
        )
    return [read_event(row) for row in rows]


async def find_present(tx: Tx) -> EventCursor:
    """The place from which on only events are read that were not readable before now."""
    horizon = await tx.fetchval("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
    return EventCursor(int(horizon), 0)


async def require_reachable(tx: Tx, cursor: EventCursor) -> None:
    """Raises EventCursorInvalid when a place lies beyond the present: it is of a database that was replaced since."""
    beyond = await tx.fetchval("SELECT $1::text::xid8 > pg_snapshot_xmax(pg_current_snapshot())", str(cursor.tx))
    if beyond:
        raise _invalid(str(cursor), "the database was restored meanwhile; leave 'after' out and start at the beginning")
