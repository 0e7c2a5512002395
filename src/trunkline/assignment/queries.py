"""What people ask about assignment: rules, profiles, groups, why a task is with whom."""

from __future__ import annotations

from collections.abc import Collection

from trunkline.access.errors import UnknownGroup, UnknownUser
from trunkline.access.model import Permission, roles_with
from trunkline.assignment.model import Agent, GroupWork
from trunkline.assignment.profile_store import list_agents, list_rules
from trunkline.kit.db import Tx
from trunkline.kit.ids import TaskId

__all__ = ["find_assignment_reason", "get_agent", "get_group_work", "list_rules"]

_MOST = 1000


async def get_agent(tx: Tx, user_name: str) -> Agent:
    """A person with profile and what is in hand; raises UnknownUser."""
    found = await list_agents(tx, user_names=[user_name.strip().lower()], roles=roles_with(Permission.TASK_WORK))
    if not found:
        raise UnknownUser(f"there is no active user '{user_name[:60]}'")
    return found[0]


async def list_workloads(tx: Tx, user_names: Collection[str]) -> list[Agent]:
    """What these people have in hand, in the order of their names; who is unknown or inactive is left out."""
    return await list_agents(tx, user_names=user_names, roles=roles_with(Permission.TASK_WORK))


async def get_group_work(tx: Tx, name: str) -> GroupWork:
    """A group with its members and what waits for it; raises UnknownGroup."""
    row = await tx.fetchrow(
        """
        SELECT g.push, (SELECT count(*) FROM (
                   SELECT 1 FROM worklist AS w
                    WHERE coalesce(w.assignment_group, '') = g.name AND w.assignee IS NULL AND w.routed
                    LIMIT $2) AS free)::integer AS waiting
          FROM assignment_group AS g
         WHERE g.name = $1
        """,
        name,
        _MOST,
    )
    if row is None:
        raise UnknownGroup(f"there is no group '{name[:60]}'; GET /api/groups lists them")
    agents = await list_agents(tx, group=name, roles=roles_with(Permission.TASK_WORK))
    return GroupWork(name=name, push=row["push"], agents=tuple(agents), waiting=row["waiting"])


async def find_assignment_reason(tx: Tx, task_id: TaskId) -> tuple[str | None, tuple[str, ...]]:
    """Why an open task is with its group or person, and the skills it needs; nothing when it is on no list."""
    row = await tx.fetchrow(
        "SELECT reason, skill_set FROM worklist WHERE service_order_id = $1 AND task_n = $2", *task_id
    )
    return (None, ()) if row is None else (row["reason"], tuple(filter(None, row["skill_set"].split(","))))
