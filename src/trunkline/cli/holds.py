"""`trunkline hold`: what of an order is held on purpose; hold an order or a part of it; let it go on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer

from trunkline.cli.output import AsJson, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.kit.clock import now
from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid
from trunkline.kit.ids import (
    DomainOrderId,
    HoldId,
    ServiceOrderId,
    TaskId,
    read_service_order_number,
    service_order_number,
)
from trunkline.orchestration.holding import Hold, list_holds, place_hold, release_hold
from trunkline.orchestration.state import AtExpiry, HoldReason, HoldScope

app = typer.Typer(
    help="Holds: nothing inside what is held starts until the last of them is released.", no_args_is_help=True
)


class SubjectUnclear(Invalid):
    """What is to be held is not the number of an order, item, domain order or task."""

    contract = Contract(
        "What is to be held is no number of an order, item, domain order or task.",
        "Give one of these numbers.",
        field="subject",
    )


def _subject(text: str) -> tuple[ServiceOrderId, HoldScope, int]:
    """An order ORD-000123, an item ORD-000123/2, a domain order or a task by its number."""
    given = text.strip().upper()
    if given.startswith("TASK-"):
        task = TaskId.read(given)
        return task.service_order_id, HoldScope.TASK, task.n
    if given.startswith("ORD-"):
        order, _, item = given.partition("/")
        if not item:
            return read_service_order_number(order), HoldScope.SERVICE_ORDER, 0
        if not item.isdigit():
            raise SubjectUnclear(f"'{text}' names no item; give ORD-000123/2 for the second item")
        return read_service_order_number(order), HoldScope.ITEM, int(item)
    domain_order = DomainOrderId.read(given)
    return domain_order.service_order_id, HoldScope.DOMAIN_ORDER, domain_order.n


def _show(holds: list[Hold]) -> None:
    table(
        ["hold", "held", "reason", "note", "owner", "since", "until", "then"],
        [[h.number, h.subject_number, h.reason_code, h.note, h.owner, h.placed_at, h.expires_at,
          None if h.expires_at is None else h.escalate_to or h.at_expiry] for h in holds],
        none="nothing is held",
    )  # fmt: skip


@app.command("list")
def list_command(
    number: Annotated[str, typer.Argument(help="The order: ORD-000123.")],
    everything: Annotated[bool, typer.Option("--all", help="Released ones too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Holds of an order and of its parts."""

    async def read() -> list[Hold]:
        async with open_database() as database, database.reading() as tx:
            return await list_holds(tx, read_service_order_number(number), everything=everything)

    emit(run(read()), as_json=as_json, show=_show)


@app.command("place")
def place_command(
    subject: Annotated[str, typer.Argument(help="ORD-000123, its item ORD-000123/2, a domain order or a task.")],
    note: Annotated[str, typer.Option(help="Why, for those who look at it.")],
    reason: Annotated[HoldReason, typer.Option(help="Why, for reports.")] = HoldReason.OTHER,
    owner: Annotated[str | None, typer.Option(help="Who looks after it; you, if not said.")] = None,
    until: Annotated[datetime | None, typer.Option(help="When it expires, UTC.")] = None,
    hours: Annotated[float | None, typer.Option(min=0.01, help="It expires in so many hours.")] = None,
    escalate_to: Annotated[str | None, typer.Option(help="At its expiry it stays, and this group decides.")] = None,
    assess: Annotated[
        bool, typer.Option("--assess-cancellation", help="At its expiry whether to cancel the order is assessed.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Hold an order, or a part of it. What is in progress may end; its clock stands."""
    order_id, scope, n = _subject(subject)
    if until is not None and hours is not None:
        raise SubjectUnclear("give the expiry as --until or as --hours, not as both")
    if escalate_to and assess:
        raise SubjectUnclear("at the expiry one thing happens: give --escalate-to or --assess-cancellation, not both")
    if reason is HoldReason.CANCELLATION:
        raise SubjectUnclear("a request to cancel places its hold itself: use `trunkline order cancel`")
    at_expiry = AtExpiry.ASSESS_CANCELLATION if assess else AtExpiry.ESCALATE if escalate_to else AtExpiry.RELEASE
    expires_at = now() + timedelta(hours=hours) if hours is not None else until
    if expires_at is not None and expires_at.tzinfo is None:
        expires_at = expires_at.replace(tzinfo=now().tzinfo)

    async def hold() -> Hold:
        async with open_database() as database, database.transaction() as tx:
            return await place_hold(
                tx, order_id, scope=scope, scope_n=n, reason_code=reason, note=note, owner=owner,
                expires_at=expires_at, at_expiry=at_expiry,
                escalate_to=escalate_to, by=cli_actor(), now=now(),
            )  # fmt: skip

    emit(run(hold()), as_json=as_json, show=lambda held: say(f"{held.number}: {held.subject_number} is held"))


@app.command("release")
def release_command(
    number: Annotated[str, typer.Argument(help="The hold: HOLD-000123-1.")],
    note: Annotated[str | None, typer.Option(help="Why it goes on.")] = None,
    as_json: AsJson = False,
) -> None:
    """End a hold; what nothing else holds goes on at once."""
    hold_id = HoldId.read(number)

    async def release() -> tuple[Hold, int]:
        async with open_database() as database, database.transaction() as tx:
            hold = await release_hold(tx, hold_id, note=note, by=cli_actor(), now=now())
            return hold, len(await list_holds(tx, hold_id.service_order_id))

    def show(_: object) -> None:
        order = service_order_number(hold_id.service_order_id)
        say(f"{hold.number} is released" + (f"; {left} more hold(s) in {order}" if left else ""))

    hold, left = run(release())
    emit(hold, as_json=as_json, show=show)
