"""The service order, its items, its approvals and investigations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from trunkline.catalog.model import Characteristic, DataField, MilestoneBasis
from trunkline.kit.errors import Problem
from trunkline.kit.ids import (
    EnrichmentTaskId,
    InventoryItemId,
    MilestoneId,
    ServiceOrderId,
    ServiceOrderItemId,
    service_order_number,
)
from trunkline.ordering.state import (
    ApprovalState,
    EnrichmentState,
    InvestigationState,
    ItemAction,
    MilestoneState,
    ServiceOrderState,
)


class RelatedItem(msgspec.Struct, frozen=True, kw_only=True):
    """A horizontal relation between items: `dependency`, `reliesOn`, `requires` ... `item_id` is the client's."""

    relationship_type: str
    item_id: str


class ServiceOrderItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item. `item_id` is the customer's name for it; `id.n` is its number within the order.

    `body` keeps every TMF641 attribute that has no field of its own, so that nothing is lost in a round trip.
    """

    id: ServiceOrderItemId
    item_id: str
    parent_n: int | None
    state: ServiceOrderState
    state_reason: str | None
    action: ItemAction
    quantity: int
    priority: int | None
    specification_id: str | None
    specification_version: int | None
    inventory_item_id: InventoryItemId | None
    characteristics: dict[str, Characteristic]
    place: object
    related_items: tuple[RelatedItem, ...]
    issues: tuple[Problem, ...]
    body: dict[str, object]
    point_of_no_return: str | None = None  # soft or hard, once passed: it cannot simply be taken back
    point_of_no_return_at: datetime | None = None


class ServiceOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What the customer's system sends.

    `version` grows with every change of what is ordered; an approval is for one version. `body` keeps every TMF641
    attribute that has no field of its own. Priority: 1 critical, 2 high, 3 moderate, 4 low, 5 planning.
    """

    id: ServiceOrderId
    external_id: str | None
    state: ServiceOrderState
    state_reason: str | None
    state_before: ServiceOrderState | None
    version: int
    priority: int
    category: str | None
    description: str | None
    customer_id: str | None
    customer_name: str | None
    order_date: datetime
    requested_start_date: datetime | None
    requested_completion_date: datetime | None
    committed_due_date: datetime | None
    expected_completion_date: datetime | None
    start_date: datetime | None
    completion_date: datetime | None
    catalog_revision: int | None
    created_by: str
    body: dict[str, object]
    items: tuple[ServiceOrderItem, ...]

    @property
    def number(self) -> str:
        """What people see: `ORD-000123`."""
        return service_order_number(self.id)

    def item(self, n: int) -> ServiceOrderItem:
        """The item with that number within the order."""
        return next(item for item in self.items if item.id.n == n)


class NewServiceOrderItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item as asked for: what capture looks at, before it has a place in the database.

    `n` counts from 1 in pre-order through the item tree; `path` is where the item stood in the document. What capture
    finds out (`specification_id` behind a name, `inventory_item_id`, defaults, `issues`) it fills in on a copy.
    """

    item_id: str
    n: int
    path: str
    parent_n: int | None = None
    action: ItemAction = ItemAction.ADD
    quantity: int = 1
    priority: int | None = None
    specification_id: str | None = None
    specification_name: str | None = None  # when the document names the specification without its id
    inventory_reference: str | None = None  # SRV-000013 or an external id: what a modify or delete is about
    inventory_item_id: InventoryItemId | None = None
    external_id: str | None = None  # of the service that an add will make
    committed_due_date: datetime | None = None
    characteristics: dict[str, Characteristic] = {}
    place: object = None
    related_items: tuple[RelatedItem, ...] = ()
    issues: tuple[Problem, ...] = ()
    body: dict[str, object] = {}


class NewServiceOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A service order as asked for. `lenient`: wrong characteristics become issues of their item, not a refusal."""

    external_id: str | None = None
    priority: int | None = None
    category: str | None = None
    description: str | None = None
    customer_id: str | None = None
    customer_name: str | None = None
    requested_start_date: datetime | None = None
    requested_completion_date: datetime | None = None
    committed_due_date: datetime | None = None
    expected_completion_date: datetime | None = None
    lenient: bool = False
    body: dict[str, object] = {}
    items: tuple[NewServiceOrderItem, ...] = ()


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """A point on an item's way that customers are told of (`status` of TMF641 is its state).

    `due_at` is when it was to be reached when the plan was made, `expected_at` when it will be as work stands now (both
    None while nothing is known). What reaches it: `task_key` and `specification_id`, or `order_state`; nothing: a person.
    """

    service_order_id: ServiceOrderId
    n: int
    item_n: int
    item_id: str
    policy: str
    key: str
    name: str
    description: str
    state: MilestoneState
    task_key: str | None
    specification_id: str | None
    order_state: str | None
    due_basis: MilestoneBasis
    due_offset: timedelta
    due_at: datetime | None
    expected_at: datetime | None
    targets: int
    open_targets: int
    reached_at: datetime | None
    reached_by: str | None
    note: str | None
    version: int

    @property
    def number(self) -> str:
        """What people see: `MS-000123-2`."""
        return MilestoneId(self.service_order_id, self.n).number

    @property
    def automatic(self) -> bool:
        """Whether something other than a person reaches it."""
        return not (self.task_key is None and self.specification_id is None and self.order_state is None)


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote on a service order: a work note for staff, or a comment that the customer sees too."""

    id: int
    author: str
    at: datetime
    customer_visible: bool
    text: str
    edited_at: datetime | None = None
    withdrawn_at: datetime | None = None  # its author took it back: the text is empty


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to call about an item."""

    id: str
    first_name: str
    last_name: str
    phone: str | None = None
    email: str | None = None


