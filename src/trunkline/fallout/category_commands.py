"""What people do with the categories of fallouts: file one, and keep the categories themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.fallout import category_store as store
from trunkline.fallout.category_model import FalloutCategory, current
from trunkline.fallout.errors import (
    FalloutAlreadyEnded,
    FalloutCategoryInvalid,
    FalloutCategoryTaken,
    UnknownFalloutCategory,
)
from trunkline.fallout.events import FalloutCategoryChanged, FalloutFiled
from trunkline.fallout.model import Fallout
from trunkline.fallout.state import FALLOUT_LIFECYCLE
from trunkline.fallout.store import lock_fallout
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import FalloutId

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


def _invalid(field: str, what: str, action: str, *, item: str | None = None) -> FalloutCategoryInvalid:
    return FalloutCategoryInvalid(
        f"{what}; {action}", problems=[Problem(item=item, field=field, what=what, action=action)]
    )


def check_subcategory(category: str, known: Mapping[str, FalloutCategory], *, item: str) -> None:
    """Raises UnknownFalloutCategory, and FalloutCategoryInvalid for a retired or an upper one."""
    found = known.get(category)
    action = "choose a subcategory of /api/falloutCategories"
    if found is None:
        what = f"there is no category '{category[:60]}'"
        problem = Problem(item=item, field="category", what=what, action=action)
        raise UnknownFalloutCategory(f"{what}; {action}", problems=[problem])
    if found.parent is None:
        raise _invalid("category", f"'{found.name}' has subcategories", action, item=item)
    if found.retired:
        instead = current(category, known)
        raise _invalid("category", f"'{found.name}' is retired", f"use '{instead}'" if instead else action, item=item)


async def file_fallout(tx: Tx, fallout_id: FalloutId, *, category: str, by: Actor, now: datetime) -> Fallout:
    """The fallout belongs to this subcategory (FAL-04), whether it is open or resolved. Needs `fallout:work`.

    Raises UnknownFallout, UnknownFalloutCategory, FalloutCategoryInvalid, FalloutAlreadyEnded for one that is closed or
    cancelled: the statistics have counted it. The same category again changes nothing.
    """
    by.require(Permission.FALLOUT_WORK)
    fallout = await lock_fallout(tx, fallout_id)
    if fallout.state in FALLOUT_LIFECYCLE.finals:
        raise FalloutAlreadyEnded(f"{fallout_id.number} is {fallout.state}: it is filed for good")
    if category == fallout.category:
        return fallout
    check_subcategory(category, {each.id: each for each in await store.list_categories(tx)}, item=fallout.number)
    await store.file(tx, fallout_id, category)
    await history.record(
        tx,
        FalloutFiled(
            service_order_id=fallout_id.service_order_id, n=fallout_id.n, before=fallout.category, after=category,
            by=by.name, at=now),
    )  # fmt: skip
    return msgspec.structs.replace(fallout, category=category)


async def add_category(tx: Tx, new: FalloutCategory, *, by: Actor, now: datetime) -> FalloutCategory:
    """Adds a category, or with a parent a subcategory. Needs `user:admin`.

    Raises FalloutCategoryTaken, FalloutCategoryInvalid for an id, a name or a parent that will not do.
    """
    by.require(Permission.USER_ADMIN)
    known = await store.lock_categories(tx)
    if new.id in known:
        raise FalloutCategoryTaken(f"there is a category '{new.id}' already; choose another id")
    if not _ID.fullmatch(new.id):
        raise _invalid("id", f"'{new.id[:60]}' is no id", "give 1 to 60 letters, digits, dots, hyphens or underscores")
    added = FalloutCategory(id=new.id, name=_name(new.name), parent=_parent(new.parent, known))
    await _save(tx, added, by=by, now=now)
    return added


async def change_category(
    tx: Tx,
    category_id: str,
    *,
    name: str | None = None,
    parent: str | None = None,
    retired: bool | None = None,
    successor: str | None = None,
    by: Actor,
    now: datetime,
) -> FalloutCategory:
    """Renames a category, moves a subcategory below another category, retires it or brings it back; None leaves that
    part as it is. Needs `user:admin`.

    What a retired one still has (types, routing rules, open fallouts) goes to the `successor`. Raises
    UnknownFalloutCategory, FalloutCategoryInvalid: a retired one in use needs a successor, a category with
    subcategories in use is not retired before them, and there are two levels, no more.
    """
    by.require(Permission.USER_ADMIN)
    known = await store.lock_categories(tx)
    found = known.get(category_id)
    if found is None:
        raise UnknownFalloutCategory(f"there is no category '{category_id[:60]}'")
    changed = found
    if name is not None:
        changed = msgspec.structs.replace(changed, name=_name(name))
    if parent is not None:
        if found.parent is None:
            raise _invalid(
                "parent", f"'{found.name}' is an upper category", "move its subcategories instead", item=found.id
            )
        changed = msgspec.structs.replace(changed, parent=_parent(parent, known))
    if retired is False:
        changed = msgspec.structs.replace(changed, retired=False, successor=None)
    if retired:
        changed = await _retired(tx, changed, successor, known)
    if changed != found:
        await _save(tx, changed, by=by, now=now)
    return changed


async def _retired(
    tx: Tx, category: FalloutCategory, successor: str | None, known: Mapping[str, FalloutCategory]
) -> FalloutCategory:
    in_use = [each.id for each in known.values() if each.parent == category.id and not each.retired]
    if in_use:
        raise _invalid(
            "retired", f"'{category.name}' has subcategories in use: {', '.join(sorted(in_use))}",
            "retire or move them first", item=category.id,
        )  # fmt: skip
    if successor is None:
        uses = await store.uses_of(tx, category.id)
        if uses:
            raise _invalid(
                "successor", f"'{category.name}' is in use: {', '.join(uses[:5])}", "name the category that takes its place",
                item=category.id,
            )  # fmt: skip
    else:
        after = known.get(successor)
        if (
            after is None
            or after.retired
            or after.id == category.id
            or (after.parent is None) != (category.parent is None)
        ):
            raise _invalid(
                "successor", f"'{successor[:60]}' cannot take its place", "name another one of the same level that is in use",
                item=category.id,
            )  # fmt: skip
        await store.hand_over(tx, category.id, successor)
    return msgspec.structs.replace(category, retired=True, successor=successor)


def _name(name: str) -> str:
    said = " ".join(name.split())
    if not 0 < len(said) <= 80:
        raise _invalid("name", "the name is empty or too long", "give the name that people see, up to 80 characters")
    return said


def _parent(parent: str | None, known: Mapping[str, FalloutCategory]) -> str | None:
    if parent is None:
        return None
    found = known.get(parent)
    if found is None or found.parent is not None or found.retired:
        raise _invalid(
            "parent",
            f"'{parent[:60]}' is no upper category in use",
            "there are two levels: name one of the first, or none",
        )
    return parent


async def _save(tx: Tx, category: FalloutCategory, *, by: Actor, now: datetime) -> None:
    await store.save_category(tx, category)
    await history.record(
        tx,
        FalloutCategoryChanged(
            category=category.id, name=category.name, parent=category.parent, retired=category.retired,
            successor=category.successor, by=by.name, at=now),
    )  # fmt: skip
