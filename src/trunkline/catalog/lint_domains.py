"""Which situations a condition can meet: every combination of the values that matter to it, tried one by one.

The values that matter are a characteristic's options, its bounds, the constants that conditions compare it with and
their neighbours, one value besides, and none at all where it may be absent.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, Literal

import msgspec

from trunkline.catalog.cel_syntax import Node, is_macro, path_of, uses, walk
from trunkline.catalog.characteristics import check_value
from trunkline.catalog.conditions import Tables, holds, terms
from trunkline.catalog.errors import ExpressionFailed, ExpressionInvalid
from trunkline.catalog.expressions import compile_expression
from trunkline.catalog.model import CharacteristicSpecification, Condition, ValueType
from trunkline.catalog.scope import Scope
from trunkline.catalog.validation_tables import layout_of, listed
from trunkline.catalog.validation_values import FREE, resolve

MOST: Final = 3000  # situations tried
_ABSENT: Final = object()
_ACTIONS: Final = ("add", "modify")
Path = tuple[str, ...]


class Question(msgspec.Struct, frozen=True):
    """A condition where it stands: over the characteristics of one specification, or of an item without one."""

    condition: Condition
    characteristics: tuple[CharacteristicSpecification, ...]


class Truth(msgspec.Struct, frozen=True):
    """Of one situation after the other what each of several conditions says."""

    rows: tuple[tuple[str, ...], ...]

    def ever(self, n: int) -> bool:
        """Whether condition n holds in any situation."""
        return any(row[n] == "true" for row in self.rows)

    def always(self, n: int) -> bool:
        """Whether condition n holds in every situation."""
        return all(row[n] == "true" for row in self.rows)

    def implies(self, n: int, other: int) -> bool:
        """Whether the other condition holds wherever condition n does."""
        return all(row[other] == "true" for row in self.rows if row[n] == "true")


def tried(
    conditions: Sequence[Condition], characteristics: tuple[CharacteristicSpecification, ...], tables: Tables
) -> Truth | None:
    """What these conditions say in every situation that matters to any of them; None when there are too many."""
    paths: dict[Path, list[object]] = {}
    for condition in conditions:
        if not _collect(condition, tables, paths):
            return None
    domains = [_domain(path, constants, characteristics) for path, constants in paths.items()]
    size = 1
    for domain in domains:
        size *= len(domain)
    if size > MOST:
        return None
    rows: list[tuple[str, ...]] = []
    for situation in itertools.product(*domains):
        scope = _scope(zip(paths, situation, strict=True), characteristics)
        try:
            rows.append(tuple(holds(condition, scope, tables).outcome for condition in conditions))
        except (ExpressionFailed, ExpressionInvalid):
            rows.append(("failed",) * len(conditions))
    return Truth(tuple(rows))


def _collect(condition: Condition, tables: Tables, paths: dict[Path, list[object]]) -> bool:
    """Adds the paths that a condition reads and the constants it compares with; False when that cannot be told."""
    for term in terms(condition):
        if term.characteristic is not None:
            found = paths.setdefault(("values", *_split(term.characteristic)), [])
            given = () if term.equals is msgspec.UNSET else (term.equals,)
            found += [*given, *(term.one_of or ()), *(b for b in (term.at_least, term.at_most) if b is not None)]
        elif term.expression is not None:
            tree = compile_expression(term.expression).tree
            if any(is_macro(node) for node in walk(tree)):
                return False
            constants = [node.value for node in walk(tree) if node.kind == "literal" and not _is_key(node, tree)]
            for use in uses(tree):
                if len(use.path) == 1 and use.path[0] != "action":
                    return False
                paths.setdefault(use.path, []).extend(constants)
        elif term.table is not None:
            table = tables.get(term.table)
            shape = None if table is None else layout_of(table)
            if shape is None:
                return False
            for column in shape.inputs:
                values = cell_values(row.cells.get(column.key, "") for row in shape.rows)
                paths.setdefault(column.path, []).extend(values)
    return True


def _split(characteristic: str) -> tuple[str, ...]:
    return (characteristic,)


def _is_key(literal: Node, tree: Node) -> bool:
    """Whether a text is the name in brackets of a path, not a constant."""
    return any(n.kind == "index" and n.parts[1] is literal and path_of(n) is not None for n in walk(tree))


def cell_values(cells: Iterable[str]) -> list[object]:
    """The constants in the tests of a column."""
    found: list[object] = []
    for cell in cells:
        values = listed(cell)
        if values is not None:
            found += values
        else:
            number = ""
            for sign in [*cell, " "]:
                if sign.isdigit() or (sign in ".-" and (not number or sign == ".")):
                    number += sign
                    continue
                number = number.rstrip(".")
                with contextlib.suppress(ValueError):
                    found.append(float(number) if "." in number else int(number))
                number = ""
    return found


def _domain(
    path: Path, constants: Sequence[object], characteristics: tuple[CharacteristicSpecification, ...]
) -> list[object]:
    if path == ("action",):
        return list(_ACTIONS)
    spec = resolve(characteristics, ".".join(path[1:])) if path[0] == "values" else None
    if spec is None or spec is FREE:
        return [_ABSENT, "something else", *_unlike(constants)]
    top = next((each for each in characteristics if path[1] == each.name or path[1].startswith(f"{each.name}.")), spec)
    needless = top.default_value is not None or (top.mandatory and top.value_type is not ValueType.ARRAY)
    absent = [] if needless and top is spec else [_ABSENT]
    if spec.options:
        return [*absent, *(option.value for option in spec.options)]
    if spec.value_type is ValueType.BOOLEAN:
        return [*absent, True, False]
    if spec.value_type in (ValueType.INTEGER, ValueType.DECIMAL):
        step = 1 if spec.value_type is ValueType.INTEGER else 0.5
        numbers = [c for c in constants if isinstance(c, int | float) and not isinstance(c, bool)]
        near = [value for c in numbers for value in (c - step, c, c + step)]
        bounds = [b for b in (spec.minimum, spec.maximum) if b is not None]
        every = [int(v) if spec.value_type is ValueType.INTEGER else v for v in (*near, *bounds, 1)]
        return [*absent, *_fitting(spec, dict.fromkeys(every))]
    if spec.value_type in (ValueType.ARRAY, ValueType.OBJECT, ValueType.ADDRESS):
        return [*absent, _example(spec)]
    texts = [c for c in constants if isinstance(c, str)]
    return [*absent, *_fitting(spec, dict.fromkeys(texts)), "something else"]


def _unlike(constants: Sequence[object]) -> list[object]:
    found: list[object] = []
    for value in constants:
        near = [value]
        if isinstance(value, int | float) and not isinstance(value, bool):
            near = [value - 1, value, value + 1]
        found += [each for each in near if not any(type(each) is type(f) and each == f for f in found)]
    return found


def _fitting(spec: CharacteristicSpecification, values: Iterable[object]) -> list[object]:
    return [value for value in values if not check_value(spec, value, item=None, field="")]


def _example(spec: CharacteristicSpecification) -> object:
    if spec.value_type is ValueType.ARRAY:
        return [{}] if spec.element is not None and spec.element.properties else ["something"]
    return {p.name: "something" for p in spec.properties[:1]} or {"something": "else"}


def _scope(situation: Iterable[tuple[Path, object]], characteristics: tuple[CharacteristicSpecification, ...]) -> Scope:
    """A scope with these values at these paths."""
    roots: dict[str, Any] = {}
    for path, value in situation:
        if path == ("action",):
            roots["action"] = value
            continue
        root: dict[str, Any] = roots.setdefault(path[0], {})
        if value is not _ABSENT:
            _put(root, _steps(path[1:], characteristics if path[0] == "values" else ()), value)
    return Scope(**roots)


def _steps(path: Path, characteristics: tuple[CharacteristicSpecification, ...]) -> list[str | Literal[0]]:
    """The path with a step into the first element of every array on the way."""
    steps: list[str | Literal[0]] = []
    members = characteristics
    rest = ".".join(path)
    while rest:
        found = max((c for c in members if rest == c.name or rest.startswith(f"{c.name}.")),
                    key=lambda c: len(c.name), default=None)  # fmt: skip
        if found is None:
            return [*steps, *(path if not steps else rest.split("."))]
        steps.append(found.name)
        rest = rest[len(found.name) + 1 :]
        inner = found
        while inner.value_type is ValueType.ARRAY and inner.element is not None:
            steps.append(0)
            inner = inner.element
        if inner is not found and not rest and inner.value_type not in (ValueType.OBJECT, ValueType.ADDRESS):
            return steps
        if inner is not found and not rest:
            return steps[:-1]
        members = inner.properties
    return steps


def _put(holder: Any, steps: Sequence[str | Literal[0]], value: object) -> None:
    for step, after in itertools.pairwise(steps):
        empty: Any = [{}] if after == 0 else {}
        if step == 0:
            if not isinstance(holder[0], type(empty)):
                holder[0] = empty
            holder = holder[0]
            continue
        if not isinstance(holder.get(step), type(empty)):
            holder[step] = empty
        holder = holder[step]
    holder[steps[-1]] = value


def scopes_of(
    paths: dict[Path, list[object]], characteristics: tuple[CharacteristicSpecification, ...]
) -> Iterator[Scope] | None:
    """Every situation over these paths with these constants; None when there are too many."""
    domains = [_domain(path, constants, characteristics) for path, constants in paths.items()]
    size = 1
    for domain in domains:
        size *= len(domain)
    if size > MOST // 3:
        return None
    return (_scope(zip(paths, each, strict=True), characteristics) for each in itertools.product(*domains))
