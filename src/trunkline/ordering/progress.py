"""How items and orders follow the tasks that are done for them: counters, and states that are a function of them.

The caller holds the locks of the orders. Task counters of an item cover the items nested in it; the outcome of an item
with nested items, and of the order, is counted by items. `outcome` is the law; the SQL says the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.ordering.events import ServiceOrderItemStateChanged, ServiceOrderStateChanged
from trunkline.ordering.order_tasking import follow_fulfillment
from trunkline.ordering.state import ServiceOrderState


class ItemDelta(msgspec.Struct, frozen=True, kw_only=True):
    """By how much the task counters of one item change."""

    service_order_id: int
    n: int
    opened: int = 0
    activated: int = 0
    held: int = 0
    pended: int = 0
    failed: int = 0
    cancelled: int = 0


def outcome(states: Collection[ServiceOrderState]) -> ServiceOrderState:
    """How a parent ends whose parts ended so: as they did when they agree, else partially (MEF 99, table 7)."""
    # an item refused while others of its order were carried out counts as cancelled
    ended = {ServiceOrderState.CANCELLED if state is ServiceOrderState.REJECTED else state for state in states}
    return ended.pop() if len(ended) == 1 else ServiceOrderState.PARTIAL


async def progress(tx: Tx, deltas: Sequence[ItemDelta], *, now: datetime) -> None:
    """Adds task counters to items and orders, moves their states, and ends what has nothing open any more."""
    if not deltas:
        return
    rows = await tx.fetch(
        """
        WITH given AS MATERIALIZED (
            SELECT *
              FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $6::integer[],
                          $7::integer[], $8::integer[])
                AS g (service_order_id, n, opened, activated, held, pended, failed, cancelled)
        ),
        summed AS MATERIALIZED (
            SELECT i.service_order_id, i.n, i.state AS was, i.total_tasks AS total, i.parent_n,
                   i.open_tasks + g.opened AS open, i.active_tasks + g.activated AS active,
                   i.held_tasks + g.held AS held, i.pending_tasks + g.pended AS pending,
                   i.failed_tasks + g.failed AS failed, i.cancelled_tasks + g.cancelled AS cancelled
              FROM given AS g
              JOIN service_order_item AS i ON i.service_order_id = g.service_order_id AND i.n = g.n
        ),
        moved AS (
            UPDATE service_order_item AS i
               SET open_tasks = s.open, active_tasks = s.active, held_tasks = s.held, pending_tasks = s.pending,
                   failed_tasks = s.failed, cancelled_tasks = s.cancelled,
                   state = CASE
                       WHEN s.open = 0 AND i.total_items > 0 THEN i.state
                       WHEN s.open = 0 AND (s.failed > 0 OR s.cancelled BETWEEN 1 AND s.total - 1 AND NOT i.withdrawn)
                           THEN 'failed'
                       WHEN s.open = 0 AND (s.cancelled > 0 OR i.withdrawn) THEN 'cancelled'
                       WHEN s.open = 0 THEN 'completed'
                       WHEN i.withdrawn THEN 'pendingCancellation'
                       WHEN s.active > 0 THEN 'inProgress'
                       WHEN s.held > 0 THEN 'held'
                       WHEN s.pending > 0 THEN 'pending'
                       ELSE 'inProgress'
                   END
              FROM summed AS s
             WHERE i.service_order_id = s.service_order_id AND i.n = s.n
            RETURNING i.service_order_id, i.n, i.parent_n, s.was, i.state,
                      s.open = 0 AND i.open_items = 0 AS ended, i.total_items > 0 AS nests
        ),
        order_delta AS MATERIALIZED (
            SELECT g.service_order_id, sum(g.opened)::integer AS opened, sum(g.activated)::integer AS activated,
                   sum(g.held)::integer AS held, sum(g.pended)::integer AS pended
              FROM given AS g
              JOIN summed AS s ON s.service_order_id = g.service_order_id AND s.n = g.n
             WHERE s.parent_n IS NULL
             GROUP BY g.service_order_id
        ),
        order_moved AS (
            UPDATE service_order AS o
               SET open_tasks = o.open_tasks + d.opened, active_tasks = o.active_tasks + d.activated,
                   held_tasks = o.held_tasks + d.held, pending_tasks = o.pending_tasks + d.pended,
                   state = CASE
                       WHEN o.state NOT IN ('inProgress', 'held', 'pending') THEN o.state
                       WHEN o.open_holds > 0 AND o.open_tasks + d.opened > 0 THEN 'held'
                       WHEN o.open_tasks + d.opened = 0 OR o.active_tasks + d.activated > 0 THEN 'inProgress'
                       WHEN o.held_tasks + d.held > 0 THEN 'held'
                       WHEN o.pending_tasks + d.pended > 0 THEN 'pending'
                       ELSE 'inProgress'
                   END
              FROM order_delta AS d
              JOIN service_order AS b ON b.id = d.service_order_id
             WHERE o.id = d.service_order_id
            RETURNING o.id, b.state AS was, o.state
        )
        SELECT service_order_id, n, parent_n, was, state, ended, nests FROM moved WHERE state <> was OR ended
        UNION ALL
        SELECT id, NULL, NULL, was, state, false, false FROM order_moved WHERE state <> was
        """,
        [d.service_order_id for d in deltas],
        [d.n for d in deltas],
        [d.opened for d in deltas],
        [d.activated for d in deltas],
        [d.held for d in deltas],
        [d.pended for d in deltas],
        [d.failed for d in deltas],
        [d.cancelled for d in deltas],
    )
    facts: list[ServiceOrderItemStateChanged | ServiceOrderStateChanged] = []
    for row in rows:
        if row["state"] == row["was"]:
            continue
        order_id, before, after = ServiceOrderId(row["service_order_id"]), row["was"], row["state"]
        if row["n"] is None:
            facts.append(ServiceOrderStateChanged(
                service_order_id=order_id, before=before, after=after, reason=None, by="system", at=now))  # fmt: skip
        else:
            facts.append(ServiceOrderItemStateChanged(
                service_order_id=order_id, n=row["n"], before=before, after=after, by="system", at=now))  # fmt: skip
    await history.record_all(tx, facts)
    ended = [row for row in rows if row["ended"]]
    whole = [(row["service_order_id"], row["n"]) for row in ended if row["nests"]]
    leaves = [(row["service_order_id"], row["n"], row["parent_n"], row["state"]) for row in ended if not row["nests"]]
    while leaves or whole:
        leaves += await _end_nesting_items(tx, whole, now=now)
        whole = await _count_ended_items(tx, leaves)
        await _end_orders(tx, sorted({leaf[0] for leaf in leaves if leaf[2] is None}), now=now)
        leaves = []


def carried_out_state(*, open_tasks: int, active: int, held: int, pending: int, holds: int) -> ServiceOrderState:
    """The state of an order that is being carried out: a function of its task counters and of the holds on all of it.

    The law; the SQL of `progress` and of `count_holds` says the same.
    """
    if holds and open_tasks:
        return ServiceOrderState.HELD
    if active or not open_tasks:
        return ServiceOrderState.IN_PROGRESS
    if held:
        return ServiceOrderState.HELD
    return ServiceOrderState.PENDING if pending else ServiceOrderState.IN_PROGRESS


async def count_holds(tx: Tx, holds: Mapping[int, int], *, reason: str | None, now: datetime) -> None:
    """Adds to the number of open holds on whole orders (id -> by how many); the states of these orders follow.

    An order that is not being carried out, or whose cancellation is being assessed, keeps its state.
    """
    rows = await tx.fetch(
        """
        WITH counted AS MATERIALIZED (
            SELECT o.id, o.state AS was, o.open_holds + h.more AS holds,
                   CASE
                       WHEN o.state NOT IN ('inProgress', 'held', 'pending') THEN o.state
                       WHEN o.open_holds + h.more > 0 AND o.open_tasks > 0 THEN 'held'
                       WHEN o.open_tasks = 0 OR o.active_tasks > 0 THEN 'inProgress'
                       WHEN o.held_tasks > 0 THEN 'held'
                       WHEN o.pending_tasks > 0 THEN 'pending'
                       ELSE 'inProgress'
                   END AS state
              FROM unnest($1::bigint[], $2::integer[]) AS h (id, more)
              JOIN service_order AS o ON o.id = h.id
        )
        UPDATE service_order AS o
           SET open_holds = c.holds, state = c.state,
               state_reason = CASE WHEN c.state = c.was THEN o.state_reason WHEN c.state = 'held' THEN $3 END
          FROM counted AS c
         WHERE o.id = c.id
        RETURNING o.id, c.was, c.state
        """,
        list(holds),
        list(holds.values()),
        reason,
    )
    await history.record_all(tx, [
        ServiceOrderStateChanged(
            service_order_id=ServiceOrderId(row["id"]), before=row["was"], after=row["state"],
            reason=reason if row["state"] == "held" else None, by="system", at=now)
        for row in rows
        if row["state"] != row["was"]
    ])  # fmt: skip


async def end_items_without_work(tx: Tx, items: Sequence[tuple[int, int]], *, now: datetime) -> None:
    """Completes items `(order, n)` for which there is nothing to do; their parents and the order follow."""
    await progress(tx, [ItemDelta(service_order_id=order, n=n) for order, n in items], now=now)


async def end_rejected_items(tx: Tx, items: Sequence[tuple[int, int]], *, now: datetime) -> None:
    """Counts top-level items `(order, n)` that were refused as ended; the order ends when nothing else is open."""
    rejected = [(order, n, None, "rejected") for order, n in items]
    await _count_ended_items(tx, rejected)
    await _end_orders(tx, sorted({order for order, _ in items}), now=now)


async def _end_nesting_items(
    tx: Tx, items: Sequence[tuple[int, int]], *, now: datetime
) -> list[tuple[int, int, int | None, str]]:
    """Gives items whose nested items have all ended their outcome: from these, and from their own domain orders."""
    if not items:
        return []
    rows = await tx.fetch(
        """
        WITH own AS (  -- counters of an item cover the items nested in it: the rest is its own
            SELECT i.service_order_id, i.n, max(p.total_tasks) - sum(c.total_tasks) AS total,
                   max(p.failed_tasks) - sum(c.failed_tasks) AS failed,
                   max(p.cancelled_tasks) - sum(c.cancelled_tasks) AS cancelled, bool_or(p.withdrawn) AS withdrawn
              FROM unnest($1::bigint[], $2::integer[]) AS i (service_order_id, n)
              JOIN service_order_item AS p ON p.service_order_id = i.service_order_id AND p.n = i.n
              JOIN service_order_item AS c ON c.service_order_id = i.service_order_id AND c.parent_n = i.n
             GROUP BY i.service_order_id, i.n
        ),
        parts AS (
            SELECT i.service_order_id, i.n, c.state
              FROM unnest($1::bigint[], $2::integer[]) AS i (service_order_id, n)
              JOIN service_order_item AS c ON c.service_order_id = i.service_order_id AND c.parent_n = i.n
            UNION
            SELECT service_order_id, n,
                   CASE
                       WHEN failed > 0 OR cancelled BETWEEN 1 AND total - 1 AND NOT withdrawn THEN 'failed'
                       WHEN cancelled > 0 OR withdrawn THEN 'cancelled'
                       ELSE 'completed'
                   END
              FROM own
             WHERE total > 0
        ),
        decided AS (
            SELECT service_order_id, n, CASE WHEN count(DISTINCT state) = 1 THEN min(state) ELSE 'partial' END AS state
              FROM parts
             GROUP BY service_order_id, n
        )
        UPDATE service_order_item AS i
           SET state = d.state
          FROM decided AS d
          JOIN service_order_item AS b ON b.service_order_id = d.service_order_id AND b.n = d.n
         WHERE i.service_order_id = d.service_order_id AND i.n = d.n
        RETURNING i.service_order_id, i.n, i.parent_n, b.state AS was, i.state
        """,
        [item[0] for item in items],
        [item[1] for item in items],
    )
    await history.record_all(tx, [
        ServiceOrderItemStateChanged(
            service_order_id=ServiceOrderId(row["service_order_id"]), n=row["n"], before=row["was"],
            after=row["state"], by="system", at=now)
        for row in rows
    ])  # fmt: skip
    return [(row["service_order_id"], row["n"], row["parent_n"], row["state"]) for row in rows]


async def _count_ended_items(tx: Tx, ended: Sequence[tuple[int, int, int | None, str]]) -> list[tuple[int, int]]:
    """Counts ended items in their parents and orders; answers the parents that have nothing open any more."""
    rows = await tx.fetch(
        """
        WITH ended AS (
            SELECT service_order_id, parent_n, count(*)::integer AS items,
                   count(*) FILTER (WHERE state = 'failed')::integer AS failed,
                   count(*) FILTER (WHERE state IN ('cancelled', 'rejected'))::integer AS cancelled,
                   count(*) FILTER (WHERE state = 'partial')::integer AS partial
              FROM unnest($1::bigint[], $2::integer[], $3::text[]) AS e (service_order_id, parent_n, state)
             GROUP BY service_order_id, parent_n
        ),
        order_counted AS (
            UPDATE service_order AS o
               SET open_items = o.open_items - e.items, failed_items = o.failed_items + e.failed,
                   cancelled_items = o.cancelled_items + e.cancelled, partial_items = o.partial_items + e.partial
              FROM ended AS e
             WHERE o.id = e.service_order_id AND e.parent_n IS NULL
        )
        UPDATE service_order_item AS i
           SET open_items = i.open_items - e.items, failed_items = i.failed_items + e.failed,
               cancelled_items = i.cancelled_items + e.cancelled, partial_items = i.partial_items + e.partial
          FROM ended AS e
         WHERE i.service_order_id = e.service_order_id AND i.n = e.parent_n
        RETURNING i.service_order_id, i.n, i.open_items = 0 AND i.open_tasks = 0 AS ended
        """,
        [item[0] for item in ended],
        [item[2] for item in ended],
        [item[3] for item in ended],
    )
    return [(row["service_order_id"], row["n"]) for row in rows if row["ended"]]


async def _end_orders(tx: Tx, service_order_ids: Sequence[int], *, now: datetime) -> None:
    """Ends the orders among these whose items have all ended."""
    if not service_order_ids:
        return
    rows = await tx.fetch(
        """
        WITH busy AS MATERIALIZED (  -- a task of the order itself is open: it goes on
            SELECT DISTINCT service_order_id FROM order_task WHERE service_order_id = ANY ($1) AND ended_at IS NULL
        ),
        ended AS (
            UPDATE service_order AS o
               SET completion_date = $2,
                   state_reason = NULL,
                   state = CASE
                       WHEN o.failed_items = o.total_items THEN 'failed'
                       WHEN o.cancelled_items = o.total_items THEN 'cancelled'
                       WHEN o.failed_items + o.cancelled_items + o.partial_items = 0 THEN 'completed'
                       ELSE 'partial'
                   END
              FROM service_order AS b
             WHERE o.id = ANY ($1) AND b.id = o.id AND o.open_items = 0 AND o.completion_date IS NULL
               AND o.state IN ('inProgress', 'held', 'pending', 'pendingCancellation')
               AND (o.state = 'pendingCancellation' OR o.id NOT IN (SELECT service_order_id FROM busy))
            RETURNING o.id, b.state AS was, o.state
        )
        SELECT id, was, state FROM ended
        UNION ALL
        SELECT service_order_id, NULL, NULL FROM busy WHERE service_order_id NOT IN (SELECT id FROM ended)
        """,
        list(service_order_ids),
        now,
    )
    await history.record_all(tx, [
        ServiceOrderStateChanged(
            service_order_id=ServiceOrderId(row["id"]), before=row["was"], after=row["state"], reason=None,
            by="system", at=now)
        for row in rows
        if row["state"] is not None
    ])  # fmt: skip
    busy = [row["id"] for row in rows if row["state"] is None]
    if busy:
        await _end_orders(tx, await follow_fulfillment(tx, busy, now=now), now=now)


async def end_orders_at_rest(tx: Tx, service_order_ids: Sequence[int], *, now: datetime) -> None:
    """Ends those of the orders of which all items have ended and no task of their own is open (PLN-15)."""
    await _end_orders(tx, service_order_ids, now=now)
