"""Work orders by policy: somebody is sent out for a task or a domain order, which do not end before."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from builders_catalog import cfs, document, needs, plan, rfs, task
from builders_orchestration import T0
from builders_ordering import MANAGER, actor, submit
from builders_southbound import Clock
from trunkline.access.model import SYSTEM, Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.documents import document_of
from trunkline.catalog.model import WorkOrderPolicy
from trunkline.catalog.queries import load_catalog
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.commands import asked_for, complete_task
from trunkline.orchestration.errors import TaskBlocked
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.queries import get_plan
from trunkline.ordering.commands import approve_service_order
from trunkline.ordering.queries import get_service_order
from trunkline.reactions import react
from trunkline.southbound.commands import take_callback
from trunkline.southbound.registry import Executors
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.simulated_api import Manner, SimulatedApi
from trunkline.southbound.tmf_documents import WORK_ORDER
from trunkline.southbound.tmf_orders import TmfOrderExecutor
from trunkline.worker import Worker

CONFIG: dict[str, object] = {"url": "http://field.example/workOrdering/v4", "look_again": 0.01}
CATALOG = document(
    cfs("line", relationships=(needs("port"),)), rfs("port"),
    plan("line-add", task("design"), task("install", "design"), specification="line", actions=("add",)),
    plan("port-add", task("patch"), specification="port", actions=("add",)),
    WorkOrderPolicy(id="installer", specification="line", task="install", work_type="install-line", config=CONFIG),
    WorkOrderPolicy(id="rack", specification="port", work_type="rack-visit", config=CONFIG,
                    assignment_group="Field Operations"),
    WorkOrderPolicy(id="removal", specification="line", task="install", work_type="x", actions=("delete",),
                    config=CONFIG),
)  # fmt: skip


WORKER = actor(Role.FULFILLMENT_MANAGER)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.connect(database_url, react=react)
    async with opened.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=T0)
    yield opened
    await opened.close()


async def states(database: Database, order_id: ServiceOrderId) -> dict[str, str]:
    async with database.reading() as tx:
        return {one.key: one.state.value for one in (await get_plan(tx, order_id)).tasks}


async def complete(database: Database, order_id: ServiceOrderId, key: str) -> None:
    async with database.transaction() as tx:
        n = await tx.fetchval("SELECT n FROM task WHERE service_order_id = $1 AND key = $2", order_id, key)
        await complete_task(tx, TaskId(order_id, n), values={}, by=WORKER, now=T0)


async def test_a_work_order_goes_out_and_nothing_ends_before_it(database: Database) -> None:
    """FSM-01, TSK-10: before a task, which waits for it, and beside the tasks of a domain order, which ends with it."""
    async with database.transaction() as tx:
        order = await submit(tx, {"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "line"}}})
        await approve_service_order(tx, order.id, by=MANAGER, now=T0)
    api = SimulatedApi(lambda kind, document: Manner(states=("acknowledged", "completed")), moves_when_asked=False)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(api))
    executor = TmfOrderExecutor(WORK_ORDER, client, secrets=Secrets({}))
    worker = Worker(database, Executors({"tmf697": executor}), clock=Clock())
    await worker.drain()
    assert await states(database, order.id) == {
        "design": "ready", "install": "waiting", "visit:installer": "waiting", "patch": "ready",
        "visit:rack": "inProgress",
    }  # fmt: skip
    await complete(database, order.id, "patch")
    async with database.reading() as tx:
        port = next(o for o in (await get_plan(tx, order.id)).domain_orders if o.specification_id == "port")
        assert port.state == "inProgress"  # its only task is done; its work order is open
    await complete(database, order.id, "design")
    await worker.drain()
    found = await states(database, order.id)
    assert (found["install"], found["visit:installer"]) == ("waiting", "inProgress")
    with pytest.raises(TaskBlocked):
        await complete(database, order.id, "install")
    sent = [document for method, _, document in api.asked if method == "POST"]
    assert [each["workOrderItem"][0]["work"]["workSpecification"]["id"] for each in sent] == [
        "rack-visit",
        "install-line",
    ]
    for key, each in list(api.stored["workOrder"].items()):
        api.advance("workOrder", key)
        async with database.transaction() as tx:
            await take_callback(tx, "field-service", api.events[-1], signature=None, now=T0)
        assert each["state"] == "completed"
    await worker.drain()
    found = await states(database, order.id)
    assert (found["visit:rack"], found["visit:installer"], found["install"]) == ("completed", "completed", "ready")
    async with database.reading() as tx:
        port = next(o for o in (await get_plan(tx, order.id)).domain_orders if o.specification_id == "port")
        assert port.state == "completed"
    await complete(database, order.id, "install")
    async with database.reading() as tx:
        assert (await get_service_order(tx, order.id)).state == "completed"
        catalog = await load_catalog(tx)
        # what policies add is not written into the catalog's files
        assert [t.key for p in document_of(catalog, name="x").plans for t in p.tasks] == ["design", "install", "patch"]


async def test_the_page_of_a_work_order_asks_nobody_for_values(database: Database) -> None:
    """FSM-01: a task that no plan specification writes down is shown like any other."""
    async with database.transaction() as tx:
        order = await submit(tx, {"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "line"}}})
        await approve_service_order(tx, order.id, by=MANAGER, now=T0)
    async with database.transaction() as tx:
        await plan_service_orders(tx, [order.id], now=T0)
        view = await get_plan(tx, order.id)
        visit = next(one for one in view.tasks if one.key == "visit:installer")
        line = next(each for each in view.domain_orders if each.id.n == visit.domain_order_n)
        assert await asked_for(tx, visit, line) == ()
