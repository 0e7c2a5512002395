"""By which tasks a domain order is carried out: plan specifications and their task specifications."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

import msgspec

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


class ErrorClass(StrEnum):
    """Why an attempt at an automated task failed; the cause of the fallout that follows."""

    UNREACHABLE = "unreachable"  # no connection: nothing was asked
    TIMEOUT = "timeout"  # it was asked, and known later not to be done
    BUSY = "busy"  # 408, 425, 429: later, please
    SERVER_ERROR = "serverError"  # 5xx
    BAD_REQUEST = "badRequest"  # 4xx: the request is wrong
    REFUSED = "refused"  # a reasoned no: 409, 422, or the end of an order
    PARTIAL = "partial"  # an order that was done in part
    REVISION_REFUSED = "revisionRefused"  # an order under way takes no changes
    BAD_ANSWER = "badAnswer"  # the answer cannot be used
    MISCONFIGURED = "misconfigured"  # the task's specification is wrong
    EXECUTOR_ERROR = "executorError"  # a defect of the executor
    UNKNOWN = "unknown"  # what became of it could not be found out


# asking again cannot help, or would do the work twice: no rule makes these retryable
NEVER_AGAIN = frozenset({ErrorClass.PARTIAL, ErrorClass.REVISION_REFUSED, ErrorClass.MISCONFIGURED, ErrorClass.UNKNOWN})


class RetryRule(Frozen, frozen=True):
    """What holds for failures of one class; what is left out is as for all others. `attempts: 1` asks nobody again."""

    attempts: int | None = None
    delay: timedelta | None = None
    factor: float | None = None
    longest: timedelta | None = None


class RetryPolicy(Frozen, frozen=True):
    """How often an automated task is tried, and how long it rests in between: delay, delay*factor, ... at most `longest`.

    `classes` says it for one class of failure (ErrorClass); it comes before what is agreed with the domain system. No
    attempt begins later than `deadline` after the first one; an answer that is waited for is not waited for longer.
    """

    attempts: int = 3
    delay: timedelta = timedelta(seconds=2)
    factor: float = 2.0
    longest: timedelta = timedelta(minutes=5)
    classes: dict[str, RetryRule] = {}
    deadline: timedelta | None = None


def retry_faults(classes: Mapping[str, RetryRule]) -> list[str]:
    """What is wrong with rules by class, in words; empty when they can be kept."""
    faults = []
    for name, rule in classes.items():
        if name not in {known.value for known in ErrorClass}:
            faults.append(f"'{name}' is no class of failure; use: {', '.join(ErrorClass)}")
        elif name in NEVER_AGAIN and (rule.attempts or 1) > 1:
            faults.append(f"failures of class '{name}' are never tried again")
        if rule.attempts is not None and rule.attempts < 1:
            faults.append(f"'{name}': attempts are at least 1")
        if rule.factor is not None and not 1 <= rule.factor < 1e6:
            faults.append(f"'{name}': the factor is at least 1")
        if any(time is not None and time < timedelta(0) for time in (rule.delay, rule.longest)):
            faults.append(f"'{name}': times are not negative")
    return faults


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


class WaitTimeout(StrEnum):
    """What becomes of a wait whose time is out."""

    FALLOUT = "fallout"  # a person looks at it
    GO_ON = "goOn"  # the plan goes on as if it had come


class WaitFor(Frozen, frozen=True):
    """What a task of kind `wait` waits for. Exactly one of the forms is used."""

    duration: timedelta | None = None  # so long after it became ready
    date: str | None = None  # characteristic of the domain order, or an attribute of the item, that holds the date
    event: str | None = None  # an event that an outside system reports by this name
    characteristic: Condition | None = None  # until the domain order's values are so
    timeout: timedelta | None = None  # so long at most, around the clock
    on_timeout: WaitTimeout = WaitTimeout.FALLOUT


UNDO_TASK = "undo:"  # the key of a task that takes back what the task with the key after the colon did


def undo_key(key: str) -> str:
    """The key of the task that takes back what the task with this key did."""
    return f"{UNDO_TASK}{key}"


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


USUAL = "usual"  # what the way is called that a task specification itself says


class Alternative(Frozen, frozen=True):
    """Another way to have an automated task done, for when the usual one fails. What it is asked of is its own."""

    name: str  # unique in the task; people choose by it
    executor: str = "simulator"
    system: str | None = None
    operation: str | None = None  # None: the task's
    config: dict[str, object] = {}
    undo: UndoSpecification | None = None  # None: the task's undo, asked of this system


REPAIR_TASK = "repair:"  # the key of a task that repairs what the test with the key after the colon found


def repair_key(key: str) -> str:
    """The key of the task that repairs what the test with this key found."""
    return f"{REPAIR_TASK}{key}"


class RepairSpecification(Frozen, frozen=True):
    """How what a test found wrong is repaired; the task is made only when the test fails."""

    name: str
    kind: str = "manual"  # manual or automated
    executor: str = "simulator"
    system: str | None = None
    operation: str | None = None
    config: dict[str, object] = {}
    assignment_group: str | None = None
    duration: timedelta = timedelta(0)
    data: tuple[DataField, ...] = ()
    undo: UndoSpecification | None = None


class TaskTest(Frozen, frozen=True):
    """What makes a task a test: when it is passed, how a failure is repaired, and how often at most.

    Without `passed`, the executor says it: its reasoned no (`refused`) is a failed test. Without `repair`, a failed test
    is a fallout at once.
    """

    passed: Condition | None = None  # on the domain order's values after the test
    repair: RepairSpecification | None = None
    rounds: int = 3  # repairs at most; a test that fails after the last of them is a fallout


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
    post_condition: Condition | None = None  # on the domain order's values: while it does not hold, it is not done
    test: TaskTest | None = None  # it tests: the domain order is completed only after it was passed
    alternatives: tuple[Alternative, ...] = ()  # other ways, when a person reroutes it


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

    def task(self, key: str, route: str | None = None) -> TaskSpecification:
        """The task specification with that key, as it is done the way `route` (None: the usual one); of a key from
        `undo_key` or `repair_key`, the pattern of that."""
        if key.startswith(UNDO_TASK):
            return undo_pattern(self.task(key.removeprefix(UNDO_TASK), route))
        if key.startswith(REPAIR_TASK):
            return repair_pattern(self.task(key.removeprefix(REPAIR_TASK)))
        return routed(next(task for task in self.tasks if task.key == key), route)


def undo_pattern(done: TaskSpecification) -> TaskSpecification:
    """The pattern of the task that takes back what this one did; it is tried as often, and fails as loudly."""
    undo = done.undo
    assert undo is not None, f"'{done.key}' has no undo"
    return TaskSpecification(
        key=undo_key(done.key),
        name=undo.name,
        kind=undo.kind,
        assignment_group=undo.assignment_group or done.assignment_group,
        duration=undo.duration,
        executor="manual" if undo.kind == "manual" else undo.executor,
        system=undo.system or done.system,
        operation=undo.operation,
        config=undo.config,
        retry=done.retry,
        fallout_type=done.fallout_type,
        calendar=done.calendar,
    )


def repair_pattern(tested: TaskSpecification) -> TaskSpecification:
    """The pattern of the task that repairs what this test found; it is tried as often, and fails as loudly."""
    repair = None if tested.test is None else tested.test.repair
    assert repair is not None, f"'{tested.key}' has no repair"
    return TaskSpecification(
        key=repair_key(tested.key),
        name=repair.name,
        kind=repair.kind,
        assignment_group=repair.assignment_group or tested.assignment_group,
        duration=repair.duration,
        executor="manual" if repair.kind == "manual" else repair.executor,
        system=repair.system or tested.system,
        operation=repair.operation,
        config=repair.config,
        data=repair.data,
        retry=tested.retry,
        fallout_type=tested.fallout_type,
        calendar=tested.calendar,
        undo=repair.undo,
    )


def routed(usual: TaskSpecification, route: str | None) -> TaskSpecification:
    """The task specification as it is done the other way of that name; the usual one when there is none."""
    other = next((each for each in usual.alternatives if each.name == route), None)
    if other is None:
        return usual
    undo = other.undo
    if undo is None and usual.undo is not None:
        undo = msgspec.structs.replace(usual.undo, system=other.system)
    return msgspec.structs.replace(
        usual, executor=other.executor, system=other.system, operation=other.operation or usual.operation,
        config=other.config, undo=undo,
    )  # fmt: skip
