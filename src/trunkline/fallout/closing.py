"""Closing a domain order by hand: refused while tasks are open, or each of these becomes a fallout (TSK-09)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from trunkline.access.model import SYSTEM, Actor, Permission
from trunkline.events import history
from trunkline.fallout import store
from trunkline.fallout.commands import raise_all, said_text
from trunkline.fallout.errors import DomainOrderNotClosed
from trunkline.fallout.events import DomainOrderClosedByHand
from trunkline.fallout.model import CLOSED_BY_HAND, Failure, Fallout
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import DomainOrderId
from trunkline.orchestration.model import DomainOrder, Task
from trunkline.orchestration.queries import get_domain_order, list_open_tasks_of
from trunkline.orchestration.state import DOMAIN_ORDER_LIFECYCLE, TASK_LIFECYCLE, DomainOrderState, TaskState

MOST_FALLOUTS = 200  # raised by one closing
_NAMED = 20  # open tasks that a refusal names


class WithOpenTasks(StrEnum):
    """What closing does while tasks are open."""

    REFUSE = "refuse"  # nothing, and says which
    RAISE_FALLOUT = "raiseFallout"  # each that could go on is held, with a fallout that says so


class ClosingPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What closing would meet: the tasks that would get a fallout, and those that wait for them or for others."""

    domain_order: DomainOrder
    held: tuple[Task, ...]
    waiting: tuple[Task, ...]
    refusal: str | None = None  # why it cannot be closed so either


def decide_closing(domain_order: DomainOrder, open_tasks: Sequence[Task]) -> ClosingPlan:
    """Which of the open tasks become fallouts; `refusal` says why none can."""
    held = tuple(t for t in open_tasks if t.state is TaskState.HELD or TASK_LIFECYCLE.allows("hold", t.state))
    waiting = tuple(t for t in open_tasks if t not in held)
    number = domain_order.number
    refusal = None
    if domain_order.state in DOMAIN_ORDER_LIFECYCLE.finals:
        refusal = f"{number} has ended already: it is {domain_order.state}"
    elif domain_order.state is DomainOrderState.PENDING_CANCELLATION:
        refusal = f"{number} is being undone; it ends by itself when that is done"
    elif not held:
        refusal = f"everything open of {number} waits for other work; there is no task yet that a person could mend"
    elif len(held) > MOST_FALLOUTS:
        refusal = f"{len(held)} tasks of {number} are open; close the domain orders below it one by one"
    return ClosingPlan(domain_order=domain_order, held=held, waiting=waiting, refusal=refusal)


async def preview_closing(tx: Tx, domain_order_id: DomainOrderId) -> ClosingPlan:
    """What closing this domain order by hand would meet now; nothing is written. Raises UnknownDomainOrder."""
    domain_order = await get_domain_order(tx, domain_order_id)
    return decide_closing(domain_order, await list_open_tasks_of(tx, domain_order_id))


async def close_domain_order(
    tx: Tx, domain_order_id: DomainOrderId, *, reason: str, open_tasks: WithOpenTasks, by: Actor, now: datetime
) -> list[Fallout]:
    """Closes a domain order by hand (TSK-09); answers the fallouts of its open tasks and of those of the domain orders
    below it, one each. Needs `task:manage`, with fallouts `fallout:create` too.

    A domain order ends only with its tasks: each fallout holds its task until a remedy ends it, and the domain order
    follows. Raises FalloutIncomplete without a reason, DomainOrderNotClosed with every open task when these are to
    refuse it, when it has ended, or when nothing of it can be mended yet; UnknownDomainOrder.
    """
    by.require(Permission.TASK_MANAGE)
    if open_tasks is WithOpenTasks.RAISE_FALLOUT:
        by.require(Permission.FALLOUT_CREATE)
    said = said_text(reason, field="reason", what="no reason is given", action="say why it is closed by hand")
    await store.lock_orders(tx, [domain_order_id.service_order_id])
    plan = await preview_closing(tx, domain_order_id)
    number = plan.domain_order.number
    if plan.refusal is not None:
        raise DomainOrderNotClosed(plan.refusal)
    if open_tasks is WithOpenTasks.REFUSE:
        still_open = [*plan.held, *plan.waiting]
        raise DomainOrderNotClosed(
            f"{len(still_open)} task(s) of {number} are open; end them, or close it with a fallout on each",
            problems=[
                Problem(item=t.id.number, what=f"'{t.name}' is {t.state}", action="complete, skip or give it up")
                for t in still_open[:_NAMED]
            ],
        )
    # what differs from case to case is quoted, so that all of a kind are one group
    quoted = said.replace("'", "`")
    message = f"closed by hand with open tasks: '{number}' by '{by.name}' because '{quoted}'"
    failures = [
        Failure(task_id=task.id, cause=CLOSED_BY_HAND, message=message, assignment_group=task.assignment_group)
        for task in plan.held
    ]
    raised = await raise_all(tx, failures, raised_by=SYSTEM.name, tried=False, now=now)
    if not raised:
        raise DomainOrderNotClosed(
            f"{number} was closed by hand before: every open task has its fallout; resolve these"
        )
    await history.record(
        tx,
        DomainOrderClosedByHand(
            service_order_id=domain_order_id.service_order_id, n=domain_order_id.n, reason=said,
            fallouts=[fallout.number for fallout in raised], waiting=len(plan.waiting), by=by.name, at=now),
    )  # fmt: skip
    return raised
