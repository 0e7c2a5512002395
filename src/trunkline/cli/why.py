"""`trunkline why`: the least that must happen before something goes on."""

from __future__ import annotations

from typing import Annotated

import typer

from trunkline.cli.output import AsJson, badge, emit, screen, table
from trunkline.cli.session import open_database, run
from trunkline.insight.why_queries import Standstill, why_domain_order, why_service_order, why_task
from trunkline.kit.clock import now
from trunkline.kit.ids import DomainOrderId, TaskId, read_service_order_number


def why_command(
    number: Annotated[str, typer.Argument(help="A service order, domain order or task: ORD-, SO-, RO- or TASK-.")],
    as_json: AsJson = False,
) -> None:
    """Why is it not moving? What must happen first, and who or what can do it."""
    prefix = number.strip().upper().partition("-")[0]

    async def ask() -> Standstill:
        async with open_database() as database, database.reading() as tx:
            if prefix in TaskId.prefixes:
                return await why_task(tx, TaskId.read(number), now=now())
            if prefix in DomainOrderId.prefixes:
                return await why_domain_order(tx, DomainOrderId.read(number), now=now())
            return await why_service_order(tx, read_service_order_number(number), now=now())

    def show(found: Standstill) -> None:
        screen().print(found.number, badge(found.state))
        rows = [[b.subject, b.name, b.what, b.owner or b.group or "", b.until or "", b.action] for b in found.blockers]
        heads = ["what", "name", "why", "who", "until", "what to do"]
        table(heads, rows, none="it has ended: nothing is left to do")

    emit(run(ask()), as_json=as_json, show=show)


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("why")(why_command)
