"""Whether a failed attempt is tried again, and when.

What the task specification says for the class of failure comes first, then what is agreed with the domain system, then
what the task specification says for all. A rule makes a class retryable that an executor holds to be final; classes in
which another try could do the work twice stay final.
"""

from __future__ import annotations

from datetime import datetime

from trunkline.catalog.model import RetryRule
from trunkline.catalog.model_plans import NEVER_AGAIN
from trunkline.orchestration.executor import Execution, Refused
from trunkline.work.retry import rest


def next_attempt(execution: Execution, answer: Refused, *, now: datetime) -> datetime | None:
    """When the next attempt may begin; None when a person has to look.

    The rest grows and is spread by the attempt's correlation id; the domain system's own wish (Retry-After) may make it
    longer. Attempts of all classes are counted together.
    """
    rule = _rule(execution, answer)
    retryable = answer.retryable
    if rule.attempts is not None and answer.error_class not in NEVER_AGAIN:
        retryable = rule.attempts > 1
    allowed = rule.attempts if rule.attempts is not None else execution.attempts_allowed
    if not retryable or execution.spent >= allowed:
        return None
    pause = rest(
        execution.spent,
        delay=rule.delay if rule.delay is not None else execution.delay,
        factor=rule.factor if rule.factor is not None else execution.factor,
        longest=rule.longest if rule.longest is not None else execution.longest,
        spread=execution.call.correlation_id,
    )
    due = now + (max(pause, answer.after) if answer.after else pause)
    return None if execution.deadline is not None and due > execution.deadline else due


def _rule(execution: Execution, answer: Refused) -> RetryRule:
    """The rule of the task for this class, what it leaves out filled from the one of the domain system."""
    own, agreed = execution.rules.get(answer.error_class) or RetryRule(), answer.agreed or RetryRule()
    return RetryRule(
        attempts=own.attempts if own.attempts is not None else agreed.attempts,
        delay=own.delay if own.delay is not None else agreed.delay,
        factor=own.factor if own.factor is not None else agreed.factor,
        longest=own.longest if own.longest is not None else agreed.longest,
    )
