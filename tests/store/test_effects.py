"""Effects on the outside: lost answers are found out, later answers are waited for, and nothing is done twice."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from builders_orchestration import T0, Shape, plant
from builders_southbound import Clock, Configured, run_to_the_end
from trunkline.access.model import SYSTEM
from trunkline.catalog.model import RetryRule
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import Resolution
from trunkline.kit.db import Database
from trunkline.kit.ids import FalloutId, ServiceOrderId, TaskId
from trunkline.orchestration.executor import (
    Answer,
    Completed,
    ExecutionCall,
    NotDone,
    Refused,
    Unknown,
    Waiting,
)
from trunkline.orchestration.messages import report_message
from trunkline.orchestration.queries import counter_drift
from trunkline.reactions import react
from trunkline.southbound.commands import hold_domain_system, release_domain_system, save_domain_system
from trunkline.southbound.registry import Executors
from trunkline.southbound.simulator import Simulator
from trunkline.southbound.system_gate import SystemGate
from trunkline.worker import Worker


async def planted(database: Database, tasks: int, *, orders: int = 1) -> list[ServiceOrderId]:
    """Orders of so many tasks for the executor `simulator`, one after the other."""
    shape = Shape(tasks=((1, "automated"),) * tasks, edges=tuple((n, n + 1) for n in range(1, tasks)))
    async with database.transaction() as tx:
        made = [await plant(tx, shape) for _ in range(orders)]
        await tx.execute("UPDATE task SET executor = 'simulator'")
    return made


async def test_an_adapter_that_times_out_after_doing_the_work_has_no_double_effect_in_1000_runs(
    database_url: str,
) -> None:
    """NEW-08, SOU-05: the system does what it is asked as often as it is asked, so only the ledger protects it."""
    database = await Database.connect(database_url, react=react)
    await planted(database, 10, orders=100)
    clock = Clock()
    config: dict[str, object] = {
        "idempotent": False, "lost_answer_rate": 0.5, "lost_request_rate": 0.0, "seed": 7,
    }  # fmt: skip
    simulator = Configured(Simulator(database, clock), config)
    worker = Worker(database, Executors({"simulator": simulator}), clock=clock)
    await run_to_the_end(worker, clock, database)
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT count(*) FROM task WHERE state = 'completed'") == 1000
        log = await tx.fetchrow("SELECT count(*) AS n, sum(done) AS done, max(asked) AS asked FROM simulator_effect")
        assert log is not None
        assert (log["n"], log["done"], log["asked"]) == (1000, 1000, 1)
        assert await tx.fetchval("SELECT count(*) FROM effect WHERE state = 'answered'") == 1000
        lost = await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'TaskOutcomeUnknown'")
        assert 400 < lost < 600  # the faults were really there
        assert await counter_drift(tx) == []
    await database.close()


class Loses:
    """Loses the request or the answer of the first call, then answers; tells how it stands as it is told to."""

    def __init__(self, stands: Answer) -> None:
        self.stands = stands
        self.asked = self.looked = 0

    async def execute(self, call: ExecutionCall) -> Answer:
        self.asked += 1
        return Unknown(message="no answer") if self.asked == 1 else Completed(values={"VLAN": 7})

    async def reconcile(self, call: ExecutionCall) -> Answer:
        self.looked += 1
        return self.stands


async def _state(database: Database) -> str:
    async with database.reading() as tx:
        state: str = await tx.fetchval("SELECT state FROM task")
    return state


async def test_work_that_the_system_never_got_goes_to_a_person_when_no_attempt_is_left(database_url: str) -> None:
    """NEW-08: planted plans allow one attempt; the ledger then says that nothing was done."""
    database = await Database.connect(database_url, react=react)
    await planted(database, 1)
    clock, executor = Clock(), Loses(NotDone())
    worker = Worker(database, Executors({"simulator": executor}), clock=clock)
    await worker.drain()
    assert await _state(database) == "unknown"
    clock.now += timedelta(seconds=5)
    await worker.drain()
    assert (await _state(database), executor.asked, executor.looked) == ("held", 1, 1)
    await database.close()


async def test_work_that_the_system_never_got_is_asked_for_again_when_that_is_agreed_with_the_system(
    database_url: str,
) -> None:
    """NEW-08, SOU-05: a lost call is a failure of class timeout; what holds for that class holds for it."""
    database = await Database.connect(database_url, react=react)
    await planted(database, 1)
    clock, executor = Clock(), Loses(NotDone(agreed=RetryRule(attempts=2)))
    await run_to_the_end(Worker(database, Executors({"simulator": executor}), clock=clock), clock, database)
    assert (await _state(database), executor.asked, executor.looked) == ("completed", 2, 1)
    await database.close()


async def test_an_outcome_that_nobody_can_tell_is_looked_at_some_times_and_then_by_a_person(database_url: str) -> None:
    """NEW-08, NEW-03: it stays in doubt, so that a retry asks how it stands before it asks for the work."""
    database = await Database.connect(database_url, react=react)
    [order] = await planted(database, 1)
    clock, executor = Clock(), Loses(Unknown(message="away"))
    worker = Worker(database, Executors({"simulator": executor}), clock=clock)
    await run_to_the_end(worker, clock, database)
    assert (await _state(database), executor.asked, executor.looked) == ("held", 1, 8)
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT cause FROM fallout") == "unknown"
        assert await tx.fetchval("SELECT state FROM effect") == "unknown"
    executor.stands = Completed()
    async with database.transaction() as tx:
        await resolve_fallout(tx, FalloutId(order, 1), resolution=Resolution.RETRY, by=SYSTEM, now=clock.now)
    await worker.drain()
    assert (await _state(database), executor.asked) == ("completed", 1)
    await database.close()


class Later:
    """Takes the work and answers later."""

    async def execute(self, call: ExecutionCall) -> Answer:
        return Waiting(reference="X-1", look_again=timedelta(minutes=1), longest=timedelta(hours=1))

    def read(self, call: ExecutionCall, messages: Any) -> Answer:
        ended = [message for message in messages if message["state"] in ("completed", "failed")]
        if not ended:
            return Waiting(reference=call.reference)
        if ended[0]["state"] == "failed":
            return Refused(error_class="refused", message="no port", retryable=False)
        return Completed()

    async def reconcile(self, call: ExecutionCall) -> Answer:
        return Waiting(reference=call.reference, look_again=timedelta(minutes=1))


async def _send(database: Database, state: str, *, reference: str = "X-1", at: datetime = T0) -> TaskId | None:
    async with database.transaction() as tx:
        message = {"id": reference, "state": state}
        return await report_message(tx, "net", message, key=None, reference=reference, now=at)


async def test_callbacks_that_come_twice_late_or_in_the_wrong_order_do_no_harm(database_url: str) -> None:
    """SOU-03."""
    database = await Database.connect(database_url, react=react)
    [order] = await planted(database, 1)
    clock = Clock()
    worker = Worker(database, Executors({"simulator": Later()}), clock=clock)
    await worker.drain()
    async with database.transaction() as tx:  # planted plans name no system
        await tx.execute("UPDATE effect SET system = 'net'")
    assert await _state(database) == "inProgress"
    assert await _send(database, "completed", reference="of nobody") is None
    assert await _send(database, "completed") == TaskId(order, 1)
    assert await _send(database, "completed") is None  # the same again
    assert await _send(database, "inProgress") == TaskId(order, 1)  # told too late
    await worker.drain()
    assert await _state(database) == "completed"
    assert await _send(database, "failed") is None  # nobody waits any more
    await worker.drain()
    assert await _state(database) == "completed"
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT count(*) FROM work") == 0
    await database.close()


async def test_work_whose_end_is_never_told_is_asked_for_and_in_the_end_looked_at_by_a_person(
    database_url: str,
) -> None:
    """SOU-03, NEW-03: no callback came; polling goes on until the agreed time is over."""
    database = await Database.connect(database_url, react=react)
    await planted(database, 1)
    clock = Clock()
    worker = Worker(database, Executors({"simulator": Later()}), clock=clock)
    await run_to_the_end(worker, clock, database, steps=80)
    assert await _state(database) == "held"
    assert timedelta(hours=1) <= clock.now - T0 < timedelta(hours=1, minutes=3)
    await database.close()


class Counts:
    """Remembers in which order and when it was asked."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.asked: list[tuple[datetime, int]] = []
        self.answer: Answer = Completed()

    async def execute(self, call: ExecutionCall) -> Answer:
        self.asked.append((self._clock(), call.task_id.service_order_id))
        return self.answer


