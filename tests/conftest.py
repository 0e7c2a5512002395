"""What every test may use: one embedded server for the whole run, and a fresh database for each test that asks."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from trunkline.kit.db import Database
from trunkline.kit.embedded import EmbeddedPostgres
from trunkline.kit.migrate import migrate_now

_numbers = itertools.count(1)
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A server of this test process, without the waits for the disk that a test does not need."""
    folder = tmp_path_factory.mktemp("postgres")
    if os.geteuid() == 0:  # the server runs as `nobody`, who must be able to pass
        for parent in (folder, *folder.parents):
            if parent == Path("/tmp") or parent == Path("/"):
                break
            parent.chmod(parent.stat().st_mode | 0o011)
    server = EmbeddedPostgres(folder, extra_config=_FAST)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def template_url(postgres: EmbeddedPostgres) -> str:
    """A migrated, empty database to clone from."""
    migrate_now(postgres.url)
    return postgres.url


@pytest.fixture
async def database_url(template_url: str) -> AsyncIterator[str]:
    """The URL of a fresh, migrated, empty database."""
    name = f"t{os.getpid()}_{next(_numbers)}"
    admin_url = template_url.replace("/trunkline?", "/postgres?")
    admin = await asyncpg.connect(admin_url)
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE trunkline STRATEGY file_copy")
    yield template_url.replace("/trunkline?", f"/{name}?")
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """A fresh database without reactions: for the SQL of one room."""
    database = await Database.connect(database_url)
    yield database
    await database.close()
