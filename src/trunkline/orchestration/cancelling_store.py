"""SQL of cancelling: what of an order belongs to items that nobody wants any more."""

from __future__ import annotations

from collections.abc import Sequence

from trunkline.kit.db import Row, Tx


async def list_domain_orders(tx: Tx, service_order_id: int, items: Sequence[int]) -> list[Row]:
    """`n, top, kind, name, state, total_tasks` of the domain orders of these top-level items, and of what is nested."""
    return await tx.fetch(
        """
        SELECT o.n, i.ancestors[array_upper(i.ancestors, 1)] AS top, o.kind, o.name, o.state, o.total_tasks
          FROM domain_order AS o
          JOIN service_order_item AS i ON i.service_order_id = o.service_order_id AND i.n = o.item_n
         WHERE o.service_order_id = $1 AND i.ancestors && $2::integer[]
         ORDER BY o.n
        """,
        service_order_id,
        list(items),
    )


async def list_relying(tx: Tx, service_order_id: int, domain_orders: Sequence[int]) -> list[Row]:
    """`before, after, name, state` of open tasks of other domain orders that wait for open tasks of these."""
    return await tx.fetch(
        """
        SELECT b.n AS before, a.n AS after, a.name, a.state
          FROM task AS b
          JOIN task_dependency AS d ON d.service_order_id = b.service_order_id AND d.predecessor_n = b.n
          JOIN task AS a ON a.service_order_id = d.service_order_id AND a.n = d.successor_n
         WHERE b.service_order_id = $1 AND b.domain_order_n = ANY ($2::integer[]) AND b.ended_at IS NULL
           AND a.ended_at IS NULL AND NOT a.domain_order_n = ANY ($2::integer[])
         ORDER BY b.n, a.n
        """,
        service_order_id,
        list(domain_orders),
    )


async def mark_withdrawn(tx: Tx, service_order_id: int, domain_orders: Sequence[int]) -> None:
    """Nobody wants these domain orders any more."""
    await tx.execute(
        "UPDATE domain_order SET withdrawn = true WHERE service_order_id = $1 AND n = ANY ($2::integer[])",
        service_order_id,
        list(domain_orders),
    )


async def end_waits(tx: Tx, service_order_id: int, domain_orders: Sequence[int]) -> None:
    """Nothing grows below these domain orders any more, whatever value comes."""
    await tx.execute(
        "DELETE FROM waiting_branch WHERE service_order_id = $1 AND domain_order_n = ANY ($2::integer[])",
        service_order_id,
        list(domain_orders),
    )
