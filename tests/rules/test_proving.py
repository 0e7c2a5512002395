"""An answer that a task is done is believed when the post-condition of its task specification holds."""

from __future__ import annotations

from typing import Any

import pytest

from trunkline.catalog.model import Condition
from trunkline.kit.ids import DomainOrderId, ServiceOrderId, TaskId
from trunkline.orchestration.executor import Completed, ExecutionCall
from trunkline.orchestration.proving import unproven

CALL = ExecutionCall(
    task_id=TaskId(ServiceOrderId(1), 1), domain_order_id=DomainOrderId(ServiceOrderId(1), 1), attempt=1, key="t1",
    name="Activate", executor="http", system="noc", operation=None, config={}, action="add", specification_id="spec",
    characteristics={"speed": 100}, place=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "values", "error_class"),
    [
        (None, {}, None),
        (Condition(characteristic="port", present=True), {"port": "ge-0/0/1"}, None),
        (Condition(characteristic="speed", equals=100), {}, None),  # what was there before counts, too
        (Condition(characteristic="speed", equals=100), {"speed": 10}, "postConditionFailed"),
        (Condition(characteristic="port", present=True), {}, "postConditionFailed"),
        (Condition(characteristic="port", equals="a"), {}, "postConditionFailed"),  # missing proves nothing
        (Condition(expression="values.speed >= 100"), {}, None),
        (Condition(expression="values.speed / 0 > 1"), {}, "ruleFailed"),
        (Condition(expression="values.speed >="), {}, "ruleFailed"),
    ],
)
def test_done_is_believed_only_when_the_post_condition_holds(
    condition: Condition | None, values: dict[str, Any], error_class: str | None
) -> None:
    """NEW-07, FAL-02: a rule that cannot be evaluated goes to a person like any other failure, and names itself."""
    refused = unproven(condition, CALL, Completed(values=values))
    assert (refused.error_class if refused else None) == error_class
    if refused is not None:
        assert not refused.retryable
        assert "'Activate'" in refused.message
        assert refused.exchange == {"system": "noc", "response": values}
