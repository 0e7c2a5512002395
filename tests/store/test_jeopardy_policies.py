"""Jeopardy by policy: other levels for some work, work that is not watched, items by their late tasks, late starts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders_orchestration import T0, Shape, plant
from builders_ordering import actor
from trunkline.access.model import Role
from trunkline.jeopardy.commands import watch_clocks, watch_due_dates
from trunkline.jeopardy.errors import JeopardyPolicyInvalid
from trunkline.jeopardy.model import JeopardyLevel
from trunkline.jeopardy.policies import JeopardyPolicy, level_of_delayed
from trunkline.jeopardy.policy_commands import delete_policy, save_policy
from trunkline.jeopardy.predicting import keep_lengths, predict_order
from trunkline.jeopardy.watching import watch_items, watch_starts
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import HoldId, ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.holding import place_hold, release_hold
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.state import HoldReason, HoldScope

HOUR = timedelta(hours=1)
DESIGNER = actor(Role.CATALOG_DESIGNER, "dora")
BOSS = actor(Role.FULFILLMENT_MANAGER, "mona")
BANDS = {JeopardyLevel.MINOR: 25, JeopardyLevel.CRITICAL: 60}


async def _levels(tx: Tx) -> list[tuple[str, int, str, str]]:
    rows = await tx.fetch("SELECT * FROM jeopardy_alert WHERE cleared_at IS NULL ORDER BY subject, subject_n")
    return [(row["subject"], row["subject_n"], row["cause"], row["level"]) for row in rows]


async def _move(tx: Tx, order_id: ServiceOrderId, n: int, verb: str, hours: float) -> None:
    await store.lock_orders(tx, [order_id])
    await apply(tx, [step(await store.get_task(tx, TaskId(order_id, n)), verb)], by="test", now=T0 + hours * HOUR)


async def test_each_specification_and_group_has_the_levels_of_its_policy_and_one_not_watched_leaves_the_others_alone(
    db: Database,
) -> None:
    """JEO-04, JEO-08: three tasks of ten hours after two and a half."""
    async with db.transaction() as tx:
        order_id = await plant(
            tx, Shape(domain_orders=((1, None),) * 3, tasks=((1, "manual"), (2, "manual"), (3, "manual")))
        )
        await tx.execute("UPDATE task SET duration = '10 hours'")
        await tx.execute("UPDATE domain_order SET specification_id = 'unwatched' WHERE n = 2")
        await tx.execute("UPDATE task SET assignment_group = 'Fast Desk' WHERE n = 3")
        await save_policy(tx, "off", JeopardyPolicy(specifications=("unwatched",), enabled=False), by=DESIGNER, now=T0)
        fast = JeopardyPolicy(groups=("Fast Desk",), levels={JeopardyLevel.MAJOR: 10, JeopardyLevel.CRITICAL: 20})
        await save_policy(tx, "fast", fast, by=DESIGNER, now=T0)
        await watch_clocks(tx, T0 + 2.5 * HOUR)
        assert await _levels(tx) == [("task", 3, "duration", "critical")]
        await watch_clocks(tx, T0 + 12 * HOUR)
        assert await _levels(tx) == [("task", 1, "duration", "critical"), ("task", 3, "duration", "critical")]
        await delete_policy(tx, "off", by=DESIGNER, now=T0)
        await watch_clocks(tx, T0 + 12 * HOUR)
        assert [level[1] for level in await _levels(tx)] == [1, 2, 3]
        assert order_id
        with pytest.raises(JeopardyPolicyInvalid):
            wrong = JeopardyPolicy(levels={JeopardyLevel.MINOR: 80, JeopardyLevel.MAJOR: 70})
            await save_policy(tx, "wrong", wrong, by=DESIGNER, now=T0)


def test_the_highest_band_that_the_share_of_late_tasks_reaches_is_the_level_of_the_item() -> None:
    """JEO-05."""
    policies = {
        "all": JeopardyPolicy(delayed=BANDS),
        "off": JeopardyPolicy(position=1, specifications=("x",), enabled=False),
    }

    def level(late: int, specification: str = "y") -> JeopardyLevel | None:
        return level_of_delayed(policies, specification=specification, late=late, total=8)

    assert [level(n) for n in (0, 1, 2, 4, 5, 8)] == [
        None, None, JeopardyLevel.MINOR, JeopardyLevel.MINOR, JeopardyLevel.CRITICAL, JeopardyLevel.CRITICAL,
    ]  # fmt: skip
    assert level(8, "x") is None


async def test_an_item_of_which_many_tasks_are_late_is_in_jeopardy_until_they_are_not(db: Database) -> None:
    """JEO-05, JEO-09, JEO-11: one of four tasks is late, then three; then the plan is in time again."""
    async with db.transaction() as tx:
        order_id = await plant(tx, Shape(items=(None, None), domain_orders=((1, None), (2, None)),
                                         tasks=((1, "manual"),) * 4 + ((2, "manual"),)))  # fmt: skip
        await save_policy(tx, "all", JeopardyPolicy(delayed=BANDS), by=DESIGNER, now=T0)
        await watch_items(tx, T0)  # begins to read
        planned = T0 + 10 * HOUR
        await tx.execute("UPDATE task SET planned_end_at = $1, estimated_end_at = $1", planned)
    for late, expected in ((1, "minor"), (3, "critical"), (0, None)):
        async with db.transaction() as tx:
            await tx.execute(
                "UPDATE task SET estimated_end_at = $1::timestamptz + interval '1 day' * (n <= $2)::integer",
                planned,
                late,
            )
            await tx.execute(
                "INSERT INTO event (kind, service_order_id, n, made_by, at) VALUES ('EstimateMoved', $1, 0, 'test', $2)",
                order_id, T0,
            )  # fmt: skip
        async with db.transaction() as tx:
            await watch_items(tx, T0 + HOUR)
            assert await _levels(tx) == ([] if expected is None else [("item", 1, "delayedTasks", expected)])
    async with db.reading() as tx:
        told = await tx.fetch("SELECT data FROM event WHERE kind = 'JeopardyLevelChanged' ORDER BY id")
        assert [(row["data"]["subject"], row["data"]["before"], row["data"]["after"]) for row in told] == [
            ("item", None, "minor"), ("item", "minor", "critical"), ("item", "critical", None),
        ]  # fmt: skip


async def test_a_task_that_does_not_start_within_its_maximum_lag_is_in_jeopardy_until_it_starts(db: Database) -> None:
    """PLN-06, JEO-07: at most four hours after the first has ended; two hours for which it was held do not count."""
    async with db.transaction() as tx:
        shape = Shape(tasks=((1, "manual"), (1, "manual")), edges=((1, 2),), lags=((1, 2, "finishToStart", HOUR),))
        order_id = await plant(tx, shape)
        await tx.execute("UPDATE task_lag SET maximum = '4 hours'")
        await watch_starts(tx, T0 + 9 * HOUR)
        assert await _levels(tx) == []  # the first has not ended
        await _move(tx, order_id, 1, "complete", 10)
        hold = await place_hold(tx, order_id, scope=HoldScope.TASK, scope_n=2, reason_code=HoldReason.OTHER, note="x",
                                by=BOSS, now=T0 + 11 * HOUR)  # fmt: skip
        await release_hold(tx, HoldId(order_id, hold.n), by=BOSS, now=T0 + 13 * HOUR)
        for hours, expected in ((13.9, []), (15.9, []), (16.1, [("task", 2, "maximumLag", "major")])):
            await watch_starts(tx, T0 + hours * HOUR)
            assert await _levels(tx) == expected, hours
        await _move(tx, order_id, 2, "start", 17)
        await watch_due_dates(tx, T0 + 17 * HOUR)
        assert await _levels(tx) == []


async def test_what_tasks_took_is_kept_as_they_end_and_predicts_the_next_order_of_the_kind(db: Database) -> None:
    """JEO-14: six orders whose one task took one to six hours; the seventh is predicted from these, not from its plan."""
    async with db.transaction() as tx:
        await keep_lengths(tx, T0)  # begins to read
    for hours in range(1, 7):
        async with db.transaction() as tx:
            order_id = await plant(tx, Shape(tasks=((1, "manual"),)))
            await _move(tx, order_id, 1, "complete", hours)
    async with db.transaction() as tx:
        assert await keep_lengths(tx, T0) == 0
        order_id = await plant(tx, Shape(tasks=((1, "manual"),)))
        found = await predict_order(tx, order_id, by=BOSS, now=T0)
        assert found.prediction is not None
        assert (found.prediction.known, found.prediction.open) == (1, 1)
        assert T0 + 3 * HOUR <= found.prediction.p50 <= T0 + 4 * HOUR
        assert T0 + 4 * HOUR <= found.prediction.p80 <= T0 + 6 * HOUR
        assert await predict_order(tx, order_id, by=BOSS, now=T0) == found
