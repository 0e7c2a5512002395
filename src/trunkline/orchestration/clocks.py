"""Clocks that stand still: how much working time counts when some of it was spent held, and when a length is used up.

A pause is `(from, until)`; until None: it goes on. Pauses may nest, overlap and repeat: a moment counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from trunkline.kit.calendar import WorkingCalendar

Pause = tuple[datetime, datetime | None]


def stretches(pauses: Iterable[Pause], *, since: datetime, now: datetime) -> list[tuple[datetime, datetime]]:
    """The time between `since` and `now` at which the clock stood, as stretches that do not touch, the oldest first."""
    found: list[tuple[datetime, datetime]] = []
    for began, ended in sorted((max(since, b), min(now, e or now)) for b, e in pauses):
        if ended <= began:
            continue
        if found and began <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ended))
        else:
            found.append((began, ended))
    return found


def stands(pauses: Iterable[Pause], *, now: datetime) -> bool:
    """Whether the clock stands at `now`."""
    return any(began <= now and (ended is None or ended > now) for began, ended in pauses)


def stood(since: datetime, pauses: Iterable[Pause], calendar: WorkingCalendar | None, *, now: datetime) -> timedelta:
    """The working time for which the clock stood."""
    return sum((_between(b, e, calendar) for b, e in stretches(pauses, since=since, now=now)), timedelta())


def elapsed(since: datetime, pauses: Iterable[Pause], calendar: WorkingCalendar | None, *, now: datetime) -> timedelta:
    """The working time for which the clock ran: all from `since` to `now` but that for which it stood (JEO-06, JEO-07)."""
    return max(timedelta(), _between(since, now, calendar) - stood(since, pauses, calendar, now=now))


def used_up(
    since: datetime, length: timedelta, pauses: Sequence[Pause], calendar: WorkingCalendar | None, *, now: datetime
) -> datetime:
    """When a clock that began at `since` has run for `length`; one that stands is taken to go on at `now`."""
    left, at = length, since
    for began, ended in stretches(pauses, since=since, now=now):
        ran = _between(at, began, calendar)
        if ran >= left:
            break
        left, at = left - ran, ended
    return at + left if calendar is None else calendar.add(at, left)


def _between(start: datetime, end: datetime, calendar: WorkingCalendar | None) -> timedelta:
    return end - start if calendar is None else calendar.between(start, end)
