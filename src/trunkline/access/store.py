"""SQL that changes users, groups, sessions and keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import UserId


async def insert_user(
    tx: Tx, *, user_name: str, full_name: str, email: str | None, password_hash: str | None, now: datetime
) -> UserId | None:
    """Adds an account; None when the name is taken."""
    new_id: UserId | None = await tx.fetchval(
        """
        INSERT INTO user_account (user_name, full_name, email, password_hash, created_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (user_name) DO NOTHING
        RETURNING id
        """,
        user_name,
        full_name,
        email,
        password_hash,
        now,
    )
    return new_id


async def lock_user(tx: Tx, user_name: str) -> UserId | None:
    """Locks an account's row."""
    found: UserId | None = await tx.fetchval(
        "SELECT id FROM user_account WHERE user_name = $1 FOR UPDATE", user_name.strip().lower()
    )
    return found


async def update_user(tx: Tx, user_id: UserId, *, full_name: str, email: str | None, active: bool) -> None:
    """Saves what can change of an account, besides password and roles."""
    await tx.execute(
        """
        UPDATE user_account
           SET full_name = $2, email = $3, active = $4
         WHERE id = $1
        """,
        user_id,
        full_name,
        email,
        active,
    )


async def set_password_hash(tx: Tx, user_id: UserId, password_hash: str) -> None:
    """Replaces a password."""
    await tx.execute("UPDATE user_account SET password_hash = $2 WHERE id = $1", user_id, password_hash)


async def replace_roles(tx: Tx, user_id: UserId, roles: Sequence[str]) -> None:
    """The account has exactly these roles."""
    await tx.execute("DELETE FROM user_role WHERE user_id = $1 AND role <> ALL($2::text[])", user_id, list(roles))
    await tx.execute(
        """
        INSERT INTO user_role (user_id, role)
        SELECT $1, role
          FROM unnest($2::text[]) AS role
        ON CONFLICT DO NOTHING
        """,
        user_id,
        list(roles),
    )


async def lock_administrators(tx: Tx) -> list[str]:
    """Locks the active accounts that are administrators; answers their user names, oldest first."""
    rows = await tx.fetch(
        """
        SELECT u.user_name
          FROM user_account AS u
          JOIN user_role AS r ON r.user_id = u.id AND r.role = 'administrator'
         WHERE u.active
         ORDER BY u.id
           FOR UPDATE OF u
        """
    )
    return [row["user_name"] for row in rows]


async def insert_session(tx: Tx, token_hash: bytes, user_id: UserId, *, now: datetime, expires_at: datetime) -> None:
    """Adds a session, and clears away those that ended."""
    await tx.execute("DELETE FROM user_session WHERE expires_at < $1", now)
    await tx.execute(
        """
        INSERT INTO user_session (token_hash, user_id, created_at, expires_at)
        VALUES ($1, $2, $3, $4)
        """,
        token_hash,
        user_id,
        now,
        expires_at,
    )
    await tx.execute("UPDATE user_account SET last_sign_in_at = $2 WHERE id = $1", user_id, now)


async def delete_session(tx: Tx, token_hash: bytes) -> str | None:
    """Ends a session; answers whose it was."""
    user_name: str | None = await tx.fetchval(
        """
        DELETE FROM user_session AS s
         USING user_account AS u
         WHERE s.token_hash = $1 AND u.id = s.user_id
        RETURNING u.user_name
        """,
        token_hash,
    )
    return user_name


async def delete_sessions_of(tx: Tx, user_id: UserId) -> int:
    """Ends all sessions of an account; answers how many."""
    tag = await tx.execute("DELETE FROM user_session WHERE user_id = $1", user_id)
    return int(tag.rpartition(" ")[2])


async def existing_groups(tx: Tx, names: Sequence[str]) -> set[str]:
    """Those of the names that belong to a group; they are there until the transaction ends."""
    rows = await tx.fetch(
        "SELECT name FROM assignment_group WHERE name = ANY ($1::text[]) ORDER BY name FOR KEY SHARE", list(names)
    )
    return {row["name"] for row in rows}


async def change_groups(tx: Tx, user_id: UserId, *, joined: Sequence[str], left: Sequence[str]) -> None:
    """An account joins and leaves groups."""
    await tx.execute(
        "DELETE FROM assignment_group_member WHERE user_id = $1 AND assignment_group = ANY ($2::text[])",
        user_id,
        list(left),
    )
    await tx.execute(
        """
        INSERT INTO assignment_group_member (assignment_group, user_id)
        SELECT unnest($2::text[]), $1
        ON CONFLICT DO NOTHING
        """,
        user_id,
        list(joined),
    )


async def count_failure(tx: Tx, user_name: str, *, now: datetime, forgotten_before: datetime) -> int:
    """Counts one more failed sign-in; failures before `forgotten_before` are forgotten."""
    await tx.execute("DELETE FROM sign_in_failure WHERE last_at < $1", forgotten_before)
    failures: int = await tx.fetchval(
        """
        INSERT INTO sign_in_failure (user_name, failures, last_at)
        VALUES ($1, 1, $2)
        ON CONFLICT (user_name) DO UPDATE
           SET failures = sign_in_failure.failures + 1, last_at = $2
        RETURNING failures
        """,
        user_name,
        now,
    )
    return failures


async def block_name(tx: Tx, user_name: str, *, until: datetime) -> None:
    """Closes a user name for sign-in."""
    await tx.execute("UPDATE sign_in_failure SET blocked_until = $2 WHERE user_name = $1", user_name, until)


async def clear_failures(tx: Tx, user_name: str) -> None:
    """Forgets failed sign-ins."""
    await tx.execute("DELETE FROM sign_in_failure WHERE user_name = $1", user_name)


async def insert_api_key(
    tx: Tx, user_id: UserId, *, name: str, key_hash: bytes, prefix: str, roles: Sequence[str] | None,
    expires_at: datetime | None, now: datetime,
) -> int:  # fmt: skip
    """Adds an API key; answers its id."""
    new_id: int = await tx.fetchval(
        """
        INSERT INTO api_key (user_id, name, key_hash, created_at, prefix, roles, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        RETURNING id
        """,
        user_id,
        name,
        key_hash,
        now,
        prefix,
        None if roles is None else list(roles),
        expires_at,
    )
    return new_id


async def lock_api_key(tx: Tx, api_key_id: int) -> Row | None:
    """An API key's row with its owner's name, locked."""
    return await tx.fetchrow(
        """
        SELECT k.id, k.name, k.created_at, k.revoked_at, u.user_name
          FROM api_key AS k
          JOIN user_account AS u ON u.id = k.user_id
         WHERE k.id = $1
           FOR UPDATE OF k
        """,
        api_key_id,
    )


async def revoke_api_key(tx: Tx, api_key_id: int, *, now: datetime) -> None:
    """Marks a key as revoked."""
    await tx.execute("UPDATE api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", api_key_id, now)


async def insert_group(tx: Tx, name: str, description: str) -> bool:
    """Adds an assignment group; False when the name is taken."""
    tag = await tx.execute(
        """
        INSERT INTO assignment_group (name, description)
        VALUES ($1, $2)
        ON CONFLICT (name) DO NOTHING
        """,
        name,
        description,
    )
    return tag.endswith(" 1")


async def lock_group(tx: Tx, name: str) -> list[str] | None:
    """Locks a group and answers its members' user names, or None when there is no such group."""
    found = await tx.fetchval("SELECT name FROM assignment_group WHERE name = $1 FOR UPDATE", name)
    if found is None:
        return None
    rows = await tx.fetch(
        """
        SELECT u.user_name
          FROM assignment_group_member AS m
          JOIN user_account AS u ON u.id = m.user_id
         WHERE m.assignment_group = $1
         ORDER BY u.user_name
        """,
        name,
    )
    return [row["user_name"] for row in rows]


async def existing_user_names(tx: Tx, user_names: Sequence[str]) -> set[str]:
    """Those of the names that belong to an account."""
    rows = await tx.fetch("SELECT user_name FROM user_account WHERE user_name = ANY($1::text[])", list(user_names))
    return {row["user_name"] for row in rows}


async def change_members(tx: Tx, group: str, *, added: Sequence[str], removed: Sequence[str]) -> None:
    """Users join and leave a group."""
    await tx.execute(
        """
        DELETE FROM assignment_group_member AS m
         USING user_account AS u
         WHERE m.assignment_group = $1 AND u.id = m.user_id AND u.user_name = ANY($2::text[])
        """,
        group,
        list(removed),
    )
    await tx.execute(
        """
        INSERT INTO assignment_group_member (assignment_group, user_id)
        SELECT $1, u.id
          FROM user_account AS u
         WHERE u.user_name = ANY($2::text[])
        ON CONFLICT DO NOTHING
        """,
        group,
        list(added),
    )


async def delete_group(tx: Tx, name: str) -> None:
    """Removes a group; its members stay users."""
    await tx.execute("DELETE FROM assignment_group WHERE name = $1", name)
