"""What a fallout does to dates: how far the end of its task, domain order and order moves, against plan and promise."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from trunkline.fallout.model import Fallout
from trunkline.fallout.state import OPEN_STATES
from trunkline.kit.db import Tx


class DateEffect(msgspec.Struct, frozen=True, kw_only=True):
    """One level. `later_by`: forecast after `planned`; `late_by`: forecast after `promised`; negative is before it.

    `promised` is the committed date, without one the requested date, later by the time that the order was held.
    """

    level: str  # task, domainOrder, serviceOrder
    planned: datetime | None
    forecast: datetime | None
    promised: datetime | None
    later_by: timedelta | None
    late_by: timedelta | None


def effect(
    level: str, planned: datetime | None, estimated: datetime | None, ended: datetime | None,
    promised: datetime | None, *, unresolved: bool, now: datetime,
) -> DateEffect:  # fmt: skip
    """The effect on one level. What has ended has its date; what is not mended ends now at the earliest."""
    forecast = ended or estimated
    if ended is None and forecast is not None and unresolved:
        forecast = max(forecast, now)
    return DateEffect(
        level=level, planned=planned, forecast=forecast, promised=promised,
        later_by=forecast - planned if forecast and planned else None,
        late_by=forecast - promised if forecast and promised else None,
    )  # fmt: skip


async def find_effects(tx: Tx, fallout: Fallout, *, now: datetime) -> list[DateEffect]:
    """The effect of a fallout on its task, domain order and order: three rows by their keys, whatever the plan's size."""
    row = await tx.fetchrow(
        """
        SELECT t.planned_end_at AS task_planned, t.estimated_end_at AS task_estimated, t.ended_at AS task_ended,
               o.planned_end_at AS domain_planned, o.estimated_end_at AS domain_estimated, o.ended_at AS domain_ended,
               s.planned_end_at AS order_planned, s.estimated_end_at AS order_estimated,
               s.completion_date AS order_ended,
               coalesce(s.due_moved_to, s.committed_due_date, s.requested_completion_date) AS promised
          FROM task AS t
          JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
          JOIN service_order AS s ON s.id = t.service_order_id
         WHERE t.service_order_id = $1 AND t.n = $2
        """,
        fallout.id.service_order_id,
        fallout.task_n,
    )
    if row is None:
        return []
    return [
        effect(
            level, row[f"{name}_planned"], row[f"{name}_estimated"], row[f"{name}_ended"],
            row["promised"] if level == "serviceOrder" else None,
            unresolved=fallout.state in OPEN_STATES, now=now)
        for level, name in (("task", "task"), ("domainOrder", "domain"), ("serviceOrder", "order"))
    ]  # fmt: skip
