"""CEL expressions: compiled once per text, run over a Scope within a budget, explained term by term.

A program depends on nothing but its text, so it is found by text alone (`compile_expression` keeps the last 4096);
whether the names and types fit a specification is checked once, when the catalog is loaded (`expression_types`).
Three answers are told apart: a value, Missing (something that the deciding terms read was not given; `&&` and `||`
absorb it as CEL says), and ExpressionFailed (everything was there and it still gave no value, 1/0 for instance).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from trunkline.catalog.cel_engines import ROOTS, Fault, Program, engine
from trunkline.catalog.cel_syntax import Node, SyntaxFault, depth, is_macro, parse, path_of, show_path, uses, walk
from trunkline.catalog.characteristics import is_empty, show
from trunkline.catalog.errors import ExpressionFailed, ExpressionInvalid
from trunkline.catalog.scope import Scope
from trunkline.kit.errors import Problem

LONGEST: Final = 2000  # characters
LARGEST: Final = 400  # parts of the tree
DEEPEST: Final = 40  # levels of the tree
DEEPEST_MACRO: Final = 2  # all, exists, map, filter inside one another
MOST_STEPS: Final = 100_000  # rounds of macros in one evaluation
_ARITHMETIC: Final = ("+", "-", "*", "/", "%")


class Missing(msgspec.Struct, frozen=True):
    """No value, because nobody gave `path`, such as `values.Bandwidth`."""

    path: str


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """An expression ready to run: its tree, and what it reads of each root name (None: all of it)."""

    text: str
    tree: Node
    program: Program
    needs: Mapping[str, frozenset[str] | None]
    paths: tuple[tuple[str, ...], ...]  # fixed paths whose values it uses, in order, each once
    macro_depth: int
    calculates: bool


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an expression that decided, its value (or Missing), and the values it looked at: path -> value."""

    term: str
    value: object
    values: dict[str, object]

    @property
    def text(self) -> str:
        """For people: the term, how it came out, and the values in it."""
        if isinstance(self.value, Missing):
            return f"{self.term}: {self.value.path} has no value"
        seen = ", ".join(f"{path} = {show(value)}" for path, value in self.values.items())
        return f"{self.term} is {show(self.value)}" + (f" ({seen})" if seen else "")


@functools.lru_cache(maxsize=4096)
def compile_expression(text: str) -> Compiled:
    """The expression ready to run; the same object for the same text.

    Raises ExpressionInvalid when it is no CEL over the names of `Scope`, or larger than the budget allows.
    """
    if len(text) > LONGEST:
        raise _refusal(text, f"it has {len(text)} characters", f"use at most {LONGEST}, or a decision table")
    try:
        tree = parse(text)
    except SyntaxFault as fault:
        raise _refusal(text, str(fault), "write a CEL expression") from None
    size, levels = sum(1 for _ in walk(tree)), depth(tree)
    if size > LARGEST or levels > DEEPEST:
        raise _refusal(text, f"it has {size} parts on {levels} levels",
                       f"use at most {LARGEST} parts on {DEEPEST} levels, or a decision table")  # fmt: skip
    macros = _macro_depth(tree)
    if macros > DEEPEST_MACRO:
        raise _refusal(text, f"it goes through lists inside lists, {macros} deep", f"nest at most {DEEPEST_MACRO}")
    needs, paths = _needs(tree)
    unknown = next((root for root in needs if root not in ROOTS), None)
    if unknown is not None:
        raise _refusal(text, f"there is nothing called '{unknown}'", f"use one of: {', '.join(ROOTS)}")
    return Compiled(
        text=text, tree=tree, program=_program(text), needs=needs, paths=paths, macro_depth=macros,
        calculates=any(node.kind == "operator" and node.word in _ARITHMETIC for node in walk(tree)),
    )  # fmt: skip


