"""Rows of the ordering tables to nouns and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.kit.db import Row
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderItemId
from trunkline.ordering.model import (
    Approval,
    Investigation,
    NewServiceOrderItem,
    RelatedItem,
    ServiceOrder,
    ServiceOrderItem,
)
from trunkline.ordering.state import ApprovalState, InvestigationState, ItemAction, ServiceOrderState

ITEM_COLUMNS = (
    "service_order_id", "n", "item_id", "parent_n", "state", "action", "quantity", "priority", "specification_id",
    "inventory_item_id", "characteristics", "place", "related_items", "issues", "body",
)  # fmt: skip


def order_from_row(row: Row, items: Iterable[Row]) -> ServiceOrder:
    """The order behind a row of service_order and the rows of its items."""
    values: dict[str, Any] = {name: row[name] for name in _ORDER_PLAIN}
    return ServiceOrder(
        **values,
        state=ServiceOrderState(row["state"]),
        state_before=None if row["state_before"] is None else ServiceOrderState(row["state_before"]),
        items=tuple(map(item_from_row, items)),
    )


_ORDER_PLAIN = tuple(name for name in ServiceOrder.__struct_fields__ if name not in ("state", "state_before", "items"))


def item_from_row(row: Row) -> ServiceOrderItem:
    """The item behind a row of service_order_item."""
    return ServiceOrderItem(
        id=ServiceOrderItemId(row["service_order_id"], row["n"]),
        item_id=row["item_id"],
        parent_n=row["parent_n"],
        state=ServiceOrderState(row["state"]),
        state_reason=row["state_reason"],
        action=ItemAction(row["action"]),
        quantity=row["quantity"],
        priority=row["priority"],
        specification_id=row["specification_id"],
        specification_version=row["specification_version"],
        inventory_item_id=row["inventory_item_id"],
        characteristics={
            name: Characteristic(held.get("value"), held["origin"]) for name, held in row["characteristics"].items()
        },
        place=row["place"],
        related_items=tuple(
            RelatedItem(relationship_type=relation["relationshipType"], item_id=relation["itemId"])
            for relation in row["related_items"]
        ),
        issues=tuple(msgspec.convert(issue, Problem) for issue in row["issues"]),
        body=row["body"],
        point_of_no_return=row["point_of_no_return"],
        point_of_no_return_at=row["point_of_no_return_at"],
    )


def item_rows(
    service_order_id: int, items: Iterable[NewServiceOrderItem], state: ServiceOrderState
) -> Iterator[tuple[Any, ...]]:
    """Values for ITEM_COLUMNS."""
    for item in items:
        yield (
            service_order_id,
            item.n,
            item.item_id,
            item.parent_n,
            state.value,
            item.action.value,
            item.quantity,
            item.priority,
            item.specification_id,
            item.inventory_item_id,
            characteristics_json(item.characteristics),
            item.place,
            related_json(item.related_items),
            problems_json(item.issues),
            item.body,
        )


def characteristics_json(characteristics: dict[str, Characteristic]) -> dict[str, object]:
    """As stored: name -> {value, origin}."""
    return {name: {"value": held.value, "origin": held.origin} for name, held in characteristics.items()}


def related_json(related: Iterable[RelatedItem]) -> list[dict[str, str]]:
    """As stored: [{relationshipType, itemId}]."""
    return [{"relationshipType": r.relationship_type, "itemId": r.item_id} for r in related]


def approval_from_row(row: Row) -> Approval:
    """The approval behind a row."""
    values = {name: row[name] for name in Approval.__struct_fields__ if name not in ("state", "items")}
    items = None if row["items"] is None else tuple(row["items"])
    return Approval(state=ApprovalState(row["state"]), items=items, **values)


def investigation_from_row(row: Row) -> Investigation:
    """The investigation behind a row."""
    values = {name: row[name] for name in Investigation.__struct_fields__ if name != "state"}
    return Investigation(state=InvestigationState(row["state"]), **values)


def problems_json(problems: Iterable[Problem]) -> list[object]:
    """As stored: the set members of each."""
    return [msgspec.to_builtins(problem) for problem in problems]
