"""What rules may look at besides characteristics: the order, the item, its place, its parties, what exists."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.catalog.scope import NOTHING, Scope
from trunkline.inventory.model import InventoryTree
from trunkline.ordering.model import ServiceOrder, ServiceOrderItem


def order_facts(order: ServiceOrder) -> Scope:
    """The scope that all items of an order have in common. What nobody gave is absent."""
    given = {
        "number": order.number,
        "category": order.category,
        "priority": order.priority,
        "description": order.description,
        "externalId": order.external_id,
        "customer": order.customer_id,
        "requestedStartDate": _instant(order.requested_start_date),
        "requestedCompletionDate": _instant(order.requested_completion_date),
    }
    return Scope(
        order={name: value for name, value in given.items() if value is not None},
        parties=_parties(order.body.get("relatedParty")),
    )


def item_facts(facts: Scope, item: ServiceOrderItem, place: object, existing: InventoryTree | None) -> Scope:
    """The scope of one item, values left out."""
    first = place[0] if isinstance(place, (list, tuple)) and place else place
    inventory = NOTHING
    if existing is not None:
        inventory = {
            "state": existing.item.state.value,
            "values": {n: h.value for n, h in existing.item.characteristics.items() if h.value is not None},
        }
    about = {"id": item.item_id, "quantity": item.quantity, "specification": item.specification_id or ""}
    return msgspec.structs.replace(
        facts,
        action=item.action.value,
        place=first if isinstance(first, dict) else NOTHING,
        item=about,
        inventory=inventory,
        parties={**facts.parties, **_parties(item.body.get("relatedParty"))},
    )


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _parties(value: object) -> dict[str, object]:
    return {
        party["role"]: {"id": party.get("id", ""), "name": party.get("name", "")}
        for party in (value if isinstance(value, list) else ())
        if isinstance(party, dict) and isinstance(party.get("role"), str)
    }
