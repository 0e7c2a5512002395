"""What can go wrong with jeopardy alerts."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound, Unprocessable


class UnknownAlert(NotFound):
    """There is no jeopardy alert with this number."""

    contract = Contract("There is no such alert.", "Look at the list of alerts again.")


class AlertAcknowledged(Conflict):
    """Somebody has acknowledged the alert already, or it is cleared."""

    contract = Contract("Somebody took care of this alert already, or it is over.", "Read it again.")


class AlertCleared(Conflict):
    """The alert is over; nobody needs to take care of it."""

    contract = Contract("The alert is over.", "Nothing needs to be done.")


class UnknownOwner(Unprocessable):
    """There is no active user and no assignment group with this name."""

    contract = Contract(
        "There is no such group or active person.",
        "Choose one from the list.",
        field="owner",
        cause_class=CauseClass.REFERENCE,
    )


class ThresholdsInvalid(Invalid):
    """Thresholds must grow with their levels."""

    contract = Contract(
        "The thresholds must grow from level to level.",
        "Order them from the lowest to the highest.",
        field="thresholds",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )


class JeopardyPolicyInvalid(Invalid):
    """A jeopardy policy has shares that do not grow with their levels, or no name."""

    contract = Contract(
        "The jeopardy policy cannot be used.",
        "Correct what is listed.",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )


class UnknownJeopardyPolicy(NotFound):
    """There is no jeopardy policy of this name."""

    contract = Contract("There is no jeopardy policy of this name.", "Choose one of those there are.")


class UnknownOrderToPredict(NotFound):
    """There is no service order of this number, so nothing of it can be predicted."""

    contract = Contract("There is no such order, so nothing can be predicted of it.", "Check the number of the order.")
