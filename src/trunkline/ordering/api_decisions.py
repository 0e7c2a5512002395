"""HTTP: the decisions about a service order: review, approve, reject, investigate; one, some items, or many at once."""

from __future__ import annotations

from typing import Annotated, Final

from litestar import get, post
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import read_service_order_number
from trunkline.ordering import commands, queries, views
from trunkline.ordering import views_decisions as shapes
from trunkline.ordering.api_workspace import ONE, ROOT, TAG, show_detail
from trunkline.ordering.previewing import Doors

# the checks of what items need of each other
RELATED: Final = frozenset({"relatedItems", "compatibility", "duplicates"})


@get(ONE + "/review", tags=[TAG])
async def review_order(
    number: str,
    database: Database,
    actor: Actor,
    doors: Doors,
    preview: bool = True,
    items: Annotated[list[int] | None, QueryParameter()] = None,
) -> shapes.ReviewView:
    """The checklist that stands before approval, and what approving would lead to: the dry run of this very version.

    With `items` (numbers of top-level items) only these are looked at; `preview=false` leaves the dry run out.
    """
    actor.require(Permission.ORDER_READ)
    order_id = read_service_order_number(number)
    async with database.reading() as tx:
        order, checks, found = await commands.review_with_preview(
            tx, order_id, now=clock.now(), items=items, previewer=doors.previewer if preview else None
        )
    return shapes.review_view(order, checks, found, items)


@post(ONE + "/validateRelatedItems", tags=[TAG], status_code=200)
async def validate_related_items(number: str, database: Database, actor: Actor, doors: Doors) -> shapes.ReviewView:
    """Only the checks of what items need of each other: relations, compatibility, duplicates; changes nothing."""
    actor.require(Permission.ORDER_READ)
    order_id = read_service_order_number(number)
    async with database.reading() as tx:
        order, checks, _ = await commands.review_with_preview(tx, order_id, now=clock.now(), previewer=doors.previewer)
    return shapes.review_view(order, [check for check in checks if check.key in RELATED])


@post(ONE + "/approve", tags=[TAG], status_code=200)
async def approve_order(
    number: str, database: Database, actor: Actor, doors: Doors, data: shapes.ApproveBody | None = None
) -> views.ServiceOrderDetail:
    """Lets an acknowledged or rejected order through, whole or some of its items.

    409 when `version` or `preview` is not what approving would lead to now; where a policy wants several people the order
    stays acknowledged until the last of them.
    """
    body = data or shapes.ApproveBody()
    async with database.transaction() as tx:
        order = await commands.approve_service_order(
            tx,
            read_service_order_number(number),
            by=actor,
            now=clock.now(),
            note=body.note,
            version=body.version,
            items=body.items,
            preview=body.preview,
            previewer=doors.previewer,
        )
        return await show_detail(tx, order, actor)


@post(ONE + "/items/reject", tags=[TAG], status_code=200)
async def reject_items(
    number: str, database: Database, actor: Actor, data: shapes.RejectItemsBody
) -> views.ServiceOrderDetail:
    """Refuses items of a partly approved order, with reason code and note; for the outcome they count as cancelled."""
    async with database.transaction() as tx:
        order = await commands.reject_items(
            tx,
            read_service_order_number(number),
            data.items,
            reason_code=data.reason_code,
            note=data.note,
            version=data.version,
            by=actor,
            now=clock.now(),
        )
        return await show_detail(tx, order, actor)


@post(ROOT + "/approve", tags=[TAG], status_code=200)
async def approve_orders(
    database: Database, actor: Actor, doors: Doors, data: shapes.ApproveManyBody
) -> shapes.DecisionResults:
    """Approves many orders, each in a transaction of its own: what is refused does not stop the others."""
    actor.require(Permission.ORDER_APPROVE)
    results = []
    for chosen in data.orders:
        try:
            async with database.transaction() as tx:
                order = await commands.approve_service_order(
                    tx,
                    read_service_order_number(chosen.number),
                    by=actor,
                    now=clock.now(),
                    note=data.note,
                    version=chosen.version,
                    preview=chosen.preview,
                    previewer=doors.previewer,
                )
            results.append(shapes.decided(order))
        except TrunklineError as error:
            results.append(shapes.not_decided(chosen.number, error))
    return shapes.results_view(results)


