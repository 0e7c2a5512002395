"""The history read by cursor: nothing is skipped, whoever commits first."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import asyncpg
import pytest

from trunkline.access.events import UserSignedIn, UserSignedOut
from trunkline.events import history
from trunkline.events.errors import EventCursorInvalid
from trunkline.events.queries import START, EventCursor, find_present, read_events, require_reachable
from trunkline.events.restore import settle_restored_history
from trunkline.events.stream import EventFeed, open_stream
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def add(tx: Tx, name: str, order: int | None = None) -> None:
    about = None if order is None else ServiceOrderId(order)
    await history.record(tx, UserSignedIn(user_name=name, by=name, at=NOW, service_order_id=about))


async def names(db: Database, after: EventCursor = START, **how: object) -> tuple[list[str], EventCursor]:
    async with db.reading() as tx:
        found = await read_events(tx, after, **how)  # type: ignore[arg-type]  # a test's shorthand
    return [str(read.entry.data["user_name"]) for read in found], found[-1].cursor if found else after


async def test_a_late_committer_is_not_skipped(db: Database) -> None:
    """AUD-01: two writers interleave so that the higher number, and the higher transaction, commits first."""
    slow = await asyncpg.connect(db.url)
    try:
        sql = """
            INSERT INTO event (kind, made_by, at, data)
            VALUES ('UserSignedIn', 'x', now(), jsonb_build_object('user_name', $1::text))
            """
        late = slow.transaction()
        await late.start()
        await slow.execute(sql, "slow, first")
        async with db.transaction() as tx:
            await add(tx, "quick")
        read, cursor = await names(db)
        assert read == []  # the quick one waits, so that the slow one cannot fall behind the cursor
        await slow.execute(sql, "slow, second")
        await late.commit()
        read, cursor = await names(db, cursor)
        assert read == ["slow, first", "slow, second", "quick"]
        assert await names(db, cursor) == ([], cursor)
    finally:
        await slow.close()


async def test_a_lower_number_of_a_later_transaction_is_not_skipped(db: Database) -> None:
    """AUD-01: the later transaction takes its number first, and commits last."""
    early, later = await asyncpg.connect(db.url), await asyncpg.connect(db.url)
    sql = """
        INSERT INTO event (kind, made_by, at, data)
        VALUES ('UserSignedIn', 'x', now(), jsonb_build_object('user_name', $1::text))
        """
    try:
        first, second = early.transaction(), later.transaction()
        await first.start()
        await second.start()
        await early.fetchval("SELECT pg_current_xact_id()")
        await later.execute(sql, "lower number")
        await early.execute(sql, "higher number")
        await first.commit()
        read, cursor = await names(db)
        assert read == ["higher number"]
        await second.commit()
        assert (await names(db, cursor))[0] == ["lower number"]
    finally:
        await early.close()
        await later.close()


async def test_pages_of_the_history_join_without_gap_or_repetition(db: Database) -> None:
    """AUD-01"""
    expected = [f"user {n}" for n in range(25)]
    for name in expected:
        async with db.transaction() as tx:
            await add(tx, name)
    seen: list[str] = []
    cursor = START
    while True:
        read, cursor = await names(db, cursor, limit=7)
        if not read:
            break
        seen += read
    assert seen == expected


async def test_the_history_can_be_read_by_order_and_by_kind(db: Database) -> None:
    """AUD-01"""
    async with db.transaction() as tx:
        await add(tx, "one", order=1)
        await add(tx, "two", order=2)
        await history.record(tx, UserSignedOut(user_name="three", by="three", at=NOW))
    assert (await names(db, service_order_id=ServiceOrderId(2)))[0] == ["two"]
    assert (await names(db, kinds=["UserSignedOut"]))[0] == ["three"]


async def test_a_rolled_back_event_never_happened(db: Database) -> None:
    """AUD-01"""
    with pytest.raises(RuntimeError):
        async with db.transaction() as tx:
            await add(tx, "nobody")
            raise RuntimeError
    assert (await names(db))[0] == []


async def test_a_place_of_another_server_is_refused_and_a_restored_history_is_readable(db: Database) -> None:
    """OPS-02: after a backup was put into a server whose transaction numbers are lower."""
    async with db.transaction() as tx:
        await add(tx, "before")
        await tx.execute("ALTER TABLE event DISABLE TRIGGER event_append_only")
        await tx.execute("UPDATE event SET tx = '9000000000'::xid8")
        await tx.execute("ALTER TABLE event ENABLE TRIGGER event_append_only")
    assert (await names(db))[0] == []
    async with db.reading() as tx:
        with pytest.raises(EventCursorInvalid, match="restored"):
            await require_reachable(tx, EventCursor(9_000_000_000, 1))
    async with db.transaction() as tx:
        await settle_restored_history(tx)
    async with db.transaction() as tx:
        await add(tx, "after")
    assert (await names(db))[0] == ["before", "after"]


async def test_a_stream_begins_now_and_tells_what_happens_then(db: Database) -> None:
    """AUD-01: the live stream."""
    async with db.transaction() as tx:
        await add(tx, "long ago")
    begin = await open_stream(db, None)
    for name in ("first", "second"):
        async with db.transaction() as tx:
            await add(tx, name)
    heard: list[str] = []
    async for read in EventFeed(db, pause=0).follow(begin, stopping=lambda: len(heard) >= 2):
        assert read is not None
        heard.append(str(read.entry.data["user_name"]))
    assert heard == ["first", "second"]


async def test_listeners_of_one_feed_hear_everything_once_and_in_order_whenever_they_come(db: Database) -> None:
    """AUD-01, ORC-09: twelve listeners join while four writers write; some listen to one order only."""
    feed = EventFeed(db, pause=0.01)
    begin = await open_stream(db, None)
    written = [f"{writer}-{i}" for writer in range(4) for i in range(30)]

    async def write(writer: int) -> None:
        for i in range(30):
            async with db.transaction() as tx:
                await add(tx, f"{writer}-{i}", order=writer + 1)

    async def listen(place: EventCursor, order: int | None) -> list[str]:
        heard: list[str] = []
        wanted = len(written) if order is None else 30
        about = None if order is None else ServiceOrderId(order)
        async for read in feed.follow(place, service_order_id=about, stopping=lambda: len(heard) >= wanted):
            if read is not None:
                heard.append(str(read.entry.data["user_name"]))
        return heard

    early = [asyncio.create_task(listen(begin, order)) for order in (None, None, 1, 2)]
    writers = [asyncio.create_task(write(writer)) for writer in range(4)]
    middle = [asyncio.create_task(listen(begin, order)) for order in (None, 3, 4, None)]
    await asyncio.gather(*writers)
    late = [asyncio.create_task(listen(begin, order)) for order in (None, 1, 2, None)]
    told = await asyncio.wait_for(asyncio.gather(*early, *middle, *late), 30)
    everything = (await names(db, begin, limit=1000))[0]
    assert sorted(everything) == sorted(written)
    for heard, order in zip(told, (None, None, 1, 2, None, 3, 4, None, None, 1, 2, None), strict=True):
        assert heard == [name for name in everything if order is None or name.startswith(f"{order - 1}-")]


async def test_a_listener_that_falls_behind_reads_for_itself_and_misses_nothing(db: Database) -> None:
    """AUD-01"""
    feed = EventFeed(db, pause=0.01, most_waiting=5)
    begin = await open_stream(db, None)
    async with db.transaction() as tx:
        await add(tx, "begin")
    heard: list[str] = []
    async for read in feed.follow(begin, stopping=lambda: len(heard) >= 61):
        if read is None:
            continue
        heard.append(str(read.entry.data["user_name"]))
        if len(heard) == 1:
            # while it is busy with the first one, more comes than it can keep
            for i in range(60):
                async with db.transaction() as tx:
                    await add(tx, str(i))
    assert heard == ["begin", *(str(i) for i in range(60))]


async def test_many_listeners_ask_the_database_no_more_than_one(db: Database) -> None:
    """ORC-09: what one listener costs, and what fifty cost."""
    asked = 0

    class Counting(Database):
        @asynccontextmanager
        async def connection(self) -> AsyncIterator[object]:
            nonlocal asked
            asked += 1
            async with super().connection() as connection:
                yield connection

    database = await Counting.connect(db.url)
    try:
        feed = EventFeed(database, pause=0.02)
        begin = await open_stream(database, None)
        heard = 0
        all_heard = asyncio.Condition()

        async def listen() -> None:
            nonlocal heard
            async for read in feed.follow(begin, stopping=over.is_set):
                if read is not None:
                    async with all_heard:
                        heard += 1
                        all_heard.notify_all()

        over = asyncio.Event()
        listeners = [asyncio.create_task(listen()) for _ in range(50)]
        before = 0
        for told in range(1, 31):
            async with db.transaction() as tx:
                await add(tx, "one")
            async with all_heard:
                await asyncio.wait_for(all_heard.wait_for(lambda told=told: heard == 50 * told), 20)
            before = asked if told == 10 else before
        # twenty more events for fifty listeners: a look of each at each would be a thousand
        assert asked - before < 250
        over.set()
        await asyncio.gather(*listeners)
    finally:
        await database.close()


@pytest.mark.parametrize("text", ["", "1", "a-b", "1-2-3", "99999999999999999999-1", "-1-2", "1-9999999999999999999"])
def test_a_text_that_is_no_place_is_refused(text: str) -> None:
    """API-06"""
    with pytest.raises(EventCursorInvalid):
        EventCursor.read(text)


async def test_the_present_is_a_place(db: Database) -> None:
    """AUD-01"""
    async with db.reading() as tx:
        present = await find_present(tx)
        assert EventCursor.read(str(present)) == present
