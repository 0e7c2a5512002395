"""Completed work is taken back by a real worker and the simulator: in reverse, once, and then done again or ended."""

from __future__ import annotations

import msgspec

from builders_fallout import ADMINISTRATOR, MANAGER, SPECIFICATION, plant_order, task_rows
from builders_orchestration import T0, Shape
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CatalogDocument, PlanSpecification, TaskSpecification
from trunkline.catalog.model_plans import PointOfNoReturn, UndoSpecification
from trunkline.fallout.queries import OPEN, get_fallout, list_fallouts
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import Resolution
from trunkline.insight.watchdog import stuck_items
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration.errors import RollBackRefused
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused
from trunkline.orchestration.queries import counter_drift
from trunkline.orchestration.store import lock_orders
from trunkline.orchestration.taking_back import AfterUndo
from trunkline.orchestration.withdrawing import withdraw_domain_orders
from trunkline.reactions import react
from trunkline.worker import Worker

ROW = Shape(tasks=((1, "automated"),) * 4, edges=((1, 2), (2, 3), (3, 4)))


def _plan(ponr: int | None = None) -> PlanSpecification:
    tasks = tuple(
        TaskSpecification(
            key=f"t{n}", name=f"Task {n}", kind="automated", executor="far",
            point_of_no_return=PointOfNoReturn.HARD if n == ponr else PointOfNoReturn.NONE,
            undo=None if n == ponr else UndoSpecification(name=f"Undo {n}", executor="far"))
        for n in (1, 2, 3, 4)
    )  # fmt: skip
    return PlanSpecification(id="plan", specification="spec", tasks=tasks)


async def _planted(database: Database, plan: PlanSpecification, shape: Shape = ROW) -> ServiceOrderId:
    order = await plant_order(database, shape)
    document = CatalogDocument(catalog="test", specifications=(SPECIFICATION,), plans=(plan,))
    async with database.transaction() as tx:
        await load_documents(tx, [document], by=ADMINISTRATOR, now=T0)
        await tx.execute("UPDATE domain_order SET plan_specification = 'plan@1'")
        await tx.execute("UPDATE task SET executor = 'far' WHERE kind = 'automated'")
    return order


class Far:
    """Does and undoes, says in which order, and refuses what it is told to."""

    def __init__(self, *refuses: str) -> None:
        self.refuses = set(refuses)
        self.log: list[str] = []
        self.keys: list[str] = []

    async def execute(self, call: ExecutionCall) -> Answer:
        """Refuses or is done."""
        if call.key in self.refuses:
            return Refused(error_class="refused", message=f"no {call.key}", retryable=False)
        self.log.append(call.key)
        self.keys.append(call.idempotency_key)
        return Completed()


async def _sound(database: Database) -> None:
    async with database.reading() as tx:
        assert await counter_drift(tx) == []
        assert await stuck_items(tx) == []


async def test_work_is_undone_in_reverse_and_done_again_and_the_fallout_is_resolved_by_that(database_url: str) -> None:
    """FAL-07, FAL-08, NEW-07: and an undo that fails has a fallout of its own."""
    database = await Database.connect(database_url, react=react)
    try:
        order, far = await _planted(database, _plan()), Far("t4", "undo:t2")
        worker = Worker(database, far, clock=lambda: T0)
        await worker.drain()
        async with database.transaction() as tx:
            (view,) = await list_fallouts(tx, OPEN)
            mended = await resolve_fallout(
                tx, view.fallout.id, resolution=Resolution.ROLL_BACK, note="wrong rack", back_to=TaskId(order, 2),
                by=MANAGER, now=T0)  # fmt: skip
            assert mended.state == "resolving"
            assert (await task_rows(tx, order, [4]))[0][0] == "waiting"
        await _sound(database)
        far.refuses = {"undo:t2"}
        await worker.drain()
        await _sound(database)
        async with database.transaction() as tx:
            states = {view.fallout.task_n: view for view in await list_fallouts(tx, OPEN)}
            (undo,) = (found for n, found in states.items() if n > 4)
            assert undo.fallout.message == "no undo:t2"
            assert far.log == ["t1", "t2", "t3", "undo:t3"]
            await resolve_fallout(tx, undo.fallout.id, resolution=Resolution.RETRY, by=MANAGER, now=T0)
        far.refuses = set()
        await worker.drain()
        assert far.log == ["t1", "t2", "t3", "undo:t3", "undo:t2", "t2", "t3", "t4"]
        assert len(set(far.keys)) == len(far.keys)
        async with database.reading() as tx:
            assert (await get_fallout(tx, view.fallout.id)).fallout.state == "resolved"
            assert await tx.fetchval("SELECT state FROM service_order WHERE id = $1", order) == "completed"
            ledger = await tx.fetch("SELECT n, state FROM effect WHERE purpose = 'do' AND n < 4 ORDER BY n")
            assert [row["state"] for row in ledger] == ["answered", "compensated", "compensated"]
        await _sound(database)
    finally:
        await database.close()


