"""What an order's client sees of its jeopardy: the open alerts, the worst first. The view `order_alert` gives them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Tx
from trunkline.kit.ids import (
    DomainOrderId,
    FalloutId,
    JeopardyAlertId,
    PartId,
    ServiceOrderId,
    ServiceOrderItemId,
    TaskId,
    service_order_number,
)

_MOST = 100  # of one order


class OrderAlert(msgspec.Struct, frozen=True, kw_only=True):
    """An open alert about an order, an item or a task of it; `subject` is the number of that."""

    service_order_id: ServiceOrderId
    number: str
    subject: str
    cause: str
    level: str
    message: str
    changed_at: datetime
    item_id: str | None


async def list_alerts(
    tx: Tx, service_order_ids: Sequence[ServiceOrderId]
) -> Mapping[ServiceOrderId, Sequence[OrderAlert]]:
    """The open alerts of these orders, at most a hundred of each: the worst first, then the newest."""
    rows = await tx.fetch(
        """
        SELECT *
          FROM (SELECT v.*, row_number() OVER (
                           PARTITION BY v.service_order_id
                           ORDER BY array_position(ARRAY['critical', 'major', 'minor'], v.level), v.changed_at DESC, v.n
                       ) AS place
                  FROM order_alert AS v
                 WHERE v.service_order_id = ANY ($1)) AS r
         WHERE r.place <= $2
         ORDER BY r.service_order_id, r.place
        """,
        list(service_order_ids),
        _MOST,
    )
    found: dict[ServiceOrderId, list[OrderAlert]] = defaultdict(list)
    for row in rows:
        order_id = ServiceOrderId(row["service_order_id"])
        found[order_id].append(
            OrderAlert(
                service_order_id=order_id,
                number=JeopardyAlertId(order_id, row["n"]).number,
                subject=_subject(order_id, row["subject"], row["subject_n"]),
                **{name: row[name] for name in ("cause", "level", "message", "changed_at", "item_id")},
            )
        )
    return found


def _subject(order_id: ServiceOrderId, subject: str, n: int) -> str:
    parts: Mapping[str, type[PartId]] = {
        "task": TaskId, "item": ServiceOrderItemId, "domainOrder": DomainOrderId, "fallout": FalloutId,
    }  # fmt: skip
    return str(parts[subject](order_id, n)) if subject in parts else service_order_number(order_id)
