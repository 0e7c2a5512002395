"""SQL that commands of this room need: writing plans, locking and changing tasks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import DomainOrderId, InventoryItemId, ServiceOrderId, TaskId
from trunkline.orchestration.errors import UnknownDomainOrder, UnknownTask
from trunkline.orchestration.model import DomainOrder, Task
from trunkline.orchestration.state import DomainOrderKind, DomainOrderState, TaskKind, TaskState
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind

TASK_COLUMNS = """t.service_order_id, t.n, t.domain_order_n, t.key, t.name, t.kind, t.state, t.state_reason,
       t.state_before, t.version, t.open_predecessors, t.priority, t.executor, t.assignment_group, t.assignee,
       t.duration, t.attempts, t.not_before, t.ready_at, t.started_at, t.ended_at,
       (SELECT k.kind FROM domain_order AS k
         WHERE k.service_order_id = t.service_order_id AND k.n = t.domain_order_n) AS domain_order_kind"""

DOMAIN_ORDER_COLUMNS = """o.service_order_id, o.n, o.item_n, o.parent_n, o.kind, o.action, o.state, o.state_reason,
       o.name, o.specification_id, o.specification_version, o.inventory_item_id, o.characteristics, o.composed_of,
       o.reason, o.place, o.plan_specification, o.started_at, o.ended_at, o.total_tasks, o.open_tasks,
       (SELECT k.kind FROM domain_order AS k
         WHERE k.service_order_id = o.service_order_id AND k.n = o.parent_n) AS parent_kind"""

_PART = ("service_order_id", "n")

# order, item n, ancestors, tasks, ready tasks, planned start and end
ItemRow = tuple[int, int, list[int], int, int, datetime | None, datetime | None]
# order, tasks, ready tasks, planned start and end
OrderRow = tuple[int, int, int, datetime, datetime]


def read_task(row: Row) -> Task:
    """A task from a row with `TASK_COLUMNS`."""
    return Task(
        id=TaskId(ServiceOrderId(row["service_order_id"]), row["n"]),
        kind=TaskKind(row["kind"]),
        domain_order_kind=DomainOrderKind(row["domain_order_kind"]),
        state=TaskState(row["state"]),
        state_before=TaskState(row["state_before"]) if row["state_before"] else None,
        **{name: row[name] for name in (
            "domain_order_n", "key", "name", "state_reason", "version", "open_predecessors", "priority", "executor",
            "assignment_group", "assignee", "duration", "attempts", "not_before", "ready_at", "started_at", "ended_at")},
    )  # fmt: skip


def read_domain_order(row: Row) -> DomainOrder:
    """A domain order from a row with `DOMAIN_ORDER_COLUMNS`."""
    inventory_item_id = row["inventory_item_id"]
    return DomainOrder(
        id=DomainOrderId(ServiceOrderId(row["service_order_id"]), row["n"]),
        kind=DomainOrderKind(row["kind"]),
        parent_kind=DomainOrderKind(row["parent_kind"]) if row["parent_kind"] else None,
        state=DomainOrderState(row["state"]),
        inventory_item_id=None if inventory_item_id is None else InventoryItemId(inventory_item_id),
        characteristics=msgspec.convert(row["characteristics"], dict[str, Characteristic]),
        composed_of=tuple(row["composed_of"]),
        **{name: row[name] for name in (
            "item_n", "parent_n", "action", "state_reason", "name", "specification_id", "specification_version",
            "reason", "place", "plan_specification", "started_at", "ended_at", "total_tasks", "open_tasks")},
    )  # fmt: skip


async def lock_free_orders(tx: Tx, order_ids: Collection[int]) -> set[ServiceOrderId]:
    """Locks those of these orders that nobody else holds just now, and answers which."""
    await tx.look_up_by_key()
    rows = await tx.fetch(
        "SELECT id FROM service_order WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED", sorted(order_ids)
    )
    return {ServiceOrderId(row["id"]) for row in rows}


async def lock_orders(tx: Tx, service_order_ids: Iterable[int]) -> None:
    """Locks the rows of these orders in id order: the first thing that anything inside an order needs."""
    await tx.look_up_by_key()
    await tx.execute(
        """
        SELECT 1
          FROM service_order
         WHERE id = ANY ($1)
         ORDER BY id
           FOR NO KEY UPDATE
        """,
        sorted(set(service_order_ids)),
    )


async def get_task(tx: Tx, task_id: TaskId) -> Task:
    """The task; raises UnknownTask. Under the order's lock it cannot change any more."""
    row = await tx.fetchrow(
        f"SELECT {TASK_COLUMNS} FROM task AS t WHERE t.service_order_id = $1 AND t.n = $2",
        task_id.service_order_id,
        task_id.n,
    )
    if row is None:
        raise UnknownTask(f"there is no task {task_id.number}")
    return read_task(row)


