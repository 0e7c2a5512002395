"""A domain system refuses, a person mends it, the order completes: the whole way of a fallout with a real worker."""

from __future__ import annotations

import msgspec

from builders_fallout import ADMINISTRATOR, FULFILLER, MANAGER, PLAN, SPECIFICATION, task_rows
from builders_fallout import plant_order_with_catalog as plant_order
from builders_orchestration import T0
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CatalogDocument, Condition
from trunkline.fallout.queries import OPEN, get_fallout, list_fallouts
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import Resolution
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId
from trunkline.orchestration.commands import complete_task
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused
from trunkline.orchestration.queries import counter_drift
from trunkline.reactions import react
from trunkline.worker import Worker


class Moody:
    """An executor that refuses the tasks named in `refuses`."""

    def __init__(self, *refuses: int) -> None:
        self.refuses = set(refuses)
        self.asked: list[int] = []

    async def execute(self, call: ExecutionCall) -> Answer:
        """Refuses or is done."""
        self.asked.append(call.task_id.n)
        if call.task_id.n in self.refuses:
            return Refused(error_class="refused", message=f"port ge-0/0/{call.task_id.n} is in use", retryable=False)
        return Completed()


async def test_what_a_domain_system_refuses_a_person_mends_and_the_order_completes(database_url: str) -> None:
    """FAL-02, FAL-06, FAL-08, FAL-13: one fallout for each task that failed; a retry runs it again; all ends well."""
    database = await Database.connect(database_url, react=react)
    try:
        order = await plant_order(database)
        executor = Moody(1, 4)
        worker = Worker(database, executor, clock=lambda: T0)
        await worker.drain()
        async with database.transaction() as tx:
            failed = await list_fallouts(tx, OPEN)
            assert [view.fallout.task_n for view in failed] == [1, 4]
            assert await tx.fetchval("SELECT state FROM service_order WHERE id = $1", order) == "held"
            for view in failed:
                await resolve_fallout(tx, view.fallout.id, resolution=Resolution.RETRY, by=MANAGER, now=T0)
        executor.refuses = {4}
        await worker.drain()
        async with database.transaction() as tx:
            (again,) = await list_fallouts(tx, OPEN)
            assert (again.fallout.task_n, again.fallout.id.n, again.fallout.state) == (4, 2, "open")
            assert (again.fallout.outcome, again.fallout.failed_again) == ("stillFailing", 1)
            first = await get_fallout(tx, failed[0].fallout.id)
            assert first.fallout.state == "resolved"  # proven by the task, which has ended
            await resolve_fallout(tx, again.fallout.id, resolution=Resolution.RETRY, by=MANAGER, now=T0)
            await complete_task(tx, TaskId(order, 3), values={}, by=FULFILLER, now=T0)
        executor.refuses = set()
        await worker.drain()
        async with database.reading() as tx:
            assert {row[0] for row in await task_rows(tx, order, [1, 2, 3, 4])} == {"completed"}
            assert await tx.fetchval("SELECT state FROM service_order WHERE id = $1", order) == "completed"
            assert await list_fallouts(tx, OPEN) == []
            assert await counter_drift(tx) == []
        assert sorted(executor.asked) == [1, 1, 2, 4, 4, 4]
    finally:
        await database.close()


class Says:
    """An executor that says it is done, with these values."""

    def __init__(self) -> None:
        self.values: dict[str, object] = {}

    async def execute(self, call: ExecutionCall) -> Answer:
        """Done."""
        return Completed(values=self.values if call.task_id.n == 1 else {})


async def test_what_is_said_to_be_done_and_is_not_stays_a_fallout_until_its_post_condition_holds(
    database_url: str,
) -> None:
    """NEW-07, FAL-08: done without the speed is no success, at first and after each retry with nothing fixed."""
    database = await Database.connect(database_url, react=react)
    try:
        order = await plant_order(database)
        wanted = Condition(characteristic="speed", at_least=100)
        first = msgspec.structs.replace(PLAN.tasks[0], post_condition=wanted)
        document = CatalogDocument(
            catalog="test",
            specifications=(SPECIFICATION,),
            plans=(msgspec.structs.replace(PLAN, version=2, tasks=(first, *PLAN.tasks[1:])),),
        )
        async with database.transaction() as tx:
            await load_documents(tx, [document], by=ADMINISTRATOR, now=T0)
            await tx.execute("UPDATE domain_order SET plan_specification = 'plan@2' WHERE service_order_id = $1", order)
            await tx.execute(
                "UPDATE orchestration_plan SET catalog_revision = (SELECT last_value FROM catalog_revision)"
            )
        executor = Says()
        worker = Worker(database, executor, clock=lambda: T0)
        for times in (0, 1, 2):
            await worker.drain()
            async with database.transaction() as tx:
                (view,) = await list_fallouts(tx, OPEN)
                fallout = view.fallout
                assert (fallout.state, fallout.cause, fallout.failed_again) == ("open", "postConditionFailed", times)
                mended = await resolve_fallout(tx, fallout.id, resolution=Resolution.RETRY, by=MANAGER, now=T0)
                assert mended.state == "resolving"
        executor.values = {"speed": 200}
        await worker.drain()
        async with database.reading() as tx:
            assert (await get_fallout(tx, fallout.id)).fallout.state == "resolved"
            assert (await task_rows(tx, order, [1]))[0][0] == "completed"
    finally:
        await database.close()
