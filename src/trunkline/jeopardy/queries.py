"""What can be asked about jeopardy."""

from __future__ import annotations

from trunkline.jeopardy.model import JeopardyAlert
from trunkline.jeopardy.store import read_alert, read_thresholds
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId

__all__ = ["count_alerts", "list_alerts", "read_thresholds"]


async def list_alerts(
    tx: Tx, *, service_order_id: ServiceOrderId | None = None, cleared: bool = False, limit: int = 100
) -> list[JeopardyAlert]:
    """Open alerts, the newest first; with `cleared` those that are over too (of one order only)."""
    rows = await tx.fetch(
        """
        SELECT *
          FROM jeopardy_alert
         WHERE ($1::bigint IS NULL OR service_order_id = $1) AND (cleared_at IS NULL OR ($2 AND $1 IS NOT NULL))
         ORDER BY raised_at DESC, service_order_id DESC, n DESC
         LIMIT $3
        """,
        service_order_id,
        cleared,
        limit,
    )
    return [read_alert(row) for row in rows]


async def count_alerts(tx: Tx) -> int:
    """How many alerts are open."""
    count: int = await tx.fetchval("SELECT count(*) FROM jeopardy_alert WHERE cleared_at IS NULL")
    return count
