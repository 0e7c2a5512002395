"""What workers do besides executing tasks and planning orders: timers of orders, and chores of the whole system."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import msgspec

from trunkline.agreements.following import follow_agreements
from trunkline.appointments.keeping import keep_appointments
from trunkline.assignment.routing import hand_over_absent, push_tasks, route_tasks
from trunkline.attachments.commands import forget_removed_files
from trunkline.fallout.campaign_running import advance_campaigns
from trunkline.fallout.routing_commands import escalate_due
from trunkline.insight.watchdog import look_for_stuck_items
from trunkline.inventory.due_changes import run_due_inventory_changes
from trunkline.jeopardy.commands import watch_clocks, watch_due_dates
from trunkline.jeopardy.predicting import keep_lengths
from trunkline.jeopardy.watching import watch_appointments, watch_items, watch_starts
from trunkline.kit.db import OUTAGE, Database, Tx
from trunkline.notifications.collecting import collect_notifications, forget_notifications
from trunkline.notifications.hub_commands import collect_hub_events
from trunkline.orchestration.cancelling import end_holds
from trunkline.orchestration.estimating import estimate_plans, notice_late_tasks, notice_progress
from trunkline.orchestration.holding import close_holds_of_ended
from trunkline.orchestration.revaluing import extend_due_plans
from trunkline.orchestration.timers import release_due_tasks
from trunkline.work.commands import beat, claim_work, due_kinds, finish_work, postpone_work, say_goodbye
from trunkline.work.heartbeats import BEAT
from trunkline.work.model import Claim, WorkKind
from trunkline.work.retry import rest

log = logging.getLogger("trunkline.duties")

BATCH = 100  # their orders are locked meanwhile, and no task of theirs moves
_LATELY = timedelta(seconds=10)
Duty = Callable[[Tx, Sequence[Claim], datetime], Awaitable[None]]

# work of an order, by kind: what is done with claims that are due, in the transaction that claims and finishes them
DUTIES: Mapping[WorkKind, Duty] = {
    WorkKind.RELEASE_TASK: release_due_tasks,
    WorkKind.EXTEND_PLAN: extend_due_plans,
    WorkKind.ESTIMATE_PLAN: estimate_plans,
}


class Chore(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is looked after every so often by one worker at a time, for the whole system.

    `do` answers how much it did; when that is its own limit, it is called again at once.
    """

    name: str
    every: timedelta
    do: Callable[[Tx, datetime], Awaitable[int]]


CHORES: tuple[Chore, ...] = (
    Chore(name="advanceCampaigns", every=timedelta(milliseconds=300), do=advance_campaigns),
    Chore(name="escalateFallouts", every=timedelta(seconds=30), do=escalate_due),
    Chore(name="runDueInventoryChanges", every=timedelta(minutes=1), do=run_due_inventory_changes),
    Chore(name="forgetRemovedFiles", every=timedelta(hours=1), do=forget_removed_files),
    Chore(name="noticeProgress", every=timedelta(seconds=10), do=notice_progress),
    Chore(name="noticeLateTasks", every=timedelta(minutes=5), do=notice_late_tasks),
    Chore(name="endDueHolds", every=timedelta(seconds=30), do=end_holds),
    Chore(name="closeHoldsOfEnded", every=timedelta(minutes=1), do=close_holds_of_ended),
    Chore(name="watchClocks", every=timedelta(seconds=30), do=watch_clocks),
    Chore(name="keepLengths", every=timedelta(minutes=1), do=keep_lengths),
    Chore(name="watchItems", every=timedelta(minutes=1), do=watch_items),
    Chore(name="watchStarts", every=timedelta(minutes=1), do=watch_starts),
    Chore(name="keepAppointments", every=timedelta(seconds=30), do=keep_appointments),
    Chore(name="watchAppointments", every=timedelta(minutes=1), do=watch_appointments),
    Chore(name="watchDueDates", every=timedelta(minutes=1), do=watch_due_dates),
    Chore(name="followAgreements", every=timedelta(seconds=2), do=follow_agreements),
    Chore(name="routeTasks", every=timedelta(seconds=2), do=route_tasks),
    Chore(name="pushTasks", every=timedelta(seconds=5), do=push_tasks),
    Chore(name="handOverAbsent", every=timedelta(minutes=1), do=hand_over_absent),
    Chore(name="collectNotifications", every=timedelta(seconds=5), do=collect_notifications),
    Chore(name="collectHubEvents", every=timedelta(seconds=2), do=collect_hub_events),
    Chore(name="forgetNotifications", every=timedelta(hours=1), do=forget_notifications),
    Chore(name="lookForStuckItems", every=timedelta(minutes=1), do=look_for_stuck_items),
)


