"""When every task of a plan can start and end at the earliest, and must at the latest: dates, slack, critical path.

Forward from the start, backward from the requested date (or from the end that came out). Durations count in the
working calendar of the task, lags in plain time. Nothing here reads a clock.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from trunkline.catalog.model import DependencyType
from trunkline.kit.calendar import WorkingCalendar
from trunkline.orchestration.model import Lag

CRITICAL_SLACK = timedelta(minutes=1)  # below this a task counts as critical: calendars make gaps of seconds


class ScheduledTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task as the schedule sees it. What happened already counts instead of what was reckoned."""

    n: int
    duration: timedelta
    calendar: str | None = None
    not_before: datetime | None = None  # a wait task's date, or a date set by a person
    started_at: datetime | None = None
    ended_at: datetime | None = None


class TaskTimes(msgspec.Struct, frozen=True, kw_only=True):
    """When a task can start and end at the earliest and must at the latest; `slack` is what lies between."""

    start_at: datetime
    end_at: datetime
    latest_start_at: datetime
    latest_end_at: datetime
    slack: timedelta
    critical: bool


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """The dates of a plan. `late_by` is how much the end lies after the requested date, None when it does not."""

    start_at: datetime
    end_at: datetime
    due_at: datetime | None
    late_by: timedelta | None
    tasks: dict[int, TaskTimes]

    @property
    def critical_path(self) -> tuple[int, ...]:
        """The tasks without slack, in the order of their start."""
        critical = [n for n, times in self.tasks.items() if times.critical]
        return tuple(sorted(critical, key=lambda n: (self.tasks[n].start_at, self.tasks[n].end_at, n)))


Shift = Callable[[float, float], float]


def schedule(
    tasks: Sequence[ScheduledTask],
    dependencies: Iterable[tuple[int, int]],
    *,
    start: datetime,
    due: datetime | None = None,
    lags: Mapping[tuple[int, int], Lag] | None = None,
    calendars: Mapping[str, WorkingCalendar] | None = None,
    now: datetime | None = None,
) -> Schedule:
    """The schedule of a plan whose work may begin at `start`.

    `now`, in a plan that runs, is the instant before which nothing that is open can end. A calendar that is not known
    counts around the clock. Raises ValueError when the dependencies form a circle (the plan builder refuses those).
    """
    known = calendars or {}
    links = _links(dependencies, lags or {})
    before: dict[int, list[tuple[int, bool, float]]] = defaultdict(list)
    after: dict[int, list[tuple[int, bool, float]]] = defaultdict(list)
    for one, other, together, minimum in links:
        before[other].append((one, together, minimum))
        after[one].append((other, together, minimum))
    by_n = {task.n: task for task in tasks}
    order = _order(by_n, before, after)
    earliest, present = start.timestamp(), None if now is None else now.timestamp()
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for n in order:
        _forward(by_n[n], before[n], starts, ends, earliest, present, known)
    end = max(ends.values(), default=earliest)
    begin = min(starts.values(), default=earliest)
    limit = end if due is None else due.timestamp()
    latest_starts: dict[int, float] = {}
    latest_ends: dict[int, float] = {}
    for n in reversed(order):
        _backward(by_n[n], after[n], starts, ends, latest_starts, latest_ends, limit, known)
    margin = CRITICAL_SLACK.total_seconds() + limit - end  # critical is what moves the end, whatever was requested
    times = {}
    for n in order:
        slack = latest_ends[n] - ends[n]
        times[n] = TaskTimes(
            start_at=_instant(starts[n]),
            end_at=_instant(ends[n]),
            latest_start_at=_instant(latest_starts[n]),
            latest_end_at=_instant(latest_ends[n]),
            slack=timedelta(seconds=slack),
            critical=by_n[n].ended_at is None and slack < margin,
        )
    late = None if due is None or end <= due.timestamp() else timedelta(seconds=end - due.timestamp())
    return Schedule(start_at=_instant(begin), end_at=_instant(end), due_at=due, late_by=late, tasks=times)


def _links(
    dependencies: Iterable[tuple[int, int]], lags: Mapping[tuple[int, int], Lag]
) -> Iterable[tuple[int, int, bool, float]]:
    if not lags:
        return [(one, other, False, 0.0) for one, other in dependencies]
    plain = Lag()
    found = [(pair, lags.get(pair, plain)) for pair in dependencies]
    return [
        (one, other, lag.type is DependencyType.START_TO_START, lag.minimum.total_seconds())
        for (one, other), lag in found
    ]


def _order(
    tasks: Mapping[int, ScheduledTask],
    before: Mapping[int, list[tuple[int, bool, float]]],
    after: Mapping[int, list[tuple[int, bool, float]]],
) -> list[int]:
    open_before = {n: len(before[n]) if n in before else 0 for n in tasks}
    frontier = deque(n for n, count in open_before.items() if count == 0)
    order = []
    while frontier:
        n = frontier.popleft()
        order.append(n)
        for successor, _, _ in after.get(n, ()):
            open_before[successor] -= 1
            if open_before[successor] == 0:
                frontier.append(successor)
    if len(order) < len(open_before):
        raise ValueError("the tasks wait for each other in a circle")
    return order


def _forward(
    task: ScheduledTask,
    before: Sequence[tuple[int, bool, float]],
    starts: dict[int, float],
    ends: dict[int, float],
    earliest: float,
    present: float | None,
    calendars: Mapping[str, WorkingCalendar],
) -> None:
    n, length = task.n, task.duration.total_seconds()
    calendar = None if task.calendar is None else calendars.get(task.calendar)
    if task.started_at is not None:
        start = task.started_at.timestamp()
    elif task.ended_at is not None:
        start = task.ended_at.timestamp()
    else:
        start = earliest if present is None else max(earliest, present)
        if task.not_before is not None:
            start = max(start, task.not_before.timestamp())
        for predecessor, together, minimum in before:
            start = max(start, (starts if together else ends)[predecessor] + minimum)
        if calendar is not None:
            start = calendar.add_seconds(start, 0.0)
    if task.ended_at is not None:
        end = task.ended_at.timestamp()
    else:
        end = start + length if calendar is None else calendar.add_seconds(start, length)
        if present is not None:
            end = max(end, present)
    starts[n], ends[n] = start, end


def _backward(
    task: ScheduledTask,
    after: Sequence[tuple[int, bool, float]],
    starts: Mapping[int, float],
    ends: Mapping[int, float],
    latest_starts: dict[int, float],
    latest_ends: dict[int, float],
    limit: float,
    calendars: Mapping[str, WorkingCalendar],
) -> None:
    n, length = task.n, task.duration.total_seconds()
    end = limit
    start = None
    for successor, together, minimum in after:
        if together:  # the successor may start so long after this one's start
            latest = latest_starts[successor] - minimum
            start = latest if start is None else min(start, latest)
        else:
            end = min(end, latest_starts[successor] - minimum)
    calendar = None if task.calendar is None else calendars.get(task.calendar)
    begin = end - length if calendar is None else calendar.subtract_seconds(end, length)
    if start is not None and start < begin:
        begin = start
        end = min(end, begin + length if calendar is None else calendar.add_seconds(begin, length))
    if task.ended_at is not None:  # what is done has no latest any more
        begin, end = starts[n], ends[n]
        if after:
            end = max(end, min((latest_starts[s] - m for s, together, m in after if not together), default=end))
    latest_starts[n], latest_ends[n] = begin, end


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
