"""HTTP: the next task, profiles and absence, groups with their capacity, and the rules that name groups."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import delete, get, post, put
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.assignment import api_trial, commands, queries
from trunkline.assignment.model import PARALLEL, Agent, AssignmentRule, GroupWork, NextTask, RuleCondition
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId
from trunkline.kit.instants import Instant


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class NextTaskBody(_Wire, frozen=True, kw_only=True):
    """What is to be done next, and why; all null when nothing is free for the caller."""

    task: str | None
    name: str | None
    assignment_group: str | None
    priority: int | None
    latest_start_at: datetime | None
    waiting_for_it: int | None
    reason: str | None


class WorkProfileBody(_Wire, frozen=True, kw_only=True):
    """What a person can do, how much at a time, what is in hand, and when they are away."""

    user_name: str
    full_name: str
    skills: list[str]
    parallel_tasks: int
    in_hand: int
    calendar: str | None
    absent_from: datetime | None
    absent_until: datetime | None
    absent: bool
    deputy: str | None
    verbs: list[str]


class WorkloadBody(_Wire, frozen=True, kw_only=True):
    """How much somebody has in hand, of how much, and whether they are away now."""

    user_name: str
    in_hand: int
    parallel_tasks: int
    absent: bool


class WorkloadsBody(_Wire, frozen=True, kw_only=True):
    """The work of several people."""

    items: list[WorkloadBody]


class NewWorkProfile(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person can do, how much at a time, and in which hours."""

    skills: tuple[str, ...] = ()
    parallel_tasks: int = PARALLEL
    calendar: str | None = None


