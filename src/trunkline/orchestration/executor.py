"""The contract between the plan and whoever carries out an automated task.

An executor gets a call and gives an answer. It is called outside any transaction, at least once for each attempt; the
idempotency key is the same for every attempt at one task, so that a domain system can tell a repetition.

Five verbs: `execute` starts the work, `read` turns messages of the domain system (callbacks) into an answer,
`reconcile` asks the domain system by key how the work stands, `revise` tells it what has changed since it was asked,
`compensate` takes it back. What an executor cannot do
it answers with `Unknown` or `Refused`, never with a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

import msgspec

from trunkline.catalog.model import Condition, RetryRule, TaskSpecification
from trunkline.kit.ids import DomainOrderId, TaskId
from trunkline.kit.redaction import Redaction
from trunkline.orchestration.state import TaskState
from trunkline.work.model import Claim, WorkKind

# executors that ask nothing of the outside: no ledger is kept of them
WITHOUT_EFFECT = frozenset({"milestone", "noop"})

# executors whose domain system can be told of changes while it works
REVISING = frozenset({"tmf641", "tmf652", "tmf697"})


class DomainOrderBelow(msgspec.Struct, frozen=True, kw_only=True):
    """A domain order below the one that a call is about, of a request that covers the whole tree."""

    n: int
    parent_n: int
    specification_id: str
    action: str
    characteristics: Mapping[str, object]
    place: object


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
    reference: str | None = None  # the domain system's own id for this work, once it has given one
    released: bool = False  # it was held back and its turn has come
    below: tuple[DomainOrderBelow, ...] = ()  # parents before children; only with `hierarchy` in the config
    revision: int = 0  # how often the domain system was told of changes; of `revise`, this one included
    round: int = 0  # how often the work was taken back before
    undoes: str | None = None  # of a task that takes work back: the domain system's own id for that work

    @property
    def idempotency_key(self) -> str:
        """The same for every attempt at this task; another one once the work was taken back."""
        return f"{self.task_id.number}.again{self.round}" if self.round else self.task_id.number

    @property
    def correlation_id(self) -> str:
        """Goes out with the call and comes back with a callback."""
        return f"{self.task_id.number}.{self.attempt}"


# causes of failure besides the classes of ErrorClass, which no retry rule is about
RULE_FAILED = "ruleFailed"  # a rule that decides about the work cannot be evaluated
POST_CONDITION_FAILED = "postConditionFailed"  # reported done, and what was promised is not so


class Completed(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """It is done; `values` are characteristics of the domain order that the domain system decided."""

    values: dict[str, object] = {}
    below: dict[str, dict[str, object]] = {}  # the same of domain orders below, by their numbers in the order
    reference: str | None = None
    far_state: str | None = None  # the state of the domain system's own record, in its own word


class Refused(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """It is not done. `retryable` says whether asking again may help; `exchange` is what was sent and what came back.

    `after` is the rest that the domain system itself asked for.
    """

    error_class: str  # value of ErrorClass
    message: str
    retryable: bool = True
    exchange: dict[str, object] | None = None
    after: timedelta | None = None
    reference: str | None = None
    far_state: str | None = None
    agreed: RetryRule | None = None  # with this domain system, for this class of failure


class Waiting(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The domain system took it and answers later: by a callback, or when asked again after `look_again`."""

    reference: str | None = None
    far_state: str | None = None
    look_again: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(days=1)  # then a person looks at it


