"""Whatever people do to the plan of a running order, it stays a plan, and what stands above follows from its tasks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders_orchestration import T0, Shape, plant
from builders_progress import Model, expected, shapes, stored
from trunkline.access.model import SYSTEM
from trunkline.catalog.model import DependencyType
from trunkline.kit.db import Database, Tx
from trunkline.kit.graph import find_cycle
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration import editing, store
from trunkline.orchestration.errors import EditRefused, PlanClosed
from trunkline.orchestration.model import Lag
from trunkline.orchestration.progress import apply, moves_of
from trunkline.orchestration.queries import counter_drift
from trunkline.orchestration.rescheduling import reschedule_task
from trunkline.orchestration.state import ENDED_WELL, TaskState

EDITS = [
    "addTask", "skipTask", "moveTask", "addDependency", "addStart", "removeDependency", "overrideStart",
    "rescheduleTask", "work",
]  # fmt: skip
LATER = T0 + timedelta(hours=1)


async def edit(tx: Tx, order_id: ServiceOrderId, what: str, data: st.DataObject) -> None:
    """One edit of tasks chosen at random, allowed or not."""
    tasks = await tx.fetch("SELECT n FROM task WHERE service_order_id = $1 ORDER BY n", order_id)
    edges = await tx.fetch("SELECT * FROM task_dependency WHERE service_order_id = $1 ORDER BY 2, 3", order_id)
    ids = st.sampled_from([TaskId(order_id, row["n"]) for row in tasks])
    some = st.lists(ids, max_size=3).map(tuple)
    said: dict[str, Any] = {"reason": "a test", "by": SYSTEM, "now": T0}
    match what:
        case "addTask":
            domain_orders = await tx.fetchval("SELECT max(n) FROM domain_order WHERE service_order_id = $1", order_id)
            wanted = editing.NewTask(
                domain_order=DomainOrderId(order_id, data.draw(st.integers(1, domain_orders))), name="More",
                after=data.draw(some), before=data.draw(st.none() | some),
            )  # fmt: skip
            await editing.add_task(tx, order_id, wanted, **said)
        case "skipTask":
            await editing.skip_task(tx, data.draw(ids), values={}, **said)
        case "moveTask":
            await editing.move_task(tx, data.draw(ids), after=data.draw(some), **said)
        case "addDependency":
            await editing.add_dependency(tx, data.draw(ids), before=data.draw(ids), **said)
        case "addStart":
            lag = Lag(type=DependencyType.START_TO_START)
            await editing.add_dependency(tx, data.draw(ids), before=data.draw(ids), lag=lag, **said)
        case "removeDependency" if edges:
            edge = data.draw(st.sampled_from(edges))
            first, then = TaskId(order_id, edge["predecessor_n"]), TaskId(order_id, edge["successor_n"])
            await editing.remove_dependency(tx, then, before=first, **said)
        case "rescheduleTask":
            await reschedule_task(tx, data.draw(ids), data.draw(st.sampled_from([None, LATER])), **said)
        case "overrideStart":
            await editing.override_dependencies(tx, data.draw(ids), **said)


async def work(tx: Tx, order_id: ServiceOrderId, data: st.DataObject) -> None:
    """A task is started, done, held or tried again."""
    await store.lock_orders(tx, [order_id])
    numbers = await tx.fetch(
        "SELECT n FROM task WHERE service_order_id = $1 AND state NOT IN ('waiting', 'completed', 'skipped') ORDER BY n",
        order_id,
    )
    if numbers:
        n = data.draw(st.sampled_from([row["n"] for row in numbers]))
        tasks = await store.list_tasks(tx, [TaskId(order_id, n)])
        verb = data.draw(st.sampled_from(["start", "complete", "hold", "retry", "skip"]))
        await apply(tx, moves_of(tasks, verb), by="test", now=T0)


async def check(tx: Tx, order_id: ServiceOrderId, shape: Shape) -> None:
    """The invariants of a plan, and everything above recounted from its tasks."""
    tasks = await tx.fetch("SELECT * FROM task WHERE service_order_id = $1 ORDER BY n", order_id)
    links = await tx.fetch(
        """
        SELECT d.predecessor_n, d.successor_n, coalesce(l.met, false) AS met
          FROM task_dependency AS d
          LEFT JOIN task_lag AS l USING (service_order_id, predecessor_n, successor_n)
         WHERE d.service_order_id = $1
        """,
        order_id,
    )
    successors: dict[int, list[int]] = {row["n"]: [] for row in tasks}
    for link in links:
        successors[link["predecessor_n"]].append(link["successor_n"])
    assert find_cycle(successors) is None
    state = {row["n"]: TaskState(row["state"]) for row in tasks}
    for row in tasks:
        holding = sum(
            link["successor_n"] == row["n"] and not link["met"] and state[link["predecessor_n"]] not in ENDED_WELL
            for link in links
        )
        if state[row["n"]] in (TaskState.WAITING, TaskState.READY):
            assert row["open_predecessors"] == holding
            if state[row["n"]] is TaskState.READY:  # it may have been started in spite of its date
                assert holding == 0
            else:
                assert holding > 0 or row["not_before"] == LATER
    model = Model(
        Shape(
            items=shape.items,
            domain_orders=shape.domain_orders,
            tasks=tuple((row["domain_order_n"], "manual" if row["kind"] == "manual" else "automated") for row in tasks),
        )
    )
    model.states = [state[row["n"]] for row in tasks]
    assert await stored(tx, order_id) == expected(model)
    assert await counter_drift(tx) == []
    plan = await tx.fetchrow("SELECT total_tasks FROM orchestration_plan WHERE service_order_id = $1", order_id)
    assert plan["total_tasks"] == len(tasks)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_after_any_edits_the_plan_is_one_that_could_have_been_made_so(db: Database, data: st.DataObject) -> None:
    """NEW-20, PLN-07, PLN-08, STM-06: no circle, nothing started waits, every state is what a recount gives; an edit
    that is refused changes nothing, each other one makes the next version."""
    shape = data.draw(shapes())
    async with db.transaction() as tx:
        order_id = await plant(tx, shape)
    version = 1
    for _ in range(data.draw(st.integers(1, 10))):
        what = data.draw(st.sampled_from(EDITS))
        try:
            async with db.transaction() as tx:
                if what == "work":
                    await work(tx, order_id, data)
                else:
                    await edit(tx, order_id, what, data)
        except (EditRefused, PlanClosed):
            pass
        async with db.reading() as tx:
            await check(tx, order_id, shape)
            versions = await tx.fetch(
                "SELECT version FROM plan_version WHERE service_order_id = $1 ORDER BY 1", order_id
            )
            now = await tx.fetchval("SELECT version FROM orchestration_plan WHERE service_order_id = $1", order_id)
        assert [row["version"] for row in versions] == list(range(2, now + 1))
        assert now - version in (0, 1)
        version = now
