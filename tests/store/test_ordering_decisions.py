"""Commands that decide about orders, against a real database."""

from __future__ import annotations

import asyncio
import random

import pytest

from builders_ordering import (
    AGENT,
    INTEGRATOR,
    LATER,
    MANAGER,
    NOW,
    VIEWER,
    item,
    load_catalog,
    plant_inventory,
    submit,
)
from trunkline.access.errors import NotPermitted
from trunkline.kit.db import Database, Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import ServiceOrderId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.ordering import commands, queries
from trunkline.ordering.errors import (
    OrderChanged,
    ReasonRequired,
    ReviewNotPassed,
)
from trunkline.ordering.model import ServiceOrder
from trunkline.ordering.state import SERVICE_ORDER_LIFECYCLE, ServiceOrderState
from trunkline.ordering.wire_answer import render_service_order

S = ServiceOrderState


@pytest.fixture
async def shop(db: Database) -> Database:
    """A database with the small catalog."""
    await load_catalog(db)
    return db


async def approve(tx: Tx, order: ServiceOrder, **more) -> ServiceOrder:
    return await commands.approve_service_order(tx, order.id, by=MANAGER, now=LATER, **more)


async def reject(tx: Tx, order: ServiceOrder, **more) -> ServiceOrder:
    given = {"reason_code": "wrongData", "note": "no such street", **more}
    return await commands.reject_service_order(tx, order.id, by=MANAGER, now=LATER, **given)


async def history(tx: Tx, order: ServiceOrder) -> list[str]:
    entries, _ = await queries.list_history(tx, order.id)
    return [entry.kind for entry in reversed(entries)]


async def test_approval_moves_order_and_items_and_pins_the_catalog(shop):
    """APR-01, APR-09."""
    async with shop.transaction() as tx:
        nested = item("A", serviceOrderItem=[item("A1"), item("A2", serviceOrderItem=[item("A21")])])
        order = await submit(tx, nested, item("B"))
    async with shop.transaction() as tx:
        approved = await approve(tx, order, note="fine", version=1)
        assert approved == await queries.get_service_order(tx, order.id)
        [decision] = await queries.list_approvals(tx, order.id)
        entries, _ = await queries.list_history(tx, order.id)
        counters = await tx.fetch("SELECT item_id, total_items, open_items FROM service_order_item ORDER BY n")
        top = await tx.fetchrow("SELECT total_items, open_items FROM service_order")
    assert approved.state is S.IN_PROGRESS and {one.state for one in approved.items} == {S.IN_PROGRESS}
    assert approved.catalog_revision is not None and approved.start_date == LATER
    assert {one.specification_version for one in approved.items} == {1}
    assert (decision.state, decision.decided_by, decision.decided_at, decision.order_version, decision.note) == (
        "approved", MANAGER.name, LATER, 1, "fine",
    )  # fmt: skip
    told = next(entry for entry in entries if entry.kind == "ServiceOrderApproved")
    assert (told.by, told.at, told.data["version"], told.data["catalog_revision"]) == (
        MANAGER.name, LATER, 1, approved.catalog_revision,
    )  # fmt: skip
    assert [tuple(row) for row in counters] == [("A", 2, 2), ("A1", 0, 0), ("A2", 1, 1), ("A21", 0, 0), ("B", 0, 0)]
    assert top is not None and tuple(top) == (2, 2)


