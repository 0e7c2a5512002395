"""Who calls and which database: what every handler may ask for by naming `actor` and `database`.

A caller is known by a session cookie (browsers), by `Authorization: Bearer <API key>` (programs), or by HTTP Basic with
a password or an API key (curl). A change asked for with the cookie alone must come from our own pages: it carries the
header X-Requested-With, which a page of another site cannot set, or an Origin header that names this host.
"""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Any

from litestar import Request
from litestar.di import Provide

from trunkline.access.errors import NotSignedIn
from trunkline.access.model import Actor
from trunkline.access.origin import refuse_foreign_page
from trunkline.access.passwords import KEY_PREFIX
from trunkline.access.queries import find_actor_by_key, find_actor_by_session
from trunkline.access.sign_in import check_sign_in
from trunkline.access.wire import SESSION_COOKIE
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.orchestration.previewing import preview_service_order
from trunkline.ordering.previewing import Doors

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


async def provide_database(request: Request[Any, Any, Any]) -> Database:
    """The database of this application."""
    database: Database = request.app.state.database
    return database


def _read_basic(encoded: str) -> tuple[str, str]:
    try:
        name, colon, password = b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        name, colon, password = "", "", ""
    if not colon:
        raise NotSignedIn("the Authorization header cannot be read: Basic takes base64 of 'user:password'")
    return name, password


async def _by_key(database: Database, key: str) -> Actor:
    async with database.connection() as connection:
        actor = await find_actor_by_key(Tx(connection), key, now=clock.now())
    if actor is None:
        raise NotSignedIn("the API key is unknown, revoked or over: make a new one at POST /api/apiKeys")
    return actor


async def provide_actor(request: Request[Any, Any, Any], database: Database) -> Actor:
    """Who calls; raises NotSignedIn when nobody known does."""
    actor = await _find_actor(request, database)
    request.state.actor_name = actor.name  # for the access log
    return actor


async def _find_actor(request: Request[Any, Any, Any], database: Database) -> Actor:
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    credentials = credentials.strip()
    match scheme.lower():
        case "bearer":
            return await _by_key(database, credentials)
        case "basic":
            user_name, password = _read_basic(credentials)
            if password.startswith(KEY_PREFIX):
                return await _by_key(database, password)
            return await check_sign_in(database, user_name, password, now=clock.now())
        case "":
            pass
        case _:
            raise NotSignedIn("the Authorization header must start with Bearer (an API key) or Basic")
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        raise NotSignedIn("sign in at POST /api/session, or send an API key as 'Authorization: Bearer <key>'")
    if request.method not in _READING:
        refuse_foreign_page(request.headers)
    async with database.connection() as connection:
        actor = await find_actor_by_session(Tx(connection), token, now=clock.now())
    if actor is None:
        raise NotSignedIn("the session has ended: sign in again at POST /api/session")
    return actor


def provide_doors(request: Request[Any, Any, Any]) -> Doors:
    """What ordering needs of the rooms above it: the dry run, and who knows where services can be delivered."""
    return Doors(previewer=preview_service_order, serviceability=request.app.state.serviceability)


DEPENDENCIES = {
    "database": Provide(provide_database),
    "actor": Provide(provide_actor),
    "doors": Provide(provide_doors, sync_to_thread=False),
}
