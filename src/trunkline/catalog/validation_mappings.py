"""Whether mappings are sound: ends, types, translations, and that no two set one target for the same values."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from trunkline.catalog.characteristics import same, show
from trunkline.catalog.expression_types import shape_of
from trunkline.catalog.model import (
    CharacteristicMapping,
    CharacteristicSpecification,
    MappingDirection,
    Quantity,
    SpecificationRelationship,
    ValueType,
)
from trunkline.catalog.validation_rules import Place, check_condition, check_text
from trunkline.catalog.validation_tables import check_table_use
from trunkline.catalog.validation_values import FREE, Report, report_value, resolve


def check_mappings(
    relationship: SpecificationRelationship, giver: Place, taker: Place, world: World, path: str, report: Report
) -> None:
    """All mappings of a relationship between `giver`, the source, and `taker`, the target."""
    seen: dict[tuple[MappingDirection, str], list[CharacteristicMapping]] = {}
    for number, mapping in enumerate(relationship.mappings):
        at = f"{path}.mappings[{number}]"
        ends = (giver, taker) if mapping.direction is not MappingDirection.UP else (taker, giver)
        if mapping.direction is MappingDirection.SIBLING:
            sibling = world.siblings.get(mapping.sibling or "")
            if sibling is None or mapping.sibling == relationship.target:
                known = ", ".join(name for name in world.siblings if name != relationship.target) or "none"
                report(f"{at}.sibling", f"'{mapping.sibling}' is no other target of '{giver.names.owner}'",
                       f"name one of: {known}")  # fmt: skip
                continue
            ends = (sibling, taker)
        elif mapping.sibling is not None:
            report(f"{at}.sibling", "only a mapping with direction siblingToSibling has a sibling", "remove it")
        _check_mapping(mapping, ends[0], ends[1], relationship.quantity, at, report)
        if mapping.when is not None:
            check_condition(mapping.when, ends[0], f"{at}.when", report)
        for other in seen.setdefault((mapping.direction, mapping.target), []):
            if other.when == mapping.when and other.sibling == mapping.sibling:
                report(f"{at}.target", f"another mapping sets '{mapping.target}' already",
                       "remove one, or give each a condition")  # fmt: skip
                break
        seen[mapping.direction, mapping.target].append(mapping)


class World(msgspec.Struct, frozen=True, kw_only=True):
    """What a relationship's mappings may look at besides its two ends: the other targets of its source, by id."""

    siblings: Mapping[str, Place]


def _check_mapping(
    mapping: CharacteristicMapping, source: Place, target: Place, quantity: Quantity, path: str, report: Report
) -> None:
    goal = next((each for each in target.characteristics if each.name == mapping.target), None)
    if goal is None:
        report(f"{path}.target", f"'{target.names.owner}' has no characteristic '{mapping.target}'",
               "name one of its characteristics")  # fmt: skip
        return
    given = (mapping.source, mapping.constant, mapping.expression, mapping.table)
    if sum(each is not None for each in given) != 1:
        report(path, "a mapping needs one of: a source, a constant, an expression, a table", "give exactly one of them")
        return
    if mapping.values is None and mapping.otherwise is not None:
        report(f"{path}.otherwise", "'otherwise' stands without 'values'", "add 'values', or remove it")
    if mapping.values is not None and mapping.source is None:
        report(f"{path}.values", "only what comes from a source is translated", "remove 'values', or give a source")
    if mapping.output is not None and mapping.table is None:
        report(f"{path}.output", "'output' stands without 'table'", "name the table, or remove it")
    if mapping.expression is not None:
        check_text(mapping.expression, source, shape_of(goal), f"{path}.expression", report)
    elif mapping.table is not None:
        table = source.tables.get(mapping.table)
        if table is None:
            report(f"{path}.table", f"there is no decision table '{mapping.table}'", "add it, or name another")
        else:
            output = mapping.output or mapping.target
            check_table_use(table, source.names, output, shape_of(goal), f"{path}.table", report)
    elif mapping.source is None:
        report_value(goal, mapping.constant, f"{path}.constant", report)
    else:
        origin = _origin(mapping.source, source, quantity)
        if origin is None:
            report(f"{path}.source", f"'{source.names.owner}' has no characteristic '{mapping.source}'",
                   "name one of its characteristics")  # fmt: skip
        elif mapping.values is not None:
            _check_translation(mapping, mapping.values, origin, goal, path, report)
        elif origin is not FREE:
            misfit = _misfit(origin, goal)
            if misfit is not None:
                report(f"{path}.source", misfit, "translate with 'values', or map a characteristic that fits")