class NewAbsence(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a person is away, and who stands in; all null ends the absence."""

    absent_from: Instant | None = None
    absent_until: Instant | None = None
    deputy: str | None = None


class GroupWorkBody(_Wire, frozen=True, kw_only=True):
    """A group with its members; `waiting` tasks nobody has yet, at most 1,000 are counted."""

    name: str
    push: bool
    waiting: int
    members: list[WorkProfileBody]
    verbs: list[str]


class PushChoice(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether tasks are given out."""

    push: bool


class RuleConditionBody(_Wire, frozen=True, kw_only=True):
    """When an assignment rule holds; empty lists and nulls do not matter."""

    specifications: list[str]
    categories: list[str]
    places: list[str]
    priority_at_most: int | None
    tasks: list[str]
    groups: list[str]


class AssignmentRuleBody(_Wire, frozen=True, kw_only=True):
    """Which group does what."""

    name: str
    version: int
    position: int
    active: bool
    condition: RuleConditionBody
    assignment_group: str
    changed_by: str
    changed_at: datetime
    verbs: list[str]


class AssignmentRulesBody(_Wire, frozen=True, kw_only=True):
    """All assignment rules in the order in which they are asked."""

    items: list[AssignmentRuleBody]


class NewAssignmentRule(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rule is made of. `version` is the one that was seen, 0 for a new one; without it the last writer wins."""

    assignment_group: str
    position: int = 100
    active: bool = True
    condition: RuleCondition | None = None
    version: int | None = None


class AssignmentReason(_Wire, frozen=True, kw_only=True):
    """Why an open task is with its group or person, and what it takes."""

    reason: str | None
    skills: list[str]


def _next(found: NextTask | None) -> NextTaskBody:
    if found is None:
        return NextTaskBody(
            task=None, name=None, assignment_group=None, priority=None, latest_start_at=None, waiting_for_it=None,
            reason=None,
        )  # fmt: skip
    made = found.candidate
    return NextTaskBody(
        task=made.id.number, name=made.name, assignment_group=made.group, priority=made.priority,
        latest_start_at=made.latest_start_at, waiting_for_it=made.impact, reason=found.reason,
    )  # fmt: skip


def _profile(agent: Agent, actor: Actor, *, now: datetime) -> WorkProfileBody:
    made = agent.profile
    manages = actor.may(Permission.TASK_MANAGE)
    return WorkProfileBody(
        full_name=agent.full_name,
        in_hand=agent.in_hand,
        skills=sorted(made.skills),
        absent=made.absent(now),
        verbs=(["save"] if manages else []) + (["absence"] if manages or actor.name == made.user_name else []),
        **{name: getattr(made, name) for name in (
            "user_name", "parallel_tasks", "calendar", "absent_from", "absent_until", "deputy")},
    )  # fmt: skip


def _rule(rule: AssignmentRule, actor: Actor) -> AssignmentRuleBody:
    made = rule.condition
    return AssignmentRuleBody(
        condition=RuleConditionBody(
            specifications=list(made.specifications), categories=list(made.categories), places=list(made.places),
            priority_at_most=made.priority_at_most, tasks=list(made.tasks), groups=list(made.groups)),
        verbs=["save", "delete"] if actor.may(Permission.TASK_MANAGE) else [],
        **{name: getattr(rule, name) for name in (
            "name", "version", "position", "active", "assignment_group", "changed_by", "changed_at")},
    )  # fmt: skip


@get("/api/tasks/next", tags=["Tasks"])
async def show_next_task(database: Database, actor: Actor) -> NextTaskBody:
    """What the caller would get now, and why; nothing is taken."""
    async with database.reading() as tx:
        return _next(await commands.find_next_task(tx, by=actor, now=clock.now()))


@post("/api/tasks/next", tags=["Tasks"], status_code=200)
async def take_next_task(database: Database, actor: Actor) -> NextTaskBody:
    """Gives the caller the next task; two who ask at once get different ones."""
    async with database.transaction() as tx:
        return _next(await commands.take_next_task(tx, by=actor, now=clock.now()))


@get("/api/tasks/{number:str}/assignment", tags=["Tasks"])
async def show_assignment_reason(number: str, database: Database, actor: Actor) -> AssignmentReason:
    """Why an open task is with its group or person, and the skills it needs."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        reason, skills = await queries.find_assignment_reason(tx, TaskId.read(number))
    return AssignmentReason(reason=reason, skills=list(skills))


@get("/api/workProfiles/{user_name:str}", tags=["Assignment"])
async def show_work_profile(user_name: str, database: Database, actor: Actor) -> WorkProfileBody:
    """A person's skills, capacity and absence; `me` is the caller."""
    name = actor.name if user_name == "me" else user_name
    if name != actor.name:
        actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return _profile(await queries.get_agent(tx, name), actor, now=clock.now())


@put("/api/workProfiles/{user_name:str}", tags=["Assignment"])
async def save_work_profile(user_name: str, data: NewWorkProfile, database: Database, actor: Actor) -> WorkProfileBody:
    """Sets what a person can do, how much at a time, and in which hours."""
    async with database.transaction() as tx:
        saved = await commands.save_work_profile(
            tx, user_name, skills=frozenset(data.skills), parallel_tasks=data.parallel_tasks,
            calendar=data.calendar or None, by=actor, now=clock.now(),
        )  # fmt: skip
        return _profile(saved, actor, now=clock.now())


@put("/api/workProfiles/{user_name:str}/absence", tags=["Assignment"])
async def save_absence(user_name: str, data: NewAbsence, database: Database, actor: Actor) -> WorkProfileBody:
    """Says when a person is away and who stands in; `me` is the caller."""
    async with database.transaction() as tx:
        saved = await commands.save_absence(
            tx, actor.name if user_name == "me" else user_name, absent_from=data.absent_from,
            absent_until=data.absent_until, deputy=data.deputy, by=actor, now=clock.now(),
        )  # fmt: skip
        return _profile(saved, actor, now=clock.now())


def _group(found: GroupWork, actor: Actor) -> GroupWorkBody:
    now = clock.now()
    return GroupWorkBody(
        name=found.name,
        push=found.push,
        waiting=found.waiting,
        members=[_profile(agent, actor, now=now) for agent in found.agents],
        verbs=["push"] if actor.may(Permission.TASK_MANAGE) else [],
    )


@get("/api/groups/{name:str}/work", tags=["Assignment"])
async def show_group_work(name: str, database: Database, actor: Actor) -> GroupWorkBody:
    """A group's members with skills, capacity and what is in hand, and how much waits for it."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return _group(await queries.get_group_work(tx, name), actor)


@put("/api/groups/{name:str}/push", tags=["Assignment"])
async def set_push_routing(name: str, data: PushChoice, database: Database, actor: Actor) -> GroupWorkBody:
    """Has tasks given to free members, or taken by them."""
    async with database.transaction() as tx:
        await commands.set_push_routing(tx, name, push=data.push, by=actor, now=clock.now())
        return _group(await queries.get_group_work(tx, name), actor)


@get("/api/assignmentRules", tags=["Assignment"])
async def list_assignment_rules(database: Database, actor: Actor) -> AssignmentRulesBody:
    """Every assignment rule in the order in which they are asked."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return AssignmentRulesBody(items=[_rule(rule, actor) for rule in await queries.list_rules(tx)])


@put("/api/assignmentRules/{name:str}", tags=["Assignment"])
async def save_assignment_rule(
    name: str, data: NewAssignmentRule, database: Database, actor: Actor
) -> AssignmentRuleBody:
    """Makes or changes a rule; tasks that come onto the list from now on follow it."""
    now = clock.now()
    rule = AssignmentRule(
        name=" ".join(name.split()), version=0, position=data.position, active=data.active,
        condition=data.condition or RuleCondition(), assignment_group=data.assignment_group, changed_by=actor.name,
        changed_at=now,
    )  # fmt: skip
    async with database.transaction() as tx:
        return _rule(await commands.save_assignment_rule(tx, rule, by=actor, now=now, version=data.version), actor)


@delete("/api/assignmentRules/{name:str}", tags=["Assignment"])
async def delete_assignment_rule(name: str, database: Database, actor: Actor) -> None:
    """Takes a rule away; tasks stay where they are."""
    async with database.transaction() as tx:
        await commands.delete_assignment_rule(tx, name, by=actor, now=clock.now())


@get("/api/people/workload", tags=["Users"])
async def list_workloads(
    database: Database,
    actor: Actor,
    user_name: Annotated[list[str], QueryParameter(name="userName", max_items=100)],
) -> WorkloadsBody:
    """What up to 100 people have in hand, so that work goes to whom it suits; unknown names are left out (UIF-55)."""
    actor.require(Permission.TASK_READ)
    now = clock.now()
    async with database.reading() as tx:
        agents = await queries.list_workloads(tx, user_name)
    return WorkloadsBody(
        items=[
            WorkloadBody(
                user_name=agent.profile.user_name, in_hand=agent.in_hand, parallel_tasks=agent.profile.parallel_tasks,
                absent=agent.profile.absent(now),
            )
            for agent in agents
        ]
    )  # fmt: skip


routes = [
    list_workloads, show_next_task, take_next_task, show_assignment_reason, show_work_profile, save_work_profile, save_absence,
    show_group_work, set_push_routing, list_assignment_rules, save_assignment_rule, delete_assignment_rule,
    *api_trial.routes,
]  # fmt: skip
