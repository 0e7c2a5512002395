"""`trunkline domain-order`: closing one by hand."""

from __future__ import annotations

from typing import Annotated

import typer

from trunkline.cli.output import AsJson, emit, say
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.fallout.closing import WithOpenTasks, close_domain_order
from trunkline.kit.clock import now
from trunkline.kit.ids import DomainOrderId

app = typer.Typer(help="Domain orders: the parts of an order, one for each domain.", no_args_is_help=True)


@app.callback()
def callback() -> None:
    """Keeps `close` a command of its own."""


@app.command("close")
def close_command(
    number: Annotated[str, typer.Argument(help="The domain order: SO-000123-4 or RO-000123-7.")],
    reason: Annotated[str, typer.Option(help="Why it is closed by hand.")],
    raise_fallouts: Annotated[
        bool, typer.Option("--raise-fallouts", help="Hold each open task with a fallout, instead of refusing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Close a domain order by hand; open tasks refuse it, or become fallouts."""
    how = WithOpenTasks.RAISE_FALLOUT if raise_fallouts else WithOpenTasks.REFUSE

    async def close() -> list[str]:
        async with open_database() as database, database.transaction() as tx:
            raised = await close_domain_order(
                tx, DomainOrderId.read(number), reason=reason, open_tasks=how, by=cli_actor(), now=now()
            )
            return [fallout.number for fallout in raised]

    emit(run(close()), as_json=as_json, show=lambda raised: say(f"{number}: raised {', '.join(raised)}"))
