"""What happens to attached files; `n` is the number of the attachment."""

from __future__ import annotations

from typing import ClassVar

from trunkline.events.model import Event


class FileAttached(Event, frozen=True, kw_only=True):
    """Somebody attached a file; `to` is the number of the record it hangs on, `sha256` is in hexadecimal."""

    about: ClassVar[str] = "attachment"

    to: str
    name: str
    media_type: str
    size: int
    sha256: str
    customer_visible: bool


class AttachmentRemoved(Event, frozen=True, kw_only=True):
    """Somebody took an attached file away."""

    about: ClassVar[str] = "attachment"

    to: str
    name: str


class AttachmentRestored(Event, frozen=True, kw_only=True):
    """Somebody took the removal of a file back."""

    about: ClassVar[str] = "attachment"

    to: str
    name: str
