"""Where a failure is filed before anybody has seen it."""

from __future__ import annotations

import msgspec
import pytest

from trunkline.fallout.category_model import CATEGORY_OF_CAUSE, FalloutCategory, below, category_of, current
from trunkline.fallout.causes import CAUSES
from trunkline.fallout.model import BY_PERSON

KNOWN = {
    each.id: each
    for each in (
        FalloutCategory(id="a", name="A"),
        FalloutCategory(id="a.1", name="One", parent="a"),
        FalloutCategory(id="a.2", name="Two", parent="a", retired=True, successor="a.3"),
        FalloutCategory(id="a.3", name="Three", parent="a", retired=True, successor="a.1"),
        FalloutCategory(id="a.4", name="Four", parent="a", retired=True),
        *(FalloutCategory(id=category, name=category, parent="x") for category in sorted(set(CATEGORY_OF_CAUSE.values()))),
    )
}  # fmt: skip


def test_every_cause_but_a_persons_report_has_a_category() -> None:
    """FAL-04."""
    assert set(CATEGORY_OF_CAUSE) == set(CAUSES) - {BY_PERSON}


@pytest.mark.parametrize(
    ("cause", "fallout_type", "of_type", "category"),
    [
        ("timeout", "provisioningFailure", "network.refused", "system.overloaded"),  # the general type says least
        ("timeout", "billingIssue", "a.1", "a.1"),  # a type that says something goes before the cause
        ("timeout", "billingIssue", None, "system.overloaded"),
        (BY_PERSON, "provisioningFailure", "network.refused", "network.refused"),
        (BY_PERSON, "permitRefused", None, None),  # a person has to say
        ("madeUp", "permitRefused", "a.2", "a.1"),  # what took its place
        ("madeUp", "permitRefused", "a.4", None),
        ("timeout", "permitRefused", "a.4", "system.overloaded"),
    ],
)
def test_the_type_or_the_cause_says_where_a_failure_is_filed(
    cause: str, fallout_type: str, of_type: str | None, category: str | None
) -> None:
    """FAL-04."""
    assert category_of(cause, fallout_type, of_type=of_type, known=KNOWN) == category


def test_successors_are_followed_and_a_ring_of_them_ends() -> None:
    """FAL-04."""
    ring = KNOWN | {"a.3": msgspec.structs.replace(KNOWN["a.3"], successor="a.2")}
    assert (current("a.2", KNOWN), current("a.2", ring), current("nothing", KNOWN)) == ("a.1", None, None)
    assert below("a", list(KNOWN.values())) == ["a", "a.1", "a.2", "a.3", "a.4"]
