"""What may be changed in an order when, and what a change amounts to: attribute by attribute, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from trunkline.events.model import FieldChange
from trunkline.kit.errors import Problem
from trunkline.kit.patch import merge_patch
from trunkline.ordering.errors import AttributeNotPatchable, NotEditable
from trunkline.ordering.model import NewServiceOrderItem, ServiceOrder
from trunkline.ordering.state import ENDED, ServiceOrderState

ITEMS = "serviceOrderItem"
# TMF641 v4.1 leaves these out of ServiceOrder_Update
FIXED = frozenset({
    "id", "href", "orderDate", "completionDate", "startDate", "jeopardyAlert", "errorMessage", "milestone", "version",
    "cancellationDate", "cancellationReason", "category", "@type", "@baseType", "@schemaLocation",
})  # fmt: skip
_FREE_IN_DRAFT = frozenset({"category", "@type", "@baseType", "@schemaLocation"})
# about the order, not of what is ordered: may change until the order has ended
ACCOMPANYING = frozenset({
    "description", "externalId", "notificationContact", "externalReference", "note", "expectedCompletionDate",
})  # fmt: skip
EDITABLE = frozenset({ServiceOrderState.DRAFT, ServiceOrderState.ACKNOWLEDGED})


def check_patch(order: ServiceOrder, shown: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a merge patch that asks for something new; `shown` is the order as its client sees it.

    Attributes that repeat what is there are left out, so that a document may be read, changed and sent back whole.
    Raises AttributeNotPatchable for what the server owns, NotEditable for what this state does not let change.
    """
    wanted = {name: value for name, value in patch.items() if value != shown.get(name)}
    state = wanted.pop("state", None)
    fixed = FIXED - _FREE_IN_DRAFT if order.state is ServiceOrderState.DRAFT else FIXED
    refused = sorted(fixed & set(wanted))
    if state is not None and not (isinstance(state, str) and state.lower() == order.state.lower()):
        refused.append("state")
    if refused:
        raise AttributeNotPatchable(
            f"this cannot be changed: {', '.join(refused)}",
            problems=[
                Problem(
                    field=name,
                    what=f"'{name}' cannot be changed",
                    action="use the verbs of the order" if name == "state" else "leave it out",
                )
                for name in refused
            ],
        )
    if not wanted or order.state in EDITABLE:
        return wanted
    if order.state is ServiceOrderState.REJECTED:
        raise NotEditable(f"{order.number} is rejected: reopen it to correct it, then submit it again")
    late = sorted(set(wanted) - ACCOMPANYING)
    if order.state in ENDED or late:
        raise NotEditable(
            f"{order.number} is {order.state}: {', '.join(late or sorted(wanted))} cannot be changed any more",
            problems=[
                Problem(field=name, what="it is too late to change this", action="leave it out") for name in late
            ],
        )
    return wanted


def merged(header: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """The order's document after the patch (RFC 7396); items stand in it only when the patch has some."""
    document: dict[str, Any] = merge_patch(dict(header), dict(wanted))
    return document


def header_changes(before: Mapping[str, Any], after: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[FieldChange]:
    """The attributes of the order that are not what they were."""
    return [
        FieldChange(field=name, before=before.get(name), after=after.get(name))
        for name in sorted(wanted)
        if name != ITEMS and before.get(name) != after.get(name)
    ]


def item_changes(before: Sequence[NewServiceOrderItem], after: Sequence[NewServiceOrderItem]) -> list[FieldChange]:
    """Items that came, went or changed, matched by the customer's item id."""
    old = {item.item_id: item for item in before}
    new = {item.item_id: item for item in after}
    names_before = {item.n: item.item_id for item in before}
    names_after = {item.n: item.item_id for item in after}
    changes: list[FieldChange] = []
    for item_id, item in old.items():
        if item_id not in new:
            changes.append(FieldChange(field=_at(item_id), before=_facts(item, names_before), after=None))
    for item_id, item in new.items():
        was = old.get(item_id)
        if was is None:
            changes.append(FieldChange(field=_at(item_id), before=None, after=_facts(item, names_after)))
        else:
            changes += _differences(item_id, _facts(was, names_before), _facts(item, names_after))
    return changes


def _at(item_id: str) -> str:
    return f"{ITEMS}[{item_id}]"


def _facts(item: NewServiceOrderItem, names: Mapping[int, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "action": item.action.value,
        "quantity": item.quantity,
        "priority": item.priority,
        "parent": None if item.parent_n is None else names.get(item.parent_n),
        "serviceSpecification": item.specification_id or item.specification_name,
        "service.id": item.inventory_reference,
        "service.externalId": item.external_id,
        "committedDueDate": msgspec.to_builtins(item.committed_due_date),
        "place": item.place,
        "relatedItems": [f"{related.relationship_type} {related.item_id}" for related in item.related_items],
        "relatedParty": item.body.get("relatedParty"),
        "issues": [issue.what for issue in item.issues],
    }
    facts |= {f"serviceCharacteristic[{name}]": held.value for name, held in sorted(item.characteristics.items())}
    facts |= {name: value for name, value in item.body.items() if name not in facts and name not in _DERIVED}
    service = item.body.get("service")
    if isinstance(service, dict):
        facts |= {f"service.{name}": value for name, value in service.items() if name not in _DERIVED_OF_SERVICE}
    return {name: value for name, value in facts.items() if value not in (None, [])}


_DERIVED = frozenset({"service", "serviceOrderItemRelationship", "orderItemRelationship", "@type"})
_DERIVED_OF_SERVICE = frozenset({"id", "externalId", "serviceSpecification", "serviceCharacteristic", "@type"})


def _differences(item_id: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldChange]:
    return [
        FieldChange(field=f"{_at(item_id)}.{name}", before=before.get(name), after=after.get(name))
        for name in [*before, *(name for name in after if name not in before)]
        if before.get(name) != after.get(name)
    ]
