"""The executor `http`: asks a domain system over plain REST and reads characteristic values from its answer.

`config` of the task specification:

- `url` (mandatory), `method` (POST), `headers`, `timeout` in seconds (30)
- `body`: what is sent; texts may hold `{Characteristic name}`; without it the whole call is sent
- `answer`: characteristic name -> dotted path into the JSON that comes back
- `accept`: HTTP statuses that mean done (200, 201, 202, 204)

Every call carries `Idempotency-Key` (the same for each attempt at a task) and `X-Correlation-Id`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import httpx
import msgspec

from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused

_LONGEST_EXCHANGE = 10_000  # characters of a body that are kept for the fallout record
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class HttpConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`config` of a task specification with the executor `http`."""

    url: str
    method: str = "POST"
    headers: dict[str, str] = {}
    timeout: float = 30.0
    body: Any = None
    answer: dict[str, str] = {}
    accept: tuple[int, ...] = (200, 201, 202, 204)


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
    """The value at a dotted path (`resource.0.value`); None when there is none."""
    for part in path.split("."):
        if isinstance(document, dict):
            document = document.get(part)
        elif isinstance(document, list) and part.isdigit() and int(part) < len(document):
            document = document[int(part)]
        else:
            return None
    return document


class HttpExecutor:
    """Calls domain systems; one connection pool for all of them."""

    def __init__(self, client: httpx.AsyncClient | None = None) -> None:
        self._client = client or httpx.AsyncClient(follow_redirects=False)

    async def close(self) -> None:
        """Closes the connections."""
        await self._client.aclose()

    async def execute(self, call: ExecutionCall) -> Answer:
        """One request, one answer. Only what may help when asked again is retryable: no connection, timeout, 408,
        425, 429 and 5xx."""
        try:
            config = msgspec.convert(dict(call.config), HttpConfig)
            known = {**call.characteristics, "number": call.task_id.number, "action": call.action}
            url = fill(config.url, known)
            body = fill(config.body, known) if config.body is not None else _whole(call)
        except msgspec.ValidationError as error:
            return Refused(error_class="misconfigured", message=f"http executor: {error}", retryable=False)
        except KeyError as error:
            return Refused(
                error_class="misconfigured", message=f"http executor: no value for {error}; the task's config names it",
                retryable=False,
            )  # fmt: skip
        headers = {
            **config.headers,
            "Idempotency-Key": call.idempotency_key,
            "X-Correlation-Id": call.correlation_id,
        }
        sent = {"method": config.method, "url": url, "body": body}
        try:
            answer = await self._client.request(
                config.method, url, json=body if config.method != "GET" else None, headers=headers,
                timeout=config.timeout,
            )  # fmt: skip
        except httpx.TimeoutException:
            return Refused(
                error_class="timeout", message=f"{call.system or url} did not answer within {config.timeout:g} s",
                exchange={"request": sent},
            )  # fmt: skip
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Refused(
                error_class="unreachable", message=f"{call.system or url} cannot be reached: {error}",
                exchange={"request": sent},
            )  # fmt: skip
        exchange: dict[str, object] = {
            "request": sent,
            "response": {"status": answer.status_code, "body": answer.text[:_LONGEST_EXCHANGE]},
        }
        if answer.status_code not in config.accept:
            return Refused(
                error_class="refused",
                message=f"{call.system or url} answered {answer.status_code}: {_said(answer)}",
                retryable=answer.status_code in (408, 425, 429) or answer.status_code >= 500,
                exchange=exchange,
            )
        return _read(answer, config, exchange)


def _whole(call: ExecutionCall) -> dict[str, object]:
    return {
        "task": call.task_id.number, "operation": call.operation, "action": call.action,
        "specification": call.specification_id, "characteristics": dict(call.characteristics), "place": call.place,
    }  # fmt: skip


def _said(answer: httpx.Response) -> str:
    """What the system gives as its reason, in one line."""
    try:
        document = answer.json()
    except ValueError:
        document = None
    if isinstance(document, dict):
        for name in ("message", "reason", "detail", "error"):
            if isinstance(document.get(name), str):
                return str(document[name])[:300]
    return " ".join(answer.text.split())[:300] or "no reason"


def _read(answer: httpx.Response, config: HttpConfig, exchange: dict[str, object]) -> Answer:
    if not config.answer:
        return Completed()
    try:
        document = answer.json()
    except ValueError:
        return Refused(error_class="badAnswer", message="the answer is not JSON", retryable=False, exchange=exchange)
    values = {name: dig(document, path) for name, path in config.answer.items()}
    absent = [f"'{name}' at {config.answer[name]}" for name, value in values.items() if value is None]
    if absent:
        return Refused(
            error_class="badAnswer", message=f"the answer lacks {', '.join(absent)}", retryable=False, exchange=exchange
        )
    return Completed(values=values)
