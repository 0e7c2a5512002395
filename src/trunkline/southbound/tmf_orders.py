"""Executors that order work of another system: TMF641 service orders, TMF652 resource orders, TMF697 work orders.

The order carries the idempotency key as its external id; by it the other system is asked what became of a lost
answer, and its events (hub) are matched. States are those of TM Forum's v4 documents: `completed` ends the task,
`failed`, `rejected`, `cancelled` and `partial` are refusals with the reason that the order gives, every other state is
waited for, and told.

`config`: `url` (address of the API, without the resource's name), `auth`, `timeout`, `specification` (the other
system's id, by default ours), `characteristics` (which go along; all by default), `subject` (template of the other
system's id of what is changed), `answer` (characteristic name -> name of the characteristic in the ended order, or
JSON pointer into what its first item is about, `/id`), `look_again`, `longest` in seconds.

With `hierarchy` one order goes out for the whole tree of domain orders below the task's: `specifications` (ours ->
the other system's), `below` (our specification -> its `answer`). What the tasks of those below wait for is the catalog's
to say (`after_parent`).

When values change while the order is under way, `revision` says what is sent: `patch` changes the order, `order` cancels
it and orders anew with a relationship to the first, `none` leaves it alone. When the order was completed before the
change could reach it, `after_end` says whether that is refused, so that a person decides, or ordered anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote

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
from trunkline.southbound.asking import Misconfigured, Reply, ask, call_headers, misconfigured, refusal
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.tmf_documents import (
    OrderConfig,
    OrderKind,
    cancel_document,
    order_document,
    read_below,
    read_values,
    revised_key,
    revision_document,
    state_of,
    why_ended,
)

_CANCELLING = frozenset({"assessingCancellation", "pendingCancellation"})
_BAD = (msgspec.ValidationError, KeyError, Misconfigured)


class TmfOrderExecutor:
    """Sends an order, waits for its end, reads the values that it decided."""

    def __init__(
        self, kind: OrderKind, client: httpx.AsyncClient, *, secrets: Secrets, public_url: str | None = None
    ) -> None:
        self._kind = kind
        self._client = client
        self._secrets = secrets
        self._public_url = public_url

    async def execute(self, call: ExecutionCall) -> Answer:
        """Creates the order. An order that is ended at once is read at once; any other is waited for."""
        try:
            config = msgspec.convert(dict(call.config), OrderConfig)
            reply = await self._send(call, config, "POST", f"/{self._kind.resource}", self._document(call, config))
        except _BAD as error:
            return misconfigured(call, error)
        if not isinstance(reply, Reply):
            return reply
        if reply.status not in (200, 201, 202):
            return refusal(call, reply)
        if not isinstance(reply.document, dict) or not isinstance(reply.document.get("id"), str):
            return Unknown(message=f"{call.system} took the order and gave no id", exchange=reply.exchange)
        return self._standing(call, config, reply.document, reply.exchange)

    async def reconcile(self, call: ExecutionCall) -> Answer:
        """The order by its id, or by the key that it carries as external id."""
        try:
            config = msgspec.convert(dict(call.config), OrderConfig)
            field = self._kind.external_id
            path = (
                f"/{self._kind.resource}/{quote(call.reference, safe='')}"
                if call.reference
                else f"/{self._kind.resource}?{field}={quote(call.idempotency_key)}"
            )
            reply = await self._send(call, config, "GET", path, None)
        except _BAD as error:
            return misconfigured(call, error)
        if isinstance(reply, Refused):
            return Unknown(message=reply.message, exchange=reply.exchange)
        if isinstance(reply, Unknown):
            return reply
        if reply.status == 404:
            return NotDone()
        if reply.status not in (200, 206):
            return Unknown(message=f"asked how it stands, {call.system} answered {reply.status}: {reply.reason}")
        found = reply.document if isinstance(reply.document, list) else [reply.document]
        mine = [order for order in found if isinstance(order, dict) and self._is_mine(call, order)]
        if not mine:
            return NotDone()
        return self._standing(call, config, mine[0], reply.exchange)

    def read(self, call: ExecutionCall, messages: Sequence[Mapping[str, Any]]) -> Answer:
        """What hub events say. The end wins over whatever arrived after it; without an end, it is still waited for."""
        config = msgspec.convert(dict(call.config), OrderConfig)
        answer: Answer = _waiting(config, call.reference)
        for message in messages:
            event = message.get("event")
            order = event.get(self._kind.resource) if isinstance(event, dict) else None
            if isinstance(order, dict) and self._is_mine(call, order):
                said = self._standing(call, config, order, {"callback": dict(message)})
                # an event may carry the order without its items: then the order itself is asked for the values
                if isinstance(said, Refused) and said.error_class == "badAnswer":
                    return _waiting(config, call.reference)
                if not isinstance(said, Waiting):
                    return said
        return answer

    async def revise(self, call: ExecutionCall) -> Answer:
        """Tells of changed values as `revision` says. An order that has ended meanwhile is read instead."""
        try:
            config = msgspec.convert(dict(call.config), OrderConfig)
            if config.revision not in ("patch", "order") or config.after_end not in ("refuse", "order"):
                raise Misconfigured(
                    "revision is patch, order or none, and after_end is refuse or order, not "
                    f"'{config.revision}' and '{config.after_end}'"
                )
            stands = await self.reconcile(call)
            if not isinstance(stands, Waiting) or stands.reference is None:
                return await self._after_end(call, config, stands)
            if config.revision == "order":
                return await self._order_anew(call, config, stands.reference, cancel=True)
            document = revision_document(self._kind, call, config)
            path = f"/{self._kind.resource}/{quote(stands.reference, safe='')}"
            reply = await self._send(call, config, "PATCH", path, document)
        except _BAD as error:
            return misconfigured(call, error)
        if not isinstance(reply, Reply):
            return reply
        if reply.status not in (200, 202, 204):
            return _not_revised(call, reply)
        if not isinstance(reply.document, dict) or state_of(reply.document) is None:
            return stands
        return self._standing(call, config, reply.document, reply.exchange)

    async def _after_end(self, call: ExecutionCall, config: OrderConfig, stands: Answer) -> Answer:
        """An order that was cancelled for the sake of the one that takes its place: that one is looked for, or sent.

        One that is completed has not what changed since: by policy it is followed by another one, or that is refused.
        """
        if isinstance(stands, Completed) and stands.reference is not None:
            if config.after_end == "order":
                return await self._order_anew(call, config, stands.reference, cancel=False)
            text = (
                f"the values changed after {call.system or 'the other system'} had completed order {stands.reference}"
            )
            return Refused(
                error_class="revisionRefused", message=f"{text}: it has not what changed; order the change, or leave it",
                retryable=False, reference=stands.reference, far_state=stands.far_state,
            )  # fmt: skip
        if config.revision != "order":
            return stands
        cancelled = isinstance(stands, Refused) and stands.far_state == "cancelled"
        if not cancelled or call.reference is None:
            return stands
        return await self._order_anew(call, config, call.reference, cancel=False)

    async def _order_anew(self, call: ExecutionCall, config: OrderConfig, reference: str, *, cancel: bool) -> Answer:
        field, key = self._kind.external_id, revised_key(call)
        reply = await self._send(call, config, "GET", f"/{self._kind.resource}?{field}={quote(key)}", None)
        if isinstance(reply, Reply) and reply.status in (200, 206) and isinstance(reply.document, list):
            for order in reply.document:
                if isinstance(order, dict) and order.get(field) == key:
                    return self._standing(call, config, order, reply.exchange)
        elif not (isinstance(reply, Reply) and reply.status == 404):
            text = reply.reason if isinstance(reply, Reply) else reply.message
            return Unknown(message=f"whether it was ordered anew is not known: {text}", exchange=reply.exchange)
        if cancel:
            path = config.cancel_resource or self._kind.cancelling
            body = cancel_document(self._kind, reference, "revised")
            reply = await self._send(call, config, "POST", f"/{path}", body)
            if not isinstance(reply, Reply):
                return reply
            refused = isinstance(reply.document, dict) and state_of(reply.document) == "terminatedWithError"
            if reply.status not in (200, 201, 202) or refused:
                return _not_revised(call, reply)
        document = self._document(call, config, instead_of=reference)
        reply = await self._send(call, config, "POST", f"/{self._kind.resource}", document)
        if not isinstance(reply, Reply):
            return reply
        if reply.status not in (200, 201, 202):
            return _not_revised(call, reply)
        if not isinstance(reply.document, dict) or not isinstance(reply.document.get("id"), str):
            return Unknown(message=f"{call.system} took the order and gave no id", exchange=reply.exchange)
        return self._standing(call, config, reply.document, reply.exchange)

    async def compensate(self, call: ExecutionCall) -> Answer:
        """Has the order cancelled (TMF641, 652 and 697: `cancel...` task resource); asked again, tells how that stands.

        NotDone when the other system knows no such order; Refused when it was completed before it could be cancelled.
        """
        try:
            config = msgspec.convert(dict(call.config), OrderConfig)
            stands = await self.reconcile(call)
            if isinstance(stands, Refused) and stands.far_state in self._kind.failed - {"partial"}:
                return Completed(reference=stands.reference, far_state=stands.far_state)
            if isinstance(stands, Completed) or (isinstance(stands, Refused) and stands.far_state is not None):
                text = f"order {stands.reference} was {stands.far_state} before it could be cancelled"
                return Refused(error_class="refused", message=text, retryable=False, far_state=stands.far_state)
            if not isinstance(stands, Waiting) or stands.reference is None:
                return stands
            if stands.far_state in _CANCELLING:
                return stands
            path = config.cancel_resource or self._kind.cancelling
            body = cancel_document(self._kind, stands.reference, "not wanted any more")
            reply = await self._send(call, config, "POST", f"/{path}", body)
        except _BAD as error:
            return misconfigured(call, error)
        if not isinstance(reply, Reply):
            return reply
        state = state_of(reply.document) if isinstance(reply.document, dict) else None
        if state == "terminatedWithError":
            text = f"{call.system} does not cancel order {stands.reference}: {reply.reason}"
            return Refused(error_class="refused", message=text, retryable=False, exchange=reply.exchange)
        if reply.status not in (200, 201, 202):
            return refusal(call, reply)
        return Completed(reference=stands.reference) if state == "done" else stands

    def _document(
        self, call: ExecutionCall, config: OrderConfig, *, instead_of: str | None = None
    ) -> dict[str, object]:
        known = self._public_url and call.system
        callbacks = f"{self._public_url}/api/callbacks/{quote(call.system or '')}" if known else None
        return order_document(self._kind, call, config, callbacks=callbacks, instead_of=instead_of)

    def _is_mine(self, call: ExecutionCall, order: Mapping[str, Any]) -> bool:
        if call.reference is not None and order.get("id") is not None:
            # events of an order that another one took the place of are about nothing any more
            return bool(order.get("id") == call.reference)
        key = str(order.get(self._kind.external_id))
        return key == call.idempotency_key or key.startswith(f"{call.idempotency_key}.r")

    def _standing(
        self, call: ExecutionCall, config: OrderConfig, order: Mapping[str, Any], exchange: dict[str, object]
    ) -> Answer:
        reference = str(order.get("id") or call.reference or "") or None
        state = state_of(order)
        if state in self._kind.failed:
            who = call.system or "the other system"
            return Refused(
                error_class="partial" if state == "partial" else "refused",
                message=f"{who} ended order {reference} as {state}: {why_ended(self._kind, order)}",
                retryable=False, exchange=exchange, reference=reference, far_state=state,
            )  # fmt: skip
        if state not in self._kind.done:
            return _waiting(config, reference, state)
        values = read_values(self._kind, order, config.answer)
        below = read_below(self._kind, order, call, config.below)
        absent = [config.answer[name] for name, value in values.items() if value is None]
        absent += [f"{name} of item 1.{n}" for n, given in below.items() for name in given if given[name] is None]
        if absent:
            text = f"order {reference} ended without {', '.join(absent)}"
            return Refused(
                error_class="badAnswer", message=text, retryable=False, exchange=exchange, reference=reference,
                far_state=state,
            )  # fmt: skip
        return Completed(values=values, below=below, reference=reference, far_state=state)

    async def _send(
        self, call: ExecutionCall, config: OrderConfig, method: str, path: str, body: Any
    ) -> Reply | Refused | Unknown:
        headers = call_headers(call, config.auth, self._secrets)
        url = config.url.rstrip("/") + path
        return await ask(self._client, call, method, url, body=body, headers=headers, patience=config.timeout)


def _not_revised(call: ExecutionCall, reply: Reply) -> Answer:
    """The change did not arrive: to be tried again, or refused while the order goes on as it was."""
    answer = refusal(call, reply)
    if not isinstance(answer, Refused) or answer.retryable:
        return answer
    text = f"the values changed, and the order under way cannot be revised: {answer.message}"
    return Refused(error_class="revisionRefused", message=text, retryable=False, exchange=answer.exchange)


def _waiting(config: OrderConfig, reference: str | None, far_state: str | None = None) -> Waiting:
    return Waiting(
        reference=reference, far_state=far_state, look_again=timedelta(seconds=config.look_again),
        longest=timedelta(seconds=config.longest),
    )  # fmt: skip
