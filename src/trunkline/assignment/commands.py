"""What people do: ask for the next task, say when they are away, set skills, rules and push routing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec

from trunkline.access.errors import UnknownGroup, UnknownUser
from trunkline.access.model import Actor, Permission, roles_with
from trunkline.access.queries import find_group, find_user
from trunkline.assignment import profile_store, store
from trunkline.assignment.errors import (
    AssignmentRuleChanged,
    AssignmentRuleInvalid,
    NoCapacityLeft,
    UnknownAssignmentRule,
    WorkProfileInvalid,
)
from trunkline.assignment.events import (
    AbsenceSaved,
    AssignmentRuleDeleted,
    AssignmentRuleSaved,
    PushRoutingChanged,
    WorkProfileSaved,
)
from trunkline.assignment.model import Agent, AssignmentRule, NextTask, WorkProfile, WrittenRule
from trunkline.assignment.queries import get_agent
from trunkline.assignment.ranking import order_of, why_next
from trunkline.assignment.routing import LOOK_AHEAD
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.orchestration.calendars import load_calendars
from trunkline.orchestration.events import TaskAssigned

_OFFERED: Final = 8  # of each set of skills and priority
_TRIES: Final = 3
_SKILL = re.compile(r"[^,\s][^,]{0,58}[^,\s]|[^,\s]")


def _require_room(agent: Agent, *, now: datetime) -> None:
    profile = agent.profile
    if profile.absent(now):
        raise NoCapacityLeft(f"you are absent until {profile.absent_until:%Y-%m-%d %H:%M} UTC; end the absence first")
    if not agent.room:
        raise NoCapacityLeft(
            f"you have {agent.in_hand} task(s) in hand, and may have {profile.parallel_tasks}; complete or release one first"
        )


async def find_next_task(tx: Tx, *, by: Actor, now: datetime) -> NextTask | None:
    """What the actor would get now from their groups and from tasks without a group; nothing is taken. Needs `task:work`.

    Raises NoCapacityLeft.
    """
    by.require(Permission.TASK_WORK)
    agent = await get_agent(tx, by.name)
    _require_room(agent, now=now)
    found = await store.free_tasks(
        tx, groups=["", *by.groups], skills=agent.profile.skills, each=1, look_ahead=LOOK_AHEAD
    )
    best = min(found, key=order_of, default=None)
    return None if best is None else NextTask(candidate=best, reason=why_next(best, now=now))


async def take_next_task(tx: Tx, *, by: Actor, now: datetime) -> NextTask | None:
    """Gives the actor the free task with the least slack and the most that waits for it; None when there is none.

    Two who ask at once never get the same: what one is just taking, the other passes over. Needs `task:work`; raises
    NoCapacityLeft.
    """
    by.require(Permission.TASK_WORK)
    if not await profile_store.lock_profile(tx, by.name):
        raise UnknownUser(f"'{by.name}' is no active user; only people can have tasks")
    agent = await get_agent(tx, by.name)
    _require_room(agent, now=now)
    for tried in range(_TRIES):
        found = await store.free_tasks(
            tx, groups=["", *by.groups], skills=agent.profile.skills, each=_OFFERED, look_ahead=LOOK_AHEAD
        )
        best = sorted(found, key=order_of)[:_OFFERED]
        # at first whatever nobody else holds just now; if all are held, the first one is waited for
        wanted = best if tried == 0 else best[:1]
        for candidate in wanted:
            if await store.lock_free(tx, [candidate.id], wait=tried > 0):
                reason = why_next(candidate, now=now)
                await store.give(tx, [(candidate.id, by.name, f"taken by {by.name}: {reason}")])
                await history.record(
                    tx,
                    TaskAssigned(
                        service_order_id=candidate.id.service_order_id, n=candidate.id.n, group_before=candidate.group,
                        group_after=candidate.group, assignee_before=None, assignee_after=by.name, reason=reason,
                        by=by.name, at=now),
                )  # fmt: skip
                return NextTask(candidate=candidate, reason=reason)
        if not best:
            return None
    return None


def _skills(names: frozenset[str]) -> frozenset[str]:
    cleaned = frozenset(" ".join(name.split()) for name in names)
    wrong = sorted(name for name in cleaned if not _SKILL.fullmatch(name))
    if wrong or len(cleaned) > 100:
        what = f"'{wrong[0][:60]}' is no skill" if wrong else "there are more than 100 skills"
        action = "give up to 100, each 1 to 60 characters without a comma"
        raise WorkProfileInvalid(f"{what}: {action}", problems=[Problem(field="skills", what=what, action=action)])
    return cleaned


async def save_work_profile(
    tx: Tx,
    user_name: str,
    *,
    skills: frozenset[str],
    parallel_tasks: int,
    calendar: str | None,
    by: Actor,
    now: datetime,
) -> Agent:
    """Sets what a person can do, how much at a time, and in which hours. Needs `task:manage`.

    Raises UnknownUser, WorkProfileInvalid.
    """
    by.require(Permission.TASK_MANAGE)
    before = (await get_agent(tx, user_name)).profile
    if not 0 <= parallel_tasks <= 1000:
        what, action = f"{parallel_tasks} tasks at a time cannot be", "give 0 (gets no work) to 1000"
        raise WorkProfileInvalid(
            f"{what}: {action}", problems=[Problem(field="parallelTasks", what=what, action=action)]
        )
    if calendar is not None and calendar not in await load_calendars(tx):
        what, action = f"there is no working calendar '{calendar[:60]}'", "name one of GET /api/calendars, or null"
        raise WorkProfileInvalid(f"{what}: {action}", problems=[Problem(field="calendar", what=what, action=action)])
    profile = msgspec.structs.replace(before, skills=_skills(skills), parallel_tasks=parallel_tasks, calendar=calendar)
    await profile_store.save_profile(tx, profile)
    await history.record(
        tx,
        WorkProfileSaved(
            user_name=profile.user_name, skills=tuple(sorted(profile.skills)), parallel_tasks=parallel_tasks,
            calendar=calendar, by=by.name, at=now),
    )  # fmt: skip
    return await get_agent(tx, user_name)


async def save_absence(
    tx: Tx,
    user_name: str,
    *,
    absent_from: datetime | None,
    absent_until: datetime | None,
    deputy: str | None,
    by: Actor,
    now: datetime,
) -> Agent:
    """Says when a person is away (both None: not at all), and who stands in; work goes there when the time has come.

    One's own, else it needs `task:manage`. Raises UnknownUser, WorkProfileInvalid.
    """
    if by.name != user_name.strip().lower():
        by.require(Permission.TASK_MANAGE)
    before: WorkProfile = (await get_agent(tx, user_name)).profile
    problems = []
    if (absent_from is None) != (absent_until is None) or (
        absent_from is not None and absent_until is not None and absent_until <= max(absent_from, now)
    ):
        problems.append(Problem(field="until", what="the absence has no end, or it lies before its start or in the past",
                                action="give from and until, until later than now and from, or neither"))  # fmt: skip
    stand_in = (deputy or "").strip().lower() or None
    if stand_in is not None:
        user = await find_user(tx, stand_in)
        works = user is not None and user.active and not roles_with(Permission.TASK_WORK).isdisjoint(user.roles)
        if not works or stand_in == before.user_name:
            problems.append(Problem(field="deputy", what=f"'{stand_in[:60]}' cannot stand in",
                                    action="name somebody else with an active account who may work tasks"))  # fmt: skip
    if problems:
        raise WorkProfileInvalid(f"the absence cannot be saved: {problems[0].what}", problems=problems)
    saved = msgspec.structs.replace(before, absent_from=absent_from, absent_until=absent_until, deputy=stand_in)
    await profile_store.save_profile(tx, saved)
    await history.record(
        tx,
        AbsenceSaved(
            user_name=saved.user_name, absent_from=absent_from, absent_until=absent_until, deputy=stand_in, by=by.name,
            at=now),
    )  # fmt: skip
    return await get_agent(tx, user_name)


async def set_push_routing(tx: Tx, group: str, *, push: bool, by: Actor, now: datetime) -> None:
    """Has a group's tasks given out to its free members, or taken by them. Needs `task:manage`; raises UnknownGroup."""
    by.require(Permission.TASK_MANAGE)
    if not await profile_store.set_push(tx, group, push):
        raise UnknownGroup(f"there is no group '{group[:60]}'; GET /api/groups lists them")
    await history.record(tx, PushRoutingChanged(assignment_group=group, push=push, by=by.name, at=now))


