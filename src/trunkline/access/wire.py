"""Users, groups, keys and sessions as the workspace API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import msgspec

from trunkline.access.accounts import Account
from trunkline.access.model import ROLE_PERMISSIONS, Actor, ApiKey, AssignmentGroup, Permission, Role, User
from trunkline.kit.instants import Instant

SESSION_COOKIE: Final = "trunkline_session"

Name = Annotated[str, msgspec.Meta(max_length=200)]


class SignIn(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What one signs in with."""

    user_name: str
    password: str


class SessionBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Who is signed in, and what they may do."""

    name: str
    full_name: str
    roles: list[str]
    permissions: list[str]
    groups: list[str]


class UserBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One account; `sessions` and `apiKeys` are those that can be used now, `verbs` what the caller may do with it."""

    user_name: str
    full_name: str
    email: str | None
    active: bool
    roles: list[str]
    groups: list[str]
    created_at: datetime
    last_sign_in_at: datetime | None
    has_password: bool
    sessions: int
    api_keys: int
    verbs: list[str]


class RoleBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A role: what it lets people do, and how many active accounts have it."""

    name: str
    permissions: list[str]
    users: int


class RolesBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """All roles."""

    items: list[RoleBody]
    total: int
    next: str | None


class UsersBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A stretch of the list of accounts."""

    items: list[UserBody]
    total: int
    next: str | None


class PersonBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Somebody that work can be given to."""

    user_name: str
    full_name: str
    groups: list[str]


class PeopleBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A stretch of those that work can be given to."""

    items: list[PersonBody]
    total: int
    next: str | None


class NewUser(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An account to be made; without a password it can only be used through API keys."""

    user_name: str
    full_name: Name
    roles: list[str]
    email: Name | None = None
    groups: list[str] = []
    password: str | None = None


class UserChange(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What shall change of an account; what is left out stays."""

    full_name: Name | None = None
    email: Name | None = None
    roles: list[str] | None = None
    groups: list[str] | None = None
    active: bool | None = None


class NewPassword(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A new password; `current_password` is needed to change one's own."""

    password: str
    current_password: str | None = None


class GroupBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One assignment group."""

    name: str
    description: str
    members: list[str]


class GroupsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """All assignment groups."""

    items: list[GroupBody]
    total: int
    next: str | None


class NewGroup(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An assignment group to be made."""

    name: str
    description: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    members: list[str] = []


class Members(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The members that a group shall have: exactly these."""

    members: list[str]


class ApiKeyBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One API key; `key` is there only in the answer to its making. Without roles it may what its user may.

    `state` is active, expired or revoked.
    """

    id: int
    user_name: str
    name: str
    prefix: str | None
    roles: list[str] | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    state: str
    verbs: list[str]
    key: str | None


class ApiKeysBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """API keys, newest first."""

    items: list[ApiKeyBody]
    total: int
    next: str | None


class NewApiKey(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A key to be made, for oneself or for another user, with some of the user's roles or all, for a time or for good."""

    name: Name
    user_name: str | None = None
    roles: list[str] | None = None
    expires_at: Instant | None = None


def render_person(user: User) -> PersonBody:
    """What anybody who reads tasks may know of another user: no address, no roles."""
    return PersonBody(user_name=user.user_name, full_name=user.full_name, groups=list(user.groups))


def render_session(actor: Actor) -> SessionBody:
    """Who an actor is."""
    return SessionBody(
        name=actor.name,
        full_name=actor.full_name,
        roles=list(actor.roles),
        permissions=sorted(actor.permissions),
        groups=list(actor.groups),
    )


def render_account(account: Account, actor: Actor) -> UserBody:
    """An account as shown to this caller."""
    user = account.user
    verbs = []
    if actor.may(Permission.USER_ADMIN):
        verbs = ["edit", "setPassword", "deactivate" if user.active else "activate"]
    if account.sessions and (verbs or actor.name == user.user_name):
        verbs.append("endSessions")
    return UserBody(
        user_name=user.user_name,
        full_name=user.full_name,
        email=user.email,
        active=user.active,
        roles=list(user.roles),
        groups=list(user.groups),
        verbs=verbs,
        **{name: getattr(account, name) for name in (
            "created_at", "last_sign_in_at", "has_password", "sessions", "api_keys")},
    )  # fmt: skip


def render_roles(counted: dict[Role, int]) -> RolesBody:
    """All roles as shown."""
    items = [
        RoleBody(name=role, permissions=sorted(ROLE_PERMISSIONS[role]), users=users) for role, users in counted.items()
    ]
    return RolesBody(items=items, total=len(items), next=None)


def render_group(group: AssignmentGroup) -> GroupBody:
    """A group as shown."""
    return GroupBody(name=group.name, description=group.description, members=list(group.members))


def render_api_key(api_key: ApiKey, *, now: datetime, key: str | None = None) -> ApiKeyBody:
    """An API key as shown, with the key itself only when it was just made."""
    over = api_key.expires_at is not None and api_key.expires_at <= now
    state = "revoked" if api_key.revoked_at else "expired" if over else "active"
    return ApiKeyBody(
        roles=None if api_key.roles is None else list(api_key.roles),
        state=state,
        verbs=[] if api_key.revoked_at else ["revoke"],
        key=key,
        **{name: getattr(api_key, name) for name in (
            "id", "user_name", "name", "prefix", "created_at", "expires_at", "last_used_at", "revoked_at")},
    )  # fmt: skip
