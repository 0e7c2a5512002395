"""Words: everything public says what it means, every event has its place, every error is raised, every route is told."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import re
from collections.abc import Iterator

import pytest

from sources import NOT_ROOMS, PACKAGE, ROOT, Source, dotted, product
from trunkline.events.model import Event
from trunkline.kit.errors import TrunklineError
from trunkline.kit.errors import __name__ as families

# statuses that no family has, and why an error may have them
OTHER_STATUSES = {429: "too many requests, RFC 6585: it names when to come back"}

ROOMS = sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists() and p.name not in NOT_ROOMS)

# rooms that others need and that are not written yet; empty from then on, and nothing is passed over any more
UNWRITTEN = [room for room in ("access", "catalog", "inventory") if not (PACKAGE / room / "commands.py").exists()]


def _public(source: Source) -> Iterator[ast.AST]:
    for node in source.tree.body:
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    inner
                    for inner in node.body
                    if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) and not inner.name.startswith("_")
                )


def test_everything_public_has_a_docstring() -> None:
    """Style guide, and the contract of the docs: meaning, types, units, errors."""
    silent = [
        f"{source.at(node)} {node.name}"  # type: ignore[attr-defined]  # _public yields definitions
        for source in product()
        for node in _public(source)
        if not ast.get_docstring(node)  # type: ignore[arg-type]  # as above
    ]
    assert not silent, "\n".join(silent)


def _events() -> set[type[Event]]:
    modules = [importlib.import_module(s.module) for s in product() if s.module.endswith(".events")]
    return {
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Event) and found.__module__ == module.__name__
        and not found.__name__.startswith("_")
    }  # fmt: skip


def test_every_event_is_answered_or_known_to_be_without_consequence() -> None:
    """Style rule 13: one page says what follows from what."""
    if UNWRITTEN:
        pytest.skip(f"not written yet: {UNWRITTEN}")
    reactions = importlib.import_module("trunkline.reactions")
    placed = set(reactions.REACTIONS) | set(reactions.WITHOUT_CONSEQUENCE)
    assert {event.__qualname__ for event in _events() - placed} == set()
    assert not set(reactions.REACTIONS) & set(reactions.WITHOUT_CONSEQUENCE)


def test_event_names_are_facts_and_each_is_used_once() -> None:
    """Style rule 3: an event's class name is its kind in the history, so two rooms cannot use the same."""
    names = [event.__name__ for event in _events()]
    assert sorted(names) == sorted(set(names))
    refused = [name for name in names if re.search(r"Event$", name) or re.match(r"(Do|Handle|Process)[A-Z]", name)]
    assert not refused, refused


@pytest.mark.parametrize("room", ROOMS)
def test_every_error_is_raised_somewhere_or_is_a_family(room: str) -> None:
    """Style rule 21: an error that nobody raises misleads whoever reads the list."""
    if importlib.util.find_spec(f"trunkline.{room}.errors") is None:
        return
    module = importlib.import_module(f"trunkline.{room}.errors")
    defined = {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, TrunklineError) and value.__module__ == module.__name__
    }
    made = {
        dotted(node.func).rpartition(".")[2]
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
    } | {
        dotted(node.exc).rpartition(".")[2]
        for source in product()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Raise) and node.exc is not None
    }
    unused = [name for name, error in defined.items() if name not in made and not error.__subclasses__()]
    assert not unused, unused


def test_every_error_belongs_to_a_family() -> None:
    """Style rule 21: the family is the HTTP status, so nobody invents one."""
    for source in product():
        if source.module.endswith(".errors") and source.module != families:
            importlib.import_module(source.module)
    statuses = {family.status for family in TrunklineError.__subclasses__() if family.__module__ == families}
    strays = [
        error.__name__
        for error in _all_subclasses(TrunklineError)
        if error.__module__ != families
        and error.__module__.startswith("trunkline.")
        and error.status not in statuses | set(OTHER_STATUSES)
    ]
    assert not strays, strays


def _all_subclasses(root: type[TrunklineError]) -> Iterator[type[TrunklineError]]:
    for child in root.__subclasses__():
        yield child
        yield from _all_subclasses(child)


def _handlers() -> list[object]:
    handlers: list[object] = []
    for source in product():
        if source.module.endswith(".api") and source.module.count(".") == 2:
            try:
                module = importlib.import_module(source.module)
            except ImportError as missing:
                if not UNWRITTEN or not (missing.name or "").startswith("trunkline"):
                    raise
                continue  # a part it needs is not written yet
            handlers += getattr(module, "routes", [])
    return handlers


def test_every_route_says_what_it_does() -> None:
    """Every route is in the API documentation under a heading, with a sentence."""
    silent = [
        str(sorted(handler.paths))  # type: ignore[attr-defined]  # a route handler of Litestar
        for handler in _handlers()
        if hasattr(handler, "fn") and not (handler.fn.__doc__ and (handler.tags or handler.include_in_schema is False))
    ]
    assert not silent, silent


def test_every_route_of_every_room_is_in_the_openapi_document() -> None:
    """API-01: what is not told does not exist."""
    path = ROOT / "src" / "trunkline" / "app.py"
    if not path.exists():
        pytest.skip("not written yet: trunkline.app")
    app = importlib.import_module("trunkline.app")
    told = {re.sub(r"\{[^}]*\}", "{}", path) for path in app.openapi_document()["paths"]}
    untold = [
        path
        for handler in _handlers()
        for path in getattr(handler, "paths", ())
        if getattr(handler, "include_in_schema", None) is not False and re.sub(r"\{[^}]*\}", "{}", path) not in told
    ]
    assert not untold, untold
