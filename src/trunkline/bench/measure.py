"""What a scenario answers."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from trunkline.kit.db import Database


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One measured thing: the best and the median of several runs.

    Either beside the raw limit taken just before each run (`ratio` is the best of the runs' own ratios, `aim` what it
    should reach), or against a `limit` that it should not pass.
    """

    scenario: str
    unit: str
    best: float
    median: float
    raw_best: float | None = None
    ratio: float | None = None
    aim: float | None = None
    limit: float | None = None  # `median` should stay at or below
    runs: tuple[float, ...] = ()

    @property
    def missed(self) -> bool:
        """Whether the aim is missed or the limit passed."""
        if self.limit is not None and self.median > self.limit:
            return True
        return self.ratio is not None and self.aim is not None and self.ratio < self.aim


def p95_ms(seconds: Sequence[float]) -> float:
    """Of times in seconds, the one that 95 of 100 do not pass, in ms."""
    return statistics.quantiles(seconds, n=20)[-1] * 1_000


def within(scenario: str, unit: str, runs: Sequence[float], *, limit: float) -> Measure:
    """What should stay at or below a limit; the smallest run is the best."""
    return Measure(
        scenario=scenario, unit=unit, best=min(runs), median=statistics.median(runs), limit=limit, runs=tuple(runs)
    )


Tell = Callable[[str], None]
Scenario = Callable[[Database, int, int, Tell], Awaitable[list[Measure]]]  # database, orders, rounds, tell
