"""SQL of agreements and their clocks; every statement takes a whole batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.agreements.clocks import AgreementClock
from trunkline.agreements.model import Agreement, AgreementInForce, Facts, Happening, Thing
from trunkline.agreements.state import AgreementClockState
from trunkline.jeopardy.model import JeopardyLevel, JeopardySubject
from trunkline.kit.db import Row, Tx

_READER = "agreementClocks"


def read_agreement(row: Row) -> AgreementInForce:
    """An agreement from its row."""
    return AgreementInForce(
        agreement=msgspec.convert(row["body"], Agreement),
        **{name: row[name] for name in ("id", "name", "revision", "saved_by", "saved_at", "replaced_at")},
    )


async def lock_agreement(tx: Tx, name: str) -> AgreementInForce | None:
    """The revision in force, its row held; None when there is none."""
    row = await tx.fetchrow("SELECT * FROM agreement WHERE name = $1 AND replaced_at IS NULL FOR UPDATE", name)
    return None if row is None else read_agreement(row)


async def save_agreements(tx: Tx, agreements: Mapping[str, Agreement], *, by: str, now: datetime) -> None:
    """Writes the next revisions; those before are for no new clocks any more."""
    names = list(agreements)
    await retire_agreements(tx, names, now=now)
    await tx.execute(
        """
        INSERT INTO agreement (name, revision, body, saved_by, saved_at)
        SELECT g.name, 1 + coalesce((SELECT max(a.revision) FROM agreement AS a WHERE a.name = g.name), 0), g.body, $3, $4
          FROM unnest($1::text[], $2::jsonb[]) AS g (name, body)
        """,
        names,
        [msgspec.to_builtins(agreements[name]) for name in names],
        by,
        now,
    )


async def retire_agreements(tx: Tx, names: Sequence[str], *, now: datetime) -> None:
    """From now on no clock begins by these."""
    await tx.execute(
        "UPDATE agreement SET replaced_at = $2 WHERE name = ANY ($1) AND replaced_at IS NULL", list(names), now
    )


async def followed_agreements(tx: Tx) -> dict[int, AgreementInForce]:
    """The agreements in force, and those by which a clock still runs, by id."""
    rows = await tx.fetch(
        """
        SELECT a.*
          FROM agreement AS a
         WHERE a.replaced_at IS NULL
            OR EXISTS (SELECT 1 FROM agreement_clock AS c WHERE c.agreement_id = a.id AND c.ended_at IS NULL)
         ORDER BY a.id
        """
    )
    return {row["id"]: read_agreement(row) for row in rows}


async def agreements_by_id(tx: Tx, ids: Collection[int]) -> dict[int, AgreementInForce]:
    """These agreements, in force or not."""
    rows = await tx.fetch("SELECT * FROM agreement WHERE id = ANY ($1)", list(ids))
    return {row["id"]: read_agreement(row) for row in rows}


async def skip_to_present(tx: Tx) -> None:
    """Nothing is agreed: what has happened until now will move no clock."""
    await tx.execute(
        """
        INSERT INTO history_reader AS r (name, tx, event_id)
        VALUES ($1, pg_snapshot_xmin(pg_current_snapshot()), 0)
            ON CONFLICT (name) DO UPDATE SET tx = EXCLUDED.tx, event_id = 0
        """,
        _READER,
    )


async def read_on(tx: Tx, kinds: Collection[str], *, limit: int) -> tuple[int, list[Happening]]:
    """Reads the history from where it was left: how many events, and those of the given kinds, in their order."""
    rows = await tx.fetch(
        """
        WITH place AS (
            INSERT INTO history_reader AS r (name, tx, event_id)
            VALUES ($1, pg_snapshot_xmin(pg_current_snapshot()), 0)
                ON CONFLICT (name) DO UPDATE SET name = EXCLUDED.name
            RETURNING tx, event_id
        ),
        read AS MATERIALIZED (
            SELECT e.tx, e.id, e.kind
              FROM place AS p
              JOIN event AS e ON (e.tx, e.id) > (p.tx, p.event_id) AND e.tx < pg_snapshot_xmin(pg_current_snapshot())
             ORDER BY e.tx, e.id
             LIMIT $2
        ),
        last AS (
            SELECT tx, id, (SELECT count(*) FROM read) AS read FROM read ORDER BY tx DESC, id DESC LIMIT 1
        )
        SELECT l.tx::text AS tx, l.id AS last_id, l.read, e.id, e.kind, e.service_order_id, e.n, e.at, e.data
          FROM last AS l
          LEFT JOIN (read AS r JOIN event AS e ON e.id = r.id AND r.kind = ANY ($3::text[])
                                              AND e.service_order_id IS NOT NULL) ON true
         ORDER BY e.tx, e.id
        """,
        _READER,
        limit,
        list(kinds),
    )
    if not rows:
        return 0, []
    await tx.execute(
        "UPDATE history_reader SET tx = $2::text::xid8, event_id = $3 WHERE name = $1",
        _READER,
        rows[0]["tx"],
        rows[0]["last_id"],
    )
    return rows[0]["read"], [
        Happening(
            kind=row["kind"], service_order_id=row["service_order_id"], n=row["n"] or 0, at=row["at"], data=row["data"]
        )
        for row in rows
        if row["id"] is not None
    ]  # fmt: skip


async def begun_with_plan(tx: Tx, plans: Sequence[Happening]) -> dict[tuple[int, datetime], list[int]]:
    """The domain orders that were in progress as soon as these plans were made or extended: of them nothing is told."""
    rows = await tx.fetch(
        """
        SELECT d.service_order_id, d.n, d.started_at
          FROM unnest($1::bigint[], $2::timestamptz[]) AS g (service_order_id, at)
          JOIN domain_order AS d ON d.service_order_id = g.service_order_id AND d.started_at = g.at
         ORDER BY d.service_order_id, d.n
        """,
        [plan.service_order_id for plan in plans],
        [plan.at for plan in plans],
    )
    found: dict[tuple[int, datetime], list[int]] = defaultdict(list)
    for row in rows:
        found[row["service_order_id"], row["started_at"]].append(row["n"])
    return found


async def read_facts(tx: Tx, things: Collection[Thing]) -> dict[Thing, tuple[Facts, dict[str, Any]]]:
    """What is known of these things, and where they are in their orders: what holds of the order cover them by."""
    rows = await tx.fetch(
        """
        SELECT g.level, g.service_order_id, g.n, o.customer_id, o.category,
               coalesce(f.priority, t.priority, i.priority, o.priority) AS priority,
               CASE WHEN g.level = 'serviceOrder'
                    THEN ARRAY(SELECT DISTINCT x.specification_id FROM service_order_item AS x
                                WHERE x.service_order_id = o.id AND x.specification_id IS NOT NULL)
                    ELSE array_remove(ARRAY[coalesce(d.specification_id, i.specification_id)], NULL) END AS specifications,
               CASE WHEN g.level = 'serviceOrder'
                    THEN ARRAY(SELECT DISTINCT x.action FROM service_order_item AS x WHERE x.service_order_id = o.id)
                    ELSE array_remove(ARRAY[coalesce(d.action, i.action)], NULL) END AS request_types,
               CASE WHEN g.level IN ('task', 'fallout') THEN coalesce(f.assignment_group, t.assignment_group) END AS "group",
               CASE WHEN g.level = 'task' THEN t.key END AS key,
               CASE WHEN g.level = 'task' THEN t.kind END AS kind,
               CASE WHEN g.level = 'task' THEN t.duration END AS duration,
               CASE WHEN g.level = 'task' THEN t.calendar END AS calendar,
               f.fallout_type, t.n AS task_n, coalesce(d.ancestors, '{}') AS domain_order_ns,
               CASE WHEN i.n IS NULL THEN '{}' WHEN i.ancestors = '{}' THEN ARRAY[i.n] ELSE i.ancestors END AS item_ns
          FROM unnest($1::text[], $2::bigint[], $3::integer[]) AS g (level, service_order_id, n)
          JOIN service_order AS o ON o.id = g.service_order_id
          LEFT JOIN fallout AS f ON g.level = 'fallout' AND f.service_order_id = o.id AND f.n = g.n
          LEFT JOIN task AS t
            ON t.service_order_id = o.id AND t.n = CASE g.level WHEN 'task' THEN g.n WHEN 'fallout' THEN f.task_n END
          LEFT JOIN domain_order AS d
            ON d.service_order_id = o.id AND d.n = CASE g.level WHEN 'domainOrder' THEN g.n ELSE t.domain_order_n END
          LEFT JOIN service_order_item AS i
            ON i.service_order_id = o.id AND i.n = CASE g.level WHEN 'item' THEN g.n ELSE d.item_n END
         WHERE g.level = 'serviceOrder' OR coalesce(i.n, 0) > 0
        """,
        *_columns(things),
    )
    found = {}
    for row in rows:
        facts = Facts(
            specifications=row["specifications"], request_types=row["request_types"], priorities=[row["priority"]],
            customers=_listed(row["customer_id"]), categories=_listed(row["category"]), tasks=_listed(row["key"]),
            task_kinds=_listed(row["kind"]), groups=_listed(row["group"]), fallout_types=_listed(row["fallout_type"]),
            duration=row["duration"], calendar=row["calendar"],
        )  # fmt: skip
        place = {
            "item_ns": tuple(row["item_ns"]), "domain_order_ns": tuple(row["domain_order_ns"]), "task_n": row["task_n"],
        }  # fmt: skip
        found[row["level"], row["service_order_id"], row["n"]] = (facts, place)
    return found


async def read_holds(tx: Tx, service_order_ids: Collection[int]) -> dict[int, list[Row]]:
    """The holds of these orders, released ones too, with what each is on."""
    rows = await tx.fetch(
        """
        SELECT service_order_id, n, scope, scope_n, placed_at, released_at
          FROM hold
         WHERE service_order_id = ANY ($1)
         ORDER BY service_order_id, n
        """,
        list(service_order_ids),
    )
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["service_order_id"]].append(row)
    return found


async def read_clocks(tx: Tx, things: Collection[Thing], held: Collection[int]) -> list[AgreementClock]:
    """All clocks of these things, and the open ones of the orders in which holds were placed or released."""
    rows = await tx.fetch(
        """
        SELECT c.*
          FROM agreement_clock AS c
          JOIN (SELECT DISTINCT * FROM unnest($1::text[], $2::bigint[], $3::integer[]) AS g (level, service_order_id, n)) AS g
         USING (service_order_id, level, n)
         UNION
        SELECT c.*
          FROM agreement_clock AS c
         WHERE c.service_order_id = ANY ($4) AND c.ended_at IS NULL
        """,
        *_columns(things),
        list(held),
    )
    return [read_clock(row) for row in rows]


async def due_clocks(tx: Tx, *, now: datetime, limit: int) -> list[AgreementClock]:
    """Running clocks that have come to a warning or to their end, the longest due first."""
    rows = await tx.fetch("SELECT * FROM agreement_clock WHERE next_at <= $1 ORDER BY next_at LIMIT $2", now, limit)
    return [read_clock(row) for row in rows]


def read_clock(row: Row) -> AgreementClock:
    """A clock from its row."""
    return AgreementClock(
        level=JeopardySubject(row["level"]),
        state=AgreementClockState(row["state"]),
        jeopardy=None if row["jeopardy"] is None else JeopardyLevel(row["jeopardy"]),
        holds=tuple(row["holds"]), item_ns=tuple(row["item_ns"]), domain_order_ns=tuple(row["domain_order_ns"]),
        **{name: row[name] for name in (
            "service_order_id", "n", "agreement_id", "duration", "calendar", "begun_at", "elapsed", "running_since",
            "paused_at", "due_at", "next_at", "breached_at", "ended_at", "resets", "standing", "task_n")},
    )  # fmt: skip


async def write_clocks(tx: Tx, clocks: Collection[AgreementClock]) -> None:
    """Writes what became of clocks, new ones and known ones, in one statement."""
    await tx.execute(
        """
        INSERT INTO agreement_clock (
            service_order_id, level, n, agreement_id, state, duration, calendar, begun_at, elapsed, running_since,
            paused_at, due_at, next_at, jeopardy, breached_at, ended_at, resets, standing, holds, item_ns,
            domain_order_ns, task_n)
        SELECT service_order_id, level, n, agreement_id, state, make_interval(secs => duration), calendar, begun_at,
               make_interval(secs => elapsed), running_since, paused_at, due_at, next_at, jeopardy, breached_at, ended_at,
               resets, standing, holds, item_ns, domain_order_ns, task_n
          FROM jsonb_to_recordset($1) AS g (
            service_order_id bigint, level text, n integer, agreement_id bigint, state text, duration double precision,
            calendar text, begun_at timestamptz, elapsed double precision, running_since timestamptz,
            paused_at timestamptz, due_at timestamptz, next_at timestamptz, jeopardy text, breached_at timestamptz,
            ended_at timestamptz, resets integer, standing boolean, holds integer[], item_ns integer[],
            domain_order_ns integer[], task_n integer)
            ON CONFLICT (service_order_id, level, n, agreement_id)
            DO UPDATE SET state = EXCLUDED.state, begun_at = EXCLUDED.begun_at, elapsed = EXCLUDED.elapsed,
                          running_since = EXCLUDED.running_since, paused_at = EXCLUDED.paused_at,
                          due_at = EXCLUDED.due_at, next_at = EXCLUDED.next_at, jeopardy = EXCLUDED.jeopardy,
                          breached_at = EXCLUDED.breached_at, ended_at = EXCLUDED.ended_at, resets = EXCLUDED.resets,
                          standing = EXCLUDED.standing, holds = EXCLUDED.holds
        """,
        [
            msgspec.to_builtins(clock)
            | {"duration": clock.duration.total_seconds(), "elapsed": clock.elapsed.total_seconds()}
            for clock in clocks
        ],
    )


async def read_owners(tx: Tx, things: Collection[Thing]) -> dict[Thing, str]:
    """Whose these tasks and fallouts are: the person, else the group; other things are nobody's."""
    rows = await tx.fetch(
        """
        SELECT g.*, coalesce(t.assignee, f.assignee, t.assignment_group, f.assignment_group) AS owner
          FROM unnest($1::text[], $2::bigint[], $3::integer[]) AS g (level, service_order_id, n)
          LEFT JOIN task AS t ON g.level = 'task' AND t.service_order_id = g.service_order_id AND t.n = g.n
          LEFT JOIN fallout AS f ON g.level = 'fallout' AND f.service_order_id = g.service_order_id AND f.n = g.n
        """,
        *_columns(things),
    )
    return {(row["level"], row["service_order_id"], row["n"]): row["owner"] for row in rows if row["owner"]}


def _listed(value: str | None) -> list[str]:
    return [] if value is None else [value]


def _columns(things: Collection[Thing]) -> tuple[list[str], list[int], list[int]]:
    listed = list(things)
    return [each[0] for each in listed], [each[1] for each in listed], [each[2] for each in listed]
