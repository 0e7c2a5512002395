"""`trunkline doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from urllib.request import urlopen

import msgspec
import typer
from rich.text import Text

from trunkline.cli.output import AsJson, emit, table
from trunkline.cli.session import database_server, run, settings_now
from trunkline.insight.watchdog import stuck_items
from trunkline.kit.clock import now
from trunkline.kit.db import Database
from trunkline.kit.errors import TrunklineError
from trunkline.orchestration.queries import counter_drift
from trunkline.settings import Settings

_NEEDED_BYTES = 500_000_000
_CLOCK_TOLERANCE = timedelta(seconds=5)
_OVERDUE = timedelta(minutes=10)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at. `action` says what to do when it is not `well`."""

    subject: str
    well: bool
    found: str
    action: str = ""


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    return Finding(
        subject="Python", well=sys.version_info >= (3, 11), found=found, action="install Python 3.11 or newer"
    )


def _disk(settings: Settings) -> Finding:
    place = settings.data
    while not place.exists() and place != place.parent:
        place = place.parent
    free = shutil.disk_usage(place).free
    return Finding(
        subject="disk",
        well=free >= _NEEDED_BYTES,
        found=f"{free / 1e9:.1f} GB free at {settings.data}",
        action=f"free at least {_NEEDED_BYTES / 1e9:.1f} GB, or set TRUNKLINE_DATA to a folder on another disk",
    )


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _is_trunkline(host: str, port: int) -> bool:
    place = f"[{host}]" if ":" in host else host
    try:
        with urlopen(f"http://{place}:{port}/health/live", timeout=2) as answer:
            return bool(answer.read(100).replace(b" ", b"") == b'{"status":"pass"}')
    except (OSError, HTTPException):
        return False


def _port(settings: Settings) -> Finding:
    free = port_is_free(settings.host, settings.port)
    ours = not free and _is_trunkline(settings.host, settings.port)
    state = "free" if free else "Trunkline itself" if ours else "in use by another program"
    return Finding(
        subject="port",
        well=free or ours,
        found=f"{settings.host}:{settings.port} is {state}",
        action="stop the other program, or set TRUNKLINE_PORT to another port",
    )


async def _database(url: str) -> Iterable[Finding]:
    from trunkline.kit.migrate import migration_status  # slow to import

    status = await migration_status(url)
    findings = [
        Finding(subject="database", well=True, found=f"PostgreSQL {status.server_version} answers"),
        Finding(
            subject="migrations",
            well=not status.pending,
            found=f"{len(status.pending)} pending" if status.pending else f"at {status.head}",
            action="run `trunkline db migrate`",
        ),
    ]
    if status.pending:
        return findings
    database = await Database.connect(url)
    try:
        async with database.reading() as tx:
            theirs: datetime = await tx.fetchval("SELECT clock_timestamp()")
            apart = abs(theirs.astimezone(UTC) - now())
            overdue: int = await tx.fetchval(
                """
                SELECT count(*)
                  FROM work
                 WHERE due_at < $1
                """,
                now() - _OVERDUE,
            )
            drift = await counter_drift(tx)
            stuck = await stuck_items(tx)
    finally:
        await database.close()
    return [
        *findings,
        Finding(
            subject="clock",
            well=apart <= _CLOCK_TOLERANCE,
            found=f"{apart.total_seconds():.1f} s apart from the database's",
            action="let both machines keep time by NTP",
        ),
        Finding(
            subject="work",
            well=overdue == 0,
            found=f"{overdue} due for more than {_OVERDUE.seconds // 60} minutes" if overdue else "nothing overdue",
            action="no worker takes it: start one with `trunkline work` or `trunkline up`",
        ),
        Finding(
            subject="counters",
            well=not drift,
            found="; ".join(f"{d.subject} {d.counter}: {d.stored}, counted {d.counted}" for d in drift[:5])
            or "all right",
            action="this is a defect: please report it with the numbers",
        ),
        Finding(
            subject="watchdog",
            well=not stuck,
            found=", ".join(f"{item.number} is {item.state}" for item in stuck[:5]) + " and nothing moves it"
            if stuck
            else "nothing is stuck",
            action="this is a defect: please report it with the history of the order (`trunkline why NUMBER`)",
        ),
    ]


def examine(settings: Settings) -> list[Finding]:
    """Everything that is looked at, in the order in which it should be put right."""
    findings = [_python(), _disk(settings), _port(settings)]
    try:
        with database_server(settings) as url:
            findings += run(_database(url))
    except TrunklineError as error:
        findings.append(Finding(subject="database", well=False, found="not usable", action=error.message))
    return findings


def doctor_command(as_json: AsJson = False) -> None:
    """Look at Python, disk, port, database, migrations, clock, work, counters, what is stuck; exit code 1 when one is not well."""
    findings = examine(settings_now())

    def show(found: list[Finding]) -> None:
        well, ill = Text("✓ well", style="green"), Text("✗ look", style="bold red")
        table(["", "", "found", "what to do"], [
            [well if f.well else ill, f.subject, f.found, "" if f.well else f.action] for f in found
        ])  # fmt: skip

    emit(findings, as_json=as_json, show=show)
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("doctor")(doctor_command)
