"""How fast plans are written and run, beside the limit of the database measured in the same run.

The reference order has 12 automated tasks that do nothing: three chains of three, then a chain of three whose first
task joins them. The raw limit writes the same rows as often (a task three times: ready, in progress, completed; its
work is added, claimed and taken off; domain order, item and order follow; three events) by COPY and by UPDATE with
arrays of keys, with as many commits, into tables of the same columns and indexes, without foreign keys and without any
logic.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from trunkline.access.model import SYSTEM
from trunkline.bench.measure import Measure, Tell, cpu_seconds
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    CatalogDocument,
    PlanSpecification,
    Specification,
    SpecificationKind,
    TaskSpecification,
)
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall
from trunkline.worker import Worker

TASKS = 12
_CHAINS = (("a1", "a2", "a3"), ("b1", "b2", "b3"), ("c1", "c2", "c3"))
_TAIL = ("join", "d1", "d2")


class Noop:
    """Does nothing at once."""

    async def execute(self, call: ExecutionCall) -> Answer:
        """Done."""
        return Completed()


class Sleeper:
    """Answers after a fixed time, as a domain system would."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def execute(self, call: ExecutionCall) -> Answer:
        """Done, later."""
        await asyncio.sleep(self._seconds)
        return Completed()


def reference_catalog() -> CatalogDocument:
    """One specification with the reference plan."""
    tasks = []
    for chain in _CHAINS:
        for before, key in zip((None, *chain), chain, strict=False):
            tasks.append(TaskSpecification(
                key=key, name=key, kind="automated", executor="noop", duration=timedelta(minutes=5),
                after=(before,) if before else ()))  # fmt: skip
    tails = (tuple(chain[-1] for chain in _CHAINS), *((key,) for key in _TAIL[:-1]))
    for key, after in zip(_TAIL, tails, strict=True):
        tasks.append(TaskSpecification(
            key=key, name=key, kind="automated", executor="noop", duration=timedelta(minutes=5), after=after))  # fmt: skip
    return CatalogDocument(
        catalog="benchmark",
        specifications=(Specification(id="bench-service", kind=SpecificationKind.RFS, name="Benchmark service"),),
        plans=(PlanSpecification(id="bench-plan", specification="bench-service", tasks=tuple(tasks)),),
    )


async def prepare(database: Database) -> int:
    """Loads the reference catalog; answers its revision."""
    async with database.transaction() as tx:
        await load_documents(tx, [reference_catalog()], by=SYSTEM, now=clock.now())
    async with database.reading() as tx:
        revision: int = await tx.fetchval("SELECT max(published_revision) FROM specification")
    return revision


async def approved_orders(tx: Tx, count: int, revision: int, *, items: int = 1) -> None:
    """Adds `count` approved orders of some items each, ready to be planned, as approval leaves them."""
    now = clock.now()
    await tx.execute(
        """
        WITH made AS (
            INSERT INTO service_order (state, order_date, created_by, changed_at, total_items, open_items,
                                       catalog_revision, start_date)
            SELECT 'inProgress', $2, 'bench', $2, $4, $4, $3, $2
              FROM generate_series(1, $1)
            RETURNING id
        ),
        items AS (
            INSERT INTO service_order_item (service_order_id, n, item_id, state, action, specification_id,
                                            specification_version)
            SELECT id, n, n::text, 'inProgress', 'add', 'bench-service', 1
              FROM made
             CROSS JOIN generate_series(1, $4) AS n
        )
        INSERT INTO work (kind, service_order_id, n, due_at)
        SELECT 'planServiceOrder', id, 0, $2
          FROM made
        """,
        count,
        now,
        revision,
        items,
    )


async def only_plan(database: Database) -> None:
    """Plans everything that waits for it, and leaves the tasks ready."""
    worker = Worker(database, Noop())
    while await worker.plan_due():
        pass


async def timed(what: Callable[[], Awaitable[None]]) -> float:
    """How long it takes, in seconds."""
    started = time.perf_counter()
    await what()
    return time.perf_counter() - started


_RAW_TABLES = ("service_order", "service_order_item", "domain_order", "task", "task_dependency", "event", "work")


async def _make_raw_tables(tx: Tx) -> None:
    for table in _RAW_TABLES:
        await tx.execute(f"DROP TABLE IF EXISTS raw_{table}")
        await tx.execute(
            f"CREATE UNLOGGED TABLE raw_{table} (LIKE {table} INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES)"
        )
        await tx.execute(f"ALTER TABLE raw_{table} SET LOGGED")
        await tx.execute(f"ALTER TABLE raw_{table} SET (fillfactor = 50)")


