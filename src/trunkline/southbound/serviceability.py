"""Asks a system that speaks TMF645 (service qualification) whether services can be delivered at places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Unavailable
from trunkline.ordering.serviceability import PlaceQuestion
from trunkline.southbound.secrets import SecretMissing, Secrets

_YES = frozenset({"qualified", "green"})  # TMF645 leaves the words to the parties; these two are in use
_TIMEOUT = 30.0  # seconds
_MOST_TOLD = 300  # characters of a reason


class ServiceabilityUnknown(Unavailable):
    """The system that knows where services can be delivered gave no answer that can be used."""

    contract = Contract(
        "Whether the service can be delivered here cannot be told at the moment.",
        "Try again later, or ask the planners of the network.",
        field="place",
        cause_class=CauseClass.CONNECTION,
        owner=Owner.DOMAIN_SYSTEM_OWNER,
    )


class QualificationCheck:
    """A ServiceabilityCheck over `POST checkServiceQualification`, one request for all places.

    `url` is that of the resource; `token` a reference to a bearer token (`env:NAME`, `file:/path`) or None.
    """

    def __init__(self, url: str, *, secrets: Secrets, token: str | None = None) -> None:
        self._url = url
        self._secrets = secrets
        self._token = token

    async def __call__(self, questions: Sequence[PlaceQuestion]) -> list[str | None]:
        """For each question None when it can be delivered, else why not; raises ServiceabilityUnknown."""
        if not questions:
            return []
        try:
            headers = {} if self._token is None else {"Authorization": f"Bearer {self._secrets.find(self._token)}"}
            async with httpx.AsyncClient(timeout=_TIMEOUT) as client:
                reply = await client.post(self._url, json=request_of(questions), headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, SecretMissing) as error:
            raise ServiceabilityUnknown(f"{_ASKED} could not be asked: {error or type(error).__name__}") from None
        if reply.status_code not in (200, 201):
            raise ServiceabilityUnknown(f"{_ASKED} answers with status {reply.status_code}: {reply.text[:_MOST_TOLD]}")
        try:
            document = reply.json()
        except ValueError:
            raise ServiceabilityUnknown(f"{_ASKED} does not answer with JSON: {reply.text[:_MOST_TOLD]}") from None
        return read_answers(document, len(questions))


_ASKED = "the system that knows where services can be delivered"


def request_of(questions: Sequence[PlaceQuestion]) -> dict[str, Any]:
    """The body of `checkServiceQualification` (TMF645 v4): one item for each question, answered at once."""
    return {
        "@type": "CheckServiceQualification",
        "instantSyncQualification": True,
        "provideUnavailabilityReason": True,
        "serviceQualificationItem": [
            {
                "id": str(number),
                "service": {
                    "serviceSpecification": {"id": question.specification_id},
                    "serviceCharacteristic": [{"name": n, "value": v} for n, v in question.values.items()],
                    "place": question.place if isinstance(question.place, list) else [question.place],
                },
            }
            for number, question in enumerate(questions, start=1)
        ],
    }


def read_answers(document: object, asked: int) -> list[str | None]:
    """For each of the items asked about None, or why it does not qualify; raises ServiceabilityUnknown."""
    listed = document.get("serviceQualificationItem") if isinstance(document, Mapping) else None
    items = {
        str(item.get("id")): item
        for item in (listed if isinstance(listed, list) else ())
        if isinstance(item, Mapping)
    }  # fmt: skip
    answers: list[str | None] = []
    for number in range(1, asked + 1):
        item = items.get(str(number))
        result = None if item is None else item.get("qualificationItemResult") or item.get("qualificationResult")
        if item is None or not isinstance(result, str):
            raise ServiceabilityUnknown(f"{_ASKED} says nothing of item {number}; it must answer at once")
        answers.append(None if result.lower() in _YES else _reason(item, result))
    return answers


def _reason(item: Mapping[str, Any], result: str) -> str:
    reasons = item.get("eligibilityUnavailabilityReason") or item.get("eligibilityResultReason")
    told = [
        str(each.get("label") or each.get("code"))
        for each in (reasons if isinstance(reasons, list) else ())
        if isinstance(each, Mapping) and (each.get("label") or each.get("code"))
    ]
    return (", ".join(told) or f"the answer is '{result}'")[:_MOST_TOLD]
