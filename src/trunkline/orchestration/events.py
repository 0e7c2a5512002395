"""What happens to plans, domain orders and tasks."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from trunkline.events.model import Event


class PlanMade(Event, frozen=True, kw_only=True):
    """An approved order was decomposed and its plan written."""

    domain_orders: int
    tasks: int
    skipped_targets: int
    catalog_revision: int


class PlanExtended(Event, frozen=True, kw_only=True):
    """Domain orders joined a plan that runs."""

    domain_orders: int
    tasks: int
    because: str


class PlanEdited(Event, frozen=True, kw_only=True):
    """A person changed the plan of a running order: it has another version."""

    version: int
    edit: str
    reason: str
    changes: dict[str, object]


class OutsideEventReported(Event, frozen=True, kw_only=True):
    """An outside system told that something has come that plans may wait for; `task` when it is about one."""

    event: str
    task: int | None


class EstimateMoved(Event, frozen=True, kw_only=True):
    """The order is reckoned to end at another time than before."""

    before: datetime
    after: datetime


class ItemPassedPointOfNoReturn(Event, frozen=True, kw_only=True):
    """Item `n` cannot simply be taken back any more (hard), or only with a reason (soft): the task that marks it is done."""

    about: ClassVar[str] = "serviceOrderItem"

    hardness: str


class PlanningFailed(Event, frozen=True, kw_only=True):
    """An approved order could not be decomposed or planned; it is held until somebody mends the cause."""

    code: str
    message: str


class CalendarSaved(Event, frozen=True, kw_only=True):
    """A working calendar was made or changed."""

    about: ClassVar[str] = "catalog"

    name: str


class CalendarDeleted(Event, frozen=True, kw_only=True):
    """A working calendar was taken away."""

    about: ClassVar[str] = "catalog"

    name: str


class DurationPolicySaved(Event, frozen=True, kw_only=True):
    """How long some tasks take was said, or said otherwise."""

    about: ClassVar[str] = "catalog"

    name: str
    policy: dict[str, object]


class DurationPolicyDeleted(Event, frozen=True, kw_only=True):
    """A duration policy was taken away."""

    about: ClassVar[str] = "catalog"

    name: str


class DomainOrderStateChanged(Event, frozen=True, kw_only=True):
    """A domain order moved because its tasks did."""

    about: ClassVar[str] = "domainOrder"

    before: str
    after: str
    action: str
    inventory_item_id: int | None
    characteristics: dict[str, object] | None = None  # name -> {value, origin}, only when it ended


class DomainOrderValuesCarried(Event, frozen=True, kw_only=True):
    """Values came to a domain order from another one, by a mapping."""

    about: ClassVar[str] = "domainOrder"

    values: dict[str, object]


class ProposalAccepted(Event, frozen=True, kw_only=True):
    """What changed values would lead to is done: so many targets more, or these domain orders less."""

    about: ClassVar[str] = "domainOrder"

    relationship: str
    add: int
    cancel: list[int]


class ProposalDismissed(Event, frozen=True, kw_only=True):
    """The plan stays as it is although values changed."""

    about: ClassVar[str] = "domainOrder"

    relationship: str
    note: str


class DomainOrderWithdrawn(Event, frozen=True, kw_only=True):
    """A domain order is not wanted any more and left the plan, with all below it."""

    about: ClassVar[str] = "domainOrder"

    reason: str


class _TaskEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "task"


class TaskReady(_TaskEvent, frozen=True, kw_only=True):
    """The last predecessor ended; the task can be started."""


class TaskMadeToWait(_TaskEvent, frozen=True, kw_only=True):
    """It could be started, and waits again: something joined the plan that must be done first."""


class TaskTakenBack(_TaskEvent, frozen=True, kw_only=True):
    """What was done for the task is taken back: by the task `undo`, when there is something to undo. Task `again` does it
    once more."""

    undo: int | None
    again: int | None
    reason: str


class TaskEdited(_TaskEvent, frozen=True, kw_only=True):
    """An edit of the plan added, moved, freed or left out the task."""

    edit: str
    reason: str
    plan_version: int


class TaskStarted(_TaskEvent, frozen=True, kw_only=True):
    """Somebody or something is on it."""


class TaskCompleted(_TaskEvent, frozen=True, kw_only=True):
    """Done."""


class TaskSkipped(_TaskEvent, frozen=True, kw_only=True):
    """Left out on purpose."""


class TaskCancelled(_TaskEvent, frozen=True, kw_only=True):
    """Not needed any more."""


class TaskFailed(_TaskEvent, frozen=True, kw_only=True):
    """Given up by a resolution."""


class TaskHeld(_TaskEvent, frozen=True, kw_only=True):
    """Blocked, see the reason."""

    reason: str


class TaskRetried(_TaskEvent, frozen=True, kw_only=True):
    """Back to ready after a hold."""


class WatchedTaskEnded(_TaskEvent, frozen=True, kw_only=True):
    """A task that was tried again by a person has ended, in this state."""

    state: str


class TaskReleased(_TaskEvent, frozen=True, kw_only=True):
    """Given back by the one who was on it."""


class TaskAwaitsInformation(_TaskEvent, frozen=True, kw_only=True):
    """The one on it waits for an answer."""

    question: str


class TaskInformed(_TaskEvent, frozen=True, kw_only=True):
    """The answer came; work goes on."""

    answer: str | None = None  # as it was given


class TaskAssigned(_TaskEvent, frozen=True, kw_only=True):
    """The group or the person changed; `reason` where a rule or the ranking decided it."""

    group_before: str | None
    group_after: str | None
    assignee_before: str | None
    assignee_after: str | None
    reason: str | None = None


class TaskUrgencySet(_TaskEvent, frozen=True, kw_only=True):
    """Somebody gave the task another priority, or another time when it is due; None while it is on nobody's list."""

    priority_before: int
    priority_after: int
    due_before: datetime | None
    due_after: datetime | None


