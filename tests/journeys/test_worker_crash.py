"""Workers die, databases restart, two workers race: nothing is lost and nothing is done twice."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import timedelta

from builders_orchestration import Shape, plant
from builders_workers import begin_worker, until_connected
from places import server_folder
from trunkline.access.model import SYSTEM
from trunkline.bench.throughput import TASKS, reference_catalog
from trunkline.catalog.commands import load_documents
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.embedded import EmbeddedPostgres
from trunkline.kit.ids import ServiceOrderId
from trunkline.kit.migrate import migrate
from trunkline.orchestration.queries import counter_drift
from trunkline.reactions import react
from trunkline.southbound.registry import Executors, default_executors
from trunkline.work.commands import add_work
from trunkline.work.model import WorkKind
from trunkline.worker import Worker

# three chains that join, twice over: enough steps for a kill to fall in the middle of one
CHAINS = Shape(
    items=(None, None),
    domain_orders=((1, None), (1, 1), (2, None)),
    tasks=tuple((n % 3 + 1, "automated") for n in range(30)),
    edges=tuple((n, n + 3) for n in range(1, 28)),
)


async def _plant(database: Database, orders: int) -> list[ServiceOrderId]:
    async with database.transaction() as tx:
        planted = [await plant(tx, CHAINS, now=clock.now()) for _ in range(orders)]
        await tx.execute("UPDATE task SET executor = 'simulator'")
    return planted


async def _everything_was_done_once(database: Database, orders: int) -> None:
    tasks = orders * len(CHAINS.tasks)
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT count(*) FROM task WHERE state = 'completed'") == tasks
        assert await tx.fetchval("SELECT count(*) FROM service_order WHERE state = 'completed'") == orders
        assert await tx.fetchval("SELECT count(*) FROM work") == 0
        # each effect exists once, and each completion was recorded once
        assert await tx.fetchval("SELECT count(*) FROM simulator_effect") == tasks
        recorded = await tx.fetchrow(
            "SELECT count(*) AS n, count(DISTINCT (service_order_id, n)) AS d FROM event WHERE kind = 'TaskCompleted'"
        )
        assert recorded is not None
        assert (recorded["n"], recorded["d"]) == (tasks, tasks)
        assert await counter_drift(tx) == []


async def _done(database: Database) -> int:
    async with database.reading() as tx:
        done: int = await tx.fetchval("SELECT count(*) FROM task WHERE state = 'completed'")
    return done


async def test_a_worker_killed_in_the_middle_loses_no_task_and_does_none_twice(database_url: str) -> None:
    """OPS-02."""
    database = await Database.connect(database_url, react=react)
    orders = 12
    await _plant(database, orders)
    seen = 0
    for _ in range(4):
        process = await begin_worker(database_url)
        await until_connected(process)
        for _ in range(500):  # until it has visibly done something, then without warning
            if await _done(database) > seen:
                break
            await asyncio.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
        seen = await _done(database)
        async with database.reading() as tx:
            assert await counter_drift(tx) == []
    async with default_executors(database) as executors:
        stop = asyncio.Event()
        worker = asyncio.create_task(Worker(database, executors, lease=timedelta(seconds=5)).run(stop))
        async with asyncio.timeout(60):
            while await _done(database) < orders * len(CHAINS.tasks):  # noqa: ASYNC110  # another task's rows
                await asyncio.sleep(0.05)
        stop.set()
        await worker
    await _everything_was_done_once(database, orders)
    await database.close()


async def test_two_workers_at_the_same_plans_do_everything_once(database_url: str) -> None:
    """OPS-02."""
    databases = [await Database.connect(database_url, react=react) for _ in range(2)]
    await _plant(databases[0], 12)

    async def work(database: Database) -> None:
        async with default_executors(database) as executors:
            worker = Worker(database, executors, concurrency=15, batch=10)
            while await _done(database) < 12 * len(CHAINS.tasks):
                await worker.drain()

    async with asyncio.timeout(60):
        await asyncio.gather(*(work(database) for database in databases))
    await _everything_was_done_once(databases[0], 12)
    for database in databases:
        await database.close()


async def test_a_database_killed_in_the_middle_and_started_again_is_survived() -> None:
    """OPS-02."""
    with server_folder() as folder, EmbeddedPostgres(folder) as server:
        await migrate(server.url)
        database = await Database.connect(server.url, react=react)
        await _plant(database, 6)
        async with default_executors(database) as executors:
            stop = asyncio.Event()
            worker = asyncio.create_task(
                Worker(database, executors, concurrency=5, lease=timedelta(milliseconds=500)).run(stop)
            )
            while await _done(database) < 20:  # noqa: ASYNC110  # another task's rows
                await asyncio.sleep(0.01)
            assert server.pid is not None
            os.kill(server.pid, signal.SIGKILL)
            await asyncio.to_thread(server.start)
            async with asyncio.timeout(60):
                while True:
                    try:
                        if await _done(database) == 6 * len(CHAINS.tasks):
                            break
                    except Exception:  # connections of the pool that the restart cut
                        pass
                    await asyncio.sleep(0.05)
            stop.set()
            await worker
        await _everything_was_done_once(database, 6)
        await database.close()


async def _large_order(database: Database, items: int) -> int:
    """An approved order whose decomposition takes a while, waiting for a worker."""
    async with database.transaction() as tx:
        await load_documents(tx, [reference_catalog()], by=SYSTEM, now=clock.now())
        revision = await tx.fetchval("SELECT max(published_revision) FROM specification")
        order: int = await tx.fetchval(
            """
            INSERT INTO service_order (state, order_date, created_by, changed_at, total_items, open_items, catalog_revision)
            VALUES ('inProgress', now(), 'test', now(), $1, $1, $2)
            RETURNING id
            """,
            items,
            revision,
        )
        await tx.execute(
            """
            INSERT INTO service_order_item (service_order_id, n, item_id, state, action, specification_id,
                                            specification_version)
            SELECT $1, n, n::text, 'inProgress', 'add', 'bench-service', 1
              FROM generate_series(1, $2::integer) AS n
            """,
            order,
            items,
        )
        await add_work(tx, WorkKind.PLAN_SERVICE_ORDER, [(order, 0)], due_at=clock.now())
    return order


async def test_a_worker_killed_while_it_decomposes_leaves_nothing_behind_and_another_plans_at_once(
    database_url: str,
) -> None:
    """OPS-02, DEC-22."""
    database = await Database.connect(database_url, react=react)
    items = 1000
    await _large_order(database, items)
    process = await begin_worker(database_url)
    free = "SELECT count(*) FROM (SELECT 1 FROM work FOR UPDATE SKIP LOCKED) AS unlocked"
    async with asyncio.timeout(30):
        taken = False
        while not taken:  # until it holds the order, in the middle of its transaction
            async with database.transaction() as tx:
                taken = await tx.fetchval(free) == 0
    os.kill(process.pid, signal.SIGKILL)
    await process.wait()
    async with asyncio.timeout(30):  # the server notices that its client is gone
        while not await Worker(database, Executors({})).plan_due():  # noqa: ASYNC110  # the server's own clock
            await asyncio.sleep(0.02)
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT count(*) FROM orchestration_plan") == 1
        assert await tx.fetchval("SELECT count(*) FROM domain_order") == items
        assert await tx.fetchval("SELECT count(*) FROM task") == items * TASKS
        assert await tx.fetchval("SELECT count(*) FROM inventory_item") == items
        await tx.execute("ANALYZE")  # sooner or later the server does so by itself
        assert await counter_drift(tx) == []
    await database.close()
