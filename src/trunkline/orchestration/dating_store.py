"""SQL of the date before which a task does not begin: that of an appointment, or one that a person has set."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from trunkline.kit.db import Tx
from trunkline.orchestration.state import FixedBy


async def fix_dates(
    tx: Tx, service_order_id: int, n: int, *, start_at: datetime | None, end_at: datetime | None
) -> None:
    """The task has an appointment from `start_at` to `end_at`, and those are its planned dates; None: it is free again."""
    await tx.execute(
        """
        UPDATE task
           SET earliest_at = $3, earliest_by = CASE WHEN $3::timestamptz IS NOT NULL THEN 'appointment' END,
               planned_start_at = coalesce($3, planned_start_at),
               planned_end_at = coalesce($4, planned_end_at), version = version + 1
         WHERE service_order_id = $1 AND n = $2
        """,
        service_order_id,
        n,
        start_at,
        end_at,
    )


async def set_earliest(tx: Tx, service_order_id: int, n: int, start_at: datetime | None) -> None:
    """A person has the task begin at `start_at` at the earliest, or whenever it can; what was planned stays."""
    await tx.execute(
        """
        UPDATE task
           SET earliest_at = $3, earliest_by = CASE WHEN $3::timestamptz IS NOT NULL THEN 'person' END
         WHERE service_order_id = $1 AND n = $2
        """,
        service_order_id,
        n,
        start_at,
    )


async def find_earliest(tx: Tx, service_order_id: int, n: int) -> tuple[datetime | None, FixedBy | None]:
    """The instant before which the task does not begin, and whether an appointment or a person says so."""
    row = await tx.fetchrow(
        "SELECT earliest_at, earliest_by FROM task WHERE service_order_id = $1 AND n = $2", service_order_id, n
    )
    return (None, None) if row is None else (row["earliest_at"], row["earliest_by"] and FixedBy(row["earliest_by"]))


async def last_end_beside(tx: Tx, service_order_id: int, without: Collection[int]) -> datetime | None:
    """When the last of all tasks of an order ends but these; None: there are no others."""
    end: datetime | None = await tx.fetchval(
        """
        SELECT max(coalesce(ended_at, estimated_end_at))
          FROM task
         WHERE service_order_id = $1 AND n <> ALL ($2::integer[])
        """,
        service_order_id,
        list(without),
    )
    return end


async def read_names(tx: Tx, service_order_id: int, numbers: Collection[int]) -> dict[int, str]:
    """The names of some tasks of an order, by number."""
    rows = await tx.fetch(
        "SELECT n, name FROM task WHERE service_order_id = $1 AND n = ANY ($2)", service_order_id, list(numbers)
    )
    return {row["n"]: row["name"] for row in rows}
