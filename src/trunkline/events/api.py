"""HTTP: the history in order, and the live stream of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Annotated

import msgspec
from litestar import get
from litestar.datastructures import State
from litestar.params import HeaderParameter, QueryParameter
from litestar.response import ServerSentEvent, ServerSentEventMessage

from trunkline.access.model import Actor, Permission
from trunkline.events import api_audit, api_notes
from trunkline.events.queries import START, EventCursor, ReadEvent, read_events, require_reachable
from trunkline.events.stream import EventFeed, open_stream
from trunkline.events.wire import EventsBody, render_events
from trunkline.kit.db import Database
from trunkline.kit.ids import read_service_order_number


@get("/api/events", tags=["History"])
async def list_events(
    database: Database,
    actor: Actor,
    after: str | None = None,
    limit: Annotated[int, QueryParameter(ge=1, le=1000)] = 100,
    service_order: Annotated[str | None, QueryParameter(name="serviceOrder")] = None,
    kind: Annotated[list[str] | None, QueryParameter(name="kind")] = None,
) -> EventsBody:
    """Everything that happened, oldest first. Ask again with `next` in `after`: no event is missed, none comes twice."""
    actor.require(Permission.EVENT_READ)
    cursor = EventCursor.read(after) if after else START
    order = None if service_order is None else read_service_order_number(service_order)
    async with database.reading() as tx:
        await require_reachable(tx, cursor)
        found = await read_events(tx, cursor, limit=limit, service_order_id=order, kinds=kind)
    return EventsBody(
        items=render_events(found),
        next=str(found[-1].cursor if found else cursor),
        complete=len(found) < limit,
    )


def _message(read: ReadEvent | None) -> ServerSentEventMessage:
    if read is None:
        return ServerSentEventMessage(data=None, comment="still here")
    return ServerSentEventMessage(
        data=msgspec.json.encode(render_events([read])[0]).decode(), event=read.entry.kind, id=str(read.cursor)
    )


async def _messages(
    events: AsyncIterator[ReadEvent | None], begin: EventCursor
) -> AsyncIterator[ServerSentEventMessage]:
    # the place first: a listener whose line breaks before the first event comes back to it
    yield ServerSentEventMessage(data=None, comment="open", id=str(begin), retry=2000)
    async for read in events:
        yield _message(read)


@get("/api/events/stream", tags=["History"], media_type="text/event-stream")
async def stream_events(
    state: State,
    database: Database,
    actor: Actor,
    after: str | None = None,
    service_order: Annotated[str | None, QueryParameter(name="serviceOrder")] = None,
    last_event_id: Annotated[str | None, HeaderParameter(name="Last-Event-ID")] = None,
) -> ServerSentEvent:
    """Events as they happen, as server-sent events; goes on after `Last-Event-ID` (or `after`), else begins now."""
    actor.require(Permission.EVENT_READ)
    place = last_event_id or after
    order = None if service_order is None else read_service_order_number(service_order)
    begin = await open_stream(database, EventCursor.read(place) if place else None)
    stopping: Callable[[], bool] = state.stopping
    feed: EventFeed = state.event_feed
    return ServerSentEvent(_messages(feed.follow(begin, service_order_id=order, stopping=stopping), begin))


routes = [list_events, stream_events, *api_audit.routes, *api_notes.routes]
