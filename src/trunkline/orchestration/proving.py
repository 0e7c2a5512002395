"""Whether a task that is said to be done has brought about what its task specification promises."""

from __future__ import annotations

from collections.abc import Mapping

from trunkline.catalog.conditions import holds
from trunkline.catalog.errors import ExpressionFailed, ExpressionInvalid
from trunkline.catalog.model import Condition
from trunkline.catalog.scope import Scope
from trunkline.orchestration.executor import POST_CONDITION_FAILED, RULE_FAILED, Completed, ExecutionCall, Refused


def unproven(condition: Condition | None, call: ExecutionCall, answer: Completed) -> Refused | None:
    """The refusal that an answer 'done' amounts to when the post-condition does not hold; None when all is well.

    It is decided on the values of the domain order together with those that the answer brought (NEW-07). A value that
    is missing and a rule that cannot be evaluated prove nothing either. Asking again by itself helps in none of these.
    """
    if condition is None:
        return None
    values: Mapping[str, object] = {**call.characteristics, **answer.values}
    exchange: dict[str, object] = {"system": call.system or call.executor, "response": dict(answer.values)}
    try:
        verdict = holds(condition, Scope(values=values, action=call.action))
    except (ExpressionInvalid, ExpressionFailed) as error:
        return Refused(
            error_class=RULE_FAILED, retryable=False, exchange=exchange,
            message=f"whether '{call.name}' is done cannot be decided: its post-condition fails: {error.message}",
        )  # fmt: skip
    if verdict.outcome == "true":
        return None
    return Refused(
        error_class=POST_CONDITION_FAILED, retryable=False, exchange=exchange,
        message=f"'{call.name}' was reported done, but its post-condition does not hold: {verdict.text}",
    )  # fmt: skip
