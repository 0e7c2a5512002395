"""SQL of taking work back: the tasks that come after one, what was asked for them, and who undoes which."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from trunkline.kit.db import Row, Tx
from trunkline.orchestration.executor import EffectState

# classes of failure that do not say that nothing was done
DONE_IN_PART = ["partial", "postConditionFailed", "ruleFailed", "badAnswer"]


async def list_after(tx: Tx, service_order_id: int, first: Collection[int]) -> set[int]:
    """These tasks and every task that directly or indirectly comes after them, ended or not."""
    rows = await tx.fetch(
        """
        WITH RECURSIVE later (n) AS (
            SELECT n FROM unnest($2::integer[]) AS s (n)
             UNION
            SELECT d.successor_n
              FROM later AS l
              JOIN task_dependency AS d ON d.service_order_id = $1 AND d.predecessor_n = l.n
        )
        SELECT n FROM later
        """,
        service_order_id,
        sorted(first),
    )
    return {row["n"] for row in rows}


async def list_before(tx: Tx, service_order_id: int, n: int) -> list[int]:
    """The tasks of the same domain order that were done before this one, directly or not; the latest first."""
    rows = await tx.fetch(
        """
        WITH RECURSIVE earlier (n) AS (
            SELECT predecessor_n FROM task_dependency WHERE service_order_id = $1 AND successor_n = $2
             UNION
            SELECT d.predecessor_n
              FROM earlier AS e
              JOIN task_dependency AS d ON d.service_order_id = $1 AND d.successor_n = e.n
        )
        SELECT t.n
          FROM earlier AS e
          JOIN task AS t ON t.service_order_id = $1 AND t.n = e.n
          JOIN task AS f ON f.service_order_id = $1 AND f.n = $2 AND f.domain_order_n = t.domain_order_n
         WHERE t.state IN ('completed', 'skipped') AND NOT starts_with(t.key, 'undo:')
           AND NOT EXISTS (SELECT 1 FROM task_taken_back AS b WHERE b.service_order_id = $1 AND b.n = t.n)
         ORDER BY t.ended_at DESC, t.n DESC
        """,
        service_order_id,
        n,
    )
    return [row["n"] for row in rows]


async def read_done(tx: Tx, service_order_id: int, tasks: Collection[int]) -> dict[int, Row]:
    """`route, effect_state, partial, taken_back, plan_specification` of these tasks."""
    rows = await tx.fetch(
        """
        SELECT t.n, t.route, e.state AS effect_state, o.plan_specification,
               -- a no that says nothing of what was done before it: a part, all of it to no avail, or still being done
               coalesce(e.state = 'refused' AND (
                   e.answer ->> 'error_class' = ANY ($3)
                   OR e.answer ->> 'error_class' = 'timeout' AND e.until IS NOT NULL), false) AS partial,
               -- one that was taken back when it failed, and has done its work again since, counts like any other
               EXISTS (SELECT 1 FROM task_taken_back AS b
                        WHERE b.service_order_id = $1 AND b.n = t.n AND b.at >= t.ended_at) AS taken_back
          FROM task AS t
          JOIN domain_order AS o ON o.service_order_id = $1 AND o.n = t.domain_order_n
          LEFT JOIN effect AS e ON e.service_order_id = $1 AND e.n = t.n AND e.purpose = 'do'
         WHERE t.service_order_id = $1 AND t.n = ANY ($2)
        """,
        service_order_id,
        sorted(tasks),
        DONE_IN_PART,
    )
    return {row["n"]: row for row in rows}


async def list_chains(tx: Tx, service_order_id: int, domain_orders: Collection[int]) -> dict[int, Row]:
    """Of each domain order `ancestors` (from it up), `items` (from its own up) and the item's `priority`."""
    rows = await tx.fetch(
        """
        SELECT o.n, o.ancestors, i.ancestors AS items, i.priority
          FROM domain_order AS o
          JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
         WHERE o.service_order_id = $1 AND o.n = ANY ($2)
        """,
        service_order_id,
        sorted(domain_orders),
    )
    return {row["n"]: row for row in rows}


