"""HTTP: domain orders, the orchestration plan, the people's to-do list, and what is done to a task."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.catalog.queries import get_specification
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import (
    DomainOrderId,
    TaskId,
    read_service_order_number,
    service_order_number,
)
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.orchestration import (
    api_all_tasks,
    api_bulk,
    api_calendars,
    api_cancelling,
    api_dry_run,
    api_durations,
    api_edits,
    api_holds,
    api_requests,
    api_rescheduling,
    api_waiting,
    asked,
    commands,
    queries,
    urgency,
)
from trunkline.orchestration.clock_queries import read_task_clocks
from trunkline.orchestration.offering import task_offers
from trunkline.orchestration.planning import replan_service_order
from trunkline.orchestration.round_store import find_record
from trunkline.orchestration.state import ENDED_WELL, FixedBy
from trunkline.orchestration.wire import (
    Answer,
    Assignment,
    DomainOrderDetail,
    DomainOrdersBody,
    NewTaskNote,
    PlanBody,
    Question,
    TaskDetail,
    TaskHistoryBody,
    TaskNoteBody,
    TaskRecord,
    TaskTestBody,
    Urgency,
    ValuesAndVersion,
    VersionOnly,
    WorklistBody,
    WorklistLine,
    render_domain_order,
    render_field,
    render_task,
)


@get("/api/serviceOrders/{number:str}/plan", tags=["Orchestration plan"])
async def show_plan(number: str, database: Database, actor: Actor) -> PlanBody:
    """The whole orchestration plan of a service order."""
    actor.require(Permission.TASK_READ)
    order_id = read_service_order_number(number)
    async with database.reading() as tx:
        view = await queries.get_plan(tx, order_id)
    return PlanBody(
        service_order=service_order_number(order_id),
        version=view.plan.version,
        catalog_revision=view.plan.catalog_revision,
        created_at=view.plan.created_at,
        total_tasks=len(view.tasks),
        done_tasks=sum(task.state in ENDED_WELL for task in view.tasks),
        domain_orders=[render_domain_order(order) for order in view.domain_orders],
        tasks=[render_task(task) for task in view.tasks],
        dependencies=[
            (TaskId(order_id, before).number, TaskId(order_id, after).number) for before, after in view.dependencies
        ],
        skipped_targets=view.plan.skipped_targets,
    )


@post("/api/serviceOrders/{number:str}/plan", tags=["Orchestration plan"], status_code=202)
async def make_plan_again(number: str, database: Database, actor: Actor) -> None:
    """Tries again to decompose and plan an approved order whose first try failed."""
    async with database.transaction() as tx:
        await replan_service_order(tx, read_service_order_number(number), by=actor, now=clock.now())


@get("/api/serviceOrders/{number:str}/domainOrders", tags=["Domain orders"])
async def list_domain_orders(number: str, database: Database, actor: Actor) -> DomainOrdersBody:
    """The service orders and resource orders that decomposition made for a service order."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        orders = await queries.list_domain_orders(tx, read_service_order_number(number))
    return DomainOrdersBody(items=[render_domain_order(order) for order in orders], total=len(orders))


@get("/api/domainOrders/{number:str}", tags=["Domain orders"])
async def show_domain_order(number: str, database: Database, actor: Actor) -> DomainOrderDetail:
    """One domain order with its own tasks."""
    actor.require(Permission.ORDER_READ)
    domain_order_id = DomainOrderId.read(number)
    async with database.reading() as tx:
        order = await queries.get_domain_order(tx, domain_order_id)
        tasks = await queries.list_tasks_of_domain_order(tx, domain_order_id)
        ordered = await queries.list_ordered_values(tx, domain_order_id)
    return DomainOrderDetail(
        domain_order=render_domain_order(order), tasks=[render_task(task) for task in tasks], ordered=ordered
    )


