"""Outage mode: what a hold and a release at a rate do to orders is told before, and comes so."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from builders_orchestration import T0, Shape, plant
from builders_southbound import Clock
from trunkline.access.model import SYSTEM
from trunkline.kit.db import Database
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall
from trunkline.reactions import react
from trunkline.southbound.commands import hold_domain_system, release_domain_system
from trunkline.southbound.errors import DomainSystemInvalid, UnknownDomainSystem
from trunkline.southbound.queries import forecast_release
from trunkline.southbound.registry import Executors
from trunkline.southbound.system_gate import SystemGate
from trunkline.worker import Worker

MINUTE = timedelta(minutes=1)
# two calls, and what follows both; the second order item does not wait for anything
SHAPE = Shape(tasks=((1, "automated"), (1, "automated"), (1, "milestone")), edges=((1, 3), (2, 3)))
ORDERS = 8


class OfNet:
    """Calls of the executor `simulator` go to the system `net`; planted plans have no catalog that would say so."""

    def __init__(self, executors: Executors) -> None:
        self._executors = executors

    async def execute(self, call: ExecutionCall) -> Answer:
        system = "net" if call.executor == "simulator" else None
        named = ExecutionCall(**{f: getattr(call, f) for f in call.__struct_fields__} | {"system": system})
        return await self._executors.execute(named)


class Done:
    async def execute(self, call: ExecutionCall) -> Answer:
        return Completed()


async def _hold_with_orders(database: Database) -> None:
    """Orders of different urgency; each is due a little later than the one before."""
    async with database.transaction() as tx:
        for number in range(ORDERS):
            order = await plant(tx, SHAPE)
            await tx.execute("UPDATE task SET priority = $2 WHERE service_order_id = $1", order, 1 + number % 4)
            await tx.execute(
                "UPDATE service_order SET committed_due_date = $2, estimated_end_at = $3 WHERE id = $1",
                order, T0 + timedelta(minutes=64 + number), T0 + MINUTE,
            )  # fmt: skip
        await tx.execute("UPDATE task SET executor = CASE kind WHEN 'milestone' THEN 'milestone' ELSE 'simulator' END")
        await hold_domain_system(tx, "net", reason="new software", until=T0 + 60 * MINUTE, by=SYSTEM, now=T0)


async def test_the_forecast_of_an_outage_is_what_then_comes(database_url: str) -> None:
    """NEW-12: which orders are late and when each ends, to the second of the gate; at the rate, urgent tasks first."""
    database = await Database.connect(database_url, react=react)
    await _hold_with_orders(database)
    clock = Clock()
    worker = Worker(database, OfNet(Executors({"simulator": Done()}, gate=SystemGate(database, clock))), clock=clock)
    await worker.drain()
    rate = 1 / 60
    async with database.transaction() as tx:
        await tx.execute("UPDATE effect SET system = 'net'")
        forecast = await forecast_release(tx, "net", rate=rate, now=clock.now)
    assert (forecast.calls, forecast.orders, forecast.until) == (2 * ORDERS, ORDERS, T0 + 60 * MINUTE)
    assert forecast.last_at == T0 + (60 + 2 * ORDERS - 1) * MINUTE
    assert 0 < forecast.breaches == forecast.by_outage == len(forecast.late) < ORDERS

    clock.now = T0 + 60 * MINUTE
    async with database.transaction() as tx:
        released = await release_domain_system(tx, "net", rate=rate, by=SYSTEM, now=clock.now)
    assert (released.calls, released.last_at) == (forecast.calls, forecast.last_at)
    while clock.now < T0 + 90 * MINUTE:
        await worker.drain()
        clock.now += timedelta(seconds=20)
    ends: dict[int, datetime] = {}
    async with database.reading() as tx:
        for row in await tx.fetch("SELECT id, completion_date, committed_due_date FROM service_order"):
            if row["completion_date"] > row["committed_due_date"]:
                ends[row["id"]] = row["completion_date"]
    assert set(ends) == {late.service_order_id for late in forecast.late}
    for late in forecast.late:
        assert timedelta(0) <= ends[late.service_order_id] - late.forecast_end_at <= timedelta(seconds=25)
    await database.close()


async def test_a_faster_release_and_an_earlier_return_make_fewer_orders_late(db: Database) -> None:
    """NEW-12: nothing is written; a rate or a system that there is not is refused."""
    await _hold_with_orders(db)
    async with db.transaction() as tx:
        await tx.execute(
            """
            INSERT INTO effect (service_order_id, n, purpose, state, executor, system, attempt, asked_at)
            SELECT service_order_id, n, 'do', 'deferred', 'simulator', 'net', 1, $1
              FROM task
             WHERE kind = 'automated'
            """,
            T0,
        )
        slow = await forecast_release(tx, "net", rate=1 / 60, now=T0)
        fast = await forecast_release(tx, "net", rate=10, now=T0)
        early = await forecast_release(tx, "net", rate=1 / 60, until=T0 + MINUTE, now=T0)
        later = await forecast_release(tx, "net", rate=10, until=T0 + 600 * MINUTE, now=T0)
        assert (slow.breaches > fast.breaches, fast.breaches, early.breaches, later.breaches) == (True, 0, 0, ORDERS)
        assert [late.due_at for late in later.late] == sorted(T0 + timedelta(minutes=64 + n) for n in range(ORDERS))
        for rate in (0, -1, 1e9, float("nan")):
            with pytest.raises(DomainSystemInvalid):
                await forecast_release(tx, "net", rate=rate, now=T0)
        with pytest.raises(UnknownDomainSystem):
            await forecast_release(tx, "nowhere", rate=1, now=T0)
