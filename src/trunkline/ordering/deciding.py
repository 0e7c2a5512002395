"""Commands that decide against an order: reject it or items of it, investigate, reopen, abandon; hold and release."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from msgspec.structs import replace

from trunkline.access.model import Actor, Permission
from trunkline.access.offers import Needs, Offers, in_state
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering import approval as approvals
from trunkline.ordering import decision_store, item_choice, queries, store
from trunkline.ordering.approving import refuse_while_enriched
from trunkline.ordering.asking import ask_again, withdraw_approval
from trunkline.ordering.capturing import close_investigation
from trunkline.ordering.errors import ItemsNotDecidable, NoOpenInvestigation, ReasonRequired
from trunkline.ordering.events import (
    InvestigationAssigned,
    InvestigationOpened,
    ServiceOrderAbandoned,
    ServiceOrderItemsRejected,
    ServiceOrderRejected,
    ServiceOrderReopened,
)
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.model import Investigation, ServiceOrder
from trunkline.ordering.moves import move, move_items
from trunkline.ordering.progress import end_rejected_items
from trunkline.ordering.state import SERVICE_ORDER_LIFECYCLE, ServiceOrderState


async def _decide(
    tx: Tx,
    order: ServiceOrder,
    verb: str,
    *,
    by: str,
    now: datetime,
    note: str | None,
    reason_code: str | None = None,
    items: tuple[int, ...] | None = None,
) -> None:
    asked = await queries.list_approvals(tx, order.id)
    decided = approvals.decide(
        approvals.pending(asked) or approvals.ask(asked, order.version),
        verb,
        by=by,
        now=now,
        note=note,
        reason_code=reason_code,
    )
    await decision_store.save_approval(tx, order.id, replace(decided, items=items))


async def reject_service_order(
    tx: Tx,
    service_order_id: ServiceOrderId,
    *,
    reason_code: str | None,
    note: str | None,
    by: Actor,
    now: datetime,
    assignee: str | None = None,
    due_at: datetime | None = None,
    version: int | None = None,
) -> ServiceOrder:
    """Refuses an acknowledged order and opens an investigation.

    Needs `service_order:approve`. Raises ReasonRequired without a known reason code and a note, MoveRefused in any other
    state, OrderChanged when `version` is not the order's.
    """
    by.require(Permission.ORDER_APPROVE)
    order = await lock_service_order(tx, service_order_id)
    # the state first: who is told to give a reason should not hear afterwards that it was in vain
    SERVICE_ORDER_LIFECYCLE.after("reject", order.state)
    code, said = approvals.check_reason(reason_code, note, await queries.list_rejection_reasons(tx))
    approvals.refuse_other_version(order, version)
    _check_due(due_at, now=now)
    moved = move(order, "reject", by=by.name, now=now, reason=f"{code}: {said}")
    await store.save_header(tx, moved.order, now=now)
    await store.save_item_states(tx, moved.order.items)
    await _decide(tx, order, "reject", by=by.name, now=now, note=said, reason_code=code)
    opened = approvals.open_investigation(
        await queries.list_investigations(tx, order.id),
        reason_code=code,
        note=said,
        assignee=assignee,
        due_at=due_at,
        now=now,
    )
    await decision_store.save_investigation(tx, order.id, opened)
    await history.record(
        tx,
        ServiceOrderRejected(
            service_order_id=order.id, version=order.version, reason_code=code, note=said, by=by.name, at=now
        ),
        *moved.events,
        InvestigationOpened(
            service_order_id=order.id,
            n=opened.n,
            reason_code=code,
            assignee=opened.assignee,
            due_at=opened.due_at,
            by=by.name,
            at=now,
        ),
    )
    return moved.order


async def reject_items(
    tx: Tx,
    service_order_id: ServiceOrderId,
    items: Collection[int],
    *,
    reason_code: str | None,
    note: str | None,
    by: Actor,
    now: datetime,
    version: int | None = None,
) -> ServiceOrder:
    """Refuses top-level items, with what is nested in them, of an order whose other items are approved (APR-13).

    For the order's outcome they count as cancelled. Needs `service_order:approve`. Raises ItemsNotDecidable when the order
    is not partly approved or these items do not wait, ReasonRequired, OrderChanged when `version` is not the order's.
    """
    by.require(Permission.ORDER_APPROVE)
    order = await lock_service_order(tx, service_order_id)
    approvals.refuse_other_version(order, version)
    if not item_choice.is_partly_approved(order):
        raise ItemsNotDecidable(
            f"{order.number} is {order.state} and not partly approved: reject it whole, or approve some items first"
        )
    tops = item_choice.choose(order, items)
    code, said = approvals.check_reason(reason_code, note, await queries.list_rejection_reasons(tx))
    meant = item_choice.part(order, item_choice.with_nested(order, tops))
    refused, told = move_items(meant.items, "reject", by=by.name, now=now, reason=f"{code}: {said}")
    await store.save_item_states(tx, refused)
    by_n = {item.id.n: item for item in refused}
    after = replace(order, items=tuple(by_n.get(item.id.n, item) for item in order.items))
    if order.state is ServiceOrderState.IN_PROGRESS:
        after = replace(after, state_reason=item_choice.approval_note(after))
    await store.save_header(tx, after, now=now)
    await _decide(tx, order, "reject", by=by.name, now=now, note=said, reason_code=code, items=tops)
    if item_choice.undecided(after):
        await ask_again(tx, order, now=now)
    await history.record(
        tx,
        ServiceOrderItemsRejected(
            service_order_id=order.id,
            version=order.version,
            items=tops,
            reason_code=code,
            note=said,
            by=by.name,
            at=now,
        ),
        *told,
    )
    await end_rejected_items(tx, [(order.id, n) for n in tops], now=now)
    return await queries.get_service_order(tx, order.id)


def _check_due(due_at: datetime | None, *, now: datetime) -> None:
    if due_at is not None and due_at <= now:
        raise ReasonRequired(
            "the investigation cannot be due in the past",
            problems=[Problem(field="dueAt", what="the date has passed", action="send a date in the future")],
        )


async def assign_investigation(
    tx: Tx,
    service_order_id: ServiceOrderId,
    *,
    assignee: str,
    by: Actor,
    now: datetime,
    due_at: datetime | None = None,
) -> Investigation:
    """Gives the open investigation to somebody, with a new due date when one is given.

    Needs `service_order:edit`. Raises NoOpenInvestigation when there is none.
    """
    by.require(Permission.ORDER_EDIT)
    order = await lock_service_order(tx, service_order_id)
    found = approvals.open_one(await queries.list_investigations(tx, order.id))
    if found is None:
        raise NoOpenInvestigation(f"{order.number} has no open investigation; one begins when an order is rejected")
    if not assignee.strip():
        raise ReasonRequired("say who is to investigate", problems=[
            Problem(field="assignee", what="nobody is named", action="send a user name")])  # fmt: skip
    _check_due(due_at, now=now)
    assigned = approvals.assign(found, assignee=assignee, due_at=due_at)
    await decision_store.save_investigation(tx, order.id, assigned)
    await history.record(
        tx,
        InvestigationAssigned(
            service_order_id=order.id, n=assigned.n, assignee=assignee, due_at=assigned.due_at, by=by.name, at=now
        ),
    )
    return assigned


async def reopen_service_order(
    tx: Tx, service_order_id: ServiceOrderId, *, by: Actor, now: datetime, note: str | None = None
) -> ServiceOrder:
    """Makes a rejected order a draft again, so that it can be corrected and submitted anew.

    Needs `service_order:edit`. Raises MoveRefused in any other state.
    """
    by.require(Permission.ORDER_EDIT)
    order = await lock_service_order(tx, service_order_id)
    moved = move(order, "reopen", by=by.name, now=now)
    await withdraw_approval(tx, order.id, note="the order was reopened", by=by.name, now=now)
    await store.save_header(tx, moved.order, now=now)
    await store.save_item_states(tx, moved.order.items)
    await history.record(
        tx, ServiceOrderReopened(service_order_id=order.id, note=note, by=by.name, at=now), *moved.events
    )
    return moved.order


async def abandon_service_order(
    tx: Tx, service_order_id: ServiceOrderId, *, note: str | None, by: Actor, now: datetime
) -> ServiceOrder:
    """Gives a rejected order up; it ends cancelled, and its investigation abandoned.

    Needs `service_order:approve`. Raises ReasonRequired without a note, MoveRefused in any other state.
    """
    by.require(Permission.ORDER_APPROVE)
    order = await lock_service_order(tx, service_order_id)
    moved = move(order, "abandon", by=by.name, now=now, reason=note)
    await withdraw_approval(tx, order.id, note="the order was given up", by=by.name, now=now)
    said = moved.order.state_reason or ""
    body = {**order.body, "cancellationDate": now.isoformat().replace("+00:00", "Z"), "cancellationReason": said}
    abandoned = replace(moved.order, completion_date=now, body=body)
    await store.save_header(tx, abandoned, now=now)
    await store.save_item_states(tx, abandoned.items)
    await history.record(
        tx,
        ServiceOrderAbandoned(service_order_id=order.id, note=said, by=by.name, at=now),
        *moved.events,
        *await close_investigation(tx, order.id, "abandon", by=by.name, now=now),
    )
    return abandoned


async def hold_service_order(
    tx: Tx, service_order_id: ServiceOrderId, *, reason: str, by: str, now: datetime
) -> ServiceOrder:
    """Holds the order itself, for a reason; for the machine, permissions are the caller's affair.

    Raises ReasonRequired without a reason, MoveRefused when the order is not being carried out, EnrichmentOpen.
    """
    order = await lock_service_order(tx, service_order_id)
    refuse_while_enriched(order)
    moved = move(order, "hold", by=by, now=now, reason=reason, items=False)
    await store.save_header(tx, replace(moved.order, state_before=order.state), now=now)
    await history.record_all(tx, moved.events)
    return moved.order


async def release_service_order(tx: Tx, service_order_id: ServiceOrderId, *, by: str, now: datetime) -> ServiceOrder:
    """Lets a held order go on; raises MoveRefused when it is not held, EnrichmentOpen when its enrichment is."""
    order = await lock_service_order(tx, service_order_id)
    refuse_while_enriched(order)
    moved = move(order, "release", by=by, now=now, items=False)
    await store.save_header(tx, replace(moved.order, state_before=None), now=now)
    await history.record_all(tx, moved.events)
    return moved.order


VERBS: dict[str, tuple[str, Permission]] = {
    "submit": ("submit", Permission.ORDER_EDIT),
    "approve": ("approve", Permission.ORDER_APPROVE),
    "reject": ("reject", Permission.ORDER_APPROVE),
    "reopen": ("reopen", Permission.ORDER_EDIT),
    "abandon": ("abandon", Permission.ORDER_APPROVE),
}


def order_offers(order: ServiceOrder, actor: Actor, *, being_planned: bool = False) -> Offers:
    """What this actor may do with the order now, and why not the rest; `being_planned`: a worker is at its plan."""
    offers = Offers(actor)
    states = ServiceOrderState
    partly = item_choice.is_partly_approved(order)
    for name, (verb, permission) in VERBS.items():
        need = in_state(order.state, SERVICE_ORDER_LIFECYCLE.sources(verb))
        offers.offer(name, permission, Needs(True) if partly and name == "approve" else need)
    several = Needs(len(item_choice.undecided(order)) > 1, "fewItems")
    some = in_state(order.state, (states.ACKNOWLEDGED,))
    offers.offer("approveItems", Permission.ORDER_APPROVE, *(() if partly else (some, several)))
    offers.offer("rejectItems", Permission.ORDER_APPROVE, Needs(partly, "notPartly"))
    enriching = Needs(order.state_before is states.ACKNOWLEDGED, "notEnriching")
    offers.offer("holdEnrichment", Permission.TASK_WORK, enriching, in_state(order.state, (states.PENDING,)))
    offers.offer(
        "resumeEnrichment", Permission.TASK_WORK, enriching, in_state(order.state, (states.PENDING, states.HELD))
    )
    for name in ("edit", "delete"):
        offers.offer(name, Permission.ORDER_EDIT, in_state(order.state, (states.DRAFT, states.ACKNOWLEDGED)))
    asked = SERVICE_ORDER_LIFECYCLE.sources("requestCancellation")
    offers.offer(
        "requestCancellation",
        Permission.ORDER_EDIT,
        in_state(order.state, asked),
        Needs(not being_planned, "beingPlanned"),
    )
    for name in ("grantCancellation", "declineCancellation"):
        offers.offer(name, Permission.ORDER_APPROVE, in_state(order.state, (states.ASSESSING_CANCELLATION,)))
    offers.offer("assignInvestigation", Permission.ORDER_EDIT, in_state(order.state, (states.REJECTED,)))
    offers.offer("addNote", Permission.ORDER_EDIT)
    return offers


def possible_verbs(order: ServiceOrder, actor: Actor) -> list[str]:
    """What this actor may do with the order now."""
    return order_offers(order, actor).verbs
