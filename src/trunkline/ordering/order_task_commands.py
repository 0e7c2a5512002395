"""What people do with tasks of the order itself: take, start, complete, hold, assign; the order follows."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import OrderTaskId
from trunkline.ordering import enrichment_store, order_task_store
from trunkline.ordering.errors import OrderTaskChanged, ReasonRequired, UnknownOrderTask, UnknownOrderTaskAssignee
from trunkline.ordering.events import ApprovalGateOpened, OrderTaskAssigned
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.order_task_model import OrderTask, opens_gate, released
from trunkline.ordering.order_tasking import save
from trunkline.ordering.progress import end_orders_at_rest
from trunkline.ordering.state import ORDER_TASK_LIFECYCLE, OrderTaskState


async def _lock(
    tx: Tx, task_id: OrderTaskId, version: int | None
) -> tuple[ServiceOrder, list[OrderTask], OrderTask]:  # fmt: skip
    order = await lock_service_order(tx, task_id.service_order_id)
    tasks = await order_task_store.load_tasks(tx, order.id)
    task = next((task for task in tasks if task.n == task_id.n), None)
    if task is None:
        raise UnknownOrderTask(f"there is no order task {task_id.number}")
    if version is not None and version != task.version:
        raise OrderTaskChanged(
            f"{task.number} was changed by somebody else (it is version {task.version} now, you saw {version}); "
            "look at it again, then repeat what you wanted"
        )
    return order, tasks, task


def _moved(task: OrderTask, verb: str, *, reason: str | None = None) -> OrderTask:
    if task.state is OrderTaskState.WAITING:
        what = ", ".join(task.after) or "everything that was ordered to be carried out"
        raise OrderTaskChanged(f"{task.number} '{task.name}' waits for: {what}")
    return replace(task, state=ORDER_TASK_LIFECYCLE.after(verb, task.state), state_reason=reason)


async def start_order_task(
    tx: Tx, task_id: OrderTaskId, *, by: Actor, now: datetime, version: int | None = None
) -> OrderTask:
    """Begins a task; who begins an unassigned one has it. Needs `task:work`. Raises OrderTaskChanged, MoveRefused."""
    by.require(Permission.TASK_WORK)
    _, tasks, task = await _lock(tx, task_id, version)
    started = replace(_moved(task, "start"), started_at=now, assignee=task.assignee or by.name)
    await save(tx, tasks, [started], by=by.name, now=now)
    await history.record_all(tx, _assigned(task, started, by=by.name, now=now))
    return replace(started, version=task.version + 1)


async def complete_order_task(
    tx: Tx, task_id: OrderTaskId, *, by: Actor, now: datetime, note: str | None = None, version: int | None = None
) -> OrderTask:
    """Ends a task, with a note of what came of it; the last open one lets the order be approved, or end (PLN-15).

    Needs `task:work`. Raises OrderTaskChanged while it waits, MoveRefused.
    """
    by.require(Permission.TASK_WORK)
    order, tasks, task = await _lock(tx, task_id, version)
    done = replace(
        _moved(task, "complete"), ended_at=now, ended_by=by.name, started_at=task.started_at or now,
        assignee=task.assignee or by.name, note=(note or "").strip() or None,
    )  # fmt: skip
    freed = released(tasks, done, now=now)
    await save(tx, tasks, [done, *freed], by=by.name, now=now)
    by_n = {one.n: one for one in (done, *freed)}
    after = [by_n.get(one.n, one) for one in tasks]
    if opens_gate(tasks, after):
        await history.record(
            tx, ApprovalGateOpened(service_order_id=order.id, version=order.version, by=by.name, at=now)
        )
    if not any(one.is_open for one in after):
        await end_orders_at_rest(tx, [order.id], now=now)
    return replace(done, version=task.version + 1)


async def hold_order_task(
    tx: Tx, task_id: OrderTaskId, *, reason: str, by: Actor, now: datetime, version: int | None = None
) -> OrderTask:
    """Stops a task for a reason. Needs `task:work`. Raises ReasonRequired, OrderTaskChanged, MoveRefused."""
    by.require(Permission.TASK_WORK)
    said = reason.strip()
    if not said:
        problem = Problem(field="reason", what="the reason is empty", action="write what is missing, and from whom")
        raise ReasonRequired("say why the task cannot go on", problems=[problem])
    return await _move(tx, task_id, "hold", reason=said, by=by, now=now, version=version)


async def resume_order_task(
    tx: Tx, task_id: OrderTaskId, *, by: Actor, now: datetime, version: int | None = None
) -> OrderTask:
    """Lets a held task go on. Needs `task:work`. Raises OrderTaskChanged, MoveRefused."""
    by.require(Permission.TASK_WORK)
    return await _move(tx, task_id, "resume", reason=None, by=by, now=now, version=version)


async def _move(
    tx: Tx, task_id: OrderTaskId, verb: str, *, reason: str | None, by: Actor, now: datetime, version: int | None
) -> OrderTask:
    _, tasks, task = await _lock(tx, task_id, version)
    moved = _moved(task, verb, reason=reason)
    await save(tx, tasks, [moved], by=by.name, now=now)
    return replace(moved, version=task.version + 1)


async def assign_order_task(
    tx: Tx,
    task_id: OrderTaskId,
    *,
    assignment_group: str | None = None,
    assignee: str | None = None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> OrderTask:
    """Gives a task to a group, a person, or both; None leaves that part as it is, the empty string clears it.

    Taking an unassigned task oneself needs `task:work`, everything else `task:manage`. Raises UnknownOrderTaskAssignee,
    OrderTaskChanged when it has ended.
    """
    _, tasks, task = await _lock(tx, task_id, version)
    takes = assignee == by.name and task.assignee in (None, by.name) and assignment_group is None
    by.require(Permission.TASK_WORK if takes else Permission.TASK_MANAGE)
    if not task.is_open:
        raise OrderTaskChanged(f"{task.number} has ended ({task.state}); it cannot be assigned any more")
    group = task.assignment_group if assignment_group is None else assignment_group or None
    person = task.assignee if assignee is None else assignee or None
    named = None if assignee == by.name else assignee or None
    missing = await enrichment_store.missing_assignees(tx, group=assignment_group or None, user_name=named)
    if missing:
        raise UnknownOrderTaskAssignee(f"there is no {missing}; choose an existing group and an active user")
    given = replace(task, assignment_group=group, assignee=person)
    await save(tx, tasks, [given], by=by.name, now=now)
    await history.record_all(tx, _assigned(task, given, by=by.name, now=now))
    return replace(given, version=task.version + 1)


def _assigned(before: OrderTask, after: OrderTask, *, by: str, now: datetime) -> list[Event]:
    if (before.assignment_group, before.assignee) == (after.assignment_group, after.assignee):
        return []
    return [
        OrderTaskAssigned(
            service_order_id=after.service_order_id, n=after.n, group_before=before.assignment_group,
            group_after=after.assignment_group, assignee_before=before.assignee, assignee_after=after.assignee,
            by=by, at=now,
        )
    ]  # fmt: skip
