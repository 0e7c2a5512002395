"""SQL of people who get work, and of the rules by which groups get it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import msgspec

from trunkline.assignment.model import Agent, AssignmentRule, RuleCondition, WorkProfile
from trunkline.kit.db import Row, Tx
from trunkline.orchestration.state import TaskState

_PROFILE = "p.skills, p.parallel_tasks, p.calendar, p.absent_from, p.absent_until, p.deputy"
_WORKABLE = (TaskState.READY.value, TaskState.IN_PROGRESS.value)


def read_profile(row: Row) -> WorkProfile:
    """A work profile from its row; columns are null where nothing is said."""
    if row["parallel_tasks"] is None:
        return WorkProfile(user_name=row["user_name"])
    return WorkProfile(
        user_name=row["user_name"],
        skills=frozenset(row["skills"]),
        **{n: row[n] for n in ("parallel_tasks", "calendar", "absent_from", "absent_until", "deputy")},
    )


async def list_agents(
    tx: Tx, *, group: str | None = None, user_names: Collection[str] | None = None, roles: Collection[str]
) -> list[Agent]:
    """Active members of a group, or people by name, with what is in hand; `may_work` when they have one of these roles."""
    rows = await tx.fetch(
        f"""
        SELECT u.user_name, u.full_name, {_PROFILE},
               EXISTS (SELECT 1 FROM user_role AS r WHERE r.user_id = u.id AND r.role = ANY($3::text[])) AS may_work,
               (SELECT count(*) FROM (
                    SELECT 1 FROM worklist AS w
                      JOIN task AS t ON t.service_order_id = w.service_order_id AND t.n = w.task_n
                     WHERE w.assignee = u.user_name AND t.state = ANY($4::text[]) LIMIT 1001) AS held)::integer AS in_hand
          FROM user_account AS u
          LEFT JOIN work_profile AS p ON p.user_id = u.id
         WHERE u.active AND ($2::text[] IS NULL OR u.user_name = ANY ($2))
           AND ($1::text IS NULL OR EXISTS (
               SELECT 1 FROM assignment_group_member AS m WHERE m.user_id = u.id AND m.assignment_group = $1))
         ORDER BY u.user_name
        """,
        group,
        None if user_names is None else list(user_names),
        list(roles),
        list(_WORKABLE),
    )
    return [
        Agent(profile=read_profile(row), full_name=row["full_name"], in_hand=row["in_hand"], may_work=row["may_work"])
        for row in rows
    ]


async def lock_profile(tx: Tx, user_name: str) -> bool:
    """Locks a person's row among those who get work, so that what is in hand is counted by one at a time; False when
    there is no such active user."""
    return bool(
        await tx.fetchval("SELECT true FROM user_account WHERE user_name = $1 AND active FOR NO KEY UPDATE", user_name)
    )


async def lock_profiles_free(tx: Tx, user_names: Collection[str]) -> set[str]:
    """Locks those of these people whom nobody else holds just now."""
    rows = await tx.fetch(
        """
        SELECT user_name FROM user_account
         WHERE user_name = ANY($1::text[]) AND active ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
        """,
        list(user_names),
    )
    return {row["user_name"] for row in rows}


async def absent_profiles(tx: Tx, *, now: datetime) -> list[WorkProfile]:
    """Everybody who is away now."""
    rows = await tx.fetch(
        f"""
        SELECT u.user_name, {_PROFILE}
          FROM work_profile AS p
          JOIN user_account AS u ON u.id = p.user_id
         WHERE p.absent_until > $1 AND p.absent_from <= $1
         ORDER BY u.user_name
        """,
        now,
    )
    return [read_profile(row) for row in rows]


async def active_names(tx: Tx, user_names: Collection[str]) -> set[str]:
    """Those of these who have an active account."""
    rows = await tx.fetch(
        "SELECT user_name FROM user_account WHERE active AND user_name = ANY($1::text[])", list(user_names)
    )
    return {row["user_name"] for row in rows}


async def list_rules(tx: Tx) -> list[AssignmentRule]:
    """All assignment rules in the order in which they are asked."""
    rows = await tx.fetch("SELECT * FROM assignment_rule ORDER BY position, name")
    return [
        AssignmentRule(
            condition=msgspec.convert(row["condition"], RuleCondition),
            **{n: row[n] for n in (
                "name", "version", "position", "active", "assignment_group", "changed_by", "changed_at")},
        )
        for row in rows
    ]  # fmt: skip


async def lock_rule_version(tx: Tx, name: str) -> int:
    """The version of a rule, its row held; 0 when there is none."""
    version: int | None = await tx.fetchval("SELECT version FROM assignment_rule WHERE name = $1 FOR UPDATE", name)
    return version or 0


async def save_rule(tx: Tx, rule: AssignmentRule) -> None:
    """Writes a rule, a new one or over the one of that name."""
    await tx.execute(
        """
        INSERT INTO assignment_rule (name, version, position, active, condition, assignment_group, changed_by, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (name)
            DO UPDATE SET version = $2, position = $3, active = $4, condition = $5, assignment_group = $6,
                          changed_by = $7, changed_at = $8
        """,
        rule.name,
        rule.version,
        rule.position,
        rule.active,
        msgspec.to_builtins(rule.condition),
        rule.assignment_group,
        rule.changed_by,
        rule.changed_at,
    )


async def delete_rule(tx: Tx, name: str) -> bool:
    """Takes a rule away; False when there is none."""
    return (await tx.execute("DELETE FROM assignment_rule WHERE name = $1", name)).endswith(" 1")


async def save_profile(tx: Tx, profile: WorkProfile) -> None:
    """Writes a work profile."""
    await tx.execute(
        """
        INSERT INTO work_profile (user_id, skills, parallel_tasks, calendar, absent_from, absent_until, deputy)
        SELECT id, $2, $3, $4, $5, $6, $7 FROM user_account WHERE user_name = $1
            ON CONFLICT (user_id)
            DO UPDATE SET skills = $2, parallel_tasks = $3, calendar = $4, absent_from = $5, absent_until = $6, deputy = $7
        """,
        profile.user_name,
        sorted(profile.skills),
        profile.parallel_tasks,
        profile.calendar,
        profile.absent_from,
        profile.absent_until,
        profile.deputy,
    )


async def set_push(tx: Tx, group: str, push: bool) -> bool:
    """Switches giving out on or off; False when there is no such group."""
    return (await tx.execute("UPDATE assignment_group SET push = $2 WHERE name = $1", group, push)).endswith(" 1")
