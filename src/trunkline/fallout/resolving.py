"""Resolving a fallout in one step: the remedy is written down, and the task moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from trunkline.access.model import Actor, Permission
from trunkline.events import history
from trunkline.fallout import remedy_store, store
from trunkline.fallout.errors import TaskNotHeld
from trunkline.fallout.events import FalloutRemedied, FalloutResolved
from trunkline.fallout.model import Fallout
from trunkline.fallout.resolution import check_remedy, proves_itself, refuse_beside_others, remedied
from trunkline.fallout.state import FALLOUT_LIFECYCLE, Outcome, Resolution
from trunkline.fallout.verifying import confirm_manual
from trunkline.kit.db import Tx
from trunkline.kit.ids import FalloutId, TaskId
from trunkline.orchestration import commands as tasks
from trunkline.orchestration.queries import get_task
from trunkline.orchestration.rerouting import reroute_task
from trunkline.orchestration.rolling_back import roll_back_task
from trunkline.orchestration.state import TaskKind, TaskState
from trunkline.orchestration.taking_back import AfterUndo
from trunkline.orchestration.verdicts import TEST_FAILED


async def resolve_fallout(
    tx: Tx,
    fallout_id: FalloutId,
    *,
    resolution: Resolution,
    values: Mapping[str, object] | None = None,
    resolution_code: str | None = None,
    note: str | None = None,
    back_to: TaskId | None = None,
    then: AfterUndo = AfterUndo.AGAIN,
    route: str | None = None,
    by: Actor,
    now: datetime,
) -> Fallout:
    """Applies a remedy to a fallout and moves its task, in one step (FAL-07, FAL-08). Needs `fallout:resolve`.

    The answer says what is true now: `resolved` when the remedy itself took the task out of its failed state,
    `resolving` when a machine tries it again. It becomes resolved when the task has ended well, and is open again with
    `outcome` and `failed_again` when the task fails once more (NEW-07).

    While other fallouts hold the task, given values are written but the task stays held: the remedy of the
    last one moves it (FAL-06). A roll back undoes the work from `back_to` on (of the task alone when None) and `then`
    does it again or ends the branch; it is the remedy of the last open one, as is going another way (`route`).

    Raises ResolutionIncomplete when the remedy lacks something, TaskNotHeld when the task went on without it,
    MoveRefused when the fallout is not open, DataMissing when values do not fit, RollBackRefused, RerouteRefused.
    """
    by.require(Permission.FALLOUT_RESOLVE)
    fallout = await store.lock_fallout(tx, fallout_id)
    given = dict(values or {})
    FALLOUT_LIFECYCLE.after("apply", fallout.state)
    check_remedy(resolution, values=given, note=note)
    task = await get_task(tx, fallout.task_id)
    if task.state is not TaskState.HELD:
        raise TaskNotHeld(
            f"{task.id.number} is not held any more ({task.state}), so no remedy can move it; cancel {fallout.number}"
        )
    others = await store.list_others_open(tx, fallout)
    refuse_beside_others(resolution, task.id.number, others_open=len(others))
    again = then is AfterUndo.AGAIN
    manual = task.kind is TaskKind.MANUAL
    test = fallout.cause == TEST_FAILED
    proven = proves_itself(resolution, manual=manual, others_open=len(others), again=again, test=test)
    mended = remedied(
        fallout, resolution, proven=proven, resolution_code=resolution_code, note=note, by=by.name, now=now
    )
    await store.save(tx, mended, was=fallout.state)
    await remedy_store.add_remedy(tx, mended, outcome=Outcome.MENDED if proven else Outcome.TRIED, now=now)
    await history.record(
        tx,
        (FalloutResolved if proven else FalloutRemedied)(
            service_order_id=fallout_id.service_order_id, n=fallout_id.n, task_n=fallout.task_n,
            resolution=resolution.value, resolution_code=mended.resolution_code, note=mended.resolution_note,
            values=given, task_moved=not others, others_open=len(others), by=by.name, at=now),
    )  # fmt: skip
    if others:
        await tasks.watch_task(tx, task.id)
        if given:
            await tasks.set_task_values(tx, task.id, given, by=by, now=now)
    else:
        await _carry_out(tx, task.id, mended, given, back_to=back_to, then=then, route=route, by=by, now=now)
        if proven:
            await confirm_manual(tx, task.id, by=by.name, now=now)
    return mended


async def _carry_out(
    tx: Tx, task_id: TaskId, fallout: Fallout, values: Mapping[str, object], *, back_to: TaskId | None,
    then: AfterUndo, route: str | None, by: Actor, now: datetime,
) -> None:  # fmt: skip
    match fallout.resolution:
        case Resolution.RETRY:
            await tasks.retry_task(tx, task_id, by=by.name, now=now)
        case Resolution.CORRECT_AND_RETRY:
            await tasks.set_task_values(tx, task_id, values, by=by, now=now)
            await tasks.retry_task(tx, task_id, by=by.name, now=now)
        case Resolution.COMPLETE_BY_HAND:
            await tasks.complete_held_task(tx, task_id, values=values, by=by.name, now=now)
        case Resolution.SKIP:
            await tasks.skip_task(tx, task_id, values=values, by=by.name, now=now)
        case Resolution.GIVE_UP:
            reason = f"{fallout.number}: {fallout.resolution_note}"[:500]
            await tasks.give_up_task(tx, task_id, reason=reason, by=by.name, now=now)
        case Resolution.ROLL_BACK:
            reason = f"{fallout.number}: {fallout.resolution_note}"[:500]
            await roll_back_task(tx, task_id, back_to=back_to, then=then, reason=reason, by=by.name, now=now)
        case Resolution.REROUTE:
            reason = f"{fallout.number}: {fallout.resolution_note}"[:500]
            await reroute_task(tx, task_id, to=route or "", reason=reason, by=by.name, now=now)
        case None:
            raise AssertionError("a remedy was chosen")
