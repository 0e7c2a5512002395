"""HTTP: edits of the plan of a running order, and the versions that they made."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from litestar import get, post

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import DataField, DependencyType
from trunkline.catalog.queries import get_specification
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId, read_service_order_number, service_order_number
from trunkline.orchestration import awaiting, edit_store, editing
from trunkline.orchestration.applying import list_applications
from trunkline.orchestration.errors import NoPlanYet
from trunkline.orchestration.model import Lag
from trunkline.orchestration.queries import find_plan, get_domain_order, get_task
from trunkline.orchestration.standing_in import list_needed_outputs
from trunkline.orchestration.wire import FieldBody, render_field
from trunkline.ordering.queries import get_service_order


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class PlanEditBase(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason`: why the plan is changed. `planVersion`: the plan as the caller saw it; a stale one is refused with 409."""

    reason: str
    plan_version: int | None = None


class NewPlanTask(PlanEditBase, frozen=True, kw_only=True):
    """A task for a domain order: of the task specification `key` of its plan specification, or ad hoc with a `name`.

    `duration` in ISO 8601. It waits for `after`, and `before` wait for it; without `before` whatever waits for the end
    of the domain order does.
    """

    domain_order: str
    key: str | None = None
    name: str | None = None
    duration: timedelta | None = None
    assignment_group: str | None = None
    assignee: str | None = None
    after: list[str] = []
    before: list[str] | None = None


class TaskSkip(PlanEditBase, frozen=True, kw_only=True):
    """Later tasks get what they need of it: `values` by characteristic."""

    values: dict[str, object] = {}


class NeededOutput(_Wire, frozen=True, kw_only=True):
    """A value that a person gives when the task is left out or done outside, and the tasks that need it."""

    field: FieldBody
    needed_by: list[str]


class NeededOutputs(_Wire, frozen=True, kw_only=True):
    """What later open tasks need of a task and nothing holds yet; empty when it can be left out as it is."""

    items: list[NeededOutput]


class TaskPlace(PlanEditBase, frozen=True, kw_only=True):
    """The tasks that it waits for from now on; none when it waits for nothing."""

    after: list[str]


class NewDependency(PlanEditBase, frozen=True, kw_only=True):
    """The task `before` comes first. `minimum` and `maximum` in ISO 8601: the time between."""

    before: str
    type: DependencyType = DependencyType.FINISH_TO_START
    minimum: timedelta | None = None
    maximum: timedelta | None = None


class OldDependency(PlanEditBase, frozen=True, kw_only=True):
    """The task `before` need not come first any more."""

    before: str


class PlanVersionBody(_Wire, frozen=True, kw_only=True):
    """One version of a plan: `edit` says what was done, `changes` what came of it."""

    version: int
    edit: str
    reason: str
    by: str
    at: datetime
    changes: dict[str, object]


class PlanVersionsBody(_Wire, frozen=True, kw_only=True):
    """The newest 200 versions, newest first. `verbs`: the edits that the caller has the right to make."""

    service_order: str
    version: int
    items: list[PlanVersionBody]
    verbs: list[str]


_RIGHTS = {
    "addTask": Permission.PLAN_ADD,
    "skipTask": Permission.PLAN_SKIP,
    "moveTask": Permission.PLAN_ARRANGE,
    "rescheduleTask": Permission.PLAN_ARRANGE,
    "overrideStart": Permission.PLAN_OVERRIDE,
}


async def show_versions(database: Database, order_id: ServiceOrderId, actor: Actor) -> PlanVersionsBody:
    """The versions of a plan, with the edits that the caller may make; raises NoPlanYet."""
    async with database.reading() as tx:
        plan = await find_plan(tx, order_id)
        if plan is None:
            raise NoPlanYet("this order has no orchestration plan: it is not approved, or the plan is still being made")
        versions = await edit_store.list_versions(tx, order_id)
        editable = await edit_store.is_editable(tx, order_id, editing.EDITABLE_ORDERS)
    return PlanVersionsBody(
        service_order=service_order_number(order_id),
        version=plan.version,
        items=[
            PlanVersionBody(
                version=each.version, edit=each.edit, reason=each.reason, by=each.made_by, at=each.at,
                changes=each.changes,
            )
            for each in versions
        ],
        verbs=[verb for verb, right in _RIGHTS.items() if editable and actor.may(right)],
    )  # fmt: skip


@get("/api/serviceOrders/{number:str}/plan/versions", tags=["Orchestration plan"])
async def show_plan_versions(number: str, database: Database, actor: Actor) -> PlanVersionsBody:
    """How the plan came to be as it is: who changed it, when, why, and what."""
    actor.require(Permission.TASK_READ)
    return await show_versions(database, read_service_order_number(number), actor)


@post("/api/serviceOrders/{number:str}/plan/tasks", tags=["Orchestration plan"], status_code=201)
async def add_plan_task(number: str, data: NewPlanTask, database: Database, actor: Actor) -> PlanVersionsBody:
    """Adds a task to the plan of an order that is being carried out."""
    order_id = read_service_order_number(number)
    wanted = editing.NewTask(
        domain_order=DomainOrderId.read(data.domain_order),
        key=data.key,
        name=data.name,
        duration=data.duration,
        assignment_group=data.assignment_group,
        assignee=data.assignee,
        after=tuple(TaskId.read(each) for each in data.after),
        before=None if data.before is None else tuple(TaskId.read(each) for each in data.before),
    )
    async with database.transaction() as tx:
        await editing.add_task(
            tx, order_id, wanted, reason=data.reason, by=actor, now=clock.now(), version=data.plan_version
        )
    return await show_versions(database, order_id, actor)


