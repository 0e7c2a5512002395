"""Versions of specifications and plans in the database: who may make which, and what orders are pinned to."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders_catalog import DESIGNER, NOW, VIEWER, cfs, document, needs, number, plan, resource, rfs, task
from trunkline.access.errors import NotPermitted
from trunkline.catalog import commands, plan_commands, queries
from trunkline.catalog.documents import read_catalog_folder
from trunkline.catalog.errors import (
    CatalogInvalid,
    DraftExists,
    PlanConditionTaken,
    PublishedIsImmutable,
    RetiredHasNoVersions,
    SpecificationInUse,
    UnknownPlanSpecification,
    UnknownSpecification,
)
from trunkline.catalog.model import CatalogDocument, RelationshipType
from trunkline.catalog.state import SpecificationState
from trunkline.kit.db import Database
from trunkline.kit.lifecycle import MoveRefused

CATALOGS = Path(__file__).resolve().parents[2] / "catalogs"
BOTH = document(
    cfs("internet-access", number("Bandwidth"), relationships=(needs("access-line"),)),
    rfs("access-line", number("Speed")),
    plan("access-line-add", task(), specification="access-line"),
)


async def load(db: Database, *documents: CatalogDocument) -> commands.LoadResult:
    async with db.transaction() as tx:
        return await commands.load_documents(tx, documents, by=DESIGNER, now=NOW)


async def kinds_of_events(db: Database) -> list[str]:
    async with db.reading() as tx:
        return [row["kind"] for row in await tx.fetch("SELECT kind FROM event ORDER BY id")]


async def test_a_draft_is_published_retired_and_archived(db: Database) -> None:
    """CAT-01: every step of the life cycle, and the history of it."""
    for verb, state in (
        (commands.publish_specification, SpecificationState.PUBLISHED),
        (commands.retire_specification, SpecificationState.RETIRED),
        (commands.archive_specification, SpecificationState.ARCHIVED),
    ):
        async with db.transaction() as tx:
            if verb is commands.publish_specification:
                await commands.draft_specification(tx, cfs(), by=DESIGNER, now=NOW)
            assert (await verb(tx, "internet-access", by=DESIGNER, now=NOW)).state is state
    assert await kinds_of_events(db) == [
        "SpecificationDrafted", "SpecificationPublished", "SpecificationRetired", "SpecificationArchived"]  # fmt: skip


async def test_only_retired_specifications_are_archived(db: Database) -> None:
    """CAT-01."""
    await load(db, BOTH)
    async with db.transaction() as tx:
        with pytest.raises(MoveRefused):
            await commands.archive_specification(tx, "internet-access", by=DESIGNER, now=NOW)


async def test_what_was_published_never_changes(db: Database) -> None:
    """CAT-01: neither a change nor a deletion nor a second publication touches it."""
    await load(db, BOTH)
    async with db.transaction() as tx:
        with pytest.raises(PublishedIsImmutable, match="make a new version"):
            await commands.change_draft(tx, replace(BOTH.specifications[0], name="Other"), by=DESIGNER, now=NOW)
        with pytest.raises(PublishedIsImmutable):
            await commands.delete_draft(tx, "internet-access", by=DESIGNER, now=NOW)
        with pytest.raises(MoveRefused):
            await commands.publish_specification(tx, "internet-access", by=DESIGNER, now=NOW)
        assert (await queries.get_specification(tx, "internet-access")).name == "Internet access"


async def test_a_published_specification_gets_a_next_version_and_one_draft_at_a_time(db: Database) -> None:
    """CAT-01."""
    await load(db, BOTH)
    wider = replace(BOTH.specifications[0], name="Wider access")
    async with db.transaction() as tx:
        draft = await commands.draft_specification(tx, wider, by=DESIGNER, now=NOW)
        assert (draft.version, draft.state) == (2, SpecificationState.DRAFT)
        with pytest.raises(DraftExists):
            await commands.draft_specification(tx, wider, by=DESIGNER, now=NOW)
        assert (await queries.get_specification(tx, "internet-access")).version == 1, "what is in force, not the draft"
        await commands.publish_specification(tx, "internet-access", by=DESIGNER, now=NOW)
        assert (await queries.get_specification(tx, "internet-access")).name == "Wider access"
        assert [line.version for line in await queries.versions_of(tx, "internet-access")] == [2, 1]


async def test_a_retired_specification_takes_no_new_version(db: Database) -> None:
    """CAT-01: not as a draft, not by publishing an open draft, not by loading."""
    await load(db, BOTH)
    changed = replace(BOTH.specifications[0], name="Changed")
    async with db.transaction() as tx:
        await commands.draft_specification(tx, changed, by=DESIGNER, now=NOW)
        await commands.retire_specification(tx, "internet-access", by=DESIGNER, now=NOW)
        with pytest.raises(RetiredHasNoVersions, match="another id"):
            await commands.publish_specification(tx, "internet-access", by=DESIGNER, now=NOW)
        await commands.delete_draft(tx, "internet-access", by=DESIGNER, now=NOW)
        with pytest.raises(RetiredHasNoVersions):
            await commands.draft_specification(tx, changed, by=DESIGNER, now=NOW)
    with pytest.raises(RetiredHasNoVersions):
        await load(db, BOTH)


async def test_a_specification_that_is_needed_is_not_retired(db: Database) -> None:
    """CAT-01: the error names who needs it."""
    await load(db, BOTH)
    async with db.transaction() as tx:
        with pytest.raises(SpecificationInUse, match="'internet-access'"):
            await commands.retire_specification(tx, "access-line", by=DESIGNER, now=NOW)


async def test_retiring_a_specification_retires_the_plans_made_for_it_alone(db: Database) -> None:
    """CAT-01, PLN-01."""
    await load(db, BOTH)
    async with db.transaction() as tx:
        await commands.retire_specification(tx, "internet-access", by=DESIGNER, now=NOW)
        await commands.retire_specification(tx, "access-line", by=DESIGNER, now=NOW)
        catalog = await queries.load_catalog(tx)
    assert (dict(catalog.specifications), dict(catalog.plans)) == ({}, {})


async def test_an_unsound_draft_is_kept_and_not_published(db: Database) -> None:
    """CAT-04: the faults are told when it is published."""
    async with db.transaction() as tx:
        lonely = cfs(relationships=(needs("nowhere"),))
        await commands.draft_specification(tx, lonely, by=DESIGNER, now=NOW)
        with pytest.raises(CatalogInvalid) as refused:
            await commands.publish_specification(tx, "internet-access", by=DESIGNER, now=NOW)
    assert [problem.field for problem in refused.value.problems] == ["relationships[0].target"]


@pytest.mark.parametrize("specification", [
    cfs("a b"), cfs(""), cfs("ok", name=" "), cfs("ok", description="zero\0"), cfs("ok", extra={"n": 2**70}),
    cfs("ok", extra={"x\0": 1}),
], ids=["blank in id", "no id", "no name", "zero character", "huge number", "zero in a key"])  # fmt: skip
async def test_a_draft_that_the_database_cannot_hold_is_refused(db: Database, specification: object) -> None:
    """CAT-06: never an internal error."""
    async with db.transaction() as tx:
        with pytest.raises(CatalogInvalid):
            await commands.draft_specification(tx, specification, by=DESIGNER, now=NOW)  # type: ignore[arg-type]  # parametrised


async def test_a_specification_keeps_its_kind(db: Database) -> None:
    """CAT-05: inventory made from version 1 must fit version 2."""
    await load(db, BOTH)
    async with db.transaction() as tx:
        with pytest.raises(CatalogInvalid, match="kind"):
            await commands.draft_specification(tx, resource("access-line"), by=DESIGNER, now=NOW)


async def test_designing_needs_the_permission(db: Database) -> None:
    """CAT-01: looking is not designing."""
    async with db.transaction() as tx:
        with pytest.raises(NotPermitted):
            await commands.load_documents(tx, [BOTH], by=VIEWER, now=NOW)
        with pytest.raises(NotPermitted):
            await commands.draft_specification(tx, cfs(), by=VIEWER, now=NOW)


async def test_loading_twice_changes_nothing(db: Database) -> None:
    """CAT-07."""
    first = await load(db, BOTH)
    again = await load(db, BOTH)
    assert first.published == ("internet-access version 1", "access-line version 1", "plan access-line-add version 1")
    assert (again.revision, again.published, again.unchanged) == (first.revision, (), 3)


async def test_the_demo_catalogs_load_twice_without_change(db: Database) -> None:
    """CAT-07, OPS-01: what was stored is what was read."""
    folder = read_catalog_folder(CATALOGS)
    first = await load(db, *folder)
    again = await load(db, *read_catalog_folder(CATALOGS))
    assert (again.revision, again.published) == (first.revision, ())
    assert again.unchanged == len(first.published)


async def test_a_changed_document_becomes_the_next_version_in_one_revision(db: Database) -> None:
    """CAT-07, DEC-30: what changed together is in force together."""
    first = await load(db, BOTH)
    wider = document(
        replace(BOTH.specifications[0], name="Wider"), BOTH.specifications[1],
        replace(BOTH.plans[0], tasks=(task("install"), task("test", "install"))),
    )  # fmt: skip
    second = await load(db, wider)
    assert second.published == ("internet-access version 2", "plan access-line-add version 2")
    assert (second.revision > first.revision, second.unchanged) == (True, 1)


async def test_one_becoming_true_is_a_change(db: Database) -> None:
    """CAT-07: Python's 1 == True must not hide it."""
    await load(db, document(cfs(extra={"flag": 1})))
    assert (await load(db, document(cfs(extra={"flag": True})))).published == ("internet-access version 2",)


