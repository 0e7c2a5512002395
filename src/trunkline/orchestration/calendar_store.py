"""SQL of working calendars."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from trunkline.kit.calendar import CalendarSpecification, WorkingCalendar
from trunkline.kit.db import Tx


class StoredCalendar(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar as it is kept."""

    specification: CalendarSpecification
    version: int
    changed_by: str
    changed_at: datetime


async def list_calendars(tx: Tx) -> list[StoredCalendar]:
    """All calendars, by name."""
    rows = await tx.fetch("SELECT name, version, body, changed_by, changed_at FROM working_calendar ORDER BY name")
    return [
        StoredCalendar(
            specification=msgspec.convert({"name": row["name"], **row["body"]}, CalendarSpecification),
            version=row["version"],
            changed_by=row["changed_by"],
            changed_at=row["changed_at"],
        )
        for row in rows
    ]


async def load_calendars(tx: Tx) -> Mapping[str, WorkingCalendar]:
    """All calendars, ready to reckon with; each is worked out once per process and version."""
    rows = await tx.fetch("SELECT name, version, body FROM working_calendar")
    kept: dict[tuple[str, int], WorkingCalendar] = tx.memory.setdefault("calendars", {})
    for row in rows:
        if (row["name"], row["version"]) not in kept:
            specification = msgspec.convert({"name": row["name"], **row["body"]}, CalendarSpecification)
            kept[row["name"], row["version"]] = WorkingCalendar(specification)
    return {row["name"]: kept[row["name"], row["version"]] for row in rows}


async def lock_version(tx: Tx, name: str) -> int | None:
    """The version of the calendar, its row held; None when there is none of that name."""
    version: int | None = await tx.fetchval("SELECT version FROM working_calendar WHERE name = $1 FOR UPDATE", name)
    return version


async def save(tx: Tx, specification: CalendarSpecification, *, by: str, now: datetime) -> None:
    """Writes a calendar; its version grows."""
    body = msgspec.to_builtins(specification)
    del body["name"]
    await tx.execute(
        """
        INSERT INTO working_calendar (name, body, changed_by, changed_at)
        VALUES ($1, $2, $3, $4)
            ON CONFLICT (name)
            DO UPDATE SET body = EXCLUDED.body, changed_by = EXCLUDED.changed_by, changed_at = EXCLUDED.changed_at,
                          version = working_calendar.version + 1
        """,
        specification.name,
        body,
        by,
        now,
    )


async def delete(tx: Tx, name: str) -> bool:
    """Deletes a calendar; False when there was none."""
    return await tx.fetchval("DELETE FROM working_calendar WHERE name = $1 RETURNING name", name) is not None
