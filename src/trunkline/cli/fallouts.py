"""`trunkline fallout`: what failed, and how it is mended."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from trunkline.cli import campaigns
from trunkline.cli.output import AsJson, badge, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.cli.tasks import read_values
from trunkline.fallout.category_commands import file_fallout
from trunkline.fallout.category_model import FalloutCategory
from trunkline.fallout.commands import close_fallout
from trunkline.fallout.model import Fallout
from trunkline.fallout.queries import FalloutFilter, FalloutView, get_fallout, list_categories, list_fallouts
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import OPEN_STATES, Resolution
from trunkline.kit.clock import now
from trunkline.kit.db import Tx
from trunkline.kit.ids import FalloutId, read_service_order_number

app = typer.Typer(help="Fallouts: failures that a person must look at.", no_args_is_help=True)
app.add_typer(campaigns.app, name="campaign")


@app.command("list")
def list_command(
    everything: Annotated[bool, typer.Option("--all", help="Resolved and closed ones too.")] = False,
    category: Annotated[str | None, typer.Option(help="Only of this category, or of one below it.")] = None,
    order: Annotated[str | None, typer.Option(help="Only of this order.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Open fallouts, the most urgent and oldest first."""
    wanted = FalloutFilter(
        states=None if everything else OPEN_STATES,
        service_order_id=read_service_order_number(order) if order else None,
        category=category,
    )

    async def read() -> list[FalloutView]:
        async with open_database() as database, database.reading() as tx:
            return await list_fallouts(tx, wanted, limit=limit)

    def show(found: list[FalloutView]) -> None:
        rows = [
            [v.fallout.number, badge(v.fallout.state), v.type_name, v.task_name, v.domain_order_name, v.fallout.message,
             v.fallout.assignment_group, v.fallout.priority, v.fallout.raised_at]
            for v in found
        ]  # fmt: skip
        table(
            ["fallout", "state", "type", "task", "of", "message", "group", "priority", "raised"],
            rows,
            none="no open fallout" if not everything else "no fallout",
        )

    emit(run(read()), as_json=as_json, show=show)


@app.command("resolve")
def resolve_command(
    number: Annotated[str, typer.Argument(help="The fallout: FO-000123-1.")],
    resolution: Annotated[Resolution, typer.Option(help="The remedy.")],
    value: Annotated[list[str] | None, typer.Option(help="NAME=VALUE that the remedy needs; may be repeated.")] = None,
    note: Annotated[str | None, typer.Option(help="What was done, for the record.")] = None,
    code: Annotated[str | None, typer.Option(help="Resolution code: what mended it, in a word.")] = None,
    route: Annotated[str | None, typer.Option(help="Of reroute: the way that the task goes, by its name.")] = None,
    as_json: AsJson = False,
) -> None:
    """Resolve a fallout: the task moves in the same step."""
    values = read_values(value or [])

    async def resolve() -> FalloutView:
        fallout_id = FalloutId.read(number)
        async with open_database() as database:
            async with database.transaction() as tx:
                await resolve_fallout(
                    tx,
                    fallout_id,
                    resolution=resolution,
                    values=values,
                    note=note,
                    resolution_code=code,
                    route=route,
                    by=cli_actor(),
                    now=now(),
                )
            async with database.reading() as tx:
                return await get_fallout(tx, fallout_id)

    def show(view: FalloutView) -> None:
        say(f"{view.fallout.number} is {view.fallout.state}; {view.fallout.task_id.number} is {view.task_state}")

    emit(run(resolve()), as_json=as_json, show=show)


@app.command("categories")
def categories_command(as_json: AsJson = False) -> None:
    """Where fallouts are filed: categories with their subcategories."""

    async def read() -> list[FalloutCategory]:
        async with open_database() as database, database.reading() as tx:
            return await list_categories(tx)

    def show(found: list[FalloutCategory]) -> None:
        rows = [
            [c.id, f"{'  ' if c.parent else ''}{c.name}",
             (f"retired, now {c.successor}" if c.successor else "retired") if c.retired else ""]
            for c in found
        ]  # fmt: skip
        table(["category", "name", ""], rows, none="no category")

    emit(run(read()), as_json=as_json, show=show)


@app.command("file")
def file_command(
    number: Annotated[str, typer.Argument(help="The fallout: FO-000123-1.")],
    category: Annotated[str, typer.Argument(help="The subcategory: system.unreachable.")],
    as_json: AsJson = False,
) -> None:
    """Say in which subcategory a fallout belongs."""

    async def file(tx: Tx, fallout_id: FalloutId) -> Fallout:
        return await file_fallout(tx, fallout_id, category=category, by=cli_actor(), now=now())

    _do(number, file, as_json=as_json)


@app.command("close")
def close_command(
    number: Annotated[str, typer.Argument(help="The fallout: FO-000123-1.")],
    code: Annotated[str | None, typer.Option(help="Resolution code, unless it was given before.")] = None,
    category: Annotated[str | None, typer.Option(help="Subcategory, unless it has one.")] = None,
    as_json: AsJson = False,
) -> None:
    """Close a resolved fallout, with its category and its resolution code."""

    async def close(tx: Tx, fallout_id: FalloutId) -> Fallout:
        return await close_fallout(tx, fallout_id, resolution_code=code, category=category, by=cli_actor(), now=now())

    _do(number, close, as_json=as_json)


def _do(number: str, verb: Callable[[Tx, FalloutId], Awaitable[Fallout]], *, as_json: bool) -> None:
    async def act() -> FalloutView:
        fallout_id = FalloutId.read(number)
        async with open_database() as database:
            async with database.transaction() as tx:
                await verb(tx, fallout_id)
            async with database.reading() as tx:
                return await get_fallout(tx, fallout_id)

    def show(view: FalloutView) -> None:
        say(f"{view.fallout.number} is {view.fallout.state}, filed under {view.fallout.category}")

    emit(run(act()), as_json=as_json, show=show)
