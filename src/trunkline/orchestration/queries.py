"""What people and other rooms read of plans, domain orders and tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.catalog.model import DataField, TaskTest
from trunkline.events.model import Event, HistoryEntry
from trunkline.kit.db import Tx
from trunkline.kit.errors import NotFound
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration.clock_store import read_pauses
from trunkline.orchestration.commands import asked_for
from trunkline.orchestration.dating_store import find_earliest
from trunkline.orchestration.errors import NoPlanYet
from trunkline.orchestration.model import DomainOrder, OrchestrationPlan, Task
from trunkline.orchestration.patterns import find_pattern
from trunkline.orchestration.request_store import list_requests as list_requests
from trunkline.orchestration.state import FixedBy
from trunkline.orchestration.store import (
    DOMAIN_ORDER_COLUMNS,
    TASK_COLUMNS,
    get_domain_order,
    get_task,
    list_tasks,
    read_domain_order,
    read_task,
)
from trunkline.orchestration.worklist_store import (
    MatchingTasks,
    WorklistEntry,
    count_worklist,
    list_worklist,
    match_worklist,
)

__all__ = [
    "MatchingTasks", "PlanView", "TaskView", "WorklistEntry", "count_worklist", "counter_drift", "find_item_dates",
    "get_domain_order", "get_plan", "get_task", "list_domain_orders", "list_open_tasks_of", "list_ordered_values", "list_task_history", "list_task_notes",
    "list_tasks", "list_tasks_of_domain_order", "list_worklist", "match_worklist", "read_pauses", "view_task",
]  # fmt: skip


def _task_events(family: type[Event] = Event) -> set[str]:
    """The kinds of events about tasks, those of the rooms above too."""
    found = {kind.__name__ for kind in family.__subclasses__() if kind.about == "task" and kind.__name__[0] != "_"}
    return found.union(*(_task_events(kind) for kind in family.__subclasses__()))


class TaskNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note on a task."""

    id: int
    author: str
    at: datetime
    customer_visible: bool
    text: str
    edited_at: datetime | None
    withdrawn_at: datetime | None


class PlanView(msgspec.Struct, frozen=True, kw_only=True):
    """A whole plan: what a page or a command draws."""

    plan: OrchestrationPlan
    domain_orders: tuple[DomainOrder, ...]
    tasks: tuple[Task, ...]
    dependencies: tuple[tuple[int, int], ...]  # (predecessor n, successor n)


class TaskView(msgspec.Struct, frozen=True, kw_only=True):
    """A task with what a person needs to do it."""

    task: Task
    domain_order: DomainOrder
    asked_for: tuple[DataField, ...]
    test: TaskTest | None  # when it is one
    earliest_start: datetime | None  # it does not begin before, whatever has ended
    earliest_by: FixedBy | None  # who says so
    predecessors: tuple[Task, ...]
    successors: tuple[Task, ...]


async def find_plan(tx: Tx, service_order_id: ServiceOrderId) -> OrchestrationPlan | None:
    """The plan's own row, or None."""
    row = await tx.fetchrow(
        """
        SELECT service_order_id, version, catalog_revision, created_at, total_tasks, skipped_targets
          FROM orchestration_plan
         WHERE service_order_id = $1
        """,
        service_order_id,
    )
    if row is None:
        return None
    return OrchestrationPlan(**{**dict(row), "skipped_targets": tuple(row["skipped_targets"])})


async def get_plan(tx: Tx, service_order_id: ServiceOrderId) -> PlanView:
    """The whole plan, four queries whatever its size; raises NoPlanYet."""
    plan = await find_plan(tx, service_order_id)
    if plan is None:
        raise NoPlanYet("this order has no orchestration plan: it is not approved, or the plan is still being made")
    domain_orders = await list_domain_orders(tx, service_order_id)
    tasks = await tx.fetch(
        f"""
        SELECT {TASK_COLUMNS}
          FROM task AS t
         WHERE t.service_order_id = $1
         ORDER BY t.n
        """,
        service_order_id,
    )
    dependencies = await tx.fetch(
        """
        SELECT predecessor_n, successor_n
          FROM task_dependency
         WHERE service_order_id = $1
         ORDER BY predecessor_n, successor_n
        """,
        service_order_id,
    )
    return PlanView(
        plan=plan,
        domain_orders=tuple(domain_orders),
        tasks=tuple(read_task(row) for row in tasks),
        dependencies=tuple((row[0], row[1]) for row in dependencies),
    )


