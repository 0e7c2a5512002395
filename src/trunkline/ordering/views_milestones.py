"""The shapes of milestones in the workspace API."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.kit.ids import ServiceOrderItemId, service_order_number
from trunkline.ordering.model import Milestone
from trunkline.ordering.views_words import Body, Text, View


class ReachedByView(View, frozen=True, kw_only=True):
    """What reaches a milestone by itself: `task` (a key) of the domain orders of `specification`, or all of these
    domain orders, or the order's coming into `orderState`. All null: a person says so. `targets` tasks or domain orders
    of the plan are meant (0 before there is one), `openTargets` of them are still to end."""

    task: str | None
    specification: str | None
    order_state: str | None
    targets: int
    open_targets: int


class MilestoneView(View, frozen=True, kw_only=True):
    """A milestone of an item. `dueAt` was set when the plan was made, `expectedAt` follows the work (null when it is not
    known or the milestone is not open), `late`: it is open and due before now or before it is expected. `item` is the
    client's id of the item, `itemNumber` ours. `targets` are the numbers of the tasks and domain orders that reach it (only
    in the list of an order's). `verbs` are those of `reach`, `reopen` that the caller may use now."""

    number: str
    service_order: str
    item: str
    item_number: str
    key: str
    name: str
    description: str
    state: str
    policy: str
    reached_by: ReachedByView
    due_at: datetime | None
    expected_at: datetime | None
    late: bool
    reached_at: datetime | None
    reached_by_user: str | None
    note: str | None
    version: int
    targets: list[str] | None
    verbs: list[str]


class MilestoneList(View, frozen=True, kw_only=True):
    """The milestones of an order, all at once."""

    items: list[MilestoneView]
    total: int
    next: str | None


class MilestoneBody(Body, frozen=True, kw_only=True):
    """Why a milestone is moved by hand; `version` is the one that was looked at."""

    note: Text
    version: int | None = None


def milestone_view(
    milestone: Milestone, verbs: Sequence[str], *, now: datetime, targets: Sequence[str] | None = None
) -> MilestoneView:
    """A milestone as the workspace sees it; `targets` are the numbers of what reaches it, None when not asked for."""
    due = milestone.due_at
    return MilestoneView(
        number=milestone.number,
        service_order=service_order_number(milestone.service_order_id),
        item=milestone.item_id,
        item_number=ServiceOrderItemId(milestone.service_order_id, milestone.item_n).number,
        key=milestone.key,
        name=milestone.name,
        description=milestone.description,
        state=milestone.state.value,
        policy=milestone.policy,
        reached_by=ReachedByView(
            task=milestone.task_key,
            specification=milestone.specification_id,
            order_state=milestone.order_state,
            targets=milestone.targets,
            open_targets=milestone.open_targets,
        ),
        due_at=due,
        expected_at=milestone.expected_at,
        late=milestone.state == "open" and due is not None and max(now, milestone.expected_at or now) > due,
        reached_at=milestone.reached_at,
        reached_by_user=milestone.reached_by,
        note=milestone.note,
        version=milestone.version,
        targets=None if targets is None else list(targets),
        verbs=list(verbs),
    )
