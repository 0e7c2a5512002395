"""The TMF641 hub: which event of the history is told as which notification, and to which subscriptions. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import parse_qsl

import msgspec

from trunkline.events.model import HistoryEntry
from trunkline.jeopardy.model import subject_number
from trunkline.kit.errors import Problem
from trunkline.kit.ids import JeopardyAlertId, MilestoneId, ServiceOrderId, service_order_number
from trunkline.ordering.alert_queries import OrderAlert
from trunkline.ordering.tmf_parts import href_of, item_reference, render_alert

NORMAL: Final = "normal"  # the jeopardy type of what is in jeopardy no more
LONGEST_QUERY: Final = 1_000
_MILESTONES: Final = {"MilestoneReached": "reached", "MilestoneReopened": "open", "MilestoneMissed": "missed"}
# event of the history -> TMF641 v4.1 event
EVENT_TYPES: Final[Mapping[str, str]] = {
    "ServiceOrderSubmitted": "ServiceOrderCreateEvent",
    "ServiceOrderStateChanged": "ServiceOrderStateChangeEvent",
    "ServiceOrderChanged": "ServiceOrderAttributeValueChangeEvent",
    "ServiceOrderDeleted": "ServiceOrderDeleteEvent",
    "JeopardyLevelChanged": "ServiceOrderJeopardyEvent",
    **dict.fromkeys(_MILESTONES, "ServiceOrderMilestoneEvent"),
    "HoldPlaced": "ServiceOrderInformationRequiredEvent",  # when that is what it waits for
    "CancellationRequested": "CancelServiceOrderCreateEvent",
    "CancellationDecided": "CancelServiceOrderStateChangeEvent",
    "CancellationEnded": "CancelServiceOrderStateChangeEvent",
}
_TITLES: Final = {
    "ServiceOrderCreateEvent": "Service order submitted",
    "ServiceOrderStateChangeEvent": "State of a service order changed",
    "ServiceOrderAttributeValueChangeEvent": "Service order changed",
    "ServiceOrderDeleteEvent": "Service order deleted",
    "ServiceOrderJeopardyEvent": "Service order in jeopardy",
    "ServiceOrderMilestoneEvent": "Milestone of a service order",
    "ServiceOrderInformationRequiredEvent": "Service order waits for information",
    "CancelServiceOrderCreateEvent": "Cancellation of a service order asked for",
    "CancelServiceOrderStateChangeEvent": "State of a request to cancel changed",
}
_CANCELLING: Final = ("CancelServiceOrderCreateEvent", "CancelServiceOrderStateChangeEvent")
_TOLD_LATER: Final = ("completionMessage", "effectiveCancellationDate", "errorMessage")
# what a subscription can ask for: the name in its query, and where that is in the notification
_ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "eventType": ("eventType",),
    **{
        f"event.serviceOrder.{name}": ("event", "serviceOrder", name)
        for name in ("id", "externalId", "state", "category", "priority")
    },
    **{f"event.cancelServiceOrder.{name}": ("event", "cancelServiceOrder", name) for name in ("id", "state")},
    "event.cancelServiceOrder.serviceOrder.id": ("event", "cancelServiceOrder", "serviceOrder", "id"),
}


class HubSubscription(msgspec.Struct, frozen=True, kw_only=True):
    """An address that is told of events, those that its query lets through."""

    id: int
    callback: str
    query: str
    created_by: str
    created_at: datetime

    def wants(self, notification: Mapping[str, Any]) -> bool:
        """Whether its query lets the notification through: every name must have one of the values given for it."""
        return all(
            str(_at(notification, _ASKED[name])) in values for name, values in read_query(self.query).items()
        )  # fmt: skip


def read_query(query: str) -> dict[str, set[str]]:
    """Names with the values that are let through: `eventType=A,B&event.serviceOrder.state=completed`."""
    found: dict[str, set[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        found.setdefault(name, set()).update(each.strip() for each in value.split(","))
    return found


def query_problems(query: str) -> list[Problem]:
    """What is wrong with the query of a subscription; a name or type that is none would never let anything through."""
    if len(query) > LONGEST_QUERY or "\0" in query:
        return [Problem(field="query", what="it is too long", action=f"give at most {LONGEST_QUERY} characters")]
    try:
        asked = read_query(query)
    except ValueError:
        return [Problem(field="query", what="it is no query", action="write name=value&name=value")]
    if query.strip() and not asked:
        return [Problem(field="query", what="it is no query", action="write name=value&name=value")]
    problems = [
        Problem(field="query", what=f"'{name[:60]}' cannot be asked for", action=f"use one of: {', '.join(_ASKED)}")
        for name in asked
        if name not in _ASKED
    ]
    types = set(EVENT_TYPES.values())
    return problems + [
        Problem(
            field="query", what=f"'{value[:60]}' is no event of this API", action="use: " + ", ".join(sorted(types))
        )
        for value in sorted(asked.get("eventType", set()) - types)
    ]


def is_told(entry: HistoryEntry) -> bool:
    """Whether subscribers hear of it: of holds only those that wait for information."""
    return entry.kind != "HoldPlaced" or entry.data["reason_code"] == "awaitingInformation"


def notification(
    entry: HistoryEntry,
    order: Mapping[str, Any],
    milestones: Mapping[int, Mapping[str, Any]],
    request: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The TMF641 v4.1 notification of an event; its service order has what identifies it, and what changed.

    `order` has what is known of the order, `milestones` those of it, rendered, by number; `request` the request to
    cancel that it is about, rendered.
    """
    order_id = ServiceOrderId(entry.service_order_id or 0)
    number = service_order_number(order_id)
    kind, data = EVENT_TYPES[entry.kind], entry.data
    resource: dict[str, Any] = {
        "id": number,
        "href": href_of(number),
        **{name: value for name, value in order.items() if value is not None},
        "@type": "ServiceOrder",
    }
    match kind:
        case "ServiceOrderStateChangeEvent":
            resource["state"] = data["after"]
        case "ServiceOrderMilestoneEvent":
            resource["milestone"] = [_milestone(entry, milestones.get(entry.n or 0))]
        case "ServiceOrderJeopardyEvent":
            resource["jeopardyAlert"] = [_alert(entry)]
    event: dict[str, Any] = {"serviceOrder": resource}
    if kind in _CANCELLING:
        event = {"cancelServiceOrder": _cancelling(entry, request or {})}
    path: dict[str, str] = {}
    if kind == "ServiceOrderInformationRequiredEvent":
        path = {"fieldPath": "serviceOrder" if str(data["subject"]) == number else "serviceOrder.serviceOrderItem"}
    at = entry.at.isoformat().replace("+00:00", "Z")
    return {
        "eventId": str(entry.id),
        "eventTime": at,
        "timeOcurred": at,  # as the specification spells it
        "eventType": kind,
        "correlationId": number,
        "domain": "serviceOrdering",
        "title": _TITLES[kind],
        "description": _description(entry, kind, number),
        "priority": "1" if data.get("after") == "critical" else "4",
        **path,
        "event": event,
    }


