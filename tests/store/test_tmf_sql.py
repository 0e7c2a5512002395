"""The SQL of list queries means what the URL says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

import asyncpg
import pytest

from trunkline.kit.db import Database, Tx
from trunkline.kit.tmf import Column, read_query

COLUMNS = [
    Column("name", "t.name"),
    Column("size", "t.size", "number"),
    Column("born", "t.born", "instant"),
    Column("big", "t.big", "boolean"),
    Column("tag", "g.tag", within="EXISTS (SELECT FROM tag AS g WHERE g.name = t.name AND {})"),
]


@pytest.fixture
async def tx(db: Database) -> AsyncIterator[Tx]:
    async with db.transaction() as tx:
        await tx.execute("CREATE TEMP TABLE thing (name text, size integer, born timestamptz, big boolean)")
        await tx.execute("CREATE TEMP TABLE tag (name text, tag text)")
        await tx.execute(
            """
            INSERT INTO thing VALUES
                ('ant', 1, '2026-11-22 23:59:59.9+00', false), ('bee', 2, '2026-11-23 00:00+00', false),
                ('cow', 300, '2026-11-23 12:30:15.250+00', true), ('dog', NULL, NULL, NULL)
            """
        )
        await tx.execute(
            "INSERT INTO tag VALUES ('ant', 'small'), ('ant', 'insect'), ('bee', 'insect'), ('cow', 'farm')"
        )
        yield tx


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("name=cow,ant", "ant cow"),
        ("name.ne=cow,ant", "bee dog"),
        ("name.regex=^[a-c].[ew]", "bee cow"),
        ("size=2", "bee"),
        ("size.ne=2", "ant cow dog"),
        ("size.gt=1.5", "bee cow"),
        ("size=99999999999", ""),
        ("born=2026-11-23", "bee cow"),
        ("born=%222026-11-23T12:30:15.250Z%22", "cow"),
        ("born=2026-11-23T12:30:15", "cow"),
        ("born.lt=2026-11-23", "ant"),
        ("born.gt=2026-11-22&born.lte=2026-11-23T00", "bee"),
        ("big=true", "cow"),
        ("tag=insect", "ant bee"),
        ("tag=small,farm", "ant cow"),
        ("tag.ne=insect", "cow dog"),
        ("sort=-size", "cow bee ant dog"),
        ("sort=big,-name&limit=2&offset=1", "ant cow"),
        ("offset=1000", ""),
        ("limit=0", ""),
    ],
)
async def test_a_query_finds_what_it_says(tx: Tx, query: str, names: str) -> None:
    """API-01, API-02"""
    read = read_query(parse_qsl(query), COLUMNS, default_sort="name", tie="t.name")
    sql = f"SELECT t.name FROM thing AS t WHERE {read.where} ORDER BY {read.order_by} {read.limit_sql}"
    assert " ".join([row["name"] for row in await tx.fetch(sql, *read.paged_args)]) == names


async def test_a_pattern_that_is_none_is_an_error_of_its_own_class(tx: Tx) -> None:
    """API-06: the edge turns it into a 400."""
    read = read_query([("name.regex", "(")], COLUMNS)
    with pytest.raises(asyncpg.InvalidRegularExpressionError):
        await tx.fetch(f"SELECT FROM thing AS t WHERE {read.where}", *read.args)
