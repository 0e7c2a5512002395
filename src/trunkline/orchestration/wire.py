"""Plans, domain orders and tasks on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from trunkline.access.offers import Forbidden
from trunkline.catalog.model import Characteristic, CharacteristicSpecification, DataField, Specification
from trunkline.kit.ids import ServiceOrderItemId, inventory_number, service_order_number
from trunkline.kit.instants import Instant
from trunkline.orchestration.clock_queries import TaskClock
from trunkline.orchestration.model import DomainOrder, Task


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class TaskBody(_Wire, frozen=True, kw_only=True):
    """A task as the workspace shows it."""

    number: str
    service_order: str
    domain_order: str
    key: str
    name: str
    kind: str
    state: str
    state_reason: str | None
    version: int
    open_predecessors: int
    priority: int
    executor: str
    assignment_group: str | None
    assignee: str | None
    duration: timedelta
    attempts: int
    ready_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


class DomainOrderBody(_Wire, frozen=True, kw_only=True):
    """A domain order as the workspace shows it, with why it was made and where its values came from."""

    number: str
    service_order: str
    item: str
    parent: str | None
    kind: str
    action: str
    state: str
    state_reason: str | None
    name: str
    specification: str
    specification_version: int
    inventory_item: str | None
    characteristics: dict[str, Characteristic]
    composed_of: tuple[str, ...]
    reason: dict[str, object]
    place: object
    plan_specification: str | None
    started_at: datetime | None
    ended_at: datetime | None
    total_tasks: int
    done_tasks: int


class DomainOrderDetail(_Wire, frozen=True, kw_only=True):
    """A domain order with its own tasks; `ordered` are the values of the item that it was made for, by name."""

    domain_order: DomainOrderBody
    tasks: list[TaskBody]
    ordered: dict[str, object]


class PlanBody(_Wire, frozen=True, kw_only=True):
    """The whole plan. `dependencies` are pairs of task numbers: the first must end before the second starts."""

    service_order: str
    version: int
    catalog_revision: int
    created_at: datetime
    total_tasks: int
    done_tasks: int
    domain_orders: list[DomainOrderBody]
    tasks: list[TaskBody]
    dependencies: list[tuple[str, str]]
    skipped_targets: tuple[dict[str, object], ...]


class DomainOrdersBody(_Wire, frozen=True, kw_only=True):
    """The domain orders of one order."""

    items: list[DomainOrderBody]
    total: int


class FieldBody(_Wire, frozen=True, kw_only=True):
    """A value that the task asks for, what it may be, and what it is now."""

    characteristic: str
    mandatory: bool
    read_only: bool
    value: object
    origin: str | None
    value_type: str
    description: str
    unit: str | None
    options: list[object]
    minimum: float | None
    maximum: float | None
    pattern: str | None


class TaskTestBody(_Wire, frozen=True, kw_only=True):
    """Of a test: repairs allowed, repairs before it, how it came out, and what follows or went before. Of a repair the
    same of its test, which `repairOf` names."""

    rounds: int | None  # None: nothing repairs what it finds
    round: int = 0
    passed: bool | None = None
    found: str = ""
    repair_of: str | None = None
    retest_of: str | None = None
    repair: str | None = None
    retest: str | None = None


class TaskDetail(_Wire, frozen=True, kw_only=True):
    """A task with what a person needs to do it, and the verbs that its state and the caller's rights allow."""

    task: TaskBody
    domain_order: DomainOrderBody
    asked_for: list[FieldBody]
    predecessors: list[TaskBody]
    successors: list[TaskBody]
    clock: TaskClock | None
    verbs: list[str]
    forbidden: list[Forbidden]
    test: TaskTestBody | None = None  # of a test or of a repair
    earliest_start: datetime | None = None  # that of its appointment, or one that a person has set


class WorklistLine(_Wire, frozen=True, kw_only=True):
    """A line of the people's to-do list."""

    task: TaskBody
    due_at: datetime
    domain_order_name: str
    customer_name: str | None
    clock: TaskClock | None


