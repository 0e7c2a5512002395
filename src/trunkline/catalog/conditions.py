"""Whether a condition holds for given values, and which of its terms decided.

Three answers: true, false, and missing (a value that the condition needs was not given). A missing value never passes
for false silently: `all` is false as soon as one term is false, `any` true as soon as one is true; otherwise a missing
term leaves the whole missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from trunkline.catalog.characteristics import same
from trunkline.catalog.characteristics import show as show
from trunkline.catalog.errors import ExpressionFailed
from trunkline.catalog.expressions import Missing, compile_expression, evaluate, explain, names_read
from trunkline.catalog.model import Condition, DecisionTable
from trunkline.catalog.scope import Scope
from trunkline.catalog.tables import decision, prepare

Outcome = Literal["true", "false", "missing"]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The answer and the term that decided it: its characteristic, the value found, and a text for people."""

    outcome: Outcome
    characteristic: str | None
    value: object
    text: str


def found_at(values: Mapping[str, object], path: str) -> list[object]:
    """Every value at a dotted path. A name that itself holds dots is taken whole first; each element of an array counts."""
    if path in values:
        return _flat(values[path])
    name, _, rest = path.partition(".")
    while rest:
        if name in values:
            return [
                inner for value in _flat(values[name]) if isinstance(value, dict) for inner in found_at(value, rest)
            ]
        more, _, rest = rest.partition(".")
        name = f"{name}.{more}"
    return []


def _flat(value: object) -> list[object]:
    if value is None or value == "":
        return []
    if isinstance(value, (list, tuple)):
        return [inner for each in value for inner in _flat(each)]
    return [value]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _term(condition: Condition, values: Mapping[str, object]) -> Verdict:
    path = condition.characteristic or ""
    found = found_at(values, path)
    shown = found[0] if len(found) == 1 else found

    def verdict(outcome: Outcome, text: str) -> Verdict:
        return Verdict(outcome=outcome, characteristic=path, value=shown if found else None, text=text)

    if condition.present is not None:
        holds = bool(found) == condition.present
        return verdict("true" if holds else "false", f"'{path}' {'has a value' if found else 'has no value'}")
    if not found:
        return verdict("missing", f"'{path}' has no value")
    if condition.equals is not msgspec.UNSET:
        wanted, holds = show(condition.equals), any(same(value, condition.equals) for value in found)
        return verdict("true" if holds else "false", f"'{path}' is {show(shown)}, {'as' if holds else 'not'} {wanted}")
    if condition.one_of is not None:
        holds = any(same(value, option) for value in found for option in condition.one_of)
        options = ", ".join(map(show, condition.one_of))
        return verdict(
            "true" if holds else "false", f"'{path}' is {show(shown)}, {'' if holds else 'not '}one of {options}"
        )
    numbers = [number for value in found if (number := _number(value)) is not None]
    low, high = condition.at_least, condition.at_most
    holds = any((low is None or low <= number) and (high is None or number <= high) for number in numbers)
    bounds = " and ".join([
        *([f"at least {low:g}"] if low is not None else []), *([f"at most {high:g}"] if high is not None else []),
    ])  # fmt: skip
    return verdict("true" if holds else "false", f"'{path}' is {show(shown)}, {'' if holds else 'not '}{bounds}")


_OPPOSITE: dict[Outcome, Outcome] = {"true": "false", "false": "true", "missing": "missing"}


Tables = Mapping[str, DecisionTable]
_NO_TABLES: Tables = {}


