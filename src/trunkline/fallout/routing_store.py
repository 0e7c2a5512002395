"""SQL of routing: the rules, what they need to know of new fallouts, escalations that are due, and watchers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.fallout.routing_model import Routed, RoutingRule, RoutingVersion
from trunkline.kit.db import Tx
from trunkline.kit.ids import FalloutId, ServiceOrderId

_RULE = RoutingRule.__struct_fields__


async def list_rules(tx: Tx) -> list[RoutingRule]:
    """All rules, as they are read."""
    rows = await tx.fetch(f"SELECT {', '.join(_RULE)} FROM fallout_routing_rule ORDER BY place")
    return [RoutingRule(**dict(row)) for row in rows]


async def read_version(tx: Tx, *, lock: bool = False) -> RoutingVersion:
    """Which version the list is; with `lock`, nobody else saves it until the transaction ends."""
    (row,) = await tx.fetch(
        f"SELECT version, changed_by, changed_at FROM fallout_routing{' FOR UPDATE' if lock else ''}"
    )
    return RoutingVersion(**dict(row))


async def replace_rules(tx: Tx, rules: Sequence[RoutingRule], *, by: str, now: datetime) -> None:
    """Writes these rules instead of those there were, as the next version; the caller holds the lock of the version."""
    await tx.execute("UPDATE fallout_routing SET version = version + 1, changed_by = $1, changed_at = $2", by, now)
    await tx.execute("DELETE FROM fallout_routing_rule")
    await tx.copy(
        "fallout_routing_rule",
        ("place", *_RULE),
        [(place, *msgspec.structs.astuple(rule)) for place, rule in enumerate(rules, start=1)],
    )


async def list_routed(tx: Tx, fallouts: Sequence[FalloutId]) -> list[Routed]:
    """What rules look at; the system is the one that was asked."""
    rows = await tx.fetch(
        """
        SELECT f.service_order_id, f.n, f.task_n, f.fallout_type, o.specification_id AS specification,
               o.kind AS category, array_remove(ARRAY[f.category, c.parent], NULL) AS fallout_categories, f.exchange ->> 'system' AS system, f.priority, f.state, f.assignment_group,
               f.assignee
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN fallout AS f ON f.service_order_id = s.service_order_id AND f.n = s.n
          JOIN domain_order AS o ON o.service_order_id = f.service_order_id AND o.n = f.domain_order_n
          LEFT JOIN fallout_category AS c ON c.id = f.category
         ORDER BY f.service_order_id, f.n
        """,
        [fallout.service_order_id for fallout in fallouts],
        [fallout.n for fallout in fallouts],
    )
    return [_routed(dict(row)) for row in rows]


def _routed(row: dict[str, object]) -> Routed:
    order, n = row.pop("service_order_id"), row.pop("n")
    return msgspec.convert({**row, "id": (order, n)}, Routed)


async def save_assignments(tx: Tx, given: Sequence[tuple[FalloutId, str, str | None, str]]) -> None:
    """Gives fallouts, as `(id, group, person, state)`; the caller holds the locks of their orders."""
    await tx.execute(
        """
        UPDATE fallout AS f
           SET assignment_group = s.assignment_group, assignee = s.assignee, state = s.state
          FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[])
            AS s (service_order_id, n, assignment_group, assignee, state)
         WHERE f.service_order_id = s.service_order_id AND f.n = s.n
        """,
        [fallout.service_order_id for fallout, _, _, _ in given],
        [fallout.n for fallout, _, _, _ in given],
        [group for _, group, _, _ in given],
        [person for _, _, person, _ in given],
        [state for _, _, _, state in given],
    )


async def add_escalations(tx: Tx, due: Sequence[tuple[FalloutId, datetime, str, str]]) -> None:
    """Sets when fallouts go elsewhere, as `(id, when, group, rule)`; what was set for one before is forgotten."""
    await tx.execute(
        """
        INSERT INTO fallout_escalation (service_order_id, fallout_n, due_at, assignment_group, rule)
        SELECT *
          FROM unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::text[], $5::text[])
            ON CONFLICT (service_order_id, fallout_n)
            DO UPDATE SET due_at = EXCLUDED.due_at, assignment_group = EXCLUDED.assignment_group, rule = EXCLUDED.rule
        """,
        [fallout.service_order_id for fallout, *_ in due],
        [fallout.n for fallout, *_ in due],
        [at for _, at, _, _ in due],
        [group for _, _, group, _ in due],
        [rule for *_, rule in due],
    )


async def take_due_escalations(tx: Tx, *, now: datetime, limit: int) -> list[tuple[FalloutId, str, str]]:
    """Escalations that are due, as `(id, group, rule)`, taken off the list with their orders locked; orders that are
    busy are passed over."""
    rows = await tx.fetch(
        """
        WITH due AS MATERIALIZED (
            SELECT e.service_order_id, e.fallout_n
              FROM fallout_escalation AS e
              JOIN service_order AS o ON o.id = e.service_order_id
             WHERE e.due_at <= $1
             ORDER BY e.due_at
             LIMIT $2
               FOR NO KEY UPDATE OF o SKIP LOCKED
        )
        DELETE FROM fallout_escalation AS e
         USING due AS d
         WHERE e.service_order_id = d.service_order_id AND e.fallout_n = d.fallout_n
        RETURNING e.service_order_id, e.fallout_n, e.assignment_group, e.rule
        """,
        now,
        limit,
    )
    return [
        (FalloutId(ServiceOrderId(row["service_order_id"]), row["fallout_n"]), row["assignment_group"], row["rule"])
        for row in rows
    ]


async def missing(
    tx: Tx,
    *,
    groups: Sequence[str] = (),
    people: Sequence[str] = (),
    types: Sequence[str] = (),
    categories: Sequence[str] = (),
) -> set[str]:
    """Which of these groups, active users, fallout types and categories there are not, as `group:desk`, `user:ann`,
    `type:x`, `category:y`."""
    rows = await tx.fetch(
        """
        SELECT 'group:' || name AS missing FROM unnest($1::text[]) AS g (name)
         WHERE NOT EXISTS (SELECT 1 FROM assignment_group AS known WHERE known.name = g.name)
        UNION ALL
        SELECT 'user:' || name FROM unnest($2::text[]) AS u (name)
         WHERE NOT EXISTS (SELECT 1 FROM user_account AS known WHERE known.user_name = u.name AND known.active)
        UNION ALL
        SELECT 'type:' || name FROM unnest($3::text[]) AS t (name)
         WHERE NOT EXISTS (SELECT 1 FROM fallout_type AS known WHERE known.id = t.name)
        UNION ALL
        SELECT 'category:' || name FROM unnest($4::text[]) AS c (name)
         WHERE NOT EXISTS (SELECT 1 FROM fallout_category AS known WHERE known.id = c.name AND NOT known.retired)
        """,
        list(groups),
        list(people),
        list(types),
        list(categories),
    )
    return {row["missing"] for row in rows}


async def add_watchers(
    tx: Tx, watching: Sequence[tuple[FalloutId, str]], *, now: datetime
) -> list[tuple[FalloutId, str]]:
    """Active users who watch from now on; answers those who did not before. Names of nobody are left out."""
    rows = await tx.fetch(
        """
        INSERT INTO fallout_watcher (service_order_id, fallout_n, user_name, since)
        SELECT s.service_order_id, s.n, u.user_name, $4
          FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS s (service_order_id, n, user_name)
          JOIN user_account AS u ON u.user_name = s.user_name AND u.active
            ON CONFLICT DO NOTHING
        RETURNING service_order_id, fallout_n, user_name
        """,
        [fallout.service_order_id for fallout, _ in watching],
        [fallout.n for fallout, _ in watching],
        [name for _, name in watching],
        now,
    )
    return [(FalloutId(ServiceOrderId(row[0]), row[1]), row[2]) for row in rows]


async def remove_watcher(tx: Tx, fallout: FalloutId, user_name: str) -> None:
    """Somebody does not watch any more."""
    await tx.execute(
        "DELETE FROM fallout_watcher WHERE service_order_id = $1 AND fallout_n = $2 AND user_name = $3",
        *fallout,
        user_name,
    )


async def list_watchers(tx: Tx, fallout: FalloutId) -> list[str]:
    """Who watches, by name."""
    rows = await tx.fetch(
        "SELECT user_name FROM fallout_watcher WHERE service_order_id = $1 AND fallout_n = $2 ORDER BY user_name",
        *fallout,
    )
    return [row["user_name"] for row in rows]
