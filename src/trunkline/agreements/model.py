"""Service level agreements: what a thing may take, from which event on, and what stops or resets its clock. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import msgspec

from trunkline.events.model import Event
from trunkline.fallout import events as fallout
from trunkline.fallout.state import FalloutState
from trunkline.jeopardy.model import JeopardyLevel, JeopardySubject
from trunkline.kit.errors import Problem
from trunkline.orchestration import events as orchestration
from trunkline.orchestration.state import STATE_AFTER, DomainOrderState, TaskState
from trunkline.ordering import events as ordering
from trunkline.ordering.state import ServiceOrderState

Thing = tuple[str, int, int]  # level, service order, number in it (0: the order itself)
_LONGEST = timedelta(days=3660)
_NAME = 100


class AgreementKind(StrEnum):
    """With whom a time is agreed."""

    SLA = "sla"  # with the customer
    OLA = "ola"  # between departments


class OnHold(StrEnum):
    """What a hold does to a clock."""

    PAUSE = "pause"
    RUN = "run"


class Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True):
    """As it is written in a file, sent and stored."""


class Occasion(Wire, frozen=True, kw_only=True):
    """What moves a clock: that the thing comes into one of these states, or that one of these events happens to it."""

    states: tuple[str, ...] = ()
    events: tuple[str, ...] = ()

    def is_met(self, event: str, state: str | None) -> bool:
        """Whether this event, after which the thing is in that state (None: as before), is it."""
        return event in self.events or (state is not None and state in self.states)


class Applies(Wire, frozen=True, kw_only=True):
    """What an agreement is for; what is named must be so, what is not may be anything."""

    specifications: tuple[str, ...] = ()  # of the domain order, the item; of an order: of one of its items
    request_types: tuple[str, ...] = ()  # add, modify, delete, suspend, resume: the action
    priorities: tuple[int, ...] = ()  # 1 to 5
    customers: tuple[str, ...] = ()  # ids
    categories: tuple[str, ...] = ()  # of the order
    tasks: tuple[str, ...] = ()  # keys of task specifications, for tasks
    task_kinds: tuple[str, ...] = ()  # manual, automated, milestone, wait, for tasks
    groups: tuple[str, ...] = ()  # assignment groups, for tasks and fallouts
    fallout_types: tuple[str, ...] = ()  # for fallouts


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a thing whose clock may begin; the names are those of `Applies`."""

    specifications: Collection[str] = ()
    request_types: Collection[str] = ()
    priorities: Collection[int] = ()
    customers: Collection[str] = ()
    categories: Collection[str] = ()
    tasks: Collection[str] = ()
    task_kinds: Collection[str] = ()
    groups: Collection[str] = ()
    fallout_types: Collection[str] = ()
    duration: timedelta | None = None  # that of the task
    calendar: str | None = None


