"""The executor `tmf640`: activates and configures a service (TMF640 v4), and follows the monitor of a slow request.

`config`: `url` (address of the API), `auth`, `timeout`, `service` (template of the service's id; by default the
domain system gives one), `state` (active), `answer` (characteristic name -> name in the service), `look_again`,
`longest`. Add creates the service, modify and suspend patch it, delete takes it away.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import httpx
import msgspec

from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, NotDone, Refused, Unknown, Waiting
from trunkline.southbound.asking import (
    Auth,
    Misconfigured,
    Reply,
    ask,
    call_headers,
    fill,
    known_values,
    misconfigured,
    refusal,
)
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.tmf_documents import places_of


class ActivationConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`config` of a task specification with the executor `tmf640`."""

    url: str
    auth: Auth | None = None
    timeout: float = 30.0
    service: str | None = None
    state: str = "active"
    answer: dict[str, str] = {}
    look_again: float = 15.0
    longest: float = 86_400.0


_MONITOR = "monitor:"
_STATES = {"suspend": "inactive", "resume": "active"}
_BAD = (msgspec.ValidationError, KeyError, Misconfigured)


class ActivationExecutor:
    """Speaks TMF640; requests that take long answer 202 with a monitor."""

    def __init__(self, client: httpx.AsyncClient, *, secrets: Secrets) -> None:
        self._client = client
        self._secrets = secrets

    async def execute(self, call: ExecutionCall) -> Answer:
        """Creates, patches or deletes the service, after the action of the domain order."""
        try:
            config = msgspec.convert(dict(call.config), ActivationConfig)
            method, path, body = self._request(call, config)
            reply = await self._send(call, config, method, config.url.rstrip("/") + path, body)
        except _BAD as error:
            return misconfigured(call, error)
        if not isinstance(reply, Reply):
            return reply
        if reply.status == 202:
            monitor = _monitor_of(reply)
            if monitor is None:
                return Unknown(message=f"{call.system} took the request and named no monitor", exchange=reply.exchange)
            said = reply.document if isinstance(reply.document, dict) else {}
            return _waiting(config, _MONITOR + monitor, str(said.get("state") or "") or None)
        if call.action == "delete" and reply.status in (404, 410):
            return Completed()  # gone is what was wanted
        return self._done(call, config, reply) if reply.status in (200, 201, 204) else refusal(call, reply)

    async def reconcile(self, call: ExecutionCall) -> Answer:
        """The monitor when there is one, else the service by its id or by the key as external id."""
        try:
            config = msgspec.convert(dict(call.config), ActivationConfig)
            monitored = (call.reference or "").startswith(_MONITOR)
            root = config.url.rstrip("/")
            if monitored:
                where = (call.reference or "").removeprefix(_MONITOR)
                url = where if where.startswith("http") else f"{root}/monitor/{quote(where, safe='')}"
            else:
                url = f"{root}/service?externalId={quote(call.idempotency_key)}"
                if config.service is not None:
                    url = f"{root}/service/{quote(str(fill(config.service, known_values(call))), safe='')}"
            reply = await self._send(call, config, "GET", url, None)
        except _BAD as error:
            return misconfigured(call, error)
        if isinstance(reply, Refused):
            return Unknown(message=reply.message, exchange=reply.exchange)
        if isinstance(reply, Unknown):
            return reply
        if monitored and reply.status == 200:
            return self._monitored(call, config, reply)
        if reply.status == 404 and not monitored:
            if call.action != "add":
                return Completed() if call.action == "delete" else NotDone()
            return await self._search_monitor(call, config)
        if reply.status != 200:
            return Unknown(message=f"asked how it stands, {call.system} answered {reply.status}: {reply.reason}")
        found = reply.document if isinstance(reply.document, list) else [reply.document]
        if found and call.action == "add":
            return _values(config, found[0], reply.exchange)
        if not found and call.action == "delete":
            return Completed()
        # a patch or a deletion says the same thing twice without harm
        return NotDone() if call.action != "add" else await self._search_monitor(call, config)

    async def _search_monitor(self, call: ExecutionCall, config: ActivationConfig) -> Answer:
        """The answer that named the monitor was lost: it is found by the key among the headers of its request."""
        reply = await self._send(call, config, "GET", f"{config.url.rstrip('/')}/monitor", None)
        if not isinstance(reply, Reply):
            return Unknown(message=reply.message, exchange=reply.exchange)
        if reply.status in (404, 405, 501):
            return NotDone()  # there are no monitors: the service itself is the whole truth
        if reply.status not in (200, 206) or not isinstance(reply.document, list):
            return Unknown(message=f"asked for its monitors, {call.system} answered {reply.status}: {reply.reason}")
        for monitor in reply.document:
            if isinstance(monitor, dict) and _asked_by(monitor) == call.idempotency_key:
                return _waiting(config, f"{_MONITOR}{monitor.get('id')}", str(monitor.get("state") or "") or None)
        return NotDone()

    async def compensate(self, call: ExecutionCall) -> Answer:
        """Deletes the service that was made."""
        try:
            config = msgspec.convert(dict(call.config), ActivationConfig)
            service = call.reference
            if config.service is not None:
                service = str(fill(config.service, known_values(call)))
            if service is None or service.startswith(_MONITOR):
                raise Misconfigured("the id of the service to take back is not known: give `service` in the config")
            url = f"{config.url.rstrip('/')}/service/{quote(service, safe='')}"
            reply = await self._send(call, config, "DELETE", url, None)
        except _BAD as error:
            return misconfigured(call, error)
        if not isinstance(reply, Reply):
            return reply
        return Completed() if reply.status in (200, 202, 204, 404, 410) else refusal(call, reply)

    def _request(self, call: ExecutionCall, config: ActivationConfig) -> tuple[str, str, Any]:
        values = [{"name": name, "value": value} for name, value in call.characteristics.items()]
        service = None if config.service is None else quote(str(fill(config.service, known_values(call))), safe="")
        if call.action == "add":
            body: dict[str, object] = {
                "externalId": call.idempotency_key,
                "serviceSpecification": {"id": call.specification_id},
                "state": config.state,
                "serviceCharacteristic": values,
            }
            if service is not None:
                body["id"] = service
            places = places_of(call.place)
            if places:
                body["place"] = places
            return "POST", "/service", body
        if service is None:
            raise Misconfigured(f"to {call.action} a service its id is needed: give `service` in the config")
        if call.action == "delete":
            return "DELETE", f"/service/{service}", None
        state = _STATES.get(call.action)
        patch: dict[str, object] = {"state": state} if state else {"serviceCharacteristic": values}
        return "PATCH", f"/service/{service}", patch

    def _done(self, call: ExecutionCall, config: ActivationConfig, reply: Reply) -> Answer:
        if call.action == "delete":
            return Completed()
        return _values(config, reply.document, reply.exchange)

    def _monitored(self, call: ExecutionCall, config: ActivationConfig, reply: Reply) -> Answer:
        monitor = reply.document if isinstance(reply.document, dict) else {}
        state = str(monitor.get("state", ""))
        response = monitor.get("response")
        body = response.get("body") if isinstance(response, dict) else None
        if isinstance(body, str):
            try:
                body = msgspec.json.decode(body)
            except msgspec.DecodeError:
                body = {"message": body}
        if state.lower() in ("completed", "succeeded", "done"):
            return Completed(far_state=state) if call.action == "delete" else _values(config, body, reply.exchange)
        if state.lower() in ("inerror", "error", "failed", "rejected", "cancelled"):
            reason = next(
                (str(holder[name]) for holder in (body, monitor) if isinstance(holder, dict)
                 for name in ("message", "reason") if holder.get(name)),
                "no reason",
            )  # fmt: skip
            text = f"{call.system} ended the request as {state}: {reason[:300]}"
            return Refused(
                error_class="refused", message=text, retryable=False, exchange=reply.exchange, far_state=state
            )
        return _waiting(config, call.reference, state or None)

    async def _send(
        self, call: ExecutionCall, config: ActivationConfig, method: str, url: str, body: Any
    ) -> Reply | Refused | Unknown:
        headers = call_headers(call, config.auth, self._secrets)
        return await ask(self._client, call, method, url, body=body, headers=headers, patience=config.timeout)


