"""Working time: which hours of which days count, in which time zone, and sums with them.

A calendar is worked out for whole years at a time into open intervals with a running total, so that every question is
one binary search, however long the time.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import msgspec

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Invalid, Problem

_DAY = timedelta(days=1)
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class CalendarInvalid(Invalid):
    """A working calendar has no working time, or its time zone or country is unknown."""

    contract = Contract(
        "The working calendar cannot be used.",
        "Give it working time and a time zone that exists.",
        field="calendar",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )


class WorkingHours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open hours of one weekday (0 is Monday), local time; several rows make a day with a break."""

    weekday: int
    start: time
    end: time  # 00:00 means midnight at the end of the day


class CalendarSpecification(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a working calendar is made of."""

    name: str
    time_zone: str = "UTC"
    hours: tuple[WorkingHours, ...] = ()
    country: str | None = None  # ISO 3166-1 alpha-2, whose public holidays are closed
    subdivision: str | None = None  # ISO 3166-2 part without the country: BY of DE-BY
    closed_days: tuple[date, ...] = ()
    open_days: tuple[date, ...] = ()  # worked although a holiday


def check_calendar(specification: CalendarSpecification) -> list[Problem]:
    """What is wrong with a calendar: unknown zone or country, hours that end before they start, none at all."""
    problems = []

    def problem(field: str, what: str, action: str) -> None:
        problems.append(Problem(item=specification.name, field=field, what=what, action=action))

    try:
        ZoneInfo(specification.time_zone)
    except (KeyError, ValueError, OSError):
        problem(
            "timeZone", f"'{specification.time_zone}' is no time zone", "give an IANA name, for example Europe/Berlin"
        )
    if not specification.hours:
        problem("hours", "the calendar has no working hours", "give at least one weekday with start and end")
    for hours in specification.hours:
        if not 0 <= hours.weekday <= 6:
            problem("hours", f"weekday {hours.weekday} does not exist", "0 is Monday, 6 is Sunday")
        elif hours.end != time(0) and hours.end <= hours.start:
            problem(
                "hours",
                f"{_NAMES[hours.weekday]} ends at {hours.end:%H:%M}, not after {hours.start:%H:%M}",
                "give an end after the start; 00:00 means midnight at the end of the day",
            )
    if specification.country is not None:
        try:
            holidays.country_holidays(specification.country, subdiv=specification.subdivision, years=2026)
        except NotImplementedError:
            place = "-".join(filter(None, (specification.country, specification.subdivision)))
            problem("country", f"the holidays of '{place}' are not known", "give ISO codes, or list closedDays")
    return problems


class WorkingCalendar:
    """Sums with working time. All instants are aware; answers are UTC."""

    def __init__(self, specification: CalendarSpecification) -> None:
        """Raises CalendarInvalid with every fault."""
        problems = check_calendar(specification)
        if problems:
            what = "; ".join(problem.what for problem in problems)
            raise CalendarInvalid(f"calendar '{specification.name}': {what}", problems=problems)
        self.specification = specification
        self._zone = ZoneInfo(specification.time_zone)
        self._first_year = self._last_year = 0
        self._starts: list[float] = []
        self._ends: list[float] = []
        self._before: list[float] = []  # working seconds before each interval

    def add(self, start: datetime, working: timedelta) -> datetime:
        """The instant at which so much working time has passed since `start`; a length of zero is `next_open`."""
        return _instant(self.add_seconds(start.timestamp(), working.total_seconds()))

    def subtract(self, end: datetime, working: timedelta) -> datetime:
        """The latest instant from which so much working time passes until `end`."""
        return _instant(self.subtract_seconds(end.timestamp(), working.total_seconds()))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from `start` to `end`, negative when `end` lies before."""
        self._reach(min(start, end).timestamp(), max(start, end).timestamp())
        return timedelta(seconds=self._passed(end.timestamp()) - self._passed(start.timestamp()))

    def next_open(self, at: datetime) -> datetime:
        """`at`, or the next opening when it is closed then."""
        return _instant(self.add_seconds(at.timestamp(), 0.0))

    def openings(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The open intervals that touch the time from `start` to `end`, whole, in their order."""
        self._reach(start.timestamp(), end.timestamp())
        first = bisect_right(self._ends, start.timestamp())
        last = bisect_left(self._starts, end.timestamp())
        return [(_instant(self._starts[i]), _instant(self._ends[i])) for i in range(first, last)]

    def add_seconds(self, start: float, working: float) -> float:
        """`add` in seconds since 1970: for schedules of many tasks."""
        self._reach(start, start)
        goal = self._passed(start) + working
        while not self._before or goal > self._before[-1]:  # the last interval is never the answer
            self._grow(self._last_year + 1)
        if working == 0:
            index = bisect_right(self._ends, start)
            return max(start, self._starts[index])
        index = bisect_left(self._before, goal) - 1
        return self._starts[index] + goal - self._before[index]

    def subtract_seconds(self, end: float, working: float) -> float:
        """`subtract` in seconds since 1970."""
        self._reach(end, end)
        while self._passed(end) - working < 0:
            self._grow(self._first_year - 1)
        goal = self._passed(end) - working
        index = max(0, bisect_right(self._before, goal) - 1)
        return min(end, self._starts[index] + goal - self._before[index])

    def _passed(self, at: float) -> float:
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return 0.0
        return self._before[index] + min(at, self._ends[index]) - self._starts[index]

    def _reach(self, first: float, last: float) -> None:
        """Makes sure that the years of these instants, and one beside, are worked out."""
        low, high = _instant(first).year - 1, _instant(last).year + 1
        if not self._starts:
            self._first_year = self._last_year = low
            self._fill(range(low, high + 1))
            self._last_year = high
        while self._first_year > low:
            self._grow(self._first_year - 1)
        while self._last_year < high:
            self._grow(self._last_year + 1)

    def _grow(self, year: int) -> None:
        if not 1970 <= year <= 2200:
            raise CalendarInvalid(f"calendar '{self.specification.name}' is asked for the year {year}")
        if year < self._first_year:
            starts, ends = self._starts, self._ends
            self._starts, self._ends, self._before = [], [], []
            self._fill([year])
            for start, end in zip(starts, ends, strict=True):
                self._append(start, end)
            self._first_year = year
        else:
            self._fill([year])
            self._last_year = year

    def _fill(self, years: Iterable[int]) -> None:
        specification = self.specification
        for year in years:
            closed = set(specification.closed_days)
            if specification.country is not None:
                closed |= set(
                    holidays.country_holidays(specification.country, subdiv=specification.subdivision, years=year)
                )
            closed -= set(specification.open_days)
            day = date(year, 1, 1)
            while day.year == year:
                if day not in closed:
                    for hours in sorted(specification.hours, key=lambda each: each.start):
                        if hours.weekday == day.weekday():
                            self._append(self._local(day, hours.start), self._local_end(day, hours.end))
                day += _DAY

    def _local(self, day: date, at: time) -> float:
        return datetime.combine(day, at, self._zone).timestamp()

    def _local_end(self, day: date, at: time) -> float:
        return self._local(day + _DAY, at) if at == time(0) else self._local(day, at)

    def _append(self, start: float, end: float) -> None:
        if self._ends and start < self._ends[-1]:  # overlapping rows of one day count once
            start = self._ends[-1]
        if end <= start:
            return
        total = self._before[-1] + self._ends[-1] - self._starts[-1] if self._starts else 0.0
        self._starts.append(start)
        self._ends.append(end)
        self._before.append(total)


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