@post("/api/tasks/{number:str}/skip", tags=["Tasks"], status_code=200)
async def skip_plan_task(number: str, data: TaskSkip, database: Database, actor: Actor) -> PlanVersionsBody:
    """Leaves a task out that has not started; what waited for it waits for what it waited for."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await editing.skip_task(
            tx, task_id, values=data.values, reason=data.reason, by=actor, now=clock.now(), version=data.plan_version
        )
    return await show_versions(database, task_id.service_order_id, actor)


@post("/api/tasks/{number:str}/move", tags=["Tasks"], status_code=200)
async def move_plan_task(number: str, data: TaskPlace, database: Database, actor: Actor) -> PlanVersionsBody:
    """Says anew for which tasks a task waits."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await editing.move_task(
            tx, task_id, after=[TaskId.read(each) for each in data.after], reason=data.reason, by=actor,
            now=clock.now(), version=data.plan_version,
        )  # fmt: skip
    return await show_versions(database, task_id.service_order_id, actor)


class PlanApplicationBody(_Wire, frozen=True, kw_only=True):
    """One plan specification (`id@version`) applied to `domainOrders` of the order: tasks that its patterns ask for,
    made, left out because their condition does not hold, and lost to an error. Null with a `problem`: no plan at all."""

    plan_specification: str | None
    domain_orders: int
    expected: int
    created: int
    skipped: int
    errored: int
    problem: str | None
    at: datetime


class PlanApplicationsBody(_Wire, frozen=True, kw_only=True):
    """What came of applying plan specifications to an order, the earliest first."""

    items: list[PlanApplicationBody]


@get("/api/serviceOrders/{number:str}/plan/applications", tags=["Orchestration plan"])
async def show_plan_applications(number: str, database: Database, actor: Actor) -> PlanApplicationsBody:
    """Which plan specifications were applied, to how many domain orders, and what came of their tasks."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        order = await get_service_order(tx, read_service_order_number(number))
        found = await list_applications(tx, order.id)
    bodies = [
        PlanApplicationBody(**{name: getattr(one, name) for name in PlanApplicationBody.__struct_fields__})
        for one in found
    ]
    return PlanApplicationsBody(items=bodies)


@post("/api/tasks/{number:str}/dependencies", tags=["Tasks"], status_code=200)
async def add_task_dependency(number: str, data: NewDependency, database: Database, actor: Actor) -> PlanVersionsBody:
    """Makes a task wait for one more."""
    task_id = TaskId.read(number)
    lag = Lag(type=data.type, minimum=data.minimum or timedelta(0), maximum=data.maximum)
    async with database.transaction() as tx:
        await editing.add_dependency(
            tx, task_id, before=TaskId.read(data.before), lag=lag, reason=data.reason, by=actor, now=clock.now(),
            version=data.plan_version,
        )  # fmt: skip
    return await show_versions(database, task_id.service_order_id, actor)


@post("/api/tasks/{number:str}/dependencies/remove", tags=["Tasks"], status_code=200)
async def remove_task_dependency(
    number: str, data: OldDependency, database: Database, actor: Actor
) -> PlanVersionsBody:
    """Makes a task wait for one less."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await editing.remove_dependency(
            tx, task_id, before=TaskId.read(data.before), reason=data.reason, by=actor, now=clock.now(),
            version=data.plan_version,
        )  # fmt: skip
    return await show_versions(database, task_id.service_order_id, actor)


@post("/api/tasks/{number:str}/overrideStart", tags=["Tasks"], status_code=200)
async def override_task_start(number: str, data: PlanEditBase, database: Database, actor: Actor) -> PlanVersionsBody:
    """Lets a task be started although what it waits for is open."""
    task_id = TaskId.read(number)
    async with database.transaction() as tx:
        await editing.override_dependencies(
            tx, task_id, reason=data.reason, by=actor, now=clock.now(), version=data.plan_version
        )
    return await show_versions(database, task_id.service_order_id, actor)


class ReportedEvent(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has come, by the name that plans know it by; `task` when it is about one task only."""

    event: str
    task: str | None = None


class ReportedEventBody(_Wire, frozen=True, kw_only=True):
    """`waits`: how many waits of the plan were looked at for it. None is no fault: it is kept for later ones."""

    event: str
    waits: int


@post("/api/serviceOrders/{number:str}/reportedEvents", tags=["Orchestration plan"], status_code=200)
async def report_event(number: str, data: ReportedEvent, database: Database, actor: Actor) -> ReportedEventBody:
    """Tells that an outside event has come that wait tasks of the order's plan wait for, now or later."""
    order_id = read_service_order_number(number)
    task_id = None if data.task is None else TaskId.read(data.task)
    async with database.transaction() as tx:
        waits = await awaiting.report_event(tx, order_id, data.event, task_id=task_id, by=actor, now=clock.now())
    return ReportedEventBody(event=data.event.strip(), waits=waits)


@get("/api/tasks/{number:str}/neededOutputs", tags=["Tasks"])
async def show_needed_outputs(number: str, database: Database, actor: Actor) -> NeededOutputs:
    """Which outputs of a task later open tasks need, directly or through mappings, that are empty so far."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        task = await get_task(tx, TaskId.read(number))
        needed = await list_needed_outputs(tx, task)
        made = await get_domain_order(tx, DomainOrderId(task.id.service_order_id, task.domain_order_n))
        specification = await get_specification(tx, made.specification_id, made.specification_version)
    return NeededOutputs(items=[
        NeededOutput(
            field=render_field(DataField(characteristic=name, mandatory=True), specification, made.characteristics),
            needed_by=numbers)
        for name, numbers in needed.items()
    ])  # fmt: skip


routes = [
    report_event, show_needed_outputs,
    show_plan_versions, show_plan_applications, add_plan_task, skip_plan_task, move_plan_task, add_task_dependency, remove_task_dependency,
    override_task_start,
]  # fmt: skip
