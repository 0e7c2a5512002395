"""Several worker processes at one campaign: nothing is done twice, and the campaign's own limits hold in total."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise

from builders_fallout import MANAGER, exhausted
from builders_orchestration import Shape, plant
from builders_workers import begin_worker, until_connected
from trunkline.fallout.campaign_commands import (
    draft_campaign,
    pause_campaign,
    resume_campaign,
    start_campaign,
)
from trunkline.fallout.campaign_model import Campaign, CampaignPlan, CampaignRecord, Selection
from trunkline.fallout.campaign_queries import CampaignView, get_campaign, list_records
from trunkline.fallout.commands import raise_for_exhausted
from trunkline.fallout.group_store import group_drift
from trunkline.fallout.state import CampaignRecordState, CampaignState, Resolution
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import TaskId
from trunkline.orchestration.queries import counter_drift
from trunkline.reactions import react

RATE = 1_200  # a minute
PLAN = CampaignPlan(resolution=Resolution.RETRY, rate=RATE, canary=(1, 5))


async def _campaign(database: Database, count: int, *, executor: str) -> Campaign:
    """`count` orders whose only task failed alike, and a running campaign for them."""
    async with database.transaction() as tx:
        orders = [await plant(tx, Shape(tasks=((1, "automated"),)), now=clock.now()) for _ in range(count)]
        await tx.execute("UPDATE task SET executor = $1 WHERE service_order_id = ANY ($2)", executor, orders)
        await tx.execute("DELETE FROM work")
        raised = await raise_for_exhausted(tx, [exhausted(TaskId(order, 1)) for order in orders], now=clock.now())
        chosen = Selection(fallouts=tuple(fallout.id for fallout in raised))
        drafted = await draft_campaign(tx, chosen, PLAN, by=MANAGER, now=clock.now())
        return await start_campaign(tx, drafted.id, by=MANAGER, now=clock.now())


@asynccontextmanager
async def _workers(database_url: str, count: int) -> AsyncIterator[list[Process]]:
    processes = [await begin_worker(database_url) for _ in range(count)]
    try:
        for process in processes:
            await until_connected(process)
        yield processes
    finally:
        for process in processes:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _until(database: Database, campaign: Campaign, true: Callable[[CampaignView], bool]) -> CampaignView:
    async with asyncio.timeout(30):
        while True:
            async with database.reading() as tx:
                view = await get_campaign(tx, campaign.id)
            if true(view):
                return view
            await asyncio.sleep(0.02)


async def _records(database: Database, campaign: Campaign) -> list[CampaignRecord]:
    async with database.reading() as tx:
        return await list_records(tx, campaign.id, limit=1000)


def _tried(view: CampaignView) -> int:
    untried = (CampaignRecordState.WAITING, CampaignRecordState.UNTOUCHED, CampaignRecordState.LISTED)
    return sum(tally.size - sum(tally.states.get(state, 0) for state in untried) for tally in view.tallies)


def _limits_held(records: list[CampaignRecord]) -> None:
    """No wave began before every record of the one before had its outcome, and never more than the rate were tried."""
    waves = sorted({record.wave for record in records})
    for before, after in pairwise(waves):
        ended = max(record.settled_at for record in records if record.wave == before if record.settled_at)
        begun = [record.tried_at for record in records if record.wave == after if record.tried_at]
        assert not begun or min(begun) >= ended
    instants = sorted(record.tried_at for record in records if record.tried_at)
    for place, at in enumerate(instants, start=1):
        allowed = RATE / 60 * ((at - instants[0]).total_seconds() + 1)  # a second's worth is there from the start
        assert place <= allowed


async def test_four_workers_do_a_campaign_as_one_would_whoever_is_killed(database_url: str) -> None:
    """NEW-06, NEW-21, OPS-02: a wrong fix touches the canary, a pause is obeyed by all, and what a worker that
    was killed had in hand is done by another."""
    database = await Database.connect(database_url, react=react)
    wrong = await _campaign(database, 8, executor="nowhere")
    async with _workers(database_url, 4) as workers:
        view = await _until(database, wrong, lambda seen: seen.campaign.state is CampaignState.STOPPED)
        assert _tried(view) == 1

        right = await _campaign(database, 36, executor="simulator")
        await _until(database, right, lambda seen: seen.campaign.wave == 3 and _tried(seen) >= 12)
        for process in workers[:2]:
            os.kill(process.pid, signal.SIGKILL)
        async with database.transaction() as tx:
            paused = await pause_campaign(tx, right.id, by=MANAGER, now=clock.now())
        assert paused.state is CampaignState.PAUSED
        tried = _tried(await _until(database, right, lambda seen: seen.campaign.settled))
        assert tried < 36
        await asyncio.sleep(0.7)  # two steps of each worker
        view = await _until(database, right, lambda _: True)
        assert _tried(view) == tried
        async with database.transaction() as tx:
            await resume_campaign(tx, right.id, by=MANAGER, now=clock.now())
        await _until(database, right, lambda seen: seen.campaign.state is CampaignState.COMPLETED)
    _limits_held(await _records(database, right))
    done = 36
    async with database.reading() as tx:
        remedied = await tx.fetchrow(
            """
            SELECT count(*) AS n, count(DISTINCT (service_order_id, n)) AS d
              FROM event
             WHERE kind = 'FalloutRemedied'
            """
        )
        assert remedied is not None
        assert (remedied["n"], remedied["d"]) == (done + 1, done + 1)
        assert await tx.fetchval("SELECT count(*) FROM simulator_effect") == done
        assert await tx.fetchval("SELECT count(*) FROM event WHERE kind = 'TaskCompleted'") == done
        assert await counter_drift(tx) == []
        assert await group_drift(tx) == []
    states = [record.state for record in await _records(database, right)]
    assert set(states) == {CampaignRecordState.SUCCEEDED}
    await database.close()
