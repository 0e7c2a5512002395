"""Automated tasks: an attempt begins in one short transaction and ends in another; the outside is called in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from trunkline.catalog.model import Catalog, RetryPolicy, TaskSpecification
from trunkline.catalog.queries import load_catalog
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration import progress_store, store
from trunkline.orchestration.events import AutomatedTaskExhausted, TaskAttemptFailed
from trunkline.orchestration.executor import Completed, Execution, ExecutionCall, Outcome, Refused
from trunkline.orchestration.progress import apply, executed
from trunkline.orchestration.state import TaskKind
from trunkline.work.commands import finish_work, postpone_work
from trunkline.work.model import Claim, WorkKind
from trunkline.work.retry import rest

_NO_RETRY = RetryPolicy(attempts=1)


def _pattern(row: Row, catalogs: Mapping[int, Catalog]) -> TaskSpecification | None:
    if row["kind"] == TaskKind.MILESTONE or row["plan_specification"] is None:
        return None
    plan_id, _, _ = row["plan_specification"].rpartition("@")
    return catalogs[row["catalog_revision"]].plans[plan_id].task(row["key"])


async def begin_executions(tx: Tx, claims: Sequence[Claim], *, worker: str, now: datetime) -> list[Execution]:
    """Begins an attempt at each claimed task and answers what the executors need to know.

    Work on a task that may not run now (held, cancelled, done) is dropped. The caller holds the locks of the orders.
    """
    if not claims:
        return []
    rows = await progress_store.begin_executions(tx, [(c.service_order_id, c.n) for c in claims], now=now)
    by_subject = {(c.service_order_id, c.n): c for c in claims}
    begun = {(row["service_order_id"], row["n"]) for row in rows}
    stale = [claim for subject, claim in by_subject.items() if subject not in begun]
    if stale:
        await finish_work(tx, stale, worker=worker)
    revisions = {row["catalog_revision"] for row in rows if row["plan_specification"] is not None}
    catalogs = {revision: await load_catalog(tx, revision) for revision in sorted(revisions)}
    return [_execution(row, by_subject[row["service_order_id"], row["n"]], _pattern(row, catalogs)) for row in rows]


def _execution(row: Row, claim: Claim, pattern: TaskSpecification | None) -> Execution:
    order_id = ServiceOrderId(row["service_order_id"])
    values: dict[str, Any] = {name: held["value"] for name, held in row["characteristics"].items()}
    retry = pattern.retry if pattern else _NO_RETRY
    call = ExecutionCall(
        task_id=TaskId(order_id, row["n"]),
        domain_order_id=DomainOrderId(order_id, row["domain_order_n"]),
        attempt=row["attempts"],
        key=row["key"],
        name=row["name"],
        executor=row["executor"],
        system=pattern.system if pattern else None,
        operation=pattern.operation if pattern else None,
        config=pattern.config if pattern else {},
        action=row["action"],
        specification_id=row["specification_id"],
        characteristics=values,
        place=row["place"],
        asked_for=tuple(field.characteristic for field in pattern.data if not field.read_only) if pattern else (),
    )
    return Execution(
        call=call,
        claim_attempt=claim.attempt,
        attempts_allowed=retry.attempts,
        delay=retry.delay,
        factor=retry.factor,
        longest=retry.longest,
        fallout_type=pattern.fallout_type if pattern else "provisioningFailure",
        assignment_group=row["assignment_group"],
    )


def _claim(execution: Execution) -> Claim:
    return Claim(
        kind=WorkKind.EXECUTE_TASK,
        service_order_id=execution.call.task_id.service_order_id,
        n=execution.call.task_id.n,
        attempt=execution.claim_attempt,
    )


async def finish_executions(tx: Tx, outcomes: Sequence[Outcome], *, worker: str, now: datetime) -> None:
    """Records how attempts ended, as one batch: done tasks with all that follows, failed ones to be tried again later
    or to be looked at by a person.

    An outcome whose lease was lost to another worker, or whose task was taken off the list meanwhile, changes nothing.
    """
    if not outcomes:
        return
    await store.lock_orders(tx, {outcome.execution.call.task_id.service_order_id for outcome in outcomes})
    done = [outcome for outcome in outcomes if isinstance(outcome.answer, Completed)]
    failed = [outcome for outcome in outcomes if isinstance(outcome.answer, Refused)]
    if done:
        held = await finish_work(tx, [_claim(outcome.execution) for outcome in done], worker=worker)
        await _complete(tx, _still_held(done, held), now=now)
    if failed:
        await _fail(tx, failed, worker=worker, now=now)


def _still_held(outcomes: Iterable[Outcome], held: set[tuple[WorkKind, int, int]]) -> list[Outcome]:
    return [outcome for outcome in outcomes if (WorkKind.EXECUTE_TASK, *outcome.execution.call.task_id) in held]


async def _complete(tx: Tx, outcomes: Sequence[Outcome], *, now: datetime) -> None:
    values: dict[tuple[int, int], dict[str, object]] = {}
    for outcome in outcomes:
        call = outcome.execution.call
        if isinstance(outcome.answer, Completed) and outcome.answer.values:
            origin = f"task:{call.task_id.number}"
            values.setdefault((call.domain_order_id.service_order_id, call.domain_order_id.n), {}).update(
                {name: {"value": value, "origin": origin} for name, value in outcome.answer.values.items()}
            )
    await progress_store.write_values(tx, values)
    await apply(
        tx, [executed(*outcome.execution.call.task_id) for outcome in outcomes], by="system", now=now, wake=False
    )


async def _fail(tx: Tx, outcomes: Sequence[Outcome], *, worker: str, now: datetime) -> None:
    again: list[tuple[Outcome, Refused]] = []
    final: list[tuple[Outcome, Refused]] = []
    for outcome in outcomes:
        answer, execution = outcome.answer, outcome.execution
        if isinstance(answer, Refused):
            # attempts are counted by the lists's claims, so that a retry by a person starts a new count
            last = not answer.retryable or execution.claim_attempt >= execution.attempts_allowed
            (final if last else again).append((outcome, answer))
    facts: list[Event] = []
    if again:
        due = [
            now + rest(o.execution.claim_attempt, delay=o.execution.delay, factor=o.execution.factor,
                       longest=o.execution.longest)
            for o, _ in again
        ]  # fmt: skip
        claims = [_claim(o.execution) for o, _ in again]
        kept = await postpone_work(tx, claims, due, [a.message[:500] for _, a in again], worker=worker)
        resting = [(o, a) for o, a in again if (WorkKind.EXECUTE_TASK, *o.execution.call.task_id) in kept]
        await progress_store.rest(
            tx,
            [(o.execution.call.task_id.service_order_id, o.execution.call.task_id.n) for o, _ in resting],
            [f"attempt {o.execution.claim_attempt} failed: {a.message}"[:1000] for o, a in resting],
        )
        facts += [
            TaskAttemptFailed(
                service_order_id=o.execution.call.task_id.service_order_id, n=o.execution.call.task_id.n,
                attempt=o.execution.call.attempt, error_class=a.error_class, message=a.message, by="system", at=now)
            for o, a in resting
        ]  # fmt: skip
    if final:
        dropped = await finish_work(tx, [_claim(o.execution) for o, _ in final], worker=worker)
        facts += [
            AutomatedTaskExhausted(
                service_order_id=o.execution.call.task_id.service_order_id, n=o.execution.call.task_id.n,
                attempt=o.execution.call.attempt, error_class=a.error_class, message=a.message, exchange=a.exchange,
                fallout_type=o.execution.fallout_type, assignment_group=o.execution.assignment_group,
                by="system", at=now)
            for o, a in final
            if (WorkKind.EXECUTE_TASK, *o.execution.call.task_id) in dropped
        ]  # fmt: skip
    await history.record_all(tx, facts)