class Unknown(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """It was asked, and whether it is done cannot be told: the answer was lost on the way."""

    message: str
    exchange: dict[str, object] | None = None
    look_again: timedelta = timedelta(seconds=2)


class NotDone(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Answer of `reconcile`: the domain system does not know the key, so asking again does nothing twice."""

    agreed: RetryRule | None = None  # with this domain system, for calls whose answer was lost


class Deferred(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """Nothing was asked: the domain system is held, its circuit is open, or its limits are reached."""

    until: datetime
    reason: str


Answer = Completed | Refused | Waiting | Unknown | NotDone | Deferred


def cleaned(answer: Answer, redaction: Redaction) -> Answer:
    """The answer without what may not be kept of the exchange; only failures tell of it."""
    if not isinstance(answer, Refused | Unknown):
        return answer
    exchange = None if answer.exchange is None else redaction.clean(answer.exchange)
    return msgspec.structs.replace(answer, message=redaction.clean_text(answer.message), exchange=exchange)


class Executor(Protocol):
    """Whoever carries out automated tasks of one sort."""

    async def execute(self, call: ExecutionCall) -> Answer:
        """Does it, or says why not. Whatever it raises counts as a retryable failure of class `executorError`."""
        ...


class Reconciling(Protocol):
    """An executor that can find out how work stands that it asked for."""

    async def reconcile(self, call: ExecutionCall) -> Answer:
        """How it stands, by the idempotency key or the reference."""
        ...


class Reading(Protocol):
    """An executor whose domain system sends messages."""

    def read(self, call: ExecutionCall, messages: Sequence[Mapping[str, Any]]) -> Answer:
        """What these messages, in the order they came, say; Waiting when the end is not among them."""
        ...


class Revising(Protocol):
    """An executor that can tell its domain system of changes."""

    async def revise(self, call: ExecutionCall) -> Answer:
        """Sends the values of now. Waiting: it took them. Refused of class `revisionRefused`: it goes on as it was asked."""
        ...


class Compensating(Protocol):
    """An executor that can take back what it did."""

    async def compensate(self, call: ExecutionCall) -> Answer:
        """Takes it back, once, under the same key."""
        ...


class EffectPurpose(StrEnum):
    """Why the outside is asked."""

    DO = "do"  # to carry out the task
    UNDO = "undo"  # to take back what it did


class EffectState(StrEnum):
    """How an entry of the effects ledger stands."""

    ASKED = "asked"  # written before the call; no answer is recorded
    DEFERRED = "deferred"  # held back before the call: nothing was asked
    WAITING = "waiting"  # taken by the domain system, which answers later
    UNKNOWN = "unknown"  # asked, and the answer was lost
    ANSWERED = "answered"  # done
    REFUSED = "refused"  # answered with a no
    NOT_DONE = "notDone"  # the domain system does not know the key
    COMPENSATED = "compensated"  # done, and taken back


# whether something was done cannot be told from the ledger alone: the domain system is asked before it is asked again
IN_DOUBT = frozenset({EffectState.ASKED, EffectState.WAITING, EffectState.UNKNOWN})


class Step(StrEnum):
    """Which verb of the executor an execution needs."""

    EXECUTE = "execute"  # nothing was asked yet, or it is known not to be done
    RECONCILE = "reconcile"  # it was asked: find out how it stands
    REVISE = "revise"  # it was asked, and something has changed since
    COMPENSATE = "compensate"  # take it back


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
    post_condition: Condition | None = None  # what an answer that it is done must have brought about
    step: Step = Step.EXECUTE
    follow_up: bool = False  # claimed as followUpTask, not as executeTask
    was: TaskState = TaskState.IN_PROGRESS
    tries: int = 0  # of a follow-up: attempts used when it was asked
    looked: int = 0  # how often it was asked how it stands
    until: datetime | None = None  # an answer is waited for so long
    messages: tuple[dict[str, Any], ...] = ()
    rules: dict[str, RetryRule] = {}  # by class of failure
    deadline: datetime | None = None  # no attempt begins later
    changes: int = 0  # of a request that is out: changes seen so far
    test: TaskSpecification | None = None  # what the task was made from, when it is a test

    @property
    def claim(self) -> Claim:
        """The piece of machine work that this is."""
        kind = WorkKind.FOLLOW_UP_TASK if self.follow_up else WorkKind.EXECUTE_TASK
        return Claim(
            kind=WorkKind.UNDO_TASK if self.step is Step.COMPENSATE else kind,
            service_order_id=self.call.task_id.service_order_id, n=self.call.task_id.n, attempt=self.claim_attempt,
        )  # fmt: skip

    @property
    def spent(self) -> int:
        """Attempts used so far, this one included."""
        return self.tries if self.follow_up else self.claim_attempt


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How an attempt ended."""

    execution: Execution
    answer: Answer
