"""`trunkline catalog import`: specifications of other systems, as TMF633 and TMF634 files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from trunkline.catalog.exchange import Imported, import_specifications, read_documents
from trunkline.cli.output import AsJson, emit, say
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.errors import NotFound


def import_command(
    files: Annotated[list[Path], typer.Argument(help="JSON files, each with one specification or a list.")],
    as_json: AsJson = False,
) -> None:
    """Draft the specifications in TMF633 and TMF634 files; says of each what it became, or why not (exit code 1)."""
    for file in files:
        if not file.is_file():
            raise NotFound(f"there is no file {file}")
    read = read_documents({str(file): file.read_bytes() for file in files})

    async def draft() -> list[Imported]:
        async with open_database() as database, database.transaction() as tx:
            return await import_specifications(tx, read, by=cli_actor(), now=now())

    told = run(draft())
    emit(told, as_json=as_json, show=_show)
    if any(one.problems for one in told):
        raise typer.Exit(1)


def _show(told: list[Imported]) -> None:
    for one in told:
        if one.specification_id is not None:
            say(f"{one.source}: draft of {one.specification_id}, version {one.version}")
        for problem in one.problems:
            place = f"{problem.field}: " if problem.field else ""
            say(f"{one.source}: refused: {place}{problem.what}; {problem.action}")
        for warning in one.warnings:
            say(f"{one.source}: note: {warning}")


def add_to(app: typer.Typer) -> None:
    """Gives `trunkline catalog` the command."""
    app.command("import")(import_command)
