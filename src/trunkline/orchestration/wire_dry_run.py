"""A dry run on the wire: the same words as the plan that would be made, with numbers within the order."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.decomposition.model import Attention, Decomposition, SkippedTarget, TraceEntry, WaitingBranch
from trunkline.kit.errors import Problem
from trunkline.kit.ids import inventory_number
from trunkline.orchestration.dry_run import DryRun
from trunkline.orchestration.model import PlanDraft, SkippedTask
from trunkline.orchestration.schedule import Schedule
from trunkline.ordering.hypothesis import NOWHERE
from trunkline.ordering.model import Check


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class DryRunRequest(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be tried: a stored order by its number, or a TMF641 document of one that is not stored."""

    service_order: str | None = None
    order: dict[str, object] | None = None
    trace: bool = False  # also everything that was considered, fired or not
    items: tuple[int, ...] | None = None  # of a stored order: only these top-level items, by number


class DryRunDomainOrder(_Wire, frozen=True, kw_only=True):
    """A domain order that would be made."""

    n: int
    parent_n: int | None
    item: str
    kind: str
    action: str
    name: str
    specification: str
    specification_version: int
    characteristics: dict[str, Characteristic]
    reason: object
    inventory_item: str | None
    place: object
    composed_of: tuple[str, ...]
    also_for: tuple[int, ...]
    plan_specification: str | None
    start_at: datetime | None
    end_at: datetime | None


class DryRunTask(_Wire, frozen=True, kw_only=True):
    """A task that would be made. `after` are the numbers of those that must end (or start) before."""

    n: int
    domain_order_n: int
    key: str
    name: str
    kind: str
    executor: str
    assignment_group: str | None
    duration: timedelta
    after: tuple[int, ...]
    start_at: datetime
    end_at: datetime
    latest_start_at: datetime
    slack: timedelta
    critical: bool


class DryRunMilestone(_Wire, frozen=True, kw_only=True):
    """A milestone that would be made. `targets` tasks or domain orders reach it together; 0: a person or the order."""

    item: str
    key: str
    name: str
    description: str
    policy: str
    targets: int
    due_at: datetime | None
    expected_at: datetime | None


class DryRunDates(_Wire, frozen=True, kw_only=True):
    """When it would start and end, and whether what was asked for can be kept."""

    start_at: datetime
    end_at: datetime
    requested_completion_date: datetime | None
    late_by: timedelta | None
    critical_path: tuple[int, ...]


class DryRunBody(_Wire, frozen=True, kw_only=True):
    """What approving an order now would lead to. Nothing of it is written."""

    service_order: str | None
    version: int
    catalog_revision: int
    digest: str | None
    feasible: bool
    problems: tuple[Problem, ...]
    checks: tuple[Check, ...]
    dates: DryRunDates | None
    domain_orders: tuple[DryRunDomainOrder, ...]
    tasks: tuple[DryRunTask, ...]
    milestones: tuple[DryRunMilestone, ...]
    skipped_targets: tuple[SkippedTarget, ...]
    skipped_tasks: tuple[SkippedTask, ...]
    waiting: tuple[WaitingBranch, ...]
    attention: tuple[Attention, ...]
    trace: tuple[TraceEntry, ...]


def render_dry_run(run: DryRun) -> DryRunBody:
    """The dry run as it is sent, and as `trunkline order dry-run --json` prints it."""
    order, decomposition, plan, times = run.order, run.decomposition, run.plan, run.schedule
    return DryRunBody(
        service_order=None if order.id == NOWHERE else order.number,
        version=order.version,
        catalog_revision=run.catalog_revision,
        digest=run.digest,
        feasible=run.feasible,
        problems=run.problems,
        checks=run.checks,
        dates=None if times is None else _dates(times),
        domain_orders=()
        if decomposition is None or plan is None or times is None
        else _domain_orders(run, decomposition, plan, times),
        tasks=() if plan is None or times is None else _tasks(plan, times),
        milestones=_milestones(run),
        skipped_targets=() if decomposition is None else decomposition.skipped,
        skipped_tasks=() if plan is None else plan.skipped_tasks,
        waiting=() if decomposition is None else decomposition.waiting,
        attention=() if decomposition is None else decomposition.attention,
        trace=() if decomposition is None else decomposition.trace,
    )


def _milestones(run: DryRun) -> tuple[DryRunMilestone, ...]:
    item_ids = {item.id.n: item.item_id for item in run.order.items}
    return tuple(
        DryRunMilestone(
            item=item_ids[one.item_n], key=one.key, name=one.name, description=one.description, policy=one.policy,
            targets=one.targets, due_at=one.due_at, expected_at=one.expected_at,
        )
        for one in run.milestones
    )  # fmt: skip


def _dates(times: Schedule) -> DryRunDates:
    return DryRunDates(
        start_at=times.start_at,
        end_at=times.end_at,
        requested_completion_date=times.due_at,
        late_by=times.late_by,
        critical_path=times.critical_path,
    )


def _domain_orders(
    run: DryRun, decomposition: Decomposition, plan: PlanDraft, times: Schedule
) -> tuple[DryRunDomainOrder, ...]:
    item_ids = {item.id.n: item.item_id for item in run.order.items}
    starts: dict[int, list[datetime]] = defaultdict(list)
    ends: dict[int, list[datetime]] = defaultdict(list)
    parents = {draft.n: draft.parent_n for draft in decomposition.domain_orders}
    for task in plan.tasks:
        n: int | None = task.domain_order_n
        while n is not None:
            starts[n].append(times.tasks[task.n].start_at)
            ends[n].append(times.tasks[task.n].end_at)
            n = parents.get(n)
    return tuple(
        DryRunDomainOrder(
            n=draft.n,
            parent_n=draft.parent_n,
            item=item_ids[draft.item_n],
            kind=draft.kind,
            action=draft.action,
            name=draft.name,
            specification=draft.specification_id,
            specification_version=draft.specification_version,
            characteristics=draft.characteristics,
            reason=msgspec.to_builtins(draft.reason),
            inventory_item=None
            if draft.inventory_item_id is None
            else inventory_number(draft.kind, draft.inventory_item_id),
            place=draft.place,
            composed_of=draft.composed_of,
            also_for=draft.also_for,
            plan_specification=plan.plan_specifications.get(draft.n),
            start_at=min(starts[draft.n], default=None),
            end_at=max(ends[draft.n], default=None),
        )
        for draft in decomposition.domain_orders
    )


def _tasks(plan: PlanDraft, times: Schedule) -> tuple[DryRunTask, ...]:
    before: dict[int, list[int]] = defaultdict(list)
    for predecessor, successor in plan.dependencies:
        before[successor].append(predecessor)
    return tuple(
        DryRunTask(
            n=task.n,
            domain_order_n=task.domain_order_n,
            key=task.key,
            name=task.name,
            kind=task.kind.value,
            executor=task.executor,
            assignment_group=task.assignment_group,
            duration=task.duration,
            after=tuple(before[task.n]),
            start_at=times.tasks[task.n].start_at,
            end_at=times.tasks[task.n].end_at,
            latest_start_at=times.tasks[task.n].latest_start_at,
            slack=times.tasks[task.n].slack,
            critical=times.tasks[task.n].critical,
        )
        for task in plan.tasks
    )
