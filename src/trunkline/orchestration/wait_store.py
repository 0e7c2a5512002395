"""SQL of wait tasks: what they look at, and the events that outside systems report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from trunkline.kit.db import Row, Tx


async def read_waits(tx: Tx, subjects: Sequence[tuple[int, int]]) -> list[Row]:
    """Wait tasks in progress among these, with what their waits look at; `reported` are the events that have come."""
    return await tx.fetch(
        """
        SELECT t.service_order_id, t.n, t.key, t.calendar, t.attempts, t.assignment_group, t.state_reason,
               coalesce(t.ready_at, t.started_at) AS since, o.characteristics, o.action, o.place, o.plan_specification,
               p.catalog_revision,
               jsonb_build_object('requestedStartDate', so.requested_start_date,
                                  'requestedCompletionDate', so.requested_completion_date,
                                  'committedDueDate', so.committed_due_date) || jsonb_strip_nulls(jsonb_build_object(
                                  'requestedStartDate', i.body -> 'requestedStartDate',
                                  'requestedCompletionDate', i.body -> 'requestedCompletionDate',
                                  'committedDueDate', i.body -> 'committedDueDate',
                                  'startDate', i.body -> 'startDate',
                                  'completionDate', i.body -> 'completionDate')) AS dates,
               ARRAY (SELECT e.event FROM reported_event AS e
                       WHERE e.service_order_id = t.service_order_id AND e.task_n IN (0, t.n)) AS reported
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN task AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
          JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
          JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
          JOIN service_order AS so ON so.id = t.service_order_id
          JOIN orchestration_plan AS p ON p.service_order_id = t.service_order_id
         WHERE t.kind = 'wait' AND t.state = 'inProgress'
        """,
        [each[0] for each in subjects],
        [each[1] for each in subjects],
    )


async def say_what_is_awaited(
    tx: Tx, service_order_ids: Sequence[int], numbers: Sequence[int], texts: Sequence[str]
) -> None:
    """Writes into wait tasks what they wait for, in words."""
    await tx.execute(
        """
        UPDATE task AS t
           SET state_reason = s.text
          FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS s (service_order_id, n, text)
         WHERE t.service_order_id = s.service_order_id AND t.n = s.n AND t.state_reason IS DISTINCT FROM s.text
        """,
        list(service_order_ids),
        list(numbers),
        list(texts),
    )


async def find_waits_of(tx: Tx, domain_orders: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """The wait tasks in progress of these domain orders `(order, n)`."""
    rows = await tx.fetch(
        """
        SELECT t.service_order_id, t.n
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN task AS t ON t.service_order_id = s.service_order_id AND t.domain_order_n = s.n
         WHERE t.kind = 'wait' AND t.state = 'inProgress'
        """,
        [each[0] for each in domain_orders],
        [each[1] for each in domain_orders],
    )
    return [(row["service_order_id"], row["n"]) for row in rows]


async def list_waits(tx: Tx, service_order_id: int, task_n: int) -> list[tuple[int, int]]:
    """The wait tasks in progress of an order; with `task_n` other than 0 only that one."""
    rows = await tx.fetch(
        """
        SELECT t.n
          FROM task AS t
         WHERE t.service_order_id = $1 AND t.kind = 'wait' AND t.state = 'inProgress' AND $2::integer IN (0, t.n)
        """,
        service_order_id,
        task_n,
    )
    return [(service_order_id, row["n"]) for row in rows]


async def keep_event(
    tx: Tx, service_order_id: int, *, task_n: int, event: str, reported_by: str, now: datetime
) -> bool:
    """Keeps that the event has come; False when that is known."""
    row = await tx.fetchrow(
        """
        INSERT INTO reported_event (service_order_id, task_n, event, reported_by, at)
        VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING
        RETURNING 1
        """,
        service_order_id,
        task_n,
        event,
        reported_by,
        now,
    )
    return row is not None


async def is_order(tx: Tx, service_order_id: int) -> bool:
    """Whether there is such an order."""
    found: bool = await tx.fetchval("SELECT EXISTS (SELECT 1 FROM service_order WHERE id = $1)", service_order_id)
    return found
