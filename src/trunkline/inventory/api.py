"""HTTP: inventory as TMF637, TMF638 and TMF639 v4 have it, and as the workspace shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.inventory import commands, queries
from trunkline.inventory.errors import UnknownInventoryItem
from trunkline.inventory.listing import PRODUCTS, RESOURCES, SERVICES, read_list_query
from trunkline.inventory.model import InventoryItem, InventoryKind
from trunkline.inventory.queries import InventoryFilter
from trunkline.inventory.state import InventoryState
from trunkline.inventory.wire import (
    PRODUCT_PATH,
    RESOURCE_PATH,
    SERVICE_ALIAS,
    SERVICE_PATH,
    read_service,
    render_product,
    render_resource,
    render_service,
)
from trunkline.inventory.wire_workspace import (
    InventoryDetail,
    InventoryListBody,
    SnapshotBody,
    render_branch,
    render_line,
    render_snapshot,
)
from trunkline.inventory.words import SERVICE_KINDS
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import service_order_number
from trunkline.kit.tmf import Column, decode_cursor, encode_cursor, read_fields, select_fields

AnyRequest = Request[Any, Any, Any]
_Render = Callable[[InventoryItem, Sequence[InventoryItem]], dict[str, Any]]
_TAGS = ["Inventory"]


async def _list(
    request: AnyRequest,
    database: Database,
    actor: Actor,
    *,
    path: str,
    kinds: Sequence[InventoryKind],
    columns: tuple[Column, ...],
    render: _Render,
) -> Response[list[dict[str, Any]]]:
    actor.require(Permission.INVENTORY_READ)
    query = read_list_query(request.query_params.multi_items(), columns)
    async with database.reading() as tx:
        items, total = await queries.list_inventory(tx, kinds, query)
        parts = await queries.parts_of(tx, [item.id for item in items])
    documents = [select_fields(render(item, parts[item.id]), query.fields) for item in items]
    return Response(documents, headers=query.headers(path, total=total, returned=len(documents)))


async def _show(
    number: str,
    request: AnyRequest,
    database: Database,
    actor: Actor,
    *,
    kinds: Sequence[InventoryKind],
    render: _Render,
) -> dict[str, Any]:
    actor.require(Permission.INVENTORY_READ)
    async with database.reading() as tx:
        item = await queries.get_by_number(tx, number)
        if item.kind not in kinds:
            raise UnknownInventoryItem(f"{item.number} is a {item.kind}: it is in another TM Forum inventory")
        parts = await queries.parts_of(tx, [item.id])
    return select_fields(render(item, parts[item.id]), read_fields(request.query_params.multi_items()))


@get([SERVICE_PATH, SERVICE_ALIAS], tags=["TMF638 Service inventory"])
async def list_services(request: AnyRequest, database: Database, actor: Actor) -> Response[list[dict[str, Any]]]:
    """Lists services: filters, `sort`, `offset`, `limit` and `fields` as TMF630 has them."""
    return await _list(request, database, actor, path=SERVICE_PATH, kinds=SERVICE_KINDS, columns=SERVICES,
                       render=render_service)  # fmt: skip


@get([SERVICE_PATH + "/{number:str}", SERVICE_ALIAS + "/{number:str}"], tags=["TMF638 Service inventory"])
async def show_service(number: str, request: AnyRequest, database: Database, actor: Actor) -> dict[str, Any]:
    """One service; `fields` selects first-level attributes."""
    return await _show(number, request, database, actor, kinds=SERVICE_KINDS, render=render_service)


@post([SERVICE_PATH, SERVICE_ALIAS], tags=["TMF638 Service inventory"], status_code=201)
async def onboard_service(data: dict[str, Any], database: Database, actor: Actor) -> Response[dict[str, Any]]:
    """Takes a service that exists already into inventory, without an order; `state` and `serviceSpecification` must be given."""
    async with database.transaction() as tx:
        item = await commands.onboard(tx, read_service(data), by=actor, now=clock.now())
    document = render_service(item, ())
    return Response(document, status_code=201, headers={"Location": document["href"]})


@get(RESOURCE_PATH, tags=["TMF639 Resource inventory"])
async def list_resources(request: AnyRequest, database: Database, actor: Actor) -> Response[list[dict[str, Any]]]:
    """Lists resources: filters, `sort`, `offset`, `limit` and `fields` as TMF630 has them."""
    return await _list(request, database, actor, path=RESOURCE_PATH, kinds=[InventoryKind.RESOURCE], columns=RESOURCES,
                       render=render_resource)  # fmt: skip


@get(RESOURCE_PATH + "/{number:str}", tags=["TMF639 Resource inventory"])
async def show_resource(number: str, request: AnyRequest, database: Database, actor: Actor) -> dict[str, Any]:
    """One resource; `fields` selects first-level attributes."""
    return await _show(number, request, database, actor, kinds=[InventoryKind.RESOURCE], render=render_resource)


@get(PRODUCT_PATH, tags=["TMF637 Product inventory"])
async def list_products(request: AnyRequest, database: Database, actor: Actor) -> Response[list[dict[str, Any]]]:
    """Lists products: filters, `sort`, `offset`, `limit` and `fields` as TMF630 has them."""
    return await _list(request, database, actor, path=PRODUCT_PATH, kinds=[InventoryKind.PRODUCT], columns=PRODUCTS,
                       render=render_product)  # fmt: skip


@get(PRODUCT_PATH + "/{number:str}", tags=["TMF637 Product inventory"])
async def show_product(number: str, request: AnyRequest, database: Database, actor: Actor) -> dict[str, Any]:
    """One product; `fields` selects first-level attributes."""
    return await _show(number, request, database, actor, kinds=[InventoryKind.PRODUCT], render=render_product)


@get("/api/inventory", tags=_TAGS)
async def search_inventory(
    database: Database,
    actor: Actor,
    kind: InventoryKind | None = None,
    inventory_state: Annotated[InventoryState | None, Parameter(query="state")] = None,
    customer: str | None = None,
    specification: str | None = None,
    search: Annotated[str | None, Parameter(max_length=200)] = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> InventoryListBody:
    """Products, services and resources, the newest first; `after` is the `next` of the page before."""
    actor.require(Permission.INVENTORY_READ)
    wanted = InventoryFilter(kind=kind, state=inventory_state, customer_id=customer, specification_id=specification,
                             search=search)  # fmt: skip
    before = None if after is None else decode_cursor(after, tuple[int])[0]
    async with database.reading() as tx:
        items, total = await queries.search_inventory(tx, wanted, limit=limit + 1, before=before)
        shown = items[:limit]
        above = {item.parent_id for item in shown if item.parent_id is not None}
        numbers = {item.id: item.number for item in await queries.get_inventory_items(tx, above)} if above else {}
    return InventoryListBody(
        items=[render_line(item, parent=None if item.parent_id is None else numbers[item.parent_id]) for item in shown],
        total=total,
        next=encode_cursor((shown[-1].id,)) if len(items) > limit else None,
    )


@get("/api/inventory/{number:str}", tags=_TAGS)
async def show_inventory_item(number: str, database: Database, actor: Actor) -> InventoryDetail:
    """One item with its values, what stands above and below it, its history and its orders."""
    actor.require(Permission.INVENTORY_READ)
    async with database.reading() as tx:
        item = await queries.get_by_number(tx, number)
        above = await queries.ancestors_of(tx, item.id)
        trees = await queries.load_trees(tx, [item.id], ended=True)
        history = await queries.history_of(tx, item.id)
        orders = await queries.orders_of(tx, item.id)
    parents = [None, *(one.number for one in above)]
    return InventoryDetail(
        item=render_line(item, parent=parents[-1]),
        characteristics=item.characteristics,
        place=item.place,
        above=[render_line(one, parent=parent) for one, parent in zip(above, parents, strict=False)],
        tree=render_branch(trees[item.id], parent=parents[-1]),
        history=[render_snapshot(snapshot) for snapshot in history],
        service_orders=[service_order_number(order) for order in orders],
    )


@get("/api/inventory/{number:str}/asOf", tags=_TAGS)
async def show_inventory_item_as_of(number: str, at: datetime, database: Database, actor: Actor) -> SnapshotBody:
    """What the item was at an instant: its state and values."""
    actor.require(Permission.INVENTORY_READ)
    async with database.reading() as tx:
        item = await queries.get_by_number(tx, number)
        snapshot = await queries.as_of(tx, item.id, at if at.tzinfo else at.replace(tzinfo=UTC))
    if snapshot is None:
        raise UnknownInventoryItem(f"{item.number} was not there yet at {at.isoformat()}: ask for a later instant")
    return render_snapshot(snapshot)


routes = [
    list_services,
    show_service,
    onboard_service,
    list_resources,
    show_resource,
    list_products,
    show_product,
    search_inventory,
    show_inventory_item,
    show_inventory_item_as_of,
]
