"""Enrichment before approval, against a real database."""

from __future__ import annotations

import pytest

from builders_ordering import (
    AGENT,
    LATER,
    MANAGER,
    NOW,
    SURVEY,
    VIEWER,
    actor,
    item,
    load_policies,
    submit,
)  # fmt: skip
from trunkline.access.errors import NotPermitted
from trunkline.access.model import Role
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import EnrichmentTaskId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.ordering import commands, enrichment_queries, queries
from trunkline.ordering.enrichment_queries import EnrichmentFilter
from trunkline.ordering.errors import (
    EnrichmentDataMissing,
    EnrichmentOpen,
    EnrichmentTaskChanged,
    NotDeletable,
    ReasonRequired,
    UnknownEnrichmentAssignee,
    UnknownEnrichmentTask,
)  # fmt: skip
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.state import ServiceOrderState
from trunkline.ordering.wire_answer import render_service_order

S = ServiceOrderState
WORKER = actor(Role.FULFILLMENT_AGENT, "worker")


@pytest.fixture
async def shop(db: Database) -> Database:
    """A database in which the risky specification is enriched."""
    await load_policies(db, enrichment=(SURVEY,))
    return db


async def captured(tx: Tx) -> ServiceOrder:
    return await submit(tx, item("A", specification="risky"), item("B"))


def task(order: ServiceOrder, n: int) -> EnrichmentTaskId:
    return EnrichmentTaskId(order.id, n)


async def complete(tx: Tx, order: ServiceOrder, n: int, **values):
    return await commands.complete_enrichment_task(tx, task(order, n), values, by=WORKER, now=LATER)


async def test_a_matching_item_and_its_order_wait_and_the_others_do_not(shop):
    """ENR-01, ENR-02, ENR-06."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        assert await queries.list_approvals(tx, order.id) == []
        tasks = await enrichment_queries.list_tasks_of_order(tx, order.id)
    assert (order.state, order.state_reason, order.state_before) == (S.PENDING, "enrichment", S.ACKNOWLEDGED)
    assert {one.item_id: one.state for one in order.items} == {"A": S.PENDING, "B": S.ACKNOWLEDGED}
    assert [(one.number, one.item_id, one.key, one.state) for one in tasks] == [
        (f"ENR-{order.id:06d}-1", "A", "visit", "ready"), (f"ENR-{order.id:06d}-2", "A", "vlan", "waiting"),
    ]  # fmt: skip


async def test_the_last_task_acknowledges_the_order_and_the_values_are_the_items(shop):
    """ENR-03, ENR-05."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        await commands.start_enrichment_task(tx, task(order, 1), by=WORKER, now=LATER)
        await complete(tx, order, 1, Survey="fine")
        assert (await queries.get_service_order(tx, order.id)).state is S.PENDING
        await complete(tx, order, 2, Vlan="17")
        done = await queries.get_service_order(tx, order.id)
        [asked] = await queries.list_approvals(tx, order.id)
        kinds = [entry.kind for entry in (await queries.list_history(tx, order.id))[0]]
        approved = await commands.approve_service_order(tx, order.id, by=MANAGER, now=LATER)
    assert (done.state, done.state_reason, done.state_before, done.version) == (S.ACKNOWLEDGED, None, None, 3)
    assert {one.state for one in done.items} == {S.ACKNOWLEDGED}
    held = {name: (known.value, known.origin) for name, known in done.items[0].characteristics.items()}
    assert held == {
        "Survey": ("fine", f"enrichment:ENR-{order.id:06d}-1"), "Vlan": (17, f"enrichment:ENR-{order.id:06d}-2"),
    }  # fmt: skip
    assert (asked.state, asked.order_version) == ("pending", 3)
    assert {"EnrichmentStarted", "EnrichmentTaskAssigned", "EnrichmentTaskStateChanged", "EnrichmentFinished"} <= set(
        kinds
    )
    assert approved.state is S.IN_PROGRESS


