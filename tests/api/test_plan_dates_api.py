"""Dates of a plan over HTTP: slack, and the critical path as things stand."""

from __future__ import annotations

from datetime import timedelta

from builders_api import api
from builders_orchestration import T0, Shape, plant
from trunkline.kit.ids import TaskId
from trunkline.orchestration import store
from trunkline.orchestration.estimating import estimate_plans
from trunkline.orchestration.progress import apply, step
from trunkline.work.model import Claim, WorkKind

HOUR = timedelta(hours=1)


async def test_slack_and_the_critical_path_are_told_and_delaying_a_critical_task_moves_the_end(
    database_url: str,
) -> None:
    """ORC-13: a long task (1) and a short one (2) before the last (3)."""
    shape = Shape(tasks=((1, "manual"),) * 3, edges=((1, 3), (2, 3)))
    async with api(database_url) as client:
        async with client.database.transaction() as tx:
            order_id = await plant(tx, shape)
            for n, start, length, latest in ((1, 0, 4, 0), (2, 0, 1, 3), (3, 4, 1, 4)):
                await tx.execute(
                    """
                    UPDATE task
                       SET duration = $3, planned_start_at = $4, estimated_start_at = $4, planned_end_at = $5,
                           estimated_end_at = $5, latest_start_at = $6
                     WHERE service_order_id = $1 AND n = $2
                    """,
                    order_id, n, length * HOUR, T0 + start * HOUR, T0 + (start + length) * HOUR, T0 + latest * HOUR,
                )  # fmt: skip
            await tx.execute(
                "UPDATE service_order SET estimated_end_at = $2, requested_completion_date = $2 WHERE id = $1",
                order_id, T0 + 5 * HOUR,
            )  # fmt: skip
            await tx.execute("UPDATE domain_order SET estimated_end_at = $1", T0 + 5 * HOUR)
        number = [TaskId(order_id, n).number for n in range(4)]
        where = f"/api/serviceOrders/ORD-{order_id:06d}/plan/dates"
        dates = (await client.get(where)).json()
        assert [task["slackSeconds"] for task in dates["tasks"]] == [0, 3 * 3600, 0]
        assert (dates["criticalPath"], dates["lateBySeconds"]) == ([number[1], number[3]], None)
        async with client.database.transaction() as tx:
            await store.lock_orders(tx, [order_id])
            for n, hours in ((2, 2), (1, 6)):
                task = await store.get_task(tx, TaskId(order_id, n))
                await apply(tx, [step(task, "complete")], by="test", now=T0 + hours * HOUR)
            claim = Claim(kind=WorkKind.ESTIMATE_PLAN, service_order_id=order_id, n=1, attempt=1)
            await estimate_plans(tx, [claim], T0 + 6 * HOUR)
        dates = (await client.get(where)).json()
        assert (dates["lateBySeconds"], dates["criticalPath"]) == (2 * 3600, [number[3]])
        assert [task["slackSeconds"] for task in dates["tasks"]] == [None, None, -2 * 3600]
        assert (await client.get("/api/serviceOrders/ORD-999999/plan/dates")).status_code == 404
