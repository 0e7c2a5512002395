"""How many targets a relationship makes, and for which elements of a list."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from trunkline.catalog.conditions import show
from trunkline.catalog.expressions import Missing, evaluate_text
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.mapping import source_value
from trunkline.decomposition.outline import Link
from trunkline.decomposition.view import View
from trunkline.kit.errors import Problem


class Counted(msgspec.Struct, frozen=True):
    """How many, why so many, and the elements when there is one target for each."""

    count: int
    why: str
    characteristic: str | None = None
    elements: tuple[object, ...] | None = None


def target_quantity(link: Link, view: View, *, item: str) -> Counted | Missing:
    """The elements of the list, the result of the expression, the value of the characteristic, else the default.

    Answers Missing when a list or a value that the expression needs was not given. Raises DecompositionInvalid, naming
    item and characteristic, when the number is no whole one or out of bounds: making fewer or more than was asked for
    would be a silent change of the order.
    """
    quantity = link.relationship.quantity
    if quantity.each_of is not None:
        return _for_each(link, quantity.each_of, view, item)
    if quantity.expression is not None:
        value = evaluate_text(quantity.expression, view.scope)
        if isinstance(value, Missing):
            return value
        why = f"the result of '{quantity.expression}'"
        return Counted(_whole(link, value, why, None, item), why)
    name = quantity.characteristic
    value = None if name is None else source_value(view.values, name)
    if value is None:
        return Counted(quantity.default, "the default quantity", name)
    return Counted(_whole(link, value, f"'{name}'", name, item), f"the value of '{name}'", name)


def _for_each(link: Link, name: str, view: View, item: str) -> Counted | Missing:
    value = source_value(view.values, name)
    if value is None:
        return Missing(name)
    elements: Sequence[object] = value if isinstance(value, (list, tuple)) else (value,)
    count = _whole(link, len(elements), f"the number of elements of '{name}'", name, item)
    return Counted(count, f"one for each element of '{name}'", name, tuple(elements))


def _whole(link: Link, value: object, told: str, name: str | None, item: str) -> int:
    quantity = link.relationship.quantity
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and quantity.minimum <= value <= quantity.maximum:
        return value
    what = f"{told} of '{link.source_name}' is {show(value)}; it says how many '{link.target_name}' there are"
    action = f"give a whole number from {quantity.minimum} to {quantity.maximum}"
    field = "serviceSpecification" if name is None else f"serviceCharacteristic[{name}]"
    raise DecompositionInvalid(
        f"item '{item}': {what}; {action}", problems=[Problem(item=item, field=field, what=what, action=action)]
    )