def _refusal(text: str, what: str, action: str) -> ExpressionInvalid:
    shown = text if len(text) <= 80 else text[:77] + "..."
    return ExpressionInvalid(f"the expression `{shown}` cannot be used: {what}; {action}",
                             problems=[Problem(what=what, action=action)])  # fmt: skip


@functools.lru_cache(maxsize=8192)
def _program(text: str) -> Program:
    try:
        return engine().compile(text)
    except ValueError as error:
        raise _refusal(text, str(error), "mend the expression") from None


def _macro_depth(node: Node) -> int:
    inner = max(map(_macro_depth, node.parts), default=0)
    return inner + 1 if is_macro(node) else inner


def _needs(tree: Node) -> tuple[dict[str, frozenset[str] | None], tuple[tuple[str, ...], ...]]:
    keys: dict[str, set[str] | None] = {}
    paths: dict[tuple[str, ...], None] = {}
    for use in uses(tree):
        root = use.path[0]
        known = keys.setdefault(root, set())
        if len(use.path) == 1:
            keys[root] = None
        elif known is not None:
            known.add(use.path[1])
        if not use.tested:
            paths[use.path] = None
    return {root: None if names is None else frozenset(names) for root, names in keys.items()}, tuple(paths)


# running -----------------------------------------------------------------------------------------------------------


def evaluate(compiled: Compiled, scope: Scope) -> object:
    """The value (as JSON knows it), or Missing.

    Raises ExpressionFailed when it gave none although nothing is missing, or would take too many steps.
    """
    names = bind(compiled, scope)
    result = _run(compiled, compiled.program, names)
    return _missing(compiled, compiled.tree, names, result) if isinstance(result, Fault) else result


def bind(compiled: Compiled, scope: Scope) -> dict[str, Any]:
    """What of the scope the expression reads, as plain values; nulls and empty texts are left out like absent values."""
    names: dict[str, Any] = {}
    for root, keys in compiled.needs.items():
        source = getattr(scope, root)
        if isinstance(source, Mapping):
            wanted = source if keys is None else keys
            names[root] = {k: _clean(v) for k in wanted if not is_empty(v := source.get(k))}
        else:
            names[root] = _clean(source)
    if compiled.macro_depth:
        steps = max((_longest(value) for value in names.values()), default=0)
        literal = max((len(node.parts) for node in walk(compiled.tree) if node.kind in ("list", "map")), default=0)
        if (steps + literal) ** compiled.macro_depth > MOST_STEPS:
            raise ExpressionFailed(f"`{compiled.text}` goes through more than {MOST_STEPS} elements; shorten the lists")
    return names


def _clean(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _clean(member) for name, member in value.items() if member is not None}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value if each is not None]
    return value


def _longest(value: Any) -> int:
    if isinstance(value, Mapping):
        return max(len(value), max(map(_longest, value.values()), default=0))
    if isinstance(value, list):
        return max(len(value), max(map(_longest, value), default=0))
    return 0


def _run(compiled: Compiled, program: Program, names: Mapping[str, Any]) -> object:
    result = program.run(names)
    if compiled.calculates and isinstance(result, Fault) and result.kind == "overload":
        return program.run({root: _as_decimals(value) for root, value in names.items()})
    return result


