"""What can go wrong with reading the history."""

from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid


class EventCursorInvalid(Invalid):
    """The history is to be read from a place that it does not have."""

    contract = Contract("The list cannot be continued from that place.", "Begin again from the start.", field="after")
