"""Whether a catalog is sound: every fault is told, with the specification, the path and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from trunkline.catalog.characteristics import check_value, same, show
from trunkline.catalog.model import (
    CharacteristicMapping,
    CharacteristicSpecification,
    Condition,
    MappingDirection,
    PlanSpecification,
    Specification,
    SpecificationRelationship,
    ValueType,
)
from trunkline.catalog.relationships import ALLOWED, find_relationship_cycle, is_allowed
from trunkline.catalog.validation_plans import check_plans
from trunkline.kit.errors import Problem

Report = Callable[[str, str, str], None]  # field, what, action
_NUMBERS = (ValueType.INTEGER, ValueType.DECIMAL)
_TEXTS = (ValueType.TEXT, ValueType.EMAIL)
_OBJECTS = (ValueType.OBJECT, ValueType.ADDRESS)


def check_catalog(specifications: Sequence[Specification], plans: Sequence[PlanSpecification]) -> list[Problem]:
    """Everything that is wrong with specifications and plans taken together; an empty list when they are sound."""
    problems: list[Problem] = []
    known: dict[str, Specification] = {}
    for spec in specifications:
        report = reporter(spec.id, problems)
        if spec.id in known:
            report("id", "two specifications have this id", "give each its own id")
        known[spec.id] = spec
    for spec in known.values():
        _check_specification(spec, known, reporter(spec.id, problems))
    cycle = find_relationship_cycle(known.values())
    if cycle:
        reporter(cycle[0], problems)(
            "relationships", f"specifications need each other in a circle: {' -> '.join(cycle)}",
            "remove one of these relationships",
        )  # fmt: skip
    problems += check_plans(plans, known)
    return problems


def reporter(item: str, problems: list[Problem]) -> Report:
    """Adds a problem of one specification or plan."""

    def report(field: str, what: str, action: str) -> None:
        problems.append(Problem(item=item, field=field, what=what, action=action))

    return report


def _check_specification(spec: Specification, known: Mapping[str, Specification], report: Report) -> None:
    if not spec.id or not spec.name:
        report("id", "id or name is empty", "give both")
    check_characteristics(spec.characteristics, "characteristics", report)
    for position, relationship in enumerate(spec.relationships):
        path = f"relationships[{position}]"
        target = known.get(relationship.target)
        if target is None:
            report(f"{path}.target", f"there is no specification '{relationship.target}'",
                   "add it to the catalog or name an existing one")  # fmt: skip
            continue
        if not is_allowed(relationship.type, spec.kind, target.kind):
            pairs = ", ".join(sorted(f"{source} -> {end}" for source, end in ALLOWED[relationship.type]))
            report(f"{path}.type", f"{relationship.type} cannot lead from {spec.kind} to {target.kind}",
                   f"use another type; this one allows {pairs}")  # fmt: skip
        _check_relationship(spec, target, relationship, path, report)
    names = [relationship.rule.name for relationship in spec.relationships if relationship.rule]
    for name in _repeated(names):
        report("relationships", f"two decomposition rules are called '{name}'", "give each its own name")


def _check_relationship(
    spec: Specification, target: Specification, relationship: SpecificationRelationship, path: str, report: Report
) -> None:
    quantity = relationship.quantity
    if not 0 <= quantity.minimum <= quantity.default <= quantity.maximum:
        report(f"{path}.quantity", "minimum, default and maximum are not in order",
               "make 0 <= minimum <= default <= maximum")  # fmt: skip
    if quantity.characteristic is not None:
        counted = spec.characteristic(quantity.characteristic)
        if counted is None:
            report(f"{path}.quantity.characteristic", f"'{spec.id}' has no characteristic '{quantity.characteristic}'",
                   "name one of its characteristics")  # fmt: skip
        elif counted.value_type is not ValueType.INTEGER:
            report(f"{path}.quantity.characteristic", f"'{counted.name}' is not an integer", "count by an integer one")
    if relationship.rule is not None:
        if not relationship.rule.name:
            report(f"{path}.rule.name", "the rule has no name", "name it; reasons given to people quote the name")
        check_condition(relationship.rule.when, spec, f"{path}.rule.when", report)
    seen: set[tuple[MappingDirection, str]] = set()
    for number, mapping in enumerate(relationship.mappings):
        mapping_path = f"{path}.mappings[{number}]"
        ends = (spec, target) if mapping.direction is MappingDirection.DOWN else (target, spec)
        _check_mapping(mapping, *ends, mapping_path, report)
        if mapping.when is not None:
            check_condition(mapping.when, ends[0], f"{mapping_path}.when", report)
        elif (mapping.direction, mapping.target) in seen:
            report(f"{mapping_path}.target", f"another mapping sets '{mapping.target}' already",
                   "remove one, or give each a condition")  # fmt: skip
        else:
            seen.add((mapping.direction, mapping.target))


def _check_mapping(
    mapping: CharacteristicMapping, source: Specification, target: Specification, path: str, report: Report
) -> None:
    goal = target.characteristic(mapping.target)
    if goal is None:
        report(f"{path}.target", f"'{target.id}' has no characteristic '{mapping.target}'",
               "name one of its characteristics")  # fmt: skip
        return
    if (mapping.source is None) == (mapping.constant is None):
        report(path, "a mapping needs either a source or a constant", "give exactly one of them")
        return
    if mapping.values is None and mapping.otherwise is not None:
        report(f"{path}.otherwise", "'otherwise' stands without 'values'", "add 'values', or remove it")
    if mapping.values is not None and mapping.source is None:
        report(f"{path}.values", "a constant is not translated", "remove 'values', or give a source")
    if mapping.source is None:
        report_value(goal, mapping.constant, f"{path}.constant", report)
        return
    origin = source.characteristic(mapping.source)
    if origin is None:
        report(f"{path}.source", f"'{source.id}' has no characteristic '{mapping.source}'",
               "name one of its characteristics")  # fmt: skip
    elif mapping.values is not None:
        _check_translation(mapping, mapping.values, origin, goal, path, report)
    else:
        misfit = _misfit(origin, goal)
        if misfit is not None:
            report(f"{path}.source", misfit, "translate with 'values', or map a characteristic that fits")


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


def report_value(spec: CharacteristicSpecification, value: object, path: str, report: Report) -> None:
    """Reports everything that is wrong with a value that the catalog itself gives."""
    for problem in check_value(spec, value, item=None, field=path):
        report(problem.field or path, problem.what, problem.action)


def check_characteristics(characteristics: Sequence[CharacteristicSpecification], path: str, report: Report) -> None:
    """Names, bounds, defaults and options of characteristics, and of everything nested in them."""
    for name in _repeated([each.name for each in characteristics]):
        report(path, f"two characteristics are called '{name}'", "give each its own name")
    for each in characteristics:
        _check_characteristic(each, f"{path}[{each.name}]", report)


def _check_characteristic(spec: CharacteristicSpecification, path: str, report: Report) -> None:
    if not spec.name:
        report(path, "a characteristic has no name", "name it")
    pairs = (("minimum", spec.minimum, spec.maximum), ("min_length", spec.min_length, spec.max_length),
             ("min_size", spec.min_size, spec.max_size))  # fmt: skip
    for name, low, high in pairs:
        if low is not None and high is not None and low > high:
            report(f"{path}.{name}", "the lower bound is above the upper one", "swap or mend them")
    for what, given, types, action in (
        ("smallest or largest value", (spec.minimum, spec.maximum), _NUMBERS, "remove minimum and maximum"),
        ("length", (spec.min_length, spec.max_length), _TEXTS, "remove min_length and max_length"),
        ("pattern", (spec.pattern,), _TEXTS, "remove the pattern, or make it a text"),
        ("size", (spec.min_size, spec.max_size), (ValueType.ARRAY,), "remove min_size and max_size, or make it an array"),
        ("elements", (spec.element,), (ValueType.ARRAY,), "remove 'element', or make it an array"),
        ("members", (spec.properties or None,), _OBJECTS, "remove 'properties', or make it an object"),
    ):  # fmt: skip
        if any(bound is not None for bound in given) and spec.value_type not in types:
            report(path, f"{spec.value_type} has no {what}", action)
    for bound in (spec.min_length, spec.max_length, spec.min_size, spec.max_size):
        if bound is not None and bound < 0:
            report(path, "a length or size is negative", "give 0 or more")
    if spec.pattern is not None:
        try:
            re.compile(spec.pattern)
        except re.error as error:
            report(f"{path}.pattern", f"it is no regular expression: {error}", "mend it")
            return
    bare = CharacteristicSpecification(
        name=spec.name, value_type=spec.value_type, minimum=spec.minimum, maximum=spec.maximum,
        min_length=spec.min_length, max_length=spec.max_length, pattern=spec.pattern, min_size=spec.min_size,
        max_size=spec.max_size, element=spec.element, properties=spec.properties,
    )  # fmt: skip
    for position, option in enumerate(spec.options):
        report_value(bare, option.value, f"{path}.options[{position}]", report)
    for value in _repeated([show(option.value) for option in spec.options]):
        report(f"{path}.options", f"the option {value} is there twice", "remove one")
    if sum(option.default for option in spec.options) + (spec.default is not None) > 1:
        report(f"{path}.default", "there is more than one default", "keep one")
    if spec.default is not None:
        report_value(spec, spec.default, f"{path}.default", report)
    if spec.element is not None:
        _check_characteristic(spec.element, f"{path}.element", report)
    check_characteristics(spec.properties, f"{path}.properties", report)


FREE = CharacteristicSpecification(name="", value_type=ValueType.OBJECT)  # what lies in an object nobody described


def resolve(characteristics: Iterable[CharacteristicSpecification], path: str) -> CharacteristicSpecification | None:
    """The characteristic at a dotted path, through objects and the elements of arrays.

    None when there is none; FREE when the path goes into something whose members are not described.
    """
    members = {each.name: each for each in characteristics}
    if path in members:
        return _innermost(members[path])
    for name, spec in members.items():
        if path.startswith(name + "."):
            inner = _innermost(spec)
            found = resolve(inner.properties, path[len(name) + 1 :])
            if found is not None:
                return found
            if not inner.properties and inner.value_type in (*_OBJECTS, ValueType.ARRAY):
                return FREE
    return None


def _innermost(spec: CharacteristicSpecification) -> CharacteristicSpecification:
    while spec.value_type is ValueType.ARRAY and spec.element is not None:
        spec = spec.element
    return spec


def check_condition(condition: Condition, spec: Specification, path: str, report: Report) -> None:
    """Whether a condition is well formed, names known characteristics and compares like with like."""
    forms = [condition.characteristic is not None, condition.all is not None, condition.any is not None,
             condition.negated is not None]  # fmt: skip
    if sum(forms) != 1:
        report(path, "a condition is one of: a characteristic with a test, 'all', 'any', 'negated'", "use exactly one")
        return
    for part in (*(condition.all or ()), *(condition.any or ()), *([condition.negated] if condition.negated else [])):
        check_condition(part, spec, path, report)
    if condition.all == () or condition.any == ():
        report(path, "an empty list of conditions", "add one, or remove the rule")
    if condition.characteristic is None:
        return
    equals = condition.equals is not msgspec.UNSET
    bounds = condition.at_least is not None or condition.at_most is not None
    if sum([condition.present is not None, equals, condition.one_of is not None, bounds]) != 1:
        report(path, f"the condition on '{condition.characteristic}' needs one test",
               "use one of: present, equals, one_of, at_least and at_most")  # fmt: skip
        return
    found = resolve(spec.characteristics, condition.characteristic)
    if found is None:
        names = ", ".join(each.name for each in spec.characteristics) or "none"
        report(path, f"'{spec.id}' has no characteristic '{condition.characteristic}'", f"name one of: {names}")
        return
    if equals and condition.equals is None:
        report(path, "no value ever equals null", "use present: false")
        return
    if condition.one_of == ():
        report(path, "an empty list of values", "add one, or remove the rule")
    if found is FREE or (found.value_type is ValueType.ARRAY and found.element is None):
        return
    if bounds and found.value_type not in _NUMBERS:
        report(path, f"'{found.name}' is {found.value_type} and cannot be compared with a number",
               "use equals or one_of")  # fmt: skip
    if condition.at_least is not None and condition.at_most is not None and condition.at_least > condition.at_most:
        report(path, "no number is within these bounds", "mend at_least and at_most")
    for value in (*([condition.equals] if equals else []), *(condition.one_of or ())):
        report_value(found, value, path, report)


def _repeated(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    twice: list[str] = []
    for name in names:
        if name in seen and name not in twice:
            twice.append(name)
        seen.add(name)
    return twice
