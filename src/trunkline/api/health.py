"""HTTP: whether this process lives, and whether it is ready to serve."""

from __future__ import annotations

import msgspec
from litestar import get

from trunkline.api.errors import DatabaseUnavailable
from trunkline.kit.contract import Contract
from trunkline.kit.db import Database


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How the process is."""

    status: str


class SchemaMissing(DatabaseUnavailable):
    """The database answers, but its tables are not there."""

    contract = Contract(
        "The installation is not finished: its tables are missing.", "Run `trunkline db migrate`.", field="schema"
    )


@get("/health/live", tags=["Health"], security=[{}])
async def live() -> Health:
    """The process answers; says nothing about the database."""
    return Health(status="pass")


@get("/health/ready", tags=["Health"], security=[{}])
async def ready(database: Database) -> Health:
    """The database answers and has been migrated; otherwise 503."""
    async with database.connection() as connection:
        found = await connection.fetchval("SELECT to_regclass('alembic_version')::text")
    if found is None:
        raise SchemaMissing("the database has no tables yet: run `trunkline db migrate`")
    return Health(status="pass")


routes = [live, ready]
