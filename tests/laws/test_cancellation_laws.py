"""At whatever moment a plan is cancelled, it ends with everything closed, and what was done is undone exactly once."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders_fallout import ADMINISTRATOR, SPECIFICATION
from builders_orchestration import T0, Shape, plant
from builders_progress import shapes
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import CatalogDocument, PlanSpecification, TaskSpecification
from trunkline.catalog.model_plans import UndoSpecification
from trunkline.insight.watchdog import stuck_items
from trunkline.insight.why_queries import why_service_order
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.cancelling import (
    decline_cancellation,
    grant_cancellation,
    preview_cancellation,
    request_cancellation,
)
from trunkline.orchestration.holding import place_hold
from trunkline.orchestration.progress import apply, moves_of
from trunkline.orchestration.queries import counter_drift
from trunkline.orchestration.state import TASK_LIFECYCLE, HoldReason, HoldScope, TaskState
from trunkline.ordering.queries import get_service_order
from trunkline.reactions import react

VERBS = ("start", "complete", "complete", "complete")
TASKS = tuple(
    TaskSpecification(
        key=f"t{n}",
        name=f"Task {n}",
        assignment_group="desk",
        undo=UndoSpecification(name=f"Undo {n}", kind="manual", assignment_group="desk"),
    )
    for n in range(1, 30)
)
PLAN = PlanSpecification(id="plan", specification="spec", tasks=TASKS)


async def _planted(database: Database, shape: Shape) -> ServiceOrderId:
    async with database.transaction() as tx:
        if not await tx.fetchval("SELECT EXISTS (SELECT FROM service_order)"):
            document = CatalogDocument(catalog="test", specifications=(SPECIFICATION,), plans=(PLAN,))
            await load_documents(tx, [document], by=ADMINISTRATOR, now=T0)
        order = await plant(tx, shape)
        await tx.execute("UPDATE domain_order SET plan_specification = 'plan@1' WHERE service_order_id = $1", order)
    return order


async def _move(tx: Tx, order: ServiceOrderId, numbers: set[int], verb: str) -> None:
    await store.lock_orders(tx, [order])
    tasks = await store.list_tasks(tx, [TaskId(order, n) for n in sorted(numbers)])
    await apply(tx, moves_of([t for t in tasks if TASK_LIFECYCLE.allows(verb, t.state)], verb), by="test", now=T0)


async def _states(tx: Tx, order: ServiceOrderId) -> dict[int, TaskState]:
    rows = await tx.fetch("SELECT n, state FROM task WHERE service_order_id = $1", order)
    return {row["n"]: TaskState(row["state"]) for row in rows}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_cancelled_at_any_moment_all_of_it_is_closed_and_what_was_done_is_undone_once(
    database_url: str, data: st.DataObject
) -> None:
    """STM-05, STM-06, CAN-05, NEW-02, NEW-03: or it is said what stands against it, and it goes on where it stood."""
    shape = data.draw(shapes())
    database = await Database.connect(database_url, react=react)
    try:
        order = await _planted(database, shape)
        count = len(shape.tasks)
        for _ in range(data.draw(st.integers(0, 6))):
            verb = data.draw(st.sampled_from(VERBS))
            async with database.transaction() as tx:
                able = [n for n, state in (await _states(tx, order)).items() if TASK_LIFECYCLE.allows(verb, state)]
                if able:
                    await _move(tx, order, data.draw(st.sets(st.sampled_from(sorted(able)), min_size=1)), verb)
        async with database.transaction() as tx:
            found = await get_service_order(tx, order)
            if found.state == "completed":
                return
            if data.draw(st.booleans()):
                scope, n = data.draw(st.sampled_from([(HoldScope.SERVICE_ORDER, 0), (HoldScope.ITEM, 1)]))
                if found.item(1).state not in ("completed", "cancelled", "partial") or n == 0:
                    await place_hold(tx, order, scope=scope, scope_n=n, reason_code=HoldReason.OTHER, note="wait",
                                     by=ADMINISTRATOR, now=T0)  # fmt: skip
            before = await _states(tx, order)
            stood = (await get_service_order(tx, order)).state
            over = {item.id.n for item in found.items if item.parent_n is None and item.state == "completed"}
            kept = {  # what belongs to an item that had ended stays as it is
                n
                for n, (domain_order, _) in enumerate(shape.tasks, start=1)
                if over & set(shape.item_chain(shape.domain_orders[domain_order - 1][0]))
            }
        async with database.transaction() as tx:
            await request_cancellation(tx, order, reason="not wanted", by=ADMINISTRATOR, now=T0)
            plan = await preview_cancellation(tx, await get_service_order(tx, order))
            assert await counter_drift(tx) == []
            assert await stuck_items(tx, [order]) == []
        if plan.obstacles:
            async with database.transaction() as tx:
                await decline_cancellation(tx, order, note="it cannot be", by=ADMINISTRATOR, now=T0)
                assert (await get_service_order(tx, order)).state == stood
                assert await _states(tx, order) == before
                assert await counter_drift(tx) == []
            return
        async with database.transaction() as tx:
            await grant_cancellation(tx, order, by=ADMINISTRATOR, now=T0)
        for _ in range(count + 1):  # every round undoes what can be undone now
            async with database.transaction() as tx:
                assert await counter_drift(tx) == []
                assert await stuck_items(tx, [order]) == []
                ready = {n for n, state in (await _states(tx, order)).items() if state is TaskState.READY}
                if not ready:
                    break
                assert min(ready) > count  # nothing of the plan itself goes on
                assert (await why_service_order(tx, order, now=T0)).blockers
                await _move(tx, order, ready, "complete")
        async with database.reading() as tx:
            after = await _states(tx, order)
            done = {n for n, state in before.items() if state is TaskState.COMPLETED} - kept
            rows = await tx.fetch("SELECT n, undo_n FROM task_taken_back WHERE service_order_id = $1", order)
            assert {row["n"] for row in rows} == done
            assert sorted(row["undo_n"] for row in rows) == sorted(n for n in after if n > count)
            assert {n: state for n, state in after.items() if n <= count} == {
                n: TaskState.COMPLETED if n in done | kept else TaskState.CANCELLED for n in before
            }
            assert all(after[row["undo_n"]] is TaskState.COMPLETED for row in rows)
            ended = await get_service_order(tx, order)
            assert ended.state == ("partial" if over else "cancelled")
            assert {i.state for i in ended.items if i.parent_n is None and i.id.n not in over} == {"cancelled"}
            for left in ("work WHERE kind IN ('executeTask', 'followUpTask', 'undoTask') AND", "worklist WHERE", "waiting_branch WHERE", "hold WHERE released_at IS NULL AND",
                         "cancellation WHERE state <> 'done' AND", "domain_order WHERE ended_at IS NULL AND"):  # fmt: skip
                assert await tx.fetchval(f"SELECT count(*) FROM {left} service_order_id = $1", order) == 0, left
    finally:
        await database.close()
