"""Orders of other systems as documents: what is sent (TMF641, TMF652, TMF697 of version 4), and what comes back.

Pure. One order goes out for a task: one item for its domain order and, with `hierarchy`, one for each domain order
below it, tied together by item relationships, all under one external id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from trunkline.orchestration.executor import ExecutionCall
from trunkline.southbound.asking import Auth, Misconfigured, dig, fill, known_values


class OrderKind(msgspec.Struct, frozen=True, kw_only=True):
    """How one TM Forum order resource spells the same things."""

    resource: str  # last part of the address, and the name in events
    items: str
    subject: str  # what an item is about: service, resource, work
    relationship: str  # of an item to another
    external_id: str = "externalId"
    done: frozenset[str] = frozenset({"completed"})
    failed: frozenset[str] = frozenset({"failed", "rejected", "cancelled", "partial"})
    held: frozenset[str] = frozenset({"held", "pending"})

    @property
    def cancelling(self) -> str:
        """The task resource by which an order is cancelled: cancelServiceOrder."""
        return f"cancel{self.resource[0].upper()}{self.resource[1:]}"


SERVICE_ORDER = OrderKind(
    resource="serviceOrder", items="serviceOrderItem", subject="service", relationship="serviceOrderItemRelationship"
)
RESOURCE_ORDER = OrderKind(
    resource="resourceOrder", items="orderItem", subject="resource", relationship="orderItemRelationship"
)
WORK_ORDER = OrderKind(
    resource="workOrder", items="workOrderItem", subject="work", relationship="workOrderItemRelationship"
)

# the four actions of TM Forum; what suspends or resumes modifies the state
_ACTIONS = {"add": "add", "modify": "modify", "delete": "delete", "suspend": "modify", "resume": "modify"}
_SWITCHED = {
    "service": {"suspend": {"state": "inactive"}, "resume": {"state": "active"}},
    "resource": {"suspend": {"administrativeState": "locked"}, "resume": {"administrativeState": "unlocked"}},
}
_ERRORS = ("errorMessage", "orderItemErrorMessage", "serviceOrderErrorMessage", "terminationError", "note")


class OrderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`config` of a task specification with one of these executors."""

    url: str
    auth: Auth | None = None
    timeout: float = 30.0
    specification: str | None = None
    characteristics: tuple[str, ...] | None = None
    subject: str | None = None  # template of the other system's id of the thing, for modify and delete
    answer: dict[str, str] = {}
    look_again: float = 60.0
    longest: float = 7 * 86_400.0
    hierarchy: bool = False  # one order for the whole tree of domain orders below
    below: dict[str, dict[str, str]] = {}  # with `hierarchy`: specification -> `answer` of its domain orders
    specifications: dict[str, str] = {}  # with `hierarchy`: our specification -> the other system's
    revision: str = "patch"  # patch, order (cancels and orders anew), none
    after_end: str = "refuse"  # refuse, order (another one): when values changed and the order is completed
    cancel_resource: str | None = None  # of `compensate`: by default `cancel` + the resource's name


def places_of(place: object) -> list[dict[str, object]]:
    """Places with the role that TM Forum asks for."""
    given = place if isinstance(place, list) else [place]
    return [{"role": "installation", **known} for known in given if isinstance(known, dict)]


def _item(kind: OrderKind, call: ExecutionCall, config: OrderConfig) -> dict[str, object]:
    subject_id = None if config.subject is None else str(fill(config.subject, known_values(call)))
    return _one_item(
        kind, "1", call.action, config.specification or _theirs(config, call.specification_id), call.characteristics,
        call.place, config, subject_id=subject_id,
    )  # fmt: skip


def _theirs(config: OrderConfig, specification_id: str) -> str:
    return config.specifications.get(specification_id, specification_id)


def _one_item(
    kind: OrderKind, item_id: str, action: str, specification_id: str, values: Mapping[str, object], place: object,
    config: OrderConfig, *, subject_id: str | None = None,
) -> dict[str, object]:  # fmt: skip
    if action not in _ACTIONS:
        raise Misconfigured(f"'{action}' is no action that a {kind.resource} has")
    specification = {"id": specification_id}
    subject: dict[str, object] = {
        f"{kind.subject}Specification": specification,
        f"{kind.subject}Characteristic": [
            {"name": name, "value": value}
            for name, value in values.items()
            if config.characteristics is None or name in config.characteristics
        ],
        **_SWITCHED.get(kind.subject, {}).get(action, {}),
    }
    if subject_id is not None:
        subject["id"] = subject_id
    places = places_of(place)
    if places:
        # a resource is at one place, services and works may be at several
        subject["place"] = places[0] if kind.subject == "resource" else places
    item: dict[str, object] = {"id": item_id, "action": _ACTIONS[action], kind.subject: subject}
    if kind.subject == "resource":
        item["resourceSpecification"] = specification
    return item


def order_items(kind: OrderKind, call: ExecutionCall, config: OrderConfig) -> list[dict[str, object]]:
    """The items: `1` is the domain order of the task; those below it carry their numbers, and name the one above.

    Raises Misconfigured for an action that such orders do not have, KeyError for a placeholder without a value.
    """
    items = [_item(kind, call, config)]
    top = call.domain_order_id.n
    for each in call.below:
        item = _one_item(
            kind, _item_id(each.n), each.action, _theirs(config, each.specification_id), each.characteristics,
            each.place, config,
        )  # fmt: skip
        above = "1" if each.parent_n == top else _item_id(each.parent_n)
        item[kind.relationship] = [_bundled(kind, above)]
        items.append(item)
    return items


