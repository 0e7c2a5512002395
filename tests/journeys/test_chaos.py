"""Chaos: workers die, connections are cut, answers and callbacks are lost, doubled and late; nothing lost or twice.

Short by default; `TRUNKLINE_CHAOS_ORDERS` makes it longer, `TRUNKLINE_CHAOS_SEED` another one.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from builders_orchestration import Shape, plant
from trunkline.insight.watchdog import stuck_items
from trunkline.kit import clock
from trunkline.kit.db import OUTAGE, Database
from trunkline.orchestration.queries import counter_drift
from trunkline.reactions import react

ORDERS = int(os.environ.get("TRUNKLINE_CHAOS_ORDERS", "6"))
SEED = int(os.environ.get("TRUNKLINE_CHAOS_SEED", "1"))
PLAN = Shape(tasks=((1, "automated"),) * 12, edges=tuple((n, n + 3) for n in range(1, 10)))

_TESTS = str(Path(__file__).resolve().parents[1])
_WORKER = """
import asyncio, sys
from datetime import timedelta
sys.path.insert(0, sys.argv[3])
from chaos_system import ChaosSystem
from trunkline.kit.db import Database
from trunkline.reactions import react
from trunkline.southbound.registry import Executors
from trunkline.worker import Worker

async def main():
    database = await Database.connect(sys.argv[1], react=react)
    executors = Executors({"simulator": ChaosSystem(database, int(sys.argv[2]))})
    print("ready", flush=True)
    await Worker(database, executors, concurrency=20, lease=timedelta(seconds=1)).run(asyncio.Event())

asyncio.run(main())
"""


async def _done(database: Database) -> int:
    with contextlib.suppress(*OUTAGE):
        async with database.reading() as tx:
            done: int = await tx.fetchval("SELECT count(*) FROM task WHERE state = 'completed'")
            return done
    return -1


async def _nothing_is_stuck(database: Database) -> None:
    """NEW-03: every open item holds work, a person, a predecessor, or an open fallout; counters are right."""
    async with database.reading() as tx:
        assert await stuck_items(tx) == []
        assert await counter_drift(tx) == []


async def _start(database_url: str) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WORKER, database_url, str(SEED), _TESTS,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    await process.stdout.readline()
    return process


async def test_whatever_dies_or_is_lost_no_task_is_lost_and_none_is_done_twice(database_url: str) -> None:
    """NEW-03, NEW-08, SOU-03, SOU-05: the ledger agrees with the system's own log."""
    draw = random.Random(SEED)
    database = await Database.connect(database_url, react=react)
    async with database.transaction() as tx:
        for _ in range(ORDERS):
            await plant(tx, PLAN, now=clock.now())
        await tx.execute("UPDATE task SET executor = 'simulator'")
        # planted plans have no catalog that would name the system
        await tx.execute(
            """
            CREATE FUNCTION name_system() RETURNS trigger LANGUAGE plpgsql
                AS $$ BEGIN NEW.system := 'chaos'; RETURN NEW; END $$;
            CREATE TRIGGER named BEFORE INSERT ON effect FOR EACH ROW EXECUTE FUNCTION name_system()
            """
        )
    tasks = ORDERS * len(PLAN.tasks)
    processes = [await _start(database_url) for _ in range(2)]
    kills = cuts = 0
    async with asyncio.timeout(60 + ORDERS * 5):
        while await _done(database) < tasks:
            await asyncio.sleep(0.25)
            if kills < 3 and draw.random() < 0.5:
                victim = processes.pop(draw.randrange(len(processes)))
                os.kill(victim.pid, signal.SIGKILL)
                await victim.wait()
                processes.append(await _start(database_url))
                kills += 1
            elif cuts < 4:
                with contextlib.suppress(*OUTAGE):
                    async with database.reading() as tx:
                        await tx.execute(
                            """
                            SELECT pg_terminate_backend(pid)
                              FROM pg_stat_activity
                             WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.3
                            """
                        )
                cuts += 1
            await _nothing_is_stuck(database)
    for process in processes:
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    assert kills + cuts > 0
    async with database.reading() as tx:
        log = await tx.fetchrow("SELECT count(*) AS n, sum(done) AS done FROM simulator_effect")
        assert log is not None
        assert (log["n"], log["done"]) == (tasks, tasks)
        assert await tx.fetchval("SELECT count(*) FROM effect WHERE state = 'answered'") == tasks
        assert await tx.fetchval("SELECT count(*) FROM effect WHERE messages <> '[]'") > 0  # callbacks did come
    await _nothing_is_stuck(database)
    await database.close()
