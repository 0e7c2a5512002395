"""What is done to inventory: placeholders, marks while an order works on it, and what becomes of it in the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import Specification
from trunkline.catalog.queries import find_specifications, find_transient, load_catalog
from trunkline.events import history
from trunkline.inventory import store
from trunkline.inventory.errors import InventoryBusy, InventoryVersionOld, OnboardingInvalid
from trunkline.inventory.events import (
    InventoryActivated,
    InventoryCancelled,
    InventoryChangeBegan,
    InventoryChanged,
    InventoryOnboarded,
    InventoryReserved,
    InventoryRestored,
    InventoryResumed,
    InventoryResumptionBegan,
    InventorySuspended,
    InventorySuspensionBegan,
    InventoryTerminated,
    InventoryTerminationBegan,
    InventoryUpgraded,
    InventoryUpgradeFailed,
    _InventoryEvent,
)
from trunkline.inventory.finishing import finish, finish_product, move
from trunkline.inventory.model import (
    FinishedDomainOrder,
    InventoryItem,
    InventoryKind,
    NewInventoryItem,
    OnboardedService,
)
from trunkline.inventory.onboarding import admit
from trunkline.inventory.scheduling import is_later, settle, waiting_of
from trunkline.inventory.serving import hand_over_shared
from trunkline.inventory.state import INVENTORY_LIFECYCLE, InventoryState
from trunkline.inventory.upgrading import upgrades_allowed
from trunkline.kit.db import Tx
from trunkline.kit.ids import InventoryItemId, ServiceOrderId, service_order_number

__all__ = [
    "FinishedDomainOrder", "begin_changes", "begin_resumptions", "begin_suspensions", "begin_terminations",
    "finish_domain_orders", "onboard", "reserve",
]  # fmt: skip

_BY = "system"
_SHOWN = 10  # busy items named in a message
_NEEDS_ALL = ("beginTermination", "beginSuspension")  # a product follows only when no other part of it lives
_WAIT = "wait until the other order has ended, or correct the order"
_ADVICE = {
    "beginSuspension": f"only what is active can be suspended; {_WAIT}",
    "beginResumption": f"only what is suspended can be resumed; {_WAIT}",
}


async def reserve(tx: Tx, wanted: Sequence[NewInventoryItem], *, now: datetime) -> list[InventoryItemId]:
    """Makes placeholders, state reserved; answers their ids, in the order of `wanted`.

    Whoever calls has checked the right to do so. Raises InventoryExternalIdTaken when an external id is in use.
    """
    if not wanted:
        return []
    ids = await store.new_ids(tx, len(wanted))
    made = [
        InventoryItem(
            id=ids[position],
            kind=item.kind,
            external_id=item.external_id,
            name=item.name,
            state=InventoryState.RESERVED,
            specification_id=item.specification_id,
            specification_version=item.specification_version,
            parent_id=item.parent_id if item.parent_index is None else ids[item.parent_index],
            customer_id=item.customer_id,
            place=item.place,
            characteristics=dict(item.characteristics),
            service_order_id=item.service_order_id,
            domain_order_n=item.domain_order_n,
            created_at=now,
            started_at=None,
            ended_at=None,
            moved_from_id=item.moved_from_id,
        )
        for position, item in enumerate(wanted)
    ]
    await store.insert(tx, made, now=now)
    await history.record_all(tx, _told(InventoryReserved, made, now=now))
    return ids


async def begin_changes(
    tx: Tx,
    ids: Iterable[InventoryItemId],
    *,
    service_order_id: ServiceOrderId,
    now: datetime,
    versions: Mapping[InventoryItemId, int] | None = None,
) -> None:
    """Marks items as being changed by an order, with the products that they realise.

    `versions` tells with which version of its specification each is changed; a newer one than the item has upgrades
    it when the change completes. Raises InventoryBusy, naming every item that is not active; InventoryVersionOld,
    naming every item to be upgraded when the switch for that is off.
    """
    await _begin(
        tx,
        ids,
        "beginChange",
        InventoryChangeBegan,
        service_order_id=service_order_id,
        now=now,
        versions=versions or {},
    )


async def begin_terminations(
    tx: Tx, ids: Iterable[InventoryItemId], *, service_order_id: ServiceOrderId, now: datetime
) -> None:
    """Marks items as being ceased by an order; a product too, when nothing else realises it.

    Raises InventoryBusy, naming every item that is neither active nor suspended.
    """
    await _begin(tx, ids, "beginTermination", InventoryTerminationBegan, service_order_id=service_order_id, now=now)


async def begin_suspensions(
    tx: Tx, ids: Iterable[InventoryItemId], *, service_order_id: ServiceOrderId, now: datetime
) -> None:
    """Marks items as being suspended by an order; a product too, when nothing else realises it.

    They are suspended when their domain orders end completed. Raises InventoryBusy, naming every item not active.
    """
    await _begin(tx, ids, "beginSuspension", InventorySuspensionBegan, service_order_id=service_order_id, now=now)


async def begin_resumptions(
    tx: Tx, ids: Iterable[InventoryItemId], *, service_order_id: ServiceOrderId, now: datetime
) -> None:
    """Marks suspended items, and the suspended products that they realise, as being resumed by an order.

    They are active when their domain orders end completed. Raises InventoryBusy, naming every item not suspended.
    """
    await _begin(tx, ids, "beginResumption", InventoryResumptionBegan, service_order_id=service_order_id, now=now)


async def begin_scheduled(
    tx: Tx,
    *,
    suspended: Mapping[InventoryItemId, ServiceOrderId],
    resumed: Mapping[InventoryItemId, ServiceOrderId],
    now: datetime,
) -> None:
    """Begins suspensions and resumptions that were scheduled, each for the order that wanted it; the caller ends them.

    Raises InventoryBusy when one of them is not in a state for it.
    """
    for ids, verb, told_as in (
        (suspended, "beginSuspension", InventorySuspensionBegan),
        (resumed, "beginResumption", InventoryResumptionBegan),
    ):
        await _begin(tx, ids, verb, told_as, service_order_id=ids, now=now)


async def _begin(
    tx: Tx,
    ids: Iterable[InventoryItemId],
    verb: str,
    told_as: type[_InventoryEvent],
    *,
    service_order_id: ServiceOrderId | Mapping[InventoryItemId, ServiceOrderId],
    now: datetime,
    versions: Mapping[InventoryItemId, int] | None = None,
) -> None:
    wanted = set(ids)
    if not wanted:
        return
    locked = await store.lock_with_products(tx, wanted)
    busy = [locked[i] for i in sorted(wanted & locked.keys()) if not INVENTORY_LIFECYCLE.allows(verb, locked[i].state)]
    still: set[InventoryItemId] = set()
    if busy and verb == "beginResumption":  # what will be suspended at a date may be ordered to be resumed after it
        still = {change.inventory_item_id for change in await waiting_of(tx, [i.id for i in busy if _works(i)])}
        busy = [item for item in busy if item.id not in still]
    gone = sorted(wanted - locked.keys())
    if busy or gone:
        listed = [_why_busy(item) for item in busy] + [f"there is no inventory item {i}" for i in gone]
        more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
        raise InventoryBusy(f"{'; '.join(listed[:_SHOWN])}{more}: {_ADVICE.get(verb, _WAIT)}")
    newer = {
        i: version
        for i, version in (versions or {}).items()
        if i in locked and version > locked[i].specification_version
    }
    if newer and not upgrades_allowed(tx.memory):
        _refuse_upgrades([(locked[i], version) for i, version in sorted(newer.items())])
    products = [item.id for item in locked.values() if item.id not in wanted]
    shared = {product for product, part in await _parts(tx, products) if part not in wanted}
    moving = [
        item
        for item in locked.values()
        if item.id in wanted
        or (INVENTORY_LIFECYCLE.allows(verb, item.state) and not (verb in _NEEDS_ALL and item.id in shared))
    ]
    moved = [
        replace(
            move(item, "beginChange" if item.id in still else verb, now=now),
            service_order_id=_order_of(service_order_id, item, locked),
            version_wanted=newer.get(item.id),
        )
        for item in moving
    ]
    await store.save(tx, moved, now=now)
    await history.record_all(tx, _told(told_as, moved, now=now))


def _works(item: InventoryItem) -> bool:
    return item.state is InventoryState.ACTIVE


def _order_of(
    order: ServiceOrderId | Mapping[InventoryItemId, ServiceOrderId],
    item: InventoryItem,
    locked: Mapping[InventoryItemId, InventoryItem],
) -> ServiceOrderId | None:
    """The order that begins with the item; a product's is that of a part of it."""
    if not isinstance(order, Mapping):
        return order
    return order.get(item.id) or next((o for i, o in order.items() if locked[i].parent_id == item.id), None)


