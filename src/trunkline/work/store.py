"""SQL of the machine's to-do list.

Whoever touches the work of an order holds the lock on the order's row: commands take it first and wait, `claim` takes
it only where it is free (SKIP LOCKED). So claiming never waits and nothing deadlocks.

Rows are looked up by `w.kind || ''`: the list is often empty, and for a table that it believes empty the planner would
as soon take the index on (kind, due_at), and read all work of the kind for each row, as the primary key.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from operator import itemgetter

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.work.model import WHOLE, Claim, Share, WorkKind


async def add(tx: Tx, kind: WorkKind, subjects: Sequence[tuple[int, int]], due_at: datetime) -> None:
    """Adds work, or makes what is there due and free again."""
    await tx.execute(
        """
        INSERT INTO work (kind, service_order_id, n, due_at)
        SELECT $1, s.service_order_id, s.n, $4
          FROM unnest($2::bigint[], $3::integer[]) AS s (service_order_id, n)
            ON CONFLICT (service_order_id, n, kind)
            DO UPDATE SET due_at = EXCLUDED.due_at, worker = NULL, attempt = 0, last_error = NULL
        """,
        kind,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        due_at,
    )


async def remove(tx: Tx, kind: WorkKind, subjects: Sequence[tuple[int, int]]) -> None:
    """Takes work off the list."""
    await tx.execute(
        """
        DELETE FROM work AS w
         USING unnest($2::bigint[], $3::integer[]) AS s (service_order_id, n)
         WHERE w.service_order_id = s.service_order_id AND w.n = s.n AND w.kind || '' = $1
        """,
        kind,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
    )


async def claim(
    tx: Tx, kind: WorkKind, *, worker: str, limit: int, now: datetime, lease: timedelta, share: Share = WHOLE
) -> list[Claim]:
    """Takes up to `limit` pieces of due work of one kind for `worker` until `now + lease`, oldest first; of the orders in
    this share only.

    The index gives due work in order, so that the cost follows the batch and not what else is on the list.
    """
    rows = await tx.fetch(
        """
        WITH due AS MATERIALIZED (
            SELECT w.kind, w.service_order_id, w.n, w.due_at
              FROM work AS w
              JOIN service_order AS o ON o.id = w.service_order_id
             WHERE w.kind = $1 AND w.due_at <= $3 AND w.service_order_id % $6::bigint = $7::bigint
             ORDER BY w.due_at
             LIMIT $4
               FOR NO KEY UPDATE OF o SKIP LOCKED
               FOR UPDATE OF w SKIP LOCKED
        )
        UPDATE work AS w
           SET worker = $2, due_at = $3 + $5::interval, attempt = w.attempt + 1
          FROM due AS d
         WHERE w.service_order_id = d.service_order_id AND w.n = d.n AND w.kind || '' = d.kind
        RETURNING w.kind, w.service_order_id, w.n, w.attempt, d.due_at
        """,
        kind.value,
        worker,
        now,
        limit,
        lease,
        *share,
    )
    return [
        Claim(kind=WorkKind(row[0]), service_order_id=ServiceOrderId(row[1]), n=row[2], attempt=row[3])
        for row in sorted(rows, key=itemgetter("due_at"))
    ]


async def due_kinds(tx: Tx, kinds: Sequence[WorkKind], *, now: datetime) -> list[WorkKind]:
    """Which of these kinds have work that is due: one look at the index for each."""
    rows = await tx.fetch(
        """
        SELECT k.kind
          FROM unnest($1::text[]) AS k (kind)
         WHERE EXISTS (SELECT 1 FROM work AS w WHERE w.kind = k.kind AND w.due_at <= $2)
        """,
        [kind.value for kind in kinds],
        now,
    )
    return [WorkKind(row[0]) for row in rows]


async def finish(tx: Tx, claims: Sequence[Claim], *, worker: str) -> set[tuple[WorkKind, int, int]]:
    """Takes finished work off the list; answers what `worker` still held.

    What is missing from the answer was taken over by another worker after the lease had ended: its result must be
    dropped.
    """
    rows = await tx.fetch(
        """
        DELETE FROM work AS w
         USING unnest($2::text[], $3::bigint[], $4::integer[], $5::integer[]) AS c (kind, service_order_id, n, attempt)
         WHERE w.service_order_id = c.service_order_id AND w.n = c.n AND w.kind || '' = c.kind
           AND w.worker = $1 AND w.attempt = c.attempt
        RETURNING w.kind, w.service_order_id, w.n
        """,
        worker,
        [claim.kind for claim in claims],
        [claim.service_order_id for claim in claims],
        [claim.n for claim in claims],
        [claim.attempt for claim in claims],
    )
    return {(WorkKind(row[0]), row[1], row[2]) for row in rows}


async def postpone(
    tx: Tx,
    claims: Sequence[Claim],
    due: Sequence[datetime],
    errors: Sequence[str],
    *,
    worker: str,
    counted: bool = True,
) -> set[tuple[WorkKind, int, int]]:
    """Puts work back, due again at the given instants; answers what `worker` still held.

    Attempts go on counting, unless this one is not to be `counted`.
    """
    rows = await tx.fetch(
        """
        UPDATE work AS w
           SET worker = NULL, due_at = c.due_at, last_error = c.last_error, attempt = w.attempt - $8::integer
          FROM unnest($2::text[], $3::bigint[], $4::integer[], $5::integer[], $6::timestamptz[], $7::text[])
            AS c (kind, service_order_id, n, attempt, due_at, last_error)
         WHERE w.service_order_id = c.service_order_id AND w.n = c.n AND w.kind || '' = c.kind
           AND w.worker = $1 AND w.attempt = c.attempt
        RETURNING w.kind, w.service_order_id, w.n
        """,
        worker,
        [claim.kind for claim in claims],
        [claim.service_order_id for claim in claims],
        [claim.n for claim in claims],
        [claim.attempt for claim in claims],
        list(due),
        list(errors),
        0 if counted else 1,
    )
    return {(WorkKind(row[0]), row[1], row[2]) for row in rows}


async def extend(tx: Tx, claims: Sequence[Claim], until: datetime, *, worker: str) -> None:
    """Holds claims longer: for calls that take more time than one lease."""
    await tx.execute(
        """
        UPDATE work AS w
           SET due_at = $6
          FROM unnest($2::text[], $3::bigint[], $4::integer[], $5::integer[]) AS c (kind, service_order_id, n, attempt)
         WHERE w.service_order_id = c.service_order_id AND w.n = c.n AND w.kind || '' = c.kind
           AND w.worker = $1 AND w.attempt = c.attempt
        """,
        worker,
        [claim.kind for claim in claims],
        [claim.service_order_id for claim in claims],
        [claim.n for claim in claims],
        [claim.attempt for claim in claims],
        until,
    )


async def add_timed(tx: Tx, kind: WorkKind, subjects: Sequence[tuple[int, int]], due: Sequence[datetime]) -> None:
    """Adds work, each piece due at its own instant."""
    await tx.execute(
        """
        INSERT INTO work (kind, service_order_id, n, due_at)
        SELECT $1, s.service_order_id, s.n, s.due_at
          FROM unnest($2::bigint[], $3::integer[], $4::timestamptz[]) AS s (service_order_id, n, due_at)
            ON CONFLICT (service_order_id, n, kind)
            DO UPDATE SET due_at = EXCLUDED.due_at, worker = NULL, attempt = 0, last_error = NULL
        """,
        kind,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        list(due),
    )


async def carry_on(
    tx: Tx, kind: WorkKind, subjects: Sequence[tuple[int, int]], attempts: Sequence[int], due: Sequence[datetime]
) -> None:
    """Goes on counting attempts where an earlier piece of work for the same subjects ended, and sets when it is due."""
    await tx.execute(
        """
        UPDATE work AS w
           SET attempt = s.attempt, due_at = s.due_at
          FROM unnest($2::bigint[], $3::integer[], $4::integer[], $5::timestamptz[])
            AS s (service_order_id, n, attempt, due_at)
         WHERE w.service_order_id = s.service_order_id AND w.n = s.n AND w.kind || '' = $1
        """,
        kind,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        list(attempts),
        list(due),
    )


async def hasten(tx: Tx, kind: WorkKind, subjects: Sequence[tuple[int, int]], due_at: datetime) -> None:
    """Makes waiting work due now; what is not on the list, or in somebody's hands, stays as it is."""
    await tx.execute(
        """
        UPDATE work AS w
           SET due_at = least(w.due_at, $4)
          FROM unnest($2::bigint[], $3::integer[]) AS s (service_order_id, n)
         WHERE w.service_order_id = s.service_order_id AND w.n = s.n AND w.kind || '' = $1 AND w.worker IS NULL
        """,
        kind,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        due_at,
    )


async def next_due(tx: Tx) -> datetime | None:
    """When the earliest work of any kind is due, or None when there is none."""
    due: datetime | None = await tx.fetchval(
        """
        SELECT min(first.due_at)
          FROM unnest($1::text[]) AS k (kind)
         CROSS JOIN LATERAL (SELECT due_at FROM work WHERE kind = k.kind ORDER BY due_at LIMIT 1) AS first
        """,
        [kind.value for kind in WorkKind],
    )
    return due
