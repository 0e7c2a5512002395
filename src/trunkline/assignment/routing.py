"""What is done for tasks that came onto the list: a group by rule, a rank, and, where tasks are given out, a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from trunkline.access.model import SYSTEM, Permission, roles_with
from trunkline.assignment import profile_store, store
from trunkline.assignment.model import Agent
from trunkline.assignment.ranking import MOST_IMPACT, choose_group, match, rank_at, stand_in, why_next
from trunkline.assignment.store import Routed
from trunkline.catalog.queries import get_plan_specification
from trunkline.events import history
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.calendars import load_calendars
from trunkline.orchestration.commands import release_task
from trunkline.orchestration.events import TaskAssigned
from trunkline.orchestration.state import TaskState

_BATCH: Final = 500
_GIVEN: Final = 20  # of each set of skills and priority, at a time
LOOK_AHEAD: Final = 200  # rows past what is held
_HANDED: Final = 200


async def route_tasks(tx: Tx, now: datetime) -> int:
    """Gives each task that came onto the list its group, skills and rank; answers how many when there may be more."""
    rows = await store.claim_unrouted(tx, limit=_BATCH, most_impact=MOST_IMPACT)
    if not rows:
        return 0
    rules = await profile_store.list_rules(tx)
    routed, events = [], []
    for row in rows:
        task = store.open_task(row)
        group, reason = (task.group, None) if row["assignee"] else choose_group(rules, task)
        routed.append(
            Routed(
                id=task.id, group=group, skills=await _skills(tx, row), impact=task.impact, reason=reason,
                rank_at=rank_at(
                    ready_at=task.ready_at, latest_start_at=task.latest_start_at, due_at=task.due_at,
                    impact=task.impact),
            )
        )  # fmt: skip
        if group != task.group:
            events.append(_assigned(task.id, (task.group, group), (row["assignee"], row["assignee"]), reason, now=now))
    await store.save_routed(tx, routed)
    await history.record_all(tx, events)
    return len(rows) if len(rows) == _BATCH else 0


async def _skills(tx: Tx, row: Row) -> frozenset[str]:
    """The skills that the task's specification asks for; specifications never change, and are kept in memory."""
    if row["plan_specification"] is None:
        return frozenset()
    plan_id, _, version = row["plan_specification"].rpartition("@")
    plan = await get_plan_specification(tx, plan_id, int(version))
    return frozenset(skill for task in plan.tasks if task.key == row["key"] for skill in task.skills)


def _assigned(
    task_id: TaskId,
    groups: tuple[str | None, str | None],
    people: tuple[str | None, str | None],
    reason: str | None,
    *,
    now: datetime,
    by: str = SYSTEM.name,
) -> TaskAssigned:
    return TaskAssigned(
        service_order_id=task_id.service_order_id, n=task_id.n, group_before=groups[0], group_after=groups[1],
        assignee_before=people[0], assignee_after=people[1], reason=reason, by=by, at=now,
    )  # fmt: skip


async def at_work(tx: Tx, agents: Sequence[Agent], *, now: datetime) -> list[Agent]:
    """Those who may work, are not away, and whose calendar is open."""
    named = {agent.profile.calendar for agent in agents if agent.profile.calendar is not None}
    calendars = await load_calendars(tx) if named else {}
    found = []
    for agent in agents:
        calendar = calendars.get(agent.profile.calendar or "")
        is_open = calendar is None or calendar.next_open(now) <= now
        if agent.may_work and not agent.profile.absent(now) and is_open:
            found.append(agent)
    return found


async def push_tasks(tx: Tx, now: datetime) -> int:
    """Gives free tasks of groups with push routing to free members; answers how many when there may be more."""
    given = 0
    roles = roles_with(Permission.TASK_WORK)
    for group in await store.push_groups(tx):
        members = await profile_store.list_agents(tx, group=group, roles=roles)
        free = [agent for agent in await at_work(tx, members, now=now) if agent.room]
        locked = await profile_store.lock_profiles_free(tx, [agent.profile.user_name for agent in free])
        # counted again under the lock: somebody may have taken a task meanwhile
        members = await profile_store.list_agents(tx, group=group, roles=roles) if locked else []
        free = [a for a in await at_work(tx, members, now=now) if a.profile.user_name in locked and a.room]
        if not free:
            continue
        able = frozenset().union(*(agent.profile.skills for agent in free))
        found = await store.free_tasks(tx, groups=[group], skills=able, each=_GIVEN, look_ahead=LOOK_AHEAD)
        pairs = match(found, free)
        held = await store.lock_free(tx, [candidate.id for candidate, _ in pairs], wait=False)
        rows = [
            (c, agent.profile.user_name, f"given to {agent.profile.user_name}: {why_next(c, now=now)}")
            for c, agent in pairs if c.id in held
        ]  # fmt: skip
        if rows:
            await store.give(tx, [(c.id, name, why) for c, name, why in rows])
            await history.record_all(
                tx, [_assigned(c.id, (c.group, c.group), (None, name), why, now=now) for c, name, why in rows]
            )
            given += len(rows)
    return given


async def hand_over_absent(tx: Tx, now: datetime) -> int:
    """Hands the tasks of people who are away to their deputies, or back to the group; answers how many when there may
    be more."""
    away = {profile.user_name: profile for profile in await profile_store.absent_profiles(tx, now=now)}
    if not away:
        return 0
    rows = await store.tasks_of(tx, list(away), limit=_HANDED)
    takers = {name: stand_in(name, away, now=now) for name in {row["assignee"] for row in rows}}
    active = await profile_store.active_names(tx, {name for name in takers.values() if name is not None})
    given, events = [], []
    for row in rows:
        task_id = TaskId(ServiceOrderId(row["service_order_id"]), row["task_n"])
        before = row["assignee"]
        taker = takers[before] if takers[before] in active else None
        if taker is None and row["state"] == TaskState.IN_PROGRESS:
            await release_task(tx, task_id, by=SYSTEM, now=now)
            continue
        reason = f"{before} is absent: " + (f"{taker} stands in" if taker else "back to the group")
        given.append((task_id, taker, reason))
        events.append(
            _assigned(task_id, (row["assignment_group"], row["assignment_group"]), (before, taker), reason, now=now)
        )
    if given:
        await store.give(tx, given)
        await history.record_all(tx, events)
    return len(rows) if len(rows) == _HANDED else 0
