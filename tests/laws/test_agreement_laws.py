"""Laws of agreements' clocks: their time is what a plain recount of the same moves gives."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from trunkline.agreements.clocks import AgreementClock, cover, elapsed_at, follow, reckon, uncover
from trunkline.agreements.model import Agreement, Occasion
from trunkline.agreements.state import AgreementClockState
from trunkline.jeopardy.model import JeopardyLevel, JeopardySubject
from trunkline.kit.calendar import CalendarSpecification, WorkingCalendar, WorkingHours

T0 = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # a Friday: the weekend is in most sequences
STEP = timedelta(minutes=30)
OFFICE = WorkingCalendar(
    CalendarSpecification(
        name="office",
        hours=tuple(WorkingHours(weekday=day, start=time(8), end=time(17)) for day in range(5)),
    )
)
CALENDARS = {"office": OFFICE}
LEVELS = {JeopardyLevel.MINOR: 50, JeopardyLevel.MAJOR: 80}
AGREEMENT = Agreement(
    level=JeopardySubject.TASK, duration=timedelta(hours=10), levels=LEVELS, reset=Occasion(events=("TaskTakenBack",))
)
# what happens to a task: (event, state after it); holds come and go by their number
HAPPENINGS = [
    "inProgress",
    "held",
    "awaitingInformation",
    "ready",
    "TaskTakenBack",
    "TaskNoted",
    "+1",
    "+2",
    "-1",
    "-2",
]
MOVES = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(HAPPENINGS)), max_size=14)


def _open_steps(since: datetime, until: datetime, calendar: str | None) -> set[datetime]:
    """Every half hour that counts, looked at one by one."""
    steps = [since + n * STEP for n in range(int((until - since) / STEP))]
    if calendar is None:
        return set(steps)
    return {at for at in steps if at.weekday() < 5 and 8 <= at.hour < 17}


@settings(max_examples=100, deadline=None)
@given(
    moves=MOVES,
    calendar=st.sampled_from([None, "office"]),
    rest=st.integers(0, 60),
    end=st.sampled_from(["completed", None]),
)
def test_the_time_of_a_clock_is_that_of_a_plain_recount_of_what_happened(
    moves: list[tuple[int, str]], calendar: str | None, rest: int, end: str | None
) -> None:
    """JEO-13, JEO-06, JEO-07: start, pause, resume, reset, holds and stop, in any order and repeated; with due and outcome."""
    agreement = Agreement(**{f: getattr(AGREEMENT, f) for f in AGREEMENT.__struct_fields__} | {"calendar": calendar})
    fresh = AgreementClock(
        service_order_id=1, level=JeopardySubject.TASK, n=1, agreement_id=1, state=AgreementClockState.RUNNING,
        duration=timedelta(hours=10), calendar=calendar, begun_at=T0, running_since=T0, task_n=1,
    )  # fmt: skip
    clock = follow(None, fresh, agreement, event="TaskReady", state="ready", at=T0, calendars=CALENDARS)
    assert clock is not None
    at, counted = T0, set[datetime]()
    standing, holds = False, set[str]()
    for pause, what in [*moves, (rest, "")]:
        before, at = at, at + pause * STEP
        if not standing and not holds:
            counted |= _open_steps(before, at, calendar)
        if what[:1] == "+":
            holds.add(what[1:])
            clock = cover(clock, agreement, int(what[1:]), at, CALENDARS)
        elif what[:1] == "-":
            holds.discard(what[1:])
            clock = uncover(clock, int(what[1:]), at, CALENDARS)
        elif what:
            state = what if what[0].islower() else None
            event = "TaskStateTold" if state else what
            following = follow(clock, fresh, agreement, event=event, state=state, at=at, calendars=CALENDARS)
            assert following is not None
            clock = following
            standing = standing if state is None else state in ("held", "awaitingInformation")
            counted = set() if what == "TaskTakenBack" else counted
        clock = reckon(clock, LEVELS, CALENDARS, now=at)
        plain = STEP * len(counted)
        assert elapsed_at(clock, at, CALENDARS) == plain
        assert (clock.state is AgreementClockState.PAUSED) == (standing or bool(holds))
        share = plain / clock.duration
        assert clock.jeopardy == (
            "critical" if share >= 1 else "major" if share >= 0.8 else "minor" if share >= 0.5 else None
        )
        if clock.next_at is not None:  # nothing is missed: just before it nothing has changed, then it has
            again = reckon(clock, LEVELS, CALENDARS, now=clock.next_at - timedelta(seconds=1))
            assert again.jeopardy == clock.jeopardy
            assert reckon(clock, LEVELS, CALENDARS, now=clock.next_at).jeopardy != clock.jeopardy
    if end is None:
        return
    ended = follow(clock, fresh, agreement, event="TaskCompleted", state=end, at=at, calendars=CALENDARS)
    assert ended is not None and ended.ended_at == at and ended.elapsed == STEP * len(counted)
    in_time = ended.elapsed <= clock.duration
    assert ended.state is (AgreementClockState.MET if in_time else AgreementClockState.BREACHED)
    assert (ended.breached_at is None) == in_time