def _cancelling(entry: HistoryEntry, known: Mapping[str, Any]) -> dict[str, Any]:
    """The request to cancel as it was after the event: it may have moved on since."""
    found, data = dict(known), entry.data
    match entry.kind:
        case "CancellationRequested":
            found["state"] = "accepted"
        case "CancellationDecided":
            found["state"] = "inProgress" if data["granted"] else "terminatedWithError"
        case "CancellationEnded":
            found["state"] = "done" if data["done"] else "terminatedWithError"
    over = found["state"] in ("done", "terminatedWithError")
    return {name: value for name, value in found.items() if over or name not in _TOLD_LATER}


def _milestone(entry: HistoryEntry, known: Mapping[str, Any] | None) -> dict[str, Any]:
    """The milestone as it was after the event: it may have moved on since."""
    order_id, data = ServiceOrderId(entry.service_order_id or 0), entry.data
    found = dict(known or {})
    found |= {
        "id": MilestoneId(order_id, entry.n or 0).number,
        "name": data["name"],
        "status": _MILESTONES[entry.kind],
        "serviceOrderItem": [item_reference(order_id, str(data["item_id"]))],
        "@type": "ServiceOrderMilestone",
    }
    if data.get("note") is not None:
        found["message"] = data["note"]
    if entry.kind == "MilestoneReached":
        found["milestoneDate"] = entry.at.isoformat().replace("+00:00", "Z")
    return found


def _alert(entry: HistoryEntry) -> dict[str, Any]:
    order_id, data = ServiceOrderId(entry.service_order_id or 0), entry.data
    return render_alert(
        OrderAlert(
            service_order_id=order_id,
            number=JeopardyAlertId(order_id, entry.n or 0).number,
            subject=subject_number(str(data["subject"]), order_id, int(str(data["subject_n"]))),
            cause=str(data["cause"]),
            level=str(data["after"] or NORMAL),
            message=str(data["message"]),
            changed_at=entry.at,
            item_id=None,
        )
    )


def _description(entry: HistoryEntry, kind: str, number: str) -> str:
    data = entry.data
    match kind:
        case "ServiceOrderStateChangeEvent":
            return f"{number} went from {data['before']} to {data['after']}"
        case "ServiceOrderMilestoneEvent":
            return f"milestone '{data['name']}' of {number} is {_MILESTONES[entry.kind]}"
        case "ServiceOrderJeopardyEvent":
            return f"{number}: {data['message']}" if data["after"] else f"{number}: over: {data['message']}"
        case "ServiceOrderInformationRequiredEvent":
            return f"{number} waits for information: {data['note']}"
        case "CancelServiceOrderCreateEvent":
            return f"cancellation of {number} was asked for: {data['reason']}"
        case "CancelServiceOrderStateChangeEvent":
            return f"cancellation of {number}: {_cancelling(entry, {})['state']}"
    return f"{number}: {_TITLES[kind].lower()}"


def _at(document: Mapping[str, Any], path: Sequence[str]) -> object:
    found: Any = document
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
