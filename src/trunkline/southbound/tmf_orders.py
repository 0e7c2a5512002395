"""Executors that order work of another system: TMF641 service orders, TMF652 resource orders, TMF697 work orders.

The order carries the idempotency key as its external id; by it the other system is asked what became of a lost
answer, and its events (hub) are matched. States are those of TM Forum's v4 documents.

`config`: `url` (address of the API, without the resource's name), `auth`, `timeout`, `specification` (the other
system's id, by default ours), `characteristics` (which go along; all by default), `answer` (characteristic name ->
name of the characteristic in the ended order), `look_again`, `longest` in seconds.
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
from trunkline.southbound.asking import Auth, Misconfigured, Reply, ask, call_headers, misconfigured, refusal
from trunkline.southbound.secrets import Secrets


class OrderKind(msgspec.Struct, frozen=True, kw_only=True):
    """How one TM Forum order resource spells the same things."""

    resource: str  # last part of the address, and the name in events
    items: str
    subject: str  # what an item is about: service, resource, work
    external_id: str = "externalId"
    done: tuple[str, ...] = ("completed",)
    failed: tuple[str, ...] = ("failed", "rejected", "cancelled", "partial")


SERVICE_ORDER = OrderKind(resource="serviceOrder", items="serviceOrderItem", subject="service")
RESOURCE_ORDER = OrderKind(resource="resourceOrder", items="orderItem", subject="resource")
WORK_ORDER = OrderKind(resource="workOrder", items="workOrderItem", subject="work")


class OrderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`config` of a task specification with one of these executors."""

    url: str
    auth: Auth | None = None
    timeout: float = 30.0
    specification: str | None = None
    characteristics: tuple[str, ...] | None = None
    answer: dict[str, str] = {}
    look_again: float = 60.0
    longest: float = 7 * 86_400.0
    cancel_resource: str | None = None  # of `compensate`: by default `cancel` + the resource's name


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
            reply = await self._send(call, config, "POST", f"/{self._kind.resource}", self.order(call, config))
        except (msgspec.ValidationError, Misconfigured) as error:
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
        except (msgspec.ValidationError, Misconfigured) as error:
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

    async def compensate(self, call: ExecutionCall) -> Answer:
        """Asks for the order's cancellation (TMF641 and TMF652: `cancel...` task resource)."""
        try:
            config = msgspec.convert(dict(call.config), OrderConfig)
            if call.reference is None:
                raise Misconfigured("what is to be taken back has no id of the domain system")
            name = self._kind.resource
            path = config.cancel_resource or f"cancel{name[0].upper()}{name[1:]}"
            body = {
                name: {"id": call.reference},
                "cancellationReason": "compensation",
                "externalId": call.idempotency_key,
            }
            reply = await self._send(call, config, "POST", f"/{path}", body)
        except (msgspec.ValidationError, Misconfigured) as error:
            return misconfigured(call, error)
        if not isinstance(reply, Reply):
            return reply
        return Completed(reference=call.reference) if reply.status in (200, 201, 202, 409) else refusal(call, reply)

    def order(self, call: ExecutionCall, config: OrderConfig) -> dict[str, object]:
        """The document that is sent: one item, its action, the specification and the characteristics."""
        kind = self._kind
        chosen = config.characteristics
        values = [
            {"name": name, "value": value}
            for name, value in call.characteristics.items()
            if chosen is None or name in chosen
        ]
        subject: dict[str, object] = {
            f"{kind.subject}Specification": {"id": config.specification or call.specification_id},
            f"{kind.subject}Characteristic": values,
        }
        if call.place is not None:
            subject["place"] = call.place
        item = {"id": "1", "action": call.action, kind.subject: subject}
        document: dict[str, object] = {
            kind.external_id: call.idempotency_key,
            "description": f"{call.name} ({call.task_id.number})",
            "category": call.operation or call.key,
            kind.items: [item],
        }
        if self._public_url and call.system:
            document["note"] = [{"text": f"callbacks: {self._public_url}/api/callbacks/{quote(call.system)}"}]
        return document

    def _is_mine(self, call: ExecutionCall, order: Mapping[str, Any]) -> bool:
        if call.reference is not None and order.get("id") == call.reference:
            return True
        return bool(order.get(self._kind.external_id) == call.idempotency_key)

    def _standing(
        self, call: ExecutionCall, config: OrderConfig, order: Mapping[str, Any], exchange: dict[str, object]
    ) -> Answer:
        reference = str(order.get("id") or call.reference or "") or None
        state = order.get("state") or order.get("status")
        if state in self._kind.failed:
            text = f"{call.system or 'the other system'} ended order {reference} as {state}: {_why(order, self._kind)}"
            return Refused(error_class="refused", message=text, retryable=False, exchange=exchange)
        if state not in self._kind.done:
            return _waiting(config, reference)
        held = {
            known.get("name"): known.get("value")
            for item in order.get(self._kind.items) or ()
            for known in (item.get(self._kind.subject) or {}).get(f"{self._kind.subject}Characteristic") or ()
        }
        values = {ours: held.get(theirs) for ours, theirs in config.answer.items()}
        absent = [config.answer[name] for name, value in values.items() if value is None]
        if absent:
            text = f"order {reference} ended without the characteristics {', '.join(absent)}"
            return Refused(error_class="badAnswer", message=text, retryable=False, exchange=exchange)
        return Completed(values=values, reference=reference)

    async def _send(
        self, call: ExecutionCall, config: OrderConfig, method: str, path: str, body: Any
    ) -> Reply | Refused | Unknown:
        headers = call_headers(call, config.auth, self._secrets)
        url = config.url.rstrip("/") + path
        return await ask(self._client, call, method, url, body=body, headers=headers, patience=config.timeout)


def _waiting(config: OrderConfig, reference: str | None) -> Waiting:
    return Waiting(
        reference=reference, look_again=timedelta(seconds=config.look_again), longest=timedelta(seconds=config.longest)
    )


def _why(order: Mapping[str, Any], kind: OrderKind) -> str:
    """The reason that an ended order gives: its error messages, or a note."""
    for holder in (order, *(order.get(kind.items) or ())):
        for name in ("errorMessage", "orderItemErrorMessage", "serviceOrderErrorMessage", "terminationError", "note"):
            for entry in holder.get(name) or ():
                if isinstance(entry, dict):
                    said = entry.get("message") or entry.get("value") or entry.get("text") or entry.get("reason")
                    if said:
                        return str(said)[:300]
    return "no reason"
