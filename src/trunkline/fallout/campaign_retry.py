"""Retrying many fallouts at once, in a few statements: what `resolve_fallout` does for one that only its task has to
prove."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trunkline.access.model import Actor
from trunkline.events import history
from trunkline.fallout.events import FalloutRemedied
from trunkline.fallout.model import Fallout
from trunkline.fallout.resolution import remedied
from trunkline.fallout.state import Outcome, Resolution
from trunkline.fallout.store import FALLOUT_COLUMNS, read_fallout
from trunkline.kit.db import Tx
from trunkline.kit.ids import FalloutId
from trunkline.orchestration import commands as tasks


async def retry_fallouts(
    tx: Tx, fallout_ids: Sequence[FalloutId], *, resolution_code: str | None, note: str | None, by: Actor, now: datetime
) -> set[FalloutId]:
    """Retries the tasks of those fallouts for which nothing stands in the way; answers which.

    That is: open, alone on a held task that a machine does. All others are left as they are, for `resolve_fallout` to
    say why. The caller holds the locks of the orders and has checked the right.
    """
    ready = await _list_retriable(tx, fallout_ids)
    if not ready:
        return set()
    after = [
        remedied(f, Resolution.RETRY, proven=False, resolution_code=resolution_code, note=note, by=by.name, now=now)
        for f in ready
    ]
    await _save(tx, after, now=now)
    await history.record_all(tx, [
        FalloutRemedied(
            service_order_id=f.id.service_order_id, n=f.id.n, task_n=f.task_n, resolution=Resolution.RETRY.value,
            resolution_code=f.resolution_code, note=f.resolution_note, values={}, task_moved=True, others_open=0,
            by=by.name, at=now)
        for f in after
    ])  # fmt: skip
    await tasks.retry_tasks(tx, [fallout.task_id for fallout in after], by=by.name, now=now)
    return {fallout.id for fallout in after}


async def _list_retriable(tx: Tx, fallout_ids: Sequence[FalloutId]) -> list[Fallout]:
    rows = await tx.fetch(
        f"""
        SELECT {FALLOUT_COLUMNS}
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN fallout AS f ON f.service_order_id = s.service_order_id AND f.n = s.n
          JOIN task AS t ON t.service_order_id = f.service_order_id AND t.n = f.task_n
         WHERE f.state IN ('open', 'inProgress', 'awaitingInformation') AND t.state = 'held' AND t.kind <> 'manual'
           AND NOT EXISTS (
                SELECT 1
                  FROM fallout AS other
                 WHERE other.service_order_id = f.service_order_id AND other.task_n = f.task_n AND other.n <> f.n
                   AND other.state IN ('open', 'inProgress', 'awaitingInformation'))
        """,
        [fallout_id.service_order_id for fallout_id in fallout_ids],
        [fallout_id.n for fallout_id in fallout_ids],
    )
    return [read_fallout(row) for row in rows]


async def _save(tx: Tx, fallouts: Sequence[Fallout], *, now: datetime) -> None:
    """Writes the remedy of each, and keeps it to be measured; none leaves the open ones of its group by that."""
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
                   resolution_note = a.note, resolved_by = a.applied_by, resolved_at = $9
              FROM applied AS a
             WHERE f.service_order_id = a.service_order_id AND f.n = a.n
        )
        INSERT INTO fallout_remedy (service_order_id, n, attempt, signature, resolution, resolution_code, note,
                                    applied_by, applied_at, outcome)
        SELECT a.service_order_id, a.n,
               1 + (SELECT count(*)
                      FROM fallout_remedy AS r
                     WHERE r.service_order_id = a.service_order_id AND r.n = a.n),
               a.signature, a.resolution, a.resolution_code, a.note, a.applied_by, $9, $10
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
        Outcome.TRIED.value,
    )