async def save_assignment_rule(
    tx: Tx, rule: AssignmentRule, *, by: Actor, now: datetime, version: int | None = None
) -> AssignmentRule:
    """Makes or changes a rule; tasks that come onto the list from now on follow it. Needs `task:manage`.

    Raises AssignmentRuleInvalid, AssignmentRuleChanged when `version` is not the one that is kept (0: a new one).
    """
    by.require(Permission.TASK_MANAGE)
    held = await profile_store.lock_rule_version(tx, rule.name)
    if version is not None and version != held:
        raise AssignmentRuleChanged(
            f"the rule '{rule.name}' is {f'version {held}' if held else 'not there'} now, you saw version {version}; "
            "look at it again, then repeat the change"
        )
    if problems := await _problems(tx, rule):
        raise AssignmentRuleInvalid(f"the rule cannot be saved: {problems[0].what}", problems=problems)
    saved = msgspec.structs.replace(rule, version=held + 1, changed_by=by.name, changed_at=now)
    await profile_store.save_rule(tx, saved)
    await history.record(
        tx,
        AssignmentRuleSaved(
            name=saved.name, assignment_group=saved.assignment_group, active=saved.active, by=by.name, at=now),
    )  # fmt: skip
    return saved


async def save_assignment_rules(tx: Tx, wanted: Mapping[str, WrittenRule], *, by: Actor, now: datetime) -> list[str]:
    """Makes the rules of a file so, all or none, and answers the names of those that changed (TSK-03).

    Needs `task:manage`; raises AssignmentRuleInvalid with every fault of every rule.
    """
    by.require(Permission.TASK_MANAGE)
    held = {rule.name: WrittenRule.of(rule) for rule in await profile_store.list_rules(tx)}
    rules = [written.named(name, by=by.name, now=now) for name, written in wanted.items()]
    problems = [problem for rule in rules for problem in await _problems(tx, rule)]
    if problems:
        what = f"the rules cannot be saved: {problems[0].item}: {problems[0].what}"
        raise AssignmentRuleInvalid(what, problems=problems)
    changed = [rule for rule in rules if held.get(rule.name) != WrittenRule.of(rule)]
    for rule in changed:
        await save_assignment_rule(tx, rule, by=by, now=now)
    return sorted(rule.name for rule in changed)


