"""Brings a database to the shape this version needs, and says what shape it has."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
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

from trunkline.kit.contract import Contract
from trunkline.kit.db import CONNECTION_ERRORS, explain_connection
from trunkline.kit.errors import Unavailable
from trunkline.kit.schema import MigrationStatus, present_revision, too_new

_LOCK = 0x7472756E6B  # 'trunk': one migration at a time, whoever starts first


class MigrationFailed(Unavailable):
    """The database refused a migration; it was rolled back."""

    contract = Contract(
        "The update of the database failed and was taken back.",
        "Send the operator the message; the old version goes on working.",
        field="schema",
    )


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


async def _run(url: str, *, upgrade: bool) -> MigrationStatus:
    present = await present_revision(url)
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
        raise too_new(present) from None
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


def migrate_now(url: str) -> MigrationStatus:
    """`migrate` for callers without an event loop."""
    return asyncio.run(migrate(url))
