"""The model to TMF641 v4.1 JSON: what was sent comes back, with what the server adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trunkline.kit.ids import inventory_number
from trunkline.ordering.alert_queries import OrderAlert
from trunkline.ordering.hierarchy import HAS_CHILD, HAS_PARENT
from trunkline.ordering.model import Milestone, ServiceOrder, ServiceOrderItem
from trunkline.ordering.priority import read_priority
from trunkline.ordering.tmf_parts import href_of, moment, render_alert, render_milestone

_RELATIONS = ("serviceOrderItemRelationship", "orderItemRelationship")


def header_document(order: ServiceOrder) -> dict[str, Any]:
    """What a client may have said about the order, without its items: the document that a patch is merged into."""
    document: dict[str, Any] = {
        **order.body,
        "externalId": order.external_id,
        "category": order.category,
        "description": order.description,
        "requestedStartDate": moment(order.requested_start_date),
        "requestedCompletionDate": moment(order.requested_completion_date),
        "committedDueDate": moment(order.committed_due_date),
        "expectedCompletionDate": moment(order.expected_completion_date),
    }
    return {name: value for name, value in document.items() if value is not None}


def render_service_order(
    order: ServiceOrder,
    *,
    items: bool = True,
    milestones: Sequence[Milestone] = (),
    alerts: Sequence[OrderAlert] = (),
) -> dict[str, Any]:
    """The whole TMF641 document; without `serviceOrderItem` when `items` is false."""
    document = header_document(order)
    said = document.get("priority")
    if said is None or _differs(said, order.priority):
        document["priority"] = str(order.priority)
    if isinstance(document.get("relatedParty"), list):
        document["relatedParty"] = [_typed_party(party) for party in document["relatedParty"]]
    answer = {
        "id": order.number,
        "href": href_of(order.number),
        **document,
        "state": order.state.value,
        "orderDate": moment(order.order_date),
        "startDate": moment(order.start_date),
        "completionDate": moment(order.completion_date),
        "version": order.version,
        "errorMessage": _order_errors(order),
        "milestone": [render_milestone(milestone) for milestone in milestones],
        "jeopardyAlert": [render_alert(alert) for alert in alerts],
        "@type": order.body.get("@type", "ServiceOrder"),
    }
    if items:
        answer["serviceOrderItem"] = _item_tree(order.items)
    return {name: value for name, value in answer.items() if value is not None}


def _differs(said: object, priority: int) -> bool:
    try:
        return not isinstance(said, str | int) or read_priority(said) != priority
    except ValueError:
        return True


def _typed_party(party: Any) -> Any:
    return {"@type": "RelatedParty", **party} if isinstance(party, dict) else party


def _order_errors(order: ServiceOrder) -> list[dict[str, str]]:
    if order.state_reason is None:
        return []
    return [_error(order.state.value, order.state_reason, "ServiceOrderErrorMessage")]


def _error(code: str, reason: str, type_name: str, message: str | None = None) -> dict[str, str]:
    return {"code": code, "reason": reason, "message": message or reason, "@type": type_name}


def _item_tree(items: tuple[ServiceOrderItem, ...]) -> list[dict[str, Any]]:
    # children that a relation names stay beside their parent, as they were sent; the others stand inside it
    by_relation = _children_by_relation(items)
    top: list[dict[str, Any]] = []
    rendered: dict[int, dict[str, Any]] = {}
    for item in items:
        document = rendered[item.id.n] = render_item(item)
        if item.parent_n is None or item.item_id in by_relation or item.parent_n not in rendered:
            top.append(document)
        else:
            rendered[item.parent_n].setdefault("serviceOrderItem", []).append(document)
    return top


def relations_of(body: Mapping[str, object]) -> list[tuple[str, str]]:
    """The relations an item was sent with, vertical ones too: (type in lower case, item id of the other)."""
    found = []
    for name in _RELATIONS:
        relations = body.get(name)
        for relation in relations if isinstance(relations, list) else []:
            target = relation["orderItem"].get("itemId") or relation["orderItem"].get("id")
            found.append((relation["relationshipType"].lower(), target))
    return found


def _children_by_relation(items: tuple[ServiceOrderItem, ...]) -> set[str]:
    children = set()
    for item in items:
        for kind, other in relations_of(item.body):
            if kind == HAS_PARENT:
                children.add(item.item_id)
            elif kind == HAS_CHILD:
                children.add(other)
    return children


def render_item(item: ServiceOrderItem) -> dict[str, Any]:
    """One item without those nested in it."""
    body: dict[str, Any] = {name: value for name, value in item.body.items() if name != "service"}
    for name in _RELATIONS:
        if isinstance(body.get(name), list):
            body[name] = [_relation(relation) for relation in body[name]]
    sent = item.body.get("service")
    return {
        **body,
        "id": item.item_id,
        "action": item.action.value,
        "quantity": item.quantity,
        "state": item.state.value,
        "service": _service(item, sent if isinstance(sent, dict) else {}),
        "errorMessage": _item_errors(item),
        "@type": body.get("@type", "ServiceOrderItem"),
    }


def _relation(relation: dict[str, Any]) -> dict[str, Any]:
    # the schema of 4.1 demands `id` and declares `itemId`: both are sent
    other = relation["orderItem"].get("itemId") or relation["orderItem"].get("id")
    return {**relation, "orderItem": {"id": other, "itemId": other, **relation["orderItem"]}}


def _item_errors(item: ServiceOrderItem) -> list[dict[str, str]]:
    errors = [
        _error("CharacteristicInvalid", issue.what, "ServiceOrderItemErrorMessage", f"{issue.what}: {issue.action}")
        for issue in item.issues
    ]
    if item.state_reason is not None:
        errors.append(_error(item.state.value, item.state_reason, "ServiceOrderItemErrorMessage"))
    return errors


def _service(item: ServiceOrderItem, sent: dict[str, Any]) -> dict[str, Any]:
    service = {name: value for name, value in sent.items() if name != "serviceCharacteristic"}
    if item.specification_id is not None:
        reference = {"@type": "ServiceSpecificationRef", **(sent.get("serviceSpecification") or {})}
        reference["id"] = item.specification_id
        if item.specification_version is not None:
            reference["version"] = str(item.specification_version)
        service["serviceSpecification"] = reference
    if item.inventory_item_id is not None and "id" not in service:
        service["id"] = inventory_number("cfs", item.inventory_item_id)
    if item.place is not None:
        service["place"] = item.place
    characteristics = _characteristics(item, sent.get("serviceCharacteristic") or [])
    if characteristics or "serviceCharacteristic" in sent:
        service["serviceCharacteristic"] = characteristics
    service.setdefault("@type", "Service")
    return service


def _characteristics(item: ServiceOrderItem, skeleton: list[dict[str, Any]]) -> list[dict[str, Any]]:
    held = item.characteristics
    listed = [{**entry, "value": held[entry["name"]].value if entry["name"] in held else None} for entry in skeleton]
    named = {entry["name"] for entry in skeleton}
    return listed + [
        {"name": name, "value": characteristic.value} for name, characteristic in held.items() if name not in named
    ]
