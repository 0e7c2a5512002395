"""How the clock of an agreement moves: what follows from each event, and what its time amounts to. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from trunkline.agreements.model import Agreement, OnHold
from trunkline.agreements.state import AGREEMENT_CLOCK_LIFECYCLE, OPEN, AgreementClockState
from trunkline.jeopardy.model import JeopardyLevel, JeopardySubject
from trunkline.kit.calendar import WorkingCalendar

_LIFE = AGREEMENT_CLOCK_LIFECYCLE
_LEVELS = tuple(JeopardyLevel)
Calendars = Mapping[str, WorkingCalendar]


class AgreementClock(msgspec.Struct, frozen=True, kw_only=True):
    """The time of one agreement for one thing.

    `elapsed` is the working time until `running_since`, and all of it while the clock stands. `standing`: the thing is
    in a state in which it stands; `holds`: the open holds that cover it. It runs when there is neither.
    """

    service_order_id: int
    level: JeopardySubject
    n: int
    agreement_id: int
    state: AgreementClockState
    duration: timedelta
    calendar: str | None
    begun_at: datetime
    elapsed: timedelta = timedelta(0)
    running_since: datetime | None = None
    paused_at: datetime | None = None
    due_at: datetime | None = None
    next_at: datetime | None = None
    jeopardy: JeopardyLevel | None = None
    breached_at: datetime | None = None
    ended_at: datetime | None = None
    resets: int = 0
    standing: bool = False
    holds: tuple[int, ...] = ()
    item_ns: tuple[int, ...] = ()
    domain_order_ns: tuple[int, ...] = ()
    task_n: int | None = None

    @property
    def open(self) -> bool:
        """Whether it was neither stopped nor cancelled."""
        return self.state in OPEN

    def covered(self, scope: str, scope_n: int) -> bool:
        """Whether a hold on this part of its order covers what it is about."""
        match scope:
            case "serviceOrder":
                return True
            case "item":
                return scope_n in self.item_ns
            case "domainOrder":
                return scope_n in self.domain_order_ns
        return scope_n == self.task_n


def elapsed_at(clock: AgreementClock, at: datetime, calendars: Calendars) -> timedelta:
    """The working time that has passed until `at`, without that for which it stood."""
    if clock.running_since is None:
        return clock.elapsed
    return clock.elapsed + max(timedelta(0), _between(clock, clock.running_since, at, calendars))


def follow(
    clock: AgreementClock | None,
    fresh: AgreementClock,
    agreement: Agreement,
    *,
    event: str,
    state: str | None,
    at: datetime,
    calendars: Calendars,
) -> AgreementClock | None:
    """The clock after an event about its thing; None: it has not begun. `fresh` is what it begins as.

    A reset begins it anew, also after its end. What stops counts before what pauses; a clock that stands goes on when
    the thing comes into any other state.
    """
    if clock is None:
        if not agreement.occasion("start").is_met(event, state):
            return None
        clock = replace(fresh, begun_at=at, running_since=at, standing=False)
    elif agreement.occasion("reset").is_met(event, state):
        clock = _reset(clock if clock.open else replace(clock, holds=fresh.holds), at)
    if not clock.open:
        return clock
    if agreement.occasion("cancel").is_met(event, state):
        return _end(clock, "cancel", at, calendars)
    if agreement.occasion("stop").is_met(event, state):
        in_time = elapsed_at(clock, at, calendars) <= clock.duration
        return _end(clock, "meet" if in_time else "breach", at, calendars)
    pause = agreement.occasion("pause")
    if pause.is_met(event, state):
        clock = replace(clock, standing=True)
    elif state is not None or agreement.occasion("start").is_met(event, state):
        clock = replace(clock, standing=False)
    return settle(clock, at, calendars)


def cover(clock: AgreementClock, agreement: Agreement, hold: int, at: datetime, calendars: Calendars) -> AgreementClock:
    """The clock once a hold covers its thing."""
    if not clock.open or hold in clock.holds or agreement.on_hold is OnHold.RUN:
        return clock
    return settle(replace(clock, holds=(*clock.holds, hold)), at, calendars)


def uncover(clock: AgreementClock, hold: int, at: datetime, calendars: Calendars) -> AgreementClock:
    """The clock once a hold was released."""
    if not clock.open or hold not in clock.holds:
        return clock
    return settle(replace(clock, holds=tuple(each for each in clock.holds if each != hold)), at, calendars)


def settle(clock: AgreementClock, at: datetime, calendars: Calendars) -> AgreementClock:
    """Lets it run or stand, as what is known of it says."""
    stands = clock.standing or bool(clock.holds)
    if stands and clock.running_since is not None:
        return replace(
            clock, state=_LIFE.after("pause", clock.state), elapsed=elapsed_at(clock, at, calendars),
            breached_at=_breach(clock, at, calendars), running_since=None, paused_at=at,
        )  # fmt: skip
    if not stands and clock.running_since is None:
        return replace(clock, state=_LIFE.after("resume", clock.state), running_since=at, paused_at=None)
    return clock


def reckon(
    clock: AgreementClock, levels: Mapping[JeopardyLevel, int], calendars: Calendars, *, now: datetime
) -> AgreementClock:
    """The clock with when it is due, which warning it has come to, and when the next one comes.

    All of it used up is a breach, and critical. One that stands is due nowhere: when it goes on, that is told anew.
    """
    if not clock.open:
        return clock
    passed = elapsed_at(clock, now, calendars)
    shares = {**levels, JeopardyLevel.CRITICAL: 100}
    marks = [(clock.duration * share / 100, _LEVELS.index(level)) for level, share in shares.items()]
    reached = [place for mark, place in marks if passed >= mark]
    ahead = [mark for mark, _ in marks if passed < mark]
    since = clock.running_since
    breached_at = clock.breached_at
    if since is not None and breached_at is None and passed >= clock.duration:
        breached_at = _after(clock, since, clock.duration - clock.elapsed, calendars)
    due_at = None if since is None else _after(clock, since, clock.duration - clock.elapsed, calendars)
    return replace(
        clock,
        due_at=breached_at or due_at,
        next_at=_after(clock, since, min(ahead) - clock.elapsed, calendars) if since is not None and ahead else None,
        jeopardy=_LEVELS[max(reached)] if reached else None,
        breached_at=breached_at,
    )


def _reset(clock: AgreementClock, at: datetime) -> AgreementClock:
    """It begins anew; what stands goes on standing."""
    stands = clock.standing or bool(clock.holds)
    begun = replace(
        clock, state=_LIFE.after("reset", clock.state), begun_at=at, elapsed=timedelta(0), running_since=at,
        paused_at=None, due_at=None, next_at=None, jeopardy=None, breached_at=None, ended_at=None,
        resets=clock.resets + 1,
    )  # fmt: skip
    if stands:
        return replace(begun, state=_LIFE.after("pause", begun.state), running_since=None, paused_at=at)
    return begun


def _end(clock: AgreementClock, verb: str, at: datetime, calendars: Calendars) -> AgreementClock:
    """It is over; whether it was breached is what its time says, whatever a timer that came too early said."""
    breached_at = _breach(clock, at, calendars) if verb == "breach" else None
    return replace(
        clock, state=_LIFE.after(verb, clock.state), elapsed=elapsed_at(clock, at, calendars), breached_at=breached_at,
        due_at=breached_at or clock.due_at, running_since=None, paused_at=None, next_at=None, ended_at=at, holds=(),
    )  # fmt: skip


def _breach(clock: AgreementClock, at: datetime, calendars: Calendars) -> datetime | None:
    """When its time was used up, if that is before `at`."""
    if clock.running_since is None:
        return clock.breached_at
    if elapsed_at(clock, at, calendars) <= clock.duration:
        return None
    if clock.elapsed > clock.duration:
        return clock.breached_at
    return _after(clock, clock.running_since, clock.duration - clock.elapsed, calendars)


def _between(clock: AgreementClock, start: datetime, end: datetime, calendars: Calendars) -> timedelta:
    calendar = None if clock.calendar is None else calendars.get(clock.calendar)
    return end - start if calendar is None else calendar.between(start, end)


def _after(clock: AgreementClock, start: datetime, length: timedelta, calendars: Calendars) -> datetime:
    calendar = None if clock.calendar is None else calendars.get(clock.calendar)
    if length <= timedelta(0):
        return start
    return start + length if calendar is None else calendar.add(start, length)