class RejectionReason(msgspec.Struct, frozen=True, kw_only=True):
    """One of the closed set of reasons for which an order may be rejected."""

    id: str
    name: str
    description: str


class Approval(msgspec.Struct, frozen=True, kw_only=True):
    """A yes or no for one version of an order; `decided_by` and `decided_at` are None while it is pending.

    `needed` people must say yes, by the `policy` (id@version; None: no policy held), for `items` (None: all that wait).
    """

    n: int
    state: ApprovalState
    order_version: int
    catalog_revision: int | None
    decided_by: str | None
    decided_at: datetime | None
    reason_code: str | None
    note: str | None
    needed: int = 1
    policy: str | None = None
    items: tuple[int, ...] | None = None


class ApprovalSignature(msgspec.Struct, frozen=True, kw_only=True):
    """One person's yes, and what was shown then: `preview` is the digest of `shown`, the dry run of that version."""

    approval_n: int
    signed_by: str
    signed_at: datetime
    note: str | None
    preview: str | None
    shown: dict[str, object] | None


class Investigation(msgspec.Struct, frozen=True, kw_only=True):
    """What a rejection starts: somebody finds out, and the order comes back or is given up."""

    n: int
    state: InvestigationState
    reason_code: str
    note: str
    assignee: str | None
    due_at: datetime
    opened_at: datetime
    closed_at: datetime | None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the review checklist."""

    key: str
    name: str
    passed: bool
    blocking: bool  # whether approval is refused while it fails
    problems: tuple[Problem, ...] = ()

    @property
    def result(self) -> Literal["pass", "fail", "warning"]:
        """In one word: a check that fails and does not block is a warning."""
        return "pass" if self.passed else "fail" if self.blocking else "warning"

    @property
    def reason(self) -> str:
        """In one sentence: what was found first, and of how many."""
        if not self.problems:
            return "nothing was found"
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        return self.problems[0].what + more


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What would follow from approving an order as it stands: a dry run, written nowhere.

    `digest` is equal for equal results: it covers the order's version, the catalog's revision and everything that would be
    made, and no dates, which move with the clock. `shown` is what a person looks at and what the approval keeps.
    """

    digest: str
    shown: dict[str, object]
    checks: tuple[Check, ...] = ()  # compatibility, values that nobody gave, dates that cannot be met


class EnrichmentItemTask(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be found out about an item before its order can be approved."""

    service_order_id: ServiceOrderId
    n: int
    item_n: int
    item_id: str
    policy: str
    key: str
    name: str
    description: str
    state: EnrichmentState
    state_reason: str | None
    assignment_group: str | None
    assignee: str | None
    priority: int
    data: tuple[DataField, ...]
    after: tuple[str, ...]
    characteristics: dict[str, object]
    version: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None

    @property
    def number(self) -> str:
        """What people see: `ENR-000123-1`."""
        return EnrichmentTaskId(self.service_order_id, self.n).number


class PriorityFactor(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that urgency is weighed from: which value counts how much (rank 0 to 100), and how heavily (weight)."""

    id: str
    name: str
    source: str  # path in what conditions look at: order.customer, item.specification, place.country, values.Coverage
    weight: int
    ranks: dict[str, int]
    otherwise: int = 0  # for a value that the ranks lack, and for none
