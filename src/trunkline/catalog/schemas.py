"""JSON schemas (2020-12) of characteristics: whether one is usable, and what a value lacks by it. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import jsonschema_rs

_KEPT: Final = 1024
_MOST: Final = 20  # faults told of one value
_validators: dict[int, tuple[dict[str, object], Any]] = {}


def _validator(schema: dict[str, object]) -> Any:
    found = _validators.get(id(schema))
    if found is not None and found[0] is schema:
        return found[1]
    made = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
    while len(_validators) >= _KEPT:
        _validators.pop(next(iter(_validators)))
    _validators[id(schema)] = (schema, made)
    return made


def _far_reference(value: object) -> str | None:
    if isinstance(value, dict):
        for name, member in value.items():
            if name in ("$ref", "$dynamicRef") and isinstance(member, str) and not member.startswith("#"):
                return member
            found = _far_reference(member)
            if found is not None:
                return found
    elif isinstance(value, list | tuple):
        for each in value:
            found = _far_reference(each)
            if found is not None:
                return found
    return None


def schema_fault(schema: dict[str, object]) -> str | None:
    """Why a schema cannot be used, or None when it can."""
    far = _far_reference(schema)
    if far is not None:
        return f"it refers to '{far}', and nothing outside is fetched"
    try:
        _validator(schema)
    except (ValueError, TypeError) as error:
        return str(getattr(error, "message", error)).splitlines()[0]
    return None


def schema_faults(schema: dict[str, object], value: object) -> Iterator[tuple[str, str]]:
    """What is wrong with a value by its schema: path inside the value (`.ports[1]`, empty for the whole), and what."""
    if schema_fault(schema) is not None:
        return
    for number, error in enumerate(_validator(schema).iter_errors(value)):
        if number == _MOST:
            return
        path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)
        yield path, str(error.message)
