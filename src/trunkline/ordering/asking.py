"""What follows a submission: what must be found out first, and else an approval is asked for."""

from __future__ import annotations

from datetime import datetime

from trunkline.catalog.model import Catalog, OrderStage
from trunkline.catalog.queries import load_catalog
from trunkline.events.model import Event
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering import approval as approvals
from trunkline.ordering import capture as rules
from trunkline.ordering import decision_store, enrichment, enrichment_store, policies, queries, store
from trunkline.ordering.events import EnrichmentStarted, ServiceOrderItemStateChanged, ServiceOrderStateChanged
from trunkline.ordering.model import Approval, NewServiceOrder, ServiceOrder
from trunkline.ordering.order_tasking import make_order_tasks
from trunkline.ordering.reaching import open_milestones
from trunkline.ordering.state import SERVICE_ORDER_LIFECYCLE, ServiceOrderState


async def await_decision(
    tx: Tx,
    service_order_id: ServiceOrderId,
    new: NewServiceOrder,
    catalog: Catalog,
    *,
    version: int,
    priority: int,
    by: str,
    now: datetime,
) -> list[Event]:
    """Gives an order that was just acknowledged its enrichment tasks, or, when there are none, asks for approval.

    The items to be enriched and the order are pending then; the caller records the events (ENR-01, ENR-02, ENR-06).
    """
    await open_milestones(tx, service_order_id, new, catalog, now=now)
    await make_order_tasks(
        tx, service_order_id, new, catalog, (OrderStage.SUBMITTED,), priority=priority, by=by, now=now, drop=True
    )
    matches = policies.enriching(new, catalog)
    known = await enrichment_store.load_tasks(tx, service_order_id) if matches else []
    tasks = enrichment.tasks_of(service_order_id, matches, known, priority=priority, now=now)
    if not tasks:
        await ask_approval(tx, service_order_id, new, catalog, version=version)
        return []
    await enrichment_store.insert_tasks(tx, tasks)
    numbers = sorted({task.item_n for task in tasks})
    before = ServiceOrderState.ACKNOWLEDGED
    after = SERVICE_ORDER_LIFECYCLE.after("enrich", before)
    await store.save_order_state(
        tx, service_order_id, state=after, reason=enrichment.REASON, state_before=before, now=now
    )
    await store.save_states_of_items(tx, service_order_id, numbers, state=after, reason=enrichment.REASON)
    facts = {"before": before, "after": after, "reason": enrichment.REASON, "by": by, "at": now}
    return [
        ServiceOrderStateChanged(service_order_id=service_order_id, **facts),  # type: ignore[arg-type]  # mixed values
        *(
            ServiceOrderItemStateChanged(service_order_id=service_order_id, n=n, **facts)  # type: ignore[arg-type]  # as above
            for n in numbers
        ),
        EnrichmentStarted(service_order_id=service_order_id, tasks=tuple(task.n for task in tasks), by=by, at=now),
    ]


async def ask_approval(
    tx: Tx, service_order_id: ServiceOrderId, new: NewServiceOrder, catalog: Catalog, *, version: int
) -> Approval:
    """Asks for an approval of this version, by as many people as the policies want."""
    demand = policies.demanded(new, catalog)
    asked = approvals.ask(
        await queries.list_approvals(tx, service_order_id), version, needed=demand.approvals, policy=demand.policy
    )
    await decision_store.save_approval(tx, service_order_id, asked)
    return asked


async def ask_again(tx: Tx, order: ServiceOrder, *, now: datetime) -> Approval:
    """Asks for an approval of a stored order as it stands; its milestones follow what was changed."""
    new, catalog = rules.as_captured(order), await load_catalog(tx, order.catalog_revision)
    await open_milestones(tx, order.id, new, catalog, now=now)
    if order.catalog_revision is None:
        await make_order_tasks(
            tx,
            order.id,
            new,
            catalog,
            (OrderStage.SUBMITTED,),
            priority=order.priority,
            by="system",
            now=now,
            drop=True,
        )
    return await ask_approval(tx, order.id, new, catalog, version=order.version)


async def withdraw_approval(tx: Tx, service_order_id: ServiceOrderId, *, note: str, by: str, now: datetime) -> None:
    """Takes the pending approval back, when there is one; who said yes to it stays on record."""
    waiting = approvals.pending(await queries.list_approvals(tx, service_order_id))
    if waiting is not None:
        withdrawn = approvals.decide(waiting, "withdraw", by=by, now=now, note=note)
        await decision_store.save_approval(tx, service_order_id, withdrawn)
