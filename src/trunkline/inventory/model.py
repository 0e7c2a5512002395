"""What a customer has: sold products, the services that realise them, the resources these run on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.inventory.state import InventoryState
from trunkline.kit.ids import InventoryItemId, ServiceOrderId, inventory_number


class InventoryKind(StrEnum):
    """Three classes, the middle one in two faces."""

    PRODUCT = "product"  # what was sold
    CFS = "cfs"
    RFS = "rfs"
    RESOURCE = "resource"


class InventoryItem(msgspec.Struct, frozen=True, kw_only=True):
    """One product, service or resource. `parent_id` is what stands above it: product, service."""

    id: InventoryItemId
    kind: InventoryKind
    external_id: str | None
    name: str
    state: InventoryState
    specification_id: str
    specification_version: int
    parent_id: InventoryItemId | None
    customer_id: str | None
    place: object
    characteristics: dict[str, Characteristic]
    service_order_id: ServiceOrderId | None
    domain_order_n: int | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def number(self) -> str:
        """What people see: `SRV-000013`."""
        return inventory_number(self.kind, self.id)


class InventoryTree(msgspec.Struct, frozen=True, kw_only=True):
    """An item with everything below it."""

    item: InventoryItem
    children: tuple[InventoryTree, ...] = ()
