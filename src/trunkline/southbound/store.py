"""SQL of domain systems: their limits, what waits for them, and the order in which it is let go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from trunkline.catalog.model import RetryRule
from trunkline.kit.db import Tx
from trunkline.orchestration.executor import EffectPurpose, EffectState
from trunkline.southbound.model import DomainSystem, SystemStanding
from trunkline.work.model import WorkKind

_SEEN = timedelta(seconds=5)  # a process that was not heard of so long uses nothing any more


async def list_systems(tx: Tx) -> list[DomainSystem]:
    """All of them, by name."""
    rows = await tx.fetch("SELECT * FROM domain_system ORDER BY name")
    return [_read(dict(row)) for row in rows]


def _read(row: dict[str, Any]) -> DomainSystem:
    return DomainSystem(**row | {"retry": msgspec.convert(row["retry"], dict[str, RetryRule])})


async def list_standings(tx: Tx, name: str | None = None) -> list[SystemStanding]:
    """Systems with what waits for them; systems that are only known from calls stand there without limits."""
    rows = await tx.fetch(
        """
        WITH open AS (
            SELECT system,
                   count(*) FILTER (WHERE state = 'deferred')::integer AS deferred,
                   count(*) FILTER (WHERE state = 'waiting')::integer AS waiting,
                   count(*) FILTER (WHERE state = 'unknown')::integer AS unknown
              FROM effect
             WHERE system IS NOT NULL AND state IN ('deferred', 'waiting', 'unknown') AND ($1::text IS NULL OR system = $1)
             GROUP BY system
        )
        SELECT s.*, coalesce(o.deferred, 0) AS deferred, coalesce(o.waiting, 0) AS waiting,
               coalesce(o.unknown, 0) AS unknown
          FROM domain_system AS s
          LEFT JOIN open AS o ON o.system = s.name
         WHERE $1::text IS NULL OR s.name = $1
         ORDER BY s.name
        """,
        name,
    )
    counted = ("deferred", "waiting", "unknown")
    return [
        SystemStanding(
            system=_read({key: value for key, value in row.items() if key not in counted}),
            **{key: row[key] for key in counted},
        )
        for row in rows
    ]


async def lock_system(tx: Tx, name: str) -> DomainSystem | None:
    """The system's row, held until the transaction ends."""
    row = await tx.fetchrow("SELECT * FROM domain_system WHERE name = $1 FOR UPDATE", name)
    return None if row is None else _read(dict(row))


async def save_system(tx: Tx, system: DomainSystem) -> None:
    """Writes a system, new or known."""
    held = msgspec.structs.asdict(system) | {"retry": msgspec.to_builtins(system.retry)}
    await tx.execute(
        """
        INSERT INTO domain_system (name, concurrency, rate, failures_to_open, open_for, opened_until, held, held_reason,
                                   held_by, held_at, held_until, release_rate, released_until, callback_secret,
                                   callback_token, changed_at, retry)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            ON CONFLICT (name)
            DO UPDATE SET concurrency = EXCLUDED.concurrency, rate = EXCLUDED.rate,
                          failures_to_open = EXCLUDED.failures_to_open, open_for = EXCLUDED.open_for,
                          opened_until = EXCLUDED.opened_until, held = EXCLUDED.held,
                          held_reason = EXCLUDED.held_reason, held_by = EXCLUDED.held_by, held_at = EXCLUDED.held_at,
                          held_until = EXCLUDED.held_until, release_rate = EXCLUDED.release_rate,
                          released_until = EXCLUDED.released_until, callback_secret = EXCLUDED.callback_secret,
                          callback_token = EXCLUDED.callback_token, changed_at = EXCLUDED.changed_at,
                          retry = EXCLUDED.retry
        """,
        *(held[name] for name in (
            "name", "concurrency", "rate", "failures_to_open", "open_for", "opened_until", "held", "held_reason",
            "held_by", "held_at", "held_until", "release_rate", "released_until", "callback_secret", "callback_token",
            "changed_at", "retry",
        )),
    )  # fmt: skip


async def set_circuit(tx: Tx, name: str, opened_until: datetime | None) -> None:
    """Opens the circuit until an instant, or closes it."""
    await tx.execute("UPDATE domain_system SET opened_until = $2 WHERE name = $1", name, opened_until)


async def grant(tx: Tx, name: str, second: int, *, want: int, most: int) -> int:
    """Up to `want` calls of the `most` that are there in this second, for one process."""
    granted: int | None = await tx.fetchval(
        """
        INSERT INTO domain_system_second AS s (system, second, granted)
        VALUES ($1, $2, least($3::integer, $4::integer))
            ON CONFLICT (system, second)
            DO UPDATE SET granted = s.granted + $3
         WHERE s.granted + $3 <= $4
        RETURNING $3
        """,
        name,
        second,
        want,
        most,
    )
    await tx.execute("DELETE FROM domain_system_second WHERE system = $1 AND second < $2 - 60", name, second)
    return granted or 0


