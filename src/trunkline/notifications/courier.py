"""Carries notifications from the outbox to mail servers and webhooks: claimed, sent between transactions, recorded.

At least once: what was sent and could not be recorded is sent again when its lease ends, with the same `Message-ID` or
`X-Trunkline-Delivery`, by which the other side knows it.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import itertools
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib
import httpx
import msgspec

from trunkline.kit.db import OUTAGE, Database
from trunkline.notifications import outbox_store
from trunkline.notifications.addresses import url_problem
from trunkline.notifications.model import HUB_EVENT, Channel, Notification, Postbox, Sending
from trunkline.notifications.state import NOTIFICATION_LIFECYCLE
from trunkline.notifications.wording import mail_subject, mail_text
from trunkline.work.retry import rest

log = logging.getLogger("trunkline.notifications")

BATCH: Final = 100
LEASE: Final = timedelta(minutes=5)
ATTEMPTS: Final = 10  # with the rests below, over about two days
_PATIENCE: Final = 20.0  # seconds for one answer
_AT_A_TIME: Final = 10  # webhooks
_PAUSE: Final = 5.0
_AGAIN: Final = frozenset({408, 425, 429})


class SecretLookup(Protocol):
    """Where secrets are found by their reference; a missing one is a ValueError that says what to set."""

    def find(self, reference: str) -> str:
        """The secret."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """`sha256=` and HMAC-SHA256 in hex over `timestamp.body` (RFC 2104), as callbacks to us are signed too."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


class Courier:
    """One worker's courier."""

    def __init__(
        self,
        database: Database,
        *,
        postbox: Postbox,
        secrets: SecretLookup,
        name: str,
        clock: Callable[[], datetime],
        client: httpx.AsyncClient | None = None,
    ) -> None:
        self._database = database
        self._postbox = postbox
        self._secrets = secrets
        self._name = name
        self._clock = clock
        self._client = client or httpx.AsyncClient(follow_redirects=False, timeout=_PATIENCE, trust_env=False)

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def run(self, stop: asyncio.Event) -> None:
        """Sends what is due until `stop` is set; what is under way then is finished first."""
        while not stop.is_set():
            sent = 0
            try:
                sent = await self.deliver_due()
            except OUTAGE as error:
                log.warning("the database does not answer, notifications wait: %s", error)
            if not sent:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), _PAUSE)

    async def deliver_due(self) -> int:
        """Takes a batch of due notifications, sends them, and records what came of each; answers how many it took."""
        now = self._clock()
        async with self._database.transaction() as tx:
            claimed = await outbox_store.claim(tx, worker=self._name, limit=BATCH, now=now, lease=LEASE)
        if not claimed:
            return 0
        # half of the lease is for sending, so that nobody else takes what is still in hand
        until = asyncio.get_running_loop().time() + LEASE.total_seconds() / 2
        parcels = _parcels(claimed)
        mails = [parcel for parcel in parcels if parcel[0].channel is Channel.MAIL]
        hooks = [parcel for parcel in parcels if parcel[0].channel is Channel.WEBHOOK]
        answers = await asyncio.gather(self._send_mails(mails, until), self._call_hooks(hooks, until))
        found = list(itertools.chain.from_iterable(answers))
        await self._record(claimed, found)
        return len(claimed)

    async def _record(self, claimed: Sequence[Notification], found: Sequence[Sending]) -> None:
        now = self._clock()
        by_id = {each.id: each for each in claimed}
        rows = []
        for sending in found:
            notification = by_id[sending.notification_id]
            again = now + rest(
                sending.attempt, delay=timedelta(seconds=30), factor=3, longest=timedelta(hours=6),
                spread=str(notification.id),
            )  # fmt: skip
            error = None if sending.error is None else " ".join(sending.error.split())[:500]
            if sending.error is None:
                state, ended = NOTIFICATION_LIFECYCLE.after("deliver", notification.state), now
            elif sending.final or (sending.counted and sending.attempt >= ATTEMPTS):
                state, ended = NOTIFICATION_LIFECYCLE.after("giveUp", notification.state), now
            else:
                state, ended = notification.state, None
            due = again if sending.counted else now
            rows.append((notification.id, sending.attempt, state.value, due, ended, error, sending.counted))
        async with self._database.transaction() as tx:
            await outbox_store.record(tx, rows, worker=self._name)

    async def _send_mails(self, parcels: Sequence[list[Notification]], until: float) -> list[Sending]:
        """All over one connection; when it cannot be made, all are tried later."""
        if not parcels:
            return []
        if self._postbox.smtp_url is None:
            text = "no mail server is set: set TRUNKLINE_SMTP_URL where workers run"
            return [_outcome(each, text) for parcel in parcels for each in parcel]
        found: list[Sending] = []
        try:
            async with _smtp(self._postbox.smtp_url) as smtp:
                for parcel in parcels:
                    if asyncio.get_running_loop().time() > until:
                        break
                    error, final = await self._send_mail(smtp, parcel)
                    found += [_outcome(each, error, final=final) for each in parcel]
                    if error is not None and not smtp.is_connected:
                        break
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            failed = {each.notification_id for each in found}
            text = f"the mail server does not take mails: {_said(error)}"
            found += [_outcome(each, text) for parcel in parcels for each in parcel if each.id not in failed]
        return found + _not_reached(parcels, found)

    async def _send_mail(self, smtp: aiosmtplib.SMTP, parcel: list[Notification]) -> tuple[str | None, bool]:
        first = parcel[0]
        message = EmailMessage()
        name, address = parseaddr(self._postbox.sender)
        host = address.rpartition("@")[2] or "localhost"
        message["From"] = formataddr((name, address))
        message["To"] = first.address
        message["Subject"] = mail_subject(parcel)
        message["Date"] = format_datetime(first.created_at)
        message["Message-ID"] = f"<notification-{first.id}-{len(parcel)}@{host}>"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Trunkline-Rule"] = first.rule.encode("ascii", "replace").decode()
        message.set_content(mail_text(parcel, workspace_url=self._postbox.workspace_url))
        try:
            await smtp.send_message(message, sender=address, recipients=[first.address])
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            return f"the mail server refuses {first.address}: {_said(error.recipients[0])}", min(codes) >= 500
        except aiosmtplib.SMTPResponseException as error:
            return f"the mail server answered {error.code}: {error.message}", error.code >= 500
        except (aiosmtplib.SMTPException, OSError) as error:
            return f"the mail server was lost: {_said(error)}", False
        return None, False

    async def _call_hooks(self, parcels: Sequence[list[Notification]], until: float) -> list[Sending]:
        gate = asyncio.Semaphore(_AT_A_TIME)

        async def call(parcel: list[Notification]) -> list[Sending]:
            async with gate:
                if asyncio.get_running_loop().time() > until:
                    return []
                error, final = await self._call_hook(parcel)
            return [_outcome(each, error, final=final) for each in parcel]

        found = list(itertools.chain.from_iterable(await asyncio.gather(*(call(parcel) for parcel in parcels))))
        return found + _not_reached(parcels, found)

    async def _call_hook(self, parcel: list[Notification]) -> tuple[str | None, bool]:
        first = parcel[0]
        # the setting may have changed since the rule was saved
        if problem := url_problem(first.address, self._postbox):
            return f"{problem.what}: {problem.action}", True
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Trunkline",
            "X-Trunkline-Delivery": "-".join(str(each.id) for each in (first, parcel[-1])),
        }
        if first.kind == HUB_EVENT:  # as TM Forum says it: one event, and no signature was agreed
            body = msgspec.json.encode(first.payload)
        else:
            try:
                secret = self._secrets.find(first.secret or "")
            except ValueError as error:
                return str(error), False
            body = msgspec.json.encode({"notifications": [{"id": each.id, **each.payload} for each in parcel]})
            timestamp = str(int(self._clock().timestamp()))
            headers |= {
                "X-Trunkline-Timestamp": timestamp, "X-Trunkline-Signature": signature(secret, timestamp, body),
            }  # fmt: skip
        try:
            async with self._client.stream("POST", first.address, content=body, headers=headers) as answer:
                status = answer.status_code  # what it says besides is not read
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return f"{first.recipient} does not answer: {_said(error)}", False
        if 200 <= status < 300:
            return None, False
        return f"{first.recipient} answered {status}", 300 <= status < 500 and status not in _AGAIN


