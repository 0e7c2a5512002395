"""An instant without time zone is nobody's guess: it is refused wherever one is taken."""

from __future__ import annotations

from typing import Any, get_args

import msgspec.inspect as info

from builders_api import api
from trunkline.access.model import Role
from trunkline.app import create_app

NAIVE = "2030-01-01T00:00:00"


def _has_instant(annotation: Any) -> bool:
    return "datetime.datetime" in repr(annotation) or any(_has_instant(one) for one in get_args(annotation))


def _addresses() -> list[tuple[str, str]]:
    """Every address that takes an instant, with the name of its parameter there."""
    found = []
    for route in create_app(None).routes:
        for handler in getattr(route, "route_handlers", []):
            for name, field in handler.parsed_fn_signature.parameters.items():
                if name != "data" and _has_instant(field.annotation):
                    told = field.kwarg_definition
                    found.append((route.path, getattr(told, "query", None) or getattr(told, "name", None) or name))
    return found


async def test_an_instant_without_time_zone_is_refused_in_every_address_and_body(database_url: str) -> None:
    """UI-01: 400 or 422, with the field; never a guess and never a 500."""
    addresses = _addresses()
    assert len(addresses) >= 9
    async with api(database_url, Role.ADMINISTRATOR) as client:
        for path, name in addresses:
            here = path.replace("{number:str}", "TASK-000001-1").replace("{name:str}", "any")
            answer = await client.get(here, params={name: NAIVE})
            assert (answer.status_code, answer.json()["details"][0]["field"]) == (400, name), (path, answer.text)
            assert "time zone" in answer.text


def _vague(of: info.Type, path: str, above: tuple[type, ...] = ()) -> list[str]:
    """The fields below a type that would take an instant without time zone."""
    match of:
        case info.DateTimeType(tz=tz):
            return [] if tz else [path]
        case info.StructType(cls=cls, fields=fields) if cls not in above:
            return [one for field in fields for one in _vague(field.type, f"{path}.{field.encode_name}", (*above, cls))]
        case info.UnionType(types=types):
            return [one for each in types for one in _vague(each, path, above)]
        case info.ListType(item_type=item) | info.VarTupleType(item_type=item) | info.DictType(value_type=item):
            return _vague(item, path + "[]", above)
    return []


def test_every_body_of_a_request_takes_instants_with_a_time_zone_only() -> None:
    """UI-01: what is sent as 2030-01-01T00:00:00 is refused before a handler sees it."""
    bodies = {
        (route.path, handler.parsed_fn_signature.parameters["data"].annotation)
        for route in create_app(None).routes
        for handler in getattr(route, "route_handlers", [])
        if "data" in handler.parsed_fn_signature.parameters
    }
    assert len(bodies) > 100
    assert [one for path, body in bodies for one in _vague(info.type_info(body), path)] == []