async def _problems(tx: Tx, rule: AssignmentRule) -> list[Problem]:
    """Everything that is wrong with a rule."""
    found = []

    def problem(field: str, what: str, action: str) -> None:
        found.append(Problem(item=rule.name[:60], field=field, what=what, action=action))

    if not 0 < len(rule.name) <= 60 or "/" in rule.name or "\0" in rule.name:
        problem("name", "the name is empty, too long or has a /", "give 1 to 60 characters")
    if not -(2**31) <= rule.position < 2**31:
        problem("position", "the position is too large", "give a smaller number")
    if "\0" in rule.assignment_group or await find_group(tx, rule.assignment_group) is None:
        problem("assignmentGroup", f"there is no group '{rule.assignment_group[:60]}'", "name an existing group")
    return found


async def delete_assignment_rule(tx: Tx, name: str, *, by: Actor, now: datetime) -> None:
    """Takes a rule away; tasks stay where they are. Needs `task:manage`; raises UnknownAssignmentRule."""
    by.require(Permission.TASK_MANAGE)
    if not await profile_store.delete_rule(tx, name):
        raise UnknownAssignmentRule(f"there is no assignment rule '{name[:60]}'")
    await history.record(tx, AssignmentRuleDeleted(name=name, by=by.name, at=now))
