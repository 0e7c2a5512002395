"""New domain orders join a plan that runs: items approved later, branches whose value came, targets added by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.catalog.model import Catalog, DependencyScope
from trunkline.decomposition.invariants import require_invariants
from trunkline.decomposition.model import Decomposition, DomainOrderDraft
from trunkline.events import history
from trunkline.kit.calendar import WorkingCalendar
from trunkline.kit.db import Tx
from trunkline.kit.ids import TaskId
from trunkline.orchestration import edit_store, growth_store, store, waiting_store
from trunkline.orchestration.applying import applications, note_points_of_no_return, record_applications
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.drafting import PlannedOrder, item_needs, patterns_of, top_items
from trunkline.orchestration.duration_store import load_durations
from trunkline.orchestration.durations import with_durations
from trunkline.orchestration.events import PlanExtended, TaskReady
from trunkline.orchestration.growth import Growth, StandingDomainOrder, grow
from trunkline.orchestration.holding import keep_held
from trunkline.orchestration.placeholders import touch_inventory
from trunkline.orchestration.plan_rows import PlanRows, Sums, waiting_row
from trunkline.orchestration.progress import apply, record_domain_orders, step
from trunkline.orchestration.schedule import Schedule, ScheduledTask, schedule
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.progress import ItemDelta, end_items_without_work, progress
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind


async def add_to_plan(
    tx: Tx,
    order: ServiceOrder,
    added: Decomposition,
    catalog: Catalog,
    *,
    because: str,
    by: str,
    now: datetime,
    items: Sequence[int] = (),
) -> int:
    """Writes new domain orders into the plan of an order, with tasks, dependencies, placeholders and dates.

    `items` are those that have no place in the plan yet, with work or without. The drafts of `added` are numbered after the domain orders that stand. The caller holds the order's lock. Answers
    how many domain orders joined. What is read grows with the trees that the drafts join, not with the plan. Raises
    what the plan builder and inventory raise.
    """
    drafts = added.domain_orders
    if not drafts and not items:
        await waiting_store.copy_waiting(tx, [waiting_row(order.id, branch) for branch in added.waiting])
        return 0
    if drafts:
        require_invariants(order, added, catalog, standing=range(1, drafts[0].n))
    top, _ = top_items(order)
    standing = await _standing(tx, order, drafts, catalog, top)
    first = await growth_store.next_task(tx, order.id)
    growth = grow(
        drafts, standing, catalog, top_item=top, first_task=first, item_needs=item_needs(order), waiting=added.waiting
    )
    calendars, durations = await load_calendars(tx), await load_durations(tx)
    growth = msgspec.structs.replace(
        growth, plan=with_durations(growth.plan, drafts, durations, customer=order.customer_id)
    )
    known = await growth_store.estimates(tx, order.id, {a for a, _ in growth.plan.dependencies if a < first})
    one = PlannedOrder(
        order=order,
        decomposition=added,
        plan=growth.plan,
        schedule=_schedule(growth, known, calendars, now=now),
        revision=catalog.revision,
        patterns=patterns_of(catalog, growth.plan),
        items={item.id.n: item for item in order.items},
        standing={domain_order.n: domain_order for domain_order in standing},
    )
    inventory_ids = await touch_inventory(tx, [one], now=now)
    rows = PlanRows()
    sums = rows.add_growth(one, inventory_ids, now)
    await store.copy_domain_orders(tx, rows.domain_orders)
    await store.copy_tasks(tx, rows.tasks, rows.dependencies, rows.lags, rows.worklist)
    await note_points_of_no_return(tx, [(order.id, growth.plan)])
    await record_applications(tx, [(order.id, found) for found in applications(growth.plan, one.patterns, now=now)])
    await store.copy_uses(tx, rows.uses)
    await waiting_store.copy_waiting(tx, rows.waiting)
    await add_work(tx, WorkKind.EXECUTE_TASK, rows.work, due_at=now)
    await history.record_all(tx, [fact for fact in rows.facts if isinstance(fact, TaskReady)])
    await _make_wait(tx, order, growth, by=by, now=now)
    await _count(tx, one, sums, items, by=by, now=now)
    await keep_held(tx, [(order.id, task.n) for task in growth.plan.tasks], now=now)
    changes = {"domainOrders": len(drafts), "tasks": len(growth.plan.tasks)}
    await edit_store.write_version(
        tx, order.id, edit="growth", reason=because, made_by=by, at=now, tasks=len(growth.plan.tasks), changes=changes
    )
    await growth_store.note_left_out(
        tx,
        order.id,
        skipped=msgspec.to_builtins(added.skipped),
        skipped_tasks=msgspec.to_builtins(growth.plan.skipped_tasks),
    )
    await history.record(
        tx,
        PlanExtended(
            service_order_id=order.id, domain_orders=len(drafts), tasks=len(growth.plan.tasks), because=because, by=by,
            at=now,
        ),
    )  # fmt: skip
    if rows.idle:
        ended = await store.end_domain_orders_without_tasks(tx, rows.idle, now=now)
        await record_domain_orders(tx, ended, by="system", now=now)
    nesting = {item.parent_n for item in order.items}
    resting = [(order.id, n) for n in items if not sums.item_tasks[n] and n not in nesting]
    await end_items_without_work(tx, resting, now=now)
    return len(drafts)


async def _standing(
    tx: Tx, order: ServiceOrder, drafts: Sequence[DomainOrderDraft], catalog: Catalog, top: Mapping[int, int]
) -> list[StandingDomainOrder]:
    """The trees that the drafts join, and what elsewhere in the order they wait for or what waits for them."""
    trees = {top[draft.item_n] for draft in drafts}
    items = [n for n, above in top.items() if above in trees]
    needed = [number for pair in item_needs(order) for number in pair]
    specifications = {draft.specification_id for draft in drafts}
    return await growth_store.list_standing(
        tx,
        order.id,
        items=sorted({*items, *needed}),
        specifications=sorted(_needed_everywhere(drafts, catalog)),
        plans=sorted(_waiting_everywhere(specifications, catalog)),
    )


def _needed_everywhere(drafts: Sequence[DomainOrderDraft], catalog: Catalog) -> set[str]:
    """Specifications whose domain orders, anywhere in the order, tasks of these specifications wait for."""
    wanted = {draft.specification_id for draft in drafts}
    return {
        need.specification
        for plan in catalog.plans.values()
        if plan.specification is None or plan.specification in wanted
        for task in plan.tasks
        for need in task.after_specifications
        if need.scope is DependencyScope.ORDER
    }


def _waiting_everywhere(specifications: Collection[str], catalog: Catalog) -> set[str]:
    """Plan specifications with tasks that wait for domain orders of these specifications anywhere in the order."""
    return {
        plan.id
        for plan in catalog.plans.values()
        for task in plan.tasks
        for need in task.after_specifications
        if need.scope is DependencyScope.ORDER and need.specification in specifications
    }


def _schedule(
    growth: Growth, known: Mapping[int, ScheduledTask], calendars: Mapping[str, WorkingCalendar], *, now: datetime
) -> Schedule:
    """The dates of the new tasks, after the estimates of the standing ones that they wait for."""
    first = growth.plan.tasks[0].n if growth.plan.tasks else 0
    tasks = [
        *known.values(),
        *(ScheduledTask(n=task.n, duration=task.duration, calendar=task.calendar) for task in growth.plan.tasks),
    ]
    dependencies = [pair for pair in growth.plan.dependencies if pair[1] >= first]
    return schedule(tasks, dependencies, start=now, lags=growth.plan.lags, calendars=calendars)


async def _make_wait(tx: Tx, order: ServiceOrder, growth: Growth, *, by: str, now: datetime) -> None:
    """Standing tasks wait for the new ones; what was ready and is not any more goes back to waiting."""
    blocked = await store.list_tasks(tx, [TaskId(order.id, n) for n in growth.blocked])
    await apply(tx, [step(task, "block") for task in blocked], by=by, now=now)
    await growth_store.wait_more(tx, order.id, growth.later)


async def _count(tx: Tx, one: PlannedOrder, sums: Sums, new_items: Sequence[int], *, by: str, now: datetime) -> None:
    """Adds the new tasks to what stands above them: domain orders, items, the order."""
    above = [n for n in sums.tasks if n in one.standing]
    moved = await growth_store.add_to_domain_orders(
        tx,
        one.order.id,
        [(n, sums.tasks[n], sums.ready[n], *sums.spans[n]) for n in above],
        now=now,
    )
    await record_domain_orders(tx, moved, by=by, now=now)
    touched = {draft.item_n for draft in one.decomposition.domain_orders} | set(new_items)
    items = sorted({n for item in touched for n in sums.chains[item]})
    await growth_store.add_to_items(
        tx,
        one.order.id,
        [(n, sums.chains[n], sums.item_tasks[n], *sums.item_spans.get(n, (None, None))) for n in items],
    )
    order_id = one.order.id
    deltas = [
        ItemDelta(service_order_id=order_id, n=n, opened=sums.item_tasks[n], activated=sums.item_ready[n])
        for n in items
        if sums.item_tasks[n]
    ]
    await progress(tx, deltas, now=now)
