"""The history as auditors ask it: who did what to which record, and when; newest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.events.queries import ReadEvent, read_event
from trunkline.kit.db import Tx

COUNT_CAP = 10_001


class AuditFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; what is None does not narrow. The period is from, inclusive, to, exclusive.

    `n` and `about_kinds` narrow further to a part of an order: to events of these kinds with this number. `named` is
    the user or group that an event is about.
    """

    by: str | None = None
    people_only: bool = False
    kinds: tuple[str, ...] | None = None
    service_order_id: int | None = None
    n: int | None = None
    about_kinds: tuple[str, ...] | None = None
    named: str | None = None
    since: datetime | None = None
    until: datetime | None = None


# what people did is found by an index of its own, which leaves out what the system did
_WHERE = """
         WHERE ($1::text IS NULL OR made_by = $1)
           AND (NOT $2::boolean OR made_by <> 'system')
           AND ($3::text[] IS NULL OR kind = ANY ($3))
           AND ($4::bigint IS NULL OR service_order_id = $4)
           AND ($5::integer IS NULL OR n = $5)
           AND ($6::text[] IS NULL OR kind = ANY ($6))
           AND ($7::text IS NULL OR service_order_id IS NULL AND $7 IN (data ->> 'user_name', data ->> 'group'))
           AND ($8::timestamptz IS NULL OR at >= $8)
           AND ($9::timestamptz IS NULL OR at < $9)
"""


def _where(wanted: AuditFilter) -> str:
    # said in words, so that the server may use what it knows when the parameters are not yet known
    more = ""
    if wanted.people_only or wanted.by not in (None, "system"):
        more += " AND made_by <> 'system'"
    if wanted.named is not None:
        more += " AND service_order_id IS NULL"
    return _WHERE + more


def _arguments(wanted: AuditFilter) -> tuple[Any, ...]:
    return (
        wanted.by, wanted.people_only, None if wanted.kinds is None else list(wanted.kinds), wanted.service_order_id,
        wanted.n, None if wanted.about_kinds is None else list(wanted.about_kinds), wanted.named, wanted.since,
        wanted.until,
    )  # fmt: skip


async def search_history(
    tx: Tx, wanted: AuditFilter, *, limit: int = 50, after: int | None = None
) -> Sequence[ReadEvent]:
    """Events, newest first, from the one behind the number `after`."""
    rows = await tx.fetch(
        f"""
        SELECT id, tx::text AS tx, kind, service_order_id, n, made_by, at, data
          FROM event
        {_where(wanted)}
           AND ($10::bigint IS NULL OR id < $10)
         ORDER BY id DESC
         LIMIT $11
        """,
        *_arguments(wanted),
        after,
        limit,
    )
    return [read_event(row) for row in rows]


async def count_history(tx: Tx, wanted: AuditFilter) -> int:
    """How many events `search_history` has in all, at most 10,001."""
    counted: int = await tx.fetchval(
        f"SELECT count(*) FROM (SELECT 1 FROM event {_where(wanted)} LIMIT {COUNT_CAP}) AS capped", *_arguments(wanted)
    )
    return counted
