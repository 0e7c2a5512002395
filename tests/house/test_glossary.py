"""The glossary names what there is: its classes and tables exist, and every table is in it or listed as machinery."""

from __future__ import annotations

import ast
import re

from sources import ROOT, product
from trunkline.kit.db import Database

# tables that people never speak of
MACHINERY = frozenset(
    {"alembic_version", "api_key", "user_account", "user_session", "assignment_group_member", "idempotency_key",
     "inventory_history", "note", "note_version", "sign_in_failure", "simulator_effect", "callback_receipt", "domain_system_second",
     "domain_system_use", "role_view_default", "saved_view_default", "engine_outcome", "history_reader",
     "worker_heartbeat"}
)  # fmt: skip


def _rows() -> list[list[str]]:
    """The rows of all tables of the glossary: term, meaning, class, table, wire, not."""
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| ") and not line.startswith("| Term |")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def _names(cell: str) -> list[str]:
    return re.findall(r"`([A-Za-z_]+)`", cell)


def test_every_term_is_explained_once() -> None:
    """Style rule 1."""
    rows = _rows()
    assert rows
    assert [row for row in rows if len(row) != 6 or not row[0] or not row[1]] == []
    terms = [row[0].lower() for row in rows]
    assert sorted(terms) == sorted(set(terms))


def test_every_class_of_the_glossary_exists() -> None:
    """Style rule 1: one noun, one name, also in the code."""
    defined = {node.name for source in product() for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)}
    named = {name for row in _rows() for name in _names(row[2]) if name[0].isupper()}
    assert named - defined == set()


async def test_every_table_of_the_glossary_exists_and_every_table_is_in_it(db: Database) -> None:
    """Style rule 1: one noun, one name, also in the database."""
    async with db.reading() as tx:
        rows = await tx.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    tables = {row["tablename"] for row in rows}
    cells = [cell for row in _rows() if not (cell := row[3]).startswith(("column", "state", "jsonb", "in the"))]
    named = {name for cell in cells for name in _names(cell)} - {"CHECK"}
    assert named - tables == set()
    assert tables - named - MACHINERY == set()
