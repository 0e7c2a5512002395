"""HTTP: enrichment tasks: what must be found out before an order can be approved."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from litestar import get, post
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.errors import NotFound
from trunkline.kit.ids import EnrichmentTaskId, read_service_order_number
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.ordering import commands, enrichment_queries, views
from trunkline.ordering import views_enrichment as shapes
from trunkline.ordering.api_workspace import ONE, show_detail
from trunkline.ordering.model import EnrichmentItemTask
from trunkline.ordering.queries import get_service_order
from trunkline.ordering.state import ENRICHMENT_LIFECYCLE, EnrichmentState

TAG = "Enrichment"
ROOT = "/api/enrichmentTasks"
TASK = ROOT + "/{number:str}"


def _verbs(task: EnrichmentItemTask, actor: Actor) -> list[str]:
    """What this actor may do with the task now."""
    verbs = []
    if actor.may(Permission.TASK_WORK):
        verbs += [verb for verb in ENRICHMENT_LIFECYCLE.verbs(task.state) if verb not in ("ready", "cancel")]
    if task.ended_at is None:
        takes = actor.may(Permission.TASK_WORK) and task.assignee in (None, actor.name)
        verbs += ["take"] if takes and task.assignee is None else []
        verbs += ["assign"] if actor.may(Permission.TASK_MANAGE) else []
    return verbs


def _states(named: list[str] | None) -> tuple[EnrichmentState, ...]:
    try:
        return tuple(EnrichmentState(name) for name in named or ())
    except ValueError as error:
        raise NotFound(f"{error}; use one of: {', '.join(EnrichmentState)}") from None


@get(ROOT, tags=[TAG])
async def list_enrichment_tasks(
    database: Database,
    actor: Actor,
    states: Annotated[list[str] | None, QueryParameter(name="state", required=False)] = None,
    order: str | None = None,
    assignee: str | None = None,
    mine: bool = False,
    my_groups: Annotated[bool, QueryParameter(name="myGroups", required=False)] = False,
    group: Annotated[list[str] | None, QueryParameter()] = None,
    unassigned: bool = False,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> shapes.EnrichmentTaskList:
    """Enrichment tasks, the most urgent first: all open ones, or those in the given states.

    `mine`, `myGroups`, `group`, `assignee`, `unassigned` and `order` narrow the list; `after` continues it.
    """
    actor.require(Permission.TASK_READ)
    groups = tuple(group) if group else (actor.groups if my_groups else None)
    wanted = enrichment_queries.EnrichmentFilter(
        service_order_id=None if order is None else read_service_order_number(order),
        states=_states(states),
        assignee=actor.name if mine else assignee,
        groups=groups,
        unassigned=unassigned,
    )
    place = None if after is None else decode_cursor(after, tuple[int, datetime, int, int])
    async with database.reading() as tx:
        tasks, total = await enrichment_queries.list_enrichment_tasks(tx, wanted, after=place, limit=limit)
    more = len(tasks) == limit
    return shapes.EnrichmentTaskList(
        items=[shapes.task_view(task, _verbs(task, actor)) for task in tasks],
        total=total,
        next=encode_cursor(enrichment_queries.place_of(tasks[-1])) if more else None,
    )


@get(TASK, tags=[TAG])
async def show_enrichment_task(number: str, database: Database, actor: Actor) -> shapes.EnrichmentTaskView:
    """One task with the data it asks for: how each value is specified, and what the item has."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        task = await enrichment_queries.get_enrichment_task(tx, EnrichmentTaskId.read(number))
        return shapes.task_view(task, _verbs(task, actor), await enrichment_queries.described_data(tx, task))


@get(ONE + "/enrichmentTasks", tags=[TAG])
async def list_enrichment_of_order(number: str, database: Database, actor: Actor) -> shapes.EnrichmentTaskList:
    """All enrichment tasks of an order, ended ones too."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        order = await get_service_order(tx, read_service_order_number(number))
        tasks = await enrichment_queries.list_tasks_of_order(tx, order.id)
    views_ = [shapes.task_view(task, _verbs(task, actor)) for task in tasks]
    return shapes.EnrichmentTaskList(items=views_, total=len(tasks), next=None)


@post(TASK + "/start", tags=[TAG], status_code=200)
async def start_enrichment_task(
    number: str, database: Database, actor: Actor, data: shapes.EnrichmentBody | None = None
) -> shapes.EnrichmentTaskView:
    """Begins a task; an unassigned one is then the caller's."""
    async with database.transaction() as tx:
        task = await commands.start_enrichment_task(
            tx,
            EnrichmentTaskId.read(number),
            by=actor,
            now=clock.now(),
            version=None if data is None else data.version,
        )
        return shapes.task_view(task, _verbs(task, actor), await enrichment_queries.described_data(tx, task))


