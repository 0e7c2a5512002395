"""What can go wrong with fallouts."""

from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownFallout(NotFound):
    """There is no fallout with this number."""


class UnknownFalloutGroup(NotFound):
    """There is no group of fallouts with this number."""


class UnknownFalloutType(Invalid):
    """There is no fallout type of this name."""


class FalloutTypeTaken(Conflict):
    """There is a fallout type with this id already."""


class FalloutIncomplete(Invalid):
    """What is said about the failure, or asked about it, is missing."""


class FalloutAlreadyOpen(Conflict):
    """The same cause is open on the same task already."""


class FalloutAlreadyEnded(Conflict):
    """It is resolved, filed or cancelled, and what was found out about it stands."""


class TaskNotHeld(Conflict):
    """The task of the fallout is not held any more, so a remedy has nothing to move."""


class ResolutionIncomplete(Invalid):
    """The remedy needs something that was not given."""


class UnknownCampaign(NotFound):
    """There is no campaign with this number."""


class CampaignIncomplete(Invalid):
    """What a campaign shall do is missing or does not go together."""


class CampaignOutdated(Conflict):
    """What the campaign listed is not as it was: it has to be drafted anew."""


class SecondPersonNeeded(Conflict):
    """A campaign of this size is approved by somebody else than who started it."""


class RoutingInvalid(Invalid):
    """A rule that routes fallouts names nobody, or somebody there is not."""


class PeriodInvalid(Invalid):
    """A period begins after its end, or its instants do not say where they are."""


class DomainOrderNotClosed(Conflict):
    """A domain order cannot be closed by hand now: tasks of it are open, or it has ended."""
