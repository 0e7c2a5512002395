"""What every test may use: one embedded server for the whole run, and a fresh database for each test that asks."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from databases import Baseline, empty_again, read_baseline
from places import server_folder
from trunkline.kit.db import Database
from trunkline.kit.embedded import EmbeddedPostgres
from trunkline.kit.migrate import migrate_now

_numbers = itertools.count(1)
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A server of this test process, without the waits for the disk that a test does not need."""
    with server_folder() as folder, EmbeddedPostgres(folder, extra_config=_FAST) as server:
        yield server


@pytest.fixture(scope="session")
def template_url(postgres: EmbeddedPostgres) -> str:
    """A migrated, empty database to clone from."""
    migrate_now(postgres.url)
    return postgres.url


class _Pool:
    """The database that the next test gets, and what it looked like before anybody used it."""

    url: str | None = None
    baseline: Baseline


@pytest.fixture
async def database_url(template_url: str) -> AsyncIterator[str]:
    """The URL of a migrated, empty database: the last test's, emptied, or a fresh one when that had its schema changed."""
    if _Pool.url is None:
        name = f"t{os.getpid()}_{next(_numbers)}"
        admin = await asyncpg.connect(template_url.replace("/trunkline?", "/postgres?"))
        await admin.execute(f"CREATE DATABASE {name} TEMPLATE trunkline STRATEGY file_copy")
        await admin.close()
        _Pool.url = template_url.replace("/trunkline?", f"/{name}?")
        connection = await asyncpg.connect(_Pool.url)
        _Pool.baseline = await read_baseline(connection)
        await connection.close()
    url, _Pool.url = _Pool.url, None
    yield url
    connection = await asyncpg.connect(url)
    if await empty_again(connection, _Pool.baseline):
        _Pool.url = url
    await connection.close()


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A fresh database without reactions: for the SQL of one room."""
    database = await Database.connect(database_url)
    yield database
    await database.close()
