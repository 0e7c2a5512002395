"""HTTP: cancelling an order: what it would do, the request, the decision; and `cancelServiceOrder` of TMF641 v4.1."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import CancellationId, read_service_order_number
from trunkline.kit.tmf import ListQuery, read_fields, read_page, select_fields
from trunkline.orchestration import cancelling
from trunkline.orchestration import wire_cancelling as wire
from trunkline.ordering import cancellation
from trunkline.ordering import tmf_cancelling as tmf
from trunkline.ordering.queries import get_service_order, require_service_order
from trunkline.ordering.wire import read_json

TAG = "Service orders"
TMF = "TMF641 Service order"
ONE = "/api/serviceOrders/{number:str}"


@get(ONE + "/cancellation", tags=[TAG])
async def preview_cancellation(
    number: str, database: Database, actor: Actor, items: Annotated[list[int] | None, QueryParameter()] = None
) -> wire.CancellationPreview:
    """What cancelling the order, or these top-level items, would do now: what goes, what is undone, what stands against it."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        order = await get_service_order(tx, read_service_order_number(number))
        return wire.render_preview(await cancelling.preview_cancellation(tx, order, items=items))


@get(ONE + "/cancellations", tags=[TAG])
async def list_cancellations(number: str, database: Database, actor: Actor) -> wire.CancellationsBody:
    """Every request to cancel the order, the newest first, with what the caller may do with it."""
    actor.require(Permission.ORDER_READ)
    order_id = read_service_order_number(number)
    async with database.reading() as tx:
        await require_service_order(tx, order_id)
        found = await cancellation.list_cancellations(tx, order_id)
    return wire.CancellationsBody(items=[wire.render_cancellation(one, actor) for one in found])


@post(ONE + "/cancel", tags=[TAG], status_code=200)
async def request_cancellation(
    number: str, data: wire.CancellationRequestBody, database: Database, actor: Actor
) -> wire.CancellationBody:
    """Asks to cancel the order, or some of its items; until it is decided nothing of the order begins."""
    async with database.transaction() as tx:
        made = await cancelling.request_cancellation(
            tx, read_service_order_number(number), reason=data.reason, items=data.items, by=actor, now=clock.now()
        )
    return wire.render_cancellation(made, actor)


@post(ONE + "/cancellation/decide", tags=[TAG], status_code=200)
async def decide_cancellation(
    number: str, data: wire.CancellationDecisionBody, database: Database, actor: Actor
) -> wire.CancellationBody:
    """Grants or declines what was asked for; 409 with everything that stands against it, item by item."""
    order_id = read_service_order_number(number)
    async with database.transaction() as tx:
        if data.granted:
            decided = await cancelling.grant_cancellation(
                tx, order_id, items=data.items, note=data.note, by=actor, now=clock.now()
            )
        else:
            decided = await cancelling.decline_cancellation(
                tx, order_id, note=data.note or "", by=actor, now=clock.now()
            )
    async with database.reading() as tx:  # what follows from the decision has happened with its commit
        decided = await cancellation.get_cancellation(tx, cancellation.id_of(decided))
    return wire.render_cancellation(decided, actor)


@post(tmf.BASE_PATH, tags=[TMF], status_code=201)
async def create_cancel_service_order(
    request: Request[Any, Any, Any], database: Database, actor: Actor
) -> Response[dict[str, Any]]:
    """Asks to cancel a service order; a person decides. `serviceOrder.id` and `cancellationReason` are needed."""
    actor.require(Permission.ORDER_EDIT)
    order_id, reason, wanted_at = wire.read_cancel_service_order(read_json(await request.body()))
    async with database.transaction() as tx:
        made = await cancelling.request_cancellation(
            tx, order_id, reason=reason, wanted_at=wanted_at, by=actor, now=clock.now()
        )
    headers = {"Location": tmf.cancel_href(made.number)}
    return Response(tmf.render_cancel_service_order(made), status_code=201, headers=headers)


@get(tmf.BASE_PATH, tags=[TMF])
async def list_cancel_service_orders(
    request: Request[Any, Any, Any], database: Database, actor: Actor
) -> Response[list[dict[str, Any]]]:
    """Requests to cancel, the newest first: `offset`, `limit` and `fields` as TMF630 has them."""
    actor.require(Permission.ORDER_READ)
    pairs = request.query_params.multi_items()
    page, fields = read_page(pairs), read_fields(pairs)
    query = ListQuery(where="", args=(), order_by="", page=page, fields=fields, pairs=tuple(pairs))
    async with database.reading() as tx:
        found, total = await cancellation.list_newest(tx, limit=page.limit, offset=page.offset)
    documents = [select_fields(tmf.render_cancel_service_order(one), fields) for one in found]
    return Response(documents, headers=query.headers(tmf.BASE_PATH, total=total, returned=len(documents)))


@get(tmf.BASE_PATH + "/{number:str}", tags=[TMF])
async def show_cancel_service_order(
    number: str, request: Request[Any, Any, Any], database: Database, actor: Actor
) -> dict[str, Any]:
    """One request to cancel."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        found = await cancellation.get_cancellation(tx, CancellationId.read(number))
    return select_fields(tmf.render_cancel_service_order(found), read_fields(request.query_params.multi_items()))


routes = [
    preview_cancellation, list_cancellations, request_cancellation, decide_cancellation, create_cancel_service_order,
    list_cancel_service_orders, show_cancel_service_order,
]  # fmt: skip
