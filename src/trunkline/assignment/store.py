"""SQL of routing, ranking and giving out tasks.

Locks are taken in this order: the work profile of the one who gets work, then the service orders. Tasks that somebody
else holds just now are passed over, so that two people who ask at once get different tasks without waiting.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from trunkline.assignment.model import (
    Candidate,
    OpenTask,
)
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.state import TaskState


class Routed(msgspec.Struct, frozen=True, kw_only=True):
    """What routing decided of a row of the list."""

    id: TaskId
    group: str | None
    skills: frozenset[str]
    impact: int
    rank_at: datetime
    reason: str | None


def skill_set(skills: Collection[str]) -> str:
    """Skills as the list keeps them: sorted, joined by commas."""
    return ",".join(sorted(skills))


def read_candidate(row: Row) -> Candidate:
    """A free task from its row."""
    return Candidate(
        id=TaskId(ServiceOrderId(row["service_order_id"]), row["task_n"]),
        group=row["assignment_group"],
        skills=frozenset(filter(None, row["skill_set"].split(","))),
        **{n: row[n] for n in ("name", "priority", "rank_at", "latest_start_at", "impact", "version")},
    )


async def claim_unrouted(tx: Tx, *, limit: int, most_impact: int) -> list[Row]:
    """Rows that came onto the list and were not routed yet, their orders locked; the tasks that wait for each are
    counted three steps far and up to a limit, whatever the plan's size."""
    await tx.look_up_by_key()
    return await tx.fetch(
        """
        WITH taken AS MATERIALIZED (
            SELECT w.service_order_id, w.task_n
              FROM worklist AS w
              JOIN service_order AS o ON o.id = w.service_order_id
             WHERE NOT w.routed
             ORDER BY w.service_order_id, w.task_n
             LIMIT $1
               FOR NO KEY UPDATE OF o SKIP LOCKED
               FOR UPDATE OF w SKIP LOCKED
        )
        SELECT w.service_order_id, w.task_n, w.assignment_group, w.assignee, w.priority, w.due_at, t.key, t.name,
               t.ready_at, t.latest_start_at, d.specification_id, d.place, d.plan_specification, o.category,
               below.impact::integer AS impact
          FROM taken AS k
          JOIN worklist AS w ON w.service_order_id = k.service_order_id AND w.task_n = k.task_n
          JOIN task AS t ON t.service_order_id = k.service_order_id AND t.n = k.task_n
          JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
          JOIN service_order AS o ON o.id = k.service_order_id
         CROSS JOIN LATERAL (
            SELECT count(*) AS impact
              FROM (
                WITH RECURSIVE after AS (
                    SELECT e.successor_n, 1 AS steps
                      FROM task_dependency AS e
                     WHERE e.service_order_id = k.service_order_id AND e.predecessor_n = k.task_n
                     UNION
                    SELECT e.successor_n, a.steps + 1
                      FROM after AS a
                      JOIN task_dependency AS e
                        ON e.service_order_id = k.service_order_id AND e.predecessor_n = a.successor_n
                     WHERE a.steps < 3
                )
                SELECT DISTINCT successor_n FROM (SELECT successor_n FROM after LIMIT 4 * $2) AS near LIMIT $2
              ) AS counted
         ) AS below
        """,
        limit,
        most_impact,
    )


def open_task(row: Row) -> OpenTask:
    """What rules and ranking need, from a row of `claim_unrouted`."""
    return OpenTask(
        id=TaskId(ServiceOrderId(row["service_order_id"]), row["task_n"]),
        group=row["assignment_group"],
        specification=row["specification_id"],
        ready_at=row["ready_at"] or row["due_at"],
        **{n: row[n] for n in ("key", "name", "priority", "category", "place", "due_at", "latest_start_at", "impact")},
    )


async def save_routed(tx: Tx, routed: Sequence[Routed]) -> None:
    """Writes what routing decided; a task whose group changed has a new version."""
    await tx.execute(
        """
        WITH decided AS MATERIALIZED (
            SELECT *
              FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::integer[], $6::timestamptz[], $7::text[])
                AS g (service_order_id, n, assignment_group, skill_set, impact, rank_at, reason)
        ),
        moved AS (
            UPDATE task AS t
               SET assignment_group = d.assignment_group, version = t.version + 1
              FROM decided AS d
             WHERE t.service_order_id = d.service_order_id AND t.n = d.n
               AND t.assignment_group IS DISTINCT FROM d.assignment_group
        )
        UPDATE worklist AS w
           SET routed = true, assignment_group = d.assignment_group, skill_set = d.skill_set, impact = d.impact,
               rank_at = d.rank_at, reason = d.reason
          FROM decided AS d
         WHERE w.service_order_id = d.service_order_id AND w.task_n = d.n
        """,
        [each.id.service_order_id for each in routed],
        [each.id.n for each in routed],
        [each.group for each in routed],
        [skill_set(each.skills) for each in routed],
        [each.impact for each in routed],
        [each.rank_at for each in routed],
        [each.reason for each in routed],
    )


