"""Instants in addresses: one without a time zone is refused, whatever it is asked for."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any, get_args

from litestar import Request
from litestar.handlers import BaseRouteHandler

from trunkline.kit.errors import Invalid, Problem


def _mentions_instant(annotation: Any) -> bool:
    return annotation is datetime or any(_mentions_instant(inner) for inner in get_args(annotation))


@cache
def _instants_of(handler: BaseRouteHandler) -> tuple[str, ...]:
    """The names in the address of those parameters of a handler that are instants."""
    found = []
    for name, field in handler.parsed_fn_signature.parameters.items():
        if name != "data" and _mentions_instant(field.annotation):
            told = field.kwarg_definition
            found.append(getattr(told, "query", None) or getattr(told, "name", None) or name)
    return tuple(found)


async def refuse_without_zone(request: Request[Any, Any, Any]) -> None:
    """Raises Invalid when the address has an instant without time zone: nobody knows which instant that is."""
    problems = []
    for name in _instants_of(request.route_handler):
        for value in request.query_params.getall(name, []):
            try:
                read = datetime.fromisoformat(value)
            except ValueError:
                continue  # the parameter's own type refuses it
            if read.tzinfo is None:
                problems.append(
                    Problem(
                        field=name,
                        what=f"'{value[:40]}' has no time zone",
                        action="give one such as 2026-11-23T10:15:00Z",
                    )
                )
    if problems:
        raise Invalid("; ".join(f"{one.field}: {one.what}, {one.action}" for one in problems), problems=problems)
