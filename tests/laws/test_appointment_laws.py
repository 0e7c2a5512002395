"""Laws of appointments: nobody has two at once, and a time is free as long as somebody could be found for it."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from builders_orchestration import T0
from trunkline.appointments.model import AppointmentOffer
from trunkline.appointments.slots import Visit, Visitor, assign, double_booked, fits, free_slots, windows
from trunkline.kit.calendar import CalendarSpecification, WorkingCalendar, WorkingHours

HOUR = timedelta(hours=1)
SKILLS = ("fibre", "copper")
people = st.lists(st.frozensets(st.sampled_from(SKILLS)), min_size=1, max_size=4)
wishes = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 3), st.frozensets(st.sampled_from(SKILLS))), max_size=12)


def _book(able: list[Visitor], wanted: list[Visit], group: str = "field") -> list[Visit]:
    booked: dict[tuple[int, int], Visit] = {}
    for visit in wanted:
        given_to = assign(visit, able, list(booked.values()))
        if given_to is not None:
            booked[visit.key] = visit
            for key, name in given_to.items():
                old = booked[key]
                booked[key] = Visit(key=key, group=group, start=old.start, end=old.end, skills=old.skills, person=name)
    return list(booked.values())


@given(people, wishes)
@settings(max_examples=100, deadline=None)
def test_nobody_is_ever_sent_to_two_places_at_once(
    skills: list[frozenset[str]], wanted: list[tuple[int, int, frozenset[str]]]
):
    """FSM-02: slots of any lengths, whoever moves to somebody else; and everybody can do what they are sent for."""
    able = [Visitor(name=f"p{i}", skills=has) for i, has in enumerate(skills)]
    visits = [
        Visit(key=(1, n), group="field", start=T0 + at * HOUR, end=T0 + (at + length) * HOUR, skills=needs)
        for n, (at, length, needs) in enumerate(wanted)
    ]
    booked = _book(able, visits)
    assert double_booked(booked) == {}
    has = {visitor.name: visitor.skills for visitor in able}
    assert all(visit.person is not None and visit.skills <= has[visit.person] for visit in booked)


@given(st.lists(st.frozensets(st.sampled_from(SKILLS)), min_size=1, max_size=3),
       st.lists(st.frozensets(st.sampled_from(SKILLS)), max_size=4))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_in_one_slot_a_visit_is_refused_only_when_no_choice_of_people_would_do(
    skills: list[frozenset[str]], wanted: list[frozenset[str]]
):
    """FSM-02: against every way of giving visits to people, tried out."""
    able = [Visitor(name=f"p{i}", skills=has) for i, has in enumerate(skills)]
    visits = [Visit(key=(1, n), group="field", start=T0, end=T0 + HOUR, skills=needs) for n, needs in enumerate(wanted)]
    booked: list[Visit] = []
    for visit in visits:
        before = [one.skills for one in booked]
        possible = any(
            len(set(choice)) == len(choice)
            and all(needs <= skills[i] for needs, i in zip([*before, visit.skills], choice, strict=True))
            for choice in product(range(len(skills)), repeat=len(before) + 1)
        )
        after = _book(
            able, [*(Visit(key=v.key, group="field", start=v.start, end=v.end, skills=v.skills) for v in booked), visit]
        )
        assert (len(after) > len(booked)) is possible
        booked = after


def test_slots_lie_in_hours_of_the_group_and_of_somebody_who_is_there():
    """FSM-02, JEO: openings, breaks, lead time, absence, the most at once, visits of other groups."""
    calendar = WorkingCalendar(CalendarSpecification(name="c", hours=tuple(
        WorkingHours(weekday=day, start=T0.time().replace(hour=begin), end=T0.time().replace(hour=end))
        for day in range(7) for begin, end in ((8, 12), (13, 16)))))  # fmt: skip
    day = T0.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    wanted = list(windows(calendar, 2 * HOUR, start=day + 9 * HOUR, end=day + 24 * HOUR))
    assert [(begin - day) // HOUR for begin, _ in wanted] == [10, 13]
    away = Visitor(name="ann", absent_from=day + 14 * HOUR, absent_until=day + 30 * HOUR)
    offer = AppointmentOffer(assignment_group="field", most_at_once=1)
    assert [s.start_at for s in free_slots(wanted, offer, [away], [], skills=frozenset())] == [day + 10 * HOUR]
    elsewhere = Visit(key=(9, 1), group="other", start=day + 11 * HOUR, end=day + 12 * HOUR, person="ann")
    assert free_slots(wanted, offer, [away], [elsewhere], skills=frozenset()) == []
    both = [away, Visitor(name="bob", calendar=calendar)]
    assert [s.free for s in free_slots(wanted, offer, both, [elsewhere], skills=frozenset())] == [1, 1]
    own = Visit(key=(9, 1), group="field", start=day + 11 * HOUR, end=day + 12 * HOUR, person="ann")
    assert not fits(Visit(key=(0, 0), group="field", start=wanted[0][0], end=wanted[0][1]), offer, [own])
    assert len(free_slots(wanted, offer, both, [own], skills=frozenset(), moved=(9, 1))) == 2