class TaskValuesSet(_TaskEvent, frozen=True, kw_only=True):
    """Characteristics of the domain order were written through the task."""

    values: dict[str, object]
    before: dict[str, object]


class TaskNoted(_TaskEvent, frozen=True, kw_only=True):
    """Somebody wrote a note on it."""

    text: str


class TaskAttemptFailed(_TaskEvent, frozen=True, kw_only=True):
    """An attempt failed; another follows."""

    attempt: int
    error_class: str
    message: str


class TaskOutcomeUnknown(_TaskEvent, frozen=True, kw_only=True):
    """A domain system was asked and the answer was lost; it is asked how the work stands."""

    attempt: int
    message: str


class TaskRequestRevised(_TaskEvent, frozen=True, kw_only=True):
    """The domain system that works on it was told of changed values."""

    revision: int
    reference: str | None


class TaskFoundUndone(_TaskEvent, frozen=True, kw_only=True):
    """The domain system does not know of the work whose answer was lost: it is asked again."""


class EffectCompensated(_TaskEvent, frozen=True, kw_only=True):
    """What the task did on the outside was taken back."""


class EffectNotUndone(_TaskEvent, frozen=True, kw_only=True):
    """What was asked of the outside for a cancelled task could not be taken back: a person must look."""

    attempt: int
    error_class: str
    message: str
    exchange: dict[str, object] | None
    fallout_type: str
    assignment_group: str | None


class AutomatedTaskExhausted(_TaskEvent, frozen=True, kw_only=True):
    """The last attempt failed, or asking again cannot help: a person must look."""

    attempt: int
    error_class: str
    message: str
    exchange: dict[str, object] | None
    fallout_type: str
    assignment_group: str | None


class TaskRerouted(_TaskEvent, frozen=True, kw_only=True):
    """It goes another way than before; with `undone` after what was done is undone."""

    before: str
    after: str
    executor: str
    system: str | None
    undone: bool
    reason: str


class TaskTestPassed(_TaskEvent, frozen=True, kw_only=True):
    """The test was passed."""


class TaskTestFailed(_TaskEvent, frozen=True, kw_only=True):
    """The test was not passed; a repair and a retest have joined the plan. `round`: repairs that came before it."""

    found: str
    round: int
    repair: str  # numbers
    retest: str


class TaskTestExhausted(_TaskEvent, frozen=True, kw_only=True):
    """The test was not passed, and no further repair is planned: a person must look."""

    error_class: str
    message: str
    exchange: dict[str, object] | None
    fallout_type: str
    assignment_group: str | None


class _HoldEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "hold"

    subject: str  # the number of what is held
    reason_code: str
    note: str
    owner: str


class HoldPlaced(_HoldEvent, frozen=True, kw_only=True):
    """Something is held: no task inside it starts until its last hold is released."""

    expires_at: datetime | None


class HoldReleased(_HoldEvent, frozen=True, kw_only=True):
    """A hold was released, by a person or at its expiry; what no other hold covers goes on."""


class HoldEscalated(_HoldEvent, frozen=True, kw_only=True):
    """A hold reached its expiry and belongs to a group now, which must decide."""
