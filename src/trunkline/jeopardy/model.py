"""Jeopardy alerts, and the rule by which a task comes into jeopardy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from trunkline.kit.calendar import WorkingCalendar
from trunkline.kit.ids import DomainOrderId, FalloutId, ServiceOrderId, ServiceOrderItemId, TaskId, service_order_number
from trunkline.orchestration.clocks import Pause, stands, used_up


class JeopardyLevel(StrEnum):
    """How near it is; from the least."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class JeopardyCause(StrEnum):
    """What an alert is about."""

    DURATION = "duration"  # a share of the task's duration is used up
    DUE_DATE = "dueDate"  # the order is reckoned to end after the promised date
    MAXIMUM_LAG = "maximumLag"  # it was to start by then, at the latest
    APPOINTMENT = "appointment"  # nobody will be able to begin it when the customer expects it, or nobody came
    DELAYED_TASKS = "delayedTasks"  # so many tasks of the item are late
    AGREEMENT = "agreement"  # a share of the time of a service level agreement is used up, or all of it


class JeopardySubject(StrEnum):
    """What is in jeopardy."""

    SERVICE_ORDER = "serviceOrder"
    ITEM = "item"
    DOMAIN_ORDER = "domainOrder"
    TASK = "task"
    FALLOUT = "fallout"


def subject_number(subject: str, service_order_id: int, n: int) -> str:
    """The number that people know a thing by; a domain order is `SO-`, whatever it is for."""
    order = ServiceOrderId(service_order_id)
    match JeopardySubject(subject):
        case JeopardySubject.TASK:
            return TaskId(order, n).number
        case JeopardySubject.ITEM:
            return ServiceOrderItemId(order, n).number
        case JeopardySubject.DOMAIN_ORDER:
            return DomainOrderId(order, n).number
        case JeopardySubject.FALLOUT:
            return FalloutId(order, n).number
        case JeopardySubject.SERVICE_ORDER:
            return service_order_number(order)


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
    agreement: str | None  # the one it is about, when it is about one

    @property
    def number(self) -> str:
        """What people see: `JEO-000123-1`."""
        return f"JEO-{self.service_order_id:06d}-{self.n}"

    @property
    def subject_number(self) -> str:
        """The number of what it is about."""
        return subject_number(self.subject, self.service_order_id, self.subject_n)


class Danger(msgspec.Struct, frozen=True, kw_only=True):
    """What was found to be in jeopardy."""

    service_order_id: int
    subject: JeopardySubject
    subject_n: int
    cause: JeopardyCause
    level: JeopardyLevel
    message: str
    owner: str | None
    agreement: str = ""  # the agreement it is about, when it is about one


Thresholds = Mapping[JeopardyLevel, int]


class TaskClock(msgspec.Struct, frozen=True, kw_only=True):
    """How the time of a task stands: `level` it has, when it reaches the `following` one, and when all is used up.

    `following` is None when there is none to come, or while the clock stands.
    """

    level: JeopardyLevel | None
    following: datetime | None
    due_at: datetime


def read_clock(
    since: datetime,
    duration: timedelta,
    thresholds: Thresholds,
    pauses: Sequence[Pause],
    calendar: WorkingCalendar | None,
    *,
    now: datetime,
) -> TaskClock:
    """The clock of a task that began at `since`, in the working time of the calendar, without the pauses (JEO-04, JEO-07)."""
    reached, following = None, None
    for level, share in sorted(thresholds.items(), key=lambda each: each[1]):
        at = used_up(since, duration * share / 100, pauses, calendar, now=now)
        if at > now:
            following = at
            break
        reached = level
    return TaskClock(
        level=reached,
        following=None if stands(pauses, now=now) else following,
        due_at=used_up(since, duration, pauses, calendar, now=now),
    )
