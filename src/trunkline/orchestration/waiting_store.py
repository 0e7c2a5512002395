"""SQL of branches that lack a value, and of what changed values would lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from trunkline.catalog.model import Characteristic
from trunkline.decomposition.extending import Proposal, StandingOrder
from trunkline.decomposition.model import Reason
from trunkline.kit.db import Row, Tx


async def copy_waiting(tx: Tx, rows: Sequence[tuple[Any, ...]]) -> None:
    """Writes branches that lack a value; one that waits already stays as it is."""
    if not rows:
        return
    await tx.execute(
        """
        INSERT INTO waiting_branch
               (service_order_id, domain_order_n, relationship, specification_id, characteristics, mandatory, reason)
        SELECT v.service_order_id, v.domain_order_n, v.relationship, v.specification_id, v.characteristics::text[],
               v.mandatory, v.reason
          FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::jsonb[])
            AS v (service_order_id, domain_order_n, relationship, specification_id, characteristics, mandatory, reason)
            ON CONFLICT DO NOTHING
        """,
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
        [row[3] for row in rows],
        [_text_array(row[4]) for row in rows],
        [row[5] for row in rows],
        [row[6] for row in rows],
    )


def _text_array(values: Sequence[str]) -> str:
    """An array as PostgreSQL writes it: arrays of arrays of different lengths are no array to it."""
    quoted = ('"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values)
    return "{" + ",".join(quoted) + "}"


async def end_waits(tx: Tx, service_order_id: int, decided: Sequence[tuple[int, str]]) -> None:
    """These branches `(domain order, relationship)` wait no more."""
    if decided:
        await tx.execute(
            """
            DELETE FROM waiting_branch AS w
             USING unnest($2::integer[], $3::text[]) AS d (domain_order_n, relationship)
             WHERE w.service_order_id = $1 AND w.domain_order_n = d.domain_order_n AND w.relationship = d.relationship
            """,
            service_order_id,
            [each[0] for each in decided],
            [each[1] for each in decided],
        )


async def list_standing_orders(tx: Tx, service_order_id: int, domain_order_n: int) -> list[StandingOrder]:
    """Every domain order of the top-level item that this one belongs to, parents first, with what waits there."""
    rows = await tx.fetch(
        """
        WITH top AS (
            SELECT i.ancestors[array_upper(i.ancestors, 1)] AS n
              FROM domain_order AS o
              JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
             WHERE o.service_order_id = $1 AND o.n = $2
        )
        SELECT o.n, o.item_n, o.parent_n, o.kind, o.action, o.name, o.specification_id, o.specification_version,
               o.characteristics, o.place, o.reason, o.ended_at IS NOT NULL AS ended,
               ARRAY (SELECT w.relationship FROM waiting_branch AS w
                       WHERE w.service_order_id = $1 AND w.domain_order_n = o.n ORDER BY w.relationship) AS waiting
          FROM top AS t
          JOIN service_order_item AS i ON i.service_order_id = $1 AND t.n = ANY (i.ancestors)
          JOIN domain_order AS o ON o.service_order_id = $1 AND o.item_n = i.n AND o.state <> 'cancelled'
         ORDER BY o.n
        """,
        service_order_id,
        domain_order_n,
    )
    return [
        StandingOrder(
            characteristics=msgspec.convert(row["characteristics"], dict[str, Characteristic]),
            relationship=row["reason"].get("relationship"),
            waiting=tuple(row["waiting"]),
            **{name: row[name] for name in (
                "n", "item_n", "parent_n", "kind", "action", "name", "specification_id", "specification_version",
                "place", "ended")},
        )
        for row in rows
    ]  # fmt: skip


async def specifications_of(tx: Tx, domain_orders: Sequence[tuple[int, int]]) -> list[Row]:
    """`service_order_id, n, specification_id, catalog_revision` of domain orders."""
    return await tx.fetch(
        """
        SELECT o.service_order_id, o.n, o.specification_id, p.catalog_revision
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN domain_order AS o ON o.service_order_id = s.service_order_id AND o.n = s.n
          JOIN orchestration_plan AS p ON p.service_order_id = s.service_order_id
        """,
        [each[0] for each in domain_orders],
        [each[1] for each in domain_orders],
    )


async def replace_proposals(
    tx: Tx, service_order_id: int, domain_orders: Sequence[int], proposals: Sequence[Proposal], *, now: datetime
) -> None:
    """The proposals about these domain orders are now these."""
    await tx.execute(
        "DELETE FROM plan_proposal WHERE service_order_id = $1 AND domain_order_n = ANY ($2)",
        service_order_id,
        list(domain_orders),
    )
    await tx.copy(
        "plan_proposal",
        ("service_order_id", "domain_order_n", "relationship", "specification_id", "add_count", "cancel", "reason",
         "proposed_at"),
        [
            (service_order_id, p.domain_order_n, p.relationship, p.specification_id, p.add, list(p.cancel),
             msgspec.to_builtins(p.reason), now)
            for p in proposals
        ],
    )  # fmt: skip


class StoredProposal(msgspec.Struct, frozen=True, kw_only=True):
    """What values that changed would lead to otherwise, and nobody has decided yet."""

    domain_order_n: int
    relationship: str
    specification_id: str
    add_count: int
    cancel: list[int]
    reason: Reason
    proposed_at: datetime


async def list_proposals(tx: Tx, service_order_id: int) -> list[StoredProposal]:
    """The open proposals of an order."""
    rows = await tx.fetch(
        """
        SELECT domain_order_n, relationship, specification_id, add_count, cancel, reason, proposed_at
          FROM plan_proposal
         WHERE service_order_id = $1
         ORDER BY domain_order_n, relationship
        """,
        service_order_id,
    )
    return [msgspec.convert(dict(row), StoredProposal) for row in rows]


class StoredWait(msgspec.Struct, frozen=True, kw_only=True):
    """A branch that lacks a value. `kind` is that of its domain order."""

    domain_order_n: int
    kind: str
    relationship: str
    specification_id: str
    characteristics: list[str]
    mandatory: bool
    reason: Reason


async def list_waiting(tx: Tx, service_order_id: int) -> list[StoredWait]:
    """The branches of an order that lack a value."""
    rows = await tx.fetch(
        """
        SELECT w.domain_order_n, o.kind, w.relationship, w.specification_id, w.characteristics, w.mandatory, w.reason
          FROM waiting_branch AS w
          JOIN domain_order AS o ON o.service_order_id = w.service_order_id AND o.n = w.domain_order_n
         WHERE w.service_order_id = $1
         ORDER BY w.domain_order_n, w.relationship
        """,
        service_order_id,
    )
    return [msgspec.convert(dict(row), StoredWait) for row in rows]


async def drop_proposal(tx: Tx, service_order_id: int, domain_order_n: int, relationship: str) -> None:
    """The proposal is decided."""
    await tx.execute(
        "DELETE FROM plan_proposal WHERE service_order_id = $1 AND domain_order_n = $2 AND relationship = $3",
        service_order_id,
        domain_order_n,
        relationship,
    )
