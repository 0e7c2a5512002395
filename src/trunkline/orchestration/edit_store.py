"""SQL of edits: the neighbours of a few tasks, what an edit writes, and the versions of a plan. Only these rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.catalog.model import DependencyType
from trunkline.kit.db import Row, Tx
from trunkline.orchestration.model import Lag, Task, TaskDraft
from trunkline.orchestration.plan_edits import Link
from trunkline.orchestration.store import TASK_COLUMNS, read_task


class PlanVersion(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a plan: what was done, who did it, when and why, and what changed."""

    version: int
    edit: str
    reason: str
    made_by: str
    at: datetime
    changes: dict[str, Any]


async def lock_plan(tx: Tx, service_order_id: int) -> Row | None:
    """Version of the plan, its catalog revision, state and urgency of the order; None without a plan."""
    return await tx.fetchrow(
        """
        SELECT p.version, p.catalog_revision, o.state, o.priority
          FROM orchestration_plan AS p
          JOIN service_order AS o ON o.id = p.service_order_id
         WHERE p.service_order_id = $1
           FOR NO KEY UPDATE OF p
        """,
        service_order_id,
    )


async def read_plan(tx: Tx, service_order_id: int) -> Row | None:
    """What `lock_plan` reads, without the lock."""
    return await tx.fetchrow(
        """
        SELECT p.version, p.catalog_revision, o.state, o.priority
          FROM orchestration_plan AS p
          JOIN service_order AS o ON o.id = p.service_order_id
         WHERE p.service_order_id = $1
        """,
        service_order_id,
    )


async def read_links(tx: Tx, service_order_id: int, tasks: Collection[int]) -> list[Link]:
    """Every dependency of and on these tasks."""
    rows = await tx.fetch(
        """
        SELECT d.predecessor_n, d.successor_n, l.type, l.minimum, l.maximum, coalesce(l.met, false) AS met
          FROM task_dependency AS d
          LEFT JOIN task_lag AS l
            ON d.lagged AND l.service_order_id = d.service_order_id AND l.predecessor_n = d.predecessor_n
           AND l.successor_n = d.successor_n
         WHERE d.service_order_id = $1 AND (d.predecessor_n = ANY ($2) OR d.successor_n = ANY ($2))
         ORDER BY d.predecessor_n, d.successor_n
        """,
        service_order_id,
        sorted(tasks),
    )
    return [
        Link(
            before=row["predecessor_n"],
            after=row["successor_n"],
            lag=None if row["type"] is None else Lag(
                type=DependencyType(row["type"]), minimum=row["minimum"], maximum=row["maximum"]),
            met=row["met"],
        )
        for row in rows
    ]  # fmt: skip


async def read_tasks(tx: Tx, service_order_id: int, numbers: Collection[int]) -> dict[int, Task]:
    """Those of these tasks that exist, by number."""
    rows = await tx.fetch(
        f"SELECT {TASK_COLUMNS} FROM task AS t WHERE t.service_order_id = $1 AND t.n = ANY ($2)",
        service_order_id,
        sorted(numbers),
    )
    return {row["n"]: read_task(row) for row in rows}


async def find_circles(
    tx: Tx, service_order_id: int, *, first: Collection[int], then: Collection[int]
) -> dict[int, int]:
    """Those of `first` that follow one of `then` already, directly or not, each with one that it follows."""
    if not first or not then:
        return {}
    rows = await tx.fetch(
        """
        WITH RECURSIVE below (top, n) AS (
            SELECT s, s FROM unnest($3::integer[]) AS s
             UNION
            SELECT b.top, d.successor_n
              FROM below AS b
              JOIN task_dependency AS d ON d.service_order_id = $1 AND d.predecessor_n = b.n
        )
        SELECT n, min(top) AS top
          FROM below
         WHERE n = ANY ($2)
         GROUP BY n
        """,
        service_order_id,
        sorted(first),
        sorted(then),
    )
    return {row["n"]: row["top"] for row in rows}


async def list_waiting_above(tx: Tx, service_order_id: int, domain_order_n: int) -> list[Row]:
    """`n, key, depth, plan_specification` of tasks not started, of the domain order and those above it; nearest first."""
    return await tx.fetch(
        """
        SELECT t.n, t.key, t.state, array_position(o.ancestors, a.n) AS depth, a.plan_specification
          FROM domain_order AS o
          JOIN domain_order AS a ON a.service_order_id = o.service_order_id AND a.n = ANY (o.ancestors)
          JOIN task AS t ON t.service_order_id = a.service_order_id AND t.domain_order_n = a.n
         WHERE o.service_order_id = $1 AND o.n = $2 AND t.state IN ('waiting', 'ready')
         ORDER BY depth, t.n
        """,
        service_order_id,
        domain_order_n,
    )


