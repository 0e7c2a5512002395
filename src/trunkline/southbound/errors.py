"""What can go wrong with domain systems and their callbacks, as the caller sees it."""

from trunkline.kit.errors import Conflict, Invalid, NotFound, Unauthenticated


class UnknownDomainSystem(NotFound):
    """There is no domain system of that name."""


class DomainSystemInvalid(Invalid):
    """Limits that cannot be kept."""


class NotHeld(Conflict):
    """Only what is held can be released."""


class HoldReasonRequired(Invalid):
    """A hold says why."""


class CallbackRefused(Unauthenticated):
    """The sender of a callback cannot be verified."""


class CallbackReplayed(Conflict):
    """The very same signed message came before."""


class CallbackUnreadable(Invalid):
    """The message has no shape that is known here, or names no work."""
