"""SQL of the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.notifications.model import Channel, Notification, Telling
from trunkline.notifications.state import NotificationState

NOTIFICATION_COLUMNS = (
    "n.id, n.rule, n.kind, n.service_order_id, n.channel, n.recipient, n.address, n.secret, n.digest, n.subject, "
    "n.body, n.link, n.payload, n.state, n.attempt, n.due_at, n.last_error, n.created_at, n.ended_at"
)


def read_notification(row: Row) -> Notification:
    """A notification from its row."""
    return Notification(
        **{
            **dict(row), "channel": Channel(row["channel"]),
            "state": NotificationState(row["state"]),
        }
    )  # fmt: skip


async def add(tx: Tx, tellings: Sequence[Telling], *, now: datetime) -> list[int]:
    """Puts notifications into the outbox; what is in it already, by its key, is left as it is. Answers the new ones."""
    rows = await tx.fetch(
        """
        INSERT INTO notification (rule, kind, dedupe_key, service_order_id, channel, recipient, address, secret, digest,
                                  subject, body, link, payload, due_at, state, created_at)
        SELECT g.*, $15, $16
          FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[],
                      $9::boolean[], $10::text[], $11::text[], $12::text[], $13::jsonb[], $14::timestamptz[]) AS g
            ON CONFLICT (dedupe_key) DO NOTHING
        RETURNING id
        """,
        *(
            [msgspec.to_builtins(getattr(telling, name), builtin_types=(datetime,)) for telling in tellings]
            for name in (
                "rule", "kind", "dedupe_key", "service_order_id", "channel", "recipient", "address", "secret", "digest",
                "subject", "body", "link", "payload", "due_at",
            )
        ),
        NotificationState.WAITING.value,
        now,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def claim(tx: Tx, *, worker: str, limit: int, now: datetime, lease: timedelta) -> list[Notification]:
    """Takes due notifications for `worker` until `now + lease`; those of a digest come beside each other."""
    rows = await tx.fetch(
        f"""
        WITH due AS MATERIALIZED (
            SELECT id
              FROM notification
             WHERE state = $5 AND due_at <= $3
             ORDER BY due_at, rule, address, id
             LIMIT $2
               FOR UPDATE SKIP LOCKED
        )
        UPDATE notification AS n
           SET worker = $1, due_at = $3 + $4::interval, attempt = n.attempt + 1
          FROM due AS d
         WHERE n.id = d.id
        RETURNING {NOTIFICATION_COLUMNS}
        """,
        worker,
        limit,
        now,
        lease,
        NotificationState.WAITING.value,
    )
    return sorted((read_notification(row) for row in rows), key=lambda each: (each.rule, each.address, each.id))


async def record(
    tx: Tx, found: Sequence[tuple[int, int, str, datetime, datetime | None, str | None, bool]], *, worker: str
) -> int:
    """Writes what came of tries that `worker` still holds: (id, attempt, state, due, ended, error, counted)."""
    tag = await tx.execute(
        """
        UPDATE notification AS n
           SET state = g.state, due_at = g.due_at, ended_at = g.ended_at, last_error = g.error, worker = NULL,
               attempt = n.attempt - (NOT g.counted)::integer
          FROM unnest($2::bigint[], $3::integer[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::text[],
                      $8::boolean[]) AS g (id, attempt, state, due_at, ended_at, error, counted)
         WHERE n.id = g.id AND n.worker = $1 AND n.attempt = g.attempt
        """,
        worker,
        *(list(column) for column in zip(*found, strict=True)),
    )
    return int(tag.rpartition(" ")[2])


async def lock_notification(tx: Tx, notification_id: int) -> Notification | None:
    """A notification, its row held; None when there is none."""
    row = await tx.fetchrow(
        f"SELECT {NOTIFICATION_COLUMNS} FROM notification AS n WHERE id = $1 FOR UPDATE", notification_id
    )
    return None if row is None else read_notification(row)


async def send_again(
    tx: Tx, *, before: str, after: str, notification_id: int | None, rule: str | None, now: datetime, limit: int
) -> int:
    """Makes notifications in the state `before` due now, counting tries from the start: one, or those of a rule."""
    tag = await tx.execute(
        """
        UPDATE notification AS n
           SET state = $2, due_at = $5, ended_at = NULL, attempt = 0, worker = NULL
          FROM (SELECT id FROM notification
                 WHERE state = $1 AND ($3::bigint IS NULL OR id = $3) AND ($4::text IS NULL OR rule = $4)
                 ORDER BY id LIMIT $6 FOR UPDATE SKIP LOCKED) AS chosen
         WHERE n.id = chosen.id
        """,
        before,
        after,
        notification_id,
        rule,
        now,
        limit,
    )
    return int(tag.rpartition(" ")[2])


async def forget(tx: Tx, *, before: datetime, limit: int) -> int:
    """Removes notifications that ended before an instant."""
    tag = await tx.execute(
        """
        DELETE FROM notification
         WHERE id IN (SELECT id FROM notification WHERE state <> $3 AND ended_at < $1 ORDER BY ended_at LIMIT $2)
        """,
        before,
        limit,
        NotificationState.WAITING.value,
    )
    return int(tag.rpartition(" ")[2])
