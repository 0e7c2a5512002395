"""SQL of holds: small rows beside the plan; the view `held_task` says which tasks the open ones cover."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import DomainOrderId, HoldId, ServiceOrderId, TaskId, domain_order_number, service_order_number
from trunkline.orchestration.state import AtExpiry, HoldReason, HoldScope


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """Keeps what it is about, and all inside it, from starting anything. Open until `released_at`."""

    service_order_id: ServiceOrderId
    n: int
    scope: HoldScope
    scope_n: int
    reason_code: HoldReason
    note: str
    owner: str
    placed_at: datetime
    placed_by: str
    expires_at: datetime | None
    at_expiry: AtExpiry
    escalate_to: str | None
    escalated_at: datetime | None = None
    released_at: datetime | None = None
    released_by: str | None = None
    release_note: str | None = None
    of_resource: bool = False  # what is held is a resource order

    @property
    def number(self) -> str:
        """What people see: `HOLD-000123-1`."""
        return HoldId(self.service_order_id, self.n).number

    @property
    def subject_number(self) -> str:
        """The number of what is held; an item is named by its order and its place in it."""
        if self.scope is HoldScope.TASK:
            return TaskId(self.service_order_id, self.scope_n).number
        if self.scope is HoldScope.DOMAIN_ORDER:
            return domain_order_number(DomainOrderId(self.service_order_id, self.scope_n), resource=self.of_resource)
        order = service_order_number(self.service_order_id)
        return order if self.scope is HoldScope.SERVICE_ORDER else f"{order}/{self.scope_n}"


_HOLD = """
h.*, EXISTS (SELECT 1 FROM domain_order AS d
              WHERE h.scope = 'domainOrder' AND d.service_order_id = h.service_order_id AND d.n = h.scope_n
                AND d.kind = 'resource') AS of_resource
