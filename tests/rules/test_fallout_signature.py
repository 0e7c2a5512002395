"""When two failures are the same failure."""

from __future__ import annotations

import pytest

from trunkline.fallout.signature import normalise, signature


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Port ge-0/0/1 is in use", "port # is in use"),
        ("device 10.20.30.40 did not answer within 30 s", "device # did not answer within # s"),
        ("no route to 2001:db8::17/64 via fe80::1", "no route to # via #"),
        ("MAC aa:bb:cc:dd:ee:ff is unknown", "mac # is unknown"),
        ("order TASK-000123-17 refused at 2026-11-23T08:00:00Z", "order # refused at #"),
        ("since 23 Nov 2026 nothing", "since # nothing"),
        ("service 3f2504e0-4f89-11d3-9a0c-0305e82c3301 is locked", "service # is locked"),
        ("value 'fast lane' of \"speed\" is refused", "value '#' of '#' is refused"),
        ("it can't be done, and won't be", "it can't be done, and won't be"),
        ("GET http://router-7.example/api/v1 failed", "get # failed"),
        ("Too   many\n blanks", "too many blanks"),
        ("load is 93.5%, limit 90%", "load is #, limit #"),
    ],
)
def test_what_names_a_single_case_is_left_out(message: str, said: str) -> None:
    """FAL-13: the same failure of two tasks reads the same."""
    assert normalise(message) == said


def test_a_refusal_and_a_breakdown_of_the_other_side_stay_different() -> None:
    """FAL-13: 4xx is our fault, 5xx theirs; which one of them exactly says less."""
    assert normalise("crm answered 404: gone") == normalise("crm answered 400: gone")
    assert normalise("crm answered 404: gone") != normalise("crm answered 503: gone")
    assert normalise("HTTP/1.1 502") == normalise("http 503")


def test_the_same_words_elsewhere_or_of_another_class_are_another_failure() -> None:
    """FAL-13."""
    one = signature(cause="timeout", where="activate", message="no answer")
    assert one != signature(cause="refused", where="activate", message="no answer")
    assert one != signature(cause="timeout", where="testLine", message="no answer")


def test_a_signature_fits_into_an_index() -> None:
    """FAL-13: whatever a system answers."""
    assert len(signature(cause="refused", where="activate", message="word " * 5000)) == 300
