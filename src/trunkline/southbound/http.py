"""The executor `http`: asks a domain system over plain REST and reads characteristic values from its answer.

`config` of the task specification:

- `url` (mandatory), `method` (POST), `headers`, `timeout` in seconds (30), `auth` (kind, secret reference)
- `body`: what is sent; texts may hold `{Characteristic name}`; without it the whole call is sent
- `answer`: characteristic name -> JSON pointer or dotted path into the JSON that comes back
- `accept`: HTTP statuses that mean done (200, 201, 202, 204)
- `statuses`: status -> done, wait, retry, refuse or unknown, before every other rule
- `reference`: where in the answer the system's own id is
- `status`: how it is asked how the work stands: `url`, `state` (where the state is), `done`, `failed` (states),
  `look_again` and `longest` in seconds. With it, statuses `wait` (202 by default) mean that the answer comes later.
- `repeatable`: the system does the same `Idempotency-Key` once, so a lost answer is met by asking again. By default
  only GET, PUT and DELETE are repeated.
- `undo`: `method` (DELETE), `url`: how what was done is taken back

Every call carries `Idempotency-Key` (the same for each attempt at a task) and `X-Correlation-Id`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import httpx
import msgspec

from trunkline.orchestration.executor import (
    Answer,
    Completed,
    ExecutionCall,
    NotDone,
    Refused,
    Unknown,
    Waiting,
)
from trunkline.southbound.asking import (
    Auth,
    Misconfigured,
    Reply,
    ask,
    call_headers,
    class_of,
    dig,
    fill,
    known_values,
    misconfigured,
    refusal,
)
from trunkline.southbound.secrets import Secrets


class StatusConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a system is asked how work stands."""

    url: str
    state: str = "/state"
    done: tuple[str, ...] = ("completed", "done")
    failed: tuple[str, ...] = ("failed", "rejected", "cancelled")
    look_again: float = 30.0
    longest: float = 86_400.0


class UndoConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How what was done is taken back."""

    url: str
    method: str = "DELETE"
    body: Any = None


class HttpConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`config` of a task specification with the executor `http`."""

    url: str
    method: str = "POST"
    headers: dict[str, str] = {}
    timeout: float = 30.0
    auth: Auth | None = None
    body: Any = None
    answer: dict[str, str] = {}
    accept: tuple[int, ...] = (200, 201, 202, 204)
    statuses: dict[str, str] = {}
    reference: str | None = None
    status: StatusConfig | None = None
    repeatable: bool | None = None
    undo: UndoConfig | None = None


_BAD = (msgspec.ValidationError, KeyError, Misconfigured)


class HttpExecutor:
    """Calls domain systems; one connection pool for all of them."""

    def __init__(self, client: httpx.AsyncClient | None = None, *, secrets: Secrets | None = None) -> None:
        self._client = client or httpx.AsyncClient(follow_redirects=False)
        self._secrets = secrets or Secrets({})

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def execute(self, call: ExecutionCall) -> Answer:
        """One request, one answer. Only what may help when asked again is retryable: no connection, 408, 425, 429
        and 5xx. What was sent and not answered is Unknown."""
        try:
            config = msgspec.convert(dict(call.config), HttpConfig)
            known = known_values(call)
            body = fill(config.body, known) if config.body is not None else _whole(call)
            reply = await self._send(call, config, config.method, fill(config.url, known), body)
        except _BAD as error:
            return misconfigured(call, error)
        if not isinstance(reply, Reply):
            return reply
        wish = config.statuses.get(str(reply.status))
        if wish is None and config.status is not None and reply.status == 202:
            wish = "wait"
        if wish is None and reply.status not in config.accept:
            return refusal(call, reply)
        return _as_wished(call, config, reply, wish or "done")

    async def reconcile(self, call: ExecutionCall) -> Answer:
        """How it stands, by the status address; without one, work that may be repeated counts as not done."""
        try:
            config = msgspec.convert(dict(call.config), HttpConfig)
            if config.status is None or ("{reference}" in config.status.url and not call.reference):
                repeatable = config.repeatable
                if repeatable is None:
                    repeatable = config.method in ("GET", "PUT", "DELETE")
                return NotDone() if repeatable else Unknown(
                    message=f"{call.system or config.url} cannot be asked what became of it: the task's config has no "
                    "usable status address and does not say that it is repeatable")  # fmt: skip
            url = fill(config.status.url, known_values(call))
            reply = await self._send(call, config, "GET", url, None)
        except _BAD as error:
            return misconfigured(call, error)
        if isinstance(reply, Refused):
            return Unknown(message=reply.message, exchange=reply.exchange)
        if isinstance(reply, Unknown):
            return reply
        if reply.status == 404:
            return NotDone()
        if reply.status != 200:
            return Unknown(message=f"asked how it stands, {call.system} answered {reply.status}: {reply.reason}")
        return _standing(call, config, config.status, reply.document, reply.exchange)

    def read(self, call: ExecutionCall, messages: Sequence[Mapping[str, Any]]) -> Answer:
        """What plain callbacks say: the same document as the status address gives. A final state wins."""
        config = msgspec.convert(dict(call.config), HttpConfig)
        answer: Answer = Waiting(reference=call.reference)
        for message in messages:
            said = _standing(call, config, config.status or StatusConfig(url=""), message, {"callback": dict(message)})
            if not isinstance(said, Waiting):
                return said
            answer = said
        return answer

    async def compensate(self, call: ExecutionCall) -> Answer:
        """Takes it back as `undo` says; what is gone already counts as taken back."""
        try:
            config = msgspec.convert(dict(call.config), HttpConfig)
            if config.undo is None:
                raise Misconfigured("the task's config does not say how it is taken back: give it `undo`")
            known = known_values(call)
            reply = await self._send(
                call, config, config.undo.method, fill(config.undo.url, known), fill(config.undo.body, known)
            )
        except _BAD as error:
            return misconfigured(call, error)
        if not isinstance(reply, Reply):
            return reply
        return Completed() if reply.status in (*config.accept, 404, 410) else refusal(call, reply)

    async def _send(
        self, call: ExecutionCall, config: HttpConfig, method: str, url: str, body: Any
    ) -> Reply | Refused | Unknown:
        headers = {**config.headers, **call_headers(call, config.auth, self._secrets)}
        return await ask(self._client, call, method, url, body=body, headers=headers, patience=config.timeout)


