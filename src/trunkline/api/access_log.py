"""One line of JSON for every request: who asked for what, what came of it, and how long it took."""

from __future__ import annotations

import logging
import time
from typing import Any

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("trunkline.access_log")
_encode = msgspec.json.Encoder().encode


def log_requests(app: ASGIApp) -> ASGIApp:
    """Wraps the application; nothing is written unless the logger `trunkline.access_log` is enabled for INFO."""

    async def logged(scope: Scope, receive: Receive, send: Send) -> None:
        if not log.isEnabledFor(logging.INFO) or scope["type"] == ScopeType.WEBSOCKET:
            await app(scope, receive, send)
            return
        started, status, size = time.perf_counter(), 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await app(scope, receive, counted)
        finally:
            line: dict[str, Any] = {
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "milliseconds": round((time.perf_counter() - started) * 1000, 1),
                "bytes": size,
                "actor": scope.get("state", {}).get("actor_name"),
            }
            log.info(_encode(line).decode())

    return logged
