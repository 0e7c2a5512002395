"""HTTP: the milestones of an order: read, reached by hand, taken back."""

from __future__ import annotations

from collections.abc import Sequence

from litestar import get, post

from trunkline.access.model import Actor, Permission
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import MilestoneId, read_service_order_number
from trunkline.ordering import commands, milestone_queries
from trunkline.ordering import views_milestones as shapes
from trunkline.ordering.api_workspace import ONE
from trunkline.ordering.model import Milestone
from trunkline.ordering.queries import require_service_order
from trunkline.ordering.state import MILESTONE_LIFECYCLE

TAG = "Milestones"
MILESTONE = "/api/milestones/{number:str}"
_RIGHTS = {"reach": Permission.TASK_WORK, "reopen": Permission.TASK_MANAGE}


def _verbs(milestone: Milestone, actor: Actor) -> Sequence[str]:
    """What this actor may do with the milestone now."""
    possible = MILESTONE_LIFECYCLE.verbs(milestone.state)
    return [verb for verb, right in _RIGHTS.items() if verb in possible and actor.may(right)]


@get(ONE + "/milestones", tags=[TAG])
async def list_milestones_of_order(number: str, database: Database, actor: Actor) -> shapes.MilestoneList:
    """All milestones of an order, item by item, with what each waits for and when it is due and expected."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        order_id = read_service_order_number(number)
        await require_service_order(tx, order_id)
        found = await milestone_queries.milestones_of_order(tx, order_id)
        targets = await milestone_queries.targets_of_order(tx, order_id) if found else {}
    now = clock.now()
    views = [shapes.milestone_view(one, _verbs(one, actor), now=now, targets=targets.get(one.n, ())) for one in found]
    return shapes.MilestoneList(items=views, total=len(views), next=None)


@get(MILESTONE, tags=[TAG])
async def show_milestone(number: str, database: Database, actor: Actor) -> shapes.MilestoneView:
    """One milestone."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        found = await milestone_queries.get_milestone(tx, MilestoneId.read(number))
    return shapes.milestone_view(found, _verbs(found, actor), now=clock.now())


@post(MILESTONE + "/reach", tags=[TAG], status_code=200)
async def reach_milestone(
    number: str, data: shapes.MilestoneBody, database: Database, actor: Actor
) -> shapes.MilestoneView:
    """Says by hand that a milestone is reached, with a note that says how one knows."""
    async with database.transaction() as tx:
        found = await commands.reach_milestone(
            tx, MilestoneId.read(number), note=data.note, version=data.version, by=actor, now=clock.now()
        )
    return shapes.milestone_view(found, _verbs(found, actor), now=clock.now())


@post(MILESTONE + "/reopen", tags=[TAG], status_code=200)
async def reopen_milestone(
    number: str, data: shapes.MilestoneBody, database: Database, actor: Actor
) -> shapes.MilestoneView:
    """Takes back that a milestone is reached, with a note that says why."""
    async with database.transaction() as tx:
        found = await commands.reopen_milestone(
            tx, MilestoneId.read(number), note=data.note, version=data.version, by=actor, now=clock.now()
        )
    return shapes.milestone_view(found, _verbs(found, actor), now=clock.now())


routes = [list_milestones_of_order, show_milestone, reach_milestone, reopen_milestone]
