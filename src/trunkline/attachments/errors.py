"""What can go wrong with attached files."""

from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownAttachment(NotFound):
    """There is no attached file with this number, or it was removed."""


class UnknownSubject(NotFound):
    """There is no record with this number that a file could be attached to."""


class AttachmentInvalid(Invalid):
    """The file is empty or too large, or its name or kind cannot be used."""


class AttachmentGone(Conflict):
    """The file was removed too long ago to be taken back."""
