"""The dates of a plan that is being made: its schedule from durations, lags, calendars and what the order asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from trunkline.decomposition.model import Decomposition
from trunkline.kit.calendar import WorkingCalendar
from trunkline.orchestration.model import PlanDraft, TaskDraft
from trunkline.orchestration.schedule import Schedule, ScheduledTask, schedule
from trunkline.ordering.model import ServiceOrder


def schedule_of(
    order: ServiceOrder,
    decomposition: Decomposition,
    plan: PlanDraft,
    calendars: Mapping[str, WorkingCalendar],
    *,
    now: datetime,
) -> Schedule:
    """The dates of a plan that starts now, or on the requested start date when that is later.

    The due date is the requested completion date, or the committed one when none was requested.
    """
    start = now if order.requested_start_date is None else max(now, order.requested_start_date)
    tasks = [
        ScheduledTask(
            n=task.n,
            duration=task.duration if task.wait is None or task.wait.duration is None else task.wait.duration,
            calendar=task.calendar,
            not_before=None if task.wait is None else _awaited_date(task, decomposition),
        )
        for task in plan.tasks
    ]
    return schedule(
        tasks,
        plan.dependencies,
        start=start,
        due=order.requested_completion_date or order.committed_due_date,
        lags=plan.lags,
        calendars=calendars,
    )


def _awaited_date(task: TaskDraft, decomposition: Decomposition) -> datetime | None:
    """The date that a wait task waits for, when a value of its domain order gives one already."""
    if task.wait is None or task.wait.date is None:
        return None
    held = decomposition.domain_orders[task.domain_order_n - 1].characteristics.get(task.wait.date)
    return None if held is None else read_instant(held.value)


def read_instant(value: object) -> datetime | None:
    """An instant from a date or date-time value; a date counts from midnight universal time; None for others."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    if len(value) <= 10:
        return datetime.combine(date.fromisoformat(value), time(0), UTC)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
