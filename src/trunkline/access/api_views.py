"""HTTP: saved views of lists."""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import delete, get, post, put
from msgspec.structs import replace

from trunkline.access import view_commands, view_store
from trunkline.access.model import Actor, Permission, Role
from trunkline.access.views import (
    SUPPLIED,
    Default,
    ListKind,
    SavedView,
    SuppliedView,
    default_of,
    role_default,
    supplied_id,
)
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx

TAG = "Saved views"
list_of = list  # the parameter of that name hides it


class SavedViewBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A saved view; `own` ones may be changed, `isDefault` is the one that the list opens with for the caller.

    A `supplied` one comes with the product: its number is below zero, its name is its key, `changedAt` is null.
    `defaultOf`: the roles for which the list opens with it.
    """

    id: int
    list: ListKind
    name: str
    query: str
    owner: str
    own: bool
    shared_with: str | None
    shared_role: Role | None
    version: int
    changed_at: datetime | None
    is_default: bool
    default_of: list_of[Role]
    supplied: str | None


class SavedViewsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The views that the caller sees: one's own first, then shared and supplied ones.

    `ownDefault`: the lists for which the caller chose what they open with. `maySetForRoles`: the caller may choose that
    for roles, and share views with them.
    """

    items: list[SavedViewBody]
    total: int
    own_default: list_of[ListKind]
    may_set_for_roles: bool


class NewSavedView(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What to keep: `query` is what stands after the `?` of the list's address."""

    list: ListKind
    name: str
    query: str
    shared_with: str | None = None
    shared_role: Role | None = None
    is_default: bool = False


class SavedViewChange(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The whole view as it shall be; `version` is the one that was looked at."""

    name: str
    query: str
    shared_with: str | None = None
    shared_role: Role | None = None
    version: int | None = None


class DefaultView(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a list shall open with; null: the whole list."""

    list: ListKind
    view: int | None


class RoleDefaultView(DefaultView, frozen=True, kw_only=True, rename="camel"):
    """What a list shall open with for all who have a role and chose nothing else; null: the whole list."""

    role: Role


def _render(view: SavedView, actor: Actor) -> SavedViewBody:
    told = {name: getattr(view, name) for name in view.__struct_fields__}
    told["default_of"] = list_of(view.default_of)
    return SavedViewBody(own=view.owner == actor.name, **told)


def _supplied(view: SuppliedView) -> SavedView:
    return SavedView(
        id=supplied_id(view.key), list=view.list, name=view.key, query=view.query, owner="", shared_with=None,
        shared_role=None, version=1, changed_at=None, is_default=False, supplied=view.key,
    )  # fmt: skip


async def _seen(tx: Tx, actor: Actor, kind: ListKind | None) -> SavedViewsBody:
    views: list_of[SavedView] = []
    own: dict[ListKind, Default] = {}
    if actor.user_id is not None:
        views = await view_store.list_saved_views(tx, actor.user_id, kind)
        views += [_supplied(view) for view in SUPPLIED if kind in (None, view.list)]
        own, chosen = await view_store.read_defaults(tx, actor.user_id)
        opens = {each: default_of(each, actor.roles, own=own, chosen=chosen) for each in {view.list for view in views}}
        views = [
            replace(
                view,
                is_default=_is(opens[view.list], view),
                default_of=tuple(role for role in Role if _is(role_default(role, view.list, chosen), view)),
            )
            for view in views
        ]
    return SavedViewsBody(
        items=[_render(view, actor) for view in views],
        total=len(views),
        own_default=sorted(own),
        may_set_for_roles=actor.may(Permission.VIEW_SHARE),
    )


def _is(default: Default | None, view: SavedView) -> bool:
    if default is None:
        return False
    return default == (Default(supplied=view.supplied) if view.supplied else Default(view_id=view.id))


@get("/api/views", tags=[TAG])
async def list_saved_views(database: Database, actor: Actor, list: ListKind | None = None) -> SavedViewsBody:
    """The saved views of a list, or of all: one's own, and those that are shared with one's groups."""
    async with database.reading() as tx:
        return await _seen(tx, actor, list)


@post("/api/views", tags=[TAG])
async def create_saved_view(data: NewSavedView, database: Database, actor: Actor) -> SavedViewsBody:
    """Keeps what a list shows under a name; answers the list's views as they are now."""
    async with database.transaction() as tx:
        made = await view_commands.create_saved_view(
            tx,
            kind=data.list,
            name=data.name,
            query=data.query,
            shared_with=data.shared_with,
            shared_role=data.shared_role,
            by=actor,
            now=clock.now(),
        )
        if data.is_default:
            await view_commands.set_default_view(tx, data.list, made, by=actor)
        return await _seen(tx, actor, data.list)


@put("/api/views/default", tags=[TAG])
async def set_default_view(data: DefaultView, database: Database, actor: Actor) -> SavedViewsBody:
    """Has a list open with a view, for the caller alone."""
    async with database.transaction() as tx:
        await view_commands.set_default_view(tx, data.list, data.view, by=actor)
        return await _seen(tx, actor, data.list)


@delete("/api/views/default", tags=[TAG], status_code=200)
async def forget_default_view(database: Database, actor: Actor, list: ListKind) -> SavedViewsBody:
    """Has a list open as it does for one's roles again."""
    async with database.transaction() as tx:
        await view_commands.forget_default_view(tx, list, by=actor)
        return await _seen(tx, actor, list)


@put("/api/views/roleDefault", tags=[TAG])
async def set_role_default(data: RoleDefaultView, database: Database, actor: Actor) -> SavedViewsBody:
    """Has a list open with a view for all who have a role and chose nothing else."""
    async with database.transaction() as tx:
        await view_commands.set_role_default(tx, data.role, data.list, data.view, by=actor)
        return await _seen(tx, actor, data.list)


@delete("/api/views/roleDefault", tags=[TAG], status_code=200)
async def forget_role_default(database: Database, actor: Actor, role: Role, list: ListKind) -> SavedViewsBody:
    """Has a list open for a role as the product brings it."""
    async with database.transaction() as tx:
        await view_commands.forget_role_default(tx, role, list, by=actor)
        return await _seen(tx, actor, list)


@put("/api/views/{view_id:int}", tags=[TAG])
async def change_saved_view(view_id: int, data: SavedViewChange, database: Database, actor: Actor) -> SavedViewsBody:
    """Changes one's own view; 409 when it is not the version that was looked at."""
    async with database.transaction() as tx:
        await view_commands.change_saved_view(
            tx,
            view_id,
            name=data.name,
            query=data.query,
            shared_with=data.shared_with,
            shared_role=data.shared_role,
            version=data.version,
            by=actor,
            now=clock.now(),
        )
        return await _seen(tx, actor, None)


@delete("/api/views/{view_id:int}", tags=[TAG])
async def delete_saved_view(view_id: int, database: Database, actor: Actor, version: int | None = None) -> None:
    """Removes one's own view, for everybody who sees it."""
    async with database.transaction() as tx:
        await view_commands.delete_saved_view(tx, view_id, version=version, by=actor)


routes = [
    list_saved_views, create_saved_view, set_default_view, forget_default_view, set_role_default, forget_role_default,
    change_saved_view, delete_saved_view,
]  # fmt: skip