class RawLimit:
    """The same rows, written and updated as fast as PostgreSQL takes them: COPY in, UPDATE and DELETE by key arrays."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._first = 1

    async def _rows(self, table: str, first: int) -> tuple[list[str], list[tuple[Any, ...]]]:
        async with self._database.reading() as tx:
            key = "id" if table == "service_order" else "service_order_id"
            found = await tx.fetch(f"SELECT * FROM {table} WHERE {key} = $1", first)
        names = [name for name in (found[0].keys() if found else []) if table != "event" or name not in ("id", "tx")]
        return names, [tuple(row[name] for name in names) for row in found]

    async def prepare(self, sample_order: int) -> None:
        """Learns what rows one order has, from an order that has run."""
        async with self._database.transaction() as tx:
            await _make_raw_tables(tx)
        self._sample = {t: await self._rows(t, sample_order) for t in _RAW_TABLES if t != "work"}

    async def insert(self, orders: int) -> None:
        """The rows of `orders` orders by COPY, one commit per 100 orders."""
        for start in range(0, orders, 100):
            batch = range(self._first + start, self._first + min(orders, start + 100))
            async with self._database.transaction() as tx:
                for table, (names, rows) in self._sample.items():
                    if table == "event":
                        continue
                    at = names.index("id" if table == "service_order" else "service_order_id")
                    await tx.copy(
                        f"raw_{table}", names,
                        [(*row[:at], order, *row[at + 1 :]) for order in batch for row in rows],
                    )  # fmt: skip

    async def execute(self, orders: int, batch: int = 200) -> None:
        """All tasks, each batch in one commit."""
        keys = [(order, n) for n in range(1, TASKS + 1) for order in range(self._first, self._first + orders)]
        for start in range(0, len(keys), batch):
            async with self._database.transaction() as tx:
                await self._execute_batch(tx, keys[start : start + batch])
        self._first += orders

    async def _execute_batch(self, tx: Tx, part: list[tuple[int, int]]) -> None:
        now = clock.now()
        keys = ([key[0] for key in part], [key[1] for key in part])
        touched = sorted(set(keys[0]))
        await tx.copy(
            "raw_work", ("kind", "service_order_id", "n", "due_at"), [("executeTask", *key, now) for key in part]
        )
        await tx.execute(
            """
            UPDATE raw_work AS w SET worker = 'raw', attempt = 1, due_at = $3
              FROM unnest($1::bigint[], $2::integer[]) AS k (service_order_id, n)
             WHERE w.service_order_id = k.service_order_id AND w.n = k.n
            """, *keys, now)  # fmt: skip
        for state in ("ready", "inProgress", "completed"):
            await tx.execute(
                """
                UPDATE raw_task AS t SET state = $3, started_at = $4
                  FROM unnest($1::bigint[], $2::integer[]) AS k (service_order_id, n)
                 WHERE t.service_order_id = k.service_order_id AND t.n = k.n
                """, *keys, state, now)  # fmt: skip
        await tx.execute(
            """
            DELETE FROM raw_work AS w
             USING unnest($1::bigint[], $2::integer[]) AS k (service_order_id, n)
             WHERE w.service_order_id = k.service_order_id AND w.n = k.n
            """, *keys)  # fmt: skip
        await tx.execute(
            "UPDATE raw_domain_order SET open_tasks = open_tasks WHERE service_order_id = ANY ($1) AND n = 1", touched
        )
        await tx.execute(
            "UPDATE raw_service_order_item SET open_tasks = open_tasks WHERE service_order_id = ANY ($1) AND n = 1",
            touched,
        )
        await tx.execute("UPDATE raw_service_order SET open_tasks = open_tasks WHERE id = ANY ($1)", touched)
        await tx.copy(
            "raw_event", ("kind", "service_order_id", "n", "made_by", "at", "data"),
            [(kind, *key, "bench", now, {}) for key in part for kind in ("TaskReady", "TaskStarted", "TaskCompleted")],
        )  # fmt: skip


async def throughput(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """Measures execution alone and end to end (plan and execution), each round beside the raw limit.

    Writes into the database it is given: use one made for it.
    """
    revision = await prepare(database)
    async with database.transaction() as tx:
        await approved_orders(tx, 20, revision)
    await Worker(database, Noop()).drain()
    async with database.reading() as tx:
        sample: int = await tx.fetchval("SELECT min(service_order_id) FROM orchestration_plan")
    raw = RawLimit(database)
    await raw.prepare(sample)
    execution: list[tuple[float, float]] = []
    whole: list[tuple[float, float]] = []
    for number in range(1, rounds + 1):
        raw_insert = await timed(lambda: raw.insert(orders))
        begun = await cpu_seconds(database)
        raw_execute = await timed(lambda: raw.execute(orders))
        raw_cpu = (await cpu_seconds(database) - begun) / (orders * TASKS)
        async with database.transaction() as tx:
            await approved_orders(tx, orders, revision)
        planning = await timed(lambda: only_plan(database))
        begun = await cpu_seconds(database)
        running = await timed(lambda: Worker(database, Noop()).drain())
        cpu = (await cpu_seconds(database) - begun) / (orders * TASKS)
        execution.append((orders * TASKS / running, orders * TASKS / raw_execute))
        whole.append((orders / (planning + running), orders / (raw_insert + raw_execute)))
        tell(
            f"round {number}: {execution[-1][0]:,.0f} tasks/s (raw {execution[-1][1]:,.0f}), "
            f"{whole[-1][0]:,.0f} orders/s (raw {whole[-1][1]:,.0f}), "
            f"computing {cpu * 1e6:,.0f} us per task (raw {raw_cpu * 1e6:,.0f})"
        )
    return [
        _measure("execution, batches of 200", "tasks/s", execution, aim=0.6),
        _measure("end to end: plan and execution", "orders/s", whole, aim=0.45),
    ]


def _measure(scenario: str, unit: str, runs: list[tuple[float, float]], *, aim: float | None) -> Measure:
    ours = [run[0] for run in runs]
    return Measure(
        scenario=scenario,
        unit=unit,
        best=max(ours),
        median=statistics.median(ours),
        raw_best=max(run[1] for run in runs),
        ratio=max(run[0] / run[1] for run in runs),
        aim=aim,
        runs=tuple(ours),
    )
