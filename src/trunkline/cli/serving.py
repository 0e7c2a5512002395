"""`trunkline up`, `serve`, `work`: the long-running commands."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from trunkline.cli.output import AsJson
from trunkline.cli.session import settings_now
from trunkline.settings import Settings

# cli.running is imported where it is used: it brings the web server and all executors, which other commands need not
Host = Annotated[str | None, typer.Option(help="Address to listen on; else TRUNKLINE_HOST.")]
Port = Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on; else TRUNKLINE_PORT.")]


def _adjusted(host: str | None, port: int | None) -> Settings:
    settings = settings_now()
    return msgspec.structs.replace(
        settings,
        host=settings.host if host is None else host,
        port=settings.port if port is None else port,
    )


def up_command(
    demo: Annotated[bool, typer.Option("--demo/--no-demo", help="Fill a new database with the demo.")] = True,
    host: Host = None,
    port: Port = None,
    as_json: AsJson = False,
) -> None:
    """Everything in one process: database, web server, worker; Ctrl-C stops it all."""
    from trunkline.cli import running

    running.up(_adjusted(host, port), demo=demo, as_json=as_json)


def serve_command(host: Host = None, port: Port = None, as_json: AsJson = False) -> None:
    """One web server; as many as you like on one database. Tasks need `trunkline work` beside it."""
    from trunkline.cli import running

    running.serve(_adjusted(host, port), as_json=as_json)


def work_command(
    name: Annotated[str | None, typer.Option(help="The worker's name in the records; must be unique.")] = None,
    concurrency: Annotated[
        int | None, typer.Option(min=1, max=10_000, help="Work items in hand at a time; else TRUNKLINE_CONCURRENCY.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """One worker; as many as you like on one database."""
    from trunkline.cli import running

    settings = settings_now()
    if concurrency is not None:
        settings = msgspec.structs.replace(settings, concurrency=concurrency)
    running.work(settings, name=name, as_json=as_json)


def add_to(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("up")(up_command)
    app.command("serve")(serve_command)
    app.command("work")(work_command)
