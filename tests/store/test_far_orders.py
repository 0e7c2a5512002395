"""Tasks that order work of another order manager: its id and state in the ledger, its answers by callback or by asking."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from builders_catalog import cfs, characteristic, document, needs, plan, rfs, task
from builders_orchestration import T0, Shape, plant
from builders_ordering import MANAGER, actor, submit
from builders_southbound import Clock, Configured, run_to_the_end
from trunkline.access.model import SYSTEM, Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CatalogDocument, DataField, Quantity
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.commands import retry_task, set_task_values
from trunkline.orchestration.queries import counter_drift, list_requests
from trunkline.ordering.commands import approve_service_order
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
    for far, effect, state in expected:
        api.advance("serviceOrder", "S-1")
        for _ in range(2):
            async with database.transaction() as tx:
                await take_callback(tx, "far", api.events[-1], signature=None, now=clock.now)
        await worker.drain()
        facts = await _facts(database)
        assert (facts["far_state"], facts["effect"], facts["task"]) == (far, effect, state)
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


SEND: dict[str, object] = {
    "url": "http://far", "hierarchy": True, "look_again": 600, "answer": {"Far id": "/id"},
    "specifications": {"site": "far-site"}, "below": {"site": {"VLAN": "vlan"}},
}  # fmt: skip


def _catalog(**config: object) -> CatalogDocument:
    sending = task("send", kind="automated", executor="tmf641", system="far", config=SEND | config)
    return document(
        cfs(
            "vpn", characteristic("Speed"), characteristic("Far id"),
            relationships=(needs("site", quantity=Quantity(default=2, maximum=4)),),
        ),
        rfs("site", characteristic("VLAN"), characteristic("Floor")),
        plan("vpn-add", sending, task("survey", data=(DataField(characteristic="Speed"),)), specification="vpn"),
        plan(
            "site-add", task("made", kind="milestone", assignment_group=None, after_parent=("send",)),
            task("visit", data=(DataField(characteristic="Floor"),)), specification="site",
        ),
    )  # fmt: skip


async def _planned(database: Database, api: SimulatedApi, **config: object) -> tuple[ServiceOrderId, Worker, Clock]:
    """An approved order of a VPN with two sites, its request sent."""
    async with database.transaction() as tx:
        await load_documents(tx, [_catalog(**config)], by=SYSTEM, now=T0)
        item: dict[str, Any] = {"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "vpn"}}}
        made = await submit(tx, item)
        await approve_service_order(tx, made.id, by=MANAGER, now=T0)
    clock = Clock()
    client = httpx.AsyncClient(transport=httpx.ASGITransport(api))
    executors = Executors({"tmf641": TmfOrderExecutor(SERVICE_ORDER, client, secrets=Secrets({}))})
    worker = Worker(database, executors, clock=clock)
    await worker.drain()
    return made.id, worker, clock


async def _set(database: Database, order: ServiceOrderId, key: str, clock: Clock, **values: object) -> None:
    async with database.transaction() as tx:
        n = await tx.fetchval("SELECT min(n) FROM task WHERE service_order_id = $1 AND key = $2", order, key)
        await set_task_values(tx, TaskId(order, n), values, by=actor(Role.FULFILLMENT_AGENT, "fred"), now=clock.now)


async def _ledger(database: Database) -> dict[str, Any]:
    async with database.reading() as tx:
        (row,) = await list_requests(tx, 1, await tx.fetchval("SELECT n FROM task WHERE key = 'send'"))
    return dict(row)


async def test_one_order_speaks_for_the_whole_tree_and_its_values_come_back_to_each_part(database_url: str) -> None:
    """SOU-02: one external id; items name the one above; the children's own plans go on when it is done."""
    database = await Database.connect(database_url, react=react)
    api = SimulatedApi(lambda kind, document: Manner(values={"vlan": 12}))
    _, worker, clock = await _planned(database, api)
    ((_, _, sent),) = [asked for asked in api.asked if asked[0] == "POST"]
    assert [(item["id"], item["service"]["serviceSpecification"]["id"]) for item in sent["serviceOrderItem"]] == [
        ("1", "vpn"), ("1.2", "far-site"), ("1.3", "far-site")
    ]  # fmt: skip
    for item in sent["serviceOrderItem"][1:]:
        assert [each["orderItem"]["itemId"] for each in item["serviceOrderItemRelationship"]] == ["1"]
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT count(*) FROM task WHERE key = 'made' AND state = 'waiting'") == 2
    clock.now += timedelta(seconds=600)
    await worker.drain()
    clock.now += timedelta(seconds=600)
    await worker.drain()
    async with database.reading() as tx:
        rows = await tx.fetch("SELECT n, characteristics FROM domain_order ORDER BY n")
        values = {row["n"]: {name: held["value"] for name, held in row["characteristics"].items()} for row in rows}
        assert values[2]["VLAN"] == values[3]["VLAN"] == 12
        assert "Far id" in values[1]
        assert await tx.fetchval("SELECT count(*) FROM task WHERE key = 'made' AND state = 'completed'") == 2
        assert await counter_drift(tx) == []
    await database.close()


