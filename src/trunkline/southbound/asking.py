"""One request to a domain system, and what is certain after it: not sent, answered, or sent and not answered."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
import msgspec

from trunkline.catalog.model import ErrorClass
from trunkline.orchestration.executor import Answer, ExecutionCall, Refused, Unknown
from trunkline.southbound.secrets import SecretMissing, Secrets

_LONGEST_REST = 3600
_LONGEST_EXCHANGE = 1_000_000  # characters of a body that are looked through for what fallouts show
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
# the request did not leave, or not to anybody: nothing can have been done
_NOT_SENT = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.LocalProtocolError,
    httpx.ProxyError, httpx.InvalidURL,
)  # fmt: skip
_BUSY = frozenset({408, 425, 429})
_REASONED = frozenset({409, 422})
_LOST = frozenset({502, 504})  # somebody in between answered: what the system did is not known


class Auth(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a domain system knows us: `secret` is a reference (env:NAME, file:/path)."""

    kind: str = "bearer"  # bearer, basic, header
    secret: str
    user: str = ""  # of basic
    header: str = "X-Api-Key"  # of header


class Misconfigured(ValueError):
    """What the task's specification says about its call cannot be used."""


def fill(template: Any, values: Mapping[str, object]) -> Any:
    """`template` with `{name}` replaced by values; a text that is only a placeholder keeps the value's own type.

    Raises KeyError for a name that has no value.
    """
    if isinstance(template, str):
        whole = _PLACEHOLDER.fullmatch(template)
        if whole:
            return values[whole[1]]
        return _PLACEHOLDER.sub(lambda found: str(values[found[1]]), template)
    if isinstance(template, dict):
        return {name: fill(value, values) for name, value in template.items()}
    if isinstance(template, list):
        return [fill(value, values) for value in template]
    return template


def dig(document: Any, path: str) -> Any:
    """The value at a JSON pointer (`/resource/0/value`, RFC 6901) or a dotted path; None when there is none."""
    if path.startswith("/"):
        parts = [part.replace("~1", "/").replace("~0", "~") for part in path[1:].split("/")]
    else:
        parts = path.split(".")
    for part in parts:
        if isinstance(document, dict):
            document = document.get(part)
        elif isinstance(document, list) and part.isdigit() and int(part) < len(document):
            document = document[int(part)]
        else:
            return None
    return document


def known_values(call: ExecutionCall) -> dict[str, object]:
    """What templates may name: characteristics, and `number`, `action`, `reference`, `key`, `correlation`; of an undo
    task also `undoes`, the system's own id for what is taken back."""
    return {
        **call.characteristics, "number": call.task_id.number, "action": call.action,
        "reference": call.reference or "", "key": call.idempotency_key, "correlation": call.correlation_id,
        "undoes": call.undoes or "",
    }  # fmt: skip


def call_headers(call: ExecutionCall, auth: Auth | None, secrets: Secrets) -> dict[str, str]:
    """The headers of every call: key, correlation, and who we are. Raises Misconfigured when a secret is missing."""
    headers = {"Idempotency-Key": call.idempotency_key, "X-Correlation-Id": call.correlation_id}
    if auth is None:
        return headers
    try:
        secret = secrets.find(auth.secret)
    except SecretMissing as error:
        raise Misconfigured(str(error)) from None
    if auth.kind == "bearer":
        headers["Authorization"] = f"Bearer {secret}"
    elif auth.kind == "basic":
        headers["Authorization"] = "Basic " + base64.b64encode(f"{auth.user}:{secret}".encode()).decode()
    elif auth.kind == "header":
        headers[auth.header] = secret
    else:
        raise Misconfigured(f"auth.kind is bearer, basic or header, not '{auth.kind}'")
    return headers


def misconfigured(call: ExecutionCall, error: Exception) -> Refused:
    """A refusal that says what in the task's config is wrong."""
    said = f"no value for {error}; the task's config names it" if isinstance(error, KeyError) else str(error)
    return Refused(error_class="misconfigured", message=f"{call.executor} executor: {said}", retryable=False)


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that came: status, parsed body (None when it is no JSON), text, and the exchange for the record."""

    status: int
    document: Any
    text: str
    exchange: dict[str, object]
    location: str | None
    after: timedelta | None

    @property
    def reason(self) -> str:
        """What the system gives as its reason, in one line."""
        if isinstance(self.document, dict):
            for name in ("message", "reason", "detail", "error"):
                if isinstance(self.document.get(name), str):
                    return str(self.document[name])[:300]
        return " ".join(self.text.split())[:300] or "no reason"


async def ask(
    client: httpx.AsyncClient, call: ExecutionCall, method: str, url: str, *, body: Any = None,
    headers: Mapping[str, str], patience: float,
) -> Reply | Refused | Unknown:  # fmt: skip
    """Sends one request. Refused: it never left. Unknown: it left, and no answer came. Else the reply."""
    who = call.system or url
    sent = {"method": method, "url": url, "body": body}
    try:
        answer = await client.request(
            method, url, json=body if method != "GET" else None, headers=headers, timeout=patience
        )
    except _NOT_SENT as error:
        said = f"{who} cannot be reached: {error}"
        return Refused(error_class="unreachable", message=said, exchange={"request": sent})
    except httpx.TimeoutException:
        return Unknown(message=f"{who} did not answer within {patience:g} s", exchange={"request": sent})
    except httpx.HTTPError as error:
        said = f"{who} ended the connection without an answer: {error}"
        return Unknown(message=said, exchange={"request": sent})
    try:
        document = answer.json()
    except ValueError:
        document = None
    return Reply(
        status=answer.status_code, document=document, text=answer.text,
        exchange={
            "request": sent,
            "response": {"status": answer.status_code, "body": answer.text[:_LONGEST_EXCHANGE]},
        },
        location=answer.headers.get("Location"),
        after=_rest_asked_for(answer.headers),
    )  # fmt: skip


def refusal(call: ExecutionCall, reply: Reply) -> Answer:
    """What a status that means no stands for: lost in between, worth another try, or final."""
    said = f"{call.system or 'the domain system'} answered {reply.status}: {reply.reason}"
    if reply.status in _LOST:
        return Unknown(message=said, exchange=reply.exchange)
    return Refused(
        error_class=class_of(reply.status), message=said, exchange=reply.exchange, after=reply.after,
        retryable=reply.status in _BUSY or reply.status >= 500,
    )  # fmt: skip


def class_of(status: int) -> ErrorClass:
    """The class of failure that an HTTP status stands for."""
    if status in _BUSY:
        return ErrorClass.BUSY
    if status >= 500:
        return ErrorClass.SERVER_ERROR
    return ErrorClass.BAD_REQUEST if 400 <= status < 500 and status not in _REASONED else ErrorClass.REFUSED


def _rest_asked_for(headers: httpx.Headers) -> timedelta | None:
    """Retry-After, as seconds or as a date (RFC 9110, 10.2.3; counted from the answer's own date), at most an hour."""
    wish = headers.get("Retry-After", "")
    if wish.isascii() and wish.isdigit():
        return timedelta(seconds=min(int(wish[:9]), _LONGEST_REST))
    try:
        rest = parsedate_to_datetime(wish) - parsedate_to_datetime(headers.get("Date", ""))
    except (TypeError, ValueError):
        return None
    return min(max(rest, timedelta(0)), timedelta(seconds=_LONGEST_REST))