def _item_id(n: int) -> str:
    return f"1.{n}"


def _bundled(kind: OrderKind, above: str) -> dict[str, object]:
    if kind is WORK_ORDER:
        return {"id": above, "relationshipType": "bundledBy"}
    reference: dict[str, object] = {"itemId": above}
    if kind is SERVICE_ORDER:
        reference["id"] = above  # the published document asks for it besides itemId
    return {"relationshipType": "bundledBy", "orderItem": reference}


def order_document(
    kind: OrderKind, call: ExecutionCall, config: OrderConfig, *, callbacks: str | None = None,
    instead_of: str | None = None,
) -> dict[str, object]:  # fmt: skip
    """The order as it is sent; `callbacks` is the address that the other system may report to.

    `instead_of` is the id of an order that this one takes the place of; it then has a key of its own.

    Raises Misconfigured for an action that such orders do not have, KeyError for a placeholder without a value.
    """
    document: dict[str, object] = {
        kind.external_id: call.idempotency_key,
        "description": f"{call.name} ({call.task_id.number})",
        "category": call.operation or call.key,
        kind.items: order_items(kind, call, config),
    }
    if instead_of is not None:
        document[kind.external_id] = revised_key(call)
        if kind is RESOURCE_ORDER:
            document["externalReference"] = [
                {"id": instead_of, "entityType": "revisedResourceOrder", "owner": call.system or "supplier"}
            ]
        else:
            relationship = "orderRelationship" if kind is SERVICE_ORDER else "workOrderRelationship"
            document[relationship] = [{"id": instead_of, "relationshipType": "revises"}]
    if callbacks is not None:
        note = {"text": f"callbacks: {callbacks}"}
        document["note"] = note if kind is WORK_ORDER else [note]
    return document


def revised_key(call: ExecutionCall) -> str:
    """The external id of an order that takes the place of the first one; callbacks find the task by it, too."""
    return f"{call.idempotency_key}.r{call.revision}"


def revision_document(kind: OrderKind, call: ExecutionCall, config: OrderConfig) -> dict[str, object]:
    """What changes an order that is under way: its items as they are to be now (TM Forum PATCH, merge)."""
    return {kind.items: order_items(kind, call, config)}


def cancel_document(kind: OrderKind, reference: str, reason: str) -> dict[str, object]:
    """What asks for the cancellation of an order."""
    return {kind.resource: {"id": reference}, "cancellationReason": reason}


def items_of(kind: OrderKind, order: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The items of an order that came back, nested ones after the one that holds them."""
    waiting = [item for item in reversed(order.get(kind.items) or ()) if isinstance(item, dict)]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += [nested for nested in reversed(item.get(kind.items) or ()) if isinstance(nested, dict)]


def state_of(order: Mapping[str, Any]) -> str | None:
    """The state word of an order; `status` is what some systems call it."""
    state = order.get("state") or order.get("status")
    return state if isinstance(state, str) else None


def _held_values(kind: OrderKind, item: Mapping[str, Any]) -> dict[str, object]:
    subject = item.get(kind.subject)
    if not isinstance(subject, dict):
        return {}
    listed = subject.get(f"{kind.subject}Characteristic") or ()
    return {known["name"]: known.get("value") for known in listed if isinstance(known, dict) and "name" in known}


def read_values(kind: OrderKind, order: Mapping[str, Any], wanted: Mapping[str, str]) -> dict[str, object]:
    """What an ended order decided: our name -> value, None where the order does not say it.

    `wanted` gives for each of our names a characteristic of the order's items, or a JSON pointer into what the first
    item is about (`/id`: the other system's id of the service).
    """
    items = list(items_of(kind, order))
    held: dict[str, object] = {}
    for item in reversed(items):  # the first item wins
        held.update(_held_values(kind, item))
    subject = items[0].get(kind.subject) if items else None
    return {ours: dig(subject, at) if at.startswith("/") else held.get(at) for ours, at in wanted.items()}


def read_below(
    kind: OrderKind, order: Mapping[str, Any], call: ExecutionCall, wanted: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, object]]:
    """What an ended order decided about domain orders below, by their numbers; `wanted` by our specification."""
    by_id = {str(item.get("id")): item for item in items_of(kind, order)}
    found: dict[str, dict[str, object]] = {}
    for each in call.below:
        item = by_id.get(_item_id(each.n))
        names = wanted.get(each.specification_id)
        if names and item is not None:
            alone = {kind.items: [{name: value for name, value in item.items() if name != kind.items}]}
            found[str(each.n)] = read_values(kind, alone, names)
    return found


def why_ended(kind: OrderKind, order: Mapping[str, Any]) -> str:
    """The reason that an ended order gives: error messages of the order and its items, or a note; at most 300 characters.

    Of an order that is done in part the items that failed are named.
    """
    said = [text for text in [_reason(order)] if text]
    for item in items_of(kind, order):
        state, text = state_of(item), _reason(item)
        if state in kind.failed and (text or state_of(order) == "partial"):
            said.append(f"item {item.get('id')} {state}" + (f": {text}" if text else ""))
        elif text and state is None:
            said.append(text)
    if isinstance(order.get("cancellationReason"), str):
        said.append(order["cancellationReason"])
    return "; ".join(dict.fromkeys(said))[:300] or "no reason"


def _reason(holder: Mapping[str, Any]) -> str | None:
    for name in _ERRORS:
        given = holder.get(name)
        for entry in given if isinstance(given, list) else [given]:
            if isinstance(entry, dict):
                said = entry.get("message") or entry.get("value") or entry.get("text") or entry.get("reason")
                if said:
                    return str(said)
    return None
