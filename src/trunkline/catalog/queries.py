"""What other rooms and people read of the catalog."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from trunkline.catalog.errors import UnknownPlanSpecification, UnknownSpecification
from trunkline.catalog.model import (
    ApprovalPolicy,
    Catalog,
    DecisionTable,
    EnrichmentPolicy,
    MilestonePolicy,
    OrderTaskPolicy,
    PlanSpecification,
    Specification,
    SpecificationKind,
    WorkOrderPolicy,
)
from trunkline.catalog.state import SpecificationState
from trunkline.catalog.store import read_part, read_plan, read_specification
from trunkline.kit.db import Row, Tx
from trunkline.kit.tmf import ListQuery

_KEPT = 16  # catalog revisions held in memory; each is some hundred kilobytes
_LARGEST_VERSION = 2**31 - 1


class SpecificationVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A specification version with what the catalog knows about it besides its content."""

    specification: Specification
    published_revision: int | None
    retired_revision: int | None
    changed_at: datetime


class VersionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list of versions."""

    version: int
    state: SpecificationState
    published_revision: int | None
    retired_revision: int | None
    changed_at: datetime


class SpecificationLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list that people browse; `draft_version` when there is an open draft."""

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


async def current_revision(tx: Tx) -> int:
    """The newest revision of the published catalog; 0 while nothing was published."""
    revision: int = await tx.fetchval(
        """
        SELECT greatest(
            0,
            (SELECT max(published_revision) FROM specification),
            (SELECT max(retired_revision) FROM specification),
            (SELECT max(published_revision) FROM plan_specification),
            (SELECT max(retired_revision) FROM plan_specification),
            (SELECT max(published_revision) FROM catalog_part),
            (SELECT max(retired_revision) FROM catalog_part))
        """
    )
    return revision


async def load_catalog(tx: Tx, revision: int | None = None) -> Catalog:
    """The published catalog as of a revision (None: the newest), kept in memory once read.

    A revision that was never made gives the newest one before it.
    """
    kept: OrderedDict[int, Catalog] = tx.memory.setdefault("catalogs", OrderedDict())
    if revision is None or revision not in kept:
        # revisions become visible in their order, so nothing at or before the current one is still to come
        current = await current_revision(tx)
        revision = current if revision is None else min(revision, current)
    if revision in kept:
        kept.move_to_end(revision)
        return kept[revision]
    specifications = await tx.fetch(
        """
        SELECT DISTINCT ON (id) id, version, 'published' AS state, body
          FROM specification
         WHERE published_revision <= $1 AND (retired_revision IS NULL OR retired_revision > $1)
         ORDER BY id, version DESC
        """,
        revision,
    )
    plans = await tx.fetch(
        """
        SELECT DISTINCT ON (id) id, version, 'published' AS state, body
          FROM plan_specification
         WHERE published_revision <= $1 AND (retired_revision IS NULL OR retired_revision > $1)
         ORDER BY id, version DESC
        """,
        revision,
    )
    parts = [
        read_part(row)
        for row in await tx.fetch(
            """
            SELECT DISTINCT ON (part, id) part, id, version, 'published' AS state, body
              FROM catalog_part
             WHERE published_revision <= $1 AND (retired_revision IS NULL OR retired_revision > $1)
             ORDER BY part, id, version DESC
            """,
            revision,
        )
    ]
    catalog = Catalog(
        revision,
        map(read_specification, specifications),
        map(read_plan, plans),
        tables=[part for part in parts if isinstance(part, DecisionTable)],
        approval_policies=[part for part in parts if isinstance(part, ApprovalPolicy)],
        enrichment_policies=[part for part in parts if isinstance(part, EnrichmentPolicy)],
        milestone_policies=[part for part in parts if isinstance(part, MilestonePolicy)],
        order_task_policies=[part for part in parts if isinstance(part, OrderTaskPolicy)],
        work_order_policies=[part for part in parts if isinstance(part, WorkOrderPolicy)],
    )
    # what was published never changes, and publications are serialised: once read it is good for ever
    kept[revision] = catalog
    while len(kept) > _KEPT:
        kept.popitem(last=False)
    return catalog


def _version(row: Row) -> SpecificationVersion:
    return SpecificationVersion(
        specification=read_specification(row),
        published_revision=row["published_revision"],
        retired_revision=row["retired_revision"],
        changed_at=row["changed_at"],
    )