async def write_taken_back(
    tx: Tx,
    service_order_id: int,
    taken: Sequence[tuple[int, int | None, int | None]],
    *,
    reason: str,
    by: str,
    now: datetime,
) -> None:
    """Writes `(task, who undoes it, who does it again)`; a task that is taken back once more has the latest."""
    await tx.execute(
        """
        INSERT INTO task_taken_back (service_order_id, n, undo_n, again_n, reason, taken_back_by, at)
        SELECT $1, s.n, s.undo_n, s.again_n, $5, $6, $7
          FROM unnest($2::integer[], $3::integer[], $4::integer[]) AS s (n, undo_n, again_n)
            ON CONFLICT (service_order_id, n)
            DO UPDATE SET undo_n = EXCLUDED.undo_n, again_n = EXCLUDED.again_n, reason = EXCLUDED.reason,
                          taken_back_by = EXCLUDED.taken_back_by, at = EXCLUDED.at
        """,
        service_order_id,
        [each[0] for each in taken],
        [each[1] for each in taken],
        [each[2] for each in taken],
        reason,
        by,
        now,
    )


async def mark_undone(tx: Tx, subjects: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ledger says of the work that these undo tasks took back that it is."""
    rows = await tx.fetch(
        """
        UPDATE effect AS e
           SET state = $3
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, undo_n)
          JOIN task_taken_back AS b ON b.service_order_id = s.service_order_id AND b.undo_n = s.undo_n
         WHERE e.service_order_id = b.service_order_id AND e.n = b.n AND e.purpose = 'do' AND e.state <> $3
        RETURNING e.service_order_id, e.n
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        EffectState.COMPENSATED,
    )
    return [(row["service_order_id"], row["n"]) for row in rows]


async def mark_withdrawn(tx: Tx, service_order_id: int, numbers: Sequence[int]) -> None:
    """Nobody wants these domain orders any more, with all below them."""
    await tx.execute(
        "UPDATE domain_order SET withdrawn = true WHERE service_order_id = $1 AND ancestors && $2::integer[]",
        service_order_id,
        list(numbers),
    )


async def list_ended_below(tx: Tx, service_order_id: int, numbers: Sequence[int]) -> list[Row]:
    """`n, kind, name, state` of completed domain orders that have made something, among these and all below them."""
    return await tx.fetch(
        """
        SELECT n, kind, name, state
          FROM domain_order
         WHERE service_order_id = $1 AND ancestors && $2::integer[] AND state = 'completed' AND total_tasks > 0
         ORDER BY n
        """,
        service_order_id,
        list(numbers),
    )


async def begin_round(tx: Tx, service_order_id: int, n: int) -> None:
    """What was asked for this task is being undone: it is asked for once more under another key, after that."""
    await tx.execute(
        """
        UPDATE effect
           SET state = $3, round = round + 1
         WHERE service_order_id = $1 AND n = $2 AND purpose = 'do'
        """,
        service_order_id,
        n,
        EffectState.COMPENSATED,
    )


async def set_routes(tx: Tx, service_order_id: int, routes: Sequence[tuple[int, str | None, str | None]]) -> None:
    """Writes which way tasks go, and by which executor, as `(task, route, executor)`; None leaves the executor."""
    await tx.execute(
        """
        UPDATE task AS t
           SET route = s.route, executor = coalesce(s.executor, t.executor)
          FROM unnest($2::integer[], $3::text[], $4::text[]) AS s (n, route, executor)
         WHERE t.service_order_id = $1 AND t.n = s.n
        """,
        service_order_id,
        [each[0] for each in routes],
        [each[1] for each in routes],
        [each[2] for each in routes],
    )


async def find_route(tx: Tx, service_order_id: int, n: int) -> str | None:
    """The way that a task goes; None for the usual one."""
    route: str | None = await tx.fetchval(
        "SELECT route FROM task WHERE service_order_id = $1 AND n = $2", service_order_id, n
    )
    return route


async def read_made_from(tx: Tx, service_order_id: int, tasks: Collection[int]) -> dict[int, Row]:
    """`specification_id, plan_specification` of the domain orders of these tasks."""
    rows = await tx.fetch(
        """
        SELECT t.n, o.specification_id, o.plan_specification
          FROM task AS t
          JOIN domain_order AS o ON o.service_order_id = $1 AND o.n = t.domain_order_n
         WHERE t.service_order_id = $1 AND t.n = ANY ($2)
        """,
        service_order_id,
        sorted(tasks),
    )
    return {row["n"]: row for row in rows}