async def insert_task(
    tx: Tx,
    service_order_id: int,
    task: TaskDraft,
    *,
    priority: int,
    assignee: str | None,
    start_at: datetime,
    end_at: datetime,
) -> None:
    """Writes a task that waits, for nothing yet; its dependencies follow."""
    await tx.execute(
        """
        INSERT INTO task (service_order_id, n, domain_order_n, key, name, kind, state, priority, executor,
                          assignment_group, assignee, duration, calendar, planned_start_at, planned_end_at,
                          estimated_start_at, estimated_end_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8, $9, $10, $11, $12, $13, $14, $13, $14)
        """,
        service_order_id,
        task.n,
        task.domain_order_n,
        task.key,
        task.name,
        task.kind.value,
        priority,
        task.executor,
        task.assignment_group,
        assignee,
        task.duration,
        task.calendar,
        start_at,
        end_at,
    )


async def write_links(
    tx: Tx,
    service_order_id: int,
    *,
    joins: Mapping[tuple[int, int], Lag | None],
    cuts: Collection[tuple[int, int]],
    waived: Collection[tuple[int, int]],
) -> None:
    """Removes, adds and sets aside dependencies. One on the start of a task that has started is met from the outset."""
    if cuts:
        await tx.execute(
            """
            DELETE FROM task_dependency AS d
             USING unnest($2::integer[], $3::integer[]) AS c (before, after)
             WHERE d.service_order_id = $1 AND d.predecessor_n = c.before AND d.successor_n = c.after
            """,
            service_order_id,
            *_columns(cuts),
        )
    if joins:
        edge = ("service_order_id", "predecessor_n", "successor_n")
        await tx.copy(
            "task_dependency", (*edge, "lagged"), [(service_order_id, *p, lag is not None) for p, lag in joins.items()]
        )
        lags = [(service_order_id, *p, lag.type.value, lag.minimum, lag.maximum) for p, lag in joins.items() if lag]
        if lags:
            await tx.copy("task_lag", (*edge, "type", "minimum", "maximum"), lags)
            await tx.execute(
                """
                UPDATE task_lag AS l
                   SET met = true
                  FROM unnest($2::integer[], $3::integer[]) AS c (before, after)
                  JOIN task AS b ON b.service_order_id = $1 AND b.n = c.before AND b.started_at IS NOT NULL
                 WHERE l.service_order_id = $1 AND l.predecessor_n = c.before AND l.successor_n = c.after
                   AND l.type = 'startToStart'
                """,
                service_order_id,
                *_columns(joins),
            )
            await tx.execute(
                """
                UPDATE orchestration_plan
                   SET start_dependencies = true
                 WHERE service_order_id = $1 AND NOT start_dependencies AND $2
                """,
                service_order_id,
                any(lag is not None and lag.type is DependencyType.START_TO_START for lag in joins.values()),
            )
    if waived:
        await tx.execute(
            """
            WITH marked AS (
                UPDATE task_dependency AS d
                   SET lagged = true
                  FROM unnest($2::integer[], $3::integer[]) AS c (before, after)
                 WHERE d.service_order_id = $1 AND d.predecessor_n = c.before AND d.successor_n = c.after
            )
            INSERT INTO task_lag (service_order_id, predecessor_n, successor_n, type, met, waived)
            SELECT $1, before, after, 'finishToStart', true, true
              FROM unnest($2::integer[], $3::integer[]) AS c (before, after)
                ON CONFLICT (service_order_id, predecessor_n, successor_n) DO UPDATE SET met = true, waived = true
            """,
            service_order_id,
            *_columns(waived),
        )


def _columns(pairs: Collection[tuple[int, int]]) -> tuple[list[int], list[int]]:
    ordered = sorted(pairs)
    return [pair[0] for pair in ordered], [pair[1] for pair in ordered]


