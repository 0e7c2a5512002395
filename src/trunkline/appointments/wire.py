"""Appointments and time slots as JSON: for the workspace, and as TMF646 v4 has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from trunkline.appointments.errors import AppointmentInvalid
from trunkline.appointments.model import Appointment, TimeSlot
from trunkline.appointments.state import AppointmentState
from trunkline.kit.errors import Problem
from trunkline.kit.ids import TaskId

BASE: Final = "/tmf-api/appointment/v4"

# TMF646 leaves what a reservation becomes to the parties: one that lapsed reads as cancelled, one nobody kept as failed
_STATUS: Final[Mapping[AppointmentState, str]] = {
    AppointmentState.RESERVED: "initialized", AppointmentState.CONFIRMED: "confirmed",
    AppointmentState.COMPLETED: "completed", AppointmentState.CANCELLED: "cancelled",
    AppointmentState.EXPIRED: "cancelled", AppointmentState.MISSED: "failed",
}  # fmt: skip


def instant(value: datetime) -> str:
    """An instant as TM Forum writes it."""
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _span(start: datetime, end: datetime) -> dict[str, str]:
    return {"startDateTime": instant(start), "endDateTime": instant(end)}


def render(a: Appointment) -> dict[str, Any]:
    """A TMF646 appointment."""
    document: dict[str, Any] = {
        "id": a.id.number,
        "href": f"{BASE}/appointment/{a.id.number}",
        "@type": "Appointment",
        "status": _STATUS[a.state],
        "category": "fieldWork",
        "creationDate": instant(a.booked_at),
        "lastUpdate": instant(a.changed_at),
        "validFor": _span(a.start_at, a.end_at),
        "relatedEntity": [
            {"id": a.task_id.number, "href": f"/api/tasks/{a.task_id.number}", "role": "task", "@referredType": "Task"}
        ],
        "relatedParty": [{"name": a.assignment_group, "role": "fieldForce", "@referredType": "Organization"}],
    }
    if a.external_id:
        document["externalId"] = a.external_id
    if a.note:
        document["note"] = [{"text": a.note, "author": a.booked_by, "date": instant(a.booked_at)}]
    if a.expires_at:
        document["@expires"] = instant(a.expires_at)
    return document


def render_search(
    task: TaskId, slots: Sequence[TimeSlot], wanted: Sequence[Mapping[str, str]], *, group: str | None, now: datetime
) -> dict[str, Any]:
    """A TMF646 searchTimeSlot that is done."""
    return {
        "@type": "SearchTimeSlot",
        "id": f"{task.number}-{int(now.timestamp())}",
        "searchDate": instant(now),
        "status": "done",
        "searchResult": "success" if slots else "fail",
        "relatedEntity": [{"id": task.number, "@referredType": "Task"}],
        "requestedTimeSlot": [{"validFor": dict(span)} for span in wanted],
        "availableTimeSlot": [
            {
                "id": slot_id(slot),
                "@type": "TimeSlot",
                "validFor": _span(slot.start_at, slot.end_at),
                **({} if group is None else {"relatedParty": {"name": group, "role": "fieldForce", "@referredType": "Organization"}}),
            }
            for slot in slots
        ],
    }  # fmt: skip


def slot_id(slot: TimeSlot) -> str:
    """An id from which the slot can be told again."""
    return f"{int(slot.start_at.timestamp())}-{int(slot.end_at.timestamp())}"


def _wrong(field: str, what: str, action: str) -> AppointmentInvalid:
    return AppointmentInvalid(f"{what}; {action}", problems=[Problem(field=field, what=what, action=action)])


def read_document(body: bytes) -> dict[str, Any]:
    """A JSON object; raises AppointmentInvalid."""
    try:
        document = msgspec.json.decode(body)
    except msgspec.DecodeError as error:
        raise _wrong("", f"the body is no JSON ({error})", "send a JSON object") from None
    if not isinstance(document, dict):
        raise _wrong("", "the body is no JSON object", "send an object")
    return document


def read_span(value: object, field: str) -> tuple[datetime, datetime | None]:
    """Begin and end of a TMF TimePeriod; a time without a zone is universal time."""
    if not isinstance(value, dict) or not isinstance(value.get("startDateTime"), str):
        raise _wrong(field, "the time is missing", "give startDateTime and endDateTime")
    end = value.get("endDateTime")
    return _instant(value["startDateTime"], field), None if end is None else _instant(end, field)


def _instant(value: object, field: str) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise _wrong(field, f"'{str(value)[:40]}' is no instant", "write 2026-11-23T09:00:00Z") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def read_task(document: Mapping[str, Any]) -> TaskId:
    """The task in `relatedEntity`; raises AppointmentInvalid without one."""
    listed = document.get("relatedEntity")
    for entity in listed if isinstance(listed, list) else [listed]:
        if isinstance(entity, dict) and str(entity.get("id", "")).upper().startswith("TASK-"):
            return TaskId.read(str(entity["id"]))
    raise _wrong("relatedEntity", "it names no task", "give relatedEntity with the number of a task as id")


def read_group(document: Mapping[str, Any]) -> str | None:
    """The group named as related party with the role fieldForce."""
    listed = document.get("relatedParty")
    for party in listed if isinstance(listed, list) else [listed]:
        if isinstance(party, dict) and party.get("role") == "fieldForce":
            return str(party.get("name") or party.get("id") or "") or None
    return None


def read_text(value: object) -> str | None:
    """A text, or the text of the first TMF note."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0].get("text")
    return value if isinstance(value, str) else None
