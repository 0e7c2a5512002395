"""An order is cancelled: assessed while nothing begins, declined or granted, undone by a real worker, and over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders_fallout import ADMINISTRATOR, SPECIFICATION, kinds, person, plant_order
from builders_orchestration import T0, Shape
from trunkline.access.model import Role
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CatalogDocument, PlanSpecification, TaskSpecification
from trunkline.catalog.model_plans import PointOfNoReturn, UndoSpecification
from trunkline.insight.watchdog import stuck_items
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration.cancelling import (
    decline_cancellation,
    end_holds,
    grant_cancellation,
    preview_cancellation,
    request_cancellation,
)
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused
from trunkline.orchestration.holding import place_hold
from trunkline.orchestration.queries import counter_drift
from trunkline.orchestration.state import AtExpiry, HoldReason
from trunkline.ordering.errors import CancellationRefused, ReasonRequired
from trunkline.ordering.queries import get_service_order
from trunkline.ordering.state import CancellationState, ServiceOrderState
from trunkline.reactions import react
from trunkline.worker import Worker

DESK = person(Role.SERVICE_ORDER_MANAGER, "olga")
# a row of four, of which the last waits for a person; and a second item beside it, in two steps
SHAPE = Shape(
    items=(None, None),
    domain_orders=((1, None), (2, None)),
    tasks=((1, "automated"), (1, "automated"), (1, "automated"), (1, "manual"), (2, "automated"), (2, "manual")),
    edges=((1, 2), (2, 3), (3, 4), (5, 6)),
)


class Far:
    """Does what it is asked, in a log, and refuses what it is told to."""

    def __init__(self, *refuses: str) -> None:
        self.refuses = set(refuses)
        self.log: list[str] = []

    async def execute(self, call: ExecutionCall) -> Answer:
        """Refuses or is done."""
        if call.key in self.refuses:
            return Refused(error_class="partial", message=f"not all of {call.key}", retryable=False)
        self.log.append(call.key)
        return Completed()


async def _planted(database: Database, *, hard: str | None = None) -> ServiceOrderId:
    order = await plant_order(database, SHAPE)
    tasks = tuple(
        TaskSpecification(
            key=f"t{n}", name=f"Task {n}", kind="automated", executor="far",
            point_of_no_return=PointOfNoReturn.HARD if f"t{n}" == hard else PointOfNoReturn.NONE,
            undo=None if f"t{n}" == hard else UndoSpecification(name=f"Undo {n}", executor="far"))
        for n in range(1, 7)
    )  # fmt: skip
    plan = PlanSpecification(id="plan", specification="spec", tasks=tasks)
    document = CatalogDocument(catalog="test", specifications=(SPECIFICATION,), plans=(plan,))
    async with database.transaction() as tx:
        await load_documents(tx, [document], by=ADMINISTRATOR, now=T0)
        await tx.execute("UPDATE domain_order SET plan_specification = 'plan@1'")
        await tx.execute("UPDATE task SET executor = 'far' WHERE kind = 'automated'")
    return order


async def _states(database: Database, order: ServiceOrderId) -> tuple[str, list[str]]:
    """Of the order and its items; on the way nothing is stuck and every counter is right."""
    async with database.reading() as tx:
        assert await counter_drift(tx) == []
        assert await stuck_items(tx) == []
        found = await get_service_order(tx, order)
    return found.state.value, [item.state.value for item in found.items]


async def _ask(database: Database, order: ServiceOrderId, items: list[int] | None = None) -> None:
    async with database.transaction() as tx:
        await request_cancellation(tx, order, reason="customer withdrew", items=items, by=DESK, now=T0)


async def test_while_it_is_assessed_nothing_begins_and_a_declined_order_goes_on(database_url: str) -> None:
    """STM-05: back to in progress; everything that was held goes on."""
    database = await Database.connect(database_url, react=react)
    try:
        order, far = await _planted(database), Far()
        with pytest.raises(ReasonRequired):
            async with database.transaction() as tx:
                await request_cancellation(tx, order, reason=" ", by=DESK, now=T0)
        await _ask(database, order)
        worker = Worker(database, far, clock=lambda: T0)
        await worker.drain()
        assert (await _states(database, order))[0] == "assessingCancellation"
        assert far.log == []
        with pytest.raises(CancellationRefused):
            await _ask(database, order)
        async with database.transaction() as tx:
            declined = await decline_cancellation(tx, order, note="it is nearly done", by=DESK, now=T0)
        assert declined.state is CancellationState.TERMINATED_WITH_ERROR
        assert (await _states(database, order))[0] == "inProgress"
        await worker.drain()
        assert far.log == ["t1", "t5", "t2", "t3"]
    finally:
        await database.close()


async def test_a_cancelled_order_undoes_what_was_done_in_reverse_and_leaves_nothing_open(database_url: str) -> None:
    """STM-05, CAN-05, NEW-03: what was done in part is undone too; its fallout and its holds end with it."""
    database = await Database.connect(database_url, react=react)
    try:
        order, far = await _planted(database), Far("t3")
        worker = Worker(database, far, clock=lambda: T0)
        await worker.drain()
        async with database.transaction() as tx:
            await place_hold(tx, order, reason_code=HoldReason.PAYMENT_ISSUE, note="unpaid", by=ADMINISTRATOR, now=T0)
        await _ask(database, order)
        async with database.reading() as tx:
            plan = await preview_cancellation(tx, await get_service_order(tx, order))
        assert (plan.obstacles, plan.possible) == ([], (1, 2))
        assert [step.task.key for step in plan.undoing.steps if step.place > 1] == ["t2", "t1"]
        assert {step.task.key for step in plan.undoing.steps} == {"t1", "t2", "t3", "t5"}
        assert {task.key for task in plan.withdrawn} | {task.key for task in plan.taken_away} == {"t3", "t4", "t6"}
        async with database.transaction() as tx:
            await grant_cancellation(tx, order, by=DESK, now=T0)
        assert await _states(database, order) == ("pendingCancellation", ["pendingCancellation"] * 2)
        far.log.clear()
        await worker.drain()
        assert sorted(far.log) == ["undo:t1", "undo:t2", "undo:t3", "undo:t5"]
        assert far.log.index("undo:t3") < far.log.index("undo:t2") < far.log.index("undo:t1")
        assert await _states(database, order) == ("cancelled", ["cancelled", "cancelled"])
        async with database.reading() as tx:
            assert await tx.fetchval("SELECT count(*) FROM task WHERE ended_at IS NULL") == 0
            assert await tx.fetchval("SELECT count(*) FROM worklist") == 0
            assert await tx.fetchval("SELECT count(*) FROM hold WHERE released_at IS NULL") == 0
            assert await tx.fetchval("SELECT min(state) FROM fallout") == "cancelled"
            assert {r[0] for r in await tx.fetch("SELECT state FROM domain_order")} == {"cancelled"}
            assert await tx.fetchval("SELECT state FROM cancellation") == "done"
            assert (await get_service_order(tx, order)).body["cancellationReason"] == "customer withdrew"
            assert "CancellationEnded" in await kinds(tx, order)
    finally:
        await database.close()


async def test_past_the_point_of_no_return_it_is_refused_by_name_and_the_other_items_can_be_cancelled(
    database_url: str,
) -> None:
    """STM-05, STM-04: the order goes on with what cannot be cancelled, and ends partial."""
    database = await Database.connect(database_url, react=react)
    try:
        order, far = await _planted(database, hard="t2"), Far()
        worker = Worker(database, far, clock=lambda: T0)
        await worker.drain()
        await _ask(database, order)
        async with database.transaction() as tx:
            with pytest.raises(CancellationRefused) as refused:
                await grant_cancellation(tx, order, by=DESK, now=T0)
        assert any("point of no return" in problem.what for problem in refused.value.problems)
        async with database.reading() as tx:
            assert (await preview_cancellation(tx, await get_service_order(tx, order))).possible == (2,)
        async with database.transaction() as tx:
            await grant_cancellation(tx, order, items=[2], by=DESK, now=T0)
        await worker.drain()
        assert await _states(database, order) == ("inProgress", ["inProgress", "cancelled"])
        async with database.transaction() as tx:
            assert await tx.fetchval("SELECT state FROM cancellation") == "done"
            assert await tx.fetchval("SELECT count(*) FROM worklist") == 1
    finally:
        await database.close()


async def test_what_was_waited_for_does_not_come_and_the_cancellation_is_assessed(database_url: str) -> None:
    """STM-05, STM-03: after the time that the hold says."""
    database = await Database.connect(database_url, react=react)
    try:
        order = await _planted(database)
        async with database.transaction() as tx:
            await place_hold(
                tx, order, reason_code=HoldReason.AWAITING_INFORMATION, note="the floor plan", by=ADMINISTRATOR, now=T0,
                expires_at=T0 + timedelta(days=2), at_expiry=AtExpiry.ASSESS_CANCELLATION,
            )  # fmt: skip
        for days, state in ((1, ServiceOrderState.HELD), (3, ServiceOrderState.ASSESSING_CANCELLATION)):
            async with database.transaction() as tx:
                await end_holds(tx, T0 + timedelta(days=days))
            assert (await _states(database, order))[0] == state
        async with database.transaction() as tx:
            reason = (await get_service_order(tx, order)).state_reason or ""
            assert "the floor plan" in reason
            await grant_cancellation(tx, order, by=DESK, now=T0)
        assert (await _states(database, order))[0] == "cancelled"
    finally:
        await database.close()
