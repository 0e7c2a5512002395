"""Chores that look for what the clock of one task does not show: items of which many tasks are late, late starts."""

from __future__ import annotations

from datetime import datetime, timedelta

from trunkline.events import history
from trunkline.jeopardy import policy_store
from trunkline.jeopardy.commands import changed, raise_dangers
from trunkline.jeopardy.model import Danger, JeopardyCause, JeopardyLevel, JeopardySubject
from trunkline.jeopardy.policies import level_of_delayed, lists_items
from trunkline.kit.db import Tx
from trunkline.orchestration.clocks import elapsed
from trunkline.orchestration.queries import read_pauses

_EVENTS = 20_000
_BATCH = 1_000
_TOLERANCE = timedelta(minutes=1)


async def watch_items(tx: Tx, now: datetime) -> int:
    """Gives items the level of the band that the share of their late tasks is in (JEO-05).

    Only orders in which something moved since the last look are read, and none when no policy has bands.
    """
    policies = await policy_store.read_policies(tx)
    if not lists_items(policies.values()):
        return 0
    read, orders = await policy_store.read_moved_orders(tx, limit=_EVENTS)
    dangers, over = [], []
    for row in await policy_store.count_late_tasks(tx, orders, now=now, tolerance=_TOLERANCE) if orders else []:
        late, total = row["late"], row["total"]
        level = level_of_delayed(policies, specification=row["specification_id"], late=late, total=total)
        if level is None and row["level"] is not None:
            over.append((row["service_order_id"], row["n"]))
        elif level is not None and level.value != row["level"]:
            dangers.append(
                Danger(
                    service_order_id=row["service_order_id"], subject=JeopardySubject.ITEM, subject_n=row["n"],
                    cause=JeopardyCause.DELAYED_TASKS, level=level, owner=None,
                    message=f"{late} of {total} tasks are late",
                )
            )  # fmt: skip
    await raise_dangers(tx, dangers, now=now)
    cleared = await policy_store.clear_items(tx, over, now=now) if over else []
    await history.record_all(tx, [changed(row, before=row["level"], after=None, now=now) for row in cleared])
    return read if read == _EVENTS else 0


async def watch_starts(tx: Tx, now: datetime) -> int:
    """Raises an alert of each task that was to start at the latest so long after another, and has not (PLN-06).

    The time for which it was held does not count; the alert ends when the task starts.
    """
    rows = await policy_store.overdue_starts(tx, now=now, limit=_BATCH)
    pauses = await read_pauses(tx, {(row["service_order_id"], row["successor_n"]) for row in rows})
    over = [
        row
        for row in rows
        if elapsed(row["since"], pauses.get((row["service_order_id"], row["successor_n"]), []), None, now=now)
        >= row["maximum"]
    ]
    dangers = {
        (row["service_order_id"], row["successor_n"]): Danger(
            service_order_id=row["service_order_id"], subject=JeopardySubject.TASK, subject_n=row["successor_n"],
            cause=JeopardyCause.MAXIMUM_LAG, level=JeopardyLevel.MAJOR, owner=row["assignee"] or row["assignment_group"],
            message=f"'{row['name']}' was to start within {row['maximum']} of '{row['before_name']}'",
        )
        for row in over
    }  # fmt: skip
    await raise_dangers(tx, list(dangers.values()), now=now)
    await policy_store.settle_starts(
        tx, [(row["service_order_id"], row["predecessor_n"], row["successor_n"]) for row in over]
    )
    return len(rows) if len(rows) >= _BATCH and over else 0


async def watch_appointments(tx: Tx, now: datetime) -> int:
    """Raises an alert of each task that cannot be begun when its appointment says, or to which nobody came (FSM-02).

    It ends when the task begins or ends, when it can be kept again, and when another time is agreed.
    """
    rows = await policy_store.appointments_at_risk(tx, limit=_BATCH)
    dangers = [
        Danger(
            service_order_id=row["service_order_id"], subject=JeopardySubject.TASK, subject_n=row["task_n"],
            cause=JeopardyCause.APPOINTMENT, level=JeopardyLevel.CRITICAL if row["missed"] else JeopardyLevel.MAJOR,
            owner=row["assignee"] or row["assignment_group"],
            message=f"the appointment of '{row['name']}' at {row['start_at']:%Y-%m-%d %H:%M} UTC "
            + ("was missed" if row["missed"] else
               f"cannot be kept: it can begin at {row['estimated_start_at']:%Y-%m-%d %H:%M} at the earliest"),
        )
        for row in rows
    ]  # fmt: skip
    await raise_dangers(tx, dangers, now=now)
    return len(rows) if len(rows) >= _BATCH else 0
