"""What can go wrong with decomposition."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Unprocessable


class DecompositionInvalid(Unprocessable):
    """The order cannot be broken down; every fault is listed with its item and field."""

    contract = Contract(
        "The order cannot be broken down into work.",
        "Correct the values that are named; if they are right, ask the catalog's designer.",
        field="specification",
        cause_class=CauseClass.RULE,
        owner=Owner.CATALOG_DESIGNER,
    )
