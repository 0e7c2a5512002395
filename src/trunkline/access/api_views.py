"""HTTP: saved views of lists."""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import delete, get, post, put

from trunkline.access import view_commands, view_store
from trunkline.access.model import Actor
from trunkline.access.views import ListKind, SavedView
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx

TAG = "Saved views"


class SavedViewBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A saved view; `own` ones may be changed, `isDefault` is the one that the list opens with for the caller."""

    id: int
    list: ListKind
    name: str
    query: str
    owner: str
    own: bool
    shared_with: str | None
    version: int
    changed_at: datetime
    is_default: bool


class SavedViewsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The views that the caller sees: one's own first."""

    items: list[SavedViewBody]
    total: int


class NewSavedView(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What to keep: `query` is what stands after the `?` of the list's address."""

    list: ListKind
    name: str
    query: str
    shared_with: str | None = None
    is_default: bool = False


class SavedViewChange(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The whole view as it shall be; `version` is the one that was looked at."""

    name: str
    query: str
    shared_with: str | None = None
    version: int | None = None


class DefaultView(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a list shall open with; null: the whole list."""

    list: ListKind
    view: int | None


def _render(view: SavedView, actor: Actor) -> SavedViewBody:
    return SavedViewBody(own=view.owner == actor.name, **{name: getattr(view, name) for name in view.__struct_fields__})


async def _seen(tx: Tx, actor: Actor, kind: ListKind | None) -> SavedViewsBody:
    views = [] if actor.user_id is None else await view_store.list_saved_views(tx, actor.user_id, kind)
    return SavedViewsBody(items=[_render(view, actor) for view in views], total=len(views))


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


routes = [list_saved_views, create_saved_view, set_default_view, change_saved_view, delete_saved_view]
