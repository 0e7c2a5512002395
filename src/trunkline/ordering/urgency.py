"""Commands that weigh urgency: for new orders, anew for open ones, and what it is weighed from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import Catalog
from trunkline.catalog.queries import load_catalog
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, ServiceOrderItemId
from trunkline.ordering import capture as rules
from trunkline.ordering import enrichment_store, policies, store
from trunkline.ordering.batch import lock_service_orders
from trunkline.ordering.errors import PriorityFactorInvalid
from trunkline.ordering.events import PriorityFactorsChanged, PriorityRecalculated
from trunkline.ordering.model import NewServiceOrder, NewServiceOrderItem, PriorityFactor, ServiceOrder
from trunkline.ordering.priority import Weighed, factor_problems, order_priority, weigh
from trunkline.ordering.queries import unknown
from trunkline.ordering.state import ENDED

MOST_ORDERS = 1000  # in one recalculation


class Recalculated(msgspec.Struct, frozen=True, kw_only=True):
    """An order after its urgency was weighed anew; `items` has every item that was weighed."""

    service_order_id: ServiceOrderId
    before: int
    after: int
    items: dict[int, Weighed]


def weighed_items(new: NewServiceOrder, factors: Sequence[PriorityFactor], catalog: Catalog) -> dict[int, Weighed]:
    """The urgency of every item that did not bring a priority of its own, by number."""
    if not factors:
        return {}
    header = policies.header_facts(new, catalog)
    top: dict[int, NewServiceOrderItem] = {}
    weighed = {}
    for item in new.items:
        top[item.n] = item if item.parent_n is None else top[item.parent_n]
        if item.body.get("priority") is None:
            weighed[item.n] = weigh(factors, policies.names_of(policies.item_scope(item, top[item.n], header)))
    return weighed


async def with_urgency(tx: Tx, new: NewServiceOrder, catalog: Catalog) -> NewServiceOrder:
    """A new order with the weighed priority of each item that brings none; as it is while nothing is to be weighed."""
    weighed = weighed_items(new, await enrichment_store.load_factors(tx), catalog)
    if not weighed:
        return new
    items = tuple(replace(item, priority=weighed[item.n].priority) if item.n in weighed else item for item in new.items)
    return replace(new, items=items)


async def recalculate_priorities(
    tx: Tx, service_order_ids: Sequence[ServiceOrderId], *, by: Actor, now: datetime
) -> list[Recalculated]:
    """Weighs the urgency of these orders anew (PRI-03); ended ones are left alone.

    An item keeps the priority that its client gave; the order takes the highest of its items and of its own. What is
    open below follows the event. Needs `service_order:approve`. Raises UnknownServiceOrder.
    """
    by.require(Permission.ORDER_APPROVE)
    orders = await lock_service_orders(tx, service_order_ids)
    missing = set(service_order_ids) - {order.id for order in orders}
    if missing:
        raise unknown(min(missing))
    factors = await enrichment_store.load_factors(tx)
    newest = await load_catalog(tx)
    answers: list[Recalculated] = []
    events: list[PriorityRecalculated] = []
    items: dict[ServiceOrderItemId, int] = {}
    headers: dict[ServiceOrderId, int] = {}
    for order in orders:
        if order.state in ENDED:
            continue
        found, changed = _weigh_anew(order, factors, newest)
        answers.append(found)
        items |= {ServiceOrderItemId(order.id, n): priority for n, priority in changed.items()}
        if found.after != found.before:
            headers[order.id] = found.after
        if changed or found.after != found.before:
            events.append(
                PriorityRecalculated(
                    service_order_id=order.id, before=found.before, after=found.after, items=changed, by=by.name, at=now
                )
            )
    await store.save_priorities(tx, items, headers, now=now)
    await enrichment_store.follow_priorities(tx, [event.service_order_id for event in events if event.service_order_id])
    await history.record_all(tx, events)
    return answers


def _weigh_anew(
    order: ServiceOrder, factors: Sequence[PriorityFactor], catalog: Catalog
) -> tuple[Recalculated, dict[int, int]]:
    new = rules.as_captured(order)
    weighed = weighed_items(new, factors, catalog)
    after = {item.n: weighed[item.n].priority if item.n in weighed else item.priority for item in new.items}
    changed = {item.n: one.priority for item in new.items
               if (one := weighed.get(item.n)) is not None and one.priority != item.priority}  # fmt: skip
    priority = order_priority(new.priority, after.values())
    return Recalculated(service_order_id=order.id, before=order.priority, after=priority, items=weighed), changed


async def replace_priority_factors(
    tx: Tx, factors: Sequence[PriorityFactor], *, by: Actor, now: datetime
) -> list[PriorityFactor]:
    """Puts these in place of what urgency is weighed from; none at all switches weighing off.

    Orders keep their priority until they are recalculated. Needs `catalog:design`. Raises PriorityFactorInvalid.
    """
    by.require(Permission.CATALOG_DESIGN)
    problems = factor_problems(factors)
    if problems:
        raise PriorityFactorInvalid("the factors cannot be used", problems=problems)
    await enrichment_store.replace_factors(tx, factors)
    await history.record(tx, PriorityFactorsChanged(factors=tuple(factor.id for factor in factors), by=by.name, at=now))
    return await enrichment_store.load_factors(tx)


async def list_priority_factors(tx: Tx) -> list[PriorityFactor]:
    """What urgency is weighed from, by id."""
    return await enrichment_store.load_factors(tx)