def _as_wished(call: ExecutionCall, config: HttpConfig, reply: Reply, wish: str) -> Answer:
    said = f"{call.system or config.url} answered {reply.status}: {reply.reason}"
    match wish:
        case "done":
            return _values(config, reply.document, reply.exchange)
        case "wait":
            reference = dig(reply.document, config.reference) if config.reference else reply.location
            return _waiting(config.status, None if reference is None else str(reference))
        case "retry" | "refuse":
            return Refused(
                error_class=class_of(reply.status), message=said, exchange=reply.exchange, retryable=wish == "retry",
                after=reply.after)  # fmt: skip
        case "unknown":
            return Unknown(message=said, exchange=reply.exchange)
        case _:
            text = f"statuses say '{wish}' for {reply.status}; use done, wait, retry, refuse or unknown"
            return misconfigured(call, Misconfigured(text))


def _waiting(status: StatusConfig | None, reference: str | None) -> Waiting:
    if status is None:
        return Waiting(reference=reference)
    return Waiting(
        reference=reference, look_again=timedelta(seconds=status.look_again), longest=timedelta(seconds=status.longest)
    )


def _standing(
    call: ExecutionCall, config: HttpConfig, status: StatusConfig, document: Any, exchange: dict[str, object]
) -> Answer:
    state = dig(document, status.state)
    if state in status.done:
        return _values(config, document, exchange)
    if state in status.failed:
        said = dig(document, "message") or dig(document, "reason") or "no reason"
        text = f"{call.system or 'the domain system'} ended the work as {state}: {said}"
        return Refused(error_class="refused", message=text, retryable=False, exchange=exchange)
    return _waiting(status, call.reference)


def _whole(call: ExecutionCall) -> dict[str, object]:
    return {
        "task": call.task_id.number, "operation": call.operation, "action": call.action,
        "specification": call.specification_id, "characteristics": dict(call.characteristics), "place": call.place,
    }  # fmt: skip


def _values(config: HttpConfig, document: Any, exchange: dict[str, object]) -> Answer:
    reference = dig(document, config.reference) if config.reference else None
    if not config.answer:
        return Completed(reference=None if reference is None else str(reference))
    if document is None:
        return Refused(error_class="badAnswer", message="the answer is not JSON", retryable=False, exchange=exchange)
    values = {name: dig(document, path) for name, path in config.answer.items()}
    absent = [f"'{name}' at {config.answer[name]}" for name, value in values.items() if value is None]
    if absent:
        return Refused(
            error_class="badAnswer", message=f"the answer lacks {', '.join(absent)}", retryable=False, exchange=exchange
        )
    return Completed(values=values, reference=None if reference is None else str(reference))
