"""A stand-in for every domain system: answers calls as a catalog or a scenario tells it, and remembers what it did.

What it did is kept by idempotency key in the database, so that a repeated call is answered with the first answer and
does nothing again; that memory is also what tests compare the plan with.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from trunkline.kit.db import OUTAGE, Database
from trunkline.orchestration.executor import Answer, Completed, ExecutionCall, Refused

_OUTAGE_SECONDS = 0.2


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """A seeded failure: on which attempts, of which kind, with which message.

    `refused` is a definite no that asking again does not change within the attempts, `timeout` and `unreachable` are
    the failures of the way there.
    """

    attempts: tuple[int, ...]
    kind: str = "refused"
    message: str = "the domain system refused the request"
    retryable: bool = True


class Behaviour(msgspec.Struct, frozen=True, kw_only=True):
    """How the simulator answers one task: `config` of a task specification with the executor `simulator`.

    `answer` gives characteristic values; `{number}` in a text is replaced by the task's number. `latency` is in seconds.
    """

    answer: dict[str, object] = {}
    latency: float = 0.0
    fault: Fault | None = None


def behaviour(config: Mapping[str, object]) -> Behaviour:
    """What `config` asks for; raises msgspec.ValidationError when it is malformed."""
    return msgspec.convert(dict(config), Behaviour)


def _fill(value: object, call: ExecutionCall) -> object:
    if isinstance(value, str):
        return value.replace("{number}", call.task_id.number).replace("{n}", str(call.task_id.n))
    return value


class Simulator:
    """The executor `simulator`."""

    def __init__(self, database: Database, clock: Callable[[], datetime], *, speed: float = 1.0) -> None:
        self._database = database
        self._clock = clock
        self._speed = speed  # 2 halves every latency

    async def execute(self, call: ExecutionCall) -> Answer:
        """Waits for the latency, then fails as seeded or does the work once."""
        try:
            how = behaviour(call.config)
        except msgspec.ValidationError as error:
            return Refused(error_class="misconfigured", message=f"simulator: {error}", retryable=False)
        if how.latency:
            await asyncio.sleep(how.latency / self._speed)
        sent: dict[str, Any] = {
            "system": call.system, "operation": call.operation, "action": call.action,
            "idempotencyKey": call.idempotency_key, "correlationId": call.correlation_id,
            "characteristics": dict(call.characteristics),
        }  # fmt: skip
        if how.fault and call.attempt in how.fault.attempts:
            return Refused(
                error_class=how.fault.kind,
                message=how.fault.message,
                retryable=how.fault.retryable,
                exchange={"request": sent, "response": {"error": how.fault.kind, "message": how.fault.message}},
            )
        values = {name: _fill(value, call) for name, value in how.answer.items()}
        return Completed(values=await self._do_once(call, values))

    async def _do_once(self, call: ExecutionCall, values: dict[str, object]) -> dict[str, object]:
        """Records the effect under its idempotency key; a repetition gets the first answer.

        The memory lies in our own database: while that is away the simulated system is slow, not failing.
        """
        while True:
            with contextlib.suppress(*OUTAGE):
                return await self._record(call, values)
            await asyncio.sleep(_OUTAGE_SECONDS)

    async def _record(self, call: ExecutionCall, values: dict[str, object]) -> dict[str, object]:
        async with self._database.transaction() as tx:
            stored: dict[str, object] = await tx.fetchval(
                """
                INSERT INTO simulator_effect (idempotency_key, system, operation, answer, first_at)
                VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (idempotency_key) DO UPDATE SET asked = simulator_effect.asked + 1
                RETURNING answer
                """,
                call.idempotency_key,
                call.system or "unnamed",
                call.operation or call.key,
                values,
                self._clock(),
            )
        return stored
