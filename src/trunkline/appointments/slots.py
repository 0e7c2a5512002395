"""Which times can be booked, and whom an appointment is given to so that nobody has two at once. Pure.

Every appointment is given to a person. A new one takes somebody who is free; when nobody is, an appointment of the same
group moves to somebody else who can do it, so that a skill that few have is not used up by work that many can do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from trunkline.appointments.model import AppointmentOffer, TimeSlot
from trunkline.kit.calendar import WorkingCalendar

_DAY = timedelta(days=1)  # the longest slot
REACH = 2 * _DAY  # visits so far before and after a slot matter to it


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can be sent out."""

    name: str
    skills: frozenset[str] = frozenset()
    calendar: WorkingCalendar | None = None
    absent_from: datetime | None = None
    absent_until: datetime | None = None

    def works(self, start: datetime, end: datetime) -> bool:
        """Whether these are hours of theirs, from the first minute to the last."""
        away = self.absent_from is not None and self.absent_from < end
        if away and self.absent_until is not None and start < self.absent_until:
            return False
        return self.calendar is None or self.calendar.between(start, end) >= end - start


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """An appointment as far as it matters here: `person` None when it is to be given to somebody."""

    key: tuple[int, int]
    group: str
    start: datetime
    end: datetime
    skills: frozenset[str] = frozenset()
    person: str | None = None

    def overlaps(self, other: Visit) -> bool:
        """Whether some instant belongs to both."""
        return self.start < other.end and other.start < self.end


def windows(
    calendar: WorkingCalendar | None, length: timedelta, *, start: datetime, end: datetime
) -> Iterable[tuple[datetime, datetime]]:
    """The slots of a calendar that begin at `start` at the earliest and end by `end`: one after the other from each
    opening, whole ones only; without a calendar from midnight universal time."""
    if calendar is None:
        day = start.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        spans = [(day + i * _DAY, day + (i + 1) * _DAY) for i in range((end - day).days + 1)]
    else:
        spans = calendar.openings(start, end)
    for opens, closes in spans:
        at = opens
        while at + length <= min(closes, end):
            if at >= start:
                yield at, at + length
            at += length


def assign(new: Visit, people: Sequence[Visitor], booked: Sequence[Visit]) -> dict[tuple[int, int], str] | None:
    """Who does the new visit, and who does another one instead of whom because of it; None when it does not fit.

    Whoever is free and has the fewest skills beyond those that are asked for is taken. `booked` are all the visits of
    these people within REACH; only those of the same group move, each at most once.
    """
    given: dict[tuple[int, int], str] = {v.key: v.person for v in booked if v.person is not None}
    visits = {v.key: v for v in booked}

    def place(visit: Visit, seen: set[str], fixed: set[tuple[int, int]]) -> bool:
        able = [
            p for p in people if p.name not in seen and visit.skills <= p.skills and p.works(visit.start, visit.end)
        ]
        able.sort(key=lambda p: (len(p.skills - visit.skills), p.name))
        in_the_way = {
            p.name: [o for k, o in visits.items() if given.get(k) == p.name and k != visit.key and o.overlaps(visit)]
            for p in able
        }
        for person in able:
            if not in_the_way[person.name]:
                given[visit.key] = person.name
                return True
        for person in able:
            others = in_the_way[person.name]
            if len(others) != 1 or others[0].group != new.group or others[0].key in fixed:
                continue
            other = others[0]
            if other.start < new.start - _DAY or other.end > new.end + _DAY:
                continue  # what is beside that one may not be known here
            seen.add(person.name)
            was = given.pop(other.key)
            given[visit.key] = person.name
            if place(other, seen, {*fixed, visit.key}):
                return True
            del given[visit.key]
            given[other.key] = was
        return False

    visits[new.key] = new
    before = dict(given)
    if not place(new, set(), set()):
        return None
    return {key: name for key, name in given.items() if before.get(key) != name}


def fits(new: Visit, offer: AppointmentOffer, booked: Sequence[Visit]) -> bool:
    """Whether the group takes one more at that time, whoever does it."""
    if offer.most_at_once is None:
        return True
    return sum(v.group == new.group and v.overlaps(new) for v in booked) < offer.most_at_once


def free_slots(
    wanted: Iterable[tuple[datetime, datetime]],
    offer: AppointmentOffer,
    people: Sequence[Visitor],
    booked: Sequence[Visit],
    *,
    skills: frozenset[str],
    moved: tuple[int, int] | None = None,
) -> list[TimeSlot]:
    """Those of the wanted times at which one more appointment fits, with how many people are free for it; `moved` is
    the appointment that would give up its time."""
    others = [v for v in booked if v.key != moved]
    found = []
    for start, end in wanted:
        new = Visit(key=(0, 0), group=offer.assignment_group, start=start, end=end, skills=skills)
        near = [v for v in others if v.start < end + REACH and start - REACH < v.end]
        if not fits(new, offer, near) or assign(new, people, near) is None:
            continue
        busy = {v.person for v in near if v.overlaps(new)}
        free = sum(skills <= p.skills and p.name not in busy and p.works(start, end) for p in people)
        found.append(TimeSlot(start_at=start, end_at=end, free=max(1, free)))
    return found


def double_booked(booked: Iterable[Visit]) -> Mapping[str, tuple[Visit, Visit]]:
    """People who have two visits at once: what must never be."""
    found: dict[str, tuple[Visit, Visit]] = {}
    last: dict[str, Visit] = {}
    for visit in sorted(booked, key=lambda v: v.start):
        if visit.person is None:
            continue
        before = last.get(visit.person)
        if before is not None and before.overlaps(visit):
            found[visit.person] = (before, visit)
        if before is None or visit.end > before.end:
            last[visit.person] = visit
    return found
