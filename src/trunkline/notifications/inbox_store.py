"""SQL of what people are told in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.kit.db import Row, Tx
from trunkline.notifications.model import InboxEntry, InboxLine, NotificationKind

MOST_COUNTED = 1_000


async def add(tx: Tx, entries: Sequence[InboxLine]) -> int:
    """Tells people what they were not told of yet; answers how many lines are new."""
    columns = list(zip(*entries, strict=True)) or [()] * 8
    added: int = await tx.fetchval(
        """
        WITH added AS (
            INSERT INTO inbox_entry (user_id, event_id, kind, number, subject, link, service_order_id, at)
            SELECT u.id, g.event_id, g.kind, g.number, g.subject, g.link, g.service_order_id, g.at
              FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
                          $8::timestamptz[])
                AS g (user_name, event_id, kind, number, subject, link, service_order_id, at)
              JOIN user_account AS u ON u.user_name = g.user_name
             ORDER BY g.event_id
                ON CONFLICT (user_id, event_id) DO NOTHING
            RETURNING 1
        )
        SELECT count(*) FROM added
        """,
        *(list(column) for column in columns),
    )
    return added


async def list_entries(tx: Tx, user_id: int, *, unread: bool, before: int | None, limit: int) -> list[InboxEntry]:
    """What a person was told, the newest first."""
    rows = await tx.fetch(
        """
        SELECT id, kind, number, subject, link, service_order_id, at, read_at
          FROM inbox_entry
         WHERE user_id = $1 AND ($2::bigint IS NULL OR id < $2) AND (NOT $3 OR read_at IS NULL)
         ORDER BY id DESC
         LIMIT $4
        """,
        user_id,
        before,
        unread,
        limit,
    )
    return [_entry(row) for row in rows]


def _entry(row: Row) -> InboxEntry:
    return InboxEntry(**{**dict(row), "kind": NotificationKind(row["kind"])})


async def count_unread(tx: Tx, user_id: int) -> int:
    """How many entries a person has not read, at most `MOST_COUNTED`."""
    counted: int = await tx.fetchval(
        "SELECT count(*) FROM (SELECT 1 FROM inbox_entry WHERE user_id = $1 AND read_at IS NULL LIMIT $2) AS capped",
        user_id,
        MOST_COUNTED,
    )
    return counted


async def mark_read(tx: Tx, user_id: int, *, entry: int | None, up_to: int | None, now: datetime) -> None:
    """Marks one of a person's entries as read, or all up to one."""
    await tx.execute(
        """
        UPDATE inbox_entry
           SET read_at = $4
         WHERE user_id = $1 AND read_at IS NULL AND (id = $2 OR id <= $3)
        """,
        user_id,
        entry,
        up_to,
        now,
    )


async def forget(tx: Tx, *, before: datetime, limit: int) -> int:
    """Removes what happened before an instant; answers how many."""
    tag = await tx.execute(
        "DELETE FROM inbox_entry WHERE id IN (SELECT id FROM inbox_entry WHERE at < $1 ORDER BY at LIMIT $2)",
        before,
        limit,
    )
    return int(tag.rpartition(" ")[2])
