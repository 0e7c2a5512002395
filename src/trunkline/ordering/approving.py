"""Commands of approval: the review, a yes to the whole order or to some of its items, by one, by several, by a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from trunkline.access.model import SYSTEM, Actor, Permission
from trunkline.catalog.model import OrderStage
from trunkline.catalog.queries import load_catalog
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering import approval as approvals
from trunkline.ordering import capture as rules
from trunkline.ordering import decision_store, enrichment_store, item_choice, policies, queries, store
from trunkline.ordering.asking import ask_approval
from trunkline.ordering.capturing import close_investigation, save_findings, surroundings, with_findings
from trunkline.ordering.errors import EnrichmentOpen, ItemsNotDecidable
from trunkline.ordering.events import (
    ApprovalSigned,
    AutomaticApprovalGiven,
    AutomaticApprovalWithheld,
    ServiceOrderApproved,
    ServiceOrderItemsApproved,
)
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.model import Approval, ApprovalSignature, Check, NewServiceOrder, Preview, ServiceOrder
from trunkline.ordering.moves import move, move_items
from trunkline.ordering.order_task_store import load_open_tasks
from trunkline.ordering.order_tasking import make_order_tasks
from trunkline.ordering.previewing import Previewer
from trunkline.ordering.review import refuse_unless_passed
from trunkline.ordering.review import review as checklist
from trunkline.ordering.state import SERVICE_ORDER_LIFECYCLE, ServiceOrderState


class _Examined(msgspec.Struct, frozen=True, kw_only=True):
    """An order, or some items of it, looked at again for a decision."""

    new: NewServiceOrder  # as capture sees it now
    around: rules.Surroundings
    checks: list[Check]
    preview: Preview | None


async def _examine(
    tx: Tx, order: ServiceOrder, previewer: Previewer | None, *, now: datetime, whole: ServiceOrder | None = None
) -> _Examined:
    new = rules.as_captured(order)
    around = await surroundings(tx, new.items, revision=order.catalog_revision)
    captured = rules.capture(new, around, now=now).order
    preview = None if previewer is None else await previewer(tx, order, now=now)
    approved = () if whole is None else item_choice.approved_part(whole).items
    checks = checklist(
        order,
        captured,
        around,
        now=now,
        tasks=await enrichment_store.load_tasks(tx, order.id),
        duplicates=await queries.find_likely_duplicates(tx, order),
        siblings={item.item_id for item in approved},
        more=() if preview is None else preview.checks,
        gates=[task for task in await load_open_tasks(tx, [order.id]) if task.gates_approval],
    )
    return _Examined(new=captured, around=around, checks=checks, preview=preview)


async def review(
    tx: Tx, service_order_id: ServiceOrderId, *, now: datetime, previewer: Previewer | None = None
) -> list[Check]:
    """The checklist of the order as it stands, against the catalog and the inventory of now; changes nothing."""
    return (await review_with_preview(tx, service_order_id, now=now, previewer=previewer))[1]


async def review_with_preview(
    tx: Tx,
    service_order_id: ServiceOrderId,
    *,
    now: datetime,
    previewer: Previewer | None = None,
    items: Collection[int] | None = None,
) -> tuple[ServiceOrder, list[Check], Preview | None]:
    """The order, its checklist and what approving it would lead to; of a partly approved order, of the items that wait.

    With `items` only these are looked at, as if they alone were approved. Changes nothing. Raises UnknownServiceOrder,
    ItemsNotDecidable.
    """
    order = await queries.get_service_order(tx, service_order_id)
    looked_at = order
    if items is not None or item_choice.is_partly_approved(order):
        looked_at = item_choice.part(order, item_choice.with_nested(order, item_choice.choose(order, items)))
    found = await _examine(tx, looked_at, previewer, now=now, whole=order)
    return order, found.checks, found.preview


async def approve_service_order(
    tx: Tx,
    service_order_id: ServiceOrderId,
    *,
    by: Actor,
    now: datetime,
    note: str | None = None,
    version: int | None = None,
    items: Collection[int] | None = None,
    preview: str | None = None,
    previewer: Previewer | None = None,
) -> ServiceOrder:
    """Lets an acknowledged or rejected order through, pinned to the newest catalog; or the items of it that wait.

    `items` are numbers of top-level items: only these, with what is nested in them, are let through, the others stay
    acknowledged (APR-13). Where a policy wants several people, the order stays as it is until the last of them (APR-14).
    `preview` is the digest of the dry run that the approver was shown.

    Needs `service_order:approve`. Raises MoveRefused in any other state (so of two who approve at once the second hears
    of the first), EnrichmentOpen, OrderChanged when `version` is not the order's, PreviewChanged, ReviewNotPassed when a
    blocking check fails, ItemsNotDecidable, AlreadySigned, OtherItemsSigned.
    """
    by.require(Permission.ORDER_APPROVE)
    order = await lock_service_order(tx, service_order_id)
    joining = item_choice.is_partly_approved(order)
    if not joining:
        refuse_while_enriched(order)
        SERVICE_ORDER_LIFECYCLE.after("approve", order.state)
    approvals.refuse_other_version(order, version)
    if items is not None and order.state is ServiceOrderState.REJECTED:
        raise ItemsNotDecidable(f"{order.number} is rejected: approve it whole, or reopen it")
    tops = None if items is None and not joining else item_choice.choose(order, items)
    if tops is not None and not joining and set(tops) == set(item_choice.undecided(order)):
        tops = None  # all of them: the whole order
    chosen = None if tops is None else item_choice.with_nested(order, tops)
    meant = order if chosen is None else item_choice.part(order, chosen)
    found = await _examine(tx, meant, previewer, now=now, whole=order)
    approvals.refuse_other_preview(order, preview, found.preview)
    refuse_unless_passed(order, found.checks)
    if not await _sign(tx, order, tops, found, by=by, now=now, note=note, preview=preview):
        return await queries.get_service_order(tx, order.id)
    return await _let_through(tx, order, meant, tops, found, by=by.name, now=now, note=note)


def refuse_while_enriched(order: ServiceOrder) -> None:
    """Raises EnrichmentOpen while something has still to be found out about the order (APR-07)."""
    if order.state_before is ServiceOrderState.ACKNOWLEDGED and order.state in (
        ServiceOrderState.PENDING, ServiceOrderState.HELD,
    ):  # fmt: skip
        raise EnrichmentOpen(
            f"{order.number} waits for its enrichment: complete its enrichment tasks first; it is then acknowledged"
        )


async def _sign(
    tx: Tx,
    order: ServiceOrder,
    tops: tuple[int, ...] | None,
    found: _Examined,
    *,
    by: Actor,
    now: datetime,
    note: str | None,
    preview: str | None,
) -> bool:
    """Records one person's yes with what was shown; whether that is enough."""
    asked = await queries.list_approvals(tx, order.id)
    # the whole order counts, whichever items are meant: a large order does not get smaller by being approved in parts
    demand = policies.demanded(rules.as_captured(order), found.around.catalog)
    approval = approvals.pending(asked) or approvals.ask(asked, order.version)
    signatures = await queries.list_signatures(tx, order.id, approval.n)
    approval = replace(approval, needed=demand.approvals, policy=demand.policy)
    shown = found.preview if preview is not None else None
    signature = ApprovalSignature(
        approval_n=approval.n,
        signed_by=by.name,
        signed_at=now,
        note=note,
        preview=preview,
        shown=None if shown is None else shown.shown,
    )
    enough = approvals.sign(approval, signatures, signature, tops)
    approval = replace(approval, items=tops)
    await decision_store.save_approval(tx, order.id, approval)
    await decision_store.insert_signature(tx, order.id, signature)
    if enough:
        await decision_store.save_approval(
            tx,
            order.id,
            approvals.decide(
                approval, "approve", by=by.name, now=now, note=note, catalog_revision=found.around.catalog.revision
            ),
        )
        return True
    given = len(signatures) + 1
    if order.state is ServiceOrderState.ACKNOWLEDGED:
        reason = f"approvals {given} of {approval.needed}"
        await store.save_header(tx, replace(order, state_reason=reason), now=now)
    await history.record(
        tx,
        ApprovalSigned(
            service_order_id=order.id, n=approval.n, version=order.version, given=given, needed=approval.needed,
            policy=approval.policy, note=note, by=by.name, at=now,
        ),
    )  # fmt: skip
    return False


