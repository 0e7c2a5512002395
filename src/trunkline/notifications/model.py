"""Rules that say who is told of what; what is told; and where it stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

import msgspec

from trunkline.events.model import HistoryEntry
from trunkline.jeopardy.model import JeopardyLevel
from trunkline.notifications.state import NotificationState


class NotificationKind(StrEnum):
    """What can be told."""

    APPROVAL_NEEDED = "approvalNeeded"
    ORDER_REJECTED = "orderRejected"
    ORDER_COMPLETED = "orderCompleted"
    ORDER_FAILED = "orderFailed"  # ended failed or in part
    FALLOUT_RAISED = "falloutRaised"
    FALLOUT_ASSIGNED = "falloutAssigned"  # to a person
    FALLOUT_ESCALATED = "falloutEscalated"  # handed on from one group to another
    FALLOUT_MENTIONED = "falloutMentioned"  # a person was named in a note
    JEOPARDY = "jeopardy"  # something came into jeopardy, or its level rose
    TASK_ASSIGNED = "taskAssigned"  # to a person
    HOLD_ESCALATED = "holdEscalated"  # its expiry has come, and a group is to decide


HUB_EVENT: Final = "hubEvent"  # told to a subscription of the hub, by no rule


class Channel(StrEnum):
    """How it is told."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class RecipientKind(StrEnum):
    """Whom a rule names."""

    USER = "user"  # `name` is a user name
    GROUP = "group"  # the members of the group `name`
    ROLE = "role"  # everybody with the role `name`
    ASSIGNEE = "assignee"  # who has the task or the fallout that it is about
    ASSIGNED_GROUP = "assignedGroup"  # the members of the group that has it
    CREATOR = "creator"  # who captured the order
    CONTACT = "contact"  # the contacts of the order's items that have a mail address
    WEBHOOK = "webhook"  # `url`; `secret` names the key it is signed with: env:NAME or file:/path


NAMED = frozenset({RecipientKind.USER, RecipientKind.GROUP, RecipientKind.ROLE})


class Recipient(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True
):
    """Somebody, or something, that a rule tells."""

    to: RecipientKind
    name: str | None = None
    url: str | None = None
    secret: str | None = None


class Condition(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True
):
    """When a rule holds: everything that is said must be so; what is left out does not matter."""

    categories: tuple[str, ...] = ()  # the order has one of these
    specifications: tuple[str, ...] = ()  # an item of the order is of one of these
    customers: tuple[str, ...] = ()  # ids or names
    priority_at_most: int | None = None  # 1 is the most urgent
    groups: tuple[str, ...] = ()  # what it is about belongs to one of these
    fallout_types: tuple[str, ...] = ()
    minimum_level: JeopardyLevel | None = None


class NotificationRule(msgspec.Struct, frozen=True, kw_only=True):
    """Who is told of what, and how. `digest`: gathered for so long; `calendar`: only in its working hours."""

    name: str
    version: int
    kind: NotificationKind
    active: bool
    condition: Condition
    recipients: tuple[Recipient, ...]
    digest: timedelta | None
    calendar: str | None
    changed_by: str
    changed_at: datetime


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can be told: `address` is the one they chose, else that of the account."""

    user_name: str
    full_name: str
    address: str | None
    muted: frozenset[str]
    roles: frozenset[str]
    groups: frozenset[str]


class OrderFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What rules and texts need of an order."""

    id: int
    external_id: str | None
    state: str
    priority: int
    category: str | None
    customer_id: str | None
    customer_name: str | None
    description: str | None
    created_by: str
    specifications: frozenset[str]
    contacts: tuple[tuple[str, str], ...] = ()  # (name, mail address)


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """An event that can be told: what of it matters to rules."""

    kind: NotificationKind
    entry: HistoryEntry
    number: str  # of what it is about
    path: str  # of its page in the workspace
    what: str  # what happened, in one sentence
    assignee: str | None = None
    group: str | None = None
    priority: int | None = None
    fallout_type: str | None = None
    level: JeopardyLevel | None = None
    task_n: int | None = None


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One notification to one address, before it is in the outbox."""

    rule: str
    kind: str  # a NotificationKind, or HUB_EVENT
    dedupe_key: str
    service_order_id: int | None
    channel: Channel
    recipient: str
    address: str
    secret: str | None
    digest: bool
    subject: str
    body: str
    link: str
    payload: dict[str, object]
    due_at: datetime


class Notification(msgspec.Struct, frozen=True, kw_only=True):
    """A notification in the outbox: sent, on its way, or given up."""

    id: int
    rule: str
    kind: str  # a NotificationKind, or HUB_EVENT
    service_order_id: int | None
    channel: Channel
    recipient: str
    address: str
    secret: str | None
    digest: bool
    subject: str
    body: str
    link: str
    payload: dict[str, object]
    state: NotificationState
    attempt: int
    due_at: datetime
    last_error: str | None
    created_at: datetime
    ended_at: datetime | None


class InboxEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One happening that a person is told of in the workspace."""

    id: int
    kind: NotificationKind
    number: str
    subject: str
    link: str
    service_order_id: int | None
    at: datetime
    read_at: datetime | None


class InboxLine(NamedTuple):
    """What somebody is to be told in the workspace of the event `event_id`."""

    user_name: str
    event_id: int
    kind: NotificationKind
    number: str
    subject: str
    link: str
    service_order_id: int | None
    at: datetime


class Preference(msgspec.Struct, frozen=True, kw_only=True):
    """What a person wants to hear of: kinds that are muted, and a mail address other than the account's."""

    mail_address: str | None = None
    muted: tuple[NotificationKind, ...] = ()


class Postbox(msgspec.Struct, frozen=True, kw_only=True):
    """How this installation sends: what the settings say."""

    smtp_url: str | None = None  # smtp://user:password@host:587, smtps://...
    sender: str = "Trunkline <trunkline@localhost>"
    webhook_hosts: tuple[str, ...] = ()  # host, host:port, or http://host:port where it may be without TLS
    workspace_url: str = ""  # links in mails begin with it


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one try: `error` is None when it was taken; `final` says that trying again cannot help."""

    notification_id: int
    attempt: int
    error: str | None = None
    final: bool = False
    counted: bool = True