async def list_tasks(tx: Tx, task_ids: Sequence[TaskId]) -> list[Task]:
    """The tasks among these that exist."""
    rows = await tx.fetch(
        f"""
        SELECT {TASK_COLUMNS}
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN task AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
        """,
        [task_id.service_order_id for task_id in task_ids],
        [task_id.n for task_id in task_ids],
    )
    return [read_task(row) for row in rows]


async def get_domain_order(tx: Tx, domain_order_id: DomainOrderId) -> DomainOrder:
    """The domain order; raises UnknownDomainOrder."""
    row = await tx.fetchrow(
        f"SELECT {DOMAIN_ORDER_COLUMNS} FROM domain_order AS o WHERE o.service_order_id = $1 AND o.n = $2",
        domain_order_id.service_order_id,
        domain_order_id.n,
    )
    if row is None:
        raise UnknownDomainOrder(f"there is no domain order {domain_order_id.number}")
    return read_domain_order(row)


async def planned_orders(tx: Tx, service_order_ids: Sequence[int]) -> set[int]:
    """Which of these orders have a plan."""
    rows = await tx.fetch(
        """
        SELECT service_order_id
          FROM orchestration_plan
         WHERE service_order_id = ANY ($1)
        """,
        list(service_order_ids),
    )
    return {row[0] for row in rows}


async def unplanned_items(tx: Tx, service_order_ids: Collection[int]) -> dict[int, set[int]]:
    """Of orders that have a plan, the items that were let through and are not in it."""
    if not service_order_ids:
        return {}
    rows = await tx.fetch(
        """
        SELECT service_order_id, array_agg(n) AS ns
          FROM service_order_item
         WHERE service_order_id = ANY ($1) AND state = 'inProgress' AND ancestors = '{}'
         GROUP BY service_order_id
        """,
        sorted(service_order_ids),
    )
    return {row["service_order_id"]: set(row["ns"]) for row in rows}


_DOMAIN_ORDER = (
    *_PART, "item_n", "parent_n", "ancestors", "kind", "action", "state", "name", "specification_id",
    "specification_version", "inventory_item_id", "characteristics", "composed_of", "reason", "place",
    "plan_specification", "started_at", "ended_at", "total_tasks", "open_tasks", "active_tasks", "planned_start_at",
    "planned_end_at", "estimated_start_at", "estimated_end_at",
)  # fmt: skip
_TASK = (
    *_PART, "domain_order_n", "key", "name", "kind", "state", "open_predecessors", "priority", "executor",
    "assignment_group", "duration", "ready_at", "planned_start_at", "planned_end_at", "estimated_start_at",
    "estimated_end_at", "latest_start_at", "critical", "calendar",
)  # fmt: skip