def _refuse_upgrades(old: Sequence[tuple[InventoryItem, int]]) -> None:
    listed = [
        f"{item.number} '{item.name}' has version {item.specification_version} of '{item.specification_id}' and the order "
        f"is made with version {version}"
        for item, version in old[:_SHOWN]
    ]
    more = f" and {len(old) - _SHOWN} more" if len(old) > _SHOWN else ""
    raise InventoryVersionOld(
        f"{'; '.join(listed)}{more}: upgrade inventory first (`trunkline inventory upgrade`), or let orders do it with "
        "TRUNKLINE_UPGRADE_INVENTORY=on"
    )


async def _parts(tx: Tx, products: Sequence[InventoryItemId]) -> list[tuple[InventoryItemId, InventoryItemId]]:
    return await store.living_parts(tx, products) if products else []


def _why_busy(item: InventoryItem) -> str:
    changing = item.state in (InventoryState.CHANGE_PENDING, InventoryState.TERMINATION_PENDING)
    by = f", {service_order_number(item.service_order_id)} works on it" if changing and item.service_order_id else ""
    return f"{item.number} '{item.name}' is {item.state}{by}"


async def finish_domain_orders(tx: Tx, finished: Sequence[FinishedDomainOrder], *, now: datetime) -> None:
    """Makes of inventory what ended domain orders came to; telling the same end twice does no harm.

    An add completed is active with its final values (terminated, when its specification is transient), a modify is
    active with its new values, a delete terminated. What failed or was cancelled is as before; what should have been
    added is cancelled. A suspension or resumption with a date that is still to come leaves its item as it was and is
    scheduled (see `due_changes.py`). The product above a root service moves with it, in the same step.
    """
    about = {
        one.inventory_item_id: replace(one, outcome="postponed") if is_later(one, now) else one
        for one in finished
        if one.inventory_item_id is not None
    }
    if not about:
        return
    locked = await store.lock_with_products(tx, about)
    transient = await find_transient(
        tx, {(item.specification_id, item.specification_version) for item in locked.values() if item.id in about}
    )
    versions = await find_specifications(
        tx, {(i.specification_id, i.version_wanted) for i in locked.values() if i.version_wanted is not None}
    )
    misfit: list[InventoryItem] = []
    moved: dict[InventoryItemId, InventoryItem] = {}
    roots: list[tuple[InventoryItem, FinishedDomainOrder]] = []
    for item_id, one in about.items():
        item = locked.get(InventoryItemId(item_id))
        if item is None:
            continue
        gone = (item.specification_id, item.specification_version) in transient
        wanted = versions.get((item.specification_id, item.version_wanted or 0))
        after = finish(item, one, transient=gone, now=now, wanted=wanted)
        if after is not None:
            if one.outcome == "completed" and item.version_wanted not in (None, after.specification_version):
                misfit.append(after)
            moved[item.id] = after
            if item.parent_id in locked and locked[item.parent_id].kind is InventoryKind.PRODUCT:
                roots.append((after, one))
    products = sorted({after.parent_id for after, _ in roots if after.parent_id is not None})
    living = [(product, part) for product, part in await _parts(tx, products) if part not in moved]
    shared = {product for product, _ in living} | {
        after.parent_id for after, _ in roots if after.parent_id is not None and after.ended_at is None
    }
    for after, one in roots:
        if after.parent_id is None:
            continue
        product = moved.get(after.parent_id, locked[after.parent_id])
        follows = finish_product(product, after, one, alone=product.id not in shared, now=now)
        if follows is not None:
            moved[product.id] = follows
    if not moved:
        return
    listed = sorted(moved.values(), key=lambda item: item.id)
    await store.save(tx, listed, now=now)
    ended = [item.id for item in listed if item.ended_at is not None]
    if ended:
        await hand_over_shared(tx, ended)
    later = [one for item_id, one in about.items() if one.outcome == "postponed" and item_id in moved]
    at_once = [one for item_id, one in about.items() if one.outcome != "postponed" and item_id in moved]
    await settle(tx, later, at_once, {i: moved[i] for i in moved if i in about}, now=now)
    done = {item_id for item_id, one in about.items() if one.outcome == "completed"}
    done |= {after.parent_id for after, _ in roots if after.id in done and after.parent_id is not None}
    upgraded = [item for item in listed if item.specification_version != locked[item.id].specification_version]
    await history.record_all(
        tx,
        [
            *_ends(locked, listed, done, now=now),
            *_told(InventoryUpgraded, upgraded, now=now),
            *_told(InventoryUpgradeFailed, misfit, now=now),
        ],
    )


