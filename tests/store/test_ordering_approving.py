"""Approval by several people, of some items, by a policy, of what was shown; against a real database."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders_ordering import (
    AGENT,
    FOUR_EYES,
    LATER,
    MANAGER,
    NOBODY,
    NOW,
    SURVEY,
    actor,
    item,
    load_catalog,
    load_policies,
    submit,
)  # fmt: skip
from trunkline.access.errors import NotPermitted
from trunkline.access.model import Role
from trunkline.kit.db import Database, Tx
from trunkline.kit.lifecycle import MoveRefused
from trunkline.ordering import commands, item_choice, queries
from trunkline.ordering.errors import (
    AlreadySigned,
    ItemsNotDecidable,
    OtherItemsSigned,
    PreviewChanged,
    ReasonRequired,
    ReviewNotPassed,
)  # fmt: skip
from trunkline.ordering.model import Check, Preview, ServiceOrder
from trunkline.ordering.progress import ItemDelta, progress
from trunkline.ordering.state import ServiceOrderState

S = ServiceOrderState
SECOND = actor(Role.SERVICE_ORDER_MANAGER, "second.manager")


async def shown(tx: Tx, order: ServiceOrder, *, now) -> Preview:
    """A dry run that sees the version and the items of the order."""
    made = {"version": order.version, "items": [found.item_id for found in order.items]}
    return Preview(digest=repr(made), shown=made)


async def approve(tx: Tx, order: ServiceOrder, by=MANAGER, **more) -> ServiceOrder:
    return await commands.approve_service_order(tx, order.id, by=by, now=LATER, **more)


async def kinds(tx: Tx, order: ServiceOrder) -> list[str]:
    entries, _ = await queries.list_history(tx, order.id)
    return [entry.kind for entry in reversed(entries)]


def states(order: ServiceOrder) -> dict[str, str]:
    return {found.item_id: found.state.value for found in order.items}


@pytest.fixture
async def shop(db: Database) -> Database:
    """A database with the small catalog."""
    await load_catalog(db)
    return db


async def test_two_different_people_must_approve_a_risky_order(db):
    """APR-14."""
    await load_policies(db, approval=(FOUR_EYES,))
    async with db.transaction() as tx:
        order = await submit(tx, item("1", specification="risky"))
        [asked] = await queries.list_approvals(tx, order.id)
        assert (asked.needed, asked.policy) == (2, "four-eyes@1")
        waiting = await approve(tx, order, note="first")
    assert (waiting.state, waiting.state_reason) == (S.ACKNOWLEDGED, "approvals 1 of 2")
    async with db.transaction() as tx:
        with pytest.raises(AlreadySigned, match="somebody else"):
            await approve(tx, order)
    async with db.transaction() as tx:
        done = await approve(tx, order, by=SECOND, note="second")
        [decision] = await queries.list_approvals(tx, order.id)
        signed = await queries.list_signatures(tx, order.id)
        told = await kinds(tx, order)
    assert (done.state, done.state_reason) == (S.IN_PROGRESS, None)
    assert (decision.state, decision.decided_by) == ("approved", "second.manager")
    assert {(one.signed_by, one.note) for one in signed} == {(MANAGER.name, "first"), ("second.manager", "second")}
    assert told.count("ApprovalSigned") == 1 and told.count("ServiceOrderApproved") == 1


async def test_a_change_of_the_order_makes_the_first_yes_worthless(db):
    """APR-14, NEW-29."""
    await load_policies(db, approval=(FOUR_EYES,))
    async with db.transaction() as tx:
        order = await submit(tx, item("1", specification="risky"))
        await approve(tx, order)
        await commands.edit_service_order(
            tx, order.id, {"requestedStartDate": "2027-01-01T00:00:00Z"}, by=AGENT, now=LATER
        )
        edited = await queries.get_service_order(tx, order.id)
        assert (edited.state_reason, edited.version) == (None, 2)
        again = await approve(tx, order)
    assert (again.state, again.state_reason) == (S.ACKNOWLEDGED, "approvals 1 of 2")


async def test_a_rejected_order_that_one_person_approved_can_still_be_reopened(db):
    """APR-11, APR-14."""
    await load_policies(db, approval=(FOUR_EYES,))
    async with db.transaction() as tx:
        order = await submit(tx, item("1", specification="risky"))
        await commands.reject_service_order(tx, order.id, reason_code="other", note="x", by=MANAGER, now=LATER)
        assert (await approve(tx, order)).state is S.REJECTED
        await commands.reopen_service_order(tx, order.id, by=AGENT, now=LATER)
        await commands.resubmit_service_order(tx, order.id, by=AGENT, now=LATER)
        found = [approval.state for approval in await queries.list_approvals(tx, order.id)]
    assert found == ["rejected", "withdrawn", "pending"]


async def test_two_of_three_items_are_approved_and_the_third_waits(shop):
    """APR-13."""
    async with shop.transaction() as tx:
        nested = item("A", serviceOrderItem=[item("A1")])
        order = await submit(tx, nested, item("B"), item("C"))
        part = await approve(tx, order, items=[1, 3])
        counted = await tx.fetchrow("SELECT total_items, open_items FROM service_order")
        told = await kinds(tx, order)
        asked = await queries.list_approvals(tx, order.id)
        verbs = commands.possible_verbs(part, MANAGER)
        assert part == await queries.get_service_order(tx, order.id)
    assert states(part) == {"A": "inProgress", "A1": "inProgress", "B": "inProgress", "C": "acknowledged"}
    assert (part.state, part.state_reason) == (S.IN_PROGRESS, "2 of 3 items decided")
    assert tuple(counted) == (3, 3)
    assert "ServiceOrderItemsApproved" in told and "ServiceOrderApproved" not in told
    assert [(one.state, one.items) for one in asked] == [("approved", (1, 3)), ("pending", None)]
    assert {"approve", "approveItems", "rejectItems"} <= set(verbs)
    assert [found.item_id for found in item_choice.approved_part(part).items] == ["A", "A1", "B"]


async def test_the_waiting_item_joins_later_with_the_same_catalog(shop):
    """APR-13."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A"), item("B"))
        first = await approve(tx, order, items=[1])
    await load_policies(shop)
    async with shop.transaction() as tx:
        whole = await approve(tx, order, by=SECOND)
        entries, _ = await queries.list_history(tx, order.id)
    assert (whole.state, whole.state_reason, whole.catalog_revision) == (S.IN_PROGRESS, None, first.catalog_revision)
    assert set(states(whole).values()) == {"inProgress"}
    joined = next(entry for entry in entries if entry.kind == "ServiceOrderItemsApproved")
    assert (joined.data["items"], joined.data["first"], joined.data["waiting"]) == ([2], False, 0)
    async with shop.transaction() as tx:
        with pytest.raises(MoveRefused):
            await approve(tx, order)