class Agreement(Wire, frozen=True, kw_only=True):
    """What is agreed. Of those with one kind and target that are for a thing, the first by `position`, then name, counts.

    Without `duration` a task has its own, in its own calendar: the one value that the plan was reckoned with. `levels`
    says at how many percent of the time there is a warning; when all is used up, it is breached.
    """

    level: JeopardySubject
    kind: AgreementKind = AgreementKind.SLA
    target: str = "resolution"  # what is to be done in time: response, resolution, ...
    description: str = ""
    position: int = 100
    enabled: bool = True
    applies: Applies | None = None  # none: for every thing of its level
    duration: timedelta | None = None
    calendar: str | None = None  # working calendar; none: around the clock
    levels: dict[JeopardyLevel, int] = {}
    start: Occasion | None = None  # none: the usual one of its level, see USUAL
    pause: Occasion | None = None
    stop: Occasion | None = None
    cancel: Occasion | None = None
    reset: Occasion | None = None
    on_hold: OnHold = OnHold.PAUSE
    owner: str | None = None  # person or group told of a warning; none: whose the thing is

    def occasion(self, name: str) -> Occasion:
        """What starts, pauses, stops, cancels or resets its clocks: as written, else as usual."""
        written: Occasion | None = getattr(self, name)
        return USUAL[self.level].get(name, Occasion()) if written is None else written


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One event of the history, as far as clocks care."""

    kind: str
    service_order_id: int
    n: int  # 0: the order itself
    at: datetime
    data: dict[str, Any]


class AgreementInForce(msgspec.Struct, frozen=True, kw_only=True):
    """A revision of an agreement; `replaced_at` when it is for no new clocks any more."""

    id: int
    name: str
    revision: int
    agreement: Agreement
    saved_by: str
    saved_at: datetime
    replaced_at: datetime | None

    def holds_at(self, at: datetime) -> bool:
        """Whether clocks began by it then."""
        return self.saved_at <= at and (self.replaced_at is None or self.replaced_at > at)


_S, _D, _T, _F = ServiceOrderState, DomainOrderState, TaskState, FalloutState
_ORDER: Final = {
    "start": Occasion(states=(_S.ACKNOWLEDGED, _S.IN_PROGRESS)),
    "pause": Occasion(states=(_S.PENDING, _S.HELD, _S.REJECTED, _S.ASSESSING_CANCELLATION, _S.PENDING_CANCELLATION)),
    "stop": Occasion(states=(_S.COMPLETED, _S.PARTIAL, _S.FAILED)),
    "cancel": Occasion(states=(_S.CANCELLED,)),
}
# what starts, pauses, stops and cancels clocks when an agreement does not say
USUAL: Final[Mapping[JeopardySubject, Mapping[str, Occasion]]] = {
    JeopardySubject.SERVICE_ORDER: _ORDER,
    JeopardySubject.ITEM: _ORDER,
    JeopardySubject.DOMAIN_ORDER: {
        "start": Occasion(states=(_D.IN_PROGRESS,)),
        "pause": Occasion(states=(_D.PENDING, _D.HELD, _D.PENDING_CANCELLATION)),
        "stop": Occasion(states=(_D.COMPLETED, _D.FAILED)),
        "cancel": Occasion(states=(_D.CANCELLED,)),
    },
    JeopardySubject.TASK: {
        "start": Occasion(states=(_T.READY, _T.IN_PROGRESS)),
        "pause": Occasion(states=(_T.HELD, _T.AWAITING_INFORMATION, _T.WAITING)),
        "stop": Occasion(states=(_T.COMPLETED, _T.FAILED)),
        "cancel": Occasion(states=(_T.SKIPPED, _T.CANCELLED)),
    },
    JeopardySubject.FALLOUT: {
        "start": Occasion(states=(_F.OPEN, _F.IN_PROGRESS)),
        "pause": Occasion(states=(_F.AWAITING_INFORMATION, _F.RESOLVING)),
        "stop": Occasion(states=(_F.RESOLVED, _F.CLOSED)),
        "cancel": Occasion(states=(_F.CANCELLED,)),
    },
}
_STATES: Final[Mapping[JeopardySubject, type[StrEnum]]] = {
    JeopardySubject.SERVICE_ORDER: ServiceOrderState,
    JeopardySubject.ITEM: ServiceOrderState,
    JeopardySubject.DOMAIN_ORDER: DomainOrderState,
    JeopardySubject.TASK: TaskState,
    JeopardySubject.FALLOUT: FalloutState,
}
_ABOUT: Final = {
    "serviceOrder": JeopardySubject.SERVICE_ORDER,
    "serviceOrderItem": JeopardySubject.ITEM,
    "domainOrder": JeopardySubject.DOMAIN_ORDER,
    "task": JeopardySubject.TASK,
    "fallout": JeopardySubject.FALLOUT,
}
# event -> what it happens to; events of other things move no clock
SUBJECT_OF: Final[Mapping[str, JeopardySubject]] = {
    found.__name__: _ABOUT[found.about]
    for module in (ordering, orchestration, fallout)
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, Event) and found.about in _ABOUT
    if not found.__name__.startswith("_") and found is not Event
}
HOLD_EVENTS: Final = ("HoldPlaced", "HoldReleased")
PLAN_EVENTS: Final = ("PlanMade", "PlanExtended")  # domain orders may be in progress from their making on
_ENDS: Final = {
    **{kind: str(state) for kind, state in STATE_AFTER.items()},
    "ServiceOrderSubmitted": _S.ACKNOWLEDGED,
    "FalloutRaised": _F.OPEN,
    "FalloutRemedied": _F.RESOLVING,
    "FalloutFailedAgain": _F.OPEN,
    "FalloutResolved": _F.RESOLVED,
    "FalloutClosed": _F.CLOSED,
    "FalloutCancelled": _F.CANCELLED,
}
_TELLS_STATE: Final = frozenset(
    {"ServiceOrderStateChanged", "ServiceOrderItemStateChanged", "DomainOrderStateChanged", "FalloutStateChanged"}
)


def state_after(event: str, data: Mapping[str, Any]) -> str | None:
    """The state that the thing is in after an event about it; None when the event leaves it as it was."""
    if event in _TELLS_STATE:
        return str(data["after"])
    if event == "FalloutAssigned":  # somebody is on it, or nobody any more
        return _F.IN_PROGRESS if data.get("assignee_after") else _F.OPEN
    found = _ENDS.get(event)
    return None if found is None else str(found)


def events_read(agreements: Iterable[Agreement]) -> set[str]:
    """The events that can move clocks of these agreements: those that change states, and those that they name."""
    wanted: set[str] = set()
    for agreement in agreements:
        level = agreement.level
        named = [agreement.occasion(name) for name in ("start", "pause", "stop", "cancel", "reset")]
        wanted |= {event for occasion in named for event in occasion.events}
        changing = _TELLS_STATE | {"FalloutAssigned"} | set(_ENDS)
        wanted |= {event for event in changing if SUBJECT_OF.get(event) is level}
        wanted |= set(PLAN_EVENTS) if level is JeopardySubject.DOMAIN_ORDER else set()
    return wanted | set(HOLD_EVENTS) if wanted else set()


def is_for(agreement: Agreement, facts: Facts) -> bool:
    """Whether the agreement is for a thing of which this is known, and has a length for it."""
    if not (agreement.duration or facts.duration):
        return False
    named = {} if agreement.applies is None else msgspec.structs.asdict(agreement.applies)
    return all(not wanted or not set(wanted).isdisjoint(getattr(facts, name)) for name, wanted in named.items())


def deciding(agreements: Iterable[AgreementInForce], facts: Facts) -> list[AgreementInForce]:
    """Of each kind and target the agreement that counts for the thing: the first by position, then by name."""
    first: dict[tuple[str, str], AgreementInForce] = {}
    for each in sorted(agreements, key=lambda a: (a.agreement.position, a.name)):
        if each.agreement.enabled and is_for(each.agreement, facts):
            first.setdefault((each.agreement.kind, each.agreement.target), each)
    return list(first.values())


def length_of(agreement: Agreement, facts: Facts) -> tuple[timedelta, str | None]:
    """How long it may take, and in which calendar: as agreed, else the duration of the task itself (JEO-01)."""
    if agreement.duration:
        return agreement.duration, agreement.calendar
    return facts.duration or timedelta(0), agreement.calendar or facts.calendar


def faults(name: str, agreement: Agreement, calendars: Collection[str]) -> list[Problem]:
    """Everything that is wrong with an agreement: names of states and events that are none, lengths, levels."""
    problems: list[Problem] = []

    def problem(field: str, what: str, action: str) -> None:
        problems.append(Problem(item=name[:_NAME], field=field, what=what, action=action))

    if not name.strip() or len(name) > _NAME or "\0" in name:
        problem("name", "it is empty or long", f"give 1 to {_NAME} characters")
    if agreement.duration is None and agreement.level is not JeopardySubject.TASK:
        problem(
            "duration", "only a task has a duration of its own", "say how long it may take, for example PT8H or P2D"
        )
    if agreement.duration is not None and not timedelta(0) < agreement.duration <= _LONGEST:
        problem("duration", "it is no time that can pass", "give more than nothing and at most ten years")
    if agreement.calendar is not None and agreement.calendar not in calendars:
        problem("calendar", f"there is no working calendar '{agreement.calendar}'", "make it, or choose another one")
    if not agreement.target.strip() or len(agreement.target) > _NAME:
        problem("target", "it is empty or long", "say what is to be done in time, for example response or resolution")
    shares = [agreement.levels[level] for level in JeopardyLevel if level in agreement.levels]
    if shares != sorted(set(shares)) or not all(1 <= share <= 99 for share in shares):
        problem("levels", "shares do not grow with their levels", "give 1 to 99 percent, growing")
    if JeopardyLevel.CRITICAL in agreement.levels:
        problem("levels.critical", "a breach is critical by itself", "give shares for minor and major only")
    if not all(1 <= priority <= 5 for priority in (agreement.applies or Applies()).priorities):
        problem("applies.priorities", "a priority is 1 to 5", "name priorities from 1, the most urgent, to 5")
    known = {state.value for state in _STATES[agreement.level]}
    for field in ("start", "pause", "stop", "cancel", "reset"):
        occasion = agreement.occasion(field)
        for state in sorted(set(occasion.states) - known):
            problem(f"{field}.states", f"'{state}' is no state of it", f"choose of {', '.join(sorted(known))}")
        for event in occasion.events:
            if SUBJECT_OF.get(event) is not agreement.level:
                about = sorted(kind for kind, level in SUBJECT_OF.items() if level is agreement.level)
                problem(f"{field}.events", f"'{event}' is nothing that happens to it", f"choose of {', '.join(about)}")
        if field in ("start", "stop") and not (occasion.states or occasion.events):
            problem(
                field, f"nothing {field}s its clocks", "name a state or an event, or leave it out for the usual ones"
            )
    return problems
