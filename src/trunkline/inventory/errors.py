"""What can go wrong with inventory."""

from trunkline.kit.errors import Conflict, NotFound


class UnknownInventoryItem(NotFound):
    """There is no such product, service or resource."""


class InventoryBusy(Conflict):
    """Another order is changing this item, or it is not in a state in which it can be changed."""
