"""The catalog's write door: drafts, publications, retirement, and whole documents at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog import queries, store
from trunkline.catalog.documents import merge
from trunkline.catalog.errors import CatalogInvalid, PublishedIsImmutable, RetiredHasNoVersions
from trunkline.catalog.events import (
    CatalogLoaded,
    SpecificationArchived,
    SpecificationDeleted,
    SpecificationDrafted,
    SpecificationPublished,
    SpecificationRetired,
)
from trunkline.catalog.model import CatalogDocument, PlanSpecification, Specification
from trunkline.catalog.state import SPECIFICATION_LIFECYCLE, SpecificationState
from trunkline.catalog.validation import check_catalog
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem


class LoadResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a load did. `revision` is the catalog revision now in force."""

    revision: int
    published_specifications: tuple[str, ...]
    published_plans: tuple[str, ...]
    unchanged: int


async def _sound(tx: Tx, specifications: Sequence[Specification], plans: Sequence[PlanSpecification]) -> None:
    """Raises CatalogInvalid unless these, together with what is published besides, are sound."""
    published = await queries.load_catalog(tx)
    mine = {spec.id for spec in specifications}
    my_plans = {plan.id for plan in plans}
    problems = check_catalog(
        [*specifications, *(spec for spec in published.specifications.values() if spec.id not in mine)],
        [*plans, *(plan for plan in published.plans.values() if plan.id not in my_plans)],
    )
    if problems:
        raise CatalogInvalid(
            f"the catalog has {len(problems)} fault(s), the first: {problems[0].item}: {problems[0].what}",
            problems=problems,
        )


async def load_documents(tx: Tx, documents: Sequence[CatalogDocument], *, by: Actor, now: datetime) -> LoadResult:
    """Publishes what the documents hold and what changed, all as one revision; what is unchanged stays untouched.

    Needs `catalog:design`. Raises CatalogInvalid with every fault, or RetiredHasNoVersions; then nothing is stored.
    Loading the same documents again does nothing.
    """
    by.require(Permission.CATALOG_DESIGN)
    await store.lock_catalog(tx)
    whole = merge(documents)
    known = {row["id"]: row for row in await store.newest_specifications(tx)}
    known_plans = {row["id"]: row for row in await store.newest_plans(tx)}
    await _sound(tx, whole.specifications, whole.plans)
    new = [spec for spec in whole.specifications if _changed(spec, known.get(spec.id))]
    new_plans = [plan for plan in whole.plans if _changed(plan, known_plans.get(plan.id))]
    unchanged = len(whole.specifications) + len(whole.plans) - len(new) - len(new_plans)
    if not new and not new_plans:
        revision = await queries.current_revision(tx)
        return LoadResult(revision=revision, published_specifications=(), published_plans=(), unchanged=unchanged)
    revision = await store.next_revision(tx)
    published = [_as_published(spec, known.get(spec.id)) for spec in new]
    published_plans = [_as_published(plan, known_plans.get(plan.id)) for plan in new_plans]
    if published:
        await store.save_specifications(tx, published, revision=revision, now=now)
    if published_plans:
        await store.save_plans(tx, published_plans, revision=revision, now=now)
    await history.record_all(tx, [
        *(SpecificationPublished(specification_id=spec.id, version=spec.version, revision=revision, by=by.name, at=now)
          for spec in published),
        CatalogLoaded(revision=revision, specifications=len(published), plans=len(published_plans),
                      unchanged=unchanged, by=by.name, at=now),
    ])  # fmt: skip
    return LoadResult(
        revision=revision,
        published_specifications=tuple(spec.id for spec in published),
        published_plans=tuple(plan.id for plan in published_plans),
        unchanged=unchanged,
    )


def _changed(noun: Specification | PlanSpecification, row: object) -> bool:
    if row is None:
        return True
    if row["state"] in ("retired", "archived"):  # type: ignore[index]  # the driver's rows have no types
        raise RetiredHasNoVersions(f"'{noun.id}' is retired; it takes no new version: use another id")
    same: bool = row["body"] == store.to_body(noun) and row["state"] == "published"  # type: ignore[index]  # as above
    return not same


def _as_published(noun, row):  # type: ignore[no-untyped-def]  # one function for both nouns
    version = 1 if row is None else row["version"] + (row["state"] != "draft")
    draft = SpecificationState.DRAFT
    return msgspec.structs.replace(noun, version=version, state=SPECIFICATION_LIFECYCLE.after("publish", draft))


