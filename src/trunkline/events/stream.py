"""The live stream: asks the history for what is new, again and again, and says so to one listener."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final

import asyncpg

from trunkline.events.queries import EventCursor, ReadEvent, find_present, read_events, require_reachable
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId

BATCH: Final = 500
_SHORTEST_PAUSE: Final = 0.2  # seconds; while nothing happens it grows to the longest
_LONGEST_PAUSE: Final = 0.5
_OUTAGE_PAUSE: Final = 3.0
_HEARTBEAT: Final = 15.0  # seconds of silence after which proxies are shown that the line is alive
LONGEST: Final = 900.0  # then the listener comes back, and its rights are looked at anew


async def open_stream(database: Database, after: EventCursor | None) -> EventCursor:
    """Where a stream begins: at the place given, else now; raises EventCursorInvalid."""
    async with database.connection() as connection:
        if after is None:
            return await find_present(Tx(connection))
        await require_reachable(Tx(connection), after)
        return after


async def follow(
    database: Database,
    cursor: EventCursor,
    *,
    service_order_id: ServiceOrderId | None = None,
    stopping: Callable[[], bool],
    pause: float = _SHORTEST_PAUSE,
) -> AsyncIterator[ReadEvent | None]:
    """Events after a place as they become readable; None is a sign of life.

    Ends when `stopping` says so, or after a quarter of an hour; the listener goes on from the last place it got.
    While the database does not answer it waits.
    """
    clock = asyncio.get_running_loop().time
    began = spoke = clock()
    waiting = pause
    while not stopping() and clock() - began < LONGEST:
        try:
            async with database.connection() as connection:
                found = await read_events(Tx(connection), cursor, limit=BATCH, service_order_id=service_order_id)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            found, waiting = [], _OUTAGE_PAUSE
        for read in found:
            cursor = read.cursor
            yield read
        if found:
            spoke, waiting = clock(), pause
        elif clock() - spoke >= _HEARTBEAT:
            spoke = clock()
            yield None
        if len(found) < BATCH:
            await asyncio.sleep(waiting)
            waiting = min(waiting * 1.2, max(_LONGEST_PAUSE, pause))
