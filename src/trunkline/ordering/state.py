"""The life of a service order and of its items: TM Forum's eleven states and a draft before them.

Source of the moves: TMF641 v4.1, life cycle of the service order. Ours in addition: draft, and the way back from
rejected for correction.
"""

from enum import StrEnum

from trunkline.kit.lifecycle import Lifecycle


class ServiceOrderState(StrEnum):
    """States of a service order and of a service order item."""

    DRAFT = "draft"  # being written; not visible through TMF641
    ACKNOWLEDGED = "acknowledged"  # submitted, waits for approval
    REJECTED = "rejected"  # refused, under investigation
    PENDING = "pending"  # waits for information or an action, see the reason
    HELD = "held"  # blocked by a fallout or held by a person, see the reason
    IN_PROGRESS = "inProgress"  # approved and being carried out
    ASSESSING_CANCELLATION = "assessingCancellation"  # somebody asked to cancel
    PENDING_CANCELLATION = "pendingCancellation"  # cancellation accepted, work is being undone
    CANCELLED = "cancelled"  # ended, undone
    COMPLETED = "completed"  # ended, everything as ordered
    FAILED = "failed"  # ended, nothing as ordered
    PARTIAL = "partial"  # ended, some items as ordered and some not


_S = ServiceOrderState

ENDED = frozenset({_S.CANCELLED, _S.COMPLETED, _S.FAILED, _S.PARTIAL})

SERVICE_ORDER_LIFECYCLE = Lifecycle(
    ServiceOrderState,
    [_S.DRAFT, _S.ACKNOWLEDGED],
    [
        ("submit", _S.DRAFT, _S.ACKNOWLEDGED),
        ("approve", _S.ACKNOWLEDGED, _S.IN_PROGRESS),
        ("approve", _S.REJECTED, _S.IN_PROGRESS),
        ("reject", _S.ACKNOWLEDGED, _S.REJECTED),
        ("enrich", _S.ACKNOWLEDGED, _S.PENDING),
        ("holdEnrichment", _S.PENDING, _S.HELD),
        ("resumeEnrichment", _S.HELD, _S.PENDING),
        ("finishEnrichment", _S.PENDING, _S.ACKNOWLEDGED),
        ("finishEnrichment", _S.HELD, _S.ACKNOWLEDGED),
        ("reopen", _S.REJECTED, _S.DRAFT),
        ("abandon", _S.REJECTED, _S.CANCELLED),
        ("hold", _S.IN_PROGRESS, _S.HELD),
        ("hold", _S.PENDING, _S.HELD),
        ("release", _S.HELD, _S.IN_PROGRESS),
        ("await", _S.IN_PROGRESS, _S.PENDING),
        ("await", _S.HELD, _S.PENDING),
        ("resume", _S.PENDING, _S.IN_PROGRESS),
        ("complete", _S.IN_PROGRESS, _S.COMPLETED),
        ("fail", _S.IN_PROGRESS, _S.FAILED),
        ("completePartially", _S.IN_PROGRESS, _S.PARTIAL),
        ("complete", _S.HELD, _S.COMPLETED),
        ("fail", _S.HELD, _S.FAILED),
        ("completePartially", _S.HELD, _S.PARTIAL),
        ("complete", _S.PENDING, _S.COMPLETED),
        ("fail", _S.PENDING, _S.FAILED),
        ("completePartially", _S.PENDING, _S.PARTIAL),
        ("requestCancellation", _S.ACKNOWLEDGED, _S.ASSESSING_CANCELLATION),
        ("requestCancellation", _S.IN_PROGRESS, _S.ASSESSING_CANCELLATION),
        ("requestCancellation", _S.PENDING, _S.ASSESSING_CANCELLATION),
        ("requestCancellation", _S.HELD, _S.ASSESSING_CANCELLATION),
        ("acceptCancellation", _S.ASSESSING_CANCELLATION, _S.PENDING_CANCELLATION),
        ("declineCancellation", _S.ASSESSING_CANCELLATION, _S.IN_PROGRESS),  # and from there as its tasks and holds say
        ("finishCancellation", _S.PENDING_CANCELLATION, _S.CANCELLED),
        ("fail", _S.PENDING_CANCELLATION, _S.FAILED),  # something could not be undone
        ("completePartially", _S.PENDING_CANCELLATION, _S.PARTIAL),
        ("cancel", _S.DRAFT, _S.CANCELLED),
        ("cancel", _S.ACKNOWLEDGED, _S.CANCELLED),
        ("cancel", _S.IN_PROGRESS, _S.CANCELLED),
        ("cancel", _S.PENDING, _S.CANCELLED),
        ("cancel", _S.HELD, _S.CANCELLED),
    ],
)
# Enrichment comes before approval: `state_before` is acknowledged then, and no verb of fulfillment may be used.


class CancellationState(StrEnum):
    """States of a request to cancel an order; the words of TMF641 v4.1, TaskStateType."""

    ACCEPTED = "accepted"  # taken in; a person assesses it, and meanwhile nothing of the order begins
    IN_PROGRESS = "inProgress"  # granted; what was done is being undone
    DONE = "done"  # everything it is about is cancelled
    TERMINATED_WITH_ERROR = "terminatedWithError"  # declined, or something could not be undone


