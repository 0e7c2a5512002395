"""Milestones as rules: which an order gets, when they are due, what each move makes of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.catalog.model import Catalog, MilestoneBasis, MilestoneDue, MilestonePolicy, MilestoneSpecification
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering.model import Milestone, NewServiceOrder, NewServiceOrderItem
from trunkline.ordering.policies import matching_items, policy_name
from trunkline.ordering.state import MILESTONE_LIFECYCLE


def milestones_of(
    order: NewServiceOrder, catalog: Catalog
) -> list[tuple[NewServiceOrderItem, MilestonePolicy, MilestoneSpecification]]:
    """Every milestone of an order, by item and in the order of the policies' ids and their lists (MIL-01)."""
    found = []
    for item, policy in matching_items(order, catalog, catalog.milestone_policies.values()):
        found += [(item, policy, milestone) for milestone in policy.milestones]
    return found


def due_before_plan(due: MilestoneDue, *, submitted_at: datetime, requested: datetime | None) -> datetime | None:
    """When a milestone is due as far as that is known without a plan."""
    match due.basis:
        case MilestoneBasis.SUBMITTED:
            return submitted_at + due.offset
        case MilestoneBasis.REQUESTED:
            return None if requested is None else requested + due.offset
        case MilestoneBasis.PLAN:
            return None


def new_milestones(
    service_order_id: ServiceOrderId, order: NewServiceOrder, catalog: Catalog, kept: Sequence[Milestone], *,
    now: datetime,
) -> list[Milestone]:  # fmt: skip
    """The milestones that the order lacks, open, numbered after those it keeps."""
    start = next(iter(MILESTONE_LIFECYCLE.starts))
    last = max((milestone.n for milestone in kept), default=0)
    there = {(milestone.item_n, milestone.policy.rpartition("@")[0], milestone.key) for milestone in kept}
    made: list[Milestone] = []
    for item, policy, milestone in milestones_of(order, catalog):
        if (item.n, policy.id, milestone.key) in there:
            continue
        made.append(
            Milestone(
                service_order_id=service_order_id,
                n=last + len(made) + 1,
                item_n=item.n,
                item_id=item.item_id,
                policy=policy_name(policy),
                key=milestone.key,
                name=milestone.name,
                description=milestone.description,
                state=start,
                task_key=milestone.reached_by.task,
                specification_id=milestone.reached_by.specification,
                order_state=milestone.reached_by.order_state,
                due_basis=milestone.due.basis,
                due_offset=milestone.due.offset,
                due_at=due_before_plan(milestone.due, submitted_at=now, requested=order.requested_completion_date),
                expected_at=None,
                targets=0,
                open_targets=0,
                reached_at=None,
                reached_by=None,
                note=None,
                version=1,
            )
        )
    return made


def reached(milestone: Milestone, *, by: str, now: datetime, note: str | None = None) -> Milestone:
    """The milestone reached; raises MoveRefused when it is already."""
    after = MILESTONE_LIFECYCLE.after("reach", milestone.state)
    return msgspec.structs.replace(milestone, state=after, reached_at=now, reached_by=by, note=note)


def reopened(milestone: Milestone, *, note: str) -> Milestone:
    """The milestone open again; raises MoveRefused when it has not been reached."""
    after = MILESTONE_LIFECYCLE.after("reopen", milestone.state)
    return msgspec.structs.replace(milestone, state=after, reached_at=None, reached_by=None, note=note)


def missed(milestone: Milestone) -> Milestone:
    """The milestone of an order that ended without it."""
    return msgspec.structs.replace(milestone, state=MILESTONE_LIFECYCLE.after("miss", milestone.state))
