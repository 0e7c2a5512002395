"""Messages of domain systems about work that was asked of them: kept in the ledger, and looked at at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from trunkline.kit.db import Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import effect_store, store
from trunkline.work.commands import hasten_work, wake_workers
from trunkline.work.model import WorkKind


async def report_message(
    tx: Tx, system: str, message: dict[str, Any], *, key: str | None, reference: str | None, now: datetime
) -> TaskId | None:
    """Keeps a message for the task with this idempotency key, or with the system's own id for it.

    Answers the task, None when nothing waits for the message: it is late, a duplicate, or of another system.
    """
    subject = None
    if key is not None:
        try:
            task_id = TaskId.read(key.partition(".")[0])
        except TrunklineError:
            task_id = None
        if task_id is not None and await effect_store.is_of_system(tx, system, *task_id):
            subject = (int(task_id.service_order_id), task_id.n)
    if subject is None and reference is not None:
        subject = await effect_store.find_by_reference(tx, system, reference)
    if subject is None:
        return None
    await store.lock_orders(tx, [subject[0]])
    if await effect_store.add_message(tx, *subject, message) is None:
        return None
    await hasten_work(tx, WorkKind.FOLLOW_UP_TASK, [subject], now)
    await wake_workers(tx)
    return TaskId(ServiceOrderId(subject[0]), subject[1])
