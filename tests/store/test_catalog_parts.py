"""Decision tables and policies in the database: versions, revisions, retirement."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders_catalog import DESIGNER, NOW, VIEWER, cfs, document, needs, number, rfs, table
from trunkline.access.errors import NotPermitted
from trunkline.catalog.commands import LoadResult, load_documents
from trunkline.catalog.conditions import holds
from trunkline.catalog.documents import document_of, read_document, write_document
from trunkline.catalog.errors import CatalogInvalid, RetiredHasNoVersions, SpecificationInUse, UnknownCatalogPart
from trunkline.catalog.model import (
    ApprovalPolicy,
    Catalog,
    CatalogDocument,
    Condition,
    DecompositionRule,
    EnrichmentPolicy,
    EnrichmentTask,
)
from trunkline.catalog.part_commands import retire_part
from trunkline.catalog.part_queries import get_part, list_parts
from trunkline.catalog.parts import PartKind
from trunkline.catalog.queries import load_catalog
from trunkline.kit.db import Database

FAST = table("fast-enough", {"b": "values.Bandwidth"}, {"h": "holds"}, {"b": ">= 100", "h": "true"})
FASTER = table("fast-enough", {"b": "values.Bandwidth"}, {"h": "holds"}, {"b": ">= 500", "h": "true"})
ALONE = ApprovalPolicy(id="small", name="small", when=Condition(expression="size(items) < 3"), approvals=0)
SURVEY = EnrichmentPolicy(
    id="survey", name="Survey", specification="internet-access",
    tasks=(EnrichmentTask(key="visit", name="Visit", assignment_group="Field Operations"),),
)  # fmt: skip
WHOLE = document(
    cfs("internet-access", number("Bandwidth"), relationships=(
        needs("access-line", rule=DecompositionRule(name="fast", when=Condition(table="fast-enough"))),)),
    rfs("access-line"), FAST, ALONE, SURVEY,
)  # fmt: skip


async def load(db: Database, given: CatalogDocument) -> LoadResult:
    async with db.transaction() as tx:
        return await load_documents(tx, [given], by=DESIGNER, now=NOW)


async def catalog_at(db: Database, revision: int | None = None) -> Catalog:
    async with db.reading() as tx:
        return await load_catalog(tx, revision)


async def test_one_revision_pins_specifications_tables_and_policies(db: Database) -> None:
    """CAT-07: a new version of a table changes nothing for what is pinned to the revision before."""
    first = await load(db, WHOLE)
    assert "decision table fast-enough version 1" in first.published
    assert "approval policy small version 1" in first.published
    assert (await load(db, WHOLE)).published == ()
    second = await load(db, replace(WHOLE, tables=(FASTER,)))
    assert second.published == ("decision table fast-enough version 2",)
    before, after = await catalog_at(db, first.revision), await catalog_at(db)
    asked = Condition(table="fast-enough")
    assert holds(asked, {"Bandwidth": 200}, before.tables).outcome == "true"
    assert holds(asked, {"Bandwidth": 200}, after.tables).outcome == "false"
    assert after.approval_policies["small"].when == ALONE.when
    assert after.enrichment_policies["survey"].tasks[0].key == "visit"
    async with db.reading() as tx:
        kinds = [row["kind"] for row in await tx.fetch("SELECT kind FROM event ORDER BY id DESC LIMIT 2")]
        assert kinds == ["CatalogLoaded", "CatalogPartPublished"]
        assert [part.version for part in await list_parts(tx, PartKind.DECISION_TABLE)] == [2]
        assert (await get_part(tx, PartKind.DECISION_TABLE, "fast-enough", 1)).version == 1
        with pytest.raises(UnknownCatalogPart):
            await get_part(tx, PartKind.APPROVAL_POLICY, "fast-enough")


async def test_what_the_database_holds_is_written_and_read_without_a_difference(db: Database) -> None:
    """CAT-07."""
    await load(db, WHOLE)
    text = write_document(document_of(await catalog_at(db), name="all"))
    result = await load(db, read_document(text, name="all.yaml"))
    assert result.published == ()
    assert write_document(document_of(await catalog_at(db), name="all")) == text


async def test_a_table_in_use_is_not_retired_and_a_retired_one_takes_no_version(db: Database) -> None:
    """CAT-01."""
    await load(db, WHOLE)
    async with db.transaction() as tx:
        with pytest.raises(SpecificationInUse, match="internet-access"):
            await retire_part(tx, PartKind.DECISION_TABLE, "fast-enough", by=DESIGNER, now=NOW)
        with pytest.raises(NotPermitted):
            await retire_part(tx, PartKind.APPROVAL_POLICY, "small", by=VIEWER, now=NOW)
        await retire_part(tx, PartKind.APPROVAL_POLICY, "small", by=DESIGNER, now=NOW)
    assert (await catalog_at(db)).approval_policies == {}
    with pytest.raises(RetiredHasNoVersions):
        await load(db, WHOLE)


async def test_an_unsound_part_is_refused_with_its_place(db: Database) -> None:
    """CAT-08: nothing of the document is stored."""
    broken = replace(ALONE, when=Condition(expression="size(items) < 'three'"))
    with pytest.raises(CatalogInvalid) as told:
        await load(db, replace(WHOLE, approval_policies=(broken,)))
    assert [(p.item, p.field) for p in told.value.problems] == [("small", "when.expression")]
    assert (await catalog_at(db)).specifications == {}
