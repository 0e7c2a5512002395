"""An approved order becomes domain orders, inventory placeholders and a plan, in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog.queries import load_catalog
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.model import Decomposition
from trunkline.events import history
from trunkline.inventory.queries import load_trees
from trunkline.inventory.serving import load_in_use
from trunkline.kit.contract import Contract
from trunkline.kit.db import Tx
from trunkline.kit.errors import Conflict, TrunklineError
from trunkline.kit.garbage import collecting_later
from trunkline.kit.ids import InventoryItemId, ServiceOrderId
from trunkline.orchestration import growth_store, store, waiting_store
from trunkline.orchestration.applying import (
    PlanApplication,
    applications,
    note_points_of_no_return,
    record_applications,
)
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.dates import schedule_of
from trunkline.orchestration.drafting import (
    PlannedOrder,
    draft_plan,
    patterns_of,
    shared_with_customer,
    touched_inventory,
)
from trunkline.orchestration.duration_store import load_durations
from trunkline.orchestration.events import PlanningFailed
from trunkline.orchestration.growing import add_to_plan
from trunkline.orchestration.placeholders import touch_inventory
from trunkline.orchestration.plan_rows import PlanRows
from trunkline.orchestration.progress import record_domain_orders
from trunkline.orchestration.sharing import load_uses
from trunkline.ordering import commands as ordering
from trunkline.ordering.batch import lock_service_orders
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.progress import end_items_without_work
from trunkline.ordering.state import ServiceOrderState
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind

_NOT_APPROVED = frozenset({
    ServiceOrderState.DRAFT, ServiceOrderState.ACKNOWLEDGED, ServiceOrderState.REJECTED, ServiceOrderState.CANCELLED,
})  # fmt: skip
_LARGE = 200  # items above which a batch is computed beside the event loop


class NotPlannable(Conflict):
    """The order is not approved, or its plan exists."""

    contract = Contract("The order is not approved, or has its plan already.", "Open the order and see how it stands.")


async def plan_service_orders(tx: Tx, service_order_ids: Sequence[ServiceOrderId], *, now: datetime) -> int:
    """Decomposes approved orders, makes inventory placeholders and writes their plans; answers how many it planned.

    Of an order that was approved in part, the approved items are planned; items approved later join the plan that
    stands. An order that has nothing unplanned is left alone. Raises what decomposition, the plan builder and inventory raise; then the
    caller rolls back, so that nothing is left behind, and plans the orders one by one. Speed: one COPY per table for
    the whole batch.
    """
    await tx.look_up_by_key()
    orders, joining = await _unplanned(tx, service_order_ids)
    for order, unplanned in joining:
        await _join(tx, order, unplanned, now=now)
    if not orders:
        return len(joining)
    roots = [inventory_item_id for order in orders for inventory_item_id in touched_inventory(order)]
    trees = await load_trees(tx, roots) if roots else {}
    catalogs = {
        revision: await load_catalog(tx, revision)
        for revision in {order.catalog_revision for order in orders}
        if revision is not None
    }

    calendars, durations = await load_calendars(tx), await load_durations(tx)
    uses = await load_uses(tx, trees)
    shared = frozenset(name for catalog in catalogs.values() for name in shared_with_customer(catalog))
    customers = {order.customer_id for order in orders if order.customer_id is not None}
    in_use = await load_in_use(tx, customers, shared)

    def compute() -> list[PlannedOrder]:
        planned = []
        for order in orders:
            catalog = catalogs[order.catalog_revision or 0]
            decomposition, plan = draft_plan(
                order, catalog, trees, in_use=in_use.get(order.customer_id or ""), uses=uses, durations=durations
            )
            planned.append(
                PlannedOrder(
                    order=order,
                    decomposition=decomposition,
                    plan=plan,
                    schedule=schedule_of(order, decomposition, plan, calendars, now=now),
                    revision=catalog.revision,
                    patterns=patterns_of(catalog, plan),
                    items={item.id.n: item for item in order.items},
                )
            )
        return planned

    # a large order takes seconds of pure computing: the event loop stays free for others
    large = sum(len(order.items) for order in orders) > _LARGE
    with collecting_later():
        planned = await asyncio.to_thread(compute) if large else compute()
        inventory_ids = await touch_inventory(tx, planned, now=now)
        await _write(tx, planned, inventory_ids, now=now)
    return len(planned) + len(joining)


async def _unplanned(
    tx: Tx, service_order_ids: Sequence[ServiceOrderId]
) -> tuple[list[ServiceOrder], list[tuple[ServiceOrder, set[int]]]]:
    """Orders without a plan, reduced to their approved items; and those with one that has items not in it yet."""
    orders = await lock_service_orders(tx, service_order_ids)
    planned = await store.planned_orders(tx, service_order_ids)
    fresh = [order for order in orders if order.id not in planned]
    for order in fresh:
        approved = order.state in (ServiceOrderState.IN_PROGRESS, ServiceOrderState.HELD)
        if not approved or order.catalog_revision is None:
            raise NotPlannable(f"{order.number} is {order.state}: only an approved order gets a plan")
    waiting = await store.unplanned_items(tx, planned)
    joining = [(approved_part(order), waiting[order.id]) for order in orders if waiting.get(order.id)]
    return [approved_part(order) for order in fresh], joining


def approved_part(order: ServiceOrder) -> ServiceOrder:
    """The order with those items only that were let through."""
    items = tuple(item for item in order.items if item.state not in _NOT_APPROVED)
    return order if len(items) == len(order.items) else msgspec.structs.replace(order, items=items)


async def _join(tx: Tx, order: ServiceOrder, unplanned: Collection[int], *, now: datetime) -> None:
    """Items that were approved later join the plan of their order."""
    catalog = await load_catalog(tx, order.catalog_revision)
    added = msgspec.structs.replace(order, items=tuple(item for item in order.items if item.id.n in unplanned))
    trees = await load_trees(tx, touched_inventory(added))
    first = await growth_store.next_domain_order(tx, order.id)
    customers = [] if order.customer_id is None else [order.customer_id]
    in_use = await load_in_use(tx, customers, shared_with_customer(catalog))
    decomposition = renumbered(
        decompose(added, catalog, trees, in_use=in_use.get(order.customer_id or ""), uses=await load_uses(tx, trees)),
        first,
    )
    await add_to_plan(
        tx, order, decomposition, catalog, because="items were approved later", by="system", now=now,
        items=sorted(unplanned),
    )  # fmt: skip


def renumbered(decomposition: Decomposition, first: int) -> Decomposition:
    """The same with domain orders numbered from `first` on."""
    shift = first - 1

    def moved(n: int | None) -> int | None:
        return None if n is None else n + shift

    return msgspec.structs.replace(
        decomposition,
        domain_orders=tuple(
            msgspec.structs.replace(
                draft,
                n=draft.n + shift,
                parent_n=moved(draft.parent_n),
                also_for=tuple(n + shift for n in draft.also_for),
            )
            for draft in decomposition.domain_orders
        ),
        skipped=tuple(
            msgspec.structs.replace(target, parent_n=moved(target.parent_n)) for target in decomposition.skipped
        ),
        waiting=tuple(
            msgspec.structs.replace(branch, domain_order_n=branch.domain_order_n + shift)
            for branch in decomposition.waiting
        ),
    )


async def _write(
    tx: Tx,
    planned: Sequence[PlannedOrder],
    inventory_ids: Mapping[tuple[int, int], InventoryItemId],
    *,
    now: datetime,
) -> None:
    rows = PlanRows()
    for one in planned:
        rows.add(one, inventory_ids, now)
    await store.copy_plans(tx, rows.plans, rows.domain_orders)
    await store.copy_tasks(tx, rows.tasks, rows.dependencies, rows.lags, rows.worklist)
    await note_points_of_no_return(tx, [(one.order.id, one.plan) for one in planned])
    await record_applications(tx, [
        (one.order.id, found)
        for one in planned
        for found in applications(one.plan, one.patterns, now=now)
    ])  # fmt: skip
    await store.copy_uses(tx, rows.uses)
    await waiting_store.copy_waiting(tx, rows.waiting)
    await store.set_counters(tx, rows.items, rows.orders)
    await add_work(tx, WorkKind.EXECUTE_TASK, rows.work, due_at=now)
    await history.record_all(tx, rows.facts)
    if rows.idle:
        ended = await store.end_domain_orders_without_tasks(tx, rows.idle, now=now)
        await record_domain_orders(tx, ended, by="system", now=now)
    await end_items_without_work(tx, rows.resting, now=now)


async def record_planning_failure(
    tx: Tx, service_order_id: ServiceOrderId, error: TrunklineError, *, now: datetime
) -> None:
    """Holds the order with the reason, so that people see it; nothing of the attempt is left behind.

    The cause mended, `replan_service_order` tries again.
    """
    order = await ordering.lock_service_order(tx, service_order_id)
    problems = "; ".join(f"{p.item or ''} {p.field or ''}: {p.what}".strip() for p in error.problems[:5])
    reason = f"decomposition: {error.message}" + (f" ({problems})" if problems else "")
    if order.state is ServiceOrderState.IN_PROGRESS:
        await ordering.hold_service_order(tx, service_order_id, reason=reason[:2000], by="system", now=now)
    failed = PlanApplication(
        plan_specification=None,
        domain_orders=0,
        expected=0,
        created=0,
        skipped=0,
        errored=1,
        problem=reason[:2000],
        at=now,
    )
    await record_applications(tx, [(service_order_id, failed)])
    await history.record(
        tx,
        PlanningFailed(service_order_id=service_order_id, code=error.code, message=reason, by="system", at=now),
    )


async def replan_service_order(tx: Tx, service_order_id: ServiceOrderId, *, by: Actor, now: datetime) -> None:
    """Tries again to decompose and plan an order whose first try failed.

    Needs `service_order:approve`. Raises NotPlannable when the order has a plan or is not approved.
    """
    by.require(Permission.ORDER_APPROVE)
    order = await ordering.lock_service_order(tx, service_order_id)
    if order.catalog_revision is None or await store.planned_orders(tx, [service_order_id]):
        raise NotPlannable(f"{order.number} needs no new plan: it is not approved, or its plan exists")
    if order.state is ServiceOrderState.HELD:
        await ordering.release_service_order(tx, service_order_id, by=by.name, now=now)
    await add_work(tx, WorkKind.PLAN_SERVICE_ORDER, [(service_order_id, 0)], due_at=now)
