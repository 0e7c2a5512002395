"""Tasks of the order itself: made at three stages, a gate before approval, and what keeps an order from ending."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from builders_catalog import cfs, document, plan, task
from builders_ordering import AGENT, LATER, MANAGER, NOW, VIEWER, submit
from trunkline.access.errors import NotPermitted
from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    ApprovalPolicy,
    Condition,
    OrderStage,
    OrderTaskFor,
    OrderTaskPolicy,
    OrderTaskSpecification,
)
from trunkline.insight.watchdog import stuck_items
from trunkline.insight.why_queries import why_service_order
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import OrderTaskId, ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.progress import apply, step
from trunkline.ordering import commands
from trunkline.ordering.errors import OrderTaskChanged, ReasonRequired, ReviewNotPassed
from trunkline.ordering.order_task_queries import OrderTaskFilter, list_order_tasks, list_tasks_of_order
from trunkline.ordering.queries import get_service_order
from trunkline.ordering.state import ServiceOrderState as S
from trunkline.reactions import react

HOUR = timedelta(hours=1)


def errand(key: str, *after: str) -> OrderTaskSpecification:
    return OrderTaskSpecification(
        key=key, name=key.title(), assignment_group="Service Desk", duration=HOUR, after=after
    )


CATALOG = document(
    cfs("line"), cfs("mail"),
    plan("line-add", task("build"), specification="line"), plan("mail-add", task("open"), specification="mail"),
    OrderTaskPolicy(id="credit", gates_approval=True, specification="line",
                    when=Condition(expression="order.itemCount > 1"), tasks=(errand("check"), errand("sign", "check"))),
    OrderTaskPolicy(id="greet", stage=OrderStage.POST_APPROVAL, actions=("add",), tasks=(errand("letter"),)),
    OrderTaskPolicy(id="visit", stage=OrderStage.POST_FULFILLMENT, made_for=OrderTaskFor.ITEM, specification="line",
                    tasks=(errand("call"), errand("report", "call"))),
    OrderTaskPolicy(id="close", stage=OrderStage.POST_FULFILLMENT, tasks=(errand("survey"),)),
    ApprovalPolicy(id="alone", when=Condition(expression='order.category == "standard"'), approvals=0),
)  # fmt: skip


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = await Database.connect(database_url, react=react)
    async with opened.transaction() as tx:
        await load_documents(tx, [CATALOG], by=SYSTEM, now=NOW)
    yield opened
    await opened.close()


def item(number: str, specification: str) -> dict[str, object]:
    return {"id": number, "action": "add", "service": {"serviceSpecification": {"id": specification}}}


async def submitted(database: Database, *specifications: str, **more: object) -> ServiceOrderId:
    async with database.transaction() as tx:
        order = await submit(tx, *(item(str(n), name) for n, name in enumerate(specifications, 1)), **more)
    return order.id


async def tasks(tx: Tx, order_id: ServiceOrderId) -> dict[str, str]:
    return {f"{one.key}{one.item_id or ''}": one.state.value for one in await list_tasks_of_order(tx, order_id)}


async def do(database: Database, order_id: ServiceOrderId, *keys: str) -> None:
    """Completes the order's own tasks of these keys."""
    for key in keys:
        async with database.transaction() as tx:
            n = next(t.n for t in await list_tasks_of_order(tx, order_id) if f"{t.key}{t.item_id or ''}" == key)
            await commands.complete_order_task(tx, OrderTaskId(order_id, n), by=AGENT, now=LATER, note="done")


async def end(database: Database, order_id: ServiceOrderId, key: str, verb: str = "complete") -> None:
    async with database.transaction() as tx:
        await store.lock_orders(tx, [order_id])
        n = await tx.fetchval("SELECT n FROM task WHERE service_order_id = $1 AND key = $2", order_id, key)
        assert await apply(tx, [step(await store.get_task(tx, TaskId(order_id, n)), verb)], by="test", now=LATER)


async def approved(database: Database, order_id: ServiceOrderId) -> None:
    async with database.transaction() as tx:
        await commands.approve_service_order(tx, order_id, by=MANAGER, now=LATER)
    async with database.transaction() as tx:
        await plan_service_orders(tx, [order_id], now=LATER)
        await tx.execute("DELETE FROM work WHERE kind = 'planServiceOrder'")  # as the planner does


async def test_an_order_is_not_approved_while_a_gating_task_is_open(database: Database) -> None:
    """APR-07, PLN-14: made at submission when the condition holds, one after the other; the last one opens the gate."""
    order_id = await submitted(database, "line", "mail")
    async with database.transaction() as tx:
        assert await tasks(tx, order_id) == {"check": "ready", "sign": "waiting"}
        with pytest.raises(ReviewNotPassed) as refused:
            await commands.approve_service_order(tx, order_id, by=MANAGER, now=LATER)
        assert [problem.what for problem in refused.value.problems] == [
            f"OT-{order_id:06d}-1 'Check' is ready", f"OT-{order_id:06d}-2 'Sign' is waiting",
        ]  # fmt: skip
        blockers = (await why_service_order(tx, order_id, now=LATER)).blockers
        assert (f"OT-{order_id:06d}-1", "waits for somebody of Service Desk") in {(b.subject, b.what) for b in blockers}
        with pytest.raises(OrderTaskChanged, match="waits for: check"):
            await commands.start_order_task(tx, OrderTaskId(order_id, 2), by=AGENT, now=LATER)
    await do(database, order_id, "check", "sign")
    await approved(database, order_id)
    alone = await submitted(database, "line")  # the condition does not hold for one item
    async with database.reading() as tx:
        assert await tasks(tx, alone) == {}
        assert (await get_service_order(tx, order_id)).state is S.IN_PROGRESS


