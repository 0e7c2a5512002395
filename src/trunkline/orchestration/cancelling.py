"""Cancelling an order that is carried out: what it would do, the request, the decision. Undoing is tasks of the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.access.model import SYSTEM, Actor, Permission
from trunkline.catalog.model_plans import undo_key
from trunkline.events import history
from trunkline.kit.db import Row, Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId, domain_order_number
from trunkline.orchestration import cancelling_store, edit_store, growth_store, hold_store, store
from trunkline.orchestration.events import DomainOrderWithdrawn
from trunkline.orchestration.hold_store import Hold
from trunkline.orchestration.holding import end_due_holds, place_hold, release_holds
from trunkline.orchestration.model import Task
from trunkline.orchestration.progress import apply, moves_of
from trunkline.orchestration.rewiring import settle
from trunkline.orchestration.rolling_back import plan_undoing, write_undoing
from trunkline.orchestration.state import ENDED, HoldReason, HoldScope, TaskKind, TaskState
from trunkline.orchestration.taking_back import TakingBack
from trunkline.ordering import cancellation
from trunkline.ordering.cancellation import Cancellation
from trunkline.ordering.errors import CancellationRefused
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.queries import is_being_planned
from trunkline.ordering.state import ServiceOrderState

_NAMED = 50  # obstacles that a refusal names
_RUNNING = frozenset({TaskState.IN_PROGRESS, TaskState.UNKNOWN})
_CARRIED_OUT = frozenset({ServiceOrderState.IN_PROGRESS, ServiceOrderState.PENDING, ServiceOrderState.HELD})


class ItemToCancel(msgspec.Struct, frozen=True, kw_only=True):
    """A top-level item, and what stands against cancelling it."""

    n: int
    item_id: str
    state: ServiceOrderState
    obstacles: tuple[Problem, ...] = ()


class CancellationPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What cancelling these items would do now; with obstacles nothing of it is done."""

    items: tuple[ItemToCancel, ...]
    unbegun: bool  # nothing was done yet: it ends at once
    withdrawn: tuple[Task, ...] = ()  # not begun: they go
    called_off: tuple[Task, ...] = ()  # asked of another system: cancelled there, or looked into and taken back
    taken_away: tuple[Task, ...] = ()  # in a person's hands, or held by a fallout
    undoing: TakingBack = TakingBack()

    @property
    def obstacles(self) -> list[Problem]:
        """What stands against it, item by item."""
        return [problem for item in self.items for problem in item.obstacles]

    @property
    def possible(self) -> tuple[int, ...]:
        """The items that could be cancelled alone, as far as each by itself says."""
        return tuple(item.n for item in self.items if not item.obstacles)

    @property
    def leaving(self) -> tuple[Task, ...]:
        """Every open task that goes."""
        return (*self.withdrawn, *self.called_off, *self.taken_away)


def decide_cancellation(
    order: ServiceOrder,
    items: Sequence[int],
    domain_orders: Sequence[Row | Mapping[str, object]],
    tasks: Sequence[Task],
    undoing: TakingBack,
    relying: Sequence[Row | Mapping[str, object]],
) -> CancellationPlan:
    """Sorts the open tasks of the items by what becomes of them, and the obstacles by item. Pure.

    Tasks that undo something already go on. A completed domain order that made something stands against its item: what
    is in use is taken away by an order of its own.
    """
    top_of = {row["n"]: row["top"] for row in domain_orders}
    home = {task.id.n: top_of[task.domain_order_n] for task in tasks}
    against: dict[object, list[Problem]] = {}
    for row in domain_orders:
        if row["state"] == "completed" and row["total_tasks"]:
            number = domain_order_number(
                DomainOrderId(order.id, int(str(row["n"]))), resource=row["kind"] == "resource"
            )
            problem = Problem(item=number, what=f"'{row['name']}' is completed: what it did is in use already",
                              action="let the item be completed, then order that it is taken away")  # fmt: skip
            against.setdefault(row["top"], []).append(problem)
    numbers = {task.id.number: home[task.id.n] for task in tasks}
    owner = {step.task.id.number: home.get(step.task.id.n) for step in undoing.steps}
    for problem in undoing.obstacles:
        top = numbers.get(problem.item or "", owner.get(problem.item or ""))
        against.setdefault(top if top is not None else items[0], []).append(problem)
    for row in relying:
        task = TaskId(order.id, int(str(row["after"]))).number
        problem = Problem(item=task, what=f"'{row['name']}' of another item waits for it",
                          action="cancel that item too")  # fmt: skip
        against.setdefault(home[int(str(row["before"]))], []).append(problem)
    leaving = [task for task in tasks if task.state not in ENDED and not task.key.startswith(undo_key(""))]
    called_off = [t for t in leaving if t.state in _RUNNING and t.kind is TaskKind.AUTOMATED]
    withdrawn = [t for t in leaving if t.state in (TaskState.WAITING, TaskState.READY)]
    gone = {t.id for t in (*called_off, *withdrawn)}
    return CancellationPlan(
        items=tuple(
            ItemToCancel(n=item.id.n, item_id=item.item_id, state=item.state,
                         obstacles=tuple(against.get(item.id.n, ())))
            for item in order.items if item.id.n in items
        ),
        unbegun=False,
        withdrawn=tuple(withdrawn),
        called_off=tuple(called_off),
        taken_away=tuple(t for t in leaving if t.id not in gone),
        undoing=undoing,
    )  # fmt: skip


