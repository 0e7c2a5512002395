"""Slow domain systems: thousands of calls outstanding in one worker, their memory, and how close to ideal it gets."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import time

from trunkline.bench.measure import Measure, Tell
from trunkline.bench.throughput import TASKS, Sleeper, approved_orders, only_plan, prepare
from trunkline.kit.db import Database
from trunkline.orchestration.executor import Answer, ExecutionCall
from trunkline.worker import Worker

_OUTSTANDING = 5_000
_SLOW_SECONDS = 10.0
_IN_FLIGHT = 1_000
_QUICK_SECONDS = 0.05


class _Counting(Sleeper):
    """Sleeps, and knows how many sleep at the same time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.now = self.most = 0

    async def execute(self, call: ExecutionCall) -> Answer:
        """Done, later."""
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            return await super().execute(call)
        finally:
            self.now -= 1


async def slow_calls(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """The scenario. `orders` and `rounds` are not used: the loads are part of it."""
    revision = await prepare(database)
    # three tasks of an order can run at once: so many orders fill the outstanding calls
    async with database.transaction() as tx:
        await approved_orders(tx, _OUTSTANDING // 3 + 1, revision)
    await only_plan(database)
    slow = _Counting(_SLOW_SECONDS)
    worker = Worker(database, slow, concurrency=_OUTSTANDING)
    started = time.perf_counter()
    running = asyncio.create_task(worker.run(asyncio.Event()))
    while slow.most < _OUTSTANDING and time.perf_counter() - started < _SLOW_SECONDS * 0.95:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tell(
        f"{slow.most:,} calls of {_SLOW_SECONDS:g} s outstanding after {time.perf_counter() - started:.1f} s, {peak:.0f} MiB"
    )
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    async with database.transaction() as tx:
        # whole orders: tasks under way that nobody holds any more would be what the watchdog looks for
        await tx.execute("TRUNCATE service_order CASCADE")
        await tx.execute("DELETE FROM work")
        await approved_orders(tx, 1000, revision)
    await only_plan(database)
    quick = _Counting(_QUICK_SECONDS)
    started = time.perf_counter()
    await Worker(database, quick, concurrency=_IN_FLIGHT).drain()
    rate = 1000 * TASKS / (time.perf_counter() - started)
    ideal = _IN_FLIGHT / _QUICK_SECONDS
    tell(f"{rate:,.0f} tasks/s with calls of 50 ms, at most {quick.most:,} in flight (ideal {ideal:,.0f})")
    return [
        Measure(scenario="calls of 10 s outstanding in one worker", unit="calls", best=slow.most, median=slow.most,
                raw_best=_OUTSTANDING, ratio=slow.most / _OUTSTANDING, aim=1.0),
        Measure(scenario="memory of the process meanwhile", unit="MiB", best=peak, median=peak, limit=500.0),
        Measure(scenario="calls of 50 ms, 1,000 in flight", unit="tasks/s", best=rate, median=rate, raw_best=ideal,
                ratio=rate / ideal, aim=0.5),
    ]  # fmt: skip
