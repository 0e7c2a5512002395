"""HTTP: specifications of other systems, taken in as drafts."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, post

from trunkline.access.model import Actor, Permission
from trunkline.catalog.exchange import import_specifications, read_documents
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.errors import Problem


class ImportedBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What became of one specification: a draft, or why there is none; and what of it is not understood."""

    specification: str | None
    version: int | None
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


class ImportResult(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One entry for each specification that was sent, in their order."""

    items: list[ImportedBody]
    refused: int


@post("/api/catalog/import", tags=["Catalog"], status_code=200)
async def import_catalog(request: Request[Any, Any, Any], database: Database, actor: Actor) -> ImportResult:
    """Drafts specifications from TMF633 or TMF634 JSON, one or a list. One that is refused does not stop the others."""
    actor.require(Permission.CATALOG_DESIGN)
    read = read_documents({"body": await request.body()})
    async with database.transaction() as tx:
        told = await import_specifications(tx, read, by=actor, now=clock.now())
    items = [
        ImportedBody(
            specification=one.specification_id,
            version=one.version,
            problems=tuple(one.problems),
            warnings=tuple(one.warnings),
        )
        for one in told
    ]
    return ImportResult(items=items, refused=sum(bool(one.problems) for one in told))


routes = [import_catalog]
