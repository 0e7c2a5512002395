"""Which shape a database has, and whether it is the one this version needs; cheap to ask, changes nothing."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

import asyncpg
import msgspec

from trunkline.kit.contract import Contract
from trunkline.kit.db import CONNECTION_ERRORS, explain_connection
from trunkline.kit.errors import Unavailable

OLDEST_SERVER: Final = 150000  # PostgreSQL 15
_REVISION_FILE: Final = re.compile(r"(\d{4})_\w+\.sql")


class DatabaseTooOld(Unavailable):
    """The server is older than the product supports."""

    contract = Contract(
        "The database server is too old.", "Use PostgreSQL of the version that is named, or newer.", field="server"
    )


class DatabaseNotMigrated(Unavailable):
    """The tables are older than this version of the product."""

    contract = Contract("The database is older than the product.", "Run `trunkline db migrate`.", field="schema")


class DatabaseTooNew(Unavailable):
    """The tables are newer than this version of the product."""

    contract = Contract(
        "The database is newer than the product.",
        "Install the version of the product that the database was made with.",
        field="schema",
    )


class MigrationStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Where a database stands. `pending` lists the revisions that would be run, oldest first."""

    server_version: str
    current: str | None
    head: str
    pending: tuple[str, ...]


def check_server_version(number: int) -> None:
    """Raises DatabaseTooOld when a server's `server_version_num` (150004 for 15.4) is older than the oldest supported."""
    if number < OLDEST_SERVER:
        raise DatabaseTooOld(
            f"the database server is PostgreSQL {number // 10000}; Trunkline needs {OLDEST_SERVER // 10000} or newer: "
            "upgrade the server, or unset TRUNKLINE_DATABASE_URL to use the embedded one"
        )


def newest_revision() -> str:
    """The revision that this version needs: the highest number among its migration files."""
    names = (entry.name for entry in files("trunkline.migrations").joinpath("versions").iterdir())
    return max(found[1] for name in names if (found := _REVISION_FILE.fullmatch(name)))


async def present_revision(url: str) -> str | None:
    """The revision that the database has, None when it has no tables of ours.

    Raises Unavailable when it cannot be reached, DatabaseTooOld when the server is older than 15.
    """
    try:
        connection = await asyncpg.connect(url)
        try:
            check_server_version(int(await connection.fetchval("SHOW server_version_num")))
            if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
                return None
            revision: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
            return revision
        finally:
            await connection.close()
    except CONNECTION_ERRORS as error:
        raise Unavailable(explain_connection(url, error)) from error


def too_new(revision: str | None) -> DatabaseTooNew:
    """The error for a database whose revision this version does not know."""
    return DatabaseTooNew(
        f"the database was migrated by a newer Trunkline (to {revision}) than this one: install that version here too"
    )


async def is_migrated(url: str) -> bool:
    """Whether no migration is pending; raises DatabaseTooNew when the database is ahead of this version."""
    present, needed = await present_revision(url), newest_revision()
    if present is not None and present > needed:
        raise too_new(present)
    return present == needed


async def require_migrated(url: str) -> None:
    """Raises DatabaseNotMigrated, naming the command to run, when a migration is pending."""
    if not await is_migrated(url):
        raise DatabaseNotMigrated(
            f"the database has not the tables of this version (revision {newest_revision()}): run `trunkline db migrate`"
        )
