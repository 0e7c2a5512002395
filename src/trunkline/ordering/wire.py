"""TMF641 v4.1 JSON to the model: lenient in spelling, strict about what is mandatory and about who owns what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import UNSET

from trunkline.catalog.model import Characteristic
from trunkline.kit.errors import Problem
from trunkline.ordering.errors import PayloadInvalid, ServiceOrderInvalid
from trunkline.ordering.hierarchy import Hierarchy, ItemPlace, item_tree
from trunkline.ordering.model import NewServiceOrder, NewServiceOrderItem, RelatedItem
from trunkline.ordering.priority import read_priority
from trunkline.ordering.state import ItemAction, ServiceOrderState
from trunkline.ordering.wire_shapes import ItemShape, PartyShape, ServiceOrderShape, ServiceShape, type_problems

SERVER_OWNED = (
    "id", "href", "orderDate", "completionDate", "expectedCompletionDate", "startDate", "state", "jeopardyAlert",
    "errorMessage", "milestone", "version",
)  # fmt: skip
_ORDER_FIELDS = frozenset({
    *SERVER_OWNED, "externalId", "category", "description", "requestedStartDate", "requestedCompletionDate",
    "committedDueDate", "serviceOrderItem",
})  # fmt: skip
_ITEM_FIELDS = frozenset({"id", "action", "quantity", "state", "errorMessage", "service", "serviceOrderItem"})
_ACTIONS = {action.lower(): action for action in ItemAction}
_STATES = {state.lower(): state for state in ServiceOrderState if state is not ServiceOrderState.DRAFT}
DEEPEST = 60  # levels of nesting in a document; far more than any order needs
CUSTOMER_ROLES = ("customer", "consumer")  # the first one found is the order's customer


def read_state(text: str) -> ServiceOrderState | None:
    """The state behind a word in any case; None when it is none."""
    return _STATES.get(text.strip().lower())


def read_json(raw: bytes) -> dict[str, Any]:
    """The JSON object in a request's body.

    Raises PayloadInvalid when it is not JSON, not an object, too deep, or holds a character that no text may hold.
    """
    if not raw.strip():
        raise PayloadInvalid("the request has no body; send a JSON object")
    try:
        document = msgspec.json.decode(raw)
    except RecursionError:
        raise PayloadInvalid("the body is nested too deeply; send a flatter document") from None
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise PayloadInvalid(f"the body is not valid JSON: {error}") from error
    if not isinstance(document, dict):
        raise PayloadInvalid("the body is not a JSON object; send one that starts with {")
    _refuse_unstorable(document, DEEPEST)
    return document


def _refuse_unstorable(value: Any, depth: int) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise PayloadInvalid("a text holds the character U+0000, which cannot be stored; leave it out")
    elif isinstance(value, dict | list):
        if depth == 0:
            raise PayloadInvalid(f"the body is nested more than {DEEPEST} levels deep; send a flatter document")
        if isinstance(value, dict):
            for name, member in value.items():
                _refuse_unstorable(name, depth)
                _refuse_unstorable(member, depth - 1)
        else:
            for member in value:
                _refuse_unstorable(member, depth - 1)


def _without_nulls(value: Any) -> Any:
    # TM Forum's null is "not given"
    if isinstance(value, dict):
        return {name: _without_nulls(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [_without_nulls(member) for member in value]
    return value


def read_service_order(
    document: Mapping[str, Any], *, draft: bool = False, owned: tuple[str, ...] = SERVER_OWNED
) -> NewServiceOrder:
    """The order that a TMF641 document asks for.

    A `draft` may lack everything but must not have anything of a wrong type. `owned` are the attributes that the caller
    may not set. Raises PayloadInvalid for wrong types, ServiceOrderInvalid for all else, each with the full list.
    """
    plain = _without_nulls(dict(document))
    if draft:
        plain = _completed(plain)
    problems = [
        Problem(field=name, what=f"'{name}' belongs to the server", action="leave it out")
        for name in owned
        if name in plain
    ]
    if not draft and not plain.get("serviceOrderItem"):
        problems.append(
            Problem(
                field="serviceOrderItem", what="the order has no item", action="send at least one service order item"
            )
        )
    try:
        shape = msgspec.convert(plain, ServiceOrderShape)
    except msgspec.ValidationError as error:
        raise PayloadInvalid(
            "the order does not have the shape of a TMF641 service order",
            problems=[*type_problems(plain, str(error)), *problems],
        ) from None
    order, found = _read_order(shape, plain)
    problems += found
    if problems:
        first = problems[0]
        raise ServiceOrderInvalid(
            f"the order cannot be accepted: {first.what}"
            + (f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""),
            problems=problems,
        )
    return order


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    # a draft is saved as far as it has come; what an item cannot be without gets a stand-in
    items = document.get("serviceOrderItem")
    if not isinstance(items, list):
        return document
    filled = [
        _completed({"id": str(n), "action": "add", "service": {}, **item}) if isinstance(item, dict) else item
        for n, item in enumerate(items, start=1)
    ]
    return {**document, "serviceOrderItem": filled}


class _Reading(msgspec.Struct):
    """What is gathered on the way through the items."""

    problems: list[Problem]
    shapes: list[ItemShape]
    documents: list[dict[str, Any]]
    places: list[ItemPlace]


def _read_order(shape: ServiceOrderShape, plain: dict[str, Any]) -> tuple[NewServiceOrder, list[Problem]]:
    reading = _Reading([], [], [], [])
    _walk(reading, shape.service_order_item, plain.get("serviceOrderItem", []), "serviceOrderItem", None)
    tree = item_tree(reading.places)
    reading.problems += tree.problems
    items = [] if tree.problems else [_read_item(reading, tree, i) for i in tree.order]
    customer = _customer(shape)
    order = NewServiceOrder(
        external_id=_given(shape.external_id),
        priority=_priority(shape.priority, None, "priority", reading.problems),
        category=_given(shape.category),
        description=_given(shape.description),
        customer_id=None if customer is None else _given(customer.id),
        customer_name=None if customer is None else _given(customer.name),
        requested_start_date=_instant(shape.requested_start_date, "requestedStartDate", reading.problems),
        requested_completion_date=_instant(
            shape.requested_completion_date, "requestedCompletionDate", reading.problems
        ),
        committed_due_date=_instant(shape.committed_due_date, "committedDueDate", reading.problems),
        expected_completion_date=_instant(shape.expected_completion_date, "expectedCompletionDate", reading.problems),
        lenient=shape.validation_mode == "lenient",
        body={name: value for name, value in plain.items() if name not in _ORDER_FIELDS},
        items=tuple(items),
    )
    return order, reading.problems


def _given(value: Any) -> Any:
    return None if value is UNSET else value


def _instant(value: Any, field: str, problems: list[Problem], item: str | None = None) -> datetime | None:
    if value is UNSET:
        return None
    try:
        instant: datetime = value.astimezone(UTC)
    except OverflowError:
        problems.append(
            Problem(item=item, field=field, what=f"{value} is out of range", action="send a year from 1 to 9999")
        )
        return None
    return instant


def _priority(value: Any, item: str | None, field: str, problems: list[Problem]) -> int | None:
    if value is UNSET:
        return None
    try:
        return read_priority(value)
    except ValueError as error:
        problems.append(Problem(item=item, field=field, what=str(error), action="send one of these"))
        return None


def _customer(shape: ServiceOrderShape) -> PartyShape | None:
    parties = [] if shape.related_party is UNSET else shape.related_party
    for role in CUSTOMER_ROLES:
        for party in parties:
            named = party.role if party.role is not UNSET else party.referred_type
            if named is not UNSET and named.strip().lower() == role:
                return party
    return None


def _walk(
    reading: _Reading, shapes: list[ItemShape], documents: list[dict[str, Any]], path: str, nested_in: int | None
) -> None:
    for i, (shape, document) in enumerate(zip(shapes, documents, strict=True)):
        here, place = len(reading.shapes), f"{path}[{i}]"
        relations = [*shape.service_order_item_relationship, *shape.order_item_relationship]
        related = []
        for r, relation in enumerate(relations):
            target = relation.order_item.item_id or relation.order_item.id
            if not target:
                reading.problems.append(
                    Problem(
                        item=shape.id,
                        field=f"{place}.serviceOrderItemRelationship[{r}].orderItem",
                        what="the related item is not named",
                        action="send orderItem.id or orderItem.itemId",
                    )
                )
                continue
            related.append(RelatedItem(relationship_type=relation.relationship_type, item_id=target))
        reading.shapes.append(shape)
        reading.documents.append(document)
        reading.places.append(ItemPlace(item_id=shape.id, path=place, nested_in=nested_in, relations=tuple(related)))
        nested = document.get("serviceOrderItem", [])
        _walk(reading, shape.service_order_item, nested, f"{place}.serviceOrderItem", here)


def _read_item(reading: _Reading, tree: Hierarchy, i: int) -> NewServiceOrderItem:
    shape, document, place = reading.shapes[i], reading.documents[i], reading.places[i]
    problems, service = reading.problems, shape.service
    action = _ACTIONS.get(shape.action.strip().lower())
    if action is None:
        known = ", ".join(ItemAction)
        problems.append(
            Problem(
                item=shape.id,
                field=f"{place.path}.action",
                what=f"'{shape.action}' is no action",
                action=f"use one of: {known}",
            )
        )
    if shape.state is not UNSET and read_state(shape.state) is None:
        problems.append(
            Problem(
                item=shape.id, field=f"{place.path}.state", what=f"'{shape.state}' is no state", action="leave it out"
            )
        )
    characteristics, names = _characteristics(service, document["service"], shape.id, place.path, problems)
    adds = action in (None, ItemAction.ADD)
    specification = service.service_specification
    return NewServiceOrderItem(
        item_id=shape.id,
        n=tree.n[i],
        path=place.path,
        parent_n=tree.parent_n[i],
        action=action or ItemAction.ADD,
        quantity=shape.quantity,
        priority=_priority(shape.priority, shape.id, f"{place.path}.priority", problems),
        specification_id=None if specification is UNSET else _given(specification.id),
        specification_name=None if specification is UNSET else _given(specification.name),
        inventory_reference=None if adds else _given(service.id) or _given(service.external_id),
        external_id=_given(service.external_id) if adds else None,
        committed_due_date=_instant(shape.committed_due_date, f"{place.path}.committedDueDate", problems, shape.id),
        characteristics=characteristics,
        place=document["service"].get("place", document.get("place")),
        related_items=tree.related[i],
        body=_item_body(document, names),
    )


def _characteristics(
    service: ServiceShape, document: dict[str, Any], item: str, path: str, problems: list[Problem]
) -> tuple[dict[str, Characteristic], list[dict[str, Any]]]:
    """The values by name, and what else the document says about each."""
    if service.service_characteristic is UNSET:
        return {}, []
    values: dict[str, Characteristic] = {}
    rest: list[dict[str, Any]] = []
    seen: set[str] = set()
    for i, entry in enumerate(document["serviceCharacteristic"]):
        name = entry["name"]
        if name in seen:
            problems.append(
                Problem(
                    item=item,
                    field=f"{path}.service.serviceCharacteristic[{i}].name",
                    what=f"the characteristic '{name}' is given twice",
                    action="give it once; several values go into an array",
                )
            )
        seen.add(name)
        if "value" in entry:
            values[name] = Characteristic(entry["value"], "order")
        rest.append({key: value for key, value in entry.items() if key != "value"})
    return values, rest


def _item_body(document: dict[str, Any], characteristics: list[dict[str, Any]]) -> dict[str, object]:
    service = {
        name: value for name, value in document["service"].items() if name not in ("serviceCharacteristic", "place")
    }
    says_more = any(len(entry) > 1 for entry in characteristics)
    if says_more or document["service"].get("serviceCharacteristic") == []:
        service["serviceCharacteristic"] = characteristics
    body = {name: value for name, value in document.items() if name not in _ITEM_FIELDS}
    if service:
        body["service"] = service
    return body
