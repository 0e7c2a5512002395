"""What people do to tasks: assign, start, fill in, complete; and what a resolution does to a held task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog.characteristics import check_values, coerce
from trunkline.catalog.model import Characteristic, DataField, PlanSpecification, Specification
from trunkline.catalog.queries import get_plan_specification, get_specification
from trunkline.catalog.visits import VISIT_TASK
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration import progress_store, store, urgency_store
from trunkline.orchestration.errors import DataMissing, NoteEmpty, TaskBlocked, TaskChanged, UnknownAssignee
from trunkline.orchestration.events import (
    TaskAssigned,
    TaskAwaitsInformation,
    TaskHeld,
    TaskInformed,
    TaskNoted,
    TaskReleased,
    TaskRetried,
    TaskStarted,
    TaskValuesSet,
)
from trunkline.orchestration.model import DomainOrder, Task
from trunkline.orchestration.plan import VALUE_TASK
from trunkline.orchestration.plan_edits import ADDED_TASK
from trunkline.orchestration.progress import apply, moves_of, step
from trunkline.orchestration.retesting import end_test, refuse_test, require_passed
from trunkline.orchestration.revaluing import notice_values
from trunkline.orchestration.revising import notice_changes
from trunkline.orchestration.standing_in import require_outputs
from trunkline.orchestration.state import ENDED, TaskKind, TaskState
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind


async def lock_task(tx: Tx, task_id: TaskId, version: int | None = None) -> Task:
    """The task, with its order locked; raises TaskChanged when it is not the version that the caller saw (TSK-13)."""
    await store.lock_orders(tx, [task_id.service_order_id])
    task = await store.get_task(tx, task_id)
    refuse_other_version(task, version)
    return task


def refuse_other_version(task: Task, version: int | None) -> None:
    """Raises TaskChanged when the task is not the version that the caller saw (TSK-13); None: whatever it is."""
    if version is not None and task.version != version:
        raise TaskChanged(
            f"{task.id.number} was changed by somebody else (it is version {task.version} now, you saw {version}); "
            "look at it again, then repeat what you wanted"
        )


def refuse_waiting(task: Task) -> None:
    """Raises TaskBlocked while the task waits for others."""
    if task.state is TaskState.WAITING and not task.open_predecessors:
        raise TaskBlocked(f"{task.id.number} '{task.name}' waits for a date or is on hold; ask why it is not moving")
    if task.state is TaskState.WAITING:
        raise TaskBlocked(
            f"{task.id.number} '{task.name}' waits for {task.open_predecessors} other task(s); complete these first"
        )


def asked_fields(task: Task, plan: PlanSpecification | None) -> tuple[DataField, ...]:
    """The values that a task asks for; `plan` is the one of its domain order."""
    if task.key.startswith((ADDED_TASK, VISIT_TASK)):
        return ()
    if task.key.startswith(VALUE_TASK):
        return (DataField(characteristic=task.key.removeprefix(VALUE_TASK), mandatory=True),)
    if plan is None or task.kind is TaskKind.MILESTONE:
        return ()
    return plan.task(task.key).data


async def asked_for(tx: Tx, task: Task, domain_order: DomainOrder) -> tuple[DataField, ...]:
    """`asked_fields`, with the plan specification read where one is needed."""
    if domain_order.plan_specification is None or task.key.startswith(VALUE_TASK) or task.kind is TaskKind.MILESTONE:
        return asked_fields(task, None)
    plan_id, _, version = domain_order.plan_specification.rpartition("@")
    return asked_fields(task, await get_plan_specification(tx, plan_id, int(version)))


def filled(
    task: Task,
    fields: Mapping[str, DataField],
    specification: Specification,
    values: Mapping[str, object],
    held: Mapping[str, object],
    *,
    complete: bool,
) -> dict[str, object]:
    """`values` in the types that the specification wants, when they can be written through the task.

    `held` is what the domain order has already. Raises DataMissing with every fault; with `complete`, also for what is
    mandatory and neither given nor held.
    """
    given = coerce(specification, dict(values))
    problems = check_values(specification, given, item=task.id.number, complete=False)
    for name in given:
        if name in fields and fields[name].read_only:
            problems.append(
                Problem(
                    item=task.id.number, field=name, what="this value is shown, not asked for", action="leave it out"
                )
            )
    if complete:
        known = {**held, **given}
        problems += [
            Problem(
                item=task.id.number, field=name, what="this value is mandatory and empty",
                action=f"give a value for '{name}' when completing the task",
            )
            for name, field in fields.items()
            if field.mandatory and known.get(name) in (None, "", [], {})
        ]  # fmt: skip
    if problems:
        raise DataMissing(f"{task.id.number} '{task.name}' lacks data or has wrong data", problems=problems)
    return given


async def write_values(
    tx: Tx, task: Task, values: Mapping[str, object], *, complete: bool, by: str, now: datetime
) -> None:
    """Checks and writes values of the domain order through the task; with `complete`, demands what is mandatory."""
    domain_order = await store.get_domain_order(tx, DomainOrderId(task.id.service_order_id, task.domain_order_n))
    fields = {field.characteristic: field for field in await asked_for(tx, task, domain_order)}
    if not fields and not values:
        return
    specification = await get_specification(tx, domain_order.specification_id, domain_order.specification_version)
    held = {name: known.value for name, known in domain_order.characteristics.items()}
    given = filled(task, fields, specification, values, held, complete=complete)
    before = {name: known.value for name, known in domain_order.characteristics.items() if name in given}
    changed = {name: value for name, value in given.items() if before.get(name) != value or name not in before}
    if not changed:
        return
    origin = f"task:{task.id.number}"
    written = {name: msgspec.to_builtins(Characteristic(value, origin)) for name, value in changed.items()}
    await progress_store.write_values(tx, {(task.id.service_order_id, task.domain_order_n): written})
    await notice_values(tx, {(task.id.service_order_id, task.domain_order_n): list(changed)}, now=now)
    await notice_changes(tx, {(int(task.id.service_order_id), task.domain_order_n): written}, now=now)
    await history.record(
        tx,
        TaskValuesSet(
            service_order_id=task.id.service_order_id, n=task.id.n, values=changed,
            before={name: before.get(name) for name in changed}, by=by, at=now),
    )  # fmt: skip


async def start_task(tx: Tx, task_id: TaskId, *, by: Actor, now: datetime, version: int | None = None) -> None:
    """Takes a ready task in hand; unassigned, it becomes the actor's. Needs `task:work`."""
    by.require(Permission.TASK_WORK)
    task = await lock_task(tx, task_id, version)
    refuse_waiting(task)
    move = step(task, "start")
    if task.assignee is None:
        await _assign(tx, task, assignment_group=task.assignment_group, assignee=by.name, by=by.name, now=now)
    await apply(tx, [move], by=by.name, now=now)
    await history.record(tx, TaskStarted(service_order_id=task_id.service_order_id, n=task_id.n, by=by.name, at=now))