async def _is_unbegun(tx: Tx, order: ServiceOrder) -> bool:
    """Whether nothing was done for it: it is not approved yet, or no plan could be made of it."""
    if cancellation.is_unbegun(order):
        return True
    stands = order.state is ServiceOrderState.HELD and not await is_being_planned(tx, order.id)
    return stands and order.id not in await store.planned_orders(tx, [order.id])


async def _look(tx: Tx, order: ServiceOrder, items: Collection[int] | None) -> tuple[CancellationPlan, list[int]]:
    chosen = cancellation.chosen_items(order, items)
    if await _is_unbegun(tx, order):
        found = tuple(ItemToCancel(n=i.id.n, item_id=i.item_id, state=i.state) for i in order.items if i.id.n in chosen)
        return CancellationPlan(items=found, unbegun=True), []
    rows = await cancelling_store.list_domain_orders(tx, order.id, chosen)
    numbers = [row["n"] for row in rows]
    tasks = await growth_store.tasks_of_trees(tx, order.id, numbers)
    inner = set(numbers)
    tasks = [task for task in tasks if task.domain_order_n in inner]
    undoing = await plan_undoing(tx, order.id, tasks)
    relying = await cancelling_store.list_relying(tx, order.id, numbers)
    return decide_cancellation(order, chosen, rows, tasks, undoing, relying), numbers


async def preview_cancellation(
    tx: Tx, order: ServiceOrder, *, items: Collection[int] | None = None
) -> CancellationPlan:
    """What cancelling the order, or these top-level items, would do now; nothing is written.

    Raises CancellationRefused when it has ended or an item is not one that can be named.
    """
    return (await _look(tx, order, items))[0]


async def request_cancellation(
    tx: Tx,
    service_order_id: ServiceOrderId,
    *,
    reason: str,
    items: Collection[int] | None = None,
    wanted_at: datetime | None = None,
    by: Actor,
    now: datetime,
) -> Cancellation:
    """Asks to cancel an order, or some of its top-level items (STM-05); until that is decided nothing of it begins.

    Needs `service_order:edit`. An order for which nothing was done yet is cancelled at once. Raises ReasonRequired,
    CancellationRefused when the order has ended, is being planned at this moment, or is being cancelled already.
    """
    by.require(Permission.ORDER_EDIT)
    said = cancellation.check_reason(reason)
    order = await cancellation.lock_service_order(tx, service_order_id)
    chosen = cancellation.chosen_items(order, items)
    if await _is_unbegun(tx, order):
        if set(chosen) != set(cancellation.chosen_items(order, None)):
            raise CancellationRefused(
                f"nothing was done for {order.number} yet: cancel all of it, or take items out of it"
            )
        made = await cancellation.open_request(
            tx, order, items=chosen, reason=said, hold_n=None, wanted_at=wanted_at, by=by.name, now=now
        )
        await cancellation.cancel_unbegun(tx, order, reason=said, by=by, now=now)
        return await cancellation.finish_unbegun(tx, made, by=by.name, now=now)
    if order.state not in _CARRIED_OUT:
        raise CancellationRefused(f"{order.number} is {order.state}; only what is being carried out can be cancelled")
    if await is_being_planned(tx, order.id):
        raise CancellationRefused(f"the plan of {order.number} is being made at this moment; ask again in a moment")
    holder = Actor(name=by.name, permissions=SYSTEM.permissions)  # asking needs no right to hold
    hold = await place_hold(tx, order.id, reason_code=HoldReason.CANCELLATION, note=said, by=holder, now=now)
    await cancellation.assess(tx, order.id, reason=said, by=by.name, now=now)
    return await cancellation.open_request(
        tx, order, items=chosen, reason=said, hold_n=hold.n, wanted_at=wanted_at, by=by.name, now=now
    )


async def assess_after_hold(tx: Tx, hold: Hold, *, now: datetime) -> None:
    """What a hold waited for did not come: whether to cancel is assessed, when the order still is carried out (STM-05)."""
    order = await cancellation.lock_service_order(tx, hold.service_order_id)
    if order.state in _CARRIED_OUT and not cancellation.is_unbegun(order):
        reason = f"{hold.number} {hold.reason_code}: {hold.note}; it did not come in time"
        await request_cancellation(tx, order.id, reason=reason, by=SYSTEM, now=now)


async def end_holds(tx: Tx, now: datetime) -> int:
    """Ends the holds whose expiry has come, each as it says; answers how many when there may be more."""
    return await end_due_holds(tx, now, assess=assess_after_hold)


