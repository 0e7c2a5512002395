"""What can go wrong with jeopardy alerts."""

from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownAlert(NotFound):
    """There is no jeopardy alert with this number."""


class AlertAcknowledged(Conflict):
    """Somebody has acknowledged the alert already, or it is cleared."""


class ThresholdsInvalid(Invalid):
    """Thresholds must grow with their levels."""
