"""When a plan will end, from what its kinds of task took before: a range, not a date. Pure; the draws are seeded.

Each run of the simulation draws a length for every open task from the lengths that such tasks had, and adds them up
along the dependencies. Of all runs, half end before `p50` and four in five before `p80`.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

import msgspec

ENOUGH: Final = 5  # lengths of one kind of task; with fewer, what all kinds took in relation to their plan decides
_DRAWS: Final = 400_000  # over all runs
_RUNS: Final = (50, 400)


class OpenTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task that has not ended. `since`: when its time began; `taken`: seconds that tasks like it took."""

    n: int
    since: datetime | None
    planned: float  # seconds
    taken: tuple[float, ...] = ()


class Prediction(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """When a plan will end, with the chance that it ends by then. `known` of `open` tasks have a history of their own."""

    p50: datetime
    p80: datetime
    open: int
    known: int
    runs: int


def predict(
    tasks: Sequence[OpenTask],
    edges: Sequence[tuple[int, int, float]],
    ratios: Sequence[float],
    *,
    now: datetime,
    seed: int,
) -> Prediction | None:
    """The end of a plan with these open tasks (JEO-14); None when none is open.

    `edges` are (predecessor, successor, lag in seconds) between open tasks; `ratios` what tasks of other kinds took in
    relation to their planned length.
    """
    if not tasks:
        return None
    random = Random(seed)
    order, before = _order(tasks, edges)
    by_n = {task.n: task for task in tasks}
    lengths = {task.n: _lengths(task, ratios, now=now) for task in tasks}
    runs = min(_RUNS[1], max(_RUNS[0], _DRAWS // len(tasks)))
    finishes = []
    for _ in range(runs):
        ends: dict[int, float] = {}
        for n in order:
            start = max((ends[one] + lag for one, lag in before[n]), default=0.0)
            ends[n] = (0.0 if by_n[n].since is not None else start) + random.choice(lengths[n])
        finishes.append(max(ends.values()))
    finishes.sort()
    return Prediction(
        p50=now + timedelta(seconds=finishes[_at(0.5, runs)]),
        p80=now + timedelta(seconds=finishes[_at(0.8, runs)]),
        open=len(tasks),
        known=sum(len(task.taken) >= ENOUGH for task in tasks),
        runs=runs,
    )


def _at(share: float, runs: int) -> int:
    return min(runs - 1, round(share * runs))


def _lengths(task: OpenTask, ratios: Sequence[float], *, now: datetime) -> list[float]:
    """The seconds that the task may still need: of one that has begun only those lengths that are not over yet count."""
    possible = list(task.taken) if len(task.taken) >= ENOUGH else [task.planned * ratio for ratio in ratios or (1.0,)]
    if task.since is None:
        return possible
    gone = (now - task.since).total_seconds()
    left = [length - gone for length in possible if length > gone]
    return left or [0.1 * gone]  # none ever took so long: a tenth more, again and again


def _order(
    tasks: Sequence[OpenTask], edges: Sequence[tuple[int, int, float]]
) -> tuple[list[int], dict[int, list[tuple[int, float]]]]:
    numbers = {task.n for task in tasks}
    before: dict[int, list[tuple[int, float]]] = defaultdict(list)
    after: dict[int, list[int]] = defaultdict(list)
    for one, other, lag in edges:
        if one in numbers and other in numbers:
            before[other].append((one, lag))
            after[one].append(other)
    waits = {n: len(before[n]) for n in numbers}
    frontier = deque(sorted(n for n, count in waits.items() if count == 0))
    found = []
    while frontier:
        n = frontier.popleft()
        found.append(n)
        for other in after[n]:
            waits[other] -= 1
            if waits[other] == 0:
                frontier.append(other)
    return found, before
