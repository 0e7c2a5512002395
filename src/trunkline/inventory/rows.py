"""Rows of the inventory tables to the model."""

from __future__ import annotations

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.inventory.model import InventoryItem, InventoryKind, InventorySnapshot
from trunkline.inventory.state import InventoryState
from trunkline.kit.db import Row

COLUMNS = (
    "id", "kind", "external_id", "name", "state", "specification_id", "specification_version", "parent_id",
    "customer_id", "place", "characteristics", "body", "service_order_id", "domain_order_n", "created_at",
    "started_at", "ended_at", "state_before", "version_wanted", "moved_from_id",
)  # fmt: skip


def characteristics_from(document: object) -> dict[str, Characteristic]:
    """Characteristics by name, from their stored form."""
    return msgspec.convert(document, dict[str, Characteristic])


def item_from_row(row: Row) -> InventoryItem:
    """An inventory item from its row."""
    return InventoryItem(
        id=row["id"],
        kind=InventoryKind(row["kind"]),
        external_id=row["external_id"],
        name=row["name"],
        state=InventoryState(row["state"]),
        specification_id=row["specification_id"],
        specification_version=row["specification_version"],
        parent_id=row["parent_id"],
        customer_id=row["customer_id"],
        place=row["place"],
        characteristics=characteristics_from(row["characteristics"]),
        body=row["body"],
        service_order_id=row["service_order_id"],
        domain_order_n=row["domain_order_n"],
        created_at=row["created_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        suspension_waits=bool(row.get("suspension_waits")),
        state_before=None if row["state_before"] is None else InventoryState(row["state_before"]),
        version_wanted=row["version_wanted"],
        moved_from_id=row["moved_from_id"],
    )


def snapshot_from_row(row: Row) -> InventorySnapshot:
    """One entry of an item's history."""
    return InventorySnapshot(
        at=row["at"],
        state=InventoryState(row["state"]),
        specification_version=row["specification_version"],
        characteristics=characteristics_from(row["characteristics"]),
        service_order_id=row["service_order_id"],
    )
