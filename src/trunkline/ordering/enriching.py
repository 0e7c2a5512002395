"""Commands of enrichment: take a task, do it, hold it; the order follows its tasks, and in the end waits for approval."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import Characteristic
from trunkline.events import history
from trunkline.events.model import Event, FieldChange
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import EnrichmentTaskId, ServiceOrderId
from trunkline.ordering import capture as rules
from trunkline.ordering import enrichment, enrichment_store, store
from trunkline.ordering.asking import ask_again
from trunkline.ordering.capturing import surroundings
from trunkline.ordering.errors import (
    EnrichmentDataMissing,
    EnrichmentOpen,
    EnrichmentTaskChanged,
    ReasonRequired,
    UnknownEnrichmentAssignee,
    UnknownEnrichmentTask,
    UnknownServiceOrderItem,
)
from trunkline.ordering.events import (
    EnrichmentFinished,
    EnrichmentTaskAssigned,
    EnrichmentTaskStateChanged,
    ServiceOrderChanged,
    ServiceOrderItemStateChanged,
    ServiceOrderStateChanged,
)
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.model import EnrichmentItemTask, NewServiceOrderItem, ServiceOrder, ServiceOrderItem
from trunkline.ordering.state import ENRICHMENT_LIFECYCLE, SERVICE_ORDER_LIFECYCLE, EnrichmentState, ServiceOrderState


async def _lock(
    tx: Tx, task_id: EnrichmentTaskId, version: int | None
) -> tuple[ServiceOrder, list[EnrichmentItemTask], EnrichmentItemTask]:
    order = await lock_service_order(tx, task_id.service_order_id)
    tasks = await enrichment_store.load_tasks(tx, order.id)
    task = next((task for task in tasks if task.n == task_id.n), None)
    if task is None:
        raise UnknownEnrichmentTask(f"there is no enrichment task {task_id.number}")
    if version is not None and version != task.version:
        raise EnrichmentTaskChanged(
            f"{task.number} was changed by somebody else (it is version {task.version} now, you saw {version}); "
            "look at it again, then repeat what you wanted"
        )
    return order, tasks, task


def _moved(task: EnrichmentItemTask, verb: str, *, reason: str | None = None) -> EnrichmentItemTask:
    if task.state is EnrichmentState.WAITING and verb != "ready":
        raise EnrichmentOpen(f"{task.number} '{task.name}' waits for: {', '.join(task.after)}; complete these first")
    return replace(task, state=ENRICHMENT_LIFECYCLE.after(verb, task.state), state_reason=reason)


async def start_enrichment_task(
    tx: Tx, task_id: EnrichmentTaskId, *, by: Actor, now: datetime, version: int | None = None
) -> EnrichmentItemTask:
    """Begins a task; who begins an unassigned one has it. Needs `task:work`. Raises EnrichmentTaskChanged, MoveRefused."""
    by.require(Permission.TASK_WORK)
    order, tasks, task = await _lock(tx, task_id, version)
    started = replace(_moved(task, "start"), started_at=now, assignee=task.assignee or by.name)
    events = _assigned(task, started, by=by.name, now=now)
    return await _save(tx, order, tasks, [started], events, by=by.name, now=now)


async def complete_enrichment_task(
    tx: Tx,
    task_id: EnrichmentTaskId,
    values: Mapping[str, object],
    *,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> EnrichmentItemTask:
    """Ends a task with what was found out, written into the item; after the last one the order waits for approval.

    Needs `task:work`. Raises EnrichmentDataMissing with every fault when a mandatory value is missing or one is wrong
    (ENR-05, ENR-07), EnrichmentTaskChanged, EnrichmentOpen while it waits for another task, MoveRefused.
    """
    by.require(Permission.TASK_WORK)
    order, tasks, task = await _lock(tx, task_id, version)
    completed = replace(_moved(task, "complete"), ended_at=now, ended_by=by.name, started_at=task.started_at or now)
    item = next((item for item in order.items if item.id.n == task.item_n), None)
    if item is None:
        raise UnknownServiceOrderItem(f"{order.number} has no item {task.item_n} any more")
    around = await surroundings(tx, [_as_new(order, item)])
    specification = around.catalog.find_specification(item.specification_id or "")
    held = {name: known.value for name, known in item.characteristics.items()}
    found, problems = enrichment.checked_values(task, values, held, specification, complete=True)
    if problems:
        raise EnrichmentDataMissing(f"{task.number} '{task.name}' lacks data or has wrong data", problems=problems)
    order, told = await _write_values(tx, order, item, task, found, around, by=by.name, now=now)
    completed = replace(completed, characteristics={**task.characteristics, **found})
    return await _save(tx, order, tasks, [completed, *enrichment.released(tasks, completed)], told, by=by.name, now=now)


def _as_new(order: ServiceOrder, item: ServiceOrderItem) -> NewServiceOrderItem:
    return rules.as_captured(replace(order, items=(item,))).items[0]


async def _write_values(
    tx: Tx,
    order: ServiceOrder,
    item: ServiceOrderItem,
    task: EnrichmentItemTask,
    found: Mapping[str, object],
    around: rules.Surroundings,
    *,
    by: str,
    now: datetime,
) -> tuple[ServiceOrder, list[Event]]:
    """The order with the values as characteristics of the item, in a new version when one of them is new."""
    held = {name: known.value for name, known in item.characteristics.items()}
    new = {name: value for name, value in found.items() if name not in held or held[name] != value}
    if not new:
        return order, []
    origin = f"enrichment:{task.number}"
    characteristics = {name: known for name, known in item.characteristics.items() if name not in new}
    characteristics |= {name: Characteristic(value, origin) for name, value in new.items() if value is not None}
    enriched = replace(item, characteristics=characteristics)
    captured = rules.capture(rules.as_captured(replace(order, items=(enriched,))), around, now=now).order.items[0]
    enriched = replace(enriched, characteristics=captured.characteristics, issues=captured.issues)
    await store.save_item_contents(tx, [enriched])
    changed = replace(
        order,
        version=order.version + 1,
        items=tuple(enriched if other.id == item.id else other for other in order.items),
    )
    await store.save_header(tx, changed, now=now)
    changes = tuple(
        FieldChange(
            field=f"serviceOrderItem[{item.item_id}].serviceCharacteristic[{name}]", before=held.get(name), after=value
        )
        for name, value in new.items()
    )
    event = ServiceOrderChanged(service_order_id=order.id, version=changed.version, changes=changes, by=by, at=now)
    return changed, [event]


async def hold_enrichment_task(
    tx: Tx, task_id: EnrichmentTaskId, *, reason: str, by: Actor, now: datetime, version: int | None = None
) -> EnrichmentItemTask:
    """Stops a task for a reason; when nothing else can be done the item and the order are held. Needs `task:work`."""
    by.require(Permission.TASK_WORK)
    order, tasks, task = await _lock(tx, task_id, version)
    held = _moved(task, "hold", reason=_reason(reason))
    return await _save(tx, order, tasks, [held], [], by=by.name, now=now)


async def resume_enrichment_task(
    tx: Tx, task_id: EnrichmentTaskId, *, by: Actor, now: datetime, version: int | None = None
) -> EnrichmentItemTask:
    """Lets a held task go on. Needs `task:work`."""
    by.require(Permission.TASK_WORK)
    order, tasks, task = await _lock(tx, task_id, version)
    return await _save(tx, order, tasks, [_moved(task, "resume")], [], by=by.name, now=now)


async def hold_enrichment(
    tx: Tx, service_order_id: ServiceOrderId, *, reason: str, by: Actor, now: datetime
) -> list[EnrichmentItemTask]:
    """Stops every task of an order that could be worked on (ENR-04).

    Needs `task:work`. Raises EnrichmentTaskChanged when there is none, ReasonRequired.
    """
    said = _reason(reason)
    return await _move_all(tx, service_order_id, "hold", said, by=by, now=now)


async def resume_enrichment(
    tx: Tx, service_order_id: ServiceOrderId, *, by: Actor, now: datetime
) -> list[EnrichmentItemTask]:
    """Lets every held task of an order go on (ENR-04). Needs `task:work`."""
    return await _move_all(tx, service_order_id, "resume", None, by=by, now=now)


async def _move_all(
    tx: Tx, service_order_id: ServiceOrderId, verb: str, reason: str | None, *, by: Actor, now: datetime
) -> list[EnrichmentItemTask]:
    by.require(Permission.TASK_WORK)
    order = await lock_service_order(tx, service_order_id)
    tasks = await enrichment_store.load_tasks(tx, order.id)
    moved = [_moved(task, verb, reason=reason) for task in tasks if ENRICHMENT_LIFECYCLE.allows(verb, task.state)]
    if not moved:
        raise EnrichmentTaskChanged(f"{order.number} has no enrichment task to {verb}")
    await _save(tx, order, tasks, moved, [], by=by.name, now=now)
    return await enrichment_store.load_tasks(tx, order.id)


async def cancel_enrichment(
    tx: Tx, service_order_id: ServiceOrderId, *, by: Actor, now: datetime
) -> list[EnrichmentItemTask]:
    """Cancels what is open, for an order that is itself cancelled in the same transaction: its state is left to that."""
    order = await lock_service_order(tx, service_order_id)
    tasks = await enrichment_store.load_tasks(tx, order.id)
    moved = [
        replace(task, state=ENRICHMENT_LIFECYCLE.after("cancel", task.state), ended_at=now, ended_by=by.name)
        for task in tasks
        if enrichment.is_open(task)
    ]
    await enrichment_store.save_tasks(tx, moved)
    await history.record_all(tx, _task_events(tasks, moved, by=by.name, now=now))
    return moved


def _reason(text: str) -> str:
    said = text.strip()
    if not said:
        problem = Problem(field="reason", what="the reason is empty", action="write what is missing, and from whom")
        raise ReasonRequired("say why the enrichment cannot go on", problems=[problem])
    return said


async def assign_enrichment_task(
    tx: Tx,
    task_id: EnrichmentTaskId,
    *,
    assignment_group: str | None = None,
    assignee: str | None = None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> EnrichmentItemTask:
    """Gives a task to a group, a person, or both; None leaves that part as it is, the empty string clears it.

    Taking an unassigned task oneself needs `task:work`, everything else `task:manage`. Raises UnknownEnrichmentAssignee.
    """
    order, tasks, task = await _lock(tx, task_id, version)
    takes = assignee == by.name and task.assignee in (None, by.name) and assignment_group is None
    by.require(Permission.TASK_WORK if takes else Permission.TASK_MANAGE)
    if not enrichment.is_open(task):
        raise EnrichmentTaskChanged(f"{task.number} has ended ({task.state}); it cannot be assigned any more")
    group = task.assignment_group if assignment_group is None else assignment_group or None
    person = task.assignee if assignee is None else assignee or None
    missing = await enrichment_store.missing_assignees(tx, group=group, user_name=None if person == by.name else person)
    if missing:
        raise UnknownEnrichmentAssignee(f"there is no {missing}; choose an existing group and an active user")
    given = replace(task, assignment_group=group, assignee=person)
    return await _save(tx, order, tasks, [given], _assigned(task, given, by=by.name, now=now), by=by.name, now=now)


def _assigned(before: EnrichmentItemTask, after: EnrichmentItemTask, *, by: str, now: datetime) -> list[Event]:
    if (before.assignment_group, before.assignee) == (after.assignment_group, after.assignee):
        return []
    return [
        EnrichmentTaskAssigned(
            service_order_id=after.service_order_id, n=after.n, group_before=before.assignment_group,
            group_after=after.assignment_group, assignee_before=before.assignee, assignee_after=after.assignee,
            by=by, at=now,
        )
    ]  # fmt: skip


async def _save(
    tx: Tx,
    order: ServiceOrder,
    tasks: Sequence[EnrichmentItemTask],
    moved: Sequence[EnrichmentItemTask],
    events: Sequence[Event],
    *,
    by: str,
    now: datetime,
) -> EnrichmentItemTask:
    """Writes tasks that moved and lets their items and the order follow; answers the first of them as it is now."""
    await enrichment_store.save_tasks(tx, moved)
    by_n = {task.n: task for task in moved}
    after = [by_n.get(task.n, task) for task in tasks]
    told: list[Event] = [*events, *_task_events(tasks, moved, by=by, now=now)]
    touched = {task.item_n for task in moved}
    for verb, numbers in _item_moves(order, after, touched).items():
        told += await _move_items(tx, order, verb, numbers, by=by, now=now)
    told += await _move_order(tx, order, after, by=by, now=now)
    await history.record_all(tx, told)
    return replace(moved[0], version=moved[0].version + 1)


def _task_events(
    tasks: Sequence[EnrichmentItemTask], moved: Sequence[EnrichmentItemTask], *, by: str, now: datetime
) -> list[Event]:
    before = {task.n: task for task in tasks}
    return [
        EnrichmentTaskStateChanged(
            service_order_id=task.service_order_id, n=task.n, before=before[task.n].state, after=task.state,
            reason=task.state_reason, by=by, at=now,
        )
        for task in moved if task.state is not before[task.n].state
    ]  # fmt: skip


def _item_moves(
    order: ServiceOrder, tasks: Sequence[EnrichmentItemTask], touched: Collection[int]
) -> dict[str, list[int]]:
    """By verb the items among `touched` that move: a handful of verbs, so a handful of statements."""
    states = {item.id.n: item.state for item in order.items}
    moves: dict[str, list[int]] = {}
    for n in sorted(set(touched) & states.keys()):
        wanted = enrichment.rolled_up([task.state for task in tasks if task.item_n == n])
        if states[n] is not wanted:
            moves.setdefault(enrichment.VERB_TO[wanted], []).append(n)
    return moves


async def _move_items(
    tx: Tx, order: ServiceOrder, verb: str, numbers: Sequence[int], *, by: str, now: datetime
) -> list[Event]:
    before = order.item(numbers[0]).state
    after = SERVICE_ORDER_LIFECYCLE.after(verb, before)
    reason = None if after is ServiceOrderState.ACKNOWLEDGED else enrichment.REASON
    await store.save_states_of_items(tx, order.id, numbers, state=after, reason=reason)
    return [
        ServiceOrderItemStateChanged(
            service_order_id=order.id, n=n, before=order.item(n).state, after=after, reason=reason, by=by, at=now
        )
        for n in numbers
    ]


async def _move_order(
    tx: Tx, order: ServiceOrder, tasks: Sequence[EnrichmentItemTask], *, by: str, now: datetime
) -> list[Event]:
    wanted = enrichment.rolled_up([task.state for task in tasks])
    if wanted is order.state:
        return []
    after = SERVICE_ORDER_LIFECYCLE.after(enrichment.VERB_TO[wanted], order.state)
    done = after is ServiceOrderState.ACKNOWLEDGED
    held = next((task.state_reason for task in tasks if task.state is EnrichmentState.HELD), None)
    reason = None if done else enrichment.REASON if after is ServiceOrderState.PENDING else f"enrichment: {held}"
    await store.save_order_state(
        tx, order.id, state=after, reason=reason, state_before=None if done else order.state_before, now=now
    )
    events: list[Event] = [
        ServiceOrderStateChanged(
            service_order_id=order.id, before=order.state, after=after, reason=reason, by=by, at=now
        )
    ]
    if done:
        await ask_again(tx, order, now=now)
        events.append(EnrichmentFinished(service_order_id=order.id, version=order.version, by=by, at=now))
    return events
