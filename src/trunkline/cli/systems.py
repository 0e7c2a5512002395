"""`trunkline system`: domain systems, what waits for them, and maintenance."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from trunkline.cli.output import AsJson, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.ids import ServiceOrderId, service_order_number
from trunkline.southbound.commands import hold_domain_system, release_domain_system
from trunkline.southbound.model import DomainSystem, OutageForecast, Release, SystemStanding
from trunkline.southbound.queries import forecast_release, list_domain_systems

app = typer.Typer(help="Domain systems: limits, circuits, maintenance.", no_args_is_help=True)


@app.command("list")
def list_command(as_json: AsJson = False) -> None:
    """Domain systems that have limits or are held, and what waits for each."""

    async def read() -> list[SystemStanding]:
        async with open_database() as database, database.reading() as tx:
            return await list_domain_systems(tx)

    def show(found: list[SystemStanding]) -> None:
        rows = [
            [f.system.name, _standing(f.system), f.system.rate, f.system.concurrency, f.deferred, f.waiting, f.unknown]
            for f in found
        ]
        heads = ["system", "standing", "calls/s", "at a time", "held back", "answer to come", "answer lost"]
        table(heads, rows, none="no domain system has limits")

    emit(run(read()), as_json=as_json, show=show)


def _standing(system: DomainSystem) -> str:
    if system.held:
        return f"held: {system.held_reason}"
    if system.opened_until is not None and system.opened_until > now():
        return "circuit open"
    if system.released_until is not None and system.released_until > now():
        return f"released at {system.release_rate:g} a second"
    return "open"


@app.command("hold")
def hold_command(
    name: Annotated[str, typer.Argument(help="The system, as task specifications name it.")],
    reason: Annotated[str, typer.Option(help="Why nothing may be asked of it.")],
    as_json: AsJson = False,
) -> None:
    """Ask nothing of a system until it is released; calls under way end."""

    async def hold() -> DomainSystem:
        async with open_database() as database, database.transaction() as tx:
            return await hold_domain_system(tx, name, reason=reason, by=cli_actor(), now=now())

    emit(run(hold()), as_json=as_json, show=lambda system: say(f"{system.name} is held: {system.held_reason}"))


@app.command("release")
def release_command(
    name: Annotated[str, typer.Argument(help="The system.")],
    rate: Annotated[float, typer.Option(min=0.001, max=10_000, help="Held calls that go out in a second.")] = 10.0,
    as_json: AsJson = False,
) -> None:
    """Let held calls go at a rate, urgent tasks first."""

    async def release() -> Release:
        async with open_database() as database, database.transaction() as tx:
            return await release_domain_system(tx, name, rate=rate, by=cli_actor(), now=now())

    emit(run(release()), as_json=as_json, show=lambda done: say(f"{name}: {done.calls} held call(s) go out"))


@app.command("forecast")
def forecast_command(
    name: Annotated[str, typer.Argument(help="The system.")],
    rate: Annotated[float, typer.Option(min=0.001, max=10_000, help="Held calls that go out in a second.")] = 10.0,
    minutes: Annotated[float | None, typer.Option(min=0, help="It is back in so many minutes.")] = None,
    as_json: AsJson = False,
) -> None:
    """Which orders will be late, and when, if a held system comes back then and is released at that rate."""

    async def forecast() -> OutageForecast:
        until = None if minutes is None else now() + timedelta(minutes=minutes)
        async with open_database() as database, database.reading() as tx:
            return await forecast_release(tx, name, rate=rate, until=until, now=now())

    def show(found: OutageForecast) -> None:
        say(f"{found.calls} held call(s) of {found.orders} order(s) go out from {found.until:%Y-%m-%d %H:%M:%S %Z} on")
        rows = [
            [service_order_number(ServiceOrderId(late.service_order_id)), late.due_at, late.forecast_end_at,
             "no" if late.breached_before else "yes"]
            for late in found.late
        ]  # fmt: skip
        table(["order", "due", "will end", "by the outage"], rows, none="no order will be late")

    emit(run(forecast()), as_json=as_json, show=show)
