"""What can go wrong with notifications."""

from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownNotificationRule(NotFound):
    """There is no notification rule with this name."""


class NotificationRuleInvalid(Invalid):
    """A rule names nobody, somebody unknown, or an address that must not be called; every fault is listed."""


class NotificationRuleChanged(Conflict):
    """Somebody else changed the rule meanwhile."""


class UnknownNotification(NotFound):
    """There is no notification with this number."""


class PreferenceInvalid(Invalid):
    """A mail address is not one."""


class NothingToTry(Conflict):
    """A rule cannot be tried while there is nothing that it could tell of."""


class SubscriptionInvalid(Invalid):
    """A subscription names an address that may not be called from here, or asks for what there is not."""


class UnknownSubscription(NotFound):
    """There is no hub subscription with this id."""
