"""Whether what a wait task waits for has come, and when it is to be looked at again: decided without touching anything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from trunkline.catalog.conditions import holds
from trunkline.catalog.model import DecisionTable, WaitFor
from trunkline.catalog.scope import Scope
from trunkline.kit.calendar import WorkingCalendar
from trunkline.orchestration.dates import read_instant

LOOK_AGAIN = timedelta(days=1)  # at what only news can end, so that no wait is ever without a timer


class WaitVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """How a wait stands: over, out of time, or to be looked at again at `look_at`. `what` says it for people."""

    over: bool = False
    out_of_time: bool = False
    look_at: datetime
    what: str


def judge_wait(
    wait: WaitFor,
    *,
    since: datetime,
    situation: Scope,
    dates: Mapping[str, object],
    reported: bool,
    tables: Mapping[str, DecisionTable],
    calendar: WorkingCalendar | None,
    now: datetime,
) -> WaitVerdict:
    """How a wait that began at `since` stands now.

    `dates` are the dates of item and order by their names, `reported` whether the awaited event has come. A duration
    counts in the `calendar` when there is one, a timeout around the clock.
    """
    at, come, what = _awaited(wait, since, situation, dates, reported, tables, calendar)
    if come or (at is not None and at <= now):
        return WaitVerdict(over=True, look_at=now, what=what)
    limit = None if wait.timeout is None else since + wait.timeout
    if limit is not None and limit <= now:
        return WaitVerdict(out_of_time=True, look_at=now, what=f"{what}; it has not come within {wait.timeout}")
    looks = [each for each in (at, limit) if each is not None]
    return WaitVerdict(look_at=min(looks) if looks else now + LOOK_AGAIN, what=what)


def _awaited(
    wait: WaitFor,
    since: datetime,
    situation: Scope,
    dates: Mapping[str, object],
    reported: bool,
    tables: Mapping[str, DecisionTable],
    calendar: WorkingCalendar | None,
) -> tuple[datetime | None, bool, str]:
    """The instant that is awaited when it is known, whether it has come without one, and what is awaited in words."""
    if wait.duration is not None:
        end = since + wait.duration if calendar is None else calendar.add(since, wait.duration)
        return end, False, f"waits until {end:%Y-%m-%d %H:%M} UTC"
    if wait.date is not None:
        at = read_instant(situation.values.get(wait.date, dates.get(wait.date)))
        if at is None:
            return None, False, f"waits for a date in '{wait.date}'"
        return at, False, f"waits until {at:%Y-%m-%d %H:%M} UTC ('{wait.date}')"
    if wait.event is not None:
        return None, reported, f"waits for the event '{wait.event}'"
    if wait.characteristic is not None:
        verdict = holds(wait.characteristic, situation, tables)
        return None, verdict.outcome == "true", f"waits until the values are so: {verdict.text}"
    return None, True, "waits for nothing"
