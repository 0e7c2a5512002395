"""What a person's edit does to a plan that runs: decided from the neighbours of the tasks in question, nothing touched."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.catalog.model import DependencyType
from trunkline.kit.errors import Problem
from trunkline.orchestration.errors import EditRefused
from trunkline.orchestration.model import Lag, Task, TaskDraft
from trunkline.orchestration.state import ENDED, ENDED_WELL, TaskKind, TaskState

ADDED_TASK = "added:"  # the key of a task that a person added and that no task specification describes
BRIDGE_TASK = "milestone:instead of "  # the key of a joint that took the place of a task left out
NOT_STARTED = frozenset({TaskState.WAITING, TaskState.READY})
LONGEST = timedelta(days=3660)
MOST_NEIGHBOURS = 500  # of one edit: more is a new plan, not an edit


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A dependency as it stands; `met` when it holds its successor no more although its predecessor is open."""

    before: int
    after: int
    lag: Lag | None = None
    met: bool = False


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What an edit looks at: the tasks it names with their neighbours, the dependencies between them, and of the tasks
    that would come first those that follow the others already (`circles`: later task -> earlier one)."""

    tasks: Mapping[int, Task]
    links: Sequence[Link] = ()
    circles: Mapping[int, int] = {}

    def before(self, n: int) -> list[Link]:
        """The dependencies of task `n`."""
        return [link for link in self.links if link.after == n]

    def after(self, n: int) -> list[Link]:
        """The dependencies on task `n`."""
        return [link for link in self.links if link.before == n]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written. `joins` are new dependencies, `cuts` go, `waived` are set aside, `left_out` is skipped.

    `start`: the date before which the task did not begin, and the one before which it does not now."""

    new_task: TaskDraft | None = None
    joins: Mapping[tuple[int, int], Lag | None] = {}
    cuts: frozenset[tuple[int, int]] = frozenset()
    waived: frozenset[tuple[int, int]] = frozenset()
    left_out: int | None = None
    start: tuple[datetime | None, datetime | None] | None = None

    @property
    def waiting(self) -> list[int]:
        """The standing or new tasks whose dependencies change."""
        pairs = {*self.joins, *self.cuts, *self.waived}
        return sorted({after for _, after in pairs} | ({self.new_task.n} if self.new_task else set()))


def decide_task(
    new_task: TaskDraft, around: Surroundings, *, after: Collection[int], before: Collection[int]
) -> Change:
    """A task joins between `after`, which it waits for, and `before`, which wait for it.

    Raises EditRefused, naming every fault, when a task would wait in a circle, for what will never end, or would be
    made to wait although it has started.
    """
    problems = _name_faults(new_task) + _predecessors(around, after) + _successors(around, before)
    for n in sorted(set(after) & set(before)):
        problems.append(_circle(around.tasks[n], around.tasks[n]))
    problems += _circles(around)
    _refuse(problems, f"the task '{new_task.name}' cannot be added there")
    pairs = [*((n, new_task.n) for n in after), *((new_task.n, n) for n in before)]
    return Change(new_task=new_task, joins=dict.fromkeys(pairs))


def decide_dependencies(task: Task, around: Surroundings, *, after: Collection[int]) -> Change:
    """The task waits for exactly `after` from now on; dependencies that it keeps stand as they are, with their lags."""
    problems = _successors(around, [task.id.n])
    held = {link.before for link in around.before(task.id.n)}
    added = sorted(set(after) - held)
    problems += _predecessors(around, added) + _itself(task, after) + _circles(around)
    cuts = frozenset((n, task.id.n) for n in held - set(after))
    if not added and not cuts and not problems:
        problems.append(_fault(task, "it waits for these already", "name other tasks, or leave it as it is"))
    _refuse(problems, f"{task.id.number} '{task.name}' cannot be moved there")
    return Change(joins={(n, task.id.n): None for n in added}, cuts=cuts)


def decide_dependency(task: Task, around: Surroundings, *, before: int, lag: Lag | None) -> Change:
    """The task waits for one more, with a lag when one is given."""
    problems = _successors(around, [task.id.n]) + _predecessors(around, [before]) + _itself(task, [before])
    problems += _circles(around)
    if any(link.before == before for link in around.before(task.id.n)):
        problems.append(_fault(task, f"it waits for {around.tasks[before].id.number} already", "nothing is to be done"))
    if lag is not None and (lag.minimum < timedelta(0) or (lag.maximum is not None and lag.maximum < lag.minimum)):
        problems.append(_fault(task, "the lag is negative, or its maximum is below its minimum", "correct the lag"))
    _refuse(problems, f"{task.id.number} '{task.name}' cannot wait for that")
    plain = lag is None or (lag.type is DependencyType.FINISH_TO_START and not lag.minimum and lag.maximum is None)
    return Change(joins={(before, task.id.n): None if plain else lag})


def decide_removal(task: Task, around: Surroundings, *, before: int) -> Change:
    """The task waits for that one no more."""
    problems = _successors(around, [task.id.n])
    if not any(link.before == before for link in around.before(task.id.n)):
        problems.append(_fault(task, "it does not wait for that task", "choose one of its dependencies"))
    _refuse(problems, f"the dependency of {task.id.number} '{task.name}' cannot be removed")
    return Change(cuts=frozenset({(before, task.id.n)}))


