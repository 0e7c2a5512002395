"""`trunkline catalog coverage`: which rules, branches, mappings, table rows and tasks a set of orders exercises."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from trunkline.catalog.queries import load_catalog
from trunkline.cli.orders import read_order_file
from trunkline.cli.output import AsJson, emit, say
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.decomposition.coverage import measure
from trunkline.orchestration.api_dry_run import try_draft, try_stored

_NUMBER = re.compile(r"ORD-\d+", re.IGNORECASE)


def coverage_command(
    orders: Annotated[list[str], typer.Argument(help="Stored orders (ORD-000123), or TMF641 JSON files.")],
    at_least: Annotated[float, typer.Option(help="End with 1 below this percentage.")] = 0.0,
    as_json: AsJson = False,
) -> None:
    """Dry-run these orders against the published catalog and tell what of it they exercise, and what they never do.

    Writes nothing. Ends with 1 when an order cannot be decomposed, or below `--at-least`.
    """

    async def attempt() -> dict[str, Any]:
        async with open_database() as database, database.reading() as tx:
            catalog = await load_catalog(tx)
            found, refused = [], {}
            for subject in orders:
                if _NUMBER.fullmatch(subject):
                    tried = await try_stored(tx, subject.upper())
                else:
                    tried = await try_draft(tx, read_order_file(Path(subject)), by=cli_actor().name)
                if tried.decomposition is None:
                    refused[subject] = "; ".join(problem.what for problem in tried.problems)
                else:
                    found.append(tried.decomposition)
        measured = measure(catalog, found)
        return {
            "revision": catalog.revision, "percent": measured.percent, "exercised": measured.counts,
            "missed": measured.missed, "refused": refused,
        }  # fmt: skip

    def show(answer: dict[str, Any]) -> None:
        counts, missed = answer["exercised"], answer["missed"]
        hit = len(counts) - len(missed)
        say(f"revision {answer['revision']}: {hit} of {len(counts)} exercised, {answer['percent']} %")
        for point in missed:
            say(f"  never: {point}")
        for subject, why in answer["refused"].items():
            say(f"  cannot be decomposed: {subject}: {why}")

    answer = run(attempt())
    emit(answer, as_json=as_json, show=show)
    if answer["refused"] or answer["percent"] < at_least:
        raise typer.Exit(1)
