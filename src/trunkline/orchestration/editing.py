"""Edits of one running order's plan: add, skip, move, connect, disconnect, start in spite; each with reason and right.

An edit touches the tasks it names and their neighbours, makes a new version of the plan, and has what follows estimated
anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import Catalog, TaskSpecification
from trunkline.catalog.queries import load_catalog
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration import edit_store, growth_store, store
from trunkline.orchestration.commands import lock_task, write_values
from trunkline.orchestration.errors import (
    EditRefused,
    NoPlanYet,
    PlanChanged,
    PlanClosed,
    ReasonMissing,
    UnknownAssignee,
    UnknownTask,
)
from trunkline.orchestration.model import DomainOrder, Lag, TaskDraft
from trunkline.orchestration.plan_edits import (
    ADDED_TASK,
    Surroundings,
    decide_dependencies,
    decide_dependency,
    decide_leaving_out,
    decide_override,
    decide_removal,
    decide_task,
)
from trunkline.orchestration.retesting import refuse_test
from trunkline.orchestration.rewiring import Edit, write_change
from trunkline.orchestration.standing_in import require_outputs
from trunkline.orchestration.state import TaskKind

EDITABLE_ORDERS = frozenset({"inProgress", "held", "pending"})


class NewTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task that a person wants in a plan: of a task specification (`key`) of the domain order's plan specification,
    or ad hoc, which a person does. `before` None: whatever waits for the end of the domain order waits for it too."""

    domain_order: DomainOrderId
    key: str | None = None
    name: str | None = None
    duration: timedelta | None = None
    assignment_group: str | None = None
    assignee: str | None = None
    after: tuple[TaskId, ...] = ()
    before: tuple[TaskId, ...] | None = None


async def open_plan(
    tx: Tx, order_id: ServiceOrderId, verb: str, *, reason: str, by: Actor, now: datetime, version: int | None
) -> Edit:
    """Locks order and plan; raises ReasonMissing, NoPlanYet, PlanChanged for a stale `version`, PlanClosed."""
    said = reason.strip()
    if not said:
        what, action = "the edit has no reason", "say in a few words why the plan is changed"
        raise ReasonMissing(f"{what}; {action}", problems=[Problem(field="reason", what=what, action=action)])
    await store.lock_orders(tx, [order_id])
    row = await edit_store.lock_plan(tx, order_id)
    if row is None:
        raise NoPlanYet("this order has no orchestration plan: it is not approved, or the plan is still being made")
    if version is not None and row["version"] != version:
        raise PlanChanged(
            f"the plan is version {row['version']} now, you saw {version}; look at it again, then repeat the edit"
        )
    if row["state"] not in EDITABLE_ORDERS:
        raise PlanClosed(f"the order is {row['state']}; only the plan of an order that is being carried out is edited")
    return Edit(
        order_id=order_id, verb=verb, reason=said, by=by.name, now=now, catalog_revision=row["catalog_revision"],
        priority=row["priority"],
    )  # fmt: skip


def _number(order_id: ServiceOrderId, task_id: TaskId) -> int:
    if task_id.service_order_id != order_id:
        raise EditRefused(
            f"{task_id.number} belongs to another order; an edit stays inside one plan",
            problems=[Problem(item=task_id.number, what="a task of another order", action="name one of this order")],
        )
    return task_id.n


async def _surroundings(
    tx: Tx, order_id: ServiceOrderId, named: Collection[int], *, first: Collection[int], then: Collection[int]
) -> Surroundings:
    """What an edit of these tasks looks at; `first` would come before `then`. Raises UnknownTask."""
    links = await edit_store.read_links(tx, order_id, named)
    numbers = {*named, *(link.before for link in links), *(link.after for link in links)}
    circles = await edit_store.find_circles(tx, order_id, first=first, then=then)
    tasks = await edit_store.read_tasks(tx, order_id, numbers)
    missing = sorted(set(named) - set(tasks))
    if missing:
        raise UnknownTask(f"there is no task {TaskId(order_id, missing[0]).number}")
    return Surroundings(tasks=tasks, links=links, circles=circles)


