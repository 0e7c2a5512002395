"""What each cause of a fallout says (NEW-23): to the agent, to the engineer, whose it is, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trunkline.catalog.model import ErrorClass
from trunkline.fallout.model import BY_PERSON, CLOSED_BY_HAND
from trunkline.kit.contract import CauseClass, Message, Owner
from trunkline.orchestration.executor import POST_CONDITION_FAILED, RULE_FAILED
from trunkline.orchestration.verdicts import TEST_FAILED

_SYSTEM: Final = "the domain system that was asked"


def _cause(
    code: str, cause_class: CauseClass, owner: Owner, *, agent: str, action: str, engineer: str, item: str = "the task",
    field: str = "what the answer names",
) -> Message:  # fmt: skip
    return Message(
        code=str(code), status=None, cause_class=cause_class, owner=owner, item=item, field=field, agent=agent,
        action=action, engineer=engineer,
    )  # fmt: skip


# `{who}` is the system that was asked
CAUSES: Final[Mapping[str, Message]] = {
    message.code: message
    for message in (
        _cause(
            ErrorClass.UNREACHABLE, CauseClass.CONNECTION, Owner.DOMAIN_SYSTEM_OWNER, item=_SYSTEM, field="address",
            agent="{who} could not be reached, so nothing was done there.",
            action="Retry when {who} answers again; hold the system while it is away so that no more orders fail.",
            engineer="No connection within the attempts allowed: name resolution, port, certificate or proxy."),
        _cause(
            ErrorClass.TIMEOUT, CauseClass.CONNECTION, Owner.DOMAIN_SYSTEM_OWNER, item=_SYSTEM, field="deadline",
            agent="{who} took the work and did not end it in time.",
            action="Ask {who} how the work stands; complete it by hand when it is done there, else retry.",
            engineer="The wait, the deadline or the attempts ran out before an end was reported."),
        _cause(
            ErrorClass.BUSY, CauseClass.CONNECTION, Owner.DOMAIN_SYSTEM_OWNER, item=_SYSTEM, field="load",
            agent="{who} has too much to do and asked to come later, each time.",
            action="Retry when the load is over; lower the limits of the system if it happens often.",
            engineer="HTTP 408, 425 or 429 on every attempt; see the limits of the domain system."),
        _cause(
            ErrorClass.SERVER_ERROR, CauseClass.FAR_SYSTEM, Owner.DOMAIN_SYSTEM_OWNER, item=_SYSTEM,
            agent="{who} failed inside itself.",
            action="Tell the owner of {who}, with the exchange below; retry when it is mended.",
            engineer="HTTP 5xx on every attempt; the body is in the exchange."),
        _cause(
            ErrorClass.BAD_REQUEST, CauseClass.INPUT, Owner.FALLOUT_GROUP,
            agent="{who} did not accept a value of this order.",
            action="Correct the value that is named, then retry; without one, compare the request with what {who} expects.",
            engineer="HTTP 4xx other than 409 and 422: the request breaks the contract of the system."),
        _cause(
            ErrorClass.REFUSED, CauseClass.FAR_SYSTEM, Owner.FALLOUT_GROUP,
            agent="{who} refused the work and gave a reason.",
            action="Read the reason; correct the data or clear the obstacle, then retry, or give up when it cannot be done.",
            engineer="A reasoned no: HTTP 409 or 422, or an order that ended rejected or failed."),
        _cause(
            ErrorClass.PARTIAL, CauseClass.FAR_SYSTEM, Owner.FALLOUT_GROUP,
            agent="{who} did a part of the work and not the rest.",
            action="Find out what is missing; finish it outside and complete by hand, or roll back.",
            engineer="The order of the far system ended partial; asking again would do the done part twice."),
        _cause(
            ErrorClass.REVISION_REFUSED, CauseClass.FAR_SYSTEM, Owner.FALLOUT_GROUP,
            agent="{who} goes on with the values as they were; it takes no change any more.",
            action="Let it finish and order the change after, or have it stopped there.",
            engineer="The executor or the far order takes no PATCH in its state."),
        _cause(
            ErrorClass.BAD_ANSWER, CauseClass.FAR_SYSTEM, Owner.CATALOG_DESIGNER, item=_SYSTEM,
            agent="{who} answered with something that cannot be used; the work may be done.",
            action="Look there whether it is done; complete by hand with the missing values, and tell the designer.",
            engineer="The answer is no JSON, lacks an output, or comes at the wrong time; compare it with the outputs of the task specification."),
        _cause(
            ErrorClass.MISCONFIGURED, CauseClass.CONFIGURATION, Owner.CATALOG_DESIGNER,
            item="the task specification", field="what the configuration names",
            agent="This task is set up wrongly, so nobody was asked.",
            action="Tell the catalog's designer; retry when it is corrected, or give the missing value and retry.",
            engineer="The configuration names a value, a secret or an executor that there is not; nothing left this product."),
        _cause(
            ErrorClass.EXECUTOR_ERROR, CauseClass.DEFECT, Owner.PLATFORM_OPERATOR, item="the executor", field="none",
            agent="The part of the product that talks to {who} broke down.",
            action="Tell the operator; retry once, then wait for the correction.",
            engineer="The executor raised something that is no answer; the log has the trace."),
        _cause(
            ErrorClass.UNKNOWN, CauseClass.OUTCOME_UNKNOWN, Owner.FALLOUT_GROUP, item=_SYSTEM, field="outcome",
            agent="{who} was asked, and whether it did the work could not be found out.",
            action="Look in {who} itself: complete by hand when it is done, retry only when it is surely not.",
            engineer="The answer was lost and every look for the idempotency key led to nothing."),
        _cause(
            RULE_FAILED, CauseClass.RULE, Owner.CATALOG_DESIGNER, item="the rule", field="what the rule names",
            agent="A rule of the catalog could not be evaluated with the values of this order.",
            action="Give the value that is missing and retry; if all are right, tell the catalog's designer.",
            engineer="An expression raised or gave no value; the message quotes it."),
        _cause(
            POST_CONDITION_FAILED, CauseClass.QUALITY, Owner.FALLOUT_GROUP, item=_SYSTEM, field="post-condition",
            agent="{who} says it is done, but what it was to bring about is not so.",
            action="Look there what is missing and have it done; then retry, or complete by hand with the right values.",
            engineer="The post-condition of the task is false for the values of the answer."),
        _cause(
            TEST_FAILED, CauseClass.QUALITY, Owner.FALLOUT_GROUP, field="what was measured",
            agent="A test was not passed, and the repairs that are foreseen did not help.",
            action="Have it repaired, then retry the test; it cannot be skipped.",
            engineer="The passing condition is false after the last repair round."),
        _cause(
            CLOSED_BY_HAND, CauseClass.PERSON, Owner.FULFILLMENT_MANAGER, item="the domain order", field="state",
            agent="The domain order was closed by hand while this task was open.",
            action="End the task: complete it by hand when it is done, skip it when it is not needed, or give it up.",
            engineer="Raised by closing a domain order; the task itself did not fail."),
        _cause(
            BY_PERSON, CauseClass.PERSON, Owner.FALLOUT_GROUP, field="none",
            agent="A person reported that this task cannot go on.",
            action="Read what was reported and ask who wrote it; then choose a remedy.",
            engineer="Raised by hand, without an error class."),
    )
}  # fmt: skip

# a cause that an executor of the operator's own, or a person, made up
OTHER: Final = _cause(
    "other", CauseClass.FAR_SYSTEM, Owner.FALLOUT_GROUP,
    agent="The task failed for a reason of its own.",
    action="Read what was reported below, mend it, then retry.",
    engineer="A cause that this product does not know; whoever raised it defines it.",
)  # fmt: skip


# what the message of these says is a person's or a far system's reason, which the agent needs
SPOKEN: Final = frozenset(
    {str(ErrorClass.REFUSED), str(ErrorClass.PARTIAL), str(ErrorClass.BAD_REQUEST), POST_CONDITION_FAILED, TEST_FAILED,
     CLOSED_BY_HAND, BY_PERSON}
)  # fmt: skip


def message_of_cause(cause: str) -> Message:
    """What this cause says; what is not known says what all such say."""
    return CAUSES.get(cause, OTHER)


def told(text: str, who: str | None) -> str:
    """The text with the system that was asked in it; without a name, as "the domain system"."""
    said = text.replace("{who}", who or "the domain system")
    return said[:1].upper() + said[1:]
