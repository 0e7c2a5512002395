"""The to-do list's read door: what operators look at."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.kit.db import Tx
from trunkline.work.heartbeats import STUCK_AFTER, count_listed, list_work, list_workers

__all__ = ["WorkCount", "count_listed", "count_work", "list_work", "list_workers"]


class WorkCount(msgspec.Struct, frozen=True, kw_only=True):
    """How much work of one kind there is, how much of it is held, overdue, stuck and failing."""

    kind: str
    total: int
    held: int
    overdue: int
    stuck: int  # due for so long that nobody takes it
    failing: int
    oldest: datetime | None  # when the piece was due that is due the longest


async def count_work(tx: Tx, *, now: datetime) -> list[WorkCount]:
    """The to-do list by kind."""
    rows = await tx.fetch(
        """
        SELECT kind, count(*)::integer AS total,
               count(*) FILTER (WHERE worker IS NOT NULL AND due_at > $1)::integer AS held,
               count(*) FILTER (WHERE due_at <= $1)::integer AS overdue,
               count(*) FILTER (WHERE due_at <= $2)::integer AS stuck,
               min(due_at) FILTER (WHERE due_at <= $1) AS oldest,
               count(*) FILTER (WHERE last_error IS NOT NULL)::integer AS failing
          FROM work
         GROUP BY kind
         ORDER BY kind
        """,
        now,
        now - STUCK_AFTER,
    )
    return [WorkCount(**dict(row)) for row in rows]