"""


def _read(row: Row) -> Hold:
    return msgspec.convert(dict(row), Hold)


async def subject_state(tx: Tx, service_order_id: int, scope: HoldScope, n: int) -> tuple[str, str | None] | None:
    """States `(of the order, of the subject)` when the order has a plan; the second is None when there is no such part.

    Answers None when the order is unknown or has no plan.
    """
    row = await tx.fetchrow(
        """
        SELECT o.state AS of_order,
               CASE $2
                   WHEN 'serviceOrder' THEN o.state
                   WHEN 'item' THEN (SELECT state FROM service_order_item WHERE service_order_id = $1 AND n = $3)
                   WHEN 'domainOrder' THEN (SELECT state FROM domain_order WHERE service_order_id = $1 AND n = $3)
                   ELSE (SELECT state FROM task WHERE service_order_id = $1 AND n = $3)
               END AS of_subject
          FROM service_order AS o
          JOIN orchestration_plan AS p ON p.service_order_id = o.id
         WHERE o.id = $1
        """,
        service_order_id,
        scope.value,
        n,
    )
    return None if row is None else (row["of_order"], row["of_subject"])


async def add(tx: Tx, hold: Hold) -> Hold:
    """Writes a hold under the next number of its order; the order is locked."""
    row = await tx.fetchrow(
        f"""
        INSERT INTO hold AS h (service_order_id, n, scope, scope_n, reason_code, note, owner, placed_at, placed_by,
                          expires_at, at_expiry, escalate_to)
        SELECT $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
          FROM hold
         WHERE service_order_id = $1
        RETURNING {_HOLD}
        """,
        hold.service_order_id, hold.scope.value, hold.scope_n, hold.reason_code.value, hold.note, hold.owner,
        hold.placed_at, hold.placed_by, hold.expires_at, hold.at_expiry.value, hold.escalate_to,
    )  # fmt: skip
    assert row is not None
    return _read(row)


async def find(tx: Tx, hold_id: HoldId) -> Hold | None:
    """The hold, or None."""
    row = await tx.fetchrow(f"SELECT {_HOLD} FROM hold AS h WHERE h.service_order_id = $1 AND h.n = $2", *hold_id)
    return None if row is None else _read(row)


async def list_holds(tx: Tx, service_order_id: int, *, everything: bool) -> list[Hold]:
    """Open holds of an order, the oldest first; with `everything`, released ones too."""
    rows = await tx.fetch(
        f"""
        SELECT {_HOLD}
          FROM hold AS h
         WHERE h.service_order_id = $1 AND (h.released_at IS NULL OR $2)
         ORDER BY h.n
        """,
        service_order_id,
        everything,
    )
    return [_read(row) for row in rows]


async def list_covering(tx: Tx, service_order_id: int, scope: HoldScope, n: int) -> list[Hold]:
    """Open holds that cover a part of an order: its own, and those of all that it is inside of; the oldest first."""
    rows = await tx.fetch(
        f"""
        WITH part AS (
            SELECT t.n AS task_n, d.ancestors AS domain_orders, i.ancestors AS items
              FROM service_order AS o
              LEFT JOIN task AS t ON $2 = 'task' AND t.service_order_id = o.id AND t.n = $3
              LEFT JOIN domain_order AS d ON d.service_order_id = o.id
                                         AND d.n = CASE $2 WHEN 'domainOrder' THEN $3 ELSE t.domain_order_n END
              LEFT JOIN service_order_item AS i ON i.service_order_id = o.id
                                               AND i.n = CASE $2 WHEN 'item' THEN $3 ELSE d.item_n END
             WHERE o.id = $1
        )
        SELECT {_HOLD}
          FROM hold AS h, part AS p
         WHERE h.service_order_id = $1
           AND h.released_at IS NULL
           AND CASE h.scope
                   WHEN 'serviceOrder' THEN true
                   WHEN 'item' THEN h.scope_n = ANY (p.items)
                   WHEN 'domainOrder' THEN h.scope_n = ANY (p.domain_orders)
                   ELSE h.scope_n = p.task_n
               END
         ORDER BY h.n
        """,
        service_order_id,
        scope.value,
        n,
    )
    return [_read(row) for row in rows]


async def list_due(tx: Tx, *, now: datetime, limit: int) -> list[Hold]:
    """Open holds whose expiry has come and that were not escalated yet."""
    rows = await tx.fetch(
        f"""
        SELECT {_HOLD}
          FROM hold AS h
         WHERE h.released_at IS NULL AND h.escalated_at IS NULL AND h.expires_at <= $1
         ORDER BY h.expires_at
         LIMIT $2
        """,
        now,
        limit,
    )
    return [_read(row) for row in rows]


async def list_over(tx: Tx, *, limit: int) -> list[Hold]:
    """Open holds on what has ended; the open holds are few."""
    rows = await tx.fetch(
        f"""
        SELECT {_HOLD}
          FROM hold AS h
          JOIN service_order AS o ON o.id = h.service_order_id
         WHERE h.released_at IS NULL
           AND (o.state IN ('cancelled', 'completed', 'failed', 'partial')
                OR CASE h.scope
                       WHEN 'item' THEN EXISTS (
                           SELECT 1 FROM service_order_item AS i
                            WHERE i.service_order_id = h.service_order_id AND i.n = h.scope_n
                              AND i.state IN ('cancelled', 'completed', 'failed', 'partial', 'rejected'))
                       WHEN 'domainOrder' THEN EXISTS (
                           SELECT 1 FROM domain_order AS d
                            WHERE d.service_order_id = h.service_order_id AND d.n = h.scope_n
                              AND d.ended_at IS NOT NULL)
                       WHEN 'task' THEN EXISTS (
                           SELECT 1 FROM task AS t
                            WHERE t.service_order_id = h.service_order_id AND t.n = h.scope_n
                              AND t.ended_at IS NOT NULL)
                       ELSE false
                   END)
         ORDER BY h.service_order_id, h.n
         LIMIT $1
        """,
        limit,
    )
    return [_read(row) for row in rows]


async def save_release(tx: Tx, holds: Sequence[Hold], *, note: str | None, by: str, now: datetime) -> None:
    """Ends holds."""
    await tx.execute(
        """
        UPDATE hold AS h
           SET released_at = $3, released_by = $4, release_note = $5
          FROM unnest($1::bigint[], $2::integer[]) AS g (service_order_id, n)
         WHERE h.service_order_id = g.service_order_id AND h.n = g.n AND h.released_at IS NULL
        """,
        [hold.service_order_id for hold in holds],
        [hold.n for hold in holds],
        now,
        by,
        note,
    )


async def save_escalation(tx: Tx, holds: Sequence[Hold], *, now: datetime) -> None:
    """Gives holds to the group that is to decide."""
    await tx.execute(
        """
        UPDATE hold AS h
           SET escalated_at = $3, owner = h.escalate_to
          FROM unnest($1::bigint[], $2::integer[]) AS g (service_order_id, n)
         WHERE h.service_order_id = g.service_order_id AND h.n = g.n AND h.escalate_to IS NOT NULL
        """,
        [hold.service_order_id for hold in holds],
        [hold.n for hold in holds],
        now,
    )


async def covered_ready(tx: Tx, service_order_id: int, only: Sequence[int] | None = None) -> list[int]:
    """Ready tasks of an order that a hold covers: all, or those among `only`."""
    rows = await tx.fetch(
        """
        SELECT DISTINCT n
          FROM held_task
         WHERE service_order_id = $1 AND task_state = 'ready' AND ($2::integer[] IS NULL OR n = ANY ($2))
         ORDER BY n
        """,
        service_order_id,
        None if only is None else list(only),
    )
    return [row["n"] for row in rows]


async def orders_on_hold(tx: Tx, service_order_ids: Sequence[int]) -> set[int]:
    """Those of these orders in which something is held."""
    rows = await tx.fetch(
        "SELECT DISTINCT service_order_id FROM hold WHERE service_order_id = ANY ($1) AND released_at IS NULL",
        list(service_order_ids),
    )
    return {row["service_order_id"] for row in rows}


async def free_to_go(tx: Tx, service_order_ids: Sequence[int], *, now: datetime) -> list[tuple[int, int]]:
    """Tasks that wait for no other task and for no date, and that no hold covers any more."""
    rows = await tx.fetch(
        """
        SELECT t.service_order_id, t.n
          FROM task AS t
         WHERE t.service_order_id = ANY ($1) AND t.state = 'waiting' AND t.open_predecessors = 0
           AND coalesce(t.not_before <= $2, true)
           AND NOT EXISTS (SELECT 1 FROM held_task AS c WHERE c.service_order_id = t.service_order_id AND c.n = t.n)
         ORDER BY t.service_order_id, t.n
        """,
        list(service_order_ids),
        now,
    )
    return [(row["service_order_id"], row["n"]) for row in rows]
