"""SQL that the commands of this room need: locking, numbering and writing fallouts, and notes on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from trunkline.fallout.errors import FalloutTypeTaken, UnknownFallout
from trunkline.fallout.group_store import count_moved, count_raised
from trunkline.fallout.model import FailedTask, Fallout, FalloutType
from trunkline.fallout.state import OPEN_STATES, FalloutState, Outcome, Resolution
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import FalloutId, ServiceOrderId, TaskId

FALLOUT_COLUMNS = """f.service_order_id, f.n, f.task_n, f.domain_order_n, f.item_n, f.fallout_type, f.state, f.cause,
       f.message, f.signature, f.exchange, f.priority, f.assignment_group, f.assignee, f.raised_by, f.raised_at,
       f.resolution, f.resolution_code, f.resolution_note, f.resolved_by, f.resolved_at, f.closed_at,
       f.failed_again, f.outcome, f.category"""


def read_fallout(row: Row) -> Fallout:
    """A fallout from a row with `FALLOUT_COLUMNS`."""
    return Fallout(
        id=FalloutId(ServiceOrderId(row["service_order_id"]), row["n"]),
        state=FalloutState(row["state"]),
        resolution=Resolution(row["resolution"]) if row["resolution"] else None,
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        **{name: row[name] for name in (
            "task_n", "domain_order_n", "item_n", "fallout_type", "cause", "message", "signature", "exchange",
            "priority", "assignment_group", "assignee", "raised_by", "raised_at", "resolution_code",
            "resolution_note", "resolved_by", "resolved_at", "closed_at", "failed_again", "category")},
    )  # fmt: skip


async def lock_orders(tx: Tx, service_order_ids: Iterable[int]) -> None:
    """Locks the rows of these orders in id order: the first thing that anything inside an order needs."""
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


async def lock_fallout(tx: Tx, fallout_id: FalloutId) -> Fallout:
    """The fallout, with its order locked; raises UnknownFallout."""
    await lock_orders(tx, [fallout_id.service_order_id])
    row = await tx.fetchrow(
        f"""
        SELECT {FALLOUT_COLUMNS}
          FROM fallout AS f
         WHERE f.service_order_id = $1 AND f.n = $2
        """,
        fallout_id.service_order_id,
        fallout_id.n,
    )
    if row is None:
        raise UnknownFallout(f"there is no fallout {fallout_id.number}")
    return read_fallout(row)


async def list_failed_tasks(tx: Tx, task_ids: Sequence[TaskId]) -> list[FailedTask]:
    """What triage needs of these tasks; those that do not exist are left out."""
    rows = await tx.fetch(
        """
        SELECT t.service_order_id, t.n, t.domain_order_n, o.item_n, t.key, t.priority, t.assignment_group,
               t.ended_at IS NOT NULL AS ended, l.last_n
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN task AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
          JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
         CROSS JOIN LATERAL (
            SELECT coalesce(max(f.n), 0) AS last_n
              FROM fallout AS f
             WHERE f.service_order_id = s.service_order_id
         ) AS l
         ORDER BY t.service_order_id, t.n
        """,
        [task_id.service_order_id for task_id in task_ids],
        [task_id.n for task_id in task_ids],
    )
    return [
        FailedTask(
            id=TaskId(ServiceOrderId(row["service_order_id"]), row["n"]),
            domain_order_n=row["domain_order_n"],
            item_n=row["item_n"],
            key=row["key"],
            priority=row["priority"],
            assignment_group=row["assignment_group"],
            ended=row["ended"],
            last_fallout_n=row["last_n"],
        )
        for row in rows
    ]


_COPIED = (
    "service_order_id", "n", "task_n", "domain_order_n", "item_n", "fallout_type", "state", "cause", "message",
    "signature", "exchange", "priority", "assignment_group", "raised_by", "raised_at", "category",
)  # fmt: skip


async def insert(tx: Tx, fallouts: Sequence[Fallout]) -> set[FalloutId]:
    """Writes new fallouts; answers which. One whose cause is open on its task already is left out (FAL-13)."""
    if not fallouts:
        return set()
    rows = await tx.fetch(
        """
        INSERT INTO fallout (service_order_id, n, task_n, domain_order_n, item_n, fallout_type, state, cause, message,
                             signature, exchange, priority, assignment_group, raised_by, raised_at, category)
        SELECT *
          FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::text[],
                      $7::text[], $8::text[], $9::text[], $10::text[], $11::jsonb[], $12::integer[], $13::text[],
                      $14::text[], $15::timestamptz[], $16::text[])
            ON CONFLICT (service_order_id, task_n, signature)
                  WHERE state IN ('open', 'inProgress', 'awaitingInformation', 'resolving')
            DO NOTHING
        RETURNING service_order_id, n
        """,
        *(list(column) for column in zip(*(_values(fallout) for fallout in fallouts), strict=True)),
    )
    written = {FalloutId(ServiceOrderId(row["service_order_id"]), row["n"]) for row in rows}
    await count_raised(tx, [fallout for fallout in fallouts if fallout.id in written])
    return written


def _values(fallout: Fallout) -> tuple[Any, ...]:
    return tuple(
        {"service_order_id": fallout.id.service_order_id, "n": fallout.id.n}.get(column, getattr(fallout, column, None))
        for column in _COPIED
    )


async def find_open_twin(tx: Tx, fallout: Fallout) -> FalloutId | None:
    """The fallout that is open for the same cause on the same task, or None."""
    n = await tx.fetchval(
        """
        SELECT n
          FROM fallout
         WHERE service_order_id = $1 AND task_n = $2 AND signature = $3
           AND state IN ('open', 'inProgress', 'awaitingInformation', 'resolving')
        """,
        fallout.id.service_order_id,
        fallout.task_n,
        fallout.signature,
    )
    return None if n is None else FalloutId(fallout.id.service_order_id, n)


async def list_others_open(tx: Tx, fallout: Fallout) -> list[FalloutId]:
    """The other fallouts of the same task that hold it: open, and without a remedy so far."""
    rows = await tx.fetch(
        """
        SELECT n
          FROM fallout
         WHERE service_order_id = $1 AND task_n = $2 AND n <> $3
           AND state IN ('open', 'inProgress', 'awaitingInformation')
         ORDER BY n
        """,
        fallout.id.service_order_id,
        fallout.task_n,
        fallout.id.n,
    )
    return [FalloutId(fallout.id.service_order_id, row["n"]) for row in rows]


async def list_open_of_cancelled(tx: Tx, service_order_id: int) -> list[Fallout]:
    """Fallouts without a remedy so far whose tasks were cancelled."""
    rows = await tx.fetch(
        f"""
        SELECT {FALLOUT_COLUMNS}
          FROM fallout AS f
          JOIN task AS t ON t.service_order_id = f.service_order_id AND t.n = f.task_n
         WHERE f.service_order_id = $1 AND f.state IN ('open', 'inProgress', 'awaitingInformation')
           AND t.state = 'cancelled'
         ORDER BY f.n
        """,
        service_order_id,
    )
    return [read_fallout(row) for row in rows]


def _counter(state: FalloutState) -> str:
    if state in OPEN_STATES:
        return "opened"
    return "cancelled" if state is FalloutState.CANCELLED else "resolved"


async def save(tx: Tx, fallout: Fallout, *, was: FalloutState) -> None:
    """Writes what can change about a fallout, and counts in its group that it is not what it `was`; the caller holds
    the lock of its order."""
    before, after = _counter(was), _counter(fallout.state)
    if before != after:
        await count_moved(tx, fallout.signature, **{before: -1, after: 1})
    await tx.execute(
        """
        UPDATE fallout
           SET state = $3, assignment_group = $4, assignee = $5, resolution = $6, resolution_code = $7,
               resolution_note = $8, resolved_by = $9, resolved_at = $10, closed_at = $11
         WHERE service_order_id = $1 AND n = $2
        """,
        fallout.id.service_order_id,
        fallout.id.n,
        fallout.state.value,
        fallout.assignment_group,
        fallout.assignee,
        None if fallout.resolution is None else fallout.resolution.value,
        fallout.resolution_code,
        fallout.resolution_note,
        fallout.resolved_by,
        fallout.resolved_at,
        fallout.closed_at,
    )


async def add_notes(
    tx: Tx, notes: Iterable[tuple[str, int, int, str]], *, author: str, now: datetime, customer_visible: bool = False
) -> None:
    """Writes notes given as `(subject, service order, n, text)`; subject is `task` or `fallout`."""
    await tx.copy(
        "note",
        ("service_order_id", "subject", "n", "author", "at", "customer_visible", "text"),
        [(order_id, subject, n, author, now, customer_visible, text) for subject, order_id, n, text in notes],
    )


async def save_type(tx: Tx, fallout_id: FalloutId, fallout_type: str) -> None:
    """Writes of which type a fallout is; the caller holds the lock of its order."""
    await tx.execute(
        """
        UPDATE fallout
           SET fallout_type = $3
         WHERE service_order_id = $1 AND n = $2
        """,
        *fallout_id,
        fallout_type,
    )


async def list_types(tx: Tx) -> list[FalloutType]:
    """All fallout types by id."""
    rows = await tx.fetch(
        """
        SELECT id, name, description, category
          FROM fallout_type
         ORDER BY id
        """
    )
    return [FalloutType(**dict(row)) for row in rows]


async def insert_type(tx: Tx, new: FalloutType) -> None:
    """Writes a type; raises FalloutTypeTaken."""
    tag = await tx.execute(
        """
        INSERT INTO fallout_type (id, name, description, category)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (id) DO NOTHING
        """,
        new.id,
        new.name,
        new.description,
        new.category,
    )
    if tag.endswith(" 0"):
        raise FalloutTypeTaken(f"there is a fallout type '{new.id}' already; choose another id")