async def get_specification(tx: Tx, specification_id: str, version: int | None = None) -> Specification:
    """A version of a specification (None: the one in force, else the newest); raises UnknownSpecification."""
    return (await get_version(tx, specification_id, version)).specification


async def get_version(tx: Tx, specification_id: str, version: int | None = None) -> SpecificationVersion:
    """A version with its revisions (None: the one in force, else the newest); raises UnknownSpecification."""
    row = None
    if "\0" not in specification_id and (version is None or 0 < version <= _LARGEST_VERSION):
        row = await tx.fetchrow(
            """
            SELECT id, version, state, body, published_revision, retired_revision, changed_at
              FROM specification
             WHERE id = $1 AND ($2::integer IS NULL OR version = $2)
             ORDER BY state = 'published' DESC, version DESC
             LIMIT 1
            """,
            specification_id,
            version,
        )
    if row is None:
        which = f"version {version} of specification" if version is not None else "specification"
        raise UnknownSpecification(f"the catalog has no {which} '{specification_id[:100]}'")
    return _version(row)


async def list_specifications(
    tx: Tx, query: ListQuery | None = None, *, kinds: Sequence[SpecificationKind] = tuple(SpecificationKind)
) -> tuple[list[SpecificationVersion], int]:
    """One version of each specification, the one in force, else the newest; and how many there are in all.

    `query` comes from `listing.read_list_query`, whose parameters start at 2; None takes all, by id.
    """
    where, order_by, limit = "TRUE", "s.id", ""
    if query is not None:
        where, order_by, limit = query.where, query.order_by, query.limit_sql
    rows = await tx.fetch(
        f"""
        WITH s AS (
            SELECT DISTINCT ON (id) *
              FROM specification
             WHERE kind = ANY ($1::text[])
             ORDER BY id, state = 'published' DESC, version DESC
        )
        SELECT s.id, s.version, s.state, s.body, s.published_revision, s.retired_revision, s.changed_at
          FROM s
         WHERE {where}
         ORDER BY {order_by}
         {limit}
        """,
        [kind.value for kind in kinds],
        *(query.paged_args if query is not None else ()),
    )
    found = [_version(row) for row in rows]
    if query is None:
        return found, len(found)
    total: int = await tx.fetchval(
        f"""
        WITH s AS (
            SELECT DISTINCT ON (id) *
              FROM specification
             WHERE kind = ANY ($1::text[])
             ORDER BY id, state = 'published' DESC, version DESC
        )
        SELECT count(*)
          FROM s
         WHERE {where}
        """,
        [kind.value for kind in kinds],
        *query.args,
    )
    return found, total


async def list_specification_lines(
    tx: Tx,
    *,
    kinds: Sequence[SpecificationKind] | None = None,
    states: Sequence[SpecificationState] | None = None,
    orderable: bool | None = None,
    text: str | None = None,
    after: str = "",
    limit: int = 50,
) -> tuple[list[SpecificationLine], int]:
    """Specifications by id from the one after `after`, of each the version in force, else the newest; and how many in
    all. `text` is looked for in id, name and category."""
    rows = await tx.fetch(
        """
        WITH s AS (
            SELECT DISTINCT ON (id) id, kind, name, version, state, body ->> 'category' AS category,
                   coalesce(body ->> 'description', '') AS description,
                   coalesce((body ->> 'orderable')::boolean, true) AS orderable, changed_at
              FROM specification
             ORDER BY id, state = 'published' DESC, version DESC
        ),
        found AS (
            SELECT *
              FROM s
             WHERE ($1::text[] IS NULL OR kind = ANY ($1))
               AND ($2::text[] IS NULL OR state = ANY ($2))
               AND ($3::boolean IS NULL OR orderable = $3)
               AND ($4::text IS NULL
                    OR position(lower($4) IN lower(concat_ws(' ', id, name, category))) > 0)
        )
        SELECT f.*, (SELECT d.version FROM specification AS d WHERE d.id = f.id AND d.state = 'draft') AS draft_version,
               (SELECT count(*) FROM found) AS total
          FROM found AS f
         WHERE f.id > $5
         ORDER BY f.id
         LIMIT $6
        """,
        None if kinds is None else [kind.value for kind in kinds],
        None if states is None else [state.value for state in states],
        orderable,
        None if text is None else text.replace("\0", ""),
        after.replace("\0", ""),
        limit,
    )
    lines = [
        msgspec.convert({name: value for name, value in row.items() if name != "total"}, SpecificationLine)
        for row in rows
    ]
    return lines, rows[0]["total"] if rows else 0


