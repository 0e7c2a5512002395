"""Notes are changed and taken back by who wrote them; what they said before is kept and shown (UIF-66)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.events import history, note_store
from trunkline.events.errors import NoteInvalid, NoteWithdrawn, NotYourNote, UnknownNote
from trunkline.events.events import NoteEdited, NoteTakenBack
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId

LONGEST: Final = 10_000
_NUMBER: Final = re.compile(r"NOTE-(\d{1,15})-(\d{1,15})")

# who may write a note on it may change theirs
_RIGHTS: Final[Mapping[str, Permission]] = {
    "serviceOrder": Permission.ORDER_EDIT, "serviceOrderItem": Permission.ORDER_EDIT,
    "domainOrder": Permission.ORDER_READ, "task": Permission.TASK_READ, "fallout": Permission.FALLOUT_WORK,
}  # fmt: skip
_READING: Final[Mapping[str, Permission]] = {
    "serviceOrder": Permission.ORDER_READ, "serviceOrderItem": Permission.ORDER_READ,
    "domainOrder": Permission.ORDER_READ, "task": Permission.TASK_READ, "fallout": Permission.FALLOUT_READ,
}  # fmt: skip


class NoteId(NamedTuple):
    """A note: its order, and its number among all notes."""

    service_order_id: ServiceOrderId
    id: int

    @property
    def number(self) -> str:
        """What people see: `NOTE-000123-45`."""
        return f"NOTE-{self.service_order_id:06d}-{self.id}"

    @classmethod
    def read(cls, text: str) -> NoteId:
        """The id behind `NOTE-000123-45`; raises UnknownNote when the text is no such number."""
        found = _NUMBER.fullmatch(text.strip().upper())
        if found is None:
            raise UnknownNote(f"there is no note '{text[:60]}'; the number of a note looks like NOTE-000123-45")
        return cls(ServiceOrderId(int(found[1])), int(found[2]))


class KeptNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note as it is: on what (`subject`, and which `n` of the order), and what its author made of it later."""

    subject: str
    n: int | None
    author: str
    at: datetime
    text: str
    edited_at: datetime | None
    withdrawn_at: datetime | None


class NoteVersion(msgspec.Struct, frozen=True, kw_only=True):
    """What a note said from `at` on, until the next version."""

    version: int
    text: str
    at: datetime


async def edit_note(tx: Tx, note_id: NoteId, *, text: str, by: Actor, now: datetime) -> None:
    """The note says this from now on; what it said is kept (UIF-66). One's own, and with the right to note there.

    Raises UnknownNote, NotYourNote, NoteWithdrawn, NoteInvalid for an empty or too long text. The same text again
    changes nothing.
    """
    note = await _own(tx, note_id, by=by)
    said = text.strip()
    if not 0 < len(said) <= LONGEST:
        what, action = "the note is empty or too long", f"write 1 to {LONGEST:,} characters, or take it back"
        raise NoteInvalid(
            f"{what}; {action}", problems=[Problem(item=note_id.number, field="text", what=what, action=action)]
        )
    if said == note.text:
        return
    await note_store.keep_version(tx, note_id)
    await note_store.save_text(tx, note_id, said, now=now)
    await history.record(
        tx,
        NoteEdited(
            service_order_id=note_id.service_order_id, n=note.n, note=note_id.number, note_id=note_id.id, subject=note.subject,
            before=note.text, after=said, by=by.name, at=now),
    )  # fmt: skip


async def withdraw_note(tx: Tx, note_id: NoteId, *, by: Actor, now: datetime) -> None:
    """Takes a note back: a mark stays, and its versions for whoever looks. One's own. Raises UnknownNote, NotYourNote,
    NoteWithdrawn."""
    note = await _own(tx, note_id, by=by)
    await note_store.keep_version(tx, note_id)
    await note_store.withdraw(tx, note_id, now=now)
    await history.record(
        tx,
        NoteTakenBack(
            service_order_id=note_id.service_order_id, n=note.n, note=note_id.number, note_id=note_id.id, subject=note.subject, by=by.name,
            at=now),
    )  # fmt: skip


async def _own(tx: Tx, note_id: NoteId, *, by: Actor) -> KeptNote:
    note = await _find(tx, note_id, lock=True)
    by.require(_RIGHTS[note.subject])
    if note.author != by.name:
        raise NotYourNote(f"{note_id.number} was written by {note.author}; answer it with a note of your own")
    if note.withdrawn_at is not None:
        raise NoteWithdrawn(f"{note_id.number} was taken back; write a new one")
    return note


async def _find(tx: Tx, note_id: NoteId, *, lock: bool = False) -> KeptNote:
    row = await note_store.find(tx, note_id, lock=lock)
    if row is None:
        raise UnknownNote(f"there is no note {note_id.number}")
    return KeptNote(**dict(row))


async def list_note_versions(tx: Tx, note_id: NoteId, *, by: Actor) -> list[NoteVersion]:
    """Everything that a note has said, the oldest first, the present text last unless it was taken back. Needs the right
    to read what it is on; raises UnknownNote."""
    note = await _find(tx, note_id)
    by.require(_READING[note.subject])
    kept = [NoteVersion(**dict(row)) for row in await note_store.list_versions(tx, note_id)]
    if note.withdrawn_at is not None:
        return kept
    return [*kept, NoteVersion(version=len(kept) + 1, text=note.text, at=note.edited_at or note.at)]
