"""What the workspace sees and sends: the shapes of /api/serviceOrders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.access.offers import Forbidden, Offers
from trunkline.events.model import HistoryEntry
from trunkline.kit.ids import inventory_number
from trunkline.ordering.contacts import contacts_of
from trunkline.ordering.model import (
    Approval,
    ApprovalSignature,
    Contact,
    Investigation,
    Note,
    ServiceOrder,
    ServiceOrderItem,
)
from trunkline.ordering.views_decisions import (
    ApprovalProgressView,
    ApprovalView,
    InvestigationView,
    approval_progress,
    approval_views,
    investigation_view,
)
from trunkline.ordering.views_words import Body, ProblemView, Text, View, Word, problem_view, view_of


class ContactBody(Body, frozen=True, kw_only=True):
    """A contact as sent."""

    first_name: Word = ""
    last_name: Word = ""
    phone: Word | None = None
    email: Word | None = None

    def contact(self, contact_id: str = "") -> Contact:
        """The contact under this id."""
        return Contact(
            id=contact_id,
            first_name=self.first_name.strip(),
            last_name=self.last_name.strip(),
            phone=self.phone,
            email=self.email,
        )


class NoteBody(Body, frozen=True, kw_only=True):
    """A note as sent."""

    text: Text
    customer_visible: bool = False


class ContactView(View, frozen=True, kw_only=True):
    """A contact of an item."""

    id: str
    first_name: str
    last_name: str
    phone: str | None
    email: str | None


class CharacteristicView(View, frozen=True, kw_only=True):
    """A value and where it came from."""

    name: str
    value: object
    origin: str


class RelatedItemView(View, frozen=True, kw_only=True):
    """A horizontal relation to another item."""

    relationship_type: str
    item_id: str


class ServiceOrderItemView(View, frozen=True, kw_only=True):
    """An item with the items nested in it."""

    number: str
    n: int
    item_id: str
    state: str
    state_reason: str | None
    action: str
    quantity: int
    priority: int | None
    specification_id: str | None
    specification_version: int | None
    inventory_item: str | None
    characteristics: list[CharacteristicView]
    place: object
    related_items: list[RelatedItemView]
    contacts: list[ContactView]
    issues: list[ProblemView]
    point_of_no_return: str | None  # soft or hard, once passed
    point_of_no_return_at: datetime | None
    items: list[ServiceOrderItemView]


class ServiceOrderView(View, frozen=True, kw_only=True):
    """The header of an order: a line of a list."""

    number: str
    external_id: str | None
    state: str
    state_reason: str | None
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


class ServiceOrderDetail(View, frozen=True, kw_only=True):
    """An order in full. `verbs` are what the caller may do with it now; `investigation` is the newest one."""

    service_order: ServiceOrderView
    items: list[ServiceOrderItemView]
    approvals: list[ApprovalView]
    approval_progress: ApprovalProgressView
    investigation: InvestigationView | None
    verbs: list[str]
    forbidden: list[Forbidden]


class ServiceOrderList(View, frozen=True, kw_only=True):
    """A page of orders."""

    items: list[ServiceOrderView]
    total: int
    next: str | None


class HistoryEntryView(View, frozen=True, kw_only=True):
    """One thing that happened; `data` says what."""

    id: int
    kind: str
    n: int | None
    by: str
    at: datetime
    data: dict[str, object]


class HistoryPage(View, frozen=True, kw_only=True):
    """A page of the activity stream, newest first."""

    items: list[HistoryEntryView]
    total: int
    next: str | None


class NoteView(View, frozen=True, kw_only=True):
    """A note on the order; one that was taken back has no text any more, see its versions."""

    id: int
    author: str
    at: datetime
    customer_visible: bool
    text: str
    edited_at: datetime | None
    withdrawn_at: datetime | None


class NoteList(View, frozen=True, kw_only=True):
    """All notes of an order, oldest first."""

    items: list[NoteView]
    total: int
    next: str | None = None


def order_view(order: ServiceOrder) -> ServiceOrderView:
    """The header as the workspace sees it."""
    return view_of(ServiceOrderView, order)


def item_tree(items: Sequence[ServiceOrderItem]) -> list[ServiceOrderItemView]:
    """The items as a tree."""
    below: dict[int | None, list[ServiceOrderItem]] = {}
    for item in items:
        below.setdefault(item.parent_n, []).append(item)
    views: dict[int, ServiceOrderItemView] = {}
    for item in reversed(items):  # pre-order: what is nested has been seen when its parent comes
        views[item.id.n] = _item_view(item, [views[nested.id.n] for nested in below.get(item.id.n, [])])
    return [views[item.id.n] for item in below.get(None, [])]


def _item_view(item: ServiceOrderItem, nested: list[ServiceOrderItemView]) -> ServiceOrderItemView:
    inventory = None if item.inventory_item_id is None else inventory_number("cfs", item.inventory_item_id)
    return ServiceOrderItemView(
        number=item.id.number,
        n=item.id.n,
        item_id=item.item_id,
        state=item.state,
        state_reason=item.state_reason,
        action=item.action,
        quantity=item.quantity,
        priority=item.priority,
        specification_id=item.specification_id,
        specification_version=item.specification_version,
        inventory_item=inventory,
        characteristics=[
            CharacteristicView(name=name, value=held.value, origin=held.origin)
            for name, held in sorted(item.characteristics.items())
        ],
        place=item.place,
        related_items=[
            RelatedItemView(relationship_type=related.relationship_type, item_id=related.item_id)
            for related in item.related_items
        ],
        contacts=list(map(contact_view, contacts_of(item.body))),
        issues=list(map(problem_view, item.issues)),
        point_of_no_return=item.point_of_no_return,
        point_of_no_return_at=item.point_of_no_return_at,
        items=nested,
    )


def contact_view(contact: Contact) -> ContactView:
    """A contact as the workspace sees it."""
    return view_of(ContactView, contact)


def detail_view(
    order: ServiceOrder,
    approvals: Sequence[Approval],
    investigations: Sequence[Investigation],
    offers: Offers,
    signatures: Sequence[ApprovalSignature] = (),
) -> ServiceOrderDetail:
    """An order in full as the workspace sees it."""
    return ServiceOrderDetail(
        service_order=order_view(order),
        items=item_tree(order.items),
        approvals=approval_views(approvals, signatures),
        approval_progress=approval_progress(order, approvals, signatures),
        investigation=investigation_view(investigations[-1]) if investigations else None,
        verbs=offers.verbs,
        forbidden=offers.forbidden,
    )


def history_page(entries: Sequence[HistoryEntry], total: int, following: str | None) -> HistoryPage:
    """A page of the activity stream as the workspace sees it."""
    return HistoryPage(items=[view_of(HistoryEntryView, entry) for entry in entries], total=total, next=following)


def note_view(note: Note) -> NoteView:
    """A note as the workspace sees it."""
    return view_of(NoteView, note)
