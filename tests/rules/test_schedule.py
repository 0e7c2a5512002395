"""Forward and backward schedules, slack and critical path, by hand."""

from datetime import UTC, datetime, time, timedelta

import pytest

from trunkline.catalog.model import DependencyType
from trunkline.kit.calendar import CalendarSpecification, WorkingCalendar, WorkingHours
from trunkline.orchestration.model import Lag
from trunkline.orchestration.schedule import ScheduledTask, schedule

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # a Monday
HOUR = timedelta(hours=1)
OFFICE = WorkingCalendar(
    CalendarSpecification(
        name="office", hours=tuple(WorkingHours(weekday=day, start=time(8), end=time(17)) for day in range(5))
    )
)


def tasks(*hours: float, **more: object) -> list[ScheduledTask]:
    return [ScheduledTask(n=n, duration=h * HOUR, **more) for n, h in enumerate(hours, start=1)]  # type: ignore[arg-type]  # a builder


def test_dates_follow_from_dependencies():
    """JEO-02: 1 (2 h) before 2 (3 h) and 3 (1 h), both before 4 (1 h)."""
    made = schedule(tasks(2, 3, 1, 1), [(1, 2), (1, 3), (2, 4), (3, 4)], start=T0)
    assert [made.tasks[n].start_at - T0 for n in (1, 2, 3, 4)] == [0 * HOUR, 2 * HOUR, 2 * HOUR, 5 * HOUR]
    assert made.end_at == T0 + 6 * HOUR
    assert made.critical_path == (1, 2, 4)
    assert made.tasks[3].slack == 2 * HOUR


def test_latest_dates_are_counted_back_from_the_requested_date():
    """JEO-12: ten hours of room for six hours of work leave four hours of slack on the critical path."""
    made = schedule(tasks(2, 3, 1, 1), [(1, 2), (1, 3), (2, 4), (3, 4)], start=T0, due=T0 + 10 * HOUR)
    assert made.late_by is None
    assert made.tasks[1].latest_start_at == T0 + 4 * HOUR
    assert made.tasks[2].slack == 4 * HOUR
    assert made.critical_path == (1, 2, 4)


def test_a_date_that_cannot_be_kept_is_told_with_how_late_it_will_be():
    """JEO-12, JEO-10."""
    made = schedule(tasks(2, 3), [(1, 2)], start=T0, due=T0 + 4 * HOUR)
    assert made.late_by == HOUR
    assert made.tasks[1].slack == -HOUR


def test_a_minimum_lag_moves_the_successor():
    """PLN-06."""
    made = schedule(tasks(1, 1), [(1, 2)], start=T0, lags={(1, 2): Lag(minimum=5 * HOUR)})
    assert made.tasks[2].start_at == T0 + 6 * HOUR


def test_start_to_start_lets_both_run_together():
    """PLN-05: the second starts an hour after the first started, not after it ended."""
    together = Lag(type=DependencyType.START_TO_START, minimum=HOUR)
    made = schedule(tasks(8, 1), [(1, 2)], start=T0, lags={(1, 2): together})
    assert made.tasks[2].start_at == T0 + HOUR
    assert made.end_at == T0 + 8 * HOUR


def test_durations_count_in_the_calendar_of_the_task():
    """JEO-06: twelve working hours from Monday morning end on Tuesday."""
    made = schedule(tasks(12, calendar="office"), [], start=T0, calendars={"office": OFFICE})
    assert made.end_at == T0 + timedelta(days=1, hours=3)


def test_what_happened_counts_instead_of_what_was_reckoned():
    """JEO-03: task 1 ended two hours late; its successor moves by as much."""
    late = [
        ScheduledTask(n=1, duration=HOUR, started_at=T0, ended_at=T0 + 3 * HOUR),
        ScheduledTask(n=2, duration=HOUR),
    ]
    made = schedule(late, [(1, 2)], start=T0, now=T0 + 3 * HOUR)
    assert made.tasks[2].end_at == T0 + 4 * HOUR


def test_an_open_task_cannot_end_before_now():
    """JEO-03."""
    overdue = [ScheduledTask(n=1, duration=HOUR, started_at=T0), ScheduledTask(n=2, duration=HOUR)]
    made = schedule(overdue, [(1, 2)], start=T0, now=T0 + 5 * HOUR)
    assert made.tasks[2].end_at == T0 + 6 * HOUR


def test_a_task_waits_for_its_date():
    """PLN-05: a wait task with a date."""
    made = schedule([ScheduledTask(n=1, duration=HOUR, not_before=T0 + 9 * HOUR)], [], start=T0)
    assert made.tasks[1].start_at == T0 + 9 * HOUR


def test_a_circle_is_refused():
    with pytest.raises(ValueError, match="circle"):
        schedule(tasks(1, 1), [(1, 2), (2, 1)], start=T0)
