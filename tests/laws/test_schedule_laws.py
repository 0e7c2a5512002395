"""Schedules of random plans against the plain definition."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from trunkline.orchestration.schedule import ScheduledTask, schedule

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[int], list[tuple[int, int]], int]:
    hours = draw(st.lists(st.integers(0, 9), min_size=1, max_size=12))
    pairs = [(a, b) for b in range(2, len(hours) + 1) for a in range(1, b)]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)) if pairs else []
    return hours, edges, draw(st.integers(0, 60))


@settings(max_examples=80, deadline=None)
@given(plans())
def test_start_is_the_longest_path_before_and_slack_is_what_the_due_date_leaves(
    plan: tuple[list[int], list[tuple[int, int]], int],
) -> None:
    """JEO-02, JEO-12, ORC-13: against recursion over all paths."""
    hours, edges, due = plan
    hour = timedelta(hours=1)

    def before(n: int) -> int:
        return max((before(a) + hours[a - 1] for a, b in edges if b == n), default=0)

    def after(n: int) -> int:
        return max((hours[b - 1] + after(b) for a, b in edges if a == n), default=0)

    tasks = [ScheduledTask(n=n, duration=h * hour) for n, h in enumerate(hours, start=1)]
    made = schedule(tasks, edges, start=T0, due=T0 + due * hour)
    length = max(before(n) + hours[n - 1] for n in range(1, len(hours) + 1))
    assert made.end_at == T0 + length * hour
    assert made.late_by == ((length - due) * hour if length > due else None)
    for n in range(1, len(hours) + 1):
        through = before(n) + hours[n - 1] + after(n)
        assert made.tasks[n].start_at == T0 + before(n) * hour
        assert made.tasks[n].slack == (due - through) * hour
        assert made.tasks[n].critical == (through == length)
