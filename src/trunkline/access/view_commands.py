"""What people do with saved views: keep, change, share, remove, open a list with one."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from trunkline.access import view_store
from trunkline.access.errors import (
    NotPermitted,
    SavedViewChanged,
    SavedViewInvalid,
    SavedViewNameTaken,
    TooManySavedViews,
    UnknownGroup,
    UnknownSavedView,
)
from trunkline.access.model import Actor, Permission, Role
from trunkline.access.views import MOST_VIEWS, Default, ListKind, SavedView, find_supplied, read_name, read_view_query
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem


def _person(by: Actor) -> int:
    if by.user_id is None:
        raise NotPermitted("views belong to people: sign in as one")
    return by.user_id


def _check_group(by: Actor, group: str | None, before: str | None = None) -> None:
    if group is not None and group != before and group not in by.groups:
        raise UnknownGroup(f"you are in no assignment group '{group[:100]}'; a view is shared with a group of yours")


def _check_role(by: Actor, role: Role | None, before: Role | None = None) -> None:
    if role is not None and role != before:
        by.require(Permission.VIEW_SHARE)


def _taken(name: str) -> SavedViewNameTaken:
    return SavedViewNameTaken(f"you have a view '{name}' of this list already; change that one, or choose another name")


async def _lock_own(tx: Tx, view_id: int, version: int | None, by: Actor) -> SavedView:
    view = await view_store.lock_saved_view(tx, _person(by), view_id)
    if view is None:
        raise UnknownSavedView("there is no such view, or it is not shared with you any more")
    if view.owner != by.name:
        raise NotPermitted(f"the view '{view.name}' belongs to {view.owner}; save one of your own from it")
    if version is not None and version != view.version:
        raise SavedViewChanged(
            f"the view '{view.name}' was changed elsewhere (version {view.version} now, you saw {version}); look at it again"
        )
    return view


async def create_saved_view(
    tx: Tx,
    *,
    kind: ListKind,
    name: str,
    query: str,
    shared_with: str | None = None,
    shared_role: Role | None = None,
    by: Actor,
    now: datetime,
) -> int:
    """Keeps what a list shows under a name; answers the new view's id. Needs no right but being a person.

    Sharing it with a role needs `view:share`. Raises SavedViewInvalid, SavedViewNameTaken, TooManySavedViews, UnknownGroup for a group one is not in.
    """
    owner = _person(by)
    said, asked = read_name(name), read_view_query(query)
    _check_group(by, shared_with)
    _check_role(by, shared_role)
    if await view_store.count_saved_views(tx, owner, kind) >= MOST_VIEWS:
        raise TooManySavedViews(f"you have {MOST_VIEWS} views of this list; remove one first")
    made = await view_store.insert_saved_view(
        tx, owner, kind=kind, name=said, query=asked, shared_with=shared_with, shared_role=shared_role, now=now
    )
    if made is None:
        raise _taken(said)
    return made


async def change_saved_view(
    tx: Tx,
    view_id: int,
    *,
    name: str,
    query: str,
    shared_with: str | None,
    shared_role: Role | None = None,
    version: int | None,
    by: Actor,
    now: datetime,
) -> None:
    """Another name, query, group or role for one's own view. A shared view is the owner's to change.

    Raises SavedViewChanged when `version` is not the view's, and what `create_saved_view` raises.
    """
    view = await _lock_own(tx, view_id, version, by)
    _check_group(by, shared_with, view.shared_with)
    _check_role(by, shared_role, view.shared_role)
    changed = replace(
        view, name=read_name(name), query=read_view_query(query), shared_with=shared_with, shared_role=shared_role
    )
    if not await view_store.save_saved_view(tx, changed, now=now):
        raise _taken(changed.name)


async def delete_saved_view(tx: Tx, view_id: int, *, version: int | None, by: Actor) -> None:
    """Removes one's own view, for everybody who saw it. Raises SavedViewChanged when `version` is not the view's."""
    await _lock_own(tx, view_id, version, by)
    await view_store.delete_saved_view(tx, view_id)


async def _default(tx: Tx, person: int, kind: ListKind, view_id: int | None) -> tuple[Default, SavedView | None]:
    """The choice that a number stands for; raises UnknownSavedView when it is none of this list that one sees."""
    if view_id is None:
        return Default(), None
    supplied = find_supplied(view_id)
    if supplied is not None and supplied.list is kind:
        return Default(supplied=supplied.key), None
    view = await view_store.lock_saved_view(tx, person, view_id)
    if view is None or view.list is not kind:
        raise UnknownSavedView("there is no such view of this list, or it is not shared with you any more")
    return Default(view_id=view_id), view


async def set_default_view(tx: Tx, kind: ListKind, view_id: int | None, *, by: Actor) -> None:
    """Has a list open with a view that one sees, one's own, shared or supplied; None: with the whole list."""
    person = _person(by)
    default, _ = await _default(tx, person, kind, view_id)
    await view_store.set_default_view(tx, person, kind, default)


async def forget_default_view(tx: Tx, kind: ListKind, *, by: Actor) -> None:
    """Has a list open as it does for one's roles again."""
    await view_store.set_default_view(tx, _person(by), kind, None)


async def set_role_default(tx: Tx, role: Role, kind: ListKind, view_id: int | None, *, by: Actor) -> None:
    """Has a list open with a view for all who have a role and chose nothing else; None: with the whole list.

    Needs `view:share`. Raises UnknownSavedView, SavedViewInvalid for a view that the role does not see.
    """
    by.require(Permission.VIEW_SHARE)
    default, view = await _default(tx, _person(by), kind, view_id)
    if view is not None and view.shared_role is not role:
        what, action = f"the view '{view.name}' is not shared with that role", "share it with the role first"
        raise SavedViewInvalid(f"{what}; {action}", problems=[Problem(field="view", what=what, action=action)])
    await view_store.set_role_default(tx, role, kind, default)


async def forget_role_default(tx: Tx, role: Role, kind: ListKind, *, by: Actor) -> None:
    """Has a list open for a role as the product brings it. Needs `view:share`."""
    by.require(Permission.VIEW_SHARE)
    await view_store.set_role_default(tx, role, kind, None)
