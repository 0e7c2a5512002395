"""HTTP: an order tried before it is done."""

from __future__ import annotations

from litestar import post

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.contract import Contract
from trunkline.kit.db import Database, Tx
from trunkline.kit.errors import Invalid, Problem
from trunkline.kit.ids import read_service_order_number
from trunkline.orchestration.dry_run import DryRun, dry_run
from trunkline.orchestration.wire_dry_run import DryRunBody, DryRunRequest, render_dry_run
from trunkline.ordering.commands import hypothetical, review_with_preview
from trunkline.ordering.item_choice import choose, part, with_nested
from trunkline.ordering.model import NewServiceOrder
from trunkline.ordering.wire import read_service_order


class DryRunUnclear(Invalid):
    """A dry run needs one order: a stored one or a document."""

    contract = Contract("A dry run needs exactly one order.", "Give a stored order or a document.", field="order")


async def try_stored(tx: Tx, number: str, *, items: tuple[int, ...] | None = None, trace: bool = False) -> DryRun:
    """The dry run of a stored order, or of some of its items."""
    order, checks, _ = await review_with_preview(tx, read_service_order_number(number), now=clock.now(), items=items)
    if items is not None:
        order = part(order, with_nested(order, choose(order, items)))
    return await dry_run(tx, order, now=clock.now(), checks=checks, trace=trace)


async def try_draft(tx: Tx, draft: NewServiceOrder, *, by: str, trace: bool = False) -> DryRun:
    """The dry run of an order that is not stored."""
    order, problems, checks = await hypothetical(tx, draft, by=by, now=clock.now())
    return await dry_run(tx, order, now=clock.now(), problems=problems, checks=checks, trace=trace)


@post("/api/serviceOrders/dryRun", tags=["Service orders"], status_code=200)
async def try_service_order(data: DryRunRequest, database: Database, actor: Actor) -> DryRunBody:
    """What approving an order now would lead to: checks, domain orders with reasons, plan, dates. Writes nothing.

    The order is a stored one (`serviceOrder`, a draft too) or a TMF641 document (`order`).
    """
    actor.require(Permission.ORDER_READ)
    if (data.service_order is None) == (data.order is None):
        what, action = (
            "it is not clear which order is meant",
            "give either serviceOrder (a number) or order (a document)",
        )
        raise DryRunUnclear(f"{what}: {action}", problems=[Problem(field="serviceOrder", what=what, action=action)])
    async with database.reading() as tx:
        if data.service_order is not None:
            run = await try_stored(tx, data.service_order, items=data.items, trace=data.trace)
        else:
            draft = read_service_order(data.order or {})
            run = await try_draft(tx, draft, by=actor.name, trace=data.trace)
    return render_dry_run(run)


routes = [try_service_order]
