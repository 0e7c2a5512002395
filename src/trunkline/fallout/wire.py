"""Fallouts on the wire of the workspace."""

from __future__ import annotations

from datetime import datetime

import msgspec

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
    """A note on a fallout."""

    author: str
    at: datetime
    customer_visible: bool
    text: str


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


class FalloutDetail(_Wire, frozen=True, kw_only=True):
    """A fallout with all that is known of it, and what the caller may do about it now."""

    fallout: FalloutBody
    exchange: dict[str, object] | None
    notes: list[FalloutNoteBody]
    history: list[FalloutHistoryBody]
    verbs: list[str]
    remedies: list[RemedyBody]
    applied: list[AppliedRemedyBody]


class FalloutTypeBody(_Wire, frozen=True, kw_only=True):
    """A kind of failure."""

    id: str
    name: str
    description: str = ""


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
    """The resolution code; needed unless it was given when the fallout was resolved."""

    resolution_code: str | None = None


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
            "domain_order_name", "task_name", "task_kind", "task_state", "customer_name", "others_open")},
        **{name: getattr(fallout, name) for name in (
            "fallout_type", "state", "cause", "message", "signature", "priority", "assignment_group", "assignee",
            "raised_by", "raised_at", "resolution", "resolution_code", "resolution_note", "resolved_by",
            "resolved_at", "closed_at", "failed_again", "outcome")},
    )  # fmt: skip


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
