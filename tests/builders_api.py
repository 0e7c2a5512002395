"""The real application on a fresh database, with a client that is signed in as somebody of a given role.

    async with api(database_url, role=Role.SERVICE_ORDER_MANAGER) as client:
        answer = await client.get("/api/session")

The client speaks to the application in this process (no port is opened). `client.be(Role.X)` acts as somebody else for
the requests inside the block; `client.database` is the database; `client.queries` collects the statements that the
application sends. With `react=True` events have their consequences, as in production.
"""

from __future__ import annotations

import importlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
from litestar import Litestar

from trunkline.access.commands import create_api_key, create_user
from trunkline.access.model import SYSTEM, Role
from trunkline.access.queries import actor_of, find_user, get_user
from trunkline.app import connect_app, create_app
from trunkline.kit.db import Database, Tx

BUILT_AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class CountingDatabase(Database):
    """A database that keeps the statements sent through it."""

    statements: list[str]

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        async with super().transaction() as tx:
            with tx.connection.query_logger(self._keep):
                yield tx

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        async with super().reading() as tx:
            with tx.connection.query_logger(self._keep):
                yield tx

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Any]:
        async with super().connection() as connection:
            with connection.query_logger(self._keep):
                yield connection

    def _keep(self, record: Any) -> None:
        self.statements.append(record.query)


class ApiClient(httpx.AsyncClient):
    """An HTTP client of the application, signed in by API key."""

    application: Litestar
    database: CountingDatabase
    queries: list[str]

    async def key_of(self, role: Role) -> str:
        """A new API key of the user that has this role (made when it is not there yet)."""
        async with self.database.transaction() as tx:
            name = f"{role.lower()}.tester"
            if await find_user(tx, name) is None:
                await create_user(
                    tx, user_name=name, full_name=f"Tester, {role}", roles=[role], by=SYSTEM, now=BUILT_AT
                )
            actor = actor_of(await get_user(tx, name))
            _, key = await create_api_key(tx, name="test", by=actor, now=BUILT_AT)
        self.queries.clear()
        return key

    @asynccontextmanager
    async def be(self, role: Role) -> AsyncIterator[ApiClient]:
        """Acts as the user of another role inside the block."""
        before = self.headers["Authorization"]
        self.headers["Authorization"] = f"Bearer {await self.key_of(role)}"
        try:
            yield self
        finally:
            self.headers["Authorization"] = before

    @contextmanager
    def nobody(self) -> Iterator[ApiClient]:
        """Sends no credentials inside the block."""
        before = self.headers.pop("Authorization")
        try:
            yield self
        finally:
            self.headers["Authorization"] = before


# applications that serve no test just now: building one takes longer than most tests
_IDLE: list[Litestar] = []


@asynccontextmanager
async def api(
    database_url: str, role: Role = Role.ADMINISTRATOR, *, react: bool = True, **composed: Any
) -> AsyncIterator[ApiClient]:
    """The application with a client that is signed in as the user `<role>.tester`; `composed` goes to `create_app`."""
    options = {"react": importlib.import_module("trunkline.reactions").react} if react else {}
    database = await CountingDatabase.connect(database_url, **options)
    database.statements = []
    try:
        application = _IDLE.pop() if _IDLE else create_app(None)
        connect_app(application, database, **composed)
        # an error of ours must show itself as the 500 that a caller would get
        transport = httpx.ASGITransport(app=application, raise_app_exceptions=False)
        async with (
            application.lifespan(),
            ApiClient(transport=transport, base_url="http://trunkline.test", timeout=60) as client,
        ):
            client.application, client.database, client.queries = application, database, database.statements
            client.headers["Authorization"] = f"Bearer {await client.key_of(role)}"
            yield client
        _IDLE.append(application)
    finally:
        await database.close()
