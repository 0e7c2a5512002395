"""HTTP: notes are changed and taken back by who wrote them, and show what they said before."""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import delete, get, patch

from trunkline.access.model import Actor, Permission
from trunkline.events.notes import NoteId, NoteVersion, edit_note, list_note_versions, withdraw_note
from trunkline.kit import clock
from trunkline.kit.db import Database

_TAGS = ["Notes"]


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class NoteText(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a note says from now on."""

    text: str


class NoteVersionBody(_Wire, frozen=True, kw_only=True):
    """What a note said from `at` on, until the next version."""

    version: int
    text: str
    at: datetime


class NoteVersionsBody(_Wire, frozen=True, kw_only=True):
    """Everything that a note has said, the oldest first."""

    items: list[NoteVersionBody]
    total: int


def _render(versions: list[NoteVersion]) -> NoteVersionsBody:
    items = [NoteVersionBody(**msgspec.structs.asdict(version)) for version in versions]
    return NoteVersionsBody(items=items, total=len(items))


@get("/api/notes/{number:str}/versions", tags=_TAGS)
async def show_note_versions(number: str, database: Database, actor: Actor) -> NoteVersionsBody:
    """Everything that a note has said."""
    actor.require(Permission.ORDER_READ)
    async with database.reading() as tx:
        return _render(await list_note_versions(tx, NoteId.read(number), by=actor))


@patch("/api/notes/{number:str}", tags=_TAGS)
async def change_note(number: str, data: NoteText, database: Database, actor: Actor) -> NoteVersionsBody:
    """One's own note says something else from now on; what it said is kept."""
    actor.require(Permission.ORDER_READ)
    note_id = NoteId.read(number)
    async with database.transaction() as tx:
        await edit_note(tx, note_id, text=data.text, by=actor, now=clock.now())
        return _render(await list_note_versions(tx, note_id, by=actor))


@delete("/api/notes/{number:str}", tags=_TAGS)
async def take_note_back(number: str, database: Database, actor: Actor) -> None:
    """Takes one's own note back; a mark stays, and what it said is kept."""
    actor.require(Permission.ORDER_READ)
    async with database.transaction() as tx:
        await withdraw_note(tx, NoteId.read(number), by=actor, now=clock.now())


routes = [show_note_versions, change_note, take_note_back]
