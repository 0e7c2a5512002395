"""Law of test and repair: however tests fail, a domain order completes only after a passed last test of each row, and
no row has more repairs than the catalog allows."""

from __future__ import annotations

import random

import pytest

from builders_fallout import ADMINISTRATOR, MANAGER, SPECIFICATION, plant_order
from builders_orchestration import T0, Shape
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    CatalogDocument,
    Condition,
    DataField,
    PlanSpecification,
    RepairSpecification,
    TaskSpecification,
    TaskTest,
)
from trunkline.fallout.queries import OPEN, list_fallouts
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import Resolution
from trunkline.kit.db import Database
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration.commands import complete_task, skip_task
from trunkline.orchestration.errors import DataMissing, TestNeeded
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused
from trunkline.orchestration.queries import counter_drift, get_domain_order
from trunkline.orchestration.state import DomainOrderState, TaskState
from trunkline.reactions import react
from trunkline.worker import Worker

# build, an automated test (the executor's no) and a person's test (by a value) beside it, hand over
ROW = Shape(tasks=((1, "automated"), (1, "automated"), (1, "manual"), (1, "automated")),
            edges=((1, 2), (1, 3), (2, 4), (3, 4)))  # fmt: skip
FAST = Condition(characteristic="speed", at_least=100)


def catalog(rounds: int) -> CatalogDocument:
    """A plan with two tests that are repaired so often at most: one by a person, one by a machine."""

    def automated(key: str) -> TaskSpecification:
        return TaskSpecification(key=key, name=key, kind="automated", executor="far", assignment_group="desk")

    by_hand = RepairSpecification(name="Repair by hand", assignment_group="desk")
    by_machine = RepairSpecification(name="Reset", kind="automated", executor="far")
    tasks = (
        automated("t1"),
        TaskSpecification(key="t2", name="Ping", kind="automated", executor="far", assignment_group="desk",
                          test=TaskTest(repair=by_hand, rounds=rounds)),
        TaskSpecification(key="t3", name="Speed test", assignment_group="desk", data=(DataField(characteristic="speed"),),
                          test=TaskTest(passed=FAST, repair=by_machine, rounds=rounds)),
        automated("t4"),
    )  # fmt: skip
    plan = PlanSpecification(id="plan", specification="spec", tasks=tasks)
    return CatalogDocument(catalog="test", specifications=(SPECIFICATION,), plans=(plan,))


