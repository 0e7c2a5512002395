"""SQL of fallout groups: the counters of each signature, kept as fallouts are raised and move, and read in pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.fallout.model import Fallout
from trunkline.kit.db import Row, Tx


class FalloutGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The parent of all fallouts with one signature. `state` is open while one of them is.

    Always `total == open + resolved + cancelled`; `resolved` counts closed ones too. `message` is that of the first.
    """

    id: int
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

    @property
    def number(self) -> str:
        """What people see: `FG-000012`."""
        return f"FG-{self.id:06d}"


_COLUMNS = """g.id, g.signature, g.cause, g.fallout_type, g.message,
       CASE WHEN g.open > 0 THEN 'open' ELSE 'resolved' END AS state, g.total, g.open, g.resolved, g.cancelled,
       g.first_seen_at, g.last_seen_at"""


def _read(row: Row) -> FalloutGroup:
    return FalloutGroup(**dict(row))


async def count_raised(tx: Tx, fallouts: Sequence[Fallout]) -> None:
    """Adds new fallouts, open as they start, to the groups of their signatures; makes groups that are new."""
    if not fallouts:
        return
    await tx.execute(
        """
        INSERT INTO fallout_group AS g (signature, cause, fallout_type, message, total, open, resolved, cancelled,
                                        first_seen_at, last_seen_at)
        SELECT signature, min(cause), min(fallout_type), min(message), count(*), count(*), 0, 0, min(at), max(at)
          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
               AS s (signature, cause, fallout_type, message, at)
         GROUP BY signature
         ORDER BY signature
            ON CONFLICT (signature) DO UPDATE
           SET total = g.total + excluded.total,
               open = g.open + excluded.open,
               first_seen_at = least(g.first_seen_at, excluded.first_seen_at),
               last_seen_at = greatest(g.last_seen_at, excluded.last_seen_at)
        """,
        [fallout.signature for fallout in fallouts],
        [fallout.cause for fallout in fallouts],
        [fallout.fallout_type for fallout in fallouts],
        [fallout.message for fallout in fallouts],
        [fallout.raised_at for fallout in fallouts],
    )


async def count_moved(tx: Tx, signature: str, *, opened: int = 0, resolved: int = 0, cancelled: int = 0) -> None:
    """Moves fallouts between the counters of their group; what is added and taken sums to 0."""
    await tx.execute(
        """
        UPDATE fallout_group
           SET open = open + $2, resolved = resolved + $3, cancelled = cancelled + $4
         WHERE signature = $1
        """,
        signature,
        opened,
        resolved,
        cancelled,
    )


async def count_resolved(tx: Tx, resolved: Mapping[str, int]) -> None:
    """So many open fallouts of each signature are resolved; groups are locked in the order of their signatures."""
    if not resolved:
        return
    signatures = sorted(resolved)
    await tx.execute(
        """
        WITH locked AS MATERIALIZED (
            SELECT id, signature
              FROM fallout_group
             WHERE signature = ANY ($1)
             ORDER BY signature
               FOR UPDATE
        )
        UPDATE fallout_group AS g
           SET open = g.open - s.number, resolved = g.resolved + s.number
          FROM locked AS l
          JOIN unnest($1::text[], $2::integer[]) AS s (signature, number) ON s.signature = l.signature
         WHERE g.id = l.id
        """,
        signatures,
        [resolved[signature] for signature in signatures],
    )


async def count_changed(tx: Tx, before: Sequence[str], after: Sequence[Fallout]) -> None:
    """Open fallouts that fail in another way now go from the groups they were in, by signature, to those of `after`.

    The groups are locked in the order of their signatures first, as everybody does who writes several.
    """
    await tx.execute(
        """
        SELECT 1
          FROM fallout_group
         WHERE signature = ANY ($1)
         ORDER BY signature
           FOR UPDATE
        """,
        sorted({*before, *(fallout.signature for fallout in after)}),
    )
    await tx.execute(
        """
        UPDATE fallout_group AS g
           SET total = g.total - s.left_it, open = g.open - s.left_it
          FROM (
            SELECT signature, count(*) AS left_it
              FROM unnest($1::text[]) AS u (signature)
             GROUP BY signature
         ) AS s
         WHERE g.signature = s.signature
        """,
        list(before),
    )
    await count_raised(tx, after)


async def list_groups(
    tx: Tx, *, wanted: str | None = None, limit: int = 50, after: tuple[int, int] | None = None
) -> list[FalloutGroup]:
    """Groups of one state, the one with most open fallouts first; None: of every state, open ones first.

    `after` is the key of the last one seen: (open, id)."""
    rows = await tx.fetch(
        f"""
        SELECT {_COLUMNS}
          FROM fallout_group AS g
         WHERE ($1::text IS NULL OR (g.open > 0) = ($1 = 'open'))
           AND ($3::integer IS NULL OR (-g.open, g.id) > (-$3, $4::bigint))
         ORDER BY g.open DESC, g.id
         LIMIT $2
        """,
        wanted,
        limit,
        *(after or (None, None)),
    )
    return [_read(row) for row in rows]


async def find_group(tx: Tx, group_id: int) -> FalloutGroup | None:
    """A group by id."""
    row = await tx.fetchrow(f"SELECT {_COLUMNS} FROM fallout_group AS g WHERE g.id = $1", group_id)
    return None if row is None else _read(row)


async def group_drift(tx: Tx) -> list[str]:
    """The signatures whose counters differ from a recount of their fallouts; empty when all is well."""
    rows = await tx.fetch(
        """
        SELECT coalesce(g.signature, c.signature) AS signature
          FROM fallout_group AS g
          FULL JOIN (
            SELECT signature, count(*) AS total,
                   count(*) FILTER (
                       WHERE state IN ('open', 'inProgress', 'awaitingInformation', 'resolving')) AS open,
                   count(*) FILTER (WHERE state IN ('resolved', 'closed')) AS resolved,
                   count(*) FILTER (WHERE state = 'cancelled') AS cancelled
              FROM fallout
             GROUP BY signature
         ) AS c ON c.signature = g.signature
         WHERE (coalesce(g.total, 0), coalesce(g.open, 0), coalesce(g.resolved, 0), coalesce(g.cancelled, 0))
            <> (coalesce(c.total, 0), coalesce(c.open, 0), coalesce(c.resolved, 0), coalesce(c.cancelled, 0))
         ORDER BY 1
        """
    )
    return [row["signature"] for row in rows]
