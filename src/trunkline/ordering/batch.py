"""Many orders at once: what a worker reads when it plans a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from trunkline.kit.db import Row, Tx
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.rows import order_from_row


async def lock_service_orders(tx: Tx, service_order_ids: Iterable[int]) -> list[ServiceOrder]:
    """The orders among these that exist, with their items, locked in id order until the transaction ends."""
    wanted = sorted(set(service_order_ids))
    orders = await tx.fetch(
        """
        SELECT *
          FROM service_order
         WHERE id = ANY ($1)
         ORDER BY id
           FOR NO KEY UPDATE
        """,
        wanted,
    )
    items: dict[int, list[Row]] = defaultdict(list)
    for row in await tx.fetch(
        """
        SELECT *
          FROM service_order_item
         WHERE service_order_id = ANY ($1)
         ORDER BY service_order_id, n
        """,
        wanted,
    ):
        items[row["service_order_id"]].append(row)
    return [order_from_row(order, items[order["id"]]) for order in orders]
