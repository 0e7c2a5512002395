"""What people do to tasks, and what a plan makes of an approved order, on a real database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from builders_catalog import cfs, characteristic, document, needs, plan, rfs, task
from builders_ordering import AGENT, MANAGER, NOW, VIEWER, actor, submit
from trunkline.access.errors import NotPermitted
from trunkline.access.model import SYSTEM, Actor, Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import DataField
from trunkline.kit.db import Database
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.orchestration.commands import (
    ask_information,
    assign_task,
    complete_task,
    give_up_task,
    hold_tasks,
    release_task,
    resume_task,
    set_task_values,
    skip_task,
    start_task,
)
from trunkline.orchestration.errors import DataMissing, TaskBlocked, TaskChanged, UnknownAssignee
from trunkline.orchestration.planning import plan_service_orders, replan_service_order
from trunkline.orchestration.queries import (
    counter_drift,
    get_domain_order,
    get_plan,
    get_task,
    list_worklist,
    view_task,
)
from trunkline.orchestration.state import TaskState
from trunkline.ordering.commands import approve_service_order
from trunkline.ordering.queries import get_service_order
from trunkline.reactions import react
from trunkline.southbound.registry import Executors
from trunkline.worker import Worker

FULFILLER = actor(Role.FULFILLMENT_AGENT, "fred")
BOSS = actor(Role.FULFILLMENT_MANAGER, "mona")

CATALOG = document(
    cfs(
        "line",
        characteristic("Serial"),
        characteristic("Colour"),
        relationships=(needs("port"),),
    ),
    rfs("port", characteristic("Slot")),
    plan(
        "line-add",
        task("survey", assignment_group="Field Operations", duration=timedelta(days=2)),
        task(
            "install",
            "survey",
            assignment_group="Field Operations",
            data=(
                DataField(characteristic="Serial", mandatory=True),
                DataField(characteristic="Colour", read_only=True),
            ),
        ),
        task("hand-over", "install", assignment_group="Service Desk", after_children=True),
        specification="line",
    ),
    plan("port-add", task("patch", assignment_group="Network Operations"), specification="port"),
)
SURVEY, INSTALL, HAND_OVER, PATCH = 1, 2, 3, 4


@pytest.fixture
async def database(database_url: str) -> Any:
    """A database with reactions, the catalog and two groups."""
    opened = await Database.connect(database_url, react=react)
    async with opened.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=NOW)
        for group in ("Field Operations", "Service Desk", "Network Operations"):
            await tx.execute("INSERT INTO assignment_group (name) VALUES ($1)", group)
        await tx.execute(
            "INSERT INTO user_account (user_name, full_name, created_at) VALUES ('fred', 'Fred', $1), ('gil', 'Gil', $1)",
            NOW,
        )
    yield opened
    await opened.close()


async def planned(database: Database) -> ServiceOrderId:
    """An approved order with its plan."""
    async with database.transaction() as tx:
        order = await submit(tx, _item())
        await approve_service_order(tx, order.id, by=MANAGER, now=NOW)
    worker = Worker(database, Executors({}), clock=lambda: NOW)
    await worker.drain()
    return order.id


def _item() -> dict[str, Any]:
    return {"id": "1", "action": "add", "service": {"serviceSpecification": {"id": "line"}}}


async def test_the_plan_of_an_approved_order_is_written_once(database: Database) -> None:
    """DEC-21, PLN-02, PLN-05, DEC-30."""
    order = await planned(database)
    async with database.transaction() as tx:
        assert await plan_service_orders(tx, [order], now=NOW) == 0
        view = await get_plan(tx, order)
        assert [(t.key, t.state.value, t.open_predecessors) for t in view.tasks] == [
            ("survey", "ready", 0), ("install", "waiting", 1), ("hand-over", "waiting", 2), ("patch", "ready", 0),
        ]  # fmt: skip
        assert set(view.dependencies) == {(SURVEY, INSTALL), (INSTALL, HAND_OVER), (PATCH, HAND_OVER)}
        assert (await get_service_order(tx, order)).catalog_revision == view.plan.catalog_revision
        assert [line.task.key for line in await list_worklist(tx)] == ["patch", "survey"]


async def test_a_task_that_waits_cannot_be_started_or_completed(database: Database) -> None:
    """PLN-05, TSK-01."""
    order = await planned(database)
    async with database.transaction() as tx:
        with pytest.raises(TaskBlocked, match="waits for 1 other task"):
            await start_task(tx, TaskId(order, INSTALL), by=FULFILLER, now=NOW)
        with pytest.raises(TaskBlocked, match="waits for 1 other task"):
            await complete_task(tx, TaskId(order, INSTALL), values={"Serial": "A"}, by=FULFILLER, now=NOW)


async def test_completing_a_task_readies_its_successors_and_the_last_one_ends_order_and_inventory(
    database: Database,
) -> None:
    """TSK-02, INV-02, INV-03, STM-06."""
    order = await planned(database)
    async with database.transaction() as tx:
        for n, values in ((SURVEY, {}), (INSTALL, {"Serial": "SN-1"}), (PATCH, {"Slot": "7"}), (HAND_OVER, {})):
            await complete_task(tx, TaskId(order, n), values=values, by=FULFILLER, now=NOW)
    async with database.reading() as tx:
        ended = await get_service_order(tx, order)
        assert (ended.state.value, ended.completion_date) == ("completed", NOW)
        rows = await tx.fetch("SELECT kind, state, characteristics FROM inventory_item ORDER BY id")
        assert [(row["kind"], row["state"]) for row in rows] == [
            ("product", "active"), ("cfs", "active"), ("rfs", "active"),
        ]  # fmt: skip
        assert rows[1]["characteristics"]["Serial"] == {"value": "SN-1", "origin": f"task:{TaskId(order, INSTALL)}"}
        assert await counter_drift(tx) == []


async def test_a_mandatory_value_must_be_given_and_every_fault_is_told(database: Database) -> None:
    """ENR-07, CAP-16: the data a task asks for is checked against the specification."""
    order = await planned(database)
    async with database.transaction() as tx:
        await complete_task(tx, TaskId(order, SURVEY), values={}, by=FULFILLER, now=NOW)
        with pytest.raises(DataMissing) as refused:
            await complete_task(
                tx, TaskId(order, INSTALL), values={"Colour": "red", "Weight": 3}, by=FULFILLER, now=NOW
            )
        assert {(p.item, p.field) for p in refused.value.problems} == {
            (TaskId(order, INSTALL).number, "Serial"),
            (TaskId(order, INSTALL).number, "Colour"),
            (TaskId(order, INSTALL).number, "serviceCharacteristic[Weight]"),
        }
        assert (await get_task(tx, TaskId(order, INSTALL))).state is TaskState.READY


async def test_a_value_set_through_a_task_is_the_domain_orders_own(database: Database) -> None:
    """TSK-08, MAP-07: two ways to the same value, so they never disagree."""
    order = await planned(database)
    async with database.transaction() as tx:
        await set_task_values(tx, TaskId(order, INSTALL), {"Serial": "SN-9"}, by=FULFILLER, now=NOW)
        made = await get_domain_order(tx, DomainOrderId(order, 1))
        assert made.characteristics["Serial"].value == "SN-9"
        view = await view_task(tx, TaskId(order, INSTALL))
        assert view.domain_order.characteristics["Serial"].origin == f"task:{TaskId(order, INSTALL)}"
        change = await tx.fetchval("SELECT data FROM event WHERE kind = 'TaskValuesSet'")
        assert (change["values"], change["before"]) == ({"Serial": "SN-9"}, {"Serial": None})


async def test_who_saves_a_stale_task_gets_a_conflict(database: Database) -> None:
    """TSK-13."""
    order = await planned(database)
    async with database.transaction() as tx:
        seen = (await get_task(tx, TaskId(order, SURVEY))).version
        await start_task(tx, TaskId(order, SURVEY), by=FULFILLER, now=NOW, version=seen)
        with pytest.raises(TaskChanged, match="changed by somebody else"):
            await complete_task(tx, TaskId(order, SURVEY), values={}, by=BOSS, now=NOW, version=seen)


async def test_a_task_lands_in_its_group_and_only_a_manager_gives_it_to_others(database: Database) -> None:
    """TSK-03, TSK-05."""
    order = await planned(database)
    survey = TaskId(order, SURVEY)
    async with database.transaction() as tx:
        assert (await get_task(tx, survey)).assignment_group == "Field Operations"
        with pytest.raises(NotPermitted, match="task:manage"):
            await assign_task(tx, survey, assignee="gil", by=FULFILLER, now=NOW)
        await assign_task(tx, survey, assignee="fred", by=FULFILLER, now=NOW)  # takes it
        await assign_task(tx, survey, assignee="gil", by=BOSS, now=NOW)
        assert [line.task.id for line in await list_worklist(tx, assignee="gil")] == [survey]
        assert await list_worklist(tx, assignee="fred") == []
        with pytest.raises(UnknownAssignee, match="active user 'nobody'"):
            await assign_task(tx, survey, assignee="nobody", by=BOSS, now=NOW)
        with pytest.raises(UnknownAssignee, match="assignment group 'Nowhere'"):
            await assign_task(tx, survey, assignment_group="Nowhere", by=BOSS, now=NOW)
        await assign_task(tx, survey, assignee="", by=BOSS, now=NOW)
        assert (await get_task(tx, survey)).assignee is None


async def test_the_worklist_is_sorted_by_priority_and_due_date_and_read_page_by_page(database: Database) -> None:
    """TSK-05."""
    order = await planned(database)
    async with database.transaction() as tx:
        await tx.execute("UPDATE worklist SET priority = 1 WHERE task_n = $1", SURVEY)
        first, second = await list_worklist(tx)
        assert [first.task.id.n, second.task.id.n] == [SURVEY, PATCH]
        assert first.due_at == NOW + timedelta(days=2)
        (after,) = await list_worklist(tx, limit=1, after=(1, first.due_at, *first.task.id))
        assert after.task.id == second.task.id
        assert [line.task.id.n for line in await list_worklist(tx, groups=["Network Operations"])] == [PATCH]
        assert await list_worklist(tx, service_order_id=ServiceOrderId(order + 1)) == []


async def test_a_started_task_is_given_back_and_waits_for_information(database: Database) -> None:
    """TSK-01, STM-05."""
    order = await planned(database)
    survey = TaskId(order, SURVEY)
    async with database.transaction() as tx:
        await start_task(tx, survey, by=FULFILLER, now=NOW)
        assert (await get_task(tx, survey)).assignee == "fred"
        await release_task(tx, survey, by=FULFILLER, now=NOW)
        released = await get_task(tx, survey)
        assert (released.state, released.assignee) == (TaskState.READY, None)
        await start_task(tx, survey, by=FULFILLER, now=NOW)
        await ask_information(tx, survey, question="which floor?", by=FULFILLER, now=NOW)
        with pytest.raises(MoveRefused, match="cannot complete from state awaitingInformation; possible here: resume"):
            await complete_task(tx, survey, values={}, by=FULFILLER, now=NOW)
        await resume_task(tx, survey, answer=" the third ", by=FULFILLER, now=NOW)
        told = await tx.fetchval("SELECT data FROM event WHERE kind = 'TaskInformed'")
        assert told == {"answer": "the third"}
        await complete_task(tx, survey, values={}, by=FULFILLER, now=NOW)
        with pytest.raises(MoveRefused, match="this state is final"):
            await complete_task(tx, survey, values={}, by=FULFILLER, now=NOW)


@pytest.mark.parametrize("who", [VIEWER, actor(Role.CATALOG_DESIGNER)])
async def test_who_may_not_work_on_tasks_is_refused_and_changes_nothing(database: Database, who: Actor) -> None:
    """SEC-01."""
    order = await planned(database)
    async with database.transaction() as tx:
        before = await get_task(tx, TaskId(order, SURVEY))
        with pytest.raises(NotPermitted, match="task:work"):
            await complete_task(tx, TaskId(order, SURVEY), values={}, by=who, now=NOW)
        with pytest.raises(NotPermitted):
            await assign_task(tx, TaskId(order, SURVEY), assignee="gil", by=who, now=NOW)
        assert await get_task(tx, TaskId(order, SURVEY)) == before


async def test_giving_a_task_up_cancels_what_waits_for_it_and_fails_its_order_while_the_rest_goes_on(
    database: Database,
) -> None:
    """FAL-07, STM-06, STM-04."""
    order = await planned(database)
    async with database.transaction() as tx:
        await hold_tasks(tx, [TaskId(order, SURVEY)], reason="no way in", by="mona", now=NOW)
        await give_up_task(tx, TaskId(order, SURVEY), reason="the house is gone", by="mona", now=NOW)
        states = {t.key: t.state.value for t in (await get_plan(tx, order)).tasks}
        assert states == {"survey": "failed", "install": "cancelled", "hand-over": "cancelled", "patch": "ready"}
        await complete_task(tx, TaskId(order, PATCH), values={}, by=FULFILLER, now=NOW)
        assert (await get_service_order(tx, order)).state.value == "failed"
    async with database.reading() as tx:  # inventory reacts when the transaction ends
        rows = await tx.fetch("SELECT kind, state FROM inventory_item ORDER BY id")
        assert [tuple(row) for row in rows] == [("product", "cancelled"), ("cfs", "cancelled"), ("rfs", "active")]
        assert await counter_drift(tx) == []


async def test_a_task_is_skipped_without_data_that_no_later_task_needs_but_what_is_given_must_fit(
    database: Database,
) -> None:
    """FAL-07, NEW-22."""
    order = await planned(database)
    install = TaskId(order, INSTALL)
    async with database.transaction() as tx:
        await complete_task(tx, TaskId(order, SURVEY), values={}, by=FULFILLER, now=NOW)
        await hold_tasks(tx, [install], reason="customer brings his own", by="mona", now=NOW)
        with pytest.raises(DataMissing):
            await skip_task(tx, install, values={"Serial": 5}, by="mona", now=NOW)
        await skip_task(tx, install, values={}, by="mona", now=NOW)
        assert (await get_task(tx, install)).state is TaskState.SKIPPED


async def test_an_order_that_cannot_be_planned_is_held_with_the_reason_and_planned_once_that_is_mended(
    database: Database,
) -> None:
    """DEC-22: an error leaves nothing half done, is seen, and the order can be run again."""
    first = await planned(database)
    async with database.transaction() as tx:
        for n, values in ((SURVEY, {}), (INSTALL, {"Serial": "SN-1"}), (PATCH, {}), (HAND_OVER, {})):
            await complete_task(tx, TaskId(first, n), values=values, by=FULFILLER, now=NOW)
    async with database.transaction() as tx:  # inventory reacted when the transaction ended
        service = await tx.fetchval("SELECT 'SRV-' || lpad(id::text, 6, '0') FROM inventory_item WHERE kind = 'cfs'")
        change = {"id": "1", "action": "modify", "service": {
            "id": service, "serviceCharacteristic": [{"name": "Colour", "value": "blue"}]}}  # fmt: skip
        orders = [await submit(tx, change), await submit(tx, change)]
        for order in orders:  # both approved before the first has touched the inventory
            await approve_service_order(tx, order.id, by=MANAGER, now=NOW)
    worker = Worker(database, Executors({}), clock=lambda: NOW)
    await worker.drain()
    async with database.reading() as tx:
        states = {o.id: (await get_service_order(tx, o.id)) for o in orders}
        held = [o for o in states.values() if o.state.value == "held"]
        assert len(held) == 1
        assert "decomposition:" in (held[0].state_reason or "")
        assert await tx.fetchval("SELECT count(*) FROM domain_order WHERE service_order_id = $1", held[0].id) == 0
    (running,) = [o for o in states.values() if o.state.value != "held"]
    async with database.transaction() as tx:
        while lines := await list_worklist(tx, service_order_id=running.id):
            for line in lines:
                await complete_task(tx, line.task.id, values={}, by=FULFILLER, now=NOW)
    async with database.transaction() as tx:
        assert (await get_service_order(tx, running.id)).state.value == "completed"
        await replan_service_order(tx, held[0].id, by=MANAGER, now=NOW)
    await worker.drain()
    async with database.reading() as tx:
        assert (await get_service_order(tx, held[0].id)).state.value in ("inProgress", "completed")
        assert await tx.fetchval("SELECT count(*) FROM domain_order WHERE service_order_id = $1", held[0].id) >= 1


async def test_an_agent_may_not_ask_for_a_new_plan(database: Database) -> None:
    """SEC-01."""
    order = await planned(database)
    async with database.transaction() as tx:
        with pytest.raises(NotPermitted, match="approve"):
            await replan_service_order(tx, order, by=AGENT, now=NOW)
