"""Ten thousand fallouts of one failure, mended by one campaign, or skipped: canary, the next ten, the rest at full rate."""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import time

from trunkline.access.model import ROLE_PERMISSIONS, SYSTEM, Actor, Role
from trunkline.bench.measure import Measure, Tell
from trunkline.bench.throughput import approved_orders
from trunkline.catalog.commands import load_documents
from trunkline.catalog.model import (
    CatalogDocument,
    PlanSpecification,
    Specification,
    SpecificationKind,
    TaskSpecification,
)
from trunkline.fallout.campaign_commands import approve_campaign, draft_campaign, start_campaign
from trunkline.fallout.campaign_model import CampaignPlan, Selection
from trunkline.fallout.campaign_queries import get_campaign
from trunkline.fallout.queries import list_groups
from trunkline.fallout.state import CampaignRecordState, Resolution
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused
from trunkline.worker import Worker

_COUNT = 10_000
_LIMIT_SECONDS = 120.0
_FULL_RATE = 60_000  # records a minute
_RETRY = CampaignPlan(resolution=Resolution.RETRY, rate=_FULL_RATE)
_SKIP = CampaignPlan(resolution=Resolution.SKIP, rate=_FULL_RATE, note="done outside")
_SECOND = Actor(name="second", permissions=ROLE_PERMISSIONS[Role.FALLOUT_MANAGER])


class _Domain:
    """A domain system that refuses everything until it is mended."""

    mended = False

    async def execute(self, call: ExecutionCall) -> Answer:
        """Refuses, or is done."""
        if self.mended:
            return Completed()
        message = f"port ge-0/0/{call.task_id.service_order_id} is in use"
        return Refused(error_class="refused", message=message, retryable=False)


async def campaigns(database: Database, orders: int, rounds: int, tell: Tell) -> list[Measure]:
    """The scenario. `orders` is not used: the number of fallouts is part of it; one round lasts a minute or two."""
    document = CatalogDocument(
        catalog="benchmark",
        specifications=(Specification(id="bench-service", kind=SpecificationKind.RFS, name="Benchmark service"),),
        plans=(
            PlanSpecification(
                id="bench-plan", specification="bench-service",
                tasks=(TaskSpecification(key="activate", name="Activate", kind="automated", executor="noop"),)),
        ),
    )  # fmt: skip
    async with database.transaction() as tx:
        await load_documents(tx, [document], by=SYSTEM, now=clock.now())
    async with database.reading() as tx:
        revision: int = await tx.fetchval("SELECT max(published_revision) FROM specification")
    measures = []
    for plan, what in ((_RETRY, "mended"), (_SKIP, "skipped")):
        runs = [await _run(database, revision, plan, tell) for _ in range(min(rounds, 2))]
        measures.append(
            Measure(
                scenario=f"{_COUNT:,} fallouts {what} by one campaign", unit="s", best=min(runs),
                median=statistics.median(runs), limit=_LIMIT_SECONDS, runs=tuple(runs),
            )
        )  # fmt: skip
    return measures


async def _run(database: Database, revision: int, plan: CampaignPlan, tell: Tell) -> float:
    domain = _Domain()
    started = time.perf_counter()
    async with database.transaction() as tx:
        await approved_orders(tx, _COUNT, revision)
    await Worker(database, domain).drain()
    async with database.connection() as connection:
        await connection.execute("VACUUM ANALYZE")
    tell(f"{_COUNT:,} orders planned and failed in {time.perf_counter() - started:.1f} s")
    domain.mended = True
    started = time.perf_counter()
    async with database.transaction() as tx:
        group = (await list_groups(tx, wanted="open"))[0]
        drafted = await draft_campaign(tx, Selection(), plan, group_id=group.id, by=SYSTEM, now=clock.now())
        await start_campaign(tx, drafted.id, by=SYSTEM, now=clock.now())
        await approve_campaign(tx, drafted.id, by=_SECOND, now=clock.now())
    stop = asyncio.Event()
    working = asyncio.create_task(Worker(database, domain).run(stop))
    try:
        ended = False
        while not ended:
            ended = await _told(database, drafted.id, started, tell)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 1)
    finally:
        stop.set()
        await working
    return time.perf_counter() - started


async def _told(database: Database, campaign_id: int, started: float, tell: Tell) -> bool:
    """Tells how far it is; whether it has ended."""
    async with database.reading() as tx:
        view = await get_campaign(tx, campaign_id)
    succeeded = sum(tally.states.get(CampaignRecordState.SUCCEEDED, 0) for tally in view.tallies)
    tell(f"{time.perf_counter() - started:5.1f} s: {succeeded:,} of {view.campaign.total:,}, {view.campaign.state}")
    return view.campaign.ended_at is not None and view.campaign.settled
