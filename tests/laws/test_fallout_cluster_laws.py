"""The same cause always has the same signature, other causes have others."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builders_fallout_corpus import CAUSES, Chance, failure_of
from trunkline.fallout.signature import normalise, signature

truths = st.integers(0, len(CAUSES) - 1)
seeds = st.integers(0, 2**32)


@settings(max_examples=100)
@given(one=truths, other=truths, seed=seeds)
def test_two_failures_have_one_signature_exactly_when_they_have_one_cause(one: int, other: int, seed: int) -> None:
    """NEW-06"""
    chance = Chance(seed)
    left, right = (
        signature(cause=f.cause, where=f.where, message=f.message)
        for f in (failure_of(one, chance), failure_of(other, chance))
    )
    assert (left == right) is (one == other)


@settings(max_examples=100)
@given(truth=truths, seed=seeds)
def test_what_is_normalised_stays_as_it_is(truth: int, seed: int) -> None:
    """NEW-06: a message that an engineer copied from the group is the group's own."""
    once = normalise(failure_of(truth, Chance(seed)).message)
    assert normalise(once) == once
