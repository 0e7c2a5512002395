"""Tasks that order work of another order manager: its id and state in the ledger, its answers by callback or by asking."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx

from builders_orchestration import T0, Shape, plant
from builders_southbound import Clock, Configured, run_to_the_end
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId
from trunkline.reactions import react
from trunkline.southbound.commands import take_callback
from trunkline.southbound.registry import Executors
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.simulated_api import Manner, SimulatedApi
from trunkline.southbound.tmf_documents import SERVICE_ORDER
from trunkline.southbound.tmf_orders import TmfOrderExecutor
from trunkline.worker import Worker

CONFIG: dict[str, object] = {"url": "http://far", "answer": {"VLAN": "vlan"}, "look_again": 600}


async def _sent(database: Database, api: SimulatedApi) -> tuple[ServiceOrderId, Worker, Clock]:
    """An order of one task whose request was sent to `api`."""
    async with database.transaction() as tx:
        order_id = await plant(tx, Shape())
        await tx.execute("UPDATE task SET executor = 'tmf641'")
    clock = Clock()
    client = httpx.AsyncClient(transport=httpx.ASGITransport(api))
    executor = Configured(TmfOrderExecutor(SERVICE_ORDER, client, secrets=Secrets({})), CONFIG, system="far")
    worker = Worker(database, Executors({"tmf641": executor}), clock=clock)
    await worker.drain()
    async with database.transaction() as tx:
        await tx.execute("UPDATE effect SET system = 'far'")  # planted plans have no catalog that would name it
    return order_id, worker, clock


async def _facts(database: Database) -> dict[str, Any]:
    async with database.reading() as tx:
        row = await tx.fetchrow(
            """
            SELECT e.state AS effect, e.reference, e.far_state, t.state AS task, o.characteristics, f.message AS fallout
              FROM effect AS e
              JOIN task AS t USING (service_order_id, n)
              JOIN domain_order AS o ON o.service_order_id = t.service_order_id AND o.n = t.domain_order_n
              LEFT JOIN fallout AS f ON f.service_order_id = t.service_order_id AND f.task_n = t.n
            """
        )
    assert row is not None
    return dict(row)


async def test_the_far_order_is_in_the_ledger_and_a_callback_ends_the_task_before_it_is_asked(
    database_url: str,
) -> None:
    """SOU-01, SOU-03: sent and acknowledged, told to be held, then completed; late and doubled events do no harm."""
    database = await Database.connect(database_url, react=react)
    api = SimulatedApi(lambda kind, document: Manner(
        states=("acknowledged", "held", "completed"), values={"vlan": 120}), moves_when_asked=False)  # fmt: skip
    _, worker, clock = await _sent(database, api)
    facts = await _facts(database)
    assert (facts["effect"], facts["reference"], facts["far_state"]) == ("waiting", "S-1", "acknowledged")
    expected = [("held", "waiting", "inProgress"), ("completed", "answered", "completed")]
    for far, effect, task in expected:
        api.advance("serviceOrder", "S-1")
        for _ in range(2):
            async with database.transaction() as tx:
                await take_callback(tx, "far", api.events[-1], signature=None, now=clock.now)
        await worker.drain()
        facts = await _facts(database)
        assert (facts["far_state"], facts["effect"], facts["task"]) == (far, effect, task)
    assert facts["characteristics"]["VLAN"]["value"] == 120
    async with database.transaction() as tx:
        assert await take_callback(tx, "far", api.events[0], signature=None, now=clock.now) is None
    posts = [path for method, path, _ in api.asked if method == "POST"]
    assert posts == ["/serviceOrder"]
    await database.close()


async def test_without_a_callback_it_is_asked_and_a_failed_far_order_makes_a_fallout_with_its_message(
    database_url: str,
) -> None:
    """SOU-03: polling finds the end; the far system's own words reach the person."""
    database = await Database.connect(database_url, react=react)
    api = SimulatedApi(lambda kind, document: Manner(
        states=("acknowledged", "inProgress", "failed"), message="duct 12 is full"))  # fmt: skip
    _, worker, clock = await _sent(database, api)
    await run_to_the_end(worker, clock, database)
    facts = await _facts(database)
    assert (facts["effect"], facts["reference"], facts["far_state"]) == ("refused", "S-1", "failed")
    assert (facts["task"], facts["fallout"]) == ("held", "far ended order S-1 as failed: duct 12 is full")
    assert clock.now - T0 >= timedelta(seconds=600)
    assert [method for method, _, _ in api.asked] == ["POST", "GET", "GET"]
    await database.close()
