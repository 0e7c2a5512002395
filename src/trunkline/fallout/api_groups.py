"""HTTP: groups of fallouts, the parents of failures that are the same."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from litestar import get
from litestar.params import Parameter, QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.fallout import group_store, queries
from trunkline.fallout.errors import UnknownFalloutGroup
from trunkline.fallout.group_model import read_group_number
from trunkline.fallout.group_store import FalloutGroup
from trunkline.fallout.queries import FalloutFilter
from trunkline.fallout.wire import FalloutBody, render_fallout
from trunkline.kit.db import Database
from trunkline.kit.tmf import decode_cursor, encode_cursor

_TAGS = ["Fallout"]


class FalloutGroupBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """All fallouts with one signature: `total` is always `open` + `resolved` + `cancelled`."""

    number: str
    signature: str
    cause: str
    fallout_type: str
    message: str
    state: str
    total: int
    open: int
    resolved: int
    cancelled: int
    first_seen_at: datetime
    last_seen_at: datetime


class FalloutGroupsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A page of groups; `next` is given to `after` for the next page."""

    items: list[FalloutGroupBody]
    next: str | None


class FalloutGroupDetail(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A group with the most urgent of its fallouts; all are at `/api/fallouts?signature=`.

    `verbs`: `campaign` when the caller may draft one remedy for all.
    """

    group: FalloutGroupBody
    fallouts: list[FalloutBody]
    verbs: list[str]


def _render(group: FalloutGroup) -> FalloutGroupBody:
    return FalloutGroupBody(**{name: getattr(group, name) for name in FalloutGroupBody.__struct_fields__})


@get("/api/falloutGroups", tags=_TAGS)
async def list_groups_of_fallouts(
    database: Database,
    actor: Actor,
    wanted: Annotated[Literal["open", "resolved"] | None, QueryParameter(name="state")] = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> FalloutGroupsBody:
    """Groups of the same failure, the one with most open fallouts first."""
    actor.require(Permission.FALLOUT_READ)
    key = decode_cursor(after, tuple[int, int]) if after else None
    async with database.reading() as tx:
        groups = await group_store.list_groups(tx, wanted=wanted, limit=limit + 1, after=key)
    more, groups = len(groups) > limit, groups[:limit]
    return FalloutGroupsBody(
        items=[_render(group) for group in groups],
        next=encode_cursor((groups[-1].open, groups[-1].id)) if more else None,
    )


@get("/api/falloutGroups/{number:str}", tags=_TAGS)
async def show_group_of_fallouts(number: str, database: Database, actor: Actor) -> FalloutGroupDetail:
    """One group, with the fifty most urgent of its open fallouts."""
    actor.require(Permission.FALLOUT_READ)
    group_id = read_group_number(number)
    async with database.reading() as tx:
        group = await group_store.find_group(tx, group_id)
        if group is None:
            raise UnknownFalloutGroup(f"there is no group of fallouts '{number}'; numbers are like FG-000012")
        wanted = FalloutFilter(states=queries.OPEN.states, signature=group.signature)
        views = await queries.list_fallouts(tx, wanted)
    may = group.open > 0 and actor.may(Permission.FALLOUT_RESOLVE)
    return FalloutGroupDetail(
        group=_render(group),
        fallouts=[render_fallout(view) for view in views],
        verbs=["campaign"] if may else [],
    )


routes = [list_groups_of_fallouts, show_group_of_fallouts]
