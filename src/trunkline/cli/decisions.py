"""`trunkline order review`, `approve` and `reject`: what is looked at before a decision, and the decision, also for many."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from trunkline.cli.cancelling import cancel_command
from trunkline.cli.orders import Number, show_checks
from trunkline.cli.output import AsJson, badge, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.db import Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import ServiceOrderId, read_service_order_number
from trunkline.orchestration.previewing import preview_service_order
from trunkline.ordering.commands import (
    approve_service_order,
    reject_items,
    reject_service_order,
    review_with_preview,
)
from trunkline.ordering.model import Check, ServiceOrder
from trunkline.ordering.views_decisions import (
    DecisionResults,
    ReviewView,
    decided,
    not_decided,
    results_view,
    review_view,
)
from trunkline.ordering.wire_answer import render_service_order

Numbers = Annotated[list[str], typer.Argument(help="The orders: ORD-000123 ...")]
Items = Annotated[
    list[int] | None, typer.Option("--item", help="Only this top-level item, by its number; may be repeated.")
]
Version = Annotated[int | None, typer.Option(help="The version that was looked at; another one is refused.")]


def review_command(
    number: Number,
    item: Items = None,
    preview: Annotated[bool, typer.Option(help="With the dry run of what approving leads to.")] = True,
    as_json: AsJson = False,
) -> None:
    """The checklist before approval, and what approving would lead to; changes nothing."""

    async def read() -> tuple[ReviewView, list[Check]]:
        async with open_database() as database, database.reading() as tx:
            order, checks, found = await review_with_preview(
                tx,
                read_service_order_number(number),
                now=now(),
                items=item,
                previewer=preview_service_order if preview else None,
            )
            return review_view(order, checks, found, item), checks

    answer, checks = run(read())

    def show(view: ReviewView) -> None:
        say(f"{view.service_order} version {view.version}: {'can' if view.approvable else 'cannot'} be approved")
        show_checks(checks)
        if view.preview is not None:
            seen = view.preview.shown
            say(
                f"\n{seen['domainOrders']} domain orders, {seen['tasks']} tasks, ready {seen['plannedEnd'] or 'unknown'}"
            )
            say(f"approve exactly this with --preview {view.preview.digest}")

    emit(answer, as_json=as_json, show=show)


def approve_command(
    numbers: Numbers,
    note: Annotated[str | None, typer.Option(help="Why, for the record.")] = None,
    item: Items = None,
    version: Version = None,
    preview: Annotated[str | None, typer.Option(help="The digest that `order review` showed.")] = None,
    as_json: AsJson = False,
) -> None:
    """Let orders through, or single items of one: a worker decomposes them and starts their plans.

    Several orders are decided each by itself: one that is refused does not stop the others.
    """
    _refuse_details_of_many(numbers, item, version, preview)

    async def approve(tx: Tx, order_id: ServiceOrderId) -> ServiceOrder:
        return await approve_service_order(
            tx,
            order_id,
            by=cli_actor(),
            now=now(),
            note=note,
            items=item,
            version=version,
            preview=preview,
            previewer=preview_service_order,
        )

    _decide(numbers, approve, as_json=as_json)


def reject_command(
    numbers: Numbers,
    reason_code: Annotated[str, typer.Option(help="One of the rejection reasons, for example incompleteData.")],
    note: Annotated[str, typer.Option(help="What is wrong, for whoever corrects it.")],
    item: Items = None,
    version: Version = None,
    as_json: AsJson = False,
) -> None:
    """Refuse orders, with a reason; an investigation is opened for each. Or single items of a partly approved order.

    Several orders are decided each by itself: one that is refused does not stop the others.
    """
    _refuse_details_of_many(numbers, item, version, None)

    async def reject(tx: Tx, order_id: ServiceOrderId) -> ServiceOrder:
        by = cli_actor()
        if item is not None:
            return await reject_items(
                tx, order_id, item, reason_code=reason_code, note=note, by=by, now=now(), version=version
            )
        return await reject_service_order(
            tx, order_id, reason_code=reason_code, note=note, by=by, now=now(), version=version
        )

    _decide(numbers, reject, as_json=as_json)


def _refuse_details_of_many(
    numbers: list[str], item: list[int] | None, version: int | None, preview: str | None
) -> None:
    if len(numbers) > 1 and (item is not None or version is not None or preview is not None):
        raise typer.BadParameter("--item, --version and --preview are about one order: name one, or leave them out")


def _decide(
    numbers: list[str], decide: Callable[[Tx, ServiceOrderId], Awaitable[ServiceOrder]], *, as_json: bool
) -> None:
    async def one() -> ServiceOrder:
        async with open_database() as database, database.transaction() as tx:
            return await decide(tx, read_service_order_number(numbers[0]))

    async def each() -> DecisionResults:
        results = []
        async with open_database() as database:
            for number in numbers:
                try:
                    async with database.transaction() as tx:
                        results.append(decided(await decide(tx, read_service_order_number(number))))
                except TrunklineError as error:
                    results.append(not_decided(number, error))
        return results_view(results)

    if len(numbers) == 1:
        order = run(one())
        emit(render_service_order(order), as_json=as_json, show=lambda _: say(_sentence(order)))
        return
    answer = run(each())

    def show(view: DecisionResults) -> None:
        table(
            ["order", "state", "what"],
            [[r.number, badge(r.state) if r.state else "", r.message or r.state_reason] for r in view.results],
        )

    emit(answer, as_json=as_json, show=show)
    if answer.failed:
        raise typer.Exit(1)


def _sentence(order: ServiceOrder) -> str:
    reason = f" ({order.state_reason})" if order.state_reason else ""
    return f"{order.number} is {order.state}{reason}"


def add_to(app: typer.Typer) -> None:
    """Puts these commands into `trunkline order`."""
    app.command("review")(review_command)
    app.command("approve")(approve_command)
    app.command("cancel")(cancel_command)
    app.command("reject")(reject_command)
