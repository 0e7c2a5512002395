"""Automated tasks: an attempt begins in one short transaction and ends in another; the outside is called in between.

Whatever is asked of the outside is written into the effects ledger in the transaction that begins the attempt. Who
claims a task whose entry has no answer asks the domain system how it stands, and never simply asks again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.catalog.model import Catalog, RetryPolicy, TaskSpecification
from trunkline.catalog.model_plans import UNDO_TASK
from trunkline.catalog.queries import load_catalog
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration import effect_store, progress_store, request_store, undo_store
from trunkline.orchestration.awaiting import look_at_waits
from trunkline.orchestration.executor import (
    IN_DOUBT,
    WITHOUT_EFFECT,
    DomainOrderBelow,
    EffectPurpose,
    EffectState,
    Execution,
    ExecutionCall,
    Step,
)
from trunkline.orchestration.state import TaskKind, TaskState
from trunkline.work.commands import finish_work
from trunkline.work.model import Claim, WorkKind

_NO_RETRY = RetryPolicy(attempts=1)


def _pattern(row: Row, catalogs: Mapping[int, Catalog]) -> TaskSpecification | None:
    if row["kind"] == TaskKind.MILESTONE or row["plan_specification"] is None:
        return None
    plan_id, _, _ = row["plan_specification"].rpartition("@")
    return catalogs[row["catalog_revision"]].plans[plan_id].task(row["key"], row["route"])


async def begin_executions(tx: Tx, claims: Sequence[Claim], *, worker: str, now: datetime) -> list[Execution]:
    """Begins an attempt at each claimed task and answers what the executors need to know.

    Work on a task that may not run now (held, cancelled, done) is dropped. The caller holds the locks of the orders.
    """
    if not claims:
        return []
    by_subject: dict[tuple[int, int], Claim] = {(c.service_order_id, c.n): c for c in claims}
    rows = await progress_store.begin_executions(tx, list(by_subject), now=now)
    turn = {
        subject: place for place, subject in enumerate(by_subject)
    }  # a system's rate may let only the first through
    rows = sorted(rows, key=lambda row: turn[row["service_order_id"], row["n"]])
    waits = [(row["service_order_id"], row["n"]) for row in rows if row["kind"] == TaskKind.WAIT]
    if waits:  # nobody is asked: they end by time, by an event or by a value
        await look_at_waits(tx, waits, now=now)
        rows = [row for row in rows if row["kind"] != TaskKind.WAIT]
    await _drop_stale(tx, by_subject, rows, worker=worker)
    catalogs = await _catalogs(tx, rows)
    # who begins for the first time has nothing in the ledger
    again = [(r["service_order_id"], r["n"]) for r in rows if r["attempts"] > 1 and r["executor"] not in WITHOUT_EFFECT]
    known = await effect_store.read_effects(tx, again) if again else {}
    patterns = [_pattern(row, catalogs) for row in rows]
    below = await _below(tx, rows, patterns)
    undoing = [(row["service_order_id"], row["n"]) for row in rows if row["key"].startswith(UNDO_TASK)]
    undoes = await undo_store.read_undone(tx, undoing) if undoing else {}
    begun = [
        _execution(
            row, by_subject[subject], pattern, known.get(subject), below=below.get(_domain_order(row), ()),
            undoes=undoes.get(subject), now=now,
        )
        for row, pattern in zip(rows, patterns, strict=True)
        for subject in [(row["service_order_id"], row["n"])]
    ]  # fmt: skip
    asked = [e for e in begun if e.step is Step.EXECUTE and e.call.executor not in WITHOUT_EFFECT]
    if asked:
        await effect_store.write_asked(tx, asked, now=now)
    return begun


async def begin_follow_ups(tx: Tx, claims: Sequence[Claim], *, worker: str, now: datetime) -> list[Execution]:
    """What is to be asked how it stands, for claimed follow-ups; those that nobody waits for any more are dropped."""
    if not claims:
        return []
    rows = await effect_store.read_follow_ups(tx, [(c.service_order_id, c.n) for c in claims])
    by_subject: dict[tuple[int, int], Claim] = {(c.service_order_id, c.n): c for c in claims}
    await _drop_stale(tx, by_subject, rows, worker=worker)
    catalogs = await _catalogs(tx, rows)
    patterns = [_pattern(row, catalogs) for row in rows]
    below = await _below(tx, rows, patterns)
    undoing = [(row["service_order_id"], row["n"]) for row in rows if row["key"].startswith(UNDO_TASK)]
    undoes = await undo_store.read_undone(tx, undoing) if undoing else {}
    return [
        _execution(
            row, by_subject[row["service_order_id"], row["n"]], pattern, row, follow_up=True,
            below=below.get(_domain_order(row), ()), undoes=undoes.get((row["service_order_id"], row["n"])), now=now,
        )
        for row, pattern in zip(rows, patterns, strict=True)
    ]  # fmt: skip


def _domain_order(row: Row) -> tuple[int, int]:
    return (row["service_order_id"], row["domain_order_n"])


async def _below(
    tx: Tx, rows: Sequence[Row], patterns: Sequence[TaskSpecification | None]
) -> dict[tuple[int, int], tuple[DomainOrderBelow, ...]]:
    """The trees of calls that send the whole of theirs, by the domain order on top."""
    tops = [
        _domain_order(row)
        for row, pattern in zip(rows, patterns, strict=True)
        if pattern is not None and pattern.config.get("hierarchy")
    ]
    found: dict[tuple[int, int], tuple[DomainOrderBelow, ...]] = {}
    for row in await request_store.list_below(tx, tops) if tops else ():
        top = (row["service_order_id"], row["top"])
        values = {name: held["value"] for name, held in row["characteristics"].items()}
        found[top] = (*found.get(top, ()), DomainOrderBelow(
            n=row["n"], parent_n=row["parent_n"], specification_id=row["specification_id"], action=row["action"],
            characteristics=values, place=row["place"]))  # fmt: skip
    return found


async def begin_undos(tx: Tx, claims: Sequence[Claim], *, worker: str, now: datetime) -> list[Execution]:
    """What is to be taken back, for claimed undoings; written into the ledger before the outside is asked."""
    if not claims:
        return []
    rows = await undo_store.read_undos(tx, [(c.service_order_id, c.n) for c in claims])
    by_subject: dict[tuple[int, int], Claim] = {(c.service_order_id, c.n): c for c in claims}
    await _drop_stale(tx, by_subject, rows, worker=worker)
    catalogs = await _catalogs(tx, rows)
    begun = [
        msgspec.structs.replace(
            _execution(row, by_subject[row["service_order_id"], row["n"]], _pattern(row, catalogs), row, now=now),
            step=Step.COMPENSATE, was=TaskState.CANCELLED, until=row["undo_until"], deadline=None,
        )
        for row in rows
    ]  # fmt: skip
    if begun:
        await effect_store.write_asked(tx, begun, now=now, purpose=EffectPurpose.UNDO)
    return begun


async def list_called_off(tx: Tx, *, now: datetime, limit: int) -> list[Execution]:
    """Calls under way that are not wanted any more: whoever has them is to give them up."""
    rows = await undo_store.list_called_off(tx, now=now, limit=limit)
    catalogs = await _catalogs(tx, rows)
    found = []
    for row in rows:
        claim = Claim(kind=WorkKind.EXECUTE_TASK, service_order_id=ServiceOrderId(row["service_order_id"]), n=row["n"],
                      attempt=row["tries"])  # fmt: skip
        execution = _execution(row, claim, _pattern(row, catalogs), None, now=now)
        found.append(msgspec.structs.replace(execution, step=Step.EXECUTE))
    return found


async def _drop_stale(tx: Tx, claims: Mapping[tuple[int, int], Claim], rows: Sequence[Row], *, worker: str) -> None:
    begun = {(row["service_order_id"], row["n"]) for row in rows}
    stale = [claim for subject, claim in claims.items() if subject not in begun]
    if stale:
        await finish_work(tx, stale, worker=worker)


async def _catalogs(tx: Tx, rows: Sequence[Row]) -> dict[int, Catalog]:
    revisions = {row["catalog_revision"] for row in rows if row["plan_specification"] is not None}
    return {revision: await load_catalog(tx, revision) for revision in sorted(revisions)}


def _execution(
    row: Row,
    claim: Claim,
    pattern: TaskSpecification | None,
    entry: Row | None,
    *,
    follow_up: bool = False,
    below: tuple[DomainOrderBelow, ...] = (),
    undoes: str | None = None,
    now: datetime,
) -> Execution:
    order_id = ServiceOrderId(row["service_order_id"])
    values: dict[str, Any] = {name: held["value"] for name, held in row["characteristics"].items()}
    retry = pattern.retry if pattern else _NO_RETRY
    stale = follow_up and entry is not None and entry["changes"] > entry["sent_changes"]
    # of an undoing the row's own state is the task's
    undone = entry is not None and "effect_state" in entry
    in_doubt = follow_up or (entry is not None and entry["state"] in IN_DOUBT)
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
        reference=entry["reference"] if entry is not None and (in_doubt or undone) else None,
        released=entry is not None and not follow_up and entry["state"] == EffectState.DEFERRED,
        below=below,
        revision=entry["revision"] + stale if entry is not None and in_doubt else 0,
        round=entry["round"] if entry is not None else 0,
        undoes=undoes,
    )
    return Execution(
        call=call,
        claim_attempt=claim.attempt,
        attempts_allowed=retry.attempts,
        delay=retry.delay,
        factor=retry.factor,
        longest=retry.longest,
        rules=retry.classes,
        deadline=None if retry.deadline is None else (entry["begun_at"] if entry is not None else now) + retry.deadline,
        fallout_type=pattern.fallout_type if pattern else "provisioningFailure",
        assignment_group=row["assignment_group"],
        post_condition=pattern.post_condition if pattern else None,
        step=Step.REVISE if stale else Step.RECONCILE if in_doubt else Step.EXECUTE,
        follow_up=follow_up,
        was=TaskState(row["state"]) if follow_up else TaskState.IN_PROGRESS,
        tries=entry["tries"] if entry is not None else 0,
        looked=entry["looked"] if entry is not None and in_doubt else 0,
        until=entry["until"] if entry is not None and in_doubt else None,
        messages=tuple(entry["messages"]) if entry is not None and in_doubt else (),
        changes=entry["changes"] if entry is not None and in_doubt else 0,
        test=pattern if pattern is not None and pattern.test is not None else None,
    )
