"""One remedy for many fallouts, in a few statements: what `resolve_fallout` does and refuses for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.access.model import Actor
from trunkline.events import history
from trunkline.fallout import group_store
from trunkline.fallout.errors import ResolutionIncomplete
from trunkline.fallout.events import FalloutRemedied, FalloutResolved
from trunkline.fallout.model import Fallout
from trunkline.fallout.resolution import check_remedy, proves_itself, remedied
from trunkline.fallout.state import FalloutState, Outcome, Resolution
from trunkline.fallout.store import FALLOUT_COLUMNS, read_fallout
from trunkline.fallout.verifying import confirm_manuals
from trunkline.kit.db import Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import FalloutId, TaskId
from trunkline.orchestration.mending import Mend, Mending, weigh
from trunkline.orchestration.verdicts import TEST_FAILED

_MENDS: Mapping[Resolution, Mend] = {
    Resolution.RETRY: Mend.RETRY,
    Resolution.CORRECT_AND_RETRY: Mend.CORRECT,
    Resolution.COMPLETE_BY_HAND: Mend.COMPLETE,
    Resolution.SKIP: Mend.SKIP,
    Resolution.GIVE_UP: Mend.GIVE_UP,
    Resolution.REROUTE: Mend.REROUTE,
}


_AT_ONCE = 1_000  # tasks that are looked at together


class SameRemedy(msgspec.Struct, frozen=True, kw_only=True):
    """A remedy that is the same for many fallouts; `route` is the way of a reroute."""

    resolution: Resolution
    values: Mapping[str, object] = {}
    resolution_code: str | None = None
    note: str | None = None
    route: str | None = None


async def resolve_fallouts(
    tx: Tx, fallout_ids: Sequence[FalloutId], remedy: SameRemedy, *, by: Actor, now: datetime
) -> dict[FalloutId, TrunklineError | None]:
    """Applies a remedy to those fallouts that can be resolved by the set; answers these, each with its refusal or None.

    That is: open, alone on a held task, and nothing has to be undone before. All others are left as they are, for
    `resolve_fallout` to do it or to say why not. The caller holds the locks of the orders and has checked the right;
    fallouts of one order are given one at a time unless the remedy is a retry.
    """
    mend = _MENDS.get(remedy.resolution)
    ready = [] if mend is None else await _list_ready(tx, fallout_ids)
    if mend is None or not ready:
        return {}
    try:
        check_remedy(remedy.resolution, values=remedy.values, note=remedy.note)
    except ResolutionIncomplete as error:
        return {fallout.id: error for fallout, _ in ready}
    mending = Mending(mend=mend, values=remedy.values, to=remedy.route or "")
    weighed = await weigh(tx, mending, [fallout.task_id for fallout, _ in ready])
    accepted = {task.id for task in weighed.accepted}
    after = [
        remedied(
            fallout, remedy.resolution, resolution_code=remedy.resolution_code, note=remedy.note, by=by.name, now=now,
            proven=proves_itself(
                remedy.resolution, manual=manual, others_open=0, test=fallout.cause == TEST_FAILED))
        for fallout, manual in ready
        if fallout.task_id in accepted
    ]  # fmt: skip
    if after:
        await _save(tx, after, now=now)
        await history.record_all(tx, [
            (FalloutResolved if fallout.state is FalloutState.RESOLVED else FalloutRemedied)(
                service_order_id=fallout.id.service_order_id, n=fallout.id.n, task_n=fallout.task_n,
                resolution=remedy.resolution.value, resolution_code=fallout.resolution_code,
                note=fallout.resolution_note, values=dict(remedy.values), task_moved=True, others_open=0, by=by.name,
                at=now)
            for fallout in after
        ])  # fmt: skip
        reasons = {fallout.task_id: f"{fallout.number}: {fallout.resolution_note}"[:500] for fallout in after}
        await weighed.carry_out(tx, reasons, by=by.name, now=now)
        proven = [fallout.task_id for fallout in after if fallout.state is FalloutState.RESOLVED]
        await confirm_manuals(tx, proven, by=by.name, now=now)
    done: dict[FalloutId, TrunklineError | None] = {fallout.id: None for fallout in after}
    return done | {
        fallout.id: weighed.refusals[fallout.task_id] for fallout, _ in ready if fallout.task_id in weighed.refusals
    }


async def preview_remedy(
    tx: Tx, task_ids: Sequence[TaskId], resolution: Resolution, values: Mapping[str, object], *, route: str | None
) -> dict[TaskId, str]:
    """Of held tasks those which the remedy would refuse now, and why; nothing is written. What it would have to do one
    by one is not looked at."""
    mend = _MENDS.get(resolution)
    refusals: dict[TaskId, str] = {}
    if mend in (None, Mend.RETRY, Mend.GIVE_UP):
        return refusals
    assert mend is not None
    for start in range(0, len(task_ids), _AT_ONCE):
        some = task_ids[start : start + _AT_ONCE]
        weighed = await weigh(tx, Mending(mend=mend, values=values, to=route or ""), some)
        refusals |= {task_id: (error.problems[0].what if error.problems else error.message)
                     for task_id, error in weighed.refusals.items()}  # fmt: skip
    return refusals


async def _list_ready(tx: Tx, fallout_ids: Sequence[FalloutId]) -> list[tuple[Fallout, bool]]:
    """Those that are open and alone on a held task, each with whether a person does the task."""
    rows = await tx.fetch(
        f"""
        SELECT {FALLOUT_COLUMNS}, t.kind = 'manual' AS manual
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN fallout AS f ON f.service_order_id = s.service_order_id AND f.n = s.n
          JOIN task AS t ON t.service_order_id = f.service_order_id AND t.n = f.task_n
         WHERE f.state IN ('open', 'inProgress', 'awaitingInformation') AND t.state = 'held'
           AND NOT EXISTS (
                SELECT 1
                  FROM fallout AS other
                 WHERE other.service_order_id = f.service_order_id AND other.task_n = f.task_n AND other.n <> f.n
                   AND other.state IN ('open', 'inProgress', 'awaitingInformation'))
        """,
        [fallout_id.service_order_id for fallout_id in fallout_ids],
        [fallout_id.n for fallout_id in fallout_ids],
    )
    return [(read_fallout(row), row["manual"]) for row in rows]


async def _save(tx: Tx, fallouts: Sequence[Fallout], *, now: datetime) -> None:
    """Writes the remedy of each and keeps it to be measured; the groups of those that it resolves are counted."""
    resolved = Counter(fallout.signature for fallout in fallouts if fallout.state is FalloutState.RESOLVED)
    await group_store.count_resolved(tx, resolved)
    await tx.execute(
        """
        WITH applied AS (
            SELECT *
              FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::text[])
                   AS s (service_order_id, n, state, resolution, resolution_code, note, applied_by, signature)
        ), saved AS (
            UPDATE fallout AS f
               SET state = a.state, resolution = a.resolution, resolution_code = a.resolution_code,
                   resolution_note = a.note, resolved_by = a.applied_by, resolved_at = $9::timestamptz
              FROM applied AS a
             WHERE f.service_order_id = a.service_order_id AND f.n = a.n
        )
        INSERT INTO fallout_remedy (service_order_id, n, attempt, signature, resolution, resolution_code, note,
                                    applied_by, applied_at, outcome, ended_at)
        SELECT a.service_order_id, a.n,
               1 + (SELECT count(*)
                      FROM fallout_remedy AS r
                     WHERE r.service_order_id = a.service_order_id AND r.n = a.n),
               a.signature, a.resolution, a.resolution_code, a.note, a.applied_by, $9::timestamptz,
               CASE a.state WHEN 'resolved' THEN $10::text ELSE $11::text END, CASE a.state WHEN 'resolved' THEN $9::timestamptz END
          FROM applied AS a
        """,
        [fallout.id.service_order_id for fallout in fallouts],
        [fallout.id.n for fallout in fallouts],
        [fallout.state.value for fallout in fallouts],
        [None if fallout.resolution is None else fallout.resolution.value for fallout in fallouts],
        [fallout.resolution_code for fallout in fallouts],
        [fallout.resolution_note for fallout in fallouts],
        [fallout.resolved_by for fallout in fallouts],
        [fallout.signature for fallout in fallouts],
        now,
        Outcome.MENDED.value,
        Outcome.TRIED.value,
    )
