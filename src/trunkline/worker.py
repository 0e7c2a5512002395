"""A worker: claims due work in batches, calls the outside between transactions, and records what came of it.

One transaction records a batch of answers and claims the next batch. While calls are under way nothing is locked.
Answers that come while a transaction runs form the next batch by themselves. As long as there is more to do than one
batch holds, several such transactions run at a time: one is prepared while the database works on another.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from trunkline.duties import Duties, heartbeat
from trunkline.kit.clock import now as system_now
from trunkline.kit.db import OUTAGE, Database, Tx
from trunkline.kit.errors import Unavailable
from trunkline.kit.ids import TaskId
from trunkline.kit.redaction import Redaction
from trunkline.notifications.courier import Courier
from trunkline.notifications.model import Postbox
from trunkline.orchestration.execution import begin_executions, begin_follow_ups, begin_undos, list_called_off
from trunkline.orchestration.executor import Execution, Executor, Outcome
from trunkline.orchestration.outcomes import finish_executions
from trunkline.planner import Planner
from trunkline.southbound.engine import ExecutionEngine, LocalEngine
from trunkline.southbound.registry import default_executors
from trunkline.southbound.secrets import Secrets
from trunkline.work.commands import CHANNEL, claim_work, extend_claims, next_due_work
from trunkline.work.model import WHOLE, Claim, Share, WorkKind

log = logging.getLogger("trunkline.worker")

BATCH = 200
LEASE = timedelta(seconds=60)
_LANES = 3  # batches under way at the same time, under load
_CALL_OFF = timedelta(seconds=1)
_IDLE_SECONDS = 5.0  # a wake-up that got lost is made good after this long
_OUTAGE_SECONDS = 1.0
_PLANNING_PAUSE = timedelta(milliseconds=200)
_BESIDE_PAUSE = 0.05  # seconds


def worker_name() -> str:
    """A name that no other worker, before or beside this one, has."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


