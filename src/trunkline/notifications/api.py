"""HTTP: notification rules, what was sent and what was not, and a person's own wishes."""

from __future__ import annotations

from typing import Annotated

from litestar import delete, get, post, put
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.access.queries import find_user
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.notifications import api_hub, api_inbox, commands, queries
from trunkline.notifications.addresses import postbox_of
from trunkline.notifications.errors import UnknownNotification
from trunkline.notifications.model import NotificationKind, Preference
from trunkline.notifications.state import NotificationState
from trunkline.notifications.wire import (
    NewNotificationRule,
    NewPreference,
    NotificationBody,
    NotificationRuleBody,
    NotificationRulesBody,
    NotificationsBody,
    PreferenceBody,
    RuleTrial,
    SentAgain,
    render_notification,
    render_rule,
    rule_of,
)


@get("/api/notificationRules", tags=["Notifications"])
async def list_notification_rules(database: Database, actor: Actor) -> NotificationRulesBody:
    """Every rule, with how many of its notifications wait and were given up."""
    actor.require(Permission.USER_ADMIN)
    async with database.reading() as tx:
        rules, standings = await queries.list_rules(tx), await queries.rule_standings(tx)
        postbox = postbox_of(tx.memory)
    return NotificationRulesBody(
        items=[render_rule(rule, standings.get(rule.name), actor) for rule in rules],
        webhook_hosts=list(postbox.webhook_hosts),
        mail=postbox.smtp_url is not None,
    )


@get("/api/notificationRules/{name:str}", tags=["Notifications"])
async def show_notification_rule(name: str, database: Database, actor: Actor) -> NotificationRuleBody:
    """One rule."""
    actor.require(Permission.USER_ADMIN)
    async with database.reading() as tx:
        return render_rule(await queries.get_rule(tx, name), (await queries.rule_standings(tx)).get(name), actor)


@put("/api/notificationRules/{name:str}", tags=["Notifications"])
async def save_notification_rule(
    name: str, data: NewNotificationRule, database: Database, actor: Actor
) -> NotificationRuleBody:
    """Makes or changes a rule; it tells of what happens from now on."""
    async with database.transaction() as tx:
        saved = await commands.save_rule(tx, rule_of(name, data), by=actor, now=clock.now(), version=data.version)
        return render_rule(saved, (await queries.rule_standings(tx)).get(saved.name), actor)


@delete("/api/notificationRules/{name:str}", tags=["Notifications"])
async def delete_notification_rule(name: str, database: Database, actor: Actor) -> None:
    """Takes a rule away; what it has put into the outbox is still sent."""
    async with database.transaction() as tx:
        await commands.delete_rule(tx, name, by=actor, now=clock.now())


@post("/api/notificationRules/{name:str}/test", tags=["Notifications"], status_code=200)
async def test_notification_rule(name: str, database: Database, actor: Actor) -> RuleTrial:
    """Tells the last thing of its kind to the caller and to the rule's webhooks, marked as a test."""
    async with database.transaction() as tx:
        made, would = await commands.try_rule(tx, name, by=actor, now=clock.now())
    return RuleTrial(notifications=[str(each) for each in made], would_tell=would)


@post("/api/notificationRules/{name:str}/sendAgain", tags=["Notifications"], status_code=200)
async def send_rule_again(name: str, database: Database, actor: Actor) -> SentAgain:
    """Sends again what the rule's notifications were given up, at most 1,000 of them."""
    async with database.transaction() as tx:
        return SentAgain(count=await commands.send_again(tx, rule=name, by=actor, now=clock.now()))


@get("/api/notifications", tags=["Notifications"])
async def list_notifications(
    database: Database,
    actor: Actor,
    notification_state: Annotated[NotificationState | None, Parameter(query="state")] = None,
    rule: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> NotificationsBody:
    """Notifications, the newest first: of a state, of a rule."""
    actor.require(Permission.USER_ADMIN)
    (before,) = decode_cursor(after, tuple[int]) if after else (None,)
    async with database.reading() as tx:
        found = await queries.list_notifications(
            tx, state=notification_state, rule=rule, before=before, limit=limit + 1
        )
        total = await queries.count_notifications(tx, state=notification_state, rule=rule)
    more, found = len(found) > limit, found[:limit]
    return NotificationsBody(
        items=[render_notification(each, actor) for each in found],
        total=total,
        next=encode_cursor((found[-1].id,)) if more else None,
    )


@post("/api/notifications/{number:str}/sendAgain", tags=["Notifications"], status_code=200)
async def send_notification_again(number: str, database: Database, actor: Actor) -> NotificationBody:
    """Sends one notification again, counting tries from the start."""
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise UnknownNotification(f"there is no notification '{number[:40]}'")
    async with database.transaction() as tx:
        await commands.send_again(tx, notification_id=int(number), by=actor, now=clock.now())
        return render_notification(await queries.get_notification(tx, int(number)), actor)


async def _preference(database: Database, actor: Actor) -> PreferenceBody:
    async with database.reading() as tx:
        found = Preference() if actor.user_id is None else await queries.find_preference(tx, actor.user_id)
        user = await find_user(tx, actor.name)
    return PreferenceBody(
        mail_address=found.mail_address,
        muted=[kind.value for kind in found.muted],
        account_address=None if user is None else user.email,
        kinds=[kind.value for kind in NotificationKind],
    )


@get("/api/notificationPreference", tags=["Notifications"])
async def show_notification_preference(database: Database, actor: Actor) -> PreferenceBody:
    """What the caller wants to hear of."""
    return await _preference(database, actor)


@put("/api/notificationPreference", tags=["Notifications"])
async def save_notification_preference(data: NewPreference, database: Database, actor: Actor) -> PreferenceBody:
    """Sets what the caller wants to hear of, and where."""
    wish = Preference(mail_address=data.mail_address or None, muted=tuple(sorted(set(data.muted))))
    async with database.transaction() as tx:
        await commands.save_preference(tx, wish, by=actor)
    return await _preference(database, actor)


routes = [
    list_notification_rules, show_notification_rule, save_notification_rule, delete_notification_rule,
    test_notification_rule, send_rule_again, list_notifications, send_notification_again, show_notification_preference,
    save_notification_preference, *api_hub.routes, *api_inbox.routes,
]  # fmt: skip
