"""Milestones: made at submission, reached by tasks, domain orders, the order's state or a person, missed at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from builders_catalog import cfs, characteristic, document, needs, number, plan, rfs, task
from builders_ordering import AGENT, INTEGRATOR, LATER, MANAGER, NOW, VIEWER, submit
from trunkline.access.errors import NotPermitted
from trunkline.access.model import SYSTEM
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    MilestoneBasis,
    MilestoneDue,
    MilestonePolicy,
    MilestoneSpecification,
    ReachedBy,
)
from trunkline.catalog.queries import load_catalog
from trunkline.decomposition.model import Decomposition, DomainOrderDraft, Reason, ReasonCode
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import MilestoneId, ServiceOrderId, TaskId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.orchestration import store
from trunkline.orchestration.dry_run import dry_run
from trunkline.orchestration.growing import add_to_plan
from trunkline.orchestration.milestone_linking import link_plan_milestones
from trunkline.orchestration.planning import plan_service_orders
from trunkline.orchestration.progress import apply, step
from trunkline.ordering.commands import approve_service_order, edit_service_order, reach_milestone, reopen_milestone
from trunkline.ordering.errors import MilestoneChanged, ReasonRequired
from trunkline.ordering.milestone_queries import get_milestone, milestones_of_order, targets_of_order
from trunkline.ordering.model import Milestone
from trunkline.ordering.queries import get_service_order
from trunkline.ordering.wire_answer import render_service_order
from trunkline.reactions import react

HOUR = timedelta(hours=1)


def stone(key: str, *, due: MilestoneDue | None = None, **reached: str) -> MilestoneSpecification:
    return MilestoneSpecification(
        key=key,
        name=key.title(),
        description=f"about {key}",
        reached_by=ReachedBy(**reached),
        due=due or MilestoneDue(),
    )


CATALOG = document(
    cfs("line", number("Ports", default=2), characteristic("Serial"), relationships=(needs("port"), needs("port-b"))),
    cfs("mail"),
    rfs("port"),
    rfs("port-b"),
    plan("line-add", task("survey", duration=HOUR), task("hand-over", "survey", after_children=True, duration=HOUR),
         specification="line"),
    plan("port-add", task("patch", duration=2 * HOUR), specification="port"),
    plan("port-b-add", task("patch", duration=4 * HOUR), specification="port-b"),
    plan("mail-add", task("open"), specification="mail"),
    MilestonePolicy(id="line", specification="line", actions=("add",), milestones=(
        stone("accepted", order_state="inProgress",
              due=MilestoneDue(basis=MilestoneBasis.SUBMITTED, offset=timedelta(days=1))),
        stone("patched", task="patch", due=MilestoneDue(offset=HOUR)),
        stone("port-ready", specification="port"),
        stone("blessed"),
        stone("done", order_state="completed", due=MilestoneDue(basis=MilestoneBasis.REQUESTED, offset=-HOUR)),
    )),
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


async def submitted(database: Database) -> ServiceOrderId:
    async with database.transaction() as tx:
        order = await submit(tx, item("1", "line"), item("2", "mail"), requestedCompletionDate="2026-12-01T12:00:00Z")
    return order.id


async def planned(database: Database) -> ServiceOrderId:
    order_id = await submitted(database)
    async with database.transaction() as tx:
        await approve_service_order(tx, order_id, by=MANAGER, now=LATER)
    async with database.transaction() as tx:
        await plan_service_orders(tx, [order_id], now=LATER)
    return order_id


async def end(database: Database, order_id: ServiceOrderId, keys: Sequence[str], verb: str = "complete") -> None:
    """Ends the open tasks of these keys, one by one."""
    for key in keys:
        async with database.transaction() as tx:
            await store.lock_orders(tx, [order_id])
            n = await tx.fetchval(
                "SELECT min(n) FROM task WHERE service_order_id = $1 AND key = $2 AND ended_at IS NULL", order_id, key
            )
            assert await apply(tx, [step(await store.get_task(tx, TaskId(order_id, n)), verb)], by="test", now=LATER)


async def stones(tx: Tx, order_id: ServiceOrderId) -> dict[str, Milestone]:
    return {one.key: one for one in await milestones_of_order(tx, order_id)}


async def states(database: Database, order_id: ServiceOrderId) -> dict[str, str]:
    async with database.reading() as tx:
        return {key: one.state.value for key, one in (await stones(tx, order_id)).items()}


async def test_a_submitted_order_has_the_milestones_of_its_items_open_and_dated(database: Database) -> None:
    """MIL-01: by specification and action; a change before approval takes them along."""
    order_id = await submitted(database)
    async with database.transaction() as tx:
        found = await stones(tx, order_id)
        assert {(one.item_id, one.state, one.targets) for one in found.values()} == {("1", "open", 0)}
        assert list(found) == ["accepted", "patched", "port-ready", "blessed", "done"]
        assert found["accepted"].due_at == NOW + timedelta(days=1)
        assert found["done"].due_at is not None and found["done"].due_at.isoformat() == "2026-12-01T11:00:00+00:00"
        assert found["patched"].due_at is None  # nobody knows before there is a plan
        order = await get_service_order(tx, order_id)
        tried = await dry_run(tx, order, now=LATER)
        await edit_service_order(
            tx, order_id, {"serviceOrderItem": [item("9", "line"), item("2", "mail"), item("3", "line")]},
            by=AGENT, now=NOW)  # fmt: skip
        after = await milestones_of_order(tx, order_id)
    assert [(one.item_id, one.key) for one in after] == [
        (number, key) for number in ("9", "3") for key in ("accepted", "patched", "port-ready", "blessed", "done")
    ]
    order_id = await planned(database)
    async with database.reading() as tx:
        real = await stones(tx, order_id)
    assert {one.key: (one.targets, one.due_at) for one in tried.milestones} == {
        key: (one.targets, one.due_at) for key, one in real.items()
    }  # MIL-01, CAP-19: the dry run shows what is made


async def test_milestones_are_reached_by_the_order_the_last_task_and_the_last_domain_order(database: Database) -> None:
    """MIL-02: each sets its date and records an event; what is expected follows the work."""
    order_id = await planned(database)
    async with database.reading() as tx:
        found = await stones(tx, order_id)
        ends = {row["key"]: row["end_at"] for row in await tx.fetch(
            "SELECT key, max(planned_end_at) AS end_at FROM task WHERE service_order_id = $1 GROUP BY key", order_id)}  # fmt: skip
    assert (found["accepted"].state, found["accepted"].reached_at) == ("reached", LATER)
    assert (found["patched"].targets, found["patched"].due_at) == (2, ends["patch"] + HOUR)
    assert found["patched"].expected_at == ends["patch"]
    assert (found["port-ready"].targets, found["blessed"].due_at) == (1, ends["hand-over"])
    await end(database, order_id, ["patch"])
    assert await states(database, order_id) == {
        "accepted": "reached", "patched": "open", "port-ready": "reached", "blessed": "open", "done": "open",
    }  # fmt: skip
    await end(database, order_id, ["patch"], "leaveOut")
    assert (await states(database, order_id))["patched"] == "reached"
    await end(database, order_id, ["survey", "hand-over", "open"])
    assert await states(database, order_id) == {
        "accepted": "reached", "patched": "reached", "port-ready": "reached", "blessed": "missed", "done": "reached",
    }  # fmt: skip
    async with database.reading() as tx:
        told = await tx.fetch(
            "SELECT kind, n, data->>'key' AS key FROM event WHERE kind LIKE 'Milestone%' AND service_order_id = $1"
            " ORDER BY id", order_id)  # fmt: skip
        assert [(row["kind"], row["key"]) for row in told] == [
            ("MilestoneReached", "accepted"), ("MilestoneReached", "port-ready"), ("MilestoneReached", "patched"),
            ("MilestoneMissed", "blessed"), ("MilestoneReached", "done"),
        ]  # fmt: skip
        assert await tx.fetchval("SELECT count(*) FROM milestone WHERE open_targets > 0") == 0
        order, found = await get_service_order(tx, order_id), await stones(tx, order_id)
    [first, *_] = render_service_order(order, milestones=list(found.values()))["milestone"]
    assert first == {
        "id": f"MS-{order_id:06d}-1", "name": "Accepted", "description": "about accepted", "status": "reached",
        "milestoneDate": "2026-11-23T10:00:00Z", "@type": "ServiceOrderMilestone",
        "serviceOrderItem": [{
            "itemId": "1", "serviceOrderId": order.number, "@type": "ServiceOrderItemRef",
            "serviceOrderHref": f"/tmf-api/serviceOrdering/v4/serviceOrder/{order.number}",
            "@referredType": "ServiceOrderItem"}],
    }  # fmt: skip


async def test_a_task_that_failed_reaches_no_milestone(database: Database) -> None:
    """MIL-02: reached means done, not over."""
    order_id = await planned(database)
    await end(database, order_id, ["patch", "patch"], "cancel")
    assert (await states(database, order_id))["patched"] == "open"


async def test_a_person_reaches_a_milestone_with_a_reason_and_takes_it_back(database: Database) -> None:
    """MIL-02: by hand, also late; the second of two is told."""
    order_id = await planned(database)
    blessed = MilestoneId(order_id, 4)
    async with database.transaction() as tx:
        with pytest.raises(NotPermitted):
            await reach_milestone(tx, blessed, note="x", by=VIEWER, now=LATER)
        with pytest.raises(NotPermitted):
            await reach_milestone(tx, blessed, note="x", by=INTEGRATOR, now=LATER)
        with pytest.raises(ReasonRequired):
            await reach_milestone(tx, blessed, note="  ", by=AGENT, now=LATER)
        done = await reach_milestone(tx, blessed, note="signed on paper", by=AGENT, now=LATER, version=1)
        assert (done.state, done.reached_by, done.note, done.version) == ("reached", AGENT.name, "signed on paper", 2)
        with pytest.raises(MilestoneChanged):
            await reopen_milestone(tx, blessed, note="x", by=MANAGER, now=LATER, version=1)
        with pytest.raises(MoveRefused):
            await reach_milestone(tx, blessed, note="again", by=AGENT, now=LATER)
        back = await reopen_milestone(tx, blessed, note="wrong order", by=MANAGER, now=LATER)
        assert (back.state, back.reached_at) == ("open", None)
    await end(database, order_id, ["patch", "patch", "survey", "hand-over", "open"])
    async with database.transaction() as tx:
        assert (await get_milestone(tx, blessed)).state == "missed"
        assert (await reach_milestone(tx, blessed, note="it came late", by=AGENT, now=LATER)).state == "reached"


async def test_a_branch_that_joins_the_plan_joins_the_milestones_that_wait_for_such_work(database: Database) -> None:
    """MIL-02, DEC-12: what was open waits for the new work too; done twice it changes nothing."""
    order_id = await planned(database)
    await end(database, order_id, ["patch"])
    draft = DomainOrderDraft(
        n=9, parent_n=1, item_n=1, kind="rfs", action="add", name="Port", specification_id="port-b",
        specification_version=1, characteristics={}, reason=Reason(code=ReasonCode.RULE_FIRED, text="the value came"),
    )  # fmt: skip
    async with database.transaction() as tx:
        await store.lock_orders(tx, [order_id])
        order = await get_service_order(tx, order_id)
        catalog = await load_catalog(tx, order.catalog_revision)
        added = Decomposition(domain_orders=(draft,), skipped=())
        await add_to_plan(tx, order, added, catalog, because="a value came", by="test", now=LATER)
    async with database.transaction() as tx:
        await link_plan_milestones(tx, [order_id], now=LATER)
        found = (await stones(tx, order_id))["patched"]
        assert (found.targets, found.open_targets, found.state) == (3, 2, "open")
        named = await targets_of_order(tx, order_id)
        tasks = {
            TaskId(order_id, n).number for n in await tx.fetchval("SELECT array_agg(n) FROM task WHERE key = 'patch'")
        }
        assert (set(named[found.n]), len(named[found.n])) == (tasks, 3)
    await end(database, order_id, ["patch"])
    assert (await states(database, order_id))["patched"] == "open"
    await end(database, order_id, ["patch"])
    assert (await states(database, order_id))["patched"] == "reached"