async def list_domain_orders(tx: Tx, service_order_id: ServiceOrderId) -> list[DomainOrder]:
    """The domain orders of an order, parents before children."""
    rows = await tx.fetch(
        f"""
        SELECT {DOMAIN_ORDER_COLUMNS}
          FROM domain_order AS o
         WHERE o.service_order_id = $1
         ORDER BY o.n
        """,
        service_order_id,
    )
    return [read_domain_order(row) for row in rows]


async def list_ordered_values(tx: Tx, domain_order_id: DomainOrderId) -> dict[str, object]:
    """Values of the item that a domain order was made for, by characteristic; empty when there is no such order."""
    held = await tx.fetchval(
        """
        SELECT i.characteristics
          FROM domain_order AS d
          JOIN service_order_item AS i ON i.service_order_id = d.service_order_id AND i.n = d.item_n
         WHERE d.service_order_id = $1 AND d.n = $2
        """,
        *domain_order_id,
    )
    return {name: one["value"] for name, one in (held or {}).items()}


async def list_tasks_of_domain_order(tx: Tx, domain_order_id: DomainOrderId) -> list[Task]:
    """Its own tasks, without those of the domain orders below."""
    rows = await tx.fetch(
        f"""
        SELECT {TASK_COLUMNS}
          FROM task AS t
         WHERE t.service_order_id = $1 AND t.domain_order_n = $2
         ORDER BY t.n
        """,
        domain_order_id.service_order_id,
        domain_order_id.n,
    )
    return [read_task(row) for row in rows]


async def view_task(tx: Tx, task_id: TaskId) -> TaskView:
    """A task with its domain order, the data it asks for, and its neighbours; raises UnknownTask."""
    task = await get_task(tx, task_id)
    domain_order = await get_domain_order(tx, DomainOrderId(task_id.service_order_id, task.domain_order_n))
    neighbours = await tx.fetch(
        f"""
        SELECT d.successor_n = $2 AS before, {TASK_COLUMNS}
          FROM (
            SELECT predecessor_n, successor_n, predecessor_n AS other
              FROM task_dependency
             WHERE service_order_id = $1 AND successor_n = $2
            UNION ALL
            SELECT predecessor_n, successor_n, successor_n
              FROM task_dependency
             WHERE service_order_id = $1 AND predecessor_n = $2
          ) AS d
          JOIN task AS t ON t.service_order_id = $1 AND t.n = d.other
         ORDER BY t.n
        """,
        task_id.service_order_id,
        task_id.n,
    )
    pattern = await find_pattern(tx, task, domain_order)
    earliest, fixed_by = await find_earliest(tx, task_id.service_order_id, task_id.n)
    return TaskView(
        task=task,
        domain_order=domain_order,
        asked_for=await asked_for(tx, task, domain_order),
        test=None if pattern is None else pattern.test,
        earliest_start=earliest,
        earliest_by=fixed_by,
        predecessors=tuple(read_task(row) for row in neighbours if row["before"]),
        successors=tuple(read_task(row) for row in neighbours if not row["before"]),
    )


class CounterDrift(msgspec.Struct, frozen=True, kw_only=True):
    """A counter that is not what counting gives: a defect, to be reported."""

    subject: str
    counter: str
    stored: int
    counted: int


async def find_item_dates(tx: Tx, domain_orders: Sequence[tuple[int, int]]) -> dict[tuple[int, int], datetime]:
    """The committed date of the item, else of the order, that these domain orders were made for."""
    if not domain_orders:
        return {}
    rows = await tx.fetch(
        """
        SELECT o.service_order_id, o.n, coalesce((i.body ->> 'committedDueDate')::timestamptz, so.committed_due_date) AS at
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN domain_order AS o ON o.service_order_id = s.service_order_id AND o.n = s.n
          JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
          JOIN service_order AS so ON so.id = o.service_order_id
        """,
        [each[0] for each in domain_orders],
        [each[1] for each in domain_orders],
    )
    return {(row["service_order_id"], row["n"]): row["at"] for row in rows if row["at"] is not None}


