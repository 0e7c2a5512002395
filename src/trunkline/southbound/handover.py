"""What the engines outside the worker share: attempts as documents, and the table in which outcomes come back.

An attempt goes out under a workflow id made of its task's number and its attempt, so that handing it over twice does
it once. Its outcome is written into `engine_outcome` in batches, and any worker records it, in the transaction that
takes it from there; an outcome whose claim was lost meanwhile changes nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Any

import msgspec

from trunkline.kit.db import OUTAGE, Database, Tx
from trunkline.orchestration.executor import Answer, Execution, Executor, NotDone, Outcome, Step
from trunkline.southbound.engine import perform
from trunkline.work.commands import wake_workers

_AGAIN_SECONDS = 0.5


def workflow_id(execution: Execution) -> str:
    """`TASK-000123-17.2-e3`: task and attempt, and which claim of which list it is."""
    kind = "u" if execution.step is Step.COMPENSATE else "f" if execution.follow_up else "e"
    return f"{execution.call.correlation_id}-{kind}{execution.claim_attempt}"


def encode(execution: Execution) -> dict[str, Any]:
    """The attempt as a document."""
    document: dict[str, Any] = msgspec.to_builtins(execution)
    return document


def decode(document: Any) -> Execution:
    """The attempt again."""
    return msgspec.convert(document, Execution)


async def perform_document(executor: Executor, document: Any, *, repeated: bool) -> dict[str, Any]:
    """Carries out an attempt; when the engine starts it `repeated`, it first asks how it stands."""
    execution = decode(document)
    if repeated and execution.step is Step.EXECUTE:
        doubtful = msgspec.structs.replace(execution, step=Step.RECONCILE)
        answer = await perform(executor, doubtful)
        if isinstance(answer, NotDone):
            answer = await perform(executor, execution)
    else:
        answer = await perform(executor, execution)
    answered: dict[str, Any] = msgspec.to_builtins(answer)
    return answered


class OutcomeTable:
    """Writes outcomes in batches: those that come while one is written form the next."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[str, Any, Any, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def write(self, workflow: str, execution: Any, answer: Any) -> None:
        """Returns when the outcome is safe; once for a workflow, however often it is written."""
        safe: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((workflow, execution, answer, safe))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await safe

    async def _write(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            while not await self._insert(batch):  # noqa: ASYNC110  # a database that is away tells nobody when it is back
                await asyncio.sleep(_AGAIN_SECONDS)
            for entry in batch:
                if not entry[3].done():
                    entry[3].set_result(None)

    async def _insert(self, batch: Sequence[tuple[str, Any, Any, Any]]) -> bool:
        with contextlib.suppress(*OUTAGE):
            async with self._database.transaction() as tx:
                await tx.execute(
                    """
                    INSERT INTO engine_outcome (workflow, execution, answer)
                    SELECT *
                      FROM unnest($1::text[], $2::jsonb[], $3::jsonb[])
                        ON CONFLICT (workflow) DO NOTHING
                    """,
                    [entry[0] for entry in batch],
                    [entry[1] for entry in batch],
                    [entry[2] for entry in batch],
                )
                await wake_workers(tx)
            return True
        return False


async def collect_outcomes(tx: Tx, limit: int) -> list[Outcome]:
    """Takes outcomes from the table, in the transaction that records them."""
    rows = await tx.fetch(
        """
        DELETE FROM engine_outcome
         WHERE id IN (SELECT id FROM engine_outcome ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
        RETURNING execution, answer
        """,
        limit,
    )
    return [Outcome(execution=decode(row["execution"]), answer=msgspec.convert(row["answer"], Answer)) for row in rows]
