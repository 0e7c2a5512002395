"""Which executor carries out which automated tasks."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx

from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.redaction import Redaction
from trunkline.orchestration.executor import (
    Answer,
    Completed,
    ExecutionCall,
    Executor,
    Refused,
    Step,
    Unknown,
    Waiting,
    cleaned,
)
from trunkline.southbound.activation import ActivationExecutor
from trunkline.southbound.http import HttpExecutor
from trunkline.southbound.secrets import Secrets
from trunkline.southbound.simulator import Simulator
from trunkline.southbound.system_gate import SystemGate
from trunkline.southbound.tmf_documents import RESOURCE_ORDER, SERVICE_ORDER, WORK_ORDER
from trunkline.southbound.tmf_orders import TmfOrderExecutor

log = logging.getLogger("trunkline.southbound")


class Milestone:
    """A milestone is reached as soon as it is ready."""

    async def execute(self, call: ExecutionCall) -> Answer:
        """Nothing to do."""
        return Completed()


class Executors:
    """Finds the executor by the name in the task; what it raises becomes a failure, never a crash of the worker.

    With a `gate`, calls keep to what is agreed for their domain system. What failures tell of the exchange is cleaned by
    `redaction` before any engine keeps it.
    """

    def __init__(
        self, executors: Mapping[str, Executor], *, gate: SystemGate | None = None, redaction: Redaction | None = None
    ) -> None:
        self._executors: dict[str, Executor] = {"milestone": Milestone(), **executors}
        self._gate = gate
        self._redaction = redaction or Redaction()

    async def execute(self, call: ExecutionCall) -> Answer:
        """The answer of the executor that the task names."""
        return await self._ask(call, Step.EXECUTE)

    async def reconcile(self, call: ExecutionCall) -> Answer:
        """How the work stands, by the executor that the task names; Unknown where it cannot tell."""
        return await self._ask(call, Step.RECONCILE)

    async def revise(self, call: ExecutionCall) -> Answer:
        """Tells of changes; Refused where the executor cannot."""
        return await self._ask(call, Step.REVISE)

    async def compensate(self, call: ExecutionCall) -> Answer:
        """Takes back what was done; Refused where the executor cannot."""
        return await self._ask(call, Step.COMPENSATE)

    def read(self, call: ExecutionCall, messages: Sequence[Mapping[str, Any]]) -> Answer:
        """What messages say; Waiting where the executor reads none, so that it is asked instead."""
        read = getattr(self._executors.get(call.executor), "read", None)
        if read is None:
            return Waiting(reference=call.reference)
        try:
            said: Answer = read(call, messages)
        except Exception as error:
            # what somebody sent must not stop the work: it is asked instead
            log.warning("a message about %s cannot be read: %s", call.task_id.number, error)
            return Waiting(reference=call.reference)
        return said

    async def _ask(self, call: ExecutionCall, step: Step) -> Answer:
        executor = self._executors.get(call.executor)
        if executor is None:
            known = ", ".join(sorted(self._executors))
            return Refused(
                error_class="misconfigured",
                message=f"there is no executor '{call.executor}' for {call.task_id.number}; known are: {known}",
                retryable=False,
            )
        gate = self._gate if call.system is not None else None
        if gate is not None:
            put_off = await gate.enter(call)
            if put_off is not None:
                return put_off
        answer: Answer | None = None
        try:
            answer = await self._verb(executor, call, step)
        except Exception as error:
            text = f"{type(error).__name__}: {error}"
            # where it can be found out, it is not guessed
            lost = step is Step.RECONCILE or hasattr(executor, "reconcile")
            answer = Unknown(message=text) if lost else Refused(error_class="executorError", message=text)
        finally:
            if gate is not None:
                await gate.leave(call, answer)
        answer = cleaned(answer, self._redaction)
        return answer if gate is None else gate.agreed(call, answer)

    async def _verb(self, executor: Executor, call: ExecutionCall, step: Step) -> Answer:
        if step is Step.EXECUTE:
            return await executor.execute(call)
        verb = getattr(executor, step.value, None)
        if verb is None and step is Step.RECONCILE:
            return Unknown(message=f"executor '{call.executor}' cannot find out what became of it")
        if verb is None and step is Step.REVISE:
            text = f"executor '{call.executor}' cannot tell of changes"
            return Refused(error_class="revisionRefused", message=text, retryable=False)
        if verb is None:
            text = f"executor '{call.executor}' cannot take back what it did"
            return Refused(error_class="misconfigured", message=text, retryable=False)
        answer: Answer = await verb(call)
        return answer


@asynccontextmanager
async def default_executors(
    database: Database,
    *,
    secrets: Mapping[str, str] | None = None,
    public_url: str | None = None,
    redaction: Redaction | None = None,
) -> AsyncIterator[Executors]:
    """The executors that come with the product, behind the gate of their domain systems.

    `secrets` is the environment in which `env:NAME` references are looked up; `public_url` is where callbacks reach us;
    `redaction` says what fallouts do not show of requests and answers.
    """
    find = Secrets(secrets or {})
    client = httpx.AsyncClient(follow_redirects=False, limits=httpx.Limits(max_connections=1000))
    rest = HttpExecutor(client, secrets=find)
    try:
        yield Executors(
            {
                "simulator": Simulator(database, clock.now),
                "http": rest,
                "tmf641": TmfOrderExecutor(SERVICE_ORDER, client, secrets=find, public_url=public_url),
                "tmf652": TmfOrderExecutor(RESOURCE_ORDER, client, secrets=find, public_url=public_url),
                "tmf697": TmfOrderExecutor(WORK_ORDER, client, secrets=find, public_url=public_url),
                "tmf640": ActivationExecutor(client, secrets=find),
            },
            gate=SystemGate(database, clock.now),
            redaction=redaction,
        )
    finally:
        await rest.close()
