"""Holds: what is covered by one starts nothing; what runs already may end; the last release lets it go on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import TypedDict

from msgspec.structs import replace

from trunkline.access.model import SYSTEM, Actor, Permission
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import HoldId, ServiceOrderId, TaskId
from trunkline.orchestration import clock_store, hold_store, store
from trunkline.orchestration.errors import HoldInvalid, HoldRefused, UnknownAssignee, UnknownHold
from trunkline.orchestration.events import HoldEscalated, HoldPlaced, HoldReleased, TaskReady
from trunkline.orchestration.hold_store import Hold
from trunkline.orchestration.pausing import follow_holds
from trunkline.orchestration.progress import apply, moves_of, step
from trunkline.orchestration.state import AtExpiry, HoldReason, HoldScope
from trunkline.ordering.progress import count_holds
from trunkline.ordering.state import ServiceOrderState

__all__ = [
    "Hold",
    "close_holds_of_ended",
    "end_due_holds",
    "is_releasable",
    "keep_held",
    "list_holds",
    "may_hold",
    "place_hold",
    "release_hold",
    "release_holds",
]

_BATCH = 100
Assess = Callable[..., Awaitable[None]]  # of `cancelling`, which holds itself
_CARRIED_OUT = frozenset({ServiceOrderState.IN_PROGRESS, ServiceOrderState.HELD, ServiceOrderState.PENDING})
_ENDED = frozenset({"completed", "skipped", "cancelled", "failed", "partial", "rejected"})


def _check(hold: Hold, *, now: datetime) -> None:
    note, expires_at, at_expiry, escalate_to = hold.note, hold.expires_at, hold.at_expiry, hold.escalate_to
    problems = []
    if not note.strip():
        problems.append(Problem(field="note", what="the note is empty", action="say why it is held"))
    if expires_at is not None and expires_at <= now:
        problems.append(Problem(field="expiresAt", what="the expiry has passed", action="give a later instant"))
    if (at_expiry is AtExpiry.ESCALATE) != (escalate_to is not None):
        problems.append(Problem(field="escalateTo", what="a group is named only to escalate to, and then always",
                                action="name the group, or choose to release at the expiry"))  # fmt: skip
    if at_expiry is not AtExpiry.RELEASE and expires_at is None:
        problems.append(
            Problem(field="expiresAt", what="what is decided at its expiry needs one", action="give an instant")
        )
    if at_expiry is AtExpiry.ASSESS_CANCELLATION and hold.scope is not HoldScope.SERVICE_ORDER:
        problems.append(Problem(field="atExpiry", what="only of a whole order is it assessed whether to cancel it",
                                action="hold the order, or choose another end"))  # fmt: skip
    if problems:
        raise HoldInvalid(f"the hold cannot be placed: {problems[0].what}", problems=problems)


async def _why_not(tx: Tx, service_order_id: ServiceOrderId, scope: HoldScope, scope_n: int) -> str | None:
    states = await hold_store.subject_state(tx, service_order_id, scope, scope_n)
    if states is None or states[0] not in _CARRIED_OUT:
        return "only what is being carried out can be held: the order has no plan, or has ended"
    if states[1] is None:
        return f"the order has no {scope} {scope_n}; look at its plan again"
    return f"it has ended ({states[1]}); there is nothing left to hold" if states[1] in _ENDED else None


async def may_hold(tx: Tx, service_order_id: ServiceOrderId, scope: HoldScope, scope_n: int) -> bool:
    """Whether a hold on the order or this part of it would be taken now, as far as its state goes."""
    return await _why_not(tx, service_order_id, scope, scope_n) is None


async def place_hold(
    tx: Tx,
    service_order_id: ServiceOrderId,
    *,
    scope: HoldScope = HoldScope.SERVICE_ORDER,
    scope_n: int = 0,
    reason_code: HoldReason,
    note: str,
    owner: str | None = None,
    expires_at: datetime | None = None,
    at_expiry: AtExpiry = AtExpiry.RELEASE,
    escalate_to: str | None = None,
    by: Actor,
    now: datetime,
) -> Hold:
    """Holds an order, an item, a domain order or a task, with all inside it (STM-02, STM-03).

    Tasks that are ready go back to waiting; what is in progress may end, and its successors wait. Needs `task:manage`,
    and `service_order:edit` when whether to cancel is assessed at the expiry.
    The owner is the actor unless another person is named. Raises HoldInvalid, UnknownAssignee, and HoldRefused when
    the subject has ended or its order is not being carried out.
    """
    by.require(Permission.TASK_MANAGE)
    if at_expiry is AtExpiry.ASSESS_CANCELLATION:
        by.require(Permission.ORDER_EDIT)  # it asks for the cancellation in advance
    asked = Hold(
        service_order_id=service_order_id, n=0, scope=scope, scope_n=scope_n, reason_code=reason_code, note=note.strip(),
        owner=owner or by.name, placed_at=now, placed_by=by.name, expires_at=expires_at, at_expiry=at_expiry,
        escalate_to=escalate_to,
    )  # fmt: skip
    _check(asked, now=now)
    await store.lock_orders(tx, [service_order_id])
    missing = await store.missing_assignees(tx, group=escalate_to, user_name=None if owner == by.name else owner)
    if missing:
        raise UnknownAssignee(f"there is no {missing}; choose an existing group and an active user")
    if why_not := await _why_not(tx, service_order_id, scope, scope_n):
        raise HoldRefused(why_not)
    hold = await hold_store.add(tx, asked)
    await history.record(tx, HoldPlaced(**_told(hold), expires_at=expires_at, by=by.name, at=now))
    if scope is HoldScope.SERVICE_ORDER:
        await count_holds(tx, {service_order_id: 1}, reason=f"{hold.number} {reason_code}: {hold.note}", now=now)
    await _withhold(tx, service_order_id, None, by=by.name, now=now)
    await follow_holds(tx, [(service_order_id, hold.n)], released=False, now=now)
    return hold


def is_releasable(hold: Hold) -> bool:
    """Whether a person may end it: it is open, and not the hold of a request to cancel, which its decision ends."""
    return hold.released_at is None and hold.reason_code is not HoldReason.CANCELLATION


async def release_hold(tx: Tx, hold_id: HoldId, *, note: str | None = None, by: Actor, now: datetime) -> Hold:
    """Ends a hold; tasks that nothing else holds go on at once.

    Needs `task:manage`; raises UnknownHold, HoldRefused when it is released already.
    """
    by.require(Permission.TASK_MANAGE)
    await store.lock_orders(tx, [hold_id.service_order_id])
    hold = await hold_store.find(tx, hold_id)
    if hold is None:
        raise UnknownHold(f"there is no hold {hold_id.number}")
    if hold.released_at is not None:
        raise HoldRefused(f"{hold.number} was released by {hold.released_by} already; nothing is left to do")
    if not is_releasable(hold):
        raise HoldRefused(f"{hold.number} ends when the cancellation is decided: grant or decline it")
    await release_holds(tx, [hold], note=note, by=by.name, now=now)
    return await hold_store.find(tx, hold_id) or hold


async def end_due_holds(tx: Tx, now: datetime, *, assess: Assess | None = None) -> int:
    """Releases, escalates or has assessed the holds whose expiry has come (STM-03); answers how many when there may be more."""
    due = await hold_store.list_due(tx, now=now, limit=_BATCH)
    if not due:
        return 0
    await store.lock_orders(tx, {hold.service_order_id for hold in due})
    # one may have been released while the locks were waited for
    fresh = await hold_store.list_due(tx, now=now, limit=_BATCH)
    locked = {hold.service_order_id for hold in due}
    due = [hold for hold in fresh if hold.service_order_id in locked]
    escalated = [hold for hold in due if hold.at_expiry is AtExpiry.ESCALATE]
    await hold_store.save_escalation(tx, escalated, now=now)
    await history.record_all(tx, [
        HoldEscalated(**_told(replace(hold, owner=hold.escalate_to or hold.owner)), by=SYSTEM.name, at=now) for hold in escalated
    ])  # fmt: skip
    over = [hold for hold in due if hold.at_expiry is not AtExpiry.ESCALATE]
    for hold in over:
        if hold.at_expiry is AtExpiry.ASSESS_CANCELLATION and assess is not None:
            await assess(tx, hold, now=now)
    await release_holds(tx, over, note="its expiry has come", by=SYSTEM.name, now=now)
    return len(due) if len(due) >= _BATCH else 0


async def close_holds_of_ended(tx: Tx, now: datetime) -> int:
    """Closes open holds on what has ended: nothing is left to hold; answers how many when there may be more."""
    found = await hold_store.list_over(tx, limit=_BATCH)
    if not found:
        return 0
    await store.lock_orders(tx, {hold.service_order_id for hold in found})
    still = {(hold.service_order_id, hold.n) for hold in await hold_store.list_over(tx, limit=_BATCH)}
    over = [hold for hold in found if (hold.service_order_id, hold.n) in still]
    await release_holds(tx, over, note="what it held has ended", by=SYSTEM.name, now=now)
    return len(found) if len(found) >= _BATCH else 0


async def list_holds(tx: Tx, service_order_id: ServiceOrderId, *, everything: bool = False) -> list[Hold]:
    """Open holds of an order and of its parts, the oldest first; with `everything`, released ones too."""
    return await hold_store.list_holds(tx, service_order_id, everything=everything)


async def keep_held(tx: Tx, tasks: Collection[tuple[int, int]], *, now: datetime) -> None:
    """Puts those of these tasks back to waiting that a hold covers and that are ready: after an attempt that failed.

    The caller holds the locks of the orders; where nothing is held, this is one look at a small index.
    """
    for order_id in sorted(await hold_store.orders_on_hold(tx, sorted({task[0] for task in tasks}))):
        only = [n for order, n in tasks if order == order_id]
        await _withhold(tx, ServiceOrderId(order_id), only, by=SYSTEM.name, now=now)


async def _withhold(
    tx: Tx, service_order_id: ServiceOrderId, only: Sequence[int] | None, *, by: str, now: datetime
) -> None:
    ready = await hold_store.covered_ready(tx, service_order_id, only)
    tasks = await store.list_tasks(tx, [TaskId(service_order_id, n) for n in ready])
    await clock_store.remember_begin(tx, [task.id for task in tasks])
    await apply(tx, moves_of(tasks, "park"), by=by, now=now)


async def release_holds(tx: Tx, holds: Sequence[Hold], *, note: str | None, by: str, now: datetime) -> None:
    """Ends holds for the machine; the caller holds the locks of their orders and has checked the right."""
    if not holds:
        return
    await hold_store.save_release(tx, holds, note=note, by=by, now=now)
    await history.record_all(tx, [HoldReleased(**_told(hold), by=by, at=now) for hold in holds])
    whole = Counter(int(hold.service_order_id) for hold in holds if hold.scope is HoldScope.SERVICE_ORDER)
    if whole:
        await count_holds(tx, {order_id: -count for order_id, count in whole.items()}, reason=None, now=now)
    free = await hold_store.free_to_go(tx, sorted({hold.service_order_id for hold in holds}), now=now)
    tasks = await store.list_tasks(tx, [TaskId(ServiceOrderId(order_id), n) for order_id, n in free])
    ready = await apply(tx, [step(task, "ready") for task in tasks], by=by, now=now)
    await history.record_all(
        tx, [TaskReady(service_order_id=t.service_order_id, n=t.n, by=by, at=now) for t in sorted(ready)]
    )
    await follow_holds(tx, [(hold.service_order_id, hold.n) for hold in holds], released=True, now=now)


class _Told(TypedDict):
    service_order_id: ServiceOrderId
    n: int
    subject: str
    reason_code: str
    note: str
    owner: str


def _told(hold: Hold) -> _Told:
    return _Told(
        service_order_id=hold.service_order_id,
        n=hold.n,
        subject=hold.subject_number,
        reason_code=hold.reason_code.value,
        note=hold.note,
        owner=hold.owner,
    )
