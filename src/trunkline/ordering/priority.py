"""How urgent an order is: from the words and numbers that clients send to 1 critical ... 5 planning, and weighed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from trunkline.catalog.conditions import found_at
from trunkline.kit.errors import Problem
from trunkline.ordering.model import PriorityFactor

LOWEST_USUAL = 4  # what an order has that says nothing

_WORDS = {
    "critical": 1, "urgent": 1, "highest": 1, "high": 2, "moderate": 3, "medium": 3, "normal": 3, "low": 4,
    "lowest": 5, "planning": 5,
}  # fmt: skip
_BANDS = ((80, 1), (60, 2), (40, 3))  # from this score on; below them all it is low


def read_priority(value: str | int) -> int:
    """1 critical, 2 high, 3 moderate, 4 low, 5 planning; 0, TM Forum's highest, is critical too.

    Raises ValueError when the value is none of these, as number, as text, or as word.
    """
    text = str(value).strip().lower()
    if text in _WORDS:
        return _WORDS[text]
    if len(text) == 1 and text in "012345":
        return max(1, int(text))
    raise ValueError(f"'{value}' is not a priority; use 0 or 1 (critical), 2, 3, 4 (low) or 5 (planning)")


def order_priority(own: int | None, of_items: Iterable[int | None]) -> int:
    """The highest of the order's own and its items' priorities; low when nobody says anything (PRI-02)."""
    given = [priority for priority in (own, *of_items) if priority is not None]
    return min(given, default=LOWEST_USUAL)


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """An urgency and how it came about: the score of 0 to 100, and each factor's rank."""

    score: float
    priority: int
    ranks: dict[str, int]


def score(parts: Iterable[tuple[int, int]]) -> float:
    """The weighted mean of `(rank, weight)`, each 0 to 100; 0 when nothing has a weight (PRI-01)."""
    listed = list(parts)
    weights = sum(weight for _, weight in listed)
    return sum(rank * weight for rank, weight in listed) / weights if weights else 0.0


def priority_of(points: float) -> int:
    """80 and more is critical (1), 60 high (2), 40 moderate (3), below low (4)."""
    return next((priority for least, priority in _BANDS if points >= least), LOWEST_USUAL)


def weigh(factors: Sequence[PriorityFactor], names: Mapping[str, object]) -> Weighed:
    """The urgency of what `names` describes: each factor ranks the value at its source; of several the highest counts."""
    ranks: dict[str, int] = {}
    for factor in factors:
        found = [factor.ranks[text] for value in found_at(names, factor.source) if (text := str(value)) in factor.ranks]
        ranks[factor.id] = max(found, default=factor.otherwise)
    points = score((ranks[factor.id], factor.weight) for factor in factors)
    return Weighed(score=points, priority=priority_of(points), ranks=ranks)


def factor_problems(factors: Sequence[PriorityFactor]) -> list[Problem]:
    """What is wrong with a set of factors: ids given twice, weights and ranks outside of 0 to 100."""
    problems = []
    seen: set[str] = set()
    for factor in factors:
        if factor.id in seen:
            action = "give each factor an id of its own"
            problems.append(Problem(item=factor.id, field="id", what="the id is given twice", action=action))
        seen.add(factor.id)
        if not factor.source.strip():
            action = "name what it looks at, for example order.customer"
            problems.append(Problem(item=factor.id, field="source", what="the source is empty", action=action))
        numbers = {"weight": factor.weight, "otherwise": factor.otherwise}
        numbers |= {f"ranks[{value}]": rank for value, rank in factor.ranks.items()}
        problems += [
            Problem(item=factor.id, field=field, what=f"{number} is not between 0 and 100", action="give 0 to 100")
            for field, number in numbers.items()
            if not 0 <= number <= 100
        ]
    return problems