async def add_task(
    tx: Tx,
    order_id: ServiceOrderId,
    wanted: NewTask,
    *,
    reason: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> TaskId:
    """Adds a task to a domain order that is being carried out. Needs `plan:add`.

    Raises EditRefused with every fault, UnknownAssignee, PlanClosed when the domain order has ended.
    """
    by.require(Permission.PLAN_ADD)
    edit = await open_plan(tx, order_id, "addTask", reason=reason, by=by, now=now, version=version)
    domain_order = await store.get_domain_order(tx, wanted.domain_order)
    if wanted.domain_order.service_order_id != order_id or domain_order.ended_at is not None:
        raise PlanClosed(f"{domain_order.number} has ended, or belongs to another order; nothing can be added to it")
    missing = await store.missing_assignees(tx, group=wanted.assignment_group, user_name=wanted.assignee)
    if missing:
        raise UnknownAssignee(f"there is no {missing}; choose an existing group and an active user")
    draft = await _draft(tx, edit, wanted, domain_order)
    after = sorted({_number(order_id, task_id) for task_id in wanted.after})
    if wanted.before is None:
        before = await _ends(tx, edit, wanted.domain_order.n, after)
    else:
        before = sorted({_number(order_id, task_id) for task_id in wanted.before})
    around = await _surroundings(tx, order_id, {*after, *before}, first=after, then=before)
    change = decide_task(draft, around, after=after, before=before)
    await write_change(tx, edit, change, assignee=wanted.assignee, about=draft.n)
    return TaskId(order_id, draft.n)


async def _draft(tx: Tx, edit: Edit, wanted: NewTask, domain_order: DomainOrder) -> TaskDraft:
    """The task as it is to be written, without its dependencies."""
    n = await growth_store.next_task(tx, edit.order_id)
    pattern = None
    if wanted.key is not None:
        catalog = await load_catalog(tx, edit.catalog_revision)
        pattern = _patterns(catalog, domain_order.plan_specification).get(wanted.key)
        if pattern is None:
            what = f"the plan specification of {domain_order.number} has no task '{wanted.key}'"
            action = "choose one of its tasks, or leave the key out and give a name"
            raise EditRefused(f"{what}; {action}", problems=[Problem(field="key", what=what, action=action)])
    ad_hoc = TaskSpecification(key=f"{ADDED_TASK}{n}", name=wanted.name or "")
    made_of = pattern or ad_hoc
    return TaskDraft(
        n=n,
        domain_order_n=domain_order.id.n,
        key=made_of.key,
        name=(wanted.name or made_of.name).strip(),
        kind=TaskKind(made_of.kind),
        executor=made_of.kind if made_of.kind in (TaskKind.MILESTONE, TaskKind.WAIT) else made_of.executor,
        assignment_group=wanted.assignment_group or made_of.assignment_group,
        duration=made_of.duration if wanted.duration is None else wanted.duration,
        open_predecessors=0,
        calendar=made_of.calendar,
        wait=made_of.wait,
    )


def _patterns(catalog: Catalog, plan_specification: str | None) -> Mapping[str, TaskSpecification]:
    """The task specifications, by key, of a plan specification (`id@version`) as the order's catalog has it."""
    plan = None if plan_specification is None else catalog.plans.get(plan_specification.rpartition("@")[0])
    return {} if plan is None else {pattern.key: pattern for pattern in plan.tasks}


async def _ends(tx: Tx, edit: Edit, domain_order_n: int, after: Collection[int]) -> list[int]:
    """The nearest tasks above that wait for everything below them and do not come before `after` themselves."""
    rows = await edit_store.list_waiting_above(tx, edit.order_id, domain_order_n)
    if not rows:
        return []
    catalog = await load_catalog(tx, edit.catalog_revision)
    found: dict[int, list[int]] = {}
    for row in rows:
        pattern = _patterns(catalog, row["plan_specification"]).get(row["key"])
        if pattern is not None and pattern.after_children:
            found.setdefault(row["depth"], []).append(row["n"])
    nearest = found[min(found)] if found else []
    circles = await edit_store.find_circles(tx, edit.order_id, first=after, then=nearest)
    return [n for n in nearest if n not in circles.values() and n not in after]


async def skip_task(
    tx: Tx,
    task_id: TaskId,
    *,
    reason: str,
    values: Mapping[str, object],
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """Leaves a task out that has not started; what waited for it waits for what it waited for. Needs `plan:skip`.

    Later open tasks get the values that they need of it: those that are empty must be given (DataMissing).
    """
    by.require(Permission.PLAN_SKIP)
    edit = await open_plan(tx, task_id.service_order_id, "skipTask", reason=reason, by=by, now=now, version=version)
    task = await lock_task(tx, task_id)
    await refuse_test(tx, task)
    then = [link.after for link in await edit_store.read_links(tx, edit.order_id, [task_id.n])]
    around = await _surroundings(tx, edit.order_id, {task_id.n, *then}, first=(), then=())
    change = decide_leaving_out(task, around, bridge=await growth_store.next_task(tx, edit.order_id))
    await require_outputs(tx, task, values)
    await write_values(tx, task, values, complete=False, by=by.name, now=now)
    await write_change(tx, edit, change, about=task_id.n)


async def move_task(
    tx: Tx,
    task_id: TaskId,
    *,
    after: Sequence[TaskId],
    reason: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """The task waits for exactly these others from now on. Needs `plan:arrange`; raises EditRefused."""
    by.require(Permission.PLAN_ARRANGE)
    edit = await open_plan(tx, task_id.service_order_id, "moveTask", reason=reason, by=by, now=now, version=version)
    numbers = sorted({_number(edit.order_id, other) for other in after})
    around = await _surroundings(tx, edit.order_id, {task_id.n, *numbers}, first=numbers, then=[task_id.n])
    await write_change(tx, edit, decide_dependencies(around.tasks[task_id.n], around, after=numbers), about=task_id.n)


async def add_dependency(
    tx: Tx,
    task_id: TaskId,
    *,
    before: TaskId,
    lag: Lag | None = None,
    reason: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """The task waits for one more. Needs `plan:arrange`; raises EditRefused."""
    by.require(Permission.PLAN_ARRANGE)
    order_id = task_id.service_order_id
    edit = await open_plan(tx, order_id, "addDependency", reason=reason, by=by, now=now, version=version)
    first = _number(order_id, before)
    around = await _surroundings(tx, order_id, {task_id.n, first}, first=[first], then=[task_id.n])
    change = decide_dependency(around.tasks[task_id.n], around, before=first, lag=lag)
    await write_change(tx, edit, change, about=task_id.n)


async def remove_dependency(
    tx: Tx,
    task_id: TaskId,
    *,
    before: TaskId,
    reason: str,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """The task waits for that one no more. Needs `plan:arrange`; raises EditRefused."""
    by.require(Permission.PLAN_ARRANGE)
    order_id = task_id.service_order_id
    edit = await open_plan(tx, order_id, "removeDependency", reason=reason, by=by, now=now, version=version)
    first = _number(order_id, before)
    around = await _surroundings(tx, order_id, {task_id.n, first}, first=(), then=())
    await write_change(tx, edit, decide_removal(around.tasks[task_id.n], around, before=first), about=task_id.n)


async def override_dependencies(
    tx: Tx, task_id: TaskId, *, reason: str, by: Actor, now: datetime, version: int | None = None
) -> None:
    """The task can be started although what it waits for is open (PLN-07). Needs `plan:override`.

    The dependencies stay in the plan, set aside; lags that have not passed are set aside too.
    """
    by.require(Permission.PLAN_OVERRIDE)
    order_id = task_id.service_order_id
    edit = await open_plan(tx, order_id, "overrideStart", reason=reason, by=by, now=now, version=version)
    around = await _surroundings(tx, order_id, [task_id.n], first=(), then=())
    await write_change(tx, edit, decide_override(around.tasks[task_id.n], around), about=task_id.n)
