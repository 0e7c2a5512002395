"""HTTP: what of an order is held on purpose, by whom, why, and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.errors import Problem
from trunkline.kit.ids import DomainOrderId, HoldId, ServiceOrderId, TaskId, read_service_order_number
from trunkline.kit.instants import Instant
from trunkline.orchestration import hold_store, holding
from trunkline.orchestration.errors import HoldInvalid
from trunkline.orchestration.hold_store import Hold
from trunkline.orchestration.state import AtExpiry, HoldReason, HoldScope


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class HoldBody(_Wire, frozen=True, kw_only=True):
    """A hold; open until `releasedAt`."""

    number: str
    scope: str
    subject: str
    reason_code: HoldReason
    note: str
    owner: str
    placed_at: datetime
    placed_by: str
    expires_at: datetime | None
    at_expiry: AtExpiry
    escalate_to: str | None
    escalated_at: datetime | None
    released_at: datetime | None
    released_by: str | None
    release_note: str | None
    verbs: list[str]


class HoldsBody(_Wire, frozen=True, kw_only=True):
    """Holds of an order, the oldest first, and what may be done."""

    items: list[HoldBody]
    verbs: list[str]


class NewOrderHold(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is held: one of item (its place in the order), domain order and task, or the whole order; why; until when."""

    reason_code: HoldReason
    note: str
    item: int | None = None
    domain_order: str | None = None
    task: str | None = None
    owner: str | None = None
    expires_at: Instant | None = None
    at_expiry: AtExpiry = AtExpiry.RELEASE
    escalate_to: str | None = None


class HoldRelease(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why it goes on."""

    note: str | None = None


def _render(hold: Hold, actor: Actor) -> HoldBody:
    free = holding.is_releasable(hold) and actor.may(Permission.TASK_MANAGE)
    return HoldBody(
        number=hold.number,
        subject=hold.subject_number,
        verbs=["release"] if free else [],
        **{
            name: getattr(hold, name)
            for name in HoldBody.__struct_fields__
            if name not in ("number", "subject", "verbs")
        },
    )


def _subject(
    order_id: ServiceOrderId, item: int | None, domain_order: str | None, task: str | None
) -> tuple[HoldScope, int]:
    named: list[tuple[HoldScope, int, int]] = []
    if item is not None:
        named.append((HoldScope.ITEM, order_id, item))
    if domain_order is not None:
        named.append((HoldScope.DOMAIN_ORDER, *DomainOrderId.read(domain_order)))
    if task is not None:
        named.append((HoldScope.TASK, *TaskId.read(task)))
    if len(named) > 1 or any(each[1] != order_id for each in named):
        raise HoldInvalid("name one part of this order to hold, or none to hold all of it")
    return (named[0][0], named[0][2]) if named else (HoldScope.SERVICE_ORDER, 0)


@get("/api/serviceOrders/{number:str}/holds", tags=["Holds"])
async def list_order_holds(
    number: str,
    database: Database,
    actor: Actor,
    item: int | None = None,
    domain_order: Annotated[str | None, Parameter(query="domainOrder")] = None,
    task: str | None = None,
    everything: bool = False,
) -> HoldsBody:
    """Open holds of an order and of its parts; with `everything`, released ones too.

    With one of `item` (its place in the order), `domainOrder` and `task`: those that cover this part, its own or of
    what it is inside of. The verbs say whether the order or this part can be held now.
    """
    actor.require(Permission.TASK_READ)
    order_id = read_service_order_number(number)
    scope, n = _subject(order_id, item, domain_order, task)
    async with database.reading() as tx:
        if scope is HoldScope.SERVICE_ORDER:
            holds = await hold_store.list_holds(tx, order_id, everything=everything)
        else:
            holds = await hold_store.list_covering(tx, order_id, scope, n)
        may = actor.may(Permission.TASK_MANAGE) and await holding.may_hold(tx, order_id, scope, n)
    return HoldsBody(items=[_render(hold, actor) for hold in holds], verbs=["hold"] if may else [])


@post("/api/serviceOrders/{number:str}/holds", tags=["Holds"])
async def place_order_hold(number: str, data: NewOrderHold, database: Database, actor: Actor) -> HoldBody:
    """Holds the order or a part of it: nothing inside starts until the last hold on it is released."""
    order_id = read_service_order_number(number)
    scope, n = _subject(order_id, data.item, data.domain_order, data.task)
    if data.reason_code is HoldReason.CANCELLATION:
        problem = Problem(field="reasonCode", what="a request to cancel places this hold itself",
                          action="ask for the cancellation, or choose another reason")  # fmt: skip
        raise HoldInvalid("nobody holds for a cancellation by hand", problems=[problem])
    async with database.transaction() as tx:
        hold = await holding.place_hold(
            tx, order_id, scope=scope, scope_n=n, reason_code=data.reason_code, note=data.note, owner=data.owner,
            expires_at=data.expires_at, at_expiry=data.at_expiry, escalate_to=data.escalate_to, by=actor,
            now=clock.now(),
        )  # fmt: skip
    return _render(hold, actor)


@post("/api/holds/{number:str}/release", tags=["Holds"], status_code=200)
async def release_order_hold(number: str, data: HoldRelease, database: Database, actor: Actor) -> HoldBody:
    """Ends a hold; what nothing else holds goes on at once."""
    async with database.transaction() as tx:
        hold = await holding.release_hold(tx, HoldId.read(number), note=data.note, by=actor, now=clock.now())
    return _render(hold, actor)


routes = [list_order_holds, place_order_hold, release_order_hold]
