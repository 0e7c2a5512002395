"""Whether a value fits its characteristic specification, what is used when none is given, and how text becomes typed."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final, assert_never

import msgspec

from trunkline.catalog.model import Characteristic, CharacteristicSpecification, Specification, ValueType
from trunkline.catalog.schemas import schema_faults
from trunkline.kit.errors import Problem

_LARGEST: Final = 2**63 - 1
_SHOWN_OPTIONS: Final = 20
_DEEPEST: Final = 50
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:)(\d{2})(?:\.\d+)?([Zz]|[+-]\d{2}:\d{2})")
_DURATION = re.compile(
    r"[+-]?P(?:\d+W|(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:[.,]\d+)?S)?)?)", re.ASCII
)
_EMAIL = re.compile(r"[^@\s\"(),:;<>\[\\\]]+@(?:[\w-]+\.)+[\w-]{2,}")
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)

_EXPECTED: Final[dict[ValueType, tuple[str, str]]] = {
    ValueType.TEXT: ("text", "give a text"),
    ValueType.INTEGER: ("a whole number", "give a whole number such as 5, without quotation marks"),
    ValueType.DECIMAL: ("a number", "give a number such as 2.5, without quotation marks"),
    ValueType.BOOLEAN: ("true or false", "give true or false, without quotation marks"),
    ValueType.DATE: ("a date", "give a date such as 2026-12-31"),
    ValueType.DATE_TIME: ("a date and time with time zone", "give one such as 2026-12-31T08:00:00Z"),
    ValueType.DURATION: ("a duration", "give an ISO 8601 duration such as P2DT6H"),
    ValueType.EMAIL: ("an email address", "give an address such as name@example.com"),
    ValueType.ADDRESS: ("an address", 'give an object such as {"street": "...", "city": "...", "country": "..."}'),
    ValueType.OBJECT: ("an object", "give an object with named members"),
    ValueType.ARRAY: ("a list", "give a list of values"),
}


class At(msgspec.Struct, frozen=True):
    """Where a value stands: the thing named by `item`, and the path of the attribute."""

    item: str | None
    field: str

    def into(self, step: str) -> At:
        """The place `step` further inside."""
        return At(self.item, self.field + step)

    def problem(self, what: str, action: str) -> Problem:
        """A fault at this place."""
        return Problem(item=self.item, field=self.field, what=what, action=action)


def same(one: object, other: object) -> bool:
    """Whether two JSON values are equal. Unlike in Python, true is not 1."""
    match one, other:
        case (bool(), _) | (_, bool()):
            return one is other
        case (int() | float(), int() | float()):
            return one == other
        case (list() | tuple(), list() | tuple()):
            return len(one) == len(other) and all(map(same, one, other))
        case (dict(), dict()):
            return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    return type(one) is type(other) and one == other


def show(value: object) -> str:
    """A value as people read it in a message: short, text in quotation marks."""
    text = f"'{value}'" if isinstance(value, str) else str(msgspec.json.encode(_plain(value)), "utf-8")
    return text if len(text) <= 80 else text[:77] + "..."


def _plain(value: object) -> object:
    return str(value) if isinstance(value, int) and abs(value) > _LARGEST else value


@functools.lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def is_empty(value: object) -> bool:
    """Whether a value counts as not given: null, or text without a visible character."""
    return value is None or (isinstance(value, str) and not value.strip())


def check_values(
    spec: Specification, values: Mapping[str, object], *, item: str, complete: bool
) -> list[Problem]:  # fmt: skip
    """Every fault of the values given for a specification; `item` and paths such as `serviceCharacteristic[Name]` say where.

    A null takes a value away and is always allowed, except that with `complete` every mandatory characteristic must
    have a value.
    """
    problems: list[Problem] = []
    known = {c.name: c for c in spec.characteristics}
    for name, value in values.items():
        at = At(item, f"serviceCharacteristic[{name}]")
        if name not in known:
            offered = ", ".join(f"'{n}'" for n in list(known)[:_SHOWN_OPTIONS]) or "none"
            problems.append(
                at.problem(
                    f"'{spec.name}' has no characteristic '{name}'",
                    f"leave it out, or use one of its characteristics: {offered}",
                )
            )
        elif value is not None:
            problems += _check(known[name], value, at, 0)
    if complete:
        problems += [
            At(item, f"serviceCharacteristic[{c.name}]").problem(
                f"'{c.name}' is mandatory and has no value", f"give {_wanted(c)}"
            )
            for c in spec.characteristics
            if c.mandatory and is_empty(values.get(c.name))
        ]
    return problems


def _wanted(c: CharacteristicSpecification) -> str:
    if c.options:
        return "one of " + _listed(c)
    return _EXPECTED[c.value_type][1].removeprefix("give ")


def _listed(c: CharacteristicSpecification) -> str:
    shown = ", ".join(show(option.value) for option in c.options[:_SHOWN_OPTIONS])
    return shown + (f" and {len(c.options) - _SHOWN_OPTIONS} more" if len(c.options) > _SHOWN_OPTIONS else "")


def check_value(c: CharacteristicSpecification, value: object, *, item: str | None, field: str) -> list[Problem]:
    """Every fault of one value that is there: its type, bounds and options, and those of everything inside it.

    `item` and `field` say where the value stands.
    """
    return list(_check(c, value, At(item, field), 0))


def _check(c: CharacteristicSpecification, value: object, at: At, depth: int) -> Iterator[Problem]:
    if depth > _DEEPEST:
        yield at.problem("the value is nested too deeply", f"use at most {_DEEPEST} levels")
        return
    if not _of_type(c.value_type, value):
        expected, action = _EXPECTED[c.value_type]
        yield at.problem(f"{show(value)} is not {expected}", f"give one of {_listed(c)}" if c.options else action)
        return
    if c.options and not any(same(value, option.value) for option in c.options):
        yield at.problem(f"{show(value)} is not an option of '{c.name}'", f"give one of {_listed(c)}")
        return
    if isinstance(value, str):
        yield from _check_text(c, value, at)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _check_number(c, value, at)
    elif isinstance(value, list):
        yield from _check_array(c, value, at, depth)
    elif isinstance(value, dict):
        yield from _check_object(c, value, at, depth)
    if c.schema is not None:
        for path, what in schema_faults(c.schema, value):
            yield at.into(path).problem(what, f"give what the schema of '{c.name}' asks for")


def _of_type(value_type: ValueType, value: object) -> bool:
    match value_type:
        case ValueType.TEXT:
            return isinstance(value, str)
        case ValueType.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
        case ValueType.DECIMAL:
            if isinstance(value, bool) or not isinstance(value, int | float):
                return False
            return abs(value) <= _LARGEST if isinstance(value, int) else math.isfinite(value)
        case ValueType.BOOLEAN:
            return isinstance(value, bool)
        case ValueType.DATE:
            return isinstance(value, str) and _is_date(value)
        case ValueType.DATE_TIME:
            return isinstance(value, str) and _is_date_time(value)
        case ValueType.DURATION:
            return isinstance(value, str) and _DURATION.fullmatch(value) is not None
        case ValueType.EMAIL:
            return isinstance(value, str) and len(value) <= 254 and _EMAIL.fullmatch(value) is not None
        case ValueType.ADDRESS:
            return isinstance(value, dict) and any(not is_empty(part) for part in value.values())
        case ValueType.OBJECT:
            return isinstance(value, dict)
        case ValueType.ARRAY:
            return isinstance(value, list)
        case _:
            assert_never(value_type)


def _is_date(text: str) -> bool:
    if not (text.isascii() and _DATE.fullmatch(text)):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_date_time(text: str) -> bool:
    found = _DATE_TIME.fullmatch(text) if text.isascii() else None
    if found is None:
        return False
    day, clock, seconds, zone = found.groups()
    seconds = "59" if seconds == "60" else seconds  # RFC 3339 knows leap seconds, Python does not
    try:
        datetime.fromisoformat(f"{day}T{clock}{seconds}{zone.upper()}")
    except ValueError:
        return False
    return True


def _check_text(c: CharacteristicSpecification, value: str, at: At) -> Iterator[Problem]:
    if "\0" in value:
        yield at.problem("the text has a zero character", "leave that character out")
        return
    if c.min_length is not None and len(value) < c.min_length:
        yield at.problem(f"{show(value)} has {len(value)} characters", f"give at least {c.min_length}")
    if c.max_length is not None and len(value) > c.max_length:
        yield at.problem(f"{show(value)} has {len(value)} characters", f"give at most {c.max_length}")
    elif c.pattern is not None and not _pattern(c.pattern).fullmatch(value):
        yield at.problem(f"{show(value)} does not match the pattern of '{c.name}'", f"give a text like {c.pattern}")


def _check_number(c: CharacteristicSpecification, value: float, at: At) -> Iterator[Problem]:
    unit = f" {c.unit}" if c.unit else ""
    if c.minimum is not None and value < c.minimum:
        yield at.problem(f"{value:g}{unit} is below the minimum", f"give {c.minimum:g}{unit} or more")
    if c.maximum is not None and value > c.maximum:
        yield at.problem(f"{value:g}{unit} is above the maximum", f"give {c.maximum:g}{unit} or less")


def _check_array(c: CharacteristicSpecification, value: list[object], at: At, depth: int) -> Iterator[Problem]:
    if c.min_size is not None and len(value) < c.min_size:
        yield at.problem(f"the list has {len(value)} elements", f"give at least {c.min_size}")
    if c.max_size is not None and len(value) > c.max_size:
        yield at.problem(f"the list has {len(value)} elements", f"give at most {c.max_size}")
        return
    for n, element in enumerate(value):
        if c.element is None:
            yield from _check_free(element, at.into(f"[{n}]"), depth + 1)
        else:
            yield from _check(c.element, element, at.into(f"[{n}]"), depth + 1)


def _check_object(c: CharacteristicSpecification, value: dict[str, object], at: At, depth: int) -> Iterator[Problem]:
    known = {p.name: p for p in c.properties}
    for name, member in value.items():
        inside = at.into(f".{name}")
        if not known:
            yield from _check_free(member, inside, depth + 1)
        elif name not in known:
            offered = ", ".join(f"'{n}'" for n in known)
            yield inside.problem(f"'{c.name}' has no member '{name}'", f"leave it out, or use one of: {offered}")
        elif member is not None:
            yield from _check(known[name], member, inside, depth + 1)
    for p in c.properties:
        if p.mandatory and is_empty(value.get(p.name)):
            yield at.into(f".{p.name}").problem(f"'{p.name}' is mandatory and has no value", f"give {_wanted(p)}")


def _check_free(value: object, at: At, depth: int) -> Iterator[Problem]:
    """What nobody described may be anything that can be stored."""
    if depth > _DEEPEST:
        yield at.problem("the value is nested too deeply", f"use at most {_DEEPEST} levels")
    elif isinstance(value, str) and "\0" in value:
        yield at.problem("the text has a zero character", "leave that character out")
    elif isinstance(value, int) and abs(value) > _LARGEST:
        yield at.problem("the number is too large", f"give at most {_LARGEST}, or a text")
    elif isinstance(value, list):
        for n, element in enumerate(value):
            yield from _check_free(element, at.into(f"[{n}]"), depth + 1)
    elif isinstance(value, dict):
        for name, member in value.items():
            if "\0" in name:
                yield at.problem("a member's name has a zero character", "leave that character out")
            yield from _check_free(member, at.into(f".{name}"), depth + 1)


# what is used when nothing is given --------------------------------------------------------------------------------


def with_defaults(spec: Specification, values: Mapping[str, Characteristic]) -> dict[str, Characteristic]:
    """`values`, and the default of every characteristic that has none; members of objects are filled in likewise.

    What was given keeps its origin; what is added has the origin `default`.
    """
    filled = dict(values)
    for c in spec.characteristics:
        given = values.get(c.name)
        if given is not None and given.value is not None:
            value = _filled(c, given.value)
            if value is not given.value:
                filled[c.name] = Characteristic(value, given.origin)
        elif c.default_value is not None:
            filled[c.name] = Characteristic(c.default_value, "default")
    return filled


def _filled(c: CharacteristicSpecification, value: object) -> object:
    """`value` with the defaults of its members; the very same object when nothing is missing."""
    if isinstance(value, list) and c.element is not None:
        element = c.element
        elements = [_filled(element, one) for one in value]
        return value if all(a is b for a, b in zip(elements, value, strict=True)) else elements
    if not isinstance(value, dict):
        return value
    members = dict(value)
    for p in c.properties:
        member = value.get(p.name)
        if member is None and p.default_value is None:
            continue
        members[p.name] = p.default_value if member is None else _filled(p, member)
    changed = members.keys() != value.keys() or any(members[name] is not value[name] for name in members)
    return members if changed else value


# text becomes typed ------------------------------------------------------------------------------------------------


def coerce(spec: Specification, values: Mapping[str, object]) -> dict[str, object]:
    """`values` with text turned into the declared type where that has one meaning only.

    Many senders write every value as text: `"5"` for an integer, `"true"` for a boolean, JSON text for an object or
    array; some wrap it as `{"value": "5", "alias": "five"}`. What fits already, and what has no one meaning, stays as
    it is; `check_values` then says what is wrong with it.
    """
    known = {c.name: c for c in spec.characteristics}
    return {name: coerce_value(known[name], value) if name in known else value for name, value in values.items()}


def coerce_value(c: CharacteristicSpecification, value: object) -> object:
    """One value of `coerce`."""
    match c.value_type, value:
        case (ValueType.OBJECT | ValueType.ADDRESS, _):
            value = _from_json(value, dict)
        case (ValueType.ARRAY, _):
            value = _from_json(_unwrapped(value), list)
        case (_, dict()):
            value = _unwrapped(value)
    match c.value_type, value:
        case (ValueType.INTEGER, str()) if _INTEGER.fullmatch(value.strip()):
            return int(value)
        case (ValueType.INTEGER, float()) if value.is_integer() and abs(value) <= 2**53:
            return int(value)
        case (ValueType.DECIMAL, str()) if _DECIMAL.fullmatch(value.strip()) and math.isfinite(float(value)):
            return int(value) if _INTEGER.fullmatch(value.strip()) else float(value)
        case (ValueType.BOOLEAN, str()) if value.strip().lower() in {"true", "false"}:
            return value.strip().lower() == "true"
        case (ValueType.ARRAY, list()) if c.element is not None:
            return [coerce_value(c.element, element) for element in value]
        case (ValueType.OBJECT | ValueType.ADDRESS, dict()) if c.properties:
            known = {p.name: p for p in c.properties}
            return {n: coerce_value(known[n], member) if n in known else member for n, member in value.items()}
    return value


def _unwrapped(value: object) -> object:
    if isinstance(value, dict) and "value" in value and value.keys() <= {"value", "alias"}:
        return value["value"]
    return value


def _from_json(value: object, kind: type) -> object:
    if not isinstance(value, str) or value.lstrip()[:1] not in {"[", "{"}:
        return value
    try:
        read = msgspec.json.decode(value)
    except (msgspec.DecodeError, RecursionError):
        return value
    return read if isinstance(read, kind) else value
