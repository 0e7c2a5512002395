"""Keeps appointments in another system that speaks TMF646 v4: searches time slots, books, moves and calls off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx

from trunkline.appointments.errors import SlotSystemSilent, SlotTaken
from trunkline.appointments.model import SentOut, TimeSlot
from trunkline.southbound.secrets import SecretMissing, Secrets

_PATIENCE = 30.0  # seconds
_MOST_TOLD = 300  # characters of a reason
_SAYS_NO = frozenset({400, 409, 410, 422})
_ASKED = "the system that keeps appointments"


class TimeSlotClient:
    """A SlotSystem over TMF646. `url` is the base of its API; `token` a reference to a bearer token, or None."""

    def __init__(
        self, url: str, *, secrets: Secrets, token: str | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._url = url.rstrip("/")
        self._secrets = secrets
        self._token = token
        self._transport = transport

    async def search(self, task: SentOut, *, start: datetime, end: datetime) -> Sequence[TimeSlot]:
        """The times that can be booked; raises SlotSystemSilent."""
        reply = await self._ask("POST", "searchTimeSlot", {
            "@type": "SearchTimeSlot",
            "relatedEntity": [_entity(task)],
            "relatedPlace": task.place,
            "requestedTimeSlot": [{"validFor": _span(TimeSlot(start_at=start, end_at=end))}],
        })  # fmt: skip
        listed = self._document(reply, 200, 201).get("availableTimeSlot")
        if not isinstance(listed, list):
            raise SlotSystemSilent(f"{_ASKED} names no available time slots")
        return [_slot(each) for each in listed]

    async def book(self, task: SentOut, slot: TimeSlot, *, external_id: str, note: str | None) -> str:
        """Books and answers the other system's id. A lost answer is looked for by `external_id`."""
        body: dict[str, Any] = {
            "@type": "Appointment",
            "externalId": external_id,
            "category": "fieldWork",
            "description": task.name,
            "status": "confirmed",
            "validFor": _span(slot),
            "relatedEntity": [_entity(task)],
            "relatedPlace": task.place,
        }
        if note:
            body["note"] = [{"text": note}]
        try:
            reply = await self._ask("POST", "appointment", body)
        except SlotSystemSilent:
            found = await self._find(external_id)
            if found is None:
                raise
            return found
        if reply.status_code in _SAYS_NO:
            raise SlotTaken(f"{_ASKED} refuses the time: {reply.text[:_MOST_TOLD]}")
        reference = self._document(reply, 200, 201).get("id")
        if not isinstance(reference, str | int):
            raise SlotSystemSilent(f"{_ASKED} booked without an id")
        return str(reference)

    async def move(self, reference: str, slot: TimeSlot) -> None:
        """Moves it to another time; raises SlotTaken when it is not to be had."""
        reply = await self._ask("PATCH", f"appointment/{quote(reference, safe='')}", {"validFor": _span(slot)})
        if reply.status_code in _SAYS_NO:
            raise SlotTaken(f"{_ASKED} refuses the time: {reply.text[:_MOST_TOLD]}")
        self._document(reply, 200, 204)

    async def cancel(self, reference: str, *, reason: str) -> None:
        """Calls it off; one that is gone already counts as called off."""
        body = {"status": "cancelled", "note": [{"text": reason}]}
        reply = await self._ask("PATCH", f"appointment/{quote(reference, safe='')}", body)
        if reply.status_code not in (200, 202, 204, 404, 410):
            raise SlotSystemSilent(f"{_ASKED} answers with status {reply.status_code}: {reply.text[:_MOST_TOLD]}")

    async def _find(self, external_id: str) -> str | None:
        reply = await self._ask("GET", f"appointment?externalId={quote(external_id, safe='')}", None)
        try:
            listed = reply.json() if reply.status_code == 200 else []
        except ValueError:
            return None
        for each in listed if isinstance(listed, list) else []:
            if (
                isinstance(each, Mapping)
                and each.get("externalId") == external_id
                and each.get("status") != "cancelled"
            ):
                return str(each.get("id"))
        return None

    async def _ask(self, method: str, path: str, body: object) -> httpx.Response:
        try:
            headers = {} if self._token is None else {"Authorization": f"Bearer {self._secrets.find(self._token)}"}
            async with httpx.AsyncClient(timeout=_PATIENCE, transport=self._transport) as client:
                return await client.request(method, f"{self._url}/{path}", json=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, SecretMissing) as error:
            raise SlotSystemSilent(f"{_ASKED} could not be asked: {error or type(error).__name__}") from None

    def _document(self, reply: httpx.Response, *good: int) -> Mapping[str, Any]:
        if reply.status_code not in good:
            raise SlotSystemSilent(f"{_ASKED} answers with status {reply.status_code}: {reply.text[:_MOST_TOLD]}")
        try:
            document = reply.json() if reply.content else {}
        except ValueError:
            raise SlotSystemSilent(f"{_ASKED} does not answer with JSON: {reply.text[:_MOST_TOLD]}") from None
        if not isinstance(document, Mapping):
            raise SlotSystemSilent(f"{_ASKED} does not answer with a JSON object")
        return document


def _entity(task: SentOut) -> dict[str, Any]:
    return {"id": task.task_id.number, "name": task.name, "role": task.specification_id, "@referredType": "Task"}


def _span(slot: TimeSlot) -> dict[str, str]:
    return {
        "startDateTime": slot.start_at.astimezone(UTC).isoformat(),
        "endDateTime": slot.end_at.astimezone(UTC).isoformat(),
    }


def _slot(value: object) -> TimeSlot:
    span = value.get("validFor") if isinstance(value, Mapping) else None
    try:
        start, end = (datetime.fromisoformat(str((span or {})[name])) for name in ("startDateTime", "endDateTime"))
    except (KeyError, ValueError, TypeError):
        raise SlotSystemSilent(f"{_ASKED} names a time slot without begin and end") from None
    return TimeSlot(
        start_at=start if start.tzinfo else start.replace(tzinfo=UTC),
        end_at=end if end.tzinfo else end.replace(tzinfo=UTC),
    )
