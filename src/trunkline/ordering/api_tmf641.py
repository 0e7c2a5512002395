"""HTTP: the service order as TMF641 v4.1 has it. Drafts are not part of that world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, Response, delete, get, patch, post
from litestar.openapi.spec import OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema
from litestar.params import HeaderParameter
from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, read_service_order_number
from trunkline.kit.tmf import read_fields, select_fields
from trunkline.ordering import commands, queries
from trunkline.ordering.alert_queries import list_alerts
from trunkline.ordering.errors import IdempotencyKeyInvalid, PayloadInvalid
from trunkline.ordering.listing import read_list_query
from trunkline.ordering.milestone_queries import list_milestones, milestones_of_order
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.state import ServiceOrderState
from trunkline.ordering.tmf_parts import BASE_PATH, href_of
from trunkline.ordering.wire import read_json, read_service_order
from trunkline.ordering.wire_answer import render_service_order

TAG = "TMF641 Service order"
LONGEST_IDEMPOTENCY_KEY = 500  # characters
IdempotencyKey = Annotated[str | None, HeaderParameter(name="Idempotency-Key", required=False)]

AnyRequest = Request[Any, Any, Any]


def _document_body(description: str) -> RequestBody:
    document = OpenAPIMediaType(schema=Schema(type=OpenAPIType.OBJECT, description=description))
    return RequestBody(content={"application/json": document, "application/merge-patch+json": document}, required=True)


@dataclass
class TakesDocument(Operation):
    """An operation whose handler reads the raw body, so that it can say of every fault where it is."""

    def __post_init__(self) -> None:
        self.request_body = _document_body(
            "A TMF641 v4.1 service order: relatedParty, serviceOrderItem, and what else."
        )


@dataclass
class TakesPatch(Operation):
    """An operation whose handler reads a JSON merge patch."""

    def __post_init__(self) -> None:
        self.request_body = _document_body("A JSON merge patch (RFC 7396) of TMF641 v4.1 attributes.")


def read_mode(request: AnyRequest) -> bool:
    """Whether wrong characteristics shall become issues: `?validation=lenient`; raises PayloadInvalid for other words."""
    mode = request.query_params.get("validation", "strict")
    if mode not in ("strict", "lenient"):
        raise PayloadInvalid(f"there is no validation '{mode[:40]}'; use strict or lenient")
    return mode == "lenient"


def read_key(key: str | None) -> str | None:
    """The idempotency key; raises IdempotencyKeyInvalid when it is blank or too long."""
    if key is not None and not 0 < len(key.strip()) <= LONGEST_IDEMPOTENCY_KEY:
        raise IdempotencyKeyInvalid(f"send an Idempotency-Key of 1 to {LONGEST_IDEMPOTENCY_KEY} characters")
    return key


async def take_in(
    request: AnyRequest, database: Database, actor: Actor, *, key: str | None, save_only: bool
) -> tuple[ServiceOrder, bool]:
    """Submits or saves the order in the request's body; True when its idempotency key had made it before."""
    document = read_json(await request.body())
    order = read_service_order(document, draft=save_only)
    if read_mode(request):
        order = replace(order, lenient=True)
    now = clock.now()
    async with database.transaction() as tx:
        if key is not None:
            request_hash = commands.fingerprint(document, draft=save_only, lenient=order.lenient)
            return await commands.submit_once(
                tx, order, key=key, request_hash=request_hash, by=actor, now=now, save_only=save_only
            )
        submit = commands.save_draft if save_only else commands.submit_service_order
        return await submit(tx, order, by=actor, now=now), False


async def _visible(tx: Tx, service_order_id: ServiceOrderId) -> ServiceOrder:
    order = await queries.get_service_order(tx, service_order_id)
    if order.state is ServiceOrderState.DRAFT:
        raise queries.unknown(service_order_id)
    return order


