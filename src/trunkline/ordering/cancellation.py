"""Cancelling an order: the request, the decision, the end; what becomes of its plan is orchestration's part."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec.structs import replace

from trunkline.access.model import Actor
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import CancellationId, ServiceOrderId
from trunkline.ordering import cancellation_store, item_choice, store
from trunkline.ordering.asking import withdraw_approval
from trunkline.ordering.cancellation_store import Cancellation
from trunkline.ordering.enriching import cancel_enrichment
from trunkline.ordering.errors import CancellationRefused, ReasonRequired, UnknownCancellation
from trunkline.ordering.events import (
    CancellationDecided,
    CancellationEnded,
    CancellationRequested,
    ServiceOrderItemStateChanged,
    ServiceOrderStateChanged,
)
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.moves import move
from trunkline.ordering.progress import end_orders_at_rest, end_rejected_items
from trunkline.ordering.state import CANCELLATION_LIFECYCLE, ENDED, CancellationState, ServiceOrderState

__all__ = [
    "Cancellation", "assess", "cancel_unbegun", "chosen_items", "decline", "end_cancellations", "get_cancellation", "grant",
    "is_unbegun", "lock_service_order", "open_request",
]  # fmt: skip

_OVER = ENDED | {ServiceOrderState.REJECTED}
_UNBEGUN = frozenset({ServiceOrderState.ACKNOWLEDGED, ServiceOrderState.PENDING, ServiceOrderState.HELD})


def is_unbegun(order: ServiceOrder) -> bool:
    """Whether the order waits for approval, or for what must be found out first: nothing was done for it."""
    return order.catalog_revision is None and order.state in _UNBEGUN


def check_reason(reason: str) -> str:
    """The reason, trimmed; raises ReasonRequired without one (STM-02)."""
    if not (said := reason.strip()):
        problem = Problem(field="reason", what="the reason is empty", action="say why, for those who look at it later")
        raise ReasonRequired("say why the order is to be cancelled", problems=[problem])
    return said


def chosen_items(order: ServiceOrder, items: Collection[int] | None) -> tuple[int, ...]:
    """The top-level items meant: the given ones, or all that have not ended.

    Raises CancellationRefused, naming each that is none, is nested, or has ended.
    """
    tops = {item.id.n: item for item in order.items if item.parent_n is None}
    open_ones = tuple(n for n, item in tops.items() if item.state not in _OVER)
    if items is None:
        if not open_ones:
            raise CancellationRefused(f"{order.number} has ended ({order.state}); there is nothing left to cancel")
        return open_ones
    problems = [
        Problem(item=str(n), field="items", what="the order has no such open item at the top",
                action="name items by their number within the order, or none to mean all")
        for n in sorted(set(items) - set(open_ones))
    ]  # fmt: skip
    if problems or not items:
        raise CancellationRefused(f"not every item named of {order.number} can be cancelled", problems=problems)
    return tuple(sorted(set(items)))


async def open_request(
    tx: Tx,
    order: ServiceOrder,
    *,
    items: tuple[int, ...],
    reason: str,
    hold_n: int | None,
    wanted_at: datetime | None,
    by: str,
    now: datetime,
) -> Cancellation:
    """Writes the request down; the caller holds the order's lock."""
    made = await cancellation_store.add(
        tx,
        Cancellation(
            service_order_id=order.id, n=0, state=CancellationState.ACCEPTED, state_before=order.state, items=items,
            reason=reason, hold_n=hold_n, requested_by=by, requested_at=now, wanted_at=wanted_at, decided_by=None,
            decided_at=None, note=None, ended_at=None, changed_at=now),
    )  # fmt: skip
    event = CancellationRequested(service_order_id=order.id, n=made.n, items=items, reason=reason, by=by, at=now)
    await history.record(tx, event)
    return made


