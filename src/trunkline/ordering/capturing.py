"""Commands that bring an order in: submit, save a draft, submit the draft; each order once, whatever is sent twice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.catalog.queries import load_catalog
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.inventory.queries import find_for_order
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId, service_order_number
from trunkline.ordering import approval as approvals
from trunkline.ordering import capture as rules
from trunkline.ordering import decision_store, queries, store
from trunkline.ordering.asking import await_decision
from trunkline.ordering.capture import Captured, Surroundings
from trunkline.ordering.errors import ExternalIdTaken, IdempotencyKeyReused, ServiceOrderInvalid
from trunkline.ordering.events import InvestigationClosed, ServiceOrderDrafted, ServiceOrderSubmitted
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.model import NewServiceOrder, NewServiceOrderItem, ServiceOrder, ServiceOrderItem
from trunkline.ordering.moves import move
from trunkline.ordering.priority import order_priority
from trunkline.ordering.state import ServiceOrderState
from trunkline.ordering.urgency import with_urgency


async def surroundings(tx: Tx, items: Sequence[NewServiceOrderItem], *, revision: int | None = None) -> Surroundings:
    """What the rules of capture need to know, read at once: the catalog (None: the newest) and the inventory named."""
    named = rules.references(items)
    return Surroundings(
        catalog=await load_catalog(tx, revision),
        inventory=await find_for_order(tx, named) if named else {},
    )


async def look_at(tx: Tx, order: NewServiceOrder, *, now: datetime) -> Captured:
    """The order with what capture finds out about it."""
    return rules.capture(order, await surroundings(tx, order.items), now=now)


def refuse(problems: Sequence[Problem]) -> None:
    """Raises ServiceOrderInvalid with all problems, when there are any."""
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ServiceOrderInvalid(f"the order cannot be accepted: {problems[0].what}{more}", problems=list(problems))


async def submit_service_order(tx: Tx, draft: NewServiceOrder, *, by: Actor, now: datetime) -> ServiceOrder:
    """Takes the order in; it waits for approval.

    Needs `service_order:create`. Raises ServiceOrderInvalid with every fault (wrong characteristics become issues of
    their item instead when the order is lenient), ExternalIdTaken when an order has the external id.
    """
    by.require(Permission.ORDER_CREATE)
    around = await surroundings(tx, draft.items)
    captured = rules.capture(await with_urgency(tx, draft, around.catalog), around, now=now)
    refuse(captured.refusal())
    new = captured.order
    service_order_id = await _insert(tx, new, state=ServiceOrderState.ACKNOWLEDGED, by=by, now=now)
    events = await await_decision(
        tx,
        service_order_id,
        new,
        around.catalog,
        version=1,
        priority=order_priority(new.priority, (item.priority for item in new.items)),
        by=by.name,
        now=now,
    )
    await history.record(
        tx,
        ServiceOrderSubmitted(
            service_order_id=service_order_id, version=1, external_id=draft.external_id, by=by.name, at=now
        ),
        *events,
    )
    return await queries.get_service_order(tx, service_order_id)


async def save_draft(tx: Tx, draft: NewServiceOrder, *, by: Actor, now: datetime) -> ServiceOrder:
    """Keeps an order that is still being written, however incomplete.

    Needs `service_order:create`. Raises ExternalIdTaken when an order has the external id.
    """
    by.require(Permission.ORDER_CREATE)
    captured = await look_at(tx, draft, now=now)
    service_order_id = await _insert(tx, captured.order, state=ServiceOrderState.DRAFT, by=by, now=now)
    await history.record(
        tx,
        ServiceOrderDrafted(service_order_id=service_order_id, external_id=draft.external_id, by=by.name, at=now),
    )
    return await queries.get_service_order(tx, service_order_id)


async def _insert(
    tx: Tx, order: NewServiceOrder, *, state: ServiceOrderState, by: Actor, now: datetime
) -> ServiceOrderId:
    if order.lenient:
        order = replace(order, body={**order.body, "validationMode": "lenient"})
    priority = order_priority(order.priority, (item.priority for item in order.items))
    service_order_id = await store.insert_order(tx, order, state=state, priority=priority, by=by.name, now=now)
    if service_order_id is None:
        raise await external_id_taken(tx, order.external_id or "")
    return service_order_id


async def external_id_taken(tx: Tx, external_id: str) -> ExternalIdTaken:
    """The error that names the order which has the external id."""
    holder = await queries.find_by_external_id(tx, external_id)
    named = "another order" if holder is None else service_order_number(holder)
    return ExternalIdTaken(
        f"{named} has the external id '{external_id}'; look at that order, or send another external id",
        problems=[
            Problem(field="externalId", what=f"{named} has this external id", action="send another one, or none")
        ],
    )


def fingerprint(document: Mapping[str, Any], *, draft: bool, lenient: bool) -> bytes:
    """What makes two requests the same request: the document, however it is spaced, and how it was to be taken."""
    return hashlib.sha256(msgspec.json.encode([document, draft, lenient], order="deterministic")).digest()


async def submit_once(
    tx: Tx, draft: NewServiceOrder, *, key: str, request_hash: bytes, by: Actor, now: datetime, save_only: bool = False
) -> tuple[ServiceOrder, bool]:
    """`submit_service_order` (or `save_draft`) that for one idempotency key makes one order; True when it was there.

    Keys are each caller's own. Raises IdempotencyKeyReused when the key came before with something else.
    """
    by.require(Permission.ORDER_CREATE)
    known = await store.lock_idempotency_key(tx, key, user_name=by.name)
    if known is not None:
        service_order_id, known_hash = known
        if known_hash != request_hash:
            raise IdempotencyKeyReused(
                f"the idempotency key '{key}' made {service_order_number(service_order_id)} from another request; "
                "use a new key for a new order"
            )
        return await queries.get_service_order(tx, service_order_id), True
    submit = save_draft if save_only else submit_service_order
    order = await submit(tx, draft, by=by, now=now)
    await store.insert_idempotency_key(
        tx, key, user_name=by.name, request_hash=request_hash, service_order_id=order.id, now=now
    )
    return order, False


async def resubmit_service_order(
    tx: Tx, service_order_id: ServiceOrderId, *, by: Actor, now: datetime, version: int | None = None
) -> ServiceOrder:
    """Submits a draft, new or reopened after a rejection; the investigation of the rejection is resolved by it.

    Needs `service_order:edit`. Raises what `submit_service_order` raises, MoveRefused when it is no draft, OrderChanged
    when `version` is not the order's.
    """
    by.require(Permission.ORDER_EDIT)
    order = await lock_service_order(tx, service_order_id)
    moved = move(order, "submit", by=by.name, now=now)
    approvals.refuse_other_version(order, version)
    new = rules.as_captured(order)
    around = await surroundings(tx, new.items)
    captured = rules.capture(new, around, now=now)
    refuse(captured.refusal())
    submitted = replace(moved.order, items=with_findings(moved.order.items, captured.order.items))
    await save_findings(tx, order.items, submitted.items)
    await store.save_header(tx, submitted, now=now)
    await store.save_item_states(tx, submitted.items)
    enriching = await await_decision(
        tx, order.id, captured.order, around.catalog,
        version=order.version, priority=order.priority, by=by.name, now=now,
    )  # fmt: skip
    events: list[Event] = [
        ServiceOrderSubmitted(
            service_order_id=order.id, version=order.version, external_id=order.external_id, by=by.name, at=now
        ),
        *moved.events,
        *await close_investigation(tx, order.id, "resolve", by=by.name, now=now),
        *enriching,
    ]
    await history.record_all(tx, events)
    return await queries.get_service_order(tx, order.id) if enriching else submitted


def with_findings(
    items: Sequence[ServiceOrderItem], found: Sequence[NewServiceOrderItem]
) -> tuple[ServiceOrderItem, ...]:
    """Stored items with what capture found out about each: specification, inventory, defaults, issues."""
    by_n = {item.n: item for item in found}
    return tuple(
        replace(
            item,
            specification_id=by_n[item.id.n].specification_id,
            inventory_item_id=by_n[item.id.n].inventory_item_id,
            characteristics=by_n[item.id.n].characteristics,
            issues=by_n[item.id.n].issues,
        )
        for item in items
    )


def _differing(before: Sequence[ServiceOrderItem], after: Sequence[ServiceOrderItem]) -> list[ServiceOrderItem]:
    return [
        item
        for was, item in zip(before, after, strict=True)
        if (was.specification_id, was.inventory_item_id, was.characteristics, was.issues)
        != (item.specification_id, item.inventory_item_id, item.characteristics, item.issues)
    ]


async def save_findings(tx: Tx, before: Sequence[ServiceOrderItem], after: Sequence[ServiceOrderItem]) -> None:
    """Writes the items about which something new was found out; mostly there are none."""
    await store.save_item_contents(tx, _differing(before, after))


async def close_investigation(
    tx: Tx, service_order_id: ServiceOrderId, verb: str, *, by: str, now: datetime
) -> list[Event]:
    """Closes the open investigation, when there is one; the caller records the events."""
    found = approvals.open_one(await queries.list_investigations(tx, service_order_id))
    if found is None:
        return []
    closed = approvals.close(found, verb, now=now)
    await decision_store.save_investigation(tx, service_order_id, closed)
    return [InvestigationClosed(service_order_id=service_order_id, n=closed.n, outcome=closed.state, by=by, at=now)]