async def copy_plans(tx: Tx, plans: list[tuple[Any, ...]], domain_orders: list[tuple[Any, ...]]) -> None:
    """Writes new plans and their domain orders, these with values in the order of `_DOMAIN_ORDER`."""
    columns = (
        "service_order_id", "catalog_revision", "created_at", "total_tasks", "skipped_targets", "skipped_tasks",
        "start_dependencies",
    )  # fmt: skip
    await tx.copy("orchestration_plan", columns, plans)
    await copy_domain_orders(tx, domain_orders)


async def copy_domain_orders(tx: Tx, domain_orders: list[tuple[Any, ...]]) -> None:
    """Writes new domain orders, with values in the order of `_DOMAIN_ORDER`."""
    await tx.copy("domain_order", _DOMAIN_ORDER, domain_orders)


async def copy_tasks(
    tx: Tx,
    tasks: list[tuple[Any, ...]],
    dependencies: list[tuple[int, int, int, bool]],
    lags: list[tuple[Any, ...]],
    worklist: list[tuple[Any, ...]],
) -> None:
    """Writes new tasks (values in the order of `_TASK`), their dependencies and lags, and the people's to-do rows."""
    await tx.copy("task", _TASK, tasks)
    edge = ("service_order_id", "predecessor_n", "successor_n")
    await tx.copy("task_dependency", (*edge, "lagged"), dependencies)
    if lags:
        await tx.copy("task_lag", (*edge, "type", "minimum", "maximum"), lags)
    await tx.copy(
        "worklist", ("service_order_id", "task_n", "assignment_group", "assignee", "priority", "due_at"), worklist
    )


async def copy_uses(tx: Tx, uses: list[tuple[int, int, int]]) -> None:
    """Writes who uses shared domain orders: `(order, domain order, user)`."""
    if uses:
        await tx.copy("domain_order_use", ("service_order_id", "domain_order_n", "user_n"), uses)


async def set_counters(tx: Tx, items: Sequence[ItemRow], orders: Sequence[OrderRow]) -> None:
    """Writes counters and planned dates into items and orders."""
    await tx.execute(
        """
        UPDATE service_order_item AS i
           SET ancestors = v.ancestors::integer[],
               total_tasks = v.total, open_tasks = v.total, active_tasks = v.active,
               planned_start_at = v.start_at, planned_end_at = v.end_at, estimated_end_at = v.end_at
          FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::integer[], $5::integer[], $6::timestamptz[],
                      $7::timestamptz[])
            AS v (service_order_id, n, ancestors, total, active, start_at, end_at)
         WHERE i.service_order_id = v.service_order_id AND i.n = v.n
        """,
        [row[0] for row in items],
        [row[1] for row in items],
        ["{" + ",".join(map(str, row[2])) + "}" for row in items],
        [row[3] for row in items],
        [row[4] for row in items],
        [row[5] for row in items],
        [row[6] for row in items],
    )
    await tx.execute(
        """
        UPDATE service_order AS o
           SET open_tasks = v.total, active_tasks = v.active,
               planned_start_at = v.start_at, planned_end_at = v.end_at, estimated_end_at = v.end_at
          FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::timestamptz[], $5::timestamptz[])
            AS v (id, total, active, start_at, end_at)
         WHERE o.id = v.id
        """,
        [row[0] for row in orders],
        [row[1] for row in orders],
        [row[2] for row in orders],
        [row[3] for row in orders],
        [row[4] for row in orders],
    )


async def save_assignment(tx: Tx, task: Task) -> None:
    """Group and assignee, on the task and on the people's to-do list."""
    await tx.execute(
        """
        WITH saved AS (
            UPDATE task
               SET assignment_group = $3, assignee = $4, version = version + 1
             WHERE service_order_id = $1 AND n = $2
        )
        UPDATE worklist
           SET assignment_group = $3, assignee = $4
         WHERE service_order_id = $1 AND task_n = $2
        """,
        task.id.service_order_id,
        task.id.n,
        task.assignment_group,
        task.assignee,
    )