def holds(condition: Condition, given: Scope | Mapping[str, object], tables: Tables = _NO_TABLES) -> Verdict:
    """Whether the condition holds, and which term decided.

    `given` is the situation, or only the values (name -> value); `tables` are the catalog's decision tables by id.
    Raises ExpressionInvalid and ExpressionFailed for an expression or table that cannot run or gives no answer.
    """
    if condition.negated is not None:
        inner = holds(condition.negated, given, tables)
        return msgspec.structs.replace(inner, outcome=_OPPOSITE[inner.outcome])
    if condition.expression is not None:
        return _expression(condition.expression, _scope(given))
    if condition.table is not None:
        return _table(condition.table, _scope(given), tables)
    parts = condition.all if condition.all is not None else condition.any
    if parts is None:
        if condition.characteristic is None:
            return Verdict(outcome="true", characteristic=None, value=None, text="nothing is asked for")
        return _term(condition, given.values if isinstance(given, Scope) else given)
    decisive: Outcome = "false" if condition.all is not None else "true"
    verdicts = []
    for part in parts:
        verdict = holds(part, given, tables)
        if verdict.outcome == decisive:
            return verdict
        verdicts.append(verdict)
    for verdict in verdicts:
        if verdict.outcome == "missing":
            return verdict
    if not verdicts:
        return Verdict(outcome=_OPPOSITE[decisive], characteristic=None, value=None, text="nothing is asked for")
    return msgspec.structs.replace(verdicts[-1], text="; ".join(verdict.text for verdict in verdicts))


def _scope(given: Scope | Mapping[str, object]) -> Scope:
    return given if isinstance(given, Scope) else Scope(values=given)


def _read(path: str) -> str:
    """The characteristic that a path of CEL names, else the path itself."""
    names = names_read(path, "values") if path.startswith("values") else ()
    return names[0] if names else path


def _expression(text: str, scope: Scope) -> Verdict:
    compiled = compile_expression(text)
    value = evaluate(compiled, scope)
    if not isinstance(value, bool | Missing):
        raise ExpressionFailed(f"`{text}` gives {show(value)}; make it give true or false")
    reason = explain(compiled, scope)
    if isinstance(value, Missing):
        return Verdict(outcome="missing", characteristic=_read(value.path), value=None, text=reason.text)
    path, seen = next(iter(reason.values.items()), (None, None))
    return Verdict(outcome="true" if value else "false", characteristic=None if path is None else _read(path),
                   value=seen, text=reason.text)  # fmt: skip


def _table(name: str, scope: Scope, tables: Tables) -> Verdict:
    table = tables.get(name)
    if table is None:
        raise ExpressionFailed(f"there is no decision table '{name}'; publish it, or name another")
    found = decision(table, scope)
    if isinstance(found, Missing):
        return Verdict(outcome="missing", characteristic=_read(found.path), value=None,
                       text=f"table '{name}': {found.path} has no value")  # fmt: skip
    answer = found.outputs.get("holds", False)
    if not isinstance(answer, bool):
        raise ExpressionFailed(f"table '{name}' answers {show(answer)} for 'holds'; make it answer true or false")
    row = f"row {found.row}" if found.row is not None else "no row"
    return Verdict(outcome="true" if answer else "false", characteristic=None, value=None,
                   text=f"table '{name}': {row} applies" + ("" if answer else ", so not"))  # fmt: skip


def terms(condition: Condition) -> Iterator[Condition]:
    """Every single term inside the condition."""
    if condition.negated is not None:
        yield from terms(condition.negated)
    for part in condition.all or condition.any or ():
        yield from terms(part)
    if condition.characteristic is not None or condition.expression is not None or condition.table is not None:
        yield condition


def characteristics_of(condition: Condition, tables: Tables = _NO_TABLES) -> tuple[str, ...]:
    """The paths of all characteristics that the condition looks at, in order, each once.

    Of expressions and tables the characteristics below `values`.
    """
    found: dict[str, None] = {}
    for term in terms(condition):
        if term.characteristic is not None:
            found[term.characteristic] = None
        elif term.expression is not None:
            found |= dict.fromkeys(names_read(term.expression, "values"))
        elif term.table is not None and term.table in tables:
            reads = prepare(tables[term.table]).reads
            found |= dict.fromkeys(path[1] for path in reads if path[0] == "values" and len(path) > 1)
    return tuple(found)
