"""HTTP: the categories of fallouts, and in which one a fallout is filed."""

from __future__ import annotations

import msgspec
from litestar import get, patch, post

from trunkline.access.model import Actor, Permission
from trunkline.fallout import category_commands as commands
from trunkline.fallout.category_model import FalloutCategory
from trunkline.fallout.category_store import list_categories
from trunkline.fallout.queries import get_fallout
from trunkline.fallout.wire import FalloutBody, render_fallout
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import FalloutId

_TAGS = ["Fallout"]


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class FalloutCategoryBody(_Wire, frozen=True, kw_only=True):
    """A category, or with a `parent` a subcategory. What would come to a retired one goes to its `successor`."""

    id: str
    name: str
    parent: str | None
    retired: bool
    successor: str | None


class FalloutCategoriesBody(_Wire, frozen=True, kw_only=True):
    """All categories, each followed by its subcategories; `verbs` are what the caller may do with them."""

    items: list[FalloutCategoryBody]
    total: int
    verbs: list[str]


class NewFalloutCategory(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A category to be added; with a `parent`, a subcategory of it."""

    id: str
    name: str
    parent: str | None = None


class FalloutCategoryChange(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changes; null stays as it is. A retired one in use needs a `successor`, which takes what it had."""

    name: str | None = None
    parent: str | None = None
    retired: bool | None = None
    successor: str | None = None


class FiledUnder(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The subcategory in which a fallout is filed."""

    category: str


def _render(category: FalloutCategory) -> FalloutCategoryBody:
    return FalloutCategoryBody(**msgspec.structs.asdict(category))


@get("/api/falloutCategories", tags=_TAGS)
async def list_fallout_categories(database: Database, actor: Actor) -> FalloutCategoriesBody:
    """Where fallouts are filed: categories of two levels."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        found = await list_categories(tx)
    return FalloutCategoriesBody(
        items=[_render(category) for category in found], total=len(found),
        verbs=["add", "change"] if actor.may(Permission.USER_ADMIN) else [],
    )  # fmt: skip


@post("/api/falloutCategories", tags=_TAGS)
async def add_fallout_category(data: NewFalloutCategory, database: Database, actor: Actor) -> FalloutCategoryBody:
    """Adds a category or a subcategory."""
    new = FalloutCategory(id=data.id, name=data.name, parent=data.parent)
    async with database.transaction() as tx:
        return _render(await commands.add_category(tx, new, by=actor, now=clock.now()))


@patch("/api/falloutCategories/{category:str}", tags=_TAGS)
async def change_fallout_category(
    category: str, data: FalloutCategoryChange, database: Database, actor: Actor
) -> FalloutCategoryBody:
    """Renames a category, moves a subcategory, retires it or brings it back."""
    async with database.transaction() as tx:
        return _render(
            await commands.change_category(
                tx, category, name=data.name, parent=data.parent, retired=data.retired, successor=data.successor, by=actor,
                now=clock.now(),
            )
        )  # fmt: skip


@post("/api/fallouts/{number:str}/file", tags=_TAGS, status_code=200)
async def file_fallout(number: str, data: FiledUnder, database: Database, actor: Actor) -> FalloutBody:
    """The fallout belongs to this subcategory."""
    fallout_id = FalloutId.read(number)
    async with database.transaction() as tx:
        await commands.file_fallout(tx, fallout_id, category=data.category, by=actor, now=clock.now())
        return render_fallout(await get_fallout(tx, fallout_id))


routes = [list_fallout_categories, add_fallout_category, change_fallout_category, file_fallout]
