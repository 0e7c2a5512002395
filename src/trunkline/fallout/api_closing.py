"""HTTP: closing a domain order by hand, and what that would meet."""

from __future__ import annotations

import msgspec
from litestar import get, post

from trunkline.access.model import Actor, Permission
from trunkline.fallout.closing import ClosingPlan, WithOpenTasks, close_domain_order, preview_closing
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import DomainOrderId
from trunkline.orchestration.model import Task

_TAGS = ["Domain orders"]


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class OpenTask(_Wire, frozen=True, kw_only=True):
    """A task that stands against closing."""

    task: str
    name: str
    state: str
    domain_order: str


class ClosingPreview(_Wire, frozen=True, kw_only=True):
    """What closing would meet: `held` get a fallout each, `waiting` go on when these are mended.

    `verbs` has `closeByHand` when the caller may close it so; `refusal` says why nobody can.
    """

    domain_order: str
    held: list[OpenTask]
    waiting: list[OpenTask]
    refusal: str | None
    verbs: list[str]


class ClosingByHand(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why it is closed, and what becomes of open tasks."""

    reason: str
    open_tasks: WithOpenTasks = WithOpenTasks.REFUSE


class ClosedByHand(_Wire, frozen=True, kw_only=True):
    """The fallouts that closing raised."""

    domain_order: str
    fallouts: list[str]


def _open_task(task: Task) -> OpenTask:
    return OpenTask(
        task=task.id.number, name=task.name, state=task.state.value, domain_order=task.domain_order_number
    )  # fmt: skip


def _render(plan: ClosingPlan, actor: Actor) -> ClosingPreview:
    may = actor.may(Permission.TASK_MANAGE) and actor.may(Permission.FALLOUT_CREATE)
    return ClosingPreview(
        domain_order=plan.domain_order.number,
        held=[_open_task(task) for task in plan.held],
        waiting=[_open_task(task) for task in plan.waiting],
        refusal=plan.refusal,
        verbs=["closeByHand"] if may and plan.refusal is None else [],
    )


@get("/api/domainOrders/{number:str}/close", tags=_TAGS)
async def show_closing(number: str, database: Database, actor: Actor) -> ClosingPreview:
    """What closing this domain order by hand would meet now."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        return _render(await preview_closing(tx, DomainOrderId.read(number)), actor)


@post("/api/domainOrders/{number:str}/close", tags=_TAGS, status_code=200)
async def close_by_hand(number: str, data: ClosingByHand, database: Database, actor: Actor) -> ClosedByHand:
    """Closes a domain order by hand: refused while tasks are open, or with a fallout on each."""
    domain_order_id = DomainOrderId.read(number)
    async with database.transaction() as tx:
        raised = await close_domain_order(
            tx, domain_order_id, reason=data.reason, open_tasks=data.open_tasks, by=actor, now=clock.now()
        )
    return ClosedByHand(domain_order=number.upper(), fallouts=[fallout.number for fallout in raised])


routes = [show_closing, close_by_hand]