@pytest.mark.parametrize("values", [{}, {"Survey": "  "}, {"Survey": "x", "Vlan": 1}, {"Survey": 7}, {"Other": 1}])
async def test_a_task_is_not_completed_without_its_data_or_with_other_data(shop, values):
    """ENR-07."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        with pytest.raises(EnrichmentDataMissing) as refused:
            await complete(tx, order, 1, **values)
        assert refused.value.problems and all(
            problem.item == task(order, 1).number for problem in refused.value.problems
        )
        assert (await queries.get_service_order(tx, order.id)).version == 1


async def test_values_are_checked_as_the_specification_says(shop):
    """ENR-07."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        await complete(tx, order, 1, Survey="x")
        with pytest.raises(EnrichmentDataMissing, match="wrong data"):
            await complete(tx, order, 2, Vlan=5000)


async def test_enrichment_is_held_and_goes_on_and_nothing_else_moves_the_order(shop):
    """ENR-04."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        with pytest.raises(ReasonRequired):
            await commands.hold_enrichment(tx, order.id, reason=" ", by=WORKER, now=LATER)
        await commands.hold_enrichment(tx, order.id, reason="site closed", by=WORKER, now=LATER)
        held = await queries.get_service_order(tx, order.id)
        assert (held.state, held.state_reason) == (S.HELD, "enrichment: site closed")
        assert {one.item_id: one.state for one in held.items} == {"A": S.HELD, "B": S.ACKNOWLEDGED}
        with pytest.raises(EnrichmentOpen):
            await commands.release_service_order(tx, order.id, by="system", now=LATER)
        with pytest.raises(MoveRefused):
            await complete(tx, order, 1, Survey="x")
        await commands.resume_enrichment(tx, order.id, by=WORKER, now=LATER)
        back = await queries.get_service_order(tx, order.id)
        assert (back.state, back.items[0].state, back.state_before) == (S.PENDING, S.PENDING, S.ACKNOWLEDGED)
        for refused, verb in (
            (MoveRefused, commands.reopen_service_order(tx, order.id, by=AGENT, now=LATER)),
            (EnrichmentOpen, commands.approve_service_order(tx, order.id, by=MANAGER, now=LATER)),
            (EnrichmentOpen, commands.hold_service_order(tx, order.id, reason="x", by="system", now=LATER)),
            (NotDeletable, commands.delete_service_order(tx, order.id, by=AGENT, now=LATER)),
            (MoveRefused, commands.reject_service_order(
                tx, order.id, reason_code="other", note="x", by=MANAGER, now=LATER)),
        ):  # fmt: skip
            with pytest.raises(refused):
                await verb


async def test_a_held_task_holds_the_order_only_when_nothing_else_can_be_done(shop):
    """ENR-04."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A", specification="risky"), item("B", specification="risky"))
        await commands.hold_enrichment_task(tx, task(order, 1), reason="x", by=WORKER, now=LATER)
        one = await queries.get_service_order(tx, order.id)
        assert (one.state, [found.state for found in one.items]) == (S.PENDING, [S.HELD, S.PENDING])
        await commands.hold_enrichment_task(tx, task(order, 3), reason="y", by=WORKER, now=LATER)
        assert (await queries.get_service_order(tx, order.id)).state is S.HELD
        await commands.resume_enrichment_task(tx, task(order, 3), by=WORKER, now=LATER)
        assert (await queries.get_service_order(tx, order.id)).state is S.PENDING


async def test_a_waiting_task_and_one_that_somebody_changed_are_refused(shop):
    """ENR-03."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        with pytest.raises(EnrichmentOpen, match="visit"):
            await complete(tx, order, 2, Vlan=1)
        with pytest.raises(UnknownEnrichmentTask):
            await complete(tx, order, 9)
        await commands.start_enrichment_task(tx, task(order, 1), by=WORKER, now=LATER, version=1)
        with pytest.raises(EnrichmentTaskChanged):
            await commands.start_enrichment_task(tx, task(order, 1), by=WORKER, now=LATER, version=1)
        await complete(tx, order, 1, Survey="x")
        with pytest.raises(MoveRefused):
            await complete(tx, order, 1, Survey="x")


async def test_a_draft_is_enriched_when_it_is_submitted_and_not_twice(shop):
    """ENR-01, APR-11."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        await complete(tx, order, 1, Survey="x")
        await complete(tx, order, 2, Vlan=3)
        await commands.reject_service_order(tx, order.id, reason_code="other", note="x", by=MANAGER, now=LATER)
        await commands.reopen_service_order(tx, order.id, by=AGENT, now=LATER)
        again = await commands.resubmit_service_order(tx, order.id, by=AGENT, now=LATER)
        assert again.state is S.ACKNOWLEDGED
        assert len(await enrichment_queries.list_tasks_of_order(tx, order.id)) == 2


