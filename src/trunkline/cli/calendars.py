"""`trunkline calendar`: the working calendars that durations count in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
import yaml

from trunkline.catalog.yaml_values import read_yaml
from trunkline.cli.output import AsJson, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.calendar import CalendarInvalid
from trunkline.kit.clock import now
from trunkline.orchestration.api_calendars import NewCalendar, specification_of
from trunkline.orchestration.calendars import StoredCalendar, delete_calendar, list_calendars, save_calendar

app = typer.Typer(help="Working calendars: which hours of which days count for a duration.", no_args_is_help=True)

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """Working calendars with their zones, hours and holidays."""

    async def read() -> list[StoredCalendar]:
        async with open_database() as database, database.reading() as tx:
            return await list_calendars(tx)

    def show(found: list[StoredCalendar]) -> None:
        rows = [
            [c.specification.name, c.version, c.specification.time_zone, _hours(c), _holidays(c), c.changed_by]
            for c in found
        ]
        heads = ["calendar", "version", "time zone", "hours", "holidays", "changed by"]
        table(heads, rows, none="there is no calendar: durations count around the clock")

    emit(run(read()), as_json=as_json, show=show)


def _hours(stored: StoredCalendar) -> str:
    hours = stored.specification.hours
    return ", ".join(f"{_DAYS[h.weekday]} {h.start:%H:%M}-{h.end:%H:%M}" for h in hours)


def _holidays(stored: StoredCalendar) -> str:
    made = stored.specification
    place = "-".join(filter(None, (made.country, made.subdivision)))
    days = f"{len(made.closed_days)} of its own" if made.closed_days else ""
    return ", ".join(filter(None, (place, days)))


@app.command("set")
def set_command(
    name: Annotated[str, typer.Argument(help="The calendar, as durations of task specifications name it.")],
    file: Annotated[Path, typer.Argument(help="YAML or JSON: timeZone, hours, country, closedDays, openDays.")],
    as_json: AsJson = False,
) -> None:
    """Make or change a calendar; plans made from now on count in it."""
    try:
        document, _ = read_yaml(file.read_text(encoding="utf-8"))
        wanted = msgspec.convert(_with_seconds(document), NewCalendar, strict=False)
    except (msgspec.ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise CalendarInvalid(f"{file}: {error}") from None
    specification = specification_of(name, wanted)

    async def save() -> None:
        async with open_database() as database, database.transaction() as tx:
            await save_calendar(tx, specification, by=cli_actor(), now=now(), version=wanted.version)

    run(save())
    emit(specification, as_json=as_json, show=lambda made: say(f"calendar {made.name} is saved"))


def _with_seconds(document: Any) -> Any:
    """`08:00` as people write it becomes `08:00:00`, as the wire wants it."""
    rows = document.get("hours") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        return document
    return {**document, "hours": [
        {k: f"{v}:00" if isinstance(v, str) and v.count(":") == 1 else v for k, v in row.items()}
        if isinstance(row, dict) else row
        for row in rows
    ]}  # fmt: skip


@app.command("delete")
def delete_command(
    name: Annotated[str, typer.Argument(help="The calendar.")],
    as_json: AsJson = False,
) -> None:
    """Take a calendar away; durations that name it count around the clock then."""

    async def remove() -> None:
        async with open_database() as database, database.transaction() as tx:
            await delete_calendar(tx, name, by=cli_actor(), now=now())

    run(remove())
    emit({"deleted": name}, as_json=as_json, show=lambda _: say(f"calendar {name} is gone"))
