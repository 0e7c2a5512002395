"""A domain system for chaos tests: away for a while, loses answers, answers later, calls back twice, late or never."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.orchestration.executor import Answer, ExecutionCall
from trunkline.southbound.registry import Executors
from trunkline.southbound.simulator import Simulator
from trunkline.southbound.system_gate import SystemGate

_ALWAYS = [{"start": "2000-01-01T00:00:00+00:00", "end": "3000-01-01T00:00:00+00:00"}]


class ChaosSystem:
    """The simulator; every third task is answered later. It does its work as often as it is asked."""

    def __init__(self, database: Database, seed: int, away: Path) -> None:
        # behind the gate: while the system is away, its circuit opens, and calls rest
        inner = Executors({"simulator": Simulator(database, clock.now)}, gate=SystemGate(database, clock.now))
        self._simulator = inner
        self._seed = seed
        self._away = away  # as long as there is such a file

    def _call(self, call: ExecutionCall) -> ExecutionCall:
        config: dict[str, object] = {
            "idempotent": False, "lost_answer_rate": 0.2, "latency": 0.02, "spread": 1.0, "seed": self._seed,
            "outages": _ALWAYS if self._away.exists() else [],
        }  # fmt: skip
        if call.task_id.n % 3 == 0:
            config["later"] = {"after": 0.3, "callbacks": 2, "lost": 0.4, "swapped": True, "look_again": 1.0}
        return ExecutionCall(
            **{f: getattr(call, f) for f in call.__struct_fields__} | {"config": config, "system": "chaos"}
        )

    async def execute(self, call: ExecutionCall) -> Answer:
        return await self._simulator.execute(self._call(call))

    async def reconcile(self, call: ExecutionCall) -> Answer:
        return await self._simulator.reconcile(self._call(call))

    def read(self, call: ExecutionCall, messages: Sequence[Mapping[str, Any]]) -> Answer:
        return self._simulator.read(self._call(call), messages)


class PlainSystem(Simulator):
    """Answers at once and without a fault; it does its work as often as it is asked."""

    async def execute(self, call: ExecutionCall) -> Answer:
        config: dict[str, object] = {"idempotent": False, "latency": 0.005}
        return await super().execute(
            ExecutionCall(**{f: getattr(call, f) for f in call.__struct_fields__} | {"config": config})
        )
