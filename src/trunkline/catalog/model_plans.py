"""By which tasks a domain order is carried out: plan specifications and their task specifications."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from trunkline.catalog.model_values import Condition, Frozen
from trunkline.catalog.state import SpecificationState


class SpecificationKind(StrEnum):
    """Customer-facing service, resource-facing service, resource."""

    CFS = "cfs"
    RFS = "rfs"
    RESOURCE = "resource"


class DataField(Frozen, frozen=True):
    """A value that a task asks of the person, or expects in the executor's answer."""

    characteristic: str  # of the domain order's specification
    mandatory: bool = False  # the task cannot be completed while it is empty
    read_only: bool = False


class DependencyScope(StrEnum):
    """Where a task looks for the domain orders it waits for."""

    ITEM = "item"  # in the trees of the same order item
    ORDER = "order"  # in the whole service order


class SpecificationDependency(Frozen, frozen=True):
    """A task waits until the domain orders of a specification, in the scope, have ended."""

    specification: str
    scope: DependencyScope = DependencyScope.ITEM


class RetryPolicy(Frozen, frozen=True):
    """How often an automated task is tried, and how long it rests in between: delay, delay*factor, ... at most `longest`."""

    attempts: int = 3
    delay: timedelta = timedelta(seconds=2)
    factor: float = 2.0
    longest: timedelta = timedelta(minutes=5)


class DependencyType(StrEnum):
    """What of the predecessor a task waits for."""

    FINISH_TO_START = "finishToStart"
    START_TO_START = "startToStart"


class TaskLag(Frozen, frozen=True):
    """A dependency on a task of the same plan specification, with its kind and the time between."""

    task: str  # key
    type: DependencyType = DependencyType.FINISH_TO_START
    minimum: timedelta = timedelta(0)  # starts at the earliest so long after
    maximum: timedelta | None = None  # and should start at the latest so long after: later puts it in jeopardy


class WaitFor(Frozen, frozen=True):
    """What a task of kind `wait` waits for. Exactly one of the forms is used."""

    duration: timedelta | None = None  # so long after it became ready
    date: str | None = None  # characteristic of the domain order, or an attribute of the item, that holds the date
    event: str | None = None  # an event that an outside system reports by this name
    characteristic: Condition | None = None  # until the domain order's values are so


class PointOfNoReturn(StrEnum):
    """Whether what a task does can be taken back."""

    NONE = "none"
    SOFT = "soft"  # it can, at a price
    HARD = "hard"  # it cannot


class UndoSpecification(Frozen, frozen=True):
    """How what a task did is taken back."""

    name: str
    kind: str = "automated"  # manual or automated
    executor: str = "simulator"
    system: str | None = None
    operation: str | None = None
    config: dict[str, object] = {}
    assignment_group: str | None = None
    duration: timedelta = timedelta(0)


class TaskSpecification(Frozen, frozen=True):
    """The pattern a task is made from."""

    key: str  # unique within the plan specification
    name: str
    kind: str = "manual"  # TaskKind value: manual, automated, milestone, wait
    description: str = ""
    assignment_group: str | None = None  # who does a manual task, and who is asked when an automated one fails
    duration: timedelta = timedelta(0)
    executor: str = "manual"  # manual, simulator, http
    system: str | None = None  # which domain system the executor speaks to
    operation: str | None = None  # what it asks of that system
    config: dict[str, object] = {}  # what the executor needs besides, for http: url, method, answer mapping
    data: tuple[DataField, ...] = ()
    after: tuple[str, ...] = ()  # keys of tasks of the same plan specification
    after_children: bool = False  # also waits for the domain orders below
    after_specifications: tuple[SpecificationDependency, ...] = ()
    retry: RetryPolicy = RetryPolicy()
    fallout_type: str = "provisioningFailure"
    when: Condition | None = None  # the task is made only then
    after_parent: tuple[str, ...] = ()  # keys of tasks of the domain order above
    lags: tuple[TaskLag, ...] = ()
    wait: WaitFor | None = None
    point_of_no_return: PointOfNoReturn = PointOfNoReturn.NONE
    undo: UndoSpecification | None = None
    calendar: str | None = None  # name of the working calendar that its duration counts in
    skills: tuple[str, ...] = ()  # what a person must be able to do for it


class PlanSpecification(Frozen, frozen=True):
    """The tasks by which a domain order is carried out, and for which domain orders they are meant.

    The most specific match wins: a specification beats a category, a named action beats none. Two published plan
    specifications with the same condition are refused.
    """

    id: str
    version: int = 1
    state: SpecificationState = SpecificationState.DRAFT
    specification: str | None = None
    category: str | None = None
    kind: SpecificationKind | None = None
    actions: tuple[str, ...] = ()  # add, modify, delete; empty means all
    tasks: tuple[TaskSpecification, ...] = ()

    def task(self, key: str) -> TaskSpecification:
        """The task specification with that key."""
        return next(task for task in self.tasks if task.key == key)