async def test_a_policy_approves_by_itself_once_the_gate_opens(database: Database) -> None:
    """APR-07, APR-16: nobody asks twice."""
    order_id = await submitted(database, "line", "mail", category="standard")
    async with database.reading() as tx:
        assert (await get_service_order(tx, order_id)).state is S.ACKNOWLEDGED
    await do(database, order_id, "check", "sign")
    async with database.reading() as tx:
        assert (await get_service_order(tx, order_id)).state is S.IN_PROGRESS


async def test_an_order_stays_in_progress_until_its_own_tasks_are_closed(database: Database) -> None:
    """PLN-14, PLN-15: after approval, after each item and after the whole order; nothing of it counts as stuck."""
    order_id = await submitted(database, "line", "mail")
    await do(database, order_id, "check", "sign")
    await approved(database, order_id)
    async with database.transaction() as tx:
        made = await tasks(tx, order_id)
    assert made == {
        "check": "completed", "sign": "completed", "letter": "ready", "survey": "waiting", "call1": "waiting",
        "report1": "waiting",
    }  # fmt: skip
    await end(database, order_id, "build")
    async with database.reading() as tx:  # its item has ended, the other has not
        assert {key: state for key, state in (await tasks(tx, order_id)).items() if state == "ready"} == {
            "letter": "ready", "call1": "ready",
        }  # fmt: skip
    await do(database, order_id, "call1", "report1")
    await end(database, order_id, "open")
    async with database.reading() as tx:
        order = await get_service_order(tx, order_id)
        assert ({i.state for i in order.items}, order.state, order.completion_date) == (
            {S.COMPLETED},
            S.IN_PROGRESS,
            None,
        )
        assert (await tasks(tx, order_id))["survey"] == "ready"
        assert await stuck_items(tx) == []
        standstill = await why_service_order(tx, order_id, now=LATER)
        assert {blocker.kind for blocker in standstill.blockers} == {"orderTask"}
        listed, total = await list_order_tasks(tx, OrderTaskFilter(groups=("Service Desk",), unassigned=True))
        assert (total, sorted((one.key, one.due_at) for one in listed)) == (
            2, [("letter", LATER + HOUR), ("survey", LATER + HOUR)],
        )  # fmt: skip
    await do(database, order_id, "letter", "survey")
    async with database.reading() as tx:
        assert (await get_service_order(tx, order_id)).state is S.COMPLETED


async def test_what_comes_after_fulfillment_goes_when_nothing_was_delivered(database: Database) -> None:
    """PLN-15: an order that failed does not wait for a survey of it; other tasks still have to be closed."""
    order_id = await submitted(database, "line")
    await approved(database, order_id)
    await end(database, order_id, "build", "cancel")
    async with database.reading() as tx:
        assert await tasks(tx, order_id) == {
            "letter": "ready", "survey": "cancelled", "call1": "cancelled", "report1": "cancelled",
        }  # fmt: skip
        assert (await get_service_order(tx, order_id)).state is S.IN_PROGRESS
    await do(database, order_id, "letter")
    async with database.reading() as tx:
        assert (await get_service_order(tx, order_id)).state is S.CANCELLED


async def test_a_changed_order_drops_tasks_that_it_does_not_ask_for_any_more(database: Database) -> None:
    """PLN-14: before approval the tasks follow what is ordered."""
    order_id = await submitted(database, "line", "mail")
    async with database.transaction() as tx:
        await commands.edit_service_order(
            tx, order_id, {"serviceOrderItem": [item("2", "mail")]}, by=AGENT, now=LATER)  # fmt: skip
        assert await tasks(tx, order_id) == {"check": "cancelled", "sign": "cancelled"}
        await commands.approve_service_order(tx, order_id, by=MANAGER, now=LATER)


async def test_a_task_of_an_order_is_taken_held_and_given_away(database: Database) -> None:
    """PLN-14: it is worked like any other; who saves what has changed meanwhile gets a conflict."""
    order_id = await submitted(database, "line", "mail")
    check = OrderTaskId(order_id, 1)
    async with database.transaction() as tx:
        with pytest.raises(NotPermitted):
            await commands.start_order_task(tx, check, by=VIEWER, now=LATER)
        started = await commands.start_order_task(tx, check, by=AGENT, now=LATER, version=1)
        assert (started.assignee, started.version) == (AGENT.name, 2)
        with pytest.raises(OrderTaskChanged):
            await commands.complete_order_task(tx, check, by=AGENT, now=LATER, version=1)
        with pytest.raises(ReasonRequired):
            await commands.hold_order_task(tx, check, reason=" ", by=AGENT, now=LATER)
        await commands.hold_order_task(tx, check, reason="no answer", by=AGENT, now=LATER)
        await commands.resume_order_task(tx, check, by=AGENT, now=LATER)
        with pytest.raises(NotPermitted):
            await commands.assign_order_task(tx, check, assignee="somebody", by=AGENT, now=LATER)
        given = await commands.assign_order_task(tx, check, assignee="", by=MANAGER, now=LATER)
        assert given.assignee is None