def decide_override(task: Task, around: Surroundings) -> Change:
    """The task may be started although what it waits for is open (PLN-07): these dependencies are set aside."""
    holding = [link for link in around.before(task.id.n) if _holds(around, link)]
    problems = []
    if task.kind not in (TaskKind.MANUAL, TaskKind.AUTOMATED):
        problems.append(_fault(task, f"it is of kind {task.kind}, nobody starts it", "edit its dependencies instead"))
    if task.state is not TaskState.WAITING:
        problems.append(_fault(task, f"it is {task.state}, not waiting", "start it as usual"))
    _refuse(problems, f"{task.id.number} '{task.name}' needs no override")
    return Change(waived=frozenset((link.before, link.after) for link in holding))


def decide_leaving_out(task: Task, around: Surroundings, *, bridge: int) -> Change:
    """The task is left out; what waited for it waits for what it waited for, through a joint where that saves edges.

    `bridge` is the number that such a joint gets.
    """
    if task.state not in NOT_STARTED:
        action = "finish it, or hold it and resolve the fallout" if task.state not in ENDED else "nothing is to be done"
        _refuse([_fault(task, f"it is {task.state}", action)], f"{task.id.number} '{task.name}' cannot be skipped")
    first = [link for link in around.before(task.id.n) if _holds(around, link)]
    then = [link.after for link in around.after(task.id.n) if not link.met]
    joins: dict[tuple[int, int], Lag | None] = {}
    new_task = None
    known = {(link.before, link.after) for link in around.links}
    bridged = {(link.before, n) for link in first for n in then}
    weak = {
        (link.before, link.after)
        for link in around.links
        if link.met or (link.lag is not None and link.lag.type is DependencyType.START_TO_START)
    }
    if bridged & weak or len(bridged) > len(first) + len(then):
        new_task = TaskDraft(
            n=bridge, domain_order_n=task.domain_order_n, key=f"{BRIDGE_TASK}{task.key}", name=f"Instead of {task.name}",
            kind=TaskKind.MILESTONE, executor="milestone", assignment_group=None, duration=timedelta(0),
            open_predecessors=0,
        )  # fmt: skip
        joins = {(link.before, bridge): _bridging(link) for link in first} | {(bridge, n): None for n in then}
    else:
        joins = {(link.before, n): _bridging(link) for link in first for n in then}
    return Change(
        new_task=new_task,
        joins={pair: lag for pair, lag in joins.items() if pair not in known},
        left_out=task.id.n,
    )


def _bridging(link: Link) -> Lag | None:
    if link.lag is None or link.lag.type is DependencyType.FINISH_TO_START:
        return None
    return Lag(type=link.lag.type)


def _holds(around: Surroundings, link: Link) -> bool:
    return not link.met and around.tasks[link.before].state not in ENDED_WELL


def _fault(task: Task, what: str, action: str) -> Problem:
    return Problem(item=task.id.number, what=f"'{task.name}': {what}", action=action)


def _circle(task: Task, earlier: Task) -> Problem:
    return _fault(
        task, f"it follows {earlier.id.number} '{earlier.name}' already", "choose a task that does not follow"
    )


def _circles(around: Surroundings) -> list[Problem]:
    return [
        _circle(around.tasks[later], around.tasks[earlier])
        for later, earlier in sorted(around.circles.items())
        if later in around.tasks and earlier in around.tasks and later != earlier
    ]


def _itself(task: Task, after: Collection[int]) -> list[Problem]:
    return [_fault(task, "a task cannot wait for itself", "name another task")] if task.id.n in after else []


def _predecessors(around: Surroundings, numbers: Collection[int]) -> list[Problem]:
    lost = ENDED - ENDED_WELL
    return [
        _fault(around.tasks[n], f"it is {around.tasks[n].state}, so waiting for it would never end", "choose another")
        for n in numbers
        if around.tasks[n].state in lost
    ] + _too_many(numbers)


def _successors(around: Surroundings, numbers: Collection[int]) -> list[Problem]:
    return [
        _fault(around.tasks[n], f"it is {around.tasks[n].state}; what has started cannot be made to wait",
               "choose a task that has not started")
        for n in numbers
        if around.tasks[n].state not in NOT_STARTED
    ] + _too_many(numbers)  # fmt: skip


def _too_many(numbers: Collection[int]) -> list[Problem]:
    if len(numbers) <= MOST_NEIGHBOURS:
        return []
    return [Problem(what=f"{len(numbers)} tasks are named", action=f"name at most {MOST_NEIGHBOURS}")]


def _name_faults(task: TaskDraft) -> list[Problem]:
    problems = []
    if not task.name.strip() or len(task.name) > 200:
        problems.append(Problem(field="name", what="the name is empty or long", action="give 1 to 200 characters"))
    if not timedelta(0) <= task.duration <= LONGEST:
        problems.append(
            Problem(field="duration", what="the duration is negative or beyond ten years", action="give a shorter one")
        )
    return problems


def _refuse(problems: list[Problem], message: str) -> None:
    if problems:
        raise EditRefused(f"{message}: {problems[0].what}; {problems[0].action}", problems=problems)
