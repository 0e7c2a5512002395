"""The to-do list's read door: what operators look at."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.kit.db import Tx


class WorkCount(msgspec.Struct, frozen=True, kw_only=True):
    """How much work of one kind there is, how much of it is held, overdue, and failing."""

    kind: str
    total: int
    held: int
    overdue: int
    failing: int


async def count_work(tx: Tx, *, now: datetime) -> list[WorkCount]:
    """The to-do list by kind."""
    rows = await tx.fetch(
        """
        SELECT kind, count(*)::integer AS total,
               count(*) FILTER (WHERE worker IS NOT NULL AND due_at > $1)::integer AS held,
               count(*) FILTER (WHERE due_at <= $1)::integer AS overdue,
               count(*) FILTER (WHERE last_error IS NOT NULL)::integer AS failing
          FROM work
         GROUP BY kind
         ORDER BY kind
        """,
        now,
    )
    return [WorkCount(**dict(row)) for row in rows]