def _as_decimals(value: Any) -> Any:
    """Whole numbers as decimals: JSON writes the decimal 5.0 as 5, and CEL does not calculate across the two."""
    if isinstance(value, dict):
        return {name: _as_decimals(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_as_decimals(each) for each in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _missing(compiled: Compiled, node: Node, names: Mapping[str, Any], fault: Fault) -> Missing:
    term, fault = _blamed(compiled, node, names, fault)
    if fault.kind == "absent":
        for use in uses(term):
            if not _there(names, use.path[:-1] if use.tested else use.path):
                return Missing(show_path(use.path))
        return Missing(compiled.text[term.start : term.end])
    raise ExpressionFailed(f"`{compiled.text[term.start : term.end]}` gave no value: {fault.text}; mend the expression")


def _blamed(compiled: Compiled, node: Node, names: Mapping[str, Any], fault: Fault) -> tuple[Node, Fault]:
    """The smallest term that gave no value, and its fault; one that lacks something before one that fails otherwise."""
    parts = node.parts if node.kind == "operator" and node.word in ("&&", "||", "!", "?:") else ()
    found = [(part, result) for part in parts if isinstance(result := _part(compiled, part, names), Fault)]
    if node.word == "?:" and found and found[0][0] is not parts[0]:
        chosen = parts[1] if _part(compiled, parts[0], names) is True else parts[2]
        found = [pair for pair in found if pair[0] is chosen]
    if not found:
        return node, fault
    part, inner = next((pair for pair in found if pair[1].kind != "absent"), found[0])
    return _blamed(compiled, part, names, inner)


def _part(compiled: Compiled, node: Node, names: Mapping[str, Any]) -> object:
    return _run(compiled, _program(compiled.text[node.start : node.end]), names)


def _there(names: Any, path: tuple[str, ...]) -> bool:
    for step in path:
        if not isinstance(names, Mapping) or step not in names:
            return False
        names = names[step]
    return True


# explaining --------------------------------------------------------------------------------------------------------


def explain(compiled: Compiled, scope: Scope) -> Reason:
    """The smallest part of the expression that decided: of `a && b` the first false one, of `a || b` the first true one."""
    names = bind(compiled, scope)
    return _decisive(compiled, compiled.tree, names, _outcome(compiled, compiled.tree, names))


def _outcome(compiled: Compiled, node: Node, names: Mapping[str, Any]) -> object:
    result = _part(compiled, node, names)
    return _missing(compiled, node, names, result) if isinstance(result, Fault) else result


def _decisive(compiled: Compiled, node: Node, names: Mapping[str, Any], outcome: object) -> Reason:
    if node.kind == "operator" and node.word in ("&&", "||"):
        for part in node.parts:
            result = _part(compiled, part, names)
            if isinstance(outcome, Missing):
                if isinstance(result, Fault):
                    return _decisive(compiled, part, names, outcome)
            elif outcome is (node.word == "||") and result is outcome:
                return _decisive(compiled, part, names, result)
    values = {}
    for use in uses(node):
        if not use.tested and _there(names, use.path):
            value: Any = names
            for step in use.path:
                value = value[step]
            values[show_path(use.path)] = value
    return Reason(term=compiled.text[node.start : node.end], value=outcome, values=values)


# doors of decomposition --------------------------------------------------------------------------------------------


def evaluate_text(text: str, scope: Scope) -> object:
    """The value of an expression (of a mapping, for instance), or Missing. Raises as compiling and evaluating do."""
    return evaluate(compile_expression(text), scope)


def evaluate_number(text: str, scope: Scope) -> int | Missing:
    """The whole number that an expression gives (a quantity), or Missing; ExpressionFailed when it gives anything else."""
    value = evaluate_text(text, scope)
    if isinstance(value, Missing):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ExpressionFailed(f"`{text}` gives {show(value)}; make it give a whole number")


def paths_of(text: str) -> tuple[str, ...]:
    """The fixed paths that an expression reads, as CEL writes them (`values.Bandwidth`), in order, each once."""
    return tuple(map(show_path, compile_expression(text).paths))


def names_read(text: str, root: str) -> tuple[str, ...]:
    """The first names below `root` that an expression uses or tests: characteristics, for the root `values`."""
    found = (use.path[1] for use in uses(compile_expression(text).tree) if use.path[0] == root and len(use.path) > 1)
    return tuple(dict.fromkeys(found))


__all__ = [
    "Compiled", "Missing", "Reason", "compile_expression", "evaluate", "evaluate_number", "evaluate_text", "explain",
    "names_read", "path_of", "paths_of",
]  # fmt: skip