@post(TASK + "/complete", tags=[TAG], status_code=200)
async def complete_enrichment_task(
    number: str, database: Database, actor: Actor, data: shapes.EnrichmentCompleteBody | None = None
) -> shapes.EnrichmentTaskView:
    """Ends a task; the values go into the item. 422 while a mandatory value is missing, or one is wrong."""
    body = data or shapes.EnrichmentCompleteBody()
    async with database.transaction() as tx:
        task = await commands.complete_enrichment_task(
            tx, EnrichmentTaskId.read(number), body.values, by=actor, now=clock.now(), version=body.version
        )
        return shapes.task_view(task, _verbs(task, actor), await enrichment_queries.described_data(tx, task))


@post(TASK + "/hold", tags=[TAG], status_code=200)
async def hold_enrichment_task(
    number: str, database: Database, actor: Actor, data: shapes.EnrichmentHoldBody
) -> shapes.EnrichmentTaskView:
    """Stops a task for a reason; when nothing else can be done, item and order are held."""
    async with database.transaction() as tx:
        task = await commands.hold_enrichment_task(
            tx, EnrichmentTaskId.read(number), reason=data.reason, by=actor, now=clock.now(), version=data.version
        )
        return shapes.task_view(task, _verbs(task, actor), await enrichment_queries.described_data(tx, task))


@post(TASK + "/resume", tags=[TAG], status_code=200)
async def resume_enrichment_task(
    number: str, database: Database, actor: Actor, data: shapes.EnrichmentBody | None = None
) -> shapes.EnrichmentTaskView:
    """Lets a held task go on."""
    async with database.transaction() as tx:
        task = await commands.resume_enrichment_task(
            tx,
            EnrichmentTaskId.read(number),
            by=actor,
            now=clock.now(),
            version=None if data is None else data.version,
        )
        return shapes.task_view(task, _verbs(task, actor), await enrichment_queries.described_data(tx, task))


@post(TASK + "/assign", tags=[TAG], status_code=200)
async def assign_enrichment_task(
    number: str, database: Database, actor: Actor, data: shapes.EnrichmentAssignBody
) -> shapes.EnrichmentTaskView:
    """Gives a task to a group, a person, or both."""
    async with database.transaction() as tx:
        task = await commands.assign_enrichment_task(
            tx,
            EnrichmentTaskId.read(number),
            assignment_group=data.assignment_group,
            assignee=data.assignee,
            by=actor,
            now=clock.now(),
            version=data.version,
        )
        return shapes.task_view(task, _verbs(task, actor), await enrichment_queries.described_data(tx, task))


@post(ONE + "/enrichment/hold", tags=[TAG], status_code=200)
async def hold_enrichment(
    number: str, database: Database, actor: Actor, data: shapes.EnrichmentHoldBody
) -> views.ServiceOrderDetail:
    """Stops the enrichment of an order for a reason: every task that could be worked on."""
    async with database.transaction() as tx:
        order_id = read_service_order_number(number)
        await commands.hold_enrichment(tx, order_id, reason=data.reason, by=actor, now=clock.now())
        return await show_detail(tx, await get_service_order(tx, order_id), actor)


@post(ONE + "/enrichment/resume", tags=[TAG], status_code=200)
async def resume_enrichment(number: str, database: Database, actor: Actor) -> views.ServiceOrderDetail:
    """Lets the enrichment of an order go on: every task that is held."""
    async with database.transaction() as tx:
        order_id = read_service_order_number(number)
        await commands.resume_enrichment(tx, order_id, by=actor, now=clock.now())
        return await show_detail(tx, await get_service_order(tx, order_id), actor)


routes = [
    list_enrichment_tasks,
    show_enrichment_task,
    list_enrichment_of_order,
    start_enrichment_task,
    complete_enrichment_task,
    hold_enrichment_task,
    resume_enrichment_task,
    assign_enrichment_task,
    hold_enrichment,
    resume_enrichment,
]