CANCELLATION_LIFECYCLE = Lifecycle(
    CancellationState,
    CancellationState.ACCEPTED,
    [
        ("grant", CancellationState.ACCEPTED, CancellationState.IN_PROGRESS),
        ("decline", CancellationState.ACCEPTED, CancellationState.TERMINATED_WITH_ERROR),
        ("finish", CancellationState.IN_PROGRESS, CancellationState.DONE),
        ("finish", CancellationState.ACCEPTED, CancellationState.DONE),  # nothing had begun
        ("fail", CancellationState.IN_PROGRESS, CancellationState.TERMINATED_WITH_ERROR),
    ],
)


class ItemAction(StrEnum):
    """What is to be done to the item's service (TMF641 OrderItemActionType)."""

    ADD = "add"
    MODIFY = "modify"
    DELETE = "delete"
    NO_CHANGE = "noChange"


class ApprovalState(StrEnum):
    """States of an approval; it is for one version of the order."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


APPROVAL_LIFECYCLE = Lifecycle(
    ApprovalState,
    ApprovalState.PENDING,
    [
        ("approve", ApprovalState.PENDING, ApprovalState.APPROVED),
        ("reject", ApprovalState.PENDING, ApprovalState.REJECTED),
        ("withdraw", ApprovalState.PENDING, ApprovalState.WITHDRAWN),
    ],
)


class InvestigationState(StrEnum):
    """States of the investigation that a rejection opens."""

    OPEN = "open"  # nobody on it
    IN_PROGRESS = "inProgress"  # somebody is on it
    RESOLVED = "resolved"  # order corrected and resubmitted, or approved after all
    ABANDONED = "abandoned"  # order cancelled


INVESTIGATION_LIFECYCLE = Lifecycle(
    InvestigationState,
    InvestigationState.OPEN,
    [
        ("assign", InvestigationState.OPEN, InvestigationState.IN_PROGRESS),
        ("assign", InvestigationState.IN_PROGRESS, InvestigationState.IN_PROGRESS),
        ("resolve", InvestigationState.OPEN, InvestigationState.RESOLVED),
        ("resolve", InvestigationState.IN_PROGRESS, InvestigationState.RESOLVED),
        ("abandon", InvestigationState.OPEN, InvestigationState.ABANDONED),
        ("abandon", InvestigationState.IN_PROGRESS, InvestigationState.ABANDONED),
    ],
)


class MilestoneState(StrEnum):
    """States of a milestone."""

    OPEN = "open"  # ahead
    REACHED = "reached"  # what it stands for has happened, or a person said so
    MISSED = "missed"  # the order ended without it


MILESTONE_LIFECYCLE = Lifecycle(
    MilestoneState,
    MilestoneState.OPEN,
    [
        ("reach", MilestoneState.OPEN, MilestoneState.REACHED),
        ("reach", MilestoneState.MISSED, MilestoneState.REACHED),
        ("reopen", MilestoneState.REACHED, MilestoneState.OPEN),
        ("miss", MilestoneState.OPEN, MilestoneState.MISSED),
    ],
)


class OrderTaskState(StrEnum):
    """States of a task of the order itself."""

    WAITING = "waiting"  # for another one, or for fulfillment
    READY = "ready"  # can be begun
    IN_PROGRESS = "inProgress"  # somebody is on it
    HELD = "held"  # cannot go on, for a reason
    COMPLETED = "completed"  # done, with a note of what came of it
    CANCELLED = "cancelled"  # not needed any more


_O = OrderTaskState

ORDER_TASK_LIFECYCLE = Lifecycle(
    OrderTaskState,
    [_O.WAITING, _O.READY],
    [
        ("ready", _O.WAITING, _O.READY),
        ("start", _O.READY, _O.IN_PROGRESS),
        ("complete", _O.READY, _O.COMPLETED),
        ("complete", _O.IN_PROGRESS, _O.COMPLETED),
        ("hold", _O.READY, _O.HELD),
        ("hold", _O.IN_PROGRESS, _O.HELD),
        ("resume", _O.HELD, _O.READY),
        *(("cancel", state, _O.CANCELLED) for state in (_O.WAITING, _O.READY, _O.IN_PROGRESS, _O.HELD)),
    ],
)
ORDER_TASK_ENDED = frozenset({_O.COMPLETED, _O.CANCELLED})


class EnrichmentState(StrEnum):
    """States of an enrichment task: something to be found out before an order can be approved."""

    WAITING = "waiting"  # another one must be completed first
    READY = "ready"  # can be begun
    IN_PROGRESS = "inProgress"  # somebody is on it
    HELD = "held"  # cannot go on, for a reason
    COMPLETED = "completed"  # found out and written into the item
    CANCELLED = "cancelled"  # not needed any more


_E = EnrichmentState

ENRICHMENT_LIFECYCLE = Lifecycle(
    EnrichmentState,
    [_E.WAITING, _E.READY],
    [
        ("ready", _E.WAITING, _E.READY),
        ("start", _E.READY, _E.IN_PROGRESS),
        ("complete", _E.READY, _E.COMPLETED),
        ("complete", _E.IN_PROGRESS, _E.COMPLETED),
        ("hold", _E.READY, _E.HELD),
        ("hold", _E.IN_PROGRESS, _E.HELD),
        ("resume", _E.HELD, _E.READY),
        ("cancel", _E.WAITING, _E.CANCELLED),
        ("cancel", _E.READY, _E.CANCELLED),
        ("cancel", _E.IN_PROGRESS, _E.CANCELLED),
        ("cancel", _E.HELD, _E.CANCELLED),
    ],
)
ENRICHMENT_ENDED = frozenset({_E.COMPLETED, _E.CANCELLED})
