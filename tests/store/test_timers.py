"""Tasks that wait for a lag: by the clock that workers are given, without anybody sleeping."""

from __future__ import annotations

from datetime import timedelta

from builders_orchestration import T0, Shape, plant
from trunkline.duties import Duties
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.progress import apply, step

HOUR = timedelta(hours=1)


async def states(db: Database, order_id: ServiceOrderId) -> dict[int, str]:
    async with db.transaction() as tx:
        rows = await tx.fetch("SELECT n, state FROM task WHERE service_order_id = $1", order_id)
    return {row["n"]: row["state"] for row in rows}


async def move(db: Database, order_id: ServiceOrderId, n: int, verb: str, at: timedelta) -> None:
    async with db.transaction() as tx:
        await store.lock_orders(tx, [order_id])
        task = await store.get_task(tx, TaskId(order_id, n))
        await apply(tx, [step(task, verb)], by="test", now=T0 + at)


async def pass_time(db: Database, until: timedelta) -> None:
    duties = Duties(db, worker="w", lease=timedelta(minutes=1), clock=lambda: T0 + until, chores=())
    while await duties.run_due():
        pass


async def test_a_task_starts_only_when_its_lag_has_passed(db: Database):
    """PLN-06: an hour after its predecessor, not before; the order's counters stay true."""
    async with db.transaction() as tx:
        order_id = await plant(
            tx,
            Shape(tasks=((1, "manual"), (1, "manual")), edges=((1, 2),), lags=((1, 2, "finishToStart", HOUR),)),
        )
    await move(db, order_id, 1, "complete", timedelta(0))
    assert await states(db, order_id) == {1: "completed", 2: "waiting"}
    await pass_time(db, HOUR - timedelta(seconds=1))
    assert (await states(db, order_id))[2] == "waiting"
    await pass_time(db, HOUR)
    assert (await states(db, order_id))[2] == "ready"
    async with db.transaction() as tx:
        assert await tx.fetchval("SELECT active_tasks FROM service_order WHERE id = $1", order_id) == 1
        assert await tx.fetchval("SELECT count(*) FROM worklist WHERE task_n = 2") == 1


async def test_a_task_that_starts_together_does_not_wait_for_the_end(db: Database):
    """PLN-05: start-to-start with no lag: ready as soon as the other is started, once, however often it is."""
    async with db.transaction() as tx:
        order_id = await plant(
            tx,
            Shape(
                tasks=((1, "manual"), (1, "manual"), (1, "manual")),
                edges=((1, 2), (1, 3)),
                lags=((1, 2, "startToStart", timedelta(0)),),
            ),
        )
    await move(db, order_id, 1, "start", timedelta(0))
    assert await states(db, order_id) == {1: "inProgress", 2: "ready", 3: "waiting"}
    await move(db, order_id, 1, "release", HOUR)
    await move(db, order_id, 1, "start", HOUR)
    await move(db, order_id, 1, "complete", HOUR)
    assert await states(db, order_id) == {1: "completed", 2: "ready", 3: "ready"}


async def test_a_task_that_ends_without_having_been_started_lets_the_other_start(db: Database):
    """PLN-05."""
    async with db.transaction() as tx:
        order_id = await plant(
            tx,
            Shape(tasks=((1, "manual"), (1, "manual")), edges=((1, 2),), lags=((1, 2, "startToStart", HOUR),)),
        )
    await move(db, order_id, 1, "complete", timedelta(0))
    await pass_time(db, HOUR)
    assert await states(db, order_id) == {1: "completed", 2: "ready"}
