"""HTTP: the service order as the people see it who capture, review, approve and correct it."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, delete, get, patch, post, put
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, ServiceOrderItemId, read_service_order_number
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.kit.typed_query import QueryFieldsBody, fields_body, loose_words
from trunkline.kit.words import read_words
from trunkline.ordering import asked, commands, queries, views
from trunkline.ordering.api_tmf641 import AnyRequest, IdempotencyKey, TakesDocument, TakesPatch, read_key, take_in
from trunkline.ordering.errors import UnknownServiceOrderItem
from trunkline.ordering.listing import read_list_query
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.wire import read_json
from trunkline.ordering.wire_answer import render_service_order

TAG = "Service orders"
ROOT = "/api/serviceOrders"
ONE = ROOT + "/{number:str}"
CONTACTS = ONE + "/items/{item:str}/contacts"


def item_number(service_order_id: ServiceOrderId, item: str) -> int:
    """An item's number; an item is named by its number in the order, `2`, or in full, `ORDL-000123-2`."""
    if item.isascii() and item.isdigit() and len(item) <= 9:
        return int(item)
    named = ServiceOrderItemId.read(item)
    if named.service_order_id != service_order_id:
        raise UnknownServiceOrderItem(f"the order has no item '{item}'")
    return named.n


async def show_detail(tx: Tx, order: ServiceOrder, actor: Actor) -> views.ServiceOrderDetail:
    """The order as its page shows it to this caller."""
    return views.detail_view(
        order,
        await queries.list_approvals(tx, order.id),
        await queries.list_investigations(tx, order.id),
        commands.order_offers(order, actor, being_planned=await queries.is_being_planned(tx, order.id)),
        await queries.list_signatures(tx, order.id),
    )


@get(ROOT, tags=[TAG])
async def list_orders(
    request: AnyRequest, database: Database, actor: Actor, after: str | None = None, search: str = "", q: str = ""
) -> views.ServiceOrderList:
    """Lists service orders, drafts too, newest first; filters and `sort` as on TMF641, `after` continues a list.

    `search` finds words, or what begins with them, in number, external id, customer, places and characteristic values.
    `q` is a typed query: `state:held customer:acme due<2026-12-01 -site:berlin`; its words without a field are searched.
    """
    actor.require(Permission.ORDER_READ)
    words = read_words(f"{search} {loose_words(q)}")
    pairs = [
        (name, value) for name, value in request.query_params.multi_items() if name not in ("after", "search", "q")
    ]
    if after is not None:
        offset = decode_cursor(after, tuple[int])[0]
        pairs = [*((name, value) for name, value in pairs if name != "offset"), ("offset", str(max(0, offset)))]
    query = asked.narrow(read_list_query(pairs, first=len(words) + 1), q, now=clock.now())
    async with database.reading() as tx:
        orders, total = await queries.list_service_orders(tx, query, words=words, drafts=True, items=False)
    following = query.page.next(total)
    return views.ServiceOrderList(
        items=list(map(views.order_view, orders)),
        total=total,
        next=None if following is None else encode_cursor((following.offset,)),
    )


@get(ROOT + "/queryFields", tags=[TAG])
async def list_order_query_fields(actor: Actor) -> QueryFieldsBody:
    """The words of `q` in the list of service orders."""
    actor.require(Permission.ORDER_READ)
    return fields_body(asked.QUERY_FIELDS)


@post(ROOT, tags=[TAG], status_code=201, operation_class=TakesDocument)
async def capture_order(
    request: AnyRequest,
    database: Database,
    actor: Actor,
    draft: bool = False,
    idempotency_key: IdempotencyKey = None,
) -> Response[views.ServiceOrderDetail]:
    """Takes in a TMF641 document; with `draft=true` it may be incomplete and is only kept."""
    order, repeated = await take_in(request, database, actor, key=read_key(idempotency_key), save_only=draft)
    async with database.reading() as tx:
        detail = await show_detail(tx, order, actor)
    return Response(
        detail, status_code=200 if repeated else 201, headers={"Location": ONE.replace("{number:str}", order.number)}
    )


@get(ONE, tags=[TAG])
async def show_order(number: str, database: Database, actor: Actor) -> views.ServiceOrderDetail:
    """One order with its items, decisions, the newest investigation, and what the caller may do."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        order = await queries.get_service_order(tx, read_service_order_number(number))
        return await show_detail(tx, order, actor)


@get(ONE + "/document", tags=[TAG])
async def show_document(number: str, database: Database, actor: Actor) -> dict[str, object]:
    """The order, a draft too, as TMF641 v4.1 document: what an edit of its items starts from."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        return render_service_order(await queries.get_service_order(tx, read_service_order_number(number)))


