"""HTTP: the catalog as the workspace shows it: what needs what, which versions there are, by which plan it is made."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.catalog import api_parts, commands, plan_commands, queries
from trunkline.catalog.model import Catalog, MissingValue, PlanSpecification, Sharing, Specification, SpecificationKind
from trunkline.catalog.plans import select_plan
from trunkline.catalog.queries import SpecificationLine, VersionLine
from trunkline.catalog.state import SPECIFICATION_LIFECYCLE, SpecificationState
from trunkline.catalog.wire import read_json, render_specification
from trunkline.catalog.wire_structs import read_struct, render_struct
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.tmf import decode_cursor, encode_cursor

TAG = "Catalog"
ACTIONS = ("add", "modify", "delete")
AnyRequest = Request[Any, Any, Any]
Version = Annotated[int | None, Parameter(ge=1, le=2**31 - 1)]


class Body(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The base of this room's answers."""


class SpecificationLineBody(Body, frozen=True, kw_only=True, rename="camel"):
    """One line of the list of specifications."""

    id: str
    kind: SpecificationKind
    name: str
    version: int
    state: SpecificationState
    category: str | None
    description: str
    orderable: bool
    draft_version: int | None
    changed_at: datetime


class SpecificationsBody(Body, frozen=True, kw_only=True, rename="camel"):
    """A page of specifications."""

    items: list[SpecificationLineBody]
    total: int
    next: str | None


class RelatedBody(Body, frozen=True, kw_only=True, rename="camel"):
    """The other end of a relationship; `missing` says what happens while a value that the rule needs is not there."""

    id: str
    name: str | None
    kind: SpecificationKind | None
    type: str
    mandatory: bool
    rule: str | None
    sharing: Sharing | None = None
    missing: MissingValue | None = None


class VersionBody(Body, frozen=True, kw_only=True, rename="camel"):
    """One version."""

    version: int
    state: SpecificationState
    published_revision: int | None
    retired_revision: int | None
    changed_at: datetime


class SpecificationBody(Body, frozen=True, kw_only=True, rename="camel"):
    """A specification (`specification` has the shape of TMF633 or TMF634), its surroundings, and what may be done."""

    specification: dict[str, Any]
    kind: SpecificationKind
    version: int
    state: SpecificationState
    uses: list[RelatedBody]
    used_by: list[RelatedBody]
    versions: list[VersionBody]
    plans: dict[str, str | None]
    verbs: list[str]


class PlanSpecificationsBody(Body, frozen=True, kw_only=True, rename="camel"):
    """Plan specifications, each in the shape of the catalog's own attributes."""

    items: list[dict[str, Any]]
    total: int
    next: str | None


def _line(line: SpecificationLine) -> SpecificationLineBody:
    return msgspec.convert(line, SpecificationLineBody, from_attributes=True)


def _versions(versions: list[VersionLine]) -> list[VersionBody]:
    return [msgspec.convert(line, VersionBody, from_attributes=True) for line in versions]


def _uses(specification: Specification, catalog: Catalog) -> list[RelatedBody]:
    found = []
    for r in sorted(specification.relationships, key=lambda r: r.order):
        target = catalog.find_specification(r.target)
        found.append(RelatedBody(
            id=r.target, name=target.name if target else None, kind=target.kind if target else None,
            type=r.type.value, mandatory=r.mandatory, rule=r.rule.name if r.rule else None,
            sharing=r.sharing, missing=r.missing))  # fmt: skip
    return found


def _used_by(specification: Specification, catalog: Catalog) -> list[RelatedBody]:
    return [
        RelatedBody(id=source.id, name=source.name, kind=source.kind, type=r.type.value, mandatory=r.mandatory,
                    rule=r.rule.name if r.rule else None)
        for source in catalog.specifications.values()
        for r in source.relationships
        if r.target == specification.id
    ]  # fmt: skip


