"""The dates of a plan as they stand: planned, estimated, latest, slack, and what is critical now."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, TaskId, service_order_number
from trunkline.orchestration.errors import NoPlanYet
from trunkline.orchestration.schedule import CRITICAL_SLACK


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class TaskDates(_Wire, frozen=True, kw_only=True):
    """Dates of a task. `slack_seconds` is how much later it may start without moving the end beyond the due date
    (below nothing: it is too late already); None when it has ended. `critical`: a delay of it moves the end."""

    number: str
    state: str
    planned_start_at: datetime | None
    planned_end_at: datetime | None
    estimated_start_at: datetime | None
    estimated_end_at: datetime | None
    latest_start_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    slack_seconds: int | None
    critical: bool


class PlanDates(_Wire, frozen=True, kw_only=True):
    """Dates of a service order and its tasks; `critical_path` has its open critical tasks by their start.

    `late_by_seconds` is how much the estimated end lies after the due date, None when it does not.
    """

    service_order: str
    planned_start_at: datetime | None
    planned_end_at: datetime | None
    estimated_end_at: datetime | None
    due_at: datetime | None
    late_by_seconds: int | None
    critical_path: list[str]
    tasks: list[TaskDates]


async def read_plan_dates(tx: Tx, order_id: ServiceOrderId) -> PlanDates:
    """The dates of a whole plan, in two queries; raises NoPlanYet."""
    order = await tx.fetchrow(
        """
        SELECT o.planned_start_at, o.planned_end_at, o.estimated_end_at,
               coalesce(o.requested_completion_date, o.committed_due_date) AS due_at
          FROM service_order AS o
          JOIN orchestration_plan AS p ON p.service_order_id = o.id
         WHERE o.id = $1
        """,
        order_id,
    )
    if order is None:
        raise NoPlanYet(f"{service_order_number(order_id)} has no plan yet: it is not approved, or not planned yet")
    rows = await tx.fetch(
        """
        SELECT n, state, planned_start_at, planned_end_at, estimated_start_at, estimated_end_at, latest_start_at,
               started_at, ended_at,
               CASE WHEN ended_at IS NULL THEN latest_start_at - coalesce(started_at, estimated_start_at) END AS slack
          FROM task
         WHERE service_order_id = $1
         ORDER BY n
        """,
        order_id,
    )
    least: timedelta | None = min((row["slack"] for row in rows if row["slack"] is not None), default=None)
    tasks = [
        TaskDates(
            number=TaskId(order_id, row["n"]).number,
            slack_seconds=None if row["slack"] is None else int(row["slack"].total_seconds()),
            critical=least is not None and row["slack"] is not None and row["slack"] < least + CRITICAL_SLACK,
            **{name: row[name] for name in (
                "state", "planned_start_at", "planned_end_at", "estimated_start_at", "estimated_end_at",
                "latest_start_at", "started_at", "ended_at")},
        )
        for row in rows
    ]  # fmt: skip
    starts = {
        task.number: start
        for task in tasks
        if task.critical and (start := task.started_at or task.estimated_start_at) is not None
    }
    due, end = order["due_at"], order["estimated_end_at"]
    return PlanDates(
        service_order=service_order_number(order_id),
        late_by_seconds=int((end - due).total_seconds()) if due is not None and end is not None and end > due else None,
        critical_path=sorted(starts, key=starts.__getitem__),
        tasks=tasks,
        **{name: order[name] for name in ("planned_start_at", "planned_end_at", "estimated_end_at", "due_at")},
    )