async def test_the_worklist_shows_what_is_open_the_most_urgent_first(shop):
    """ENR-01."""
    async with shop.transaction() as tx:
        low = await captured(tx)
        high = await submit(tx, item("A", specification="risky"), priority="1")
        tasks, total = await enrichment_queries.list_enrichment_tasks(tx, EnrichmentFilter(), limit=3)
        assert (total, [one.service_order_id for one in tasks]) == (4, [high.id, high.id, low.id])
        rest, _ = await enrichment_queries.list_enrichment_tasks(
            tx, EnrichmentFilter(), after=enrichment_queries.place_of(tasks[-1]), limit=3
        )
        assert [one.number for one in rest] == [f"ENR-{low.id:06d}-2"]
        await commands.start_enrichment_task(tx, task(low, 1), by=WORKER, now=LATER)
        mine, count = await enrichment_queries.list_enrichment_tasks(tx, EnrichmentFilter(assignee="worker"))
        assert (count, mine[0].state, mine[0].started_at) == (1, "inProgress", LATER)
        _, free = await enrichment_queries.list_enrichment_tasks(tx, EnrichmentFilter(unassigned=True))
        assert free == 3


async def test_tasks_are_taken_by_those_who_work_and_given_by_those_who_manage(shop):
    """ENR-01."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        with pytest.raises(NotPermitted):
            await commands.start_enrichment_task(tx, task(order, 1), by=VIEWER, now=NOW)
        with pytest.raises(NotPermitted):
            await commands.assign_enrichment_task(tx, task(order, 1), assignee="ann", by=WORKER, now=NOW)
        taken = await commands.assign_enrichment_task(tx, task(order, 1), assignee="worker", by=WORKER, now=NOW)
        assert taken.assignee == "worker"
        with pytest.raises(UnknownEnrichmentAssignee):
            await commands.assign_enrichment_task(tx, task(order, 1), assignee="nobody", by=MANAGER, now=NOW)
        freed = await commands.assign_enrichment_task(tx, task(order, 1), assignee="", by=MANAGER, now=NOW)
        assert freed.assignee is None


async def test_an_order_that_is_given_up_leaves_no_open_task(shop):
    """ENR-04."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        cancelled = await commands.cancel_enrichment(tx, order.id, by=AGENT, now=LATER)
        assert [one.state for one in cancelled] == ["cancelled", "cancelled"]
        assert (await enrichment_queries.list_enrichment_tasks(tx, EnrichmentFilter()))[1] == 0


async def test_a_finding_that_is_sent_back_unchanged_stays_the_finding_of_its_task(shop):
    """ENR-05."""
    async with shop.transaction() as tx:
        order = await captured(tx)
        await complete(tx, order, 1, Survey="x")
        await complete(tx, order, 2, Vlan=3)
        sent = render_service_order(await queries.get_service_order(tx, order.id))
        items = sent["serviceOrderItem"]
        values = {held["name"]: held for held in items[0]["service"]["serviceCharacteristic"]}
        values["Vlan"]["value"] = 4
        edited = await commands.edit_service_order(tx, order.id, {"serviceOrderItem": items}, by=AGENT, now=LATER)
    origins = {name: held.origin for name, held in edited.items[0].characteristics.items()}
    assert origins == {"Survey": f"enrichment:ENR-{order.id:06d}-1", "Vlan": "order"}
