"""What several services share: one inventory item, that ends with the last of them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from builders_catalog import cfs, document, needs, plan, rfs, task
from builders_ordering import MANAGER, NOW, submit
from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CompatibilityRule, CompatibilityType, SharedScope, Sharing
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration import store
from trunkline.orchestration.dry_run import dry_run
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.queries import get_plan
from trunkline.ordering.commands import approve_service_order
from trunkline.reactions import react

CUSTOMER = Sharing(scope=SharedScope.CUSTOMER)
CATALOG = document(
    cfs("line", relationships=(needs("router", sharing=CUSTOMER),)),
    rfs("router"),
    cfs(
        "care",
        compatibility=(CompatibilityRule(name="care needs a line", type=CompatibilityType.REQUIRES, target="line"),),
    ),
    plan("line-plan", task("do-line"), specification="line"),
    plan("router-plan", task("do-router"), specification="router"),
    plan("care-plan", task("do-care"), specification="care"),
)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.connect(database_url, react=react)
    async with opened.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=NOW)
    yield opened
    await opened.close()


def add(number: str, specification: str) -> dict[str, Any]:
    return {"id": number, "action": "add", "service": {"serviceSpecification": {"id": specification}}}


async def carried_out(database: Database, *items: dict[str, Any]) -> ServiceOrderId:
    """An order submitted, approved, planned and done."""
    async with database.transaction() as tx:
        order = await submit(tx, *items)
        await approve_service_order(tx, order.id, by=MANAGER, now=NOW)
    async with database.transaction() as tx:
        await plan_service_orders(tx, [order.id], now=NOW)
    while True:
        async with database.transaction() as tx:
            await store.lock_orders(tx, [order.id])
            ready = [t for t in (await get_plan(tx, order.id)).tasks if t.state == "ready"]
            await apply(tx, [step(t, "complete") for t in ready], by="test", now=NOW)
        if not ready:
            return order.id


async def routers(database: Database) -> list[str]:
    async with database.reading() as tx:
        rows = await tx.fetch("SELECT state FROM inventory_item WHERE specification_id = 'router' ORDER BY id")
    return [row["state"] for row in rows]


async def cease(database: Database, position: int) -> None:
    async with database.reading() as tx:
        row = await tx.fetchrow(
            "SELECT id FROM inventory_item WHERE specification_id = 'line' AND kind = 'cfs' ORDER BY id OFFSET $1 LIMIT 1",
            position,
        )
    line = {"id": "1", "action": "delete", "service": {"id": f"SRV-{row['id']:06d}"}}
    await carried_out(database, line)


async def test_a_shared_item_ends_with_its_last_user_across_orders(database: Database) -> None:
    """DEC-24: two orders, one router; the first line that made it ceases, the router stays for the second."""
    await carried_out(database, add("1", "line"))
    await carried_out(database, add("1", "line"))
    assert await routers(database) == ["active"]
    await cease(database, 0)
    assert await routers(database) == ["active"]
    async with database.reading() as tx:
        above = await tx.fetchrow(
            """
            SELECT line.state, line.specification_id
              FROM inventory_item AS router
              JOIN inventory_item AS line ON line.id = router.parent_id
             WHERE router.specification_id = 'router'
            """
        )
    assert dict(above) == {"state": "active", "specification_id": "line"}  # the heir, not the one that has ended
    await cease(database, 1)
    assert await routers(database) == ["terminated"]


async def test_the_review_tells_what_an_order_lacks_and_what_the_customer_has_counts(database: Database) -> None:
    """REL-01: care without a line blocks; with a line in inventory, or in the order, it does not."""

    async def blocked(*items: dict[str, Any]) -> list[str]:
        async with database.transaction() as tx:
            order = await submit(tx, *items)
            run = await dry_run(tx, order, now=NOW)
        return [p.what for c in run.checks if c.key == "compatibility" for p in c.problems]

    [told] = await blocked(add("1", "care"))
    assert "Line" in told or "line" in told
    assert await blocked(add("1", "care"), add("2", "line")) == []
    await carried_out(database, add("1", "line"))
    assert await blocked(add("1", "care")) == []
