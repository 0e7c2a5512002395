"""The rows of new plans, collected for one COPY per table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.catalog.model import DependencyType
from trunkline.decomposition.model import WaitingBranch
from trunkline.events.model import Event
from trunkline.kit.ids import InventoryItemId
from trunkline.orchestration.drafting import PlannedOrder, top_items
from trunkline.orchestration.events import PlanMade, TaskReady
from trunkline.orchestration.model import TaskDraft
from trunkline.orchestration.state import DOMAIN_ORDER_LIFECYCLE, Tally, TaskKind, TaskState, domain_order_state
from trunkline.orchestration.store import ItemRow, OrderRow

Span = tuple[datetime, datetime]


def widen(spans: dict[int, Span], n: int, start_at: datetime, end_at: datetime) -> None:
    """Makes the span of `n` reach from `start_at` to `end_at` at least."""
    held = spans.get(n)
    spans[n] = (start_at, end_at) if held is None else (min(held[0], start_at), max(held[1], end_at))


NOTHING = (None, None)
InventoryIds = Mapping[tuple[int, int], InventoryItemId]


class Sums:
    """What the new tasks of an order come to, for each domain order and item in and above which they stand."""

    def __init__(self, one: PlannedOrder) -> None:
        self.chains = top_items(one.order)[1]
        self.ancestors: dict[int, list[int]] = {}
        for draft in one.decomposition.domain_orders:
            self.ancestors[draft.n] = [draft.n, *self._above(one, draft.parent_n)]
        self.tasks: dict[int, int] = defaultdict(int)
        self.ready: dict[int, int] = defaultdict(int)
        self.item_tasks: dict[int, int] = defaultdict(int)
        self.item_ready: dict[int, int] = defaultdict(int)
        self.spans: dict[int, Span] = {}
        self.item_spans: dict[int, Span] = {}
        times = one.schedule.tasks
        for task in one.plan.tasks:
            ready, found = task.open_predecessors == 0, times[task.n]
            for n in self.ancestors.get(task.domain_order_n) or one.standing[task.domain_order_n].ancestors:
                self.tasks[n] += 1
                self.ready[n] += ready
                widen(self.spans, n, found.start_at, found.end_at)
            for n in self.chains[one.item_of(task.domain_order_n)]:
                self.item_tasks[n] += 1
                self.item_ready[n] += ready
                widen(self.item_spans, n, found.start_at, found.end_at)

    def _above(self, one: PlannedOrder, parent_n: int | None) -> Sequence[int]:
        if parent_n is None:
            return ()
        return self.ancestors.get(parent_n) or one.standing[parent_n].ancestors


WaitingRow = tuple[int, int, str, str, list[str], bool, Any]


def waiting_row(service_order_id: int, branch: WaitingBranch) -> WaitingRow:
    """The row of a branch that lacks a value."""
    reason = msgspec.to_builtins(branch.reason)
    return (
        service_order_id, branch.domain_order_n, branch.relationship, branch.specification_id,
        list(branch.characteristics), branch.mandatory, reason,
    )  # fmt: skip


class PlanRows:
    """The rows of a batch, collected for one COPY per table."""

    def __init__(self) -> None:
        self.plans: list[tuple[Any, ...]] = []
        self.domain_orders: list[tuple[Any, ...]] = []
        self.tasks: list[tuple[Any, ...]] = []
        self.dependencies: list[tuple[int, int, int, bool]] = []
        self.lags: list[tuple[Any, ...]] = []
        self.uses: list[tuple[int, int, int]] = []
        self.waiting: list[WaitingRow] = []
        self.worklist: list[tuple[Any, ...]] = []
        self.work: list[tuple[int, int]] = []
        self.items: list[ItemRow] = []
        self.orders: list[OrderRow] = []
        self.facts: list[Event] = []
        self.idle: list[tuple[int, int]] = []
        self.resting: list[tuple[int, int]] = []

    def add(self, one: PlannedOrder, inventory_ids: InventoryIds, now: datetime) -> None:
        """The rows of one order whose plan is new."""
        order, plan, drafts = one.order, one.plan, one.decomposition.domain_orders
        sums = Sums(one)
        self._add_parts(one, sums, inventory_ids, now)
        self.plans.append(
            (
                order.id,
                one.revision,
                now,
                len(plan.tasks),
                msgspec.to_builtins(one.decomposition.skipped),
                msgspec.to_builtins(plan.skipped_tasks),
                any(lag.type is DependencyType.START_TO_START for lag in plan.lags.values()),
            )
        )
        self.items += [
            (order.id, n, chain, sums.item_tasks[n], sums.item_ready[n], *sums.item_spans.get(n, NOTHING))
            for n, chain in sums.chains.items()
        ]
        ready_tasks = sum(task.open_predecessors == 0 for task in plan.tasks)
        self.orders.append((order.id, len(plan.tasks), ready_tasks, one.schedule.start_at, one.schedule.end_at))
        nesting = {item.parent_n for item in order.items}
        # leaves only: a nesting item without work of its own ends when the last of its items has
        self.resting += [
            (order.id, n) for n in sums.chains if n in one.items and not sums.item_tasks[n] and n not in nesting
        ]
        self.facts.append(
            PlanMade(
                service_order_id=order.id,
                domain_orders=len(drafts),
                tasks=len(plan.tasks),
                skipped_targets=len(one.decomposition.skipped),
                catalog_revision=one.revision,
                by="system",
                at=now,
            )
        )

    def add_growth(self, one: PlannedOrder, inventory_ids: InventoryIds, now: datetime) -> Sums:
        """The rows of what joins the plan of an order; answers the sums, which the caller adds to what stands."""
        sums = Sums(one)
        self._add_parts(one, sums, inventory_ids, now)
        return sums

    def _add_parts(self, one: PlannedOrder, sums: Sums, inventory_ids: InventoryIds, now: datetime) -> None:
        order, plan = one.order, one.plan
        start = next(iter(DOMAIN_ORDER_LIFECYCLE.starts))
        for draft in one.decomposition.domain_orders:
            total, active = sums.tasks[draft.n], sums.ready[draft.n]
            state = domain_order_state(Tally(total=total, open=total, active=active)) if total else start
            span = sums.spans.get(draft.n, NOTHING)
            self.domain_orders.append(
                (
                    order.id,
                    draft.n,
                    draft.item_n,
                    draft.parent_n,
                    sums.ancestors[draft.n],
                    draft.kind,
                    draft.action,
                    state.value,
                    draft.name,
                    draft.specification_id,
                    draft.specification_version,
                    inventory_ids.get((order.id, draft.n)),
                    msgspec.to_builtins(draft.characteristics),
                    list(draft.composed_of),
                    msgspec.to_builtins(draft.reason),
                    draft.place,
                    plan.plan_specifications.get(draft.n),
                    now if active else None,
                    None,
                    total,
                    total,
                    active,
                    *span,
                    *span,
                )
            )
            self.uses += [(order.id, draft.n, user) for user in draft.also_for]
            if not total:
                self.idle.append((order.id, draft.n))
        self.waiting += [waiting_row(order.id, branch) for branch in one.decomposition.waiting]
        for task in plan.tasks:
            self._add_task(one, task, now)
        lags = plan.lags
        self.dependencies += [
            (int(order.id), before, after, bool(lags) and (before, after) in lags)
            for before, after in plan.dependencies
        ]
        self.lags += [
            (order.id, before, after, lag.type.value, lag.minimum, lag.maximum) for (before, after), lag in lags.items()
        ]

    def _add_task(self, one: PlannedOrder, task: TaskDraft, now: datetime) -> None:
        order = one.order
        ready = task.open_predecessors == 0
        priority = one.items[one.item_of(task.domain_order_n)].priority or order.priority
        state = TaskState.READY if ready else TaskState.WAITING
        times = one.schedule.tasks[task.n]
        self.tasks.append(
            (
                order.id,
                task.n,
                task.domain_order_n,
                task.key,
                task.name,
                task.kind.value,
                state.value,
                task.open_predecessors,
                priority,
                task.executor,
                task.assignment_group,
                task.duration,
                now if ready else None,
                times.start_at,
                times.end_at,
                times.start_at,
                times.end_at,
                times.latest_start_at,
                times.critical,
                task.calendar,
            )
        )
        if not ready:
            return
        self.facts.append(TaskReady(service_order_id=order.id, n=task.n, by="system", at=now))
        if task.kind is TaskKind.MANUAL:
            self.worklist.append((order.id, task.n, task.assignment_group, None, priority, now + task.duration))
        else:
            self.work.append((order.id, task.n))
