"""Subscribing to the events of service orders, and telling them (TMF641 hub)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.notifications import hub_store, outbox_store, store
from trunkline.notifications.addresses import postbox_of, url_problem
from trunkline.notifications.errors import SubscriptionInvalid, UnknownSubscription
from trunkline.notifications.events import HubSubscribed, HubUnsubscribed
from trunkline.notifications.hub import EVENT_TYPES, HubSubscription, is_told, notification, query_problems
from trunkline.notifications.model import HUB_EVENT, Channel, Telling
from trunkline.ordering.cancellation import list_of_orders
from trunkline.ordering.milestone_queries import list_milestones
from trunkline.ordering.tmf_cancelling import render_cancel_service_order
from trunkline.ordering.tmf_parts import render_milestone

EVENTS: Final = 2_000  # read at a time


async def subscribe(tx: Tx, *, callback: str, query: str | None, by: Actor, now: datetime) -> HubSubscription:
    """Has an address told of events from now on, those that `query` lets through (API-04).

    Needs `service_order:create`: it is for systems that order. Raises SubscriptionInvalid when the address may not be called from here, or the query asks for
    what there is not.
    """
    by.require(Permission.ORDER_CREATE)
    problems = query_problems(query or "")
    if problem := url_problem(callback, postbox_of(tx.memory)):
        problems = [*problems, type(problem)(field="callback", what=problem.what, action=problem.action)]
    if problems:
        raise SubscriptionInvalid(f"the subscription is refused: {problems[0].what}", problems=problems)
    made = await hub_store.add_subscription(tx, callback=callback, query=query or "", by=by.name, now=now)
    await history.record(tx, HubSubscribed(n=made.id, callback=callback, query=query or "", by=by.name, at=now))
    return made


async def unsubscribe(tx: Tx, subscription_id: int, *, by: Actor, now: datetime) -> None:
    """Stops telling an address, also what was on its way; raises UnknownSubscription.

    Needs `service_order:create` for one of the caller's own, else `user:admin`.
    """
    by.require(Permission.ORDER_CREATE)
    gone = await hub_store.lock_subscription(tx, subscription_id)
    if gone is None:
        raise UnknownSubscription(f"there is no subscription {subscription_id}")
    if gone.created_by != by.name:
        by.require(Permission.USER_ADMIN)
    await hub_store.delete_subscription(tx, subscription_id)
    await history.record(tx, HubUnsubscribed(n=gone.id, callback=gone.callback, by=by.name, at=now))


async def collect_hub_events(tx: Tx, now: datetime) -> int:
    """Reads the history on and puts what subscribers asked for into the outbox; answers how much when there is more."""
    subscriptions = await hub_store.list_subscriptions(tx)
    if not subscriptions:
        await store.skip_to_present(tx, reader=hub_store.READER)
        return 0
    read, found = await store.read_on(tx, EVENT_TYPES, limit=EVENTS, reader=hub_store.READER)
    entries = [entry for entry in found if is_told(entry)]
    ids = sorted({entry.service_order_id for entry in entries if entry.service_order_id is not None})
    orders = await hub_store.read_orders(tx, ids)
    passed = [ServiceOrderId(e.service_order_id or 0) for e in entries if e.kind.startswith("Milestone")]
    milestones = {
        order: {each.n: render_milestone(each) for each in found}
        for order, found in (await list_milestones(tx, passed) if passed else {}).items()
    }
    cancelling = {e.service_order_id or 0 for e in entries if e.kind.startswith("Cancellation")}
    requests = await list_of_orders(tx, cancelling) if cancelling else {}
    tellings = []
    for entry in entries:
        number = entry.service_order_id or 0
        order = orders.get(number)
        if order is None and entry.kind != "ServiceOrderDeleted":
            continue  # a draft again, or gone
        said = notification(
            entry, order or {"externalId": entry.data.get("external_id"), "state": entry.data.get("state")},
            milestones.get(number, {}),
            render_cancel_service_order(one) if (one := requests.get((number, entry.n or 0))) else None,
        )  # fmt: skip
        tellings += [
            Telling(
                rule=hub_store.rule_of(each.id), kind=HUB_EVENT, dedupe_key=f"hub:{each.id}:{entry.id}",
                service_order_id=number, channel=Channel.WEBHOOK, recipient=urlsplit(each.callback).netloc,
                address=each.callback, secret=None, digest=False, subject=f"{said['eventType']} {said['correlationId']}",
                body=said["description"], link="", payload=said, due_at=now,
            )
            for each in subscriptions
            if entry.at >= each.created_at and each.wants(said)
        ]  # fmt: skip
    if tellings:
        await outbox_store.add(tx, tellings, now=now)
    return read if read == EVENTS else 0
