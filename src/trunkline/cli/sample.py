"""Sensible values for what a task asks: made from the characteristic's own specification, the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from trunkline.catalog.model import CharacteristicSpecification, ValueType
from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid

_PIECE: Final = re.compile(
    r"(?P<one>\\.|\[(?:\\.|[^\]\\])+\]|[^\\\[\](){}|+*?.^$]|\.)(?P<many>\{\d+(?:,\d*)?\}|[+*?])?", re.DOTALL
)
_CLASSES: Final = {r"\d": "1", r"\w": "a", r"\s": " ", ".": "a"}
_LIKELY: Final = ("DEMO-000001", "demo", "192.0.2.10", "192.0.2.10/24", "2026-01-31")


class NoSample(Invalid):
    """A pattern is too involved to make up a value for."""

    contract = Contract(
        "A sample value cannot be made up for this pattern.", "Give the value yourself.", field="pattern"
    )


def sample_text(
    pattern: str | None, *, name: str = "Demo", shortest: int | None = None, longest: int | None = None
) -> str:
    """A text that the whole pattern and the lengths allow; without a pattern, one that tells what it stands for.

    Understands letters, classes and repetitions, no groups. Raises NoSample for anything beyond.
    """

    if pattern is None:
        return f"{name} 1".ljust(shortest or 0, "1")[:longest]
    made = _expand(pattern)
    candidates: Iterable[str] = (*_LIKELY, made, made.ljust(shortest or 0, made[-1:] or "x"))
    for text in candidates:
        enough = len(text) >= (shortest or 0) and (longest is None or len(text) <= longest)
        if enough and re.fullmatch(pattern, text):
            return text
    raise NoSample(f"no value for the pattern '{pattern}' can be made up: complete the task with --value")


def _expand(pattern: str) -> str:
    parts, at = [], 0
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None:
            return ""
        at = piece.end()
        one, many = piece["one"], piece["many"] or "{1}"
        if one.startswith("["):
            one = _first_of(one[1:-1])
        one = _CLASSES.get(one, one.removeprefix("\\"))
        count = int(re.findall(r"\d+", many)[0]) if "{" in many else 1
        parts.append(one * count)
    return "".join(parts)


def _first_of(members: str) -> str:
    if members.startswith("^"):
        return next(letter for letter in "x0-_ " if re.fullmatch(f"[{members}]", letter) is not None)
    for escaped, letter in _CLASSES.items():
        if members.startswith(escaped) and escaped != ".":
            return letter
    return members[1] if members.startswith("\\") else members[0]


def sample_value(specification: CharacteristicSpecification) -> object:
    """A value that the specification allows: its default, its first option, else one made from type and bounds."""
    if specification.default_value is not None:
        return specification.default_value
    if specification.options:
        return specification.options[0].value
    low, high = specification.minimum, specification.maximum
    match specification.value_type:
        case ValueType.INTEGER:
            return int(low if low is not None else min(100, high if high is not None else 100))
        case ValueType.DECIMAL:
            return float(low if low is not None else min(1.0, high if high is not None else 1.0))
        case ValueType.BOOLEAN:
            return True
        case ValueType.DATE:
            return "2026-01-31"
        case ValueType.DATE_TIME:
            return "2026-01-31T12:00:00Z"
        case ValueType.DURATION:
            return "PT1H"
        case ValueType.EMAIL:
            return "demo@example.com"
        case ValueType.ADDRESS:
            return {"street": "1 Example Street", "city": "Exampletown", "postcode": "12345", "country": "DE"}
        case ValueType.OBJECT:
            return {member.name: sample_value(member) for member in specification.properties}
        case ValueType.ARRAY:
            element = specification.element or CharacteristicSpecification(name="element")
            return [sample_value(element) for _ in range(specification.min_size or 1)]
        case ValueType.TEXT:
            return sample_text(
                specification.pattern,
                name=specification.name,
                shortest=specification.min_length,
                longest=specification.max_length,
            )
