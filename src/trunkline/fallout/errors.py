"""What can go wrong with fallouts."""

from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownFallout(NotFound):
    """There is no fallout with this number."""


class UnknownFalloutType(Invalid):
    """There is no fallout type of this name."""


class FalloutAlreadyOpen(Conflict):
    """The same cause is open on the same task already."""


class ResolutionIncomplete(Invalid):
    """The remedy needs something that was not given."""
