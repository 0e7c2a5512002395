"""How a person likes the workspace: theme, keys, and how each list looks; the same in every browser of that person."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from trunkline.access.errors import NotPermitted
from trunkline.access.model import Actor
from trunkline.access.views import ListKind
from trunkline.kit.db import Tx

_Key = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
_Keys = Annotated[list[_Key], msgspec.Meta(max_length=60)]


class ListLook(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """How a list looks: columns by their keys. `pinned`: so many from the left stay; `widths` in CSS pixels."""

    hidden: _Keys = []
    order: _Keys = []
    pinned: Annotated[int, msgspec.Meta(ge=0, le=5)] = 0
    widths: Annotated[dict[_Key, Annotated[int, msgspec.Meta(ge=40, le=1200)]], msgspec.Meta(max_length=60)] = {}
    density: Literal["normal", "compact"] = "normal"


class Preferences(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True
):
    """What a person chose; what is absent is as it comes. A list is named as its saved views are."""

    theme: Literal["light", "dark", "system"] | None = None
    single_keys: bool | None = None
    lists: dict[ListKind, ListLook] = {}


async def find_preferences(tx: Tx, by: Actor) -> Preferences:
    """What the caller chose; nothing for one who is no person."""
    body = await tx.fetchval("SELECT body FROM preference WHERE user_id = $1", by.user_id)
    return Preferences() if body is None else msgspec.convert(body, Preferences)


async def change_preferences(tx: Tx, change: Preferences, *, by: Actor, now: datetime) -> None:
    """Keeps what the change says, and each of its lists, beside what was kept before: two windows spoil nothing.

    Needs no right but being a person; raises NotPermitted for others.
    """
    if by.user_id is None:
        raise NotPermitted("preferences belong to people: sign in as one")
    await tx.execute(
        """
        INSERT INTO preference AS p (user_id, body, changed_at)
        VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE
           SET body = p.body || excluded.body || jsonb_build_object('lists',
                   coalesce(p.body -> 'lists', '{}') || coalesce(excluded.body -> 'lists', '{}')),
               changed_at = excluded.changed_at
        """,
        by.user_id,
        msgspec.to_builtins(change),
        now,
    )
