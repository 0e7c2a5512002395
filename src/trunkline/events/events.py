"""What happens to notes after they were written."""

from __future__ import annotations

from typing import ClassVar

from trunkline.events.model import Event


class NoteEdited(Event, frozen=True, kw_only=True):
    """Who wrote a note changed it."""

    about: ClassVar[str] = "note"

    note: str
    note_id: int
    subject: str
    before: str
    after: str


class NoteTakenBack(Event, frozen=True, kw_only=True):
    """Who wrote a note took it back; its versions are kept."""

    about: ClassVar[str] = "note"

    note: str
    note_id: int
    subject: str