async def test_an_item_refused_later_counts_as_cancelled_when_the_order_ends(shop):
    """APR-13."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A"), item("B"))
        await approve(tx, order, items=[1])
        with pytest.raises(ReasonRequired):
            await commands.reject_items(tx, order.id, [2], reason_code=None, note=None, by=MANAGER, now=LATER)
        part = await commands.reject_items(tx, order.id, [2], reason_code="other", note="x", by=MANAGER, now=LATER)
        assert (part.state, states(part)["B"]) == (S.IN_PROGRESS, "rejected")
        await progress(tx, [ItemDelta(service_order_id=order.id, n=1)], now=LATER)
        ended = await queries.get_service_order(tx, order.id)
    assert (ended.state, states(ended)) == (S.PARTIAL, {"A": "completed", "B": "rejected"})


async def test_an_order_ends_when_its_last_waiting_item_is_refused(shop):
    """APR-13."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A"), item("B"))
        await approve(tx, order, items=[1])
        await progress(tx, [ItemDelta(service_order_id=order.id, n=1)], now=LATER)
        assert (await queries.get_service_order(tx, order.id)).state is S.IN_PROGRESS
        ended = await commands.reject_items(tx, order.id, [2], reason_code="other", note="x", by=MANAGER, now=LATER)
    assert ended.state is S.PARTIAL and ended.completion_date == LATER


