"""A million inventory items: the lists of the workspace, filtered, searched by words, and from the middle on."""

from __future__ import annotations

import random
import statistics
import time

import msgspec

from trunkline.bench.measure import Measure, Tell, p95_ms, within
from trunkline.inventory.queries import InventoryFilter, search_inventory
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx

_COUNT = 1_000_000
_PAGES = 40  # pages read in each round
_LIMIT_MS = 200.0


async def inventory(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """The scenario. `orders` is not used: the number of items is part of it."""
    started = time.perf_counter()
    async with database.transaction() as tx:
        await _fill(tx)
    async with database.connection() as connection:
        await connection.execute("VACUUM ANALYZE")
    tell(f"{_COUNT:,} inventory items written in {time.perf_counter() - started:.1f} s")
    lists = {
        "all items": InventoryFilter(),
        "items of a specification": InventoryFilter(specification_id="spec-7"),
        "suspended items": msgspec.convert({"state": "suspended"}, InventoryFilter),
        "items of a customer": InventoryFilter(customer_id="cust-4711"),
        "items with a serial number": InventoryFilter(search="SN-815042"),
        "items with two words": InventoryFilter(search="Access Berlin"),
        "items with a word that none has": InventoryFilter(search="nowhere"),
    }
    measures = []
    for name, wanted in lists.items():
        runs = [await _pages(database, wanted, seed=number) for number in range(rounds)]
        tell(f"{name}: p95 {statistics.median(runs):.1f} ms")
        measures.append(within(f"page of {name}, p95", "ms", runs, limit=_LIMIT_MS))
    return measures


async def _pages(database: Database, wanted: InventoryFilter, *, seed: int) -> float:
    """The list as the API answers it, the first page and ones from a random place; p95 in ms."""
    pick = random.Random(seed)
    times = []
    for number in range(_PAGES):
        started = time.perf_counter()
        async with database.reading() as tx:
            await search_inventory(tx, wanted, limit=51, before=pick.randint(1, _COUNT) if number else None)
        times.append(time.perf_counter() - started)
    return p95_ms(times)


async def _fill(tx: Tx) -> None:
    await tx.execute(
        """
        INSERT INTO inventory_item (kind, name, state, specification_id, specification_version, customer_id, place,
                                    characteristics, created_at)
        SELECT (ARRAY['cfs', 'rfs', 'resource'])[1 + i % 3],
               (ARRAY['Access', 'Firewall', 'Line', 'Router'])[1 + i % 4] || ' ' || i,
               CASE i % 997 WHEN 0 THEN 'suspended' ELSE 'active' END, 'spec-' || i % 400, 1, 'cust-' || i % 20000,
               jsonb_build_object('city', (ARRAY['Berlin', 'Paris', 'Rome', 'Oslo', 'Madrid'])[1 + i % 5]),
               jsonb_build_object('Serial Number', jsonb_build_object('value', 'SN-' || i, 'origin', 'order')), $1
          FROM generate_series(1, $2::integer) AS i
        """,
        clock.now(),
        _COUNT,
    )
