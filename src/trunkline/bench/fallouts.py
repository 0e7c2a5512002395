"""Fallouts by the hundred thousand: pages of the list and of the groups, first ones and ones from the middle."""

from __future__ import annotations

import random
import statistics
import time
from datetime import datetime, timedelta

from trunkline.bench.measure import Measure, Tell, p95_ms, within
from trunkline.fallout.analytics_queries import AnalyticsFilter, read_analytics
from trunkline.fallout.asked import narrowing
from trunkline.fallout.queries import OPEN, FalloutFilter, count_fallouts, list_fallouts, list_groups
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx

_COUNT = 100_000
_PER_ORDER = 10
_TEAMS = 20
_CAUSES = 1_200
_PAGES = 60  # pages read in each round
_LIMIT_MS = 200.0
_NUMBERS_MS = 500.0
_TYPED = {
    "a typed query, few found": 'state:open priority:1 customer:"Customer {n}1"',
    "a typed query by team and age": "group:team-{n} raised>-3d",
}


async def fallouts(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """The scenario. `orders` is not used: the number of fallouts is part of it."""
    started = time.perf_counter()
    async with database.transaction() as tx:
        await _fill(tx, clock.now())
    async with database.connection() as connection:
        await connection.execute("VACUUM ANALYZE")
    tell(f"{_COUNT:,} fallouts written in {time.perf_counter() - started:.1f} s")
    lists = {
        "all fallouts": FalloutFilter(),
        "open fallouts": OPEN,
        "open fallouts of a team": FalloutFilter(states=OPEN.states, assignment_groups=("team-3",)),
        "fallouts of a signature": FalloutFilter(signature="refused|olt|cause 7"),
    }
    measures = []
    for name, wanted in lists.items():
        runs = [await _pages(database, wanted, seed=number) for number in range(rounds)]
        tell(f"{name}: p95 {statistics.median(runs):.1f} ms")
        measures.append(within(f"page of {name}, p95", "ms", runs, limit=_LIMIT_MS))
    runs = [await _groups(database) for _ in range(rounds)]
    measures.append(within("page of groups, p95", "ms", runs, limit=_LIMIT_MS))
    for name, words in _TYPED.items():
        runs = [await _asked(database, words) for _ in range(rounds)]
        measures.append(within(f"page of {name}, p95", "ms", runs, limit=_LIMIT_MS))
    runs = [await _analytics(database) for _ in range(rounds)]
    return [*measures, within("all numbers of a month", "ms", runs, limit=_NUMBERS_MS)]


async def _pages(database: Database, wanted: FalloutFilter, *, seed: int) -> float:
    """The list as the API answers it, page after page, now and then from a random place; p95 in ms."""
    pick = random.Random(seed)
    times = []
    after: tuple[int, datetime, int, int] | None = None
    for _ in range(_PAGES):
        started = time.perf_counter()
        async with database.reading() as tx:
            views = await list_fallouts(tx, wanted, limit=51, after=after)
            await count_fallouts(tx, wanted)
        times.append(time.perf_counter() - started)
        last = views[-1].fallout if views else None
        after = (last.priority, last.raised_at, *last.id) if last is not None else None
        if last is not None and pick.random() < 0.3:
            after = (pick.randint(1, 5), last.raised_at, 0, 0)
    return p95_ms(times)


async def _asked(database: Database, words: str) -> float:
    """A typed query with its count, as the API asks it; p95 in ms."""
    times = []
    for number in range(_PAGES):
        started = time.perf_counter()
        typed = narrowing(words.format(n=number), me="bench", now=clock.now())
        async with database.reading() as tx:
            await list_fallouts(tx, FalloutFilter(), limit=51, narrowing=typed)
            await count_fallouts(tx, FalloutFilter(), typed)
        times.append(time.perf_counter() - started)
    return p95_ms(times)


async def _analytics(database: Database) -> float:
    """Every number of the last 30 days, in ms."""
    now = clock.now()
    started = time.perf_counter()
    async with database.reading() as tx:
        await read_analytics(tx, AnalyticsFilter(since=now - timedelta(days=30), until=now), now=now)
    return (time.perf_counter() - started) * 1000


async def _groups(database: Database) -> float:
    times = []
    after: tuple[int, int] | None = None
    for _ in range(_PAGES):
        started = time.perf_counter()
        async with database.reading() as tx:
            groups = await list_groups(tx, limit=51, after=after)
        times.append(time.perf_counter() - started)
        after = (groups[-1].open, groups[-1].id) if groups else None
    return p95_ms(times)


async def _fill(tx: Tx, now: datetime) -> None:
    """Orders with a domain order, ten held tasks and ten fallouts each; every tenth fallout is resolved."""
    await tx.execute(
        """
        WITH written AS (
            INSERT INTO service_order (state, order_date, created_by, changed_at, customer_name)
            SELECT 'inProgress', $1, 'bench', $1, 'Customer ' || s
              FROM generate_series(1, $2::integer) AS s
            RETURNING id
        ), item AS (
            INSERT INTO service_order_item (service_order_id, n, item_id, state, action)
            SELECT id, 1, '1', 'inProgress', 'add'
              FROM written
        ), domain AS (
            INSERT INTO domain_order (service_order_id, n, item_n, ancestors, kind, action, state, name,
                                      specification_id, specification_version, reason)
            SELECT id, 1, 1, ARRAY[1], 'rfs', 'add', 'held', 'Access', 'access', 1, '{}'
              FROM written
        )
        INSERT INTO task (service_order_id, n, domain_order_n, key, name, kind, state, executor)
        SELECT id, n, 1, 'activate', 'Activate', 'automated', 'held', 'noop'
          FROM written
         CROSS JOIN generate_series(1, $3::integer) AS n
        """,
        now,
        _COUNT // _PER_ORDER,
        _PER_ORDER,
    )
    await tx.execute(
        """
        INSERT INTO fallout (service_order_id, n, task_n, domain_order_n, item_n, fallout_type, state, cause, message,
                             signature, priority, assignment_group, raised_by, raised_at, resolution, resolved_at)
        SELECT t.service_order_id, t.n, t.n, 1, 1, 'provisioningFailure',
               CASE WHEN t.n = 10 THEN 'resolved' ELSE 'open' END, 'refused',
               'cause ' || t.service_order_id, 'refused|olt|cause ' || t.service_order_id % $2,
               1 + t.service_order_id % 5, 'team-' || (t.service_order_id * 7 + t.n) % $3, 'system',
               $1::timestamptz - make_interval(secs => t.service_order_id * 60 + t.n),
               CASE WHEN t.n = 10 THEN 'retry' END, CASE WHEN t.n = 10 THEN $1 END
          FROM task AS t
        """,
        now,
        _CAUSES,
        _TEAMS,
    )
    await tx.execute(
        """
        INSERT INTO fallout_group (signature, cause, fallout_type, message, total, open, resolved, cancelled,
                                   first_seen_at, last_seen_at)
        SELECT signature, min(cause), min(fallout_type), min(message), count(*),
               count(*) FILTER (WHERE state = 'open'), count(*) FILTER (WHERE state = 'resolved'), 0, min(raised_at),
               max(raised_at)
          FROM fallout
         GROUP BY signature
        """
    )
