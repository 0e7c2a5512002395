"""Brings a database to the shape this version needs, and says what shape it has."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
import msgspec
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from trunkline.kit.db import CONNECTION_ERRORS, explain_connection
from trunkline.kit.errors import Unavailable

OLDEST_SERVER = 150000  # PostgreSQL 15
_LOCK = 0x7472756E6B  # 'trunk': one migration at a time, whoever starts first


class DatabaseTooOld(Unavailable):
    """The server is older than the product supports."""


class DatabaseNotMigrated(Unavailable):
    """The tables are older than this version of the product."""


class DatabaseTooNew(Unavailable):
    """The tables are newer than this version of the product."""


class MigrationFailed(Unavailable):
    """The database refused a migration; it was rolled back."""


class MigrationStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Where a database stands. `pending` lists the revisions that would be run, oldest first."""

    server_version: str
    current: str | None
    head: str
    pending: tuple[str, ...]


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "trunkline:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _engine(url: str) -> AsyncEngine:
    async def connect() -> Any:
        return await asyncpg.connect(url, server_settings={"timezone": "UTC"})

    return create_async_engine("postgresql+asyncpg://", async_creator=connect, poolclass=NullPool)


def _status(connection: Connection) -> MigrationStatus:
    scripts = ScriptDirectory.from_config(_config())
    current = MigrationContext.configure(connection).get_current_revision()
    head = scripts.get_current_head() or ""
    pending = [] if current == head else [script.revision for script in scripts.iterate_revisions(head, current)]
    version = connection.exec_driver_sql("SHOW server_version").scalar_one()
    return MigrationStatus(server_version=version, current=current, head=head, pending=tuple(reversed(pending)))


def check_server_version(number: int) -> None:
    """Raises DatabaseTooOld when a server's `server_version_num` (150004 for 15.4) is older than the oldest supported."""
    if number < OLDEST_SERVER:
        raise DatabaseTooOld(
            f"the database server is PostgreSQL {number // 10000}; Trunkline needs {OLDEST_SERVER // 10000} or newer: "
            "upgrade the server, or unset TRUNKLINE_DATABASE_URL to use the embedded one"
        )


async def _check_server(url: str) -> None:
    try:
        connection = await asyncpg.connect(url)
        number = await connection.fetchval("SHOW server_version_num")
        await connection.close()
    except CONNECTION_ERRORS as error:
        raise Unavailable(explain_connection(url, error)) from error
    check_server_version(int(number))


async def _run(url: str, *, upgrade: bool) -> MigrationStatus:
    await _check_server(url)
    engine = _engine(url)
    try:
        async with engine.connect() as connection:
            if upgrade:
                await connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
                await connection.commit()
                await connection.run_sync(lambda sync: command.upgrade(_config(sync), "head"))
                await connection.commit()
            status = await connection.run_sync(_status)
            if upgrade:
                await connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_LOCK})")
            return status
    except (CommandError, ResolutionError):
        raise DatabaseTooNew(
            "the database was migrated by a newer Trunkline than this one: install that version here too"
        ) from None
    except (DBAPIError, asyncpg.PostgresSyntaxError, asyncpg.InsufficientPrivilegeError) as error:
        said = str(getattr(error, "orig", error)).partition("\n")[0]
        raise MigrationFailed(f"the migration was refused and nothing was changed: {said}") from error
    except CONNECTION_ERRORS as error:
        raise Unavailable(explain_connection(url, error)) from error
    finally:
        await engine.dispose()


async def migrate(url: str) -> MigrationStatus:
    """Runs every pending migration; safe to call from several processes at once.

    Raises Unavailable when the database cannot be reached, DatabaseTooOld when the server is older than 15.
    """
    return await _run(url, upgrade=True)


async def migration_status(url: str) -> MigrationStatus:
    """Where the database stands; changes nothing."""
    return await _run(url, upgrade=False)


async def require_migrated(url: str) -> MigrationStatus:
    """Raises DatabaseNotMigrated, naming the command to run, when a migration is pending."""
    status = await migration_status(url)
    if status.pending:
        raise DatabaseNotMigrated(
            f"the database lacks {len(status.pending)} migration(s), first {status.pending[0]}: "
            "run `trunkline db migrate`"
        )
    return status


def migrate_now(url: str) -> MigrationStatus:
    """`migrate` for callers without an event loop."""
    return asyncio.run(migrate(url))
