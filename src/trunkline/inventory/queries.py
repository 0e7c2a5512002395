"""What people and other rooms ask about inventory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from trunkline.inventory.errors import UnknownInventoryItem
from trunkline.inventory.model import InventoryItem, InventoryKind, InventorySnapshot, InventoryTree
from trunkline.inventory.rows import item_from_row, snapshot_from_row
from trunkline.inventory.state import InventoryState
from trunkline.kit.db import Tx
from trunkline.kit.ids import InventoryItemId, ServiceOrderId, read_inventory_number
from trunkline.kit.tmf import ListQuery
from trunkline.kit.words import read_words

COUNTED = 10_000  # counts are exact up to here; more is told as this number plus one
DEEPEST = 100  # levels of a tree that are followed


class InventoryFilter(msgspec.Struct, frozen=True, kw_only=True):
    """What a list in the workspace is limited to; `search` holds words.

    Each must begin a word of a number, name, external id, specification, place or characteristic value.
    """

    kind: InventoryKind | None = None
    state: InventoryState | None = None
    customer_id: str | None = None
    specification_id: str | None = None
    search: str | None = None


async def get_inventory_item(tx: Tx, inventory_item_id: int) -> InventoryItem:
    """The item; raises UnknownInventoryItem."""
    found = await get_inventory_items(tx, [inventory_item_id])
    if not found:
        raise UnknownInventoryItem(f"inventory has no item {inventory_item_id}")
    return found[0]


async def get_inventory_items(tx: Tx, ids: Iterable[int]) -> list[InventoryItem]:
    """The items among these that exist, by id."""
    rows = await tx.fetch("SELECT * FROM inventory_item WHERE id = ANY ($1::bigint[]) ORDER BY id", sorted(set(ids)))
    return [item_from_row(row) for row in rows]


async def get_by_number(tx: Tx, number: str) -> InventoryItem:
    """The item with the number that people see (`SRV-000013`); raises UnknownInventoryItem."""
    inventory_item_id = read_inventory_number(number)
    found = [] if inventory_item_id is None else await get_inventory_items(tx, [inventory_item_id])
    if not found or found[0].number != number.strip().upper():
        raise UnknownInventoryItem(f"inventory has nothing with the number '{number}'; a number looks like SRV-000013")
    return found[0]


async def find_for_order(tx: Tx, references: Iterable[str]) -> dict[str, InventoryItem]:
    """Services and resources by how an order names them: our number, or the external id; those that exist.

    Products are not found: a service order is not about them, and they may share a service's external id.
    """
    named = sorted(set(references))
    numbers = {name: read for name in named if (read := read_inventory_number(name)) is not None}
    rows = await tx.fetch(
        """
        SELECT *
          FROM inventory_item
         WHERE kind <> 'product' AND (id = ANY ($1::bigint[]) OR external_id = ANY ($2::text[]))
         ORDER BY array_position(ARRAY['cfs', 'rfs', 'resource'], kind)
        """,
        sorted(set(numbers.values())),
        named,
    )
    items = [item_from_row(row) for row in rows]
    by_number = {item.number: item for item in items}
    by_external_id: dict[str, InventoryItem] = {}
    for item in items:
        if item.external_id is not None:
            by_external_id.setdefault(item.external_id, item)
    found: dict[str, InventoryItem] = {}
    for name in named:
        item_id = numbers.get(name)
        prefix = name.strip().upper().partition("-")[0]
        by_us = None if item_id is None else by_number.get(f"{prefix}-{item_id:06d}")
        item_found = by_us or by_external_id.get(name)
        if item_found is not None:
            found[name] = item_found
    return found


async def load_trees(
    tx: Tx, root_ids: Iterable[int], *, ended: bool = False
) -> dict[int, InventoryTree]:  # fmt: skip
    """Each item with everything below it that has not ended (`ended`: that too), in one query, by id.

    A circle in the data is cut where it would begin again.
    """
    rows = await tx.fetch(
        """
        WITH RECURSIVE tree (root, id, path) AS (
            SELECT id, id, ARRAY[id]
              FROM inventory_item
             WHERE id = ANY ($1::bigint[])
             UNION ALL
            SELECT tree.root, part.id, tree.path || part.id
              FROM tree
              JOIN inventory_item AS part ON part.parent_id = tree.id
             WHERE part.id <> ALL (tree.path) AND cardinality(tree.path) < $2 AND ($3 OR part.ended_at IS NULL)
        )
        SELECT tree.root, i.*,
               EXISTS (SELECT 1
                         FROM scheduled_inventory_change AS s
                        WHERE s.inventory_item_id = i.id AND s.state = 'waiting' AND s.action = 'suspend'
               ) AS suspension_waits
          FROM tree
          JOIN inventory_item AS i ON i.id = tree.id
         ORDER BY tree.root, i.id
        """,
        sorted(set(root_ids)),
        DEEPEST,
        ended,
    )
    items: dict[InventoryItemId, dict[InventoryItemId, InventoryItem]] = defaultdict(dict)
    for row in rows:
        items[row["root"]][row["id"]] = item_from_row(row)
    return {root: _tree(root, below) for root, below in items.items()}


def _tree(root: InventoryItemId, items: dict[InventoryItemId, InventoryItem]) -> InventoryTree:
    parts: dict[InventoryItemId, list[InventoryItem]] = defaultdict(list)
    for item in items.values():
        if item.parent_id is not None and item.id != root:
            parts[item.parent_id].append(item)

    def grown(item: InventoryItem) -> InventoryTree:
        return InventoryTree(item=item, children=tuple(grown(part) for part in parts.get(item.id, ())))

    return grown(items[root])


async def ancestors_of(tx: Tx, inventory_item_id: int) -> list[InventoryItem]:
    """What stands above an item, the top first."""
    rows = await tx.fetch(
        """
        WITH RECURSIVE above (id, path) AS (
            SELECT parent_id, ARRAY[id]
              FROM inventory_item
             WHERE id = $1 AND parent_id IS NOT NULL
             UNION ALL
            SELECT i.parent_id, above.path || i.id
              FROM above
              JOIN inventory_item AS i ON i.id = above.id
             WHERE i.parent_id IS NOT NULL AND i.parent_id <> ALL (above.path) AND cardinality(above.path) < $2
        )
        SELECT i.*
          FROM above
          JOIN inventory_item AS i ON i.id = above.id
         ORDER BY cardinality(above.path) DESC
        """,
        inventory_item_id,
        DEEPEST,
    )
    return [item_from_row(row) for row in rows]


async def parts_of(tx: Tx, ids: Sequence[int]) -> dict[int, list[InventoryItem]]:
    """What stands directly below each of these items and has not ended, in one query."""
    rows = await tx.fetch(
        """
        SELECT *
          FROM inventory_item
         WHERE parent_id = ANY ($1::bigint[]) AND ended_at IS NULL
         ORDER BY id
        """,
        list(ids),
    )
    parts: dict[int, list[InventoryItem]] = {item_id: [] for item_id in ids}
    for row in rows:
        parts[row["parent_id"]].append(item_from_row(row))
    return parts


async def list_inventory(
    tx: Tx, kinds: Iterable[InventoryKind], query: ListQuery
) -> tuple[list[InventoryItem], int]:  # fmt: skip
    """One page of the items of these kinds that the query asks for (see `listing.py`), and how many there are in all."""
    kinds_sql = ", ".join(f"'{kind.value}'" for kind in kinds)  # our own closed set
    condition = f"i.kind IN ({kinds_sql}) AND ({query.where})"
    total: int = await tx.fetchval(f"SELECT count(*) FROM inventory_item AS i WHERE {condition}", *query.args)
    rows = await tx.fetch(
        f"""
        SELECT i.*
          FROM inventory_item AS i
         WHERE {condition}
         ORDER BY {query.order_by}
         {query.limit_sql}
        """,
        *query.paged_args,
    )
    return [item_from_row(row) for row in rows], total


# the expression is that of the index inventory_item_words
_HAS_WORD = """words_of(coalesce(i.external_id, '') || ' ' || i.name || ' ' || i.specification_id || ' '
    || coalesce(leaves_of(i.place), '') || ' '
    || coalesce(leaves_of(jsonb_path_query_array(i.characteristics, '$.*.value')), '')) @@ word_query(${}::text)"""


def _conditions(wanted: InventoryFilter) -> tuple[str, list[object]]:
    """SQL on `inventory_item AS i` and its arguments. Kinds and states are our own closed sets: the planner sees them."""
    said = []
    args: list[object] = []
    if wanted.kind is not None:
        said.append(f"i.kind = '{wanted.kind.value}'")
    if wanted.state is not None:
        said.append(f"i.state = '{wanted.state.value}'")
    for column, value in (("customer_id", wanted.customer_id), ("specification_id", wanted.specification_id)):
        if value is not None:
            args.append(value)
            said.append(f"i.{column} = ${len(args)}")
    for word in read_words(wanted.search or ""):
        number = read_inventory_number(word)
        args.append(word)
        named = _HAS_WORD.format(len(args))
        said.append(named if number is None else f"(i.id = {int(number)} OR {named})")
    return " AND ".join(said) or "TRUE", args


async def search_inventory(
    tx: Tx, wanted: InventoryFilter, *, limit: int, before: int | None = None
) -> tuple[list[InventoryItem], int]:
    """Items, the newest first, from the one after the id `before` on; and how many there are, counted up to COUNTED."""
    condition, args = _conditions(wanted)
    n = len(args)
    total: int = await tx.fetchval(
        f"SELECT count(*) FROM (SELECT FROM inventory_item AS i WHERE {condition} LIMIT ${n + 1}) AS counted",
        *args,
        COUNTED + 1,
    )
    rows = await tx.fetch(
        f"""
        SELECT i.*
          FROM inventory_item AS i
         WHERE {condition}{"" if before is None else f" AND i.id < ${n + 2}"}
         ORDER BY i.id DESC
         LIMIT ${n + 1}
        """,
        *args,
        limit,
        *([] if before is None else [before]),
    )
    return [item_from_row(row) for row in rows], total


async def history_of(tx: Tx, inventory_item_id: int, *, limit: int = 1000) -> list[InventorySnapshot]:
    """Everything that an item has been, the newest first."""
    rows = await tx.fetch(
        """
        SELECT at, state, specification_version, characteristics, service_order_id
          FROM inventory_history
         WHERE inventory_item_id = $1
         ORDER BY at DESC, n DESC
         LIMIT $2
        """,
        inventory_item_id,
        limit,
    )
    return [snapshot_from_row(row) for row in rows]


async def as_of(tx: Tx, inventory_item_id: int, at: datetime) -> InventorySnapshot | None:
    """What an item was at an instant; None when it was not there yet."""
    row = await tx.fetchrow(
        """
        SELECT at, state, specification_version, characteristics, service_order_id
          FROM inventory_history
         WHERE inventory_item_id = $1 AND at <= $2
         ORDER BY at DESC, n DESC
         LIMIT 1
        """,
        inventory_item_id,
        at,
    )
    return None if row is None else snapshot_from_row(row)


async def orders_of(tx: Tx, inventory_item_id: int) -> list[ServiceOrderId]:
    """The service orders that made or changed an item, the newest first."""
    rows = await tx.fetch(
        """
        SELECT DISTINCT service_order_id
          FROM inventory_history
         WHERE inventory_item_id = $1 AND service_order_id IS NOT NULL
         ORDER BY service_order_id DESC
        """,
        inventory_item_id,
    )
    return [ServiceOrderId(row["service_order_id"]) for row in rows]