async def free_tasks(
    tx: Tx, *, groups: Sequence[str], skills: Collection[str] | None, each: int, look_ahead: int
) -> list[Candidate]:
    """The best free tasks of groups ('' is that of tasks without one): of every set of skills that `skills` covers (None:
    of all) and every priority the first `each` by rank, looking at most `look_ahead` rows far past what is held.

    The index is entered once for each set and priority there is; its cost does not follow the number of open tasks.
    """
    await tx.look_up_by_key()
    rows = await tx.fetch(
        """
        WITH RECURSIVE kinds AS (
            SELECT g.name, f.skill_set, f.priority
              FROM unnest($1::text[]) AS g (name)
             CROSS JOIN LATERAL (
                SELECT w.skill_set, w.priority FROM worklist AS w
                 WHERE coalesce(w.assignment_group, '') = g.name AND w.assignee IS NULL AND w.routed
                 ORDER BY w.skill_set, w.priority LIMIT 1) AS f
             UNION ALL
            SELECT k.name, f.skill_set, f.priority
              FROM kinds AS k
             CROSS JOIN LATERAL (
                SELECT w.skill_set, w.priority FROM worklist AS w
                 WHERE coalesce(w.assignment_group, '') = k.name AND w.assignee IS NULL AND w.routed
                   AND (w.skill_set, w.priority) > (k.skill_set, k.priority)
                 ORDER BY w.skill_set, w.priority LIMIT 1) AS f
        )
        SELECT b.*, t.name, t.latest_start_at, t.version
          FROM kinds AS k
         CROSS JOIN LATERAL (
            SELECT n.*
              FROM (SELECT w.service_order_id, w.task_n, w.assignment_group, w.skill_set, w.priority, w.rank_at, w.impact
                      FROM worklist AS w
                     WHERE coalesce(w.assignment_group, '') = k.name AND w.skill_set = k.skill_set
                       AND w.priority = k.priority AND w.assignee IS NULL AND w.routed
                     ORDER BY w.rank_at, w.service_order_id, w.task_n LIMIT $4) AS n
              JOIN task AS s ON s.service_order_id = n.service_order_id AND s.n = n.task_n AND s.state = $5
              JOIN service_order AS o ON o.id = n.service_order_id AND o.state <> 'held'
             ORDER BY n.rank_at, n.service_order_id, n.task_n
             LIMIT $3
         ) AS b
          JOIN task AS t ON t.service_order_id = b.service_order_id AND t.n = b.task_n
         WHERE $2::text[] IS NULL OR string_to_array(k.skill_set, ',') <@ $2
        """,
        list(groups),
        None if skills is None else list(skills),
        each,
        look_ahead,
        TaskState.READY.value,
    )
    return [read_candidate(row) for row in rows]


async def lock_free(tx: Tx, tasks: Sequence[TaskId], *, wait: bool) -> set[TaskId]:
    """Locks the orders of these tasks, and answers which are still free; those that others hold are passed over, or
    waited for."""
    ids = [task.service_order_id for task in tasks], [task.n for task in tasks]
    if wait:
        await tx.fetch("SELECT 1 FROM service_order WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE", ids[0])
    rows = await tx.fetch(
        """
        SELECT w.service_order_id, w.task_n
          FROM unnest($1::bigint[], $2::integer[]) AS g (service_order_id, n)
          JOIN worklist AS w ON w.service_order_id = g.service_order_id AND w.task_n = g.n
          JOIN service_order AS o ON o.id = w.service_order_id
          JOIN task AS t ON t.service_order_id = w.service_order_id AND t.n = w.task_n
         WHERE w.assignee IS NULL AND t.state = $3 AND o.state <> 'held'
         ORDER BY w.service_order_id, w.task_n
           FOR NO KEY UPDATE OF o SKIP LOCKED
           FOR UPDATE OF w SKIP LOCKED
        """,
        *ids,
        TaskState.READY.value,
    )
    return {TaskId(ServiceOrderId(row["service_order_id"]), row["task_n"]) for row in rows}


async def give(tx: Tx, given: Sequence[tuple[TaskId, str | None, str]]) -> None:
    """Writes who has which task, and why."""
    await tx.execute(
        """
        WITH given AS MATERIALIZED (
            SELECT * FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[]) AS g (service_order_id, n, who, why)
        ),
        saved AS (
            UPDATE task AS t
               SET assignee = g.who, version = t.version + 1
              FROM given AS g
             WHERE t.service_order_id = g.service_order_id AND t.n = g.n
        )
        UPDATE worklist AS w
           SET assignee = g.who, reason = g.why
          FROM given AS g
         WHERE w.service_order_id = g.service_order_id AND w.task_n = g.n
        """,
        [task.service_order_id for task, _, _ in given],
        [task.n for task, _, _ in given],
        [who for _, who, _ in given],
        [why for _, _, why in given],
    )


async def push_groups(tx: Tx) -> list[str]:
    """The groups whose tasks are given out."""
    rows = await tx.fetch("SELECT name FROM assignment_group WHERE push ORDER BY name")
    return [row["name"] for row in rows]


async def tasks_of(tx: Tx, user_names: Collection[str], *, limit: int) -> list[Row]:
    """Tasks that these people have, their orders locked; those that others hold come another time."""
    return await tx.fetch(
        """
        SELECT w.service_order_id, w.task_n, w.assignee, w.assignment_group, t.state
          FROM worklist AS w
          JOIN task AS t ON t.service_order_id = w.service_order_id AND t.n = w.task_n
          JOIN service_order AS o ON o.id = w.service_order_id
         WHERE w.assignee = ANY($1::text[])
         ORDER BY w.service_order_id, w.task_n
         LIMIT $2
           FOR NO KEY UPDATE OF o SKIP LOCKED
           FOR UPDATE OF w SKIP LOCKED
        """,
        list(user_names),
        limit,
    )