async def add_note(tx: Tx, task_id: TaskId, *, text: str, author: str, now: datetime) -> None:
    """Writes a note on a task."""
    await tx.execute(
        """
        INSERT INTO note (service_order_id, subject, n, author, at, text)
        VALUES ($1, 'task', $2, $3, $4, $5)
        """,
        task_id.service_order_id,
        task_id.n,
        author,
        now,
        text,
    )


async def touch_task(tx: Tx, task_id: TaskId) -> None:
    """A person changed something about the task: whoever saves an older version gets a conflict."""
    await tx.execute(
        """
        UPDATE task
           SET version = version + 1
         WHERE service_order_id = $1 AND n = $2
        """,
        task_id.service_order_id,
        task_id.n,
    )


async def downstream(tx: Tx, task_id: TaskId) -> list[Task]:
    """Every open task that directly or indirectly waits for this one."""
    rows = await tx.fetch(
        f"""
        WITH RECURSIVE below (n) AS (
            SELECT successor_n
              FROM task_dependency
             WHERE service_order_id = $1 AND predecessor_n = $2
             UNION
            SELECT d.successor_n
              FROM below AS b
              JOIN task_dependency AS d ON d.service_order_id = $1 AND d.predecessor_n = b.n
        )
        SELECT {TASK_COLUMNS}
          FROM below AS b
          JOIN task AS t ON t.service_order_id = $1 AND t.n = b.n
         WHERE t.ended_at IS NULL
         ORDER BY t.n
        """,
        task_id.service_order_id,
        task_id.n,
    )
    return [read_task(row) for row in rows]


async def end_domain_orders_without_tasks(
    tx: Tx, domain_orders: Sequence[tuple[int, int]], *, now: datetime
) -> list[Row]:
    """Completes domain orders that neither have tasks nor anything below them that has."""
    return await tx.fetch(
        """
        UPDATE domain_order AS o
           SET state = 'completed', started_at = $3, ended_at = $3
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN domain_order AS b ON b.service_order_id = s.service_order_id AND b.n = s.n
         WHERE o.service_order_id = s.service_order_id AND o.n = s.n AND o.total_tasks = 0
        RETURNING o.service_order_id, o.n, b.state AS was, o.state, o.action, o.inventory_item_id, o.characteristics
        """,
        [order[0] for order in domain_orders],
        [order[1] for order in domain_orders],
        now,
    )


async def missing_assignees(tx: Tx, *, group: str | None, user_name: str | None) -> str | None:
    """What of these does not exist, in words; None when both do (or are None)."""
    row = await tx.fetchrow(
        """
        SELECT $1::text IS NULL OR EXISTS (SELECT 1 FROM assignment_group WHERE name = $1) AS group_known,
               $2::text IS NULL OR EXISTS (SELECT 1 FROM user_account WHERE user_name = $2 AND active) AS user_known
        """,
        group,
        user_name,
    )
    missing = []
    if row is not None and not row["group_known"]:
        missing.append(f"assignment group '{group}'")
    if row is not None and not row["user_known"]:
        missing.append(f"active user '{user_name}'")
    return " and no ".join(missing) or None


async def watch_task(tx: Tx, task_id: TaskId) -> None:
    """Marks a task whose end somebody waits for."""
    await watch_tasks(tx, [task_id])


async def watch_tasks(tx: Tx, task_ids: Sequence[TaskId]) -> None:
    """`watch_task` for many."""
    await tx.execute(
        """
        UPDATE task AS t
           SET watched = true
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
         WHERE t.service_order_id = s.service_order_id AND t.n = s.n
        """,
        [task_id.service_order_id for task_id in task_ids],
        [task_id.n for task_id in task_ids],
    )


async def restart_work(tx: Tx, task_id: TaskId, *, now: datetime) -> None:
    """Machine work on the task starts over: due now, attempts counted from nothing."""
    await add_work(tx, WorkKind.EXECUTE_TASK, [(task_id.service_order_id, task_id.n)], due_at=now)
