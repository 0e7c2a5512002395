"""A clock that was stopped runs for exactly its length: time before and after the pauses, each moment counted once."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from trunkline.jeopardy.model import JeopardyLevel, read_clock
from trunkline.kit.calendar import CalendarSpecification, WorkingCalendar, WorkingHours
from trunkline.orchestration.clocks import Pause, elapsed, stood, used_up

MONDAY = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
OFFICE = WorkingCalendar(
    CalendarSpecification(
        name="office", hours=tuple(WorkingHours(weekday=day, start=time(8), end=time(17)) for day in range(5))
    )
)
calendars = st.sampled_from([None, OFFICE])
places = st.integers(0, 12 * 96)  # quarters of an hour within twelve days
pauses = st.lists(st.tuples(places, st.one_of(st.none(), st.integers(1, 300))), max_size=6)


def _pauses(drawn: list[tuple[int, int | None]]) -> list[Pause]:
    return [(MONDAY + b * QUARTER, None if n is None else MONDAY + (b + n) * QUARTER) for b, n in drawn]


def _open(at: datetime, calendar: WorkingCalendar | None) -> bool:
    return calendar is None or (at.weekday() < 5 and 8 <= at.hour < 17)


@settings(max_examples=100, deadline=None)
@given(start=places, length=st.integers(0, 600), drawn=pauses, calendar=calendars)
def test_a_clock_counts_each_open_moment_at_which_nothing_stopped_it_once(
    start: int, length: int, drawn: list[tuple[int, int | None]], calendar: WorkingCalendar | None
) -> None:
    """JEO-06, JEO-07: against a count of quarters of an hour; pauses nest, overlap and go on."""
    since, given_pauses = MONDAY + start * QUARTER, _pauses(drawn)
    now = since + length * QUARTER
    quarters = [since + i * QUARTER for i in range(length)]
    running = [
        at for at in quarters
        if _open(at, calendar) and not any(b <= at and (e is None or at < e) for b, e in given_pauses)
    ]  # fmt: skip
    assert elapsed(since, given_pauses, calendar, now=now) == len(running) * QUARTER
    everything = sum(_open(at, calendar) for at in quarters) * QUARTER
    assert stood(since, given_pauses, calendar, now=now) + len(running) * QUARTER == everything
    doubled = given_pauses + [(b, None if e is None else b + (e - b) / 2) for b, e in given_pauses]
    assert elapsed(since, doubled, calendar, now=now) == len(running) * QUARTER


@settings(max_examples=100, deadline=None)
@given(start=places, length=st.integers(1, 200), drawn=pauses, calendar=calendars)
def test_time_before_and_after_the_pauses_makes_up_the_length(
    start: int, length: int, drawn: list[tuple[int, int | None]], calendar: WorkingCalendar | None
) -> None:
    """JEO-07: at the instant at which a length is used up, exactly so much has run, and no moment earlier."""
    since = MONDAY + start * QUARTER
    closed = [(b, e) for b, e in _pauses(drawn) if e is not None]
    now = MONDAY + timedelta(days=30)
    wanted = length * QUARTER
    due = used_up(since, wanted, closed, calendar, now=now)
    assert elapsed(since, closed, calendar, now=due) == wanted
    assert elapsed(since, closed, calendar, now=due - QUARTER) < wanted
    levels = {JeopardyLevel.MINOR: 50, JeopardyLevel.CRITICAL: 100}
    assert read_clock(since, wanted, levels, closed, calendar, now=due).level is JeopardyLevel.CRITICAL
    before = read_clock(since, wanted, levels, closed, calendar, now=due - timedelta(seconds=1))
    assert before.level is JeopardyLevel.MINOR
    assert before.following == before.due_at == due
