"""How many targets a relationship makes."""

from __future__ import annotations

from collections.abc import Mapping

from trunkline.catalog.conditions import show
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.outline import Link
from trunkline.kit.errors import Problem


def target_quantity(link: Link, values: Mapping[str, object], *, item: str) -> int:
    """The value of the quantity characteristic, else the default.

    Raises DecompositionInvalid, naming item and characteristic, when the value is no whole number or out of bounds:
    making fewer or more than was asked for would be a silent change of the order.
    """
    quantity = link.relationship.quantity
    name = quantity.characteristic
    value = None if name is None else values.get(name)
    if value is None:
        return quantity.default
    whole = isinstance(value, int) and not isinstance(value, bool)
    if whole and quantity.minimum <= int(str(value)) <= quantity.maximum:
        return int(str(value))
    what = f"'{name}' of '{link.source_name}' is {show(value)}; it says how many '{link.target_name}' there are"
    action = f"give a whole number from {quantity.minimum} to {quantity.maximum}"
    raise DecompositionInvalid(
        f"item '{item}': {what}; {action}",
        problems=[Problem(item=item, field=f"serviceCharacteristic[{name}]", what=what, action=action)],
    )
