"""SQL of the effects ledger: what was asked of the outside, written before the call, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.kit.db import Row, Tx
from trunkline.orchestration.executor import REVISING, EffectPurpose, EffectState, Execution, ExecutionCall
from trunkline.orchestration.state import TaskState

_FOLLOWED = [EffectState.WAITING.value, EffectState.UNKNOWN.value]


async def read_effects(
    tx: Tx, subjects: Sequence[tuple[int, int]], purpose: EffectPurpose = EffectPurpose.DO
) -> dict[tuple[int, int], Row]:
    """The ledger's entries of these tasks, those that have one."""
    rows = await tx.fetch(
        """
        SELECT e.*
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN effect AS e ON e.service_order_id = s.service_order_id AND e.n = s.n AND e.purpose = $3
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        purpose,
    )
    return {(row["service_order_id"], row["n"]): row for row in rows}


async def write_asked(
    tx: Tx, executions: Sequence[Execution], *, now: datetime, purpose: EffectPurpose = EffectPurpose.DO
) -> None:
    """Writes that these calls are about to be made: one statement for a batch, before any of them is made."""
    calls = [execution.call for execution in executions]
    await tx.execute(
        """
        INSERT INTO effect AS e (service_order_id, n, purpose, state, executor, system, operation, attempt, tries, asked_at,
                                 begun_at, speaks_for, speaks_for_below, sent)
        SELECT c.service_order_id, c.n, $9, $10, c.executor, c.system, c.operation, c.attempt, c.tries, $8, $8,
               c.speaks_for, c.below, c.sent
          FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::integer[],
                      $11::integer[], $12::boolean[], $13::jsonb[])
            AS c (service_order_id, n, executor, system, operation, attempt, tries, speaks_for, below, sent)
            ON CONFLICT (service_order_id, n, purpose)
            DO UPDATE SET state = EXCLUDED.state,
                          reference = CASE WHEN (e.executor, e.system) IS NOT DISTINCT FROM (EXCLUDED.executor, EXCLUDED.system)
                                           THEN e.reference END,
                          executor = EXCLUDED.executor, system = EXCLUDED.system,
                          operation = EXCLUDED.operation, attempt = EXCLUDED.attempt, tries = EXCLUDED.tries,
                          begun_at = CASE WHEN EXCLUDED.tries = 1 THEN EXCLUDED.begun_at ELSE e.begun_at END,
                          asked = e.asked + 1, looked = 0, asked_at = EXCLUDED.asked_at, answered_at = NULL,
                          until = CASE WHEN e.purpose = 'undo' THEN e.until END, messages = '[]', speaks_for = EXCLUDED.speaks_for, sent = EXCLUDED.sent,
                          speaks_for_below = EXCLUDED.speaks_for_below, changes = 0, sent_changes = 0, revision = 0
        """,
        [call.task_id.service_order_id for call in calls],
        [call.task_id.n for call in calls],
        [call.executor for call in calls],
        [call.system for call in calls],
        [call.operation for call in calls],
        [call.attempt for call in calls],
        [execution.spent for execution in executions],
        now,
        purpose,
        EffectState.ASKED,
        [call.domain_order_id.n if can_be_revised(call) and purpose is EffectPurpose.DO else None for call in calls],
        [bool(call.below) for call in calls],
        [sent_values(call) if can_be_revised(call) else None for call in calls],
    )


def can_be_revised(call: ExecutionCall) -> bool:
    """Whether the domain system is to be told of changes while it works: `revision: none` in the config says no."""
    return call.executor in REVISING and call.config.get("revision", "patch") != "none"


def sent_values(call: ExecutionCall) -> dict[str, dict[str, object]]:
    """The values that a call sends, by domain order."""
    return {str(n): dict(values) for n, values in (
        (call.domain_order_id.n, call.characteristics), *((each.n, each.characteristics) for each in call.below))
    }  # fmt: skip


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an entry."""

    service_order_id: int
    n: int
    attempt: int
    state: EffectState
    answer: dict[str, object]
    reference: str | None = None
    until: datetime | None = None
    far_state: str | None = None
    asked: bool = True  # False: the call was not made after all
    revised: int | None = None  # so many changes are known to the domain system now
    sent: dict[str, dict[str, object]] | None = None


