"""SQL of requests that are out: the tree that a hierarchical one covers, and changes that they do not know of."""

from __future__ import annotations

from collections.abc import Sequence

from trunkline.kit.db import Row, Tx

_OPEN = ["asked", "waiting", "unknown"]


async def list_below(tx: Tx, tops: Sequence[tuple[int, int]]) -> list[Row]:
    """The domain orders below `(order, domain order n)` that were not cancelled, parents before children."""
    return await tx.fetch(
        """
        SELECT s.service_order_id, s.n AS top, o.n, o.parent_n, o.specification_id, o.action, o.characteristics, o.place
          FROM unnest($1::bigint[], $2::integer[]) AS s (service_order_id, n)
          JOIN domain_order AS t ON t.service_order_id = s.service_order_id AND t.n = s.n
          JOIN domain_order AS o
            ON o.service_order_id = t.service_order_id AND o.item_n = t.item_n AND t.n = ANY (o.ancestors) AND o.n <> t.n
         WHERE o.state <> 'cancelled'
         ORDER BY s.service_order_id, s.n, cardinality(o.ancestors), o.n
        """,
        [top[0] for top in tops],
        [top[1] for top in tops],
    )


async def list_speaking(tx: Tx, changed: Sequence[tuple[int, int]]) -> list[Row]:
    """Requests that are out and speak for these domain orders, with what was sent for each; (order, domain order n)."""
    return await tx.fetch(
        """
        SELECT e.service_order_id, e.n, c.n AS changed_n, e.sent -> c.n::text AS sent
          FROM unnest($1::bigint[], $2::integer[]) AS c (service_order_id, n)
          JOIN domain_order AS o ON o.service_order_id = c.service_order_id AND o.n = c.n
          JOIN effect AS e
            ON e.service_order_id = o.service_order_id AND e.speaks_for = ANY (o.ancestors)
           AND (e.speaks_for = o.n OR e.speaks_for_below) AND e.purpose = 'do' AND e.state = ANY ($3)
        """,
        [each[0] for each in changed],
        [each[1] for each in changed],
        _OPEN,
    )


async def count_changes(tx: Tx, requests: Sequence[tuple[int, int]]) -> None:
    """Writes that these requests do not know everything any more."""
    await tx.execute(
        """
        UPDATE effect AS e
           SET changes = e.changes + 1
          FROM unnest($1::bigint[], $2::integer[]) AS r (service_order_id, n)
         WHERE e.service_order_id = r.service_order_id AND e.n = r.n AND e.purpose = 'do' AND e.state = ANY ($3)
        """,
        [request[0] for request in requests],
        [request[1] for request in requests],
        _OPEN,
    )


async def list_requests(tx: Tx, service_order_id: int, n: int) -> list[Row]:
    """What was asked of the outside for a task, the work before its undoing."""
    return await tx.fetch(
        """
        SELECT purpose, state, executor, system, operation, reference, far_state, attempt, asked, looked, asked_at,
               answered_at, until, revision, changes > sent_changes AS updates_available, answer
          FROM effect
         WHERE service_order_id = $1 AND n = $2
         ORDER BY purpose
        """,
        service_order_id,
        n,
    )
