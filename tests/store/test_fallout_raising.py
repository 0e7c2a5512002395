"""How a fallout comes to be: raised by a person, or because no executor could do a task."""

from __future__ import annotations

import pytest

from builders_fallout import AGENT, FULFILLER, WIDE, exhausted, kinds, notes_on, person, plant_order, task_rows
from builders_orchestration import T0
from trunkline.access.errors import NotPermitted
from trunkline.access.model import Role
from trunkline.fallout.commands import cancel_fallout, raise_fallout, raise_for_exhausted
from trunkline.fallout.errors import FalloutAlreadyOpen, FalloutIncomplete, UnknownFalloutType
from trunkline.fallout.queries import FalloutFilter, get_fallout, list_fallouts
from trunkline.fallout.state import FalloutState
from trunkline.kit.db import Database
from trunkline.kit.ids import FalloutId, ServiceOrderId, TaskId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.orchestration.commands import hold_tasks
from trunkline.orchestration.errors import UnknownTask
from trunkline.orchestration.queries import counter_drift
from trunkline.work.model import WorkKind


async def test_a_person_raises_a_fallout_and_the_task_is_held_with_two_notes(db: Database) -> None:
    """FAL-01, FAL-10, STM-02."""
    order = await plant_order(db)
    task = TaskId(order, 1)
    async with db.transaction() as tx:
        fallout = await raise_fallout(
            tx, task, fallout_type="billingIssue", message=" no account ", by=FULFILLER, now=T0
        )
    async with db.reading() as tx:
        assert fallout.number == f"FO-{order:06d}-1"
        assert await task_rows(tx, order, [1]) == [("held", f"fallout {fallout.number}: no account")]
        state_note, fallout_note = await notes_on(tx, task)
        assert "held" in state_note and "fred" in state_note
        assert fallout.number in fallout_note
        assert (await kinds(tx, order))[-2:] == ["TaskHeld", "FalloutRaised"]
        view = await get_fallout(tx, fallout.id)
        assert view.fallout == fallout
        assert (view.fallout.state, view.fallout.cause) == (FalloutState.OPEN, "reportedByPerson")
        assert (view.task_name, view.domain_order_name, view.item_name) == ("Task 1", "DO 1", "1")
        assert await counter_drift(tx) == []