async def grant_cancellation(
    tx: Tx,
    service_order_id: ServiceOrderId,
    *,
    items: Collection[int] | None = None,
    note: str | None = None,
    by: Actor,
    now: datetime,
) -> Cancellation:
    """Cancels what was asked for, or of it only `items`: what was not begun goes, what was done is undone (CAN-05).

    Needs `service_order:approve`. Raises UnknownCancellation when nobody asked, CancellationRefused, naming everything
    by item, when something of it cannot be undone: then nothing is.
    """
    by.require(Permission.ORDER_APPROVE)
    order = await cancellation.lock_service_order(tx, service_order_id)
    request = await cancellation.open_one(tx, order.id)
    open_ones = set(cancellation.chosen_items(order, None))
    wanted = [n for n in request.items if n in open_ones] if items is None else items
    plan, numbers = await _look(tx, order, wanted)
    if plan.obstacles:
        first = plan.obstacles[0]
        raise CancellationRefused(
            f"{order.number} cannot be cancelled so: {first.item}: {first.what}", problems=plan.obstacles[:_NAMED]
        )
    chosen = tuple(item.n for item in plan.items)
    reason = request.reason
    granted = await cancellation.grant(tx, order, request, items=chosen, note=note, by=by.name, now=now)
    await cancelling_store.mark_withdrawn(tx, order.id, numbers)
    await cancelling_store.end_waits(tx, order.id, numbers)
    await write_undoing(tx, order.id, plan.undoing, reason=reason, by=by.name, now=now)
    await growth_store.detach(tx, order.id, [task.id.n for task in plan.leaving], now=now)
    await apply(tx, moves_of(plan.leaving, "cancel", reason=reason), by=by.name, now=now)
    await settle(tx, order.id, plan.undoing.waiting, by=by.name, now=now)
    await _write_version(tx, order.id, plan, numbers, reason=reason, by=by.name, now=now)
    await cancellation.end_unapproved(tx, order, chosen, reason=reason, by=by.name, now=now)
    await _release(tx, request, numbers, chosen, by=by.name, now=now)
    await cancellation.end_at_rest(tx, order.id, now=now)
    return await cancellation.get_cancellation(tx, cancellation.id_of(granted))


async def _write_version(
    tx: Tx,
    order_id: ServiceOrderId,
    plan: CancellationPlan,
    numbers: Sequence[int],
    *,
    reason: str,
    by: str,
    now: datetime,
) -> None:
    changes = {"domainOrders": list(numbers), "tasks": len(plan.leaving), "undone": len(plan.undoing.steps)}
    await edit_store.write_version(
        tx, order_id, edit="cancellation", reason=reason, made_by=by, at=now, changes=changes
    )
    await history.record_all(
        tx, [DomainOrderWithdrawn(service_order_id=order_id, n=n, reason=reason, by=by, at=now) for n in numbers]
    )


async def _release(
    tx: Tx, request: Cancellation, domain_orders: Collection[int], items: Collection[int], *, by: str, now: datetime
) -> None:
    """Ends the hold of the assessment, and every hold that would keep the undoing from going on."""
    whole = await tx.fetchval("SELECT state FROM service_order WHERE id = $1", request.service_order_id)
    cancelled = whole == ServiceOrderState.PENDING_CANCELLATION or whole == ServiceOrderState.CANCELLED
    tasks = {t.id.n for t in await growth_store.tasks_of_trees(tx, request.service_order_id, list(domain_orders))}
    inside = {HoldScope.ITEM: set(items), HoldScope.DOMAIN_ORDER: set(domain_orders), HoldScope.TASK: tasks}
    holds = [
        hold
        for hold in await hold_store.list_holds(tx, request.service_order_id, everything=False)
        if cancelled or hold.n == request.hold_n or hold.scope_n in inside.get(hold.scope, ())
    ]
    await release_holds(tx, holds, note=f"{request.number}: what it held is cancelled", by=by, now=now)


async def decline_cancellation(
    tx: Tx, service_order_id: ServiceOrderId, *, note: str, by: Actor, now: datetime
) -> Cancellation:
    """The order goes on where it stood; everything that was held for the assessment goes on with it.

    Needs `service_order:approve`. Raises ReasonRequired without a note, UnknownCancellation when nobody asked.
    """
    by.require(Permission.ORDER_APPROVE)
    said = cancellation.check_reason(note)
    order = await cancellation.lock_service_order(tx, service_order_id)
    request = await cancellation.open_one(tx, order.id)
    declined = await cancellation.decline(tx, order, request, note=said, by=by.name, now=now)
    holds = [h for h in await hold_store.list_holds(tx, order.id, everything=False) if h.n == request.hold_n]
    await release_holds(tx, holds, note=f"{request.number} was declined: {said}", by=by.name, now=now)
    await cancellation.end_at_rest(tx, order.id, now=now)
    return declined
