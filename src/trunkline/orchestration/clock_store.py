"""SQL of clocks: the time that does not count for a task, from its own pauses and from the holds that cover it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from trunkline.kit.db import Row, Tx
from trunkline.orchestration.clocks import Pause

Key = tuple[int, int]  # service order, n of the task


async def remember_begin(tx: Tx, tasks: Sequence[Key]) -> None:
    """Keeps when the clocks of these tasks began: their `ready_at` is about to be written anew."""
    await tx.execute(
        """
        UPDATE task AS t
           SET clock_started_at = t.ready_at
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
         WHERE t.service_order_id = s.service_order_id AND t.n = s.n AND t.clock_started_at IS NULL
        """,
        *_columns(tasks),
    )


async def open_pauses(tx: Tx, tasks: Sequence[Key], *, now: datetime) -> None:
    """The clocks of these tasks stand from now on; one that stands already goes on standing."""
    await tx.execute(
        """
        INSERT INTO clock_pause (service_order_id, task_n, began_at)
        SELECT s.service_order_id, s.n, $3
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
         WHERE NOT EXISTS (SELECT 1 FROM clock_pause AS p
                            WHERE p.service_order_id = s.service_order_id AND p.task_n = s.n AND p.ended_at IS NULL)
            ON CONFLICT (service_order_id, task_n, began_at) DO UPDATE SET ended_at = NULL
        """,
        *_columns(tasks),
        now,
    )


async def close_pauses(tx: Tx, tasks: Sequence[Key], *, now: datetime) -> None:
    """What these tasks were held for, or waited for, is over; a hold may still cover them."""
    await tx.execute(
        """
        UPDATE clock_pause AS p
           SET ended_at = $3
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
         WHERE p.service_order_id = s.service_order_id AND p.task_n = s.n AND p.ended_at IS NULL
        """,
        *_columns(tasks),
        now,
    )


async def read_pauses(tx: Tx, tasks: Collection[Key]) -> Mapping[Key, list[Pause]]:
    """The time at which the clocks of these tasks stand or stood; one that never did is left out."""
    if not tasks:
        return {}
    rows = await tx.fetch(
        """
        WITH asked AS MATERIALIZED (
            SELECT * FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
        )
        SELECT p.service_order_id, p.task_n AS n, p.began_at, p.ended_at
          FROM asked AS s
          JOIN clock_pause AS p ON p.service_order_id = s.service_order_id AND p.task_n = s.n
        UNION ALL
        SELECT s.service_order_id, s.n, h.placed_at, h.released_at
          FROM asked AS s
          JOIN hold AS h ON h.service_order_id = s.service_order_id
          JOIN task AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
          JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
          JOIN service_order_item AS i ON i.service_order_id = d.service_order_id AND i.n = d.item_n
         WHERE CASE h.scope
                   WHEN 'serviceOrder' THEN true
                   WHEN 'item' THEN h.scope_n = ANY (i.ancestors)
                   WHEN 'domainOrder' THEN h.scope_n = ANY (d.ancestors)
                   ELSE h.scope_n = t.n
               END
        """,
        *_columns(list(tasks)),
    )
    found: dict[Key, list[Pause]] = defaultdict(list)
    for row in rows:
        found[row["service_order_id"], row["n"]].append((row["began_at"], row["ended_at"]))
    return found


async def read_listed(tx: Tx, tasks: Collection[Key]) -> list[Row]:
    """Those of these tasks that are on people's lists: when their clocks began, their length and calendar."""
    return await tx.fetch(
        """
        SELECT t.service_order_id, t.n, t.duration, t.calendar, coalesce(t.clock_started_at, t.ready_at) AS since
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN worklist AS w ON w.service_order_id = s.service_order_id AND w.task_n = s.n
          JOIN task AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
         WHERE coalesce(t.clock_started_at, t.ready_at) IS NOT NULL
        """,
        *_columns(list(tasks)),
    )


async def read_begun(tx: Tx, tasks: Collection[Key]) -> list[Row]:
    """Those of these tasks that people do, that could be begun once and have not ended: when their clocks began, their
    length and calendar, and when they are due if they are on people's lists now."""
    return await tx.fetch(
        """
        SELECT t.service_order_id, t.n, t.duration, t.calendar, coalesce(t.clock_started_at, t.ready_at) AS since,
               w.due_at
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN task AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
          LEFT JOIN worklist AS w ON w.service_order_id = s.service_order_id AND w.task_n = s.n
         WHERE t.kind = 'manual' AND t.ended_at IS NULL AND coalesce(t.clock_started_at, t.ready_at) IS NOT NULL
        """,
        *_columns(list(tasks)),
    )