async def assess(tx: Tx, service_order_id: ServiceOrderId, *, reason: str, by: str, now: datetime) -> None:
    """The order's cancellation is assessed; raises MoveRefused when it is not being carried out."""
    order = await lock_service_order(tx, service_order_id)
    moved = move(order, "requestCancellation", by=by, now=now, reason=reason, items=False)
    await _save(tx, moved.order, now=now)
    await history.record_all(tx, moved.events)


async def _save(tx: Tx, order: ServiceOrder, *, now: datetime) -> None:
    await store.save_order_state(tx, order.id, state=order.state, reason=order.state_reason, state_before=None, now=now)


async def cancel_unbegun(tx: Tx, order: ServiceOrder, *, reason: str, by: Actor, now: datetime) -> None:
    """Ends an order for which nothing was done yet; its approval, its enrichment and its own tasks end with it."""
    await withdraw_approval(tx, order.id, note=reason, by=by.name, now=now)
    await cancel_enrichment(tx, order.id, by=by, now=now)
    moved = move(order, "cancel", by=by.name, now=now, reason=reason)
    await _save(tx, moved.order, now=now)
    await store.save_item_states(tx, moved.order.items)
    await cancellation_store.save_cancelled(tx, order.id, _told(reason, now), completed_at=now)
    await history.record_all(tx, moved.events)


def _told(reason: str, now: datetime) -> dict[str, object]:
    return {"cancellationDate": now.isoformat().replace("+00:00", "Z"), "cancellationReason": reason}


async def open_one(tx: Tx, service_order_id: ServiceOrderId) -> Cancellation:
    """The request that waits for a decision; raises UnknownCancellation when there is none."""
    found = await cancellation_store.list_of_order(tx, service_order_id)
    for one in found:
        if one.state is CancellationState.ACCEPTED:
            return one
    raise UnknownCancellation("nobody asked to cancel this order, or it is decided already")


async def grant(
    tx: Tx,
    order: ServiceOrder,
    request: Cancellation,
    *,
    items: tuple[int, ...],
    note: str | None,
    by: str,
    now: datetime,
) -> Cancellation:
    """Marks items as withdrawn, with what is nested in them; the order is being cancelled when nothing else is open."""
    granted = replace(
        request, state=CANCELLATION_LIFECYCLE.after("grant", request.state), items=items, decided_by=by, decided_at=now,
        note=note, changed_at=now,
    )  # fmt: skip
    await cancellation_store.save(tx, granted)
    await cancellation_store.mark_withdrawn(tx, order.id, sorted(item_choice.with_nested(order, items)))
    whole = set(chosen_items(order, None)) <= set(items)
    moved = move(
        order, "acceptCancellation" if whole else "declineCancellation", by=by, now=now,
        reason=request.reason if whole else None, items=False,
    )  # fmt: skip
    await _save(tx, moved.order, now=now)
    if whole:
        await withdraw_approval(tx, order.id, note=request.reason, by=by, now=now)
        await cancellation_store.save_cancelled(tx, order.id, _told(request.reason, now), completed_at=None)
    event = CancellationDecided(
        service_order_id=order.id,
        n=request.n,
        items=items,
        granted=True,
        note=note,
        reason=request.reason,
        by=by,
        at=now,
    )
    await history.record_all(tx, [event, *moved.events])
    return granted


async def end_unapproved(
    tx: Tx, order: ServiceOrder, items: Collection[int], *, reason: str, by: str, now: datetime
) -> None:
    """Cancels those of these top-level items that were not let through yet: nothing was done for them."""
    tops = [n for n in item_choice.undecided(order) if n in items]
    meant = sorted(item_choice.with_nested(order, tops))
    if not meant:
        return
    after = ServiceOrderState.CANCELLED
    await store.save_states_of_items(tx, order.id, meant, state=after, reason=reason)
    await history.record_all(tx, [
        ServiceOrderItemStateChanged(
            service_order_id=order.id, n=n, before=order.item(n).state, after=after, reason=reason, by=by, at=now)
        for n in meant
    ])  # fmt: skip
    await end_rejected_items(tx, [(order.id, n) for n in tops], now=now)


