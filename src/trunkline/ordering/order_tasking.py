"""Commands by which tasks of the order itself come and go: made at a stage, ready after fulfillment, cancelled at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from trunkline.catalog.model import Catalog, OrderStage, OrderTaskFor, OrderTaskPolicy
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering import order_task_store, policies
from trunkline.ordering.events import OrderTasksMade, OrderTaskStateChanged
from trunkline.ordering.model import NewServiceOrder, NewServiceOrderItem
from trunkline.ordering.order_task_model import OrderTask, after_fulfillment, cancelled
from trunkline.ordering.state import ENDED, ORDER_TASK_LIFECYCLE, OrderTaskState, ServiceOrderState

_START = ORDER_TASK_LIFECYCLE.after("resume", OrderTaskState.HELD)  # ready: one of the states that tasks begin in


def asked_for(
    order: NewServiceOrder, catalog: Catalog, stages: Collection[OrderStage], items: Collection[int] | None = None
) -> list[tuple[NewServiceOrderItem | None, OrderTaskPolicy]]:
    """Which policies give tasks at these stages: for the order (None), or for its top-level items among `items`."""
    tops = [item for item in order.items if item.parent_n is None and (items is None or item.n in items)]
    scope = policies.order_scope(order, catalog)
    found: list[tuple[NewServiceOrderItem | None, OrderTaskPolicy]] = []
    wanted = sorted((p for p in catalog.order_task_policies.values() if p.stage in stages), key=lambda p: p.id)
    for policy in wanted:
        if policy.made_for is OrderTaskFor.ORDER:
            meant = any(policies.concerns(policy, item, catalog) for item in order.items)
            if meant and (policy.when is None or policies.holds(policy.when, scope, catalog, failing=True)):
                found.append((None, policy))
    for_items = [policy for policy in wanted if policy.made_for is OrderTaskFor.ITEM]
    numbers = {item.n for item in tops}
    found += [(i, p) for i, p in policies.matching_items(order, catalog, for_items, failing=True) if i.n in numbers]
    return found


async def make_order_tasks(
    tx: Tx,
    service_order_id: ServiceOrderId,
    order: NewServiceOrder,
    catalog: Catalog,
    stages: Collection[OrderStage],
    *,
    priority: int,
    by: str,
    now: datetime,
    items: Collection[int] | None = None,
    drop: bool = False,
) -> None:
    """Gives the order the tasks of these stages that it does not have yet (PLN-14).

    With `drop` those that a changed order does not ask for any more are cancelled. The caller holds the order's lock.
    """
    if not catalog.order_task_policies:
        return
    known = await order_task_store.load_tasks(tx, service_order_id)
    asked = asked_for(order, catalog, stages, items)
    wanted = {(None if i is None else (i.n, i.item_id), p.id) for i, p in asked}
    if drop:
        stale = [t for t in known if t.is_open and t.stage in stages and (_item(t), _policy(t)) not in wanted]
        await save(
            tx, known, [cancelled(t, by=by, now=now, reason="the order was changed") for t in stale], by=by, now=now
        )
        known = [task for task in known if task not in stale]
    there = {(_item(task), _policy(task), task.key) for task in known if task.state is not OrderTaskState.CANCELLED}
    last: int = max((task.n for task in await order_task_store.load_tasks(tx, service_order_id)), default=0)
    made: list[OrderTask] = []
    for item, policy in asked:
        keys = {task.key for task in policy.tasks}
        for task in policy.tasks:
            if ((None if item is None else (item.n, item.item_id)), policy.id, task.key) in there:
                continue
            waits = bool(task.after) or policy.stage is OrderStage.POST_FULFILLMENT
            made.append(
                OrderTask(
                    service_order_id=service_order_id,
                    n=last + len(made) + 1,
                    stage=policy.stage,
                    item_n=None if item is None else item.n,
                    item_id=None if item is None else item.item_id,
                    policy=policies.policy_name(policy),
                    key=task.key,
                    name=task.name,
                    description=task.description,
                    gates_approval=policy.gates_approval,
                    state=OrderTaskState.WAITING if waits else _START,
                    state_reason=None,
                    assignment_group=task.assignment_group,
                    assignee=None,
                    priority=(item.priority if item is not None else None) or priority,
                    duration=task.duration,
                    after=tuple(key for key in task.after if key in keys),
                    due_at=None if waits else now + task.duration,
                    note=None,
                    version=1,
                    created_at=now,
                    started_at=None,
                    ended_at=None,
                    ended_by=None,
                )
            )
    if made:
        await order_task_store.insert_tasks(tx, made)
        numbers = tuple(task.n for task in made)
        await history.record(tx, OrderTasksMade(service_order_id=service_order_id, tasks=numbers, by=by, at=now))


def _item(task: OrderTask) -> tuple[int, str] | None:
    return None if task.item_n is None else (task.item_n, task.item_id or "")


def _policy(task: OrderTask) -> str:
    return task.policy.rpartition("@")[0]


async def save(tx: Tx, before: Iterable[OrderTask], moved: Sequence[OrderTask], *, by: str, now: datetime) -> None:
    """Writes tasks that moved, and records what became of each."""
    if not moved:
        return
    was = {(task.service_order_id, task.n): task for task in before}
    await order_task_store.save_tasks(tx, moved)
    told: list[Event] = [
        OrderTaskStateChanged(
            service_order_id=task.service_order_id, n=task.n, before=was[task.service_order_id, task.n].state,
            after=task.state, reason=task.state_reason, by=by, at=now,
        )
        for task in moved
        if task.state is not was[task.service_order_id, task.n].state
    ]  # fmt: skip
    await history.record_all(tx, told)


async def follow_fulfillment(tx: Tx, service_order_ids: Sequence[int], *, now: datetime) -> list[int]:
    """Moves the tasks of orders of which items have ended; answers the orders that have no open one any more.

    Reads the open tasks of these orders and the items that they are for.
    """
    tasks = await order_task_store.load_open_tasks(tx, service_order_ids)
    done = await order_task_store.load_fulfilled(tx, service_order_ids)
    moved: list[OrderTask] = []
    free: list[int] = []
    for order_id, listed in groupby(tasks, key=lambda task: task.service_order_id):
        own = list(listed)
        changed = after_fulfillment(own, done[order_id], now=now)
        moved += changed
        if len([task for task in changed if not task.is_open]) == len(own):
            free.append(order_id)
    await save(tx, tasks, moved, by="system", now=now)
    return free


async def end_with_order(
    tx: Tx, states: Mapping[int, ServiceOrderState], *, now: datetime, reason: str = "the order has ended"
) -> None:
    """Cancels what is open of the tasks of orders that came into these states, when they have ended."""
    ended = [order_id for order_id, state in states.items() if state in ENDED]
    if not ended:
        return
    tasks = await order_task_store.load_open_tasks(tx, ended)
    await save(
        tx, tasks, [cancelled(task, by="system", now=now, reason=reason) for task in tasks], by="system", now=now
    )