async def counter_drift(tx: Tx, *, limit: int = 100) -> list[CounterDrift]:
    """Recounts the open, active and held tasks of domain orders, items and orders that have not ended.

    Reads all open plans: for the doctor and for tests, never for a page.
    """
    rows = await tx.fetch(
        """
        WITH each AS (
            SELECT t.service_order_id, o.ancestors, i.ancestors AS items,
                   (t.ended_at IS NULL)::integer AS open,
                   (t.state IN ('ready', 'inProgress', 'unknown'))::integer AS active,
                   (t.state = 'held')::integer AS held
              FROM task AS t
              JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
              JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
        ),
        counted AS (
            SELECT 'domain order ' || e.service_order_id || '-' || a.n AS subject,
                   sum(open) AS open, sum(active) AS active, sum(held) AS held,
                   min(o.open_tasks) AS s_open, min(o.active_tasks) AS s_active, min(o.held_tasks) AS s_held
              FROM each AS e
             CROSS JOIN LATERAL unnest(e.ancestors) AS a (n)
              JOIN domain_order AS o ON o.service_order_id = e.service_order_id AND o.n = a.n
             GROUP BY e.service_order_id, a.n
            UNION ALL
            SELECT 'item ' || e.service_order_id || '-' || a.n, sum(open), sum(active), sum(held),
                   min(i.open_tasks), min(i.active_tasks), min(i.held_tasks)
              FROM each AS e
             CROSS JOIN LATERAL unnest(e.items) AS a (n)
              JOIN service_order_item AS i ON i.service_order_id = e.service_order_id AND i.n = a.n
             GROUP BY e.service_order_id, a.n
            UNION ALL
            SELECT 'service order ' || e.service_order_id, sum(open), sum(active), sum(held),
                   min(so.open_tasks), min(so.active_tasks), min(so.held_tasks)
              FROM each AS e
              JOIN service_order AS so ON so.id = e.service_order_id
             GROUP BY e.service_order_id
        )
        SELECT c.subject, v.counter, v.stored::integer, v.counted::integer
          FROM counted AS c
         CROSS JOIN LATERAL (VALUES ('open', c.s_open, c.open), ('active', c.s_active, c.active),
                                    ('held', c.s_held, c.held)) AS v (counter, stored, counted)
         WHERE v.stored <> v.counted
         ORDER BY c.subject, v.counter
         LIMIT $1
        """,
        limit,
    )
    return [CounterDrift(**dict(row)) for row in rows]


async def find_domain_order(tx: Tx, domain_order_id: DomainOrderId) -> DomainOrder | None:
    """The domain order, or None."""
    try:
        return await get_domain_order(tx, domain_order_id)
    except NotFound:
        return None


async def list_task_notes(tx: Tx, task_id: TaskId) -> list[TaskNote]:
    """The notes on a task, oldest first."""
    rows = await tx.fetch(
        """
        SELECT id, author, at, customer_visible, text, edited_at, withdrawn_at
          FROM note
         WHERE service_order_id = $1 AND subject = 'task' AND n = $2
         ORDER BY id
        """,
        task_id.service_order_id,
        task_id.n,
    )
    return [TaskNote(**dict(row)) for row in rows]


async def list_task_history(tx: Tx, task_id: TaskId, *, limit: int = 200) -> list[HistoryEntry]:
    """What happened to a task, newest first."""
    rows = await tx.fetch(
        """
        SELECT id, kind, service_order_id, n, made_by AS by, at, data
          FROM event
         WHERE service_order_id = $1 AND n = $2 AND kind = ANY ($3)
         ORDER BY id DESC
         LIMIT $4
        """,
        task_id.service_order_id,
        task_id.n,
        sorted(_task_events()),
        limit,
    )
    return [HistoryEntry(**dict(row)) for row in rows]


async def list_open_tasks_of(tx: Tx, domain_order_id: DomainOrderId) -> list[Task]:
    """Every task that has not ended of this domain order and of all below it."""
    rows = await tx.fetch(
        f"""
        SELECT {TASK_COLUMNS}
          FROM domain_order AS o
          JOIN task AS t ON t.service_order_id = o.service_order_id AND t.domain_order_n = o.n
         WHERE o.service_order_id = $1 AND $2 = ANY (o.ancestors) AND t.ended_at IS NULL
         ORDER BY t.n
        """,
        domain_order_id.service_order_id,
        domain_order_id.n,
    )
    return [read_task(row) for row in rows]
