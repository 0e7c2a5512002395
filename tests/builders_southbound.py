"""Executors, clocks and workers for tests of what is asked of domain systems."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from builders_orchestration import T0
from trunkline.kit.db import Database
from trunkline.orchestration.executor import Answer, ExecutionCall
from trunkline.worker import Worker


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = T0

    def __call__(self) -> datetime:
        return self.now


class Configured:
    """An executor whose every call gets the same config, system and attempts: planted plans have no catalog."""

    def __init__(self, executor: Any, config: dict[str, object], system: str = "net") -> None:
        self._executor = executor
        self._with = {"config": config, "system": system}

    def _call(self, call: ExecutionCall) -> ExecutionCall:
        return ExecutionCall(**{f: getattr(call, f) for f in call.__struct_fields__} | self._with)

    async def execute(self, call: ExecutionCall) -> Answer:
        answer: Answer = await self._executor.execute(self._call(call))
        return answer

    async def reconcile(self, call: ExecutionCall) -> Answer:
        answer: Answer = await self._executor.reconcile(self._call(call))
        return answer

    def read(self, call: ExecutionCall, messages: Any) -> Answer:
        answer: Answer = self._executor.read(self._call(call), messages)
        return answer

    async def compensate(self, call: ExecutionCall) -> Answer:
        answer: Answer = await self._executor.compensate(self._call(call))
        return answer


async def run_to_the_end(worker: Worker, clock: Clock, database: Database, *, steps: int = 60) -> None:
    """Drains, and moves the clock on to what is due next, until nothing is on the list."""
    for _ in range(steps):
        await worker.drain()
        async with database.reading() as tx:
            due = await tx.fetchval("SELECT min(due_at) FROM work")
        if due is None:
            return
        clock.now = max(clock.now, due) + timedelta(milliseconds=250)
    raise AssertionError("work is left that never ends")
