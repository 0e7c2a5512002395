"""HTTP: which group a supposed task would go to, by which rule, and who in it has room."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import post

from trunkline.access.errors import UnknownGroup
from trunkline.access.model import Actor, Permission
from trunkline.assignment import queries
from trunkline.assignment.model import OpenTask
from trunkline.assignment.ranking import choose_group
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, TaskId


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class AssignmentTrial(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task as rules look at it. `task` is the key of its specification, `group` what that names, `place` one value
    of its place."""

    priority: Annotated[int, msgspec.Meta(ge=1, le=5)]
    specification: str | None = None
    category: str | None = None
    place: str | None = None
    task: str | None = None
    group: str | None = None


class TrialMemberBody(_Wire, frozen=True, kw_only=True):
    """Somebody of the group, with what is in hand of how much."""

    user_name: str
    full_name: str
    in_hand: int
    parallel_tasks: int
    absent: bool


class AssignmentTrialBody(_Wire, frozen=True, kw_only=True):
    """The group it would go to and why, null when none; its members, those with the most room first."""

    assignment_group: str | None
    reason: str | None
    members: list[TrialMemberBody]


@post("/api/assignmentRules/try", tags=["Assignment"], status_code=200)
async def try_assignment_rules(data: AssignmentTrial, database: Database, actor: Actor) -> AssignmentTrialBody:
    """Who would get such a task now; nothing is written."""
    actor.require(Permission.TASK_READ)
    now = clock.now()
    supposed = OpenTask(
        id=TaskId(ServiceOrderId(0), 0), key=data.task or "", name="", group=data.group, priority=data.priority,
        specification=data.specification or "", category=data.category,
        place=None if data.place is None else {"name": data.place}, ready_at=now, due_at=now, latest_start_at=None,
        impact=0,
    )  # fmt: skip
    async with database.reading() as tx:
        group, reason = choose_group(await queries.list_rules(tx), supposed)
        try:
            agents = () if group is None else (await queries.get_group_work(tx, group)).agents
        except UnknownGroup:
            agents = ()  # a task specification may name a group that was taken away
    members = [
        TrialMemberBody(
            user_name=agent.profile.user_name, full_name=agent.full_name, in_hand=agent.in_hand,
            parallel_tasks=agent.profile.parallel_tasks, absent=agent.profile.absent(now))
        for agent in sorted(agents, key=lambda agent: (agent.profile.absent(now), -agent.room, agent.full_name))
    ]  # fmt: skip
    return AssignmentTrialBody(assignment_group=group, reason=reason, members=members)


routes = [try_assignment_rules]
