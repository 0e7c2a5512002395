"""Estimates follow what happens: a task that ends early or late moves those after it, and what they roll up to.

Only what follows the tasks that moved is read and reckoned anew; the rest of the plan stands as fixed points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from trunkline.catalog.model import DependencyType
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration import estimate_store, store
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.estimate_store import Moved
from trunkline.orchestration.events import EstimateMoved
from trunkline.orchestration.model import Lag
from trunkline.orchestration.schedule import ScheduledTask, schedule
from trunkline.work.commands import add_work
from trunkline.work.model import Claim, WorkKind

NOTICEABLE = timedelta(minutes=1)  # what moves by less is left as it is
_EVENTS = 20_000  # read in one go
_LATE = 1_000


async def notice_progress(tx: Tx, now: datetime) -> int:
    """Reads the history on and has those plans estimated anew in which a task ended otherwise than was reckoned."""
    read, changed = await estimate_store.read_on(tx, limit=_EVENTS, tolerance=NOTICEABLE)
    await add_work(tx, WorkKind.ESTIMATE_PLAN, changed, due_at=now)
    return read if read == _EVENTS else 0


async def notice_late_tasks(tx: Tx, now: datetime) -> int:
    """Has those plans estimated anew in which a person's task is open although it was to have ended by now."""
    late = await estimate_store.late_tasks(tx, now=now, tolerance=NOTICEABLE, limit=_LATE)
    await add_work(tx, WorkKind.ESTIMATE_PLAN, late, due_at=now)
    return 0


async def estimate_plans(tx: Tx, claims: Sequence[Claim], now: datetime) -> None:
    """Reckons anew what follows the tasks of these claims (`n` is the task), order by order."""
    changed: dict[ServiceOrderId, list[int]] = defaultdict(list)
    for claim in claims:
        changed[claim.service_order_id].append(claim.n)
    await store.lock_orders(tx, changed)
    for order_id in sorted(changed):
        await _estimate(tx, order_id, changed[order_id], now=now)


async def _estimate(tx: Tx, order_id: ServiceOrderId, changed: Collection[int], *, now: datetime) -> None:
    tasks, edges = await estimate_store.read_what_follows(tx, order_id, changed)
    if not tasks:
        return
    scheduled, lags = [], {}
    for row in tasks:
        scheduled.append(
            ScheduledTask(
                n=row["n"],
                duration=row["length"],
                calendar=row["calendar"],
                not_before=row["not_before"],
                started_at=row["started_at"],
                ended_at=row["ended_at"],
            )
        )
    for edge in edges:
        if edge["type"] is not None:
            lags[edge["predecessor_n"], edge["successor_n"]] = Lag(
                type=DependencyType(edge["type"]), minimum=edge["minimum"]
            )
    plan = schedule(
        scheduled,
        [(edge["predecessor_n"], edge["successor_n"]) for edge in edges],
        start=now,
        lags=lags,
        calendars=await load_calendars(tx),
        now=now,
    )
    moved = []
    for row in tasks:
        if row["fixed"]:
            continue
        times = plan.tasks[row["n"]]
        before = (row["estimated_start_at"], row["estimated_end_at"])
        after = (times.start_at, times.end_at)
        if any(old is None or abs(new - old) > NOTICEABLE for old, new in zip(before, after, strict=True)):
            moved.append(
                Moved(
                    n=row["n"],
                    domain_order_n=row["domain_order_n"],
                    was_end_at=before[1],
                    start_at=after[0],
                    end_at=after[1],
                )
            )
    if not moved:
        return
    ends = await estimate_store.save(tx, order_id, moved)
    if ends is not None and abs(ends[1] - ends[0]) > NOTICEABLE:
        await history.record(
            tx, EstimateMoved(service_order_id=order_id, before=ends[0], after=ends[1], by="system", at=now)
        )
