"""The lives of domain orders and tasks, and how a parent's state follows from its children's."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import msgspec

from trunkline.kit.lifecycle import Lifecycle


class DomainOrderKind(StrEnum):
    """What a domain order makes: a customer-facing service, a resource-facing service, a resource."""

    CFS = "cfs"
    RFS = "rfs"
    RESOURCE = "resource"


class DomainOrderAction(StrEnum):
    """What a domain order does to the thing that it is about."""

    ADD = "add"  # make it
    MODIFY = "modify"  # change its values
    DELETE = "delete"  # cease it
    SUSPEND = "suspend"  # switch it off for a while, values stay
    RESUME = "resume"  # switch it on again


class DomainOrderState(StrEnum):
    """States of a domain order. They follow from its tasks and those of the domain orders below it."""

    ACKNOWLEDGED = "acknowledged"  # made, waits for prerequisites
    IN_PROGRESS = "inProgress"  # a task can be worked on, or some are done
    PENDING = "pending"  # waits for information
    HELD = "held"  # a fallout blocks it and nothing else can go on
    PENDING_CANCELLATION = "pendingCancellation"  # being undone
    CANCELLED = "cancelled"  # ended, not wanted any more
    FAILED = "failed"  # ended, given up
    COMPLETED = "completed"  # ended, made


_D = DomainOrderState

DOMAIN_ORDER_LIFECYCLE = Lifecycle(
    DomainOrderState,
    _D.ACKNOWLEDGED,
    [
        ("start", _D.ACKNOWLEDGED, _D.IN_PROGRESS),
        ("hold", _D.ACKNOWLEDGED, _D.HELD),
        ("hold", _D.IN_PROGRESS, _D.HELD),
        ("hold", _D.PENDING, _D.HELD),
        ("release", _D.HELD, _D.IN_PROGRESS),
        ("requeue", _D.HELD, _D.ACKNOWLEDGED),
        ("await", _D.IN_PROGRESS, _D.PENDING),
        ("await", _D.HELD, _D.PENDING),
        ("resume", _D.PENDING, _D.IN_PROGRESS),
        *(("complete", state, _D.COMPLETED) for state in (_D.ACKNOWLEDGED, _D.IN_PROGRESS, _D.PENDING, _D.HELD)),
        *(("fail", state, _D.FAILED) for state in (_D.ACKNOWLEDGED, _D.IN_PROGRESS, _D.PENDING, _D.HELD)),
        *(
            ("requestCancellation", state, _D.PENDING_CANCELLATION)
            for state in (_D.ACKNOWLEDGED, _D.IN_PROGRESS, _D.PENDING, _D.HELD)
        ),
        ("finishCancellation", _D.PENDING_CANCELLATION, _D.CANCELLED),
        ("fail", _D.PENDING_CANCELLATION, _D.FAILED),  # something could not be undone
        *(("cancel", state, _D.CANCELLED) for state in (_D.ACKNOWLEDGED, _D.IN_PROGRESS, _D.PENDING, _D.HELD)),
    ],
)


class TaskKind(StrEnum):
    """Who or what does a task."""

    MANUAL = "manual"  # a person
    AUTOMATED = "automated"  # an executor
    MILESTONE = "milestone"  # nobody: it joins what went before
    WAIT = "wait"  # time or an event


class FixedBy(StrEnum):
    """Who says before which date a task does not begin."""

    APPOINTMENT = "appointment"
    PERSON = "person"


class TaskState(StrEnum):
    """States of a task."""

    WAITING = "waiting"  # a predecessor is open
    READY = "ready"  # can be started
    IN_PROGRESS = "inProgress"  # somebody or something is on it
    AWAITING_INFORMATION = "awaitingInformation"  # the one on it waits for an answer
    HELD = "held"  # blocked by a fallout, see the reason
    UNKNOWN = "unknown"  # asked of the outside, the answer is lost
    COMPLETED = "completed"  # done
    SKIPPED = "skipped"  # left out on purpose, counts as done
    CANCELLED = "cancelled"  # not needed any more
    FAILED = "failed"  # given up


_T = TaskState

TASK_LIFECYCLE = Lifecycle(
    TaskState,
    [_T.WAITING, _T.READY],
    [
        ("ready", _T.WAITING, _T.READY),
        ("block", _T.READY, _T.WAITING),  # something joined the plan that must be done first
        # a hold covers it: wherever another verb would make it ready, it waits instead
        *(("park", state, _T.WAITING) for state in (_T.READY, _T.IN_PROGRESS, _T.HELD, _T.UNKNOWN)),
        ("leaveOut", _T.WAITING, _T.SKIPPED),  # by an edit of the plan, before anybody began
        ("leaveOut", _T.READY, _T.SKIPPED),
        ("start", _T.READY, _T.IN_PROGRESS),
        ("release", _T.IN_PROGRESS, _T.READY),
        ("complete", _T.READY, _T.COMPLETED),
        ("complete", _T.IN_PROGRESS, _T.COMPLETED),
        ("complete", _T.UNKNOWN, _T.COMPLETED),
        ("askInformation", _T.IN_PROGRESS, _T.AWAITING_INFORMATION),
        ("resume", _T.AWAITING_INFORMATION, _T.IN_PROGRESS),
        ("loseAnswer", _T.IN_PROGRESS, _T.UNKNOWN),
        ("findUndone", _T.UNKNOWN, _T.READY),  # the domain system does not know of it: it may be asked again
        *(("hold", state, _T.HELD) for state in (_T.READY, _T.IN_PROGRESS, _T.AWAITING_INFORMATION, _T.UNKNOWN)),
        ("retry", _T.HELD, _T.READY),
        ("rollBack", _T.HELD, _T.WAITING),  # until what was done before it is undone, and done again
        ("completeByHand", _T.HELD, _T.COMPLETED),
        ("skip", _T.HELD, _T.SKIPPED),
        ("giveUp", _T.HELD, _T.FAILED),
        *(("cancel", state, _T.CANCELLED) for state in (
            _T.WAITING, _T.READY, _T.IN_PROGRESS, _T.AWAITING_INFORMATION, _T.HELD, _T.UNKNOWN)),
    ],
)  # fmt: skip

ENDED_WELL = frozenset({_T.COMPLETED, _T.SKIPPED})
ENDED = frozenset({_T.COMPLETED, _T.SKIPPED, _T.CANCELLED, _T.FAILED})
ACTIVE = frozenset({_T.READY, _T.IN_PROGRESS, _T.UNKNOWN})
STANDING = frozenset({_T.HELD, _T.AWAITING_INFORMATION})  # its clock stands


class HoldScope(StrEnum):
    """What a hold covers, with everything inside it."""

    SERVICE_ORDER = "serviceOrder"
    ITEM = "item"
    DOMAIN_ORDER = "domainOrder"
    TASK = "task"


class HoldReason(StrEnum):
    """Why something is held."""

    AWAITING_INFORMATION = "awaitingInformation"
    CUSTOMER_REQUEST = "customerRequest"
    PAYMENT_ISSUE = "paymentIssue"
    SITE_NOT_READY = "siteNotReady"
    REGULATORY = "regulatory"
    TECHNICAL = "technical"
    CANCELLATION = "cancellation"  # placed with a request to cancel, until that is decided
    OTHER = "other"


class AtExpiry(StrEnum):
    """What happens to a hold at its expiry."""

    RELEASE = "release"  # it ends
    ESCALATE = "escalate"  # it stays, and a group owns it
    ASSESS_CANCELLATION = "assessCancellation"  # what was waited for did not come: whether to cancel is assessed


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How the tasks below a domain order or an item stand; kept as counters in the rows."""

    total: int = 0
    open: int = 0
    active: int = 0
    held: int = 0
    pending: int = 0
    failed: int = 0
    cancelled: int = 0


