"""The web application: every room's routes, one shape of errors, one way to be known."""

from __future__ import annotations

import os
import socket
import warnings
from typing import Any, Final

from litestar import Litestar, Response, get
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State

from trunkline.access import api as access
from trunkline.agreements import api as agreements
from trunkline.api import docs, health
from trunkline.api.access_log import log_requests
from trunkline.api.dependencies import DEPENDENCIES
from trunkline.api.errors import EXCEPTION_HANDLERS, LARGEST_BODY
from trunkline.api.instants import refuse_without_zone
from trunkline.api.openapi import openapi_config
from trunkline.api.workspace import serve_workspace
from trunkline.appointments import api as appointments
from trunkline.appointments.model import SlotSystem
from trunkline.assignment import api as assignment
from trunkline.attachments import api as attachments
from trunkline.catalog import api as catalog
from trunkline.events import api as events
from trunkline.events.stream import EventFeed
from trunkline.fallout import api as fallout
from trunkline.insight import api as insight
from trunkline.inventory import api as inventory
from trunkline.jeopardy import api as jeopardy
from trunkline.kit.contract import CauseClass, Contract
from trunkline.kit.db import Database
from trunkline.kit.errors import Unavailable
from trunkline.notifications import api as notifications
from trunkline.orchestration import api as orchestration
from trunkline.ordering import api as ordering
from trunkline.ordering.serviceability import ServiceabilityCheck
from trunkline.settings import LARGEST_ATTACHMENT
from trunkline.southbound import api as southbound
from trunkline.southbound.secrets import Secrets

# the rooms that have routes, from the one that people meet first
ROOMS: Final = (
    ordering, orchestration, fallout, attachments, inventory, catalog, southbound, insight, agreements, appointments, jeopardy,
    assignment, notifications, events, access,
)  # fmt: skip


class AddressUnusable(Unavailable):
    """The server cannot listen where it was told to."""

    contract = Contract(
        "The server cannot listen at the address it was given.",
        "Choose a free port, or end what uses it.",
        field="port",
        cause_class=CauseClass.PLATFORM,
    )


def room_routes() -> list[Any]:
    """The route handlers of every room."""
    return [route for room in ROOMS for route in room.routes]


@get("/", include_in_schema=False)
async def show_landing_page(state: State) -> Response[str]:
    """What runs here, and where things are."""
    return docs.landing_page(state.paths)


def create_app(
    database: Database | None,
    *,
    largest_attachment: int = LARGEST_ATTACHMENT,
    serviceability: ServiceabilityCheck | None = None,
    slot_system: SlotSystem | None = None,
) -> Litestar:
    """The application on a database that the caller opened and will close (None: only to be looked at).

    Whoever runs it sets `app.state.stopping` to a function that says whether the server is about to end, so that live
    streams end by themselves.
    """
    with warnings.catch_warnings():
        # Litestar 3 will ask for FromPath[str] where handlers say str, and QueryParameter for Parameter; 2 takes both
        warnings.simplefilter("ignore", DeprecationWarning)
        app = _build()
    app.asgi_handler = log_requests(serve_workspace(app.asgi_handler))  # around everything, unknown addresses too
    connect_app(
        app, database, largest_attachment=largest_attachment, serviceability=serviceability, slot_system=slot_system
    )
    return app


def connect_app(
    app: Litestar,
    database: Database | None,
    *,
    largest_attachment: int = LARGEST_ATTACHMENT,
    serviceability: ServiceabilityCheck | None = None,
    slot_system: SlotSystem | None = None,
) -> None:
    """Gives an application that serves nobody what it works on; what it was given before is forgotten.

    `largest_attachment` is in bytes. Building an application costs a hundred times what this costs.
    """
    app.state = State(
        {
            "paths": frozenset(route.path for route in app.routes),
            "database": database,
            "largest_attachment": largest_attachment,
            "serviceability": serviceability,
            "slot_system": slot_system,
            "stopping": _never,
            "secrets": Secrets(os.environ),
            "event_feed": None if database is None else EventFeed(database),
        }
    )


def _build() -> Litestar:
    return Litestar(
        route_handlers=[show_landing_page, *docs.routes, *health.routes, *room_routes()],
        dependencies=DEPENDENCIES,
        exception_handlers=EXCEPTION_HANDLERS,
        before_request=refuse_without_zone,
        compression_config=CompressionConfig(
            backend="gzip", minimum_size=1000, gzip_compress_level=4, exclude=["^/api/events/stream"]
        ),
        request_max_body_size=LARGEST_BODY,
        openapi_config=openapi_config(),
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
    # the protocol is named, or asyncio would not switch off the delay that waits for more to send (40 ms an answer)
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
