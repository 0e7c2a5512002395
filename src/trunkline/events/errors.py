"""What can go wrong with reading the history."""

from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid


class AuditQueryInvalid(Invalid):
    """The history is searched for what it cannot have: a verb that there is not, a record that is none, half a time."""

    contract = Contract("The history cannot be searched for that.", "Correct what is named.", field="verb")


class EventCursorInvalid(Invalid):
    """The history is to be read from a place that it does not have."""

    contract = Contract("The list cannot be continued from that place.", "Begin again from the start.", field="after")
