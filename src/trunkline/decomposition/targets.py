"""Whether a relationship applies, how many targets it makes, and why: every answer has a complete reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import msgspec

from trunkline.catalog.conditions import holds
from trunkline.decomposition.model import Reason, ReasonCode
from trunkline.decomposition.outline import Link
from trunkline.decomposition.quantity import target_quantity


class Decision(msgspec.Struct, frozen=True):
    """How many targets a relationship makes (none: the reason says why not)."""

    count: int
    reason: Reason


def decide(link: Link, values: Mapping[str, object], *, chosen: Collection[str], item: str) -> Decision:
    """What becomes of a relationship when its source has `values`.

    A rule decides, where there is one; a rule that lacks a value is told as such, never taken for a no. Without a rule
    a mandatory target is made always, an optional one when the order asks for it (`chosen`: specification ids).
    Raises DecompositionInvalid when the quantity is out of bounds.
    """
    relationship = link.relationship
    rule = relationship.rule
    asked_for = link.target in chosen and not relationship.mandatory
    if rule is not None:
        verdict = holds(rule.when, values)
        if verdict.outcome == "true":
            text = f"rule '{rule.name}' holds: {verdict.text}"
            reason = link.reason(
                ReasonCode.RULE_FIRED, text, characteristic=verdict.characteristic, value=verdict.value
            )
        elif asked_for:
            reason = _chosen(link)
        elif verdict.outcome == "false":
            text = f"rule '{rule.name}' does not hold: {verdict.text}"
            code = ReasonCode.RULE_NOT_FIRED
            return Decision(0, link.reason(code, text, characteristic=verdict.characteristic, value=verdict.value))
        else:
            text = f"rule '{rule.name}' cannot be decided: {verdict.text}"
            return Decision(0, link.reason(ReasonCode.VALUE_MISSING, text, characteristic=verdict.characteristic))
    elif relationship.mandatory:
        reason = link.reason(ReasonCode.MANDATORY, f"'{link.source_name}' always needs '{link.target_name}'")
    elif asked_for:
        reason = _chosen(link)
    else:
        text = f"'{link.target_name}' is optional for '{link.source_name}', and the order does not ask for it"
        return Decision(0, link.reason(ReasonCode.NOT_CHOSEN, text))
    return _counted(link, reason, values, item)


def _chosen(link: Link) -> Reason:
    text = f"'{link.target_name}' is optional for '{link.source_name}', and the order asks for it"
    return link.reason(ReasonCode.CHOSEN, text)


def _counted(link: Link, reason: Reason, values: Mapping[str, object], item: str) -> Decision:
    count = target_quantity(link, values, item=item)
    name = link.relationship.quantity.characteristic
    if count == 0:
        why = "none is the default" if name is None or values.get(name) is None else f"'{name}' is 0"
        text = f"no '{link.target_name}' is needed: {why}"
        return Decision(0, link.reason(ReasonCode.QUANTITY_ZERO, text, characteristic=name, value=count))
    if count == 1:
        return Decision(1, reason)
    why = "the default quantity" if name is None or values.get(name) is None else f"the value of '{name}'"
    return Decision(count, msgspec.structs.replace(reason, text=f"{reason.text}; {count} of them, {why}"))
