"""What becomes of orders when some of their tasks begin later: nothing is written, only reckoned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.orchestration import estimate_store
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.estimating import schedule_rows


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
