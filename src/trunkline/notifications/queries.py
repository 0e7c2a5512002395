"""What people ask about notifications: rules, what was sent and what was not, their own wishes."""

from __future__ import annotations

import msgspec

from trunkline.kit.db import Tx
from trunkline.notifications.errors import UnknownNotification, UnknownNotificationRule
from trunkline.notifications.model import Notification, NotificationKind, NotificationRule, Preference
from trunkline.notifications.outbox_store import NOTIFICATION_COLUMNS, read_notification
from trunkline.notifications.state import NotificationState
from trunkline.notifications.store import list_rules

__all__ = ["count_notifications", "find_preference", "get_notification", "get_rule", "list_notifications", "list_rules"]


class RuleStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How many notifications of a rule wait and were given up; at most 1,000 of each are counted."""

    waiting: int
    dead: int


async def get_rule(tx: Tx, name: str) -> NotificationRule:
    """A rule by name; raises UnknownNotificationRule."""
    for rule in await list_rules(tx):
        if rule.name == name:
            return rule
    raise UnknownNotificationRule(
        f"there is no notification rule '{name[:60]}'; GET /api/notificationRules lists those there are"
    )


async def get_notification(tx: Tx, notification_id: int) -> Notification:
    """A notification by number; raises UnknownNotification."""
    row = await tx.fetchrow(f"SELECT {NOTIFICATION_COLUMNS} FROM notification AS n WHERE id = $1", notification_id)
    if row is None:
        raise UnknownNotification(f"there is no notification {notification_id}")
    return read_notification(row)


async def list_notifications(
    tx: Tx,
    *,
    state: NotificationState | None = None,
    rule: str | None = None,
    before: int | None = None,
    limit: int = 50,
) -> list[Notification]:
    """Notifications, the newest first, from the one below the number `before`."""
    rows = await tx.fetch(
        f"""
        SELECT {NOTIFICATION_COLUMNS}
          FROM notification AS n
         WHERE ($1::text IS NULL OR n.state = $1) AND ($2::text IS NULL OR n.rule = $2)
           AND ($3::bigint IS NULL OR n.id < $3)
         ORDER BY n.id DESC
         LIMIT $4
        """,
        None if state is None else state.value,
        rule,
        before,
        limit,
    )
    return [read_notification(row) for row in rows]


async def count_notifications(tx: Tx, *, state: NotificationState | None = None, rule: str | None = None) -> int:
    """How many lines `list_notifications` has with the same filters, at most 10,001."""
    counted: int = await tx.fetchval(
        """
        SELECT count(*)
          FROM (SELECT 1 FROM notification
                 WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR rule = $2) LIMIT 10001) AS capped
        """,
        None if state is None else state.value,
        rule,
    )
    return counted


async def rule_standings(tx: Tx) -> dict[str, RuleStanding]:
    """Where the notifications of each rule stand; rules of which none waits or is dead are left out."""
    rows = await tx.fetch(
        """
        SELECT r.name, w.found AS waiting, d.found AS dead
          FROM notification_rule AS r
         CROSS JOIN LATERAL (SELECT count(*) AS found FROM (
             SELECT 1 FROM notification WHERE rule = r.name AND state = 'waiting' LIMIT 1000) AS a) AS w
         CROSS JOIN LATERAL (SELECT count(*) AS found FROM (
             SELECT 1 FROM notification WHERE rule = r.name AND state = 'dead' LIMIT 1000) AS b) AS d
         WHERE w.found + d.found > 0
        """
    )
    return {row["name"]: RuleStanding(waiting=row["waiting"], dead=row["dead"]) for row in rows}


async def find_preference(tx: Tx, user_id: int) -> Preference:
    """What a person wants to hear of; without a word from them, everything at the account's address."""
    row = await tx.fetchrow("SELECT mail_address, muted FROM notification_preference WHERE user_id = $1", user_id)
    if row is None:
        return Preference()
    return Preference(mail_address=row["mail_address"], muted=tuple(NotificationKind(kind) for kind in row["muted"]))
