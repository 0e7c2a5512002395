"""Campaigns on real records: what is listed is what is touched, outcomes are true, and the counts always sum."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from builders_fallout import MANAGER, exhausted, person, plant_order, plant_order_with_catalog
from builders_orchestration import T0, Shape
from trunkline.access.model import Actor, Role
from trunkline.fallout.campaign_commands import (
    approve_campaign,
    draft_campaign,
    pause_campaign,
    resume_campaign,
    start_campaign,
    stop_campaign,
)
from trunkline.fallout.campaign_limit import campaign_choice
from trunkline.fallout.campaign_model import (
    Campaign,
    CampaignPlan,
    Selection,
)
from trunkline.fallout.campaign_queries import CampaignView, get_campaign, list_records
from trunkline.fallout.campaign_running import advance_campaigns
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.fallout.errors import CampaignIncomplete, CampaignOutdated, SecondPersonNeeded
from trunkline.fallout.group_store import group_drift, list_groups
from trunkline.fallout.learning_queries import read_runbook
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import CampaignState, Resolution
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, TaskId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused
from trunkline.orchestration.progress import apply, moves_of
from trunkline.orchestration.queries import counter_drift, list_tasks
from trunkline.orchestration.store import lock_orders
from trunkline.reactions import react
from trunkline.worker import Worker

SECOND = person(Role.FALLOUT_MANAGER, "second")
ONE = Shape(tasks=((1, "automated"),))
RETRY = CampaignPlan(resolution=Resolution.RETRY, rate=60_000)


class Domain:
    """A domain system that refuses the orders in `refuses`, as it did before."""

    def __init__(self) -> None:
        self.refuses: Collection[int] = ()
        self.asked: list[int] = []

    async def execute(self, call: ExecutionCall) -> Answer:
        """Refuses or is done."""
        order = call.task_id.service_order_id
        self.asked.append(order)
        if order in self.refuses:
            return Refused(error_class="refused", message=f"port ge-0/0/{order} is in use", retryable=False)
        return Completed()


class Desk:
    """Orders whose first task failed, a domain system, a worker and a clock that is moved by hand."""

    def __init__(self, database: Database, orders: list[ServiceOrderId]) -> None:
        self.database, self.orders, self.domain, self.now = database, orders, Domain(), T0
        self.worker = Worker(database, self.domain, clock=self._clock)

    def _clock(self) -> datetime:
        return self.now

    async def step(self) -> None:
        """A second passes: one step of campaigns, and the worker does what is due."""
        self.now += timedelta(seconds=1)
        async with self.database.transaction() as tx:
            await advance_campaigns(tx, self.now)
        await self.worker.drain()

    async def draft(self, plan: CampaignPlan = RETRY, **more: object) -> Campaign:
        """A campaign for the group of the first signature."""
        async with self.database.transaction() as tx:
            group = (await list_groups(tx))[0]
            return await draft_campaign(tx, Selection(), plan, group_id=group.id, by=MANAGER, now=self.now, **more)  # type: ignore[arg-type]

    async def start(self, campaign: Campaign, by: Actor = MANAGER) -> Campaign:
        """Begins."""
        async with self.database.transaction() as tx:
            return await start_campaign(tx, campaign.id, by=by, now=self.now)

    async def view(self, campaign: Campaign) -> tuple[CampaignView, dict[str, int]]:
        """The campaign, and its counts by state; they always sum to what was drawn."""
        async with self.database.reading() as tx:
            view = await get_campaign(tx, campaign.id)
            records = await list_records(tx, campaign.id, limit=1000)
        counts: dict[str, int] = {}
        for record in records:
            counts[record.state.value] = counts.get(record.state.value, 0) + 1
        tallied: dict[str, int] = {}
        for tally in view.tallies:
            for state, count in tally.states.items():
                tallied[state.value] = tallied.get(state.value, 0) + count
        assert tallied == counts
        assert sum(count for state, count in counts.items() if state != "conflict") == view.campaign.total
        return view, counts

    async def fallout_states(self) -> dict[str, int]:
        """How many fallouts are in which state."""
        async with self.database.reading() as tx:
            rows = await tx.fetch("SELECT state, count(*) FROM fallout GROUP BY state")
        return {row[0]: row[1] for row in rows}


@asynccontextmanager
async def desk(database_url: str, count: int, *, limit: int = 100, catalog: int = 0) -> AsyncIterator[Desk]:
    """`count` orders that failed alike; `catalog` of them have a specification in the catalog."""
    database = await Database.connect(database_url, react=react, known=campaign_choice(limit))
    try:
        orders = [await plant_order(database, ONE) for _ in range(count - catalog)]
        orders += [await plant_order_with_catalog(database) for _ in range(catalog)]
        async with database.transaction() as tx:
            await tx.execute("DELETE FROM work")
            events = [exhausted(TaskId(order, 1), message=f"port ge-0/0/{order} is in use") for order in orders]
            await raise_for_exhausted(tx, events, now=T0)
        yield Desk(database, orders)
    finally:
        await database.close()


async def test_a_right_fix_goes_out_in_waves_and_resolves_the_parent_with_its_children(database_url: str) -> None:
    """NEW-06, NEW-21, FAL-11: what was listed is what was touched; re-reading gives the same numbers."""
    async with desk(database_url, 30) as at:
        campaign = await at.draft()
        assert (campaign.waves, campaign.needs_second) == ((1, 10, 19), False)
        async with at.database.reading() as tx:
            listed = [record.fallout_id for record in await list_records(tx, campaign.id, limit=100)]
        await at.start(campaign)
        reached = []
        for _ in range(12):
            await at.step()
            view, counts = await at.view(campaign)
            reached.append(len(at.domain.asked))
            if view.campaign.state is CampaignState.COMPLETED:
                break
        assert reached[0] == 1
        assert all(after <= 11 for after in reached[: reached.index(11) + 1])
        assert counts == {"succeeded": 30}
        assert sorted(at.domain.asked) == sorted(fallout.service_order_id for fallout in listed)
        assert (await at.view(campaign))[1] == counts
        async with at.database.transaction() as tx:
            (group,) = await list_groups(tx)
            assert (group.state, group.open, group.resolved) == ("resolved", 0, 30)
            assert await group_drift(tx) == []
            assert await counter_drift(tx) == []


async def test_a_wrong_fix_touches_the_canary_and_nothing_else(database_url: str) -> None:
    """NEW-06, UIF-63: nothing was mended, so nothing is called a success."""
    async with desk(database_url, 30) as at:
        at.domain.refuses = set(at.orders)
        campaign = await at.draft()
        await at.start(campaign)
        for _ in range(5):
            await at.step()
        view, counts = await at.view(campaign)
        assert len(at.domain.asked) == 1
        assert counts == {"stillFailing": 1, "untouched": 29}
        assert view.campaign.state is CampaignState.STOPPED
        assert "1 of the 1 in wave 1 failed" in (view.campaign.stop_reason or "")
        assert sum(n for state, n in (await at.fallout_states()).items() if state == "open") == 30


async def test_a_fix_that_fails_here_and_there_tells_which(database_url: str) -> None:
    """NEW-06: per-order truthful result below the threshold."""
    async with desk(database_url, 40) as at:
        campaign = await at.draft(CampaignPlan(resolution=Resolution.RETRY, rate=60_000, failure_limit=20))
        async with at.database.reading() as tx:
            records = await list_records(tx, campaign.id, limit=100)
        wrong = {record.fallout_id.service_order_id for record in (records[3], records[20], records[30])}
        at.domain.refuses = wrong
        await at.start(campaign)
        for _ in range(12):
            await at.step()
        view, counts = await at.view(campaign)
        assert view.campaign.state is CampaignState.COMPLETED
        assert counts["succeeded"] == 37
        async with at.database.reading() as tx:
            after = await list_records(tx, campaign.id, limit=100)
        assert {r.fallout_id.service_order_id for r in after if r.state != "succeeded"} == wrong
        assert all("is in use" in (r.reason or "") for r in after if r.state != "succeeded")


async def test_when_a_pause_has_committed_nothing_more_is_touched(database_url: str) -> None:
    """NEW-21, UIF-62: pause, resume, stop; outcomes still come in while it is paused."""
    async with desk(database_url, 25) as at:
        campaign = await at.draft()
        await at.start(campaign)
        at.now += timedelta(seconds=1)
        async with at.database.transaction() as tx:
            await advance_campaigns(tx, at.now)
        async with at.database.transaction() as tx:
            await pause_campaign(tx, campaign.id, by=MANAGER, now=at.now)
        for _ in range(3):
            await at.step()
        assert (await at.view(campaign))[1] == {"succeeded": 1, "waiting": 24}
        async with at.database.transaction() as tx:
            await resume_campaign(tx, campaign.id, by=MANAGER, now=at.now)
        await at.step()
        assert len(at.domain.asked) == 11
        async with at.database.transaction() as tx:
            with pytest.raises(CampaignIncomplete):
                await stop_campaign(tx, campaign.id, reason=" ", by=MANAGER, now=at.now)
            await stop_campaign(tx, campaign.id, reason="enough", by=MANAGER, now=at.now)
            with pytest.raises(MoveRefused):
                await resume_campaign(tx, campaign.id, by=MANAGER, now=at.now)
        for _ in range(2):
            await at.step()
        assert (await at.view(campaign))[1] == {"succeeded": 11, "untouched": 14}


async def test_above_the_limit_a_second_person_says_yes(database_url: str) -> None:
    """NEW-21: four eyes; not the first person's."""
    async with desk(database_url, 6, limit=5) as at:
        campaign = await at.draft()
        assert (await at.start(campaign)).state is CampaignState.AWAITING_APPROVAL
        await at.step()
        assert at.domain.asked == []
        async with at.database.transaction() as tx:
            with pytest.raises(SecondPersonNeeded):
                await approve_campaign(tx, campaign.id, by=MANAGER, now=at.now)
            running = await approve_campaign(tx, campaign.id, by=SECOND, now=at.now)
        assert (running.state, running.started_by, running.approved_by) == (CampaignState.RUNNING, "maria", "second")
        await at.step()
        assert len(at.domain.asked) == 1


