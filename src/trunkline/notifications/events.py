"""What happens to notification rules; notifications themselves are no events, or they would tell of themselves."""

from __future__ import annotations

from typing import ClassVar

from trunkline.events.model import Event


class _RuleEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "notificationRule"


class NotificationRuleSaved(_RuleEvent, frozen=True, kw_only=True):
    """A rule was made or changed."""

    name: str
    kind: str
    active: bool
    version: int


class NotificationRuleDeleted(_RuleEvent, frozen=True, kw_only=True):
    """A rule was taken away."""

    name: str


class NotificationsSentAgain(_RuleEvent, frozen=True, kw_only=True):
    """Somebody had notifications sent again."""

    count: int
    name: str | None  # of the rule; None: one notification


class InboxFilled(Event, frozen=True, kw_only=True):
    """People were told of something in the workspace; whom is their own affair."""

    about: ClassVar[str] = "inbox"

    count: int


class _HubEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "hubSubscription"

    callback: str


class HubSubscribed(_HubEvent, frozen=True, kw_only=True):
    """A system is told of the events of service orders from now on."""

    query: str


class HubUnsubscribed(_HubEvent, frozen=True, kw_only=True):
    """It is told no more."""
