"""Predictions are calibrated: of orders like those that were, half end by p50 and four in five by p80."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from trunkline.jeopardy.prediction import OpenTask, predict

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR = 3600.0
# two branches that join: 1 -> 2 -> 5, 3 -> 4 -> 5, with an hour between 4 and 5
EDGES = [(1, 2, 0.0), (2, 5, 0.0), (3, 4, 0.0), (4, 5, HOUR)]
MEAN = {1: 0.5, 2: 1.5, 3: 1.0, 4: 1.2, 5: 0.3}  # of the logarithm of hours


def _took(random: Random, n: int) -> float:
    return HOUR * random.lognormvariate(MEAN[n], 0.6)


def _actual_end(random: Random) -> float:
    took = {n: _took(random, n) for n in MEAN}
    return max(took[1] + took[2], took[3] + took[4] + HOUR) + took[5]


def test_half_of_the_orders_end_by_p50_and_four_in_five_by_p80() -> None:
    """JEO-14: calibration on a seeded fixture: forty histories, fifty orders after each."""
    by = {"p50": 0, "p80": 0}
    orders = 0
    for history in range(40):
        random = Random(history)
        tasks = [
            OpenTask(n=n, since=None, planned=HOUR, taken=tuple(_took(random, n) for _ in range(60))) for n in MEAN
        ]
        found = predict(tasks, EDGES, [], now=NOW, seed=history)
        assert found is not None
        assert (found.known, found.open) == (5, 5)
        for _ in range(50):
            end = NOW + timedelta(seconds=_actual_end(random))
            orders += 1
            by["p50"] += end <= found.p50
            by["p80"] += end <= found.p80
    assert 0.45 <= by["p50"] / orders <= 0.55
    assert 0.75 <= by["p80"] / orders <= 0.85


def test_time_that_a_task_has_had_already_rules_out_what_is_shorter() -> None:
    """JEO-14: of lengths of one to ten hours, after eight only nine and ten are left."""
    taken = tuple(HOUR * hours for hours in range(1, 11))
    begun = OpenTask(n=1, since=NOW - timedelta(hours=8), planned=HOUR, taken=taken)
    found = predict([begun], [], [], now=NOW, seed=1)
    assert found is not None
    assert NOW + timedelta(hours=1) <= found.p50 <= found.p80 == NOW + timedelta(hours=2)
    late = predict([OpenTask(n=1, since=NOW - timedelta(hours=20), planned=HOUR, taken=taken)], [], [], now=NOW, seed=1)
    assert late is not None
    assert late.p50 == NOW + timedelta(hours=2)  # a tenth more


def test_without_a_history_of_its_own_the_plan_and_what_others_took_decide() -> None:
    """JEO-14."""
    task = OpenTask(n=1, since=None, planned=10 * HOUR, taken=(HOUR,))
    plain = predict([task], [], [], now=NOW, seed=1)
    assert plain is not None
    assert (plain.p50, plain.p80, plain.known) == (NOW + timedelta(hours=10), NOW + timedelta(hours=10), 0)
    slow = predict([task], [], [1.0, 2.0, 3.0], now=NOW, seed=1)
    assert slow is not None
    assert NOW + timedelta(hours=20) <= slow.p50 <= slow.p80 == NOW + timedelta(hours=30)
    assert predict([], [], [], now=NOW, seed=1) is None