def _gated(database: Database, clock: Clock, executor: Any) -> Executors:
    inner = Executors({"simulator": executor}, gate=SystemGate(database, clock))
    return Executors({"simulator": Configured(inner, {})})


async def test_held_calls_are_released_at_the_rate_and_urgent_tasks_first(database_url: str) -> None:
    """NEW-12, SOU-05."""
    database = await Database.connect(database_url, react=react)
    orders = await planted(database, 1, orders=6)
    async with database.transaction() as tx:
        await tx.execute("UPDATE task SET priority = 1 WHERE service_order_id = $1", orders[4])
        await hold_domain_system(tx, "net", reason="new software", by=SYSTEM, now=T0)
    clock = Clock()
    counts = Counts(clock)
    worker = Worker(database, _gated(database, clock, counts), clock=clock)
    await worker.drain()
    assert counts.asked == []
    async with database.transaction() as tx:
        await tx.execute("UPDATE effect SET system = 'net'")
        released = await release_domain_system(tx, "net", rate=2.0, by=SYSTEM, now=T0)
    assert (released.calls, released.last_at) == (6, T0 + timedelta(seconds=2.5))
    clock.now += timedelta(seconds=1.1)  # the gate reads the rules once a second
    await run_to_the_end(worker, clock, database)
    assert counts.asked[0][1] == orders[4]
    assert sorted(order for _, order in counts.asked) == sorted(orders)
    for number, (at, _) in enumerate(counts.asked):
        assert at >= T0 + timedelta(seconds=number / 2), "never faster than the rate"
    await database.close()


