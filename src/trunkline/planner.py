"""Plans approved orders, in batches: what a worker does besides executing tasks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from trunkline.kit.db import OUTAGE, Database, Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration.planning import plan_service_orders, record_planning_failure
from trunkline.work.commands import claim_work, finish_work, postpone_work
from trunkline.work.model import Claim, WorkKind
from trunkline.work.retry import rest

log = logging.getLogger("trunkline.worker")

BATCH = 50
_ATTEMPTS = 5


class Planner:
    """The planning of one worker."""

    def __init__(
        self, database: Database, *, worker: str, lease: timedelta, clock: Callable[[], datetime]
    ) -> None:  # fmt: skip
        self._database = database
        self._worker = worker
        self._lease = lease
        self._clock = clock

    async def plan_due(self) -> bool:
        """Decomposes and plans approved orders that wait for it; False when none waits.

        Claimed and planned in one transaction: of a worker that dies meanwhile nothing is left, not even a lease. When
        one of the batch cannot be planned, each is planned by itself.
        """
        claims: list[Claim] = []
        try:
            async with self._database.transaction() as tx:
                claims = await self._claim_plans(tx)
                if claims:
                    await self._plan_claimed(tx, claims)
            return bool(claims)
        except OUTAGE:
            raise
        except Exception as error:
            log.info("%d order(s) are planned one by one: %s", len(claims), error)
        async with self._database.transaction() as tx:
            claims = await self._claim_plans(tx)
        for claim in claims:
            await self._plan_alone(claim)
        return bool(claims)

    async def _claim_plans(self, tx: Tx) -> list[Claim]:
        await tx.look_up_by_key()
        return await claim_work(
            tx,
            WorkKind.PLAN_SERVICE_ORDER,
            worker=self._worker,
            limit=BATCH,
            now=self._clock(),
            lease=self._lease,
        )

    async def _plan_claimed(self, tx: Tx, claims: list[Claim]) -> None:
        orders = [ServiceOrderId(claim.service_order_id) for claim in claims]
        await plan_service_orders(tx, orders, now=self._clock())
        await finish_work(tx, claims, worker=self._worker)

    async def _plan_alone(self, claim: Claim) -> None:
        try:
            async with self._database.transaction() as tx:
                await tx.look_up_by_key()
                await self._plan_claimed(tx, [claim])
        except TrunklineError as error:
            async with self._database.transaction() as tx:
                await record_planning_failure(tx, ServiceOrderId(claim.service_order_id), error, now=self._clock())
                await finish_work(tx, [claim], worker=self._worker)
        except OUTAGE:
            raise
        except Exception as error:
            log.exception("planning of order %s failed", claim.service_order_id)
            await self._planning_broke(claim, error)

    async def _planning_broke(self, claim: Claim, error: Exception) -> None:
        """A fault of ours: try again later, and after some attempts hold the order so that people see it."""
        now = self._clock()
        text = f"{type(error).__name__}: {error}"
        async with self._database.transaction() as tx:
            if claim.attempt >= _ATTEMPTS:
                failure = TrunklineError(f"an internal error stopped the decomposition: {text}")
                await record_planning_failure(tx, ServiceOrderId(claim.service_order_id), failure, now=now)
                await finish_work(tx, [claim], worker=self._worker)
                return
            pause = rest(claim.attempt, delay=timedelta(seconds=1), factor=3, longest=timedelta(minutes=1))
            await postpone_work(tx, [claim], [now + pause], [text[:500]], worker=self._worker)
