"""An approved order becomes domain orders, inventory placeholders and a plan, in one transaction."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import Catalog
from trunkline.catalog.queries import load_catalog
from trunkline.decomposition.decompose import decompose
from trunkline.decomposition.model import Decomposition, DomainOrderDraft
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.inventory import commands as inventory
from trunkline.inventory.model import InventoryKind, InventoryTree, NewInventoryItem
from trunkline.inventory.queries import load_trees
from trunkline.kit.db import Tx
from trunkline.kit.errors import Conflict, TrunklineError
from trunkline.kit.ids import InventoryItemId, ServiceOrderId
from trunkline.orchestration import store
from trunkline.orchestration.events import PlanMade, PlanningFailed, TaskReady
from trunkline.orchestration.model import PlanDraft
from trunkline.orchestration.plan import SEQUENCING_RELATIONS, build
from trunkline.orchestration.state import DOMAIN_ORDER_LIFECYCLE, Tally, TaskKind, TaskState, domain_order_state
from trunkline.ordering import commands as ordering
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.progress import end_items_without_work
from trunkline.ordering.state import ItemAction, ServiceOrderState
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind


class NotPlannable(Conflict):
    """The order is not approved, or its plan exists."""


def top_items(order: ServiceOrder) -> tuple[dict[int, int], dict[int, list[int]]]:
    """For each item number the top-level item above it, and the chain from the item itself up to that."""
    parent = {item.id.n: item.parent_n for item in order.items}
    chains: dict[int, list[int]] = {}
    for item in order.items:  # a parent comes before its children
        n = item.id.n
        above = parent[n]
        chains[n] = [n] if above is None else [n, *chains[above]]
    return {n: chain[-1] for n, chain in chains.items()}, chains


def item_needs(order: ServiceOrder) -> list[tuple[int, int]]:
    """`(item, needed item)` from the relations that mean a sequence."""
    number = {item.item_id: item.id.n for item in order.items}
    return [
        (item.id.n, number[related.item_id])
        for item in order.items
        for related in item.related_items
        if related.relationship_type in SEQUENCING_RELATIONS and related.item_id in number
    ]


def draft_plan(
    order: ServiceOrder, catalog: Catalog, inventory_trees: Mapping[int, InventoryTree]
) -> tuple[Decomposition, PlanDraft]:
    """Decomposition and plan of an order, in memory. The dry run and the real run both come through here."""
    decomposition = decompose(order, catalog, inventory_trees)
    top, _ = top_items(order)
    return decomposition, build(decomposition.domain_orders, catalog, top_item=top, item_needs=item_needs(order))


async def plan_service_order(tx: Tx, service_order_id: ServiceOrderId, *, now: datetime) -> bool:
    """Decomposes an approved order, makes inventory placeholders and writes its plan; False when it has one already.

    Raises what decomposition, the plan builder and inventory raise; then nothing is written. Speed: one COPY per
    table, whatever the size of the order.
    """
    order = await ordering.lock_service_order(tx, service_order_id)
    if await store.plan_exists(tx, service_order_id):
        return False
    if order.state not in (ServiceOrderState.IN_PROGRESS, ServiceOrderState.HELD) or order.catalog_revision is None:
        raise NotPlannable(f"{order.number} is {order.state}: only an approved order gets a plan")
    catalog = await load_catalog(tx, order.catalog_revision)
    touched = [
        item.inventory_item_id
        for item in order.items
        if item.inventory_item_id is not None and item.action in (ItemAction.MODIFY, ItemAction.DELETE)
    ]
    trees = await load_trees(tx, touched) if touched else {}
    # a large order takes seconds of pure computing: the event loop stays free for others
    decomposition, plan = await asyncio.to_thread(draft_plan, order, catalog, trees)
    inventory_ids = await _touch_inventory(tx, order, decomposition.domain_orders, now=now)
    await _write(tx, order, decomposition, plan, inventory_ids, catalog, now=now)
    return True


async def _touch_inventory(
    tx: Tx, order: ServiceOrder, drafts: Sequence[DomainOrderDraft], *, now: datetime
) -> dict[int, InventoryItemId]:
    """Placeholders for what is new, marks on what changes; answers the inventory item of each domain order."""
    ids = {draft.n: InventoryItemId(draft.inventory_item_id) for draft in drafts if draft.inventory_item_id is not None}
    changed = [ids[draft.n] for draft in drafts if draft.action == "modify" and draft.n in ids]
    ceased = [ids[draft.n] for draft in drafts if draft.action == "delete" and draft.n in ids]
    await inventory.begin_changes(tx, changed, service_order_id=order.id, now=now)
    await inventory.begin_terminations(tx, ceased, service_order_id=order.id, now=now)
    wanted: list[NewInventoryItem] = []
    index: dict[int, int] = {}
    for draft in drafts:
        if draft.action != "add":
            continue
        item = order.item(draft.item_n) if draft.parent_n is None else None
        parent_index = parent_id = None
        if draft.parent_n is not None:
            parent_index, parent_id = index.get(draft.parent_n), ids.get(draft.parent_n)
        elif draft.kind == InventoryKind.CFS:
            # what was sold: the customer sees the product, the service realises it
            wanted.append(_placeholder(order, draft, InventoryKind.PRODUCT))
            parent_index = len(wanted) - 1
        index[draft.n] = len(wanted)
        external = item.body.get("service") if item else None
        external_id = external.get("externalId") if isinstance(external, dict) else None
        wanted.append(
            msgspec.structs.replace(
                _placeholder(order, draft, InventoryKind(draft.kind)),
                parent_index=parent_index,
                parent_id=parent_id,
                domain_order_n=draft.n,
                external_id=external_id if isinstance(external_id, str) and item and item.quantity == 1 else None,
            )
        )
    made = await inventory.reserve(tx, wanted, now=now)
    ids.update({n: made[position] for n, position in index.items()})
    return ids


def _placeholder(order: ServiceOrder, draft: DomainOrderDraft, kind: InventoryKind) -> NewInventoryItem:
    return NewInventoryItem(
        kind=kind,
        name=draft.name,
        specification_id=draft.specification_id,
        specification_version=draft.specification_version,
        customer_id=order.customer_id,
        place=draft.place,
        characteristics=draft.characteristics,
        service_order_id=order.id,
        domain_order_n=None,
    )


async def _write(
    tx: Tx,
    order: ServiceOrder,
    decomposition: Decomposition,
    plan: PlanDraft,
    inventory_ids: Mapping[int, InventoryItemId],
    catalog: Catalog,
    *,
    now: datetime,
) -> None:
    drafts = decomposition.domain_orders
    ancestors: dict[int, list[int]] = {}
    for draft in drafts:
        ancestors[draft.n] = [draft.n, *(ancestors[draft.parent_n] if draft.parent_n is not None else [])]
    tasks_of: dict[int, int] = defaultdict(int)
    ready_of: dict[int, int] = defaultdict(int)
    for task in plan.tasks:
        for n in ancestors[task.domain_order_n]:
            tasks_of[n] += 1
            ready_of[n] += task.open_predecessors == 0
    item_of = {draft.n: draft.item_n for draft in drafts}
    _, chains = top_items(order)
    item_tasks: dict[int, int] = defaultdict(int)
    item_ready: dict[int, int] = defaultdict(int)
    for task in plan.tasks:
        for n in chains[item_of[task.domain_order_n]]:
            item_tasks[n] += 1
            item_ready[n] += task.open_predecessors == 0

    await store.insert_plan(
        tx,
        order.id,
        catalog_revision=catalog.revision,
        total_tasks=len(plan.tasks),
        skipped=msgspec.to_builtins(decomposition.skipped),
        now=now,
    )
    domain_orders: list[tuple[Any, ...]] = []
    for draft in drafts:
        total, ready = tasks_of[draft.n], ready_of[draft.n]
        start = next(iter(DOMAIN_ORDER_LIFECYCLE.starts))
        state = domain_order_state(Tally(total=total, open=total, active=ready)) if total else start
        domain_orders.append((
            order.id, draft.n, draft.item_n, draft.parent_n, ancestors[draft.n], draft.kind, draft.action, state.value,
            draft.name, draft.specification_id, draft.specification_version, inventory_ids.get(draft.n),
            msgspec.to_builtins(draft.characteristics), list(draft.composed_of), msgspec.to_builtins(draft.reason),
            draft.place, plan.plan_specifications.get(draft.n), now if ready else None, None, total, total, ready,
        ))  # fmt: skip
    await store.copy_domain_orders(tx, domain_orders)

    priorities = {item.id.n: item.priority or order.priority for item in order.items}
    tasks: list[tuple[Any, ...]] = []
    worklist: list[tuple[Any, ...]] = []
    work: list[tuple[int, int]] = []
    facts: list[Event] = []
    for task in plan.tasks:
        ready = task.open_predecessors == 0
        priority = priorities[item_of[task.domain_order_n]]
        tasks.append((
            order.id, task.n, task.domain_order_n, task.key, task.name, task.kind.value,
            (TaskState.READY if ready else TaskState.WAITING).value, task.open_predecessors, priority, task.executor,
            task.assignment_group, task.duration, now if ready else None,
        ))  # fmt: skip
        if not ready:
            continue
        facts.append(TaskReady(service_order_id=order.id, n=task.n, by="system", at=now))
        if task.kind is TaskKind.MANUAL:
            worklist.append((order.id, task.n, task.assignment_group, None, priority, now + task.duration))
        else:
            work.append((order.id, task.n))
    dependencies = [(int(order.id), before, after) for before, after in plan.dependencies]
    await store.copy_tasks(tx, tasks, dependencies, worklist)
    await store.set_item_counters(
        tx,
        order.id,
        [(n, chain, item_tasks[n], item_ready[n]) for n, chain in chains.items()],
        total=len(plan.tasks),
        active=sum(task.open_predecessors == 0 for task in plan.tasks),
    )
    await add_work(tx, WorkKind.EXECUTE_TASK, work, due_at=now)
    await history.record_all(tx, [
        PlanMade(
            service_order_id=order.id, domain_orders=len(drafts), tasks=len(plan.tasks),
            skipped_targets=len(decomposition.skipped), catalog_revision=catalog.revision, by="system", at=now),
        *facts,
    ])  # fmt: skip
    idle = [draft.n for draft in drafts if tasks_of[draft.n] == 0]
    if idle:
        await store.end_domain_orders_without_tasks(tx, order.id, idle, now=now)
    resting = [item.id.n for item in order.items if item_tasks[item.id.n] == 0]
    # leaves first: a parent without work ends when the last of its items has
    nesting = {item.parent_n for item in order.items}
    await end_items_without_work(tx, order.id, [n for n in resting if n not in nesting], now=now)


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
    if order.catalog_revision is None or await store.plan_exists(tx, service_order_id):
        raise NotPlannable(f"{order.number} needs no new plan: it is not approved, or its plan exists")
    if order.state is ServiceOrderState.HELD:
        await ordering.release_service_order(tx, service_order_id, by=by.name, now=now)
    await add_work(tx, WorkKind.PLAN_SERVICE_ORDER, [(service_order_id, 0)], due_at=now)