def tally(states: list[TaskState]) -> Tally:
    """Counts task states. The law that the counters in the database must obey."""
    return Tally(
        total=len(states),
        open=sum(s not in ENDED for s in states),
        active=sum(s in ACTIVE for s in states),
        held=sum(s is _T.HELD for s in states),
        pending=sum(s is _T.AWAITING_INFORMATION for s in states),
        failed=sum(s is _T.FAILED for s in states),
        cancelled=sum(s is _T.CANCELLED for s in states),
    )


def domain_order_state(t: Tally, *, withdrawn: bool = False) -> DomainOrderState:
    """The state that a domain order has when the tasks in and below it stand so.

    One that was withdrawn is cancelled when what was done for it is undone.
    """
    if t.open == 0:
        if t.failed or (0 < t.cancelled < t.total and not withdrawn):
            return _D.FAILED
        return _D.CANCELLED if t.cancelled or withdrawn else _D.COMPLETED
    if withdrawn:
        return _D.PENDING_CANCELLATION
    if t.active:
        return _D.IN_PROGRESS
    if t.held:
        return _D.HELD
    if t.pending:
        return _D.PENDING
    return _D.ACKNOWLEDGED if t.open == t.total else _D.IN_PROGRESS


# the state that a task is in after an event about it; the others leave its state alone
STATE_AFTER: Final[Mapping[str, TaskState]] = {
    "TaskReady": _T.READY,
    "TaskMadeToWait": _T.WAITING,
    "TaskStarted": _T.IN_PROGRESS,
    "TaskCompleted": _T.COMPLETED,
    "TaskSkipped": _T.SKIPPED,
    "TaskCancelled": _T.CANCELLED,
    "TaskFailed": _T.FAILED,
    "TaskHeld": _T.HELD,
    "TaskRetried": _T.READY,
    "TaskReleased": _T.READY,
    "TaskAwaitsInformation": _T.AWAITING_INFORMATION,
    "TaskInformed": _T.IN_PROGRESS,
    "TaskOutcomeUnknown": _T.UNKNOWN,
    "TaskFoundUndone": _T.READY,
}
