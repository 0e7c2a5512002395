"""The service order, its items, its approvals and investigations."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.kit.errors import Problem
from trunkline.kit.ids import (
    InventoryItemId,
    ServiceOrderId,
    ServiceOrderItemId,
    service_order_number,
)
from trunkline.ordering.state import ApprovalState, InvestigationState, ItemAction, ServiceOrderState


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


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote on a service order: a work note for staff, or a comment that the customer sees too."""

    id: int
    author: str
    at: datetime
    customer_visible: bool
    text: str


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
    """A yes or no for one version of an order; `decided_by` and `decided_at` are None while it is pending."""

    n: int
    state: ApprovalState
    order_version: int
    catalog_revision: int | None
    decided_by: str | None
    decided_at: datetime | None
    reason_code: str | None
    note: str | None


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
