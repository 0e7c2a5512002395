"""The shapes of order tasks in the workspace API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from trunkline.kit.ids import ServiceOrderItemId, service_order_number
from trunkline.ordering.order_task_model import OrderTask
from trunkline.ordering.views_words import Body, Text, View, Word


class OrderTaskView(View, frozen=True, kw_only=True):
    """A task of an order itself. `stage`: submitted, postApproval, postFulfillment. `item` is the client's id of the
    top-level item that it is for, null for the order as a whole. `after`: keys of tasks of the same policy that come
    first. `dueAt` is known when it can be begun; `late`: open and due before now. While a task with `gatesApproval` is
    open the order cannot be approved; while any is open it does not end. `verbs` are what the caller may do now."""

    number: str
    service_order: str
    stage: str
    item: str | None
    item_number: str | None
    policy: str
    key: str
    name: str
    description: str
    gates_approval: bool
    state: str
    state_reason: str | None
    assignment_group: str | None
    assignee: str | None
    priority: int
    duration: timedelta
    after: tuple[str, ...]
    due_at: datetime | None
    late: bool
    note: str | None
    version: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None
    verbs: list[str]


class OrderTaskList(View, frozen=True, kw_only=True):
    """A page of order tasks."""

    items: list[OrderTaskView]
    total: int
    next: str | None


class OrderTaskBody(Body, frozen=True, kw_only=True):
    """For start and resume. `version` is the one that was looked at."""

    version: int | None = None


class OrderTaskCompleteBody(Body, frozen=True, kw_only=True):
    """For complete: what came of it."""

    note: Text | None = None
    version: int | None = None


class OrderTaskHoldBody(Body, frozen=True, kw_only=True):
    """For hold: why it cannot go on."""

    reason: Text
    version: int | None = None


class OrderTaskAssignBody(Body, frozen=True, kw_only=True):
    """For assign: null leaves that part as it is, the empty text clears it."""

    assignment_group: Word | None = None
    assignee: Word | None = None
    version: int | None = None


def order_task_view(task: OrderTask, verbs: Sequence[str], *, now: datetime) -> OrderTaskView:
    """A task as the workspace sees it."""
    return OrderTaskView(
        number=task.number,
        service_order=service_order_number(task.service_order_id),
        stage=task.stage.value,
        item=task.item_id,
        item_number=None if task.item_n is None else ServiceOrderItemId(task.service_order_id, task.item_n).number,
        policy=task.policy,
        key=task.key,
        name=task.name,
        description=task.description,
        gates_approval=task.gates_approval,
        state=task.state.value,
        state_reason=task.state_reason,
        assignment_group=task.assignment_group,
        assignee=task.assignee,
        priority=task.priority,
        duration=task.duration,
        after=task.after,
        due_at=task.due_at,
        late=task.is_open and task.due_at is not None and task.due_at < now,
        note=task.note,
        version=task.version,
        created_at=task.created_at,
        started_at=task.started_at,
        ended_at=task.ended_at,
        ended_by=task.ended_by,
        verbs=list(verbs),
    )
