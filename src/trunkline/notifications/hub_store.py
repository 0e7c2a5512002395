"""SQL of hub subscriptions, and of what notifications say of orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.notifications.hub import HubSubscription

READER = "hub"


async def list_subscriptions(tx: Tx) -> list[HubSubscription]:
    """All subscriptions, the oldest first."""
    rows = await tx.fetch("SELECT id, callback, query, created_by, created_at FROM hub_subscription ORDER BY id")
    return [HubSubscription(**dict(row)) for row in rows]


async def add_subscription(tx: Tx, *, callback: str, query: str, by: str, now: datetime) -> HubSubscription:
    """Writes a subscription; the same address with the same query is one subscription."""
    await tx.execute("LOCK TABLE hub_subscription IN SHARE ROW EXCLUSIVE MODE")
    row = await tx.fetchrow(
        "SELECT * FROM hub_subscription WHERE callback = $1 AND query = $2", callback, query
    ) or await tx.fetchrow(
        """
        INSERT INTO hub_subscription (callback, query, created_by, created_at)
        VALUES ($1, $2, $3, $4)
        RETURNING id, callback, query, created_by, created_at
        """,
        callback,
        query,
        by,
        now,
    )
    assert row is not None
    return HubSubscription(**dict(row))


async def lock_subscription(tx: Tx, subscription_id: int) -> HubSubscription | None:
    """A subscription, its row held; None when there is none."""
    row = await tx.fetchrow("SELECT * FROM hub_subscription WHERE id = $1 FOR UPDATE", subscription_id)
    return None if row is None else HubSubscription(**dict(row))


async def delete_subscription(tx: Tx, subscription_id: int) -> None:
    """Takes a subscription away, and what is still to be sent to it."""
    await tx.execute("DELETE FROM hub_subscription WHERE id = $1", subscription_id)
    await tx.execute("DELETE FROM notification WHERE rule = $1 AND state = 'waiting'", rule_of(subscription_id))


def rule_of(subscription_id: int) -> str:
    """What the outbox calls the notifications of a subscription."""
    return f"hub:{subscription_id}"


async def read_orders(tx: Tx, service_order_ids: Sequence[ServiceOrderId]) -> dict[int, dict[str, Any]]:
    """What identifies these orders, in the words of TMF641; drafts and orders that are gone are left out."""
    rows = await tx.fetch(
        """
        SELECT id, external_id AS "externalId", state, category, priority::text AS priority
          FROM service_order
         WHERE id = ANY ($1) AND state <> 'draft'
        """,
        list(service_order_ids),
    )
    return {row["id"]: {name: value for name, value in dict(row).items() if name != "id"} for row in rows}