def _parcels(claimed: Sequence[Notification]) -> list[list[Notification]]:
    """What goes out together: those of a digest by rule and address, everything else by itself."""
    found: dict[tuple[object, ...], list[Notification]] = {}
    for each in claimed:
        found.setdefault((each.rule, each.address) if each.digest else (each.id,), []).append(each)
    return list(found.values())


def _outcome(notification: Notification, error: str | None, *, final: bool = False) -> Sending:
    return Sending(notification_id=notification.id, attempt=notification.attempt, error=error, final=final)


def _not_reached(parcels: Sequence[list[Notification]], found: Sequence[Sending]) -> list[Sending]:
    """Those that there was no time or no connection for: due at once, and not counted as tried."""
    tried = {sending.notification_id for sending in found}
    return [
        Sending(notification_id=each.id, attempt=each.attempt, error="not reached in time", counted=False)
        for parcel in parcels
        for each in parcel
        if each.id not in tried
    ]


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _smtp(url: str) -> aiosmtplib.SMTP:
    """A connection to the mail server of `smtp://user:password@host:port` (TLS by STARTTLS where it is offered, and
    always when there is a password to protect) or `smtps://...` (TLS from the start)."""
    parts = urlsplit(url)
    secure = parts.scheme == "smtps"
    return aiosmtplib.SMTP(
        hostname=parts.hostname or "localhost",
        port=parts.port or (465 if secure else 587 if parts.username else 25),
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=secure,
        start_tls=True if parts.username and not secure else None,
        timeout=_PATIENCE,
    )
