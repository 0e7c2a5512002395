"""PostgreSQL: a pool, transactions that have one owner, and what happens just before they commit."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

import asyncpg
import msgspec

from trunkline.kit.errors import Unavailable

# what a database that goes away, restarts or is cut off shows itself by; whoever works on tries again
OUTAGE: tuple[type[Exception], ...] = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)

Row: TypeAlias = Any  # asyncpg's Record, which has no types: columns by name

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class Tx:
    """One open transaction on one connection.

    Room code reads and writes through it and never commits; whoever opened it does. `recorded` collects the events
    of the transaction; before the commit they are handed, grouped, to the reactions. `memory` belongs to the database
    and outlives the transaction: rooms keep there what never changes once it was read.
    """

    def __init__(self, connection: Any, memory: dict[Any, Any] | None = None) -> None:
        self.connection = connection
        self.memory: dict[Any, Any] = {} if memory is None else memory
        self.recorded: list[Any] = []

    async def execute(self, sql: str, *args: Any) -> str:
        """Runs a statement and returns its command tag."""
        tag: str = await self.connection.execute(sql, *args)
        return tag

    async def fetch(self, sql: str, *args: Any) -> list[Row]:
        """All rows."""
        rows: list[Row] = await self.connection.fetch(sql, *args)
        return rows

    async def fetchrow(self, sql: str, *args: Any) -> Row | None:
        """The first row, or None."""
        return await self.connection.fetchrow(sql, *args)

    async def fetchval(self, sql: str, *args: Any) -> Any:
        """The first column of the first row, or None."""
        return await self.connection.fetchval(sql, *args)

    async def look_up_by_key(self) -> None:
        """From here to its end, the transaction finds rows through indexes only.

        For statements that touch a batch of rows by key. The server keeps the plan of a prepared statement; one made
        while a table was small reads the whole table, and goes on doing so when the table has grown.
        """
        await self.connection.execute(
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
        )

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part that is undone by itself when its block raises; what it recorded is forgotten with it."""
        recorded = len(self.recorded)
        done = False
        try:
            async with self.connection.transaction():
                yield
            done = True
        finally:
            if not done:
                del self.recorded[recorded:]

    async def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Writes rows with COPY: the way to write many."""
        await self.connection.copy_records_to_table(table, columns=list(columns), records=rows)


Reactions = Callable[[Tx], Awaitable[None]]


async def _no_reactions(tx: Tx) -> None:
    tx.recorded.clear()


async def prepare_connection(connection: Any) -> None:
    """jsonb travels as Python values; every connection of the product is prepared so."""
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=lambda value: b"\x01" + _encode(value),
        decoder=lambda data: _decode(data[1:]),
    )


CONNECTION_ERRORS = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError, TimeoutError)


def explain_connection(url: str, error: BaseException) -> str:
    """One sentence for a connection that failed: where it went, why, and what to do; never the password."""
    try:
        parts = urlsplit(url)
        place = parse_qs(parts.query).get("host", [None])[0] or f"{parts.hostname or 'localhost'}:{parts.port or 5432}"
        known = parts.scheme in {"postgresql", "postgres"}
    except ValueError:
        known, place = False, ""
    if not known:
        return (
            "the database URL is not one: it looks like postgresql://user:password@host:5432/database; "
            "correct TRUNKLINE_DATABASE_URL, or unset it to use the embedded database"
        )
    match error:
        case asyncpg.InvalidAuthorizationSpecificationError():
            return f"the database at {place} refuses the user or the password: correct TRUNKLINE_DATABASE_URL"
        case asyncpg.InvalidCatalogNameError():
            return f"the server at {place} has no database '{parts.path.lstrip('/')}': create it with `createdb`"
        case asyncpg.TooManyConnectionsError():
            return f"the server at {place} has no connection left: raise its max_connections or stop other clients"
        case asyncpg.CannotConnectNowError():
            return f"the server at {place} is starting or stopping: try again in a moment"
        case socket.gaierror():
            return f"there is no host '{parts.hostname}': correct TRUNKLINE_DATABASE_URL"
        case TimeoutError():
            return f"the database at {place} does not answer in time: is it reachable from here?"
        case OSError():
            return f"nothing answers at {place}: start the database server, or correct TRUNKLINE_DATABASE_URL"
    said = str(error).strip().partition("\n")[0] or type(error).__name__
    return f"the database at {place} cannot be used: {said}"


# of a client that is gone, killed or with its whole machine, the server lets go within a second or half a minute: without
# these its locks stay until a statement that runs has ended, or for the two hours that the system's own probes take
_GONE: Final = {
    "client_connection_check_interval": "1s", "tcp_keepalives_idle": "15", "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3", "tcp_user_timeout": "30000",
}  # fmt: skip


class Database:
    """A pool of connections to one PostgreSQL."""

    def __init__(
        self, pool: Any, url: str, react: Reactions = _no_reactions, known: Mapping[Any, Any] | None = None
    ) -> None:
        self._pool = pool
        self.url = url
        self._react = react
        self._memory: dict[Any, Any] = dict(known or {})

    @classmethod
    async def connect(
        cls,
        url: str,
        *,
        react: Reactions = _no_reactions,
        smallest: int = 1,
        largest: int = 10,
        known: Mapping[Any, Any] | None = None,
    ) -> Database:
        """Opens the pool. `known` is in the memory of every transaction: what rooms are told once, such as settings.

        Raises Unavailable, in one sentence, when the server cannot be reached or refuses.
        """
        try:
            pool = await asyncpg.create_pool(
                url,
                min_size=smallest,
                max_size=largest,
                init=prepare_connection,
                command_timeout=600,
                server_settings={"application_name": "trunkline", "timezone": "UTC", "jit": "off", **_GONE},
            )
        except CONNECTION_ERRORS as error:
            raise Unavailable(explain_connection(url, error)) from error
        return cls(pool, url, react, known)

    async def close(self) -> None:
        """Closes the pool, at the latest after five seconds."""
        try:
            await asyncio.wait_for(self._pool.close(), 5)
        except TimeoutError:
            self._pool.terminate()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """A transaction: committed when the block ends well (after the reactions to its events), else rolled back."""
        async with self._pool.acquire() as connection, connection.transaction():
            tx = Tx(connection, self._memory)
            yield tx
            await self._react(tx)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Tx]:
        """A transaction that only reads, from one snapshot."""
        async with (
            self._pool.acquire() as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            yield Tx(connection, self._memory)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Any]:
        """A bare connection, for LISTEN and for migrations."""
        async with self._pool.acquire() as connection:
            yield connection