async def write_settled(
    tx: Tx, settled: Sequence[Settled], *, now: datetime, purpose: EffectPurpose = EffectPurpose.DO
) -> dict[tuple[int, int], int]:
    """Writes what came of calls; answers how many messages and unsent changes there are of each.

    An entry asked anew meanwhile is left.
    """
    rows = await tx.fetch(
        """
        UPDATE effect AS e
           SET state = s.state, answer = s.answer, reference = coalesce(s.reference, e.reference), answered_at = $9,
               far_state = coalesce(s.far_state, e.far_state), until = coalesce(s.until, e.until), asked = e.asked - CASE WHEN s.asked THEN 0 ELSE 1 END,
               looked = CASE WHEN s.revised IS NOT NULL THEN 0 ELSE e.looked END
                      + CASE WHEN s.state IN ('waiting', 'unknown') THEN 1 ELSE 0 END,
               sent_changes = coalesce(s.revised, e.sent_changes), sent = coalesce(s.sent, e.sent),
               revision = e.revision + CASE WHEN s.revised IS NULL THEN 0 ELSE 1 END
          FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::text[], $5::jsonb[], $6::text[],
                      $7::timestamptz[], $8::boolean[], $11::text[], $12::integer[], $13::jsonb[])
            AS s (service_order_id, n, attempt, state, answer, reference, until, asked, far_state, revised, sent)
         WHERE e.service_order_id = s.service_order_id AND e.n = s.n AND e.purpose = $10 AND e.attempt <= s.attempt
        RETURNING e.service_order_id, e.n, jsonb_array_length(e.messages) + e.changes - e.sent_changes
        """,
        [entry.service_order_id for entry in settled],
        [entry.n for entry in settled],
        [entry.attempt for entry in settled],
        [entry.state.value for entry in settled],
        [entry.answer for entry in settled],
        [entry.reference for entry in settled],
        [entry.until for entry in settled],
        [entry.asked for entry in settled],
        now,
        purpose,
        [entry.far_state for entry in settled],
        [entry.revised for entry in settled],
        [entry.sent for entry in settled],
    )
    return {(row[0], row[1]): row[2] for row in rows}


async def read_follow_ups(tx: Tx, subjects: Sequence[tuple[int, int]]) -> list[Row]:
    """What executors need to know of work that was asked for and has no final answer yet."""
    return await tx.fetch(
        """
        SELECT t.service_order_id, t.n, t.domain_order_n, t.key, t.name, t.kind, t.executor, e.attempt AS attempts,
               t.assignment_group, t.route, o.specification_id, o.action, o.characteristics, o.place, o.plan_specification,
               p.catalog_revision, t.state, e.tries, e.looked, e.reference, e.until, e.messages, e.changes, e.sent_changes,
               e.revision, e.begun_at, e.round
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN effect AS e
            ON e.service_order_id = s.service_order_id AND e.n = s.n AND e.purpose = $3 AND e.state = ANY ($4)
          JOIN task AS t
            ON t.service_order_id = s.service_order_id AND t.n = s.n AND t.state = ANY ($5)
          JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
          JOIN orchestration_plan AS p ON p.service_order_id = t.service_order_id
        """,
        [subject[0] for subject in subjects],
        [subject[1] for subject in subjects],
        EffectPurpose.DO,
        _FOLLOWED,
        [TaskState.IN_PROGRESS.value, TaskState.UNKNOWN.value],
    )


async def add_message(
    tx: Tx, service_order_id: int, n: int, message: dict[str, object], *, most: int = 20
) -> str | None:
    """Keeps a message for an open entry; answers the entry's state, None when it wants no messages any more."""
    state: str | None = await tx.fetchval(
        """
        UPDATE effect AS e
           SET messages = e.messages || jsonb_build_array($3::jsonb)
         WHERE e.service_order_id = $1 AND e.n = $2 AND e.purpose = $4 AND e.state = ANY ($5)
           AND jsonb_array_length(e.messages) < $6 AND NOT e.messages @> jsonb_build_array($3::jsonb)
        RETURNING e.state
        """,
        service_order_id,
        n,
        message,
        EffectPurpose.DO,
        [EffectState.ASKED.value, *_FOLLOWED],
        most,
    )
    return state


async def find_by_reference(tx: Tx, system: str, reference: str) -> tuple[int, int] | None:
    """The task for which this domain system gave this id."""
    row = await tx.fetchrow(
        "SELECT service_order_id, n FROM effect WHERE system = $1 AND reference = $2 ORDER BY asked_at DESC LIMIT 1",
        system,
        reference,
    )
    return None if row is None else (row["service_order_id"], row["n"])


async def is_of_system(tx: Tx, system: str, service_order_id: int, n: int) -> bool:
    """Whether this domain system was asked for this task."""
    found: bool = await tx.fetchval(
        "SELECT EXISTS (SELECT 1 FROM effect WHERE system = $1 AND service_order_id = $2 AND n = $3)",
        system,
        service_order_id,
        n,
    )
    return found
