"""Many tasks at once: each is judged by itself, and those that may move do so in one set-based step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import assert_never

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import Characteristic, DataField, PlanSpecification, Specification
from trunkline.catalog.queries import get_plan_specification, get_specification
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem, TrunklineError
from trunkline.kit.ids import TaskId
from trunkline.orchestration import progress_store, store, worklist_store
from trunkline.orchestration.commands import asked_fields, filled, refuse_other_version, refuse_waiting
from trunkline.orchestration.errors import (
    ActionIncomplete,
    NotForPeople,
    TaskChanged,
    TestNeeded,
    UnknownAssignee,
    UnknownTask,
)
from trunkline.orchestration.events import (
    TaskAssigned,
    TaskAwaitsInformation,
    TaskInformed,
    TaskReleased,
    TaskStarted,
    TaskValuesSet,
)
from trunkline.orchestration.model import DomainOrder, Task
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.progress_store import TaskMove
from trunkline.orchestration.revaluing import notice_values
from trunkline.orchestration.revising import notice_changes
from trunkline.orchestration.state import ENDED, TaskKind

_Key = tuple[int, int]  # order, domain order n


class BulkVerb(StrEnum):
    """What can be done to many tasks at once."""

    ASSIGN = "assign"  # to a group, a person or both
    UNASSIGN = "unassign"  # nobody has them any more; their groups stay
    START = "start"  # in hand; what nobody has becomes the caller's
    RELEASE = "release"  # out of hand, back to the group
    COMPLETE = "complete"  # done, with the same values for all
    ASK_INFORMATION = "askInformation"  # all wait for the same answer
    RESUME = "resume"  # the answer came


class BulkAction(msgspec.Struct, frozen=True, kw_only=True):
    """One verb and what it needs, the same for all tasks."""

    verb: BulkVerb
    assignment_group: str | None = None  # for assign; None leaves it, the empty string clears it
    assignee: str | None = None
    values: Mapping[str, object] = {}  # for complete
    question: str = ""  # for askInformation


class ChosenTask(msgspec.Struct, frozen=True):
    """A task of the choice, with the version that was looked at; None: whatever it is."""

    id: TaskId
    version: int | None = None


class TaskOutcome(msgspec.Struct, frozen=True):
    """What became of one task: how it is now, and why nothing was done to it."""

    id: TaskId
    task: Task | None
    refusal: TrunklineError | None


async def check_action(tx: Tx, action: BulkAction, *, by: Actor) -> None:
    """What would be wrong with the action whatever the tasks are: rights, an unknown assignee, a missing word.

    Raises NotPermitted, UnknownAssignee, ActionIncomplete.
    """
    if action.verb is BulkVerb.ASSIGN:
        if action.assignment_group is None and action.assignee is None:
            raise _incomplete("assignee", "neither a group nor a person is named", "name one or both")
        missing = await store.missing_assignees(
            tx,
            group=action.assignment_group or None,
            user_name=None if action.assignee == by.name else action.assignee or None,
        )
        if missing:
            raise UnknownAssignee(f"there is no {missing}; choose an existing group and an active user")
        takes = action.assignee == by.name and action.assignment_group is None
        if not takes or not by.may(Permission.TASK_WORK):
            _require_manage(by)
    elif action.verb is BulkVerb.UNASSIGN:
        _require_manage(by)
    else:
        by.require(Permission.TASK_WORK)
    if action.verb is BulkVerb.ASK_INFORMATION and not action.question.strip():
        raise _incomplete("question", "the question is empty", "say what is asked")


def _incomplete(field: str, what: str, action: str) -> ActionIncomplete:
    return ActionIncomplete(f"{what}; {action}", problems=[Problem(field=field, what=what, action=action)])


def _require_manage(by: Actor) -> None:
    if not by.may(Permission.FALLOUT_RESOLVE):
        by.require(Permission.TASK_MANAGE)


async def act_on_tasks(
    tx: Tx, action: BulkAction, chosen: Sequence[ChosenTask], *, by: Actor, now: datetime
) -> list[TaskOutcome]:
    """Does one thing to many tasks; what is refused does not stop the others. Answers each task, in the order given.

    A task given twice is acted on once. Raises what `check_action` raises; rights and rules of single tasks, stale
    versions and missing data are refusals of those tasks (TSK-12).
    """
    await check_action(tx, action, by=by)
    wanted = {each.id: each.version for each in chosen}
    await store.lock_orders(tx, {task_id.service_order_id for task_id in wanted})
    found = {task.id: task for task in await store.list_tasks(tx, list(wanted))}
    batch = await _Batch.of(tx, action, list(found.values()), by=by, now=now)
    refusals: dict[TaskId, TrunklineError] = {}
    for task_id, version in wanted.items():
        try:
            if task_id not in found:
                raise UnknownTask(f"there is no task {task_id.number}")
            refuse_other_version(found[task_id], version)
            batch.take(found[task_id])
        except TrunklineError as error:
            refusals[task_id] = error
    await batch.save(tx)
    after = {task.id: task for task in await store.list_tasks(tx, list(found))}
    return [TaskOutcome(task_id, after.get(task_id), refusals.get(task_id)) for task_id in wanted]


class _Batch:
    """What is to be written for the tasks that may; judging reads nothing, writing is a few statements for all."""

    def __init__(self, action: BulkAction, *, by: Actor, now: datetime) -> None:
        self.action, self.by, self.now = action, by, now
        self.moves: list[TaskMove] = []
        self.assigned: list[Task] = []
        self.events_before: list[Event] = []  # recorded before the moves, as a single command does
        self.events: list[Event] = []
        self.orders: dict[_Key, DomainOrder] = {}
        self.held: dict[_Key, dict[str, object]] = {}
        self.written: dict[_Key, dict[str, object]] = {}
        self.specifications: dict[tuple[str, int], Specification] = {}
        self.plans: dict[str, PlanSpecification] = {}

    @classmethod
    async def of(cls, tx: Tx, action: BulkAction, tasks: Sequence[Task], *, by: Actor, now: datetime) -> _Batch:
        """The batch with everything read that judging needs."""
        batch = cls(action, by=by, now=now)
        if action.verb is not BulkVerb.COMPLETE:
            return batch
        batch.orders = await worklist_store.list_domain_orders_of(tx, tasks)
        for order in batch.orders.values():  # one query per version in the catalog, not per task
            key = (order.specification_id, order.specification_version)
            if key not in batch.specifications:
                batch.specifications[key] = await get_specification(tx, *key)
            plan = order.plan_specification
            if plan is not None and plan not in batch.plans:
                plan_id, _, version = plan.rpartition("@")
                batch.plans[plan] = await get_plan_specification(tx, plan_id, int(version))
        batch.held = {
            key: {name: known.value for name, known in order.characteristics.items()}
            for key, order in batch.orders.items()
        }
        return batch

    def take(self, task: Task) -> None:
        """Judges one task and notes what is to be written; raises the refusal."""
        verb = self.action.verb
        if verb is BulkVerb.ASSIGN or verb is BulkVerb.UNASSIGN:
            self._assign_as_asked(task)
            return
        if task.kind is not TaskKind.MANUAL:
            raise NotForPeople(f"{task.id.number} '{task.name}' is carried out by {task.executor}, not by a person")
        if verb in (BulkVerb.START, BulkVerb.COMPLETE):
            refuse_waiting(task)
        order, n, by, now = task.id.service_order_id, task.id.n, self.by.name, self.now
        reason = self.action.question.strip() if verb is BulkVerb.ASK_INFORMATION else None
        move = step(task, verb, reason=reason)
        match verb:
            case BulkVerb.START:
                if task.assignee is None:
                    self._assign(task, group=task.assignment_group, assignee=by)
                self.events.append(TaskStarted(service_order_id=order, n=n, by=by, at=now))
            case BulkVerb.RELEASE:
                self._assign(task, group=task.assignment_group, assignee=None)
                self.events.append(TaskReleased(service_order_id=order, n=n, by=by, at=now))
            case BulkVerb.COMPLETE:
                self._refuse_test(task)
                self._fill(task)
            case BulkVerb.ASK_INFORMATION:
                self.events.append(
                    TaskAwaitsInformation(service_order_id=order, n=n, question=reason or "", by=by, at=now)
                )
            case BulkVerb.RESUME:
                self.events.append(TaskInformed(service_order_id=order, n=n, by=by, at=now))
            case _:
                assert_never(verb)
        self.moves.append(move)

    def _assign_as_asked(self, task: Task) -> None:
        if task.state in ENDED:
            raise TaskChanged(f"{task.id.number} has ended ({task.state}); it cannot be assigned any more")
        if self.action.verb is BulkVerb.UNASSIGN:
            self._assign(task, group=task.assignment_group, assignee=None)
            return
        group, person = self.action.assignment_group, self.action.assignee
        if task.assignee not in (None, self.by.name):
            _require_manage(self.by)  # taking what another has is more than taking what nobody has
        self._assign(
            task,
            group=task.assignment_group if group is None else group or None,
            assignee=task.assignee if person is None else person or None,
        )

    def _assign(self, task: Task, *, group: str | None, assignee: str | None) -> None:
        if (group, assignee) == (task.assignment_group, task.assignee):
            return
        self.assigned.append(msgspec.structs.replace(task, assignment_group=group, assignee=assignee))
        self.events_before.append(
            TaskAssigned(
                service_order_id=task.id.service_order_id, n=task.id.n, group_before=task.assignment_group,
                group_after=group, assignee_before=task.assignee, assignee_after=assignee, by=self.by.name,
                at=self.now,
            )
        )  # fmt: skip

    def _fields(self, task: Task, order: DomainOrder) -> dict[str, DataField]:
        plan = None if order.plan_specification is None else self.plans[order.plan_specification]
        return {field.characteristic: field for field in asked_fields(task, plan)}

    def _refuse_test(self, task: Task) -> None:
        order = self.orders[task.id.service_order_id, task.domain_order_n]
        plan = None if order.plan_specification is None else self.plans[order.plan_specification]
        if plan is not None and any(each.key == task.key and each.test is not None for each in plan.tasks):
            raise TestNeeded(f"{task.id.number} '{task.name}' is a test; complete it by itself, with what it found")

    def _fill(self, task: Task) -> None:
        key = (task.id.service_order_id, task.domain_order_n)
        order, held = self.orders[key], self.held[key]
        specification = self.specifications[order.specification_id, order.specification_version]
        given = filled(
            task, self._fields(task, order), specification, self.action.values, held, complete=True
        )  # fmt: skip
        changed = {name: value for name, value in given.items() if name not in held or held[name] != value}
        if not changed:
            return
        origin = f"task:{task.id.number}"
        self.written.setdefault(key, {}).update(
            {name: msgspec.to_builtins(Characteristic(value, origin)) for name, value in changed.items()}
        )
        self.events_before.append(
            TaskValuesSet(
                service_order_id=task.id.service_order_id, n=task.id.n, values=changed,
                before={name: held.get(name) for name in changed}, by=self.by.name, at=self.now,
            )
        )  # fmt: skip
        held.update(changed)  # the next task of the same domain order finds them there

    async def save(self, tx: Tx) -> None:
        """Writes what was noted: values, assignments, then the moves and all that follows from them."""
        await progress_store.write_values(tx, self.written)
        await notice_values(tx, {key: list(values) for key, values in self.written.items()}, now=self.now)
        await notice_changes(tx, self.written, now=self.now)
        await worklist_store.save_assignments(tx, self.assigned)
        await history.record_all(tx, self.events_before)
        await apply(tx, self.moves, by=self.by.name, now=self.now)
        await history.record_all(tx, self.events)
