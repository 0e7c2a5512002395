"""How the clocks of tasks that people do stand: when they are due, since when they run, since when they stand still."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec

from trunkline.kit.db import Tx
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.clock_store import Key, read_begun, read_pauses
from trunkline.orchestration.clocks import stands, stretches, used_up


class TaskClock(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The clock of a task that people do. `due_at` is when its time is used up. While the clock stands (`paused_at`: since
    then, because the task or something above it is held, or waits for an answer) it is the date as it was when the clock
    stopped; it is moved by the time that it stood when the clock goes on."""

    due_at: datetime
    began_at: datetime
    paused_at: datetime | None


async def read_task_clocks(tx: Tx, tasks: Collection[Key], *, now: datetime) -> dict[Key, TaskClock]:
    """The clocks of these tasks `(service order, n)`, in three queries; one that could not be begun yet, or has ended, has
    none (JEO-07)."""
    rows = await read_begun(tx, tasks)
    if not rows:
        return {}
    pauses = await read_pauses(tx, [(row["service_order_id"], row["n"]) for row in rows])
    calendars = await load_calendars(tx) if pauses else {}
    found = {}
    for row in rows:
        key = (row["service_order_id"], row["n"])
        stood = pauses.get(key, [])
        since = stretches(stood, since=row["since"], now=now)[-1][0] if stands(stood, now=now) else None
        due = row["due_at"]
        if since is not None or due is None:
            # as the list has it until the clock goes on, and for what is on no list while it stands
            calendar = calendars.get(row["calendar"]) if row["calendar"] else None
            due = used_up(row["since"], row["duration"], stood, calendar, now=since or now)
        found[key] = TaskClock(due_at=due, began_at=row["since"], paused_at=since)
    return found
