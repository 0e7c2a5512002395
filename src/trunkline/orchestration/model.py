"""Domain orders, tasks and the plan that holds them."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from trunkline.catalog.model import Characteristic, DependencyType, WaitFor
from trunkline.kit.ids import DomainOrderId, InventoryItemId, ServiceOrderId, TaskId, domain_order_number
from trunkline.orchestration.state import DomainOrderKind, DomainOrderState, TaskKind, TaskState


class DomainOrder(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a service order for one domain. The counters cover its own tasks and those of all below it."""

    id: DomainOrderId
    item_n: int
    parent_n: int | None
    parent_kind: DomainOrderKind | None
    kind: DomainOrderKind
    action: str
    state: DomainOrderState
    state_reason: str | None
    name: str
    specification_id: str
    specification_version: int
    inventory_item_id: InventoryItemId | None
    characteristics: dict[str, Characteristic]
    composed_of: tuple[str, ...]
    reason: dict[str, object]  # decomposition.model.Reason as stored
    place: object
    plan_specification: str | None
    started_at: datetime | None
    ended_at: datetime | None
    total_tasks: int
    open_tasks: int

    @property
    def number(self) -> str:
        """What people see: `SO-000123-4` or `RO-000123-7`."""
        return domain_order_number(self.id, resource=self.kind is DomainOrderKind.RESOURCE)

    @property
    def parent_number(self) -> str | None:
        """The number of the domain order above it, None at the top."""
        if self.parent_n is None:
            return None
        parent_id = DomainOrderId(self.id.service_order_id, self.parent_n)
        return domain_order_number(parent_id, resource=self.parent_kind is DomainOrderKind.RESOURCE)


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a plan. `version` grows with every change by a person: who saves a stale one gets a conflict."""

    id: TaskId
    domain_order_n: int
    domain_order_kind: DomainOrderKind
    key: str
    name: str
    kind: TaskKind
    state: TaskState
    state_reason: str | None
    state_before: TaskState | None
    version: int
    open_predecessors: int
    priority: int
    executor: str
    assignment_group: str | None
    assignee: str | None
    duration: timedelta
    attempts: int
    not_before: datetime | None  # the end of its lags, or a date: not ready earlier, whatever has ended
    ready_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def domain_order_number(self) -> str:
        """The number of its domain order as people see it."""
        domain_order_id = DomainOrderId(self.id.service_order_id, self.domain_order_n)
        return domain_order_number(domain_order_id, resource=self.domain_order_kind is DomainOrderKind.RESOURCE)


class TaskDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A task as the plan builder wants it. `n` counts from 1 through the order."""

    n: int
    domain_order_n: int
    key: str
    name: str
    kind: TaskKind
    executor: str
    assignment_group: str | None
    duration: timedelta
    open_predecessors: int
    calendar: str | None = None  # the working calendar that the duration counts in; None: around the clock
    wait: WaitFor | None = None  # of kind wait: for what
    route: str | None = None  # another way of its task specification than the usual one
    point_of_no_return: str | None = None  # soft or hard: its item has passed it when the task is completed


class Lag(msgspec.Struct, frozen=True, kw_only=True):
    """What a dependency demands beyond finish-to-start at once."""

    type: DependencyType = DependencyType.FINISH_TO_START
    minimum: timedelta = timedelta(0)
    maximum: timedelta | None = None


class SkippedTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task specification whose condition did not hold, and the term that decided."""

    domain_order_n: int
    key: str
    name: str
    text: str


class PlanDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What the builder answers: tasks, their dependencies `(predecessor, successor)`, the plan specification
    (`id@version`) of each domain order that has one, the lags of those dependencies that have one, and the tasks that
    were left out because their condition does not hold."""

    tasks: tuple[TaskDraft, ...]
    dependencies: tuple[tuple[int, int], ...]
    plan_specifications: dict[int, str]
    lags: dict[tuple[int, int], Lag] = {}
    skipped_tasks: tuple[SkippedTask, ...] = ()


class OrchestrationPlan(msgspec.Struct, frozen=True, kw_only=True):
    """How one service order will be carried out."""

    service_order_id: ServiceOrderId
    version: int
    catalog_revision: int
    created_at: datetime
    total_tasks: int
    skipped_targets: tuple[dict[str, object], ...]
