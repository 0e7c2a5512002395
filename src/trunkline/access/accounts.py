"""Accounts, keys and roles as administrators look at them: searched, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.access.errors import UnknownApiKey, UnknownUser
from trunkline.access.model import ApiKey, Role, User
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import UserId


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A user with what only administrators see: since when, when last signed in, how many sessions and keys are open."""

    user: User
    created_at: datetime
    last_sign_in_at: datetime | None
    sessions: int
    api_keys: int
    has_password: bool


class AccountFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which accounts to list; what is None or empty does not narrow. `search` looks into name, full name and address."""

    search: str = ""
    role: Role | None = None
    group: str | None = None
    active: bool | None = None
    user_name: str | None = None


class KeyFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which keys to list; `usable` keys are neither revoked nor expired."""

    user_name: str | None = None
    search: str = ""
    usable: bool | None = None
    id: int | None = None


_ACCOUNTS = """
          FROM user_account AS u
         WHERE ($1 = '' OR strpos(u.user_name, lower($1)) > 0 OR strpos(lower(u.full_name), lower($1)) > 0
                        OR strpos(lower(coalesce(u.email, '')), lower($1)) > 0)
           AND ($2::text IS NULL OR EXISTS (SELECT FROM user_role AS r WHERE r.user_id = u.id AND r.role = $2))
           AND ($3::text IS NULL OR EXISTS (SELECT FROM assignment_group_member AS m
                                             WHERE m.user_id = u.id AND m.assignment_group = $3))
           AND ($4::boolean IS NULL OR u.active = $4)
           AND ($5::text IS NULL OR u.user_name = $5)
"""


def _account_arguments(wanted: AccountFilter) -> tuple[Any, ...]:
    return wanted.search.strip(), wanted.role, wanted.group, wanted.active, wanted.user_name


def _account(row: Row) -> Account:
    return Account(
        user=User(
            id=UserId(row["id"]),
            roles=tuple(Role(role) for role in row["roles"]),
            groups=tuple(row["groups"]),
            **{name: row[name] for name in ("user_name", "full_name", "email", "active")},
        ),
        **{name: row[name] for name in ("created_at", "last_sign_in_at", "sessions", "api_keys", "has_password")},
    )


async def list_accounts(
    tx: Tx, wanted: AccountFilter, *, now: datetime, after: str = "", limit: int = 50
) -> list[Account]:
    """Accounts by user name, from the one after `after`."""
    rows = await tx.fetch(
        f"""
        SELECT u.id, u.user_name, u.full_name, u.email, u.active, u.created_at, u.last_sign_in_at,
               u.password_hash IS NOT NULL AS has_password,
               ARRAY(SELECT r.role FROM user_role AS r WHERE r.user_id = u.id ORDER BY r.role) AS roles,
               ARRAY(SELECT m.assignment_group FROM assignment_group_member AS m
                      WHERE m.user_id = u.id ORDER BY m.assignment_group) AS groups,
               (SELECT count(*) FROM user_session AS s WHERE s.user_id = u.id AND s.expires_at > $6) AS sessions,
               (SELECT count(*) FROM api_key AS k
                 WHERE k.user_id = u.id AND k.revoked_at IS NULL AND coalesce(k.expires_at > $6, true)) AS api_keys
        {_ACCOUNTS}
           AND u.user_name > $7
         ORDER BY u.user_name
         LIMIT $8
        """,
        *_account_arguments(wanted),
        now,
        after,
        limit,
    )
    return [_account(row) for row in rows]


async def count_accounts(tx: Tx, wanted: AccountFilter) -> int:
    """How many accounts `list_accounts` has in all."""
    counted: int = await tx.fetchval(f"SELECT count(*) {_ACCOUNTS}", *_account_arguments(wanted))
    return counted


async def get_account(tx: Tx, user_name: str, *, now: datetime) -> Account:
    """One account; raises UnknownUser."""
    found = await list_accounts(tx, AccountFilter(user_name=user_name.strip().lower()), now=now, limit=1)
    if not found:
        raise UnknownUser(f"there is no user '{user_name[:60]}'; GET /api/users lists them")
    return found[0]


_KEYS = """
          FROM api_key AS k
          JOIN user_account AS u ON u.id = k.user_id
         WHERE ($1::text IS NULL OR u.user_name = $1)
           AND ($2 = '' OR strpos(lower(k.name), lower($2)) > 0 OR strpos(u.user_name, lower($2)) > 0
                        OR strpos(coalesce(k.prefix, ''), $2) > 0)
           AND ($3::boolean IS NULL OR $3 = (k.revoked_at IS NULL AND coalesce(k.expires_at > $5, true)))
           AND ($4::bigint IS NULL OR k.id = $4)
"""


def _key_arguments(wanted: KeyFilter, now: datetime) -> tuple[Any, ...]:
    return wanted.user_name, wanted.search.strip(), wanted.usable, wanted.id, now


async def list_keys(
    tx: Tx, wanted: KeyFilter, *, now: datetime, after: int | None = None, limit: int = 50
) -> list[ApiKey]:
    """API keys, newest first, from the one behind `after`; never the keys themselves."""
    rows: Sequence[Row] = await tx.fetch(
        f"""
        SELECT k.id, u.user_name, k.name, k.created_at, k.revoked_at, k.prefix, k.roles, k.expires_at, k.last_used_at
        {_KEYS}
           AND ($6::bigint IS NULL OR k.id < $6)
         ORDER BY k.id DESC
         LIMIT $7
        """,
        *_key_arguments(wanted, now),
        after,
        limit,
    )
    return [
        ApiKey(
            roles=None if row["roles"] is None else tuple(Role(role) for role in row["roles"]),
            **{name: value for name, value in row.items() if name != "roles"},
        )
        for row in rows
    ]


async def count_keys(tx: Tx, wanted: KeyFilter, *, now: datetime) -> int:
    """How many keys `list_keys` has in all."""
    counted: int = await tx.fetchval(f"SELECT count(*) {_KEYS}", *_key_arguments(wanted, now))
    return counted


async def get_key(tx: Tx, wanted: KeyFilter, *, now: datetime) -> ApiKey:
    """One key; raises UnknownApiKey."""
    found = await list_keys(tx, wanted, now=now, limit=1)
    if not found:
        raise UnknownApiKey(f"you have no API key {wanted.id}; GET /api/apiKeys lists them")
    return found[0]


async def count_by_role(tx: Tx) -> dict[Role, int]:
    """How many active accounts have each role, 0 too."""
    rows = await tx.fetch(
        """
        SELECT r.role, count(*) AS users
          FROM user_role AS r
          JOIN user_account AS u ON u.id = r.user_id
         WHERE u.active
         GROUP BY r.role
        """
    )
    counted = {row["role"]: row["users"] for row in rows}
    return {role: counted.get(role.value, 0) for role in Role}