def _origin(path: str, source: Place, quantity: Quantity) -> CharacteristicSpecification | None:
    """The characteristic at a mapping's source. A path through an array gives an array, unless each element is a
    target of its own."""
    whole = next((each for each in source.characteristics if each.name == path), None)
    if whole is not None:
        return whole
    found = resolve(source.characteristics, path)
    if found is None or found is FREE or (quantity.each_of and path.startswith(f"{quantity.each_of}.")):
        return found
    top = next((e for e in source.characteristics if path.startswith(f"{e.name}.")), None)
    if top is not None and top.value_type is ValueType.ARRAY:
        return CharacteristicSpecification(name=path, value_type=ValueType.ARRAY, element=found)
    return found


def _check_translation(
    mapping: CharacteristicMapping, values: Mapping[str, object], origin: CharacteristicSpecification,
    goal: CharacteristicSpecification, path: str, report: Report,
) -> None:  # fmt: skip
    for given, value in values.items():
        report_value(goal, value, f"{path}.values[{given}]", report)
    if mapping.otherwise is not None:
        report_value(goal, mapping.otherwise, f"{path}.otherwise", report)
    if not origin.options:
        return
    options = [_as_key(option.value) for option in origin.options]
    for given in values:
        if given not in options:
            report(f"{path}.values[{given}]", f"'{given}' is not an option of '{origin.name}'",
                   f"use: {', '.join(options)}")  # fmt: skip
    untold = [option for option in options if option not in values]
    if untold and mapping.otherwise is None:
        report(f"{path}.values", f"these options of '{origin.name}' have no value: {', '.join(untold)}",
               "add them, or give 'otherwise'")  # fmt: skip


def _as_key(value: object) -> str:
    """A value as the keys of a translation write it: text as it is, anything else as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _misfit(origin: CharacteristicSpecification, goal: CharacteristicSpecification) -> str | None:
    """Why values of one characteristic cannot simply be copied to the other, or None when they can."""
    if not _fits(origin.value_type, goal.value_type):
        return f"'{origin.name}' is {origin.value_type}, '{goal.name}' is {goal.value_type}"
    refused = [show(o.value) for o in origin.options
               if goal.options and not any(same(o.value, allowed.value) for allowed in goal.options)]  # fmt: skip
    if refused:
        return f"'{goal.name}' has no option {', '.join(refused)} of '{origin.name}'"
    if origin.element is not None and goal.element is not None:
        return _misfit(origin.element, goal.element)
    members = {p.name: p for p in goal.properties}
    for p in origin.properties if members else ():
        if p.name not in members:
            return f"'{goal.name}' has no member '{p.name}'"
        misfit = _misfit(p, members[p.name])
        if misfit is not None:
            return misfit
    return None


def _fits(source: ValueType, target: ValueType) -> bool:
    textual = (ValueType.TEXT, ValueType.EMAIL, ValueType.DATE, ValueType.DATE_TIME, ValueType.DURATION)
    objects = (ValueType.OBJECT, ValueType.ADDRESS)
    return (
        source is target
        or (source is ValueType.INTEGER and target is ValueType.DECIMAL)
        or (source in textual and target is ValueType.TEXT)
        or (source in objects and target in objects)
    )
