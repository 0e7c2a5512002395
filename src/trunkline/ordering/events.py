"""What happens to a service order and its items."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from trunkline.events.model import Event, FieldChange
from trunkline.ordering.state import InvestigationState, ServiceOrderState


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
