"""What is agreed, and how the time of each thing stands."""

from __future__ import annotations

import msgspec

from trunkline.agreements import store
from trunkline.agreements.clocks import AgreementClock
from trunkline.agreements.model import AgreementInForce, Thing
from trunkline.kit.db import Tx


class ClockView(msgspec.Struct, frozen=True, kw_only=True):
    """A clock, and by what it runs."""

    clock: AgreementClock
    in_force: AgreementInForce


async def read_agreements(tx: Tx) -> list[AgreementInForce]:
    """The agreements in force, by name."""
    rows = await tx.fetch("SELECT * FROM agreement WHERE replaced_at IS NULL ORDER BY name")
    return [store.read_agreement(row) for row in rows]


async def clocks_of(tx: Tx, thing: Thing, *, within: bool = False, limit: int = 500) -> list[ClockView]:
    """The clocks of a thing `(level, order, number)`; `within` an order also those of all in it. Open ones first."""
    level, service_order_id, n = thing
    rows = await tx.fetch(
        """
        SELECT c.*
          FROM agreement_clock AS c
         WHERE c.service_order_id = $1 AND ($4 OR (c.level = $2 AND c.n = $3))
         ORDER BY c.ended_at IS NOT NULL, array_position(ARRAY['critical', 'major', 'minor'], c.jeopardy), c.due_at,
                  c.level, c.n, c.agreement_id
         LIMIT $5
        """,
        service_order_id,
        level,
        n,
        within,
        limit,
    )
    clocks = [store.read_clock(row) for row in rows]
    agreements = await store.agreements_by_id(tx, {clock.agreement_id for clock in clocks})
    return [ClockView(clock=clock, in_force=agreements[clock.agreement_id]) for clock in clocks]


class Outcomes(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """How the clocks of an agreement came out, all its revisions together."""

    running: int
    paused: int
    late: int  # of those that run or stand: breached already
    met: int
    breached: int
    cancelled: int


async def outcomes(tx: Tx) -> dict[str, Outcomes]:
    """How the clocks of each agreement stand and came out, by its name."""
    rows = await tx.fetch(
        """
        SELECT a.name, count(*) FILTER (WHERE c.state = 'running') AS running,
               count(*) FILTER (WHERE c.state = 'paused') AS paused,
               count(*) FILTER (WHERE c.ended_at IS NULL AND c.breached_at IS NOT NULL) AS late,
               count(*) FILTER (WHERE c.state = 'met') AS met, count(*) FILTER (WHERE c.state = 'breached') AS breached,
               count(*) FILTER (WHERE c.state = 'cancelled') AS cancelled
          FROM agreement_clock AS c
          JOIN agreement AS a ON a.id = c.agreement_id
         GROUP BY a.name
        """
    )
    return {row["name"]: Outcomes(**{k: row[k] for k in Outcomes.__struct_fields__}) for row in rows}