class Far:
    """A domain system whose ping fails as the dice say; everything else is done."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.keys = dice, set[str]()

    async def execute(self, call: ExecutionCall) -> Answer:
        """A test under a key that was answered before would be no test."""
        assert call.idempotency_key not in self.keys
        self.keys.add(call.idempotency_key)
        if call.key == "t2" and self.dice.random() < 0.6:
            return Refused(error_class="refused", message="no reply", exchange={"answer": "no"})
        return Completed()


@pytest.mark.parametrize("seed", range(6))
async def test_a_domain_order_completes_only_after_passed_tests(database_url: str, seed: int) -> None:
    """TSK-11, NEW-07, FAL-13."""
    dice = random.Random(seed)
    rounds = dice.randint(0, 2)
    database = await Database.connect(database_url, react=react)
    try:
        order = await plant_order(database, ROW)
        async with database.transaction() as tx:
            await load_documents(tx, [catalog(rounds)], by=ADMINISTRATOR, now=T0)
            await tx.execute("UPDATE domain_order SET plan_specification = 'plan@1'")
            await tx.execute("UPDATE task SET executor = 'far' WHERE kind = 'automated'")
        worker = Worker(database, Far(dice), clock=lambda: T0)
        for _ in range(60):
            await worker.drain()
            await _check(database, order, rounds)
            if not await _work_by_hand(database, order, dice):
                break
        async with database.reading() as tx:
            assert (await get_domain_order(tx, DomainOrderId(order, 1))).state is DomainOrderState.COMPLETED
            assert await counter_drift(tx) == []
    finally:
        await database.close()


async def _work_by_hand(database: Database, order: ServiceOrderId, dice: random.Random) -> bool:
    """A person does what is on the list, badly at first, and tries held tests again; False when nothing is left."""
    async with database.transaction() as tx:
        rows = await tx.fetch(
            "SELECT n, key FROM task WHERE service_order_id = $1 AND state = 'ready' AND kind = 'manual'", order
        )
        for row in rows:
            values = {"speed": dice.choice([10, 500])} if row["key"] == "t3" else {}
            await complete_task(tx, TaskId(order, row["n"]), values=values, by=ADMINISTRATOR, now=T0)
    async with database.reading() as tx:
        fallouts = [view.fallout for view in await list_fallouts(tx, OPEN)]
    for fallout in fallouts:
        async with database.transaction() as tx:
            assert fallout.cause == "testFailed"
            with pytest.raises(TestNeeded):
                await skip_task(tx, fallout.task_id, values={}, by="maria", now=T0)
            mended = await resolve_fallout(tx, fallout.id, resolution=Resolution.RETRY, by=MANAGER, now=T0)
            assert mended.state == "resolving"  # not resolved until it is passed, by whomever it is done
    return bool(rows or fallouts)


async def _check(database: Database, order: ServiceOrderId, rounds: int) -> None:
    async with database.reading() as tx:
        tasks = await tx.fetch("SELECT n, key, name, state FROM task WHERE service_order_id = $1 ORDER BY n", order)
        state = (await get_domain_order(tx, DomainOrderId(order, 1))).state
        last = {row["key"]: row for row in tasks}
        tests = {
            row["n"]: row for row in await tx.fetch("SELECT * FROM task_test WHERE service_order_id = $1", order)
        }  # fmt: skip
    for key in ("t2", "t3"):
        row = [task for task in tasks if task["key"] == key]
        assert len([task for task in tasks if task["key"] == f"repair:{key}"]) == len(row) - 1 <= rounds
        for task in row[:-1]:
            assert task["state"] == "completed" and tests[task["n"]]["passed"] is False
        final = row[-1]
        assert (final["state"] == "completed") is (final["n"] in tests and tests[final["n"]]["passed"] is True)
        if final["state"] != "completed":
            assert last["t4"]["state"] == TaskState.WAITING and state is not DomainOrderState.COMPLETED
    for row in (tests[n] for n in tests if tests[n]["repair_n"]):
        repair = next(task for task in tasks if task["n"] == row["repair_n"])
        assert repair["name"].endswith(f"(repair of {TaskId(order, row['n']).number})")


async def test_a_failed_test_is_completed_by_hand_only_with_values_that_pass(database_url: str) -> None:
    """TSK-11, NEW-22: and one without rounds left is a fallout at once."""
    database = await Database.connect(database_url, react=react)
    try:
        order = await plant_order(database, ROW)
        async with database.transaction() as tx:
            await load_documents(tx, [catalog(0)], by=ADMINISTRATOR, now=T0)
            await tx.execute("UPDATE domain_order SET plan_specification = 'plan@1'")
            await tx.execute("UPDATE task SET state = 'ready', open_predecessors = 0 WHERE n = 3")
            await complete_task(tx, TaskId(order, 3), values={"speed": 5}, by=ADMINISTRATOR, now=T0)
        async with database.transaction() as tx:
            (view,) = await list_fallouts(tx, OPEN)
            assert (view.fallout.cause, view.task_state) == ("testFailed", "held")
        with pytest.raises(DataMissing, match="not passed"):
            async with database.transaction() as tx:
                await resolve_fallout(
                    tx, view.fallout.id, resolution=Resolution.COMPLETE_BY_HAND, note="measured", by=MANAGER, now=T0
                )
        async with database.transaction() as tx:
            mended = await resolve_fallout(
                tx,
                view.fallout.id,
                resolution=Resolution.COMPLETE_BY_HAND,
                note="measured",
                values={"speed": 400},
                by=MANAGER,
                now=T0,
            )
            assert mended.state == "resolved"
    finally:
        await database.close()