@post(ROOT + "/reject", tags=[TAG], status_code=200)
async def reject_orders(database: Database, actor: Actor, data: shapes.RejectManyBody) -> shapes.DecisionResults:
    """Rejects many orders for one reason, each in a transaction of its own: what is refused does not stop the others."""
    actor.require(Permission.ORDER_APPROVE)
    results = []
    for chosen in data.orders:
        try:
            async with database.transaction() as tx:
                order = await commands.reject_service_order(
                    tx,
                    read_service_order_number(chosen.number),
                    reason_code=data.reason_code,
                    note=data.note,
                    assignee=data.assignee,
                    due_at=data.due_at,
                    version=chosen.version,
                    by=actor,
                    now=clock.now(),
                )
            results.append(shapes.decided(order))
        except TrunklineError as error:
            results.append(shapes.not_decided(chosen.number, error))
    return shapes.results_view(results)


@post(ONE + "/reject", tags=[TAG], status_code=200)
async def reject_order(
    number: str, database: Database, actor: Actor, data: shapes.RejectBody | None = None
) -> views.ServiceOrderDetail:
    """Refuses an acknowledged order, with reason code and note, and opens an investigation."""
    body = data or shapes.RejectBody()
    async with database.transaction() as tx:
        order = await commands.reject_service_order(
            tx,
            read_service_order_number(number),
            reason_code=body.reason_code,
            note=body.note,
            assignee=body.assignee,
            due_at=body.due_at,
            version=body.version,
            by=actor,
            now=clock.now(),
        )
        return await show_detail(tx, order, actor)


@post(ONE + "/reopen", tags=[TAG], status_code=200)
async def reopen_order(
    number: str, database: Database, actor: Actor, data: shapes.DecisionBody | None = None
) -> views.ServiceOrderDetail:
    """Makes a rejected order a draft again, for correction."""
    note = None if data is None else data.note
    async with database.transaction() as tx:
        order = await commands.reopen_service_order(
            tx, read_service_order_number(number), by=actor, now=clock.now(), note=note
        )
        return await show_detail(tx, order, actor)


@post([ONE + "/submit", ONE + "/resubmit"], tags=[TAG], status_code=200)
async def submit_order(
    number: str, database: Database, actor: Actor, data: shapes.DecisionBody | None = None
) -> views.ServiceOrderDetail:
    """Submits a draft, new or reopened; it then waits for approval."""
    version = None if data is None else data.version
    async with database.transaction() as tx:
        order = await commands.resubmit_service_order(
            tx, read_service_order_number(number), by=actor, now=clock.now(), version=version
        )
        return await show_detail(tx, order, actor)


@post(ONE + "/abandon", tags=[TAG], status_code=200)
async def abandon_order(
    number: str, database: Database, actor: Actor, data: shapes.DecisionBody | None = None
) -> views.ServiceOrderDetail:
    """Gives a rejected order up, with a note that says why."""
    note = None if data is None else data.note
    async with database.transaction() as tx:
        order = await commands.abandon_service_order(
            tx, read_service_order_number(number), note=note, by=actor, now=clock.now()
        )
        return await show_detail(tx, order, actor)


@post(ONE + "/investigation/assign", tags=[TAG], status_code=200)
async def assign_investigation(
    number: str, database: Database, actor: Actor, data: shapes.InvestigationBody
) -> shapes.InvestigationView:
    """Gives the open investigation to somebody."""
    async with database.transaction() as tx:
        found = await commands.assign_investigation(
            tx,
            read_service_order_number(number),
            assignee=data.assignee,
            due_at=data.due_at,
            by=actor,
            now=clock.now(),
        )
    return shapes.investigation_view(found)


@get("/api/rejectionReasons", tags=[TAG])
async def list_rejection_reasons(database: Database, actor: Actor) -> shapes.RejectionReasonList:
    """The closed set of reasons for which an order may be rejected."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        return shapes.reason_list(await queries.list_rejection_reasons(tx))


routes = [
    review_order,
    validate_related_items,
    approve_order,
    approve_orders,
    reject_order,
    reject_orders,
    reject_items,
    reopen_order,
    submit_order,
    abandon_order,
    assign_investigation,
    list_rejection_reasons,
]
