"""A task of the order itself: what a person does for it outside the plan, and how the tasks of an order follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from trunkline.catalog.model import OrderStage
from trunkline.kit.ids import OrderTaskId, ServiceOrderId
from trunkline.ordering.state import ORDER_TASK_ENDED, ORDER_TASK_LIFECYCLE, OrderTaskState, ServiceOrderState


class OrderTask(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person does for an order, or for one of its top-level items (`item_n`, else None).

    `due_at` is set when it can be begun: `duration` later. While `gates_approval` is open the order is not approved.
    """

    service_order_id: ServiceOrderId
    n: int
    stage: OrderStage
    item_n: int | None
    item_id: str | None
    policy: str
    key: str
    name: str
    description: str
    gates_approval: bool
    state: OrderTaskState
    state_reason: str | None
    assignment_group: str | None
    assignee: str | None
    priority: int
    duration: timedelta
    after: tuple[str, ...]
    due_at: datetime | None
    note: str | None
    version: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None

    @property
    def number(self) -> str:
        """What people see: `OT-000123-1`."""
        return OrderTaskId(self.service_order_id, self.n).number

    @property
    def is_open(self) -> bool:
        """Whether it has still to be done."""
        return self.state not in ORDER_TASK_ENDED


class Fulfilled(msgspec.Struct, frozen=True, kw_only=True):
    """How far an order has come: the states of its items by number, whether all have ended, and one of them well."""

    items: Mapping[int, ServiceOrderState]
    all_ended: bool
    some_well: bool


_WELL = frozenset({ServiceOrderState.COMPLETED, ServiceOrderState.PARTIAL})
_ILL = frozenset({ServiceOrderState.FAILED, ServiceOrderState.CANCELLED, ServiceOrderState.REJECTED})


def made_ready(task: OrderTask, *, now: datetime) -> OrderTask:
    """The task when it can be begun: from now on its time runs."""
    return replace(task, state=ORDER_TASK_LIFECYCLE.after("ready", task.state), due_at=now + task.duration)


def cancelled(task: OrderTask, *, by: str, now: datetime, reason: str) -> OrderTask:
    """The task when it is not needed any more."""
    after = ORDER_TASK_LIFECYCLE.after("cancel", task.state)
    return replace(task, state=after, state_reason=reason, ended_at=now, ended_by=by)


def _group(task: OrderTask) -> tuple[object, ...]:
    return (task.item_n, task.policy)


def _free(task: OrderTask, tasks: Iterable[OrderTask]) -> bool:
    """Whether nothing that comes first in its policy is open."""
    return not any(_group(o) == _group(task) and o.key in task.after and o.is_open for o in tasks)


def released(tasks: Sequence[OrderTask], ended: OrderTask, *, now: datetime) -> list[OrderTask]:
    """The tasks of the same policy that waited for `ended`, one of `tasks` as it is now, and for nothing else open."""
    current = [ended if task.n == ended.n else task for task in tasks]
    return [
        made_ready(task, now=now)
        for task in current
        if task.state is OrderTaskState.WAITING
        and ended.key in task.after
        and _group(task) == _group(ended)
        and _free(task, current)
    ]


def after_fulfillment(tasks: Sequence[OrderTask], done: Fulfilled, *, now: datetime) -> list[OrderTask]:
    """What moves as items end: tasks of the last stage become ready when their item, or the whole order, has ended
    well, and go when it has not; every task of an item that was refused goes."""
    moved = []
    for task in tasks:
        if not task.is_open:
            continue
        item = None if task.item_n is None else done.items.get(task.item_n)
        if item is ServiceOrderState.REJECTED:
            moved.append(cancelled(task, by="system", now=now, reason="the item was refused"))
            continue
        if task.stage is not OrderStage.POST_FULFILLMENT or task.state is not OrderTaskState.WAITING:
            continue
        well = item in _WELL if task.item_n is not None else done.all_ended and done.some_well
        ill = item in _ILL if task.item_n is not None else done.all_ended and not done.some_well
        if ill:
            moved.append(cancelled(task, by="system", now=now, reason="nothing was delivered"))
        elif well and _free(task, tasks):
            moved.append(made_ready(task, now=now))
    return moved


def opens_gate(before: Collection[OrderTask], after: Collection[OrderTask]) -> bool:
    """Whether the last task that keeps the order from being approved has just ended."""
    return any(t.gates_approval and t.is_open for t in before) and not any(
        t.gates_approval and t.is_open for t in after
    )
