"""SQL of remedies: what was applied to which fallout, and how it came out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.fallout.group_store import count_changed
from trunkline.fallout.model import Fallout
from trunkline.fallout.state import Outcome
from trunkline.fallout.store import FALLOUT_COLUMNS, read_fallout
from trunkline.kit.db import Tx
from trunkline.kit.ids import FalloutId, TaskId


class AppliedRemedy(msgspec.Struct, frozen=True, kw_only=True):
    """One remedy of a fallout. `signature` is the failure that it was applied to."""

    attempt: int
    signature: str
    resolution: str
    resolution_code: str | None
    note: str | None
    applied_by: str
    applied_at: datetime
    outcome: Outcome
    ended_at: datetime | None


async def list_unresolved(tx: Tx, task_ids: Sequence[TaskId]) -> list[Fallout]:
    """The fallouts of these tasks that are not resolved yet, being verified or not, the newest of a task first."""
    rows = await tx.fetch(
        f"""
        SELECT {FALLOUT_COLUMNS}
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN fallout AS f ON f.service_order_id = s.service_order_id AND f.task_n = s.n
         WHERE f.state IN ('open', 'inProgress', 'awaitingInformation', 'resolving')
         ORDER BY f.service_order_id, f.task_n, f.resolved_at DESC NULLS LAST, f.n DESC
        """,
        [task_id.service_order_id for task_id in task_ids],
        [task_id.n for task_id in task_ids],
    )
    return [read_fallout(row) for row in rows]


async def add_remedy(tx: Tx, fallout: Fallout, *, outcome: Outcome, now: datetime) -> None:
    """Keeps the remedy that the fallout has now."""
    await tx.execute(
        """
        INSERT INTO fallout_remedy (service_order_id, n, attempt, signature, resolution, resolution_code, note,
                                    applied_by, applied_at, outcome, ended_at)
        SELECT $1, $2, 1 + count(*), $3, $4, $5, $6, $7, $8, $9, CASE WHEN $9 <> 'tried' THEN $8::timestamptz END
          FROM fallout_remedy
         WHERE service_order_id = $1 AND n = $2
        """,
        fallout.id.service_order_id,
        fallout.id.n,
        fallout.signature,
        "" if fallout.resolution is None else fallout.resolution.value,
        fallout.resolution_code,
        fallout.resolution_note,
        fallout.resolved_by,
        now,
        outcome.value,
    )


async def end_remedies(tx: Tx, outcomes: Sequence[tuple[FalloutId, Outcome]], *, now: datetime) -> None:
    """Says how the remedies came out whose outcome was not known."""
    await tx.execute(
        """
        UPDATE fallout_remedy AS r
           SET outcome = s.outcome, ended_at = $4
          FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS s (service_order_id, n, outcome)
         WHERE r.service_order_id = s.service_order_id AND r.n = s.n AND r.outcome = 'tried'
        """,
        [fallout_id.service_order_id for fallout_id, _ in outcomes],
        [fallout_id.n for fallout_id, _ in outcomes],
        [outcome.value for _, outcome in outcomes],
        now,
    )


async def list_remedies(tx: Tx, fallout_id: FalloutId) -> list[AppliedRemedy]:
    """Every remedy of a fallout, oldest first."""
    rows = await tx.fetch(
        """
        SELECT attempt, signature, resolution, resolution_code, note, applied_by, applied_at, outcome, ended_at
          FROM fallout_remedy
         WHERE service_order_id = $1 AND n = $2
         ORDER BY attempt
        """,
        fallout_id.service_order_id,
        fallout_id.n,
    )
    return [AppliedRemedy(**{**dict(row), "outcome": Outcome(row["outcome"])}) for row in rows]


async def save_failed_again(tx: Tx, pairs: Sequence[tuple[Fallout, Fallout]]) -> None:
    """Writes fallouts, each given as it was and as it is, whose remedy did not help; their groups follow."""
    changed = [(was, now) for was, now in pairs if was.signature != now.signature]
    if changed:
        await count_changed(tx, [was.signature for was, _ in changed], [now for _, now in changed])
    after = [now for _, now in pairs]
    await tx.execute(
        """
        UPDATE fallout AS f
           SET state = s.state, fallout_type = s.fallout_type, cause = s.cause, message = s.message,
               signature = s.signature, exchange = s.exchange, outcome = s.outcome, failed_again = f.failed_again + 1,
               resolution = NULL, resolution_code = NULL, resolution_note = NULL, resolved_by = NULL,
               resolved_at = NULL
          FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                      $8::jsonb[], $9::text[])
               AS s (service_order_id, n, state, fallout_type, cause, message, signature, exchange, outcome)
         WHERE f.service_order_id = s.service_order_id AND f.n = s.n
        """,
        [fallout.id.service_order_id for fallout in after],
        [fallout.id.n for fallout in after],
        [fallout.state.value for fallout in after],
        [fallout.fallout_type for fallout in after],
        [fallout.cause for fallout in after],
        [fallout.message for fallout in after],
        [fallout.signature for fallout in after],
        [fallout.exchange for fallout in after],
        [None if fallout.outcome is None else fallout.outcome.value for fallout in after],
    )


async def save_ended(tx: Tx, fallouts: Sequence[Fallout]) -> None:
    """Writes fallouts whose remedy came to an end with the task; the caller has moved the counters of their groups."""
    await tx.execute(
        """
        UPDATE fallout AS f
           SET state = s.state, resolution = s.resolution, resolution_note = s.note, resolved_at = s.resolved_at,
               closed_at = s.closed_at
          FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::timestamptz[],
                      $7::timestamptz[]) AS s (service_order_id, n, state, resolution, note, resolved_at, closed_at)
         WHERE f.service_order_id = s.service_order_id AND f.n = s.n
        """,
        [fallout.id.service_order_id for fallout in fallouts],
        [fallout.id.n for fallout in fallouts],
        [fallout.state.value for fallout in fallouts],
        [None if fallout.resolution is None else fallout.resolution.value for fallout in fallouts],
        [fallout.resolution_note for fallout in fallouts],
        [fallout.resolved_at for fallout in fallouts],
        [fallout.closed_at for fallout in fallouts],
    )
