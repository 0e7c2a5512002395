"""SQL that catalog commands need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.catalog.model import PlanSpecification, Specification
from trunkline.catalog.parts import TYPES, Part, PartKind
from trunkline.catalog.state import SpecificationState
from trunkline.kit.db import Row, Tx

_PUBLISHING = 0x636174616C6F67  # 'catalog': changes of the catalog happen one after the other

_IN_COLUMNS = ("id", "version", "state")


def to_body(noun: Specification | PlanSpecification | Part) -> dict[str, Any]:
    """What is stored as the immutable content: everything but id, version and state."""
    body: dict[str, Any] = msgspec.to_builtins(noun)
    return {name: value for name, value in body.items() if name not in _IN_COLUMNS}


def read_specification(row: Row) -> Specification:
    """A specification from its row."""
    return msgspec.convert({**row["body"], **{name: row[name] for name in _IN_COLUMNS}}, Specification)


def read_plan(row: Row) -> PlanSpecification:
    """A plan specification from its row."""
    return msgspec.convert({**row["body"], **{name: row[name] for name in _IN_COLUMNS}}, PlanSpecification)


def read_part(row: Row) -> Part:
    """A decision table or policy from its row."""
    kind = TYPES[PartKind(row["part"])]
    return msgspec.convert({**row["body"], **{name: row[name] for name in _IN_COLUMNS}}, kind)


async def lock_catalog(tx: Tx) -> None:
    """Makes this the only transaction that changes the catalog, so that revisions become visible in their order."""
    await tx.execute("SELECT pg_advisory_xact_lock($1)", _PUBLISHING)


async def next_revision(tx: Tx) -> int:
    """A new revision number."""
    revision: int = await tx.fetchval("SELECT nextval('catalog_revision')")
    return revision


async def newest_specifications(tx: Tx, ids: Sequence[str]) -> list[Row]:
    """Of each specification the newest version that left the draft, and the draft if there is one, in that order."""
    return await tx.fetch(
        """
        SELECT DISTINCT ON (id, state = 'draft') id, version, state, body
          FROM specification
         WHERE id = ANY ($1::text[])
         ORDER BY id, state = 'draft', version DESC
        """,
        list(ids),
    )


async def newest_plans(tx: Tx, ids: Sequence[str]) -> list[Row]:
    """Of each plan specification the newest version that left the draft, and the draft if there is one."""
    return await tx.fetch(
        """
        SELECT DISTINCT ON (id, state = 'draft') id, version, state, body
          FROM plan_specification
         WHERE id = ANY ($1::text[])
         ORDER BY id, state = 'draft', version DESC
        """,
        list(ids),
    )


async def newest_parts(tx: Tx, kind: PartKind, ids: Sequence[str]) -> list[Row]:
    """Of each part of this kind the newest version that left the draft, and the draft if there is one."""
    return await tx.fetch(
        """
        SELECT DISTINCT ON (id, state = 'draft') part, id, version, state, body
          FROM catalog_part
         WHERE part = $1 AND id = ANY ($2::text[])
         ORDER BY id, state = 'draft', version DESC
        """,
        kind.value,
        list(ids),
    )


async def save_parts(tx: Tx, parts: Sequence[tuple[PartKind, Part]], *, revision: int, now: datetime) -> None:
    """Writes new versions of parts, in force from the revision on."""
    await tx.execute(
        """
        INSERT INTO catalog_part (part, id, version, state, body, published_revision, changed_at)
        SELECT p.part, p.id, p.version, p.state, p.body, $6, $7
          FROM unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::jsonb[])
            AS p (part, id, version, state, body)
        """,
        [kind.value for kind, _ in parts],
        [part.id for _, part in parts],
        [part.version for _, part in parts],
        [part.state.value for _, part in parts],
        [to_body(part) for _, part in parts],
        revision,
        now,
    )


async def move_part(
    tx: Tx,
    kind: PartKind,
    part_id: str,
    *,
    before: SpecificationState,
    after: SpecificationState,
    retired_revision: int | None,
    now: datetime,
) -> list[int]:
    """Moves every version of a part that is in state `before`; answers these versions."""
    rows = await tx.fetch(
        """
        UPDATE catalog_part
           SET state = $4, retired_revision = coalesce(retired_revision, $5), changed_at = $6
         WHERE part = $1 AND id = $2 AND state = $3
        RETURNING version
        """,
        kind.value,
        part_id,
        before.value,
        after.value,
        retired_revision,
        now,
    )
    return sorted(row["version"] for row in rows)


async def save_specifications(
    tx: Tx, specifications: Sequence[Specification], *, revision: int | None, now: datetime
) -> None:
    """Writes versions; a draft of the same id and version is replaced, anything else never."""
    await tx.execute(
        """
        INSERT INTO specification (id, version, kind, name, state, body, published_revision, changed_at)
        SELECT s.id, s.version, s.kind, s.name, s.state, s.body, $7, $8
          FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::jsonb[])
            AS s (id, version, kind, name, state, body)
            ON CONFLICT (id, version) DO UPDATE
           SET kind = EXCLUDED.kind, name = EXCLUDED.name, state = EXCLUDED.state, body = EXCLUDED.body,
               published_revision = EXCLUDED.published_revision, changed_at = EXCLUDED.changed_at
         WHERE specification.state = 'draft'
        """,
        [spec.id for spec in specifications],
        [spec.version for spec in specifications],
        [spec.kind.value for spec in specifications],
        [spec.name for spec in specifications],
        [spec.state.value for spec in specifications],
        [to_body(spec) for spec in specifications],
        revision,
        now,
    )


async def save_plans(tx: Tx, plans: Sequence[PlanSpecification], *, revision: int | None, now: datetime) -> None:
    """Writes versions; a draft of the same id and version is replaced, anything else never."""
    await tx.execute(
        """
        INSERT INTO plan_specification (id, version, state, body, published_revision, changed_at)
        SELECT p.id, p.version, p.state, p.body, $5, $6
          FROM unnest($1::text[], $2::integer[], $3::text[], $4::jsonb[]) AS p (id, version, state, body)
            ON CONFLICT (id, version) DO UPDATE
           SET state = EXCLUDED.state, body = EXCLUDED.body, published_revision = EXCLUDED.published_revision,
               changed_at = EXCLUDED.changed_at
         WHERE plan_specification.state = 'draft'
        """,
        [plan.id for plan in plans],
        [plan.version for plan in plans],
        [plan.state.value for plan in plans],
        [to_body(plan) for plan in plans],
        revision,
        now,
    )


async def move_specification(
    tx: Tx,
    specification_id: str,
    *,
    before: SpecificationState,
    after: SpecificationState,
    retired_revision: int | None,
    now: datetime,
) -> list[int]:
    """Moves every version of a specification that is in state `before`; answers these versions."""
    rows = await tx.fetch(
        """
        UPDATE specification
           SET state = $3, retired_revision = coalesce(retired_revision, $4), changed_at = $5
         WHERE id = $1 AND state = $2
        RETURNING version
        """,
        specification_id,
        before.value,
        after.value,
        retired_revision,
        now,
    )
    return sorted(row["version"] for row in rows)


async def move_plans(
    tx: Tx,
    plan_ids: Sequence[str],
    *,
    before: SpecificationState,
    after: SpecificationState,
    retired_revision: int | None,
    now: datetime,
) -> list[tuple[str, int]]:
    """Moves every version of these plan specifications that is in state `before`; answers (id, version)."""
    rows = await tx.fetch(
        """
        UPDATE plan_specification
           SET state = $3, retired_revision = coalesce(retired_revision, $4), changed_at = $5
         WHERE id = ANY ($1::text[]) AND state = $2
        RETURNING id, version
        """,
        list(plan_ids),
        before.value,
        after.value,
        retired_revision,
        now,
    )
    return sorted((row["id"], row["version"]) for row in rows)


async def delete_specification_draft(tx: Tx, specification_id: str) -> int | None:
    """Throws the draft of a specification away; answers its version, or None when there was none."""
    version: int | None = await tx.fetchval(
        """
        DELETE FROM specification
         WHERE id = $1 AND state = 'draft'
        RETURNING version
        """,
        specification_id,
    )
    return version


async def delete_plan_draft(tx: Tx, plan_id: str) -> int | None:
    """Throws the draft of a plan specification away; answers its version, or None when there was none."""
    version: int | None = await tx.fetchval(
        """
        DELETE FROM plan_specification
         WHERE id = $1 AND state = 'draft'
        RETURNING version
        """,
        plan_id,
    )
    return version
