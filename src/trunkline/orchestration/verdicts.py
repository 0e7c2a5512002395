"""Whether a test is passed, and what joins the plan when it is not: a repair, and the same test once more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from trunkline.catalog.conditions import holds
from trunkline.catalog.errors import ExpressionFailed, ExpressionInvalid
from trunkline.catalog.model import ErrorClass, TaskSpecification
from trunkline.catalog.model_plans import repair_key
from trunkline.catalog.scope import Scope
from trunkline.kit.ids import TaskId
from trunkline.orchestration.executor import RULE_FAILED, Answer, Completed, ExecutionCall, Refused
from trunkline.orchestration.model import Lag, Task, TaskDraft
from trunkline.orchestration.plan_edits import Link
from trunkline.orchestration.state import ENDED, TaskKind

TEST_FAILED = "testFailed"  # the cause of the fallout after the last round


class FailedTest(msgspec.Struct, frozen=True, kw_only=True):
    """A test that was carried out and not passed. `round`: how many repairs came before it."""

    task: Task
    pattern: TaskSpecification
    found: str
    round: int = 0
    exchange: dict[str, object] | None = None

    @property
    def repaired(self) -> bool:
        """Whether another repair is allowed."""
        test = self.pattern.test
        return test is not None and test.repair is not None and self.round < test.rounds


class Rounds(msgspec.Struct, frozen=True, kw_only=True):
    """What joins a plan because tests failed: drafts, `(repair, retest)` of each test, dependencies, who is recounted."""

    drafts: tuple[TaskDraft, ...]
    pairs: Mapping[int, tuple[int, int]]
    joins: Mapping[tuple[int, int], Lag | None]
    cuts: tuple[tuple[int, int], ...]
    waiting: tuple[int, ...]


def found_wrong(pattern: TaskSpecification, values: Mapping[str, object], *, action: str) -> str | None:
    """What stands against the test being passed with these values; None when it is passed.

    A test without a condition is passed by having been done. Raises ExpressionInvalid or ExpressionFailed when it
    cannot be decided.
    """
    passed = None if pattern.test is None else pattern.test.passed
    if passed is None:
        return None
    verdict = holds(passed, Scope(values=values, action=action))
    return None if verdict.outcome == "true" else verdict.text


def tested(pattern: TaskSpecification | None, call: ExecutionCall, answer: Answer) -> str | Refused | None:
    """What the test of an executor found wrong; a refusal when that cannot be decided; None when nothing is wrong."""
    test = None if pattern is None else pattern.test
    if pattern is None or test is None:
        return None
    if isinstance(answer, Refused):
        return answer.message if test.passed is None and answer.error_class == ErrorClass.REFUSED else None
    if not isinstance(answer, Completed):
        return None
    try:
        return found_wrong(pattern, {**call.characteristics, **answer.values}, action=call.action)
    except (ExpressionInvalid, ExpressionFailed) as error:
        message = f"whether '{call.name}' is passed cannot be decided: its condition fails: {error.message}"
        return Refused(error_class=RULE_FAILED, message=message, retryable=False)


def decide_rounds(
    failed: Sequence[FailedTest], links: Iterable[Link], tasks: Mapping[int, Task], *, first_n: int
) -> Rounds:
    """The repair and the retest of each of these tests of one order, numbered from `first_n`.

    The repair waits for the test, the retest for the repair, and what waited for the test for the retest. `links` hold
    every dependency on these tests, `tasks` their other ends.
    """
    drafts: list[TaskDraft] = []
    pairs: dict[int, tuple[int, int]] = {}
    joins: dict[tuple[int, int], Lag | None] = {}
    for i, each in enumerate(failed):
        test, n = each.pattern.test, each.task.id.n
        assert test is not None and test.repair is not None
        repair_n, retest_n = first_n + 2 * i, first_n + 2 * i + 1
        pairs[n] = (repair_n, retest_n)
        kind = TaskKind(test.repair.kind)
        drafts.append(TaskDraft(
            n=repair_n, domain_order_n=each.task.domain_order_n, key=repair_key(each.pattern.key),
            name=f"{test.repair.name} (repair of {each.task.id.number})", kind=kind,
            executor="manual" if kind is TaskKind.MANUAL else test.repair.executor,
            assignment_group=test.repair.assignment_group or each.pattern.assignment_group,
            duration=test.repair.duration, open_predecessors=0, calendar=each.pattern.calendar))  # fmt: skip
        drafts.append(TaskDraft(
            n=retest_n, domain_order_n=each.task.domain_order_n, key=each.task.key,
            name=f"{each.pattern.name} (retest {each.round + 1} of {test.rounds})", kind=each.task.kind,
            executor=each.task.executor, assignment_group=each.task.assignment_group, duration=each.task.duration,
            open_predecessors=0, calendar=each.pattern.calendar))  # fmt: skip
        joins[n, repair_n] = None
        joins[repair_n, retest_n] = None
    heirs = [
        link for link in links
        if link.before in pairs and not link.met and link.after in tasks and tasks[link.after].state not in ENDED
    ]  # fmt: skip
    for link in heirs:
        joins[pairs[link.before][1], link.after] = link.lag
    return Rounds(
        drafts=tuple(drafts),
        pairs=pairs,
        joins=joins,
        cuts=tuple((link.before, link.after) for link in heirs),
        waiting=tuple(sorted({draft.n for draft in drafts} | {link.after for link in heirs})),
    )


def reason_of(found: str) -> str:
    """What the failed test says of itself."""
    return f"test failed: {found}"[:500]


def number_of(task_id: TaskId, n: int) -> str:
    """The number of another task of the same order."""
    return TaskId(task_id.service_order_id, n).number
