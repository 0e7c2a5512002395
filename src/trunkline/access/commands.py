"""What administrators do to users, groups and keys, and what users do to their own sessions and keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from trunkline.access import store
from trunkline.access.errors import (
    ApiKeyInvalid,
    GroupNameInvalid,
    GroupNameTaken,
    LastAdministrator,
    NotSignedIn,
    UnknownApiKey,
    UnknownGroup,
    UnknownRole,
    UnknownUser,
    UserNameInvalid,
    UserNameTaken,
)
from trunkline.access.events import (
    ApiKeyCreated,
    ApiKeyRevoked,
    AssignmentGroupCreated,
    AssignmentGroupDeleted,
    AssignmentGroupMembersChanged,
    SignInBlocked,
    UserActivated,
    UserChanged,
    UserCreated,
    UserDeactivated,
    UserPasswordSet,
    UserSignedIn,
    UserSignedOut,
)
from trunkline.access.model import Actor, ApiKey, AssignmentGroup, Permission, Role, User
from trunkline.access.passwords import KEY_PREFIX, hash_password, new_secret, secret_hash
from trunkline.access.queries import SESSION_LENGTH, find_group, get_user
from trunkline.events import history
from trunkline.events.model import FieldChange
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem

_USER_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")
_FREE_FAILURES: Final = 5
_SHOWN: Final = 6  # letters of a key that are kept to be shown: 36 of its 256 bits
_LONGEST_BLOCK: Final = 60  # seconds: a guesser is slowed, the rightful user is not locked out
_FORGOTTEN_AFTER: Final = timedelta(minutes=15)


def read_roles(names: Iterable[str]) -> tuple[Role, ...]:
    """Roles by name, sorted, each once; raises UnknownRole, naming the roles there are."""
    roles = set()
    for name in names:
        try:
            roles.add(Role(name))
        except ValueError:
            action = "use one of: " + ", ".join(Role)
            problems = [Problem(field="roles", what=f"there is no role '{name[:60]}'", action=action)]
            raise UnknownRole(f"there is no role '{name[:60]}'; {action}", problems=problems) from None
    return tuple(sorted(roles))


def read_user_name(text: str) -> str:
    """A user name in the form it is kept: lower case; raises UserNameInvalid."""
    name = text.strip().lower()
    if not _USER_NAME.fullmatch(name):
        action = "use 1 to 100 of the letters a to z, digits and . _ @ + -, starting with a letter or digit"
        problems = [Problem(field="userName", what=f"'{text[:60]}' is no user name", action=action)]
        raise UserNameInvalid(f"'{text[:60]}' cannot be a user name: {action}", problems=problems)
    return name


async def create_user(
    tx: Tx,
    *,
    user_name: str,
    full_name: str,
    roles: Iterable[str],
    by: Actor,
    now: datetime,
    email: str | None = None,
    password: str | None = None,
) -> User:
    """Adds an account; without a password it can only be used through API keys.

    Raises UserNameInvalid, UserNameTaken, UnknownRole, WeakPassword.
    """
    by.require(Permission.USER_ADMIN)
    name, wanted = read_user_name(user_name), read_roles(roles)
    password_hash = None if password is None else await hash_password(password)
    user_id = await store.insert_user(
        tx, user_name=name, full_name=full_name.strip() or name, email=email, password_hash=password_hash, now=now
    )
    if user_id is None:
        raise UserNameTaken(f"there is already a user '{name}': choose another name")
    await store.replace_roles(tx, user_id, wanted)
    user = await get_user(tx, name)
    await history.record(
        tx, UserCreated(user_name=name, full_name=user.full_name, roles=tuple(wanted), by=by.name, at=now)
    )
    return user


async def _lock(tx: Tx, user_name: str) -> User:
    if await store.lock_user(tx, user_name) is None:
        raise UnknownUser(f"there is no user '{user_name[:60]}'; GET /api/users lists them")
    return await get_user(tx, user_name)


async def _keep_an_administrator(tx: Tx) -> None:
    if not await store.lock_administrators(tx):
        raise LastAdministrator("nobody would be left who may administer users: give the role to somebody else first")


async def change_user(
    tx: Tx,
    user_name: str,
    *,
    by: Actor,
    now: datetime,
    full_name: str | None = None,
    email: str | None = None,
    roles: Iterable[str] | None = None,
    active: bool | None = None,
) -> User:
    """Changes what is given and leaves the rest; a user who is made inactive is signed out everywhere.

    Raises UnknownUser, UnknownRole, and LastAdministrator when nobody would be left who may administer users.
    """
    by.require(Permission.USER_ADMIN)
    await store.lock_administrators(tx)
    before = await _lock(tx, user_name)
    name_after = before.full_name if full_name is None else full_name.strip() or before.user_name
    email_after = before.email if email is None else email.strip() or None
    roles_after = before.roles if roles is None else read_roles(roles)
    active_after = before.active if active is None else active
    changes = tuple(
        FieldChange(field=field, before=old, after=new)
        for field, old, new in (
            ("fullName", before.full_name, name_after),
            ("email", before.email, email_after),
            ("roles", list(before.roles), list(roles_after)),
        )
        if old != new
    )
    await store.update_user(tx, before.id, full_name=name_after, email=email_after, active=active_after)
    await store.replace_roles(tx, before.id, roles_after)
    if Role.ADMINISTRATOR in before.roles and before.active:
        await _keep_an_administrator(tx)
    if changes:
        await history.record(tx, UserChanged(user_name=before.user_name, changes=changes, by=by.name, at=now))
    if before.active and not active_after:
        await store.delete_sessions_of(tx, before.id)
        await history.record(tx, UserDeactivated(user_name=before.user_name, by=by.name, at=now))
    elif active_after and not before.active:
        await history.record(tx, UserActivated(user_name=before.user_name, by=by.name, at=now))
    return await get_user(tx, before.user_name)


async def set_roles(tx: Tx, user_name: str, roles: Iterable[str], *, by: Actor, now: datetime) -> User:
    """The user has exactly these roles; raises as `change_user`."""
    return await change_user(tx, user_name, roles=roles, by=by, now=now)


async def deactivate_user(tx: Tx, user_name: str, *, by: Actor, now: datetime) -> User:
    """The account can no longer be used, and all its sessions end; raises as `change_user`."""
    return await change_user(tx, user_name, active=False, by=by, now=now)


async def set_password(tx: Tx, user_name: str, password: str, *, by: Actor, now: datetime) -> None:
    """Replaces a password, one's own or (with the right to administer users) another's, and ends all sessions.

    Raises UnknownUser, WeakPassword, NotPermitted.
    """
    if by.name != user_name.strip().lower():
        by.require(Permission.USER_ADMIN)
    password_hash = await hash_password(password)
    user = await _lock(tx, user_name)
    await store.set_password_hash(tx, user.id, password_hash)
    await store.delete_sessions_of(tx, user.id)
    await store.clear_failures(tx, user.user_name)
    await history.record(tx, UserPasswordSet(user_name=user.user_name, by=by.name, at=now))


async def open_session(tx: Tx, *, by: Actor, now: datetime) -> str:
    """Opens a session for a user who has just proven who they are; answers its secret."""
    if by.user_id is None:
        raise NotSignedIn("only a user can have a session")
    token = new_secret()
    await store.insert_session(tx, secret_hash(token), by.user_id, now=now, expires_at=now + SESSION_LENGTH)
    await store.clear_failures(tx, by.name)
    await history.record(tx, UserSignedIn(user_name=by.name, by=by.name, at=now))
    return token


async def sign_out(tx: Tx, token: str, *, now: datetime) -> None:
    """Ends the session behind a cookie; without effect when it has ended already."""
    user_name = await store.delete_session(tx, secret_hash(token))
    if user_name is not None:
        await history.record(tx, UserSignedOut(user_name=user_name, by=user_name, at=now))


async def record_failed_sign_in(tx: Tx, user_name: str, *, known: bool, now: datetime) -> None:
    """Counts a wrong password; from the sixth in a quarter of an hour on, the name is closed for 1, 2, 4 ... 60 seconds."""
    failures = await store.count_failure(tx, user_name, now=now, forgotten_before=now - _FORGOTTEN_AFTER)
    if failures <= _FREE_FAILURES:
        return
    seconds = min(2 ** min(failures - _FREE_FAILURES - 1, 10), _LONGEST_BLOCK)
    await store.block_name(tx, user_name, until=now + timedelta(seconds=seconds))
    if known and failures % 10 == _FREE_FAILURES + 1:
        await history.record(tx, SignInBlocked(user_name=user_name, failures=failures, by="system", at=now))


def _key_roles(wanted: Iterable[str] | None, user: User, by: Actor) -> tuple[Role, ...] | None:
    """The roles of a key, None for all that its user has. Who made it with a key of fewer roles makes one of fewer."""
    own = by.name == user.user_name
    if wanted is None:
        return by.roles if own and not set(user.roles) <= set(by.roles) else None
    roles = read_roles(wanted)
    most = set(user.roles) & set(by.roles) if own else set(user.roles)
    if not roles or not set(roles) <= most:
        named = ", ".join(sorted(set(roles) - most))
        what = f"the key would have roles that its user has not: {named}" if roles else "the key would have no role"
        action = "leave roles out, or choose of: " + (", ".join(sorted(most)) or "none")
        raise ApiKeyInvalid(f"{what}; {action}", problems=[Problem(field="roles", what=what, action=action)])
    return roles


async def create_api_key(
    tx: Tx,
    *,
    name: str,
    by: Actor,
    now: datetime,
    user_name: str | None = None,
    roles: Iterable[str] | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """Makes a key for oneself, or (with the right to administer users) for another; answers it, this one time.

    It has at most these `roles` of its user, all without them, and works until `expires_at`. Raises UnknownUser,
    UnknownRole, ApiKeyInvalid, NotPermitted.
    """
    owner = (user_name or by.name).strip().lower()
    if owner != by.name:
        by.require(Permission.USER_ADMIN)
    user = await get_user(tx, owner)
    if expires_at is not None and (expires_at.tzinfo is None or expires_at <= now):
        what, action = "the key would be over at once", "give an instant to come, with its offset from UTC"
        raise ApiKeyInvalid(f"{what}; {action}", problems=[Problem(field="expiresAt", what=what, action=action)])
    allowed = _key_roles(roles, user, by)
    key, label = new_secret(KEY_PREFIX), name.strip()[:200] or "unnamed"
    prefix = key[: len(KEY_PREFIX) + _SHOWN]
    key_id = await store.insert_api_key(
        tx, user.id, name=label, key_hash=secret_hash(key), prefix=prefix, roles=allowed, expires_at=expires_at, now=now
    )
    made = ApiKey(
        id=key_id, user_name=owner, name=label, created_at=now, revoked_at=None, prefix=prefix, roles=allowed,
        expires_at=expires_at,
    )  # fmt: skip
    await history.record(
        tx,
        ApiKeyCreated(
            user_name=owner, api_key_id=key_id, name=label, roles=allowed, expires_at=expires_at, by=by.name, at=now
        ),
    )
    return made, key


async def revoke_api_key(tx: Tx, api_key_id: int, *, by: Actor, now: datetime) -> None:
    """The key can no longer be used; without effect when it was revoked already.

    Raises UnknownApiKey when there is none, or it is somebody else's and the actor may not administer users.
    """
    row = await store.lock_api_key(tx, api_key_id)
    if row is None or (row["user_name"] != by.name and not by.may(Permission.USER_ADMIN)):
        raise UnknownApiKey(f"you have no API key {api_key_id}; GET /api/apiKeys lists them")
    if row["revoked_at"] is None:
        await store.revoke_api_key(tx, api_key_id, now=now)
        revoked = ApiKeyRevoked(user_name=row["user_name"], api_key_id=api_key_id, name=row["name"], by=by.name, at=now)
        await history.record(tx, revoked)


async def create_group(tx: Tx, *, name: str, description: str = "", by: Actor, now: datetime) -> AssignmentGroup:
    """Adds an assignment group; raises GroupNameInvalid, GroupNameTaken."""
    by.require(Permission.USER_ADMIN)
    name = " ".join(name.split())
    if not 0 < len(name) <= 100:
        action = "give 1 to 100 characters"
        problems = [Problem(field="name", what="the group's name is empty or too long", action=action)]
        raise GroupNameInvalid(f"the group's name is empty or too long: {action}", problems=problems)
    if not await store.insert_group(tx, name, description):
        raise GroupNameTaken(f"there is already a group '{name}': choose another name")
    await history.record(tx, AssignmentGroupCreated(group=name, description=description, by=by.name, at=now))
    return AssignmentGroup(name=name, description=description, members=())


async def set_members(tx: Tx, group: str, members: Sequence[str], *, by: Actor, now: datetime) -> AssignmentGroup:
    """The group has exactly these members; raises UnknownGroup, UnknownUser."""
    by.require(Permission.USER_ADMIN)
    before = await store.lock_group(tx, group)
    if before is None:
        raise UnknownGroup(f"there is no group '{group[:60]}'; GET /api/groups lists them")
    wanted = {member.strip().lower() for member in members}
    if unknown := sorted(wanted - await store.existing_user_names(tx, sorted(wanted))):
        raise UnknownUser(f"there is no user '{unknown[0][:60]}'; GET /api/users lists them")
    added, removed = tuple(sorted(wanted - set(before))), tuple(sorted(set(before) - wanted))
    if added or removed:
        await store.change_members(tx, group, added=added, removed=removed)
        changed = AssignmentGroupMembersChanged(group=group, added=added, removed=removed, by=by.name, at=now)
        await history.record(tx, changed)
    found = await find_group(tx, group)
    assert found is not None
    return found


async def delete_group(tx: Tx, group: str, *, by: Actor, now: datetime) -> None:
    """Removes a group; its members stay users. Raises UnknownGroup."""
    by.require(Permission.USER_ADMIN)
    if await store.lock_group(tx, group) is None:
        raise UnknownGroup(f"there is no group '{group[:60]}'; GET /api/groups lists them")
    await store.delete_group(tx, group)
    await history.record(tx, AssignmentGroupDeleted(group=group, by=by.name, at=now))


async def ensure_administrator(tx: Tx, *, user_name: str, password: str, now: datetime, by: Actor) -> tuple[User, bool]:
    """Makes sure that somebody may administer users; answers an administrator, and whether it was made just now.

    When there is none, the account `user_name` is made (or given the role and the password).
    """
    by.require(Permission.USER_ADMIN)
    if administrators := await store.lock_administrators(tx):
        return await get_user(tx, administrators[0]), False
    if await store.lock_user(tx, user_name) is None:
        made = await create_user(
            tx, user_name=user_name, full_name="Administrator", roles=[Role.ADMINISTRATOR],
            password=password, by=by, now=now,
        )  # fmt: skip
        return made, True
    before = await get_user(tx, user_name)
    await set_password(tx, user_name, password, by=by, now=now)
    roles = [*before.roles, Role.ADMINISTRATOR]
    return await change_user(tx, user_name, roles=roles, active=True, by=by, now=now), True
