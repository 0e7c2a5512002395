"""What can go wrong with inventory."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownInventoryItem(NotFound):
    """There is no such product, service or resource."""

    contract = Contract("There is no such product, service or resource.", "Check the number, or search the inventory.")


class InventoryBusy(Conflict):
    """Another order is changing this item, or it is not in a state in which it can be changed."""

    contract = Contract(
        "Another order is changing this, or its state does not allow it.",
        "Finish or cancel that order first, or add this to it.",
    )


class InventoryVersionOld(Conflict):
    """An order is made with a newer version of a specification than inventory has, and orders may not upgrade."""

    contract = Contract(
        "The order is made with a newer version than what is installed.",
        "Order an upgrade first, or use the installed version.",
        field="version",
        cause_class=CauseClass.RULE,
        owner=Owner.SERVICE_ORDER_AGENT,
    )


class InventoryExternalIdTaken(Conflict):
    """Something else in inventory has this external id."""

    contract = Contract(
        "Something else in inventory has this external id.", "Choose another external id.", field="externalId"
    )


class OnboardingInvalid(Invalid):
    """An existing service cannot be taken in as it was described; every fault is listed."""

    contract = Contract("The existing service cannot be taken in as described.", "Correct what is listed.")
