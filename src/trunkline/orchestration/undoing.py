"""A task that is not wanted any more, and for which something was asked of the outside: that is taken back.

Cancelling such a task puts its undoing on the list in the same transaction. A call that is under way is waited for, so
that nothing is taken back before it is done; whoever holds it is told to give it up. The undoing has an entry of its
own in the effects ledger and, like the work, is written down before the outside is asked, asked again after a lost
answer, and given to a person when it cannot be done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Tx
from trunkline.orchestration import effect_store, undo_store
from trunkline.orchestration.effect_store import Settled
from trunkline.orchestration.events import EffectCompensated, EffectNotUndone
from trunkline.orchestration.executor import (
    Answer,
    Completed,
    Deferred,
    EffectPurpose,
    EffectState,
    NotDone,
    Outcome,
    Refused,
    Unknown,
    Waiting,
)
from trunkline.orchestration.retrying import next_attempt
from trunkline.orchestration.taking_back_store import DONE_IN_PART
from trunkline.work.commands import finish_work, postpone_work, remove_work, wake_workers
from trunkline.work.model import WorkKind
from trunkline.work.retry import rest

# a call under way ends, or its worker is gone, within this time; the undoing then asks how it stands
PATIENCE = timedelta(minutes=2)
_LOOKS = 8
_LONGEST_LOOK = timedelta(minutes=5)
_SETTLED = {
    Completed: EffectState.ANSWERED, Refused: EffectState.REFUSED, Waiting: EffectState.WAITING,
    Unknown: EffectState.UNKNOWN, NotDone: EffectState.NOT_DONE, Deferred: EffectState.DEFERRED,
}  # fmt: skip


async def request_undo(tx: Tx, cancelled: Sequence[tuple[int, int]], *, now: datetime) -> None:
    """Has taken back what was asked of the outside for these cancelled tasks. The caller holds the orders' locks."""
    if cancelled and await undo_store.add_undos(tx, cancelled, now=now, patience=PATIENCE):
        await wake_workers(tx)


def _subject(outcome: Outcome) -> tuple[int, int]:
    return (outcome.execution.call.task_id.service_order_id, outcome.execution.call.task_id.n)


def _entry(outcome: Outcome, *, now: datetime, in_doubt: bool = False) -> Settled:
    answer = outcome.answer
    reference = answer.reference if isinstance(answer, Completed | Waiting | Refused) else None
    return Settled(
        service_order_id=_subject(outcome)[0], n=_subject(outcome)[1], attempt=outcome.execution.call.attempt,
        state=_SETTLED[Unknown if in_doubt else type(answer)], answer=msgspec.to_builtins(answer), reference=reference,
        far_state=answer.far_state if isinstance(answer, Completed | Waiting | Refused) else None,
        until=now + answer.longest if isinstance(answer, Waiting) and outcome.execution.until is None else None,
        asked=not isinstance(answer, Deferred),
    )  # fmt: skip


async def finish_undos(tx: Tx, outcomes: Sequence[Outcome], *, worker: str, now: datetime) -> None:
    """Records how undoings ended, as one batch: taken back, never done, to be asked again, or for a person.

    The caller holds the orders' locks. An outcome whose lease was lost meanwhile changes nothing.
    """
    later: list[tuple[Outcome, datetime, str, bool]] = []  # due, why, and whether the attempt counts
    over: list[Outcome] = []
    for outcome in outcomes:
        due = _due(outcome, now=now)
        if due is None:
            over.append(outcome)
        else:
            counted = not isinstance(outcome.answer, Deferred | Waiting)
            later.append((outcome, due, _why(outcome.answer), counted))
    ended = await finish_work(tx, [o.execution.claim for o in over], worker=worker)
    kept = [o for o in over if (WorkKind.UNDO_TASK, *_subject(o)) in ended]
    for counts in (True, False):
        some = [entry for entry in later if entry[3] is counts]
        held = await postpone_work(
            tx, [o.execution.claim for o, *_ in some], [due for _, due, _, _ in some], [why for _, _, why, _ in some],
            worker=worker, counted=counts,
        )  # fmt: skip
        kept += [o for o, *_ in some if (WorkKind.UNDO_TASK, *_subject(o)) in held]
    if not kept:
        return
    await effect_store.write_settled(tx, [_entry(o, now=now) for o in kept], now=now, purpose=EffectPurpose.UNDO)
    back = [o for o in kept if isinstance(o.answer, Completed | NotDone)]
    states = [EffectState.COMPENSATED if isinstance(o.answer, Completed) else EffectState.NOT_DONE for o in back]
    await undo_store.mark_taken_back(tx, [_subject(o) for o in back], states)
    facts: list[Event] = [
        EffectCompensated(service_order_id=o.execution.call.task_id.service_order_id, n=o.execution.call.task_id.n,
                          by="system", at=now)
        for o in back if isinstance(o.answer, Completed)
    ]  # fmt: skip
    left = [(o, o.answer) for o in kept if o in over and isinstance(o.answer, Refused | Unknown | Waiting)]
    facts += [
        EffectNotUndone(
            service_order_id=o.execution.call.task_id.service_order_id, n=o.execution.call.task_id.n,
            attempt=o.execution.call.attempt,
            error_class=answer.error_class if isinstance(answer, Refused) else "unknown",
            message=f"what was asked for a cancelled task could not be taken back: {_why(answer)}",
            exchange=None if isinstance(answer, Waiting) else answer.exchange,
            fallout_type=o.execution.fallout_type, assignment_group=o.execution.assignment_group, by="system", at=now)
        for o, answer in left
    ]  # fmt: skip
    await history.record_all(tx, facts)


def _due(outcome: Outcome, *, now: datetime) -> datetime | None:
    """When it is asked for again; None when it has ended, one way or the other."""
    answer, execution = outcome.answer, outcome.execution
    match answer:
        case Completed() | NotDone():
            return None
        case Deferred():
            return answer.until
        case Waiting():
            over = execution.until is not None and now >= execution.until
            return None if over else now + answer.look_again
        case Unknown():
            if execution.claim_attempt >= _LOOKS:
                return None
            return now + rest(execution.claim_attempt, delay=answer.look_again, factor=2, longest=_LONGEST_LOOK)
        case Refused():
            return next_attempt(execution, answer, now=now)


def _why(answer: Answer) -> str:
    match answer:
        case Refused() | Unknown():
            return answer.message[:500]
        case Deferred():
            return answer.reason
        case Waiting():
            return f"it is being taken back: {answer.far_state or 'under way'}"
    return ""


async def settle_late(tx: Tx, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    """Answers that nobody waits for any more: where the task was cancelled meanwhile, its undoing learns of them."""
    waiting = await undo_store.hasten_undos(tx, [_subject(o) for o in outcomes], now=now)
    late = [o for o in outcomes if _subject(o) in waiting]
    if not late:
        return
    in_part = {_subject(o) for o in late if _is_partial(o)}
    entries = [_entry(o, now=now, in_doubt=_subject(o) in in_part) for o in late]
    await effect_store.write_settled(tx, entries, now=now)
    nothing = [_subject(o) for o in late if isinstance(o.answer, Refused | NotDone | Deferred)]
    nothing = [subject for subject in nothing if subject not in in_part]
    await remove_work(tx, WorkKind.UNDO_TASK, nothing)


def _is_partial(outcome: Outcome) -> bool:
    """A no after some of it was, or may have been, done."""
    return isinstance(outcome.answer, Refused) and outcome.answer.error_class in DONE_IN_PART
