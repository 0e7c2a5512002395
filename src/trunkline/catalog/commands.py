"""The catalog's write door: drafts, publication, retirement, and whole documents at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog import queries, store
from trunkline.catalog.errors import (
    CatalogInvalid,
    DraftExists,
    PublishedIsImmutable,
    SpecificationInUse,
    UnknownSpecification,
)
from trunkline.catalog.events import (
    CatalogLoaded,
    CatalogPartPublished,
    PlanSpecificationPublished,
    PlanSpecificationRetired,
    SpecificationArchived,
    SpecificationDraftDeleted,
    SpecificationDrafted,
    SpecificationPublished,
    SpecificationRetired,
)
from trunkline.catalog.model import (
    ApprovalPolicy,
    CatalogDocument,
    DecisionTable,
    EnrichmentPolicy,
    MilestonePolicy,
    OrderTaskPolicy,
    PlanSpecification,
    Specification,
    WorkOrderPolicy,
)
from trunkline.catalog.part_lines import next_part, part_lines
from trunkline.catalog.parts import WORDS, Part, kind_of, parts_of
from trunkline.catalog.state import SPECIFICATION_LIFECYCLE
from trunkline.catalog.validation import check_catalog
from trunkline.catalog.versions import Line, lines, next_draft, published, refuse_ended, same_content, unfit
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem


class LoadResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a load did: the revision now in force, what was published (`internet-access version 2`), how many were not
    changed."""

    revision: int
    published: tuple[str, ...]
    unchanged: int


async def refuse_unsound(
    tx: Tx, specifications: Sequence[Specification], plans: Sequence[PlanSpecification], parts: Sequence[Part] = ()
) -> None:
    """Raises CatalogInvalid, with every fault, unless these make a sound catalog with what else is published."""
    catalog = await queries.load_catalog(tx)
    theirs = {spec.id for spec in specifications}
    their_plans = {plan.id for plan in plans}
    their_parts = {(kind_of(part), part.id) for part in parts}
    refuse(
        check_catalog(
            [*specifications, *(spec for spec in catalog.specifications.values() if spec.id not in theirs)],
            [*plans, *(plan for plan in catalog.written_plans.values() if plan.id not in their_plans)],
            [*parts, *(part for part in parts_of(catalog) if (kind_of(part), part.id) not in their_parts)],
        )
    )


def refuse(problems: Sequence[Problem]) -> None:
    """Raises CatalogInvalid when there are problems."""
    if problems:
        first = problems[0]
        raise CatalogInvalid(
            f"the catalog has {len(problems)} fault(s); the first is in '{first.item}': {first.what}; {first.action}",
            problems=list(problems),
        )


async def load_documents(tx: Tx, documents: Sequence[CatalogDocument], *, by: Actor, now: datetime) -> LoadResult:
    """Publishes what the documents hold and what changed, all as one revision; what is unchanged stays untouched.

    `version` and `state` in the documents are not looked at: a changed body becomes the next version, in the place of
    an open draft if there is one. Loading the same documents again does nothing.

    Needs `catalog:design`. Raises CatalogInvalid with every fault, or RetiredHasNoVersions; then nothing is stored.
    """
    by.require(Permission.CATALOG_DESIGN)
    await store.lock_catalog(tx)
    specifications = [spec for document in documents for spec in document.specifications]
    plans = [plan for document in documents for plan in document.plans]
    parts = [part for document in documents for part in parts_of(document)]
    known = await _lines(tx, [spec.id for spec in specifications])
    known_plans = await _plan_lines(tx, [plan.id for plan in plans])
    known_parts = await part_lines(tx, parts)
    for nouns, found in ((specifications, known), (plans, known_plans)):
        refuse([fault for noun in nouns for fault in unfit(noun, found.get(noun.id, Line()))])
        for noun in nouns:
            refuse_ended(noun.id, found.get(noun.id, Line()))
    refuse([fault for part, line in known_parts for fault in unfit(part, line)])
    for part, line in known_parts:
        refuse_ended(part.id, line)
    await refuse_unsound(tx, specifications, plans, parts)
    new = [published(next_draft(spec, known.get(spec.id, Line())))
           for spec in specifications if not _unchanged(spec, known.get(spec.id))]  # fmt: skip
    new_plans = [published(next_draft(plan, known_plans.get(plan.id, Line())))
                 for plan in plans if not _unchanged(plan, known_plans.get(plan.id))]  # fmt: skip
    new_parts = [(kind_of(part), next_part(part, line)) for part, line in known_parts if not _unchanged(part, line)]
    unchanged = len(specifications) + len(plans) + len(parts) - len(new) - len(new_plans) - len(new_parts)
    if not new and not new_plans and not new_parts:
        return LoadResult(revision=await queries.current_revision(tx), published=(), unchanged=unchanged)
    revision = await store.next_revision(tx)
    await store.save_specifications(tx, new, revision=revision, now=now)
    await store.save_plans(tx, new_plans, revision=revision, now=now)
    await store.save_parts(tx, new_parts, revision=revision, now=now)
    await history.record_all(tx, [
        *(SpecificationPublished(specification_id=spec.id, version=spec.version, revision=revision, by=by.name, at=now)
          for spec in new),
        *(PlanSpecificationPublished(
            plan_specification_id=plan.id, version=plan.version, revision=revision, by=by.name, at=now)
          for plan in new_plans),
        *(CatalogPartPublished(
            part=kind.value, part_id=part.id, version=part.version, revision=revision, by=by.name, at=now)
          for kind, part in new_parts),
        CatalogLoaded(revision=revision, specifications=len(new), plans=len(new_plans), parts=len(new_parts),
                      unchanged=unchanged, by=by.name, at=now),
    ])  # fmt: skip
    return LoadResult(
        revision=revision,
        published=(
            *(f"{spec.id} version {spec.version}" for spec in new),
            *(f"plan {plan.id} version {plan.version}" for plan in new_plans),
            *(f"{WORDS[kind]} {part.id} version {part.version}" for kind, part in new_parts),
        ),
        unchanged=unchanged,
    )