async def release_task(tx: Tx, task_id: TaskId, *, by: Actor, now: datetime, version: int | None = None) -> None:
    """Gives a task in hand back to its group. Needs `task:work`."""
    by.require(Permission.TASK_WORK)
    task = await lock_task(tx, task_id, version)
    move = step(task, "release")
    await _assign(tx, task, assignment_group=task.assignment_group, assignee=None, by=by.name, now=now)
    await apply(tx, [move], by=by.name, now=now)
    await history.record(tx, TaskReleased(service_order_id=task_id.service_order_id, n=task_id.n, by=by.name, at=now))


async def complete_task(
    tx: Tx,
    task_id: TaskId,
    *,
    values: Mapping[str, object],
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """Completes a task with the values it asks for; successors become ready, and what has nothing open any more ends.
    A test that is not passed by them is repaired and repeated (TSK-11).

    Needs `task:work`. Raises TaskBlocked while a predecessor is open, DataMissing with every fault when a mandatory
    value is empty or a value does not fit its specification, TaskChanged when `version` is stale.
    """
    by.require(Permission.TASK_WORK)
    task = await lock_task(tx, task_id, version)
    refuse_waiting(task)
    move = step(task, "complete")
    await write_values(tx, task, values, complete=True, by=by.name, now=now)
    if not await end_test(tx, task, by=by.name, now=now):
        await apply(tx, [move], by=by.name, now=now)


async def set_task_values(
    tx: Tx,
    task_id: TaskId,
    values: Mapping[str, object],
    *,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """Writes values through a task that has not ended. They are the domain order's own characteristics, so task and
    domain order can never disagree (TSK-08). Needs `task:work` or `fallout:resolve`."""
    if not by.may(Permission.FALLOUT_RESOLVE):
        by.require(Permission.TASK_WORK)
    task = await lock_task(tx, task_id, version)
    if task.state in ENDED:
        raise TaskChanged(
            f"{task_id.number} has ended ({task.state}); its values cannot be changed through it any more"
        )
    await write_values(tx, task, values, complete=False, by=by.name, now=now)
    await store.touch_task(tx, task_id)


async def assign_task(
    tx: Tx,
    task_id: TaskId,
    *,
    assignment_group: str | None = None,
    assignee: str | None = None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    """Gives a task to a group, a person, or both; None leaves that part as it is, the empty string clears it.

    Taking an unassigned task oneself needs `task:work`, everything else `task:manage` or `fallout:resolve`.
    Raises UnknownAssignee when there is no such group or active user.
    """
    task = await lock_task(tx, task_id, version)
    takes = (
        assignee == by.name and task.assignee in (None, by.name) and assignment_group in (None, task.assignment_group)
    )
    if not (takes and by.may(Permission.TASK_WORK)) and not by.may(Permission.FALLOUT_RESOLVE):
        by.require(Permission.TASK_MANAGE)
    if task.state in ENDED:
        raise TaskChanged(f"{task_id.number} has ended ({task.state}); it cannot be assigned any more")
    group = task.assignment_group if assignment_group is None else assignment_group or None
    person = task.assignee if assignee is None else assignee or None
    missing = await store.missing_assignees(tx, group=group, user_name=None if person == by.name else person)
    if missing:
        raise UnknownAssignee(f"there is no {missing}; choose an existing group and an active user")
    await _assign(tx, task, assignment_group=group, assignee=person, by=by.name, now=now)


async def _assign(
    tx: Tx, task: Task, *, assignment_group: str | None, assignee: str | None, by: str, now: datetime
) -> None:
    if (assignment_group, assignee) == (task.assignment_group, task.assignee):
        return
    await store.save_assignment(tx, msgspec.structs.replace(task, assignment_group=assignment_group, assignee=assignee))
    await history.record(
        tx,
        TaskAssigned(
            service_order_id=task.id.service_order_id, n=task.id.n, group_before=task.assignment_group,
            group_after=assignment_group, assignee_before=task.assignee, assignee_after=assignee, by=by, at=now),
    )  # fmt: skip


async def ask_information(
    tx: Tx, task_id: TaskId, *, question: str, by: Actor, now: datetime, version: int | None = None
) -> None:
    """The task waits for an answer from elsewhere. Needs `task:work`."""
    by.require(Permission.TASK_WORK)
    task = await lock_task(tx, task_id, version)
    await apply(tx, [step(task, "askInformation", reason=question)], by=by.name, now=now)
    await history.record(
        tx,
        TaskAwaitsInformation(
            service_order_id=task_id.service_order_id, n=task_id.n, question=question, by=by.name, at=now),
    )  # fmt: skip


async def resume_task(
    tx: Tx, task_id: TaskId, *, answer: str | None = None, by: Actor, now: datetime, version: int | None = None
) -> None:
    """The answer came, and is kept as it was given; the task goes on (STM-05). Needs `task:work`."""
    by.require(Permission.TASK_WORK)
    task = await lock_task(tx, task_id, version)
    await apply(tx, [step(task, "resume")], by=by.name, now=now)
    said = (answer or "").strip() or None
    await history.record(
        tx, TaskInformed(service_order_id=task_id.service_order_id, n=task_id.n, answer=said, by=by.name, at=now)
    )


async def note_task(tx: Tx, task_id: TaskId, *, text: str, by: Actor, now: datetime) -> None:
    """Writes a note on a task, whatever its state. Needs `task:work` or `fallout:work`; raises NoteEmpty."""
    if not by.may(Permission.FALLOUT_WORK):
        by.require(Permission.TASK_WORK)
    said = text.strip()
    if not said:
        what, action = "the note is empty", "write what the next one should know"
        raise NoteEmpty(f"{what}; {action}", problems=[Problem(field="text", what=what, action=action)])
    await lock_task(tx, task_id)
    await store.add_note(tx, task_id, text=said, author=by.name, now=now)
    await history.record(
        tx, TaskNoted(service_order_id=task_id.service_order_id, n=task_id.n, text=said, by=by.name, at=now)
    )


async def hold_tasks(
    tx: Tx, task_ids: Sequence[TaskId], *, reason: str | Mapping[TaskId, str], by: str, now: datetime
) -> set[TaskId]:
    """Holds tasks, for a fallout; answers which were held now. One that waits, is held already or has ended is left
    alone. The reason is one for all, or one for each. Whoever calls has checked the right to do so."""
    await store.lock_orders(tx, {task_id.service_order_id for task_id in task_ids})
    reasons = dict.fromkeys(task_ids, reason) if isinstance(reason, str) else reason
    tasks = await store.list_tasks(tx, task_ids)
    moves = [move for task in tasks for move in moves_of([task], "hold", reason=reasons[task.id])]
    held = await apply(tx, moves, by=by, now=now)
    await history.record_all(
        tx,
        [TaskHeld(service_order_id=t.service_order_id, n=t.n, reason=reasons[t], by=by, at=now) for t in sorted(held)],
    )
    return held


async def retry_task(tx: Tx, task_id: TaskId, *, by: str, now: datetime) -> None:
    """Puts a held task back to ready: an executor tries again with a new count of attempts, a person finds it on the
    list. Raises MoveRefused when it is not held."""
    task = await lock_task(tx, task_id)
    await store.watch_task(tx, task_id)
    await apply(tx, [step(task, "retry")], by=by, now=now)
    if task.kind is not TaskKind.MANUAL and (await store.get_task(tx, task_id)).state is TaskState.READY:
        await store.restart_work(tx, task_id, now=now)  # one that a hold covers waits for its release
    await history.record(tx, TaskRetried(service_order_id=task_id.service_order_id, n=task_id.n, by=by, at=now))


async def retry_tasks(tx: Tx, task_ids: Sequence[TaskId], *, by: str, now: datetime) -> None:
    """`retry_task` for many held tasks, in a few statements; one that is not held is left alone.

    The caller holds the locks of their orders.
    """
    moves = moves_of(await store.list_tasks(tx, task_ids), "retry")
    await store.watch_tasks(tx, task_ids)
    moved = sorted(await apply(tx, moves, by=by, now=now))
    automated = [task for task in await store.list_tasks(tx, moved) if task.kind is not TaskKind.MANUAL]
    ready = [task.id for task in automated if task.state is TaskState.READY]  # not those on hold
    await add_work(tx, WorkKind.EXECUTE_TASK, ready, due_at=now)
    await history.record_all(
        tx, [TaskRetried(service_order_id=t.service_order_id, n=t.n, by=by, at=now) for t in moved]
    )


async def watch_task(tx: Tx, task_id: TaskId) -> None:
    """Has the end of a task told by `WatchedTaskEnded`."""
    await store.watch_task(tx, task_id)


async def complete_held_task(tx: Tx, task_id: TaskId, *, values: Mapping[str, object], by: str, now: datetime) -> None:
    """Completes a held task that was done outside: with what it asks for, and what later steps need, checked by type."""
    task = await lock_task(tx, task_id)
    move = step(task, "completeByHand")
    await require_outputs(tx, task, values)
    await write_values(tx, task, values, complete=True, by=by, now=now)
    await require_passed(tx, task, by=by, now=now)
    await apply(tx, [move], by=by, now=now)


async def skip_task(tx: Tx, task_id: TaskId, *, values: Mapping[str, object], by: str, now: datetime) -> None:
    """Leaves a held task out; later steps get the values they need, checked by type, and nothing else is asked for."""
    task = await lock_task(tx, task_id)
    move = step(task, "skip")
    await refuse_test(tx, task)
    await require_outputs(tx, task, values)
    await write_values(tx, task, values, complete=False, by=by, now=now)
    await apply(tx, [move], by=by, now=now)


async def give_up_task(tx: Tx, task_id: TaskId, *, reason: str, by: str, now: datetime) -> None:
    """Gives a held task up: it fails, every task that waits for it is cancelled, their domain orders fail; what does
    not depend on it goes on."""
    task = await lock_task(tx, task_id)
    moves = [step(task, "giveUp", reason=reason)]
    moves += moves_of(
        await store.downstream(tx, task_id), "cancel", reason=f"{task_id.number} '{task.name}' was given up"
    )
    await apply(tx, moves, by=by, now=now)


async def follow_priority(tx: Tx, service_order_id: ServiceOrderId, items: Mapping[int, int], *, priority: int) -> int:
    """Open tasks take the urgency that was weighed anew for their items, else the order's; answers how many changed.

    Called by the reaction to a recalculation (PRI-03), which has checked the right.
    """
    await store.lock_orders(tx, [service_order_id])
    return await urgency_store.prioritize_tasks(tx, service_order_id, items, otherwise=priority)