@patch(ONE, tags=[TAG], operation_class=TakesPatch)
async def edit_order(
    number: str, request: AnyRequest, database: Database, actor: Actor, version: int | None = None
) -> views.ServiceOrderDetail:
    """Applies a JSON merge patch of TMF641 attributes; `version` is the one that was looked at."""
    wanted = read_json(await request.body())
    async with database.transaction() as tx:
        order = await commands.edit_service_order(
            tx, read_service_order_number(number), wanted, by=actor, now=clock.now(), version=version
        )
        return await show_detail(tx, order, actor)


@delete(ONE, tags=[TAG], status_code=204)
async def delete_order(number: str, database: Database, actor: Actor) -> None:
    """Removes a draft or acknowledged order."""
    async with database.transaction() as tx:
        await commands.delete_service_order(tx, read_service_order_number(number), by=actor, now=clock.now())


@delete(ONE + "/items/{item:str}", tags=[TAG], status_code=200)
async def delete_item(
    number: str, item: str, database: Database, actor: Actor, version: int | None = None
) -> views.ServiceOrderDetail:
    """Takes an item, with those nested in it, out of a draft or acknowledged order."""
    order_id = read_service_order_number(number)
    n = item_number(order_id, item)
    async with database.transaction() as tx:
        order = await commands.delete_service_order_item(tx, order_id, n, by=actor, now=clock.now(), version=version)
        return await show_detail(tx, order, actor)


@post(CONTACTS, tags=[TAG], status_code=201)
async def add_contact(
    number: str, item: str, database: Database, actor: Actor, data: views.ContactBody
) -> views.ContactView:
    """Adds a contact to an item, before approval."""
    order_id = read_service_order_number(number)
    n = item_number(order_id, item)
    async with database.transaction() as tx:
        return views.contact_view(
            await commands.add_contact(tx, order_id, n, data.contact(), by=actor, now=clock.now())
        )


@put(CONTACTS + "/{contact_id:str}", tags=[TAG])
async def edit_contact(
    number: str, item: str, contact_id: str, database: Database, actor: Actor, data: views.ContactBody
) -> views.ContactView:
    """Puts other data in place of a contact's, before approval."""
    order_id = read_service_order_number(number)
    n = item_number(order_id, item)
    async with database.transaction() as tx:
        return views.contact_view(
            await commands.edit_contact(tx, order_id, n, data.contact(contact_id), by=actor, now=clock.now())
        )


@delete(CONTACTS + "/{contact_id:str}", tags=[TAG], status_code=204)
async def remove_contact(number: str, item: str, contact_id: str, database: Database, actor: Actor) -> None:
    """Takes a contact away, before approval."""
    order_id = read_service_order_number(number)
    n = item_number(order_id, item)
    async with database.transaction() as tx:
        await commands.remove_contact(tx, order_id, n, contact_id, by=actor, now=clock.now())


@get(ONE + "/history", tags=[TAG])
async def show_history(
    number: str,
    database: Database,
    actor: Actor,
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 100,
    after: str | None = None,
    text: str | None = None,
    by: str | None = None,
) -> views.HistoryPage:
    """The activity stream of the order and everything in it, newest first; it outlives a deleted order.

    `text` is looked for in what is said and in the kind of event, `by` is who did it; `total` counts all.
    """
    actor.require(Permission.ORDER_READ)
    before = None if after is None else decode_cursor(after, tuple[int])[0]
    order_id = read_service_order_number(number)
    async with database.reading() as tx:
        entries, total = await queries.list_history(tx, order_id, before=before, limit=limit, text=text, by=by)
    if total == 0:
        raise queries.unknown(order_id)
    last = len(entries) < limit
    return views.history_page(entries, total, None if last else encode_cursor((entries[-1].id,)))


@get(ONE + "/notes", tags=[TAG])
async def list_notes(number: str, database: Database, actor: Actor) -> views.NoteList:
    """The notes on the order, oldest first."""
    actor.require(Permission.ORDER_READ)
    order_id = read_service_order_number(number)
    async with database.reading() as tx:
        await queries.require_service_order(tx, order_id)
        notes = await queries.list_notes(tx, order_id)
    return views.NoteList(items=list(map(views.note_view, notes)), total=len(notes))


@post(ONE + "/notes", tags=[TAG], status_code=201)
async def add_note(number: str, database: Database, actor: Actor, data: views.NoteBody) -> views.NoteView:
    """Writes on the order: a work note, or with `customerVisible` what the customer sees too."""
    async with database.transaction() as tx:
        note = await commands.add_note(
            tx,
            read_service_order_number(number),
            data.text,
            customer_visible=data.customer_visible,
            by=actor,
            now=clock.now(),
        )
    return views.note_view(note)


routes = [
    list_orders,
    list_order_query_fields,
    capture_order,
    show_order,
    show_document,
    edit_order,
    delete_order,
    delete_item,
    add_contact,
    edit_contact,
    remove_contact,
    show_history,
    list_notes,
    add_note,
]