async def test_values_that_change_while_the_far_order_is_under_way_are_sent_to_it_once(database_url: str) -> None:
    """SOU-04: of the domain order and of those below; a value that says the same again is no news."""
    database = await Database.connect(database_url, react=react)
    api = SimulatedApi(moves_when_asked=False)
    order, worker, clock = await _planned(database, api)
    assert not (await _ledger(database))["updates_available"]
    for key, values in (("survey", {"Speed": "1G"}), ("survey", {"Speed": "1G"}), ("visit", {"Floor": "2"})):
        await _set(database, order, key, clock, **values)
    assert (await _ledger(database))["updates_available"]
    await worker.drain()
    patches = [document for method, _, document in api.asked if method == "PATCH"]
    assert len(patches) == 1
    items = {item["id"]: item["service"]["serviceCharacteristic"] for item in patches[0]["serviceOrderItem"]}
    assert {"name": "Speed", "value": "1G"} in items["1"]
    assert {"name": "Floor", "value": "2"} in items["1.2"]
    entry = await _ledger(database)
    assert (entry["updates_available"], entry["revision"], entry["state"]) == (False, 1, "waiting")
    # the far side is away for a while: the change is not lost
    api.refusing = 503
    await _set(database, order, "survey", clock, Speed="2G")
    await worker.drain()
    assert (await _ledger(database))["updates_available"]
    api.refusing = None
    clock.now += timedelta(minutes=10)
    await worker.drain()
    entry = await _ledger(database)
    assert (entry["updates_available"], entry["revision"]) == (False, 2)
    assert len([1 for method, _, _ in api.asked if method == "POST"]) == 1
    # under way it takes changes; a far order that does not makes a fallout, and still stands
    api.stored["serviceOrder"]["S-1"]["state"] = "assessingCancellation"
    await _set(database, order, "survey", clock, Speed="3G")
    await worker.drain()
    async with database.reading() as tx:
        (message,) = [row["message"] for row in await tx.fetch("SELECT message FROM fallout")]
    assert "cannot be revised" in message
    assert (await _ledger(database))["state"] == "waiting"
    await database.close()


async def test_where_orders_cannot_be_changed_the_far_order_is_cancelled_and_ordered_anew(database_url: str) -> None:
    """SOU-04: the new order names the one that it takes the place of; the first one's events are about nothing."""
    database = await Database.connect(database_url, react=react)
    api = SimulatedApi(lambda kind, document: Manner(values={"vlan": 12}), moves_when_asked=False)
    order, worker, clock = await _planned(database, api, revision="order")
    await _set(database, order, "survey", clock, Speed="1G")
    await worker.drain()
    first, second = api.stored["serviceOrder"].values()
    assert (first["state"], second["state"]) == ("cancelled", "acknowledged")
    assert second["orderRelationship"] == [{"id": first["id"], "relationshipType": "revises"}]
    entry = await _ledger(database)
    assert (entry["reference"], entry["revision"], entry["state"]) == (second["id"], 1, "waiting")
    async with database.transaction() as tx:
        await take_callback(tx, "far", api.events[-1], signature=None, now=clock.now)
    await worker.drain()
    assert (await _ledger(database))["state"] == "waiting"
    while second["state"] != "completed":
        api.advance("serviceOrder", second["id"])
    async with database.transaction() as tx:
        assert await take_callback(tx, "far", api.events[-1], signature=None, now=clock.now) is not None
    await worker.drain()
    assert (await _ledger(database))["state"] == "answered"
    await database.close()


@pytest.mark.parametrize("policy", ["refuse", "order"])
async def test_values_that_change_when_the_far_order_is_completed_are_refused_or_ordered_anew(
    database_url: str, policy: str
) -> None:
    """SOU-04: nobody has heard yet that it is completed; nothing that changed is lost without a word."""
    database = await Database.connect(database_url, react=react)
    api = SimulatedApi(lambda kind, document: Manner(values={"vlan": 12}), moves_when_asked=False)
    order, worker, clock = await _planned(database, api, after_end=policy)
    (first,) = api.stored["serviceOrder"].values()
    while first["state"] != "completed":
        api.advance("serviceOrder", first["id"])
    await _set(database, order, "survey", clock, Speed="1G")
    await worker.drain()
    async with database.reading() as tx:
        fallouts = [row["message"] for row in await tx.fetch("SELECT message FROM fallout")]
        task = await tx.fetchval("SELECT state FROM task WHERE key = 'send'")
    assert not [1 for method, _, _ in api.asked if method == "PATCH"]
    if policy == "refuse":
        assert "had completed order" in fallouts[0] and first["id"] in fallouts[0]
        assert (task, len(api.stored["serviceOrder"])) == ("held", 1)
        async with database.transaction() as tx:  # somebody takes it as it is
            n = await tx.fetchval("SELECT n FROM task WHERE key = 'send'")
            await retry_task(tx, TaskId(order, n), by="mona", now=clock.now)
        await worker.drain()
        async with database.reading() as tx:
            assert await tx.fetchval("SELECT state FROM task WHERE key = 'send'") == "completed"
    else:
        _, second = api.stored["serviceOrder"].values()
        assert second["orderRelationship"] == [{"id": first["id"], "relationshipType": "revises"}]
        assert (fallouts, task, (await _ledger(database))["reference"]) == ([], "inProgress", second["id"])
    await database.close()
