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
from trunkline.catalog.model import Condition

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


def holds(condition: Condition, values: Mapping[str, object]) -> Verdict:
    """Whether the condition holds for these values (name -> value), and which term decided."""
    if condition.negated is not None:
        inner = holds(condition.negated, values)
        return msgspec.structs.replace(inner, outcome=_OPPOSITE[inner.outcome])
    parts = condition.all if condition.all is not None else condition.any
    if parts is None:
        return _term(condition, values)
    decisive: Outcome = "false" if condition.all is not None else "true"
    verdicts = [holds(part, values) for part in parts]
    for verdict in verdicts:
        if verdict.outcome == decisive:
            return verdict
    for verdict in verdicts:
        if verdict.outcome == "missing":
            return verdict
    if not verdicts:
        return Verdict(outcome=_OPPOSITE[decisive], characteristic=None, value=None, text="nothing is asked for")
    return msgspec.structs.replace(verdicts[-1], text="; ".join(verdict.text for verdict in verdicts))


def terms(condition: Condition) -> Iterator[Condition]:
    """Every single term inside the condition."""
    if condition.negated is not None:
        yield from terms(condition.negated)
    for part in condition.all or condition.any or ():
        yield from terms(part)
    if condition.characteristic is not None:
        yield condition


def characteristics_of(condition: Condition) -> tuple[str, ...]:
    """The paths of all characteristics that the condition looks at, in order, each once."""
    return tuple(dict.fromkeys(term.characteristic for term in terms(condition) if term.characteristic is not None))
