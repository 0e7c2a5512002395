"""Lanes of a worker: they have no order in common, none waits for another, and together they do everything once."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

from builders_orchestration import Shape, plant
from builders_southbound import Configured
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId
from trunkline.orchestration import store
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall
from trunkline.orchestration.queries import counter_drift
from trunkline.reactions import react
from trunkline.southbound.registry import Executors
from trunkline.work.commands import claim_work
from trunkline.work.model import Share, WorkKind
from trunkline.worker import Worker

ORDERS = 12
MINUTE = timedelta(minutes=1)
PARALLEL = Shape(tasks=tuple((1, "automated") for _ in range(6)), edges=((1, 4), (2, 5), (3, 6)))


class Counts:
    """Answers a little later, and knows what was asked how often."""

    def __init__(self) -> None:
        self.asked: Counter[TaskId] = Counter()

    async def execute(self, call: ExecutionCall) -> Answer:
        """Done."""
        self.asked[call.task_id] += 1
        await asyncio.sleep(0)
        return Completed()


async def test_lanes_share_no_order_and_do_everything_once(database_url: str) -> None:
    """ORC-13, issue 5: what one lane has claimed and locked, another never waits for; nothing twice, nothing lost."""
    database = await Database.connect(database_url, react=react)
    async with database.transaction() as tx:
        planted = {await plant(tx, PARALLEL, now=clock.now()) for _ in range(ORDERS)}
        await tx.execute("UPDATE task SET executor = 'simulator'")
    now = clock.now()
    async with database.transaction() as one, database.transaction() as other:
        await other.execute("SET LOCAL lock_timeout = '1ms'")
        found = []
        for part, tx in enumerate((one, other)):
            share = Share(2, part)
            claims = await claim_work(
                tx, WorkKind.EXECUTE_TASK, worker="w", limit=1000, now=now, lease=MINUTE, share=share
            )
            orders = {claim.service_order_id for claim in claims}
            await store.lock_orders(tx, orders)
            assert all(share.has(order) for order in orders)
            found.append(orders)
        assert found[0].isdisjoint(found[1])
        assert found[0] | found[1] == planted
        await one.execute(
            "UPDATE work SET due_at = $1, worker = NULL WHERE service_order_id = ANY ($2)", now, [*found[0]]
        )
        await other.execute(
            "UPDATE work SET due_at = $1, worker = NULL WHERE service_order_id = ANY ($2)", now, [*found[1]]
        )
    counts = Counts()
    await Worker(database, Executors({"simulator": Configured(counts, {})}), batch=4).drain()
    assert counts.asked == Counter({TaskId(order, n): 1 for order in planted for n in range(1, 7)})
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT count(*) FROM service_order WHERE state = 'completed'") == ORDERS
        assert await counter_drift(tx) == []
    await database.close()


async def test_one_order_that_somebody_holds_keeps_no_other_answer_waiting(database_url: str) -> None:
    """ORC-13, issue 5: answers of the same batch are recorded; that of the held order as soon as it is let go."""
    database = await Database.connect(database_url, react=react)
    async with database.transaction() as tx:
        held, *others = [await plant(tx, Shape(), now=clock.now()) for _ in range(4)]
        await tx.execute("UPDATE task SET executor = 'simulator'")
    holder = await database._pool.acquire()
    hold = holder.transaction()

    class Holds(Counts):
        async def execute(self, call: ExecutionCall) -> Answer:
            if call.task_id.service_order_id == held:
                await hold.start()
                await holder.execute("SELECT 1 FROM service_order WHERE id = $1 FOR NO KEY UPDATE", held)
            return await super().execute(call)

    working = asyncio.create_task(Worker(database, Executors({"simulator": Configured(Holds(), {})})).drain())
    done: list[int] = []
    async with asyncio.timeout(30):
        while len(done) < len(others):
            async with database.reading() as tx:
                done = [row[0] for row in await tx.fetch("SELECT id FROM service_order WHERE state = 'completed'")]
    assert (sorted(done), working.done()) == (sorted(others), False)
    await hold.commit()
    await working
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT state FROM service_order WHERE id = $1", held) == "completed"
        assert await counter_drift(tx) == []
    await database._pool.release(holder)
    await database.close()
