"""What kind of failure it is, who looks at it, how urgently."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trunkline.fallout.model import FailedTask, Failure, Fallout
from trunkline.fallout.state import FalloutState
from trunkline.fallout.triage import triage
from trunkline.kit.ids import FalloutId, ServiceOrderId, TaskId

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TYPES = frozenset({"billingIssue", "inventoryAllocationFailure", "provisioningFailure"})
TASK = TaskId(ServiceOrderId(7), 3)


def seen(
    *, cause: str = "refused", message: str = "no", fallout_type: str | None = None, group: str | None = None,
    exchange: dict[str, object] | None = None, types: frozenset[str] = TYPES,
) -> Fallout:  # fmt: skip
    """The fallout made of a failure of a task with key `activate`, group `network`, priority 2."""
    task = FailedTask(
        id=TASK, domain_order_n=2, item_n=1, key="activate", priority=2, assignment_group="network", ended=False,
        last_fallout_n=0,
    )  # fmt: skip
    failure = Failure(
        task_id=TASK, cause=cause, message=message, fallout_type=fallout_type, assignment_group=group, exchange=exchange
    )
    return triage(failure, task, n=1, known_types=dict.fromkeys(types), categories={}, raised_by="system", now=NOW)


def test_a_fallout_is_open_and_as_urgent_as_its_task_and_for_its_group() -> None:
    """FAL-02."""
    fallout = seen()
    assert (fallout.state, fallout.priority, fallout.assignment_group) == (FalloutState.OPEN, 2, "network")
    assert (fallout.id, fallout.task_id, fallout.assignee) == (FalloutId(ServiceOrderId(7), 1), TASK, None)


def test_the_failure_may_name_another_group() -> None:
    """FAL-02."""
    assert seen(group="desk").assignment_group == "desk"


def test_the_type_that_the_catalog_gave_wins() -> None:
    """FAL-02: the mapped type."""
    assert seen(fallout_type="billingIssue", message="no free port in stock").fallout_type == "billingIssue"


@pytest.mark.parametrize(
    ("message", "fallout_type"),
    [
        ("no free VLAN left in the pool", "inventoryAllocationFailure"),
        ("the invoice address is unknown", "billingIssue"),
        ("the device refused the change", "provisioningFailure"),
    ],
)
def test_without_a_known_type_the_words_decide(message: str, fallout_type: str) -> None:
    """FAL-02: an automatic fallout is never lost because its type was removed."""
    assert seen(message=message).fallout_type == fallout_type
    assert seen(message=message, fallout_type="removedMeanwhile").fallout_type == fallout_type


def test_a_type_that_does_not_exist_is_never_chosen() -> None:
    """FAL-03."""
    assert seen(message="billing", types=frozenset({"permitRefused"})).fallout_type == "permitRefused"


def test_the_same_failure_of_one_system_is_the_same_whatever_task_met_it() -> None:
    """FAL-13."""
    assert "|crm|" in seen(exchange={"system": "crm"}).signature
    assert "|activate|" in seen(exchange={"request": {}}).signature
