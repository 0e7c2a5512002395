"""A database that cannot be used gets one sentence that says where, why, and what to do."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest

from trunkline.kit.db import Database
from trunkline.kit.errors import Unavailable
from trunkline.kit.migrate import migrate, migration_status
from trunkline.kit.schema import (
    DatabaseNotMigrated,
    DatabaseTooNew,
    DatabaseTooOld,
    check_server_version,
    newest_revision,
    require_migrated,
)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://someone:secret@127.0.0.1:1/x", "nothing answers at 127.0.0.1:1"),
        ("postgresql://someone:secret@no-such-host.invalid/x", "there is no host 'no-such-host.invalid'"),
        ("mysql://someone:secret@127.0.0.1/x", "the database URL is not one"),
        ("nonsense", "the database URL is not one"),
        ("postgresql://someone:secret@127.0.0.1:port/x", "the database URL is not one"),
        ("postgresql://x@/x?host=/nowhere/at/all", "nothing answers at /nowhere/at/all"),
    ],
)
async def test_a_wrong_url_gets_one_sentence_without_the_password(url: str, sentence: str) -> None:
    """OPS-01."""
    with pytest.raises(Unavailable, match=sentence) as connecting:
        await Database.connect(url)
    with pytest.raises(Unavailable, match=sentence) as migrating:
        await migrate(url)
    assert "secret" not in connecting.value.message + migrating.value.message


async def test_a_database_that_is_not_there_is_named(template_url: str) -> None:
    """OPS-01."""
    url = template_url.replace("/trunkline?", "/elsewhere?")
    with pytest.raises(Unavailable, match="has no database 'elsewhere': create it"):
        await Database.connect(url)
    with pytest.raises(Unavailable, match="has no database 'elsewhere': create it"):
        await migration_status(url)


async def test_the_locks_of_a_client_that_is_gone_are_freed_while_its_statement_runs(database_url: str) -> None:
    """OPS-02: a worker that is killed in the middle of a long statement keeps nobody waiting until its end."""
    database = await Database.connect(database_url)
    async with database.transaction() as tx:
        await tx.execute("INSERT INTO assignment_group (name) VALUES ('locked')")
    gone = await Database.connect(database_url)
    connection = await gone._pool.acquire()
    await connection.execute("BEGIN; SELECT 1 FROM assignment_group FOR UPDATE")
    working = asyncio.create_task(connection.execute("SELECT pg_sleep(600)"))
    async with database.connection() as watcher:
        while not await watcher.fetchval("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"):
            pass
    connection.terminate()
    async with asyncio.timeout(60), database.transaction() as tx:
        assert await tx.fetchval("SELECT name FROM assignment_group FOR UPDATE") == "locked"
    await asyncio.gather(working, return_exceptions=True)
    gone._pool.terminate()
    await database.close()


def test_a_server_older_than_15_is_refused_and_15_is_not() -> None:
    """OPS-01."""
    check_server_version(150000)
    with pytest.raises(DatabaseTooOld, match="is PostgreSQL 14; Trunkline needs 15 or newer"):
        check_server_version(140012)


async def test_an_empty_database_is_told_from_a_migrated_one(postgres: object, template_url: str) -> None:
    """OPS-01."""
    with pytest.raises(DatabaseNotMigrated, match="run `trunkline db migrate`"):
        await require_migrated(template_url.replace("/trunkline?", "/postgres?"))


async def test_a_database_of_a_newer_trunkline_is_refused(database_url: str) -> None:
    """OPS-01."""
    connection = await asyncpg.connect(database_url)
    await connection.execute("UPDATE alembic_version SET version_num = '9999'")
    await connection.close()
    for ask in (migrate, migration_status, require_migrated):
        with pytest.raises(DatabaseTooNew, match="newer Trunkline \\(to 9999\\) than this one"):
            await ask(database_url)


async def test_the_newest_revision_is_the_same_for_the_quick_look_and_for_the_migration(database_url: str) -> None:
    """OPS-01."""
    await require_migrated(database_url)
    assert (await migration_status(database_url)).head == newest_revision()