async def _let_through(
    tx: Tx,
    order: ServiceOrder,
    meant: ServiceOrder,
    tops: tuple[int, ...] | None,
    found: _Examined,
    *,
    by: str,
    now: datetime,
    note: str | None,
) -> ServiceOrder:
    """Writes the approval into the order: its states, what the items are pinned to, what is counted as open."""
    revision = found.around.catalog.revision
    first = order.catalog_revision is None
    events: list[Event] = []
    header = order
    moved_items, told = move_items(meant.items, "approve", by=by, now=now)
    if not item_choice.is_partly_approved(order):
        moved = move(order, "approve", by=by, now=now, items=False)
        header = replace(moved.order, catalog_revision=revision, start_date=now)
        events += moved.events
    approved = with_findings(moved_items, found.new.items)
    by_n = {item.id.n: item for item in approved}
    header = replace(header, items=tuple(by_n.get(item.id.n, item) for item in order.items))
    if header.state is ServiceOrderState.IN_PROGRESS:
        header = replace(header, state_reason=item_choice.approval_note(header))
    versions = {
        item.specification_id: found.around.catalog.specification(item.specification_id).version
        for item in approved
        if item.specification_id is not None
    }
    await save_findings(tx, meant.items, approved)
    await store.save_header(tx, header, now=now)
    nested = Counter(item.parent_n for item in order.items)
    begun = [(item.id.n, versions.get(item.specification_id or ""), nested[item.id.n]) for item in approved]
    state = SERVICE_ORDER_LIFECYCLE.after("approve", ServiceOrderState.ACKNOWLEDGED)
    await store.begin_items(tx, order.id, begun, state=state)
    if not item_choice.is_partly_approved(order):
        await store.count_items(tx, order.id)
    after_approval = (OrderStage.POST_APPROVAL, OrderStage.POST_FULFILLMENT)
    chosen = {item.id.n for item in approved}
    await make_order_tasks(
        tx, order.id, rules.as_captured(order), found.around.catalog, after_approval, items=chosen,
        priority=order.priority, by=by, now=now,
    )  # fmt: skip
    waiting = item_choice.undecided(header)
    if waiting:
        left = rules.as_captured(order)
        await ask_approval(tx, order.id, left, found.around.catalog, version=order.version)
    facts: Event
    if tops is None:
        facts = ServiceOrderApproved(
            service_order_id=order.id, version=order.version, catalog_revision=revision, note=note, by=by, at=now
        )
    else:
        facts = ServiceOrderItemsApproved(
            service_order_id=order.id, version=order.version, catalog_revision=revision, items=tops, first=first,
            waiting=len(waiting), note=note, by=by, at=now,
        )  # fmt: skip
    await history.record(tx, facts, *events, *told, *await close_investigation(tx, order.id, "resolve", by=by, now=now))
    return replace(
        header,
        items=tuple(
            replace(item, specification_version=versions.get(item.specification_id or ""))
            if item.id.n in by_n
            else item
            for item in header.items
        ),
    )


