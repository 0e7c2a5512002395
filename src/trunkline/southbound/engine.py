"""The execution port: where begun attempts are carried out, and the local engine, which is the worker's own loop.

An engine takes begun attempts in batches and gives outcomes back in batches. It decides nothing: attempts, retries
and leases are the plan's. Three engines are chosen by the setting TRUNKLINE_EXECUTION_ENGINE: `local`, `temporal`,
`dbos`. Every executor runs unchanged on each.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol

from trunkline.kit.db import Tx
from trunkline.orchestration.executor import Answer, Execution, Executor, Outcome, Refused, Step, Unknown, Waiting
from trunkline.work.model import Share


async def perform(executor: Executor, execution: Execution) -> Answer:
    """The verb of the executor that the execution needs. Messages are read first; what they do not say is asked."""
    call = execution.call
    if execution.step is Step.EXECUTE:
        return await executor.execute(call)
    if execution.step is Step.COMPENSATE:
        compensate = getattr(executor, "compensate", None)
        if compensate is None:
            text = f"executor '{call.executor}' cannot take back what it did"
            return Refused(error_class="misconfigured", message=text, retryable=False)
        undone: Answer = await compensate(call)
        return undone
    if execution.step is Step.REVISE:
        revise = getattr(executor, "revise", None)
        if revise is None:
            text = f"executor '{call.executor}' cannot tell of changes"
            return Refused(error_class="revisionRefused", message=text, retryable=False)
        revised: Answer = await revise(call)
        return revised
    read = getattr(executor, "read", None)
    if read is not None and execution.messages:
        said: Answer = read(call, execution.messages)
        if not isinstance(said, Waiting):
            return said
    reconcile = getattr(executor, "reconcile", None)
    if reconcile is None:
        return Unknown(message=f"executor '{call.executor}' cannot find out what became of it")
    answer: Answer = await reconcile(call)
    return answer


def _identity(execution: Execution) -> tuple[int, int, int]:
    return (*execution.call.task_id, execution.call.attempt)


class ExecutionEngine(Protocol):
    """Where attempts are carried out."""

    owner: str | None  # in whose name work is leased; None: the worker's own
    lease: timedelta | None  # how long; None: as the worker leases its own

    @property
    def in_hand(self) -> Sequence[Execution]:
        """Attempts whose lease this process has to extend."""
        ...

    async def submit(self, executions: Sequence[Execution]) -> None:
        """Hands over a batch. Handing over the same attempt twice does it once."""
        ...

    async def collect(self, tx: Tx, limit: int) -> list[Outcome]:
        """Outcomes that have come, taken in the transaction that records them."""
        ...

    def put_back(self, outcomes: Sequence[Outcome]) -> None:
        """The transaction failed: these outcomes are still to be recorded."""
        ...

    async def cancel(self, executions: Sequence[Execution]) -> None:
        """These attempts are not wanted any more. What was asked already is for the ledger to tell."""
        ...

    async def close(self, *, patience: float) -> None:
        """Lets calls under way end for so many seconds, then stops."""
        ...


class LocalEngine:
    """The worker's own event loop: nothing is written, nothing leaves the process."""

    owner: str | None = None
    lease: timedelta | None = None

    def __init__(self, executor: Executor, *, woken: Callable[[], None] = lambda: None) -> None:
        self._executor = executor
        self._woken = woken
        self._outcomes: list[Outcome] = []
        self._called_off: set[tuple[int, int, int]] = set()
        self.calls: dict[asyncio.Task[None], Execution] = {}

    @property
    def in_hand(self) -> Sequence[Execution]:
        """Calls under way."""
        return list(self.calls.values())

    @property
    def has_outcomes(self) -> bool:
        """Whether answers wait to be recorded."""
        return bool(self._outcomes)

    async def submit(self, executions: Sequence[Execution]) -> None:
        """Starts the calls; quick executors answer at once."""
        for execution in executions:
            call = asyncio.create_task(self._execute(execution))
            self.calls[call] = execution
            call.add_done_callback(self.calls.pop)
        if executions:
            await asyncio.sleep(0)

    async def _execute(self, execution: Execution) -> None:
        answer: Answer
        try:
            if execution.step is Step.EXECUTE:
                answer = await self._executor.execute(execution.call)
            else:
                answer = await perform(self._executor, execution)
        except asyncio.CancelledError:
            if _identity(execution) not in self._called_off:
                raise
            self._called_off.discard(_identity(execution))
            answer = Unknown(message="the call was given up: the task is not wanted any more")
        self._outcomes.append(Outcome(execution=execution, answer=answer))
        self._woken()

    async def collect(self, tx: Tx, limit: int) -> list[Outcome]:
        """The answers at hand, oldest first: they form a batch by themselves. What is left is the next one."""
        outcomes, self._outcomes = self._outcomes[:limit], self._outcomes[limit:]
        return outcomes

    def take(self, limit: int, share: Share) -> list[Outcome]:
        """The answers at hand of the orders in this share, oldest first; the others stay."""
        taken: list[Outcome] = []
        left: list[Outcome] = []
        for outcome in self._outcomes:
            mine = len(taken) < limit and share.has(outcome.execution.call.task_id.service_order_id)
            (taken if mine else left).append(outcome)
        self._outcomes = left
        return taken

    def put_back(self, outcomes: Sequence[Outcome]) -> None:
        """Keeps them for the next transaction."""
        self._outcomes = [*outcomes, *self._outcomes]

    async def cancel(self, executions: Sequence[Execution]) -> None:
        """Stops waiting for these answers; what became of the calls is then unknown."""
        unwanted = {_identity(execution) for execution in executions}
        for task, execution in list(self.calls.items()):
            if execution.step is not Step.COMPENSATE and _identity(execution) in unwanted:
                self._called_off.add(_identity(execution))
                task.cancel()

    async def close(self, *, patience: float) -> None:
        """Waits for the calls, then cancels what is left."""
        if self.calls and patience > 0:
            await asyncio.wait(self.calls, timeout=patience)
        left = list(self.calls)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
