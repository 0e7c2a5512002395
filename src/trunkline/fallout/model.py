"""The fallout record, its types, and the facts from which one is made."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.fallout.state import FalloutState, Outcome, Resolution
from trunkline.kit.ids import DomainOrderId, FalloutId, ServiceOrderItemId, TaskId

BY_PERSON = "reportedByPerson"  # the cause of a fallout that a person raised without naming an error
CLOSED_BY_HAND = "closedByHand"  # the cause when a domain order was closed while the task was open


class FalloutType(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of failure; three are there from the start, an administrator adds more."""

    id: str
    name: str
    description: str = ""
    category: str | None = None  # where fallouts of the type are filed when their cause says nothing better


class Fallout(msgspec.Struct, frozen=True, kw_only=True):
    """A failure that a person must look at. `cause` is an error class, or `reportedByPerson`.

    Two fallouts with the same `signature` are the same failure met twice; one task has at most one open of each.
    Priority: 1 critical to 5 planning, as on orders. `exchange` is what was sent to the outside and what came back.
    """

    id: FalloutId
    task_n: int
    domain_order_n: int
    item_n: int
    fallout_type: str
    state: FalloutState
    cause: str
    message: str
    signature: str
    exchange: dict[str, object] | None
    priority: int
    assignment_group: str | None
    assignee: str | None
    raised_by: str
    raised_at: datetime
    resolution: Resolution | None = None
    resolution_code: str | None = None
    resolution_note: str | None = None
    resolved_by: str | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    category: str | None = None  # the subcategory in which it is filed; None: a person has to say
    failed_again: int = 0  # remedies after which the task failed once more
    outcome: Outcome | None = None  # of the last of these: still failing, or failing differently

    @property
    def number(self) -> str:
        """What people see: `FO-000123-1`."""
        return self.id.number

    @property
    def task_id(self) -> TaskId:
        """The task that failed."""
        return TaskId(self.id.service_order_id, self.task_n)

    @property
    def domain_order_id(self) -> DomainOrderId:
        """The domain order of that task."""
        return DomainOrderId(self.id.service_order_id, self.domain_order_n)

    @property
    def item_id(self) -> ServiceOrderItemId:
        """The service order item that the domain order belongs to."""
        return ServiceOrderItemId(self.id.service_order_id, self.item_n)


class FailedTask(msgspec.Struct, frozen=True, kw_only=True):
    """What triage knows about the task: where it stands, how urgent it is, who would do it by hand."""

    id: TaskId
    domain_order_n: int
    item_n: int
    key: str
    priority: int
    assignment_group: str | None
    ended: bool
    last_fallout_n: int  # the highest number of a fallout in the order so far, 0 when there is none


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong with a task, as its executor or a person tells it."""

    task_id: TaskId
    cause: str
    message: str
    fallout_type: str | None = None  # as the catalog or the person says; None: triage decides
    assignment_group: str | None = None  # None: the group of the task
    exchange: dict[str, object] | None = None
