"""The reference order carried out by other durable engines on the same PostgreSQL, beside us.

DBOS runs a workflow for each order with a recorded step for each task. PgQueuer runs a job for each task; a handler
counts down what follows in a table of its own and enqueues what became free. Both come with the extra `compare`; what
is not installed is said and left out. Their loads are smaller than ours, since they take longer: rates are compared.
"""

from __future__ import annotations

import asyncio
import importlib
import statistics
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import asyncpg

from trunkline.bench.measure import Measure, Tell
from trunkline.bench.throughput import TASKS, Noop, approved_orders, only_plan, prepare, reference_catalog, timed
from trunkline.kit.db import Database
from trunkline.worker import Worker

_AT_ONCE = 30  # workflows of DBOS under way
_BATCH = 100  # jobs that PgQueuer takes at a time
_Rate = Callable[[ModuleType, Database, int], Awaitable[float]]


def _edges() -> list[tuple[int, int]]:
    tasks = reference_catalog().plans[0].tasks
    place = {task.key: n for n, task in enumerate(tasks, 1)}
    return [(place[before], place[task.key]) for task in tasks for before in task.after]


async def _ours(database: Database, orders: int, revision: int) -> float:
    async with database.transaction() as tx:
        await approved_orders(tx, orders, revision)
    await only_plan(database)
    return orders * TASKS / await timed(Worker(database, Noop()).drain)


async def _dbos_rate(dbos: ModuleType, database: Database, orders: int) -> float:
    """Tasks per second of DBOS: a workflow per order, a step per task, in an order that the dependencies allow."""
    url = database.url.replace("postgres://", "postgresql://", 1)
    dbos.DBOS(config={"name": "trunkline-compare", "system_database_url": url, "log_level": "ERROR"})

    @dbos.DBOS.step(name="compare-task")  # type: ignore[untyped-decorator]
    async def task(n: int) -> int:
        return n

    @dbos.DBOS.workflow(name="compare-order")  # type: ignore[untyped-decorator]
    async def order() -> None:
        for n in range(1, TASKS + 1):
            await task(n)

    await asyncio.to_thread(dbos.DBOS.launch)
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one() -> None:
        async with gate:
            handle = await dbos.DBOS.start_workflow_async(order)
            await handle.get_result()

    async def all_of_them() -> None:
        await asyncio.gather(*(one() for _ in range(orders)))

    try:
        return orders * TASKS / await timed(all_of_them)
    finally:
        await asyncio.to_thread(dbos.DBOS.destroy, destroy_registry=True)
        # DBOS makes its own threads the loop's and ends them: the next round would find none
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())


async def _pgqueuer_rate(pgqueuer: ModuleType, database: Database, orders: int) -> float:
    """Tasks per second of PgQueuer: a job per task, successors counted down by the handler."""
    async with asyncpg.create_pool(database.url, min_size=4, max_size=10) as pool:
        driver = pgqueuer.AsyncpgPoolDriver(pool)
        queries = pgqueuer.Queries(driver)
        await queries.install()
        try:
            await _count_down_table(pool, orders)
            runner = pgqueuer.QueueManager(queries)
            left = orders * TASKS

            @runner.entrypoint("task")  # type: ignore[untyped-decorator]
            async def task(job: object) -> None:
                nonlocal left
                order, n = (int(part) for part in bytes(job.payload).split(b":"))  # type: ignore[attr-defined]
                free = await pool.fetch(
                    """
                    WITH done AS (
                        UPDATE compare_task SET done = true WHERE order_id = $1 AND n = $2
                    )
                    UPDATE compare_task AS t
                       SET open_predecessors = t.open_predecessors - 1
                      FROM compare_edge AS e
                     WHERE e.predecessor_n = $2 AND t.order_id = $1 AND t.n = e.successor_n
                    RETURNING t.n, t.open_predecessors
                    """,
                    order,
                    n,
                )
                ready = [f"{order}:{row['n']}".encode() for row in free if row["open_predecessors"] == 0]
                if ready:
                    await queries.enqueue(["task"] * len(ready), ready, [0] * len(ready))
                left -= 1
                if left == 0:
                    runner.shutdown.set()

            first = [
                f"{order}:{n}".encode()
                for order in range(orders)
                for n in range(1, TASKS + 1)
                if n not in {after for _, after in _edges()}
            ]
            await queries.enqueue(["task"] * len(first), first, [0] * len(first))
            return orders * TASKS / await timed(lambda: runner.run(batch_size=_BATCH))
        finally:
            await queries.uninstall()
            await pool.execute("DROP TABLE IF EXISTS compare_task, compare_edge")


async def _count_down_table(pool: asyncpg.Pool, orders: int) -> None:
    edges = _edges()
    await pool.execute("CREATE TABLE compare_edge (predecessor_n integer, successor_n integer)")
    await pool.execute(
        """
        CREATE TABLE compare_task (order_id bigint, n integer, open_predecessors integer NOT NULL,
                                   done boolean NOT NULL DEFAULT false, PRIMARY KEY (order_id, n))
        """
    )
    await pool.copy_records_to_table("compare_edge", records=edges)
    await pool.execute(
        """
        INSERT INTO compare_task
        SELECT o, n, (SELECT count(*) FROM compare_edge WHERE successor_n = n)
          FROM generate_series(0, $1::integer - 1) AS o
         CROSS JOIN generate_series(1, $2::integer) AS n
        """,
        orders,
        TASKS,
    )


_OTHERS: tuple[tuple[str, str, _Rate, int, float], ...] = (
    ("dbos", "DBOS", _dbos_rate, 40, 25.0),
    ("pgqueuer", "PgQueuer", _pgqueuer_rate, 150, 5.0),
)


async def compare(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """Our tasks per second beside those of other engines, run one after the other in each round."""
    revision = await prepare(database)
    await _ours(database, 20, revision)
    measures = []
    for module, name, rate_of, most, aim in _OTHERS:
        try:
            engine = importlib.import_module(module)
        except ImportError as error:
            tell(f"{name} is left out, it is not installed ({error.name}): pip install 'trunkline[compare]'")
            continue
        runs = []
        for number in range(1, rounds + 1):
            theirs = await rate_of(engine, database, min(orders, most))
            ours = await _ours(database, orders, revision)
            runs.append((ours, theirs))
            tell(f"round {number}: {ours:,.0f} tasks/s, {name} {theirs:,.0f}: {ours / theirs:,.1f} times")
        measures.append(
            Measure(
                scenario=f"execution beside {name}, how many times as fast",
                unit="tasks/s",
                best=max(run[0] for run in runs),
                median=statistics.median(run[0] for run in runs),
                raw_best=max(run[1] for run in runs),
                ratio=statistics.median(run[0] / run[1] for run in runs),
                aim=aim,
                runs=tuple(run[0] for run in runs),
            )
        )
    return measures
