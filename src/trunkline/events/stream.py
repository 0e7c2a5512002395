"""One reader of the history for all who listen in this process: the database is asked once, however many there are."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Final

from trunkline.events.queries import EventCursor, ReadEvent, find_present, read_events, require_reachable
from trunkline.kit.db import OUTAGE, Database, Tx
from trunkline.kit.ids import ServiceOrderId

BATCH: Final = 500
PAUSE: Final = 0.2  # seconds between two looks at the history
OUTAGE_PAUSE: Final = 3.0
HEARTBEAT: Final = 15.0  # seconds of silence after which proxies are shown that the line is alive
LONGEST: Final = 900.0  # then the listener comes back, and its rights are looked at anew
MOST_WAITING: Final = 5000  # a listener that is further behind reads the history by itself again


class _Listener:
    """Somebody's place at the feed: what was read and not heard yet."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.waiting: deque[ReadEvent] = deque()
        self.stirred = asyncio.Event()
        self.is_behind = False

    def hear(self, found: list[ReadEvent]) -> None:
        if self.is_behind or len(self.waiting) + len(found) > self._most:
            self.is_behind = True
            self.waiting.clear()
        else:
            self.waiting.extend(found)
        self.stirred.set()


class EventFeed:
    """Hands every new event to everybody who follows. It reads only while somebody does."""

    def __init__(self, database: Database, *, pause: float = PAUSE, most_waiting: int = MOST_WAITING) -> None:
        self._database = database
        self._pause = pause
        self._most_waiting = most_waiting
        self._listeners: set[_Listener] = set()
        self._reading: asyncio.Task[None] | None = None

    async def _read(self) -> None:
        place: EventCursor | None = None
        while self._listeners:
            found: list[ReadEvent] = []
            pause = self._pause
            try:
                async with self._database.connection() as connection:
                    tx = Tx(connection)
                    if place is None:
                        place = await find_present(tx)
                        # who listens was told of nothing before this place: they look for themselves
                        self._stir()
                    found = await read_events(tx, place, limit=BATCH)
            except OUTAGE:
                pause = OUTAGE_PAUSE
            if found:
                place = found[-1].cursor
                for listener in self._listeners:
                    listener.hear(found)
            if len(found) < BATCH:
                await asyncio.sleep(pause)

    def _stir(self) -> None:
        for listener in self._listeners:
            listener.is_behind = True
            listener.stirred.set()

    def _ensure_reading(self) -> None:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read(), name="event feed")

    async def _catch_up(
        self, listener: _Listener, cursor: EventCursor, service_order_id: ServiceOrderId | None
    ) -> AsyncIterator[ReadEvent]:
        # what the feed says while this reads is kept, so nothing falls between the two; what comes twice is left out
        while True:
            listener.is_behind = False
            async with self._database.connection() as connection:
                found = await read_events(Tx(connection), cursor, limit=BATCH, service_order_id=service_order_id)
            for read in found:
                cursor = read.cursor
                yield read
            if len(found) < BATCH and not listener.is_behind:
                return

    async def follow(
        self,
        cursor: EventCursor,
        *,
        service_order_id: ServiceOrderId | None = None,
        stopping: Callable[[], bool],
    ) -> AsyncIterator[ReadEvent | None]:
        """Events after a place as they become readable, each once and in order; None is a sign of life.

        Ends when `stopping` says so, or after a quarter of an hour; the listener goes on from the last place it got.
        While the database does not answer it waits.
        """
        clock = asyncio.get_running_loop().time
        began = spoke = clock()
        listener = _Listener(self._most_waiting)
        listener.is_behind = True  # what happened between its place and now
        self._listeners.add(listener)
        try:
            while not stopping() and clock() - began < LONGEST:
                self._ensure_reading()
                if listener.is_behind:
                    try:
                        async for read in self._catch_up(listener, cursor, service_order_id):
                            cursor, spoke = read.cursor, clock()
                            yield read
                    except OUTAGE:
                        listener.is_behind = True
                        await asyncio.sleep(OUTAGE_PAUSE)
                        continue
                while listener.waiting and not listener.is_behind:
                    read = listener.waiting.popleft()
                    if read.cursor <= cursor:
                        continue
                    cursor = read.cursor
                    if service_order_id in (None, read.entry.service_order_id):
                        spoke = clock()
                        yield read
                if clock() - spoke >= HEARTBEAT:
                    spoke = clock()
                    yield None
                if listener.waiting or listener.is_behind:
                    continue
                listener.stirred.clear()
                try:
                    # looks up now and then: a server that stops waits for nobody
                    await asyncio.wait_for(listener.stirred.wait(), 0.5)
                except TimeoutError:
                    continue
        finally:
            self._listeners.discard(listener)


async def open_stream(database: Database, after: EventCursor | None) -> EventCursor:
    """Where a stream begins: at the place given, else now; raises EventCursorInvalid."""
    async with database.connection() as connection:
        if after is None:
            return await find_present(Tx(connection))
        await require_reachable(Tx(connection), after)
        return after
