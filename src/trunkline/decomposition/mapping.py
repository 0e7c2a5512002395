"""How values travel along a relationship: copied, translated, or constant, under the mapping's own condition.

Of several mappings to the same characteristic the first that gives a value counts. A mapping whose condition cannot be
decided, because a value is missing, gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from trunkline.catalog.characteristics import same
from trunkline.catalog.conditions import holds
from trunkline.catalog.model import Characteristic, CharacteristicMapping
from trunkline.decomposition.outline import Route

Values = Mapping[str, Characteristic]
NO_VALUES: Mapping[str, object] = {}


def plain(values: Values) -> dict[str, object]:
    """The values without their origins; what was taken away is left out."""
    return {name: held.value for name, held in values.items() if held.value is not None}


def _translate(mapping: CharacteristicMapping, value: object) -> object:
    if mapping.values is None:
        return value
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return mapping.values.get(text, mapping.otherwise)


def _carried(route: Route, values: Mapping[str, object]) -> Characteristic | None:
    mapping = route.mapping
    if mapping.when is not None and holds(mapping.when, values).outcome != "true":
        return None
    if mapping.source is None:
        return route.constant
    value = values.get(mapping.source)
    translated = None if value is None else _translate(mapping, value)
    return None if translated is None else Characteristic(translated, route.origin)


def carry(routes: Iterable[Route], values: Mapping[str, object]) -> dict[str, Characteristic]:
    """What the routes give to the other end when this end has `values`."""
    carried: dict[str, Characteristic] = {}
    for route in routes:
        if route.mapping.target not in carried:
            found = _carried(route, values)
            if found is not None:
                carried[route.mapping.target] = found
    return carried


def carry_changes(
    routes: Iterable[Route], before: Mapping[str, object], after: Mapping[str, object], goal: Values
) -> dict[str, Characteristic]:
    """What a change of this end's values changes at the other end, which has `goal`.

    What the routes gave before and give now alike is left alone, so that a value corrected at the other end stays. A
    value that is not given any more is taken away: it is answered as null.
    """
    routes = tuple(routes)
    if not routes or before == after:
        return {}
    gave, gives = carry(routes, before), carry(routes, after)
    changes = {
        name: found for name, found in gives.items() if name not in gave or not same(gave[name].value, found.value)
    }
    for name, lost in gave.items():
        held = goal.get(name)
        if name not in gives and held is not None and same(held.value, lost.value):
            changes[name] = Characteristic(None, lost.origin)
    return changes
