"""`trunkline bench`: how fast it is, beside what the database itself can do on the same machine."""

from __future__ import annotations

from typing import Annotated

import typer

from trunkline.cli.output import AsJson, aside, emit, table
from trunkline.cli.session import migrated, run, temporary_server
from trunkline.kit.db import Database
from trunkline.reactions import react


def bench_command(
    scenario: Annotated[
        str, typer.Argument(help="throughput, or one of the others; a wrong name lists them.")
    ] = "throughput",
    orders: Annotated[int, typer.Option(min=10, max=100_000, help="Orders in each run, 12 tasks each.")] = 1000,
    rounds: Annotated[int, typer.Option(min=1, max=20, help="Runs of each scenario.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Measure on a database of its own, embedded and thrown away; exit code 1 when an aim is missed."""

    from trunkline.bench.measure import Measure  # slow to import, needed here only
    from trunkline.bench.scenarios import SCENARIOS

    if scenario not in SCENARIOS:
        raise typer.BadParameter(f"there is no scenario '{scenario}'; choose one of: {', '.join(SCENARIOS)}")

    async def measure(url: str) -> list[Measure]:
        await migrated(url)
        database = await Database.connect(url, react=react)
        try:
            tell = (lambda _: None) if as_json else (lambda text: aside().print(text, markup=False))
            return await SCENARIOS[scenario](database, orders, rounds, tell)
        finally:
            await database.close()

    with temporary_server() as server:
        measures = run(measure(server.url))

    def show(found: list[Measure]) -> None:
        rows = [
            [m.scenario, _number(m.best), _number(m.median), m.unit, _number(m.raw_best),
             "" if m.ratio is None else f"{m.ratio:.2f}", "" if m.aim is None else f"{m.aim:.2f}", _number(m.limit)]
            for m in found
        ]  # fmt: skip
        table(["scenario", "best", "median", "unit", "raw limit", "ratio", "aim", "at most"], rows)

    emit(measures, as_json=as_json, show=show)
    if any(measure.missed for measure in measures):
        raise typer.Exit(1)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("bench")(bench_command)