def _ends(
    before: dict[InventoryItemId, InventoryItem],
    moved: Sequence[InventoryItem],
    done: Collection[int | None],
    *,
    now: datetime,
) -> list[_InventoryEvent]:
    by_event: dict[type[_InventoryEvent], list[InventoryItem]] = defaultdict(list)
    for item in moved:
        by_event[_event_of(before[item.id], item, done=item.id in done)].append(item)
    return [event for kind, items in by_event.items() for event in _told(kind, items, now=now)]


def _event_of(before: InventoryItem, after: InventoryItem, *, done: bool) -> type[_InventoryEvent]:
    match after.state:
        case InventoryState.TERMINATED:
            return InventoryTerminated
        case InventoryState.CANCELLED:
            return InventoryCancelled
        case _ if before.state is InventoryState.RESERVED:
            return InventoryActivated
    if not done:
        return InventoryRestored
    if after.state is InventoryState.SUSPENDED:
        return InventorySuspended
    return InventoryResumed if before.state_before is InventoryState.SUSPENDED else InventoryChanged


def _told(kind: type[_InventoryEvent], items: Iterable[InventoryItem], *, now: datetime) -> list[_InventoryEvent]:
    by_order: dict[ServiceOrderId | None, list[int]] = defaultdict(list)
    for item in items:
        by_order[item.service_order_id].append(item.id)
    return [kind(service_order_id=order, inventory_items=ids, by=_BY, at=now) for order, ids in by_order.items()]


async def onboard(tx: Tx, service: OnboardedService, *, by: Actor, now: datetime) -> InventoryItem:
    """Takes a service that exists already into inventory, without an order.

    Needs `inventory:write`. Raises OnboardingInvalid with every fault, InventoryExternalIdTaken when its external id
    is in use. A specification that the catalog does not have is taken as it is named.
    """
    by.require(Permission.INVENTORY_WRITE)
    specification: Specification | None = (await load_catalog(tx)).find_specification(service.specification_id)
    (new_id,) = await store.new_ids(tx, 1)
    item, problems = admit(service, specification, inventory_item_id=new_id, now=now)
    if problems:
        raise OnboardingInvalid(f"the service cannot be taken in: {problems[0].what}", problems=problems)
    await store.insert(tx, [item], now=now)
    await history.record(tx, InventoryOnboarded(inventory_items=[item.id], by=by.name, at=now))
    return item
