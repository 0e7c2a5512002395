"""What people do with notifications: rules, trying one out, sending again, and their own wishes."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from trunkline.access.model import Actor, Permission, Role
from trunkline.events import history
from trunkline.events.model import HistoryEntry
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import EventId, ServiceOrderId, service_order_number
from trunkline.notifications import outbox_store, store
from trunkline.notifications.addresses import is_mail_address, postbox_of, url_problem
from trunkline.notifications.collecting import tell
from trunkline.notifications.errors import (
    NothingToTry,
    NotificationRuleChanged,
    NotificationRuleInvalid,
    PreferenceInvalid,
    UnknownNotification,
    UnknownNotificationRule,
)
from trunkline.notifications.events import NotificationRuleDeleted, NotificationRuleSaved, NotificationsSentAgain
from trunkline.notifications.model import (
    NAMED,
    NotificationKind,
    NotificationRule,
    Occasion,
    Postbox,
    Preference,
    Recipient,
    RecipientKind,
)
from trunkline.notifications.occasions import READERS, read_occasion
from trunkline.notifications.state import NOTIFICATION_LIFECYCLE, NotificationState

_LONGEST_NAME = 60
_MOST_RECIPIENTS = 50
_LONGEST_DIGEST = timedelta(days=7)
_SENT_AGAIN_AT_ONCE = 1_000
_LOOKED_BACK = 5_000  # events
_OUTSIDE = frozenset({NotificationKind.ORDER_REJECTED, NotificationKind.ORDER_COMPLETED, NotificationKind.ORDER_FAILED})


def _recipient_problems(recipient: Recipient, kind: NotificationKind, postbox: Postbox) -> list[Problem]:
    found = []
    if (recipient.to in NAMED) != bool(recipient.name):
        action = "give the name" if recipient.to in NAMED else "leave the name out"
        found.append(Problem(field="recipients.name", what=f"the recipient '{recipient.to}' {action}s", action=action))
    if recipient.to is RecipientKind.ROLE and recipient.name and recipient.name not in set(Role):
        action = "use one of: " + ", ".join(Role)
        found.append(Problem(field="recipients.name", what=f"there is no role '{recipient.name[:60]}'", action=action))
    if recipient.to is RecipientKind.CONTACT and kind not in _OUTSIDE:
        what = f"contacts of customers are not told of {kind}"
        action = "leave contacts out, or choose one of: " + ", ".join(sorted(_OUTSIDE))
        found.append(Problem(field="recipients.to", what=what, action=action))
    if recipient.to is RecipientKind.WEBHOOK:
        found += [problem for problem in [url_problem(recipient.url or "", postbox)] if problem]
        if recipient.secret is None or recipient.secret.partition(":")[0] not in ("env", "file"):
            found.append(Problem(field="recipients.secret", what="the webhook has no secret to sign with",
                                 action="name one as env:NAME or file:/path, never the secret itself"))  # fmt: skip
    elif recipient.url or recipient.secret:
        found.append(Problem(field="recipients.url", what=f"the recipient '{recipient.to}' has an address",
                             action="give url and secret to webhooks only"))  # fmt: skip
    return found


async def _problems(tx: Tx, rule: NotificationRule) -> list[Problem]:
    found = []
    if not rule.name or len(rule.name) > _LONGEST_NAME or "/" in rule.name:
        found.append(Problem(field="name", what="the name is empty, too long or has a /",
                             action=f"give 1 to {_LONGEST_NAME} characters without /"))  # fmt: skip
    if not 1 <= len(rule.recipients) <= _MOST_RECIPIENTS:
        found.append(Problem(field="recipients", what=f"the rule has {len(rule.recipients)} recipients",
                             action=f"give 1 to {_MOST_RECIPIENTS}"))  # fmt: skip
    if rule.digest is not None and not timedelta(minutes=1) <= rule.digest <= _LONGEST_DIGEST:
        found.append(Problem(field="digestMinutes", what="a digest gathers for a minute to a week",
                             action="give 1 to 10080, or null to tell at once"))  # fmt: skip
    if rule.condition.priority_at_most is not None and not 1 <= rule.condition.priority_at_most <= 5:
        found.append(Problem(field="condition.priorityAtMost", what="there is no such priority",
                             action="give 1 (most urgent) to 5"))  # fmt: skip
    if rule.condition.minimum_level is not None and rule.kind is not NotificationKind.JEOPARDY:
        found.append(Problem(field="condition.minimumLevel", what=f"{rule.kind} has no level",
                             action="leave it out; only jeopardy has one"))  # fmt: skip
    postbox = postbox_of(tx.memory)
    for recipient in rule.recipients:
        found += _recipient_problems(recipient, rule.kind, postbox)
    named = {kind: [r.name for r in rule.recipients if r.to is kind and r.name] for kind in NAMED}
    users, groups, calendar = await store.unknown_names(
        tx, users=named[RecipientKind.USER], groups=named[RecipientKind.GROUP], calendar=rule.calendar
    )
    for noun, missing in (("active user", users), ("group", groups)):
        found += [
            Problem(
                field="recipients.name", what=f"there is no {noun} '{name[:60]}'", action=f"name an existing {noun}"
            )
            for name in sorted(missing)
        ]
    if calendar:
        found.append(Problem(field="calendar", what=f"there is no working calendar '{rule.calendar}'",
                             action="name one of GET /api/calendars, or null"))  # fmt: skip
    return found


async def save_rule(
    tx: Tx, rule: NotificationRule, *, by: Actor, now: datetime, version: int | None = None
) -> NotificationRule:
    """Makes or changes a rule; it tells of what happens from now on. Needs `user:admin`.

    Raises NotificationRuleInvalid with every fault, NotificationRuleChanged when `version` is not the one that is kept
    (0 is said of a new one).
    """
    by.require(Permission.USER_ADMIN)
    before = await store.lock_rule(tx, rule.name)
    held = 0 if before is None else before.version
    if version is not None and version != held:
        raise NotificationRuleChanged(
            f"the rule '{rule.name}' is {f'version {held}' if held else 'not there'} now, you saw version {version}; "
            "look at it again, then repeat the change"
        )
    if problems := await _problems(tx, rule):
        raise NotificationRuleInvalid(f"the rule cannot be saved: {problems[0].what}", problems=problems)
    saved = msgspec.structs.replace(rule, version=held + 1, changed_by=by.name, changed_at=now)
    await store.save_rule(tx, saved)
    await history.record(
        tx,
        NotificationRuleSaved(
            name=saved.name, kind=saved.kind.value, active=saved.active, version=saved.version, by=by.name, at=now),
    )  # fmt: skip
    return saved


async def delete_rule(tx: Tx, name: str, *, by: Actor, now: datetime) -> None:
    """Takes a rule away; what it has put into the outbox is still sent. Needs `user:admin`; raises
    UnknownNotificationRule."""
    by.require(Permission.USER_ADMIN)
    if not await store.delete_rule(tx, name):
        raise UnknownNotificationRule(f"there is no notification rule '{name[:60]}'")
    await history.record(tx, NotificationRuleDeleted(name=name, by=by.name, at=now))


async def try_rule(tx: Tx, name: str, *, by: Actor, now: datetime) -> tuple[list[int], list[str]]:
    """Tells the last thing that happened of the rule's kind (made up when there was none), whatever its condition, at
    once, and also when the rule is not active.

    Only the caller gets the mail, so that nobody is alarmed; webhooks are called, marked as a test. Answers the numbers
    of the notifications, and who would have been told. Needs `user:admin`; raises UnknownNotificationRule,
    NothingToTry while there is no order.
    """
    by.require(Permission.USER_ADMIN)
    rule = await store.lock_rule(tx, name)
    if rule is None:
        raise UnknownNotificationRule(f"there is no notification rule '{name[:60]}'")
    occasion = await _last_occasion(tx, rule.kind, now=now)
    trial = f"test:{now.timestamp()}:{name}:"
    would = sorted({t.recipient for t in await tell(tx, [rule], [occasion], now=now, trial=trial)})
    hooks = [r for r in rule.recipients if r.to is RecipientKind.WEBHOOK]
    to_me = msgspec.structs.replace(rule, recipients=(Recipient(to=RecipientKind.USER, name=by.name), *hooks))
    # as if somebody else had done it: who did a thing is not told of it
    told_by = msgspec.structs.replace(occasion, entry=msgspec.structs.replace(occasion.entry, by="test"))
    told = await tell(tx, [to_me], [told_by], now=now, trial=trial, mutable=False)
    return await outbox_store.add(tx, told, now=now), would


async def _last_occasion(tx: Tx, kind: NotificationKind, *, now: datetime) -> Occasion:
    for entry in await store.recent_events(tx, READERS, limit=_LOOKED_BACK):
        occasion = read_occasion(entry)
        if occasion is not None and occasion.kind is kind:
            return occasion
    order = await store.newest_order(tx)
    if order is None:
        raise NothingToTry("there is no service order yet to try the rule with; capture one first")
    number = service_order_number(order)
    entry = HistoryEntry(
        id=EventId(0), kind="Test", service_order_id=ServiceOrderId(order), n=None, by="test", at=now, data={}
    )
    return Occasion(kind=kind, entry=entry, number=number, path=f"/orders/{number}", what="is told of as a test")


async def send_again(
    tx: Tx, *, notification_id: int | None = None, rule: str | None = None, by: Actor, now: datetime
) -> int:
    """Sends a notification again, or all that a rule gave up (at most 1,000 at a time); answers how many.

    Needs `user:admin`. Raises UnknownNotification, MoveRefused while it is still waiting.
    """
    by.require(Permission.USER_ADMIN)
    before = NotificationState.DEAD
    if notification_id is not None:
        found = await outbox_store.lock_notification(tx, notification_id)
        if found is None:
            raise UnknownNotification(f"there is no notification {notification_id}")
        before = found.state
    after = NOTIFICATION_LIFECYCLE.after("sendAgain", before)
    count = await outbox_store.send_again(
        tx, before=before, after=after, notification_id=notification_id, rule=rule, now=now, limit=_SENT_AGAIN_AT_ONCE
    )
    await history.record(tx, NotificationsSentAgain(count=count, name=rule, by=by.name, at=now))
    return count


async def save_preference(tx: Tx, preference: Preference, *, by: Actor) -> None:
    """Sets what the actor wants to hear of, and where. Raises PreferenceInvalid."""
    if preference.mail_address is not None and not is_mail_address(preference.mail_address):
        what, action = (
            f"'{preference.mail_address[:80]}' is no mail address",
            "give name@host, or null for the account's",
        )
        raise PreferenceInvalid(f"{what}: {action}", problems=[Problem(field="mailAddress", what=what, action=action)])
    if by.user_id is None:
        raise PreferenceInvalid("only a user with an account can have wishes about notifications")
    await store.save_preference(tx, by.user_id, preference)
