"""What can go wrong with jeopardy alerts."""

from trunkline.kit.errors import Conflict, Invalid, NotFound, Unprocessable


class UnknownAlert(NotFound):
    """There is no jeopardy alert with this number."""


class AlertAcknowledged(Conflict):
    """Somebody has acknowledged the alert already, or it is cleared."""


class AlertCleared(Conflict):
    """The alert is over; nobody needs to take care of it."""


class UnknownOwner(Unprocessable):
    """There is no active user and no assignment group with this name."""


class ThresholdsInvalid(Invalid):
    """Thresholds must grow with their levels."""


class JeopardyPolicyInvalid(Invalid):
    """A jeopardy policy has shares that do not grow with their levels, or no name."""


class UnknownJeopardyPolicy(NotFound):
    """There is no jeopardy policy of this name."""


class UnknownOrderToPredict(NotFound):
    """There is no service order of this number, so nothing of it can be predicted."""
