"""A stand-in for every domain system: answers calls as a catalog or a scenario tells it, and remembers what it did.

What it did is kept by idempotency key in the database, so that a repeated call is answered with the first answer and
does nothing again; that memory is also what tests compare the plan and the ledger with. It can be slow, fail, lose
answers, answer later by callback (once, twice, in the wrong order or never), and be away for a while; all by a seed.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from trunkline.kit.db import OUTAGE, Database, Tx
from trunkline.orchestration.executor import (
    Answer,
    Completed,
    ExecutionCall,
    NotDone,
    Refused,
    Unknown,
    Waiting,
)
from trunkline.orchestration.messages import report_message

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


class Later(msgspec.Struct, frozen=True, kw_only=True):
    """The answer comes later: after so many seconds, by so many callbacks of each message, some lost, some swapped."""

    after: float = 1.0
    callbacks: int = 1  # 0: never, it has to be asked; 2: each twice
    lost: float = 0.0  # share of callbacks that never arrive
    swapped: bool = False  # the end is told before the beginning
    look_again: float = 30.0
    longest: float = 86_400.0


class Outage(msgspec.Struct, frozen=True, kw_only=True):
    """A window in which the system is away: it cannot be reached and does nothing."""

    start: datetime
    end: datetime


class Behaviour(msgspec.Struct, frozen=True, kw_only=True):
    """How the simulator answers one task: `config` of a task specification with the executor `simulator`.

    `answer` gives characteristic values; `{number}` in a text is replaced by the task's number. Times are in seconds,
    rates are shares from 0 to 1, drawn by `seed`, task and attempt.
    """

    answer: dict[str, object] = {}
    latency: float = 0.0  # the median when `spread` is given
    spread: float = 0.0  # sigma of a lognormal distribution: 0.5 is lively, 1 has a long tail
    fault: Fault | None = None
    failure_rate: float = 0.0  # refused before anything is done
    lost_answer_rate: float = 0.0  # done, and the answer lost
    lost_request_rate: float = 0.0  # not done, and no answer
    idempotent: bool = True  # False: it does the work as often as it is asked
    later: Later | None = None
    outages: tuple[Outage, ...] = ()
    seed: int = 0


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
        self._sending: set[asyncio.Task[None]] = set()

    async def execute(self, call: ExecutionCall) -> Answer:
        """Waits for the latency, then fails as seeded or does the work once."""
        try:
            how = behaviour(call.config)
        except msgspec.ValidationError as error:
            return Refused(error_class="misconfigured", message=f"simulator: {error}", retryable=False)
        draw = random.Random(f"{how.seed}:{call.idempotency_key}:{call.attempt}")
        latency = how.latency * (math.exp(how.spread * draw.gauss(0, 1)) if how.spread else 1.0)
        if latency:
            await asyncio.sleep(latency / self._speed)
        failure = self._failure(how, call, draw)
        if failure is not None:
            return failure
        values = {name: _fill(value, call) for name, value in how.answer.items()}
        if how.lost_request_rate and draw.random() < how.lost_request_rate:
            return Unknown(message="the request was lost on the way", exchange={"request": _sent(call)})
        done = await self._do_once(call, values, again=not how.idempotent)
        if how.lost_answer_rate and draw.random() < how.lost_answer_rate:
            return Unknown(message="the answer was lost on the way", exchange={"request": _sent(call)})
        if how.later is not None:
            self._call_back_later(call, how.later, draw)
            return self._waiting(call, how.later)
        return Completed(values=done)

    async def reconcile(self, call: ExecutionCall) -> Answer:
        """What the memory says of this key."""
        try:
            how = behaviour(call.config)
        except msgspec.ValidationError as error:
            return Refused(error_class="misconfigured", message=f"simulator: {error}", retryable=False)
        now = self._clock()
        if any(outage.start <= now < outage.end for outage in how.outages):
            return Unknown(message=f"{call.system or 'the simulator'} is away")
        async with self._database.reading() as tx:
            row = await tx.fetchrow(
                "SELECT answer, first_at FROM simulator_effect WHERE idempotency_key = $1", call.idempotency_key
            )
        if row is None:
            return NotDone()
        if how.later is not None and now < row["first_at"] + timedelta(seconds=how.later.after / self._speed):
            return self._waiting(call, how.later)
        return Completed(values=row["answer"])

    def read(self, call: ExecutionCall, messages: Sequence[Mapping[str, Any]]) -> Answer:
        """What its callbacks say: the end wins."""
        for message in messages:
            if message.get("state") == "completed":
                values = message.get("values")
                return Completed(values=dict(values) if isinstance(values, dict) else {})
        return Waiting(reference=call.reference)

    async def compensate(self, call: ExecutionCall) -> Answer:
        """Takes it back, once; NotDone when there is nothing to take back."""
        try:
            how = behaviour(call.config)
        except msgspec.ValidationError as error:
            return Refused(error_class="misconfigured", message=f"simulator: {error}", retryable=False)
        now = self._clock()
        if any(outage.start <= now < outage.end for outage in how.outages):
            return Refused(error_class="unreachable", message=f"{call.system or 'the simulator'} is away")
        async with self._database.transaction() as tx:
            known = await tx.fetchval(
                "UPDATE simulator_effect SET undone = undone + $2 WHERE idempotency_key = $1 RETURNING undone",
                call.idempotency_key,
                0 if how.idempotent and await self._is_undone(tx, call) else 1,
            )
        return NotDone() if known is None else Completed()

    @staticmethod
    async def _is_undone(tx: Tx, call: ExecutionCall) -> bool:
        undone: int | None = await tx.fetchval(
            "SELECT undone FROM simulator_effect WHERE idempotency_key = $1 FOR UPDATE", call.idempotency_key
        )
        return bool(undone)

    def _failure(self, how: Behaviour, call: ExecutionCall, draw: random.Random) -> Refused | None:
        now = self._clock()
        if any(outage.start <= now < outage.end for outage in how.outages):
            return Refused(error_class="unreachable", message=f"{call.system or 'the simulator'} is away")
        fault = how.fault if how.fault and call.attempt in how.fault.attempts else None
        if fault is None and how.failure_rate and draw.random() < how.failure_rate:
            fault = Fault(attempts=(call.attempt,))
        if fault is None:
            return None
        return Refused(
            error_class=fault.kind,
            message=fault.message,
            retryable=fault.retryable,
            exchange={"request": _sent(call), "response": {"error": fault.kind, "message": fault.message}},
        )

    def _waiting(self, call: ExecutionCall, later: Later) -> Waiting:
        return Waiting(
            reference=f"SIM-{call.idempotency_key}",
            look_again=timedelta(seconds=later.look_again / self._speed),
            longest=timedelta(seconds=later.longest),
        )

    def _call_back_later(self, call: ExecutionCall, later: Later, draw: random.Random) -> None:
        states = ["completed", "inProgress"] if later.swapped else ["inProgress", "completed"]
        kept = [state for state in states for _ in range(later.callbacks) if draw.random() >= later.lost]
        if kept and call.system is not None:
            sending = asyncio.create_task(self._call_back(call, call.system, later, kept))
            self._sending.add(sending)
            sending.add_done_callback(self._sending.discard)

    async def _call_back(self, call: ExecutionCall, system: str, later: Later, states: Sequence[str]) -> None:
        """Each message as the callback route would take it; lost when the database is away."""
        await asyncio.sleep(later.after / self._speed)
        for state in states:
            with contextlib.suppress(*OUTAGE):
                async with self._database.transaction() as tx:
                    values: Any = await tx.fetchval(
                        "SELECT answer FROM simulator_effect WHERE idempotency_key = $1", call.idempotency_key
                    )
                    message = {"externalId": call.idempotency_key, "state": state, "values": values or {}}
                    await report_message(
                        tx, system, message, key=call.idempotency_key, reference=None, now=self._clock()
                    )

    async def _do_once(self, call: ExecutionCall, values: dict[str, object], *, again: bool) -> dict[str, object]:
        """Records the effect under its idempotency key; a repetition gets the first answer.

        The memory lies in our own database: while that is away the simulated system is slow, not failing.
        """
        while True:
            with contextlib.suppress(*OUTAGE):
                return await self._record(call, values, again=again)
            await asyncio.sleep(_OUTAGE_SECONDS)

    async def _record(self, call: ExecutionCall, values: dict[str, object], *, again: bool) -> dict[str, object]:
        async with self._database.transaction() as tx:
            stored: dict[str, object] = await tx.fetchval(
                """
                INSERT INTO simulator_effect (idempotency_key, system, operation, answer, first_at)
                VALUES ($1, $2, $3, $4, $5)
                    ON CONFLICT (idempotency_key)
                    DO UPDATE SET asked = simulator_effect.asked + 1, done = simulator_effect.done + $6::integer
                RETURNING answer
                """,
                call.idempotency_key,
                call.system or "unnamed",
                call.operation or call.key,
                values,
                self._clock(),
                1 if again else 0,
            )
        return stored


def _sent(call: ExecutionCall) -> dict[str, object]:
    return {
        "system": call.system, "operation": call.operation, "action": call.action,
        "idempotencyKey": call.idempotency_key, "correlationId": call.correlation_id,
        "characteristics": dict(call.characteristics),
    }  # fmt: skip