def _monitor_of(reply: Reply) -> str | None:
    if isinstance(reply.document, dict) and isinstance(reply.document.get("id"), str) and "request" in reply.document:
        return str(reply.document["id"])
    return reply.location


def _asked_by(monitor: dict[str, Any]) -> str | None:
    """The key of the request that a monitor follows."""
    request = monitor.get("request")
    headers = request.get("header") if isinstance(request, dict) else None
    for header in headers or ():
        if isinstance(header, dict) and str(header.get("name", "")).lower() == "idempotency-key":
            return str(header.get("value"))
    return None


def _waiting(config: ActivationConfig, reference: str | None, far_state: str | None = None) -> Waiting:
    return Waiting(
        reference=reference, far_state=far_state, look_again=timedelta(seconds=config.look_again),
        longest=timedelta(seconds=config.longest),
    )  # fmt: skip


def _values(config: ActivationConfig, service: Any, exchange: dict[str, object]) -> Answer:
    known = service if isinstance(service, dict) else {}
    held = {entry.get("name"): entry.get("value") for entry in known.get("serviceCharacteristic") or ()}
    values = {ours: held.get(theirs) for ours, theirs in config.answer.items()}
    absent = [config.answer[name] for name, value in values.items() if value is None]
    if absent:
        text = f"the service came back without the characteristics {', '.join(absent)}"
        return Refused(error_class="badAnswer", message=text, retryable=False, exchange=exchange)
    return Completed(values=values, reference=str(known["id"]) if known.get("id") else None)
