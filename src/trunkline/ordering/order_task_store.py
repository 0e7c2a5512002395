"""The SQL of tasks of the order itself; private to this room."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering.order_task_model import Fulfilled, OrderTask
from trunkline.ordering.state import ServiceOrderState

COLUMNS = OrderTask.__struct_fields__


def order_task_from_row(row: Row) -> OrderTask:
    """The task behind a row."""
    return msgspec.convert({name: row[name] for name in COLUMNS}, OrderTask)


async def insert_tasks(tx: Tx, tasks: Sequence[OrderTask]) -> None:
    """Adds the tasks in one COPY."""
    await tx.copy("order_task", COLUMNS, [[_value(getattr(task, name)) for name in COLUMNS] for task in tasks])


def _value(held: object) -> object:
    if isinstance(held, tuple):
        return list(held)
    return held.value if hasattr(held, "value") else held


async def load_tasks(tx: Tx, service_order_id: ServiceOrderId) -> list[OrderTask]:
    """All tasks of an order itself, ended ones too; the caller holds the order's lock, or only reads."""
    rows = await tx.fetch("SELECT * FROM order_task WHERE service_order_id = $1 ORDER BY n", service_order_id)
    return [order_task_from_row(row) for row in rows]


async def load_open_tasks(tx: Tx, service_order_ids: Sequence[int]) -> list[OrderTask]:
    """The open tasks of these orders themselves."""
    rows = await tx.fetch(
        """
        SELECT *
          FROM order_task
         WHERE service_order_id = ANY ($1::bigint[]) AND ended_at IS NULL
         ORDER BY service_order_id, n
        """,
        list(service_order_ids),
    )
    return [order_task_from_row(row) for row in rows]


async def load_fulfilled(tx: Tx, service_order_ids: Sequence[int]) -> dict[int, Fulfilled]:
    """How far these orders have come, with the items that their open tasks are for."""
    rows = await tx.fetch(
        """
        SELECT o.id, o.open_items = 0 AS all_ended, o.total_items > o.failed_items + o.cancelled_items AS some_well,
               i.n, i.state
          FROM service_order AS o
          LEFT JOIN (SELECT DISTINCT service_order_id, item_n FROM order_task
                      WHERE service_order_id = ANY ($1::bigint[]) AND ended_at IS NULL) AS t
            ON t.service_order_id = o.id
          LEFT JOIN service_order_item AS i ON i.service_order_id = t.service_order_id AND i.n = t.item_n
         WHERE o.id = ANY ($1::bigint[])
         ORDER BY o.id, i.n
        """,
        list(service_order_ids),
    )
    items: dict[int, dict[int, ServiceOrderState]] = {row["id"]: {} for row in rows}
    for row in rows:
        if row["n"] is not None:
            items[row["id"]][row["n"]] = ServiceOrderState(row["state"])
    return {
        row["id"]: Fulfilled(items=items[row["id"]], all_ended=row["all_ended"], some_well=row["some_well"])
        for row in rows
    }


async def save_tasks(tx: Tx, tasks: Sequence[OrderTask]) -> None:
    """Writes how tasks stand, each one version further."""
    if not tasks:
        return
    await tx.execute(
        """
        UPDATE order_task AS t
           SET state = new.state, state_reason = new.state_reason, assignment_group = new.assignment_group,
               assignee = new.assignee, due_at = new.due_at, note = new.note, version = t.version + 1,
               started_at = new.started_at, ended_at = new.ended_at, ended_by = new.ended_by
          FROM jsonb_to_recordset($1)
               AS new (service_order_id bigint, n integer, state text, state_reason text, assignment_group text,
                       assignee text, due_at timestamptz, note text, started_at timestamptz, ended_at timestamptz,
                       ended_by text)
         WHERE t.service_order_id = new.service_order_id AND t.n = new.n
        """,
        [msgspec.to_builtins(task) for task in tasks],
    )
