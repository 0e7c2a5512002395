"""What an answer amounts to: waits that are over, looks that led to nothing and broken promises are refusals."""

from __future__ import annotations

from datetime import datetime

from trunkline.orchestration.executor import (
    WITHOUT_EFFECT,
    Answer,
    Completed,
    NotDone,
    Outcome,
    Refused,
    Step,
    Unknown,
    Waiting,
)
from trunkline.orchestration.proving import unproven

_LOOKS = 8  # how often a domain system is asked what became of a lost answer before a person looks at it


def judged(outcome: Outcome, *, now: datetime) -> Answer:
    """The answer, with what cannot go on made a refusal: waits that are over, looks that led to nothing."""
    execution, answer = outcome.execution, outcome.answer
    late = execution.deadline is not None and now >= execution.deadline
    if execution.call.executor in WITHOUT_EFFECT and isinstance(answer, Waiting | Unknown):
        text = f"executor '{execution.call.executor}' asks nothing of the outside, and answered as if it had"
        return Refused(error_class="misconfigured", message=text, retryable=False)
    if execution.step is Step.REVISE and isinstance(answer, Refused) and answer.retryable:
        # the request itself stands: only the news of the change is tried again
        return Unknown(message=answer.message, exchange=answer.exchange)
    if isinstance(answer, NotDone) and execution.step is not Step.RECONCILE:
        return Refused(error_class="badAnswer", message="asked to start, the executor answered what is for later")
    if isinstance(answer, Waiting) and execution.until is not None and now >= execution.until:
        text = f"{execution.call.system or execution.call.executor} took the work and did not end it in time"
        return Refused(error_class="timeout", message=text, retryable=False)
    if isinstance(answer, Waiting) and late:
        text = f"{execution.call.system or execution.call.executor} did not end the work by its deadline"
        return Refused(error_class="timeout", message=text, retryable=False)
    if isinstance(answer, Unknown) and execution.follow_up and (late or execution.looked >= _LOOKS):
        text = f"whether it was done could not be found out, asked {execution.looked} times: {answer.message}"
        return Refused(error_class="unknown", message=text, retryable=False, exchange=answer.exchange)
    if isinstance(answer, Completed):
        return unproven(execution.post_condition, execution.call, answer) or answer
    return answer
