"""Plans that grow while they run: items approved later, and branches that join a standing tree."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from builders_catalog import cfs, characteristic, document, needs, plan, rfs, task
from builders_ordering import MANAGER, NOW, submit
from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import DependencyScope, SpecificationDependency
from trunkline.catalog.queries import load_catalog
from trunkline.decomposition.model import Decomposition, DomainOrderDraft, Reason, ReasonCode
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.errors import RollBackRefused
from trunkline.orchestration.growing import add_to_plan
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.queries import counter_drift, get_plan
from trunkline.orchestration.withdrawing import withdraw_domain_orders
from trunkline.ordering.commands import approve_service_order
from trunkline.ordering.queries import get_service_order
from trunkline.reactions import react

CATALOG = document(
    cfs("line", characteristic("Serial"), relationships=(needs("port"),)),
    rfs("port"),
    rfs("backup"),
    cfs("site", relationships=(needs("fence"),)),
    rfs("fence"),
    plan(
        "line-add",
        task("survey"),
        task("hand-over", "survey", after_children=True),
        specification="line",
    ),
    plan("port-add", task("patch"), specification="port"),
    plan("backup-add", task("mount"), task("test-backup", "mount"), specification="backup"),
    plan(
        "fence-add",
        task(
            "build-fence",
            after_specifications=(SpecificationDependency(specification="backup", scope=DependencyScope.ORDER),),
        ),
        specification="fence",
    ),
)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.connect(database_url, react=react)
    async with opened.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=NOW)
    yield opened
    await opened.close()


def item(number: str, specification: str) -> dict[str, Any]:
    return {"id": number, "action": "add", "service": {"serviceSpecification": {"id": specification}}}


async def planned(database: Database, *items: dict[str, Any]) -> ServiceOrderId:
    async with database.transaction() as tx:
        order = await submit(tx, *items)
        await approve_service_order(tx, order.id, by=MANAGER, now=NOW)
    async with database.transaction() as tx:
        await plan_service_orders(tx, [order.id], now=NOW)
    return order.id


def backup(n: int, parent_n: int) -> Decomposition:
    """One new domain order under a standing one, as a branch whose value came."""
    draft = DomainOrderDraft(
        n=n, parent_n=parent_n, item_n=1, kind="rfs", action="add", name="Backup", specification_id="backup",
        specification_version=1, characteristics={}, reason=Reason(code=ReasonCode.RULE_FIRED, text="the value came"),
    )  # fmt: skip
    return Decomposition(domain_orders=(draft,), skipped=())


async def join(database: Database, order_id: ServiceOrderId, added: Decomposition) -> None:
    async with database.transaction() as tx:
        order = await get_service_order(tx, order_id)
        await store.lock_orders(tx, [order_id])
        catalog = await load_catalog(tx, order.catalog_revision)
        await add_to_plan(tx, order, added, catalog, because="a value came", by="test", now=NOW)


async def tasks(tx: Tx, order_id: ServiceOrderId) -> dict[str, tuple[str, int]]:
    view = await get_plan(tx, order_id)
    return {task.key: (task.state.value, task.open_predecessors) for task in view.tasks}


async def complete(database: Database, order_id: ServiceOrderId, keys: Sequence[str]) -> None:
    for key in keys:
        async with database.transaction() as tx:
            await store.lock_orders(tx, [order_id])
            n = await tx.fetchval("SELECT n FROM task WHERE service_order_id = $1 AND key = $2", order_id, key)
            done = await store.get_task(tx, TaskId(order_id, n))
            assert await apply(tx, [step(done, "complete")], by="test", now=NOW)


async def test_a_branch_joins_a_plan_and_what_waits_for_everything_below_waits_for_it_too(database: Database) -> None:
    """DEC-12, PLN-05, STM-06: hand-over was ready and waits again; all counters stay true."""
    order_id = await planned(database, item("1", "line"))
    await complete(database, order_id, ["survey", "patch"])
    async with database.transaction() as tx:
        assert (await tasks(tx, order_id))["hand-over"] == ("ready", 0)
    await join(database, order_id, backup(3, 1))
    async with database.transaction() as tx:
        assert await tasks(tx, order_id) == {
            "survey": ("completed", 0), "hand-over": ("waiting", 1), "patch": ("completed", 0),
            "mount": ("ready", 0), "test-backup": ("waiting", 1),
        }  # fmt: skip
        assert await counter_drift(tx) == []
        lists = await tx.fetch("SELECT task_n FROM worklist ORDER BY task_n")
        assert [row["task_n"] for row in lists] == [4]
        inventory = await tx.fetchrow(
            "SELECT i.state, p.name FROM inventory_item AS i JOIN inventory_item AS p ON p.id = i.parent_id"
            " WHERE i.specification_id = 'backup'"
        )
        assert (inventory["state"], inventory["name"]) == ("reserved", "Line")
        assert await tx.fetchval("SELECT version FROM orchestration_plan WHERE service_order_id = $1", order_id) == 2
    await complete(database, order_id, ["mount", "test-backup", "hand-over"])
    async with database.transaction() as tx:
        assert (await get_service_order(tx, order_id)).state == "completed"
        assert await counter_drift(tx) == []


async def test_a_task_elsewhere_that_waits_for_the_new_specification_waits_for_it(database: Database) -> None:
    """PLN-10: across items, in a plan that runs."""
    order_id = await planned(database, item("1", "line"), item("2", "site"))
    await join(database, order_id, backup(5, 1))
    async with database.transaction() as tx:
        assert (await tasks(tx, order_id))["build-fence"] == ("waiting", 1)
    await complete(database, order_id, ["mount", "test-backup"])
    async with database.transaction() as tx:
        assert (await tasks(tx, order_id))["build-fence"] == ("ready", 0)


async def test_a_branch_that_is_not_wanted_any_more_leaves_and_the_rest_ends_as_if_it_had_never_been(
    database: Database,
) -> None:
    """DEC-16, STM-06: its placeholder is cancelled, hand-over waits for it no more, the order completes."""
    order_id = await planned(database, item("1", "line"), item("2", "site"))
    await join(database, order_id, backup(5, 1))
    await complete(database, order_id, ["survey", "patch"])
    async with database.transaction() as tx:
        await store.lock_orders(tx, [order_id])
        assert await withdraw_domain_orders(tx, order_id, [5], reason="not wanted", by="test", now=NOW) == 2
    async with database.transaction() as tx:
        found = await tasks(tx, order_id)
        assert (found["hand-over"], found["build-fence"], found["mount"][0]) == (
            ("ready", 0),
            ("ready", 0),
            "cancelled",
        )
        assert await counter_drift(tx) == []
        assert await tx.fetchval("SELECT state FROM inventory_item WHERE specification_id = 'backup'") == "cancelled"
    await complete(database, order_id, ["hand-over", "build-fence"])
    async with database.transaction() as tx:
        order = await get_service_order(tx, order_id)
        assert (order.state, [item.state for item in order.items]) == ("completed", ["completed", "completed"])


async def test_a_branch_on_which_work_has_begun_is_not_withdrawn(database: Database) -> None:
    order_id = await planned(database, item("1", "line"))
    await join(database, order_id, backup(3, 1))
    await complete(database, order_id, ["mount"])
    async with database.transaction() as tx:
        await store.lock_orders(tx, [order_id])
        with pytest.raises(RollBackRefused) as refused:  # by hand, and nobody knows how it is undone
            await withdraw_domain_orders(tx, order_id, [3], reason="not wanted", by="test", now=NOW)
    assert [problem.item for problem in refused.value.problems] == [TaskId(order_id, 4).number]


async def test_what_has_started_does_not_wait_again(database: Database) -> None:
    order_id = await planned(database, item("1", "line"))
    await complete(database, order_id, ["survey", "patch"])
    async with database.transaction() as tx:
        await store.lock_orders(tx, [order_id])
        hand_over = await store.get_task(tx, TaskId(order_id, 2))
        await apply(tx, [step(hand_over, "start")], by="test", now=NOW)
    await join(database, order_id, backup(3, 1))
    async with database.transaction() as tx:
        assert (await tasks(tx, order_id))["hand-over"] == ("inProgress", 0)
        assert await counter_drift(tx) == []
