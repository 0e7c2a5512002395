"""Workers as they tell of themselves: a row each, written a few times a minute; and the work that they leave lying."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import msgspec

from trunkline.kit.db import Row, Tx

BEAT: Final = timedelta(seconds=15)  # how often a worker tells that it is there
LATE_AFTER: Final = 3 * BEAT  # a worker that has said nothing for so long is missed
STUCK_AFTER: Final = timedelta(minutes=5)  # work that is due for so long is taken by nobody
_FORGOTTEN_AFTER: Final = timedelta(days=1)


class WorkerHealth(msgspec.Struct, frozen=True, kw_only=True):
    """One worker: since when it runs, when it was heard of last, what it has in hand."""

    name: str
    started_at: datetime
    seen_at: datetime
    in_hand: int  # tasks that it was carrying out when it was heard of last
    held: int  # rows of work that it holds now
    late: bool  # heard of too long ago


class WorkLine(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of machine work on the list."""

    kind: str
    service_order_id: int
    n: int
    due_at: datetime
    worker: str | None
    attempt: int
    last_error: str | None


class WorkFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which work to list; what is None or False does not narrow. `stuck`: due for so long that nobody takes it."""

    kind: str | None = None
    worker: str | None = None
    held: bool = False
    overdue: bool = False
    stuck: bool = False
    failing: bool = False


async def beat(tx: Tx, name: str, *, started_at: datetime, in_hand: int, now: datetime) -> None:
    """Tells that a worker is there; those that were not heard of for a day are forgotten."""
    await tx.execute(
        """
        INSERT INTO worker_heartbeat (worker, started_at, seen_at, in_hand)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (worker) DO UPDATE SET seen_at = EXCLUDED.seen_at, in_hand = EXCLUDED.in_hand
        """,
        name,
        started_at,
        now,
        in_hand,
    )
    await tx.execute("DELETE FROM worker_heartbeat WHERE seen_at < $1", now - _FORGOTTEN_AFTER)


async def say_goodbye(tx: Tx, name: str) -> None:
    """A worker that ends as it should is not missed."""
    await tx.execute("DELETE FROM worker_heartbeat WHERE worker = $1", name)


async def list_workers(tx: Tx, *, now: datetime) -> list[WorkerHealth]:
    """Workers by name, those too that are missed."""
    rows = await tx.fetch(
        """
        SELECT b.worker AS name, b.started_at, b.seen_at, b.in_hand, b.seen_at < $2 AS late,
               (SELECT count(*) FROM work AS w WHERE w.worker = b.worker AND w.due_at > $1)::integer AS held
          FROM worker_heartbeat AS b
         ORDER BY b.worker
        """,
        now,
        now - LATE_AFTER,
    )
    return [WorkerHealth(**dict(row)) for row in rows]


_WHERE = """
         WHERE ($1::text IS NULL OR w.kind = $1)
           AND ($2::text IS NULL OR w.worker = $2 AND w.due_at > $5::timestamptz)
           AND (NOT $6::boolean OR w.worker IS NOT NULL AND w.due_at > $5)
           AND ($3::timestamptz IS NULL OR w.due_at <= $3)
           AND (NOT $4::boolean OR w.last_error IS NOT NULL)
"""


def _arguments(wanted: WorkFilter, now: datetime) -> tuple[object, ...]:
    due = now - STUCK_AFTER if wanted.stuck else now if wanted.overdue else None
    return wanted.kind, wanted.worker, due, wanted.failing, now, wanted.held


async def list_work(
    tx: Tx, wanted: WorkFilter, *, now: datetime, limit: int = 50, after: tuple[datetime, int, int, str] | None = None
) -> Sequence[WorkLine]:
    """Work, what is due first at the head, from the piece behind `after`: (due, order, n, kind)."""
    rows: Sequence[Row] = await tx.fetch(
        f"""
        SELECT w.kind, w.service_order_id, w.n, w.due_at, w.worker, w.attempt, w.last_error
          FROM work AS w
        {_WHERE}
           AND ($7::timestamptz IS NULL
                OR (w.due_at, w.service_order_id, w.n, w.kind) > ($7, $8::bigint, $9::integer, $10::text))
         ORDER BY w.due_at, w.service_order_id, w.n, w.kind
         LIMIT $11
        """,
        *_arguments(wanted, now),
        *(after or (None, None, None, None)),
        limit,
    )
    return [WorkLine(**dict(row)) for row in rows]


async def count_listed(tx: Tx, wanted: WorkFilter, *, now: datetime) -> int:
    """How many pieces `list_work` has in all."""
    counted: int = await tx.fetchval(f"SELECT count(*) FROM work AS w {_WHERE}", *_arguments(wanted, now))
    return counted