@post(BASE_PATH, tags=[TAG], status_code=201, operation_class=TakesDocument)
async def create_service_order(
    request: AnyRequest, database: Database, actor: Actor, idempotency_key: IdempotencyKey = None
) -> Response[dict[str, Any]]:
    """Creates a service order; it waits for approval. Sent again with the same Idempotency-Key it is the same order."""
    order, repeated = await take_in(request, database, actor, key=read_key(idempotency_key), save_only=False)
    async with database.reading() as tx:
        milestones = await milestones_of_order(tx, order.id)
        alerts = await list_alerts(tx, [order.id])
    return Response(
        render_service_order(order, milestones=milestones, alerts=alerts.get(order.id, ())),
        status_code=200 if repeated else 201,
        headers={"Location": href_of(order.number)},
    )


@get(BASE_PATH, tags=[TAG])
async def list_service_orders(request: AnyRequest, database: Database, actor: Actor) -> Response[list[dict[str, Any]]]:
    """Lists service orders: filters, `sort`, `offset`, `limit` and `fields` as TMF630 has them."""
    actor.require(Permission.ORDER_READ)
    query = read_list_query(request.query_params.multi_items())
    wants_items = query.fields is None or any(name.split(".")[0] == "serviceOrderItem" for name in query.fields)
    async with database.reading() as tx:
        orders, total = await queries.list_service_orders(tx, query, items=wants_items)
        wants_milestones = query.fields is None or "milestone" in query.fields
        reached = await list_milestones(tx, [order.id for order in orders]) if orders and wants_milestones else {}
        wants_alerts = query.fields is None or "jeopardyAlert" in query.fields
        alerts = await list_alerts(tx, [order.id for order in orders]) if orders and wants_alerts else {}
    documents = [
        select_fields(
            render_service_order(
                order, items=wants_items, milestones=reached.get(order.id, ()), alerts=alerts.get(order.id, ())
            ),
            query.fields,
        )
        for order in orders
    ]
    return Response(documents, headers=query.headers(BASE_PATH, total=total, returned=len(documents)))


@get(BASE_PATH + "/{number:str}", tags=[TAG])
async def show_service_order(number: str, request: AnyRequest, database: Database, actor: Actor) -> dict[str, Any]:
    """One service order; `fields` selects first-level attributes."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        order = await _visible(tx, read_service_order_number(number))
        milestones = await milestones_of_order(tx, order.id)
        alerts = await list_alerts(tx, [order.id])
    return select_fields(
        render_service_order(order, milestones=milestones, alerts=alerts.get(order.id, ())),
        read_fields(request.query_params.multi_items()),
    )


@patch(BASE_PATH + "/{number:str}", tags=[TAG], operation_class=TakesPatch)
async def patch_service_order(number: str, request: AnyRequest, database: Database, actor: Actor) -> dict[str, Any]:
    """Applies a JSON merge patch of the patchable attributes."""
    wanted = read_json(await request.body())
    order_id = read_service_order_number(number)
    async with database.transaction() as tx:
        await _visible(tx, order_id)
        order = await commands.edit_service_order(tx, order_id, wanted, by=actor, now=clock.now())
        milestones = await milestones_of_order(tx, order.id)
        alerts = await list_alerts(tx, [order.id])
    return select_fields(
        render_service_order(order, milestones=milestones, alerts=alerts.get(order.id, ())),
        read_fields(request.query_params.multi_items()),
    )


@delete(BASE_PATH + "/{number:str}", tags=[TAG], status_code=204)
async def delete_service_order(number: str, database: Database, actor: Actor) -> None:
    """Removes an order that still waits for approval; what is under way is cancelled, not deleted."""
    order_id = read_service_order_number(number)
    async with database.transaction() as tx:
        await _visible(tx, order_id)
        await commands.delete_service_order(tx, order_id, by=actor, now=clock.now())


routes = [create_service_order, list_service_orders, show_service_order, patch_service_order, delete_service_order]
