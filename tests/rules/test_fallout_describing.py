"""What a fallout says: the failing item and field out of what was answered, the effect on dates, the texts."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from builders_orchestration import T0
from trunkline.fallout.causes import CAUSES, OTHER, message_of_cause, told
from trunkline.fallout.describing import Fault, faults_of
from trunkline.fallout.effect_queries import effect

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"invalid-params": [{"name": "vlan", "reason": "out of range"}]}, [(None, "vlan", "out of range")]),
        ({"errors": [{"source": {"pointer": "/data/port"}, "detail": "in use"}]}, [(None, "/data/port", "in use")]),
        ({"errors": {"speed": ["too high", "odd"]}}, [(None, "speed", "too high")]),
        ({"details": [{"item": "2", "field": "place.id", "what": "unknown"}]}, [("2", "place.id", "unknown")]),
        ({"detail": [{"loc": ["body", "vlan"], "msg": "a number"}]}, [(None, "body.vlan", "a number")]),
        ({"serviceOrderItem": [{"id": "3", "errorMessage": [{"code": "17", "message": "no port"}]}]},
         [("3", None, "no port")]),
        ({"field": "vlan", "message": "taken"}, [(None, "vlan", "taken")]),
        ({"message": "no reason"}, []),
        ("<html>no", []),
        ([[["deep"]]], []),
    ],
)  # fmt: skip
def test_the_field_that_a_far_system_refuses_is_found(
    body: object, faults: list[tuple[str | None, str | None, str | None]]
) -> None:
    """NEW-23: TMF630, RFC 9457, JSON:API, TMF641 items, field maps; text or document; nothing is made up."""
    wanted = tuple(Fault(item=item, field=field, what=what) for item, field, what in faults)
    as_text: dict[str, object] = {"response": {"status": 422, "body": json.dumps(body)}}
    assert faults_of("refused", "no", as_text) == wanted
    assert faults_of("refused", "no", {"response": {"body": body}}) == wanted


@pytest.mark.parametrize(
    ("cause", "message", "field"),
    [
        ("misconfigured", "http executor: no value for 'vlan'; the task's config names it", "vlan"),
        ("badAnswer", "the answer lacks circuit.id, port", "circuit.id"),
        ("postConditionFailed", "'x' was reported done, but its post-condition does not hold: 'speed' is 5, not 9", "speed"),
        ("ruleFailed", "`values.speed / 0` gave no value: division by zero", "speed"),
        ("ruleFailed", "`values['home town'] + 1` gave no value", "home town"),
        ("refused", "'speed' is not liked", None),
        ("ofSomebodysOwn", "'speed' is not liked", None),
    ],
)  # fmt: skip
def test_the_field_of_our_own_failures_is_found_in_what_they_say(cause: str, message: str, field: str | None) -> None:
    """NEW-23: a missing input, an answer that lacks something, a rule that cannot be evaluated."""
    assert faults_of(cause, message, None) == (() if field is None else (Fault(field=field),))


def test_dates_move_against_the_plan_and_the_promise() -> None:
    """FAL-14: what is not mended ends now at the earliest; what has ended has its date; without dates nothing is said."""
    late = effect("serviceOrder", T0, T0 + DAY, None, T0 + 3 * DAY, unresolved=True, now=T0 + 5 * DAY)
    assert (late.forecast, late.later_by, late.late_by) == (T0 + 5 * DAY, 5 * DAY, 2 * DAY)
    mended = effect("task", T0, T0 + DAY, None, None, unresolved=False, now=T0 + 5 * DAY)
    assert (mended.forecast, mended.later_by, mended.late_by) == (T0 + DAY, DAY, None)
    over = effect("task", T0 + DAY, T0 + 9 * DAY, T0, None, unresolved=True, now=T0 + 5 * DAY)
    assert (over.forecast, over.later_by) == (T0, -DAY)
    unplanned = effect("task", None, None, None, None, unresolved=True, now=T0)
    assert (unplanned.forecast, unplanned.later_by) == (None, None)


def test_the_agent_reads_which_system_it_was() -> None:
    """NEW-23: every text can be filled; a cause of somebody's own says what all such say."""
    assert message_of_cause("ofSomebodysOwn") is OTHER
    for message in CAUSES.values():
        for text in (message.agent, message.action):
            assert "{" not in told(text, "ACME") + told(text, None)
    assert told(CAUSES["unreachable"].agent, None).startswith("The domain system could not")
