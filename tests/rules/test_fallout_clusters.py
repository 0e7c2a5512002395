"""Thousands of failures fall into as many groups as there are causes."""

from __future__ import annotations

import pytest

from builders_fallout_corpus import CAUSES, adjusted_rand_index, generate_failures
from trunkline.fallout.signature import normalise, signature


@pytest.mark.parametrize("seed", [1, 2026])
def test_ten_thousand_failures_of_twelve_causes_fall_into_twelve_groups(seed: int) -> None:
    """NEW-06"""
    failures = generate_failures(10_000, seed=seed)
    found = [signature(cause=f.cause, where=f.where, message=f.message) for f in failures]
    assert adjusted_rand_index([f.truth for f in failures], found) >= 0.98
    assert len(set(found)) == len(CAUSES) == 12


def test_the_measure_of_agreement_tells_good_groupings_from_bad_ones() -> None:
    """NEW-06: groupings that agree have 1, one that throws all together has 0, one that splits lies between."""
    truth = [0] * 50 + [1] * 50
    assert adjusted_rand_index(truth, ["b"] * 50 + ["a"] * 50) == 1.0
    assert adjusted_rand_index(truth, [0] * 100) == 0.0
    assert 0.3 < adjusted_rand_index(truth, [0] * 50 + [1] * 25 + [2] * 25) < 0.9


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("mail to ann@acme.example bounced", "mail to li.o'brien+x@olt.example.org bounced"),
        ("valid are: 'a', 'b', 'c'", "valid are: 'd'"),
        ("free: 10.0.0.1, 10.0.0.2", "free: 10.0.0.9"),
        ("missing ids [1,2,3] here", "missing ids [7] here"),
    ],
)
def test_mail_addresses_and_the_length_of_a_list_do_not_tell_failures_apart(left: str, right: str) -> None:
    """NEW-06"""
    assert normalise(left) == normalise(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("port 7 is in use", "port 7 is locked"),
        ("HTTP 404 from x", "HTTP 503 from x"),
        ("no free address", "no free number"),
    ],
)
def test_words_and_the_class_of_a_status_tell_failures_apart(left: str, right: str) -> None:
    """NEW-06"""
    assert normalise(left) != normalise(right)
