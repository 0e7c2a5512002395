"""HTTP: what the caller is told in the workspace."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import Parameter

from trunkline.access.model import Actor
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, service_order_number
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.notifications import inbox_store
from trunkline.notifications.model import NotificationKind


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class InboxEntryBody(_Wire, frozen=True, kw_only=True):
    """One happening; `link` is the page of what it is about, `readAt` null while it is unread."""

    id: int
    kind: NotificationKind
    number: str
    subject: str
    link: str
    service_order: str | None
    at: datetime
    read_at: datetime | None


class InboxBody(_Wire, frozen=True, kw_only=True):
    """The newest first; `unread` counts all that is unread, at most 1,000."""

    items: list[InboxEntryBody]
    unread: int
    next: str | None


class ReadMark(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was read: one entry, or all `upTo` one; both by id."""

    entry: int | None = None
    up_to: int | None = None


async def _inbox(tx: Tx, user_id: int | None, *, unread: bool, before: int | None, limit: int) -> InboxBody:
    if user_id is None:
        return InboxBody(items=[], unread=0, next=None)
    found = await inbox_store.list_entries(tx, user_id, unread=unread, before=before, limit=limit + 1)
    more, found = len(found) > limit, found[:limit]
    return InboxBody(
        items=[
            InboxEntryBody(
                id=one.id, kind=one.kind, number=one.number, subject=one.subject, link=one.link, at=one.at,
                read_at=one.read_at, service_order=None if one.service_order_id is None
                else service_order_number(ServiceOrderId(one.service_order_id)),
            )
            for one in found
        ],
        unread=await inbox_store.count_unread(tx, user_id),
        next=encode_cursor((found[-1].id,)) if more else None,
    )  # fmt: skip


@get("/api/inbox", tags=["Notifications"])
async def show_inbox(
    database: Database,
    actor: Actor,
    unread: bool = False,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 20,
    after: str | None = None,
) -> InboxBody:
    """What the caller was told in the workspace; all of it for 90 days, or what is unread."""
    (before,) = decode_cursor(after, tuple[int]) if after else (None,)
    async with database.reading() as tx:
        return await _inbox(tx, actor.user_id, unread=unread, before=before, limit=limit)


@post("/api/inbox/read", tags=["Notifications"], status_code=200)
async def mark_inbox_read(data: ReadMark, database: Database, actor: Actor) -> InboxBody:
    """Marks entries of the caller as read; answers the newest as they are now."""
    async with database.transaction() as tx:
        if actor.user_id is not None:
            await inbox_store.mark_read(tx, actor.user_id, entry=data.entry, up_to=data.up_to, now=clock.now())
        return await _inbox(tx, actor.user_id, unread=False, before=None, limit=20)


routes = [show_inbox, mark_inbox_read]
