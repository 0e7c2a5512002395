"""What can go wrong with decomposition."""

from trunkline.kit.errors import Unprocessable


class DecompositionInvalid(Unprocessable):
    """The order cannot be broken down; every fault is listed with its item and field."""
