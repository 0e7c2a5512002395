"""What follows from what: the life of an order from top to bottom, on one page.

Each reaction gets all events of its kind that one transaction recorded, and runs in that transaction just before it
commits. Reactions may record events themselves; these react in turn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from trunkline.access import events as access
from trunkline.agreements import events as agreements
from trunkline.appointments import events as appointments
from trunkline.assignment import events as assignment
from trunkline.attachments import events as attachments
from trunkline.catalog import events as catalog
from trunkline.events import events as notes
from trunkline.events.model import Event
from trunkline.fallout import events as fallout
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.fallout.dropping import drop_of_cancelled_tasks
from trunkline.fallout.routing_commands import route_failing_differently, route_raised, watch_mentioned
from trunkline.fallout.verifying import confirm_fallouts
from trunkline.insight import events as insight
from trunkline.inventory import events as inventory
from trunkline.inventory.commands import FinishedDomainOrder, finish_domain_orders
from trunkline.jeopardy import events as jeopardy
from trunkline.kit.db import Tx
from trunkline.notifications import events as notifications
from trunkline.orchestration import events as orchestration
from trunkline.orchestration.applying import pass_points_of_no_return
from trunkline.orchestration.commands import follow_priority
from trunkline.orchestration.milestone_linking import link_plan_milestones
from trunkline.orchestration.previewing import preview_service_order
from trunkline.orchestration.queries import find_item_dates
from trunkline.orchestration.rolling_back import settle_undone
from trunkline.orchestration.state import DOMAIN_ORDER_LIFECYCLE
from trunkline.ordering import events as ordering
from trunkline.ordering.commands import approve_by_policy as approve_orders_by_policy
from trunkline.ordering.commands import (
    end_cancellations,
    end_with_order,
    follow_notes,
    follow_orders,
    reach_by_ended,
)
from trunkline.southbound import events as southbound
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind

_DONE = ("completed", "skipped")
_SWITCHES = ("suspend", "resume")  # these take effect at the date of their item, when that is still to come
Reaction = Callable[[Tx, Sequence[Any]], Awaitable[None]]


async def plan_approved_orders(
    tx: Tx, events: Sequence[ordering.ServiceOrderApproved | ordering.ServiceOrderItemsApproved]
) -> None:
    """An approved order, or what of it was approved, is decomposed and planned by the next free worker."""
    subjects = [(event.service_order_id, 0) for event in events if event.service_order_id is not None]
    await add_work(tx, WorkKind.PLAN_SERVICE_ORDER, subjects, due_at=events[0].at)


async def approve_by_policy(
    tx: Tx,
    events: Sequence[
        ordering.ServiceOrderSubmitted
        | ordering.ServiceOrderChanged
        | ordering.EnrichmentFinished
        | ordering.ApprovalGateOpened
    ],
) -> None:
    """An order for which a policy asks nobody is let through by the system."""
    waiting = {event.service_order_id for event in events if event.service_order_id is not None}
    await approve_orders_by_policy(tx, sorted(waiting), now=events[0].at, previewer=preview_service_order)


async def finish_inventory(tx: Tx, events: Sequence[orchestration.DomainOrderStateChanged]) -> None:
    """What an ended domain order made, changed or ceased becomes so in inventory."""
    finals = {state.value for state in DOMAIN_ORDER_LIFECYCLE.finals}
    switched = [e for e in events if e.action in _SWITCHES and e.after in finals]
    dates = await find_item_dates(tx, [(e.service_order_id or 0, e.n or 0) for e in switched])
    finished = [
        FinishedDomainOrder(
            service_order_id=event.service_order_id,
            domain_order_n=event.n,
            inventory_item_id=event.inventory_item_id,
            action=event.action,
            outcome=event.after,
            characteristics=event.characteristics or {},
            effective_at=dates.get((event.service_order_id, event.n)),
        )
        for event in events
        if event.after in finals and event.service_order_id is not None and event.n is not None
    ]
    if finished:
        await finish_domain_orders(tx, finished, now=events[0].at)


async def prioritize_tasks(tx: Tx, events: Sequence[ordering.PriorityRecalculated]) -> None:
    """The tasks of an order follow its urgency, and that of their items."""
    for event in events:
        if event.service_order_id is not None:
            await follow_priority(tx, event.service_order_id, event.items, priority=event.after)


async def raise_fallouts(
    tx: Tx,
    events: Sequence[
        orchestration.AutomatedTaskExhausted | orchestration.EffectNotUndone | orchestration.TaskTestExhausted
    ],
) -> None:
    """A task that no executor could do, or take back, is looked at by a person; a test that repair did not help, too."""
    await raise_for_exhausted(tx, list(events), now=events[0].at)


async def link_milestones(tx: Tx, events: Sequence[orchestration.PlanMade | orchestration.PlanExtended]) -> None:
    """The milestones of an order learn which of the tasks and domain orders of its plan reach them."""
    planned = {event.service_order_id for event in events if event.service_order_id is not None}
    await link_plan_milestones(tx, sorted(planned), now=events[0].at)


async def reach_milestones_of_tasks(tx: Tx, events: Sequence[orchestration.WatchedTaskEnded]) -> None:
    """A milestone is reached when the last task that it waits for has ended well."""
    ended = [(e.service_order_id, e.n) for e in events if e.state in _DONE and e.service_order_id and e.n]
    await reach_by_ended(tx, "task", ended, now=events[0].at)


async def mark_points_of_no_return(tx: Tx, events: Sequence[orchestration.WatchedTaskEnded]) -> None:
    """An item has passed its point of no return when the task that marks it is done."""
    await pass_points_of_no_return(tx, events, now=events[0].at)


async def reach_milestones_of_domain_orders(tx: Tx, events: Sequence[orchestration.DomainOrderStateChanged]) -> None:
    """The same with the last domain order that it waits for."""
    ended = [(e.service_order_id, e.n) for e in events if e.after == "completed" and e.service_order_id and e.n]
    await reach_by_ended(tx, "domainOrder", ended, now=events[0].at)


async def reach_milestones_of_orders(tx: Tx, events: Sequence[ordering.ServiceOrderStateChanged]) -> None:
    """A milestone is reached when its order comes into the state that it waits for, and missed when the order ends."""
    states = {int(event.service_order_id): event.after for event in events if event.service_order_id is not None}
    await follow_orders(tx, states, now=events[0].at)


async def end_order_tasks(tx: Tx, events: Sequence[ordering.ServiceOrderStateChanged]) -> None:
    """What is open of the tasks of an order itself goes when the order has ended."""
    states = {int(event.service_order_id): event.after for event in events if event.service_order_id is not None}
    await end_with_order(tx, states, now=events[0].at)


async def end_requests_to_cancel(tx: Tx, events: Sequence[ordering.ServiceOrderItemStateChanged]) -> None:
    """A request to cancel is over when the last item that it is about has ended."""
    await end_cancellations(tx, events, now=events[0].at)


async def drop_fallouts(tx: Tx, events: Sequence[ordering.CancellationDecided]) -> None:
    """What failed of work that nobody wants any more need not be mended."""
    for event in events:
        if event.granted and event.service_order_id is not None:
            await drop_of_cancelled_tasks(tx, event.service_order_id, reason=event.reason, by=event.by, now=event.at)


async def route_fallouts(tx: Tx, events: Sequence[fallout.FalloutRaised]) -> None:
    """A new fallout goes to the group that the rules say, and elsewhere when it stays open."""
    await route_raised(tx, list(events))


async def route_again(tx: Tx, events: Sequence[fallout.FalloutFailedAgain]) -> None:
    """A fallout that fails differently goes to whom the rules say of the new failure."""
    await route_failing_differently(tx, list(events))


async def tell_mentioned(tx: Tx, events: Sequence[fallout.FalloutNoted]) -> None:
    """Who is named in a note watches the fallout."""
    await watch_mentioned(tx, list(events))


async def confirm_remedies(tx: Tx, events: Sequence[orchestration.WatchedTaskEnded]) -> None:
    """A task that was tried again and has ended shows that the remedy helped; one that undid work, that it is undone."""
    await settle_undone(tx, list(events))
    await confirm_fallouts(tx, list(events), now=events[0].at)


REACTIONS: Mapping[type[Event], Sequence[Reaction]] = {
    ordering.ServiceOrderSubmitted: [approve_by_policy],
    ordering.ServiceOrderChanged: [approve_by_policy],
    ordering.EnrichmentFinished: [approve_by_policy],
    ordering.ServiceOrderApproved: [plan_approved_orders],
    ordering.ServiceOrderItemsApproved: [plan_approved_orders],
    ordering.ServiceOrderStateChanged: [reach_milestones_of_orders, end_order_tasks],
    ordering.ServiceOrderItemStateChanged: [end_requests_to_cancel],
    ordering.CancellationDecided: [drop_fallouts],
    ordering.ApprovalGateOpened: [approve_by_policy],
    ordering.PriorityRecalculated: [prioritize_tasks],
    orchestration.PlanMade: [link_milestones],
    orchestration.PlanExtended: [link_milestones],
    orchestration.DomainOrderStateChanged: [finish_inventory, reach_milestones_of_domain_orders],
    orchestration.AutomatedTaskExhausted: [raise_fallouts],
    fallout.FalloutRaised: [route_fallouts],
    fallout.FalloutFailedAgain: [route_again],
    fallout.FalloutNoted: [tell_mentioned],
    notes.NoteEdited: [follow_notes],
    notes.NoteTakenBack: [follow_notes],
    orchestration.EffectNotUndone: [raise_fallouts],
    orchestration.TaskTestExhausted: [raise_fallouts],
    orchestration.WatchedTaskEnded: [confirm_remedies, reach_milestones_of_tasks, mark_points_of_no_return],
}

# events that are kept for the history, and that nothing follows from
WITHOUT_CONSEQUENCE: frozenset[type[Event]] = frozenset(
    found
    for module in (
        access,
        agreements,
        appointments,
        assignment,
        attachments,
        catalog,
        fallout,
        insight,
        inventory,
        jeopardy,
        notifications,
        ordering,
        orchestration,
        southbound,
    )
    for found in vars(module).values()
    if isinstance(found, type) and issubclass(found, Event) and found is not Event and found not in REACTIONS
)


async def react(tx: Tx) -> None:
    """Runs the reactions to everything that the transaction recorded, and to what these record, until all is done."""
    while tx.recorded:
        events, tx.recorded = tx.recorded, []
        by_kind: dict[type[Event], list[Event]] = defaultdict(list)
        for event in events:
            by_kind[type(event)].append(event)
        for kind, same in by_kind.items():
            for reaction in REACTIONS.get(kind, ()):
                await reaction(tx, same)
