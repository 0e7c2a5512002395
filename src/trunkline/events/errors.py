"""What can go wrong with reading the history."""

from trunkline.kit.contract import Contract
from trunkline.kit.errors import Conflict, Forbidden, Invalid, NotFound


class AuditQueryInvalid(Invalid):
    """The history is searched for what it cannot have: a verb that there is not, a record that is none, half a time."""

    contract = Contract("The history cannot be searched for that.", "Correct what is named.", field="verb")


class EventCursorInvalid(Invalid):
    """The history is to be read from a place that it does not have."""

    contract = Contract("The list cannot be continued from that place.", "Begin again from the start.", field="after")


class UnknownNote(NotFound):
    """There is no note with this number."""

    contract = Contract("There is no such note.", "Look at the notes of the record again.")


class NotYourNote(Forbidden):
    """Only who wrote a note changes it or takes it back."""

    contract = Contract("Somebody else wrote this note.", "Answer it with a note of your own.")


class NoteWithdrawn(Conflict):
    """The note was taken back already."""

    contract = Contract("The note was taken back.", "Write a new one.")


class NoteInvalid(Invalid):
    """A note says nothing, or too much."""

    contract = Contract("The note is empty or too long.", "Write what there is to say.", field="text")
