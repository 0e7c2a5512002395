"""SQL of duration policies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Tx
from trunkline.orchestration.durations import DurationPolicies, DurationPolicy


async def load_durations(tx: Tx) -> DurationPolicies:
    """All duration policies, by name."""
    rows = await tx.fetch("SELECT name, body FROM duration_policy ORDER BY name")
    return {row["name"]: msgspec.convert(row["body"], DurationPolicy) for row in rows}


async def save(tx: Tx, policies: DurationPolicies, *, by: str, now: datetime) -> None:
    """Writes policies, new ones and changed ones."""
    await tx.execute(
        """
        INSERT INTO duration_policy (name, body, changed_by, changed_at)
        SELECT g.name, g.body, $3, $4
          FROM unnest($1::text[], $2::jsonb[]) AS g (name, body)
            ON CONFLICT (name)
            DO UPDATE SET body = EXCLUDED.body, changed_by = EXCLUDED.changed_by, changed_at = EXCLUDED.changed_at
        """,
        list(policies),
        [msgspec.to_builtins(policy) for policy in policies.values()],
        by,
        now,
    )


async def delete(tx: Tx, names: Sequence[str]) -> list[str]:
    """Takes policies away; answers the names of those that there were."""
    rows = await tx.fetch("DELETE FROM duration_policy WHERE name = ANY ($1) RETURNING name", list(names))
    return [row["name"] for row in rows]
