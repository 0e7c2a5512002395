"""Estimates follow what happens: a task that ends early or late moves those after it, and what they roll up to.

Only what follows the tasks that moved is read and reckoned anew; the rest of the plan stands as fixed points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from trunkline.catalog.model import DependencyType
from trunkline.events import history
from trunkline.kit.calendar import WorkingCalendar
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration import clock_store, estimate_store, store
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.clocks import elapsed, stood
from trunkline.orchestration.estimate_store import Moved
from trunkline.orchestration.events import EstimateMoved
from trunkline.orchestration.model import Lag
from trunkline.orchestration.schedule import Schedule, ScheduledTask, schedule
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
    """Reckons anew what follows the tasks of these claims (`n` is the task), all orders in the same few statements."""
    await store.lock_orders(tx, {claim.service_order_id for claim in claims})
    tasks, edges = await estimate_store.read_what_follows(tx, [(claim.service_order_id, claim.n) for claim in claims])
    if not tasks:
        return
    calendars = await load_calendars(tx)
    tasks = await stretched(tx, tasks, calendars, now=now)
    rows: dict[int, list[Row]] = defaultdict(list)
    pairs: dict[int, list[Row]] = defaultdict(list)
    for row in tasks:
        rows[row["service_order_id"]].append(row)
    for edge in edges:
        pairs[edge["service_order_id"]].append(edge)
    moved = [one for order_id in rows for one in _reckon(rows[order_id], pairs[order_id], calendars, now=now)]
    if not moved:
        return
    ends = await estimate_store.save(tx, moved)
    await history.record_all(
        tx,
        [
            EstimateMoved(service_order_id=ServiceOrderId(order_id), before=before, after=after, by="system", at=now)
            for order_id, before, after in ends
            if abs(after - before) > NOTICEABLE
        ],
    )


async def stretched(
    tx: Tx, tasks: Sequence[Row], calendars: Mapping[str, WorkingCalendar], *, now: datetime
) -> list[Row]:
    """The same tasks, with the time for which their clocks stood: one that was begun ends later by it, one that was put
    back needs only what is left, and one that is held until some date does not go on before that (JEO-07)."""
    begun = {
        (row["service_order_id"], row["n"])
        for row in tasks
        if not row["fixed"] and row["ended_at"] is None and (row["started_at"] or row["clock_started_at"])
    }
    pauses = await clock_store.read_pauses(tx, begun)
    ends = await clock_store.read_hold_ends(
        tx, [(row["service_order_id"], row["n"]) for row in tasks if not row["fixed"]]
    )
    if not pauses and not ends:
        return list(tasks)
    found: list[Row] = []
    for row in tasks:
        key = (row["service_order_id"], row["n"])
        changed = dict(row)
        calendar = calendars.get(row["calendar"])
        if key in pauses and row["started_at"] is not None:
            changed["length"] += stood(row["started_at"], pauses[key], calendar, now=now)
        elif key in pauses and row["clock_started_at"] is not None:
            ran = elapsed(row["clock_started_at"], pauses[key], calendar, now=now)
            changed["length"] = max(timedelta(), row["length"] - ran)
        if key in ends and row["started_at"] is None:
            changed["not_before"] = max(ends[key], row["not_before"] or ends[key])
        found.append(changed)
    return found


def schedule_rows(
    tasks: Sequence[Row], edges: Sequence[Row], calendars: Mapping[str, WorkingCalendar], *, now: datetime,
    begin_at: Mapping[int, datetime] | None = None,
) -> Schedule:  # fmt: skip
    """The schedule of what was read of one order; tasks in `begin_at` have not begun, and do not before that instant."""
    later = begin_at or {}
    scheduled = [
        ScheduledTask(
            n=row["n"],
            duration=row["length"],
            calendar=row["calendar"],
            not_before=later.get(row["n"], row["not_before"]),
            started_at=None if row["n"] in later else row["started_at"],
            ended_at=row["ended_at"],
        )
        for row in tasks
    ]
    lags = {
        (edge["predecessor_n"], edge["successor_n"]): Lag(type=DependencyType(edge["type"]), minimum=edge["minimum"])
        for edge in edges
        if edge["type"] is not None
    }
    return schedule(
        scheduled,
        [(edge["predecessor_n"], edge["successor_n"]) for edge in edges],
        start=now,
        lags=lags,
        calendars=calendars,
        now=now,
    )


def _reckon(
    tasks: Sequence[Row], edges: Sequence[Row], calendars: Mapping[str, WorkingCalendar], *, now: datetime
) -> list[Moved]:
    """The tasks of one order whose estimates move by more than is left as it is."""
    plan = schedule_rows(tasks, edges, calendars, now=now)
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
                    service_order_id=row["service_order_id"],
                    n=row["n"],
                    domain_order_n=row["domain_order_n"],
                    was_end_at=before[1],
                    start_at=after[0],
                    end_at=after[1],
                )
            )
    return moved