async def test_a_circuit_opens_after_failures_in_a_row_and_one_call_finds_out_whether_the_system_is_back(
    database_url: str,
) -> None:
    """SOU-05."""
    database = await Database.connect(database_url, react=react)
    await planted(database, 1, orders=12)
    async with database.transaction() as tx:
        await save_domain_system(tx, "net", failures_to_open=3, by=SYSTEM, now=T0)
    clock = Clock()
    counts = Counts(clock)
    counts.answer = Refused(error_class="unreachable", message="away")
    worker = Worker(database, _gated(database, clock, counts), clock=clock, concurrency=1)
    await worker.drain()
    assert len(counts.asked) == 3  # the other nine rest
    counts.answer = Completed()
    clock.now += timedelta(seconds=31)
    await run_to_the_end(worker, clock, database)
    assert len(counts.asked) == 12
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT opened_until FROM domain_system") is None
        assert await tx.fetchval("SELECT count(*) FROM task WHERE state = 'completed'") == 9
    await database.close()


async def test_what_is_agreed_with_a_system_for_a_class_of_failure_is_kept_by_its_tasks(database_url: str) -> None:
    """SOU-05: planted plans allow one attempt; the system's rule allows three, each after its rest."""
    database = await Database.connect(database_url, react=react)
    await planted(database, 1)
    rules = {"unreachable": RetryRule(attempts=3, delay=timedelta(minutes=1), factor=1)}
    clock = Clock()
    async with database.transaction() as tx:
        await save_domain_system(tx, "net", retry=rules, by=SYSTEM, now=clock.now)
    fault = {"attempts": [1, 2, 3, 4], "kind": "unreachable"}
    gated = SystemGate(database, clock)
    simulator = Simulator(database, clock)
    executors = Executors({"simulator": simulator}, gate=gated)
    worker = Worker(database, Configured(executors, {"fault": fault}), clock=clock)
    await run_to_the_end(worker, clock, database)
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT attempts FROM task") == 3
        assert await tx.fetchval("SELECT cause FROM fallout") == "unreachable"
        starts = [row["at"] for row in await tx.fetch("SELECT at FROM event WHERE kind = 'TaskStarted' ORDER BY id")]
    rests = [(b - a).total_seconds() for a, b in itertools.pairwise(starts)]
    assert all(48 <= rest <= 61 for rest in rests)
    await database.close()