async def decline(
    tx: Tx, order: ServiceOrder, request: Cancellation, *, note: str, by: str, now: datetime
) -> Cancellation:
    """The order goes on where it stood; what was held for the assessment is released by the caller."""
    declined = replace(
        request, state=CANCELLATION_LIFECYCLE.after("decline", request.state), decided_by=by, decided_at=now, note=note,
        ended_at=now, changed_at=now,
    )  # fmt: skip
    await cancellation_store.save(tx, declined)
    moved = move(order, "declineCancellation", by=by, now=now, items=False)
    await _save(tx, moved.order, now=now)
    event = CancellationDecided(
        service_order_id=order.id, n=request.n, items=request.items, granted=False, note=note, reason=request.reason,
        by=by, at=now,
    )  # fmt: skip
    await history.record_all(tx, [event, *moved.events])
    return declined


async def end_cancellations(
    tx: Tx, events: Sequence[ServiceOrderItemStateChanged | ServiceOrderStateChanged], *, now: datetime
) -> None:
    """Ends requests of which every item has ended: done when all are cancelled, else with an error."""
    over = {event.service_order_id for event in events if event.after in _OVER and event.service_order_id is not None}
    if not over:
        return
    told: list[Event] = []
    for found, done in await cancellation_store.list_ended(tx, sorted(over)):
        verb = "finish" if done else "fail"
        ended = replace(found, state=CANCELLATION_LIFECYCLE.after(verb, found.state), ended_at=now, changed_at=now)
        await cancellation_store.save(tx, ended)
        told.append(
            CancellationEnded(service_order_id=found.service_order_id, n=found.n, done=done, by="system", at=now)
        )
    await history.record_all(tx, told)


async def end_at_rest(tx: Tx, service_order_id: ServiceOrderId, *, now: datetime) -> None:
    """Ends the order when everything of it ended while its cancellation was assessed."""
    await end_orders_at_rest(tx, [service_order_id], now=now)


async def finish_unbegun(tx: Tx, request: Cancellation, *, by: str, now: datetime) -> Cancellation:
    """The request about an order for which nothing was done is over at once."""
    done = replace(
        request, state=CANCELLATION_LIFECYCLE.after("finish", request.state), decided_by=by, decided_at=now, ended_at=now,
        changed_at=now,
    )  # fmt: skip
    await cancellation_store.save(tx, done)
    await history.record_all(tx, [
        CancellationDecided(service_order_id=request.service_order_id, n=request.n, items=request.items, granted=True,
                            note=None, reason=request.reason, by=by, at=now),
        CancellationEnded(service_order_id=request.service_order_id, n=request.n, done=True, by=by, at=now),
    ])  # fmt: skip
    return done


def id_of(request: Cancellation) -> CancellationId:
    """The request's id."""
    return CancellationId(request.service_order_id, request.n)


async def list_cancellations(tx: Tx, service_order_id: ServiceOrderId) -> list[Cancellation]:
    """The requests of an order, the newest first."""
    return await cancellation_store.list_of_order(tx, service_order_id)


async def list_of_orders(tx: Tx, service_order_ids: Collection[int]) -> dict[tuple[int, int], Cancellation]:
    """The requests of these orders, by order and number."""
    found = await cancellation_store.list_of_orders(tx, sorted(service_order_ids))
    return {(one.service_order_id, one.n): one for one in found}


async def list_newest(tx: Tx, *, limit: int, offset: int) -> tuple[list[Cancellation], int]:
    """A page of all requests, the newest first, and how many there are."""
    return await cancellation_store.list_newest(tx, limit=limit, offset=offset)


async def get_cancellation(tx: Tx, cancellation_id: CancellationId) -> Cancellation:
    """The request; raises UnknownCancellation."""
    found = await cancellation_store.find(tx, cancellation_id)
    if found is None:
        raise UnknownCancellation(f"there is no {cancellation_id.number}")
    return found