async def test_an_invalid_load_stores_nothing_and_tells_every_fault(db: Database) -> None:
    """CAT-04, CAT-07."""
    with pytest.raises(CatalogInvalid) as refused:
        await load(db, document(cfs(relationships=(needs("nowhere"),)), rfs(), plan("p", task("a", "b"))))
    assert len(refused.value.problems) >= 3
    async with db.reading() as tx:
        assert await tx.fetchval("SELECT count(*) FROM specification") == 0


async def test_an_order_keeps_the_revision_it_was_approved_with(db: Database) -> None:
    """DEC-30: later versions and retirements do not reach an older revision."""
    first = await load(db, BOTH)
    await load(db, document(replace(BOTH.specifications[0], name="Wider", relationships=())))
    async with db.transaction() as tx:
        await commands.retire_specification(tx, "internet-access", by=DESIGNER, now=NOW)
    fresh = await Database.connect(db.url)  # nothing of it in memory
    try:
        async with fresh.reading() as tx:
            pinned = await queries.load_catalog(tx, first.revision)
            newest = await queries.load_catalog(tx)
    finally:
        await fresh.close()
    assert pinned.specification("internet-access").name == "Internet access"
    assert [r.target for r in pinned.specification("internet-access").relationships] == ["access-line"]
    assert newest.find_specification("internet-access") is None
    assert newest.revision > first.revision


