"""SQL of notification rules and of the outbox."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from trunkline.events.model import HistoryEntry
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import EventId
from trunkline.notifications.model import (
    Condition,
    NotificationKind,
    NotificationRule,
    OrderFacts,
    Person,
    Preference,
    Recipient,
)

_READER = "notifications"
_RULE = "name, version, kind, active, condition, recipients, digest, calendar, changed_by, changed_at"


def read_rule(row: Row) -> NotificationRule:
    """A rule from its row."""
    return NotificationRule(
        kind=NotificationKind(row["kind"]),
        condition=msgspec.convert(row["condition"], Condition),
        recipients=msgspec.convert(row["recipients"], tuple[Recipient, ...]),
        **{name: row[name] for name in ("name", "version", "active", "digest", "calendar", "changed_by", "changed_at")},
    )


async def list_rules(tx: Tx, *, active: bool | None = None) -> list[NotificationRule]:
    """Rules by name: all, or those that are active or not."""
    rows = await tx.fetch(
        f"SELECT {_RULE} FROM notification_rule WHERE $1::boolean IS NULL OR active = $1 ORDER BY name", active
    )
    return [read_rule(row) for row in rows]


async def lock_rule(tx: Tx, name: str) -> NotificationRule | None:
    """A rule, its row held; None when there is none."""
    row = await tx.fetchrow(f"SELECT {_RULE} FROM notification_rule WHERE name = $1 FOR UPDATE", name)
    return None if row is None else read_rule(row)


async def save_rule(tx: Tx, rule: NotificationRule) -> None:
    """Writes a rule, a new one or over the one of that name."""
    await tx.execute(
        """
        INSERT INTO notification_rule (name, version, kind, active, condition, recipients, digest, calendar, changed_by,
                                       changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (name)
            DO UPDATE SET version = $2, kind = $3, active = $4, condition = $5, recipients = $6, digest = $7,
                          calendar = $8, changed_by = $9, changed_at = $10
        """,
        rule.name,
        rule.version,
        rule.kind.value,
        rule.active,
        msgspec.to_builtins(rule.condition),
        msgspec.to_builtins(rule.recipients),
        rule.digest,
        rule.calendar,
        rule.changed_by,
        rule.changed_at,
    )


async def delete_rule(tx: Tx, name: str) -> bool:
    """Takes a rule away; False when there is none."""
    return (await tx.execute("DELETE FROM notification_rule WHERE name = $1", name)).endswith(" 1")


async def unknown_names(
    tx: Tx, *, users: Collection[str], groups: Collection[str], calendar: str | None
) -> tuple[set[str], set[str], bool]:
    """Which of these users (active ones) and groups there are not, and whether the calendar is missing."""
    row = await tx.fetchrow(
        """
        SELECT ARRAY(SELECT name FROM unnest($1::text[]) AS g (name)
                      WHERE NOT EXISTS (SELECT 1 FROM user_account AS u WHERE u.user_name = g.name AND u.active)) AS users,
               ARRAY(SELECT name FROM unnest($2::text[]) AS g (name)
                      WHERE NOT EXISTS (SELECT 1 FROM assignment_group AS a WHERE a.name = g.name)) AS groups,
               $3::text IS NOT NULL AND NOT EXISTS (SELECT 1 FROM working_calendar AS c WHERE c.name = $3) AS calendar
        """,
        list(users),
        list(groups),
        calendar,
    )
    assert row is not None
    return set(row["users"]), set(row["groups"]), row["calendar"]


async def skip_to_present(tx: Tx, *, reader: str = _READER) -> None:
    """Leaves out all that happened so far: no rule wants to hear of it."""
    await tx.execute(
        """
        INSERT INTO history_reader (name, tx, event_id)
        VALUES ($1, pg_snapshot_xmin(pg_current_snapshot()), 0)
            ON CONFLICT (name) DO UPDATE SET tx = EXCLUDED.tx, event_id = 0
        """,
        reader,
    )


async def read_on(
    tx: Tx, kinds: Collection[str], *, limit: int, reader: str = _READER
) -> tuple[int, list[HistoryEntry]]:
    """Reads the history from where it was left: how many events, and those of the given kinds.

    The first call begins at the present. The place moves on in the same transaction that fills the outbox, so no event
    is told of twice or never.
    """
    rows = await tx.fetch(
        """
        WITH place AS (
            INSERT INTO history_reader AS r (name, tx, event_id)
            VALUES ($1, pg_snapshot_xmin(pg_current_snapshot()), 0)
                ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name
            RETURNING tx, event_id
        ),
        read AS MATERIALIZED (
            SELECT e.tx, e.id, e.kind
              FROM place AS p
              JOIN event AS e ON (e.tx, e.id) > (p.tx, p.event_id) AND e.tx < pg_snapshot_xmin(pg_current_snapshot())
             ORDER BY e.tx, e.id
             LIMIT $2
        ),
        last AS (
            SELECT tx, id, (SELECT count(*) FROM read) AS read FROM read ORDER BY tx DESC, id DESC LIMIT 1
        )
        SELECT l.tx::text AS tx, l.id AS last_id, l.read, e.id, e.kind, e.service_order_id, e.n, e.made_by, e.at, e.data
          FROM last AS l
          LEFT JOIN (read AS r JOIN event AS e ON e.id = r.id AND r.kind = ANY($3::text[])) ON true
         ORDER BY e.tx, e.id
        """,
        reader,
        limit,
        list(kinds),
    )
    if not rows:
        return 0, []
    await tx.execute(
        "UPDATE history_reader SET tx = $2::text::xid8, event_id = $3 WHERE name = $1",
        reader,
        rows[0]["tx"],
        rows[0]["last_id"],
    )
    return rows[0]["read"], [_entry(row) for row in rows if row["id"] is not None]


def _entry(row: Row) -> HistoryEntry:
    return HistoryEntry(
        id=EventId(row["id"]), kind=row["kind"], service_order_id=row["service_order_id"], n=row["n"],
        by=row["made_by"], at=row["at"], data=row["data"],
    )  # fmt: skip


async def recent_events(tx: Tx, kinds: Collection[str], *, limit: int) -> list[HistoryEntry]:
    """Of the newest `limit` events those of the given kinds, the newest first."""
    rows = await tx.fetch(
        """
        SELECT e.id, e.kind, e.service_order_id, e.n, e.made_by, e.at, e.data
          FROM (SELECT * FROM event ORDER BY id DESC LIMIT $2) AS e
         WHERE e.kind = ANY($1::text[])
         ORDER BY e.id DESC
        """,
        list(kinds),
        limit,
    )
    return [_entry(row) for row in rows]


async def newest_order(tx: Tx) -> int | None:
    """The order that was captured last, or None."""
    newest: int | None = await tx.fetchval("SELECT id FROM service_order ORDER BY id DESC LIMIT 1")
    return newest


async def read_orders(tx: Tx, ids: Collection[int]) -> list[Row]:
    """What rules and texts need of these orders; `items` are the bodies of their items."""
    return await tx.fetch(
        """
        SELECT o.id, o.external_id, o.state, o.priority, o.category, o.customer_id, o.customer_name, o.description,
               o.created_by, o.body,
               ARRAY(SELECT DISTINCT i.specification_id FROM service_order_item AS i
                      WHERE i.service_order_id = o.id AND i.specification_id IS NOT NULL) AS specifications
          FROM unnest($1::bigint[]) AS s (id)
          JOIN service_order AS o ON o.id = s.id
        """,
        list(ids),
    )


async def read_item_bodies(tx: Tx, ids: Collection[int]) -> list[Row]:
    """The bodies of the items of these orders that have related parties: where contacts are; at most 50 of an order."""
    return await tx.fetch(
        """
        SELECT s.id AS service_order_id, i.body
          FROM unnest($1::bigint[]) AS s (id)
         CROSS JOIN LATERAL (
            SELECT body FROM service_order_item
             WHERE service_order_id = s.id
               AND (body -> 'relatedParty' IS NOT NULL OR body -> 'service' -> 'relatedParty' IS NOT NULL)
             ORDER BY n LIMIT 50
         ) AS i
        """,
        list(ids),
    )


async def read_tasks(tx: Tx, tasks: Collection[tuple[int, int]]) -> dict[tuple[int, int], Row]:
    """Name, group and assignee of these tasks, by (order, n)."""
    rows = await tx.fetch(
        """
        SELECT t.service_order_id, t.n, t.name, t.assignment_group, t.assignee
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN task AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
        """,
        [task[0] for task in tasks],
        [task[1] for task in tasks],
    )
    return {(row["service_order_id"], row["n"]): row for row in rows}


async def read_people(
    tx: Tx, *, users: Collection[str], groups: Collection[str], roles: Collection[str], limit: int
) -> list[Person]:
    """Active users of these names, in these groups or with these roles."""
    rows = await tx.fetch(
        """
        WITH wanted AS (
            SELECT id FROM user_account WHERE user_name = ANY($1::text[])
             UNION
            SELECT user_id FROM assignment_group_member WHERE assignment_group = ANY($2::text[])
             UNION
            SELECT user_id FROM user_role WHERE role = ANY($3::text[])
        )
        SELECT u.user_name, u.full_name, coalesce(p.mail_address, u.email) AS address,
               coalesce(p.muted, '{}') AS muted,
               ARRAY(SELECT r.role FROM user_role AS r WHERE r.user_id = u.id) AS roles,
               ARRAY(SELECT m.assignment_group FROM assignment_group_member AS m WHERE m.user_id = u.id) AS groups
          FROM wanted AS w
          JOIN user_account AS u ON u.id = w.id AND u.active
          LEFT JOIN notification_preference AS p ON p.user_id = u.id
         ORDER BY u.user_name
         LIMIT $4
        """,
        list(users),
        list(groups),
        list(roles),
        limit,
    )
    return [
        Person(
            user_name=row["user_name"], full_name=row["full_name"], address=row["address"],
            muted=frozenset(row["muted"]), roles=frozenset(row["roles"]), groups=frozenset(row["groups"]))
        for row in rows
    ]  # fmt: skip


def order_facts(row: Row, contacts: tuple[tuple[str, str], ...]) -> OrderFacts:
    """What rules and texts need of an order, from its row."""
    return OrderFacts(
        specifications=frozenset(row["specifications"]),
        contacts=contacts,
        **{name: row[name] for name in (
            "id", "external_id", "state", "priority", "category", "customer_id", "customer_name", "description",
            "created_by")},
    )  # fmt: skip


async def save_preference(tx: Tx, user_id: int, preference: Preference) -> None:
    """Writes what a person wants to hear of."""
    await tx.execute(
        """
        INSERT INTO notification_preference (user_id, mail_address, muted)
        VALUES ($1, $2, $3)
            ON CONFLICT (user_id) DO UPDATE SET mail_address = $2, muted = $3
        """,
        user_id,
        preference.mail_address,
        [kind.value for kind in preference.muted],
    )
