"""Which executor carries out which automated tasks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Executor, Refused
from trunkline.southbound.http import HttpExecutor
from trunkline.southbound.simulator import Simulator


class Milestone:
    """A milestone is reached as soon as it is ready."""

    async def execute(self, call: ExecutionCall) -> Answer:
        """Nothing to do."""
        return Completed()


class Executors:
    """Finds the executor by the name in the task; what it raises becomes a failure, never a crash of the worker."""

    def __init__(self, executors: Mapping[str, Executor]) -> None:
        self._executors = {"milestone": Milestone(), **executors}

    async def execute(self, call: ExecutionCall) -> Answer:
        """The answer of the executor that the task names."""
        executor = self._executors.get(call.executor)
        if executor is None:
            known = ", ".join(sorted(self._executors))
            return Refused(
                error_class="misconfigured",
                message=f"there is no executor '{call.executor}' for {call.task_id.number}; known are: {known}",
                retryable=False,
            )
        try:
            return await executor.execute(call)
        except Exception as error:
            return Refused(error_class="executorError", message=f"{type(error).__name__}: {error}")


@asynccontextmanager
async def default_executors(database: Database) -> AsyncIterator[Executors]:
    """The executors that come with the product: `simulator`, `http`, `milestone`."""
    http = HttpExecutor()
    try:
        yield Executors({"simulator": Simulator(database, clock.now), "http": http})
    finally:
        await http.close()
