"""`trunkline order cancel`: what cancelling would do, the request, the decision."""

from __future__ import annotations

from typing import Annotated

import typer

from trunkline.cli.orders import Number
from trunkline.cli.output import AsJson, badge, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid
from trunkline.kit.ids import read_service_order_number
from trunkline.orchestration import cancelling
from trunkline.orchestration.cancelling import CancellationPlan
from trunkline.ordering.cancellation import Cancellation
from trunkline.ordering.queries import get_service_order

Items = Annotated[
    list[int] | None, typer.Option("--item", help="Only this top-level item, by its number; may be repeated.")
]


class CancelOptionsClash(Invalid):
    """The options of `order cancel` say two different things."""

    contract = Contract(
        "The options say two different things.", "Give only one of --preview, --grant and --decline.", field="options"
    )


def cancel_command(
    number: Number,
    reason: Annotated[str, typer.Option(help="Why; needed to ask and to decline.")] = "",
    item: Items = None,
    preview: Annotated[bool, typer.Option("--preview", help="Only say what it would do.")] = False,
    grant: Annotated[bool, typer.Option("--grant", help="Grant what was asked for.")] = False,
    decline: Annotated[bool, typer.Option("--decline", help="Let the order go on.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask to cancel an order or some of its items; see what that would do; grant or decline it."""
    if preview + grant + decline > 1:
        raise CancelOptionsClash("give only one of --preview, --grant and --decline")
    order_id = read_service_order_number(number)

    async def look() -> CancellationPlan:
        async with open_database() as database, database.reading() as tx:
            return await cancelling.preview_cancellation(tx, await get_service_order(tx, order_id), items=item)

    async def act() -> Cancellation:
        async with open_database() as database, database.transaction() as tx:
            by = cli_actor()
            if grant:
                return await cancelling.grant_cancellation(
                    tx, order_id, items=item, note=reason or None, by=by, now=now()
                )
            if decline:
                return await cancelling.decline_cancellation(tx, order_id, note=reason, by=by, now=now())
            return await cancelling.request_cancellation(tx, order_id, reason=reason, items=item, by=by, now=now())

    if preview:
        emit(run(look()), as_json=as_json, show=_show_plan)
        return
    emit(run(act()), as_json=as_json, show=_show)


def _show(request: Cancellation) -> None:
    say(f"{request.number} is {request.state}: item(s) {', '.join(map(str, request.items))}")


def _show_plan(plan: CancellationPlan) -> None:
    if plan.unbegun:
        say("nothing was done for it yet: it is cancelled at once")
        return
    say(
        f"{len(plan.withdrawn)} task(s) not begun go, {len(plan.called_off)} running call(s) are cancelled, "
        f"{len(plan.taken_away)} in hand or failed go, {len(plan.undoing.steps)} done are taken back"
    )
    table(
        ["item", "state", "what stands against it"],
        [[i.item_id, badge(i.state), "; ".join(f"{p.item}: {p.what}" for p in i.obstacles) or None]
         for i in plan.items],
    )  # fmt: skip
