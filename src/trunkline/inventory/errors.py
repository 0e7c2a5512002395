"""What can go wrong with inventory."""

from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownInventoryItem(NotFound):
    """There is no such product, service or resource."""


class InventoryBusy(Conflict):
    """Another order is changing this item, or it is not in a state in which it can be changed."""


class InventoryVersionOld(Conflict):
    """An order is made with a newer version of a specification than inventory has, and orders may not upgrade."""


class InventoryExternalIdTaken(Conflict):
    """Something else in inventory has this external id."""


class OnboardingInvalid(Invalid):
    """An existing service cannot be taken in as it was described; every fault is listed."""
