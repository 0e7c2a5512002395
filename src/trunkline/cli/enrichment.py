"""`trunkline enrichment`: what must be found out before orders can be approved."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from trunkline.cli.output import AsJson, badge, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.cli.tasks import read_values
from trunkline.kit.clock import now
from trunkline.kit.db import Tx
from trunkline.kit.ids import EnrichmentTaskId, read_service_order_number
from trunkline.ordering.commands import (
    complete_enrichment_task,
    hold_enrichment_task,
    resume_enrichment_task,
    start_enrichment_task,
)
from trunkline.ordering.enrichment_queries import EnrichmentFilter, list_enrichment_tasks
from trunkline.ordering.model import EnrichmentItemTask
from trunkline.ordering.state import EnrichmentState
from trunkline.ordering.views_enrichment import task_view

app = typer.Typer(help="Enrichment tasks: what must be found out before approval.", no_args_is_help=True)
Number = Annotated[str, typer.Argument(help="The task: ENR-000123-1.")]


@app.command("list")
def list_command(
    state: Annotated[list[EnrichmentState] | None, typer.Option(help="Only in this state; may be repeated.")] = None,
    order: Annotated[str | None, typer.Option(help="Only of this order.")] = None,
    assignee: Annotated[str | None, typer.Option(help="Only of this person.")] = None,
    group: Annotated[list[str] | None, typer.Option(help="Only of this assignment group; may be repeated.")] = None,
    unassigned: Annotated[bool, typer.Option(help="Only those that nobody has.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Open enrichment tasks, the most urgent first."""
    wanted = EnrichmentFilter(
        service_order_id=None if order is None else read_service_order_number(order),
        states=tuple(state or ()),
        assignee=assignee,
        groups=tuple(group) if group else None,
        unassigned=unassigned,
    )

    async def read() -> tuple[list[EnrichmentItemTask], int]:
        async with open_database() as database, database.reading() as tx:
            return await list_enrichment_tasks(tx, wanted, limit=limit)

    tasks, total = run(read())

    def show(_: object) -> None:
        table(
            ["task", "state", "priority", "item", "name", "group", "assignee", "asks for"],
            [[t.number, badge(t.state), t.priority, t.item_id, t.name, t.assignment_group, t.assignee,
              ", ".join(field.characteristic for field in t.data)] for t in tasks],
            none="no enrichment tasks",
        )  # fmt: skip
        if total > len(tasks):
            say(f"{len(tasks)} of {total}; more with --limit")

    emit({"items": [task_view(task, []) for task in tasks], "total": total}, as_json=as_json, show=show)


@app.command("start")
def start_command(number: Number, as_json: AsJson = False) -> None:
    """Begin a task; an unassigned one is then yours."""
    _move(number, lambda tx, task: start_enrichment_task(tx, task, by=cli_actor(), now=now()), as_json=as_json)


@app.command("complete")
def complete_command(
    number: Number,
    value: Annotated[
        list[str] | None, typer.Option(help="NAME=VALUE, what was found out; may be repeated. JSON is read as JSON.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """End a task with what was found out; it is written into the item."""
    values = read_values(value or [])
    _move(
        number, lambda tx, task: complete_enrichment_task(tx, task, values, by=cli_actor(), now=now()), as_json=as_json
    )


@app.command("hold")
def hold_command(
    number: Number,
    reason: Annotated[str, typer.Option(help="Why it cannot go on.")],
    as_json: AsJson = False,
) -> None:
    """Stop a task, for a reason."""
    _move(
        number,
        lambda tx, task: hold_enrichment_task(tx, task, reason=reason, by=cli_actor(), now=now()),
        as_json=as_json,
    )


@app.command("resume")
def resume_command(number: Number, as_json: AsJson = False) -> None:
    """Let a held task go on."""
    _move(number, lambda tx, task: resume_enrichment_task(tx, task, by=cli_actor(), now=now()), as_json=as_json)


def _move(number: str, verb: Callable[[Tx, EnrichmentTaskId], Awaitable[EnrichmentItemTask]], *, as_json: bool) -> None:
    async def move() -> EnrichmentItemTask:
        async with open_database() as database, database.transaction() as tx:
            return await verb(tx, EnrichmentTaskId.read(number))

    task = run(move())
    emit(task_view(task, []), as_json=as_json, show=lambda _: say(f"{task.number} is {task.state}"))
