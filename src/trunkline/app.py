"""The web application: every room's routes, one shape of errors, one way to be known; and the server that runs it."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import socket
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final

import uvicorn
from litestar import Litestar, Response, get
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.exceptions import LitestarDeprecationWarning

from trunkline.api import docs, health
from trunkline.api.access_log import log_requests
from trunkline.api.dependencies import DEPENDENCIES
from trunkline.api.errors import EXCEPTION_HANDLERS, LARGEST_BODY
from trunkline.api.openapi import openapi_config
from trunkline.kit.db import Database
from trunkline.kit.errors import Unavailable

# the rooms that have routes, from the one that people meet first
ROOMS: Final = ("ordering", "orchestration", "fallout", "inventory", "catalog", "southbound", "events", "access")
_GRACE_SECONDS: Final = 10


class AddressUnusable(Unavailable):
    """The server cannot listen where it was told to."""


def room_routes() -> list[Any]:
    """The route handlers of every room."""
    found: list[Any] = []
    for room in ROOMS:
        with contextlib.suppress(ModuleNotFoundError):
            found += importlib.import_module(f"trunkline.{room}.api").routes
    return found


@get("/", include_in_schema=False)
async def show_landing_page(state: State) -> Response[str]:
    """What runs here, and where things are."""
    return docs.landing_page(state.paths)


WorkerHook = Callable[[], AbstractAsyncContextManager[None]]


def create_app(database: Database | None, *, worker_hook: WorkerHook | None = None) -> Litestar:
    """The application on a database that the caller opened and will close (None: only to be looked at).

    `worker_hook` makes something that is entered when the application starts and left when it stops.
    """

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        if worker_hook is None:
            yield
            return
        async with worker_hook():
            yield

    with warnings.catch_warnings():
        # Litestar 3 will ask for FromPath[str] and FromQuery[int] where handlers say str and int; below 3 both mean the same
        warnings.simplefilter("ignore", LitestarDeprecationWarning)
        app = _build(database, lifespan)
    app.state.paths = frozenset(route.path for route in app.routes)
    return app


def _build(database: Database | None, lifespan: Callable[[Litestar], AbstractAsyncContextManager[None]]) -> Litestar:
    return Litestar(
        route_handlers=[show_landing_page, *docs.routes, *health.routes, *room_routes()],
        dependencies=DEPENDENCIES,
        exception_handlers=EXCEPTION_HANDLERS,
        middleware=[log_requests],
        compression_config=CompressionConfig(
            backend="gzip", minimum_size=1000, gzip_compress_level=4, exclude=["^/api/events/stream"]
        ),
        request_max_body_size=LARGEST_BODY,
        openapi_config=openapi_config(),
        lifespan=[lifespan],
        state=State({"database": database, "stopping": _never}),
        logging_config=None,
    )


def _never() -> bool:
    return False


def openapi_document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of the whole API."""
    document: dict[str, Any] = create_app(None).openapi_schema.to_schema()
    return document


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any free one.

    Raises AddressUnusable, saying why, when that is not possible.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except (OSError, OverflowError) as error:
        listener.close()
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise AddressUnusable(
            f"cannot listen on {host} port {port} ({why.lower()}): stop what uses it, or set TRUNKLINE_PORT to another port"
        ) from None
    listener.setblocking(False)
    return listener


class _Server(uvicorn.Server):
    """uvicorn, with a word when it answers."""

    def __init__(self, config: uvicorn.Config, *, address: str, ready: Callable[[str], None] | None) -> None:
        super().__init__(config)
        self._address = address
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, then tells where."""
        await super().startup(sockets=sockets)
        if self.started and self._ready is not None:
            self._ready(self._address)

    async def stop_on(self, stop: asyncio.Event) -> None:
        """Asks the server to end when `stop` is set."""
        await stop.wait()
        self.should_exit = True


async def serve(
    app: Litestar,
    host: str = "127.0.0.1",
    port: int = 8080,
    *,
    ready: Callable[[str], None] | None = None,
    stop: asyncio.Event | None = None,
    log_level: str = "warning",
) -> None:
    """Serves the application until a signal to end, or until `stop` is set; requests under way get ten seconds.

    `ready` is told the address when the server answers. Raises AddressUnusable when it cannot listen.
    """
    with listen(host, port) as listener:
        config = uvicorn.Config(
            app,
            log_level=log_level,
            access_log=False,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=_GRACE_SECONDS,
            timeout_keep_alive=30,
        )
        shown = f"[{host}]" if ":" in host else host
        server = _Server(config, address=f"http://{shown}:{listener.getsockname()[1]}", ready=ready)
        app.state.stopping = lambda: server.should_exit
        watcher = asyncio.create_task(server.stop_on(stop)) if stop is not None else None
        try:
            await server.serve(sockets=[listener])
        finally:
            if watcher is not None:
                watcher.cancel()
