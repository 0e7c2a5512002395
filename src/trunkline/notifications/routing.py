"""Whom a rule tells of an occasion, and when. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec

from trunkline.jeopardy.model import JeopardyLevel
from trunkline.kit.calendar import WorkingCalendar
from trunkline.notifications.model import (
    Channel,
    Condition,
    NotificationRule,
    Occasion,
    OrderFacts,
    Person,
    Recipient,
    RecipientKind,
)

_LEVELS = list(JeopardyLevel)


class Addressee(msgspec.Struct, frozen=True, kw_only=True):
    """One place that a notification goes to."""

    channel: Channel
    recipient: str
    address: str
    secret: str | None = None
    outside: bool = False  # a contact of the customer, who is not told what is ours only


def holds(condition: Condition, occasion: Occasion, order: OrderFacts) -> bool:
    """Whether everything that a condition says is so. What it asks of a thing that has no such thing is not so."""
    urgency = order.priority if occasion.priority is None else occasion.priority
    return (
        (not condition.categories or order.category in condition.categories)
        and (not condition.specifications or not order.specifications.isdisjoint(condition.specifications))
        and (not condition.customers or not {order.customer_id, order.customer_name}.isdisjoint(condition.customers))
        and (condition.priority_at_most is None or urgency <= condition.priority_at_most)
        and (not condition.groups or occasion.group in condition.groups)
        and (not condition.fallout_types or occasion.fallout_type in condition.fallout_types)
        and (
            condition.minimum_level is None
            or (occasion.level is not None and _LEVELS.index(occasion.level) >= _LEVELS.index(condition.minimum_level))
        )
    )


def _people(recipient: Recipient, occasion: Occasion, order: OrderFacts, people: Iterable[Person]) -> list[Person]:
    match recipient.to:
        case RecipientKind.USER:
            return [p for p in people if p.user_name == recipient.name]
        case RecipientKind.GROUP:
            return [p for p in people if recipient.name in p.groups]
        case RecipientKind.ROLE:
            return [p for p in people if recipient.name in p.roles]
        case RecipientKind.ASSIGNEE:
            return [p for p in people if p.user_name == occasion.assignee]
        case RecipientKind.ASSIGNED_GROUP:
            return [p for p in people if occasion.group is not None and occasion.group in p.groups]
        case RecipientKind.CREATOR:
            return [p for p in people if p.user_name == order.created_by]
        case RecipientKind.CONTACT | RecipientKind.WEBHOOK:
            return []


def addressees(
    rule: NotificationRule, occasion: Occasion, order: OrderFacts, people: Iterable[Person], *, mutable: bool = True
) -> list[Addressee]:
    """Every place that the rule tells, each once.

    Left out are people who did it themselves, who muted the kind (unless not `mutable`), and who have no mail address.
    """
    known = list(people)
    found: dict[tuple[Channel, str], Addressee] = {}
    for recipient in rule.recipients:
        if recipient.to is RecipientKind.WEBHOOK and recipient.url is not None:
            host = urlsplit(recipient.url).netloc.rpartition("@")[2]
            found.setdefault(
                (Channel.WEBHOOK, recipient.url),
                Addressee(channel=Channel.WEBHOOK, recipient=host, address=recipient.url, secret=recipient.secret),
            )
        if recipient.to is RecipientKind.CONTACT:
            for name, address in order.contacts:
                place = Addressee(channel=Channel.MAIL, recipient=name or address, address=address, outside=True)
                found.setdefault((Channel.MAIL, address.lower()), place)
        for person in _people(recipient, occasion, order, known):
            if person.address and _wants(rule, occasion, person, mutable=mutable):
                place = Addressee(channel=Channel.MAIL, recipient=person.user_name, address=person.address)
                found.setdefault((Channel.MAIL, person.address.lower()), place)
    return list(found.values())


def _wants(rule: NotificationRule, occasion: Occasion, person: Person, *, mutable: bool = True) -> bool:
    return not (mutable and rule.kind.value in person.muted) and person.user_name != occasion.entry.by


def told_people(
    rule: NotificationRule, occasion: Occasion, order: OrderFacts, people: Iterable[Person]
) -> list[Person]:
    """The people whom the rule names, with or without a mail address; not who did it themselves or muted the kind."""
    known = list(people)
    found = {
        person.user_name: person
        for recipient in rule.recipients
        for person in _people(recipient, occasion, order, known)
        if _wants(rule, occasion, person)
    }
    return list(found.values())


def wanted_people(
    rules: Iterable[NotificationRule], occasions: Iterable[Occasion], orders: Iterable[OrderFacts]
) -> tuple[set[str], set[str], set[str]]:
    """User names, groups and roles that may have to be looked up: all that the rules and what happened name."""
    users: set[str] = set()
    groups: set[str] = set()
    roles: set[str] = set()
    kinds = set()
    for recipient in (recipient for rule in rules for recipient in rule.recipients):
        kinds.add(recipient.to)
        named = {RecipientKind.USER: users, RecipientKind.GROUP: groups, RecipientKind.ROLE: roles}.get(recipient.to)
        if named is not None and recipient.name is not None:
            named.add(recipient.name)
    for occasion in occasions:
        if occasion.assignee is not None and RecipientKind.ASSIGNEE in kinds:
            users.add(occasion.assignee)
        if occasion.group is not None and RecipientKind.ASSIGNED_GROUP in kinds:
            groups.add(occasion.group)
    if RecipientKind.CREATOR in kinds:
        users |= {order.created_by for order in orders}
    return users, groups, roles


def due_at(rule: NotificationRule, calendars: Mapping[str, WorkingCalendar], *, now: datetime) -> datetime:
    """When the notification is sent: now, or at the end of the digest's span, and not before the calendar opens.

    Spans of a digest lie on the clock (all of an hour are told at the full hour), so that whatever happened in one of
    them goes together. A calendar that is gone does not keep anything back.
    """
    at = now
    if rule.digest is not None:
        span = rule.digest.total_seconds()
        at = now + timedelta(seconds=span - now.timestamp() % span)
    calendar = None if rule.calendar is None else calendars.get(rule.calendar)
    return at if calendar is None else calendar.next_open(at)
