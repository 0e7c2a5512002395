"""HTTP: who did what to which record."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.events.audit import AuditFilter, count_history, search_history
from trunkline.events.errors import AuditQueryInvalid
from trunkline.events.wire import EventBody, about_of, kinds_about, read_record, render_events
from trunkline.kit.db import Database
from trunkline.kit.errors import Problem
from trunkline.kit.tmf import decode_cursor, encode_cursor


class AuditBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A stretch of what was found, newest first; `total` is at most 10,001."""

    items: list[EventBody]
    total: int
    next: str | None


class VerbsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What can happen, and to what."""

    items: list[str]
    total: int


@get("/api/audit", tags=["History"])
async def search_audit(
    database: Database,
    actor: Actor,
    by: str | None = None,
    people: bool = False,
    verb: Annotated[list[str] | None, QueryParameter(name="verb")] = None,
    record: Annotated[str | None, QueryParameter(max_length=200)] = None,
    since: Annotated[datetime | None, QueryParameter(name="from")] = None,
    until: Annotated[datetime | None, QueryParameter(name="to")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> AuditBody:
    """Who did what to which record, newest first.

    `verb` is a kind of event such as `UserDeactivated`; `record` is a number such as `ORD-000123` (the order and all in
    it), `TASK-000123-4` or `FO-000123-1`, or the name of a user or group; `people` leaves out what the system did.
    """
    actor.require(Permission.USER_ADMIN)
    if unknown := [one for one in verb or () if about_of(one) is None]:
        what, action = f"nothing is ever '{unknown[0][:60]}'", "use one of GET /api/audit/verbs"
        raise AuditQueryInvalid(f"{what}; {action}", problems=[Problem(field="verb", what=what, action=action)])
    for moment, name in ((since, "from"), (until, "to")):
        if moment is not None and moment.tzinfo is None:
            what, action = f"'{name}' has no offset from UTC", "add one, such as Z"
            raise AuditQueryInvalid(f"{what}; {action}", problems=[Problem(field=name, what=what, action=action)])
    found = read_record(record) if record and record.strip() else None
    wanted = AuditFilter(
        by=by.strip().lower() if by and by.strip() else None,
        people_only=people,
        kinds=tuple(verb) if verb else None,
        service_order_id=found.service_order_id if found else None,
        n=found.n if found else None,
        about_kinds=kinds_about(found.about) if found and found.about else None,
        named=found.named if found else None,
        since=since,
        until=until,
    )
    (last,) = decode_cursor(after, tuple[int]) if after else (None,)
    async with database.reading() as tx:
        events = list(await search_history(tx, wanted, limit=limit + 1, after=last))
        total = await count_history(tx, wanted)
    more, events = len(events) > limit, events[:limit]
    return AuditBody(
        items=render_events(events), total=total, next=encode_cursor((events[-1].entry.id,)) if more else None
    )


@get("/api/audit/verbs", tags=["History"])
async def list_audit_verbs(actor: Actor) -> VerbsBody:
    """Every kind of event there is, by name."""
    actor.require(Permission.USER_ADMIN)
    kinds = sorted(kinds_about(None))
    return VerbsBody(items=kinds, total=len(kinds))


routes = [search_audit, list_audit_verbs]