async def test_conflicts_are_left_out_and_what_was_mended_meanwhile_is_said(database_url: str) -> None:
    """NEW-21: one campaign at a time has a fallout; a fallout that somebody else mended is no success of ours."""
    async with desk(database_url, 4, catalog=1) as at:
        change = CampaignPlan(resolution=Resolution.CORRECT_AND_RETRY, change={"speed": 5000}, rate=60_000)
        with pytest.raises(CampaignIncomplete, match="the change does not fit it"):
            await at.draft(change)
        first, second = await at.draft(), await at.draft()
        await at.start(first)
        with pytest.raises(CampaignOutdated, match="4 of the fallouts"):
            await at.start(second)
        with pytest.raises(CampaignIncomplete, match="running campaign FC-"):
            await at.draft()
        async with at.database.transaction() as tx:
            taken = (await list_records(tx, first.id, limit=9))[3].fallout_id
            await resolve_fallout(tx, taken, resolution=Resolution.GIVE_UP, note="lost", by=MANAGER, now=at.now)
        for _ in range(6):
            await at.step()
        view, counts = await at.view(first)
        assert (view.campaign.state, counts) == (CampaignState.COMPLETED, {"succeeded": 3, "overtaken": 1})


async def test_what_a_campaign_found_out_is_offered_and_the_rates_are_those_of_the_log(database_url: str) -> None:
    """NEW-24: the runbook of a failure, recomputed from the history; a retry that failed again is no success."""
    async with desk(database_url, 30) as at:
        plan = CampaignPlan(resolution=Resolution.RETRY, rate=60_000, failure_limit=40, note="port freed")
        campaign = await at.draft(plan)
        at.domain.refuses = set(at.orders[20:26])
        await at.start(campaign)
        for _ in range(12):
            await at.step()
        view, counts = await at.view(campaign)
        assert (view.campaign.state, counts) == (CampaignState.COMPLETED, {"succeeded": 24, "stillFailing": 6})
        async with at.database.reading() as tx:
            signature = (await list_groups(tx))[0].signature
            book = await read_runbook(tx, signature)
            rows = await tx.fetch("SELECT kind, count(*) FROM event WHERE kind LIKE 'Fallout%' GROUP BY kind")
            notes = await tx.fetch("SELECT DISTINCT note FROM fallout_remedy")
        log = {row[0]: row[1] for row in rows}
        (found,) = book.experiences
        assert (found.tried, found.mended, found.failed, found.open) == (
            log["FalloutRemedied"], log["FalloutResolved"], log["FalloutFailedAgain"], 0,
        )  # fmt: skip
        assert (found.rate, book.best) == (24 / 30, found)
        assert [row["note"] for row in notes] == [f"{campaign.number}: port freed"]


