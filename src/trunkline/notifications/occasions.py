"""Which events can be told, and what of them matters. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from trunkline.events.model import HistoryEntry
from trunkline.jeopardy.model import JeopardyLevel, subject_number
from trunkline.kit.ids import (
    EnrichmentTaskId,
    FalloutId,
    HoldId,
    JeopardyAlertId,
    ServiceOrderId,
    TaskId,
    service_order_number,
)
from trunkline.notifications.model import NotificationKind, Occasion

_K = NotificationKind
_LEVELS = list(JeopardyLevel)


def _order(entry: HistoryEntry, kind: NotificationKind, what: str) -> Occasion:
    number = service_order_number(entry.service_order_id or 0)
    return Occasion(kind=kind, entry=entry, number=number, path=f"/orders/{number}", what=what)


def _submitted(entry: HistoryEntry) -> Occasion | None:
    return _order(entry, _K.APPROVAL_NEEDED, "waits for approval")


def _rejected(entry: HistoryEntry) -> Occasion | None:
    note = entry.data.get("note")
    return _order(
        entry, _K.ORDER_REJECTED, f"was rejected: {entry.data.get('reason_code')}{f' ({note})' if note else ''}"
    )


def _ended(entry: HistoryEntry) -> Occasion | None:
    match entry.data.get("after"):
        case "completed":
            return _order(entry, _K.ORDER_COMPLETED, "is completed")
        case "failed":
            return _order(entry, _K.ORDER_FAILED, "has failed")
        case "partial":
            return _order(entry, _K.ORDER_FAILED, "ended in part: some of it was completed, some was not")
    return None


def _fallout(entry: HistoryEntry, kind: NotificationKind, what: str, **more: Any) -> Occasion:
    number = FalloutId(ServiceOrderId(entry.service_order_id or 0), entry.n or 0).number
    return Occasion(kind=kind, entry=entry, number=number, path=f"/fallouts/{number}", what=what, **more)


def _fallout_raised(entry: HistoryEntry) -> Occasion | None:
    data: Mapping[str, Any] = entry.data
    return _fallout(
        entry, _K.FALLOUT_RAISED, f"was raised ({data['fallout_type']}): {data['message']}",
        group=data.get("assignment_group"), priority=data.get("priority"), fallout_type=data["fallout_type"],
        task_n=data.get("task_n"),
    )  # fmt: skip


def _fallout_assigned(entry: HistoryEntry) -> Occasion | None:
    data: Mapping[str, Any] = entry.data
    group, person = data.get("group_after"), data.get("assignee_after")
    if data.get("group_before") and group and group != data["group_before"]:
        what = f"was handed on from {data['group_before']} to {group}"
        return _fallout(entry, _K.FALLOUT_ESCALATED, what, group=group, assignee=person)
    if person and person != data.get("assignee_before"):
        return _fallout(entry, _K.FALLOUT_ASSIGNED, f"was assigned to {person}", group=group, assignee=person)
    return None


def _fallout_escalated(entry: HistoryEntry) -> Occasion | None:
    data: Mapping[str, Any] = entry.data
    before = data.get("assignee_before") or data.get("group_before") or "nobody"
    what = f"stayed open and went from {before} to {data['group_after']}"
    return _fallout(entry, _K.FALLOUT_ESCALATED, what, group=data["group_after"])


def _fallout_mentioned(entry: HistoryEntry) -> Occasion | None:
    data: Mapping[str, Any] = entry.data
    if data["user"] == entry.by:  # nobody is told of their own words
        return None
    return _fallout(
        entry, _K.FALLOUT_MENTIONED, f"names {data['user']} in a note: {data['text']}", assignee=data["user"]
    )


def _jeopardy(entry: HistoryEntry) -> Occasion | None:
    data: Mapping[str, Any] = entry.data
    before, after = data.get("before"), data.get("after")
    if after is None or (before is not None and _LEVELS.index(before) >= _LEVELS.index(after)):
        return None
    order = ServiceOrderId(entry.service_order_id or 0)
    task_n = data["subject_n"] if data["subject"] == "task" else None
    subject = subject_number(data["subject"], order, data["subject_n"])
    pages = {"task": "tasks", "fallout": "fallouts"}
    path = (
        f"/{pages[data['subject']]}/{subject}" if data["subject"] in pages else f"/orders/{service_order_number(order)}"
    )
    return Occasion(
        kind=_K.JEOPARDY, entry=entry, number=JeopardyAlertId(order, entry.n or 0).number, path=path,
        what=f"{subject} is in {after} jeopardy: {data['message']}", level=JeopardyLevel(after), task_n=task_n,
    )  # fmt: skip


def _hold_escalated(entry: HistoryEntry) -> Occasion | None:
    data: Mapping[str, Any] = entry.data
    order = ServiceOrderId(entry.service_order_id or 0)
    return Occasion(
        kind=_K.HOLD_ESCALATED, entry=entry, number=HoldId(order, entry.n or 0).number,
        path=f"/orders/{service_order_number(order)}", group=data["owner"],
        what=f"on {data['subject']} ({data['reason_code']}: {data['note']}) is past its expiry; {data['owner']} decides",
    )  # fmt: skip


def _task_assigned(entry: HistoryEntry) -> Occasion | None:
    return _assigned(entry, TaskId(ServiceOrderId(entry.service_order_id or 0), entry.n or 0).number, "/tasks")


def _enrichment_assigned(entry: HistoryEntry) -> Occasion | None:
    number = EnrichmentTaskId(ServiceOrderId(entry.service_order_id or 0), entry.n or 0).number
    return _assigned(entry, number, "/enrichment")


def _assigned(entry: HistoryEntry, number: str, pages: str) -> Occasion | None:
    data: Mapping[str, Any] = entry.data
    person = data.get("assignee_after")
    if not person or person == data.get("assignee_before"):
        return None
    return Occasion(
        kind=_K.TASK_ASSIGNED, entry=entry, number=number, path=f"{pages}/{number}", what=f"was assigned to {person}",
        assignee=person, group=data.get("group_after"), task_n=entry.n if pages == "/tasks" else None,
    )  # fmt: skip


# event -> what it may be an occasion for; these are the only events that are read
READERS: Final[Mapping[str, Callable[[HistoryEntry], Occasion | None]]] = {
    "ServiceOrderSubmitted": _submitted,
    "EnrichmentFinished": _submitted,
    "ServiceOrderRejected": _rejected,
    "ServiceOrderStateChanged": _ended,
    "FalloutRaised": _fallout_raised,
    "FalloutAssigned": _fallout_assigned,
    "FalloutEscalated": _fallout_escalated,
    "FalloutMentioned": _fallout_mentioned,
    "JeopardyLevelChanged": _jeopardy,
    "TaskAssigned": _task_assigned,
    "HoldEscalated": _hold_escalated,
    "EnrichmentTaskAssigned": _enrichment_assigned,
}


def read_occasion(entry: HistoryEntry) -> Occasion | None:
    """What the event can be told as, or None."""
    reader = READERS.get(entry.kind)
    return None if reader is None else reader(entry)
