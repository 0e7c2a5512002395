"""What happens to a service order and its items."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from trunkline.events.model import Event, FieldChange
from trunkline.ordering.state import EnrichmentState, InvestigationState, OrderTaskState, ServiceOrderState


class ServiceOrderDrafted(Event, frozen=True, kw_only=True):
    """A draft was saved for the first time."""

    external_id: str | None


class ServiceOrderSubmitted(Event, frozen=True, kw_only=True):
    """The order passed the checks at the door and waits for approval."""

    version: int
    external_id: str | None


class ServiceOrderChanged(Event, frozen=True, kw_only=True):
    """Attributes or items were changed; each with its value before and after."""

    version: int
    changes: tuple[FieldChange, ...]


class ServiceOrderApproved(Event, frozen=True, kw_only=True):
    """Somebody with the right to do so let this version through, pinned to this revision of the catalog."""

    version: int
    catalog_revision: int
    note: str | None


class ServiceOrderRejected(Event, frozen=True, kw_only=True):
    """This version was refused, for a reason."""

    version: int
    reason_code: str
    note: str


class ServiceOrderReopened(Event, frozen=True, kw_only=True):
    """A rejected order went back to draft for correction."""

    note: str | None


class ServiceOrderAbandoned(Event, frozen=True, kw_only=True):
    """A rejected order was given up."""

    note: str


class CancellationRequested(Event, frozen=True, kw_only=True):
    """Somebody asked to cancel the order, or these of its top-level items; `n` is the number of the request."""

    items: tuple[int, ...]
    reason: str


class CancellationDecided(Event, frozen=True, kw_only=True):
    """Cancelling was granted, of these top-level items, or declined: the order goes on."""

    items: tuple[int, ...]
    granted: bool
    note: str | None
    reason: str


class CancellationEnded(Event, frozen=True, kw_only=True):
    """Everything that was to be cancelled has ended; `done` when all of it is cancelled."""

    done: bool


class ServiceOrderDeleted(Event, frozen=True, kw_only=True):
    """The order was removed before anything was done for it; `state` is the one it was in."""

    state: ServiceOrderState
    external_id: str | None


class ServiceOrderStateChanged(Event, frozen=True, kw_only=True):
    """The order moved from one state to another."""

    before: ServiceOrderState
    after: ServiceOrderState
    reason: str | None = None


class ServiceOrderItemStateChanged(Event, frozen=True, kw_only=True):
    """Item `n` moved from one state to another."""

    about: ClassVar[str] = "serviceOrderItem"

    before: ServiceOrderState
    after: ServiceOrderState
    reason: str | None = None


class InvestigationOpened(Event, frozen=True, kw_only=True):
    """A rejection asks somebody to find out; `n` is the number of the investigation."""

    about: ClassVar[str] = "investigation"

    reason_code: str
    assignee: str | None
    due_at: datetime


class InvestigationAssigned(Event, frozen=True, kw_only=True):
    """Somebody took an investigation or was given it."""

    about: ClassVar[str] = "investigation"

    assignee: str
    due_at: datetime


class InvestigationClosed(Event, frozen=True, kw_only=True):
    """An investigation ended: the order came back, was approved after all, or was given up."""

    about: ClassVar[str] = "investigation"

    outcome: InvestigationState


class NoteAdded(Event, frozen=True, kw_only=True):
    """Somebody wrote on the order."""

    text: str
    customer_visible: bool


class ApprovalSigned(Event, frozen=True, kw_only=True):
    """One of several people who must approve has said yes; `n` is the number of the approval."""

    about: ClassVar[str] = "approval"

    version: int
    given: int
    needed: int
    policy: str | None
    note: str | None


class ServiceOrderItemsApproved(Event, frozen=True, kw_only=True):
    """Some items of the order were let through, the others still wait; each with all that is nested in it.

    `first` when nothing of the order was approved before; `waiting` is how many top-level items are left.
    """

    version: int
    catalog_revision: int
    items: tuple[int, ...]
    first: bool
    waiting: int
    note: str | None


class ServiceOrderItemsRejected(Event, frozen=True, kw_only=True):
    """Items of a partly approved order were refused, for a reason."""

    version: int
    items: tuple[int, ...]
    reason_code: str
    note: str


class AutomaticApprovalGiven(Event, frozen=True, kw_only=True):
    """A policy lets the order through without a person."""

    version: int
    policy: str


class AutomaticApprovalWithheld(Event, frozen=True, kw_only=True):
    """A policy would let the order through, and the review found something: a person has to look."""

    version: int
    policy: str
    reason: str


class EnrichmentStarted(Event, frozen=True, kw_only=True):
    """Things must be found out before the order can be approved: its enrichment tasks, by number."""

    tasks: tuple[int, ...]


class EnrichmentTaskAssigned(Event, frozen=True, kw_only=True):
    """Enrichment task `n` was given to a group or a person."""

    about: ClassVar[str] = "enrichmentTask"

    group_before: str | None
    group_after: str | None
    assignee_before: str | None
    assignee_after: str | None


class EnrichmentTaskStateChanged(Event, frozen=True, kw_only=True):
    """Enrichment task `n` moved from one state to another."""

    about: ClassVar[str] = "enrichmentTask"

    before: EnrichmentState
    after: EnrichmentState
    reason: str | None = None


class EnrichmentFinished(Event, frozen=True, kw_only=True):
    """Everything is found out; the order waits for approval."""

    version: int


class ItemCopied(Event, frozen=True, kw_only=True):
    """Item `n` was copied to other places; `made` are the new items, `skipped` the places left out and why."""

    about: ClassVar[str] = "serviceOrderItem"

    made: tuple[str, ...]
    skipped: tuple[str, ...]


class PriorityRecalculated(Event, frozen=True, kw_only=True):
    """The urgency of the order was weighed anew; `items` has every item whose priority changed, with the new one."""

    before: int
    after: int
    items: dict[int, int]


class PriorityFactorsChanged(Event, frozen=True, kw_only=True):
    """What urgency is weighed from was changed."""

    factors: tuple[str, ...]


class MilestoneReached(Event, frozen=True, kw_only=True):
    """Milestone `n` was reached: by what the catalog says, or because a person said so."""

    about: ClassVar[str] = "milestone"

    item_n: int
    item_id: str
    key: str
    name: str
    due_at: datetime | None
    note: str | None


class MilestoneReopened(Event, frozen=True, kw_only=True):
    """A person took back that milestone `n` was reached."""

    about: ClassVar[str] = "milestone"

    item_n: int
    item_id: str
    key: str
    name: str
    note: str


class MilestoneMissed(Event, frozen=True, kw_only=True):
    """The order ended and milestone `n` had not been reached."""

    about: ClassVar[str] = "milestone"

    item_n: int
    item_id: str
    key: str
    name: str


class OrderTasksMade(Event, frozen=True, kw_only=True):
    """The order got tasks of its own, by number, for a stage of its way."""

    tasks: tuple[int, ...]


class OrderTaskStateChanged(Event, frozen=True, kw_only=True):
    """Task `n` of the order itself moved from one state to another."""

    about: ClassVar[str] = "orderTask"

    before: OrderTaskState
    after: OrderTaskState
    reason: str | None = None


class OrderTaskAssigned(Event, frozen=True, kw_only=True):
    """Task `n` of the order itself was given to a group or a person."""

    about: ClassVar[str] = "orderTask"

    group_before: str | None
    group_after: str | None
    assignee_before: str | None
    assignee_after: str | None


class ApprovalGateOpened(Event, frozen=True, kw_only=True):
    """The last task that had to be done before approval is done."""

    version: int