async def test_a_held_automated_task_is_taken_off_the_machines_list(db: Database) -> None:
    """FAL-01: nobody works on what a person looks at."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        await raise_fallout(tx, TaskId(order, 1), fallout_type="billingIssue", message="no", by=FULFILLER, now=T0)
        left = await tx.fetch("SELECT n FROM work WHERE kind = $1 ORDER BY n", WorkKind.EXECUTE_TASK)
        assert [row["n"] for row in left] == [4]


async def test_what_is_wrong_about_a_new_fallout_is_told(db: Database) -> None:
    """FAL-01, FAL-03, STM-02."""
    order = await plant_order(db)
    task = TaskId(order, 1)
    async with db.transaction() as tx:
        with pytest.raises(UnknownFalloutType, match="billingIssue, inventoryAllocationFailure, provisioningFailure"):
            await raise_fallout(tx, task, fallout_type="x", message="no", by=FULFILLER, now=T0)
        with pytest.raises(FalloutIncomplete, match="say what went wrong"):
            await raise_fallout(tx, task, fallout_type="billingIssue", message="  ", by=FULFILLER, now=T0)
        with pytest.raises(UnknownTask):
            await raise_fallout(tx, TaskId(order, 99), fallout_type="billingIssue", message="no", by=FULFILLER, now=T0)
        with pytest.raises(MoveRefused):  # it waits for task 1
            await raise_fallout(tx, TaskId(order, 2), fallout_type="billingIssue", message="no", by=FULFILLER, now=T0)
        with pytest.raises(NotPermitted):
            looker = person(Role.ORDER_VIEWER)
            await raise_fallout(tx, task, fallout_type="billingIssue", message="no", by=looker, now=T0)
        assert await list_fallouts(tx, FalloutFilter()) == []


async def test_one_task_may_have_two_causes_but_each_only_once(db: Database) -> None:
    """FAL-06, FAL-13."""
    order = await plant_order(db)
    task = TaskId(order, 1)
    async with db.transaction() as tx:
        await raise_fallout(tx, task, fallout_type="billingIssue", message="port 1 busy", by=FULFILLER, now=T0)
        second = await raise_fallout(tx, task, fallout_type="billingIssue", message="no account", by=AGENT, now=T0)
        assert second.id == FalloutId(order, 2)
        with pytest.raises(FalloutAlreadyOpen, match=f"FO-{order:06d}-1"):
            await raise_fallout(tx, task, fallout_type="billingIssue", message="port 2 busy", by=AGENT, now=T0)
        assert (await get_fallout(tx, second.id)).others_open == 1
        assert len(await notes_on(tx, task)) == 3  # one says that it is held, two name a fallout


async def test_tasks_that_no_executor_could_do_each_get_one_fallout_of_the_mapped_type(db: Database) -> None:
    """FAL-02."""
    order, other = await plant_order(db), await plant_order(db)
    events = [exhausted(TaskId(order, 1)), exhausted(TaskId(other, 4), group="desk"), exhausted(TaskId(order, 4))]
    async with db.transaction() as tx:
        raised = await raise_for_exhausted(tx, events, now=T0)
    assert [fallout.id for fallout in raised] == [FalloutId(order, 1), FalloutId(order, 2), FalloutId(other, 1)]
    async with db.reading() as tx:
        views = await list_fallouts(tx, FalloutFilter())
        assert {view.fallout.fallout_type for view in views} == {"inventoryAllocationFailure"}
        assert {view.fallout.signature for view in views} == {
            "refused|t1|port # is in use", "refused|t4|port # is in use"
        }  # fmt: skip
        assert [v.fallout.assignment_group for v in views if v.fallout.id.service_order_id == other] == ["desk"]
        assert views[0].fallout.exchange == {"request": {"port": "ge-0/0/1"}, "response": {"status": 409}}
        reason = f"fallout FO-{other:06d}-1: port ge-0/0/1 is in use"
        assert await task_rows(tx, other, [4, 1]) == [("held", reason), ("ready", None)]
        assert len(await notes_on(tx, TaskId(order, 4))) == 2
        assert await counter_drift(tx) == []


async def test_an_open_cause_is_not_raised_again_by_machine(db: Database) -> None:
    """FAL-13."""
    order = await plant_order(db)
    task = TaskId(order, 1)
    async with db.transaction() as tx:
        (first,) = await raise_for_exhausted(tx, [exhausted(task)], now=T0)
        assert await raise_for_exhausted(tx, [exhausted(task, message="port ge-7/0/9 is in use")], now=T0) == []
        (another,) = await raise_for_exhausted(tx, [exhausted(task, error_class="timeout")], now=T0)
        assert another.id == FalloutId(order, 2)
        await cancel_fallout(tx, first.id, reason="was nothing", by=person(Role.FALLOUT_MANAGER), now=T0)
        (again,) = await raise_for_exhausted(tx, [exhausted(task)], now=T0)
        assert again.id == FalloutId(order, 3)


async def test_a_task_that_has_ended_meanwhile_gets_no_fallout(db: Database) -> None:
    """FAL-02: an answer may come late."""
    order = await plant_order(db)
    async with db.transaction() as tx:
        await tx.execute(
            "UPDATE task SET state = 'cancelled', ended_at = $2 WHERE service_order_id = $1 AND n = 1", order, T0
        )
        assert await raise_for_exhausted(tx, [exhausted(TaskId(order, 1)), exhausted(TaskId(order, 77))], now=T0) == []
        assert await raise_for_exhausted(tx, [], now=T0) == []


async def test_fifty_failures_cost_as_few_statements_as_one(db: Database) -> None:
    """FAL-02: set-based, whatever fails at once."""
    counts = []
    for wanted in (1, 50):  # the first prepares its statements too
        order = await plant_order(db, WIDE)
        statements: list[str] = []
        async with db.transaction() as tx:
            with tx.connection.query_logger(lambda record, to=statements: to.append(record.query)):
                raised = await raise_for_exhausted(
                    tx, [exhausted(TaskId(order, n), message=f"port {n} busy") for n in range(1, wanted + 1)], now=T0
                )
        assert len(raised) == wanted
        counts.append(len(statements))
    assert counts[1] <= counts[0]


async def test_a_task_held_for_another_reason_can_get_a_fallout(db: Database) -> None:
    """FAL-01."""
    order = ServiceOrderId(await plant_order(db))
    async with db.transaction() as tx:
        await hold_tasks(tx, [TaskId(order, 1)], reason="revision", by="maria", now=T0)
        fallout = await raise_fallout(
            tx, TaskId(order, 1), fallout_type="billingIssue", message="no", by=FULFILLER, now=T0
        )
        assert fallout.state is FalloutState.OPEN
        assert await task_rows(tx, order, [1]) == [("held", "revision")]
