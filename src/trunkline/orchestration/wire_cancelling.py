"""On the wire: what cancelling an order would do, requests to cancel, and these as TMF641 v4.1 has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId, read_service_order_number, service_order_number
from trunkline.orchestration.cancelling import CancellationPlan
from trunkline.orchestration.model import Task
from trunkline.orchestration.state import TaskKind
from trunkline.ordering.cancellation import Cancellation
from trunkline.ordering.errors import PayloadInvalid
from trunkline.ordering.state import CancellationState

_LISTED = 200  # tasks of a kind that a preview names; the counts are of all


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class CancellationRequestBody(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why, and which top-level items by their number within the order; none: all that have not ended."""

    reason: str
    items: list[int] | None = None


class CancellationDecisionBody(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Granted or declined, with a note (needed to decline); `items` grants less than was asked for."""

    granted: bool
    note: str | None = None
    items: list[int] | None = None


class CancellationBody(_Wire, frozen=True, kw_only=True):
    """A request to cancel an order or some of its items."""

    number: str
    service_order: str
    state: CancellationState
    items: list[int]
    reason: str
    requested_by: str
    requested_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    note: str | None
    ended_at: datetime | None
    verbs: list[str]


class CancellationsBody(_Wire, frozen=True, kw_only=True):
    """The requests of an order, the newest first."""

    items: list[CancellationBody]


class CancelledTask(_Wire, frozen=True, kw_only=True):
    """A task that goes."""

    number: str
    name: str
    state: str
    assignee: str | None


class CancelledUndo(_Wire, frozen=True, kw_only=True):
    """A task that was done and is undone; a lower `place` comes first. Without `undo` there is nothing to do for it."""

    number: str
    name: str
    place: int
    undo: str | None
    by_hand: bool
    note: str | None


class CancellationObstacle(_Wire, frozen=True, kw_only=True):
    """Something that stands against it, and what can be done about that."""

    item: str | None
    what: str
    action: str | None


class ItemToCancelBody(_Wire, frozen=True, kw_only=True):
    """A top-level item, and what stands against cancelling it."""

    n: int
    item_id: str
    state: str
    obstacles: list[CancellationObstacle]


class CancellationPreview(_Wire, frozen=True, kw_only=True):
    """What cancelling would do now; with `possible` false it would be refused. Tasks are named up to 200 of a kind."""

    possible: bool
    unbegun: bool
    items: list[ItemToCancelBody]
    withdrawn_total: int
    withdrawn: list[CancelledTask]
    called_off: list[CancelledTask]
    taken_away: list[CancelledTask]
    undone_total: int
    undone: list[CancelledUndo]


def render_cancellation(request: Cancellation, actor: Actor) -> CancellationBody:
    """A request as the workspace gets it, with what this actor may do with it."""
    decidable = request.state is CancellationState.ACCEPTED and actor.may(Permission.ORDER_APPROVE)
    return CancellationBody(
        number=request.number, service_order=service_order_number(request.service_order_id), state=request.state,
        items=list(request.items), reason=request.reason, requested_by=request.requested_by,
        requested_at=request.requested_at, decided_by=request.decided_by, decided_at=request.decided_at,
        note=request.note, ended_at=request.ended_at, verbs=["grant", "decline"] if decidable else [],
    )  # fmt: skip


def _obstacles(problems: Sequence[Problem]) -> list[CancellationObstacle]:
    return [CancellationObstacle(item=p.item, what=p.what, action=p.action) for p in problems]


def _tasks(tasks: Sequence[Task]) -> list[CancelledTask]:
    return [
        CancelledTask(number=t.id.number, name=t.name, state=t.state.value, assignee=t.assignee)
        for t in tasks[:_LISTED]
    ]


def render_preview(plan: CancellationPlan) -> CancellationPreview:
    """The preview as the workspace gets it."""
    steps = plan.undoing.steps
    return CancellationPreview(
        possible=not plan.obstacles, unbegun=plan.unbegun,
        items=[ItemToCancelBody(n=i.n, item_id=i.item_id, state=i.state.value, obstacles=_obstacles(i.obstacles))
               for i in plan.items],
        withdrawn_total=len(plan.withdrawn), withdrawn=_tasks(plan.withdrawn), called_off=_tasks(plan.called_off),
        taken_away=_tasks(plan.taken_away), undone_total=len(steps),
        undone=[
            CancelledUndo(number=s.task.id.number, name=s.task.name, place=s.place,
                          undo=None if s.undo is None else s.undo.name,
                          by_hand=s.undo is not None and s.undo.kind is TaskKind.MANUAL, note=s.note)
            for s in steps[:_LISTED]
        ],
    )  # fmt: skip


def read_cancel_service_order(document: dict[str, Any]) -> tuple[ServiceOrderId, str, datetime | None]:
    """Order, reason and wished date of a TMF641 `CancelServiceOrder_Create`; raises PayloadInvalid with every fault."""
    problems = []
    reference = document.get("serviceOrder")
    named = reference.get("id") if isinstance(reference, dict) else None
    if not isinstance(named, str):
        problems.append(Problem(field="serviceOrder.id", what="it is missing", action="name the order to cancel"))
    reason = document.get("cancellationReason", "")
    if not isinstance(reason, str) or not reason.strip():
        problems.append(Problem(field="cancellationReason", what="it is missing", action="say why"))
    wanted: datetime | None = None
    if (given := document.get("requestedCancellationDate")) is not None:
        try:
            wanted = msgspec.convert(given, datetime)
        except msgspec.ValidationError:
            wanted = None
        if wanted is None or wanted.tzinfo is None:
            problems.append(Problem(field="requestedCancellationDate", what="it is no instant",
                                    action="write it as 2026-11-23T08:00:00Z"))  # fmt: skip
    if problems:
        raise PayloadInvalid("this is no request to cancel an order", problems=problems)
    return read_service_order_number(str(named)), reason, wanted
