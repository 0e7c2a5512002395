"""How soon a task's successor is on its way once the task is done, at half of the peak load."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import time

from trunkline.bench.measure import Measure, Tell, within
from trunkline.bench.throughput import TASKS, Noop, approved_orders, only_plan, prepare, timed
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall
from trunkline.worker import Worker

_SECONDS = 10.0  # that the load lasts
_WARM = 2.0  # of which so many do not count


class _Stopwatch:
    """Does nothing, and keeps when each task was done and when each was called."""

    def __init__(self) -> None:
        self.called: dict[TaskId, float] = {}

    async def execute(self, call: ExecutionCall) -> Answer:
        """Done."""
        self.called[call.task_id] = time.perf_counter()
        return Completed()


async def latency(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """From the call that does a task to the call that begins its successor, p99 in ms. `orders` finds the peak."""
    revision = await prepare(database)
    async with database.transaction() as tx:
        await approved_orders(tx, orders, revision)
    await only_plan(database)
    peak = orders * TASKS / await timed(Worker(database, Noop()).drain)
    p99s = []
    for number in range(1, rounds + 1):
        p50, p99, rate = await _loaded(database, revision, peak / 2)
        p99s.append(p99)
        tell(f"round {number}: at {rate:,.0f} of {peak:,.0f} tasks/s p50 {p50:.1f} ms, p99 {p99:.1f} ms")
    return [within("task done to successor begun, p99 at half of peak", "ms", p99s, limit=100.0)]


async def _loaded(database: Database, revision: int, rate: float) -> tuple[float, float, float]:
    """Orders that come evenly; answers p50 and p99 in ms, and the rate that was reached in tasks/s."""
    count = max(10, int(rate / TASKS * _SECONDS))
    async with database.transaction() as tx:
        await approved_orders(tx, count, revision)
    await only_plan(database)
    async with database.transaction() as tx:
        await tx.execute(
            """
            UPDATE work AS w
               SET due_at = now() + make_interval(secs => $1::float8 * r.place / $2::float8)
              FROM (SELECT service_order_id, row_number() OVER (ORDER BY service_order_id) AS place
                      FROM work
                     WHERE kind = 'executeTask'
                     GROUP BY service_order_id) AS r
             WHERE w.service_order_id = r.service_order_id AND w.kind = 'executeTask'
            """,
            _SECONDS,
            float(count),
        )
    watch, stop = _Stopwatch(), asyncio.Event()
    worker = asyncio.create_task(Worker(database, watch).run(stop))
    started = time.perf_counter()
    while len(watch.called) < count * TASKS and time.perf_counter() - started < 4 * _SECONDS:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    lasted = time.perf_counter() - started
    stop.set()
    with contextlib.suppress(asyncio.CancelledError):
        await worker
    async with database.reading() as tx:
        pairs = await tx.fetch(
            """
            SELECT d.service_order_id, d.predecessor_n, d.successor_n
              FROM task_dependency AS d
              JOIN task AS t ON t.service_order_id = d.service_order_id AND t.n = d.successor_n
             WHERE d.service_order_id = ANY ($1)
            """,
            sorted({task_id.service_order_id for task_id in watch.called}),
        )
    ready: dict[tuple[int, int], float] = {}  # a successor is ready when the last of its predecessors is done
    for order, before, after in pairs:
        done = watch.called.get(TaskId(order, before))
        if done is not None:
            ready[order, after] = max(done, ready.get((order, after), 0.0))
    waits = [
        (watch.called[TaskId(ServiceOrderId(key[0]), key[1])] - done) * 1_000
        for key, done in ready.items()
        if TaskId(ServiceOrderId(key[0]), key[1]) in watch.called and done - started > _WARM
    ]
    cuts = statistics.quantiles(waits, n=100)
    return cuts[49], cuts[98], len(watch.called) / lasted
