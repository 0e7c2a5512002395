"""HTTP: accounts, their roles, groups and sessions, and API keys."""

from __future__ import annotations

from typing import Annotated

from litestar import delete, get, patch, post
from litestar.params import QueryParameter

from trunkline.access import account_commands, accounts, commands
from trunkline.access.accounts import AccountFilter, KeyFilter
from trunkline.access.model import Actor, Permission, Role
from trunkline.access.wire import (
    ApiKeyBody,
    ApiKeysBody,
    NewApiKey,
    NewUser,
    RolesBody,
    UserBody,
    UserChange,
    UsersBody,
    render_account,
    render_api_key,
    render_roles,
)
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.tmf import decode_cursor, encode_cursor


@get("/api/users", tags=["Users"])
async def list_users(
    database: Database,
    actor: Actor,
    search: Annotated[str, QueryParameter(max_length=200)] = "",
    role: Role | None = None,
    group: str | None = None,
    active: bool | None = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> UsersBody:
    """Accounts by user name; `search` looks into user names, full names and addresses."""
    actor.require(Permission.USER_ADMIN)
    (last,) = decode_cursor(after, tuple[str]) if after else ("",)
    wanted = AccountFilter(search=search, role=role, group=group, active=active)
    async with database.reading() as tx:
        found = await accounts.list_accounts(tx, wanted, now=clock.now(), after=last, limit=limit + 1)
        total = await accounts.count_accounts(tx, wanted)
    more, found = len(found) > limit, found[:limit]
    return UsersBody(
        items=[render_account(account, actor) for account in found],
        total=total,
        next=encode_cursor((found[-1].user.user_name,)) if more else None,
    )


@get("/api/roles", tags=["Users"])
async def list_roles(database: Database, actor: Actor) -> RolesBody:
    """Every role with what it lets people do."""
    actor.require(Permission.USER_ADMIN)
    async with database.reading() as tx:
        return render_roles(await accounts.count_by_role(tx))


@post("/api/users", tags=["Users"])
async def create_user(data: NewUser, database: Database, actor: Actor) -> UserBody:
    """Makes an account."""
    now = clock.now()
    async with database.transaction() as tx:
        user = await commands.create_user(
            tx, user_name=data.user_name, full_name=data.full_name, email=data.email, roles=data.roles,
            password=data.password, by=actor, now=now,
        )  # fmt: skip
        if data.groups:
            await account_commands.set_groups(tx, user.user_name, data.groups, by=actor, now=now)
        return render_account(await accounts.get_account(tx, user.user_name, now=now), actor)


@get("/api/users/{user_name:str}", tags=["Users"])
async def show_user(user_name: str, database: Database, actor: Actor) -> UserBody:
    """One account."""
    if user_name != actor.name:
        actor.require(Permission.USER_ADMIN)
    async with database.reading() as tx:
        return render_account(await accounts.get_account(tx, user_name, now=clock.now()), actor)


@patch("/api/users/{user_name:str}", tags=["Users"])
async def change_user(user_name: str, data: UserChange, database: Database, actor: Actor) -> UserBody:
    """Changes name, address, roles or groups, or whether the account can be used."""
    now = clock.now()
    async with database.transaction() as tx:
        await commands.change_user(
            tx, user_name, full_name=data.full_name, email=data.email, roles=data.roles, active=data.active,
            by=actor, now=now,
        )  # fmt: skip
        if data.groups is not None:
            await account_commands.set_groups(tx, user_name, data.groups, by=actor, now=now)
        return render_account(await accounts.get_account(tx, user_name, now=now), actor)


@delete("/api/users/{user_name:str}", tags=["Users"])
async def deactivate_user(user_name: str, database: Database, actor: Actor) -> None:
    """Makes the account unusable; it stays in the history."""
    async with database.transaction() as tx:
        await commands.deactivate_user(tx, user_name, by=actor, now=clock.now())


@delete("/api/users/{user_name:str}/sessions", tags=["Users"])
async def end_sessions(user_name: str, database: Database, actor: Actor) -> None:
    """Signs the user out everywhere; API keys go on working."""
    async with database.transaction() as tx:
        await account_commands.end_sessions(tx, user_name, by=actor, now=clock.now())


def _owner(actor: Actor, user_name: str | None) -> str | None:
    return user_name if actor.may(Permission.USER_ADMIN) else actor.name


@get("/api/apiKeys", tags=["API keys"])
async def list_api_keys(
    database: Database,
    actor: Actor,
    user: str | None = None,
    search: Annotated[str, QueryParameter(max_length=200)] = "",
    usable: bool | None = None,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> ApiKeysBody:
    """The caller's API keys, newest first; everybody's for those who may administer users. `usable` keys are neither
    revoked nor over."""
    (last,) = decode_cursor(after, tuple[int]) if after else (None,)
    wanted = KeyFilter(user_name=_owner(actor, user), search=search, usable=usable)
    now = clock.now()
    async with database.reading() as tx:
        keys = await accounts.list_keys(tx, wanted, now=now, after=last, limit=limit + 1)
        total = await accounts.count_keys(tx, wanted, now=now)
    more, keys = len(keys) > limit, keys[:limit]
    return ApiKeysBody(
        items=[render_api_key(key, now=now) for key in keys],
        total=total,
        next=encode_cursor((keys[-1].id,)) if more else None,
    )


@get("/api/apiKeys/{api_key_id:int}", tags=["API keys"])
async def show_api_key(api_key_id: int, database: Database, actor: Actor) -> ApiKeyBody:
    """One key, one's own or (for those who may administer users) anybody's."""
    now = clock.now()
    async with database.reading() as tx:
        wanted = KeyFilter(id=api_key_id, user_name=_owner(actor, None))
        return render_api_key(await accounts.get_key(tx, wanted, now=now), now=now)


@post("/api/apiKeys", tags=["API keys"])
async def create_api_key(data: NewApiKey, database: Database, actor: Actor) -> ApiKeyBody:
    """Makes an API key; the answer shows it, this one time."""
    now = clock.now()
    async with database.transaction() as tx:
        made, key = await commands.create_api_key(
            tx, name=data.name, user_name=data.user_name, roles=data.roles, expires_at=data.expires_at, by=actor,
            now=now,
        )  # fmt: skip
    return render_api_key(made, now=now, key=key)


@delete("/api/apiKeys/{api_key_id:int}", tags=["API keys"])
async def revoke_api_key(api_key_id: int, database: Database, actor: Actor) -> None:
    """The key can no longer be used."""
    async with database.transaction() as tx:
        await commands.revoke_api_key(tx, api_key_id, by=actor, now=clock.now())


routes = [
    list_users, list_roles, create_user, show_user, change_user, deactivate_user, end_sessions,
    list_api_keys, show_api_key, create_api_key, revoke_api_key,
]  # fmt: skip
