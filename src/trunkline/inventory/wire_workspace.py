"""The workspace's JSON of inventory, from the model."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.inventory.model import InventoryItem, InventoryKind, InventorySnapshot, InventoryTree
from trunkline.inventory.state import InventoryState
from trunkline.kit.ids import service_order_number


class _Body(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Base of the workspace's answers."""


class InventoryLine(_Body, frozen=True, kw_only=True):
    """One item in a list."""

    number: str
    kind: InventoryKind
    name: str
    state: InventoryState
    external_id: str | None
    specification: str
    specification_version: int
    customer: str | None
    parent: str | None
    service_order: str | None
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


class InventoryListBody(_Body, frozen=True, kw_only=True):
    """A page of items."""

    items: list[InventoryLine]
    total: int
    next: str | None


class InventoryBranch(_Body, frozen=True, kw_only=True):
    """An item with everything below it."""

    item: InventoryLine
    children: list[InventoryBranch]


class SnapshotBody(_Body, frozen=True, kw_only=True):
    """What the item was from an instant on."""

    at: datetime
    state: InventoryState
    specification_version: int
    characteristics: dict[str, Characteristic]
    service_order: str | None


class InventoryDetail(_Body, frozen=True, kw_only=True):
    """One item with its values, what stands above and below it, its history and its orders."""

    item: InventoryLine
    characteristics: dict[str, Characteristic]
    place: object
    above: list[InventoryLine]
    tree: InventoryBranch
    history: list[SnapshotBody]
    service_orders: list[str]


def render_line(item: InventoryItem, *, parent: str | None = None) -> InventoryLine:
    """One item in a list; `parent` is the number of what stands above it."""
    return InventoryLine(
        number=item.number,
        kind=item.kind,
        name=item.name,
        state=item.state,
        external_id=item.external_id,
        specification=item.specification_id,
        specification_version=item.specification_version,
        customer=item.customer_id,
        parent=parent,
        service_order=None if item.service_order_id is None else service_order_number(item.service_order_id),
        created_at=item.created_at,
        started_at=item.started_at,
        ended_at=item.ended_at,
    )


def render_branch(tree: InventoryTree, *, parent: str | None = None) -> InventoryBranch:
    """A tree of items."""
    return InventoryBranch(
        item=render_line(tree.item, parent=parent),
        children=[render_branch(part, parent=tree.item.number) for part in tree.children],
    )


def render_snapshot(snapshot: InventorySnapshot) -> SnapshotBody:
    """One entry of the history."""
    order = snapshot.service_order_id
    return SnapshotBody(
        at=snapshot.at,
        state=snapshot.state,
        specification_version=snapshot.specification_version,
        characteristics=snapshot.characteristics,
        service_order=None if order is None else service_order_number(order),
    )
