"""What came of applying plan specifications, and the task after which its item cannot be taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from builders_catalog import cfs, document, needs, number, plan, rfs, task
from builders_ordering import LATER, MANAGER, NOW, submit
from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import Condition, PointOfNoReturn, Quantity
from trunkline.kit.db import Database
from trunkline.kit.errors import Problem, Unprocessable
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.orchestration import store
from trunkline.orchestration.applying import list_applications
from trunkline.orchestration.cancelling import request_cancellation
from trunkline.orchestration.planning import plan_service_orders, record_planning_failure
from trunkline.orchestration.progress import apply, step
from trunkline.ordering.commands import approve_service_order
from trunkline.ordering.queries import get_service_order
from trunkline.reactions import react

CATALOG = document(
    cfs("line", number("Ports", default=3), relationships=(
        needs("port", quantity=Quantity(minimum=0, maximum=9, characteristic="Ports")),)),
    rfs("port", number("Speed")),
    plan("line-add", task("survey", point_of_no_return=PointOfNoReturn.SOFT),
         task("cut-over", "survey", after_children=True, point_of_no_return=PointOfNoReturn.HARD), specification="line"),
    plan("port-add", task("patch"), task("tune", "patch", when=Condition(characteristic="Speed", present=True)), specification="port"),
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


async def approved(database: Database) -> ServiceOrderId:
    async with database.transaction() as tx:
        order = await submit(tx, item("1", "line"), item("2", "line"))
        await approve_service_order(tx, order.id, by=MANAGER, now=NOW)
    return order.id


async def test_each_application_of_a_plan_keeps_what_was_expected_made_and_skipped(database: Database) -> None:
    """PLN-04, PLN-09: by plan specification; a plan that could not be made is on record too, and can be cancelled."""
    given_up, order_id = await approved(database), await approved(database)
    async with database.transaction() as tx:
        failure = Unprocessable("no plan", problems=[Problem(what="a circle", action="mend it")])
        await record_planning_failure(tx, order_id, failure, now=NOW)
        await record_planning_failure(tx, given_up, failure, now=NOW)
        await tx.execute("DELETE FROM work WHERE service_order_id = $1", given_up)
        await tx.execute("UPDATE service_order SET state = 'inProgress' WHERE id = $1", order_id)
    async with database.transaction() as tx:
        done = await request_cancellation(tx, given_up, reason="no way to build it", by=MANAGER, now=LATER)
        over = await get_service_order(tx, given_up)
        assert (done.state, over.state, {i.state for i in over.items}) == ("done", "cancelled", {"cancelled"})
        await plan_service_orders(tx, [order_id], now=LATER)
        failed, *found = await list_applications(tx, order_id)
    assert (failed.plan_specification, failed.errored) == (None, 1) and "a circle" in (failed.problem or "")
    assert [
        (one.plan_specification, one.domain_orders, one.expected, one.created, one.skipped, one.errored)
        for one in found
    ] == [("line-add@1", 2, 4, 4, 0, 0), ("port-add@1", 6, 12, 6, 6, 0)]


async def test_completing_a_marked_task_sets_the_point_of_no_return_of_its_item(database: Database) -> None:
    """PLN-13: of that item alone; hard outweighs soft, and what is skipped marks nothing."""
    order_id = await approved(database)
    async with database.transaction() as tx:
        await plan_service_orders(tx, [order_id], now=NOW)

    async def end(key: str, verb: str = "complete", nth: int = 0) -> list[str | None]:
        async with database.transaction() as tx:
            await store.lock_orders(tx, [order_id])
            rows = await tx.fetch(
                "SELECT n FROM task WHERE service_order_id = $1 AND key = $2 ORDER BY n", order_id, key
            )
            one = await store.get_task(tx, TaskId(order_id, rows[nth]["n"]))
            assert await apply(tx, [step(one, verb)], by="test", now=LATER)
        async with database.reading() as tx:
            return [each.point_of_no_return for each in (await get_service_order(tx, order_id)).items]

    assert await end("survey") == ["soft", None]
    assert await end("survey", "leaveOut", 1) == ["soft", None]
    for nth in range(3):
        await end("patch", nth=nth)
    assert await end("cut-over") == ["hard", None]
    async with database.reading() as tx:
        told = await tx.fetch(
            "SELECT n, data->>'hardness' AS hardness FROM event WHERE kind = 'ItemPassedPointOfNoReturn' ORDER BY id"
        )
        assert [tuple(row) for row in told] == [(1, "soft"), (1, "hard")]
