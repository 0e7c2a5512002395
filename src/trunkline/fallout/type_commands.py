"""What administrators do to the kinds of failure."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.fallout import store
from trunkline.fallout.category_commands import check_subcategory
from trunkline.fallout.category_store import list_categories
from trunkline.fallout.commands import said_text
from trunkline.fallout.events import FalloutTypeAdded
from trunkline.fallout.model import FalloutType
from trunkline.kit.db import Tx


async def add_fallout_type(tx: Tx, new: FalloutType, *, by: Actor, now: datetime) -> FalloutType:
    """Adds a fallout type (FAL-03). Needs `user:admin`; raises FalloutIncomplete without id and name, FalloutTypeTaken,
    UnknownFalloutCategory, FalloutCategoryInvalid."""
    by.require(Permission.USER_ADMIN)
    if new.category is not None:
        check_subcategory(new.category, {each.id: each for each in await list_categories(tx)}, item=new.id)
    known = msgspec.structs.replace(
        new,
        id=said_text(new.id, field="id", what="no id is given", action="give a short word such as 'permitRefused'"),
        name=said_text(new.name, field="name", what="no name is given", action="give the name that people see"),
    )
    await store.insert_type(tx, known)
    await history.record(tx, FalloutTypeAdded(fallout_type=known.id, name=known.name, by=by.name, at=now))
    return known
