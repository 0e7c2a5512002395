"""HTTP: how the caller likes the workspace."""

from __future__ import annotations

from litestar import get, patch

from trunkline.access.api_views import TAG
from trunkline.access.model import Actor
from trunkline.access.preferences import Preferences, change_preferences, find_preferences
from trunkline.kit import clock
from trunkline.kit.db import Database


@get("/api/preferences", tags=[TAG])
async def show_preferences(database: Database, actor: Actor) -> Preferences:
    """Theme, keys and looks of lists that the caller chose, in whatever browser."""
    async with database.reading() as tx:
        return await find_preferences(tx, actor)


@patch("/api/preferences", tags=[TAG])
async def change_own_preferences(data: Preferences, database: Database, actor: Actor) -> Preferences:
    """Keeps what is given, list by list; what is absent stays as it was."""
    async with database.transaction() as tx:
        await change_preferences(tx, data, by=actor, now=clock.now())
        return await find_preferences(tx, actor)


routes = [show_preferences, change_own_preferences]
