"""Whether a task costs the same whatever stands around it: in a large plan, and beside millions of stored tasks."""

from __future__ import annotations

import statistics

from trunkline.bench.measure import Measure, Tell, within
from trunkline.bench.throughput import TASKS, Noop, approved_orders, only_plan, prepare, timed
from trunkline.kit.db import Database, Tx
from trunkline.worker import Worker

_SMALL, _LARGE = 1_000, 100_000  # tasks of one order
_STORED = 5_000_000
_SHARE = 20_000  # orders that are stored in one transaction
_COPIED = ("service_order", "service_order_item", "orchestration_plan", "domain_order", "task", "task_dependency")


async def plan_size(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """Seconds per task in a plan of 100,000 tasks beside those in plans of 1,000. `orders` is not used."""
    revision = await prepare(database)
    ratios: list[float] = []
    for number in range(1, rounds + 1):
        costs = {}
        for size, count in ((_SMALL, _LARGE // _SMALL), (_LARGE, 1)):
            items = -(-size // TASKS)
            async with database.transaction() as tx:
                await approved_orders(tx, count, revision, items=items)
            await only_plan(database)
            costs[size] = await timed(Worker(database, Noop()).drain) / (count * items * TASKS)
        ratios.append(costs[_LARGE] / costs[_SMALL])
        tell(
            f"round {number}: {costs[_SMALL] * 1e6:,.0f} us per task in plans of {_SMALL:,}, "
            f"{costs[_LARGE] * 1e6:,.0f} us in one of {_LARGE:,}"
        )
    return [within(f"cost per task, plan of {_LARGE:,} beside {_SMALL:,}", "ratio", ratios, limit=1.2)]


async def stored(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """Tasks per second with five million ended tasks in the database beside those without."""
    revision = await prepare(database)
    async with database.transaction() as tx:
        await approved_orders(tx, 20, revision)
    await Worker(database, Noop()).drain()
    empty = [await _rate(database, orders, revision) for _ in range(rounds)]
    tell(f"empty: {max(empty):,.0f} tasks/s")
    seconds = await timed(lambda: _store(database))
    tell(f"{_STORED:,} tasks stored in {seconds:,.0f} s")
    full = [await _rate(database, orders, revision) for _ in range(rounds)]
    tell(f"full: {max(full):,.0f} tasks/s")
    ratios = [after / before for before, after in zip(sorted(empty), sorted(full), strict=True)]
    return [
        Measure(
            scenario=f"execution with {_STORED:,} tasks stored",
            unit="tasks/s",
            best=max(full),
            median=statistics.median(full),
            raw_best=max(empty),
            ratio=max(ratios),
            aim=0.9,
            runs=tuple(full),
        )
    ]


async def _rate(database: Database, orders: int, revision: int) -> float:
    async with database.transaction() as tx:
        await approved_orders(tx, orders, revision)
    await only_plan(database)
    return orders * TASKS / await timed(Worker(database, Noop()).drain)


async def _store(database: Database) -> None:
    """Copies of an order that has ended, as often as it takes; a commit for each share of them."""
    async with database.reading() as tx:
        source: int = await tx.fetchval("SELECT min(id) FROM service_order WHERE completion_date IS NOT NULL")
        first: int = await tx.fetchval("SELECT max(id) + 1 FROM service_order")
    copies = _STORED // TASKS
    for start in range(0, copies, _SHARE):
        count = min(_SHARE, copies - start)
        async with database.transaction() as tx:
            await tx.execute(
                "SET LOCAL session_replication_role = replica"
            )  # the copies keep to every key by themselves
            for table in _COPIED:
                await _copy_rows(tx, table, source, first + start, count)
    async with database.transaction() as tx:
        await tx.fetchval("SELECT setval(pg_get_serial_sequence('service_order', 'id'), $1)", first + copies)
    async with database.connection() as connection:
        await connection.execute("VACUUM ANALYZE", timeout=3_600)


async def _copy_rows(tx: Tx, table: str, source: int, first: int, copies: int) -> None:
    key = "id" if table == "service_order" else "service_order_id"
    names = await tx.fetch(
        """
        SELECT attname
          FROM pg_attribute
         WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
        """,
        table,
    )
    columns = [row["attname"] for row in names]
    taken = ", ".join("$1::bigint + g" if name == key else f"s.{name}" for name in columns)
    await tx.execute(
        f"""
        INSERT INTO {table} ({", ".join(columns)}) OVERRIDING SYSTEM VALUE
        SELECT {taken}
          FROM {table} AS s
         CROSS JOIN generate_series(0, $2::integer - 1) AS g
         WHERE s.{key} = $3
        """,
        first,
        copies,
        source,
    )
