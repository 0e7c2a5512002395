"""Trying again: by class of failure, by what the system asks for, within a deadline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from trunkline.catalog.model import ErrorClass, RetryRule, retry_faults
from trunkline.catalog.model_plans import NEVER_AGAIN
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration.executor import Execution, ExecutionCall, Refused
from trunkline.orchestration.retrying import next_attempt
from trunkline.southbound.asking import Reply, ask

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CALL = ExecutionCall(
    task_id=TaskId(ServiceOrderId(7), 3), domain_order_id=DomainOrderId(ServiceOrderId(7), 1), attempt=1, key="a", name="A",
    executor="http", system="net", operation=None, config={}, action="add", specification_id="uni", characteristics={},
    place=None,
)  # fmt: skip


def execution(**changes: Any) -> Execution:
    facts: dict[str, Any] = {
        "call": CALL, "claim_attempt": 1, "attempts_allowed": 3, "delay": timedelta(seconds=10), "factor": 2.0,
        "longest": timedelta(minutes=5), "fallout_type": "x", "assignment_group": None,
    }  # fmt: skip
    return Execution(**facts | changes)


def pause(execution: Execution, error_class: str, **more: Any) -> float | None:
    due = next_attempt(execution, Refused(error_class=error_class, message="no", **more), now=NOW)
    return None if due is None else (due - NOW).total_seconds()


def within(value: float | None, seconds: float) -> bool:
    """Shortened by at most a fifth, never longer."""
    return value is not None and 0.8 * seconds <= value <= seconds


def test_the_rule_of_the_task_comes_before_that_of_the_system_and_both_before_what_holds_for_all():
    """SOU-05, PLN-12."""
    busy = {"busy": RetryRule(attempts=6, delay=timedelta(seconds=60))}
    agreed = RetryRule(attempts=9, delay=timedelta(seconds=30), longest=timedelta(seconds=100))
    assert within(pause(execution(), "serverError"), 10)
    assert within(pause(execution(claim_attempt=2), "serverError"), 20)
    assert pause(execution(claim_attempt=3), "serverError") is None
    assert within(pause(execution(claim_attempt=5), "serverError", agreed=agreed), 100)
    assert within(pause(execution(rules=busy), "busy", agreed=agreed), 60)
    assert within(pause(execution(rules=busy, claim_attempt=3), "busy", agreed=agreed), 100)
    assert pause(execution(rules=busy, claim_attempt=6), "busy", agreed=agreed) is None
    assert pause(execution(rules={"busy": RetryRule(attempts=1)}), "busy") is None


def test_a_final_failure_is_tried_again_only_where_a_rule_says_so_and_never_where_it_could_be_done_twice():
    """SOU-05."""
    anew = {name.value: RetryRule(attempts=5) for name in ErrorClass}
    for error_class in ErrorClass:
        assert pause(execution(), error_class, retryable=False) is None
        again = pause(execution(rules=anew), error_class, retryable=False)
        assert (again is None) == (error_class in NEVER_AGAIN)
    assert retry_faults({"busy": RetryRule(attempts=5)}) == []
    assert len(retry_faults({"unknown": RetryRule(attempts=2), "odd": RetryRule(), "busy": RetryRule(factor=0)})) == 3


def test_the_systems_own_wish_makes_the_rest_longer_and_the_deadline_ends_it():
    """SOU-05."""
    assert pause(execution(), "busy", after=timedelta(seconds=90)) == 90
    assert within(pause(execution(), "busy", after=timedelta(seconds=1)), 10)
    deadline = NOW + timedelta(seconds=60)
    assert within(pause(execution(deadline=deadline), "busy"), 10)
    assert pause(execution(deadline=deadline), "busy", after=timedelta(seconds=90)) is None


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [("120", 120), ("Mon, 23 Nov 2026 08:05:00 GMT", 300), ("Mon, 23 Nov 2026 07:00:00 GMT", 0), ("99999999", 3600),
     ("soon", None), ("", None)],
)  # fmt: skip
async def test_a_wish_for_rest_is_read_as_seconds_or_as_a_date(wish: str, seconds: int | None) -> None:
    """SOU-05: RFC 9110; a date is counted from the answer's own, whatever our clock says."""
    headers = {"Retry-After": wish, "Date": "Mon, 23 Nov 2026 08:00:00 GMT"}
    transport = httpx.MockTransport(lambda request: httpx.Response(429, headers=headers))
    reply = await ask(httpx.AsyncClient(transport=transport), CALL, "GET", "http://far", headers={}, patience=1)
    assert isinstance(reply, Reply)
    assert reply.after == (None if seconds is None else timedelta(seconds=seconds))
