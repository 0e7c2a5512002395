"""Open domain orders that need attention, each with all that is the matter with it.

A domain order is flagged when it is held, when a fallout of it is open, when a task of it is in jeopardy, when a branch
below it lacks a value, when changed values propose another decomposition, or when it joined a plan that ran already.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from trunkline.jeopardy.model import JeopardyLevel
from trunkline.kit.db import Tx
from trunkline.kit.ids import (
    DomainOrderId,
    FalloutId,
    JeopardyAlertId,
    ServiceOrderId,
    domain_order_number,
    service_order_number,
)


class Flag(StrEnum):
    """What can be the matter with a domain order."""

    HELD = "held"
    FALLOUT = "fallout"
    JEOPARDY = "jeopardy"
    WAITING_FOR_VALUE = "waitingForValue"
    PROPOSAL = "proposal"
    PLAN_CHANGED = "planChanged"


class AttentionFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which domain orders to list; what is None or empty does not narrow. Several flags: any of them."""

    flags: tuple[Flag, ...] = ()
    kind: str | None = None
    service_order_id: ServiceOrderId | None = None
    customer_id: str | None = None
    search: str = ""  # in the domain order's name, its specification and the customer's name


class FlagReason(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One thing that is the matter; `record` is the fallout or alert to open."""

    flag: Flag
    record: str | None = None
    message: str | None = None
    level: JeopardyLevel | None = None
    characteristics: list[str] = []  # that lack a value
    add: int = 0  # a proposal: targets to add
    cancel: int = 0  # a proposal: domain orders to cancel
    since: datetime | None = None


class FlaggedDomainOrder(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A domain order that needs attention."""

    domain_order: str
    name: str
    kind: str
    state: str
    state_reason: str | None
    specification: str
    service_order: str
    customer_id: str | None
    customer_name: str | None
    priority: int  # of the service order, 1 is the most urgent
    flags: list[Flag]
    reasons: list[FlagReason]


class NeedsAttention(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A stretch of the list; `by_flag` counts under the same filters, but whatever the flag."""

    items: list[FlaggedDomainOrder]
    total: int
    by_flag: dict[Flag, int]
    next: str | None = None


Key = tuple[int, int, int]  # priority, service order, n: what the list is sorted by
_REASONS = 5  # of one domain order in an answer

_OPEN_FALLOUT = "f.state IN ('open', 'inProgress', 'awaitingInformation')"

# the numbers of domain orders grow with the plan: those beyond the first planning joined it later
_FLAGGED = f"""
    WITH flagged (service_order_id, n, flag) AS (
        SELECT service_order_id, n, 'held' FROM domain_order WHERE state = 'held'
         UNION
        SELECT f.service_order_id, f.domain_order_n, 'fallout' FROM fallout AS f WHERE {_OPEN_FALLOUT}
         UNION
        SELECT t.service_order_id, t.domain_order_n, 'jeopardy'
          FROM jeopardy_alert AS a
          JOIN task AS t ON t.service_order_id = a.service_order_id AND t.n = a.subject_n
         WHERE a.cleared_at IS NULL AND a.subject = 'task'
         UNION
        SELECT service_order_id, domain_order_n, 'waitingForValue' FROM waiting_branch
         UNION
        SELECT service_order_id, domain_order_n, 'proposal' FROM plan_proposal
         UNION
        SELECT p.service_order_id, d.n, 'planChanged'
          FROM orchestration_plan AS p
          JOIN LATERAL (SELECT (e.data ->> 'domain_orders')::integer AS made
                          FROM event AS e
                         WHERE e.service_order_id = p.service_order_id AND e.kind = 'PlanMade'
                         ORDER BY e.id DESC
                         LIMIT 1) AS first ON true
          JOIN domain_order AS d ON d.service_order_id = p.service_order_id AND d.n > first.made
         WHERE p.version > 1
    ),
    wanted AS (
        SELECT o.priority, d.service_order_id, d.n, f.flag
          FROM flagged AS f
          JOIN domain_order AS d ON d.service_order_id = f.service_order_id AND d.n = f.n
          JOIN service_order AS o ON o.id = d.service_order_id
         WHERE d.ended_at IS NULL
           AND o.state NOT IN ('cancelled', 'completed', 'failed', 'partial')
           AND ($1::text IS NULL OR d.kind = $1)
           AND ($2::bigint IS NULL OR d.service_order_id = $2)
           AND ($3::text IS NULL OR o.customer_id = $3)
           AND ($4 = '' OR strpos(lower(d.name), $4) > 0 OR strpos(lower(d.specification_id), $4) > 0
                        OR strpos(lower(o.customer_name), $4) > 0)
    )
"""


def _arguments(wanted: AttentionFilter) -> tuple[Any, ...]:
    return wanted.kind, wanted.service_order_id, wanted.customer_id, wanted.search.strip().lower()


def _flags(wanted: AttentionFilter) -> list[str] | None:
    return [flag.value for flag in wanted.flags] or None


async def count_attention(tx: Tx, wanted: AttentionFilter) -> tuple[int, dict[Flag, int]]:
    """How many domain orders need attention, and how many have each flag; those of every flag whatever is wanted."""
    rows = await tx.fetch(
        f"""
        {_FLAGGED}
        SELECT flag, count(*) AS domain_orders
          FROM wanted
         GROUP BY flag
         UNION ALL
        SELECT NULL, count(DISTINCT (service_order_id, n)) FROM wanted WHERE $5::text[] IS NULL OR flag = ANY ($5)
        """,
        *_arguments(wanted),
        _flags(wanted),
    )
    counted = {row["flag"]: row["domain_orders"] for row in rows}
    return counted[None], {flag: counted.get(flag.value, 0) for flag in Flag}


async def list_attention(
    tx: Tx, wanted: AttentionFilter, *, limit: int = 50, after: Key | None = None
) -> list[tuple[Key, FlaggedDomainOrder]]:
    """Domain orders that need attention, those of the most urgent service orders first, from the one behind `after`."""
    rows = await tx.fetch(
        f"""
        {_FLAGGED},
        page AS (
            SELECT priority, service_order_id, n, array_agg(flag) AS flags
              FROM wanted
             WHERE $6::integer IS NULL OR (priority, service_order_id, n) > ($6, $7::bigint, $8::integer)
             GROUP BY priority, service_order_id, n
            HAVING $5::text[] IS NULL OR array_agg(flag) && $5
             ORDER BY priority, service_order_id, n
             LIMIT $9
        )
        SELECT p.priority, p.service_order_id, p.n, p.flags, d.name, d.kind, d.state, d.state_reason, d.specification_id,
               o.customer_id, o.customer_name
          FROM page AS p
          JOIN domain_order AS d ON d.service_order_id = p.service_order_id AND d.n = p.n
          JOIN service_order AS o ON o.id = p.service_order_id
         ORDER BY p.priority, p.service_order_id, p.n
        """,
        *_arguments(wanted),
        _flags(wanted),
        *(after or (None, None, None)),
        limit,
    )
    keys = [(row["service_order_id"], row["n"]) for row in rows]
    reasons = await _reasons(tx, keys)
    return [
        (
            (row["priority"], row["service_order_id"], row["n"]),
            FlaggedDomainOrder(
                domain_order=domain_order_number(
                    DomainOrderId(row["service_order_id"], row["n"]), resource=row["kind"] == "resource"
                ),
                specification=row["specification_id"],
                service_order=service_order_number(row["service_order_id"]),
                flags=[flag for flag in Flag if flag.value in row["flags"]],
                reasons=reasons.get((row["service_order_id"], row["n"]), []),
                **{name: row[name] for name in (
                    "name", "kind", "state", "state_reason", "customer_id", "customer_name", "priority")},
            ),
        )
        for row in rows
    ]  # fmt: skip


async def _reasons(tx: Tx, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[FlagReason]]:
    """What is known of the flags of these domain orders, fallouts first; at most a few of each domain order."""
    rows = await tx.fetch(
        f"""
        WITH k AS (SELECT * FROM unnest($1::bigint[], $2::integer[]) AS u (service_order_id, n)),
        found (service_order_id, n, flag, record_n, message, level, characteristics, add_count, cancel_count, since) AS (
            SELECT k.service_order_id, k.n, 'fallout', f.n, f.message, NULL, NULL::text[], 0, 0, f.raised_at
              FROM k
              JOIN fallout AS f ON f.service_order_id = k.service_order_id AND f.domain_order_n = k.n
             WHERE {_OPEN_FALLOUT}
             UNION ALL
            SELECT k.service_order_id, k.n, 'jeopardy', a.n, a.message, a.level, NULL, 0, 0, a.raised_at
              FROM k
              JOIN jeopardy_alert AS a ON a.service_order_id = k.service_order_id AND a.subject = 'task'
              JOIN task AS t ON t.service_order_id = a.service_order_id AND t.n = a.subject_n AND t.domain_order_n = k.n
             WHERE a.cleared_at IS NULL
             UNION ALL
            SELECT k.service_order_id, k.n, 'waitingForValue', NULL, w.specification_id, NULL, w.characteristics, 0, 0, NULL
              FROM k
              JOIN waiting_branch AS w ON w.service_order_id = k.service_order_id AND w.domain_order_n = k.n
             UNION ALL
            SELECT k.service_order_id, k.n, 'proposal', NULL, p.specification_id, NULL, NULL, p.add_count,
                   cardinality(p.cancel), p.proposed_at
              FROM k
              JOIN plan_proposal AS p ON p.service_order_id = k.service_order_id AND p.domain_order_n = k.n
        )
        SELECT *
          FROM (SELECT found.*, row_number() OVER (PARTITION BY service_order_id, n ORDER BY flag, since, record_n) AS place
                  FROM found) AS counted
         WHERE place <= $3
         ORDER BY service_order_id, n, place
        """,
        [key[0] for key in keys],
        [key[1] for key in keys],
        _REASONS,
    )
    made: dict[tuple[int, int], list[FlagReason]] = {}
    for row in rows:
        flag, order_id = Flag(row["flag"]), ServiceOrderId(row["service_order_id"])
        record = None
        if flag is Flag.FALLOUT:
            record = FalloutId(order_id, row["record_n"]).number
        elif flag is Flag.JEOPARDY:
            record = JeopardyAlertId(order_id, row["record_n"]).number
        made.setdefault((order_id, row["n"]), []).append(
            FlagReason(
                flag=flag, record=record, message=row["message"], since=row["since"], add=row["add_count"],
                cancel=row["cancel_count"], characteristics=row["characteristics"] or [],
                level=None if row["level"] is None else JeopardyLevel(row["level"]),
            )
        )  # fmt: skip
    return made
