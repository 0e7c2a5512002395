"""Fallouts on the wire of the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.access.offers import Forbidden
from trunkline.fallout.causes import OTHER, SPOKEN, message_of_cause, told
from trunkline.fallout.describing import faults_of
from trunkline.fallout.effect_queries import DateEffect
from trunkline.fallout.model import Fallout, FalloutType
from trunkline.fallout.queries import FalloutHistoryEntry, FalloutNote, FalloutView
from trunkline.fallout.remedy_store import AppliedRemedy
from trunkline.fallout.state import Outcome, Resolution
from trunkline.kit.ids import domain_order_number, service_order_number
from trunkline.orchestration.taking_back import AfterUndo


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class FalloutBody(_Wire, frozen=True, kw_only=True):
    """A fallout as the workspace shows it, with the way to its task, domain order and item."""

    number: str
    service_order: str
    item: str
    item_id: str
    domain_order: str
    domain_order_name: str
    task: str
    task_name: str
    task_kind: str
    task_state: str
    customer_name: str | None
    fallout_type: str
    fallout_type_name: str
    category: str | None
    category_name: str | None
    category_parent_name: str | None
    state: str
    cause: str
    message: str
    signature: str
    priority: int
    assignment_group: str | None
    assignee: str | None
    raised_by: str
    raised_at: datetime
    resolution: str | None
    resolution_code: str | None
    resolution_note: str | None
    resolved_by: str | None
    resolved_at: datetime | None
    closed_at: datetime | None
    others_open: int
    failed_again: int
    outcome: str | None


class FalloutsBody(_Wire, frozen=True, kw_only=True):
    """A page of fallouts; `total` is exact up to 10,000."""

    items: list[FalloutBody]
    total: int
    next: str | None


class FalloutNoteBody(_Wire, frozen=True, kw_only=True):
    """A note on a fallout; one that was taken back has no text any more, see its versions."""

    id: int
    author: str
    at: datetime
    customer_visible: bool
    text: str
    edited_at: datetime | None
    withdrawn_at: datetime | None


class FalloutHistoryBody(_Wire, frozen=True, kw_only=True):
    """One thing that happened to a fallout."""

    kind: str
    by: str
    at: datetime
    data: dict[str, object]


class RemedyBody(_Wire, frozen=True, kw_only=True):
    """A remedy that can be chosen now, and what it needs."""

    resolution: Resolution
    name: str
    effect: str
    takes_values: bool
    needs_values: bool
    needs_note: bool


class AppliedRemedyBody(_Wire, frozen=True, kw_only=True):
    """A remedy that was applied, for which failure, and how it came out."""

    attempt: int
    resolution: str
    resolution_code: str | None
    note: str | None
    applied_by: str
    applied_at: datetime
    outcome: Outcome
    ended_at: datetime | None
    signature: str


class FaultBody(_Wire, frozen=True, kw_only=True):
    """One thing that is wrong, as who refused names it."""

    item: str | None
    field: str | None
    what: str | None


class DateEffectBody(_Wire, frozen=True, kw_only=True):
    """How far the end of one level moves, in days; negative is before the date."""

    level: str
    planned: datetime | None
    forecast: datetime | None
    promised: datetime | None
    days_later: float | None
    days_late: float | None


class FalloutMessage(_Wire, frozen=True, kw_only=True):
    """What the fallout says (NEW-23): to the agent, and apart from that to the engineer; whose it is, what to do next.

    `owner` is a role or a rule; `owner_name` is the person or group that it comes to now.
    """

    agent: str
    engineer: str
    reason: str | None  # in the words of who refused or reported it, when these are for the agent too
    action: str
    cause_class: str
    owner: str
    owner_name: str | None
    faults: list[FaultBody]
    effects: list[DateEffectBody]


class FalloutDetail(_Wire, frozen=True, kw_only=True):
    """A fallout with all that is known of it, and what the caller may do about it now."""

    fallout: FalloutBody
    told: FalloutMessage
    exchange: dict[str, object] | None
    notes: list[FalloutNoteBody]
    history: list[FalloutHistoryBody]
    verbs: list[str]
    forbidden: list[Forbidden]
    remedies: list[RemedyBody]
    applied: list[AppliedRemedyBody]


class FalloutTypeBody(_Wire, frozen=True, kw_only=True):
    """A kind of failure."""

    id: str
    name: str
    description: str = ""
    category: str | None = None  # where fallouts of the type are filed when their cause says nothing better


class FalloutTypesBody(_Wire, frozen=True, kw_only=True):
    """All fallout types."""

    items: list[FalloutTypeBody]
    total: int


class NewFallout(_Wire, frozen=True, kw_only=True):
    """A fallout that a person raises on a task. `cause`: an error class when one is known."""

    fallout_type: str
    message: str
    cause: str = ""


class FalloutAssignment(_Wire, frozen=True, kw_only=True):
    """What is absent stays as it is, the empty string clears it."""

    assignment_group: str | None = None
    assignee: str | None = None


class NewNote(_Wire, frozen=True, kw_only=True):
    """What somebody writes on a fallout."""

    text: str
    customer_visible: bool = False


class InformationAsked(_Wire, frozen=True, kw_only=True):
    """What the fallout waits for an answer to."""

    question: str


class InformationGiven(_Wire, frozen=True, kw_only=True):
    """The answer, when there is one to write down."""

    answer: str | None = None


class ChosenRemedy(_Wire, frozen=True, kw_only=True):
    """The remedy, with what it needs: values by characteristic name, a note."""

    resolution: Resolution
    values: dict[str, object] = {}
    resolution_code: str | None = None
    note: str | None = None
    roll_back_to: str | None = None  # of `rollBack`: the first task that is undone; without it, the failed one alone
    afterwards: AfterUndo = AfterUndo.AGAIN  # of `rollBack`: whether the work is done again, or the branch ends
    route: str | None = None  # of `reroute`: the way that it goes, by its name


class Closing(_Wire, frozen=True, kw_only=True):
    """The resolution code, needed unless it was given when the fallout was resolved; the subcategory, needed unless it
    has one."""

    resolution_code: str | None = None
    category: str | None = None


class Reason(_Wire, frozen=True, kw_only=True):
    """Why."""

    reason: str


def render_fallout(view: FalloutView) -> FalloutBody:
    """A fallout on the wire."""
    fallout: Fallout = view.fallout
    return FalloutBody(
        number=fallout.number,
        service_order=service_order_number(fallout.id.service_order_id),
        item=fallout.item_id.number,
        item_id=view.item_name,
        domain_order=domain_order_number(fallout.domain_order_id, resource=view.domain_order_kind == "resource"),
        task=fallout.task_id.number,
        fallout_type_name=view.type_name,
        **{name: getattr(view, name) for name in (
            "category_name", "category_parent_name", "domain_order_name", "task_name", "task_kind", "task_state",
            "customer_name", "others_open")},
        **{name: getattr(fallout, name) for name in (
            "fallout_type", "category", "state", "cause", "message", "signature", "priority", "assignment_group", "assignee",
            "raised_by", "raised_at", "resolution", "resolution_code", "resolution_note", "resolved_by",
            "resolved_at", "closed_at", "failed_again", "outcome")},
    )  # fmt: skip


def render_told(fallout: Fallout, effects: Sequence[DateEffect]) -> FalloutMessage:
    """What a fallout says on the wire, with its effect on dates."""
    message = message_of_cause(fallout.cause)
    system = (fallout.exchange or {}).get("system")
    who = system if isinstance(system, str) else None
    return FalloutMessage(
        agent=told(message.agent, who),
        engineer=message.engineer,
        reason=fallout.message if fallout.cause in SPOKEN or message is OTHER else None,
        action=told(message.action, who),
        cause_class=message.cause_class,
        owner=message.owner,
        owner_name=fallout.assignee or fallout.assignment_group,
        faults=[
            FaultBody(item=fault.item, field=fault.field, what=fault.what)
            for fault in faults_of(fallout.cause, fallout.message, fallout.exchange)
        ],
        effects=[
            DateEffectBody(
                level=each.level, planned=each.planned, forecast=each.forecast, promised=each.promised,
                days_later=_days(each.later_by), days_late=_days(each.late_by),
            )
            for each in effects
        ],
    )  # fmt: skip


def _days(span: timedelta | None) -> float | None:
    return None if span is None else round(span / timedelta(days=1), 1)


def render_note(note: FalloutNote) -> FalloutNoteBody:
    """A note on the wire."""
    return FalloutNoteBody(**msgspec.structs.asdict(note))


def render_history(entry: FalloutHistoryEntry) -> FalloutHistoryBody:
    """A history entry on the wire."""
    return FalloutHistoryBody(**msgspec.structs.asdict(entry))


def render_applied(applied: AppliedRemedy) -> AppliedRemedyBody:
    """A remedy that was applied on the wire."""
    return AppliedRemedyBody(**msgspec.structs.asdict(applied))


def render_type(fallout_type: FalloutType) -> FalloutTypeBody:
    """A fallout type on the wire."""
    return FalloutTypeBody(**msgspec.structs.asdict(fallout_type))
