"""Suspends and resumes what is scheduled, when its date has come."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from trunkline.inventory import commands, store
from trunkline.inventory.model import FinishedDomainOrder
from trunkline.inventory.scheduling import ScheduledChange, cancel, close
from trunkline.inventory.state import INVENTORY_LIFECYCLE, SCHEDULED_LIFECYCLE, ScheduledState
from trunkline.kit.db import Tx
from trunkline.kit.ids import InventoryItemId, ServiceOrderId

BATCH: Final = 500
_VERB: Final = {"suspend": "beginSuspension", "resume": "beginResumption"}


async def run_due_inventory_changes(tx: Tx, now: datetime) -> int:
    """Does at most BATCH scheduled changes whose date has come; answers how many were done or cancelled.

    What an order is working on waits until that has ended. What cannot be done any more (suspended already, or
    ended) is cancelled, told with the reason. One change of each item at a time, in the order of their dates.
    """
    due = await tx.fetch(
        """
        SELECT DISTINCT c.inventory_item_id AS id
          FROM scheduled_inventory_change AS c
          JOIN inventory_item AS i ON i.id = c.inventory_item_id
         WHERE c.state = 'waiting' AND c.due_at <= $1
           AND i.state NOT IN ('changePending', 'terminationPending', 'reserved')
         LIMIT $2
        """,
        now,
        BATCH,
    )
    if not due:
        return 0
    # items first, then their schedules: in this order whoever ends a domain order takes them too
    items = await store.lock_with_products(tx, [row["id"] for row in due])
    rows = await tx.fetch(
        """
        SELECT DISTINCT ON (inventory_item_id) id, inventory_item_id, action, due_at, service_order_id, domain_order_n
          FROM scheduled_inventory_change
         WHERE inventory_item_id = ANY ($1::bigint[]) AND state = 'waiting' AND due_at <= $2
         ORDER BY inventory_item_id, due_at, id
        """,
        [row["id"] for row in due],
        now,
    )
    ready: list[ScheduledChange] = []
    lost: list[ScheduledChange] = []
    finished: list[FinishedDomainOrder] = []
    orders: dict[str, dict[InventoryItemId, ServiceOrderId]] = {"suspend": {}, "resume": {}}
    for row in rows:
        item_id, action = InventoryItemId(row["inventory_item_id"]), row["action"]
        change = ScheduledChange(id=row["id"], inventory_item_id=item_id, action=action, due_at=row["due_at"])
        state = items[item_id].state
        if INVENTORY_LIFECYCLE.allows(_VERB[action], state):
            ready.append(change)
            orders[action][item_id] = ServiceOrderId(row["service_order_id"])
            finished.append(
                FinishedDomainOrder(
                    service_order_id=ServiceOrderId(row["service_order_id"]),
                    domain_order_n=row["domain_order_n"],
                    inventory_item_id=item_id,
                    action=action,
                    outcome="completed",
                    characteristics={},
                )
            )
        elif not INVENTORY_LIFECYCLE.allows("activate", state) and not INVENTORY_LIFECYCLE.allows("restore", state):
            lost.append(change)
    await close(tx, ready, SCHEDULED_LIFECYCLE.after("do", ScheduledState.WAITING))
    await cancel(tx, lost, "on its date it was not in a state for it", now=now)
    await commands.begin_scheduled(tx, suspended=orders["suspend"], resumed=orders["resume"], now=now)
    await commands.finish_domain_orders(tx, finished, now=now)
    return len(ready) + len(lost)