async def test_a_rejected_order_can_be_approved_after_all_which_resolves_the_investigation(shop):
    """APR-02, APR-11."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        await reject(tx, order)
        approved = await approve(tx, order)
        [investigation] = await queries.list_investigations(tx, order.id)
        states = [approval.state for approval in await queries.list_approvals(tx, order.id)]
    assert approved.state is S.IN_PROGRESS and approved.state_reason is None
    assert investigation.state == "resolved" and investigation.closed_at == LATER
    assert states == ["rejected", "approved"]


@pytest.mark.parametrize("verb", ["approve", "reject"])
async def test_a_decision_in_a_wrong_state_is_refused_and_changes_nothing(shop, verb):
    """APR-03."""
    decide = {"approve": approve, "reject": reject}[verb]
    async with shop.transaction() as tx:
        order = await submit(tx)
        before = await approve(tx, order)
    with pytest.raises(MoveRefused, match=f"cannot {verb} from state inProgress"):
        async with shop.transaction() as tx:
            await decide(tx, order)
    async with shop.reading() as tx:
        assert await queries.get_service_order(tx, order.id) == before


@pytest.mark.parametrize("who", [AGENT, INTEGRATOR, VIEWER])
async def test_who_lacks_the_permission_decides_nothing(shop, who):
    """APR-04."""
    async with shop.transaction() as tx:
        order = await submit(tx)
    for attempt in (
        lambda tx: commands.approve_service_order(tx, order.id, by=who, now=NOW),
        lambda tx: commands.reject_service_order(tx, order.id, reason_code="other", note="x", by=who, now=NOW),
    ):
        with pytest.raises(NotPermitted, match="service_order:approve"):
            async with shop.transaction() as tx:
                await attempt(tx)


async def test_of_two_who_approve_at_once_the_second_hears_of_the_first(shop):
    """APR-01, APR-03."""
    async with shop.transaction() as tx:
        order = await submit(tx)

    async def one() -> str:
        try:
            async with shop.transaction() as tx:
                await approve(tx, order)
            return "approved"
        except MoveRefused as refused:
            return refused.message

    answers = await asyncio.gather(one(), one(), one())
    assert sorted(answers)[0] == "approved"
    assert sum(answer.startswith("cannot approve from state inProgress") for answer in answers) == 2
    async with shop.reading() as tx:
        assert (await history(tx, order)).count("ServiceOrderApproved") == 1


async def test_a_decision_about_a_version_that_was_changed_meanwhile_is_refused(shop):
    """APR-09."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        await commands.edit_service_order(tx, order.id, {"priority": "1"}, by=AGENT, now=NOW)
    for decide in (approve, reject):
        with pytest.raises(OrderChanged):
            async with shop.transaction() as tx:
                await decide(tx, order, version=1)
    async with shop.transaction() as tx:
        assert (await approve(tx, order, version=2)).state is S.IN_PROGRESS


@pytest.mark.parametrize(("code", "note"), [(None, "x"), ("other", None), ("other", "  "), ("mood", "x")])
async def test_a_rejection_without_code_or_note_is_refused(shop, code, note):
    """APR-10, STM-02."""
    async with shop.transaction() as tx:
        order = await submit(tx)
    with pytest.raises(ReasonRequired) as caught:
        async with shop.transaction() as tx:
            await reject(tx, order, reason_code=code, note=note)
    assert caught.value.problems
    async with shop.reading() as tx:
        assert (await queries.get_service_order(tx, order.id)).state is S.ACKNOWLEDGED


async def test_a_rejection_moves_order_and_items_and_makes_no_work(shop):
    """APR-10, APR-12."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A"), item("B"))
        rejected = await reject(tx, order)
        left = await tx.fetchval("SELECT (SELECT count(*) FROM domain_order) + (SELECT count(*) FROM task)")
    assert (rejected.state, rejected.state_reason) == (S.REJECTED, "wrongData: no such street")
    assert {one.state for one in rejected.items} == {S.REJECTED}
    assert left == 0


async def test_an_investigation_is_not_due_in_the_past(shop):
    """APR-11."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        with pytest.raises(ReasonRequired, match="past"):
            await reject(tx, order, due_at=NOW)


