"""The demo catalogs and their orders, read from the repository, for tests."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import yaml

from trunkline.catalog.model import Catalog, CatalogDocument, PlanSpecification, Specification
from trunkline.catalog.parts import Part, parts_of, tables_among
from trunkline.decomposition.model import Decomposition, DomainOrderDraft
from trunkline.inventory.model import InventoryItem, InventoryKind, InventoryTree
from trunkline.inventory.state import InventoryState
from trunkline.kit.ids import InventoryItemId, ServiceOrderId, ServiceOrderItemId
from trunkline.ordering.capture import Surroundings, capture
from trunkline.ordering.model import NewServiceOrder, NewServiceOrderItem, ServiceOrder, ServiceOrderItem
from trunkline.ordering.state import ServiceOrderState
from trunkline.ordering.wire import read_service_order

CATALOGS = Path(__file__).resolve().parents[1] / "catalogs"
NAMES = ("5g-slice", "carrier-ethernet", "fibre-bundle", "managed-firewall", "sd-wan")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@functools.cache
def documents() -> tuple[CatalogDocument, ...]:
    """Every YAML file of every demo catalog, strictly decoded."""
    return tuple(
        msgspec.convert(yaml.safe_load(path.read_text("utf-8")), CatalogDocument)
        for path in sorted(CATALOGS.glob("*/*.yaml"))
    )


def specifications() -> list[Specification]:
    """The specifications of all demo catalogs."""
    return [specification for document in documents() for specification in document.specifications]


def plans() -> list[PlanSpecification]:
    """The plan specifications of all demo catalogs."""
    return [plan for document in documents() for plan in document.plans]


def parts() -> list[Part]:
    """The decision tables and policies of all demo catalogs."""
    return [part for document in documents() for part in parts_of(document)]


@functools.cache
def demo_catalog() -> Catalog:
    """All demo catalogs as one, revision 1."""
    return Catalog(1, specifications(), plans(), tables=tables_among(parts()).values())


def order_paths() -> list[str]:
    """The order files as `managed-firewall/01-add-head-office`, in the order of submission."""
    return [f"{path.parent.parent.name}/{path.stem}" for path in sorted(CATALOGS.glob("*/orders/*.json"))]


def order_document(name: str) -> dict[str, Any]:
    """The TMF641 document behind `managed-firewall/01-add-head-office`."""
    folder, stem = name.split("/")
    document: dict[str, Any] = json.loads((CATALOGS / folder / "orders" / f"{stem}.json").read_text("utf-8"))
    return document


def all_items(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The items of an order document, nested ones too."""
    items = list(document.get("serviceOrderItem", []))
    return items + [below for item in items for below in all_items(item)]


def captured_add(document: Mapping[str, Any]) -> ServiceOrder:
    """The service order that a document of adds becomes; it must be without fault."""
    captured = capture(read_service_order(document), Surroundings(catalog=demo_catalog()), now=NOW)
    assert captured.refusal() == []
    return _service_order(captured.order)


def without(document: Mapping[str, Any], characteristic: str) -> dict[str, Any]:
    """A copy of the document in which no item gives that characteristic."""
    copy: dict[str, Any] = json.loads(json.dumps(document))
    for item in all_items(copy):
        given = item["service"].get("serviceCharacteristic", [])
        item["service"]["serviceCharacteristic"] = [entry for entry in given if entry["name"] != characteristic]
    return copy


def _service_order(order: NewServiceOrder) -> ServiceOrder:
    return ServiceOrder(
        id=ServiceOrderId(1), external_id=order.external_id, state=ServiceOrderState.IN_PROGRESS, state_reason=None,
        state_before=None, version=1, priority=3, category=order.category, description=order.description,
        customer_id=order.customer_id, customer_name=order.customer_name, order_date=NOW, requested_start_date=None,
        requested_completion_date=order.requested_completion_date, committed_due_date=None,
        expected_completion_date=None, start_date=NOW, completion_date=None, catalog_revision=1, created_by="test",
        body=order.body, items=_items(order.items),
    )  # fmt: skip


def _items(items: Sequence[NewServiceOrderItem]) -> tuple[ServiceOrderItem, ...]:
    return tuple(
        ServiceOrderItem(
            id=ServiceOrderItemId(ServiceOrderId(1), item.n), item_id=item.item_id, parent_n=item.parent_n,
            state=ServiceOrderState.IN_PROGRESS, state_reason=None, action=item.action, quantity=item.quantity,
            priority=item.priority, specification_id=item.specification_id, specification_version=1,
            inventory_item_id=item.inventory_item_id, characteristics=item.characteristics, place=item.place,
            related_items=item.related_items, issues=item.issues, body=item.body,
        )
        for item in items
    )  # fmt: skip


def installed(order: ServiceOrder, decomposition: Decomposition) -> dict[str, InventoryTree]:
    """What inventory holds when an order of adds is completed: the trees by the external id that the order gave."""
    below: dict[int | None, list[DomainOrderDraft]] = {}
    for draft in decomposition.domain_orders:
        below.setdefault(draft.parent_n, []).append(draft)
    external = {item.id.n: _external_id(item) for item in order.items}
    parent_item = {draft.n: draft.item_n for draft in decomposition.domain_orders}
    trees: dict[str, InventoryTree] = {}

    def tree(draft: DomainOrderDraft) -> InventoryTree:
        top = draft.parent_n is None or parent_item[draft.parent_n] != draft.item_n
        name = external[draft.item_n] if top else None
        item = InventoryItem(
            id=InventoryItemId(draft.n), kind=InventoryKind(draft.kind), external_id=name, name=draft.name,
            state=InventoryState.ACTIVE, specification_id=draft.specification_id, specification_version=1,
            parent_id=None if draft.parent_n is None else InventoryItemId(draft.parent_n),
            customer_id=order.customer_id, place=draft.place, characteristics=draft.characteristics,
            service_order_id=order.id, domain_order_n=draft.n, created_at=NOW, started_at=NOW, ended_at=None,
        )  # fmt: skip
        made = InventoryTree(item=item, children=tuple(tree(child) for child in below.get(draft.n, [])))
        if name is not None:
            trees[name] = made
        return made

    for root in below.get(None, []):
        tree(root)
    return trees


def _external_id(item: ServiceOrderItem) -> str | None:
    service = item.body.get("service")
    name = service.get("externalId") if isinstance(service, dict) else None
    return name if isinstance(name, str) else None


def captured_change(document: Mapping[str, Any], there: Mapping[str, InventoryTree]) -> ServiceOrder:
    """The service order that a document of modifies and deletes becomes, given what is there."""
    around = Surroundings(catalog=demo_catalog(), inventory={name: tree.item for name, tree in there.items()})
    captured = capture(read_service_order(document), around, now=NOW)
    assert captured.refusal() == []
    return _service_order(captured.order)
