"""`trunkline demo`: the main job from beginning to end, in one command."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from trunkline.cli.demo_files import demo_catalogs
from trunkline.cli.output import AsJson, badge, emit, screen
from trunkline.cli.plans import bar, plan_tree, read_plan
from trunkline.cli.scenario import Story, carry_out_all, load_demo_catalogs, stories_of
from trunkline.cli.session import cli_actor, database_server, migrated, run, settings_now, temporary_server
from trunkline.kit.db import Database
from trunkline.kit.embedded import EmbeddedPostgres
from trunkline.kit.errors import NotFound, TrunklineError
from trunkline.ordering.state import ENDED
from trunkline.reactions import react

_LINES = 6
_FRAME_SECONDS = 0.25


class DemoResult(msgspec.Struct, frozen=True, kw_only=True):
    """How one order of the demo ended."""

    number: str | None
    name: str
    state: str
    items: int
    manual_tasks: int
    fallouts_resolved: int
    active: int
    terminated: int
    unexpected: tuple[str, ...]


def _result(story: Story) -> DemoResult:
    return DemoResult(
        number=story.order.number if story.order else None,
        name=story.name,
        state=story.order.state if story.order else "not submitted",
        items=len(story.order.items) if story.order else 0,
        manual_tasks=story.manual_tasks,
        fallouts_resolved=story.fallouts,
        active=story.active,
        terminated=story.terminated,
        unexpected=story.unexpected,
    )


class Stage:
    """What is seen while the demo runs: a moving picture on a terminal, lines elsewhere, nothing with --json."""

    def __init__(self, stories: list[Story], database: Database, *, silent: bool) -> None:
        self._stories = stories
        self._database = database
        self._silent = silent
        self._console: Console = screen()
        self._moving = sys.stdout.isatty() and not silent
        self._began = time.monotonic()
        self._last: list[str] = []

    def tell(self, story: Story, text: str) -> None:
        """Something happened to an order."""
        line = f"{time.monotonic() - self._began:5.1f} s  {story.catalog:<16}  {text}"
        self._last = [*self._last[-_LINES + 1 :], line]
        if not self._moving and not self._silent:
            self._console.print(escape(line), soft_wrap=True)

    @contextlib.asynccontextmanager
    async def lit(self) -> AsyncIterator[None]:
        """Draws as long as the block runs."""
        if not self._moving:
            yield
            return
        with Live(console=self._console, auto_refresh=False, transient=True, vertical_overflow="crop") as live:
            drawing = asyncio.create_task(self._draw(live))
            try:
                yield
            finally:
                drawing.cancel()
                await asyncio.gather(drawing, return_exceptions=True)

    async def _draw(self, live: Live) -> None:
        while True:
            live.update(await self._frame(), refresh=True)
            await asyncio.sleep(_FRAME_SECONDS)

    async def _frame(self) -> RenderableType:
        lines = Text("\n".join(self._last), style="dim")
        shown = next((s for s in self._stories if s.order is not None and s.order.state not in ENDED), None)
        ended = sum(s.order is not None and s.order.state in ENDED for s in self._stories)
        head = Text("orders ") + bar(ended, len(self._stories))
        if shown is None or shown.order is None:
            return Group(head, lines)
        try:
            order, view = await read_plan(self._database, shown.order.id)
        except NotFound:
            return Group(head, lines, Text(f"{shown.order.number} waits for its plan"))
        except TrunklineError as error:
            return Group(head, lines, Text(error.message))
        return Group(head, lines, plan_tree(order, view))


async def _play(url: str, *, silent: bool) -> list[Story]:
    from trunkline.worker import run_worker  # slow to import, needed here only

    await migrated(url)
    catalogs = demo_catalogs()
    stories = stories_of(catalogs)
    actor = cli_actor()
    database = await Database.connect(url, react=react, largest=20)
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(database, stop=stop))
    try:
        await load_demo_catalogs(database, catalogs, by=actor)
        stage = Stage(stories, database, silent=silent)
        async with stage.lit():
            acting = asyncio.create_task(carry_out_all(database, stories, by=actor, tell=stage.tell))
            await asyncio.wait({acting, worker}, return_when=asyncio.FIRST_COMPLETED)
            if not acting.done():
                acting.cancel()
                await asyncio.gather(acting, return_exceptions=True)
                worker.result()  # a worker that ends before it is told to has failed
            acting.result()
        first = next((s for s in stories if s.order is not None and s.fallouts), stories[0])
        if not silent and first.order is not None:
            with contextlib.suppress(NotFound):  # an order that failed may have no plan
                screen().print(plan_tree(*await read_plan(database, first.order.id)))
    finally:
        stop.set()
        await asyncio.gather(worker, return_exceptions=True)
        await database.close()
    return stories


def _summary(results: list[DemoResult]) -> None:
    drawn = Table(box=None, pad_edge=False, header_style="bold", title=None)
    for column in ("order", "demo", "state", "items", "manual tasks", "fallouts mended", "active", "terminated"):
        drawn.add_column(column)
    for r in results:
        cells = [str(n) for n in (r.items, r.manual_tasks, r.fallouts_resolved, r.active, r.terminated)]
        drawn.add_row(r.number or "", escape(r.name), badge(r.state), *cells)
    console = screen()
    console.print()
    console.print(drawn)
    for result in results:
        for what in result.unexpected:
            console.print(f"[bold red]✗[/] {escape(result.name)}: {escape(what)}", soft_wrap=True)


def demo_command(
    here: Annotated[
        bool, typer.Option("--here", help="On the product's own database, which keeps what the demo makes.")
    ] = False,
    keep: Annotated[
        Path | None,
        typer.Option("--keep", metavar="FOLDER", help="On an embedded database in FOLDER, kept afterwards."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Submit, review, approve, decompose, run and mend the demo orders; exit code 0 when all ended as they should."""
    began = time.monotonic()
    if here:
        with database_server(settings_now()) as url:
            stories = run(_play(url, silent=as_json))
    else:
        with EmbeddedPostgres(keep) if keep else temporary_server() as server:
            stories = run(_play(server.url, silent=as_json))
    results = [_result(story) for story in stories]
    emit(results, as_json=as_json, show=_summary)
    well = all(story.succeeded for story in stories)
    if not as_json:
        done = sum(story.succeeded for story in stories)
        screen().print(f"\n{done} of {len(stories)} orders ended as they should, in {time.monotonic() - began:.0f} s.")
    if not well:
        raise typer.Exit(1)


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("demo")(demo_command)
