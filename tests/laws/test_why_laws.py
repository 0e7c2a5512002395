"""Whatever stands, the answer to "why is it not moving?" names what moves it; and nothing is ever stuck."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders_orchestration import T0, Shape, plant
from trunkline.insight.watchdog import stuck_items
from trunkline.insight.why import BlockerKind
from trunkline.insight.why_queries import why_domain_order, why_service_order, why_task
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.state import ENDED_WELL
from trunkline.work.commands import remove_work
from trunkline.work.model import WorkKind


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """One item, up to three domain orders, up to eight tasks with random acyclic dependencies."""
    orders = draw(st.integers(1, 3))
    count = draw(st.integers(orders, 8))
    tasks = tuple((n % orders + 1, draw(st.sampled_from(["automated", "manual"]))) for n in range(count))
    pairs = [(a, b) for a in range(1, count + 1) for b in range(a + 1, count + 1)]
    edges = tuple(sorted(draw(st.sets(st.sampled_from(pairs), max_size=12)))) if pairs else ()
    return Shape(domain_orders=((1, None),) * orders, tasks=tasks, edges=edges)


async def _complete(tx: Tx, task_id: TaskId) -> None:
    await store.lock_orders(tx, [task_id.service_order_id])
    task = await store.get_task(tx, task_id)
    await apply(tx, [step(task, "complete")], by="test", now=T0)


async def _open_tasks(tx: Tx, order_id: ServiceOrderId) -> list[int]:
    rows = await tx.fetch("SELECT n FROM task WHERE service_order_id = $1 AND ended_at IS NULL ORDER BY n", order_id)
    return [row["n"] for row in rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shape=shapes(), data=st.data())
async def test_removing_what_is_named_makes_it_go_on_until_it_ends(db: Database, shape: Shape, data: Any) -> None:
    """NEW-02, NEW-03: at every step, for the order, each open domain order and each open task."""
    async with db.transaction() as tx:
        order_id = await plant(tx, shape)
    for _ in shape.tasks:
        async with db.transaction() as tx:
            assert await stuck_items(tx, [order_id]) == []
            answer = await why_service_order(tx, order_id, now=T0)
            assert not answer.ended
            assert all(b.kind in (BlockerKind.QUEUE, BlockerKind.WORKER) for b in answer.blockers)
            named = {b.subject for b in answer.blockers}
            for n in await _open_tasks(tx, order_id):
                chain = await why_task(tx, TaskId(order_id, n), now=T0)
                assert chain.blockers and {b.subject for b in chain.blockers} <= named
            rows = await tx.fetch(
                "SELECT n FROM domain_order WHERE service_order_id = $1 AND ended_at IS NULL", order_id
            )
            for row in rows:
                part = await why_domain_order(tx, DomainOrderId(order_id, row["n"]), now=T0)
                assert part.blockers and {b.subject for b in part.blockers} <= named
            await _complete(tx, TaskId.read(data.draw(st.sampled_from(sorted(named)))))
    async with db.transaction() as tx:
        end = await why_service_order(tx, order_id, now=T0)
        assert (end.ended, end.blockers, end.state) == (True, [], "completed")
        assert await stuck_items(tx, [order_id]) == []
        states = await tx.fetch("SELECT state FROM task WHERE service_order_id = $1", order_id)
        assert {row["state"] for row in states} <= set(ENDED_WELL)


async def test_what_nothing_moves_is_found(db: Database) -> None:
    """NEW-03: take away the machine work, the person, or count the predecessors wrongly."""
    shape = Shape(tasks=((1, "automated"), (1, "manual"), (1, "manual")), edges=((1, 3),))
    async with db.transaction() as tx:
        order_id = await plant(tx, shape)
        assert await stuck_items(tx) == []
        await remove_work(tx, WorkKind.EXECUTE_TASK, [(order_id, 1)])
        await tx.execute("DELETE FROM worklist WHERE service_order_id = $1 AND task_n = 2", order_id)
        assert [item.number for item in await stuck_items(tx)] == [
            TaskId(order_id, 1).number, TaskId(order_id, 2).number,
        ]  # fmt: skip
        answer = await why_task(tx, TaskId(order_id, 3), now=T0)
        assert [b.kind for b in answer.blockers] == [BlockerKind.NOTHING]
        await tx.execute("UPDATE task SET open_predecessors = 0 WHERE service_order_id = $1 AND n = 3", order_id)
        assert len(await stuck_items(tx)) == 3