async def draft_specification(tx: Tx, specification: Specification, *, by: Actor, now: datetime) -> Specification:
    """Writes a draft: the first version, the next version of a published one, or the open draft anew.

    Needs `catalog:design`. Raises RetiredHasNoVersions, CatalogInvalid when the draft names itself wrongly.
    """
    by.require(Permission.CATALOG_DESIGN)
    await store.lock_catalog(tx)
    if not specification.id or not specification.name:
        raise CatalogInvalid(
            "a specification needs id and name",
            problems=[Problem(field="name", what="id or name is empty", action="give both")],
        )
    versions = await queries.versions_of(tx, specification.id)
    version = 1
    if versions:
        number, state = versions[-1]
        if state in (SpecificationState.RETIRED, SpecificationState.ARCHIVED):
            raise RetiredHasNoVersions(f"'{specification.id}' is retired; it takes no new version: use another id")
        version = number + (state != SpecificationState.DRAFT)
    draft = msgspec.structs.replace(specification, version=version, state=next(iter(SPECIFICATION_LIFECYCLE.starts)))
    await store.save_specifications(tx, [draft], revision=None, now=now)
    await history.record(tx, SpecificationDrafted(specification_id=draft.id, version=version, by=by.name, at=now))
    return draft


async def publish_specification(
    tx: Tx, specification_id: str, version: int, *, by: Actor, now: datetime
) -> Specification:
    """Puts a draft in force as a new catalog revision. Needs `catalog:design`.

    Raises MoveRefused when it is no draft, CatalogInvalid with every fault.
    """
    by.require(Permission.CATALOG_DESIGN)
    await store.lock_catalog(tx)
    draft = await queries.get_specification(tx, specification_id, version)
    state = SPECIFICATION_LIFECYCLE.after("publish", draft.state)
    await _sound(tx, [draft], [])
    revision = await store.next_revision(tx)
    published = msgspec.structs.replace(draft, state=state)
    await store.save_specifications(tx, [published], revision=revision, now=now)
    await history.record(
        tx,
        SpecificationPublished(
            specification_id=draft.id, version=version, revision=revision, by=by.name, at=now),
    )  # fmt: skip
    return published


async def retire_specification(
    tx: Tx, specification_id: str, version: int, *, by: Actor, now: datetime
) -> Specification:
    """Takes a published version out of use for new orders. Needs `catalog:design`; raises MoveRefused."""
    by.require(Permission.CATALOG_DESIGN)
    await store.lock_catalog(tx)
    held = await queries.get_specification(tx, specification_id, version)
    state = SPECIFICATION_LIFECYCLE.after("retire", held.state)
    revision = await store.next_revision(tx)
    await store.set_state(tx, specification_id, version, state, retired_revision=revision, now=now)
    await history.record(
        tx,
        SpecificationRetired(
            specification_id=held.id, version=version, revision=revision, by=by.name, at=now),
    )  # fmt: skip
    return msgspec.structs.replace(held, state=state)


async def archive_specification(
    tx: Tx, specification_id: str, version: int, *, by: Actor, now: datetime
) -> Specification:
    """Puts a retired version away. Needs `catalog:design`; raises MoveRefused."""
    by.require(Permission.CATALOG_DESIGN)
    await store.lock_catalog(tx)
    held = await queries.get_specification(tx, specification_id, version)
    state = SPECIFICATION_LIFECYCLE.after("archive", held.state)
    await store.set_state(tx, specification_id, version, state, retired_revision=None, now=now)
    await history.record(tx, SpecificationArchived(specification_id=held.id, version=version, by=by.name, at=now))
    return msgspec.structs.replace(held, state=state)


async def delete_draft(tx: Tx, specification_id: str, version: int, *, by: Actor, now: datetime) -> None:
    """Throws a draft away. Needs `catalog:design`; raises PublishedIsImmutable for anything that was published."""
    by.require(Permission.CATALOG_DESIGN)
    await store.lock_catalog(tx)
    held = await queries.get_specification(tx, specification_id, version)
    if held.state is not SpecificationState.DRAFT:
        raise PublishedIsImmutable(
            f"'{held.id}' version {version} is {held.state}: only drafts can be deleted; retire it"
        )
    await store.delete_draft(tx, specification_id, version)
    await history.record(tx, SpecificationDeleted(specification_id=held.id, version=version, by=by.name, at=now))
