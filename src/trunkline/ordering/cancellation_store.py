"""SQL of requests to cancel, and of the items that they withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import CancellationId, ServiceOrderId
from trunkline.ordering.state import CancellationState, ServiceOrderState


class Cancellation(msgspec.Struct, frozen=True, kw_only=True):
    """A request to cancel an order, or some top-level items of it; decided by a person, ended by the roll-up."""

    service_order_id: ServiceOrderId
    n: int
    state: CancellationState
    state_before: ServiceOrderState
    items: tuple[int, ...]
    reason: str
    hold_n: int | None
    requested_by: str
    requested_at: datetime
    wanted_at: datetime | None
    decided_by: str | None
    decided_at: datetime | None
    note: str | None
    ended_at: datetime | None
    changed_at: datetime

    @property
    def number(self) -> str:
        """What people see: `CAN-000123-1`."""
        return CancellationId(self.service_order_id, self.n).number


def _read(row: Row) -> Cancellation:
    return msgspec.convert(dict(row), Cancellation)


async def add(tx: Tx, new: Cancellation) -> Cancellation:
    """Writes a request under the next number of its order; the order is locked."""
    row = await tx.fetchrow(
        """
        INSERT INTO cancellation (service_order_id, n, state, state_before, items, reason, hold_n, requested_by,
                                  requested_at, wanted_at, decided_by, decided_at, note, ended_at, changed_at)
        SELECT $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $8
          FROM cancellation
         WHERE service_order_id = $1
        RETURNING *
        """,
        new.service_order_id, new.state.value, new.state_before.value, list(new.items), new.reason, new.hold_n,
        new.requested_by, new.requested_at, new.wanted_at, new.decided_by, new.decided_at, new.note, new.ended_at,
    )  # fmt: skip
    assert row is not None
    return _read(row)


async def save(tx: Tx, changed: Cancellation) -> None:
    """Writes what became of a request."""
    await tx.execute(
        """
        UPDATE cancellation
           SET state = $3, items = $4, decided_by = $5, decided_at = $6, note = $7, ended_at = $8, changed_at = $9
         WHERE service_order_id = $1 AND n = $2
        """,
        changed.service_order_id, changed.n, changed.state.value, list(changed.items), changed.decided_by,
        changed.decided_at, changed.note, changed.ended_at, changed.changed_at,
    )  # fmt: skip


async def find(tx: Tx, cancellation_id: CancellationId) -> Cancellation | None:
    """The request, or None."""
    row = await tx.fetchrow("SELECT * FROM cancellation WHERE service_order_id = $1 AND n = $2", *cancellation_id)
    return None if row is None else _read(row)


async def list_of_order(tx: Tx, service_order_id: int) -> list[Cancellation]:
    """The requests of an order, the newest first."""
    rows = await tx.fetch("SELECT * FROM cancellation WHERE service_order_id = $1 ORDER BY n DESC", service_order_id)
    return [_read(row) for row in rows]


async def list_of_orders(tx: Tx, service_order_ids: Sequence[int]) -> list[Cancellation]:
    """The requests of these orders."""
    rows = await tx.fetch("SELECT * FROM cancellation WHERE service_order_id = ANY ($1)", list(service_order_ids))
    return [_read(row) for row in rows]


async def list_newest(tx: Tx, *, limit: int, offset: int) -> tuple[list[Cancellation], int]:
    """A page of all requests, the newest first, and how many there are."""
    rows = await tx.fetch(
        "SELECT * FROM cancellation ORDER BY requested_at DESC, service_order_id, n LIMIT $1 OFFSET $2", limit, offset
    )
    return [_read(row) for row in rows], await tx.fetchval("SELECT count(*) FROM cancellation")


async def list_ended(tx: Tx, service_order_ids: Sequence[int]) -> list[tuple[Cancellation, bool]]:
    """Granted requests of these orders of which every item has ended, and whether all of them are cancelled."""
    rows = await tx.fetch(
        """
        SELECT c.*, i.done
          FROM cancellation AS c
         CROSS JOIN LATERAL (
            SELECT bool_and(i.state = 'cancelled') AS done,
                   bool_and(i.state IN ('cancelled', 'failed', 'partial', 'completed', 'rejected')) AS ended
              FROM service_order_item AS i
             WHERE i.service_order_id = c.service_order_id AND i.n = ANY (c.items)
         ) AS i
         WHERE c.service_order_id = ANY ($1) AND c.state = 'inProgress' AND i.ended
        """,
        list(service_order_ids),
    )
    return [(_read({k: v for k, v in dict(row).items() if k != "done"}), row["done"]) for row in rows]


async def mark_withdrawn(tx: Tx, service_order_id: int, items: Sequence[int]) -> None:
    """Nobody wants these items any more."""
    await tx.execute(
        "UPDATE service_order_item SET withdrawn = true WHERE service_order_id = $1 AND n = ANY ($2::integer[])",
        service_order_id,
        list(items),
    )


async def save_cancelled(
    tx: Tx, service_order_id: int, body: dict[str, object], *, completed_at: datetime | None
) -> None:
    """Writes what TMF641 tells of a cancellation into the order, and when it ended, when it has."""
    await tx.execute(
        """
        UPDATE service_order
           SET body = body || $2::jsonb, completion_date = coalesce(completion_date, $3)
         WHERE id = $1
        """,
        service_order_id,
        body,
        completed_at,
    )
