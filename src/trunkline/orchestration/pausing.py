"""What happens to the clocks of tasks when work is held or goes on: they stand still, and dates move by that time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from trunkline.kit.db import Tx
from trunkline.orchestration import clock_store
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.clock_store import Key
from trunkline.orchestration.clocks import Pause, stretches, used_up
from trunkline.orchestration.progress_store import TaskMove
from trunkline.orchestration.state import STANDING
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind


async def follow_moves(tx: Tx, moves: Sequence[TaskMove], *, now: datetime) -> None:
    """Stops the clocks of tasks that are held or wait for information, and lets those of others run on (JEO-07).

    Called with moves that were made; most have nothing to do with clocks, and cost nothing here.
    """
    stopped = [(m.service_order_id, m.n) for m in moves if m.state in STANDING and m.was not in STANDING]
    going_on = [(m.service_order_id, m.n) for m in moves if m.was in STANDING and m.state not in STANDING]
    if stopped:
        await clock_store.remember_begin(tx, stopped)
        await clock_store.open_pauses(tx, stopped, now=now)
    if going_on:
        await clock_store.close_pauses(tx, going_on, now=now)
        await reckon_due(tx, going_on, now=now)


async def reckon_due(tx: Tx, tasks: Collection[Key], *, now: datetime) -> None:
    """Writes when those of these tasks that are on people's lists are to be done: what is left of their time, from now."""
    rows = await clock_store.read_listed(tx, tasks)
    if not rows:
        return
    pauses = await clock_store.read_pauses(tx, [(row["service_order_id"], row["n"]) for row in rows])
    calendars = await load_calendars(tx)
    due = {}
    for row in rows:
        key = (row["service_order_id"], row["n"])
        due[key] = used_up(row["since"], row["duration"], pauses.get(key, []), calendars.get(row["calendar"]), now=now)
    await clock_store.save_due(tx, due)


async def follow_holds(tx: Tx, holds: Sequence[Key], *, released: bool, now: datetime) -> None:
    """Holds `(order, n)` were placed or released: estimates follow, and at a release the dates to meet move.

    One that is held as a whole has its date moved by the time that it stood, in plain time: a promise knows no calendar.
    """
    if not holds:
        return
    orders = sorted({order_id for order_id, _ in holds})
    await add_work(tx, WorkKind.ESTIMATE_PLAN, await clock_store.frontier_of_holds(tx, holds), due_at=now)
    if not released:
        return
    await reckon_due(tx, await clock_store.listed_of_orders(tx, orders), now=now)
    pauses: dict[int, list[Pause]] = defaultdict(list)
    due: dict[int, datetime] = {}
    for row in await clock_store.orders_with_holds(tx, orders):
        if row["due_at"] is not None:
            pauses[row["service_order_id"]].append((row["placed_at"], row["released_at"]))
            due[row["service_order_id"]] = row["due_at"]
    moved = {}
    for order_id, promised in due.items():
        began = min(each[0] for each in pauses[order_id])
        moved[order_id] = promised
        for start, end in stretches(pauses[order_id], since=began, now=now):
            moved[order_id] += end - start
    await clock_store.move_order_dates(tx, moved)