async def test_the_catalog_is_read_once_per_revision_and_database(db: Database) -> None:
    """DEC-30: the very same object, and never that of another database."""
    result = await load(db, BOTH)
    async with db.reading() as tx:
        one = await queries.load_catalog(tx)
    async with db.reading() as tx:
        assert await queries.load_catalog(tx, result.revision) is one
        assert await queries.load_catalog(tx, result.revision + 5) is one, "a revision that was never made"
    other = await Database.connect(db.url)
    try:
        async with other.reading() as tx:
            assert await queries.load_catalog(tx) is not one
    finally:
        await other.close()


async def test_few_revisions_are_kept_in_memory(db: Database) -> None:
    """DEC-30: memory does not grow with the number of revisions."""
    for n in range(20):
        await load(db, document(cfs(description=str(n))))
        async with db.reading() as tx:
            assert (await queries.load_catalog(tx)).specification("internet-access").description == str(n)
            assert len(tx.memory["catalogs"]) <= 16


async def test_a_publication_that_is_undone_leaves_no_trace(db: Database) -> None:
    """DEC-30: what was read inside a transaction that fails is never served."""
    await load(db, BOTH)
    with pytest.raises(RuntimeError):
        async with db.transaction() as tx:
            await commands.load_documents(tx, [document(rfs("access-line", name="Undone"))], by=DESIGNER, now=NOW)
            assert (await queries.load_catalog(tx)).specification("access-line").name == "Undone"
            raise RuntimeError
    async with db.reading() as tx:
        assert (await queries.load_catalog(tx)).specification("access-line").name == "Access line"


async def test_concurrent_loads_of_the_same_documents_publish_once(db: Database) -> None:
    """CAT-07: publications are serialised."""
    results = await asyncio.gather(*(load(db, BOTH) for _ in range(4)))
    assert sorted(len(result.published) for result in results) == [0, 0, 0, 3]
    assert len({result.revision for result in results}) == 1