class Worker:
    """One worker. `run` until `stop` is set, or `drain` until nothing is due (for tests and the demo)."""

    def __init__(
        self,
        database: Database,
        executor: Executor,
        *,
        name: str | None = None,
        concurrency: int = 1000,
        batch: int = BATCH,
        lease: timedelta = LEASE,
        clock: Callable[[], datetime] = system_now,
        engine: ExecutionEngine | None = None,
    ) -> None:
        self.name = name or worker_name()
        self._database = database
        self._concurrency = concurrency
        self._batch = batch
        self._lease = lease
        self._clock = clock
        self._woken = asyncio.Event()
        self._local = LocalEngine(executor, woken=self._woken.set)
        self.engine: ExecutionEngine = engine or self._local
        # work handed to an engine outside belongs to all workers that share it
        self._holder = self.engine.owner or self.name
        self._lanes = _LANES if self.engine is self._local else 1
        self._asked_for = 0  # tasks that transactions under way may begin
        self._loaded = False  # the last transaction left more to be done at once
        self._extended_at = self._planned_at = clock()
        self._called_off_at = clock() - _CALL_OFF
        self._called_off: set[tuple[TaskId, int]] = set()
        self._beside = False  # while it runs, planning and duties go on beside the tasks
        self._bells: list[asyncio.Event] = [self._woken]
        self._duties = Duties(database, worker=self.name, lease=lease, clock=clock)
        self._planner = Planner(database, worker=self.name, lease=lease, clock=clock)

    async def run(self, stop: asyncio.Event) -> None:
        """Works until `stop` is set; then lets calls that are under way end and records them.

        Large plans and duties take seconds now and then: no task waits for them, they are done beside.
        """
        watcher = asyncio.create_task(self._wake_on(stop))
        listener = asyncio.create_task(self._listen())
        self._beside = True
        beside = [
            asyncio.create_task(self._go_on(stop, what, rest))
            for what, rest in ((self.plan_due, None), (self._duties.run_due, self._duties.rest))
        ]
        try:
            while not stop.is_set():
                try:
                    busy = await self._step()
                except OUTAGE as error:
                    # the database is away or restarting: nothing is lost, the answers at hand are kept
                    log.warning("the database does not answer, trying again: %s", error)
                    await self._pause(_OUTAGE_SECONDS)
                    continue
                if not busy:
                    await self._pause(await self._until_next())
            await self.engine.close(patience=10)
            with contextlib.suppress(*OUTAGE):
                while await self._record(claim=False):
                    pass
            await asyncio.gather(*beside)
        finally:
            self._beside = False
            for task in (watcher, listener, *beside):
                task.cancel()
            await self.engine.close(patience=0)
            await asyncio.gather(watcher, listener, *beside, return_exceptions=True)

    async def _go_on(
        self, stop: asyncio.Event, what: Callable[[], Awaitable[bool]], rest: Callable[[float], float] | None
    ) -> None:
        """Does something as long as there is some of it to do, and again when work may have come, until `stop` is set."""
        bell = asyncio.Event()
        self._bells.append(bell)
        try:
            while not stop.is_set():
                bell.clear()
                try:
                    if await what():
                        continue
                    seconds = await self._until_next()
                    seconds = seconds if rest is None else rest(seconds)
                except OUTAGE:
                    seconds = _OUTAGE_SECONDS
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(bell.wait(), seconds)
                if not stop.is_set():  # bells ring all the time under load, and each look costs a query
                    await asyncio.sleep(_BESIDE_PAUSE)
        finally:
            self._bells.remove(bell)

    async def drain(self) -> None:
        """Works until nothing is due any more and no call is under way."""
        local = self._local
        while await self._step() or local.calls or local.has_outcomes:
            if local.calls and not local.has_outcomes:
                await asyncio.wait(local.calls, return_when=asyncio.FIRST_COMPLETED)

    async def _step(self) -> bool:
        """One transaction for tasks, then what else is due; True when there was something to do."""
        worked = await self._work()
        planned = dutiful = followed = False
        # while tasks keep it busy, a worker looks for other work now and then, not after every batch
        if not worked or self._clock() - self._planned_at > _PLANNING_PAUSE:
            self._planned_at = self._clock()
            if not self._beside:
                planned = await self.plan_due()
                dutiful = await self._duties.run_due()
            followed = await self._follow_up_due()
            await self._give_up_calls()
        await self._extend_leases()
        return worked or planned or dutiful or followed

    async def _work(self) -> bool:
        """Records and begins a batch; when that was not all, more of them at a time, until other work is looked at."""
        worked = await self._record(claim=True)
        if worked and self._loaded and self._lanes > 1:
            until = asyncio.get_running_loop().time() + _PLANNING_PAUSE.total_seconds()
            shares = [Share(self._lanes, part) for part in range(self._lanes)]
            ends = await asyncio.gather(*(self._go_on_until(until, share) for share in shares), return_exceptions=True)
            for end in ends:
                if isinstance(end, BaseException):
                    raise end
        return worked

    async def _go_on_until(self, until: float, share: Share) -> None:
        while (
            await self._record(claim=True, share=share) and self._loaded and asyncio.get_running_loop().time() < until
        ):
            pass

    async def _record(self, *, claim: bool, share: Share = WHOLE) -> bool:
        """Records the answers at hand and, in the same transaction, claims and begins the next tasks.

        Lanes work on shares that have no order in common: one never waits for an order that another has locked.
        """
        room = self._concurrency - len(self.engine.in_hand) - self._asked_for
        free = max(0, min(self._batch, room)) if claim else 0
        self._asked_for += free
        try:
            return await self._record_and_begin(free, share)
        finally:
            self._asked_for -= free

    async def _record_and_begin(self, free: int, share: Share) -> bool:
        now = self._clock()
        outcomes: list[Outcome] = []
        claims: list[Claim] = []
        begun: list[Execution] = []
        try:
            async with self._database.transaction() as tx:
                await tx.look_up_by_key()
                if share is WHOLE:
                    outcomes = await self.engine.collect(tx, self._batch)
                else:
                    outcomes = self._local.take(self._batch, share)
                # what an engine outside gave is recorded now or never; what is in hand can wait for its order
                put_off = await finish_executions(
                    tx, outcomes, worker=self._holder, now=now, wait=self.engine is not self._local
                )
                if free > 0:
                    claims = await self._claim_tasks(tx, WorkKind.EXECUTE_TASK, free, now, share)
                    begun = await begin_executions(tx, claims, worker=self._holder, now=now)
        except BaseException:
            self.engine.put_back(outcomes)
            raise
        self.engine.put_back(put_off)
        self._loaded = len(outcomes) >= self._batch or len(claims) >= max(1, self._batch // 2)
        await self.engine.submit(begun)
        return bool(outcomes or begun)

    async def _claim_tasks(
        self, tx: Tx, kind: WorkKind, limit: int, now: datetime, share: Share = WHOLE
    ) -> list[Claim]:
        lease = self.engine.lease or self._lease
        return await claim_work(tx, kind, worker=self._holder, limit=limit, now=now, lease=lease, share=share)

    async def _follow_up_due(self) -> bool:
        """Asks how work stands that domain systems took, or whose answer was lost; takes back what is not wanted."""
        free = min(self._batch, self._concurrency - len(self.engine.in_hand))
        begun: list[Execution] = []
        if free > 0:
            async with self._database.transaction() as tx:
                await tx.look_up_by_key()
                now = self._clock()
                claims = await self._claim_tasks(tx, WorkKind.FOLLOW_UP_TASK, free, now)
                begun = await begin_follow_ups(tx, claims, worker=self._holder, now=now)
                undos = await self._claim_tasks(tx, WorkKind.UNDO_TASK, free, now)
                begun += await begin_undos(tx, undos, worker=self._holder, now=now)
            await self.engine.submit(begun)
        return bool(begun)

    async def _give_up_calls(self) -> None:
        """Calls under way whose tasks were cancelled are given up; their undoing then finds out how they stand."""
        now = self._clock()
        if now - self._called_off_at < _CALL_OFF:
            return
        self._called_off_at = now
        async with self._database.reading() as tx:
            unwanted = await list_called_off(tx, now=now, limit=self._batch)
        new = [e for e in unwanted if (e.call.task_id, e.call.attempt) not in self._called_off]
        if new:
            await self.engine.cancel(new)
        self._called_off = {(e.call.task_id, e.call.attempt) for e in unwanted}

    async def plan_due(self) -> bool:
        """Decomposes and plans approved orders that wait for it; False when none waits."""
        return await self._planner.plan_due()

    async def _extend_leases(self) -> None:
        """Calls that last longer than half a lease keep their claim."""
        now = self._clock()
        in_hand = self.engine.in_hand
        if not in_hand or now - self._extended_at < self._lease / 3:
            return
        self._extended_at = now
        claims = [execution.claim for execution in in_hand]
        async with self._database.transaction() as tx:
            await extend_claims(tx, claims, now + self._lease, worker=self._holder)

    async def _until_next(self) -> float:
        """How long there is nothing to do, in seconds, if nobody wakes us."""
        with contextlib.suppress(*OUTAGE):
            async with self._database.reading() as tx:
                due = await next_due_work(tx)
            if due is not None:
                return max(0.01, min(_IDLE_SECONDS, (due - self._clock()).total_seconds()))
        return _IDLE_SECONDS

    async def _pause(self, seconds: float) -> None:
        if self._local.has_outcomes:
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)
        self._woken.clear()

    def _ring(self) -> None:
        for bell in self._bells:
            bell.set()

    async def _wake_on(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._ring()

    async def _listen(self) -> None:
        """Wakes the loop when somebody adds work; a lost connection is made anew."""
        while True:
            with contextlib.suppress(*OUTAGE):
                async with self._database.connection() as connection:
                    await self._listen_on(connection)
            await asyncio.sleep(_OUTAGE_SECONDS)

    async def _listen_on(self, connection: Any) -> None:
        lost = asyncio.Event()

        def wake(*_: object) -> None:
            self._ring()

        def lose(*_: object) -> None:
            lost.set()

        connection.add_termination_listener(lose)
        await connection.add_listener(CHANNEL, wake)
        try:
            await lost.wait()
        finally:
            connection.remove_termination_listener(lose)
            # also when the server is gone: the pool wants it back without listeners
            with contextlib.suppress(*OUTAGE):
                await connection.remove_listener(CHANNEL, wake)


async def run_worker(
    database: Database,
    *,
    name: str | None = None,
    stop: asyncio.Event,
    concurrency: int = 1000,
    lease: timedelta = LEASE,
    engine: str = "local",
    temporal_address: str = "localhost:7233",
    postbox: Postbox | None = None,
    redaction: Redaction | None = None,
) -> None:
    """One worker with the executors that come with the product, on the engine of that name, until `stop` is set.

    It also sends notifications, as `postbox` says; `redaction` says what is not kept of what was asked and answered.
    Raises Unavailable when the extra that the engine needs is not installed.
    """
    async with (
        default_executors(database, secrets=os.environ, redaction=redaction) as executors,
        _engine(engine, database, executors, temporal_address) as chosen,
        _courier(database, postbox or Postbox(), name or worker_name()),
    ):
        worker = Worker(database, executors, name=name, concurrency=concurrency, lease=lease, engine=chosen)
        async with heartbeat(database, worker.name, in_hand=lambda: len(worker.engine.in_hand), clock=system_now):
            await worker.run(stop)


@contextlib.asynccontextmanager
async def _courier(database: Database, postbox: Postbox, name: str) -> AsyncIterator[None]:
    """Sends notifications as long as the block lasts; what is under way at its end is finished."""
    courier = Courier(database, postbox=postbox, secrets=Secrets(os.environ), name=name, clock=system_now)
    done = asyncio.Event()
    carrying = asyncio.create_task(courier.run(done))
    try:
        yield
    finally:
        done.set()
        await asyncio.gather(carrying, return_exceptions=True)
        await courier.close()


@contextlib.asynccontextmanager
async def _engine(
    name: str, database: Database, executor: Executor, temporal_address: str
) -> AsyncIterator[ExecutionEngine | None]:
    if name == "local":
        yield None
        return
    try:
        # extras: imported only where they are chosen
        if name == "temporal":
            from trunkline.southbound.temporal import temporal_engine
        else:
            from trunkline.southbound.dbos import dbos_engine
    except ImportError as error:
        text = f"the execution engine '{name}' is not installed ({error.name}): pip install 'trunkline[{name}]'"
        raise Unavailable(text) from None
    if name == "temporal":
        async with temporal_engine(database, executor, address=temporal_address) as temporal:
            yield temporal
    else:
        async with dbos_engine(database, executor) as dbos:
            yield dbos
