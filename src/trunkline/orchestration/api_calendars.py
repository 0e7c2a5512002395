"""HTTP: the working calendars that durations count in."""

from __future__ import annotations

from datetime import date, datetime, time

import msgspec
from litestar import delete, get, put

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.calendar import CalendarSpecification, WorkingHours
from trunkline.kit.db import Database
from trunkline.orchestration import calendar_store, calendars
from trunkline.orchestration.calendar_store import StoredCalendar
from trunkline.orchestration.errors import UnknownCalendar


class HoursBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Open hours of a weekday (0 is Monday), local time; an end of 00:00 is midnight at the end of the day."""

    weekday: int
    start: time
    end: time


class NewCalendar(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What a working calendar is made of. `version` is the one that was seen; without it the last writer wins."""

    time_zone: str = "UTC"
    hours: tuple[HoursBody, ...] = ()
    country: str | None = None
    subdivision: str | None = None
    closed_days: tuple[date, ...] = ()
    open_days: tuple[date, ...] = ()
    version: int | None = None


class CalendarBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A working calendar as it is kept."""

    name: str
    version: int
    time_zone: str
    hours: tuple[HoursBody, ...]
    country: str | None
    subdivision: str | None
    closed_days: tuple[date, ...]
    open_days: tuple[date, ...]
    changed_by: str
    changed_at: datetime
    verbs: list[str]


class CalendarsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """All working calendars, by name."""

    items: list[CalendarBody]


def specification_of(name: str, data: NewCalendar) -> CalendarSpecification:
    """The calendar that a document describes."""
    return CalendarSpecification(
        name=name,
        time_zone=data.time_zone,
        hours=tuple(WorkingHours(weekday=h.weekday, start=h.start, end=h.end) for h in data.hours),
        country=data.country,
        subdivision=data.subdivision,
        closed_days=data.closed_days,
        open_days=data.open_days,
    )


def _render(stored: StoredCalendar, actor: Actor) -> CalendarBody:
    made = stored.specification
    return CalendarBody(
        name=made.name,
        version=stored.version,
        time_zone=made.time_zone,
        hours=tuple(HoursBody(weekday=h.weekday, start=h.start, end=h.end) for h in made.hours),
        country=made.country,
        subdivision=made.subdivision,
        closed_days=made.closed_days,
        open_days=made.open_days,
        changed_by=stored.changed_by,
        changed_at=stored.changed_at,
        verbs=["save", "delete"] if actor.may(Permission.CATALOG_DESIGN) else [],
    )


@get("/api/calendars", tags=["Working calendars"])
async def list_calendars(database: Database, actor: Actor) -> CalendarsBody:
    """Every working calendar."""
    actor.require(Permission.CATALOG_READ)
    async with database.reading() as tx:
        return CalendarsBody(items=[_render(each, actor) for each in await calendar_store.list_calendars(tx)])


@put("/api/calendars/{name:str}", tags=["Working calendars"])
async def save_calendar(name: str, data: NewCalendar, database: Database, actor: Actor) -> CalendarBody:
    """Makes or changes a calendar; plans made from now on count in it."""
    async with database.transaction() as tx:
        await calendars.save_calendar(tx, specification_of(name, data), by=actor, now=clock.now(), version=data.version)
        for stored in await calendar_store.list_calendars(tx):
            if stored.specification.name == name:
                return _render(stored, actor)
    raise UnknownCalendar(f"there is no working calendar '{name}'")


@delete("/api/calendars/{name:str}", tags=["Working calendars"])
async def delete_calendar(name: str, database: Database, actor: Actor) -> None:
    """Takes a calendar away; durations that name it count around the clock then."""
    async with database.transaction() as tx:
        await calendars.delete_calendar(tx, name, by=actor, now=clock.now())


routes = [list_calendars, save_calendar, delete_calendar]