async def test_past_the_point_of_no_return_nothing_is_undone_and_before_it_the_branch_can_end(
    database_url: str,
) -> None:
    """FAL-07: what cannot be taken back is named; a branch that ends fails its domain order once all is undone."""
    database = await Database.connect(database_url, react=react)
    try:
        order, far = await _planted(database, _plan(ponr=1)), Far("t4")
        worker = Worker(database, far, clock=lambda: T0)
        await worker.drain()
        async with database.transaction() as tx:
            (view,) = await list_fallouts(tx, OPEN)
        refused = None
        try:
            async with database.transaction() as tx:
                await resolve_fallout(tx, view.fallout.id, resolution=Resolution.ROLL_BACK, note="all of it",
                                      back_to=TaskId(order, 1), by=MANAGER, now=T0)  # fmt: skip
        except RollBackRefused as error:
            refused = error
        assert refused is not None
        assert [problem.item for problem in refused.problems] == [TaskId(order, 1).number]
        async with database.transaction() as tx:
            ended = await resolve_fallout(
                tx, view.fallout.id, resolution=Resolution.ROLL_BACK, note="no way on", back_to=TaskId(order, 2),
                then=AfterUndo.END, by=MANAGER, now=T0)  # fmt: skip
            assert ended.state == "resolved"
            assert await tx.fetchval("SELECT state FROM domain_order") == "inProgress"
        await worker.drain()
        await _sound(database)
        assert far.log == ["t1", "t2", "t3", "undo:t3", "undo:t2"]
        async with database.reading() as tx:
            assert await tx.fetchval("SELECT state FROM domain_order") == "failed"
    finally:
        await database.close()


async def test_a_withdrawn_domain_order_is_cancelled_when_what_was_done_for_it_is_undone(database_url: str) -> None:
    """CAN-05: undo tasks run in reverse dependency order; the rest of the order goes on."""
    database = await Database.connect(database_url, react=react)
    try:
        shape = msgspec.structs.replace(
            ROW, domain_orders=((1, None), (1, None)), tasks=(*ROW.tasks, (2, "manual")), edges=ROW.edges
        )
        order, far = await _planted(database, _plan(), shape), Far("t3")
        worker = Worker(database, far, clock=lambda: T0)
        await worker.drain()
        async with database.transaction() as tx:  # what failed is put back, and not begun again
            (view,) = await list_fallouts(tx, OPEN)
            await resolve_fallout(tx, view.fallout.id, resolution=Resolution.RETRY, by=MANAGER, now=T0)
            await lock_orders(tx, [order])
            await withdraw_domain_orders(tx, order, [1], reason="not wanted", by="test", now=T0)
            assert await tx.fetchval("SELECT state FROM domain_order WHERE n = 1") == "pendingCancellation"
        await _sound(database)
        await worker.drain()
        await _sound(database)
        assert far.log == ["t1", "t2", "undo:t2", "undo:t1"]
        async with database.reading() as tx:
            rows = await tx.fetch("SELECT state FROM domain_order ORDER BY n")
            assert [row["state"] for row in rows] == ["cancelled", "inProgress"]
    finally:
        await database.close()
