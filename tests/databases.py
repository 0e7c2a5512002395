"""One database that serves test after test: after each it is as empty as a fresh one, for a tenth of the price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import asyncpg

# What there is, by identity and name: a test that changed the schema leaves something else behind, and its database is given up.
_SCHEMA = """
SELECT md5(string_agg(oid || name, ',' ORDER BY oid, name))
FROM (SELECT oid, relname AS name FROM pg_class WHERE oid >= 16384 AND relpersistence <> 't' UNION ALL SELECT oid, conname FROM pg_constraint
      UNION ALL SELECT oid, proname FROM pg_proc WHERE oid >= 16384 UNION ALL SELECT oid, tgname FROM pg_trigger
      UNION ALL SELECT oid, typname FROM pg_type WHERE oid >= 16384 AND typcategory NOT IN ('A', 'C')
      UNION ALL SELECT attrelid, attname FROM pg_attribute WHERE attrelid >= 16384 AND attnum > 0
     ) AS existing
"""
_TABLES = """
SELECT c.oid::regclass::text AS name, pg_relation_size(c.oid) AS bytes
FROM pg_class AS c JOIN pg_namespace AS s ON s.oid = c.relnamespace
WHERE c.relkind = 'r' AND s.nspname !~ '^(pg_|information_schema)'
"""
_SEQUENCES = """
SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename) AS name, last_value, start_value FROM pg_sequences
"""
_OTHERS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

_LARGE = 1_000_000
"""Bytes from which a table is truncated: emptying a small one row by row costs less than its new files."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a freshly migrated database holds: its schema's print, its few rows by table, and where sequences stand."""

    schema: str
    rows: dict[str, list[str]]
    sequences: dict[str, int | None]


async def read_baseline(connection: asyncpg.Connection[Any]) -> Baseline:
    """Reads what `empty_again` goes back to, in a database that nobody has used yet."""
    written = [row["name"] for row in await connection.fetch(_TABLES) if row["bytes"]]
    return Baseline(
        await connection.fetchval(_SCHEMA),
        {table: await _rows(connection, table) for table in written},
        {row["name"]: row["last_value"] for row in await connection.fetch(_SEQUENCES)},
    )


async def empty_again(connection: asyncpg.Connection[Any], baseline: Baseline) -> bool:
    """Brings a used database back to its baseline; False when it must be thrown away, since its schema was changed."""
    while await connection.fetchval(_OTHERS):  # a killed worker's session may still hold locks
        pass
    if await connection.fetchval(_SCHEMA) != baseline.schema:
        return False
    sizes = {row["name"]: row["bytes"] for row in await connection.fetch(_TABLES)}
    changed = [table for table, size in sizes.items() if size and table not in baseline.rows]
    changed += [table for table, rows in baseline.rows.items() if await _rows(connection, table) != rows]
    large = [table for table in changed if sizes[table] > _LARGE]
    async with connection.transaction():
        await connection.execute(
            "SET LOCAL session_replication_role = replica"
        )  # foreign keys do not say in which order
        if large:
            await connection.execute(f"TRUNCATE {', '.join(large)} CASCADE")
            changed = sorted({*changed, *baseline.rows})
        if changed:
            await connection.execute(";".join(f"DELETE FROM {table}" for table in changed))
        for table in changed:
            for row in baseline.rows.get(table, ()):
                await connection.execute(f"INSERT INTO {table} SELECT ($1::text::{table}).*", row)
        for row in await connection.fetch(_SEQUENCES):
            if row["last_value"] != (before := baseline.sequences[row["name"]]):
                await connection.execute(
                    "SELECT setval($1::text::regclass, $2, $3)",
                    row["name"],
                    before or row["start_value"],
                    before is not None,
                )
    return True


async def _rows(connection: asyncpg.Connection[Any], table: str) -> list[str]:
    return sorted(row[0] for row in await connection.fetch(f"SELECT t::text FROM {table} AS t"))