async def approve_by_policy(
    tx: Tx, service_order_ids: Sequence[ServiceOrderId], *, now: datetime, previewer: Previewer | None = None
) -> list[ServiceOrderId]:
    """Lets those of the orders through for which a policy asks nobody (APR-16); answers which.

    What the review finds keeps an order waiting for a person, and is recorded. Done again it changes nothing.
    """
    catalog = await load_catalog(tx)
    if not any(policy.approvals == 0 for policy in catalog.approval_policies.values()):
        return []
    given = []
    for order in await queries.get_service_orders(tx, sorted(service_order_ids)):
        if order.state is not ServiceOrderState.ACKNOWLEDGED:
            continue
        demand = policies.demanded(rules.as_captured(order), catalog)
        if demand.approvals == 0 and demand.policy is not None:
            given += [order.id] if await _approve_alone(tx, order, demand.policy, previewer, now=now) else []
    return given


async def _approve_alone(
    tx: Tx, order: ServiceOrder, policy: str, previewer: Previewer | None, *, now: datetime
) -> bool:
    order = await lock_service_order(tx, order.id)
    asked: Approval | None = approvals.pending(await queries.list_approvals(tx, order.id))
    if asked is None or order.state is not ServiceOrderState.ACKNOWLEDGED:
        return False
    found = await _examine(tx, order, previewer, now=now)
    failed = [check for check in found.checks if check.blocking and not check.passed]
    if failed:
        reason = "; ".join(f"{check.name}: {check.reason}" for check in failed)
        await history.record(
            tx,
            AutomaticApprovalWithheld(
                service_order_id=order.id, version=order.version, policy=policy, reason=reason, by=SYSTEM.name, at=now
            ),
        )
        return False
    await _sign(tx, order, None, found, by=SYSTEM, now=now, note=f"policy {policy}", preview=None)
    await _let_through(tx, order, order, None, found, by=SYSTEM.name, now=now, note=f"policy {policy}")
    await history.record(
        tx,
        AutomaticApprovalGiven(service_order_id=order.id, version=order.version, policy=policy, by=SYSTEM.name, at=now),
    )
    return True
