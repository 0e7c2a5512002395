"""A running automated task is cancelled: what was asked for it is taken back, once, and the ledger says so."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from builders_orchestration import Shape, plant
from builders_southbound import Clock, Configured, run_to_the_end
from trunkline.insight.watchdog import stuck_items
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, NotDone, Unknown
from trunkline.orchestration.queries import counter_drift
from trunkline.orchestration.store import lock_orders
from trunkline.orchestration.withdrawing import withdraw_domain_orders
from trunkline.reactions import react
from trunkline.southbound.registry import Executors
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.simulated_api import Manner, SimulatedApi
from trunkline.southbound.tmf_documents import SERVICE_ORDER
from trunkline.southbound.tmf_orders import TmfOrderExecutor
from trunkline.worker import Worker

# two domain orders, so that the order goes on when one of them is withdrawn
TWO = Shape(domain_orders=((1, None), (1, None)), tasks=((1, "automated"), (2, "manual")))


async def _planted(database: Database) -> ServiceOrderId:
    async with database.transaction() as tx:
        order_id = await plant(tx, TWO)
        await tx.execute("UPDATE task SET executor = 'far' WHERE kind = 'automated'")
    return order_id


async def _withdraw(database: Database, order_id: ServiceOrderId, clock: Clock) -> None:
    async with database.transaction() as tx:
        await lock_orders(tx, [order_id])
        await withdraw_domain_orders(tx, order_id, [1], reason="not wanted", by="test", now=clock.now)


async def _entries(database: Database) -> dict[str, str]:
    async with database.reading() as tx:
        assert await counter_drift(tx) == []
        assert await stuck_items(tx) == []
        return {row["purpose"]: row["state"] for row in await tx.fetch("SELECT purpose, state FROM effect")}


def _far(api: SimulatedApi) -> Configured:
    client = httpx.AsyncClient(transport=httpx.ASGITransport(api))
    executor = TmfOrderExecutor(SERVICE_ORDER, client, secrets=Secrets({}))
    return Configured(executor, {"url": "http://far", "look_again": 600}, system="far")


async def test_an_order_that_another_system_works_on_is_cancelled_there(database_url: str) -> None:
    """PLN-12, NEW-08: asked while the far side is away, again when it is back, and done once."""
    database = await Database.connect(database_url, react=react)
    api, clock = SimulatedApi(moves_when_asked=False), Clock()
    order_id = await _planted(database)
    worker = Worker(database, Executors({"far": _far(api)}), clock=clock)
    await worker.drain()
    await _withdraw(database, order_id, clock)
    api.refusing = 503
    await worker.drain()
    assert (await _entries(database))["do"] == "waiting"
    api.refusing = None
    await run_to_the_end(worker, clock, database)
    assert api.stored["serviceOrder"]["S-1"]["state"] == "cancelled"
    assert await _entries(database) == {"do": "compensated", "undo": "answered"}
    assert len(api.stored["cancelServiceOrder"]) == 1
    await database.close()


async def test_what_was_completed_before_it_could_be_cancelled_is_given_to_a_person(database_url: str) -> None:
    """NEW-03, NEW-08."""
    database = await Database.connect(database_url, react=react)
    api, clock = SimulatedApi(lambda kind, document: Manner(states=("inProgress", "completed"))), Clock()
    order_id = await _planted(database)
    worker = Worker(database, Executors({"far": _far(api)}), clock=clock)
    await worker.drain()
    await _withdraw(database, order_id, clock)
    await run_to_the_end(worker, clock, database)
    assert (await _entries(database))["undo"] == "refused"
    async with database.reading() as tx:
        fallout = await tx.fetchrow("SELECT state, message FROM fallout")
    assert fallout is not None
    assert (fallout["state"], "was completed before it could be cancelled" in fallout["message"]) == ("open", True)
    assert "cancelServiceOrder" not in api.stored
    await database.close()


class Gated:
    """Begins its work at once and answers when it is let go; tells how it stands, and takes it back."""

    def __init__(self) -> None:
        self.begun, self.go = asyncio.Event(), asyncio.Event()
        self.log: list[str] = []

    async def execute(self, call: ExecutionCall) -> Answer:
        self.log.append("asked")
        self.begun.set()
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.log.append("given up")
            raise
        self.log.append("done")
        return Completed()

    async def reconcile(self, call: ExecutionCall) -> Answer:
        return Unknown(message="away")

    async def compensate(self, call: ExecutionCall) -> Answer:
        self.log.append("taken back")
        return Completed() if "done" in self.log else NotDone()


async def _under_way(database: Database, clock: Clock) -> tuple[ServiceOrderId, Gated, Worker, asyncio.Task[Any]]:
    order_id, far = await _planted(database), Gated()
    worker = Worker(database, Executors({"far": far}), clock=clock)
    running = asyncio.create_task(worker.drain())
    await far.begun.wait()
    await _withdraw(database, order_id, clock)
    return order_id, far, worker, running


async def test_a_call_under_way_that_is_done_after_all_is_taken_back_after_it_and_not_before(database_url: str) -> None:
    """NEW-08: the answer comes late; by it the undoing begins."""
    database = await Database.connect(database_url, react=react)
    clock = Clock()
    _, far, worker, running = await _under_way(database, clock)
    far.go.set()
    await running
    await run_to_the_end(worker, clock, database)
    assert far.log == ["asked", "done", "taken back"]
    assert await _entries(database) == {"do": "compensated", "undo": "answered"}
    await database.close()


async def test_a_worker_gives_up_the_call_of_a_task_that_is_not_wanted_any_more(database_url: str) -> None:
    """NEW-08: what became of it is unknown then, so it is asked to be taken back all the same."""
    database = await Database.connect(database_url, react=react)
    clock = Clock()
    _, far, worker, running = await _under_way(database, clock)
    clock.now += timedelta(seconds=2)
    await worker._step()
    await running
    await run_to_the_end(worker, clock, database)
    assert far.log == ["asked", "given up", "taken back"]
    assert await _entries(database) == {"do": "notDone", "undo": "notDone"}
    await database.close()