async def exchange_use(tx: Tx, process: str, in_flight: Mapping[str, int], *, now: datetime) -> dict[str, int]:
    """Tells what this process uses, and answers what the others do."""
    await tx.execute(
        """
        INSERT INTO domain_system_use (system, process, in_flight, seen_at)
        SELECT u.system, $1, u.in_flight, $4
          FROM unnest($2::text[], $3::integer[]) AS u (system, in_flight)
            ON CONFLICT (system, process) DO UPDATE SET in_flight = EXCLUDED.in_flight, seen_at = EXCLUDED.seen_at
        """,
        process,
        list(in_flight),
        list(in_flight.values()),
        now,
    )
    await tx.execute("DELETE FROM domain_system_use WHERE seen_at < $1", now - _SEEN * 12)
    rows = await tx.fetch(
        """
        SELECT system, sum(in_flight)::integer
          FROM domain_system_use
         WHERE process <> $1 AND seen_at > $2
         GROUP BY system
        """,
        process,
        now - _SEEN,
    )
    return {row[0]: row[1] for row in rows}


async def list_held(tx: Tx, name: str, *, limit: int) -> list[tuple[int, int]]:
    """Held calls `(order, task n)`, in the order in which a release lets them go."""
    rows = await tx.fetch(
        """
        SELECT e.service_order_id, e.n
          FROM effect AS e
          JOIN task AS t ON t.service_order_id = e.service_order_id AND t.n = e.n
          JOIN work AS w ON w.service_order_id = e.service_order_id AND w.n = e.n AND w.kind = $4 AND w.worker IS NULL
         WHERE e.system = $1 AND e.state = $2 AND e.purpose = $3
         ORDER BY t.priority, t.ready_at, t.service_order_id, t.n
         LIMIT $5
        """,
        name,
        EffectState.DEFERRED,
        EffectPurpose.DO,
        WorkKind.EXECUTE_TASK,
        limit,
    )
    return [(row[0], row[1]) for row in rows]


async def schedule_release(tx: Tx, name: str, *, rate: float, now: datetime) -> tuple[int, datetime | None]:
    """Makes held calls due one after the other at `rate` a second, urgent tasks first; answers how many, and the last.

    The orders are locked by the statement itself, in id order.
    """
    await tx.execute(
        """
        SELECT 1
          FROM service_order
         WHERE id IN (SELECT service_order_id FROM effect WHERE system = $1 AND state = $2 AND purpose = $3)
         ORDER BY id
           FOR NO KEY UPDATE
        """,
        name,
        EffectState.DEFERRED,
        EffectPurpose.DO,
    )
    row = await tx.fetchrow(
        """
        WITH turn AS (
            SELECT e.service_order_id, e.n,
                   $4::timestamptz + interval '1 second'
                       * ((row_number() OVER (ORDER BY t.priority, t.ready_at, t.service_order_id, t.n) - 1) / $5::float8)
                       AS due_at
              FROM effect AS e
              JOIN task AS t ON t.service_order_id = e.service_order_id AND t.n = e.n
              JOIN work AS w ON w.service_order_id = e.service_order_id AND w.n = e.n AND w.kind = $6 AND w.worker IS NULL
             WHERE e.system = $1 AND e.state = $2 AND e.purpose = $3
        ),
        hastened AS (
            UPDATE work AS w
               SET due_at = t.due_at
              FROM turn AS t
             WHERE w.service_order_id = t.service_order_id AND w.n = t.n AND w.kind = $6 AND w.worker IS NULL
            RETURNING w.due_at
        )
        SELECT count(*)::integer AS calls, max(due_at) AS last_at FROM hastened
        """,
        name,
        EffectState.DEFERRED,
        EffectPurpose.DO,
        now,
        rate,
        WorkKind.EXECUTE_TASK,
    )
    assert row is not None
    return row["calls"], row["last_at"]


async def take_receipt(tx: Tx, system: str, digest: str, *, now: datetime, kept: timedelta) -> bool:
    """Remembers a message; False when it came before."""
    await tx.execute("DELETE FROM callback_receipt WHERE received_at < $1", now - kept)
    tag = await tx.execute(
        """
        INSERT INTO callback_receipt (system, digest, received_at)
        VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING
        """,
        system,
        digest,
        now,
    )
    return tag.endswith(" 1")
