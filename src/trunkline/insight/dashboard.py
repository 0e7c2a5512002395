"""What the dashboard shows: how much was done and how fast, what is open and how old, what failed, who waits for what.

Each number is counted as the list behind it counts; a list is asked for by the instants that come with the number.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

from trunkline.insight.errors import DashboardPeriodInvalid
from trunkline.kit.errors import Problem

# what is open is in the first of these that it is younger than
AGES: Final = (
    ("underHour", timedelta(hours=1)),
    ("underDay", timedelta(days=1)),
    ("underThreeDays", timedelta(days=3)),
    ("underWeek", timedelta(days=7)),
    ("underMonth", timedelta(days=30)),
    ("older", None),
)
_HOURLY_UP_TO: Final = timedelta(days=3)
_LONGEST: Final = timedelta(days=366)
_USUAL: Final = timedelta(days=7)


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of time (from, inclusive, to, exclusive), cut into steps; the last step may be shorter."""

    since: datetime
    until: datetime
    step: timedelta

    @property
    def before(self) -> datetime:
        """Where the period of the same length begins that ends where this one begins."""
        return self.since - (self.until - self.since)

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return -((self.since - self.until) // self.step)

    def edges(self, since: datetime) -> list[tuple[datetime, datetime]]:
        """The steps of the period of this length that begins at `since`."""
        end = since + (self.until - self.since)
        return [(since + n * self.step, min(end, since + (n + 1) * self.step)) for n in range(self.steps)]


def read_period(since: datetime | None, until: datetime | None, *, now: datetime) -> Period:
    """The period that is asked for; the last seven days unless it is named. By the hour up to three days, else by the day.

    Raises DashboardPeriodInvalid when it is none, or longer than a year.
    """
    end = until or now
    start = since or end - _USUAL
    if start.tzinfo is None or end.tzinfo is None or start >= end:
        what, action = "the period is none", "give `from` before `to`, both with their offset from UTC"
        raise DashboardPeriodInvalid(f"{what}; {action}", problems=[Problem(field="from", what=what, action=action)])
    if end - start > _LONGEST:
        what, action = "the period is longer than a year", f"ask for at most {_LONGEST.days} days"
        raise DashboardPeriodInvalid(f"{what}; {action}", problems=[Problem(field="from", what=what, action=action)])
    step = timedelta(hours=1) if end - start <= _HOURLY_UP_TO else timedelta(days=1)
    return Period(since=start, until=end, step=step)


def age_edges(at: datetime) -> list[tuple[str, datetime | None, datetime | None]]:
    """The stretches of time in which what is open began, youngest first: name, since (inclusive), until (exclusive)."""
    edges: list[tuple[str, datetime | None, datetime | None]] = []
    until: datetime | None = None
    for name, length in AGES:
        since = None if length is None else at - length
        edges.append((name, since, until))
        until = since
    return edges


class Percentiles(msgspec.Struct, frozen=True, kw_only=True):
    """How long things lasted, in seconds, and how many were looked at; None when there are none."""

    count: int
    p50: float | None
    p90: float | None
    p95: float | None


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A number of the period beside that of the period before."""

    now: int
    before: int


class Lengths(msgspec.Struct, frozen=True, kw_only=True):
    """How long things lasted that ended in the period, and in the one before."""

    now: Percentiles
    before: Percentiles


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """How many are in a state and of an age; the age is None for a task whose turn has not come."""

    state: str
    age: str | None
    count: int


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """The to-do list of a group (None: of nobody's): how long it is, and which of its tasks is ready the longest."""

    group: str | None
    tasks: int
    oldest: datetime | None
    oldest_task: str | None


class Dashboard(msgspec.Struct, frozen=True, kw_only=True):
    """Every number, from one moment. The lists of a pair are of the period's steps: of this one, of the one before."""

    orders_completed: tuple[list[int], list[int]]
    tasks_completed: tuple[list[int], list[int]]
    order_lead_time: Lengths
    task_lead_time: Lengths
    open_orders: list[Cell]
    open_tasks: list[Cell]
    open_fallouts: list[Cell]
    fallouts_raised: Compared
    time_to_mend: Lengths
    queues: list[Queue]
