"""SQL that catalog commands need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.catalog.model import PlanSpecification, Specification
from trunkline.catalog.state import SpecificationState
from trunkline.kit.db import Row, Tx

_PUBLISHING = 0x636174616C6F67  # 'catalog': publications happen one after the other

_IN_COLUMNS = ("id", "version", "state")


def to_body(noun: Specification | PlanSpecification) -> dict[str, Any]:
    """What is stored as the immutable content: everything but id, version and state."""
    body: dict[str, Any] = msgspec.to_builtins(noun)
    return {name: value for name, value in body.items() if name not in _IN_COLUMNS}


def read_specification(row: Row) -> Specification:
    """A specification from its row."""
    return msgspec.convert({**row["body"], **{name: row[name] for name in _IN_COLUMNS}}, Specification)


def read_plan(row: Row) -> PlanSpecification:
    """A plan specification from its row."""
    return msgspec.convert({**row["body"], **{name: row[name] for name in _IN_COLUMNS}}, PlanSpecification)


async def lock_catalog(tx: Tx) -> None:
    """Makes this the only transaction that changes the catalog."""
    await tx.execute("SELECT pg_advisory_xact_lock($1)", _PUBLISHING)


async def next_revision(tx: Tx) -> int:
    """A new revision number."""
    revision: int = await tx.fetchval("SELECT nextval('catalog_revision')")
    return revision


async def newest_specifications(tx: Tx) -> list[Row]:
    """The newest version of each specification, whatever its state."""
    return await tx.fetch(
        """
        SELECT DISTINCT ON (id) id, version, state, body
          FROM specification
         ORDER BY id, version DESC
        """
    )


async def newest_plans(tx: Tx) -> list[Row]:
    """The newest version of each plan specification, whatever its state."""
    return await tx.fetch(
        """
        SELECT DISTINCT ON (id) id, version, state, body
          FROM plan_specification
         ORDER BY id, version DESC
        """
    )


async def save_specifications(
    tx: Tx, specifications: Sequence[Specification], *, revision: int | None, now: datetime
) -> None:
    """Writes versions; a draft of the same id and version is replaced."""
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
    """Writes versions; a draft of the same id and version is replaced."""
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


async def set_state(
    tx: Tx,
    specification_id: str,
    version: int,
    state: SpecificationState,
    *,
    retired_revision: int | None,
    now: datetime,
) -> None:
    """Retires or archives a version."""
    await tx.execute(
        """
        UPDATE specification
           SET state = $3, retired_revision = coalesce(retired_revision, $4), changed_at = $5
         WHERE id = $1 AND version = $2
        """,
        specification_id,
        version,
        state.value,
        retired_revision,
        now,
    )


async def delete_draft(tx: Tx, specification_id: str, version: int) -> None:
    """Throws a draft away."""
    await tx.execute(
        """
        DELETE FROM specification
         WHERE id = $1 AND version = $2 AND state = 'draft'
        """,
        specification_id,
        version,
    )
