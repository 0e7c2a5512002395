"""HTTP: decision tables and policies, in force or in any version, and taking them out of use."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.catalog import part_commands, part_queries
from trunkline.catalog.errors import UnknownCatalogPart
from trunkline.catalog.parts import PartKind
from trunkline.catalog.wire_structs import render_struct
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.tmf import decode_cursor, encode_cursor

TAG = "Catalog"
Version = Annotated[int | None, Parameter(ge=1, le=2**31 - 1)]
_KINDS = {
    "decisionTables": PartKind.DECISION_TABLE,
    "approvalPolicies": PartKind.APPROVAL_POLICY,
    "enrichmentPolicies": PartKind.ENRICHMENT_POLICY,
    "milestonePolicies": PartKind.MILESTONE_POLICY,
    "orderTaskPolicies": PartKind.ORDER_TASK_POLICY,
    "workOrderPolicies": PartKind.WORK_ORDER_POLICY,
}


class CatalogPartsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A page of decision tables or policies, each in the shape of the catalog's own attributes."""

    items: list[dict[str, Any]]
    total: int
    next: str | None


def _kind(word: str) -> PartKind:
    kind = _KINDS.get(word)
    if kind is None:
        raise UnknownCatalogPart(f"the catalog has no {word[:50]}: ask for one of {', '.join(_KINDS)}")
    return kind


@get("/api/catalogParts/{part:str}", tags=[TAG])
async def list_catalog_parts(
    part: str,
    database: Database,
    actor: Actor,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> CatalogPartsBody:
    """Decision tables (`decisionTables`), `approvalPolicies` or `enrichmentPolicies` by id: of each the version in
    force, else the newest."""
    actor.require(Permission.CATALOG_READ)
    key = decode_cursor(after, tuple[str])[0] if after else ""
    async with database.reading() as tx:
        parts = await part_queries.list_parts(tx, _kind(part))
    page = [each for each in parts if each.id > key]
    more, page = len(page) > limit, page[:limit]
    return CatalogPartsBody(
        items=[render_struct(each) for each in page],
        total=len(parts),
        next=encode_cursor((page[-1].id,)) if more else None,
    )


@get("/api/catalogParts/{part:str}/{part_id:str}", tags=[TAG])
async def show_catalog_part(
    part: str, part_id: str, database: Database, actor: Actor, version: Version = None
) -> dict[str, Any]:
    """One decision table or policy: the version in force, else the newest, or the one that `version` says."""
    actor.require(Permission.CATALOG_READ)
    async with database.reading() as tx:
        rendered: dict[str, Any] = render_struct(await part_queries.get_part(tx, _kind(part), part_id, version))
    return rendered


@post("/api/catalogParts/{part:str}/{part_id:str}/retire", tags=[TAG], status_code=204)
async def retire_catalog_part(part: str, part_id: str, database: Database, actor: Actor) -> None:
    """Takes a decision table or policy out of use as a new catalog revision."""
    async with database.transaction() as tx:
        await part_commands.retire_part(tx, _kind(part), part_id, by=actor, now=clock.now())


routes = [list_catalog_parts, show_catalog_part, retire_catalog_part]
