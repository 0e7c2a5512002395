"""TMF637 Product, TMF638 Service and TMF639 Resource (all v4) from the model, and an existing service to the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.inventory.errors import OnboardingInvalid
from trunkline.inventory.model import (
    InventoryItem,
    InventoryKind,
    OnboardedService,
)
from trunkline.inventory.words import CATEGORY, PRODUCT_STATUS, RESOURCE_WORDS, SERVICE_STATE
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId, inventory_number, service_order_number

SERVICE_PATH = "/tmf-api/serviceInventory/v4/service"
SERVICE_ALIAS = "/tmf-api/serviceInventoryManagement/v4/service"
RESOURCE_PATH = "/tmf-api/resourceInventoryManagement/v4/resource"
PRODUCT_PATH = "/tmf-api/productInventory/v4/product"

_PATHS = {
    InventoryKind.PRODUCT: PRODUCT_PATH,
    InventoryKind.CFS: SERVICE_PATH,
    InventoryKind.RFS: SERVICE_PATH,
    InventoryKind.RESOURCE: RESOURCE_PATH,
}
_TYPES = {
    InventoryKind.PRODUCT: "Product",
    InventoryKind.CFS: "Service",
    InventoryKind.RFS: "Service",
    InventoryKind.RESOURCE: "Resource",
}
_VALUE_TYPES = {bool: "boolean", int: "integer", float: "decimal", str: "string", list: "array", dict: "object"}
_OWNED = frozenset({"id", "href", "serviceDate"})  # the server's
_READ = frozenset({"name", "externalId", "category", "serviceSpecification", "serviceCharacteristic", "startDate"})
_EARLY = frozenset({"feasibilityChecked", "designed"})  # reserved, as far as we know; the word is kept
_DEEPEST = 60  # levels of nesting in a document


def href_of(item: InventoryItem) -> str:
    """Where the item can be read."""
    return f"{_PATHS[item.kind]}/{item.number}"


def _moment(value: datetime | None) -> str | None:
    encoded: str | None = msgspec.to_builtins(value)
    return encoded


def _reference(item: InventoryItem) -> dict[str, Any]:
    kind = _TYPES[item.kind]
    return {"id": item.number, "href": href_of(item), "name": item.name, "@type": f"{kind}Ref", "@referredType": kind}


def _characteristics(item: InventoryItem) -> list[dict[str, Any]]:
    return [
        {"name": name, "valueType": _VALUE_TYPES.get(type(held.value), "string"), "value": held.value}
        for name, held in item.characteristics.items()
    ]


def _parties(item: InventoryItem) -> list[dict[str, Any]] | None:
    if item.customer_id is None:
        return None
    return [{"id": item.customer_id, "role": "customer", "@referredType": "Organization", "@type": "RelatedParty"}]


def _specification(item: InventoryItem, type_name: str) -> dict[str, Any]:
    sent = item.body.get("serviceSpecification")
    reference = dict(sent) if isinstance(sent, dict) else {}
    return {
        "@type": f"{type_name}Ref",
        **reference,
        "id": item.specification_id,
        "version": str(item.specification_version),
    }


def _places(place: object) -> list[Any] | None:
    if place is None:
        return None
    return place if isinstance(place, list) else [place]


def _finished(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value is not None}


def render_service(item: InventoryItem, parts: Sequence[InventoryItem]) -> dict[str, Any]:
    """The TMF638 service; `parts` is what stands directly below it."""
    body = {name: value for name, value in item.body.items() if name not in ("serviceSpecification", "state")}
    services = [_reference(part) for part in parts if part.kind is not InventoryKind.RESOURCE]
    resources = [_reference(part) for part in parts if part.kind is InventoryKind.RESOURCE]
    orders = [] if item.service_order_id is None else [_order_item(item.service_order_id)]
    return _finished({
        "@type": "Service",
        **body,
        "id": item.number,
        "href": href_of(item),
        "externalId": item.external_id,
        "name": item.name,
        "category": CATEGORY[item.kind],
        "serviceType": body.get("serviceType", item.specification_id),
        "state": item.body.get("state", SERVICE_STATE[item.state]),
        "hasStarted": item.started_at is not None,
        "isServiceEnabled": SERVICE_STATE[item.state] == "active",
        "serviceDate": _moment(item.created_at),
        "startDate": _moment(item.started_at),
        "endDate": _moment(item.ended_at),
        "serviceSpecification": _specification(item, "ServiceSpecification"),
        "serviceCharacteristic": _characteristics(item),
        "serviceRelationship": [*_listed(body, "serviceRelationship"), *_moved_from(item)],
        "supportingService": [*_listed(body, "supportingService"), *services],
        "supportingResource": [*_listed(body, "supportingResource"), *resources],
        "serviceOrderItem": [*_listed(body, "serviceOrderItem"), *orders],
        "relatedParty": body.get("relatedParty") or _parties(item),
        "place": _places(item.place),
    })  # fmt: skip


def _moved_from(item: InventoryItem) -> list[dict[str, Any]]:
    """What it took the place of when it moved."""
    if item.moved_from_id is None:
        return []
    before = inventory_number(item.kind, item.moved_from_id)
    href = f"{href_of(item).rpartition('/')[0]}/{before}"
    return [{"relationshipType": "movedFrom", "service": {"id": before, "href": href, "@referredType": "Service"}}]


def _listed(body: Mapping[str, Any], name: str) -> list[Any]:
    value = body.get(name)
    return value if isinstance(value, list) else []


def _order_item(service_order_id: ServiceOrderId) -> dict[str, Any]:
    number = service_order_number(service_order_id)
    return {
        "serviceOrderId": number,
        "serviceOrderHref": f"/tmf-api/serviceOrdering/v4/serviceOrder/{number}",
        "@type": "RelatedServiceOrderItem",
        "@referredType": "ServiceOrder",
    }


def render_resource(item: InventoryItem, parts: Sequence[InventoryItem]) -> dict[str, Any]:
    """The TMF639 resource; `parts` is what stands directly below it."""
    words = RESOURCE_WORDS[item.state]
    places = _places(item.place)
    return _finished({
        "@type": "Resource",
        "id": item.number,
        "href": href_of(item),
        "externalId": item.external_id,
        "name": item.name,
        "category": item.specification_id,
        "resourceStatus": words.resource_status,
        "operationalState": words.operational_state,
        "administrativeState": words.administrative_state,
        "usageState": words.usage_state,
        "startOperatingDate": _moment(item.started_at),
        "endOperatingDate": _moment(item.ended_at),
        "resourceSpecification": _specification(item, "ResourceSpecification"),
        "resourceCharacteristic": _characteristics(item),
        "resourceRelationship": [{"relationshipType": "contains", "resource": _reference(part)} for part in parts],
        "relatedParty": _parties(item),
        "place": places[0] if places else None,
    })  # fmt: skip


def render_product(item: InventoryItem, parts: Sequence[InventoryItem]) -> dict[str, Any]:
    """The TMF637 product; `parts` are the services that realise it."""
    return _finished({
        "@type": "Product",
        "id": item.number,
        "href": href_of(item),
        "externalId": item.external_id,
        "name": item.name,
        "status": PRODUCT_STATUS[item.state],
        "isBundle": False,
        "isCustomerVisible": True,
        "orderDate": _moment(item.created_at),
        "startDate": _moment(item.started_at),
        "terminationDate": _moment(item.ended_at),
        "productSpecification": _specification(item, "ProductSpecification"),
        "productCharacteristic": _characteristics(item),
        "realizingService": [_reference(part) for part in parts if part.kind is not InventoryKind.RESOURCE],
        "realizingResource": [_reference(part) for part in parts if part.kind is InventoryKind.RESOURCE],
        "relatedParty": _parties(item),
        "place": _places(item.place),
    })  # fmt: skip


# taking a service in ----------------------------------------------------------------------------------------------


def read_service(document: Mapping[str, Any]) -> OnboardedService:
    """The existing service that a TMF638 document describes; `state` and `serviceSpecification` are mandatory.

    Raises OnboardingInvalid with every fault.
    """
    problems: list[Problem] = []
    _refuse_unstorable(document, "", problems, _DEEPEST)

    def text(value: Any, field: str, *, wanted: bool = False) -> str:
        if isinstance(value, str) and value.strip():
            return value
        if value is not None or wanted:
            what = f"{field} is missing" if value is None else f"{field} is no text, or an empty one"
            problems.append(Problem(field=field, what=what, action=f"give {field} as a text"))
        return ""

    specification = document.get("serviceSpecification")
    reference = specification if isinstance(specification, dict) else {}
    if specification is not None and not isinstance(specification, dict):
        what, action = "serviceSpecification is no object", 'give one such as {"id": "..."}'
        problems.append(Problem(field="serviceSpecification", what=what, action=action))
    specification_id = text(reference.get("id"), "serviceSpecification.id", wanted=True)
    state = text(document.get("state"), "state", wanted=True)
    name = text(document.get("name"), "name") or text(reference.get("name"), "serviceSpecification.name")
    version = reference.get("version")
    started = _instant(document.get("startDate"), "startDate", problems)
    service = OnboardedService(
        name=name or specification_id,
        kind=InventoryKind.RFS if str(document.get("category")).upper() in ("RFS", "RFSS") else InventoryKind.CFS,
        state=state,
        specification_id=specification_id,
        specification_version=int(version) if isinstance(version, str) and version.isdecimal() and len(version) < 9 else None,
        external_id=text(document.get("externalId"), "externalId") or None,
        customer_id=_customer(document.get("relatedParty")),
        place=document.get("place"),
        characteristics=_read_characteristics(document.get("serviceCharacteristic"), problems),
        started_at=started,
        body={n: v for n, v in document.items() if n not in _OWNED | _READ | {"state", "place"} and v is not None},
    )  # fmt: skip
    service.body["serviceSpecification"] = reference
    if state in _EARLY:
        service.body["state"] = state
    if problems:
        raise OnboardingInvalid(f"the service cannot be taken in: {problems[0].what}", problems=problems)
    return service


def _instant(value: Any, field: str, problems: list[Problem]) -> datetime | None:
    if value is None:
        return None
    try:
        read = msgspec.convert(value, datetime)
    except msgspec.ValidationError:
        read = None
    if read is None or read.tzinfo is None:
        what, action = f"{field} is no instant with time zone", "give one such as 2026-11-23T10:15:00Z"
        problems.append(Problem(field=field, what=what, action=action))
        return None
    return read


def _customer(parties: Any) -> str | None:
    for party in parties if isinstance(parties, list) else []:
        if isinstance(party, dict) and str(party.get("role")).lower() in ("customer", "consumer"):
            found = party.get("id")
            return found if isinstance(found, str) else None
    return None


def _read_characteristics(listed: Any, problems: list[Problem]) -> dict[str, object]:
    values: dict[str, object] = {}
    if listed is not None and not isinstance(listed, list):
        what, action = "serviceCharacteristic is no list", "give a list of objects with name and value"
        problems.append(Problem(field="serviceCharacteristic", what=what, action=action))
        return values
    for position, entry in enumerate(listed or []):
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(name, str) and name:
            values[name] = entry.get("value")
        else:
            field = f"serviceCharacteristic[{position}].name"
            problems.append(Problem(field=field, what="the characteristic has no name", action="give name and value"))
    return values


def _refuse_unstorable(value: Any, path: str, problems: list[Problem], depth: int) -> None:
    if isinstance(value, str) and "\0" in value:
        problems.append(Problem(field=path, what="the text has a zero character", action="leave that character out"))
    elif isinstance(value, dict | list):
        if depth == 0:
            problems.append(Problem(field=path, what="it is nested too deeply", action="send a flatter document"))
            return
        members = value.items() if isinstance(value, dict) else enumerate(value)
        for name, member in members:
            _refuse_unstorable(name, path, problems, depth)
            _refuse_unstorable(member, f"{path}.{name}" if path else str(name), problems, depth - 1)
