"""What a customer has that may serve more than one source: the inventory of shared targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

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


async def link_uses(tx: Tx, uses: Sequence[tuple[int, int]]) -> None:
    """Notes that items use shared ones: `(shared item, user)`."""
    if uses:
        await tx.execute(
            """
            INSERT INTO inventory_use (inventory_item_id, user_id)
            SELECT *
              FROM unnest($1::bigint[], $2::bigint[])
                ON CONFLICT DO NOTHING
            """,
            [use[0] for use in uses],
            [use[1] for use in uses],
        )


async def load_users(tx: Tx, inventory_item_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """For each shared item that is among these, or that one of these uses: all that live and use it, the one above too."""
    rows = await tx.fetch(
        """
        WITH concerned AS (
            SELECT inventory_item_id AS id FROM inventory_use WHERE inventory_item_id = ANY ($1) OR user_id = ANY ($1)
        ),
        users AS (
            SELECT u.inventory_item_id AS id, u.user_id FROM concerned AS c JOIN inventory_use AS u ON u.inventory_item_id = c.id
            UNION
            SELECT i.id, i.parent_id FROM concerned AS c JOIN inventory_item AS i ON i.id = c.id WHERE i.parent_id IS NOT NULL
        )
        SELECT u.id, array_agg(u.user_id ORDER BY u.user_id) AS users
          FROM users AS u
          JOIN inventory_item AS i ON i.id = u.user_id AND i.ended_at IS NULL
          JOIN inventory_item AS s ON s.id = u.id AND s.ended_at IS NULL
         GROUP BY u.id
        """,
        sorted(set(inventory_item_ids)),
    )
    return {row["id"]: frozenset(row["users"]) for row in rows}


async def load_living(tx: Tx, customer_id: str, specification_ids: Collection[str]) -> list[InventoryItem]:
    """What a customer has of these specifications and has not ended."""
    if not specification_ids:
        return []
    rows = await tx.fetch(
        """
        SELECT *
          FROM inventory_item
         WHERE customer_id = $1 AND specification_id = ANY ($2) AND ended_at IS NULL
         ORDER BY id
        """,
        customer_id,
        sorted(specification_ids),
    )
    return [item_from_row(row) for row in rows]


async def hand_over_shared(tx: Tx, ended: Iterable[int]) -> None:
    """Shared items that stand below one that has ended stand below the oldest of those that still use them."""
    await tx.execute(
        """
        UPDATE inventory_item AS shared
           SET parent_id = heir.user_id
          FROM (SELECT s.id, min(u.user_id) AS user_id
                  FROM inventory_item AS s
                  JOIN inventory_use AS u ON u.inventory_item_id = s.id
                  JOIN inventory_item AS living ON living.id = u.user_id AND living.ended_at IS NULL
                 WHERE s.parent_id = ANY ($1::bigint[]) AND s.ended_at IS NULL
                 GROUP BY s.id) AS heir
         WHERE shared.id = heir.id
        """,
        sorted(ended),
    )
