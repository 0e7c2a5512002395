"""Milestones meet the plan: which tasks and domain orders reach them, when they are due, what a dry run shows of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.catalog.model import Catalog, MilestoneBasis, MilestoneSpecification
from trunkline.decomposition.model import Decomposition
from trunkline.kit.db import Tx
from trunkline.orchestration import milestone_store
from trunkline.orchestration.drafting import top_items
from trunkline.orchestration.model import PlanDraft
from trunkline.orchestration.schedule import Schedule
from trunkline.ordering.capture import as_captured
from trunkline.ordering.commands import reach_by_ended
from trunkline.ordering.milestones import due_before_plan, milestones_of
from trunkline.ordering.model import ServiceOrder


async def link_plan_milestones(tx: Tx, service_order_ids: Sequence[int], *, now: datetime) -> None:
    """Tells the milestones of orders which tasks and domain orders of the plan, or of what joined it, reach them.

    The caller holds the locks of the orders. What has ended by now counts as ended.
    """
    done = await milestone_store.link_targets(tx, service_order_ids)
    for part in ("task", "domainOrder"):
        ended = [(row["service_order_id"], row["n"]) for row in done if row["part"] == part]
        await reach_by_ended(tx, part, ended, now=now)


class PlannedMilestone(msgspec.Struct, frozen=True, kw_only=True):
    """A milestone as it would be made: `targets` is how many tasks or domain orders reach it together."""

    item_n: int
    key: str
    name: str
    description: str
    policy: str
    targets: int
    due_at: datetime | None
    expected_at: datetime | None


def planned_milestones(
    order: ServiceOrder, catalog: Catalog, decomposition: Decomposition, plan: PlanDraft, times: Schedule, *,
    now: datetime,
) -> tuple[PlannedMilestone, ...]:  # fmt: skip
    """The milestones of an order that is tried before it is done; the same rules as `link_plan_milestones`."""
    if not catalog.milestone_policies:
        return ()
    new = as_captured(order)
    chains = top_items(order)[1]
    drafts = {draft.n: draft for draft in decomposition.domain_orders}
    made = []
    ends: dict[int, datetime] = {}  # of domain orders, with what is below them
    by_task: dict[tuple[int, str, str], list[datetime]] = {}
    by_item: dict[int, datetime] = {}
    for task in plan.tasks:
        end, draft = times.tasks[task.n].end_at, drafts[task.domain_order_n]
        for item_n in chains[draft.item_n]:
            by_task.setdefault((item_n, task.key, draft.specification_id), []).append(end)
            by_item[item_n] = max(end, by_item.get(item_n, end))
        n: int | None = draft.n
        while n is not None:
            ends[n] = max(end, ends.get(n, end))
            n = drafts[n].parent_n
    by_whole: dict[tuple[int, str], list[datetime]] = {}
    for draft in drafts.values():
        for item_n in chains[draft.item_n]:
            by_whole.setdefault((item_n, draft.specification_id), []).append(ends.get(draft.n, times.start_at))
    keyed: dict[tuple[int, str], list[datetime]] = {}
    for (item_n, key, _), found in by_task.items():
        keyed.setdefault((item_n, key), []).extend(found)

    def met_at(item_n: int, what: MilestoneSpecification) -> list[datetime]:
        reached = what.reached_by
        if reached.task is not None and reached.specification is not None:
            return by_task.get((item_n, reached.task, reached.specification), [])
        if reached.task is not None:
            return keyed.get((item_n, reached.task), [])
        if reached.specification is not None:
            return by_whole.get((item_n, reached.specification), [])
        return []

    for item, policy, what in milestones_of(new, catalog):
        reached = what.reached_by
        found = met_at(item.n, what)
        expected = max(found, default=None)
        if not found and reached.task is None and reached.specification is None:
            if reached.order_state is None:
                expected = by_item.get(item.n)
            elif reached.order_state in ("completed", "partial"):
                expected = times.end_at
        due = due_before_plan(what.due, submitted_at=order.order_date, requested=order.requested_completion_date)
        if what.due.basis is MilestoneBasis.PLAN and expected is not None:
            due = expected + what.due.offset
        made.append(
            PlannedMilestone(
                item_n=item.n, key=what.key, name=what.name, description=what.description,
                policy=f"{policy.id}@{policy.version}", targets=len(found), due_at=due, expected_at=expected,
            )
        )  # fmt: skip
    return tuple(made)
