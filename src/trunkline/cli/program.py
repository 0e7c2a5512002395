"""Puts the commands together, and turns whatever goes wrong into one sentence and an exit code."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, Final, NoReturn

import asyncpg
import typer

from trunkline import __version__
from trunkline.cli import (
    agreements,
    appointments,
    assignment,
    bench,
    building,
    calendars,
    catalog,
    database,
    decisions,
    demo,
    doctor,
    domain_orders,
    dry_run,
    enrichment,
    fallouts,
    holds,
    inventory,
    notifications,
    orders,
    plans,
    serving,
    systems,
    tasks,
    users,
    why,
)
from trunkline.cli.output import report
from trunkline.kit.errors import TrunklineError, Unavailable

REFUSED: Final = 1  # refused or failed; 2 is wrong usage

app = typer.Typer(
    name="trunkline",
    help="Service order management: review, decompose, orchestrate, and mend what fails.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
serving.add_to(app)
demo.add_to(app)
doctor.add_to(app)
why.add_to(app)
bench.add_to(app)
app.add_typer(database.app, name="db")
app.add_typer(catalog.app, name="catalog")
decisions.add_to(orders.app)
dry_run.add_to(orders.app)
building.add_to(orders.app)
app.add_typer(orders.app, name="order")
app.add_typer(enrichment.app, name="enrichment")
app.add_typer(plans.app, name="plan")
app.add_typer(domain_orders.app, name="domain-order")
app.add_typer(tasks.app, name="task")
app.add_typer(appointments.app, name="appointment")
app.add_typer(holds.app, name="hold")
app.add_typer(fallouts.app, name="fallout")
app.add_typer(inventory.app, name="inventory")
app.add_typer(systems.app, name="system")
app.add_typer(calendars.app, name="calendar")
app.add_typer(notifications.app, name="notifications")
app.add_typer(agreements.app, name="agreement")
app.add_typer(assignment.app, name="assignment")
app.add_typer(users.app, name="user")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"trunkline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Service order management: review, decompose, orchestrate, and mend what fails."""


def _end(*_: object) -> NoReturn:
    # what is open is closed on the way out, above all the embedded database
    raise SystemExit(128 + signal.SIGTERM)


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and answers its exit code: 0 done, 1 refused or failed, 2 wrong usage."""
    as_json = "--json" in arguments
    debugging = os.environ.get("TRUNKLINE_LOG_LEVEL", "").lower() == "debug"
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows a question mark, no more
    level = os.environ.get("TRUNKLINE_LOG_LEVEL", "").upper()
    logging.basicConfig(level=level if level in logging.getLevelNamesMapping() else "WARNING", stream=sys.stderr)
    try:
        app(list(arguments), prog_name="trunkline")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else REFUSED
    except TrunklineError as error:
        report(error, as_json=as_json)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever read our output has enough; nothing more is written, not even at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, ConnectionError) as error:
        report(Unavailable(f"the database was lost in the middle ({error}); what was not finished was undone"),
               as_json=as_json)  # fmt: skip
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        report(TrunklineError(f"{where}{error.strerror or error}"), as_json=as_json)
    except Exception as error:
        if debugging:
            raise
        hint = "set TRUNKLINE_LOG_LEVEL=debug to see where, and please report it"
        report(TrunklineError(f"an internal error: {type(error).__name__}: {error}; {hint}"), as_json=as_json)
    return REFUSED


def main() -> NoReturn:
    """The entry of the console script."""
    signal.signal(signal.SIGTERM, _end)
    sys.exit(run(sys.argv[1:]))
