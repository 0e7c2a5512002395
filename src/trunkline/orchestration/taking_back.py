"""What it means to take work back: which tasks are undone in which order, which are done again, and what stands against it.

Pure. Work is undone in the reverse of the order in which it depends on each other; what was done after the point of no
return is never undone, and nothing that was done on top of it stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from trunkline.catalog.model import TaskSpecification
from trunkline.catalog.model_plans import PointOfNoReturn, undo_key
from trunkline.kit.errors import Problem
from trunkline.orchestration.executor import IN_DOUBT, WITHOUT_EFFECT, EffectState
from trunkline.orchestration.model import Lag, Task, TaskDraft
from trunkline.orchestration.plan_edits import Link
from trunkline.orchestration.state import ENDED, ENDED_WELL, TaskKind, TaskState


class AfterUndo(StrEnum):
    """What comes after the work was taken back."""

    AGAIN = "again"  # it is done once more
    END = "end"  # the branch ends


class DoneWork(msgspec.Struct, frozen=True, kw_only=True):
    """A task as taking back sees it: with its pattern in the catalog, and how what it asked of the outside stands."""

    task: Task
    pattern: TaskSpecification | None = None
    effect: EffectState | None = None
    partial: bool = False  # the outside did, or may have done, some of it before its no
    taken_back: bool = False  # already
    route: str | None = None  # the way it went, when not the usual one
    repair: bool = False  # of what a test found: not done again when the test is
    retest_of: int | None = None  # of a retest: the first test of its row

    @property
    def may_have_effect(self) -> bool:
        """Whether the outside may have done something for it although it did not end well."""
        return self.partial or (self.effect is not None and self.effect in {*IN_DOUBT, EffectState.ANSWERED})


class UndoStep(msgspec.Struct, frozen=True, kw_only=True):
    """One task that is taken back. `place` says in which order: what has the same place has no order among itself.

    Without `undo` there is nothing to do for it. `note` warns.
    """

    task: Task
    place: int
    undo: TaskDraft | None = None
    again: TaskDraft | None = None
    note: str | None = None


class TakingBack(msgspec.Struct, frozen=True, kw_only=True):
    """A decision: the steps, first to be undone first; new dependencies; tasks that wait again; what stands against it.

    With obstacles, nothing of it may be written.
    """

    steps: tuple[UndoStep, ...] = ()
    joins: Mapping[tuple[int, int], Lag | None] = {}
    waiting: tuple[int, ...] = ()  # tasks whose predecessors are counted anew
    dropped: tuple[Task, ...] = ()  # open tasks after it, when the branch ends
    obstacles: tuple[Problem, ...] = ()
    in_the_way: bool = False  # an obstacle is more than that nothing was done

    @property
    def drafts(self) -> list[TaskDraft]:
        """The new tasks."""
        return [draft for step in self.steps for draft in (step.undo, step.again) if draft is not None]


def after_all(first: Collection[int], links: Iterable[Link]) -> set[int]:
    """These tasks and everything that directly or indirectly comes after them."""
    later: dict[int, list[int]] = {}
    for link in links:
        later.setdefault(link.before, []).append(link.after)
    found, todo = set(first), list(first)
    while todo:
        for n in later.get(todo.pop(), ()):
            if n not in found:
                found.add(n)
                todo.append(n)
    return found


def decide_roll_back(
    failed: int,
    back_to: int | None,
    work: Mapping[int, DoneWork],
    links: Sequence[Link],
    *,
    then: AfterUndo,
    first_n: int,
) -> TakingBack:
    """Takes the work of the failed task back, and with `back_to` that of everything from that task on.

    `work` and `links` hold at least all that comes after `back_to` and the dependencies of these; new tasks are
    numbered from `first_n`.
    """
    start = failed if back_to is None else back_to
    reach = after_all([start], links)
    obstacles: list[Problem] = []
    if failed not in reach:
        obstacles.append(_fault(work[start].task, f"{work[failed].task.id.number} does not come after it",
                                "name a task that the failed one waited for"))  # fmt: skip
    if back_to is not None and work[start].task.state not in ENDED_WELL:
        obstacles.append(_fault(work[start].task, f"it is {work[start].task.state}", "name a task that was done"))
    if work[failed].task.key.startswith(undo_key("")):
        obstacles.append(_fault(work[failed].task, "it takes work back itself", "retry it, or complete it by hand"))
    subjects = [n for n in sorted(reach) if n in work and _is_taken_back(work[n], failed=n == failed)]
    home = work[failed].task.domain_order_n
    for n in sorted(reach & set(work)):
        obstacles += _against(work[n], failed=n == failed, home=home)
    decided = _steps(subjects, work, links, reach, again=then is AfterUndo.AGAIN, failed=failed, first_n=first_n)
    dropped: tuple[Task, ...] = ()
    if then is AfterUndo.END:
        open_states = (TaskState.WAITING, TaskState.READY)
        dropped = tuple(work[n].task for n in sorted(reach & set(work)) if work[n].task.state in open_states)
    in_the_way = bool(obstacles)
    if not decided.steps and not obstacles:
        obstacles.append(
            _fault(work[failed].task, "nothing was done for it that could be taken back",
                   "say back to which task, or retry it, or give it up")
        )  # fmt: skip
    return msgspec.structs.replace(decided, dropped=dropped, obstacles=tuple(obstacles), in_the_way=in_the_way)


def decide_withdrawal(
    leaving: Collection[int], work: Mapping[int, DoneWork], links: Sequence[Link], *, first_n: int
) -> TakingBack:
    """Takes back what was done of these tasks, which nobody wants any more; nothing of it is done again.

    That is all of what ended well, and the part that was, or may have been, done of what did not. What was done elsewhere on top of it stands against it.
    """
    reach = after_all(leaving, links)
    done = [n for n in sorted(leaving) if n in work and _leaves_something(work[n])]
    obstacles = [problem for n in done for problem in _irrevocable(work[n]) or _left_behind(work[n])]
    relying = after_all(done, links) - set(leaving)
    for n in sorted(relying & set(work)):
        if work[n].task.state not in (TaskState.WAITING, TaskState.READY, TaskState.CANCELLED, TaskState.FAILED):
            obstacles.append(_fault(work[n].task, f"it is {work[n].task.state} and builds on what is withdrawn",
                                    "take that back first"))  # fmt: skip
    decided = _steps(done, work, links, reach, again=False, failed=None, first_n=first_n)
    return msgspec.structs.replace(decided, obstacles=tuple(obstacles))


def _is_taken_back(done: DoneWork, *, failed: bool) -> bool:
    if done.taken_back or done.task.key.startswith(undo_key("")):
        return False
    return done.may_have_effect if failed else done.task.state in ENDED_WELL


def _leaves_something(done: DoneWork) -> bool:
    """Whether something would stay behind in the outside when nobody takes it back.

    Of a task that is still open or was cancelled, what was asked and has no answer is looked into, and taken back, by
    the calling off itself; nobody does that for one that was given up.
    """
    if done.taken_back or done.task.key.startswith(undo_key("")):
        return False
    if done.task.state is TaskState.FAILED:
        return done.may_have_effect
    if done.task.state in ENDED_WELL or done.partial:
        return True
    return done.effect is EffectState.ANSWERED and done.task.state is not TaskState.CANCELLED


def _against(done: DoneWork, *, failed: bool, home: int) -> list[Problem]:
    """What stands against taking this one back, or having it wait again."""
    task = done.task
    if failed:
        return _irrevocable(done) if done.may_have_effect else []
    if done.taken_back or task.state in (TaskState.WAITING, TaskState.READY, TaskState.CANCELLED, TaskState.FAILED):
        return []
    if task.state not in ENDED:
        action = "resolve its own fallout first" if task.state is TaskState.HELD else "finish or release it first"
        return [_fault(task, f"it is {task.state}, and comes after what is taken back", action)]
    if task.domain_order_n != home:
        return [_fault(task, f"it was done after it, for {task.domain_order_number}",
                       "withdraw that domain order first, or roll back less")]  # fmt: skip
    return _irrevocable(done)


def _irrevocable(done: DoneWork) -> list[Problem]:
    task, pattern = done.task, done.pattern
    if task.state is TaskState.SKIPPED:
        return []
    if pattern is not None and pattern.point_of_no_return is PointOfNoReturn.HARD:
        return [_fault(task, "it is past the point of no return", "go on from here: what it did cannot be taken back")]
    undoable = pattern is not None and (pattern.undo is not None or pattern.test is not None)  # a test changes nothing
    if task.kind is TaskKind.AUTOMATED and task.executor not in WITHOUT_EFFECT and not undoable:
        action = "give it an `undo` in the catalog, or undo it outside and complete what follows by hand"
        return [_fault(task, "the catalog does not say how it is taken back", action)]
    return []


def _left_behind(done: DoneWork) -> list[Problem]:
    """What a person did stays behind unless the catalog says how it is undone: nobody does it again."""
    undoable = done.pattern is not None and done.pattern.undo is not None
    if done.task.state not in ENDED_WELL:
        return []
    if done.task.kind is not TaskKind.MANUAL or done.task.state is TaskState.SKIPPED or undoable:
        return []
    return [_fault(done.task, "a person did it, and the catalog does not say how it is undone",
                   "give it an `undo` in the catalog, or let it go on")]  # fmt: skip


def _fault(task: Task, what: str, action: str) -> Problem:
    return Problem(item=task.id.number, what=f"'{task.name}': {what}", action=action)


def _steps(
    subjects: Sequence[int],
    work: Mapping[int, DoneWork],
    links: Sequence[Link],
    reach: Collection[int],
    *,
    again: bool,
    failed: int | None,
    first_n: int,
) -> TakingBack:
    taken = set(subjects)
    later: dict[int, list[int]] = {}
    for link in links:
        if link.before in reach:
            later.setdefault(link.before, []).append(link.after)
    places = _places(subjects, later)
    undone = [n for n in subjects if _undo_draft(work[n], 0) is not None]
    numbers = iter(range(first_n, first_n + 2 * len(subjects)))
    undo = {
        n: draft
        for n in sorted(undone, key=lambda n: (places[n], n))
        for draft in [_undo_draft(work[n], next(numbers))]
    }
    # a test is done again once; what it found the last time, and the repair of that, are over
    rows = {n: work[n].retest_of for n in subjects if work[n].retest_of in taken}
    if failed is not None and work[failed].retest_of in taken:
        rows |= dict.fromkeys([n for n in taken if work[n].retest_of == work[failed].retest_of], failed)
        rows[work[failed].retest_of or failed] = failed
    redone = [n for n in subjects if again and n != failed and not work[n].repair and n not in rows]
    copies = {n: _again_draft(work[n], next(numbers)) for n in redone}
    heirs = {n: draft.n for n, draft in copies.items()}
    heirs |= {n: heirs.get(first, first) for n, first in rows.items() if n != failed and first is not None}
    joins: dict[tuple[int, int], Lag | None] = {}
    nearest = _nearest(undone, later)
    for n, after in nearest.items():
        joins |= {(undo[m].n, undo[n].n): None for m in sorted(after) if undo[m] and undo[n]}  # type: ignore[union-attr]
    last = [undo[n].n for n in undone if not any(n in after for after in nearest.values())]  # type: ignore[union-attr]
    waiting: set[int] = set()
    if again:
        for link in links:
            if link.before in heirs:
                heir = heirs[link.before]
                successor = work[link.after].task if link.after in work else None
                if link.after in heirs:
                    if heirs[link.after] != heir:  # not within one row of tests
                        joins[heir, heirs[link.after]] = link.lag
                elif heir != failed and (
                    link.after == failed or (successor is not None and successor.state not in ENDED)
                ):
                    joins[heir, link.after] = link.lag
                    waiting.add(link.after)
            elif link.after in copies and not _is_lost(work, link.before) and not _is_repair(work, link.before):
                joins[link.before, copies[link.after].n] = link.lag
        inner = {copies[n].n for n in redone if any(link.after == n and link.before in copies for link in links)}
        roots = [copies[n].n for n in redone if copies[n].n not in inner]
        if failed is not None and not any(after == failed for _, after in joins):
            roots.append(failed)
        joins |= {(end, root): None for end in last for root in roots}
        waiting |= {draft.n for draft in copies.values()} | ({failed} if failed is not None else set())
    waiting |= {draft.n for draft in undo.values() if draft is not None}
    steps = [
        UndoStep(task=work[n].task, place=places[n], undo=undo.get(n), again=copies.get(n), note=_warning(work[n]))
        for n in sorted(taken, key=lambda n: (places[n], n))
    ]  # fmt: skip
    return TakingBack(steps=tuple(steps), joins=joins, waiting=tuple(sorted(waiting)))


def _is_repair(work: Mapping[int, DoneWork], n: int) -> bool:
    return n in work and work[n].repair


def _is_lost(work: Mapping[int, DoneWork], n: int) -> bool:
    """Whether this task ended without success, or was taken back: nothing new waits for it."""
    return n in work and (work[n].taken_back or work[n].task.state in ENDED - ENDED_WELL)


def _warning(done: DoneWork) -> str | None:
    if done.pattern is not None and done.pattern.point_of_no_return is PointOfNoReturn.SOFT:
        return "taking it back has its price"
    return None


def _undo_draft(done: DoneWork, n: int) -> TaskDraft | None:
    """The task that undoes this one, as the catalog describes it; None when there is nothing to undo."""
    pattern = done.pattern
    if pattern is None or pattern.undo is None or done.task.state is TaskState.SKIPPED:
        return None
    undo = pattern.undo
    kind = TaskKind(undo.kind)
    return TaskDraft(
        n=n, domain_order_n=done.task.domain_order_n, key=undo_key(done.task.key), name=undo.name, kind=kind,
        executor="manual" if kind is TaskKind.MANUAL else undo.executor,
        assignment_group=undo.assignment_group or done.task.assignment_group, duration=undo.duration,
        open_predecessors=0, calendar=pattern.calendar, route=done.route,
    )  # fmt: skip


def _again_draft(done: DoneWork, n: int) -> TaskDraft:
    """The task that does it once more."""
    task = done.task
    return TaskDraft(
        n=n, domain_order_n=task.domain_order_n, key=task.key, name=task.name, kind=task.kind, executor=task.executor,
        assignment_group=task.assignment_group, duration=task.duration, open_predecessors=0,
        calendar=None if done.pattern is None else done.pattern.calendar,
        wait=None if done.pattern is None else done.pattern.wait, route=done.route,
    )  # fmt: skip


def _places(subjects: Sequence[int], later: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """For each of them the length of the longest way to something that was done after it: these are undone first."""
    wanted = set(subjects)
    depth: dict[int, int] = {}
    for start in subjects:
        stack: list[tuple[int, bool]] = [(start, False)]
        while stack:
            n, seen = stack.pop()
            if n in depth:
                continue
            if seen:
                depth[n] = max((depth[m] + (m in wanted) for m in later.get(n, ())), default=0)
            else:
                stack.append((n, True))
                stack += [(m, False) for m in later.get(n, ()) if m not in depth]
    return {n: depth[n] + 1 for n in subjects}


def _nearest(undone: Sequence[int], later: Mapping[int, Sequence[int]]) -> dict[int, set[int]]:
    """For each of them those of the others that come after it with none of them in between."""
    wanted = set(undone)
    found: dict[int, set[int]] = {}
    for start in undone:
        seen: set[int] = set()
        todo = list(later.get(start, ()))
        found[start] = set()
        while todo:
            n = todo.pop()
            if n in seen:
                continue
            seen.add(n)
            if n in wanted:
                found[start].add(n)
            else:
                todo += later.get(n, ())
    return found
