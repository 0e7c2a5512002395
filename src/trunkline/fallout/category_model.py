"""Where fallouts are filed: categories of two levels, and which one a failure belongs to before anybody has seen it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from trunkline.catalog.model_plans import ErrorClass
from trunkline.fallout.model import CLOSED_BY_HAND
from trunkline.orchestration.executor import POST_CONDITION_FAILED, RULE_FAILED
from trunkline.orchestration.verdicts import TEST_FAILED

GENERAL_TYPE: Final = "provisioningFailure"  # says less than any cause

CATEGORY_OF_CAUSE: Final[Mapping[str, str]] = {
    str(cause): category
    for cause, category in (
        (ErrorClass.UNREACHABLE, "system.unreachable"),
        (ErrorClass.TIMEOUT, "system.overloaded"),
        (ErrorClass.BUSY, "system.overloaded"),
        (ErrorClass.SERVER_ERROR, "system.error"),
        (ErrorClass.BAD_ANSWER, "system.badAnswer"),
        (ErrorClass.UNKNOWN, "system.outcomeUnknown"),
        (ErrorClass.BAD_REQUEST, "data.value"),
        (ErrorClass.REFUSED, "network.refused"),
        (ErrorClass.PARTIAL, "network.partial"),
        (POST_CONDITION_FAILED, "network.notEffective"),
        (TEST_FAILED, "field.testFailed"),
        (ErrorClass.REVISION_REFUSED, "process.changeTooLate"),
        (ErrorClass.MISCONFIGURED, "configuration.task"),
        (RULE_FAILED, "configuration.rule"),
        (ErrorClass.EXECUTOR_ERROR, "process.defect"),
        (CLOSED_BY_HAND, "process.closedByHand"),
    )
}  # fmt: skip


class FalloutCategory(msgspec.Struct, frozen=True, kw_only=True):
    """A category, or with a `parent` a subcategory: only in those fallouts are filed.

    A `retired` one takes no new fallouts; what would come to it goes to its `successor`.
    """

    id: str
    name: str
    parent: str | None = None
    retired: bool = False
    successor: str | None = None


def current(category: str | None, known: Mapping[str, FalloutCategory]) -> str | None:
    """The category, or the one that took its place; None when it is retired without a successor or unknown."""
    seen: set[str] = set()
    while category is not None and category not in seen:
        seen.add(category)
        found = known.get(category)
        if found is None or not found.retired:
            return None if found is None else category
        category = found.successor
    return None


def category_of(
    cause: str, fallout_type: str, *, of_type: str | None, known: Mapping[str, FalloutCategory]
) -> str | None:
    """Where a failure is filed (FAL-04): a type that says something goes before its cause, the cause before the general
    type; None when none of them says anything, and a person has to."""
    named = CATEGORY_OF_CAUSE.get(cause)
    wanted = (of_type, named) if fallout_type != GENERAL_TYPE else (named, of_type)
    return next((found for each in wanted if (found := current(each, known)) is not None), None)


def below(category: str, known: Sequence[FalloutCategory]) -> list[str]:
    """The category and its subcategories, retired ones too."""
    return [each.id for each in known if category in (each.id, each.parent)]
