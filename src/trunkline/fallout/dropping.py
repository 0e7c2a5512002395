"""Fallouts of work that nobody wants any more: they are cancelled with the cancellation's cause."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.events import history
from trunkline.fallout import store
from trunkline.fallout.events import FalloutCancelled
from trunkline.fallout.state import FALLOUT_LIFECYCLE
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId


async def drop_of_cancelled_tasks(
    tx: Tx, service_order_id: ServiceOrderId, *, reason: str, by: str, now: datetime
) -> int:
    """Cancels open fallouts of cancelled tasks of an order; answers how many. The caller holds the order's lock.

    Those to which a remedy was applied are overtaken by the end of their task itself.
    """
    found = await store.list_open_of_cancelled(tx, service_order_id)
    for fallout in found:
        after = FALLOUT_LIFECYCLE.after("cancel", fallout.state)
        dropped = msgspec.structs.replace(fallout, state=after, resolution_note=reason, closed_at=now)
        await store.save(tx, dropped, was=fallout.state)
    await history.record_all(
        tx,
        [
            FalloutCancelled(
                service_order_id=service_order_id, n=fallout.id.n, task_n=fallout.task_n, reason=reason,
                task_moved=False, by=by, at=now)
            for fallout in found
        ],
    )  # fmt: skip
    return len(found)
