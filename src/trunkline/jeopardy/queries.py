"""What can be asked about jeopardy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from trunkline.jeopardy.model import JeopardyAlert, JeopardyCause, JeopardyLevel, JeopardySubject
from trunkline.jeopardy.policy_store import read_policies
from trunkline.jeopardy.store import read_alert, read_thresholds
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId

__all__ = ["AlertFilter", "AlertView", "Key", "count_alerts", "count_levels", "list_alerts", "read_policies",
           "read_thresholds"]  # fmt: skip

Key = tuple[datetime, int, int]  # raised_at, service order, n: what the list is sorted by, falling


class AlertFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which alerts to list; what is None does not narrow."""

    service_order_id: ServiceOrderId | None = None
    levels: frozenset[JeopardyLevel] | None = None
    cause: JeopardyCause | None = None
    subject: JeopardySubject | None = None
    subject_n: int | None = None
    owner: str | None = None
    unowned: bool = False
    acknowledged: bool | None = None
    n: int | None = None
    cleared: bool = False  # those that are over too: of one order only


class AlertView(msgspec.Struct, frozen=True, kw_only=True):
    """An alert with what it is about in words."""

    alert: JeopardyAlert
    subject_name: str | None  # the task's name
    customer_name: str | None
    due_at: datetime | None  # what was promised, or asked, of the order


_WHERE = """
         WHERE (a.cleared_at IS NULL OR ($9 AND $1::bigint IS NOT NULL))
           AND ($1::bigint IS NULL OR a.service_order_id = $1)
           AND ($2::text[] IS NULL OR a.level = ANY ($2))
           AND ($3::text IS NULL OR a.cause = $3)
           AND ($4::text IS NULL OR a.subject = $4)
           AND ($5::integer IS NULL OR a.subject_n = $5)
           AND ($6::text IS NULL OR a.owner = $6)
           AND (NOT $7 OR a.owner IS NULL)
           AND ($8::boolean IS NULL OR (a.acknowledged_at IS NOT NULL) = $8)
           AND ($10::integer IS NULL OR a.n = $10)
"""


def _arguments(wanted: AlertFilter) -> tuple[Any, ...]:
    return (
        wanted.service_order_id,
        None if wanted.levels is None else sorted(level.value for level in wanted.levels),
        wanted.cause,
        wanted.subject,
        wanted.subject_n,
        wanted.owner,
        wanted.unowned,
        wanted.acknowledged,
        wanted.cleared,
        wanted.n,
    )


async def list_alerts(
    tx: Tx, wanted: AlertFilter | None = None, *, limit: int = 100, after: Key | None = None
) -> list[AlertView]:
    """Alerts, the newest first, from the one behind `after`."""
    rows = await tx.fetch(
        f"""
        SELECT a.*, t.name AS subject_name, o.customer_name,
               coalesce(o.due_moved_to, o.committed_due_date, o.requested_completion_date) AS due_at
          FROM jeopardy_alert AS a
          JOIN service_order AS o ON o.id = a.service_order_id
          LEFT JOIN task AS t ON a.subject = 'task' AND t.service_order_id = a.service_order_id AND t.n = a.subject_n
        {_WHERE}
           AND ($11::timestamptz IS NULL OR (a.raised_at, a.service_order_id, a.n) < ($11, $12::bigint, $13::integer))
         ORDER BY a.raised_at DESC, a.service_order_id DESC, a.n DESC
         LIMIT $14
        """,
        *_arguments(wanted or AlertFilter()),
        *(after or (None, None, None)),
        limit,
    )
    return [
        AlertView(
            alert=read_alert(row),
            **{name: row[name] for name in ("subject_name", "customer_name", "due_at")},
        )
        for row in rows
    ]


async def count_levels(tx: Tx, wanted: AlertFilter | None = None) -> dict[JeopardyLevel, int]:
    """How many alerts there are of each level, 0 too."""
    rows = await tx.fetch(
        f"SELECT a.level, count(*) AS alerts FROM jeopardy_alert AS a {_WHERE} GROUP BY a.level",
        *_arguments(wanted or AlertFilter()),
    )
    counted = {row["level"]: row["alerts"] for row in rows}
    return {level: counted.get(level.value, 0) for level in JeopardyLevel}


async def count_alerts(tx: Tx, wanted: AlertFilter | None = None) -> int:
    """How many alerts there are."""
    return sum((await count_levels(tx, wanted)).values())
