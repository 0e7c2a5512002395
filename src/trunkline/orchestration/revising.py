"""Values changed while another system works on them: its request has updates available, and they are sent.

A value that the request itself brought is no change, nor is one that was sent as it is now.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import request_store
from trunkline.work.commands import hasten_work, wake_workers
from trunkline.work.model import WorkKind


def is_news(sent: Mapping[str, object] | None, written: Mapping[str, Mapping[str, Any]], *, origin: str) -> bool:
    """Whether `written` (name -> value and origin) says something that was not sent, and did not come from there."""
    known = sent or {}
    return any(
        held.get("origin") != origin and (name not in known or known[name] != held.get("value"))
        for name, held in written.items()
    )


async def notice_changes(
    tx: Tx, written: Mapping[tuple[int, int], Mapping[str, Any]], *, now: datetime
) -> Collection[tuple[int, int]]:
    """Has requests revised that speak for domain orders `(order, n)` whose values were written; answers which.

    The caller holds the locks of the orders.
    """
    if not written:
        return ()
    rows = await request_store.list_speaking(tx, list(written))
    stale = {
        (row["service_order_id"], row["n"])
        for row in rows
        for origin in [f"task:{TaskId(ServiceOrderId(row['service_order_id']), row['n']).number}"]
        if is_news(row["sent"], written[row["service_order_id"], row["changed_n"]], origin=origin)
    }
    if stale:
        requests = sorted(stale)
        await request_store.count_changes(tx, requests)
        # a request whose call is still under way has no follow-up yet: its answer finds the change
        await hasten_work(tx, WorkKind.FOLLOW_UP_TASK, requests, now)
        await wake_workers(tx)
    return stale