@asynccontextmanager
async def heartbeat(
    database: Database, worker: str, *, in_hand: Callable[[], int], clock: Callable[[], datetime]
) -> AsyncIterator[None]:
    """As long as the block lasts, tells every few seconds that a worker is there and how many tasks it has in hand."""
    started_at = clock()

    async def beat_on() -> None:
        while True:
            with suppress(*OUTAGE):
                async with database.transaction() as tx:
                    await beat(tx, worker, started_at=started_at, in_hand=in_hand(), now=clock())
            await asyncio.sleep(BEAT.total_seconds())

    beating = asyncio.create_task(beat_on())
    try:
        yield
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        with suppress(*OUTAGE):
            async with database.transaction() as tx:
                await say_goodbye(tx, worker)


class Duties:
    """The duties of one worker."""

    def __init__(
        self,
        database: Database,
        *,
        worker: str,
        lease: timedelta,
        clock: Callable[[], datetime],
        chores: Sequence[Chore] = CHORES,
    ) -> None:
        self._database = database
        self._worker = worker
        self._lease = lease
        self._clock = clock
        self._chores = chores
        self._done_at: dict[str, datetime] = {}
        self._busy_at: dict[str, datetime] = {}

    async def run_due(self) -> bool:
        """Does what is due now; True when there was something."""
        async with self._database.reading() as tx:
            kinds = await due_kinds(tx, list(DUTIES), now=self._clock())
        worked = False
        for kind in kinds:
            worked = await self._run_kind(kind) or worked
        for chore in self._chores:
            worked = await self._run_chore(chore) or worked
        return worked

    def rest(self, seconds: float) -> float:
        """How long to rest, at most `seconds`: what did something just now is looked after again at its own pace, also
        when nothing else happens."""
        now = self._clock()
        lately = [
            each.every.total_seconds()
            for each in self._chores
            if each.name in self._busy_at and now - self._busy_at[each.name] < _LATELY
        ]
        return min([seconds, *lately])

    async def _run_kind(self, kind: WorkKind) -> bool:
        """A batch in one transaction; when one of it fails, each by itself, and what fails alone is tried later."""
        claims: list[Claim] = []
        try:
            async with self._database.transaction() as tx:
                claims = await self._claim(tx, kind)
                await self._do(tx, kind, claims)
            return bool(claims)
        except OUTAGE:
            raise
        except Exception as error:
            log.info("%d of %s are done one by one: %s", len(claims), kind, error)
        async with self._database.transaction() as tx:
            claims = await self._claim(tx, kind)
        for claim in claims:
            try:
                async with self._database.transaction() as tx:
                    await tx.look_up_by_key()
                    await self._do(tx, kind, [claim])
            except OUTAGE:
                raise
            except Exception as error:
                log.exception("%s of order %s failed", kind, claim.service_order_id)
                await self._postpone(claim, error)
        return bool(claims)

    async def _claim(self, tx: Tx, kind: WorkKind) -> list[Claim]:
        await tx.look_up_by_key()
        return await claim_work(tx, kind, worker=self._worker, limit=BATCH, now=self._clock(), lease=self._lease)

    async def _do(self, tx: Tx, kind: WorkKind, claims: list[Claim]) -> None:
        """Finishes first: the duty may add the same work anew for later."""
        held = await finish_work(tx, claims, worker=self._worker)
        mine = [claim for claim in claims if (claim.kind, claim.service_order_id, claim.n) in held]
        if mine:
            await DUTIES[kind](tx, mine, self._clock())

    async def _postpone(self, claim: Claim, error: Exception) -> None:
        pause = rest(claim.attempt, delay=timedelta(seconds=1), factor=3, longest=timedelta(minutes=10))
        text = f"{type(error).__name__}: {error}"[:500]
        async with self._database.transaction() as tx:
            await postpone_work(tx, [claim], [self._clock() + pause], [text], worker=self._worker)

    async def _run_chore(self, chore: Chore) -> bool:
        now = self._clock()
        done = self._done_at.get(chore.name)
        if done is not None and now - done < chore.every:
            return False
        self._done_at[chore.name] = now
        try:
            async with self._database.transaction() as tx:
                # another worker that is at it just now does it for all
                free = await tx.fetchval("SELECT pg_try_advisory_xact_lock(hashtext($1))", f"chore:{chore.name}")
                count = await chore.do(tx, now) if free else 0
        except OUTAGE:
            raise
        except Exception:
            log.exception("the chore '%s' failed and is tried again later", chore.name)
            return False
        if count > 0:
            self._busy_at[chore.name] = now
        return count > 0
