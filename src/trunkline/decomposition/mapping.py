"""How values travel along a relationship: copied, translated, reckoned or constant, under the mapping's own condition.

Of several mappings to the same characteristic the first that gives a value counts. A mapping whose condition or whose
expression cannot be decided, because a value is missing, gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from trunkline.catalog.characteristics import same
from trunkline.catalog.conditions import found_at
from trunkline.catalog.expressions import Missing, evaluate_text
from trunkline.catalog.model import Characteristic, CharacteristicMapping
from trunkline.catalog.tables import decide as decide_table
from trunkline.decomposition.outline import Route
from trunkline.decomposition.view import View

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


def source_value(values: Mapping[str, object], source: str) -> object:
    """The value of a characteristic, or at a dotted path into one; of several elements, the list. None when absent."""
    if source in values or "." not in source:
        return values.get(source)
    found = found_at(values, source)
    if not found:
        return None
    return found[0] if len(found) == 1 else found


def carried_by(route: Route, view: View) -> Characteristic | None:
    """What one route gives when its start is as `view` says; None for nothing."""
    mapping = route.mapping
    if mapping.when is not None and view.holds(mapping.when).outcome != "true":
        return None
    if route.constant is not None:
        return route.constant
    if mapping.expression is not None:
        value = evaluate_text(mapping.expression, view.scope)
    elif route.table is not None:
        answer = decide_table(route.table, view.scope)
        value = answer if isinstance(answer, Missing) else answer.get(mapping.output or mapping.target)
    elif mapping.source is not None:
        value = source_value(view.values, mapping.source)
    else:
        return None
    if value is None or isinstance(value, Missing):
        return None
    translated = _translate(mapping, value)
    return None if translated is None else Characteristic(translated, route.origin)


def carry(routes: Iterable[Route], view: View) -> dict[str, Characteristic]:
    """What the routes give to the other end when this end is as `view` says."""
    carried: dict[str, Characteristic] = {}
    for route in routes:
        if route.mapping.target not in carried:
            found = carried_by(route, view)
            if found is not None:
                carried[route.mapping.target] = found
    return carried


def carry_changes(routes: Iterable[Route], before: View, after: View, goal: Values) -> dict[str, Characteristic]:
    """What a change of this end's values changes at the other end, which has `goal`.

    What the routes gave before and give now alike is left alone, so that a value corrected at the other end stays. A
    value that is not given any more is taken away: it is answered as null.
    """
    routes = tuple(routes)
    if not routes or before.values == after.values:
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
