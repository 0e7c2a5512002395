"""Holds where machines work: an attempt that fails, a retry, a task that joins, an end: nothing starts, nothing is left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders_orchestration import T0, Shape, plant
from builders_ordering import actor
from builders_southbound import Clock, Configured
from trunkline.access.model import Role
from trunkline.catalog.model import RetryRule
from trunkline.kit.db import Database
from trunkline.kit.ids import HoldId, ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.commands import hold_tasks, retry_task, retry_tasks
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused
from trunkline.orchestration.holding import Hold, close_holds_of_ended, list_holds, place_hold, release_hold
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.state import TASK_LIFECYCLE, HoldReason, HoldScope, TaskState
from trunkline.reactions import react
from trunkline.southbound.registry import Executors
from trunkline.worker import Worker

BOSS = actor(Role.FULFILLMENT_MANAGER, "mona")
HOUR = timedelta(hours=1)


class FailsWhileHeld:
    """While the first call is under way, somebody holds the whole order; the call fails, later ones do the work."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database, self.clock, self.asked = database, clock, 0
        self.hold: Hold | None = None

    async def execute(self, call: ExecutionCall) -> Answer:
        self.asked += 1
        if self.asked > 1:
            return Completed()
        async with self.database.transaction() as tx:
            self.hold = await place_hold(
                tx, call.task_id.service_order_id, reason_code=HoldReason.OTHER, note="x", by=BOSS, now=self.clock()
            )
        return Refused(error_class="busy", message="not now", retryable=True, agreed=RetryRule(attempts=3))


async def test_an_attempt_that_fails_in_an_order_that_was_held_meanwhile_is_not_made_again_until_its_release(
    database_url: str,
) -> None:
    """STM-02, STM-03: the order reads held (TMF641) while it stands; nothing of the task is on the machine's list."""
    database = await Database.connect(database_url, react=react)
    async with database.transaction() as tx:
        order_id = await plant(tx, Shape())
        await tx.execute("UPDATE task SET executor = 'simulator'")
    clock = Clock()
    executor = FailsWhileHeld(database, clock)
    worker = Worker(database, Executors({"simulator": Configured(executor, {})}), clock=clock)
    await worker.drain()
    clock.now += HOUR
    await worker.drain()
    async with database.transaction() as tx:
        (task,) = await store.list_tasks(tx, [TaskId(order_id, 1)])
        assert (task.state, executor.asked) == (TaskState.WAITING, 1)
        assert await tx.fetchval("SELECT count(*) FROM work WHERE kind = 'executeTask'") == 0
        assert await tx.fetchval("SELECT state FROM service_order") == "held"
        assert executor.hold is not None
        await release_hold(tx, HoldId(order_id, executor.hold.n), by=BOSS, now=clock())
        assert await tx.fetchval("SELECT state FROM service_order") == "inProgress"
    await worker.drain()
    async with database.reading() as tx:
        assert await tx.fetchval("SELECT state FROM service_order") == "completed"
    assert executor.asked == 2
    await database.close()


@pytest.mark.parametrize("many", [False, True])
async def test_a_retry_under_a_hold_puts_nothing_on_the_list_until_the_release(db: Database, many: bool) -> None:
    """STM-02, NEW-03."""
    async with db.transaction() as tx:
        order_id = await plant(tx, Shape())
        task_id = TaskId(order_id, 1)
        await hold_tasks(tx, [task_id], reason="broken", by="test", now=T0)
        hold = await place_hold(tx, order_id, scope=HoldScope.TASK, scope_n=1, reason_code=HoldReason.TECHNICAL, note="x",
                                by=BOSS, now=T0 + HOUR)  # fmt: skip
        if many:
            await retry_tasks(tx, [task_id], by="mona", now=T0 + 2 * HOUR)
        else:
            await retry_task(tx, task_id, by="mona", now=T0 + 2 * HOUR)
        assert (await store.get_task(tx, task_id)).state is TaskState.WAITING
        assert await tx.fetchval("SELECT count(*) FROM work WHERE kind = 'executeTask'") == 0
        await release_hold(tx, HoldId(order_id, hold.n), by=BOSS, now=T0 + 3 * HOUR)
        assert (await store.get_task(tx, task_id)).state is TaskState.READY
        assert await tx.fetchval("SELECT count(*) FROM work WHERE kind = 'executeTask'") == 1


async def _held_parts(db: Database) -> ServiceOrderId:
    shape = Shape(tasks=((1, "automated"), (1, "automated")))
    async with db.transaction() as tx:
        order_id = await plant(tx, shape)
        for scope, n in ((HoldScope.TASK, 1), (HoldScope.DOMAIN_ORDER, 1), (HoldScope.SERVICE_ORDER, 0)):
            await place_hold(
                tx, order_id, scope=scope, scope_n=n, reason_code=HoldReason.OTHER, note="x", by=BOSS, now=T0
            )
    return order_id


async def test_holds_on_what_has_ended_are_closed_and_say_why(db: Database) -> None:
    """STM-03: a hold outlives neither its task nor its order."""
    order_id = await _held_parts(db)
    for n, left in ((1, {"serviceOrder", "domainOrder"}), (2, set())):
        async with db.transaction() as tx:
            task = await store.get_task(tx, TaskId(order_id, n))
            await apply(tx, [step(task, "cancel")], by="test", now=T0 + n * HOUR)
            await close_holds_of_ended(tx, T0 + n * HOUR)
            assert {hold.scope.value for hold in await list_holds(tx, order_id)} == left
    async with db.reading() as tx:
        assert {hold.release_note for hold in await list_holds(tx, order_id, everything=True)} == {
            "what it held has ended"
        }
        assert await tx.fetchval("SELECT state || open_holds FROM service_order") == "cancelled0"


def test_wherever_a_task_can_become_ready_a_hold_can_park_it() -> None:
    """STM-02: the statement that moves tasks turns `ready` into `waiting` for what is held; the life cycle knows each."""
    for verb, before, after in TASK_LIFECYCLE.moves:
        if after is TaskState.READY and before is not TaskState.WAITING:
            assert TASK_LIFECYCLE.after("park", before) is TaskState.WAITING, verb
