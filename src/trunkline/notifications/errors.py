"""What can go wrong with notifications."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownNotificationRule(NotFound):
    """There is no notification rule with this name."""

    contract = Contract("There is no notification rule of this name.", "Choose one of those there are.")


class NotificationRuleInvalid(Invalid):
    """A rule names nobody, somebody unknown, or an address that must not be called; every fault is listed."""

    contract = Contract(
        "The notification rule cannot be used.",
        "Correct what is listed.",
        field="channel",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )


class NotificationRuleChanged(Conflict):
    """Somebody else changed the rule meanwhile."""

    contract = Contract("Somebody else changed the rule.", "Read it again, then repeat the change.", field="version")


class UnknownNotification(NotFound):
    """There is no notification with this number."""

    contract = Contract("There is no such notification, or it is not yours.", "Open the list of your notifications.")


class PreferenceInvalid(Invalid):
    """A mail address is not one."""

    contract = Contract("The mail address is not one.", "Correct the address.", field="email")


class NothingToTry(Conflict):
    """A rule cannot be tried while there is nothing that it could tell of."""

    contract = Contract(
        "There is nothing yet that the rule could tell of.", "Try it when something of its kind has happened."
    )


class SubscriptionInvalid(Invalid):
    """A subscription names an address that may not be called from here, or asks for what there is not."""

    contract = Contract(
        "The subscription cannot be kept as it is.",
        "Give an address that may be called and a query of events that there are.",
        field="callback",
    )


class UnknownSubscription(NotFound):
    """There is no hub subscription with this id."""

    contract = Contract("There is no such subscription.", "Check its id, or subscribe anew.")