async def test_what_does_not_exist_is_not_found(db: Database) -> None:
    """CAT-06."""
    async with db.transaction() as tx:
        for version in (None, 1, 0, 2**40):
            with pytest.raises(UnknownSpecification):
                await queries.get_specification(tx, "nowhere", version)
        with pytest.raises(UnknownPlanSpecification):
            await queries.get_plan_specification(tx, "nowhere\0")
        for command in (commands.publish_specification, commands.retire_specification,
                        commands.archive_specification, commands.delete_draft):  # fmt: skip
            with pytest.raises(UnknownSpecification):
                await command(tx, "nowhere", by=DESIGNER, now=NOW)


async def test_a_plan_is_drafted_published_retired_and_archived(db: Database) -> None:
    """PLN-01, PLN-02."""
    await load(db, document(rfs()))
    async with db.transaction() as tx:
        mine = plan("mine", task(), specification="access-line", actions=("add",))
        await plan_commands.draft_plan_specification(tx, mine, by=DESIGNER, now=NOW)
        with pytest.raises(DraftExists):
            await plan_commands.draft_plan_specification(tx, mine, by=DESIGNER, now=NOW)
        await plan_commands.publish_plan_specification(tx, "mine", by=DESIGNER, now=NOW)
        assert "mine" in (await queries.load_catalog(tx)).plans
        with pytest.raises(PublishedIsImmutable):
            await plan_commands.delete_plan_draft(tx, "mine", by=DESIGNER, now=NOW)
        await plan_commands.retire_plan_specification(tx, "mine", by=DESIGNER, now=NOW)
        assert (await queries.load_catalog(tx)).plans == {}
        archived = await plan_commands.archive_plan_specification(tx, "mine", by=DESIGNER, now=NOW)
        assert archived.state is SpecificationState.ARCHIVED
        with pytest.raises(RetiredHasNoVersions):
            await plan_commands.draft_plan_specification(tx, mine, by=DESIGNER, now=NOW)
        assert (await queries.get_plan_specification(tx, "mine", 1)).tasks == mine.tasks


async def test_a_second_plan_with_the_same_condition_is_refused(db: Database) -> None:
    """PLN-03."""
    await load(db, document(rfs(), plan("one", task(), specification="access-line", actions=("add",))))
    async with db.transaction() as tx:
        other = plan("two", task(), specification="access-line", actions=("modify", "add"))
        await plan_commands.draft_plan_specification(tx, other, by=DESIGNER, now=NOW)
        with pytest.raises(PlanConditionTaken, match="one"):
            await plan_commands.publish_plan_specification(tx, "two", by=DESIGNER, now=NOW)
        await plan_commands.delete_plan_draft(tx, "two", by=DESIGNER, now=NOW)
        with pytest.raises(UnknownPlanSpecification):
            await queries.get_plan_specification(tx, "two")


async def test_a_clone_keeps_everything_and_is_a_draft_of_its_own(db: Database) -> None:
    """PLN-16: tasks, sequence and conditions; published it must have a condition of its own (PLN-03)."""
    first, then = task("survey"), task("build", "survey", after_children=True)
    await load(db, document(rfs(), plan("one", first, then, specification="access-line", actions=("add",))))
    async with db.transaction() as tx:
        clone = await plan_commands.clone_plan_specification(tx, "one", "two", by=DESIGNER, now=NOW)
        assert clone.tasks == (await queries.get_plan_specification(tx, "one")).tasks
        assert (clone.version, clone.state) == (1, SpecificationState.DRAFT)
        with pytest.raises(DraftExists):
            await plan_commands.clone_plan_specification(tx, "one", "two", by=DESIGNER, now=NOW)
        with pytest.raises(NotPermitted):
            await plan_commands.clone_plan_specification(tx, "one", "three", by=VIEWER, now=NOW)
        with pytest.raises(PlanConditionTaken):
            await plan_commands.publish_plan_specification(tx, "two", by=DESIGNER, now=NOW)


async def test_a_cycle_between_published_specifications_is_refused(db: Database) -> None:
    """DEC-23: also when each half is published at another time."""
    await load(db, document(rfs("a"), rfs("b", relationships=(needs("a"),))))
    with pytest.raises(CatalogInvalid, match="circle"):
        await load(db, document(rfs("a", relationships=(needs("b", RelationshipType.REQUIRES),))))
