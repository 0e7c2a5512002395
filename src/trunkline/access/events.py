"""What happened to users, groups, keys and sessions; never a secret among it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from trunkline.events.model import Event, FieldChange


class _AccessEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "user"

    user_name: str


class UserCreated(_AccessEvent, frozen=True, kw_only=True):
    """An account was made."""

    full_name: str
    roles: tuple[str, ...]


class UserChanged(_AccessEvent, frozen=True, kw_only=True):
    """Name, address or roles changed."""

    changes: tuple[FieldChange, ...]


class UserPasswordSet(_AccessEvent, frozen=True, kw_only=True):
    """The user has a new password; all sessions ended."""


class UserDeactivated(_AccessEvent, frozen=True, kw_only=True):
    """The account can no longer be used; all sessions ended."""


class UserActivated(_AccessEvent, frozen=True, kw_only=True):
    """The account can be used again."""


class UserSessionsEnded(_AccessEvent, frozen=True, kw_only=True):
    """The user was signed out everywhere."""

    sessions: int


class UserSignedIn(_AccessEvent, frozen=True, kw_only=True):
    """A session was opened."""


class UserSignedOut(_AccessEvent, frozen=True, kw_only=True):
    """A session was ended by its user."""


class SignInBlocked(_AccessEvent, frozen=True, kw_only=True):
    """Wrong passwords again and again: the user name is closed for a moment."""

    failures: int


class ApiKeyCreated(_AccessEvent, frozen=True, kw_only=True):
    """A key for a program was made; without roles it may what its user may."""

    api_key_id: int
    name: str
    roles: tuple[str, ...] | None = None
    expires_at: datetime | None = None


class ApiKeyRevoked(_AccessEvent, frozen=True, kw_only=True):
    """A key can no longer be used."""

    api_key_id: int
    name: str


class AssignmentGroupCreated(Event, frozen=True, kw_only=True):
    """A group of people with one to-do list was made."""

    about: ClassVar[str] = "assignmentGroup"

    group: str
    description: str


class AssignmentGroupMembersChanged(Event, frozen=True, kw_only=True):
    """People joined or left a group."""

    about: ClassVar[str] = "assignmentGroup"

    group: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


class AssignmentGroupDeleted(Event, frozen=True, kw_only=True):
    """A group is no more."""

    about: ClassVar[str] = "assignmentGroup"

    group: str
