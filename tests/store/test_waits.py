"""Wait tasks: they end when their time, their event or their value comes, and say what becomes of them otherwise."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from builders_catalog import cfs, characteristic, document, plan, task
from builders_ordering import MANAGER, NOW, submit
from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import Condition, TaskSpecification, ValueType, WaitFor, WaitTimeout
from trunkline.duties import Duties
from trunkline.insight.watchdog import stuck_items
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.awaiting import report_event
from trunkline.orchestration.commands import set_task_values
from trunkline.orchestration.execution import begin_executions
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.queries import counter_drift
from trunkline.ordering.commands import approve_service_order
from trunkline.reactions import react
from trunkline.work.commands import claim_work
from trunkline.work.model import WorkKind

HOUR = timedelta(hours=1)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.connect(database_url, react=react)
    yield opened
    await opened.close()


async def planned(database: Database, wait: WaitFor, **values: Any) -> ServiceOrderId:
    """An order with two tasks: 1 waits, 2 is a person's and comes after it."""
    tasks: tuple[TaskSpecification, ...] = (
        task("wait", kind="wait", wait=wait), task("connect", "wait"), task("look", kind="manual"),
    )  # fmt: skip
    catalog = document(
        cfs("line", characteristic("Ready"), characteristic("Date", ValueType.DATE_TIME)),
        plan("line-add", *tasks, specification="line"),
    )
    given = [{"name": name, "value": value} for name, value in values.items()]
    service = {"serviceSpecification": {"id": "line"}, "serviceCharacteristic": given}
    async with database.transaction() as tx:
        await load_documents(tx, [catalog], by=SYSTEM, now=NOW)
        order = await submit(tx, {"id": "1", "action": "add", "service": service})
        await approve_service_order(tx, order.id, by=MANAGER, now=NOW)
        await plan_service_orders(tx, [order.id], now=NOW)
    return order.id


async def run(database: Database, at: datetime) -> None:
    """A worker that finds what is due at this instant."""
    async with database.transaction() as tx:
        claims = await claim_work(tx, WorkKind.EXECUTE_TASK, worker="w", limit=10, now=at, lease=HOUR)
        assert await begin_executions(tx, claims, worker="w", now=at) == []
    duties = Duties(database, worker="w", lease=HOUR, clock=lambda: at, chores=())
    while await duties.run_due():
        pass


async def states(database: Database, order_id: ServiceOrderId) -> dict[str, str]:
    async with database.reading() as tx:
        rows = await tx.fetch("SELECT key, state FROM task WHERE service_order_id = $1", order_id)
        assert await stuck_items(tx, [order_id]) == []
        assert await counter_drift(tx) == []
    return {row["key"]: row["state"] for row in rows}


@pytest.mark.parametrize(
    ("wait", "values"),
    [
        (WaitFor(duration=2 * HOUR), {}),
        (WaitFor(date="Date"), {"Date": (NOW + 2 * HOUR).isoformat()}),
        (WaitFor(event="never", timeout=2 * HOUR, on_timeout=WaitTimeout.GO_ON), {}),
    ],
)
async def test_a_wait_ends_at_its_time_and_not_before(
    database: Database, wait: WaitFor, values: dict[str, object]
) -> None:
    """PLN-06, TSK-02: so long, until a date that a value holds, or until its time is out; the plan then goes on."""
    order_id = await planned(database, wait, **values)
    await run(database, NOW)
    await run(database, NOW + 2 * HOUR - timedelta(seconds=1))
    assert await states(database, order_id) == {"wait": "inProgress", "connect": "waiting", "look": "ready"}
    await run(database, NOW + 2 * HOUR)
    assert await states(database, order_id) == {"wait": "completed", "connect": "ready", "look": "ready"}


async def test_a_wait_for_an_event_ends_when_it_is_reported_early_late_or_twice(database: Database) -> None:
    """An event of another name, or for another task, is not it; one that came before the wait began is."""
    order_id = await planned(database, WaitFor(event="cabinet delivered"))
    await run(database, NOW)
    async with database.transaction() as tx:
        await report_event(tx, order_id, "cabinet lost", task_id=None, by=SYSTEM, now=NOW)
        await report_event(tx, order_id, "cabinet delivered", task_id=TaskId(order_id, 2), by=SYSTEM, now=NOW)
    assert (await states(database, order_id))["wait"] == "inProgress"
    async with database.transaction() as tx:
        assert await report_event(tx, order_id, "cabinet delivered", task_id=None, by=SYSTEM, now=NOW) == 1
        assert await report_event(tx, order_id, "cabinet delivered", task_id=None, by=SYSTEM, now=NOW) == 0
    assert (await states(database, order_id))["wait"] == "completed"
    early = await planned(database, WaitFor(event="cabinet delivered"))
    async with database.transaction() as tx:
        await report_event(tx, early, "cabinet delivered", task_id=None, by=SYSTEM, now=NOW)
    await run(database, NOW)
    assert (await states(database, early))["wait"] == "completed"


async def test_a_wait_for_a_value_ends_when_a_task_brings_it(database: Database) -> None:
    """The value of another task of the domain order ends it, whoever wrote it."""
    order_id = await planned(database, WaitFor(characteristic=Condition(characteristic="Ready", equals="yes")))
    await run(database, NOW)
    async with database.transaction() as tx:
        await set_task_values(tx, TaskId(order_id, 3), {"Ready": "no"}, by=SYSTEM, now=NOW)
    await run(database, NOW)
    assert (await states(database, order_id))["wait"] == "inProgress"
    async with database.transaction() as tx:
        await set_task_values(tx, TaskId(order_id, 3), {"Ready": "yes"}, by=SYSTEM, now=NOW)
    await run(database, NOW)
    assert (await states(database, order_id))["wait"] == "completed"


async def test_a_wait_that_is_out_of_time_is_held_by_a_fallout(database: Database) -> None:
    """A person looks at it, told what did not come; the rest of the plan goes on."""
    order_id = await planned(database, WaitFor(event="permit granted", timeout=HOUR))
    await run(database, NOW)
    await run(database, NOW + HOUR)
    assert await states(database, order_id) == {"wait": "held", "connect": "waiting", "look": "ready"}
    async with database.reading() as tx:
        message = await tx.fetchval("SELECT data ->> 'message' FROM event WHERE kind = 'AutomatedTaskExhausted'")
        assert "permit granted" in message