async def kinds_of(tx: Tx, ids: Sequence[str]) -> dict[str, SpecificationKind]:
    """Of which kind each of these specifications is, as far as they exist; a specification never changes its kind."""
    rows = await tx.fetch(
        """
        SELECT DISTINCT ON (id) id, kind
          FROM specification
         WHERE id = ANY ($1::text[])
         ORDER BY id, version DESC
        """,
        list(ids),
    )
    return {row["id"]: SpecificationKind(row["kind"]) for row in rows}


async def find_transient(tx: Tx, versions: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those of the (specification id, version) pairs that are done once and gone; kept in memory once read."""
    kept: dict[tuple[str, int], bool] = tx.memory.setdefault("transient specifications", {})
    wanted = set(versions)
    unread = sorted(wanted - kept.keys())
    if unread:
        rows = await tx.fetch(
            """
            SELECT s.id, s.version, coalesce((s.body ->> 'transient')::boolean, false) AS transient
              FROM specification AS s
              JOIN unnest($1::text[], $2::integer[]) AS w (id, version) ON w.id = s.id AND w.version = s.version
             WHERE s.state <> 'draft'
            """,
            [specification_id for specification_id, _ in unread],
            [version for _, version in unread],
        )
        kept.update({(row["id"], row["version"]): row["transient"] for row in rows})
    return {pair for pair in wanted if kept.get(pair, False)}


async def find_specifications(tx: Tx, versions: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Specification]:
    """Those of the (specification id, version) pairs that were published, in one query."""
    wanted = sorted(set(versions))
    if not wanted:
        return {}
    rows = await tx.fetch(
        """
        SELECT s.id, s.version, s.state, s.body
          FROM specification AS s
          JOIN unnest($1::text[], $2::integer[]) AS w (id, version) ON w.id = s.id AND w.version = s.version
         WHERE s.state <> 'draft'
        """,
        [specification_id for specification_id, _ in wanted],
        [version for _, version in wanted],
    )
    return {(row["id"], row["version"]): read_specification(row) for row in rows}


async def find_draft(tx: Tx, specification_id: str) -> SpecificationVersion | None:
    """The open draft of a specification, or None."""
    row = await tx.fetchrow(
        """
        SELECT id, version, state, body, published_revision, retired_revision, changed_at
          FROM specification
         WHERE id = $1 AND state = 'draft'
        """,
        specification_id,
    )
    return None if row is None else _version(row)


async def versions_of(tx: Tx, specification_id: str) -> list[VersionLine]:
    """Every version of a specification, newest first."""
    rows = await tx.fetch(
        """
        SELECT version, state, published_revision, retired_revision, changed_at
          FROM specification
         WHERE id = $1
         ORDER BY version DESC
        """,
        specification_id,
    )
    return [VersionLine(**{**dict(row), "state": SpecificationState(row["state"])}) for row in rows]


async def get_plan_specification(tx: Tx, plan_id: str, version: int | None = None) -> PlanSpecification:
    """A version of a plan specification (None: in force, else the newest); raises UnknownPlanSpecification."""
    row = None
    if "\0" not in plan_id and (version is None or 0 < version <= _LARGEST_VERSION):
        row = await tx.fetchrow(
            """
            SELECT id, version, state, body
              FROM plan_specification
             WHERE id = $1 AND ($2::integer IS NULL OR version = $2)
             ORDER BY state = 'published' DESC, version DESC
             LIMIT 1
            """,
            plan_id,
            version,
        )
    if row is None:
        which = f"version {version} of plan specification" if version is not None else "plan specification"
        raise UnknownPlanSpecification(f"the catalog has no {which} '{plan_id[:100]}'")
    return read_plan(row)


async def list_plan_specifications(tx: Tx) -> list[PlanSpecification]:
    """Of every plan specification the version in force, else the newest, by id."""
    rows = await tx.fetch(
        """
        SELECT DISTINCT ON (id) id, version, state, body
          FROM plan_specification
         ORDER BY id, state = 'published' DESC, version DESC
        """
    )
    return [read_plan(row) for row in rows]