@get("/api/specifications", tags=[TAG])
async def list_specifications(
    database: Database,
    actor: Actor,
    kind: list[SpecificationKind] | None = None,
    specification_state: Annotated[list[SpecificationState] | None, Parameter(query="state")] = None,
    orderable: bool | None = None,
    text: Annotated[str | None, Parameter(query="q", max_length=100)] = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> SpecificationsBody:
    """Specifications by id, of each the version in force, else the newest; `q` looks into id, name and category."""
    actor.require(Permission.CATALOG_READ)
    key = decode_cursor(after, tuple[str])[0] if after else ""
    async with database.reading() as tx:
        lines, total = await queries.list_specification_lines(
            tx, kinds=kind, states=specification_state, orderable=orderable, text=text, after=key, limit=limit + 1
        )
    more, lines = len(lines) > limit, lines[:limit]
    return SpecificationsBody(
        items=[_line(line) for line in lines],
        total=total,
        next=encode_cursor((lines[-1].id,)) if more else None,
    )


@get("/api/specifications/{specification_id:str}", tags=[TAG])
async def show_specification(
    specification_id: str, database: Database, actor: Actor, version: Version = None
) -> SpecificationBody:
    """One specification with what it needs, what needs it, its versions, and the plan for each action."""
    actor.require(Permission.CATALOG_READ)
    async with database.reading() as tx:
        found = await queries.get_version(tx, specification_id, version)
        versions = await queries.versions_of(tx, specification_id)
        catalog = await queries.load_catalog(tx)
        specification = found.specification
        kinds = await queries.kinds_of(tx, [r.target for r in specification.relationships])
    plans = {action: select_plan(catalog, specification, action) for action in ACTIONS}
    return SpecificationBody(
        specification=render_specification(specification, changed_at=found.changed_at, kinds=kinds),
        kind=specification.kind,
        version=specification.version,
        state=specification.state,
        uses=_uses(specification, catalog),
        used_by=_used_by(specification, catalog),
        versions=_versions(versions),
        plans={action: plan.id if plan else None for action, plan in plans.items()},
        verbs=SPECIFICATION_LIFECYCLE.verbs(specification.state) if actor.may(Permission.CATALOG_DESIGN) else [],
    )


@post("/api/specifications/{specification_id:str}/publish", tags=[TAG], status_code=204)
async def publish_specification(specification_id: str, database: Database, actor: Actor) -> None:
    """Puts the draft of a specification in force as a new catalog revision."""
    async with database.transaction() as tx:
        await commands.publish_specification(tx, specification_id, by=actor, now=clock.now())


@post("/api/specifications/{specification_id:str}/retire", tags=[TAG], status_code=204)
async def retire_specification(specification_id: str, database: Database, actor: Actor) -> None:
    """Takes a specification, and the plans made for it alone, out of use for new orders."""
    async with database.transaction() as tx:
        await commands.retire_specification(tx, specification_id, by=actor, now=clock.now())


@post("/api/specifications/{specification_id:str}/archive", tags=[TAG], status_code=204)
async def archive_specification(specification_id: str, database: Database, actor: Actor) -> None:
    """Puts a retired specification away."""
    async with database.transaction() as tx:
        await commands.archive_specification(tx, specification_id, by=actor, now=clock.now())


class CloneOf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The id of the copy."""

    id: str


def _plan(plan: PlanSpecification) -> dict[str, Any]:
    rendered: dict[str, Any] = render_struct(plan)
    return rendered


@get("/api/planSpecifications", tags=[TAG])
async def list_plan_specifications(
    database: Database,
    actor: Actor,
    specification: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> PlanSpecificationsBody:
    """Plan specifications by id, of each the version in force, else the newest; or those made for one specification."""
    actor.require(Permission.CATALOG_READ)
    key = decode_cursor(after, tuple[str])[0] if after else ""
    async with database.reading() as tx:
        plans = await queries.list_plan_specifications(tx)
    plans = [plan for plan in plans if specification in (None, plan.specification)]
    page = [plan for plan in plans if plan.id > key][: limit + 1]
    more, page = len(page) > limit, page[:limit]
    return PlanSpecificationsBody(
        items=[_plan(plan) for plan in page],
        total=len(plans),
        next=encode_cursor((page[-1].id,)) if more else None,
    )


@get("/api/planSpecifications/{plan_id:str}", tags=[TAG])
async def show_plan_specification(
    plan_id: str, database: Database, actor: Actor, version: Version = None
) -> dict[str, Any]:
    """One plan specification: the version in force, else the newest, or the one that `version` says."""
    actor.require(Permission.CATALOG_READ)
    async with database.reading() as tx:
        return _plan(await queries.get_plan_specification(tx, plan_id, version))


@post("/api/planSpecifications", tags=[TAG], status_code=201)
async def create_plan_specification(request: AnyRequest, database: Database, actor: Actor) -> dict[str, Any]:
    """Drafts a plan specification; with the id of a published one, its next version."""
    plan = read_struct(read_json(await request.body()), PlanSpecification)
    async with database.transaction() as tx:
        return _plan(await plan_commands.draft_plan_specification(tx, plan, by=actor, now=clock.now()))


@post("/api/planSpecifications/{plan_id:str}/clone", tags=[TAG], status_code=201)
async def clone_plan_specification(plan_id: str, data: CloneOf, database: Database, actor: Actor) -> dict[str, Any]:
    """Drafts a copy of a plan specification under a new id."""
    async with database.transaction() as tx:
        return _plan(await plan_commands.clone_plan_specification(tx, plan_id, data.id, by=actor, now=clock.now()))


@post("/api/planSpecifications/{plan_id:str}/publish", tags=[TAG], status_code=204)
async def publish_plan_specification(plan_id: str, database: Database, actor: Actor) -> None:
    """Puts the draft of a plan specification in force as a new catalog revision."""
    async with database.transaction() as tx:
        await plan_commands.publish_plan_specification(tx, plan_id, by=actor, now=clock.now())


@post("/api/planSpecifications/{plan_id:str}/retire", tags=[TAG], status_code=204)
async def retire_plan_specification(plan_id: str, database: Database, actor: Actor) -> None:
    """Takes a plan specification out of use for new plans."""
    async with database.transaction() as tx:
        await plan_commands.retire_plan_specification(tx, plan_id, by=actor, now=clock.now())


@post("/api/planSpecifications/{plan_id:str}/archive", tags=[TAG], status_code=204)
async def archive_plan_specification(plan_id: str, database: Database, actor: Actor) -> None:
    """Puts a retired plan specification away."""
    async with database.transaction() as tx:
        await plan_commands.archive_plan_specification(tx, plan_id, by=actor, now=clock.now())


@delete("/api/planSpecifications/{plan_id:str}", tags=[TAG], status_code=204)
async def delete_plan_draft(plan_id: str, database: Database, actor: Actor) -> None:
    """Throws the draft of a plan specification away."""
    async with database.transaction() as tx:
        await plan_commands.delete_plan_draft(tx, plan_id, by=actor, now=clock.now())


routes: list[Any] = [
    *api_parts.routes,
    list_specifications,
    show_specification,
    publish_specification,
    retire_specification,
    archive_specification,
    list_plan_specifications,
    show_plan_specification,
    create_plan_specification,
    clone_plan_specification,
    publish_plan_specification,
    retire_plan_specification,
    archive_plan_specification,
    delete_plan_draft,
]
