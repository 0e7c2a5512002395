"""What can go wrong with domain systems and their callbacks, as the caller sees it."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound, Unauthenticated


class UnknownDomainSystem(NotFound):
    """There is no domain system of that name."""

    contract = Contract("There is no domain system of that name.", "Choose one of those there are.")


class DomainSystemInvalid(Invalid):
    """Limits that cannot be kept."""

    contract = Contract(
        "The limits of the domain system cannot be kept as given.",
        "Correct the value that is named.",
        field="limits",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )


class NotHeld(Conflict):
    """Only what is held can be released."""

    contract = Contract("The domain system is not held, so it cannot be released.", "Read how it stands again.")


class HoldReasonRequired(Invalid):
    """A hold says why."""

    contract = Contract("To hold a domain system, say why.", "Write a reason.", field="reason")


class CallbackRefused(Unauthenticated):
    """The sender of a callback cannot be verified."""

    contract = Contract(
        "A message of a domain system was refused: its sender cannot be verified.",
        "Ask the owner of the system to sign with the secret that was agreed.",
        field="signature",
        owner=Owner.DOMAIN_SYSTEM_OWNER,
    )


class CallbackReplayed(Conflict):
    """The very same signed message came before."""

    contract = Contract(
        "The same message of a domain system came before; it was left aside.",
        "Nothing: it counted the first time.",
        field="signature",
        cause_class=CauseClass.STATE,
        owner=Owner.DOMAIN_SYSTEM_OWNER,
    )


class CallbackUnreadable(Invalid):
    """The message has no shape that is known here, or names no work."""

    contract = Contract(
        "A message of a domain system cannot be understood.",
        "Ask the owner of the system to send the shape that was agreed.",
        field="body",
        cause_class=CauseClass.FAR_SYSTEM,
        owner=Owner.DOMAIN_SYSTEM_OWNER,
    )
