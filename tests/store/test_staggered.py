"""Staggered decomposition on a real database: a value comes through a task, and the branch joins the plan."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from builders_catalog import cfs, characteristic, document, needs, number, plan, rfs, task
from builders_ordering import MANAGER, NOW, actor, submit
from trunkline.access.model import SYSTEM, Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    CharacteristicMapping,
    Condition,
    DataField,
    DecompositionRule,
    MappingDirection,
    Quantity,
)
from trunkline.duties import Duties
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.commands import complete_task, set_task_values
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.queries import counter_drift, get_plan
from trunkline.orchestration.revaluing import accept_proposal, dismiss_proposal, extend_plan
from trunkline.orchestration.waiting_store import list_proposals, list_waiting
from trunkline.ordering.commands import approve_service_order
from trunkline.reactions import react

FULFILLER = actor(Role.FULFILLMENT_AGENT, "fred")


def rule(name: str, value: str) -> DecompositionRule:
    return DecompositionRule(name=f"{name} is {value}", when=Condition(characteristic=name, equals=value))


UP = CharacteristicMapping(target="Routing", source="Protocol", direction=MappingDirection.UP)
CATALOG = document(
    cfs(
        "edge",
        characteristic("Optimization"), characteristic("Routing"), number("Ports"),
        relationships=(
            needs("optimization", mandatory=False, rule=rule("Optimization", "WAN")),
            needs("router", mappings=(UP,)),
            needs("routing", mandatory=True, rule=rule("Routing", "BGP")),
            needs("port", quantity=Quantity(characteristic="Ports", default=1, maximum=8)),
        ),
    ),
    rfs("optimization"), rfs("routing"), rfs("port"),
    rfs("router", characteristic("Protocol")),
    plan(
        "edge-add",
        task("survey", data=(DataField(characteristic="Optimization"), DataField(characteristic="Ports"))),
        task("hand-over", "survey", after_children=True),
        specification="edge",
    ),
    plan("router-add", task("configure", data=(DataField(characteristic="Protocol"),)), specification="router"),
    *(plan(f"{name}-add", task(f"make-{name}"), specification=name) for name in ("optimization", "routing", "port")),
)  # fmt: skip


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.connect(database_url, react=react)
    async with opened.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=NOW)
    yield opened
    await opened.close()


@pytest.fixture
async def order(database: Database) -> ServiceOrderId:
    async with database.transaction() as tx:
        edge: dict[str, Any] = {"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "edge"}}}
        made = await submit(tx, edge)
        await approve_service_order(tx, made.id, by=MANAGER, now=NOW)
    async with database.transaction() as tx:
        await plan_service_orders(tx, [made.id], now=NOW)
    return made.id


async def work_off(database: Database) -> None:
    duties = Duties(database, worker="w", lease=NOW - NOW.replace(second=0), clock=lambda: NOW, chores=())
    while await duties.run_due():
        pass


async def keys(tx: Tx, order: ServiceOrderId) -> dict[str, str]:
    return {task.key: task.state.value for task in (await get_plan(tx, order)).tasks}


async def task_id(tx: Tx, order: ServiceOrderId, key: str) -> TaskId:
    return TaskId(order, await tx.fetchval("SELECT n FROM task WHERE service_order_id = $1 AND key = $2", order, key))


async def give(database: Database, order: ServiceOrderId, key: str, **values: object) -> None:
    async with database.transaction() as tx:
        await set_task_values(tx, await task_id(tx, order, key), values, by=FULFILLER, now=NOW)
    await work_off(database)


async def test_a_branch_waits_in_the_plan_and_is_made_once_when_its_value_comes(
    database: Database, order: ServiceOrderId
) -> None:
    """DEC-12, DEC-14, DEC-21 (E5): hand-over waits for it; setting the value again makes nothing more."""
    async with database.transaction() as tx:
        assert [w.specification_id for w in await list_waiting(tx, order)] == ["optimization", "routing"]
        assert "make-optimization" not in await keys(tx, order)
    await give(database, order, "survey", Optimization="WAN")
    await give(database, order, "survey", Optimization="LAN")
    await give(database, order, "survey", Optimization="WAN")
    async with database.transaction() as tx:
        made = [o.specification_id for o in (await get_plan(tx, order)).domain_orders]
        assert made.count("optimization") == 1
        assert [w.specification_id for w in await list_waiting(tx, order)] == ["routing"]
        assert (await keys(tx, order))["make-optimization"] == "ready"
        assert await counter_drift(tx) == []
        hand_over = await task_id(tx, order, "hand-over")
        before = await tx.fetchval(
            "SELECT count(*) FROM task_dependency AS d JOIN task AS t ON t.service_order_id = d.service_order_id"
            " AND t.n = d.predecessor_n WHERE d.successor_n = $1 AND t.key = 'make-optimization'",
            hand_over.n,
        )
        assert before == 1


async def test_a_mandatory_branch_has_somebody_who_gives_its_value(database: Database, order: ServiceOrderId) -> None:
    """NEW-03, DEC-12: nothing waits without an owner; its task completed, the branch is made."""
    async with database.transaction() as tx:
        assert (await keys(tx, order))["value:Routing"] == "ready"
        wanted = await task_id(tx, order, "value:Routing")
        await complete_task(tx, wanted, values={"Routing": "BGP"}, by=FULFILLER, now=NOW)
    await work_off(database)
    async with database.transaction() as tx:
        assert (await keys(tx, order))["make-routing"] == "ready"


async def test_a_value_set_on_a_child_reaches_the_parent_and_fires_what_waited_there(
    database: Database, order: ServiceOrderId
) -> None:
    """MAP-02, MAP-05, MAP-07."""
    await give(database, order, "configure", Protocol="BGP")
    async with database.transaction() as tx:
        view = await get_plan(tx, order)
        edge = next(o for o in view.domain_orders if o.specification_id == "edge")
        assert edge.characteristics["Routing"].value == "BGP"
        assert edge.characteristics["Routing"].origin == "mapping:router.Protocol -> edge.Routing"
        assert (await keys(tx, order))["make-routing"] == "ready"


async def test_a_changed_quantity_is_proposed_and_done_when_accepted(database: Database, order: ServiceOrderId) -> None:
    """DEC-13, DEC-16: three ports instead of one, then two again."""
    await give(database, order, "survey", Ports=3)
    async with database.transaction() as tx:
        [proposal] = await list_proposals(tx, order)
        assert (proposal.specification_id, proposal.add_count, proposal.cancel) == ("port", 2, [])
        await accept_proposal(tx, order, proposal.domain_order_n, proposal.relationship, by=MANAGER, now=NOW)
    await give(database, order, "survey", Ports=2)
    async with database.transaction() as tx:
        [proposal] = await list_proposals(tx, order)
        assert (proposal.add_count, len(proposal.cancel)) == (0, 1)
        await accept_proposal(tx, order, proposal.domain_order_n, proposal.relationship, by=MANAGER, now=NOW)
    async with database.transaction() as tx:
        await extend_plan(tx, order, proposal.domain_order_n, by="test", now=NOW)
        ports = [o.state.value for o in (await get_plan(tx, order)).domain_orders if o.specification_id == "port"]
        assert sorted(ports) == ["cancelled", "inProgress", "inProgress"]
        assert await list_proposals(tx, order) == []
        assert await counter_drift(tx) == []


async def test_a_dismissed_proposal_leaves_the_plan_as_it_is(database: Database, order: ServiceOrderId) -> None:
    """DEC-13."""
    await give(database, order, "survey", Ports=3)
    async with database.transaction() as tx:
        [proposal] = await list_proposals(tx, order)
        await dismiss_proposal(
            tx, order, proposal.domain_order_n, proposal.relationship, note="one is enough", by=MANAGER, now=NOW
        )
    async with database.transaction() as tx:
        assert await list_proposals(tx, order) == []
        assert (await keys(tx, order))["make-port"] == "ready"
