"""SQL that inventory commands need; every statement is for many items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import asyncpg
import msgspec

from trunkline.inventory.errors import InventoryExternalIdTaken
from trunkline.inventory.model import InventoryItem
from trunkline.inventory.rows import COLUMNS, item_from_row
from trunkline.kit.db import Tx
from trunkline.kit.ids import InventoryItemId

_HISTORY = ("inventory_item_id", "at", "state", "specification_version", "characteristics", "service_order_id")


async def new_ids(tx: Tx, count: int) -> list[InventoryItemId]:
    """Ids for new items, ascending."""
    rows = await tx.fetch(
        "SELECT nextval(pg_get_serial_sequence('inventory_item', 'id')) AS id FROM generate_series(1, $1)", count
    )
    return sorted(InventoryItemId(row["id"]) for row in rows)


async def insert(tx: Tx, items: Sequence[InventoryItem], *, now: datetime) -> None:
    """Writes new items and the first entry of each one's history.

    Raises InventoryExternalIdTaken when one of their external ids is in use.
    """
    rows = [_row(item) for item in items]
    try:
        await tx.copy("inventory_item", COLUMNS, rows)
    except asyncpg.UniqueViolationError as error:
        raise InventoryExternalIdTaken(
            f"inventory has something with this external id already ({error.detail}); choose another external id"
        ) from error
    chars, order = COLUMNS.index("characteristics"), COLUMNS.index("service_order_id")
    version, state = COLUMNS.index("specification_version"), COLUMNS.index("state")
    await tx.copy(
        "inventory_history", _HISTORY, [(row[0], now, row[state], row[version], row[chars], row[order]) for row in rows]
    )


def _row(item: InventoryItem) -> tuple[Any, ...]:
    return (
        item.id, item.kind.value, item.external_id, item.name, item.state.value, item.specification_id,
        item.specification_version, item.parent_id, item.customer_id, item.place,
        msgspec.to_builtins(item.characteristics), dict(item.body), item.service_order_id, item.domain_order_n,
        item.created_at, item.started_at, item.ended_at,
        None if item.state_before is None else item.state_before.value, item.version_wanted,
        item.moved_from_id,
    )  # fmt: skip


async def lock_with_products(tx: Tx, ids: Iterable[int]) -> dict[InventoryItemId, InventoryItem]:
    """The items and the products right above them, locked in id order, by id."""
    rows = await tx.fetch(
        """
        SELECT *
          FROM inventory_item
         WHERE id = ANY (ARRAY(
               SELECT unnest($1::bigint[])
                UNION
               SELECT product.id
                 FROM inventory_item AS part
                 JOIN inventory_item AS product ON product.id = part.parent_id AND product.kind = 'product'
                WHERE part.id = ANY ($1::bigint[])))
         ORDER BY id
           FOR NO KEY UPDATE
        """,
        sorted(set(ids)),
    )
    return {row["id"]: item_from_row(row) for row in rows}


async def lock_older(tx: Tx, newest: Mapping[str, int], *, after: int, limit: int) -> list[InventoryItem]:
    """Living items whose version is older than the newest one of their specification, locked in id order."""
    rows = await tx.fetch(
        """
        SELECT i.*
          FROM inventory_item AS i
          JOIN unnest($1::text[], $2::integer[]) AS n (id, version)
            ON n.id = i.specification_id AND i.specification_version < n.version
         WHERE i.ended_at IS NULL AND i.id > $3
         ORDER BY i.id
         LIMIT $4
           FOR NO KEY UPDATE OF i
        """,
        list(newest),
        list(newest.values()),
        after,
        limit,
    )
    return [item_from_row(row) for row in rows]


async def living_parts(tx: Tx, product_ids: Sequence[int]) -> list[tuple[InventoryItemId, InventoryItemId]]:
    """`(product, part)` for every part right below these products that has not ended."""
    rows = await tx.fetch(
        """
        SELECT parent_id, id
          FROM inventory_item
         WHERE parent_id = ANY ($1::bigint[]) AND ended_at IS NULL
        """,
        list(product_ids),
    )
    return [(row["parent_id"], row["id"]) for row in rows]


async def save(tx: Tx, items: Sequence[InventoryItem], *, now: datetime) -> None:
    """Writes state, values, version, order and instants of locked items, and an entry of the history of each."""
    await tx.execute(
        """
        WITH moved AS (
            UPDATE inventory_item AS i
               SET state = new.state, characteristics = new.characteristics, service_order_id = new.service_order_id,
                   domain_order_n = new.domain_order_n, started_at = new.started_at, ended_at = new.ended_at,
                   state_before = new.state_before, specification_version = new.specification_version,
                   version_wanted = new.version_wanted
              FROM unnest($1::bigint[], $2::text[], $3::jsonb[], $4::bigint[], $5::integer[], $6::timestamptz[],
                          $7::timestamptz[], $9::text[], $10::integer[], $11::integer[])
                   AS new (id, state, characteristics, service_order_id, domain_order_n, started_at, ended_at,
                           state_before, specification_version, version_wanted)
             WHERE i.id = new.id
            RETURNING i.id, i.state, i.specification_version, i.characteristics, i.service_order_id
        )
        INSERT INTO inventory_history
               (inventory_item_id, at, state, specification_version, characteristics, service_order_id)
        SELECT id, $8, state, specification_version, characteristics, service_order_id
          FROM moved
        """,
        [item.id for item in items],
        [item.state.value for item in items],
        [msgspec.to_builtins(item.characteristics) for item in items],
        [item.service_order_id for item in items],
        [item.domain_order_n for item in items],
        [item.started_at for item in items],
        [item.ended_at for item in items],
        now,
        [None if item.state_before is None else item.state_before.value for item in items],
        [item.specification_version for item in items],
        [item.version_wanted for item in items],
    )
