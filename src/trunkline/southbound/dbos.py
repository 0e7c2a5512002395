"""The engine `dbos`: each attempt is a DBOS workflow on a queue in the same PostgreSQL.

Needs the extra `trunkline[dbos]`. DBOS keeps its own tables in the schema `dbos`. It knows one application for a
process, so a process has one such engine at a time. DBOS runs workflows in threads of its own; executors run in the
worker's event loop, where their connections are. A workflow that DBOS recovers after a crash asks how the work stands
before it asks for it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from dbos import DBOS, DBOSConfig, SetWorkflowID

from trunkline.kit.db import Database, Tx
from trunkline.orchestration.executor import Execution, Executor, Outcome
from trunkline.southbound.handover import OutcomeTable, collect_outcomes, encode, perform_document, workflow_id

QUEUE = "trunkline-tasks"


class _Runs:
    """What runs in this process: the loop of the worker, its executors, the table of outcomes."""

    loop: asyncio.AbstractEventLoop
    executor: Executor
    table: OutcomeTable


_runs = _Runs()


@DBOS.step(name="trunkline-perform")
def _perform(workflow: str, document: dict[str, Any]) -> dict[str, Any]:
    # started more than once: some process died over it
    status = DBOS.get_workflow_status(workflow)
    repeated = status is not None and (status.recovery_attempts or 0) > 1
    work = perform_document(_runs.executor, document, repeated=repeated)
    return asyncio.run_coroutine_threadsafe(work, _runs.loop).result()


@DBOS.step(name="trunkline-return")
def _return(workflow: str, document: dict[str, Any], answer: dict[str, Any]) -> None:
    asyncio.run_coroutine_threadsafe(_runs.table.write(workflow, document, answer), _runs.loop).result()


@DBOS.workflow(name="trunkline-attempt")
def _attempt(workflow: str, document: dict[str, Any]) -> None:
    _return(workflow, document, _perform(workflow, document))


class DbosEngine:
    """Hands attempts to DBOS and takes outcomes from the table."""

    owner: str | None = "engine:dbos"
    lease: timedelta | None = timedelta(minutes=30)

    @property
    def in_hand(self) -> Sequence[Execution]:
        """Nothing: DBOS has it."""
        return ()

    async def submit(self, executions: Sequence[Execution]) -> None:
        """Enqueues a workflow for each, in a thread, one batch after the other; a known id is enqueued once."""
        await asyncio.to_thread(self._enqueue, [(workflow_id(each), encode(each)) for each in executions])

    @staticmethod
    def _enqueue(batch: list[tuple[str, dict[str, Any]]]) -> None:
        for workflow, document in batch:
            with SetWorkflowID(workflow):
                DBOS.enqueue_workflow(QUEUE, _attempt, workflow, document)

    async def collect(self, tx: Tx, limit: int) -> list[Outcome]:
        """Outcomes that are back."""
        return await collect_outcomes(tx, limit)

    def put_back(self, outcomes: Sequence[Outcome]) -> None:
        """Nothing: the transaction that failed left them in the table."""

    async def cancel(self, executions: Sequence[Execution]) -> None:
        """Cancels these workflows; a step that runs ends first."""
        await asyncio.to_thread(DBOS.cancel_workflows, [workflow_id(each) for each in executions])

    async def close(self, *, patience: float) -> None:
        """Nothing: what is under way goes on."""


@asynccontextmanager
async def dbos_engine(
    database: Database, executor: Executor, *, concurrency: int = 30, poll: float = 0.2
) -> AsyncIterator[DbosEngine]:
    """Launches DBOS on the same database, and hands over the engine."""
    _runs.loop, _runs.executor, _runs.table = asyncio.get_running_loop(), executor, OutcomeTable(database)
    url = database.url.replace("postgres://", "postgresql://", 1)
    config: DBOSConfig = {"name": "trunkline", "system_database_url": url,
                          "log_level": "WARNING"}  # fmt: skip
    DBOS(config=config)

    def launch() -> None:
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=concurrency, polling_interval_sec=poll)

    await asyncio.to_thread(launch)
    try:
        yield DbosEngine()
    finally:
        await asyncio.to_thread(DBOS.destroy, workflow_completion_timeout_sec=1)