@get("/api/tasks", tags=["Tasks"])
async def list_tasks(
    database: Database,
    actor: Actor,
    mine: bool = False,
    assignee: str | None = None,
    group: list[str] | None = None,
    unassigned: bool = False,
    q: str = "",
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> WorklistBody:
    """Open manual tasks by priority and due date: the caller's (`mine`), a person's, or those of groups.

    `q` is a typed query: `state:ready customer:acme due<3d -site:berlin assignee:none`.
    """
    actor.require(Permission.TASK_READ)
    narrowing = asked.narrowing(q, me=actor.name, now=clock.now())
    person = actor.name if mine else assignee
    key = decode_cursor(after, tuple[int, datetime, int, int]) if after else None
    async with database.reading() as tx:
        lines = await queries.list_worklist(
            tx, assignee=person, groups=group, unassigned=unassigned, limit=limit + 1, after=key,
            narrowing=narrowing,
        )  # fmt: skip
        total = await queries.count_worklist(
            tx, assignee=person, groups=group, unassigned=unassigned, narrowing=narrowing
        )
        clocks = await read_task_clocks(tx, [line.task.id for line in lines], now=clock.now())
    more, lines = len(lines) > limit, lines[:limit]
    last = lines[-1] if more else None
    return WorklistBody(
        items=[
            WorklistLine(
                task=render_task(line.task),
                due_at=line.due_at,
                domain_order_name=line.domain_order_name,
                customer_name=line.customer_name,
                clock=clocks.get(line.task.id),
            )
            for line in lines
        ],
        total=total,
        next=encode_cursor((last.task.priority, last.due_at, *last.task.id)) if last else None,
    )


async def _detail(tx: Tx, task_id: TaskId, actor: Actor) -> TaskDetail:
    view = await queries.view_task(tx, task_id)
    fields = []
    if view.asked_for:
        made = view.domain_order
        specification = await get_specification(tx, made.specification_id, made.specification_version)
        fields = [render_field(field, specification, made.characteristics) for field in view.asked_for]
    offers = task_offers(
        view.task, actor, test=view.test is not None, appointment=view.earliest_by == FixedBy.APPOINTMENT
    )
    return TaskDetail(
        task=render_task(view.task),
        domain_order=render_domain_order(view.domain_order),
        asked_for=fields,
        predecessors=[render_task(task) for task in view.predecessors],
        successors=[render_task(task) for task in view.successors],
        clock=(await read_task_clocks(tx, [task_id], now=clock.now())).get(task_id),
        verbs=offers.verbs,
        forbidden=offers.forbidden,
        test=await _test(tx, view),
        earliest_start=view.earliest_start,
    )


async def _test(tx: Tx, view: queries.TaskView) -> TaskTestBody | None:
    record = await find_record(tx, view.task.id)
    if view.test is None and record is None:
        return None
    order_id = view.task.id.service_order_id

    def number(n: int | None) -> str | None:
        return None if n is None or n == view.task.id.n else TaskId(order_id, n).number

    rounds = None if view.test is None or view.test.repair is None else view.test.rounds
    if record is None:
        return TaskTestBody(rounds=rounds)
    is_repair = record.repair_n == view.task.id.n
    return TaskTestBody(
        rounds=rounds,
        round=record.round,
        passed=record.passed,
        found=record.found,
        repair_of=TaskId(order_id, record.n).number if is_repair else None,
        retest_of=None if is_repair else number(record.retest_of),
        repair=number(record.repair_n),
        retest=number(record.retest_n),
    )


@get("/api/tasks/{number:str}", tags=["Tasks"])
async def show_task(number: str, database: Database, actor: Actor) -> TaskDetail:
    """One task with the data it asks for, its neighbours, and what the caller may do to it."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return await _detail(tx, TaskId.read(number), actor)


@post("/api/tasks/{number:str}/start", tags=["Tasks"], status_code=200)
async def start_task(number: str, data: VersionOnly, database: Database, actor: Actor) -> TaskDetail:
    """Takes a ready task in hand."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await commands.start_task(tx, task_id, by=actor, now=clock.now(), version=data.version)
        return await _detail(tx, task_id, actor)


@post("/api/tasks/{number:str}/release", tags=["Tasks"], status_code=200)
async def release_task(number: str, data: VersionOnly, database: Database, actor: Actor) -> TaskDetail:
    """Gives a task in hand back to its group."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await commands.release_task(tx, task_id, by=actor, now=clock.now(), version=data.version)
        return await _detail(tx, task_id, actor)


@post("/api/tasks/{number:str}/complete", tags=["Tasks"], status_code=200)
async def complete_task(number: str, data: ValuesAndVersion, database: Database, actor: Actor) -> TaskDetail:
    """Completes a task with the values it asks for."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await commands.complete_task(tx, task_id, values=data.values, by=actor, now=clock.now(), version=data.version)
        return await _detail(tx, task_id, actor)


@post("/api/tasks/{number:str}/values", tags=["Tasks"], status_code=200)
async def set_task_values(number: str, data: ValuesAndVersion, database: Database, actor: Actor) -> TaskDetail:
    """Writes characteristic values through a task without completing it."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await commands.set_task_values(tx, task_id, data.values, by=actor, now=clock.now(), version=data.version)
        return await _detail(tx, task_id, actor)


@post("/api/tasks/{number:str}/assign", tags=["Tasks"], status_code=200)
async def assign_task(number: str, data: Assignment, database: Database, actor: Actor) -> TaskDetail:
    """Gives a task to a group, a person, or both."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await commands.assign_task(
            tx,
            task_id,
            assignment_group=data.assignment_group,
            assignee=data.assignee,
            by=actor,
            now=clock.now(),
            version=data.version,
        )
        return await _detail(tx, task_id, actor)


