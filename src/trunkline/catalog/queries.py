"""What other rooms and people read of the catalog."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

import msgspec

from trunkline.catalog.errors import UnknownPlanSpecification, UnknownSpecification
from trunkline.catalog.model import Catalog, PlanSpecification, Specification
from trunkline.catalog.store import read_plan, read_specification
from trunkline.kit.db import Tx

_KEPT = 16  # catalog revisions held in memory; each is some hundred kilobytes


class SpecificationVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A specification version with what the catalog knows about it besides its content."""

    specification: Specification
    published_revision: int | None
    retired_revision: int | None
    changed_at: datetime


async def current_revision(tx: Tx) -> int:
    """The newest revision of the published catalog; 0 while nothing was published."""
    revision: int = await tx.fetchval(
        """
        SELECT greatest(
            (SELECT coalesce(max(greatest(published_revision, retired_revision)), 0) FROM specification),
            (SELECT coalesce(max(greatest(published_revision, retired_revision)), 0) FROM plan_specification))
        """
    )
    return revision


async def load_catalog(tx: Tx, revision: int | None = None) -> Catalog:
    """The published catalog as of a revision (None: the newest), kept in memory once read."""
    wanted = await current_revision(tx) if revision is None else revision
    kept: OrderedDict[int, Catalog] = tx.memory.setdefault("catalogs", OrderedDict())
    if wanted in kept:
        kept.move_to_end(wanted)
        return kept[wanted]
    specifications = await tx.fetch(
        """
        SELECT DISTINCT ON (id) id, version, state, body
          FROM specification
         WHERE published_revision <= $1 AND (retired_revision IS NULL OR retired_revision > $1)
         ORDER BY id, version DESC
        """,
        wanted,
    )
    plans = await tx.fetch(
        """
        SELECT DISTINCT ON (id) id, version, state, body
          FROM plan_specification
         WHERE published_revision <= $1 AND (retired_revision IS NULL OR retired_revision > $1)
         ORDER BY id, version DESC
        """,
        wanted,
    )
    catalog = Catalog(wanted, map(read_specification, specifications), map(read_plan, plans))
    # what was published never changes, and publications are serialised: once read it is good for ever
    kept[wanted] = catalog
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return catalog


async def get_specification(tx: Tx, specification_id: str, version: int | None = None) -> Specification:
    """A version of a specification (None: the newest, drafts included); raises UnknownSpecification."""
    return (await get_version(tx, specification_id, version)).specification


async def get_version(tx: Tx, specification_id: str, version: int | None = None) -> SpecificationVersion:
    """A version with its revisions (None: the newest, drafts included); raises UnknownSpecification."""
    row = await tx.fetchrow(
        """
        SELECT id, version, state, body, published_revision, retired_revision, changed_at
          FROM specification
         WHERE id = $1 AND ($2::integer IS NULL OR version = $2)
         ORDER BY version DESC
         LIMIT 1
        """,
        specification_id,
        version,
    )
    if row is None:
        which = f"version {version} of specification" if version is not None else "specification"
        raise UnknownSpecification(f"the catalog has no {which} '{specification_id}'")
    return SpecificationVersion(
        specification=read_specification(row),
        published_revision=row["published_revision"],
        retired_revision=row["retired_revision"],
        changed_at=row["changed_at"],
    )


async def list_versions(tx: Tx, *, kinds: tuple[str, ...] = (), newest_only: bool = True) -> list[SpecificationVersion]:
    """Specifications by id; only the newest version of each, or every version."""
    rows = await tx.fetch(
        """
        SELECT id, version, state, body, published_revision, retired_revision, changed_at
          FROM specification AS s
         WHERE ($1::text[] = '{}' OR kind = ANY ($1))
           AND (NOT $2 OR version = (SELECT max(version) FROM specification WHERE id = s.id))
         ORDER BY id, version
        """,
        list(kinds),
        newest_only,
    )
    return [
        SpecificationVersion(
            specification=read_specification(row),
            published_revision=row["published_revision"],
            retired_revision=row["retired_revision"],
            changed_at=row["changed_at"],
        )
        for row in rows
    ]


async def list_specifications(tx: Tx) -> list[Specification]:
    """The newest version of every specification."""
    return [version.specification for version in await list_versions(tx)]


async def versions_of(tx: Tx, specification_id: str) -> list[tuple[int, str]]:
    """(version, state) of every version of a specification, oldest first."""
    rows = await tx.fetch("SELECT version, state FROM specification WHERE id = $1 ORDER BY version", specification_id)
    return [(row[0], row[1]) for row in rows]


async def get_plan_specification(tx: Tx, plan_id: str, version: int | None = None) -> PlanSpecification:
    """A version of a plan specification (None: the newest); raises UnknownPlanSpecification."""
    row = await tx.fetchrow(
        """
        SELECT id, version, state, body
          FROM plan_specification
         WHERE id = $1 AND ($2::integer IS NULL OR version = $2)
         ORDER BY version DESC
         LIMIT 1
        """,
        plan_id,
        version,
    )
    if row is None:
        raise UnknownPlanSpecification(f"the catalog has no plan specification '{plan_id}'")
    return read_plan(row)


async def list_plan_specifications(tx: Tx) -> list[PlanSpecification]:
    """The newest version of every plan specification."""
    rows = await tx.fetch(
        """
        SELECT DISTINCT ON (id) id, version, state, body
          FROM plan_specification
         ORDER BY id, version DESC
        """
    )
    return [read_plan(row) for row in rows]