async def listed_of_orders(tx: Tx, service_order_ids: Sequence[int]) -> list[Key]:
    """The tasks of these orders that are on people's lists."""
    rows = await tx.fetch(
        "SELECT service_order_id, task_n FROM worklist WHERE service_order_id = ANY ($1)", list(service_order_ids)
    )
    return [(row["service_order_id"], row["task_n"]) for row in rows]


async def save_due(tx: Tx, due: Mapping[Key, datetime]) -> None:
    """Writes when tasks on people's lists are to be done; their thresholds are reckoned anew."""
    await tx.execute(
        """
        UPDATE worklist AS w
           SET due_at = s.due_at, next_alert_at = NULL, alerts_done = false
          FROM unnest($1::bigint[], $2::integer[], $3::timestamptz[]) AS s (service_order_id, n, due_at)
         WHERE w.service_order_id = s.service_order_id AND w.task_n = s.n
        """,
        *_columns(list(due)),
        list(due.values()),
    )


async def frontier_of_holds(tx: Tx, holds: Sequence[Key]) -> list[Key]:
    """Open tasks inside what these holds `(order, n)` are about that wait for no other task."""
    rows = await tx.fetch(
        """
        SELECT DISTINCT t.service_order_id, t.n
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN hold AS h ON h.service_order_id = s.service_order_id AND h.n = s.n
          JOIN task AS t ON t.service_order_id = h.service_order_id AND t.ended_at IS NULL AND t.open_predecessors = 0
          JOIN domain_order AS d ON d.service_order_id = t.service_order_id AND d.n = t.domain_order_n
          JOIN service_order_item AS i ON i.service_order_id = d.service_order_id AND i.n = d.item_n
         WHERE CASE h.scope
                   WHEN 'serviceOrder' THEN true
                   WHEN 'item' THEN h.scope_n = ANY (i.ancestors)
                   WHEN 'domainOrder' THEN h.scope_n = ANY (d.ancestors)
                   ELSE h.scope_n = t.n
               END
         ORDER BY t.service_order_id, t.n
        """,
        *_columns(holds),
    )
    return [(row["service_order_id"], row["n"]) for row in rows]


async def read_hold_ends(tx: Tx, tasks: Collection[Key]) -> Mapping[Key, datetime]:
    """Until when these tasks are held, as far as it is known: the latest expiry of the open holds that end by themselves."""
    rows = await tx.fetch(
        """
        SELECT c.service_order_id, c.n, max(h.expires_at) AS until
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN held_task AS c ON c.service_order_id = s.service_order_id AND c.n = s.n
          JOIN hold AS h ON h.service_order_id = c.service_order_id AND h.n = c.hold_n
         WHERE h.at_expiry = 'release' AND h.expires_at IS NOT NULL
         GROUP BY c.service_order_id, c.n
        """,
        *_columns(list(tasks)),
    )
    return {(row["service_order_id"], row["n"]): row["until"] for row in rows}


async def orders_with_holds(tx: Tx, service_order_ids: Sequence[int]) -> list[Row]:
    """Holds on the whole of these orders, released ones too, with the date that the order is to meet."""
    return await tx.fetch(
        """
        SELECT h.service_order_id, h.placed_at, h.released_at,
               coalesce(o.committed_due_date, o.requested_completion_date) AS due_at
          FROM hold AS h
          JOIN service_order AS o ON o.id = h.service_order_id
         WHERE h.service_order_id = ANY ($1) AND h.scope = 'serviceOrder'
        """,
        list(service_order_ids),
    )


async def move_order_dates(tx: Tx, dates: Mapping[int, datetime]) -> None:
    """Writes the dates that orders are to meet now."""
    await tx.execute(
        """
        UPDATE service_order AS o
           SET due_moved_to = s.due_at
          FROM unnest($1::bigint[], $2::timestamptz[]) AS s (id, due_at)
         WHERE o.id = s.id
        """,
        list(dates),
        list(dates.values()),
    )


def _columns(tasks: Sequence[Key]) -> tuple[list[int], list[int]]:
    return [key[0] for key in tasks], [key[1] for key in tasks]