class Fates(Domain):
    """A domain system that answers each order as it is fated."""

    def __init__(self, fates: Mapping[int, str]) -> None:
        super().__init__()
        self.fates = fates

    async def execute(self, call: ExecutionCall) -> Answer:
        """Done, refused as before, or refused in another way."""
        order = call.task_id.service_order_id
        self.asked.append(order)
        match self.fates[order]:
            case "same":
                return Refused(error_class="refused", message=f"port ge-0/0/{order} is in use", retryable=False)
            case "differently":
                return Refused(error_class="refused", message="the card is broken", retryable=False)
        return Completed()


BECAME = {
    "done": "succeeded", "same": "stillFailing", "differently": "failingDifferently", "byHand": "overtaken",
    "cancelledBefore": "overtaken", "cancelledWhile": "stillFailing",
}  # fmt: skip


async def _cancel_tasks(at: Desk, orders: Collection[int], states: Collection[str]) -> None:
    async with at.database.transaction() as tx:
        await lock_orders(tx, orders)
        tasks = await list_tasks(tx, [TaskId(ServiceOrderId(order), 1) for order in orders])
        moves = moves_of([task for task in tasks if task.state in states], "cancel", reason="not wanted any more")
        await apply(tx, moves, by="maria", now=at.now)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_the_counts_sum_and_are_true_whatever_becomes_of_the_records(database_url: str, seed: int) -> None:
    """NEW-06, NEW-07, NEW-21: failing again or differently, resolved by hand or cancelled meanwhile: after every step
    the counts sum to the total, in the end each record says what its task and its fallout say."""
    async with desk(database_url, 26) as at:
        chance = random.Random(seed)
        names = [*BECAME, *chance.choices(list(BECAME), k=20)]
        chance.shuffle(names)
        fates = dict(zip(at.orders, names, strict=True))
        at.domain = Fates(fates)
        at.worker = Worker(at.database, at.domain, clock=at._clock)
        campaign = await at.draft(CampaignPlan(resolution=Resolution.RETRY, rate=60_000, failure_limit=100))
        await at.start(campaign)
        async with at.database.reading() as tx:
            listed = {record.fallout_id.service_order_id: record.fallout_id for record in await list_records(
                tx, campaign.id, limit=100)}  # fmt: skip
        async with at.database.transaction() as tx:
            for order in (order for order, fate in fates.items() if fate == "byHand"):
                await resolve_fallout(
                    tx, listed[order], resolution=Resolution.COMPLETE_BY_HAND, note="done", by=MANAGER, now=at.now
                )
        await _cancel_tasks(at, [order for order, fate in fates.items() if fate == "cancelledBefore"], ["held"])
        leaving = [order for order, fate in fates.items() if fate == "cancelledWhile"]
        for _ in range(8):
            at.now += timedelta(seconds=1)
            async with at.database.transaction() as tx:
                await advance_campaigns(tx, at.now)
            await _cancel_tasks(at, leaving, ["ready"])
            await at.worker.drain()
            await at.view(campaign)
        view, _ = await at.view(campaign)
        assert view.campaign.state is CampaignState.COMPLETED
        async with at.database.reading() as tx:
            records = await list_records(tx, campaign.id, limit=100)
            rows = await tx.fetch(
                """
                SELECT f.service_order_id, f.state AS fallout, t.state AS task
                  FROM fallout AS f
                  JOIN task AS t ON t.service_order_id = f.service_order_id AND t.n = f.task_n
                """
            )
            assert await group_drift(tx) == []
            assert await counter_drift(tx) == []
        became = {record.fallout_id.service_order_id: record.state.value for record in records}
        assert became == {order: BECAME[fate] for order, fate in fates.items()}
        for row in rows:
            mended = (row["fallout"], row["task"]) == ("resolved", "completed")
            assert mended == (fates[row["service_order_id"]] in ("done", "byHand")), dict(row)
        touched = {order for order, fate in fates.items() if fate in ("done", "same", "differently")}
        assert sorted(at.domain.asked) == sorted(touched)
