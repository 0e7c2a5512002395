"""HTTP: tasks of orders themselves: the to-do list, those of an order, and what is done to one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from litestar import get, post
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import OrderStage
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.errors import NotFound
from trunkline.kit.ids import OrderTaskId, read_service_order_number
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.ordering import commands, order_task_queries
from trunkline.ordering import views_order_tasks as shapes
from trunkline.ordering.api_workspace import ONE
from trunkline.ordering.order_task_model import OrderTask
from trunkline.ordering.queries import require_service_order
from trunkline.ordering.state import ORDER_TASK_LIFECYCLE, OrderTaskState

TAG = "Order tasks"
ROOT = "/api/orderTasks"
TASK = ROOT + "/{number:str}"


def _view(task: OrderTask, actor: Actor) -> shapes.OrderTaskView:
    verbs = []
    if actor.may(Permission.TASK_WORK):
        verbs += [verb for verb in ORDER_TASK_LIFECYCLE.verbs(task.state) if verb not in ("ready", "cancel")]
    if task.is_open:
        takes = actor.may(Permission.TASK_WORK) and task.assignee is None
        verbs += ["take"] if takes else []
        verbs += ["assign"] if actor.may(Permission.TASK_MANAGE) else []
    return shapes.order_task_view(task, verbs, now=clock.now())


def _states(named: list[str] | None) -> tuple[OrderTaskState, ...]:
    try:
        return tuple(OrderTaskState(name) for name in named or ())
    except ValueError as error:
        raise NotFound(f"{error}; use one of: {', '.join(OrderTaskState)}") from None


@get(ROOT, tags=[TAG])
async def list_order_tasks(
    database: Database,
    actor: Actor,
    states: Annotated[list[str] | None, QueryParameter(name="state", required=False)] = None,
    stage: OrderStage | None = None,
    order: str | None = None,
    assignee: str | None = None,
    mine: bool = False,
    my_groups: Annotated[bool, QueryParameter(name="myGroups", required=False)] = False,
    group: Annotated[list[str] | None, QueryParameter()] = None,
    unassigned: bool = False,
    late: bool = False,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> shapes.OrderTaskList:
    """Tasks of orders themselves by priority and due date: those somebody can act on now, or in the given states.

    `mine`, `myGroups`, `group`, `assignee`, `unassigned`, `late`, `stage` and `order` narrow the list; `after` continues it.
    """
    actor.require(Permission.TASK_READ)
    wanted = order_task_queries.OrderTaskFilter(
        service_order_id=None if order is None else read_service_order_number(order),
        states=_states(states) or order_task_queries.OrderTaskFilter().states,
        stage=stage,
        assignee=actor.name if mine else assignee,
        groups=tuple(group) if group else (actor.groups if my_groups else None),
        unassigned=unassigned,
        due_before=clock.now() if late else None,
    )
    place = None if after is None else decode_cursor(after, tuple[int, datetime | None, int, int])
    async with database.reading() as tx:
        tasks, total = await order_task_queries.list_order_tasks(tx, wanted, after=place, limit=limit)
    more = len(tasks) == limit
    return shapes.OrderTaskList(
        items=[_view(task, actor) for task in tasks],
        total=total,
        next=encode_cursor(order_task_queries.place_of(tasks[-1])) if more else None,
    )


@get(TASK, tags=[TAG])
async def show_order_task(number: str, database: Database, actor: Actor) -> shapes.OrderTaskView:
    """One task of an order itself."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return _view(await order_task_queries.get_order_task(tx, OrderTaskId.read(number)), actor)


@get(ONE + "/orderTasks", tags=[TAG])
async def list_tasks_of_order(number: str, database: Database, actor: Actor) -> shapes.OrderTaskList:
    """All tasks of an order itself, ended ones too."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        order_id = read_service_order_number(number)
        await require_service_order(tx, order_id)
        tasks = await order_task_queries.list_tasks_of_order(tx, order_id)
    return shapes.OrderTaskList(items=[_view(task, actor) for task in tasks], total=len(tasks), next=None)


@post(TASK + "/start", tags=[TAG], status_code=200)
async def start_order_task(
    number: str, database: Database, actor: Actor, data: shapes.OrderTaskBody | None = None
) -> shapes.OrderTaskView:
    """Begins a task; an unassigned one is then the caller's."""
    async with database.transaction() as tx:
        version = None if data is None else data.version
        found = OrderTaskId.read(number)
        return _view(await commands.start_order_task(tx, found, by=actor, now=clock.now(), version=version), actor)


@post(TASK + "/complete", tags=[TAG], status_code=200)
async def complete_order_task(
    number: str, database: Database, actor: Actor, data: shapes.OrderTaskCompleteBody | None = None
) -> shapes.OrderTaskView:
    """Ends a task; the last one lets the order be approved, or end."""
    said = data or shapes.OrderTaskCompleteBody()
    async with database.transaction() as tx:
        done = await commands.complete_order_task(
            tx, OrderTaskId.read(number), note=said.note, by=actor, now=clock.now(), version=said.version
        )
        return _view(done, actor)


@post(TASK + "/hold", tags=[TAG], status_code=200)
async def hold_order_task(
    number: str, data: shapes.OrderTaskHoldBody, database: Database, actor: Actor
) -> shapes.OrderTaskView:
    """Stops a task for a reason."""
    async with database.transaction() as tx:
        held = await commands.hold_order_task(
            tx, OrderTaskId.read(number), reason=data.reason, by=actor, now=clock.now(), version=data.version
        )
        return _view(held, actor)


@post(TASK + "/resume", tags=[TAG], status_code=200)
async def resume_order_task(
    number: str, database: Database, actor: Actor, data: shapes.OrderTaskBody | None = None
) -> shapes.OrderTaskView:
    """Lets a held task go on."""
    async with database.transaction() as tx:
        version = None if data is None else data.version
        found = OrderTaskId.read(number)
        return _view(await commands.resume_order_task(tx, found, by=actor, now=clock.now(), version=version), actor)


@post(TASK + "/assign", tags=[TAG], status_code=200)
async def assign_order_task(
    number: str, data: shapes.OrderTaskAssignBody, database: Database, actor: Actor
) -> shapes.OrderTaskView:
    """Gives a task to a group, a person, or both."""
    async with database.transaction() as tx:
        given = await commands.assign_order_task(
            tx, OrderTaskId.read(number), assignment_group=data.assignment_group, assignee=data.assignee, by=actor,
            now=clock.now(), version=data.version,
        )  # fmt: skip
        return _view(given, actor)


routes = [
    list_order_tasks,
    show_order_task,
    list_tasks_of_order,
    start_order_task,
    complete_order_task,
    hold_order_task,
    resume_order_task,
    assign_order_task,
]
