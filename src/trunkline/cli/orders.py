"""`trunkline order`: submit and look at service orders; decisions and building have files of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from trunkline.cli.output import AsJson, badge, emit, progress, say, screen, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid, NotFound, TrunklineError
from trunkline.kit.ids import read_service_order_number
from trunkline.ordering.commands import review, submit_service_order
from trunkline.ordering.listing import read_list_query
from trunkline.ordering.model import Check, NewServiceOrder, ServiceOrder
from trunkline.ordering.queries import get_service_order, list_approvals, list_service_orders
from trunkline.ordering.state import ServiceOrderState
from trunkline.ordering.wire import read_json, read_service_order
from trunkline.ordering.wire_answer import render_service_order

app = typer.Typer(help="Service orders.", no_args_is_help=True)
Number = Annotated[str, typer.Argument(help="The order: ORD-000123.")]


class OrderFileInvalid(Invalid):
    """A file holds no service order that can be accepted; nothing of any file was submitted."""

    contract = Contract(
        "The file holds an order that cannot be accepted; nothing was submitted.",
        "Correct what is listed.",
        field="file",
    )


def read_order_file(path: Path) -> NewServiceOrder:
    """The service order in a TMF641 JSON file; raises OrderFileInvalid, naming the file, with every fault."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}") from None
    try:
        return read_service_order(read_json(raw))
    except Invalid as error:
        raise OrderFileInvalid(f"{path}: {error.message}", problems=error.problems) from error


@app.command("submit")
def submit_command(
    files: Annotated[list[Path], typer.Argument(help="TMF641 JSON files, one order each.")],
    as_json: AsJson = False,
) -> None:
    """Submit service orders; all of the files or, when one is refused, none."""
    drafts = [(path, read_order_file(path)) for path in files]

    async def submit() -> list[ServiceOrder]:
        async with open_database() as database, database.transaction() as tx:
            submitted = []
            with progress("submitting", len(drafts), quiet=as_json or len(drafts) < 10) as advance:
                for path, draft in drafts:
                    try:
                        submitted.append(await submit_service_order(tx, draft, by=cli_actor(), now=now()))
                    except TrunklineError as error:
                        error.message = f"{path}: {error.message}"
                        raise
                    advance()
            return submitted

    def show(_: object) -> None:
        for order in submitted:
            say(f"{order.number} {order.state}, {len(order.items)} item(s); next: trunkline order show {order.number}")

    submitted = run(submit())
    emit([render_service_order(order) for order in submitted], as_json=as_json, show=show)


@app.command("list")
def list_command(
    state: Annotated[ServiceOrderState | None, typer.Option(help="Only in this state.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Service orders, newest first."""

    async def read() -> tuple[list[ServiceOrder], int]:
        async with open_database() as database, database.reading() as tx:
            asked = [("limit", str(limit)), *([("state", state.value)] if state else [])]
            return await list_service_orders(tx, read_list_query(asked), drafts=True)

    orders, total = run(read())

    def show(_: object) -> None:
        table(
            ["order", "state", "priority", "customer", "description", "items", "ordered"],
            [[o.number, badge(o.state), o.priority, o.customer_name or o.customer_id, o.description, len(o.items),
              o.order_date] for o in orders],
            none="no orders",
        )  # fmt: skip
        if total > len(orders):
            say(f"{len(orders)} of {total}; more with --limit")

    emit({"items": [render_service_order(order) for order in orders], "total": total}, as_json=as_json, show=show)


def show_checks(checks: list[Check]) -> None:
    """The review checklist, with what is to be done under each line that fails."""
    for check in checks:
        if check.passed:
            mark = Text("✓ ", style="green")
        else:
            mark = Text("✗ ", style="bold red") if check.blocking else Text("! ", style="yellow")
        screen().print(mark + Text(check.name, style=""))
        for problem in check.problems:
            where = " ".join(part for part in (problem.item, problem.field) if part)
            say(f"    {where + ': ' if where else ''}{problem.what}; {problem.action}")


@app.command("show")
def show_command(number: Number, as_json: AsJson = False) -> None:
    """An order with its items, its approvals and, while it waits for a decision, the review checklist."""

    async def read() -> tuple[ServiceOrder, list[Check], list[object]]:
        async with open_database() as database, database.transaction() as tx:
            order = await get_service_order(tx, read_service_order_number(number))
            undecided = order.state in {ServiceOrderState.ACKNOWLEDGED, ServiceOrderState.REJECTED}
            checks = await review(tx, order.id, now=now()) if undecided else []
            return order, list(checks), list(await list_approvals(tx, order.id))

    order, checks, approvals = run(read())

    def show(_: object) -> None:
        table(["", ""], [
            ["order", order.number],
            ["state", badge(order.state)],
            ["reason", order.state_reason],
            ["customer", order.customer_name or order.customer_id],
            ["description", order.description],
            ["external id", order.external_id],
            ["priority", order.priority],
            ["requested for", order.requested_completion_date],
        ])  # fmt: skip
        say("")
        table(
            ["item", "action", "specification", "state", "characteristics"],
            [[i.item_id, i.action, i.specification_id, badge(i.state),
              ", ".join(f"{name}={c.value}" for name, c in i.characteristics.items())] for i in order.items],
        )  # fmt: skip
        if checks:
            say("\nreview")
            show_checks(checks)

    body = {"serviceOrder": render_service_order(order), "review": checks, "approvals": approvals}
    emit(body, as_json=as_json, show=show)