async def _lines(tx: Tx, ids: Sequence[str]) -> dict[str, Line]:
    return lines([store.read_specification(row) for row in await store.newest_specifications(tx, _storable(ids))])


async def _plan_lines(tx: Tx, ids: Sequence[str]) -> dict[str, Line]:
    return lines([store.read_plan(row) for row in await store.newest_plans(tx, _storable(ids))])


def _storable(ids: Sequence[str]) -> list[str]:
    return [each for each in ids if "\0" not in each]


def _unchanged(noun: Specification | PlanSpecification | Part, line: Line | None) -> bool:
    newest = line.newest if line is not None else None
    match noun, newest:
        case Specification(), Specification():
            return same_content(noun, newest)
        case PlanSpecification(), PlanSpecification():
            return same_content(noun, newest)
        case DecisionTable(), DecisionTable():
            return same_content(noun, newest)
        case ApprovalPolicy(), ApprovalPolicy():
            return same_content(noun, newest)
        case EnrichmentPolicy(), EnrichmentPolicy():
            return same_content(noun, newest)
        case MilestonePolicy(), MilestonePolicy():
            return same_content(noun, newest)
        case OrderTaskPolicy(), OrderTaskPolicy():
            return same_content(noun, newest)
        case WorkOrderPolicy(), WorkOrderPolicy():
            return same_content(noun, newest)
    return False


async def _line(tx: Tx, specification_id: str) -> Line:
    await store.lock_catalog(tx)
    return (await _lines(tx, [specification_id])).get(specification_id, Line())


def _draft_of(specification_id: str, line: Line) -> Specification:
    """The open draft; raises UnknownSpecification or PublishedIsImmutable."""
    if isinstance(line.draft, Specification):
        return line.draft
    if line.newest is None:
        raise UnknownSpecification(f"the catalog has no specification '{specification_id[:100]}'")
    raise PublishedIsImmutable(
        f"'{specification_id}' has no draft, and version {line.newest.version} is {line.newest.state}: "
        "what was published never changes; make a new version"
    )


async def draft_specification(tx: Tx, specification: Specification, *, by: Actor, now: datetime) -> Specification:
    """Writes a new draft: the first version of a new id, the next version of a published one.

    Its version and state are set here. Whether it is sound is asked when it is published.

    Needs `catalog:design`. Raises DraftExists, RetiredHasNoVersions, or CatalogInvalid when it cannot be kept at all.
    """
    by.require(Permission.CATALOG_DESIGN)
    line = await _line(tx, specification.id)
    if line.draft is not None:
        raise DraftExists(
            f"'{specification.id}' has a draft already, version {line.draft.version}: change, publish or delete it"
        )
    return await _save_draft(tx, specification, line, by=by, now=now)


async def change_draft(tx: Tx, specification: Specification, *, by: Actor, now: datetime) -> Specification:
    """Replaces the content of the open draft with this id.

    Needs `catalog:design`. Raises UnknownSpecification, PublishedIsImmutable, or CatalogInvalid when it cannot be kept.
    """
    by.require(Permission.CATALOG_DESIGN)
    line = await _line(tx, specification.id)
    _draft_of(specification.id, line)
    return await _save_draft(tx, specification, line, by=by, now=now)


