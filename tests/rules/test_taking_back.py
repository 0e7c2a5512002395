"""Work is taken back in the reverse of the order in which it depends on each other, and never past the point of no return."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from trunkline.catalog.model import TaskSpecification
from trunkline.catalog.model_plans import PointOfNoReturn, UndoSpecification
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.executor import EffectState
from trunkline.orchestration.model import Task
from trunkline.orchestration.plan_edits import Link
from trunkline.orchestration.state import DomainOrderKind, TaskKind, TaskState
from trunkline.orchestration.taking_back import (
    AfterUndo,
    DoneWork,
    TakingBack,
    after_all,
    decide_roll_back,
    decide_withdrawal,
)


def _work(n: int, state: TaskState, ponr: PointOfNoReturn, undoable: bool) -> DoneWork:
    task = Task(
        id=TaskId(ServiceOrderId(1), n), domain_order_n=1, domain_order_kind=DomainOrderKind.RFS, key=f"t{n}",
        name=f"Task {n}", kind=TaskKind.AUTOMATED, state=state, state_reason=None, state_before=None, version=1,
        open_predecessors=0, priority=4, executor="simulator", assignment_group=None, assignee=None,
        duration=timedelta(0), attempts=1, not_before=None, ready_at=None, started_at=None, ended_at=None,
    )  # fmt: skip
    undo = UndoSpecification(name=f"Undo {n}") if undoable else None
    pattern = TaskSpecification(key=f"t{n}", name=f"Task {n}", kind="automated", point_of_no_return=ponr, undo=undo)
    return DoneWork(task=task, pattern=pattern)


@st.composite
def plans(draw: st.DrawFn) -> tuple[dict[int, DoneWork], list[Link], AfterUndo]:
    """Random acyclic plans; the last task failed, all before it are done, some past the point of no return."""
    size = draw(st.integers(2, 9))
    pairs = {(n - 1, n) for n in range(2, size + 1) if draw(st.booleans())} | {(1, size)}
    pairs |= draw(st.sets(st.integers(1, size - 1).flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, size)))))
    work = {}
    for n in range(1, size):
        hard = draw(st.integers(0, 11)) == 0
        ponr = PointOfNoReturn.HARD if hard else draw(st.sampled_from([PointOfNoReturn.NONE, PointOfNoReturn.SOFT]))
        work[n] = _work(n, TaskState.COMPLETED, ponr, not hard and draw(st.integers(0, 11)) > 0)
    work[size] = _work(size, TaskState.HELD, PointOfNoReturn.NONE, True)
    links = [Link(before=a, after=b) for a, b in sorted(pairs)]
    return work, links, draw(st.sampled_from(list(AfterUndo)))


def _follows(decision: TakingBack, first: int) -> set[int]:
    return after_all([first], [Link(before=a, after=b) for a, b in decision.joins])


@settings(max_examples=100, deadline=None)
@given(plans())
def test_whatever_the_plan_undoing_runs_in_reverse_and_work_is_done_again_after_all_of_it(
    plan: tuple[dict[int, DoneWork], list[Link], AfterUndo],
) -> None:
    """FAL-07, CAN-05."""
    work, links, then = plan
    failed = max(work)
    decision = decide_roll_back(failed, 1, work, links, then=then, first_n=100)
    reach = after_all([1], links)
    stopped = {
        n
        for n in reach - {failed}
        for pattern in [work[n].pattern]
        if pattern is None or pattern.point_of_no_return is PointOfNoReturn.HARD or pattern.undo is None
    }
    # what cannot be taken back is named, each and nothing else; then nothing is to be written
    assert {problem.item for problem in decision.obstacles} == {work[n].task.id.number for n in stopped}
    if stopped:
        return
    assert {step.task.id.n for step in decision.steps} == reach - {failed}
    undo = {step.task.id.n: step.undo.n for step in decision.steps if step.undo}
    again = {step.task.id.n: step.again.n for step in decision.steps if step.again}
    assert undo.keys() == reach - {failed}
    for n in undo:
        for later in after_all([n], links) & undo.keys() - {n}:
            assert undo[n] in _follows(decision, undo[later])
            assert undo[later] not in _follows(decision, undo[n])
    assert again.keys() == (undo.keys() if then is AfterUndo.AGAIN else set())
    for n in again:
        assert all(again[n] in _follows(decision, other) for other in undo.values())
        assert (failed in _follows(decision, again[n])) == (failed in after_all([n], links))


@pytest.mark.parametrize(
    ("state", "effect", "partial", "undone"),
    [
        (TaskState.COMPLETED, EffectState.ANSWERED, False, True),
        (TaskState.HELD, EffectState.REFUSED, False, False),
        (TaskState.HELD, EffectState.REFUSED, True, True),
        (TaskState.READY, EffectState.REFUSED, True, True),  # tried once more, and not begun yet
        (TaskState.HELD, EffectState.UNKNOWN, False, False),  # called off: looked into, and taken back by that
        (TaskState.IN_PROGRESS, EffectState.ASKED, False, False),
        (TaskState.HELD, EffectState.ANSWERED, False, True),
        (TaskState.FAILED, EffectState.REFUSED, True, True),
        (TaskState.FAILED, EffectState.UNKNOWN, False, True),  # nobody looks into what was given up
        (TaskState.FAILED, EffectState.REFUSED, False, False),
        (TaskState.CANCELLED, EffectState.REFUSED, True, True),
        (TaskState.CANCELLED, EffectState.UNKNOWN, False, False),
        (TaskState.SKIPPED, None, False, False),
    ],
)
def test_what_was_done_in_part_is_taken_back_with_what_was_done_and_only_once(
    state: TaskState, effect: EffectState | None, partial: bool, undone: bool
) -> None:
    """CAN-05: a part that stays behind stands against it when the catalog does not say how it is undone."""
    work = {1: replace(_work(1, state, PointOfNoReturn.NONE, True), effect=effect, partial=partial)}
    decision = decide_withdrawal([1], work, [], first_n=2)
    assert [step.undo is not None for step in decision.steps if step.undo] == [True] * undone
    assert decision.obstacles == ()
    bare = {1: replace(work[1], pattern=replace(work[1].pattern, undo=None))}  # type: ignore[type-var]
    assert len(decide_withdrawal([1], bare, [], first_n=2).obstacles) == undone
    back = {1: replace(work[1], taken_back=True)}
    assert decide_withdrawal([1], back, [], first_n=2).steps == ()
