"""`trunkline task`: the worklist, and completing what is on it."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from trunkline.cli.output import AsJson, badge, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid
from trunkline.kit.ids import TaskId, read_service_order_number
from trunkline.orchestration.commands import complete_task
from trunkline.orchestration.model import Task
from trunkline.orchestration.queries import WorklistEntry, get_task, list_worklist

app = typer.Typer(help="Manual tasks.", no_args_is_help=True)


class ValueUnreadable(Invalid):
    """A value on the command line is not NAME=VALUE."""

    contract = Contract("A value is not NAME=VALUE.", "Write it as NAME=VALUE.", field="value")


def read_values(given: list[str]) -> dict[str, object]:
    """The values behind `NAME=VALUE`: JSON where the text is JSON (`5`, `true`, `{"a": 1}`), else text.

    Raises ValueUnreadable when an equals sign or the name lacks.
    """
    values: dict[str, object] = {}
    for pair in given:
        name, sign, text = pair.partition("=")
        if not sign or not name.strip():
            raise ValueUnreadable(f"'{pair}' is not NAME=VALUE: write --value 'VLAN Id=1200'")
        try:
            values[name.strip()] = json.loads(text)
        except ValueError:
            values[name.strip()] = text
    return values


@app.command("list")
def list_command(
    group: Annotated[list[str] | None, typer.Option(help="Only of this assignment group; may be repeated.")] = None,
    assignee: Annotated[str | None, typer.Option(help="Only of this person.")] = None,
    order: Annotated[str | None, typer.Option(help="Only of this order.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Tasks that a person could act on now, most urgent first."""

    async def read() -> list[WorklistEntry]:
        async with open_database() as database, database.reading() as tx:
            return await list_worklist(
                tx,
                assignee=assignee,
                groups=group or None,
                service_order_id=read_service_order_number(order) if order else None,
                limit=limit,
            )

    def show(entries: list[WorklistEntry]) -> None:
        rows = [
            [e.task.id.number, badge(e.task.state), e.task.name, e.domain_order_name, e.task.assignment_group,
             e.task.assignee, e.task.priority, e.due_at, e.customer_name]
            for e in entries
        ]  # fmt: skip
        table(
            ["task", "state", "name", "for", "group", "assignee", "priority", "due", "customer"],
            rows,
            none="no task waits for a person",
        )

    emit(run(read()), as_json=as_json, show=show)


@app.command("complete")
def complete_command(
    number: Annotated[str, typer.Argument(help="The task: TASK-000123-17.")],
    value: Annotated[list[str] | None, typer.Option(help="NAME=VALUE that the task asks for; may be repeated.")] = None,
    as_json: AsJson = False,
) -> None:
    """Complete a manual task, with the values it asks for."""
    values = read_values(value or [])

    async def complete() -> Task:
        task_id = TaskId.read(number)
        async with open_database() as database:
            async with database.transaction() as tx:
                await complete_task(tx, task_id, values=values, by=cli_actor(), now=now())
            async with database.reading() as tx:
                return await get_task(tx, task_id)

    emit(run(complete()), as_json=as_json, show=lambda task: say(f"{task.id.number} '{task.name}' is {task.state}"))