@pytest.mark.parametrize("chosen", [[], [2], [9], [1, 2]])
async def test_only_top_items_that_wait_can_be_chosen(shop, chosen):
    """APR-13."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A", serviceOrderItem=[item("A1")]), item("B"))
        with pytest.raises(ItemsNotDecidable):
            await approve(tx, order, items=chosen)


async def test_an_item_is_not_approved_without_the_one_it_needs(shop):
    """APR-13, APR-17."""
    needs = [{"relationshipType": "requires", "orderItem": {"itemId": "B"}}]
    async with shop.transaction() as tx:
        order = await submit(tx, item("A", serviceOrderItemRelationship=needs), item("B"), item("C"))
        with pytest.raises(ReviewNotPassed) as refused:
            await approve(tx, order, items=[1])
        assert [problem.item for problem in refused.value.problems] == ["A"]
        await approve(tx, order, items=[2])
        joined = await approve(tx, order, items=[1])
    assert states(joined) == {"A": "inProgress", "B": "inProgress", "C": "acknowledged"}


async def test_the_second_person_must_mean_the_same_items(db):
    """APR-13, APR-14."""
    await load_policies(db, approval=(FOUR_EYES,))
    async with db.transaction() as tx:
        order = await submit(tx, item("1", specification="risky"), item("2", specification="risky"))
        await approve(tx, order, items=[1])
        with pytest.raises(OtherItemsSigned):
            await approve(tx, order, by=SECOND)
        part = await approve(tx, order, by=SECOND, items=[1])
    assert states(part) == {"1": "inProgress", "2": "acknowledged"}


async def test_the_approval_keeps_what_was_shown_and_refuses_what_changed_since(shop):
    """NEW-29."""
    async with shop.transaction() as tx:
        order = await submit(tx)
        _, _, seen = await commands.review_with_preview(tx, order.id, now=NOW, previewer=shown)
        await commands.edit_service_order(
            tx, order.id, {"requestedStartDate": "2027-01-01T00:00:00Z"}, by=AGENT, now=NOW
        )
        with pytest.raises(PreviewChanged):
            await approve(tx, order, preview=seen.digest, previewer=shown)
        with pytest.raises(PreviewChanged):
            await approve(tx, order, preview=seen.digest)
        _, _, seen = await commands.review_with_preview(tx, order.id, now=NOW, previewer=shown)
        await approve(tx, order, preview=seen.digest, previewer=shown)
        [signature] = await queries.list_signatures(tx, order.id)
    assert (signature.preview, signature.shown) == (seen.digest, {"version": 2, "items": ["1"]})


async def test_what_the_dry_run_finds_keeps_an_order_from_approval(shop):
    """APR-08, APR-17."""

    async def faulty(tx, order, *, now):
        found = await shown(tx, order, now=now)
        return replace(found, checks=(Check(key="compatibility", name="Goes together", passed=False, blocking=True),))

    async with shop.transaction() as tx:
        order = await submit(tx)
        with pytest.raises(ReviewNotPassed, match="goes together"):
            await approve(tx, order, previewer=faulty)


async def test_an_order_that_a_policy_matches_is_approved_by_the_system(db):
    """APR-16."""
    await load_policies(db, approval=(NOBODY, FOUR_EYES))
    async with db.transaction() as tx:
        mail = await submit(tx, item("1", specification="mail"))
        other = await submit(tx)
        given = await commands.approve_by_policy(tx, [other.id, mail.id], now=LATER)
        assert given == [mail.id]
        assert await commands.approve_by_policy(tx, [other.id, mail.id], now=LATER) == []
        [decision] = await queries.list_approvals(tx, mail.id)
        told = await kinds(tx, mail)
        assert (await queries.get_service_order(tx, other.id)).state is S.ACKNOWLEDGED
    assert (decision.state, decision.decided_by, decision.policy) == ("approved", "system", "mail-alone@1")
    assert "AutomaticApprovalGiven" in told


async def test_a_policy_does_not_let_through_what_the_review_finds_wrong(db):
    """APR-05, APR-16."""
    await load_policies(db, approval=(NOBODY,))
    async with db.transaction() as tx:
        order = await submit(tx, item("1", specification="mail", priceType="recurring"))
        assert await commands.approve_by_policy(tx, [order.id], now=LATER) == []
        entries, _ = await queries.list_history(tx, order.id)
        assert (await queries.get_service_order(tx, order.id)).state is S.ACKNOWLEDGED
    assert entries[0].kind == "AutomaticApprovalWithheld" and "contractStartDate" in entries[0].data["reason"]


async def test_the_review_warns_of_a_likely_duplicate_and_names_it(shop):
    """APR-08."""
    async with shop.transaction() as tx:
        first = await submit(tx)
        second = await submit(tx)
        checks = {check.key: check for check in await commands.review(tx, second.id, now=NOW)}
    found = checks["duplicates"]
    assert found.result == "warning" and first.number in found.reason
    assert checks["contract"].result == "pass"


async def test_items_are_decided_by_those_who_may_approve(shop):
    """APR-04, APR-13."""
    async with shop.transaction() as tx:
        order = await submit(tx, item("A"), item("B"))
        with pytest.raises(NotPermitted):
            await approve(tx, order, by=AGENT, items=[1])
        with pytest.raises(ItemsNotDecidable, match="not partly approved"):
            await commands.reject_items(tx, order.id, [1], reason_code="other", note="x", by=MANAGER, now=LATER)


async def test_an_order_in_enrichment_is_not_approved(db):
    """APR-07."""
    await load_policies(db, enrichment=(SURVEY,))
    async with db.transaction() as tx:
        order = await submit(tx, item("1", specification="risky"))
        checks = {check.key: check for check in await commands.review(tx, order.id, now=NOW)}
        assert checks["enrichment"].result == "fail" and len(checks["enrichment"].problems) == 2
        with pytest.raises(Exception, match="waits for its enrichment"):
            await approve(tx, order)
