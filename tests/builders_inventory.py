"""Inventory: placeholders, trees in the database, and the ends of domain orders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CatalogDocument, Characteristic, Specification, SpecificationKind
from trunkline.inventory import commands
from trunkline.inventory.model import FinishedDomainOrder, InventoryItem, InventoryKind, NewInventoryItem
from trunkline.inventory.queries import get_inventory_items
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import InventoryItemId, ServiceOrderId

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
MUCH_LATER = NOW + timedelta(days=30)
ORDER = ServiceOrderId(7)
OTHER = ServiceOrderId(8)

CATALOG = CatalogDocument(
    catalog="for tests of inventory",
    specifications=(
        Specification(id="firewall", kind=SpecificationKind.CFS, name="Firewall"),
        Specification(id="survey", kind=SpecificationKind.CFS, name="Site survey", transient=True),
    ),
)


async def load_catalog(database: Database) -> None:
    """Publishes the small catalog."""
    async with database.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=NOW)


def values(**given: object) -> dict[str, Characteristic]:
    """Characteristics with these values, as an order gave them."""
    return {name: Characteristic(value, "order") for name, value in given.items()}


def new(kind: str = "cfs", specification: str = "firewall", **more: Any) -> NewInventoryItem:
    """A placeholder to be made for the order, under `parent_index` or `parent_id`."""
    return NewInventoryItem(
        kind=InventoryKind(kind),
        name=more.pop("name", specification.capitalize()),
        specification_id=specification,
        specification_version=1,
        customer_id=more.pop("customer_id", "cust-1"),
        service_order_id=more.pop("service_order_id", ORDER),
        **more,
    )


def ended(
    inventory_item_id: int,
    action: str = "add",
    outcome: str = "completed",
    *,
    order: ServiceOrderId = ORDER,
    characteristics: Mapping[str, object] | None = None,
) -> FinishedDomainOrder:
    """The end of a domain order."""
    return FinishedDomainOrder(
        service_order_id=order, domain_order_n=1, inventory_item_id=inventory_item_id, action=action, outcome=outcome,
        characteristics=characteristics or {},
    )  # fmt: skip


async def sold(tx: Tx, *, specification: str = "firewall", **more: Any) -> list[InventoryItemId]:
    """Placeholders: product, CFS, two RFS, and a resource under the first RFS."""
    return await commands.reserve(
        tx,
        [
            new("product", specification, **more),
            new("cfs", specification, parent_index=0, domain_order_n=1, characteristics=values(Speed=100), **more),
            new("rfs", "dmz", parent_index=1, domain_order_n=2, **more),
            new("rfs", "admin", parent_index=1, domain_order_n=3, **more),
            new("resource", "box", parent_index=2, domain_order_n=4, **more),
        ],
        now=NOW,
    )


async def active(tx: Tx, **more: Any) -> list[InventoryItemId]:
    """The same, active since NOW."""
    ids = await sold(tx, **more)
    await commands.finish_domain_orders(tx, [ended(i) for i in ids[1:]], now=NOW)
    return ids


async def states(tx: Tx, ids: list[InventoryItemId]) -> list[str]:
    """The states of these items, in id order."""
    return [item.state.value for item in await get_inventory_items(tx, ids)]


async def one(tx: Tx, inventory_item_id: InventoryItemId) -> InventoryItem:
    """The item."""
    return (await get_inventory_items(tx, [inventory_item_id]))[0]
