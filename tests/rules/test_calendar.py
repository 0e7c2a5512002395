"""Working calendars: hours, time zones, holidays."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from trunkline.kit.calendar import CalendarInvalid, CalendarSpecification, WorkingCalendar, WorkingHours

OFFICE = tuple(WorkingHours(weekday=day, start=time(8), end=time(17)) for day in range(5))
FRIDAY = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


def calendar(**changes: object) -> WorkingCalendar:
    return WorkingCalendar(CalendarSpecification(**({"name": "office", "hours": OFFICE} | changes)))  # type: ignore[arg-type]  # a builder


def test_a_weekend_is_not_counted():
    """JEO-06."""
    assert calendar().add(FRIDAY, timedelta(hours=3)) == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_time_that_is_taken_away_skips_the_weekend_too():
    """JEO-06, JEO-12."""
    assert calendar().subtract(datetime(2026, 11, 30, 9, 0, tzinfo=UTC), timedelta(hours=3)) == FRIDAY


def test_work_that_ends_with_the_day_ends_that_day():
    assert calendar().add(FRIDAY, timedelta(hours=2)) == FRIDAY + timedelta(hours=2)


def test_hours_are_local_and_follow_summer_time():
    """JEO-06: eight in Berlin is seven in winter and six in summer, universal time."""
    berlin = calendar(time_zone="Europe/Berlin")
    winter, summer = datetime(2026, 1, 12, 1, 0, tzinfo=UTC), datetime(2026, 7, 13, 1, 0, tzinfo=UTC)
    assert berlin.next_open(winter).hour == 7
    assert berlin.next_open(summer).hour == 6


def test_public_holidays_and_days_of_ones_own_are_closed():
    christmas_eve = datetime(2026, 12, 24, 17, 0, tzinfo=UTC)
    german = calendar(country="DE", closed_days=(date(2026, 12, 28),))
    assert german.next_open(christmas_eve).date() == date(2026, 12, 29)
    worked = calendar(country="DE", open_days=(date(2026, 12, 25),))
    assert worked.next_open(christmas_eve).date() == date(2026, 12, 25)


def test_time_between_is_working_time_and_has_a_sign():
    monday = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
    assert calendar().between(FRIDAY, monday) == timedelta(hours=3)
    assert calendar().between(monday, FRIDAY) == -timedelta(hours=3)


def test_a_day_with_a_break_and_hours_to_midnight():
    shifts = (
        WorkingHours(weekday=0, start=time(6), end=time(10)),
        WorkingHours(weekday=0, start=time(20), end=time(0)),
    )
    monday = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
    assert calendar(hours=shifts).add(monday, timedelta(hours=6)) == datetime(2026, 11, 30, 22, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"time_zone": "Europe/Atlantis"}, "timeZone"),
        ({"hours": ()}, "hours"),
        ({"hours": (WorkingHours(weekday=7, start=time(8), end=time(9)),)}, "hours"),
        ({"hours": (WorkingHours(weekday=0, start=time(9), end=time(8)),)}, "hours"),
        ({"country": "XX"}, "country"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_at_its_field(changes: dict[str, object], field: str):
    with pytest.raises(CalendarInvalid) as refused:
        calendar(**changes)
    assert [problem.field for problem in refused.value.problems] == [field]
