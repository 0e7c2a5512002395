"""Characteristics as TMF633 and TMF634 write them, and back; what the model has no place for is kept in `extra`.

Beside the standard attributes these extension attributes are written: `unitOfMeasure`, `default` (with options only),
`minLength`, `maxLength`, `minSize`, `maxSize`, `element` (of an array), `properties` (of an object), and `label` on a
value. A default without options is written as a value of a characteristic that is `extensible`: it suggests, and does
not restrict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from trunkline.catalog.characteristics import coerce_value, same
from trunkline.catalog.errors import CatalogInvalid
from trunkline.catalog.model import CharacteristicOption, CharacteristicSpecification, ValueType
from trunkline.kit.errors import Problem

# how others spell the value types
_TYPES: Final[dict[str, ValueType]] = {
    **{value_type.value.lower(): value_type for value_type in ValueType},
    **dict.fromkeys(("int", "smallint", "bigint", "long", "short", "longint"), ValueType.INTEGER),
    **dict.fromkeys(("float", "double", "number", "real", "numeric"), ValueType.DECIMAL),
    **dict.fromkeys(("bool", "yesno"), ValueType.BOOLEAN),
    **dict.fromkeys(("timestamp", "date-time", "time"), ValueType.DATE_TIME),
    **dict.fromkeys(("set", "list"), ValueType.ARRAY),
}
_VALUES: Final = ("characteristicValueSpecification", "resourceSpecCharacteristicValue",
                  "serviceSpecCharacteristicValue")  # fmt: skip
_OWN: Final = frozenset({
    "name", "valueType", "description", "unitOfMeasure", "minCardinality", "regex", "extensible", "default",
    "minLength", "maxLength", "minSize", "maxSize", "schema", "element", "properties", *_VALUES,
})  # fmt: skip
_OWN_OF_VALUE: Final = frozenset({"value", "isDefault", "label", "valueType", "unitOfMeasure"})
_NO_UNIT: Final = frozenset({"", "N/A", "n/a"})
_DEEPEST: Final = 20


def wrong(field: str, what: str, action: str) -> CatalogInvalid:
    """The error of one attribute that cannot be read."""
    return CatalogInvalid(f"{field}: {what}; {action}", problems=[Problem(field=field, what=what, action=action)])


def read_text(raw: Mapping[str, Any], name: str, at: str) -> str | None:
    """The attribute as text, or None when it is absent or null; raises CatalogInvalid when it is something else."""
    value = raw.get(name)
    if value is not None and not isinstance(value, str):
        raise wrong(f"{at}{name}", f"{name} is not a text", "give a text")
    return value


def read_list(raw: Mapping[str, Any], name: str, at: str) -> list[dict[str, Any]]:
    """The attribute as a list of objects; raises CatalogInvalid when it is something else."""
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise wrong(f"{at}{name}", f"{name} is not a list of objects", "give a list of JSON objects")
    return value


def _whole(raw: Mapping[str, Any], name: str, at: str) -> int | None:
    value = raw.get(name)
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise wrong(f"{at}{name}", f"{name} is not a whole number", "give a whole number")
    return value


def _short(number: float) -> float | int:
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


# writing -----------------------------------------------------------------------------------------------------------


def render_characteristic(c: CharacteristicSpecification, values_name: str) -> dict[str, Any]:
    """A characteristic specification as JSON; `values_name` is what the API calls the list of values."""
    foreign_type = c.extra.get("valueType")
    known_type = isinstance(foreign_type, str) and _type_of(foreign_type) is c.value_type
    document: dict[str, Any] = {
        "name": c.name,
        "valueType": foreign_type if known_type else c.value_type.value,
        "configurable": True,
        "minCardinality": int(c.mandatory),
        "maxCardinality": 1,
        "extensible": not c.options,
        **{name: value for name, value in c.extra.items() if name != "valueType"},
    }
    if c.description:
        document["description"] = c.description
    if c.unit is not None:
        document["unitOfMeasure"] = c.unit
    if c.pattern is not None:
        document["regex"] = c.pattern
    if c.default is not None and c.options:
        document["default"] = c.default
    for name, bound in (("minLength", c.min_length), ("maxLength", c.max_length), ("minSize", c.min_size),
                        ("maxSize", c.max_size)):  # fmt: skip
        if bound is not None:
            document[name] = bound
    values = _render_values(c) + list(c.extra.get("suggestedValue", ()))  # type: ignore[call-overload]  # a list, by `_read_values`
    document.pop("suggestedValue", None)
    if values:
        document[values_name] = values
    if c.schema is not None:
        document["schema"] = c.schema
    if c.element is not None:
        document["element"] = render_characteristic(c.element, values_name)
    if c.properties:
        document["properties"] = [render_characteristic(p, values_name) for p in c.properties]
    return document


def _render_values(c: CharacteristicSpecification) -> list[dict[str, Any]]:
    common: dict[str, Any] = {"valueType": c.value_type.value}
    if c.unit is not None:
        common["unitOfMeasure"] = c.unit
    values: list[dict[str, Any]] = []
    for option in c.options:
        value = {**common, **option.extra, "isDefault": option.default, "value": option.value}
        if option.label is not None:
            value["label"] = option.label
        values.append(value)
    if c.default is not None and not c.options:
        values.append({**common, "isDefault": True, "value": c.default})
    if c.minimum is not None or c.maximum is not None:
        bounds: dict[str, Any] = {"isDefault": False, "rangeInterval": "closed", **common}
        if c.minimum is not None:
            bounds["valueFrom"] = _short(c.minimum)
        if c.maximum is not None:
            bounds["valueTo"] = _short(c.maximum)
        values.append(bounds)
    return values


# reading -----------------------------------------------------------------------------------------------------------


def _type_of(text: str) -> ValueType:
    return _TYPES.get(text.strip().lower(), ValueType.TEXT)


def read_characteristic(raw: Mapping[str, Any], at: str, depth: int = 0) -> CharacteristicSpecification:
    """A characteristic specification from JSON; `at` is the path of the object, with a dot at the end.

    Raises CatalogInvalid naming the attribute that cannot be read.
    """
    if depth > _DEEPEST:
        raise wrong(at.rstrip("."), "characteristics are nested too deeply", f"use at most {_DEEPEST} levels")
    name = read_text(raw, "name", at)
    if not name or not name.strip():
        raise wrong(f"{at}name", "a characteristic has no name", "give its name")
    written_type = read_text(raw, "valueType", at)
    value_type = _type_of(written_type or "text")
    extra = {key: value for key, value in raw.items() if key not in _OWN}
    _drop(extra, "configurable", True)
    _drop(extra, "maxCardinality", 1)
    if written_type is not None and written_type != value_type.value:
        extra["valueType"] = written_type
    cardinality = _whole(raw, "minCardinality", at)
    if cardinality not in (None, 0, 1):
        extra["minCardinality"] = cardinality
    if "regex" in raw and raw["regex"] is None:
        extra["regex"] = None
    element = raw.get("element")
    c = CharacteristicSpecification(
        name=name,
        value_type=value_type,
        description=read_text(raw, "description", at) or "",
        unit=read_text(raw, "unitOfMeasure", at),
        mandatory=bool(cardinality and cardinality > 0),
        pattern=read_text(raw, "regex", at),
        min_length=_whole(raw, "minLength", at),
        max_length=_whole(raw, "maxLength", at),
        min_size=_whole(raw, "minSize", at),
        max_size=_whole(raw, "maxSize", at),
        schema=_schema(raw, at),
        element=read_characteristic(element, f"{at}element.", depth + 1) if isinstance(element, dict) else None,
        properties=tuple(
            read_characteristic(p, f"{at}properties[{n}].", depth + 1)
            for n, p in enumerate(read_list(raw, "properties", at))
        ),
        default=raw.get("default"),
        extra=extra,
    )
    values = [value for key in _VALUES for value in read_list(raw, key, at)]
    return _read_values(c, values, suggests=raw.get("extensible") is True, at=at)


def _drop(extra: dict[str, Any], name: str, value: object) -> None:
    """What is written anyway need not be kept."""
    if name in extra and same(extra[name], value):
        del extra[name]


def _read_values(
    c: CharacteristicSpecification, values: list[dict[str, Any]], *, suggests: bool, at: str
) -> CharacteristicSpecification:
    units = [unit for value in values if isinstance(unit := value.get("unitOfMeasure"), str) and unit not in _NO_UNIT]
    unit = c.unit if c.unit is not None else next(iter(units), None)
    minimum, maximum, default, options, suggested = c.minimum, c.maximum, c.default, list(c.options), list[Any]()
    for raw in values:
        low, high = raw.get("valueFrom"), raw.get("valueTo")
        given = _plain_value(c, raw.get("value"))
        if given is None and _is_bounds(c, low, high, raw):
            minimum, maximum = (None if low is None else float(low)), (None if high is None else float(high))
        elif given is None:
            if not _says_nothing(raw):
                suggested.append(raw)
        elif not suggests:
            options.append(_option(given, raw, unit, c))
        elif raw.get("isDefault") is True and default is None:
            default = given
        else:
            suggested.append(raw)
    changes: dict[str, Any] = {"unit": unit, "minimum": minimum, "maximum": maximum, "default": default}
    if suggested:
        changes["extra"] = {**c.extra, "suggestedValue": suggested}
    if options and c.value_type is ValueType.ARRAY and c.element is None:
        # the values of a set are what its elements may be
        chosen = [option.value for option in options if option.default]
        element = CharacteristicSpecification(
            name=c.name, options=tuple(msgspec.structs.replace(option, default=False) for option in options)
        )
        return msgspec.structs.replace(
            c, **{**changes, "default": chosen or default, "element": element}
        )  # fmt: skip
    return msgspec.structs.replace(c, **changes, options=tuple(options))


def _is_bounds(c: CharacteristicSpecification, low: object, high: object, raw: Mapping[str, Any]) -> bool:
    numbers = [bound for bound in (low, high) if bound is not None]
    return (
        bool(numbers)
        and all(isinstance(b, int | float) and not isinstance(b, bool) and abs(b) < 1e300 for b in numbers)
        and c.value_type in (ValueType.INTEGER, ValueType.DECIMAL)
        and raw.get("rangeInterval") in (None, "closed")
    )


def _says_nothing(raw: Mapping[str, Any]) -> bool:
    told = raw.keys() - {"value", "isDefault", "valueType", "unitOfMeasure"}
    return all(raw[name] is None for name in told)


def _plain_value(c: CharacteristicSpecification, value: object) -> object:
    """The value itself (some write `{"value": ..., "alias": ...}`), typed where it has one meaning only."""
    wrapped = isinstance(value, dict) and "value" in value and value.keys() <= {"value", "alias"}
    if wrapped and c.value_type not in (ValueType.OBJECT, ValueType.ADDRESS):
        value = value["value"]  # type: ignore[index]  # it is a dict
    return value if c.value_type is ValueType.ARRAY else coerce_value(c, value)


def _option(
    value: object, raw: Mapping[str, Any], unit: str | None, c: CharacteristicSpecification
) -> CharacteristicOption:
    wrapped = raw.get("value")
    alias = wrapped.get("alias") if isinstance(wrapped, dict) else None
    label = raw.get("label") if isinstance(raw.get("label"), str) else alias if isinstance(alias, str) else None
    extra = {key: kept for key, kept in raw.items() if key not in _OWN_OF_VALUE}
    if raw.get("valueType") not in (None, c.value_type.value):
        extra["valueType"] = raw["valueType"]
    if raw.get("unitOfMeasure") not in (None, unit):
        extra["unitOfMeasure"] = raw["unitOfMeasure"]
    return CharacteristicOption(value=value, label=label, default=raw.get("isDefault") is True, extra=extra)


def _schema(raw: Mapping[str, Any], at: str) -> dict[str, Any] | None:
    schema = raw.get("schema")
    if schema is None or isinstance(schema, dict):
        return schema
    raise wrong(f"{at}schema", "the schema is no JSON object", "give a JSON schema, or leave it out")