async def _save_draft(
    tx: Tx, specification: Specification, line: Line, *, by: Actor, now: datetime
) -> Specification:  # fmt: skip
    draft = next_draft(specification, line)
    await store.save_specifications(tx, [draft], revision=None, now=now)
    await history.record(tx, SpecificationDrafted(specification_id=draft.id, version=draft.version, by=by.name, at=now))
    return draft


async def publish_specification(tx: Tx, specification_id: str, *, by: Actor, now: datetime) -> Specification:
    """Puts the draft in force as a new catalog revision; what was in force before stays with the orders that use it.

    Needs `catalog:design`. Raises UnknownSpecification, MoveRefused when there is no draft, RetiredHasNoVersions, or
    CatalogInvalid with every fault.
    """
    by.require(Permission.CATALOG_DESIGN)
    line = await _line(tx, specification_id)
    held = line.draft if line.draft is not None else line.newest
    if not isinstance(held, Specification):
        raise UnknownSpecification(f"the catalog has no specification '{specification_id[:100]}'")
    in_force = published(held)
    refuse_ended(specification_id, line)
    await refuse_unsound(tx, [in_force], [])
    revision = await store.next_revision(tx)
    await store.save_specifications(tx, [in_force], revision=revision, now=now)
    event = SpecificationPublished(
        specification_id=in_force.id, version=in_force.version, revision=revision, by=by.name, at=now
    )
    await history.record(tx, event)
    return in_force


async def retire_specification(tx: Tx, specification_id: str, *, by: Actor, now: datetime) -> Specification:
    """Takes every published version, and the plans made for it alone, out of use for new orders.

    Running orders keep what they were approved with. Needs `catalog:design`. Raises UnknownSpecification, MoveRefused
    when nothing of it is in force, or SpecificationInUse naming what needs it.
    """
    by.require(Permission.CATALOG_DESIGN)
    line = await _line(tx, specification_id)
    held = line.newest or line.draft
    if not isinstance(held, Specification):
        raise UnknownSpecification(f"the catalog has no specification '{specification_id[:100]}'")
    state = SPECIFICATION_LIFECYCLE.after("retire", held.state)
    catalog = await queries.load_catalog(tx)
    its_plans = [plan.id for plan in catalog.written_plans.values() if plan.specification == specification_id]
    left = [spec for spec in catalog.specifications.values() if spec.id != specification_id]
    plans_left = [plan for plan in catalog.written_plans.values() if plan.id not in its_plans]
    problems = check_catalog(left, plans_left, parts_of(catalog))
    if problems:
        users = ", ".join(dict.fromkeys(f"'{problem.item}'" for problem in problems))
        raise SpecificationInUse(
            f"'{specification_id}' is needed by {users}: retire or change these first", problems=problems
        )
    revision = await store.next_revision(tx)
    versions = await store.move_specification(
        tx, specification_id, before=held.state, after=state, retired_revision=revision, now=now
    )
    plans = await store.move_plans(tx, its_plans, before=held.state, after=state, retired_revision=revision, now=now)
    await history.record_all(tx, [
        *(SpecificationRetired(specification_id=held.id, version=version, revision=revision, by=by.name, at=now)
          for version in versions),
        *(PlanSpecificationRetired(
            plan_specification_id=plan_id, version=version, revision=revision, by=by.name, at=now)
          for plan_id, version in plans),
    ])  # fmt: skip
    return msgspec.structs.replace(held, state=state)


async def archive_specification(tx: Tx, specification_id: str, *, by: Actor, now: datetime) -> Specification:
    """Puts every retired version away.

    Needs `catalog:design`. Raises UnknownSpecification, or MoveRefused when it is not retired.
    """
    by.require(Permission.CATALOG_DESIGN)
    line = await _line(tx, specification_id)
    held = line.newest or line.draft
    if not isinstance(held, Specification):
        raise UnknownSpecification(f"the catalog has no specification '{specification_id[:100]}'")
    state = SPECIFICATION_LIFECYCLE.after("archive", held.state)
    versions = await store.move_specification(
        tx, specification_id, before=held.state, after=state, retired_revision=None, now=now
    )
    await history.record_all(
        tx,
        [SpecificationArchived(specification_id=held.id, version=version, by=by.name, at=now) for version in versions],
    )
    return msgspec.structs.replace(held, state=state)


async def delete_draft(tx: Tx, specification_id: str, *, by: Actor, now: datetime) -> None:
    """Throws the open draft away.

    Needs `catalog:design`. Raises UnknownSpecification, or PublishedIsImmutable when there is no draft.
    """
    by.require(Permission.CATALOG_DESIGN)
    draft = _draft_of(specification_id, await _line(tx, specification_id))
    await store.delete_specification_draft(tx, specification_id)
    await history.record(
        tx, SpecificationDraftDeleted(specification_id=draft.id, version=draft.version, by=by.name, at=now)
    )
