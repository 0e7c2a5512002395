"""The working calendars that durations of tasks count in: who may change them, and what is refused."""

from __future__ import annotations

from datetime import datetime

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.kit.calendar import CalendarSpecification, WorkingCalendar
from trunkline.kit.db import Tx
from trunkline.orchestration import calendar_store
from trunkline.orchestration.calendar_store import StoredCalendar, list_calendars, load_calendars
from trunkline.orchestration.errors import CalendarChanged, UnknownCalendar
from trunkline.orchestration.events import CalendarDeleted, CalendarSaved

__all__ = ["StoredCalendar", "delete_calendar", "list_calendars", "load_calendars", "save_calendar"]


async def save_calendar(
    tx: Tx, specification: CalendarSpecification, *, by: Actor, now: datetime, version: int | None = None
) -> None:
    """Makes or changes a calendar; plans that are made from now on count in it, running ones keep their dates.

    Needs `catalog:design`. Raises CalendarInvalid with every fault, CalendarChanged when `version` is stale.
    """
    by.require(Permission.CATALOG_DESIGN)
    WorkingCalendar(specification)  # refuses what is wrong
    held = await calendar_store.lock_version(tx, specification.name)
    if version is not None and held != version:
        raise CalendarChanged(
            f"calendar '{specification.name}' is {'gone' if held is None else f'version {held}'} now, you saw version "
            f"{version}; look at it again, then repeat the change"
        )
    await calendar_store.save(tx, specification, by=by.name, now=now)
    await history.record(tx, CalendarSaved(name=specification.name, by=by.name, at=now))


async def delete_calendar(tx: Tx, name: str, *, by: Actor, now: datetime) -> None:
    """Takes a calendar away; durations that named it count around the clock then. Needs `catalog:design`."""
    by.require(Permission.CATALOG_DESIGN)
    if not await calendar_store.delete(tx, name):
        raise UnknownCalendar(f"there is no working calendar '{name}'; `trunkline calendar list` shows those there are")
    await history.record(tx, CalendarDeleted(name=name, by=by.name, at=now))
