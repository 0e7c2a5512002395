"""A new database gets its tables, and asking again changes nothing."""

from trunkline.kit.db import Database
from trunkline.kit.migrate import migrate, migration_status


async def test_a_migrated_database_has_nothing_pending_and_migrating_again_changes_nothing(database_url: str) -> None:
    """OPS-01."""
    before = await migration_status(database_url)
    assert before.pending == ()
    assert (await migrate(database_url)) == before


async def test_the_history_refuses_to_be_changed(db: Database) -> None:
    """AUD-01."""
    import asyncpg
    import pytest

    async with db.transaction() as tx:
        await tx.execute("INSERT INTO event (kind, made_by, at, data) VALUES ('X', 'a', now(), $1)", {"a": [1, None]})
    async with db.reading() as tx:
        assert await tx.fetchval("SELECT data FROM event") == {"a": [1, None]}
    with pytest.raises(asyncpg.RaiseError, match="cannot be changed"):
        async with db.transaction() as tx:
            await tx.execute("DELETE FROM event")
