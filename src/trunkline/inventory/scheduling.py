"""Suspensions and resumptions whose orders have closed and whose dates are still to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.events import history
from trunkline.inventory.events import InventoryChangeScheduled, InventoryScheduleCancelled
from trunkline.inventory.model import FinishedDomainOrder, InventoryItem
from trunkline.inventory.state import INVENTORY_LIFECYCLE, SCHEDULED_LIFECYCLE, InventoryState, ScheduledState
from trunkline.kit.db import Tx
from trunkline.kit.ids import InventoryItemId


class ScheduledChange(msgspec.Struct, frozen=True, kw_only=True):
    """One suspension or resumption with its date; `id` is 0 for one that takes place at this moment."""

    id: int
    inventory_item_id: InventoryItemId
    action: str  # suspend, resume
    due_at: datetime


def is_later(finished: FinishedDomainOrder, now: datetime) -> bool:
    """Whether a completed suspension or resumption takes effect only at a date that is still to come."""
    due = finished.effective_at
    return (
        due is not None and due > now and finished.outcome == "completed" and finished.action in ("suspend", "resume")
    )


def in_wrong_order(changes: Sequence[ScheduledChange], *, suspended: bool) -> list[ScheduledChange]:
    """What of one item's changes cannot take place in the order of their dates, from its state now.

    A resumption before the suspension that it should end cancels both; a second suspension in a row cancels itself.
    """
    wrong: list[ScheduledChange] = []
    lone = False  # a resumption came too early: the suspension that follows goes with it
    for change in sorted(changes, key=lambda one: (one.due_at, one.id)):
        if change.action == "resume":
            if not suspended:
                wrong.append(change)
                lone = True
            suspended = False
        elif suspended:
            wrong.append(change)
        elif lone:
            wrong.append(change)
            lone = False
        else:
            suspended = True
    return wrong


async def settle(
    tx: Tx,
    later: Iterable[FinishedDomainOrder],
    at_once: Iterable[FinishedDomainOrder],
    items: Mapping[InventoryItemId, InventoryItem],
    *,
    now: datetime,
) -> None:
    """Schedules what takes effect `later`, and cancels what of an item's schedule no longer makes sense.

    `items` are the locked items as they are now. An item that has ended has no schedule any more. Every cancellation
    is told with its reason. Costs one query when nothing is scheduled.
    """
    new = [one for one in later if one.inventory_item_id is not None and one.effective_at is not None]
    if new:
        await _insert(tx, new)
        await history.record_all(
            tx,
            [
                InventoryChangeScheduled(
                    service_order_id=one.service_order_id, inventory_items=[one.inventory_item_id or 0],
                    action=one.action, due_at=one.effective_at or now, by="system", at=now,
                )
                for one in new
            ],
        )  # fmt: skip
    waiting = await waiting_of(tx, items)
    if not waiting:
        return
    resumed = {one.inventory_item_id for one in at_once if one.action == "resume" and one.outcome == "completed"}
    by_item: dict[InventoryItemId, list[ScheduledChange]] = defaultdict(list)
    for change in waiting:
        by_item[change.inventory_item_id].append(change)
    wrong: list[ScheduledChange] = []
    gone: list[ScheduledChange] = []
    for item_id, changes in by_item.items():
        item = items[item_id]
        if item.state in INVENTORY_LIFECYCLE.finals:
            gone += changes
            continue
        suspended = InventoryState.SUSPENDED in (item.state, item.state_before)
        if item_id in resumed and not suspended:
            changes.append(ScheduledChange(id=0, inventory_item_id=item_id, action="resume", due_at=now))
        wrong += [change for change in in_wrong_order(changes, suspended=suspended) if change.id]
    await cancel(tx, wrong, "the resumption comes before the suspension, or it is suspended already then", now=now)
    await cancel(tx, gone, "it has ended", now=now)


async def cancel(tx: Tx, changes: Sequence[ScheduledChange], reason: str, *, now: datetime) -> None:
    """Cancels scheduled changes; one event tells why."""
    if not changes:
        return
    await close(tx, changes, SCHEDULED_LIFECYCLE.after("cancel", ScheduledState.WAITING))
    ids = sorted({change.inventory_item_id for change in changes})
    await history.record(tx, InventoryScheduleCancelled(inventory_items=list(ids), reason=reason, by="system", at=now))


async def close(tx: Tx, changes: Sequence[ScheduledChange], state: ScheduledState) -> None:
    """Writes the final state of scheduled changes."""
    await tx.execute(
        "UPDATE scheduled_inventory_change SET state = $2 WHERE id = ANY ($1::bigint[]) AND state = 'waiting'",
        [change.id for change in changes],
        state.value,
    )


async def waiting_of(tx: Tx, item_ids: Collection[int]) -> list[ScheduledChange]:
    """The waiting changes of these items, the next one first."""
    rows = await tx.fetch(
        """
        SELECT id, inventory_item_id, action, due_at
          FROM scheduled_inventory_change
         WHERE inventory_item_id = ANY ($1::bigint[]) AND state = 'waiting'
         ORDER BY due_at, id
        """,
        list(item_ids),
    )
    return [
        ScheduledChange(
            id=row["id"], inventory_item_id=row["inventory_item_id"], action=row["action"], due_at=row["due_at"]
        )
        for row in rows
    ]


async def _insert(tx: Tx, finished: Sequence[FinishedDomainOrder]) -> None:
    await tx.execute(
        """
        INSERT INTO scheduled_inventory_change
               (inventory_item_id, action, due_at, service_order_id, domain_order_n, state)
        SELECT item, action, due_at, service_order_id, n, 'waiting'
          FROM unnest($1::bigint[], $2::text[], $3::timestamptz[], $4::bigint[], $5::integer[])
               AS new (item, action, due_at, service_order_id, n)
        """,
        [one.inventory_item_id for one in finished],
        [one.action for one in finished],
        [one.effective_at for one in finished],
        [one.service_order_id for one in finished],
        [one.domain_order_n for one in finished],
    )
