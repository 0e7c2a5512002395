"""Orders that suspend and resume, from planning to closure: what the plan begins in inventory and what its end does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from builders_catalog import cfs, characteristic, document, needs, plan, rfs, task
from builders_ordering import MANAGER, NOW, submit
from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.progress import apply, step
from trunkline.ordering.commands import approve_service_order
from trunkline.reactions import react

CATALOG = document(
    cfs("line", characteristic("Speed"), relationships=(needs("port"),)),
    rfs("port"),
    *(plan(f"port-{word}", task("patch"), specification="port", actions=(action,))
      for word, action in (("add", "add"), ("off", "suspend"), ("on", "resume"))),
)  # fmt: skip


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.connect(database_url, react=react)
    async with opened.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=NOW)
    yield opened
    await opened.close()


def add(number: str, external_id: str) -> dict[str, Any]:
    service = {"externalId": external_id, "serviceSpecification": {"id": "line"}}
    return {"id": number, "action": "add", "service": service}


def switch(number: str, external_id: str, wanted: str) -> dict[str, Any]:
    service = {"id": external_id, "state": wanted, "serviceSpecification": {"id": "line"}}
    return {"id": number, "action": "modify", "service": service}


async def approved(database: Database, *items: dict[str, Any]) -> ServiceOrderId:
    async with database.transaction() as tx:
        order = await submit(tx, *items)
        await approve_service_order(tx, order.id, by=MANAGER, now=NOW)
    return order.id


async def planned(database: Database, *orders: ServiceOrderId) -> None:
    async with database.transaction() as tx:
        await plan_service_orders(tx, orders, now=NOW)


async def complete(database: Database, order_id: ServiceOrderId) -> None:
    async with database.transaction() as tx:
        await store.lock_orders(tx, [order_id])
        rows = await tx.fetch("SELECT n FROM task WHERE service_order_id = $1 ORDER BY n", order_id)
        for row in rows:
            done = await store.get_task(tx, TaskId(order_id, row["n"]))
            assert await apply(tx, [step(done, "complete")], by="test", now=NOW)


async def states(database: Database) -> list[str]:
    async with database.reading() as tx:
        rows = await tx.fetch("SELECT kind, state FROM inventory_item ORDER BY id")
    return [f"{row['kind']} {row['state']}" for row in rows]


def all_three(state: str) -> list[str]:
    return [f"product {state}", f"cfs {state}", f"rfs {state}"]


async def test_planning_begins_a_suspension_and_closing_ends_it_and_the_same_for_the_way_back(
    database: Database,
) -> None:
    """INV-06, INV-07: the service, its part and its product, each only after the order closed."""
    order = await approved(database, add("1", "L1"))
    await planned(database, order)
    await complete(database, order)
    assert await states(database) == all_three("active")
    for wanted, state in (("suspended", "suspended"), ("active", "active")):
        order = await approved(database, switch("1", "L1", wanted))
        await planned(database, order)
        assert await states(database) == all_three("changePending")
        await complete(database, order)
        assert await states(database) == all_three(state)


async def test_two_orders_of_one_batch_each_begin_what_is_theirs_and_a_third_is_refused(database: Database) -> None:
    """INV-06: every item names the order that works on it; what is being suspended cannot be suspended again."""
    order = await approved(database, add("1", "L1"), add("2", "L2"))
    await planned(database, order)
    await complete(database, order)
    first = await approved(database, switch("1", "L1", "suspended"))
    second = await approved(database, switch("1", "L2", "suspended"))
    third = await approved(database, switch("1", "L2", "suspended"))
    await planned(database, first, second)
    async with database.reading() as tx:
        rows = await tx.fetch("SELECT service_order_id AS id FROM inventory_item WHERE kind = 'cfs' ORDER BY id")
        held = [row["id"] for row in rows]
    assert sorted(held) == [first, second]
    with pytest.raises(DecompositionInvalid, match="changePending"):
        await planned(database, third)
