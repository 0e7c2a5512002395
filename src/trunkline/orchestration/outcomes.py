"""How attempts at automated tasks end: recorded as one batch, each kind of answer with what follows from it.

Done: the task and all that follows. Refused: tried again later, or looked at by a person. Waiting: followed up by
callback or by asking. Unknown: the task says so, and the domain system is asked by key; only when it does not know the
work is it asked for again. Deferred: back on the list, uncounted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from trunkline.catalog.model_plans import ErrorClass
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Tx
from trunkline.kit.redaction import redaction_of
from trunkline.orchestration import effect_store, progress_store, store
from trunkline.orchestration.effect_store import Settled, sent_values
from trunkline.orchestration.events import (
    AutomatedTaskExhausted,
    TaskAttemptFailed,
    TaskFoundUndone,
    TaskOutcomeUnknown,
    TaskRequestRevised,
)
from trunkline.orchestration.executor import (
    WITHOUT_EFFECT,
    Answer,
    Completed,
    Deferred,
    EffectState,
    NotDone,
    Outcome,
    Refused,
    Step,
    Unknown,
    Waiting,
    cleaned,
)
from trunkline.orchestration.holding import keep_held
from trunkline.orchestration.judging import judged
from trunkline.orchestration.progress import apply, executed
from trunkline.orchestration.progress_store import TaskMove
from trunkline.orchestration.retesting import fail_tests, pass_tests
from trunkline.orchestration.retrying import next_attempt
from trunkline.orchestration.revaluing import notice_values
from trunkline.orchestration.revising import notice_changes
from trunkline.orchestration.state import TASK_LIFECYCLE, TaskState
from trunkline.orchestration.undoing import finish_undos, settle_late
from trunkline.orchestration.verdicts import FailedTest, tested
from trunkline.work.commands import add_timed_work, continue_work, finish_work, postpone_work
from trunkline.work.model import WorkKind
from trunkline.work.retry import rest

_STANDING = frozenset({"unknown", "revisionRefused"})
_LONGEST_LOOK = timedelta(minutes=5)
_SETTLED = {
    Completed: EffectState.ANSWERED, Refused: EffectState.REFUSED, Waiting: EffectState.WAITING,
    Unknown: EffectState.UNKNOWN, NotDone: EffectState.NOT_DONE, Deferred: EffectState.DEFERRED,
}  # fmt: skip


def _subject(outcome: Outcome) -> tuple[int, int]:
    return (outcome.execution.call.task_id.service_order_id, outcome.execution.call.task_id.n)


async def finish_executions(
    tx: Tx, outcomes: Sequence[Outcome], *, worker: str, now: datetime, wait: bool = True
) -> list[Outcome]:
    """Records how attempts ended, as one batch.

    An outcome whose lease was lost to another worker, or whose task was taken off the list meanwhile, changes nothing.
    Without `wait` those are not recorded, and answered, whose order somebody else holds just now: a batch is not kept
    waiting by one of its orders. When all are held, it waits.
    """
    if not outcomes:
        return []
    orders = {outcome.execution.call.task_id.service_order_id for outcome in outcomes}
    free = set() if wait else await store.lock_free_orders(tx, orders)
    if not free:
        await store.lock_orders(tx, orders)
        free = orders
    put_off = [outcome for outcome in outcomes if outcome.execution.call.task_id.service_order_id not in free]
    if put_off:
        outcomes = [outcome for outcome in outcomes if outcome.execution.call.task_id.service_order_id in free]
    by_kind: dict[type[Answer], list[Outcome]] = {}
    failing: dict[tuple[int, int], tuple[Outcome, str]] = {}
    undos = [outcome for outcome in outcomes if outcome.execution.step is Step.COMPENSATE]
    if undos:
        await finish_undos(tx, undos, worker=worker, now=now)
    for given in outcomes:
        if given.execution.step is Step.COMPENSATE:
            continue
        answer = judged(given, now=now)
        found = tested(given.execution.test, given.execution.call, answer)
        answer = found if isinstance(found, Refused) else answer
        if answer is not given.answer:  # what the executors say is clean already, what is said of values is not
            answer = cleaned(answer, redaction_of(tx.memory))
        outcome = given if answer is given.answer else Outcome(execution=given.execution, answer=answer)
        if isinstance(found, str):
            failing[_subject(outcome)] = (outcome, redaction_of(tx.memory).clean_text(found))
        else:
            by_kind.setdefault(type(answer), []).append(outcome)
    held: list[Outcome] = []
    if failing:
        mine = await _finish(tx, [outcome for outcome, _ in failing.values()], worker=worker)
        await _write_answers(tx, mine, now=now)
        await _fail_tests(tx, [failing[_subject(outcome)] for outcome in mine], now=now)
        held += mine
    if done := by_kind.get(Completed):
        mine = await _finish(tx, done, worker=worker)
        await _complete(tx, mine, now=now)
        held += mine
    if refused := by_kind.get(Refused):
        held += await _refuse(tx, refused, worker=worker, now=now)
    if undone := by_kind.get(NotDone):
        held += await _find_undone(tx, undone, worker=worker, now=now)
    if unknown := by_kind.get(Unknown):
        held += await _lose(tx, unknown, worker=worker, now=now)
    if deferred := by_kind.get(Deferred):
        held += await _defer(tx, deferred, worker=worker)
    waiting: list[Outcome] = []
    if waits := by_kind.get(Waiting):
        waiting = await _finish(tx, waits, worker=worker)
    if len(by_kind) > (Completed in by_kind):  # what failed or was put off is ready again, unless a hold covers it
        await keep_held(
            tx, [_subject(o) for kind, some in by_kind.items() if kind is not Completed for o in some], now=now
        )
    messages = await _settle(tx, held + waiting, now=now)
    if len(held) + len(waiting) + len(undos) < len(outcomes):
        known = {id(o.execution) for o in (*held, *waiting, *undos)}
        await settle_late(
            tx, [o for o in outcomes if id(o.execution) not in known and not o.execution.follow_up], now=now
        )
    if waiting:
        await _follow_up(tx, waiting, messages, now=now)
    return put_off


async def _settle(tx: Tx, outcomes: Sequence[Outcome], *, now: datetime) -> dict[tuple[int, int], int]:
    entries = [
        Settled(
            service_order_id=outcome.execution.call.task_id.service_order_id,
            n=outcome.execution.call.task_id.n,
            attempt=outcome.execution.call.attempt,
            state=_SETTLED[type(answer)],
            answer=msgspec.to_builtins(answer),
            reference=answer.reference if isinstance(answer, Completed | Waiting | Refused) else None,
            far_state=answer.far_state if isinstance(answer, Completed | Waiting | Refused) else None,
            until=now + answer.longest if isinstance(answer, Waiting) and outcome.execution.until is None else None,
            asked=not isinstance(answer, Deferred),
            revised=outcome.execution.changes if _is_revised(outcome) else None,
            sent=sent_values(outcome.execution.call) if _is_revised(outcome) else None,
        )
        for outcome in outcomes
        for answer in [outcome.answer]
        if outcome.execution.call.executor not in WITHOUT_EFFECT
        # a look that was put off leaves the entry as it is
        and not (isinstance(answer, Deferred) and outcome.execution.step is not Step.EXECUTE)
    ]
    await history.record_all(
        tx,
        [
            TaskRequestRevised(
                service_order_id=call.task_id.service_order_id, n=call.task_id.n, revision=call.revision,
                reference=outcome.answer.reference, by="system", at=now,
            )
            for outcome in outcomes
            for call in [outcome.execution.call]
            if _is_revised(outcome) and isinstance(outcome.answer, Waiting)
        ],
    )  # fmt: skip
    return await effect_store.write_settled(tx, entries, now=now) if entries else {}


def _is_revised(outcome: Outcome) -> bool:
    return outcome.execution.step is Step.REVISE and isinstance(outcome.answer, Waiting)


async def _finish(tx: Tx, outcomes: Sequence[Outcome], *, worker: str) -> list[Outcome]:
    """Takes their work off the list; answers those that were still held."""
    held = await finish_work(tx, [outcome.execution.claim for outcome in outcomes], worker=worker)
    return [o for o in outcomes if (o.execution.claim.kind, *_subject(o)) in held]


async def _fail_tests(tx: Tx, failing: Sequence[tuple[Outcome, str]], *, now: datetime) -> None:
    ids = [outcome.execution.call.task_id for outcome, _ in failing]
    tasks = {task.id: task for task in await store.list_tasks(tx, ids)}
    failed = [
        FailedTest(
            task=tasks[outcome.execution.call.task_id], pattern=outcome.execution.test, found=found,
            exchange=outcome.answer.exchange if isinstance(outcome.answer, Refused) else None)
        for outcome, found in failing
        if outcome.execution.test is not None
    ]  # fmt: skip
    await fail_tests(tx, failed, by="system", now=now)


async def _complete(tx: Tx, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    await _write_answers(tx, outcomes, now=now)
    await pass_tests(
        tx, [o.execution.call.task_id for o in outcomes if o.execution.test is not None], by="system", now=now
    )
    moves = [executed(*_subject(outcome), outcome.execution.was) for outcome in outcomes]
    await apply(tx, moves, by="system", now=now, wake=False)


async def _write_answers(tx: Tx, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    values: dict[tuple[int, int], dict[str, Any]] = {}
    for outcome in outcomes:
        call, answer = outcome.execution.call, outcome.answer
        if isinstance(answer, Completed) and (answer.values or answer.below):
            origin = f"task:{call.task_id.number}"
            # only domain orders that the call was about: nobody else's values are for this answer to give
            known = {str(each.n) for each in call.below}
            brought = {call.domain_order_id.n: answer.values} | {
                int(n): given for n, given in answer.below.items() if n in known
            }
            for n, given in brought.items():
                if given:
                    values.setdefault((int(call.domain_order_id.service_order_id), n), {}).update(
                        {name: {"value": value, "origin": origin} for name, value in given.items()}
                    )
    await progress_store.write_values(tx, values)
    await notice_values(tx, values, now=now)
    await notice_changes(tx, values, now=now)


async def _refuse(tx: Tx, outcomes: Sequence[Outcome], *, worker: str, now: datetime) -> list[Outcome]:
    again: list[tuple[Outcome, Refused]] = []
    final: list[tuple[Outcome, Refused]] = []
    due: dict[tuple[int, int], datetime] = {}
    for outcome in outcomes:
        if isinstance(answer := outcome.answer, Refused):
            # attempts are counted by the list's claims, so that a retry by a person starts a new count
            at = next_attempt(outcome.execution, answer, now=now)
            if at is not None:
                due[_subject(outcome)] = at
            (final if at is None else again).append((outcome, answer))
    kept = await _try_again(tx, again, due, worker=worker, now=now) if again else []
    facts: list[Event] = [
        TaskAttemptFailed(
            service_order_id=o.execution.call.task_id.service_order_id, n=o.execution.call.task_id.n,
            attempt=o.execution.call.attempt, error_class=a.error_class, message=a.message, by="system", at=now)
        for o, a in again if o in kept
    ]  # fmt: skip
    dropped = await _finish(tx, [o for o, _ in final], worker=worker) if final else []
    facts += [
        AutomatedTaskExhausted(
            service_order_id=o.execution.call.task_id.service_order_id, n=o.execution.call.task_id.n,
            attempt=o.execution.call.attempt, error_class=a.error_class, message=a.message, exchange=a.exchange,
            fallout_type=o.execution.fallout_type, assignment_group=o.execution.assignment_group,
            by="system", at=now)
        for o, a in final
        if o in dropped
    ]  # fmt: skip
    await history.record_all(tx, facts)
    # the entry of work that nobody could find out about stays in doubt, and a request that is not revised still stands,
    # whatever a person decides
    return [o for o in kept + dropped if not (isinstance(o.answer, Refused) and o.answer.error_class in _STANDING)]


async def _try_again(
    tx: Tx,
    again: Sequence[tuple[Outcome, Refused]],
    due: dict[tuple[int, int], datetime],
    *,
    worker: str,
    now: datetime,
) -> list[Outcome]:
    reasons = {_subject(o): f"attempt {o.execution.spent} failed: {a.message}"[:1000] for o, a in again}
    direct = [(o, a) for o, a in again if not o.execution.follow_up]
    kept: list[Outcome] = []
    if direct:
        claims = [o.execution.claim for o, _ in direct]
        times, texts = [due[_subject(o)] for o, _ in direct], [a.message[:500] for _, a in direct]
        mine = await postpone_work(tx, claims, times, texts, worker=worker)
        kept = [o for o, _ in direct if (WorkKind.EXECUTE_TASK, *_subject(o)) in mine]
        await progress_store.rest(tx, [_subject(o) for o in kept], [reasons[_subject(o)] for o in kept])
    followed = [o for o, _ in again if o.execution.follow_up]
    if followed:
        mine_followed = await _finish(tx, followed, worker=worker)
        await _ask_again(tx, mine_followed, due, reasons, now=now)
        kept += mine_followed
    return kept


async def _ask_again(
    tx: Tx, outcomes: Sequence[Outcome], due: dict[tuple[int, int], datetime],
    reasons: dict[tuple[int, int], str], *, now: datetime,
) -> None:  # fmt: skip
    """Puts followed tasks back to ready; their attempts go on counting where they were."""
    if not outcomes:
        return
    moves = [
        TaskMove(
            service_order_id=outcome.execution.call.task_id.service_order_id, n=outcome.execution.call.task_id.n,
            was=was, state=TASK_LIFECYCLE.after("findUndone" if was is TaskState.UNKNOWN else "release", was),
            reason=reasons.get(_subject(outcome)))
        for outcome in outcomes
        for was in [outcome.execution.was]
    ]  # fmt: skip
    await apply(tx, moves, by="system", now=now, wake=False)
    subjects = [_subject(outcome) for outcome in outcomes]
    await continue_work(
        tx, WorkKind.EXECUTE_TASK, subjects, [outcome.execution.spent for outcome in outcomes],
        [due.get(subject, now) for subject in subjects],
    )  # fmt: skip


async def _find_undone(tx: Tx, outcomes: Sequence[Outcome], *, worker: str, now: datetime) -> list[Outcome]:
    """The domain system does not know of it: asked again at once while attempts are left."""
    text = "the answer was lost, and the domain system does not know of the work"
    left: list[Outcome] = []
    spent: list[Outcome] = []
    for outcome in outcomes:
        if outcome.execution.follow_up and isinstance(answer := outcome.answer, NotDone):
            lost = Refused(error_class=ErrorClass.TIMEOUT, message=text, retryable=True, agreed=answer.agreed)
            if next_attempt(outcome.execution, lost, now=now) is None:
                spent.append(Outcome(execution=outcome.execution, answer=lost))
            else:
                left.append(outcome)
    direct = [o for o in outcomes if not o.execution.follow_up]
    held = await _refuse(tx, spent, worker=worker, now=now) if spent else []
    if left:
        mine = await _finish(tx, left, worker=worker)
        await _ask_again(tx, mine, {}, {}, now=now)
        held += mine
    if direct:
        claims = [o.execution.claim for o in direct]
        kept = await postpone_work(tx, claims, [now] * len(claims), [""] * len(claims), worker=worker, counted=False)
        mine = [o for o in direct if (WorkKind.EXECUTE_TASK, *_subject(o)) in kept]
        await progress_store.rest(tx, [_subject(o) for o in mine], [None] * len(mine))
        held += mine
    await history.record_all(tx, [
        TaskFoundUndone(
            service_order_id=o.execution.call.task_id.service_order_id, n=o.execution.call.task_id.n, by="system", at=now)
        for o in held if isinstance(o.answer, NotDone)
    ])  # fmt: skip
    return held


async def _lose(tx: Tx, outcomes: Sequence[Outcome], *, worker: str, now: datetime) -> list[Outcome]:
    """The answer was lost: the task says so, and the domain system is asked how it stands, at growing intervals."""
    held = await _finish(tx, outcomes, worker=worker)
    due = []
    facts: list[Event] = []
    for outcome in held:
        call, answer = outcome.execution.call, outcome.answer
        if isinstance(answer, Unknown):
            looked = outcome.execution.looked
            due.append(now + rest(looked + 1, delay=answer.look_again, factor=2, longest=_LONGEST_LOOK))
            if outcome.execution.was is not TaskState.UNKNOWN:
                facts.append(TaskOutcomeUnknown(
                    service_order_id=call.task_id.service_order_id, n=call.task_id.n, attempt=call.attempt,
                    message=answer.message, by="system", at=now))  # fmt: skip
    moves = [
        TaskMove(
            service_order_id=o.execution.call.task_id.service_order_id, n=o.execution.call.task_id.n,
            was=o.execution.was, state=TASK_LIFECYCLE.after("loseAnswer", o.execution.was),
            reason=f"the answer was lost: {o.answer.message}"[:1000])
        for o in held
        if isinstance(o.answer, Unknown) and o.execution.was is not TaskState.UNKNOWN
    ]  # fmt: skip
    await apply(tx, moves, by="system", now=now, wake=False)
    await history.record_all(tx, facts)
    if held:
        await add_timed_work(tx, WorkKind.FOLLOW_UP_TASK, [_subject(o) for o in held], due)
    return held


async def _follow_up(
    tx: Tx, outcomes: Sequence[Outcome], messages: dict[tuple[int, int], int], *, now: datetime
) -> None:
    """Looks again later; at once where a callback was quicker than our own record."""
    due = [
        now if messages.get(_subject(o), 0) > len(o.execution.messages) else now + o.answer.look_again
        for o in outcomes
        if isinstance(o.answer, Waiting)
    ]
    await add_timed_work(tx, WorkKind.FOLLOW_UP_TASK, [_subject(o) for o in outcomes], due)


async def _defer(tx: Tx, outcomes: Sequence[Outcome], *, worker: str) -> list[Outcome]:
    """Nothing was asked: back on the list until the domain system may be asked."""
    put_off = [(o, o.answer) for o in outcomes if isinstance(o.answer, Deferred)]
    kept = await postpone_work(
        tx, [o.execution.claim for o, _ in put_off], [a.until for _, a in put_off], [a.reason for _, a in put_off],
        worker=worker, counted=False,
    )  # fmt: skip
    mine = [(o, a) for o, a in put_off if (o.execution.claim.kind, *_subject(o)) in kept]
    direct = [(o, a) for o, a in mine if not o.execution.follow_up]
    await progress_store.rest(tx, [_subject(o) for o, _ in direct], [a.reason for _, a in direct])
    return [o for o, _ in mine]
