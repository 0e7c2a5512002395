"""Tasks whose predecessors have ended and that wait for an instant: the end of a lag, or a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import TaskId
from trunkline.orchestration import store
from trunkline.orchestration.awaiting import look_at_waits
from trunkline.orchestration.events import TaskReady
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.state import TaskState
from trunkline.work.commands import add_work
from trunkline.work.model import Claim, WorkKind


async def release_due_tasks(tx: Tx, claims: Sequence[Claim], now: datetime) -> None:
    """Makes ready what waited only for the clock. What is not due yet, because its date moved, is put back."""
    await store.lock_orders(tx, {claim.service_order_id for claim in claims})
    await look_at_waits(tx, [(claim.service_order_id, claim.n) for claim in claims], now=now)
    tasks = await store.list_tasks(tx, [TaskId(claim.service_order_id, claim.n) for claim in claims])
    waiting = [task for task in tasks if task.state is TaskState.WAITING and task.open_predecessors == 0]
    due = [task for task in waiting if task.not_before is None or task.not_before <= now]
    for task in waiting:
        if task.not_before is not None and task.not_before > now:
            await add_work(tx, WorkKind.RELEASE_TASK, [task.id], due_at=task.not_before)
    ready = await apply(tx, [step(task, "ready") for task in due], by="system", now=now)
    await history.record_all(
        tx, [TaskReady(service_order_id=t.service_order_id, n=t.n, by="system", at=now) for t in sorted(ready)]
    )
