"""Agreements and their clocks on the wire."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from trunkline.agreements.clocks import Calendars, elapsed_at
from trunkline.agreements.model import Agreement, AgreementInForce, AgreementKind, Thing
from trunkline.agreements.queries import ClockView, Outcomes
from trunkline.agreements.state import AgreementClockState
from trunkline.jeopardy.model import JeopardyLevel, JeopardySubject, subject_number
from trunkline.kit.ids import DomainOrderId, FalloutId, PartId, ServiceOrderItemId, TaskId, read_service_order_number

_PARTS: tuple[tuple[JeopardySubject, type[DomainOrderId | FalloutId | ServiceOrderItemId | TaskId]], ...] = (
    (JeopardySubject.ITEM, ServiceOrderItemId),
    (JeopardySubject.DOMAIN_ORDER, DomainOrderId),
    (JeopardySubject.TASK, TaskId),
    (JeopardySubject.FALLOUT, FalloutId),
)


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class AgreementBody(_Wire, frozen=True, kw_only=True):
    """An agreement in force, with how its clocks came out."""

    name: str
    revision: int
    agreement: Agreement
    saved_by: str
    saved_at: datetime
    outcomes: Outcomes


class AgreementsBody(_Wire, frozen=True, kw_only=True):
    """Agreements in force, by name."""

    items: list[AgreementBody]
    verbs: list[str]


class NewAgreements(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Agreements by name; those that are not named stay as they are."""

    agreements: dict[str, Agreement]


class AgreementsChanged(_Wire, frozen=True, kw_only=True):
    """The agreements that have a new revision now."""

    changed: list[str]


class AgreementClockBody(_Wire, frozen=True, kw_only=True):
    """How the time of one agreement stands. Times are working time in `calendar`; without one, around the clock."""

    agreement: str
    kind: AgreementKind
    target: str
    description: str
    level: JeopardySubject
    of: str
    state: AgreementClockState
    jeopardy: JeopardyLevel | None
    begun_at: datetime
    paused_at: datetime | None
    due_at: datetime | None
    breached_at: datetime | None
    ended_at: datetime | None
    duration: timedelta
    elapsed: timedelta
    share: int
    calendar: str | None
    held: bool
    resets: int


class AgreementClocksBody(_Wire, frozen=True, kw_only=True):
    """Clocks: open ones first, the nearest to their end before."""

    items: list[AgreementClockBody]


def render_agreement(each: AgreementInForce, outcomes: dict[str, Outcomes]) -> AgreementBody:
    """An agreement in force."""
    none = Outcomes(running=0, paused=0, late=0, met=0, breached=0, cancelled=0)
    return AgreementBody(
        name=each.name, revision=each.revision, agreement=each.agreement, saved_by=each.saved_by,
        saved_at=each.saved_at, outcomes=outcomes.get(each.name, none),
    )  # fmt: skip


def render_clock(view: ClockView, calendars: Calendars, *, now: datetime) -> AgreementClockBody:
    """A clock as it stands now."""
    found, agreement = view.clock, view.in_force.agreement
    elapsed = elapsed_at(found, now, calendars)
    return AgreementClockBody(
        agreement=view.in_force.name, kind=agreement.kind, target=agreement.target, description=agreement.description,
        of=subject_number(found.level, found.service_order_id, found.n), elapsed=elapsed,
        share=int(100 * elapsed / found.duration), held=bool(found.holds),
        **{name: getattr(found, name) for name in (
            "level", "state", "jeopardy", "begun_at", "paused_at", "due_at", "breached_at", "ended_at", "duration",
            "calendar", "resets")},
    )  # fmt: skip


def thing_of(number: str) -> Thing:
    """What a number is of: level, order, number in it. Raises NotFound when it is no number."""
    prefix = number.strip().upper().partition("-")[0]
    for level, kind in _PARTS:
        if prefix in kind.prefixes:
            part: PartId = kind.read(number)
            return level.value, part.service_order_id, part.n
    return JeopardySubject.SERVICE_ORDER.value, read_service_order_number(number), 0
