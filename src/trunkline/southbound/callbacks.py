"""Callbacks: who may send them, and which work they are about.

A sender is verified by a signature over time and body (`X-Trunkline-Timestamp`, seconds since 1970, and
`X-Trunkline-Signature`, `sha256=` + HMAC-SHA256 in hex over `timestamp.body`), or by a bearer token of its own.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from trunkline.southbound.errors import CallbackRefused
from trunkline.southbound.model import DomainSystem
from trunkline.southbound.secrets import SecretMissing, Secrets

WINDOW = timedelta(minutes=5)  # the sender's clock may be off by so much
_TMF_RESOURCES = ("serviceOrder", "resourceOrder", "workOrder", "service", "productOrder", "monitor")


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """What a message says about the work that it is about."""

    key: str | None = None  # our idempotency key
    reference: str | None = None  # the sender's own id


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body sent at a time (RFC 2104)."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def verify(
    system: DomainSystem, secrets: Secrets, *, headers: Mapping[str, str], body: bytes, now: datetime
) -> str | None:
    """Raises CallbackRefused unless the sender is the system; answers the signature, None for a bearer token."""
    signature, timestamp = headers.get("x-trunkline-signature"), headers.get("x-trunkline-timestamp")
    bearer = headers.get("authorization", "")
    try:
        if signature is not None and timestamp is not None and system.callback_secret is not None:
            if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 12:
                raise CallbackRefused("X-Trunkline-Timestamp is the time in whole seconds since 1970")
            if abs(now.timestamp() - int(timestamp)) > WINDOW.total_seconds():
                raise CallbackRefused("the message is older or newer than five minutes: check the sender's clock")
            expected = sign(secrets.find(system.callback_secret), timestamp, body)
            if not hmac.compare_digest(expected.encode(), signature.encode()):
                raise CallbackRefused("the signature does not fit the message")
            return signature
        if bearer.startswith("Bearer ") and system.callback_token is not None:
            token = secrets.find(system.callback_token)
            if hmac.compare_digest(token.encode(), bearer.removeprefix("Bearer ").encode()):
                return None
            raise CallbackRefused("the token is not the one that was agreed")
    except SecretMissing as error:
        raise CallbackRefused(f"the key of {system.name} is not known here: {error}") from None
    raise CallbackRefused(
        f"callbacks of {system.name} need a signature or a bearer token, as it was agreed in its settings"
    )


def _text(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def address_of(message: Mapping[str, Any]) -> Address:
    """Where a hub event (TMF641, 652, 640, 697) or a plain document belongs."""
    event = message.get("event")
    if isinstance(event, dict):
        for name in _TMF_RESOURCES:
            about = event.get(name)
            if isinstance(about, dict):
                return Address(key=_text(about.get("externalId")), reference=_text(about.get("id")))
        return Address()
    key = message.get("externalId") or message.get("idempotencyKey") or message.get("correlationId")
    return Address(key=_text(key), reference=_text(message.get("id")))
