"""Users, groups, keys and sessions as the workspace API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import msgspec

from trunkline.access.model import Actor, ApiKey, AssignmentGroup, User

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
    """One account."""

    user_name: str
    full_name: str
    email: str | None
    active: bool
    roles: list[str]
    groups: list[str]


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
    password: str | None = None


class UserChange(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What shall change of an account; what is left out stays."""

    full_name: Name | None = None
    email: Name | None = None
    roles: list[str] | None = None
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
    """One API key; `key` is there only in the answer to its making."""

    id: int
    user_name: str
    name: str
    created_at: datetime
    revoked_at: datetime | None
    key: str | None


class ApiKeysBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """API keys, newest first."""

    items: list[ApiKeyBody]
    total: int
    next: str | None


class NewApiKey(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A key to be made, for oneself or for another user."""

    name: Name
    user_name: str | None = None


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


def render_user(user: User) -> UserBody:
    """An account as shown."""
    return UserBody(
        user_name=user.user_name,
        full_name=user.full_name,
        email=user.email,
        active=user.active,
        roles=list(user.roles),
        groups=list(user.groups),
    )


def render_group(group: AssignmentGroup) -> GroupBody:
    """A group as shown."""
    return GroupBody(name=group.name, description=group.description, members=list(group.members))


def render_api_key(api_key: ApiKey, *, key: str | None = None) -> ApiKeyBody:
    """An API key as shown, with the key itself only when it was just made."""
    return ApiKeyBody(
        id=api_key.id,
        user_name=api_key.user_name,
        name=api_key.name,
        created_at=api_key.created_at,
        revoked_at=api_key.revoked_at,
        key=key,
    )
