"""Jeopardy: levels by the share of time used, dates at risk before anything is late, acknowledgement."""

from __future__ import annotations

from datetime import datetime, timedelta

from builders_orchestration import T0, Shape, plant
from builders_ordering import actor
from trunkline.access.model import Role
from trunkline.jeopardy.commands import watch_clocks, watch_due_dates
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import HoldId, ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.clock_queries import read_task_clocks
from trunkline.orchestration.estimating import estimate_plans
from trunkline.orchestration.holding import place_hold, release_hold
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.state import HoldReason, HoldScope
from trunkline.work.commands import claim_work
from trunkline.work.model import WorkKind

HOUR = timedelta(hours=1)


async def _plant(tx: Tx, tasks: int = 1) -> ServiceOrderId:
    order_id = await plant(tx, Shape(tasks=((1, "manual"),) * tasks))
    await tx.execute("UPDATE task SET duration = '10 hours' WHERE service_order_id = $1", order_id)
    return order_id


async def _levels(tx: Tx) -> list[tuple[str, int, str]]:
    rows = await tx.fetch("SELECT * FROM jeopardy_alert WHERE cleared_at IS NULL ORDER BY service_order_id, n")
    return [(row["subject"], row["subject_n"], row["level"]) for row in rows]


async def _move(tx: Tx, order_id: ServiceOrderId, n: int, verb: str, at: datetime) -> None:
    await store.lock_orders(tx, [order_id])
    await apply(tx, [step(await store.get_task(tx, TaskId(order_id, n)), verb)], by="test", now=at)


async def test_a_task_crosses_its_thresholds_one_by_one_and_the_alert_ends_with_it(db: Database) -> None:
    """JEO-04, JEO-09, JEO-11: 50, 75 and 100 % of ten hours; each change is recorded once."""
    async with db.transaction() as tx:
        order_id = await _plant(tx)
        expected = {0: None, 4.9: None, 5: "minor", 7.4: "minor", 7.5: "major", 10: "critical", 20: "critical"}
        for hours, level in expected.items():
            await watch_clocks(tx, T0 + hours * HOUR)
            assert await _levels(tx) == ([] if level is None else [("task", 1, level)]), hours
        assert await tx.fetchval("SELECT count(*) FROM jeopardy_alert") == 1
        await _move(tx, order_id, 1, "complete", T0 + 21 * HOUR)
        await watch_due_dates(tx, T0 + 21 * HOUR)
        assert await _levels(tx) == []
        rows = await tx.fetch("SELECT data FROM event WHERE kind = 'JeopardyLevelChanged' ORDER BY id")
        assert [(row["data"]["before"], row["data"]["after"]) for row in rows] == [
            (None, "minor"), ("minor", "major"), ("major", "critical"), ("critical", None),
        ]  # fmt: skip


async def test_only_tasks_whose_time_has_come_are_read(db: Database) -> None:
    """JEO-04: a clock that was reckoned rests until its next threshold."""
    async with db.transaction() as tx:
        await _plant(tx, tasks=3)
        await watch_clocks(tx, T0)
        rows = await tx.fetch("SELECT next_alert_at FROM worklist")
        assert {row["next_alert_at"] for row in rows} == {T0 + 5 * HOUR}


async def test_the_night_does_not_count_with_a_business_calendar(db: Database) -> None:
    """JEO-06: ready at 8:00 of a Monday; five of ten working hours are over at 13:00, ten at 9:00 on Tuesday."""
    async with db.transaction() as tx:
        await _plant(tx)
        await tx.execute("UPDATE task SET calendar = 'business'")
        await watch_clocks(tx, T0 + 5 * HOUR)
        assert await _levels(tx) == [("task", 1, "minor")]
        await watch_clocks(tx, T0 + 24 * HOUR)  # Tuesday 8:00: nine working hours
        assert await _levels(tx) == [("task", 1, "major")]
        await watch_clocks(tx, T0 + 25 * HOUR)
        assert await _levels(tx) == [("task", 1, "critical")]


async def test_what_is_held_is_not_alerted(db: Database) -> None:
    """JEO-07."""
    async with db.transaction() as tx:
        order_id = await _plant(tx, tasks=2)
        await _move(tx, order_id, 1, "hold", T0 + HOUR)
        await watch_clocks(tx, T0 + 6 * HOUR)
        assert await _levels(tx) == [("task", 2, "minor")]


