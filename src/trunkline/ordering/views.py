"""What the workspace sees and sends: the shapes of /api/serviceOrders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from trunkline.events.model import HistoryEntry
from trunkline.kit.errors import Problem
from trunkline.kit.ids import inventory_number
from trunkline.ordering.contacts import contacts_of
from trunkline.ordering.model import (
    Approval,
    Check,
    Contact,
    Investigation,
    Note,
    RejectionReason,
    ServiceOrder,
    ServiceOrderItem,
)

Text = Annotated[str, Meta(pattern=r"\A[^\x00]*\Z", max_length=20_000)]
Word = Annotated[str, Meta(pattern=r"\A[^\x00]*\Z", max_length=500)]
Moment = Annotated[datetime, Meta(tz=True)]


class _View(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Base: camel case."""


class _Body(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Base of what is sent: an unknown member is a mistake."""


class DecisionBody(_Body, frozen=True, kw_only=True):
    """For approve, submit, reopen and abandon. `version` is the one that was looked at."""

    version: int | None = None
    note: Text | None = None


class RejectBody(_Body, frozen=True, kw_only=True):
    """For reject: reason code and note are needed, the rest is about the investigation."""

    reason_code: Word | None = None
    note: Text | None = None
    assignee: Word | None = None
    due_at: Moment | None = None
    version: int | None = None


class InvestigationBody(_Body, frozen=True, kw_only=True):
    """Who is to investigate, until when."""

    assignee: Word
    due_at: Moment | None = None


class ContactBody(_Body, frozen=True, kw_only=True):
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


class NoteBody(_Body, frozen=True, kw_only=True):
    """A note as sent."""

    text: Text
    customer_visible: bool = False


class ProblemView(_View, frozen=True, kw_only=True):
    """One fault: where, what, and what to do."""

    item: str | None
    field: str | None
    what: str
    action: str


class ContactView(_View, frozen=True, kw_only=True):
    """A contact of an item."""

    id: str
    first_name: str
    last_name: str
    phone: str | None
    email: str | None


class CharacteristicView(_View, frozen=True, kw_only=True):
    """A value and where it came from."""

    name: str
    value: object
    origin: str


class RelatedItemView(_View, frozen=True, kw_only=True):
    """A horizontal relation to another item."""

    relationship_type: str
    item_id: str


class ServiceOrderItemView(_View, frozen=True, kw_only=True):
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
    items: list[ServiceOrderItemView]


class ServiceOrderView(_View, frozen=True, kw_only=True):
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


class ApprovalView(_View, frozen=True, kw_only=True):
    """A decision, or the one that is waited for."""

    n: int
    state: str
    order_version: int
    catalog_revision: int | None
    decided_by: str | None
    decided_at: datetime | None
    reason_code: str | None
    note: str | None


class InvestigationView(_View, frozen=True, kw_only=True):
    """What a rejection started."""

    n: int
    state: str
    reason_code: str
    note: str
    assignee: str | None
    due_at: datetime
    opened_at: datetime
    closed_at: datetime | None


class ServiceOrderDetail(_View, frozen=True, kw_only=True):
    """An order in full. `verbs` are what the caller may do with it now; `investigation` is the newest one."""

    service_order: ServiceOrderView
    items: list[ServiceOrderItemView]
    approvals: list[ApprovalView]
    investigation: InvestigationView | None
    verbs: list[str]


class ServiceOrderList(_View, frozen=True, kw_only=True):
    """A page of orders."""

    items: list[ServiceOrderView]
    total: int
    next: str | None


class CheckView(_View, frozen=True, kw_only=True):
    """One line of the review checklist."""

    key: str
    name: str
    passed: bool
    blocking: bool
    problems: list[ProblemView]


class ReviewView(_View, frozen=True, kw_only=True):
    """The checklist, and whether the order can be approved as it stands."""

    service_order: str
    version: int
    approvable: bool
    checks: list[CheckView]


class HistoryEntryView(_View, frozen=True, kw_only=True):
    """One thing that happened; `data` says what."""

    id: int
    kind: str
    n: int | None
    by: str
    at: datetime
    data: dict[str, object]


class HistoryPage(_View, frozen=True, kw_only=True):
    """A page of the activity stream, newest first."""

    items: list[HistoryEntryView]
    total: int
    next: str | None


class NoteView(_View, frozen=True, kw_only=True):
    """A note on the order."""

    id: int
    author: str
    at: datetime
    customer_visible: bool
    text: str


class NoteList(_View, frozen=True, kw_only=True):
    """All notes of an order, oldest first."""

    items: list[NoteView]
    total: int
    next: str | None = None


class RejectionReasonView(_View, frozen=True, kw_only=True):
    """One reason for which an order may be rejected."""

    id: str
    name: str
    description: str


class RejectionReasonList(_View, frozen=True, kw_only=True):
    """The closed set of reasons."""

    items: list[RejectionReasonView]
    total: int
    next: str | None = None


V = TypeVar("V", bound=msgspec.Struct)


def _view(shape: type[V], noun: msgspec.Struct) -> V:
    """The view whose members are all attributes of the noun."""
    return shape(**{name: getattr(noun, name) for name in shape.__struct_fields__})


def order_view(order: ServiceOrder) -> ServiceOrderView:
    """The header as the workspace sees it."""
    return _view(ServiceOrderView, order)


def problem_view(problem: Problem) -> ProblemView:
    """A fault as the workspace sees it."""
    return _view(ProblemView, problem)


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
        items=nested,
    )


def contact_view(contact: Contact) -> ContactView:
    """A contact as the workspace sees it."""
    return _view(ContactView, contact)


def detail_view(
    order: ServiceOrder, approvals: Sequence[Approval], investigations: Sequence[Investigation], verbs: list[str]
) -> ServiceOrderDetail:
    """An order in full as the workspace sees it."""
    return ServiceOrderDetail(
        service_order=order_view(order),
        items=item_tree(order.items),
        approvals=[_view(ApprovalView, approval) for approval in approvals],
        investigation=investigation_view(investigations[-1]) if investigations else None,
        verbs=verbs,
    )


def investigation_view(investigation: Investigation) -> InvestigationView:
    """An investigation as the workspace sees it."""
    return _view(InvestigationView, investigation)


def review_view(order: ServiceOrder, checks: Sequence[Check]) -> ReviewView:
    """The checklist as the workspace sees it."""
    return ReviewView(
        service_order=order.number,
        version=order.version,
        approvable=all(check.passed for check in checks if check.blocking),
        checks=[
            CheckView(
                key=check.key,
                name=check.name,
                passed=check.passed,
                blocking=check.blocking,
                problems=list(map(problem_view, check.problems)),
            )
            for check in checks
        ],
    )


def history_page(entries: Sequence[HistoryEntry], total: int, following: str | None) -> HistoryPage:
    """A page of the activity stream as the workspace sees it."""
    return HistoryPage(items=[_view(HistoryEntryView, entry) for entry in entries], total=total, next=following)


def note_view(note: Note) -> NoteView:
    """A note as the workspace sees it."""
    return _view(NoteView, note)


def reason_list(reasons: Sequence[RejectionReason]) -> RejectionReasonList:
    """The reasons as the workspace sees them."""
    return RejectionReasonList(items=[_view(RejectionReasonView, reason) for reason in reasons], total=len(reasons))
