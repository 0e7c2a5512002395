"""Estimates follow what happens, and touch only what comes after it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from builders_orchestration import T0, Shape, plant
from trunkline.duties import Chore, Duties
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.estimating import estimate_plans, notice_late_tasks, notice_progress
from trunkline.orchestration.progress import apply, step
from trunkline.work.model import Claim, WorkKind

HOUR = timedelta(hours=1)
# A (1) and B (2) begin; C (3) waits for both, D (4) for C with an hour between, E (5) for A only
SHAPE = Shape(
    items=(None, None),
    domain_orders=((1, None), (1, 1), (2, None)),
    tasks=((2, "manual"), (2, "manual"), (2, "manual"), (1, "manual"), (3, "manual")),
    edges=((1, 3), (2, 3), (3, 4), (1, 5)),
    lags=((3, 4, "finishToStart", HOUR),),
)
ENDS = {1: 2, 2: 2, 3: 4, 4: 7, 5: 4}  # hours after T0; each takes two


async def _plant(tx: Tx) -> ServiceOrderId:
    order_id = await plant(tx, SHAPE)
    for n, hours in ENDS.items():
        await tx.execute(
            """
            UPDATE task
               SET duration = '2 hours', planned_start_at = $3, planned_end_at = $4, estimated_start_at = $3,
                   estimated_end_at = $4
             WHERE service_order_id = $1 AND n = $2
            """,
            order_id, n, T0 + (hours - 2) * HOUR, T0 + hours * HOUR,
        )  # fmt: skip
    for table, n, hours in (("domain_order", 1, 7), ("domain_order", 2, 4), ("domain_order", 3, 4),
                            ("service_order_item", 1, 7), ("service_order_item", 2, 4)):  # fmt: skip
        await tx.execute(
            f"UPDATE {table} SET estimated_end_at = $3 WHERE service_order_id = $1 AND n = $2",
            order_id, n, T0 + hours * HOUR,
        )  # fmt: skip
    await tx.execute("UPDATE service_order SET estimated_end_at = $2 WHERE id = $1", order_id, T0 + 7 * HOUR)
    return order_id


async def _complete(tx: Tx, order_id: ServiceOrderId, n: int, at: datetime) -> None:
    await store.lock_orders(tx, [order_id])
    await apply(tx, [step(await store.get_task(tx, TaskId(order_id, n)), "complete")], by="test", now=at)


async def _estimate(tx: Tx, order_id: ServiceOrderId, ns: list[int], at: datetime) -> None:
    claims = [Claim(kind=WorkKind.ESTIMATE_PLAN, service_order_id=order_id, n=n, attempt=1) for n in ns]
    await estimate_plans(tx, claims, at)


async def _hours(tx: Tx, sql: str, order_id: ServiceOrderId) -> dict[int, float]:
    rows = await tx.fetch(sql, order_id)
    return {row[0]: (row[1] - T0) / HOUR for row in rows}


TASKS = "SELECT n, estimated_end_at FROM task WHERE service_order_id = $1"
PARTS = "SELECT n, estimated_end_at FROM domain_order WHERE service_order_id = $1"
ITEMS = "SELECT n, estimated_end_at FROM service_order_item WHERE service_order_id = $1"
ORDER = "SELECT 0, estimated_end_at FROM service_order WHERE id = $1"


async def test_a_late_task_moves_what_follows_its_domain_order_item_and_order(db: Database) -> None:
    """JEO-03: B ends three hours late: C, D, their domain orders, the item and the order move; E and its item do not."""
    async with db.transaction() as tx:
        order_id = await _plant(tx)
        await _complete(tx, order_id, 1, T0 + 2 * HOUR)
        await _complete(tx, order_id, 2, T0 + 5 * HOUR)
        await _estimate(tx, order_id, [2], T0 + 5 * HOUR)
        assert await _hours(tx, TASKS, order_id) == {1: 2, 2: 5, 3: 7, 4: 10, 5: 4}
        assert await _hours(tx, PARTS, order_id) == {1: 10, 2: 7, 3: 4}
        assert await _hours(tx, ITEMS, order_id) == {1: 10, 2: 4}
        assert await _hours(tx, ORDER, order_id) == {0: 10}
        told = await tx.fetchval("SELECT data FROM event WHERE kind = 'EstimateMoved'")
        assert set(told) == {"before", "after"}


async def test_a_task_that_ends_early_pulls_the_end_back(db: Database) -> None:
    """JEO-03."""
    async with db.transaction() as tx:
        order_id = await _plant(tx)
        await _complete(tx, order_id, 1, T0 + HOUR)
        await _complete(tx, order_id, 2, T0 + HOUR)
        await _estimate(tx, order_id, [1, 2], T0 + HOUR)
        assert await _hours(tx, TASKS, order_id) == {1: 1, 2: 1, 3: 3, 4: 6, 5: 3}
        assert await _hours(tx, PARTS, order_id) == {1: 6, 2: 3, 3: 3}
        assert await _hours(tx, ORDER, order_id) == {0: 6}


async def test_durations_count_in_the_calendar_of_the_task(db: Database) -> None:
    """JEO-03, JEO-06: C takes two working hours; B ends at the close of business, so C ends the next morning."""
    async with db.transaction() as tx:
        order_id = await _plant(tx)
        await tx.execute("UPDATE task SET calendar = 'business' WHERE service_order_id = $1 AND n = 3", order_id)
        await _complete(tx, order_id, 1, T0 + 2 * HOUR)
        await _complete(tx, order_id, 2, T0 + 8 * HOUR)  # 16:00 of 8:00 to 17:00
        await _estimate(tx, order_id, [2], T0 + 8 * HOUR)
        assert (await _hours(tx, TASKS, order_id))[3] == 25  # 9:00 of the next day


async def test_the_history_tells_which_plans_are_estimated_anew(db: Database) -> None:
    """JEO-03: through the worker's duties; what ends on time costs nothing."""
    at = T0
    seen: list[int] = []

    async def progress(tx: Tx, now: datetime) -> int:
        await notice_progress(tx, now)
        seen.extend(row["n"] for row in await tx.fetch("SELECT n FROM work WHERE kind = 'estimatePlan'"))
        return 0

    chores = [Chore(name="progress", every=timedelta(0), do=progress)]
    duties = Duties(db, worker="w", lease=HOUR, clock=lambda: at, chores=chores)
    async with db.transaction() as tx:
        order_id = await _plant(tx)
    await duties.run_due()  # begins at the present
    async with db.transaction() as tx:
        await _complete(tx, order_id, 1, T0 + 2 * HOUR)
        await _complete(tx, order_id, 2, T0 + 5 * HOUR)
    at = T0 + 5 * HOUR
    async with asyncio.timeout(30):  # transactions of others on this server hold the reader back
        while not seen:
            await duties.run_due()
    await duties.run_due()
    assert set(seen) == {2}
    async with db.transaction() as tx:
        assert await _hours(tx, ORDER, order_id) == {0: 10}
        assert await tx.fetchval("SELECT count(*) FROM work WHERE kind = 'estimatePlan'") == 0


async def test_a_task_that_should_have_ended_moves_what_follows_before_it_ends(db: Database) -> None:
    """JEO-03."""
    async with db.transaction() as tx:
        order_id = await _plant(tx)
        await tx.execute("UPDATE worklist SET due_at = $1", T0 + 2 * HOUR)
        await notice_late_tasks(tx, T0 + 4 * HOUR)
        rows = await tx.fetch("SELECT n FROM work WHERE kind = 'estimatePlan' ORDER BY n")
        assert [row["n"] for row in rows] == [1, 2]
        await _estimate(tx, order_id, [1, 2], T0 + 4 * HOUR)
        assert await _hours(tx, TASKS, order_id) == {1: 6, 2: 6, 3: 8, 4: 11, 5: 8}
