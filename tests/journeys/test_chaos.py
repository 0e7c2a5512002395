"""Chaos: workers die, connections are cut, the domain system is away, answers and callbacks are lost, doubled and late.

No task is lost, and none done twice; nor with two or four workers on one database.

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
from datetime import timedelta
from pathlib import Path

import pytest

from builders_orchestration import Shape, plant
from trunkline.access.model import SYSTEM
from trunkline.catalog.model import RetryRule
from trunkline.insight.watchdog import stuck_items
from trunkline.kit import clock
from trunkline.kit.db import OUTAGE, Database
from trunkline.orchestration.queries import counter_drift
from trunkline.reactions import react
from trunkline.southbound.commands import save_domain_system
from trunkline.work.commands import wake_workers

ORDERS = int(os.environ.get("TRUNKLINE_CHAOS_ORDERS", "6"))
SEED = int(os.environ.get("TRUNKLINE_CHAOS_SEED", "1"))
PLAN = Shape(tasks=((1, "automated"),) * 12, edges=tuple((n, n + 3) for n in range(1, 10)))

_TESTS = str(Path(__file__).resolve().parents[1])
_WORKER = """
import asyncio, sys
from datetime import timedelta
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from chaos_system import ChaosSystem, PlainSystem
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.reactions import react
from trunkline.southbound.registry import Executors
from trunkline.worker import Worker

async def main():
    database = await Database.connect(sys.argv[1], react=react)
    print("ready", flush=True)
    if sys.argv[4] == "plain":
        system = PlainSystem(database, clock.now)
    else:
        system = ChaosSystem(database, int(sys.argv[2]), Path(sys.argv[5]))
    executors = Executors({"simulator": system})
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


async def _start(database_url: str, *more: str) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _WORKER, database_url, str(SEED), _TESTS, *more,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    await process.stdout.readline()
    return process


# work that could not be asked for, or about
_TURNED_AWAY = """
SELECT (SELECT count(*) FROM event WHERE kind = 'TaskAttemptFailed' AND data ->> 'error_class' = 'unreachable')
     + (SELECT count(*) FROM effect WHERE answer ->> 'message' LIKE '%is away%')
"""


async def _was_away(database: Database) -> bool:
    with contextlib.suppress(*OUTAGE):
        async with database.reading() as tx:
            return bool(await tx.fetchval(_TURNED_AWAY))
    return False


async def test_whatever_dies_or_is_lost_no_task_is_lost_and_none_is_done_twice(
    database_url: str, tmp_path: Path
) -> None:
    """NEW-03, NEW-08, SOU-03, SOU-05: the ledger agrees with the system's own log."""
    draw = random.Random(SEED)
    database = await Database.connect(database_url, react=react)
    async with database.transaction() as tx:
        # planted plans allow one attempt: what is agreed with the system lets an outage pass, and a worker that dies
        # between saying that it asks and asking
        again = RetryRule(attempts=1000, delay=timedelta(seconds=0.2), factor=1)
        rules = {"unreachable": again, "timeout": again}
        await save_domain_system(
            tx, "chaos", failures_to_open=5, open_for=timedelta(seconds=0.4), retry=rules, by=SYSTEM, now=clock.now()
        )
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
    away = tmp_path / "away"
    away.touch()  # the system is away at first: however quick the machine, nothing is done before somebody noticed
    processes = [await _start(database_url, "chaos", str(away)) for _ in range(2)]
    kills = cuts = 0
    back = False
    async with asyncio.timeout(60 + ORDERS * 5):
        while await _done(database) < tasks:
            await asyncio.sleep(0.25)
            if not back and await _was_away(database):
                away.unlink()
                back = True
            if kills < 3 and draw.random() < 0.5:
                victim = processes.pop(draw.randrange(len(processes)))
                os.kill(victim.pid, signal.SIGKILL)
                await victim.wait()
                processes.append(await _start(database_url, "chaos", str(away)))
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
    assert kills + cuts > 0 and back  # the system was away, and somebody noticed
    async with database.reading() as tx:
        log = await tx.fetchrow("SELECT count(*) AS n, sum(done) AS done FROM simulator_effect")
        assert log is not None
        assert (log["n"], log["done"]) == (tasks, tasks)
        assert await tx.fetchval("SELECT count(*) FROM effect WHERE state = 'answered'") == tasks
        assert await tx.fetchval("SELECT count(*) FROM effect WHERE messages <> '[]'") > 0  # callbacks did come
        assert await tx.fetchval("SELECT count(*) FROM fallout") == 0
    await _nothing_is_stuck(database)
    await database.close()


@pytest.mark.parametrize("workers", [2, 4])
async def test_several_workers_on_one_database_do_nothing_twice(workers: int, database_url: str) -> None:
    """NEW-08, issue 5: the system does what it is asked as often as it is asked; each begins a task once."""
    database = await Database.connect(database_url, react=react)
    orders = 10
    async with database.transaction() as tx:
        for _ in range(orders):
            await plant(tx, PLAN, now=clock.now())
        await tx.execute("UPDATE task SET executor = 'simulator'")
        # they begin together, when all are there
        await tx.execute("UPDATE work SET due_at = now() + interval '1 hour'")
    tasks = orders * len(PLAN.tasks)
    processes = [await _start(database_url, "plain") for _ in range(workers)]
    async with database.transaction() as tx:
        await tx.execute("UPDATE work SET due_at = now()")
        await wake_workers(tx)
    async with asyncio.timeout(60):
        while await _done(database) < tasks:  # noqa: ASYNC110  # the workers are other processes
            await asyncio.sleep(0.1)
    for process in processes:
        os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    async with database.reading() as tx:
        log = await tx.fetchrow("SELECT count(*) AS n, sum(done) AS done, max(asked) AS asked FROM simulator_effect")
        assert log is not None
        assert (log["n"], log["done"], log["asked"]) == (tasks, tasks, 1)
        assert await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'TaskStarted'") == tasks
        assert await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'TaskCompleted'") == tasks
    await _nothing_is_stuck(database)
    await database.close()
