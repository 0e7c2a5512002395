"""SQL of the people's to-do list: its pages, its totals, what a choice of all that match means, and who has the tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.kit.typed_query import Narrowing, QuerySql
from trunkline.orchestration.model import DomainOrder, Task
from trunkline.orchestration.store import DOMAIN_ORDER_COLUMNS, TASK_COLUMNS, read_domain_order, read_task

COUNT_CAP = 10_001
_EVERYTHING = QuerySql(where="TRUE", args=())
_JOINED = """JOIN task AS t ON t.service_order_id = w.service_order_id AND t.n = w.task_n
          JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
          JOIN service_order AS so ON so.id = t.service_order_id"""


class WorklistEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the people's to-do list."""

    task: Task
    due_at: datetime
    domain_order_name: str
    customer_name: str | None


class MatchingTasks(msgspec.Struct, frozen=True, kw_only=True):
    """All lines of the list that match: how many, a digest of which they are and who has them, and the tasks with the
    versions they have (left empty when only the digest was wanted)."""

    total: int
    digest: str
    tasks: tuple[tuple[TaskId, int], ...] = ()


async def list_worklist(
    tx: Tx,
    *,
    assignee: str | None = None,
    groups: Sequence[str] | None = None,
    unassigned: bool = False,
    service_order_id: ServiceOrderId | None = None,
    limit: int = 50,
    after: tuple[int, datetime, int, int] | None = None,
    narrowing: Narrowing | None = None,
) -> list[WorklistEntry]:
    """Open manual tasks by priority and due date: of one person, of groups, or all.

    `after` is the key of the last line seen: (priority, due_at, service order, task n). `narrowing` is a typed query.
    """
    typed = narrowing(10) if narrowing else _EVERYTHING
    rows = await tx.fetch(
        f"""
        SELECT w.due_at, d.name AS domain_order_name, so.customer_name, {TASK_COLUMNS}
          FROM worklist AS w
          {_JOINED}
         WHERE ($1::text IS NULL OR w.assignee = $1)
           AND ($2::text[] IS NULL OR w.assignment_group = ANY ($2))
           AND (NOT $3 OR w.assignee IS NULL)
           AND ($4::bigint IS NULL OR w.service_order_id = $4)
           AND ($6::integer IS NULL OR (w.priority, w.due_at, w.service_order_id, w.task_n) > ($6, $7, $8, $9))
           AND {typed.where}
         ORDER BY w.priority, w.due_at, w.service_order_id, w.task_n
         LIMIT $5
        """,
        assignee,
        None if groups is None else list(groups),
        unassigned,
        service_order_id,
        limit,
        *(after or (None, None, None, None)),
        *typed.args,
    )
    return [
        WorklistEntry(
            task=read_task(row),
            due_at=row["due_at"],
            domain_order_name=row["domain_order_name"],
            customer_name=row["customer_name"],
        )
        for row in rows
    ]


async def count_worklist(
    tx: Tx,
    *,
    assignee: str | None,
    groups: Sequence[str] | None,
    unassigned: bool,
    narrowing: Narrowing | None = None,
) -> int:
    """How many lines `list_worklist` has with the same filters, at most 10,001."""
    typed = narrowing(4) if narrowing else _EVERYTHING
    counted: int = await tx.fetchval(
        f"""
        SELECT count(*)
          FROM (
            SELECT 1
              FROM worklist AS w
              {_JOINED if narrowing else ""}
             WHERE ($1::text IS NULL OR w.assignee = $1)
               AND ($2::text[] IS NULL OR w.assignment_group = ANY ($2))
               AND (NOT $3 OR w.assignee IS NULL)
               AND {typed.where}
             LIMIT {COUNT_CAP}
          ) AS capped
        """,
        assignee,
        None if groups is None else list(groups),
        unassigned,
        *typed.args,
    )
    return counted


async def match_worklist(
    tx: Tx,
    *,
    assignee: str | None,
    groups: Sequence[str] | None,
    unassigned: bool,
    most: int,
    with_tasks: bool = False,
    narrowing: Narrowing | None = None,
) -> MatchingTasks:
    """What a choice of all that match means now; beyond `most` lines only `total` (at most 10,001) is told.

    The digest changes when a line joins or leaves the list, or when somebody else gets it.
    """
    total = await count_worklist(tx, assignee=assignee, groups=groups, unassigned=unassigned, narrowing=narrowing)
    typed = narrowing(4) if narrowing else _EVERYTHING
    if total > most:
        return MatchingTasks(total=total, digest="")
    rows = await tx.fetch(
        f"""
        SELECT w.service_order_id, w.task_n, t.version,
               hashtextextended(concat_ws(E'\\x01', w.service_order_id, w.task_n, coalesce(w.assignee, E'\\x02'),
                                          coalesce(w.assignment_group, E'\\x02')), 0) AS mark
          FROM worklist AS w
          {_JOINED}
         WHERE ($1::text IS NULL OR w.assignee = $1)
           AND ($2::text[] IS NULL OR w.assignment_group = ANY ($2))
           AND (NOT $3 OR w.assignee IS NULL)
           AND {typed.where}
         ORDER BY w.service_order_id, w.task_n
        """,
        assignee,
        None if groups is None else list(groups),
        unassigned,
        *typed.args,
    )
    mark = sum(row["mark"] for row in rows) % 2**64
    return MatchingTasks(
        total=len(rows),
        digest=f"{len(rows):x}-{mark:016x}",
        tasks=tuple((TaskId(ServiceOrderId(row["service_order_id"]), row["task_n"]), row["version"]) for row in rows)
        if with_tasks
        else (),
    )


async def save_assignments(tx: Tx, tasks: Sequence[Task]) -> None:
    """Group and assignee of each of these, on the task and on the people's to-do list."""
    if not tasks:
        return
    await tx.execute(
        """
        WITH given AS MATERIALIZED (
            SELECT *
              FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[])
                AS g (service_order_id, n, assignment_group, assignee)
        ),
        saved AS (
            UPDATE task AS t
               SET assignment_group = g.assignment_group, assignee = g.assignee, version = t.version + 1
              FROM given AS g
             WHERE t.service_order_id = g.service_order_id AND t.n = g.n
        )
        UPDATE worklist AS w
           SET assignment_group = g.assignment_group, assignee = g.assignee
          FROM given AS g
         WHERE w.service_order_id = g.service_order_id AND w.task_n = g.n
        """,
        [task.id.service_order_id for task in tasks],
        [task.id.n for task in tasks],
        [task.assignment_group for task in tasks],
        [task.assignee for task in tasks],
    )


async def list_domain_orders_of(tx: Tx, tasks: Sequence[Task]) -> dict[tuple[int, int], DomainOrder]:
    """The domain orders of these tasks, by `(service order, n)`."""
    wanted = sorted({(task.id.service_order_id, task.domain_order_n) for task in tasks})
    rows = await tx.fetch(
        f"""
        SELECT {DOMAIN_ORDER_COLUMNS}
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN domain_order AS o ON o.service_order_id = s.service_order_id AND o.n = s.n
        """,
        [order for order, _ in wanted],
        [n for _, n in wanted],
    )
    return {(row["service_order_id"], row["n"]): read_domain_order(row) for row in rows}
