"""Reads the history: of one order, or all of it in order, by a cursor that never passes a row that commits late."""

from __future__ import annotations

from trunkline.events.model import HistoryEntry
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import EventId, ServiceOrderId


def _entry(row: Row) -> HistoryEntry:
    return HistoryEntry(
        id=EventId(row["id"]),
        kind=row["kind"],
        service_order_id=row["service_order_id"],
        n=row["n"],
        by=row["made_by"],
        at=row["at"],
        data=row["data"],
    )


async def list_history(
    tx: Tx, service_order_id: ServiceOrderId, *, after: EventId | None = None, limit: int = 100
) -> list[HistoryEntry]:
    """What happened to one service order and everything in it, newest first; `after` is the last id seen."""
    rows = await tx.fetch(
        """
        SELECT id, kind, service_order_id, n, made_by, at, data
          FROM event
         WHERE service_order_id = $1 AND ($2::bigint IS NULL OR id < $2)
         ORDER BY id DESC
         LIMIT $3
        """,
        service_order_id,
        after,
        limit,
    )
    return [_entry(row) for row in rows]


async def count_history(tx: Tx, service_order_id: ServiceOrderId) -> int:
    """How many events one service order has."""
    counted: int = await tx.fetchval("SELECT count(*) FROM event WHERE service_order_id = $1", service_order_id)
    return counted
