"""A stand-in for other systems that speak TM Forum: TMF641, TMF652 and TMF697 orders, TMF640 with its monitors.

An ASGI application, to be asked in the same process or served on a port. It keeps everything in memory and has no
clock: whatever is under way goes one step on when `advance` is called and, unless told otherwise, at each look. How an order
fares is decided by `manner`, from the order itself; what it sends to its listeners (POST /hub) is kept in `events`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, unquote

import msgspec

from trunkline.southbound.tmf_documents import RESOURCE_ORDER, SERVICE_ORDER, WORK_ORDER, OrderKind, items_of

_KINDS: dict[str, OrderKind] = {kind.resource: kind for kind in (SERVICE_ORDER, RESOURCE_ORDER, WORK_ORDER)}
_CANCELS: dict[str, OrderKind] = {kind.cancelling: kind for kind in _KINDS.values()}
_KEPT = frozenset({"idempotency-key", "x-correlation-id"})
_REVISABLE = frozenset({"acknowledged", "pending", "held", "inProgress"})

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Manner(msgspec.Struct, frozen=True, kw_only=True):
    """How one request fares. `states` are gone through one after the other; the last one stays."""

    states: tuple[str, ...] = ("acknowledged", "inProgress", "completed")
    message: str | None = None  # given as the reason when it ends
    values: Mapping[str, object] = {}  # characteristics that the system decides
    item_states: Mapping[str, str] = {}  # item id -> state, when it ends
    status: int | None = None  # answered with this status, and nothing done
    headers: Mapping[str, str] = {}  # of that answer
    loses_answer: bool = False  # the work is done, and a gateway in between answers 504
    monitored: bool = True  # of TMF640: answered 202 with a monitor


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """An HTTP answer."""

    status: int
    document: Any = None
    headers: Mapping[str, str] = {}


class SimulatedApi:
    """The application; `asked` is its log: method, path and document of each request, as they came."""

    def __init__(
        self,
        manner: Callable[[str, Mapping[str, Any]], Manner] = lambda kind, document: Manner(),
        *,
        moves_when_asked: bool = True,
    ) -> None:
        self._manner = manner
        self._moves_when_asked = moves_when_asked
        self._manners: dict[tuple[str, str], list[str]] = {}
        self._ends: dict[tuple[str, str], Manner] = {}
        self._pending: dict[str, tuple[str, dict[str, Any] | None]] = {}  # monitor -> service as it will be
        self._next = 1
        self.stored: dict[str, dict[str, dict[str, Any]]] = {}  # resource -> id -> document
        self.asked: list[tuple[str, str, Any]] = []
        self.refusing: int | None = None  # a status that every request is answered with, and nothing is done
        self.listeners: list[str] = []
        self.events: list[dict[str, Any]] = []
        self._headers: list[dict[str, str]] = []  # of the request at hand

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return
        body = b""
        while True:
            part = await receive()
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        try:
            document = msgspec.json.decode(body) if body else None
        except msgspec.DecodeError as error:
            answer = Answered(status=400, document={"code": "21", "reason": "no JSON", "message": str(error)})
        else:
            sent = {name.decode(): value.decode() for name, value in scope["headers"]}
            answer = self.answer(scope["method"], scope["path"], scope["query_string"].decode(), document, sent)
        headers = [(b"content-type", b"application/json")]
        headers += [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        content = b"" if answer.document is None else msgspec.json.encode(answer.document)
        await send({"type": "http.response.body", "body": content})

    def answer(self, method: str, path: str, query: str, document: Any, headers: Mapping[str, str] = {}) -> Answered:
        """What a request is answered; a base path before the resource's name is not looked at."""
        self.asked.append((method, path + (f"?{query}" if query else ""), document))
        self._headers = [{"name": name, "value": value} for name, value in headers.items() if name in _KEPT]
        if self.refusing is not None:
            return _no(self.refusing, "not now")
        names = "|".join([*_KINDS, *_CANCELS, "service", "monitor", "hub"])
        found = re.search(rf"/({names})(?:/([^/]+))?$", path)
        if found is None:
            return _no(404, f"there is nothing at {path}")
        resource, key = found[1], unquote(found[2]) if found[2] else None
        if method == "GET":
            return self._find(resource, key, dict(parse_qsl(query)))
        if method == "POST" and key is None and isinstance(document, dict):
            if resource == "hub":
                self.listeners.append(str(document.get("callback")))
                return Answered(status=201, document={"id": str(len(self.listeners)), **document})
            if resource in _CANCELS:
                return self._cancel(_CANCELS[resource], resource, document)
            return self._take(resource, document)
        if method == "PATCH" and key is not None and isinstance(document, dict):
            return self._patch(resource, key, document)
        if method == "DELETE" and key is not None and resource == "service":
            return self._change_service(key, None)
        return _no(405, f"{method} is not for {resource}")

    def advance(self, resource: str, key: str) -> None:
        """One step on; the listeners are told of a new state."""
        document = self.stored[resource][key]
        left = self._manners.get((resource, key), [])
        if not left:
            return
        document["state"] = left.pop(0)
        if not left and resource in _KINDS:
            self._end(_KINDS[resource], document, self._ends[resource, key])
        if not left and resource == "monitor":
            self._finish_monitor(document, self._ends[resource, key])
        if resource in _KINDS:
            self._tell(resource, document)

    def _look(self, resource: str, key: str) -> None:
        if self._moves_when_asked:
            self.advance(resource, key)

    def _tell(self, resource: str, document: dict[str, Any]) -> None:
        name = resource[0].upper() + resource[1:]
        self.events.append({
            "eventId": str(len(self.events) + 1), "eventType": f"{name}StateChangeEvent",
            "event": {resource: msgspec.json.decode(msgspec.json.encode(document))},
        })  # fmt: skip

    def _new_id(self, prefix: str) -> str:
        self._next += 1
        return f"{prefix}-{self._next - 1}"

    def _take(self, resource: str, document: dict[str, Any]) -> Answered:
        how = self._manner(resource, document)
        if how.status is not None:
            return _no(how.status, how.message or "no", how.headers)
        if resource == "service":
            return self._activate(document, how)
        key = self._new_id(resource[0].upper())
        taken = {**document, "id": key, "href": f"/{resource}/{key}", "state": how.states[0]}
        self.stored.setdefault(resource, {})[key] = taken
        self._manners[resource, key], self._ends[resource, key] = list(how.states[1:]), how
        if len(how.states) == 1:
            self._end(_KINDS[resource], taken, how)
        if how.loses_answer:
            return _no(504, "the gateway gave up")
        return Answered(status=201, document=taken, headers={"Location": f"/{resource}/{key}"})

    def _end(self, kind: OrderKind, order: dict[str, Any], how: Manner) -> None:
        for item in items_of(kind, order):
            assert isinstance(item, dict)
            item["state"] = how.item_states.get(str(item.get("id")), order["state"])
            subject = item.setdefault(kind.subject, {})
            name = f"{kind.subject}Characteristic"
            kept = [held for held in subject.get(name) or () if held["name"] not in how.values]
            subject[name] = kept + [{"name": decided, "value": value} for decided, value in how.values.items()]
            subject.setdefault("id", self._new_id(kind.subject))
        if how.message is not None:
            if kind is SERVICE_ORDER:
                order["errorMessage"] = [{"code": "1", "message": how.message}]
            else:
                note = {"text": how.message}
                order["note"] = note if kind is WORK_ORDER else [note]

    def _find(self, resource: str, key: str | None, filters: Mapping[str, str]) -> Answered:
        held = self.stored.get(resource, {})
        if key is not None:
            if key not in held:
                return _no(404, f"there is no {resource} {key}")
            self._look(resource, key)
            return Answered(status=200, document=held[key])
        matching = [
            each for each in held.values() if all(str(each.get(name)) == value for name, value in filters.items())
        ]
        for each in matching:
            self._look(resource, each["id"])
        return Answered(status=200, document=matching)

    def _patch(self, resource: str, key: str, document: dict[str, Any]) -> Answered:
        if resource == "service":
            return self._change_service(key, document)
        order = self.stored.get(resource, {}).get(key)
        if order is None:
            return _no(404, f"there is no {resource} {key}")
        if order["state"] not in _REVISABLE:
            return _no(409, f"the order is {order['state']} and takes no changes")
        order.update({name: value for name, value in document.items() if name not in ("id", "state")})
        return Answered(status=200, document=order)

    def _cancel(self, kind: OrderKind, resource: str, document: dict[str, Any]) -> Answered:
        about = str((document.get(kind.resource) or {}).get("id"))
        order = self.stored.get(kind.resource, {}).get(about)
        if order is None:
            return _no(404, f"there is no {kind.resource} {about}")
        key = self._new_id("C")
        over = order["state"] in kind.done | kind.failed
        asked = {**document, "id": key, "state": "terminatedWithError" if over else "done"}
        if over:
            asked["errorMessage"] = {"message": f"the order is {order['state']}"}
        else:
            order["state"], self._manners[kind.resource, about] = "cancelled", []
            self._tell(kind.resource, order)
        self.stored.setdefault(resource, {})[key] = asked
        return Answered(status=201, document=asked)

    def _activate(self, document: dict[str, Any], how: Manner) -> Answered:
        key = str(document.get("id") or self._new_id("S"))
        held = [*(document.get("serviceCharacteristic") or ())]
        held += [{"name": name, "value": value} for name, value in how.values.items()]
        service = {**document, "id": key, "href": f"/service/{key}", "serviceCharacteristic": held}
        return self._through(key, service, how, method="POST", status=201)

    def _change_service(self, key: str, change: dict[str, Any] | None) -> Answered:
        service = self.stored.get("service", {}).get(key)
        if service is None:
            return _no(404, f"there is no service {key}")
        how = self._manner("service", {**service, **(change or {})})
        if how.status is not None:
            return _no(how.status, how.message or "no", how.headers)
        changed = None if change is None else {**service, **change}
        return self._through(key, changed, how, method="DELETE" if change is None else "PATCH", status=200)

    def _through(self, key: str, service: dict[str, Any] | None, how: Manner, *, method: str, status: int) -> Answered:
        """Changes the service, at once or when its monitor has come to an end."""
        services = self.stored.setdefault("service", {})
        if not how.monitored:
            if service is None:
                services.pop(key, None)
                return Answered(status=204)
            services[key] = service
            return _no(504, "the gateway gave up") if how.loses_answer else Answered(status=status, document=service)
        number = self._new_id("M")
        monitor = {
            "id": number, "href": f"/monitor/{number}", "sourceHref": f"/service/{key}", "state": how.states[0],
            "request": {"method": method, "to": f"/service/{key}", "body": "", "header": self._headers},
        }  # fmt: skip
        self._pending[number] = (key, service)
        self.stored.setdefault("monitor", {})[number] = monitor
        self._manners["monitor", number], self._ends["monitor", number] = list(how.states[1:]), how
        if how.loses_answer:
            return _no(504, "the gateway gave up")
        return Answered(status=202, document=monitor, headers={"Location": f"/monitor/{number}"})

    def _finish_monitor(self, monitor: dict[str, Any], how: Manner) -> None:
        key, service = self._pending.pop(monitor["id"])
        done = monitor["state"] == "completed"
        if done and service is not None:
            self.stored.setdefault("service", {})[key] = service
        elif done:
            self.stored.get("service", {}).pop(key, None)
        body = service if done else {"message": how.message}
        monitor["response"] = {
            "statusCode": "200" if done else "422", "body": msgspec.json.encode(body).decode(),
            "header": [{"name": "Content-Type", "value": "application/json"}],
        }  # fmt: skip
        if how.message is not None and not done:
            monitor["message"] = how.message


def _no(status: int, message: str, headers: Mapping[str, str] = {}) -> Answered:
    """An error as TM Forum writes it."""
    document = {"code": str(status), "reason": message, "message": message}
    return Answered(status=status, document=document, headers=headers)
