"""What becomes of orders when some of their tasks begin at other times: nothing is written, only reckoned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import TaskId
from trunkline.orchestration import dating_store, estimate_store
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.estimating import NOTICEABLE, schedule_rows, stretched


class OrderOutlook(msgspec.Struct, frozen=True, kw_only=True):
    """An order whose tasks begin later."""

    service_order_id: int
    due_at: datetime | None  # the committed date, else the requested one
    end_at: datetime | None  # as it was reckoned until now
    forecast_end_at: datetime

    @property
    def breaches(self) -> bool:
        """Whether it ends after its date."""
        return self.due_at is not None and self.forecast_end_at > self.due_at

    @property
    def breached_before(self) -> bool:
        """Whether it would have done so anyway."""
        return self.due_at is not None and self.end_at is not None and self.end_at > self.due_at


class MovedTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task whose dates would be others."""

    n: int
    start_was: datetime | None
    end_was: datetime | None
    start_at: datetime
    end_at: datetime


class StartOutlook(msgspec.Struct, frozen=True, kw_only=True):
    """What another start of one task would change: the tasks that move, itself among them, and the order's end."""

    moved: Sequence[MovedTask]
    order: OrderOutlook


async def forecast_start(tx: Tx, task_id: TaskId, start_at: datetime | None, *, now: datetime) -> StartOutlook:
    """What changes when an open task begins at `start_at` at the earliest, or as soon as it can; by start.

    What follows the task is scheduled anew, as estimates are; what moves by less than they notice is left out.
    """
    order_id = task_id.service_order_id
    tasks, edges = await estimate_store.read_what_follows(tx, [(order_id, task_id.n)])
    calendars = await load_calendars(tx)
    tasks = await stretched(tx, tasks, calendars, now=now)
    plan = schedule_rows(tasks, edges, calendars, now=now, begin_at={task_id.n: start_at or now})
    moved, last = [], now
    for row in tasks:
        if row["fixed"]:
            continue
        times = plan.tasks[row["n"]]
        was = (row["estimated_start_at"], row["estimated_end_at"])
        last = max(last, times.end_at)
        if any(
            old is None or abs(new - old) > NOTICEABLE
            for old, new in zip(was, (times.start_at, times.end_at), strict=True)
        ):
            moved.append(
                MovedTask(n=row["n"], start_was=was[0], end_was=was[1], start_at=times.start_at, end_at=times.end_at)
            )
    due, before = (await estimate_store.read_dates(tx, [order_id]))[order_id]
    if before is not None and last < before:  # something else may end last
        beside = await dating_store.last_end_beside(tx, order_id, [r["n"] for r in tasks if not r["fixed"]])
        last = last if beside is None else max(last, beside)
    return StartOutlook(
        moved=sorted(moved, key=lambda one: (one.start_at, one.n)),
        order=OrderOutlook(service_order_id=order_id, due_at=due, end_at=before, forecast_end_at=last),
    )


async def forecast_orders(tx: Tx, begin_at: Mapping[tuple[int, int], datetime], *, now: datetime) -> list[OrderOutlook]:
    """When the orders of these tasks `(order, n)` end, if each begins at its instant; by order.

    What follows the tasks is scheduled anew, as estimates are; the rest of each plan stands as it is reckoned now.
    """
    if not begin_at:
        return []
    tasks, edges = await estimate_store.read_what_follows(tx, list(begin_at))
    calendars = await load_calendars(tx)
    rows: dict[int, list[Row]] = defaultdict(list)
    pairs: dict[int, list[Row]] = defaultdict(list)
    starts: dict[int, dict[int, datetime]] = defaultdict(dict)
    for row in tasks:
        rows[row["service_order_id"]].append(row)
    for edge in edges:
        pairs[edge["service_order_id"]].append(edge)
    for (order_id, n), at in begin_at.items():
        starts[order_id][n] = at
    dates = await estimate_store.read_dates(tx, sorted(rows))
    found = []
    for order_id, of_order in sorted(rows.items()):
        plan = schedule_rows(of_order, pairs[order_id], calendars, now=now, begin_at=starts[order_id])
        end = max(plan.tasks[row["n"]].end_at for row in of_order if not row["fixed"])
        due, before = dates[order_id]
        found.append(
            OrderOutlook(
                service_order_id=order_id, due_at=due, end_at=before,
                forecast_end_at=end if before is None else max(end, before),
            )
        )  # fmt: skip
    return found