class WorklistBody(_Wire, frozen=True, kw_only=True):
    """A page of the to-do list; `total` is exact up to 10,000."""

    items: list[WorklistLine]
    total: int
    next: str | None


class TaskNoteBody(_Wire, frozen=True, kw_only=True):
    """A note on a task; one that was taken back has no text any more, see its versions."""

    id: int
    author: str
    at: datetime
    customer_visible: bool
    text: str
    edited_at: datetime | None
    withdrawn_at: datetime | None


class TaskHistoryBody(_Wire, frozen=True, kw_only=True):
    """One thing that happened to a task."""

    id: int
    kind: str
    by: str
    at: datetime
    data: dict[str, object]


class TaskRecord(_Wire, frozen=True, kw_only=True):
    """What was written and what happened on a task: notes oldest first, history newest first."""

    notes: list[TaskNoteBody]
    history: list[TaskHistoryBody]


class NewTaskNote(_Wire, frozen=True, kw_only=True):
    """What somebody writes on a task."""

    text: str


class VersionOnly(_Wire, frozen=True, kw_only=True):
    """`version`: the task as the caller saw it; a stale one is refused with 409."""

    version: int | None = None


class Answer(_Wire, frozen=True, kw_only=True):
    """What was answered, when somebody says it. `version`: the task as the caller saw it."""

    answer: str | None = None
    version: int | None = None


class ValuesAndVersion(_Wire, frozen=True, kw_only=True):
    """Characteristic values by name."""

    values: dict[str, object] = {}
    version: int | None = None


class Assignment(_Wire, frozen=True, kw_only=True):
    """What is absent stays as it is, the empty string clears it."""

    assignment_group: str | None = None
    assignee: str | None = None
    version: int | None = None


class Urgency(_Wire, frozen=True, kw_only=True):
    """`priority`: 1 critical to 5 planning. What is absent stays as it is."""

    priority: int | None = None
    due_at: Instant | None = None
    version: int | None = None


class Question(_Wire, frozen=True, kw_only=True):
    """What the task waits for an answer to."""

    question: str
    version: int | None = None


def render_task(task: Task) -> TaskBody:
    """A task on the wire."""
    return TaskBody(
        number=task.id.number,
        service_order=service_order_number(task.id.service_order_id),
        domain_order=task.domain_order_number,
        **{name: getattr(task, name) for name in (
            "key", "name", "kind", "state", "state_reason", "version", "open_predecessors", "priority", "executor",
            "assignment_group", "assignee", "duration", "attempts", "ready_at", "started_at", "ended_at")},
    )  # fmt: skip


def render_domain_order(order: DomainOrder) -> DomainOrderBody:
    """A domain order on the wire."""
    order_id = order.id.service_order_id
    inventory_item = order.inventory_item_id
    return DomainOrderBody(
        number=order.number,
        service_order=service_order_number(order_id),
        item=ServiceOrderItemId(order_id, order.item_n).number,
        parent=order.parent_number,
        specification=order.specification_id,
        inventory_item=None if inventory_item is None else inventory_number(order.kind, inventory_item),
        done_tasks=order.total_tasks - order.open_tasks,
        **{name: getattr(order, name) for name in (
            "kind", "action", "state", "state_reason", "name", "specification_version", "characteristics",
            "composed_of", "reason", "place", "plan_specification", "started_at", "ended_at", "total_tasks")},
    )  # fmt: skip


def render_field(field: DataField, specification: Specification, held: Mapping[str, Characteristic]) -> FieldBody:
    """A value that a task asks for, on the wire."""
    known = held.get(field.characteristic)
    pattern = specification.characteristic(field.characteristic) or CharacteristicSpecification(name="")
    return FieldBody(
        characteristic=field.characteristic,
        mandatory=field.mandatory,
        read_only=field.read_only,
        value=known.value if known else None,
        origin=known.origin if known else None,
        value_type=pattern.value_type.value,
        description=pattern.description,
        unit=pattern.unit,
        options=[option.value for option in pattern.options],
        minimum=pattern.minimum,
        maximum=pattern.maximum,
        pattern=pattern.pattern,
    )
