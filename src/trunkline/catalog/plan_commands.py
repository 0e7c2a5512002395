"""The life of plan specifications: drafts, publication, retirement."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.catalog import queries, store
from trunkline.catalog.commands import refuse
from trunkline.catalog.errors import (
    DraftExists,
    PlanConditionTaken,
    PublishedIsImmutable,
    UnknownPlanSpecification,
)
from trunkline.catalog.events import (
    PlanSpecificationArchived,
    PlanSpecificationDraftDeleted,
    PlanSpecificationDrafted,
    PlanSpecificationPublished,
    PlanSpecificationRetired,
)
from trunkline.catalog.model import PlanSpecification
from trunkline.catalog.parts import parts_of
from trunkline.catalog.state import SPECIFICATION_LIFECYCLE
from trunkline.catalog.validation import check_catalog
from trunkline.catalog.validation_plans import condition_clashes
from trunkline.catalog.versions import Line, lines, next_draft, published, refuse_ended
from trunkline.events import history
from trunkline.kit.db import Tx


async def _line(tx: Tx, plan_id: str) -> Line:
    await store.lock_catalog(tx)
    if "\0" in plan_id:
        return Line()
    rows = await store.newest_plans(tx, [plan_id])
    return lines([store.read_plan(row) for row in rows]).get(plan_id, Line())


def _newest(plan_id: str, line: Line, *, draft_first: bool = False) -> PlanSpecification:
    held = (line.draft or line.newest) if draft_first else (line.newest or line.draft)
    if not isinstance(held, PlanSpecification):
        raise UnknownPlanSpecification(f"the catalog has no plan specification '{plan_id[:100]}'")
    return held


async def draft_plan_specification(
    tx: Tx, plan: PlanSpecification, *, by: Actor, now: datetime
) -> PlanSpecification:  # fmt: skip
    """Writes a new draft: the first version of a new id, the next version of a published one.

    Needs `catalog:design`. Raises DraftExists, RetiredHasNoVersions, or CatalogInvalid when it cannot be kept at all.
    """
    by.require(Permission.CATALOG_DESIGN)
    line = await _line(tx, plan.id)
    if line.draft is not None:
        raise DraftExists(f"plan '{plan.id}' has a draft already, version {line.draft.version}: publish or delete it")
    draft = next_draft(plan, line)
    await store.save_plans(tx, [draft], revision=None, now=now)
    event = PlanSpecificationDrafted(plan_specification_id=draft.id, version=draft.version, by=by.name, at=now)
    await history.record(tx, event)
    return draft


async def clone_plan_specification(tx: Tx, plan_id: str, new_id: str, *, by: Actor, now: datetime) -> PlanSpecification:
    """Drafts a plan specification under a new id with everything that another one says (PLN-16).

    It keeps tasks, their sequence, conditions and undo tasks, and the condition of the plan; while the other is in
    force, another condition must be written into the draft before it can be published (PLN-03). Needs `catalog:design`.
    Raises UnknownPlanSpecification, and DraftExists when there is something of the new id already.
    """
    by.require(Permission.CATALOG_DESIGN)
    held = _newest(plan_id, await _line(tx, plan_id))
    taken = await _line(tx, new_id)
    if taken.newest is not None or taken.draft is not None:
        raise DraftExists(f"there is a plan '{new_id}' already; choose another id")
    return await draft_plan_specification(tx, replace(held, id=new_id), by=by, now=now)


async def publish_plan_specification(tx: Tx, plan_id: str, *, by: Actor, now: datetime) -> PlanSpecification:
    """Puts the draft in force as a new catalog revision.

    Needs `catalog:design`. Raises UnknownPlanSpecification, MoveRefused when there is no draft, RetiredHasNoVersions,
    PlanConditionTaken when another plan in force has the same condition (PLN-03), or CatalogInvalid with every fault.
    """
    by.require(Permission.CATALOG_DESIGN)
    line = await _line(tx, plan_id)
    in_force = published(_newest(plan_id, line, draft_first=True))
    refuse_ended(plan_id, line)
    catalog = await queries.load_catalog(tx)
    plans = [in_force, *(plan for plan in catalog.written_plans.values() if plan.id != plan_id)]
    clashes = condition_clashes(plans)
    if clashes:
        raise PlanConditionTaken(f"plan '{plan_id}': {clashes[0].what}; {clashes[0].action}", problems=clashes)
    refuse(check_catalog(list(catalog.specifications.values()), plans, parts_of(catalog)))
    revision = await store.next_revision(tx)
    await store.save_plans(tx, [in_force], revision=revision, now=now)
    event = PlanSpecificationPublished(
        plan_specification_id=plan_id, version=in_force.version, revision=revision, by=by.name, at=now
    )
    await history.record(tx, event)
    return in_force


async def retire_plan_specification(tx: Tx, plan_id: str, *, by: Actor, now: datetime) -> PlanSpecification:
    """Takes every published version out of use for new plans; plans made already keep it.

    Needs `catalog:design`. Raises UnknownPlanSpecification, or MoveRefused when nothing of it is in force.
    """
    by.require(Permission.CATALOG_DESIGN)
    held = _newest(plan_id, await _line(tx, plan_id))
    state = SPECIFICATION_LIFECYCLE.after("retire", held.state)
    revision = await store.next_revision(tx)
    moved = await store.move_plans(
        tx, [plan_id], before=held.state, after=state, retired_revision=revision, now=now
    )  # fmt: skip
    await history.record_all(tx, [
        PlanSpecificationRetired(plan_specification_id=plan_id, version=version, revision=revision, by=by.name, at=now)
        for _, version in moved
    ])  # fmt: skip
    return replace(held, state=state)


async def archive_plan_specification(tx: Tx, plan_id: str, *, by: Actor, now: datetime) -> PlanSpecification:
    """Puts every retired version away.

    Needs `catalog:design`. Raises UnknownPlanSpecification, or MoveRefused when it is not retired.
    """
    by.require(Permission.CATALOG_DESIGN)
    held = _newest(plan_id, await _line(tx, plan_id))
    state = SPECIFICATION_LIFECYCLE.after("archive", held.state)
    moved = await store.move_plans(tx, [plan_id], before=held.state, after=state, retired_revision=None, now=now)
    await history.record_all(tx, [
        PlanSpecificationArchived(plan_specification_id=plan_id, version=version, by=by.name, at=now)
        for _, version in moved
    ])  # fmt: skip
    return replace(held, state=state)


async def delete_plan_draft(tx: Tx, plan_id: str, *, by: Actor, now: datetime) -> None:
    """Throws the open draft away.

    Needs `catalog:design`. Raises UnknownPlanSpecification, or PublishedIsImmutable when there is no draft.
    """
    by.require(Permission.CATALOG_DESIGN)
    held = _newest(plan_id, await _line(tx, plan_id), draft_first=True)
    version = await store.delete_plan_draft(tx, plan_id)
    if version is None:
        raise PublishedIsImmutable(f"plan '{plan_id}' version {held.version} is {held.state}: retire it instead")
    await history.record(
        tx, PlanSpecificationDraftDeleted(plan_specification_id=plan_id, version=version, by=by.name, at=now)
    )
