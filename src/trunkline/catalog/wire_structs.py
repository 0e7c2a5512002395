"""The catalog's structs as JSON with camelCase names, and back: names of attributes change, names of people's data not."""

from __future__ import annotations

import types
import typing
from typing import Any, TypeVar

import msgspec

from trunkline.catalog.wire_characteristics import wrong

S = TypeVar("S", bound=msgspec.Struct)


def camel(name: str) -> str:
    """`after_children` becomes `afterChildren`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def render_struct(value: Any) -> Any:
    """A struct as JSON, every attribute included, absent ones null."""
    if isinstance(value, msgspec.Struct):
        return {
            camel(name): render_struct(inner)
            for name in value.__struct_fields__
            if (inner := getattr(value, name)) is not msgspec.UNSET
        }
    if isinstance(value, tuple):
        return [render_struct(each) for each in value]
    return msgspec.to_builtins(value)


def read_struct(raw: Any, kind: type[S]) -> S:
    """The struct that `render_struct` wrote; absent attributes take their defaults.

    Raises CatalogInvalid naming the attribute that cannot be read.
    """
    try:
        return msgspec.convert(_snake(raw, kind), kind)
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        place = camel(path.rstrip("`").lstrip("."))
        raise wrong(place or "body", what[:1].lower() + what[1:], "correct this attribute") from None


def _snake(raw: Any, kind: Any) -> Any:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        kinds = [each for each in typing.get_args(kind) if each is not type(None)]
        return _snake(raw, kinds[0]) if len(kinds) == 1 else raw
    if typing.get_origin(kind) is tuple and isinstance(raw, list):
        return [_snake(each, typing.get_args(kind)[0]) for each in raw]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(raw, dict):
        hints = typing.get_type_hints(kind)
        names = {camel(name): name for name in kind.__struct_fields__}
        defaults = {field.name for field in msgspec.structs.fields(kind) if not field.required}
        read = {}
        for name, value in raw.items():
            known = names.get(name)
            if value is None and known in defaults and known != "equals":
                continue
            read[known or name] = _snake(value, hints[known]) if known is not None else value
        return read
    return raw
