"""The engine `temporal`: each attempt is a workflow of two activities, carried out by any process on the task queue.

Needs the extra `trunkline[temporal]` and a Temporal server. The second activity puts the outcome back; until it has,
Temporal tries again. An activity that is started anew after a crash asks how the work stands before it asks for it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.common import RetryPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from trunkline.kit.db import Database, Tx
from trunkline.orchestration.executor import Execution, Executor, Outcome
from trunkline.southbound.handover import OutcomeTable, collect_outcomes, encode, perform_document, workflow_id

QUEUE = "trunkline-tasks"
_HEARTBEAT = timedelta(seconds=20)


@workflow.defn(name="trunkline-attempt")
class AttemptWorkflow:
    """One attempt at one task."""

    @workflow.run
    async def run(self, document: dict[str, Any]) -> None:
        """Performs it, then puts the outcome back."""
        answer = await workflow.execute_activity(
            "trunkline-perform",
            document,
            start_to_close_timeout=timedelta(days=1),
            heartbeat_timeout=_HEARTBEAT,
            retry_policy=RetryPolicy(maximum_interval=timedelta(seconds=30)),
        )
        await workflow.execute_activity(
            "trunkline-return",
            [workflow.info().workflow_id, document, answer],
            start_to_close_timeout=timedelta(minutes=5),
            retry_policy=RetryPolicy(maximum_interval=timedelta(seconds=30)),
        )


class TemporalEngine:
    """Hands attempts to a Temporal server and takes outcomes from the table."""

    owner: str | None = "engine:temporal"
    lease: timedelta | None = timedelta(minutes=30)

    def __init__(self, client: Client, *, queue: str = QUEUE) -> None:
        self._client = client
        self._queue = queue

    @property
    def in_hand(self) -> Sequence[Execution]:
        """Nothing: Temporal has it."""
        return ()

    async def submit(self, executions: Sequence[Execution]) -> None:
        """Starts a workflow for each, all at the same time; one that is there already is left alone."""
        await asyncio.gather(*(self._start(execution) for execution in executions))

    async def _start(self, execution: Execution) -> None:
        with contextlib.suppress(WorkflowAlreadyStartedError):
            await self._client.start_workflow(
                AttemptWorkflow.run,
                encode(execution),
                id=workflow_id(execution),
                task_queue=self._queue,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            )

    async def collect(self, tx: Tx, limit: int) -> list[Outcome]:
        """Outcomes that are back."""
        return await collect_outcomes(tx, limit)

    def put_back(self, outcomes: Sequence[Outcome]) -> None:
        """Nothing: the transaction that failed left them in the table."""

    async def cancel(self, executions: Sequence[Execution]) -> None:
        """Asks Temporal to cancel these workflows; those that have ended are left alone."""
        for execution in executions:
            with contextlib.suppress(RPCError):
                await self._client.get_workflow_handle(workflow_id(execution)).cancel()

    async def close(self, *, patience: float) -> None:
        """Nothing: what is under way goes on without us."""


@asynccontextmanager
async def temporal_engine(
    database: Database, executor: Executor, *, address: str, namespace: str = "default", concurrency: int = 100
) -> AsyncIterator[TemporalEngine]:
    """Connects, carries out attempts in this process as well, and hands over the engine."""
    client = await Client.connect(address, namespace=namespace)
    table = OutcomeTable(database)

    @activity.defn(name="trunkline-perform")
    async def perform_attempt(document: dict[str, Any]) -> dict[str, Any]:
        async def beat() -> None:
            while True:
                activity.heartbeat()
                await asyncio.sleep(_HEARTBEAT.total_seconds() / 4)

        beating = asyncio.create_task(beat())
        try:
            return await perform_document(executor, document, repeated=activity.info().attempt > 1)
        finally:
            beating.cancel()

    @activity.defn(name="trunkline-return")
    async def return_outcome(outcome: list[Any]) -> None:
        await table.write(*outcome)

    async with Worker(
        client,
        task_queue=QUEUE,
        workflows=[AttemptWorkflow],
        activities=[perform_attempt, return_outcome],
        workflow_runner=UnsandboxedWorkflowRunner(),
        max_concurrent_activities=concurrency,
    ):
        yield TemporalEngine(client)
