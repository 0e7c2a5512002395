"""Plans planted straight into the tables, for tests of how work proceeds that need no catalog."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from trunkline.kit.db import Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.state import Tally, domain_order_state

T0 = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A plan to plant. Numbers start at 1 and parents come before children.

    `items`: parent item of each item; `domain_orders`: (item, parent domain order) of each; `tasks`: (domain order,
    kind) of each; `edges`: (predecessor, successor) with predecessor < successor.
    """

    items: tuple[int | None, ...] = (None,)
    domain_orders: tuple[tuple[int, int | None], ...] = ((1, None),)
    tasks: tuple[tuple[int, str], ...] = ((1, "automated"),)
    edges: tuple[tuple[int, int], ...] = ()
    lags: tuple[tuple[int, int, str, timedelta], ...] = ()  # (predecessor, successor, type, minimum) of some edges

    def item_chain(self, n: int) -> list[int]:
        """The item and those above it."""
        parent = self.items[n - 1]
        return [n] if parent is None else [n, *self.item_chain(parent)]

    def chain(self, n: int) -> list[int]:
        """The domain order and those above it."""
        parent = self.domain_orders[n - 1][1]
        return [n] if parent is None else [n, *self.chain(parent)]


async def plant(tx: Tx, shape: Shape, *, now: datetime = T0) -> ServiceOrderId:
    """Writes an approved order with this plan; answers its id."""
    order_id: int = await tx.fetchval(
        """
        INSERT INTO service_order (state, order_date, created_by, changed_at, total_items, open_items, catalog_revision)
        VALUES ('inProgress', $1, 'test', $1, $2, $2, 1)
        RETURNING id
        """,
        now,
        sum(parent is None for parent in shape.items),
    )
    for n, parent in enumerate(shape.items, start=1):
        nested = sum(p == n for p in shape.items)
        await tx.execute(
            """
            INSERT INTO service_order_item (service_order_id, n, item_id, parent_n, state, action, total_items, open_items)
            VALUES ($1, $2, $3, $4, 'inProgress', 'add', $5, $5)
            """,
            order_id, n, str(n), parent, nested,
        )  # fmt: skip
    waits = [sum(after == n for _, after in shape.edges) for n in range(1, len(shape.tasks) + 1)]
    below: dict[int, list[bool]] = {n: [] for n in range(1, len(shape.domain_orders) + 1)}
    in_item: dict[int, list[bool]] = {n: [] for n in range(1, len(shape.items) + 1)}
    for (domain_order, _), waiting in zip(shape.tasks, waits, strict=True):
        for n in shape.chain(domain_order):
            below[n].append(waiting == 0)
        for n in shape.item_chain(shape.domain_orders[domain_order - 1][0]):
            in_item[n].append(waiting == 0)
    await store.copy_plans(
        tx,
        [
            (
                order_id, 1, now, len(shape.tasks), [], [],
                any(kind == "startToStart" for _, _, kind, _ in shape.lags),
            )
        ],
        [
            (order_id, n, item, parent, shape.chain(n), "rfs", "add",
             domain_order_state(Tally(total=len(below[n]), open=len(below[n]), active=sum(below[n]))).value,
             f"DO {n}", "spec", 1, None, {}, [], {}, None, None, None, None if below[n] else now, len(below[n]),
             len(below[n]), sum(below[n]), now, now, now, now)
            for n, (item, parent) in enumerate(shape.domain_orders, start=1)
        ],
    )  # fmt: skip
    tasks = [
        (order_id, n, domain_order, f"t{n}", f"Task {n}", kind, "waiting" if waits[n - 1] else "ready", waits[n - 1], 4,
         "noop", None, timedelta(0), None if waits[n - 1] else now, now, now, now, now, now, False, None)
        for n, (domain_order, kind) in enumerate(shape.tasks, start=1)
    ]  # fmt: skip
    manual = [
        (order_id, n, None, None, 4, now)
        for n, (_, kind) in enumerate(shape.tasks, start=1)
        if kind == "manual" and not waits[n - 1]
    ]
    lags = {(a, b): (kind, minimum) for a, b, kind, minimum in shape.lags}
    await store.copy_tasks(
        tx,
        tasks,
        [(order_id, a, b, (a, b) in lags) for a, b in shape.edges],
        [(order_id, a, b, kind, minimum, None) for (a, b), (kind, minimum) in lags.items()],
        manual,
    )
    await store.set_counters(
        tx,
        [(order_id, n, shape.item_chain(n), len(in_item[n]), sum(in_item[n]), now, now) for n in in_item],
        [(order_id, len(shape.tasks), sum(wait == 0 for wait in waits), now, now)],
    )
    for n, (_, kind) in enumerate(shape.tasks, start=1):
        if kind != "manual" and not waits[n - 1]:
            await store.restart_work(tx, TaskId(ServiceOrderId(order_id), n), now=now)
    return ServiceOrderId(order_id)
