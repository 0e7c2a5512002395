"""What can go wrong with attached files."""

from trunkline.kit.contract import Contract
from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownAttachment(NotFound):
    """There is no attached file with this number, or it was removed."""

    contract = Contract("There is no such file, or it was removed.", "Look at the list of files again.")


class UnknownSubject(NotFound):
    """There is no record with this number that a file could be attached to."""

    contract = Contract("There is no record that a file could be attached to.", "Check the number of the record.")


class AttachmentInvalid(Invalid):
    """The file is empty or too large, or its name or kind cannot be used."""

    contract = Contract(
        "The file cannot be kept: empty, too large, or of a kind that is not allowed.",
        "Choose another file.",
        field="file",
    )


class AttachmentGone(Conflict):
    """The file was removed too long ago to be taken back."""

    contract = Contract("The file was removed too long ago to bring it back.", "Attach it again.")
