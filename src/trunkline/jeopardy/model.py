"""Jeopardy alerts, and the rule by which a task comes into jeopardy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from trunkline.kit.calendar import WorkingCalendar
from trunkline.kit.ids import ServiceOrderId, TaskId, service_order_number


class JeopardyLevel(StrEnum):
    """How near it is; from the least."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class JeopardyCause(StrEnum):
    """What an alert is about."""

    DURATION = "duration"  # a share of the task's duration is used up
    DUE_DATE = "dueDate"  # the order is reckoned to end after the promised date


class JeopardySubject(StrEnum):
    """What is in jeopardy."""

    SERVICE_ORDER = "serviceOrder"
    TASK = "task"


class JeopardyAlert(msgspec.Struct, frozen=True, kw_only=True):
    """Something that may end too late. Open until what it is about ends or is in time again."""

    service_order_id: ServiceOrderId
    n: int
    subject: JeopardySubject
    subject_n: int
    cause: JeopardyCause
    level: JeopardyLevel
    message: str
    owner: str | None
    raised_at: datetime
    changed_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    note: str | None
    cleared_at: datetime | None

    @property
    def number(self) -> str:
        """What people see: `JEO-000123-1`."""
        return f"JEO-{self.service_order_id:06d}-{self.n}"

    @property
    def subject_number(self) -> str:
        """The number of what it is about."""
        if self.subject is JeopardySubject.TASK:
            return TaskId(self.service_order_id, self.subject_n).number
        return service_order_number(self.service_order_id)


Thresholds = Mapping[JeopardyLevel, int]


def crossing(start: datetime, duration: timedelta, share: int, calendar: WorkingCalendar | None) -> datetime:
    """When so many percent of the duration are used up, in the working time of the calendar."""
    used = duration * share / 100
    return start + used if calendar is None else calendar.add(start, used)


def level_now(
    start: datetime, duration: timedelta, thresholds: Thresholds, calendar: WorkingCalendar | None, *, now: datetime
) -> tuple[JeopardyLevel | None, datetime | None]:
    """The level that a task open since `start` has, and when it reaches the next; None when there is none."""
    reached: JeopardyLevel | None = None
    for level, share in sorted(thresholds.items(), key=lambda each: each[1]):
        at = crossing(start, duration, share, calendar)
        if at > now:
            return reached, at
        reached = level
    return reached, None
