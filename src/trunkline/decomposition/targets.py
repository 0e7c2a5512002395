"""Whether a relationship applies, how many targets it makes, and why: every answer has a complete reason."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from trunkline.catalog.conditions import Verdict
from trunkline.catalog.expressions import Missing
from trunkline.catalog.model import MissingValue
from trunkline.decomposition.errors import DecompositionInvalid
from trunkline.decomposition.model import Reason, ReasonCode
from trunkline.decomposition.outline import Link
from trunkline.decomposition.quantity import target_quantity
from trunkline.decomposition.view import View
from trunkline.kit.errors import Problem


class Decision(msgspec.Struct, frozen=True):
    """How many targets a relationship makes (none: the reason says why not), for which elements of a list.

    `waits` when a value is missing and the branch is to be decided again as soon as it comes.
    """

    count: int
    reason: Reason
    elements: tuple[object, ...] | None = None
    waits: bool = False


def decide(link: Link, view: View, *, chosen: Collection[str], item: str) -> Decision:
    """What becomes of a relationship when its source is as `view` says.

    A rule decides, where there is one; a rule that lacks a value is told as such, never taken for a no, unless the
    relationship says so. Without a rule a mandatory target is made always, an optional one when the order asks for it
    (`chosen`: specification ids). Raises DecompositionInvalid when the quantity is out of bounds, or when a value is
    missing that the relationship wants reported.
    """
    relationship = link.relationship
    rule = relationship.rule
    asked_for = link.target in chosen and not relationship.mandatory
    if rule is not None:
        verdict = view.holds(rule.when)
        if verdict.outcome == "true":
            text = f"rule '{rule.name}' holds: {verdict.text}"
            reason = link.reason(
                ReasonCode.RULE_FIRED, text, characteristic=verdict.characteristic, value=verdict.value
            )
        elif asked_for:
            reason = _chosen(link)
        elif verdict.outcome == "false":
            return _not_fired(link, f"rule '{rule.name}' does not hold: {verdict.text}", verdict)
        else:
            return _undecided(link, f"rule '{rule.name}' cannot be decided: {verdict.text}", verdict, item)
    elif relationship.mandatory:
        reason = link.reason(ReasonCode.MANDATORY, f"'{link.source_name}' always needs '{link.target_name}'")
    elif asked_for:
        reason = _chosen(link)
    else:
        text = f"'{link.target_name}' is optional for '{link.source_name}', and the order does not ask for it"
        return Decision(0, link.reason(ReasonCode.NOT_CHOSEN, text))
    return _counted(link, reason, view, item)


def _chosen(link: Link) -> Reason:
    text = f"'{link.target_name}' is optional for '{link.source_name}', and the order asks for it"
    return link.reason(ReasonCode.CHOSEN, text)


def _not_fired(link: Link, text: str, verdict: Verdict) -> Decision:
    reason = link.reason(ReasonCode.RULE_NOT_FIRED, text, characteristic=verdict.characteristic, value=verdict.value)
    return Decision(0, reason)


def _undecided(link: Link, text: str, verdict: Verdict, item: str) -> Decision:
    match link.relationship.missing:
        case MissingValue.SKIP:
            return _not_fired(link, f"{text}; that counts as no", verdict)
        case MissingValue.WAIT:
            reason = link.reason(ReasonCode.VALUE_MISSING, text, characteristic=verdict.characteristic)
            return Decision(0, reason, waits=True)
        case MissingValue.REPORT:
            name = verdict.characteristic
            field = "serviceSpecification" if name is None else f"serviceCharacteristic[{name}]"
            action = f"give the value, so that it is clear whether '{link.target_name}' is needed"
            raise DecompositionInvalid(
                f"item '{item}': {text}; {action}",
                problems=[Problem(item=item, field=field, what=text, action=action)],
            )


def _counted(link: Link, reason: Reason, view: View, item: str) -> Decision:
    counted = target_quantity(link, view, item=item)
    if isinstance(counted, Missing):
        text = f"how many '{link.target_name}' there are cannot be told: '{counted.path}' has no value"
        lacking = Verdict(outcome="missing", characteristic=counted.path.removeprefix("values."), value=None, text=text)
        return _undecided(link, text, lacking, item)
    name = counted.characteristic
    if counted.count == 0:
        why = "none is the default" if counted.why == "the default quantity" else f"{counted.why} is 0"
        text = f"no '{link.target_name}' is needed: {why}"
        return Decision(0, link.reason(ReasonCode.QUANTITY_ZERO, text, characteristic=name, value=0))
    if counted.elements is not None:
        text = f"{reason.text}; {counted.count} of them, {counted.why}"
        return Decision(counted.count, msgspec.structs.replace(reason, text=text), counted.elements)
    if counted.count == 1:
        return Decision(1, reason)
    return Decision(
        counted.count, msgspec.structs.replace(reason, text=f"{reason.text}; {counted.count} of them, {counted.why}")
    )
