"""The contract between the plan and whoever carries out an automated task.

An executor gets a call and gives an answer. It is called outside any transaction, at least once for each attempt; the
idempotency key is the same for every attempt at one task, so that a domain system can tell a repetition.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

import msgspec

from trunkline.kit.ids import DomainOrderId, TaskId


class ExecutionCall(msgspec.Struct, frozen=True, kw_only=True):
    """What the executor is asked to do."""

    task_id: TaskId
    domain_order_id: DomainOrderId
    attempt: int  # from 1, over all attempts at this task
    key: str
    name: str
    executor: str
    system: str | None
    operation: str | None
    config: Mapping[str, object]
    action: str  # of the domain order: add, modify, delete
    specification_id: str
    characteristics: Mapping[str, object]
    place: object
    asked_for: tuple[str, ...] = ()  # characteristics that the answer must bring

    @property
    def idempotency_key(self) -> str:
        """The same for every attempt at this task."""
        return self.task_id.number

    @property
    def correlation_id(self) -> str:
        """Goes out with the call and comes back with a callback."""
        return f"{self.task_id.number}.{self.attempt}"


class Completed(msgspec.Struct, frozen=True, kw_only=True):
    """It is done; `values` are characteristics of the domain order that the domain system decided."""

    values: dict[str, object] = {}


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """It is not done. `retryable` says whether asking again may help; `exchange` is what was sent and what came back."""

    error_class: str  # refused, timeout, unreachable, badAnswer, misconfigured
    message: str
    retryable: bool = True
    exchange: dict[str, object] | None = None


Answer = Completed | Refused


class Executor(Protocol):
    """Whoever carries out automated tasks of one sort."""

    async def execute(self, call: ExecutionCall) -> Answer:
        """Does it, or says why not. Whatever it raises counts as a retryable failure of class `executorError`."""
        ...


class Execution(msgspec.Struct, frozen=True, kw_only=True):
    """An attempt that has begun: the call, the retry rule that holds for it, and who is asked when it fails for good."""

    call: ExecutionCall
    claim_attempt: int
    attempts_allowed: int
    delay: timedelta
    factor: float
    longest: timedelta
    fallout_type: str
    assignment_group: str | None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How an attempt ended."""

    execution: Execution
    answer: Answer
