"""HTTP: the domain orders that need attention."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.insight.attention import AttentionFilter, Flag, NeedsAttention, count_attention, list_attention
from trunkline.kit.db import Database
from trunkline.kit.ids import read_service_order_number
from trunkline.kit.tmf import decode_cursor, encode_cursor


@get("/api/needsAttention", tags=["Domain orders"])
async def list_needs_attention(
    database: Database,
    actor: Actor,
    flag: list[Flag] | None = None,
    kind: str | None = None,
    service_order: Annotated[str | None, QueryParameter(name="serviceOrder")] = None,
    customer: str | None = None,
    search: Annotated[str, QueryParameter(max_length=200)] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> NeedsAttention:
    """Open domain orders that are held, in fallout, in jeopardy, wait for a value, have a proposal or joined a running plan."""
    actor.require(Permission.TASK_READ)
    wanted = AttentionFilter(
        flags=tuple(flag or ()),
        kind=kind,
        service_order_id=None if service_order is None else read_service_order_number(service_order),
        customer_id=customer,
        search=search,
    )
    key = decode_cursor(after, tuple[int, int, int]) if after else None
    async with database.reading() as tx:
        total, by_flag = await count_attention(tx, wanted)
        lines = await list_attention(tx, wanted, limit=limit + 1, after=key)
    more, lines = len(lines) > limit, lines[:limit]
    return NeedsAttention(
        items=[line for _, line in lines],
        total=total,
        by_flag=by_flag,
        next=encode_cursor(lines[-1][0]) if more else None,
    )


attention_routes = [list_needs_attention]
