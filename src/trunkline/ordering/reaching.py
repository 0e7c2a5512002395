"""Commands of milestones: made at submission, reached by what happens or by a person, missed when the order ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import Catalog
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import MilestoneId, ServiceOrderId
from trunkline.ordering import milestone_queries, milestone_store, milestones
from trunkline.ordering.errors import MilestoneChanged, ReasonRequired
from trunkline.ordering.events import MilestoneMissed, MilestoneReached, MilestoneReopened
from trunkline.ordering.locking import lock_service_order
from trunkline.ordering.model import Milestone, NewServiceOrder
from trunkline.ordering.state import ENDED, MilestoneState, ServiceOrderState


async def open_milestones(
    tx: Tx, service_order_id: ServiceOrderId, new: NewServiceOrder, catalog: Catalog, *, now: datetime
) -> None:
    """Gives an order that is submitted, or changed before its approval, the milestones that the catalog says (MIL-01).

    Those that it has and shall not have any more go, unless they were reached.
    """
    if not catalog.milestone_policies:
        return
    known = await milestone_store.load_milestones(tx, service_order_id)
    wanted = {(i.n, i.item_id, p.id, m.key) for i, p, m in milestones.milestones_of(new, catalog)}
    stale = [
        one
        for one in known
        if one.state is MilestoneState.OPEN
        and (one.item_n, one.item_id, one.policy.rpartition("@")[0], one.key) not in wanted
    ]
    if stale:
        await milestone_store.delete_milestones(tx, service_order_id, [one.n for one in stale])
    kept = [one for one in known if one not in stale]
    made = milestones.new_milestones(service_order_id, new, catalog, kept, now=now)
    if made:
        await milestone_store.insert_milestones(tx, made)


async def reach_by_ended(tx: Tx, part: str, subjects: Sequence[tuple[int, int]], *, now: datetime) -> list[Milestone]:
    """Reaches the milestones of which the last of these tasks or domain orders `(order, n)` has ended well (MIL-02).

    `part` is task or domainOrder. The caller holds the locks of the orders. Work: the targets and their milestones.
    """
    if not subjects:
        return []
    ready = await milestone_store.end_targets(tx, part, subjects)
    return await _save(tx, [milestones.reached(one, by="system", now=now) for one in ready], now=now)


async def hand_on_targets(tx: Tx, service_order_id: int, heirs: Mapping[int, int]) -> None:
    """Milestones that wait for these tasks wait for their heirs instead; the caller holds the order's lock."""
    await milestone_store.hand_on_targets(tx, service_order_id, heirs)


async def follow_orders(tx: Tx, states: Mapping[int, ServiceOrderState], *, now: datetime) -> list[Milestone]:
    """Reaches the milestones of these orders that wait for the state they came into; misses what an ended one left."""
    if not states:
        return []
    found = await milestone_store.find_open(tx, list(states))
    moved = []
    for one in found:
        state = states[one.service_order_id]
        if one.order_state == state:
            moved.append(milestones.reached(one, by="system", now=now))
        elif state in ENDED:
            moved.append(milestones.missed(one))
    return await _save(tx, moved, now=now)


async def reach_milestone(
    tx: Tx, milestone_id: MilestoneId, *, note: str, by: Actor, now: datetime, version: int | None = None
) -> Milestone:
    """Says by hand, with a reason, that a milestone is reached; also of one that an ended order had missed.

    Needs `task:work`. Raises UnknownMilestone, ReasonRequired, MoveRefused, and MilestoneChanged when `version` is not
    the milestone's.
    """
    by.require(Permission.TASK_WORK)
    found = await _lock(tx, milestone_id, version)
    [after] = await _save(tx, [milestones.reached(found, by=by.name, now=now, note=_said(note))], now=now)
    return await milestone_queries.get_milestone(tx, MilestoneId(after.service_order_id, after.n))


async def reopen_milestone(
    tx: Tx, milestone_id: MilestoneId, *, note: str, by: Actor, now: datetime, version: int | None = None
) -> Milestone:
    """Takes back, with a reason, that a milestone is reached. Needs `task:manage`. Raises what `reach_milestone` raises."""
    by.require(Permission.TASK_MANAGE)
    found = await _lock(tx, milestone_id, version)
    after = milestones.reopened(found, note=_said(note))
    await milestone_store.save_moves(tx, [after])
    await history.record(tx, MilestoneReopened(
        service_order_id=after.service_order_id, n=after.n, item_n=after.item_n, item_id=after.item_id, key=after.key,
        name=after.name, note=after.note or "", by=by.name, at=now))  # fmt: skip
    return await milestone_queries.get_milestone(tx, milestone_id)


async def _lock(tx: Tx, milestone_id: MilestoneId, version: int | None) -> Milestone:
    await lock_service_order(tx, milestone_id.service_order_id)
    found = await milestone_queries.get_milestone(tx, milestone_id)
    if version is not None and version != found.version:
        raise MilestoneChanged(f"{found.number} was changed meanwhile (version {found.version}): look at it again")
    return found


def _said(note: str) -> str:
    said = note.strip()
    if not said:
        problem = Problem(field="note", what="the note is empty", action="write how you know")
        raise ReasonRequired("say why: a milestone moved by hand needs a reason", problems=[problem])
    return said


async def _save(tx: Tx, moved: list[Milestone], *, now: datetime) -> list[Milestone]:
    await milestone_store.save_moves(tx, moved)
    await history.record_all(tx, [_event(one, now=now) for one in moved])
    return moved


def _event(one: Milestone, *, now: datetime) -> Event:
    if one.state is MilestoneState.REACHED:
        return MilestoneReached(
            service_order_id=one.service_order_id, n=one.n, item_n=one.item_n, item_id=one.item_id, key=one.key,
            name=one.name, due_at=one.due_at, note=one.note, by=one.reached_by or "system", at=now,
        )  # fmt: skip
    return MilestoneMissed(
        service_order_id=one.service_order_id, n=one.n, item_n=one.item_n, item_id=one.item_id, key=one.key,
        name=one.name, by="system", at=now,
    )  # fmt: skip
