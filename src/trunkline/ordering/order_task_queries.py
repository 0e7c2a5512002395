"""What people ask about tasks of orders themselves: one, those of an order, the to-do list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.catalog.model import OrderStage
from trunkline.kit.db import Tx
from trunkline.kit.ids import OrderTaskId, ServiceOrderId
from trunkline.ordering.errors import UnknownOrderTask
from trunkline.ordering.order_task_model import OrderTask
from trunkline.ordering.order_task_store import load_tasks, order_task_from_row
from trunkline.ordering.state import OrderTaskState

_TODO = (OrderTaskState.READY, OrderTaskState.IN_PROGRESS, OrderTaskState.HELD)


class OrderTaskFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which tasks: each that is given must hold. `unassigned` means no person; `groups` any of these."""

    service_order_id: ServiceOrderId | None = None
    states: tuple[OrderTaskState, ...] = _TODO  # what somebody can act on now
    stage: OrderStage | None = None
    assignee: str | None = None
    groups: tuple[str, ...] | None = None
    unassigned: bool = False
    due_before: datetime | None = None  # late ones: due before now


async def list_order_tasks(
    tx: Tx, wanted: OrderTaskFilter, *, after: Sequence[object] | None = None, limit: int = 50
) -> tuple[list[OrderTask], int]:
    """By priority, then by due date; and how many there are. `after` is the `place_of` the last one shown."""
    condition = """
        ($1::bigint IS NULL OR service_order_id = $1)
        AND state = ANY ($2::text[])
        AND ($3::text IS NULL OR stage = $3)
        AND ($4::text IS NULL OR assignee = $4)
        AND ($5::text[] IS NULL OR assignment_group = ANY ($5))
        AND (NOT $6::boolean OR assignee IS NULL)
        AND ($7::timestamptz IS NULL OR due_at < $7)
    """
    args = (
        wanted.service_order_id,
        [state.value for state in wanted.states],
        None if wanted.stage is None else wanted.stage.value,
        wanted.assignee,
        None if wanted.groups is None else list(wanted.groups),
        wanted.unassigned,
        wanted.due_before,
    )
    total: int = await tx.fetchval(f"SELECT count(*) FROM order_task WHERE {condition}", *args)
    rows = await tx.fetch(
        f"""
        SELECT *
          FROM order_task
         WHERE {condition}
           AND ($8::integer IS NULL OR (priority, coalesce(due_at, 'infinity'), service_order_id, n)
                > ($8, coalesce($9::timestamptz, 'infinity'), $10::bigint, $11::integer))
         ORDER BY priority, coalesce(due_at, 'infinity'), service_order_id, n
         LIMIT $12
        """,
        *args,
        *(tuple(after) if after is not None else (None, None, None, None)),
        limit,
    )
    return list(map(order_task_from_row, rows)), total


def place_of(task: OrderTask) -> tuple[object, ...]:
    """Where a task stands in the list."""
    return task.priority, task.due_at, task.service_order_id, task.n


async def get_order_task(tx: Tx, task_id: OrderTaskId) -> OrderTask:
    """One task; raises UnknownOrderTask."""
    row = await tx.fetchrow(
        "SELECT * FROM order_task WHERE service_order_id = $1 AND n = $2", task_id.service_order_id, task_id.n
    )
    if row is None:
        raise UnknownOrderTask(f"there is no order task {task_id.number}")
    return order_task_from_row(row)


async def list_tasks_of_order(tx: Tx, service_order_id: ServiceOrderId) -> list[OrderTask]:
    """All tasks of an order itself, ended ones too, by number."""
    return await load_tasks(tx, service_order_id)
