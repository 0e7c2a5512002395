"""What a customer has that may serve more than one source: the inventory of shared targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from trunkline.inventory.model import InventoryItem
from trunkline.inventory.rows import item_from_row
from trunkline.kit.db import Tx


async def load_in_use(
    tx: Tx, customer_ids: Iterable[str], specification_ids: Collection[str]
) -> dict[str, dict[str, list[InventoryItem]]]:
    """The living items of these specifications: customer -> specification -> items, the oldest first."""
    customers = sorted(set(customer_ids))
    if not customers or not specification_ids:
        return {}
    rows = await tx.fetch(
        """
        SELECT *
          FROM inventory_item
         WHERE customer_id = ANY ($1) AND specification_id = ANY ($2)
           AND state IN ('reserved', 'active', 'changePending')
         ORDER BY id
        """,
        customers,
        sorted(specification_ids),
    )
    found: dict[str, dict[str, list[InventoryItem]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["customer_id"]][row["specification_id"]].append(item_from_row(row))
    return {customer: dict(items) for customer, items in found.items()}