async def recount(tx: Tx, service_order_id: int, tasks: Sequence[int]) -> None:
    """Counts anew for what these tasks wait, and until when: the ends of the lags whose first task has come."""
    await tx.execute(
        """
        UPDATE task AS t
           SET open_predecessors = c.open, not_before = greatest(c.not_before, t.earliest_at)
          FROM (
            SELECT s.n,
                   count(b.n) FILTER (WHERE b.state NOT IN ('completed', 'skipped') AND NOT coalesce(l.met, false))::integer
                       AS open,
                   max(CASE WHEN l.waived THEN NULL
                            WHEN l.type = 'startToStart' AND l.met THEN b.started_at + l.minimum
                            WHEN b.state IN ('completed', 'skipped') THEN b.ended_at + l.minimum END) AS not_before
              FROM unnest($2::integer[]) AS s (n)
              LEFT JOIN task_dependency AS d ON d.service_order_id = $1 AND d.successor_n = s.n
              LEFT JOIN task_lag AS l
                ON d.lagged AND l.service_order_id = $1 AND l.predecessor_n = d.predecessor_n AND l.successor_n = s.n
              LEFT JOIN task AS b ON b.service_order_id = $1 AND b.n = d.predecessor_n
             GROUP BY s.n
          ) AS c
         WHERE t.service_order_id = $1 AND t.n = c.n
        """,
        service_order_id,
        list(tasks),
    )


async def touch_tasks(tx: Tx, service_order_id: int, tasks: Sequence[int]) -> None:
    """A person changed these tasks: whoever saves an older version gets a conflict."""
    await tx.execute(
        "UPDATE task SET version = version + 1 WHERE service_order_id = $1 AND n = ANY ($2)",
        service_order_id,
        list(tasks),
    )


async def last_end(tx: Tx, service_order_id: int, tasks: Collection[int]) -> datetime | None:
    """When the last of these tasks has ended or is reckoned to end; None when there is none."""
    end: datetime | None = await tx.fetchval(
        """
        SELECT max(coalesce(ended_at, estimated_end_at))
          FROM task
         WHERE service_order_id = $1 AND n = ANY ($2)
        """,
        service_order_id,
        sorted(tasks),
    )
    return end


async def ancestry(tx: Tx, service_order_id: int, domain_order_n: int) -> tuple[list[int], list[int], int | None]:
    """The chain of domain orders from this one up, the chain of items from its own up, and the item's urgency."""
    row = await tx.fetchrow(
        """
        SELECT o.ancestors, i.ancestors AS items, i.priority
          FROM domain_order AS o
          JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
         WHERE o.service_order_id = $1 AND o.n = $2
        """,
        service_order_id,
        domain_order_n,
    )
    return ([], [], None) if row is None else (list(row["ancestors"]), list(row["items"]), row["priority"])


async def write_version(
    tx: Tx,
    service_order_id: int,
    *,
    edit: str,
    reason: str,
    made_by: str,
    at: datetime,
    tasks: int = 0,
    changes: Mapping[str, Any],
) -> int:
    """The plan has another version, with so many tasks more; answers its number."""
    version: int = await tx.fetchval(
        """
        WITH next AS (
            UPDATE orchestration_plan
               SET version = version + 1, total_tasks = total_tasks + $6
             WHERE service_order_id = $1
            RETURNING version
        )
        INSERT INTO plan_version (service_order_id, version, edit, reason, made_by, at, changes)
        SELECT $1, version, $2, $3, $4, $5, $7
          FROM next
        RETURNING version
        """,
        service_order_id,
        edit,
        reason,
        made_by,
        at,
        tasks,
        dict(changes),
    )
    return version


async def list_versions(tx: Tx, service_order_id: int, *, limit: int = 200) -> list[PlanVersion]:
    """The newest versions of a plan, newest first; the first one is how it was made."""
    rows = await tx.fetch(
        """
        SELECT version, edit, reason, made_by, at, changes
          FROM plan_version
         WHERE service_order_id = $1
         UNION ALL
        SELECT 1, 'made', '', 'system', created_at, jsonb_build_object('catalogRevision', catalog_revision)
          FROM orchestration_plan
         WHERE service_order_id = $1
         ORDER BY version DESC
         LIMIT $2
        """,
        service_order_id,
        limit,
    )
    return [PlanVersion(**dict(row)) for row in rows]


async def is_editable(tx: Tx, service_order_id: int, states: Collection[str]) -> bool:
    """Whether the order is in one of these states."""
    found: bool = await tx.fetchval(
        "SELECT EXISTS (SELECT 1 FROM service_order WHERE id = $1 AND state = ANY ($2))",
        service_order_id,
        sorted(states),
    )
    return found
