"""Whether characteristics are sound: names, bounds, defaults, options, schemas, and the paths into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from trunkline.catalog.characteristics import check_value, show
from trunkline.catalog.model import CharacteristicSpecification, ValueType
from trunkline.catalog.schemas import schema_fault
from trunkline.kit.errors import Problem

Report = Callable[[str, str, str], None]  # field, what, action
NUMBERS = (ValueType.INTEGER, ValueType.DECIMAL)
_TEXTS = (ValueType.TEXT, ValueType.EMAIL)
OBJECTS = (ValueType.OBJECT, ValueType.ADDRESS)


def reporter(item: str, problems: list[Problem]) -> Report:
    """Adds a problem of one specification or plan."""

    def report(field: str, what: str, action: str) -> None:
        problems.append(Problem(item=item, field=field, what=what, action=action))

    return report


def report_value(spec: CharacteristicSpecification, value: object, path: str, report: Report) -> None:
    """Reports everything that is wrong with a value that the catalog itself gives."""
    for problem in check_value(spec, value, item=None, field=path):
        report(problem.field or path, problem.what, problem.action)


def check_characteristics(characteristics: Sequence[CharacteristicSpecification], path: str, report: Report) -> None:
    """Names, bounds, defaults and options of characteristics, and of everything nested in them."""
    for name in repeated([each.name for each in characteristics]):
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
        ("smallest or largest value", (spec.minimum, spec.maximum), NUMBERS, "remove minimum and maximum"),
        ("length", (spec.min_length, spec.max_length), _TEXTS, "remove min_length and max_length"),
        ("pattern", (spec.pattern,), _TEXTS, "remove the pattern, or make it a text"),
        ("size", (spec.min_size, spec.max_size), (ValueType.ARRAY,), "remove min_size and max_size, or make it an array"),
        ("elements", (spec.element,), (ValueType.ARRAY,), "remove 'element', or make it an array"),
        ("members", (spec.properties or None,), OBJECTS, "remove 'properties', or make it an object"),
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
    for value in repeated([show(option.value) for option in spec.options]):
        report(f"{path}.options", f"the option {value} is there twice", "remove one")
    if sum(option.default for option in spec.options) + (spec.default is not None) > 1:
        report(f"{path}.default", "there is more than one default", "keep one")
    if spec.default is not None:
        report_value(spec, spec.default, f"{path}.default", report)
    if spec.schema is not None:
        fault = schema_fault(spec.schema)
        if fault is not None:
            report(f"{path}.schema", f"it is no JSON schema: {fault}", "mend it")
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
            if not inner.properties and inner.value_type in (*OBJECTS, ValueType.ARRAY):
                return FREE
    return None


def _innermost(spec: CharacteristicSpecification) -> CharacteristicSpecification:
    while spec.value_type is ValueType.ARRAY and spec.element is not None:
        spec = spec.element
    return spec


def repeated(names: Iterable[str]) -> list[str]:
    """Every name that is there more than once, in order."""
    seen: set[str] = set()
    twice: list[str] = []
    for name in names:
        if name in seen and name not in twice:
            twice.append(name)
        seen.add(name)
    return twice
