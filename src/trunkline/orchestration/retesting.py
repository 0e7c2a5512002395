"""Test and repair: a failed test is repaired and tested again, so often at most; then a person looks at it (TSK-11)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

import msgspec

from trunkline.catalog.errors import ExpressionFailed, ExpressionInvalid
from trunkline.catalog.model import TaskSpecification
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration import edit_store, growth_store, round_store, store
from trunkline.orchestration.errors import DataMissing, TestNeeded
from trunkline.orchestration.events import PlanEdited, TaskTestExhausted, TaskTestFailed, TaskTestPassed
from trunkline.orchestration.holding import keep_held
from trunkline.orchestration.joining import insert_waiting
from trunkline.orchestration.model import DomainOrder, Task
from trunkline.orchestration.patterns import find_pattern
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.rewiring import settle
from trunkline.orchestration.verdicts import TEST_FAILED, FailedTest, decide_rounds, found_wrong, number_of, reason_of
from trunkline.ordering.reaching import hand_on_targets
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind


async def fail_tests(tx: Tx, failed: Sequence[FailedTest], *, by: str, now: datetime) -> None:
    """Ends tests that were not passed: each is repaired and tested again; after the last round it is a fallout.

    The caller holds the locks of the orders and has written what the tests found. A few statements for each order.
    """
    if not failed:
        return
    rounds = await round_store.read_rounds(tx, [each.task.id for each in failed])
    known = [msgspec.structs.replace(each, round=rounds.get(each.task.id, 0)) for each in failed]
    await _exhaust(tx, [each for each in known if not each.repaired], by=by, now=now)
    again = sorted((each for each in known if each.repaired), key=lambda each: each.task.id)
    for order_id, some in groupby(again, key=lambda each: each.task.id.service_order_id):
        await _repair(tx, order_id, list(some), by=by, now=now)


async def _exhaust(tx: Tx, failed: Sequence[FailedTest], *, by: str, now: datetime) -> None:
    if not failed:
        return
    await round_store.write_verdicts(tx, [(each.task.id, False, each.found, None) for each in failed], now=now)
    await round_store.begin_rounds(tx, [each.task.id for each in failed])
    await history.record_all(tx, [
        TaskTestExhausted(
            service_order_id=each.task.id.service_order_id, n=each.task.id.n, error_class=TEST_FAILED,
            message=f"'{each.pattern.name}' is not passed after {each.round} repair(s): {each.found}",
            exchange=each.exchange, fallout_type=each.pattern.fallout_type,
            assignment_group=each.pattern.assignment_group, by=by, at=now)
        for each in failed
    ])  # fmt: skip


async def _repair(tx: Tx, order_id: ServiceOrderId, failed: Sequence[FailedTest], *, by: str, now: datetime) -> None:
    """The repairs and retests of failed tests of one order join its plan; then the tests end."""
    row = await edit_store.read_plan(tx, order_id)
    assert row is not None, "a task has a plan"
    tests = {each.task.id.n: each for each in failed}
    links = await edit_store.read_links(tx, order_id, tests)
    tasks = await edit_store.read_tasks(tx, order_id, {link.after for link in links})
    decided = decide_rounds(failed, links, tasks, first_n=await growth_store.next_task(tx, order_id))
    await insert_waiting(
        tx, order_id, decided.drafts, decided.joins, priority=row["priority"], by=by, now=now
    )  # fmt: skip
    retests = [(decided.pairs[n][1], n, tests[n].round + 1) for n in tests]
    verdicts = [(each.task.id, False, each.found, decided.pairs[n][0]) for n, each in tests.items()]
    await round_store.write_verdicts(tx, verdicts, now=now)
    await round_store.write_retests(tx, order_id, retests)
    await hand_on_targets(tx, order_id, {n: decided.pairs[n][1] for n in tests})
    await edit_store.write_links(tx, order_id, joins=decided.joins, cuts=decided.cuts, waived=())
    await settle(tx, order_id, decided.waiting, by=by, now=now)
    await keep_held(tx, [(order_id, draft.n) for draft in decided.drafts], now=now)
    moves = [step(each.task, "complete", reason=reason_of(each.found)) for each in failed]
    await apply(tx, moves, by=by, now=now)
    await add_work(tx, WorkKind.ESTIMATE_PLAN, [(order_id, draft.n) for draft in decided.drafts], due_at=now)
    changes: dict[str, object] = {
        "tests": [each.task.id.number for each in failed],
        "repairs": [TaskId(order_id, repair).number for repair, _ in decided.pairs.values()],
        "retests": [TaskId(order_id, retest).number for _, retest in decided.pairs.values()],
    }
    reason = "; ".join(f"{each.task.id.number}: {each.found}" for each in failed)[:500]
    version = await edit_store.write_version(
        tx, order_id, edit="testFailed", reason=reason, made_by=by, at=now, tasks=len(decided.drafts), changes=changes
    )
    await history.record_all(tx, [
        PlanEdited(service_order_id=order_id, version=version, edit="testFailed", reason=reason, changes=changes,
                   by=by, at=now),
        *(TaskTestFailed(
            service_order_id=order_id, n=n, found=each.found, round=each.round,
            repair=number_of(each.task.id, decided.pairs[n][0]), retest=number_of(each.task.id, decided.pairs[n][1]),
            by=by, at=now)
          for n, each in tests.items()),
    ])  # fmt: skip


async def pass_tests(tx: Tx, passed: Sequence[TaskId], *, by: str, now: datetime) -> None:
    """Writes down that these tests were passed."""
    if not passed:
        return
    await round_store.write_verdicts(tx, [(task_id, True, "", None) for task_id in passed], now=now)
    await history.record_all(tx, [
        TaskTestPassed(service_order_id=task_id.service_order_id, n=task_id.n, by=by, at=now) for task_id in passed
    ])  # fmt: skip


async def _test_of(tx: Tx, task: Task) -> tuple[TaskSpecification | None, DomainOrder]:
    domain_order = await store.get_domain_order(tx, DomainOrderId(task.id.service_order_id, task.domain_order_n))
    pattern = await find_pattern(tx, task, domain_order)
    return (pattern if pattern is not None and pattern.test is not None else None), domain_order


def _found(task: Task, pattern: TaskSpecification, domain_order: DomainOrder) -> str | None:
    values = {name: known.value for name, known in domain_order.characteristics.items()}
    return _wrong(task, pattern, values, action=domain_order.action)


def _wrong(task: Task, pattern: TaskSpecification, values: Mapping[str, object], *, action: str) -> str | None:
    try:
        return found_wrong(pattern, values, action=action)
    except (ExpressionInvalid, ExpressionFailed) as error:
        what = f"whether '{task.name}' is passed cannot be decided: {error.message}"
        raise DataMissing(
            what, problems=[Problem(item=task.id.number, what=what, action="correct the values")]
        ) from None


async def end_test(tx: Tx, task: Task, *, by: str, now: datetime) -> bool:
    """What a person's test came to, after its values were written: answers whether the task is not passed, and so is
    dealt with. One that is passed, and any other task, is left to the caller. Raises DataMissing when it cannot be
    decided."""
    pattern, domain_order = await _test_of(tx, task)
    if pattern is None:
        return False
    found = _found(task, pattern, domain_order)
    if found is None:
        await pass_tests(tx, [task.id], by=by, now=now)
        return False
    await fail_tests(tx, [FailedTest(task=task, pattern=pattern, found=found)], by=by, now=now)
    return True


async def require_passed(tx: Tx, task: Task, *, by: str, now: datetime) -> None:
    """Before a held task is completed by hand: a test must be passed by the values that are written. Raises
    DataMissing, saying what stands against it."""
    pattern, domain_order = await _test_of(tx, task)
    if pattern is None:
        return
    values = {name: known.value for name, known in domain_order.characteristics.items()}
    refuse_not_passed(task, pattern, values, action=domain_order.action)
    await pass_tests(tx, [task.id], by=by, now=now)


def refuse_not_passed(task: Task, pattern: TaskSpecification, values: Mapping[str, object], *, action: str) -> None:
    """Raises DataMissing unless the values of its domain order, which is for `action`, say that the test is passed."""
    found = _wrong(task, pattern, values, action=action)
    if found is not None:
        what = f"the test is not passed: {found}"
        help_ = "give the values that a passed test found, or try it again after the repair"
        raise DataMissing(f"{task.id.number} '{task.name}': {what}",
                          problems=[Problem(item=task.id.number, what=what, action=help_)])  # fmt: skip


async def refuse_test(tx: Tx, task: Task) -> None:
    """Raises TestNeeded when the task is a test: its domain order is completed only after it was passed."""
    pattern, _ = await _test_of(tx, task)
    refuse_skipping(task, pattern)


def refuse_skipping(task: Task, pattern: TaskSpecification | None) -> None:
    """Raises TestNeeded when the task, made from this pattern, is a test."""
    if pattern is not None and pattern.test is not None:
        raise TestNeeded(
            f"{task.id.number} '{task.name}' is a test, and nothing is completed without it; try it again, complete it "
            "by hand when it was passed outside, or give it up"
        )
