"""What a customer has: sold products, the services that realise them, the resources these run on."""

from __future__ import annotations

from collections.abc import Mapping
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
    body: Mapping[str, object] = {}  # other TMF attributes that an onboarded service was sent with
    state_before: InventoryState | None = None  # while an order works on it: what it goes back to if that fails
    suspension_waits: bool = False  # an order has suspended it from a date on that is still to come
    version_wanted: int | None = None  # while a change works on it: the specification's version that it gets
    moved_from_id: InventoryItemId | None = None  # what it takes the place of, at another place

    @property
    def number(self) -> str:
        """What people see: `SRV-000013`."""
        return inventory_number(self.kind, self.id)


class InventoryTree(msgspec.Struct, frozen=True, kw_only=True):
    """An item with everything below it."""

    item: InventoryItem
    children: tuple[InventoryTree, ...] = ()


class NewInventoryItem(msgspec.Struct, frozen=True, kw_only=True):
    """A placeholder to be reserved. What stands above it is `parent_index`, a place in the same batch before this one,
    or `parent_id`, something that exists."""

    kind: InventoryKind
    name: str
    specification_id: str
    specification_version: int
    parent_index: int | None = None
    parent_id: InventoryItemId | None = None
    customer_id: str | None = None
    place: object = None
    characteristics: Mapping[str, Characteristic] = {}
    service_order_id: ServiceOrderId | None = None
    domain_order_n: int | None = None
    external_id: str | None = None
    moved_from_id: InventoryItemId | None = None  # what it takes the place of, at another place


class InventorySnapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What an item was from an instant on: one entry of its history."""

    at: datetime
    state: InventoryState
    specification_version: int
    characteristics: dict[str, Characteristic]
    service_order_id: ServiceOrderId | None


class FinishedDomainOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A domain order that ended: `action` add, modify, delete, suspend or resume; `outcome` completed, failed or cancelled.

    `characteristics` are its final values: Characteristics, or mappings with `value` and `origin`.
    """

    service_order_id: ServiceOrderId
    domain_order_n: int
    inventory_item_id: int | None
    action: str
    outcome: str
    characteristics: Mapping[str, object]
    effective_at: datetime | None = None  # of a suspend or resume: when it takes effect, if that is still to come


class OnboardedService(msgspec.Struct, frozen=True, kw_only=True):
    """An existing service to be taken into inventory; `state` is TMF638's word."""

    name: str
    kind: InventoryKind
    state: str
    specification_id: str
    specification_version: int | None = None
    external_id: str | None = None
    customer_id: str | None = None
    place: object = None
    characteristics: Mapping[str, object] = {}  # name -> value
    started_at: datetime | None = None
    body: dict[str, object] = {}