@post("/api/tasks/{number:str}/urgency", tags=["Tasks"], status_code=200)
async def set_task_urgency(number: str, data: Urgency, database: Database, actor: Actor) -> TaskDetail:
    """Gives a task another priority, another time when it is due, or both."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await urgency.set_task_urgency(
            tx, task_id, priority=data.priority, due_at=data.due_at, by=actor, now=clock.now(), version=data.version
        )
        return await _detail(tx, task_id, actor)


@post("/api/tasks/{number:str}/askInformation", tags=["Tasks"], status_code=200)
async def ask_information(number: str, data: Question, database: Database, actor: Actor) -> TaskDetail:
    """The task waits for an answer from elsewhere."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await commands.ask_information(
            tx, task_id, question=data.question, by=actor, now=clock.now(), version=data.version
        )
        return await _detail(tx, task_id, actor)


@post("/api/tasks/{number:str}/resume", tags=["Tasks"], status_code=200)
async def resume_task(number: str, data: Answer, database: Database, actor: Actor) -> TaskDetail:
    """The answer came; the task goes on."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await commands.resume_task(tx, task_id, answer=data.answer, by=actor, now=clock.now(), version=data.version)
        return await _detail(tx, task_id, actor)


async def _record(tx: Tx, task_id: TaskId) -> TaskRecord:
    return TaskRecord(
        notes=[TaskNoteBody(**msgspec.structs.asdict(n)) for n in await queries.list_task_notes(tx, task_id)],
        history=[
            TaskHistoryBody(id=entry.id, kind=entry.kind, by=entry.by, at=entry.at, data=entry.data)
            for entry in await queries.list_task_history(tx, task_id)
        ],
    )


@get("/api/tasks/{number:str}/record", tags=["Tasks"])
async def show_task_record(number: str, database: Database, actor: Actor) -> TaskRecord:
    """The notes on a task and what happened to it; the newest 200 things."""
    actor.require(Permission.TASK_READ)
    task_id = TaskId.read(number)
    async with database.reading() as tx:
        await queries.get_task(tx, task_id)
        return await _record(tx, task_id)


@post("/api/tasks/{number:str}/note", tags=["Tasks"], status_code=200)
async def note_task(number: str, data: NewTaskNote, database: Database, actor: Actor) -> TaskRecord:
    """Writes a note on a task."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await commands.note_task(tx, task_id, text=data.text, by=actor, now=clock.now())
        return await _record(tx, task_id)


routes = [
    show_plan, make_plan_again, list_domain_orders, show_domain_order, list_tasks, show_task, start_task,
    release_task, complete_task, set_task_values, assign_task, set_task_urgency, ask_information, resume_task,
    show_task_record, note_task, *api_dry_run.routes, *api_waiting.routes, *api_all_tasks.routes,
    *api_calendars.routes, *api_durations.routes, *api_holds.routes, *api_cancelling.routes,
    *api_requests.routes, *api_bulk.routes, *api_edits.routes, *api_rescheduling.routes,
]  # fmt: skip
