"""HTTP: the hub of TMF641: systems subscribe to the events of service orders."""

from __future__ import annotations

import msgspec
from litestar import Response, delete, get, post

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.notifications import hub_commands, hub_store
from trunkline.notifications.errors import UnknownSubscription
from trunkline.notifications.hub import HubSubscription

HUB = "/tmf-api/serviceOrdering/v4/hub"
TAG = "TMF641 Service order"


class NewSubscription(msgspec.Struct, frozen=True, kw_only=True):
    """Where to send, and what: `eventType=ServiceOrderStateChangeEvent&event.serviceOrder.state=completed`."""

    callback: str
    query: str | None = None


class SubscriptionBody(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription."""

    id: str
    callback: str
    query: str


def _render(found: HubSubscription) -> SubscriptionBody:
    return SubscriptionBody(id=str(found.id), callback=found.callback, query=found.query)


@post(HUB, tags=[TAG], status_code=201)
async def subscribe(data: NewSubscription, database: Database, actor: Actor) -> Response[SubscriptionBody]:
    """Has an address told of events from now on; asking twice for the same makes one subscription."""
    async with database.transaction() as tx:
        made = await hub_commands.subscribe(
            tx, callback=data.callback, query=data.query, by=actor, now=clock.now()
        )  # fmt: skip
    return Response(_render(made), headers={"Location": f"{HUB}/{made.id}"})


@get(HUB, tags=[TAG])
async def list_subscriptions(database: Database, actor: Actor) -> list[SubscriptionBody]:
    """Who is told."""
    actor.require(Permission.EVENT_READ)
    async with database.reading() as tx:
        return [_render(each) for each in await hub_store.list_subscriptions(tx)]


@delete(HUB + "/{subscription:str}", tags=[TAG], status_code=204)
async def unsubscribe(subscription: str, database: Database, actor: Actor) -> None:
    """Stops telling an address."""
    if not (subscription.isascii() and subscription.isdigit() and len(subscription) < 19):
        raise UnknownSubscription(f"there is no subscription '{subscription[:40]}'")
    async with database.transaction() as tx:
        await hub_commands.unsubscribe(tx, int(subscription), by=actor, now=clock.now())


routes = [subscribe, list_subscriptions, unsubscribe]