async def test_an_order_is_given_up_with_a_reason(shop):
    """APR-11, STM-02."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        await reject(tx, order)
        with pytest.raises(ReasonRequired):
            await commands.abandon_service_order(tx, order.id, note=" ", by=MANAGER, now=LATER)
        ended = await commands.abandon_service_order(tx, order.id, note="customer gone", by=MANAGER, now=LATER)
        [closed] = await queries.list_investigations(tx, order.id)
    assert (ended.state, ended.completion_date, closed.state) == (S.CANCELLED, LATER, "abandoned")
    assert render_service_order(ended)["cancellationReason"] == "customer gone"


async def test_a_lenient_order_is_not_approved_until_its_issues_are_mended(shop):
    """CAP-17."""
    wrong = item("A", service_serviceCharacteristic=[{"name": "Coverage", "value": "Golden"}])
    async with shop.transaction() as tx:
        order = await submit(tx, wrong, validationMode="lenient")
        assert len(order.items[0].issues) == 1
        assert render_service_order(order)["serviceOrderItem"][0]["errorMessage"]
    with pytest.raises(ReviewNotPassed) as caught:
        async with shop.transaction() as tx:
            await approve(tx, order)
    assert caught.value.problems[0].item == "A"
    async with shop.transaction() as tx:
        mended = await commands.edit_service_order(tx, order.id, {"serviceOrderItem": [item("A")]}, by=AGENT, now=LATER)
        assert mended.items[0].issues == ()
        assert (await approve(tx, order)).state is S.IN_PROGRESS


async def test_inventory_that_another_order_is_changing_blocks_approval(shop):
    """CAP-13."""
    async with shop.transaction() as tx:
        _, number = await plant_inventory(tx, state="changePending")
        order = await submit(tx, item("A", action="modify", specification=None, service_id=number))
    with pytest.raises(ReviewNotPassed, match="no other order is changing it"):
        async with shop.transaction() as tx:
            await approve(tx, order)


async def test_the_machine_holds_an_order_for_a_reason_and_lets_it_go_on(shop):
    """STM-02."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        await approve(tx, order)
        with pytest.raises(ReasonRequired):
            await commands.hold_service_order(tx, order.id, reason="", by="system", now=LATER)
        held = await commands.hold_service_order(tx, order.id, reason="broken", by="system", now=LATER)
        assert (held.state, held.state_reason) == (S.HELD, "broken")
        released = await commands.release_service_order(tx, order.id, by="system", now=LATER)
        assert (released.state, released.state_reason) == (S.IN_PROGRESS, None)


async def test_an_order_of_ten_thousand_items_is_taken_in_and_approved(shop):
    """CAP-01, APR-01."""
    async with shop.transaction() as tx:
        order = await submit(tx, *(item(str(n)) for n in range(10_000)))
    async with shop.transaction() as tx:
        approved = await approve(tx, order)
        assert await tx.fetchval("SELECT open_items FROM service_order") == 10_000
    assert len(approved.items) == 10_000


@pytest.mark.parametrize("seed", range(4))
async def test_no_sequence_of_commands_moves_an_order_along_an_arrow_that_is_not_in_the_table(shop, seed):
    """STM-01."""
    chance = random.Random(seed)
    arrows = {(before.value, after.value) for _, before, after in SERVICE_ORDER_LIFECYCLE.moves}
    async with shop.transaction() as tx:
        order_id: ServiceOrderId = (await submit(tx)).id
    attempts = {
        "approve": lambda tx: commands.approve_service_order(tx, order_id, by=MANAGER, now=NOW),
        "reject": lambda tx: commands.reject_service_order(
            tx, order_id, reason_code="other", note="x", by=MANAGER, now=NOW
        ),
        "reopen": lambda tx: commands.reopen_service_order(tx, order_id, by=AGENT, now=NOW),
        "submit": lambda tx: commands.resubmit_service_order(tx, order_id, by=AGENT, now=NOW),
        "edit": lambda tx: commands.edit_service_order(
            tx, order_id, {"description": str(chance.random())}, by=AGENT, now=NOW
        ),
        "state": lambda tx: commands.edit_service_order(tx, order_id, {"state": "completed"}, by=AGENT, now=NOW),
        "abandon": lambda tx: commands.abandon_service_order(tx, order_id, note="x", by=MANAGER, now=NOW),
        "hold": lambda tx: commands.hold_service_order(tx, order_id, reason="x", by="system", now=NOW),
        "release": lambda tx: commands.release_service_order(tx, order_id, by="system", now=NOW),
    }
    for _ in range(25):
        try:
            async with shop.transaction() as tx:
                await attempts[chance.choice(sorted(attempts))](tx)
        except TrunklineError as refused:
            assert refused.status in (400, 409)
    async with shop.reading() as tx:
        entries, _ = await queries.list_history(tx, order_id, limit=500)
        final = (await queries.get_service_order(tx, order_id)).state.value
    moves = [
        (entry.data["before"], entry.data["after"])
        for entry in reversed(entries)
        if entry.kind == "ServiceOrderStateChanged"
    ]
    assert set(moves) <= arrows
    path = ["acknowledged", *(after for _, after in moves)]
    assert path[-1] == final and [before for before, _ in moves] == path[:-1]
