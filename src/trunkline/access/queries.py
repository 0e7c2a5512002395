"""Reads users, groups and keys, and finds the actor behind a session or a key."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec

from trunkline.access.errors import UnknownUser
from trunkline.access.model import ROLE_PERMISSIONS, Actor, AssignmentGroup, Role, User
from trunkline.access.passwords import secret_hash
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import UserId

SESSION_LENGTH = timedelta(hours=12)
_SESSION_RENEWED_AFTER = timedelta(minutes=10)  # not with every request
_KEY_USE_NOTED_AFTER = timedelta(minutes=5)


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """What a sign-in is checked against. `user_id` is None when there is no such user."""

    user_id: UserId | None
    password_hash: str | None
    active: bool
    blocked_until: datetime | None


def _user(row: Row) -> User:
    return User(
        id=UserId(row["id"]),
        user_name=row["user_name"],
        full_name=row["full_name"],
        email=row["email"],
        active=row["active"],
        roles=tuple(Role(role) for role in row["roles"]),
        groups=tuple(row["groups"]),
    )


def actor_of(user: User) -> Actor:
    """The actor that a user is: with the rights of all roles together."""
    permissions: frozenset[Any] = frozenset().union(*(ROLE_PERMISSIONS[role] for role in user.roles))
    return Actor(
        name=user.user_name,
        permissions=permissions,
        user_id=user.id,
        full_name=user.full_name,
        roles=user.roles,
        groups=user.groups,
    )


async def find_actor_by_session(tx: Tx, token: str, *, now: datetime) -> Actor | None:
    """The actor whose session cookie has this value, or None; a session that is used goes on for another 12 hours."""
    row = await tx.fetchrow(
        """
        WITH found AS (
            SELECT token_hash, user_id, expires_at
              FROM user_session
             WHERE token_hash = $1 AND expires_at > $2
        ), renewed AS (
            UPDATE user_session AS s
               SET expires_at = $3
              FROM found AS f
             WHERE s.token_hash = f.token_hash AND f.expires_at < $4
        )
        SELECT u.id, u.user_name, u.full_name, u.email, u.active,
               ARRAY(SELECT r.role FROM user_role AS r WHERE r.user_id = u.id ORDER BY r.role) AS roles,
               ARRAY(SELECT m.assignment_group FROM assignment_group_member AS m
                      WHERE m.user_id = u.id ORDER BY m.assignment_group) AS groups
          FROM found AS f
          JOIN user_account AS u ON u.id = f.user_id
         WHERE u.active
        """,
        secret_hash(token),
        now,
        now + SESSION_LENGTH,
        now + SESSION_LENGTH - _SESSION_RENEWED_AFTER,
    )
    return actor_of(_user(row)) if row else None


async def find_actor_by_key(tx: Tx, key: str, *, now: datetime) -> Actor | None:
    """The actor whose API key this is, with the roles that both it and its user have; when it was used is kept.

    None when it is unknown, revoked, over, or of a user who is not active.
    """
    row = await tx.fetchrow(
        """
        WITH found AS (
            SELECT k.id, k.user_id, k.roles
              FROM api_key AS k
              JOIN user_account AS u ON u.id = k.user_id
             WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND coalesce(k.expires_at > $2, true) AND u.active
        ), used AS (
            UPDATE api_key AS k
               SET last_used_at = $2
              FROM found AS f
             WHERE k.id = f.id AND coalesce(k.last_used_at < $3, true)
        )
        SELECT u.id, u.user_name, u.full_name, u.email, u.active,
               ARRAY(SELECT r.role FROM user_role AS r
                      WHERE r.user_id = u.id AND coalesce(r.role = ANY (f.roles), true) ORDER BY r.role) AS roles,
               ARRAY(SELECT m.assignment_group FROM assignment_group_member AS m
                      WHERE m.user_id = u.id ORDER BY m.assignment_group) AS groups
          FROM found AS f
          JOIN user_account AS u ON u.id = f.user_id
        """,
        secret_hash(key),
        now,
        now - _KEY_USE_NOTED_AFTER,
    )
    return actor_of(_user(row)) if row else None


async def find_user(tx: Tx, user_name: str) -> User | None:
    """The user with this name, or None."""
    row = await tx.fetchrow(
        """
        SELECT u.id, u.user_name, u.full_name, u.email, u.active,
               ARRAY(SELECT r.role FROM user_role AS r WHERE r.user_id = u.id ORDER BY r.role) AS roles,
               ARRAY(SELECT m.assignment_group FROM assignment_group_member AS m
                      WHERE m.user_id = u.id ORDER BY m.assignment_group) AS groups
          FROM user_account AS u
         WHERE u.user_name = $1
        """,
        user_name.strip().lower(),
    )
    return _user(row) if row else None


async def get_user(tx: Tx, user_name: str) -> User:
    """The user with this name; raises UnknownUser when there is none."""
    user = await find_user(tx, user_name)
    if user is None:
        raise UnknownUser(f"there is no user '{user_name[:60]}'; GET /api/users lists them")
    return user


async def list_users(tx: Tx, *, after: str = "", limit: int = 50) -> list[User]:
    """Users by name, from the one after `after`."""
    rows = await tx.fetch(
        """
        SELECT u.id, u.user_name, u.full_name, u.email, u.active,
               ARRAY(SELECT r.role FROM user_role AS r WHERE r.user_id = u.id ORDER BY r.role) AS roles,
               ARRAY(SELECT m.assignment_group FROM assignment_group_member AS m
                      WHERE m.user_id = u.id ORDER BY m.assignment_group) AS groups
          FROM user_account AS u
         WHERE u.user_name > $1
         ORDER BY u.user_name
         LIMIT $2
        """,
        after,
        limit,
    )
    return [_user(row) for row in rows]


async def find_people(
    tx: Tx, *, roles: frozenset[Role], group: str | None, search: str, after: str = "", limit: int = 20
) -> tuple[list[User], int]:
    """Active users with one of these roles, in this group when one is named, whose user name or full name contains
    `search`; by user name from the one after `after`, and how many there are in all."""
    rows = await tx.fetch(
        """
        WITH found AS (
            SELECT u.id, u.user_name, u.full_name, u.email, u.active
              FROM user_account AS u
             WHERE u.active
               AND EXISTS (SELECT FROM user_role AS r WHERE r.user_id = u.id AND r.role = ANY($1))
               AND ($2::text IS NULL OR EXISTS (SELECT FROM assignment_group_member AS m
                                                 WHERE m.user_id = u.id AND m.assignment_group = $2))
               AND (strpos(u.user_name, lower($3)) > 0 OR strpos(lower(u.full_name), lower($3)) > 0)
        ), counted AS (
            SELECT count(*) AS total FROM found
        )
        SELECT f.*, c.total,
               ARRAY(SELECT r.role FROM user_role AS r WHERE r.user_id = f.id ORDER BY r.role) AS roles,
               ARRAY(SELECT m.assignment_group FROM assignment_group_member AS m
                      WHERE m.user_id = f.id ORDER BY m.assignment_group) AS groups
          FROM counted AS c
          LEFT JOIN LATERAL (SELECT * FROM found WHERE user_name > $4 ORDER BY user_name LIMIT $5) AS f ON true
         ORDER BY f.user_name
        """,
        [role.value for role in roles],
        group,
        search.strip(),
        after,
        limit,
    )
    return [_user(row) for row in rows if row["id"] is not None], rows[0]["total"]


async def find_credentials(tx: Tx, user_name: str) -> Credentials:
    """What is needed to check a sign-in; the same query whether the user exists or not."""
    row = await tx.fetchrow(
        """
        SELECT u.id, u.password_hash, u.active, f.blocked_until
          FROM (SELECT $1::text AS user_name) AS asked
          LEFT JOIN user_account AS u ON u.user_name = asked.user_name
          LEFT JOIN sign_in_failure AS f ON f.user_name = asked.user_name
        """,
        user_name,
    )
    assert row is not None
    return Credentials(
        user_id=row["id"],
        password_hash=row["password_hash"],
        active=bool(row["active"]),
        blocked_until=row["blocked_until"],
    )


async def list_groups(tx: Tx) -> list[AssignmentGroup]:
    """Every assignment group with its members, by name."""
    rows = await tx.fetch(
        """
        SELECT g.name, g.description,
               ARRAY(SELECT u.user_name
                       FROM assignment_group_member AS m
                       JOIN user_account AS u ON u.id = m.user_id
                      WHERE m.assignment_group = g.name
                      ORDER BY u.user_name) AS members
          FROM assignment_group AS g
         ORDER BY g.name
        """
    )
    return [AssignmentGroup(name=r["name"], description=r["description"], members=tuple(r["members"])) for r in rows]


async def find_group(tx: Tx, name: str) -> AssignmentGroup | None:
    """The assignment group with this name, or None."""
    row = await tx.fetchrow(
        """
        SELECT g.name, g.description,
               ARRAY(SELECT u.user_name
                       FROM assignment_group_member AS m
                       JOIN user_account AS u ON u.id = m.user_id
                      WHERE m.assignment_group = g.name
                      ORDER BY u.user_name) AS members
          FROM assignment_group AS g
         WHERE g.name = $1
        """,
        name,
    )
    if row is None:
        return None
    return AssignmentGroup(name=row["name"], description=row["description"], members=tuple(row["members"]))
