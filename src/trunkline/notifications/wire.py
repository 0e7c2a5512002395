"""Notification rules, notifications and wishes as JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.kit.ids import service_order_number
from trunkline.notifications.model import (
    Condition,
    Notification,
    NotificationKind,
    NotificationRule,
    Recipient,
)
from trunkline.notifications.queries import RuleStanding
from trunkline.notifications.state import NOTIFICATION_LIFECYCLE


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class RecipientBody(_Wire, frozen=True, kw_only=True):
    """Whom a rule tells. `secret` names the webhook's secret; the secret itself is nowhere in the database."""

    to: str
    name: str | None
    url: str | None
    secret: str | None


class ConditionBody(_Wire, frozen=True, kw_only=True):
    """When a rule holds; empty lists and nulls do not matter."""

    categories: list[str]
    specifications: list[str]
    customers: list[str]
    priority_at_most: int | None
    groups: list[str]
    fallout_types: list[str]
    minimum_level: str | None


class NotificationRuleBody(_Wire, frozen=True, kw_only=True):
    """A notification rule, and how many of its notifications wait and were given up (at most 1,000 are counted)."""

    name: str
    version: int
    kind: str
    active: bool
    condition: ConditionBody
    recipients: list[RecipientBody]
    digest_minutes: float | None
    calendar: str | None
    changed_by: str
    changed_at: datetime
    waiting: int
    dead: int
    verbs: list[str]


class NotificationRulesBody(_Wire, frozen=True, kw_only=True):
    """All notification rules, by name; `webhookHosts` are those that may be called."""

    items: list[NotificationRuleBody]
    webhook_hosts: list[str]
    mail: bool


class NewNotificationRule(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rule is made of. `version` is the one that was seen, 0 for a new one; without it the last writer wins."""

    kind: NotificationKind
    recipients: tuple[Recipient, ...]
    active: bool = True
    condition: Condition | None = None
    digest_minutes: float | None = None
    calendar: str | None = None
    version: int | None = None


class RuleTrial(_Wire, frozen=True, kw_only=True):
    """What trying a rule did: the notifications that the caller and the webhooks get, and who else would be told."""

    notifications: list[str]
    would_tell: list[str]


class NotificationBody(_Wire, frozen=True, kw_only=True):
    """A notification on its way, sent, or given up."""

    id: str
    rule: str
    kind: str
    service_order: str | None
    channel: str
    recipient: str
    address: str
    subject: str
    body: str
    link: str
    state: str
    attempt: int
    due_at: datetime
    last_error: str | None
    created_at: datetime
    ended_at: datetime | None
    verbs: list[str]


class NotificationsBody(_Wire, frozen=True, kw_only=True):
    """Notifications, the newest first."""

    items: list[NotificationBody]
    total: int
    next: str | None


class SentAgain(_Wire, frozen=True, kw_only=True):
    """How many are sent again."""

    count: int


class PreferenceBody(_Wire, frozen=True, kw_only=True):
    """What a person wants to hear of; `accountAddress` is used while `mailAddress` is null."""

    mail_address: str | None
    muted: list[str]
    account_address: str | None
    kinds: list[str]


class NewPreference(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person wants to hear of."""

    mail_address: str | None = None
    muted: tuple[NotificationKind, ...] = ()


def rule_of(name: str, data: NewNotificationRule) -> NotificationRule:
    """The rule that a document describes; who changed it when is set by saving."""
    minutes = data.digest_minutes
    return NotificationRule(
        name=" ".join(name.split()),
        version=0,
        kind=data.kind,
        active=data.active,
        condition=data.condition or Condition(),
        recipients=data.recipients,
        digest=None if minutes is None else timedelta(minutes=min(max(minutes, 0), 1_000_000)),
        calendar=data.calendar or None,
        changed_by="",
        changed_at=datetime.min.replace(tzinfo=UTC),
    )


def render_rule(rule: NotificationRule, standing: RuleStanding | None, actor: Actor) -> NotificationRuleBody:
    """A rule as shown."""
    made = rule.condition
    return NotificationRuleBody(
        name=rule.name,
        version=rule.version,
        kind=rule.kind,
        active=rule.active,
        condition=ConditionBody(
            categories=list(made.categories), specifications=list(made.specifications), customers=list(made.customers),
            priority_at_most=made.priority_at_most, groups=list(made.groups), fallout_types=list(made.fallout_types),
            minimum_level=made.minimum_level,
        ),
        recipients=[RecipientBody(to=r.to, name=r.name, url=r.url, secret=r.secret) for r in rule.recipients],
        digest_minutes=None if rule.digest is None else rule.digest.total_seconds() / 60,
        calendar=rule.calendar,
        changed_by=rule.changed_by,
        changed_at=rule.changed_at,
        waiting=0 if standing is None else standing.waiting,
        dead=0 if standing is None else standing.dead,
        verbs=["save", "delete", "test"] if actor.may(Permission.USER_ADMIN) else [],
    )  # fmt: skip


def render_notification(found: Notification, actor: Actor) -> NotificationBody:
    """A notification as shown."""
    return NotificationBody(
        id=str(found.id),
        kind=found.kind,
        channel=found.channel,
        state=found.state,
        service_order=None if found.service_order_id is None else service_order_number(found.service_order_id),
        verbs=NOTIFICATION_LIFECYCLE.verbs(found.state)[:1]
        if actor.may(Permission.USER_ADMIN) and NOTIFICATION_LIFECYCLE.allows("sendAgain", found.state)
        else [],
        **{name: getattr(found, name) for name in (
            "rule", "recipient", "address", "subject", "body", "link", "attempt", "due_at", "last_error", "created_at",
            "ended_at")},
    )  # fmt: skip