async def test_an_order_that_will_miss_its_date_is_alerted_although_no_task_is_late(db: Database) -> None:
    """JEO-10: and the alert goes when the estimate is in time again."""

    async with db.transaction() as tx:
        order_id = await _plant(tx)
        await tx.execute("UPDATE service_order SET committed_due_date = $1, estimated_end_at = $2",
                         T0 + 48 * HOUR, T0 + 60 * HOUR)  # fmt: skip
        await watch_due_dates(tx, T0)
        await watch_due_dates(tx, T0 + HOUR)
        assert await _levels(tx) == [("serviceOrder", 0, "major")]
        await tx.execute("UPDATE service_order SET estimated_end_at = $2 WHERE id = $1", order_id, T0 + 40 * HOUR)
        await watch_due_dates(tx, T0 + 2 * HOUR)
        assert await _levels(tx) == []


async def test_a_clock_runs_on_where_it_stood_when_the_hold_is_released(db: Database) -> None:
    """JEO-07, UIF-56: four of ten hours ran; two holds that overlap from 12:00 to 22:00 and one before a fallout count once; the
    date of the task, its thresholds, its estimate and the date of the order move by the time held."""
    boss = actor(Role.FULFILLMENT_MANAGER, "mona")

    async def hold(scope: HoldScope, n: int, at: float) -> HoldId:
        placed = await place_hold(tx, order_id, scope=scope, scope_n=n, reason_code=HoldReason.OTHER, note="x", by=boss,
                                  now=T0 + at * HOUR)  # fmt: skip
        return HoldId(order_id, placed.n)

    async def clock(at: float) -> tuple[float, float, float | None]:
        [read] = (await read_task_clocks(tx, [TaskId(order_id, 1)], now=T0 + at * HOUR)).values()
        stopped = None if read.paused_at is None else (read.paused_at - T0) / HOUR
        return (read.due_at - T0) / HOUR, (read.began_at - T0) / HOUR, stopped

    async def due() -> float:
        at = await tx.fetchval("SELECT due_at FROM worklist")
        return float((at - T0) / HOUR)

    async with db.transaction() as tx:
        order_id = await _plant(tx)
        await tx.execute("UPDATE service_order SET committed_due_date = $1", T0 + 20 * HOUR)
        await watch_clocks(tx, T0)
        assert await due() == 10
        whole, part = await hold(HoldScope.SERVICE_ORDER, 0, 4), await hold(HoldScope.ITEM, 1, 6)
        await watch_clocks(tx, T0 + 9 * HOUR)
        assert await _levels(tx) == []
        assert await clock(9) == (10, 0, 4)  # it stands since four, with six hours left
        await release_hold(tx, whole, by=boss, now=T0 + 12 * HOUR)
        assert await clock(12) == (10, 0, 4)  # the other hold is still on it
        await release_hold(tx, part, by=boss, now=T0 + 14 * HOUR)
        assert await due() == 20 and await clock(14) == (20, 0, None)
        for hours, level in {14.9: None, 15: "minor", 17.4: "minor", 17.5: "major"}.items():
            await watch_clocks(tx, T0 + hours * HOUR)
            assert await _levels(tx) == ([] if level is None else [("task", 1, level)]), hours
        await _move(tx, order_id, 1, "start", T0 + 18 * HOUR)  # eight hours ran
        await _move(tx, order_id, 1, "askInformation", T0 + 18 * HOUR)
        await watch_clocks(tx, T0 + 28 * HOUR)
        assert await clock(28) == (20, 0, 18)
        assert await _levels(tx) == [("task", 1, "major")]
        await _move(tx, order_id, 1, "hold", T0 + 28 * HOUR)
        await _move(tx, order_id, 1, "retry", T0 + 30 * HOUR)
        assert await due() == 32
        await estimate_plans(tx, await claim_work(tx, WorkKind.ESTIMATE_PLAN, worker="w", limit=9, now=T0 + 30 * HOUR,
                                                  lease=HOUR), T0 + 30 * HOUR)  # fmt: skip
        ends = await tx.fetchval("SELECT estimated_end_at FROM task")
        assert ends == T0 + 40 * HOUR  # begun at 18, ten hours of work, and it stood for twelve
        await watch_clocks(tx, T0 + 31.9 * HOUR)
        assert await _levels(tx) == [("task", 1, "major")]
        await watch_clocks(tx, T0 + 32 * HOUR)
        assert await _levels(tx) == [("task", 1, "critical")]
        moved = await tx.fetchval("SELECT due_moved_to FROM service_order")
        assert moved == T0 + 28 * HOUR  # the whole order was held for eight hours
