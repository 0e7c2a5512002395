"""Laws of remedies: whatever is raised, remedied and fails again, a fallout is resolved only by the end of its task."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from trunkline.fallout.model import Fallout
from trunkline.fallout.resolution import proves_itself, remedied
from trunkline.fallout.state import OPEN_STATES, REMEDIABLE_STATES, FalloutState, Outcome, Resolution
from trunkline.fallout.verification import ended, sort_failures
from trunkline.kit.ids import FalloutId, ServiceOrderId, TaskId
from trunkline.orchestration.state import ENDED, TaskState

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ORDER = ServiceOrderId(1)
TASK = TaskId(ORDER, 1)
_SIGNATURES = st.sampled_from(["busy", "refused", "gone"])
_STEP = st.one_of(
    st.tuples(st.just("fail"), _SIGNATURES),
    st.tuples(st.just("raise"), _SIGNATURES),
    st.tuples(st.just("retry"), st.integers(0, 5)),
    st.tuples(st.just("end"), st.sampled_from(sorted(ENDED))),
)


def draft(n: int, signature: str) -> Fallout:
    """The record that a failure makes by itself."""
    return Fallout(
        id=FalloutId(ORDER, n), task_n=1, domain_order_n=1, item_n=1, fallout_type="provisioningFailure",
        state=FalloutState.OPEN, cause="refused", message=signature, signature=signature, exchange=None, priority=4,
        assignment_group=None, assignee=None, raised_by="system", raised_at=NOW,
    )  # fmt: skip


@settings(max_examples=100)
@given(st.lists(_STEP, max_size=20))
def test_a_retry_is_resolved_by_the_end_of_the_task_and_by_nothing_else(steps: list[tuple[str, Any]]) -> None:
    """NEW-07, FAL-06, FAL-13: retry with nothing fixed is never a success; one open record for each cause; the task
    runs only when no fallout holds it; every failure after a remedy is counted on exactly one record."""
    fallouts: dict[int, Fallout] = {}
    state, failures_after_remedy = TaskState.READY, 0
    for verb, given_ in steps:
        if state in ENDED:
            break
        unresolved = sorted((f for f in fallouts.values() if f.state in OPEN_STATES), key=lambda f: -f.id.n)
        resolved_before = {n for n, f in fallouts.items() if f.state is FalloutState.RESOLVED}
        if verb in ("fail", "raise") and (state is TaskState.READY or verb == "raise"):
            failure = draft(len(fallouts) + 1, given_)
            if verb == "fail":
                again, fresh = sort_failures([failure], unresolved)
                failures_after_remedy += len(again)
                for was, after in again:
                    assert (after.outcome is Outcome.STILL_FAILING) == (was.signature == failure.signature)
                    assert (after.state, after.resolution, after.message) == (FalloutState.OPEN, None, failure.message)
                    fallouts[was.id.n] = after
            else:
                fresh = [failure]
            # the database keeps one record for each cause that is not resolved
            known = {f.signature for f in fallouts.values() if f.state in OPEN_STATES}
            fallouts |= {f.id.n: f for f in fresh if f.signature not in known}
            state = TaskState.HELD if any(f.state in REMEDIABLE_STATES for f in fallouts.values()) else state
        elif verb == "retry" and (open_ := [f for f in fallouts.values() if f.state in REMEDIABLE_STATES]):
            one = open_[given_ % len(open_)]
            proven = proves_itself(Resolution.RETRY, manual=False, others_open=len(open_) - 1)
            fallouts[one.id.n] = remedied(
                one, Resolution.RETRY, proven=proven, resolution_code=None, note=None, by="ann", now=NOW
            )
            state = TaskState.READY if len(open_) == 1 else state
        elif verb == "end" and state is TaskState.READY:
            state = TaskState(given_)
            for after, _ in ended(unresolved, {TASK: state}, now=NOW):
                fallouts[after.id.n] = after
        newly = {n for n, f in fallouts.items() if f.state is FalloutState.RESOLVED} - resolved_before
        assert not newly or state in ENDED - {TaskState.CANCELLED}
        if state is TaskState.FAILED:
            assert all(fallouts[n].resolution is Resolution.GIVE_UP for n in newly)
        signatures = [f.signature for f in fallouts.values() if f.state in OPEN_STATES]
        assert len(signatures) == len(set(signatures))
        assert (state is TaskState.HELD) == any(f.state in REMEDIABLE_STATES for f in fallouts.values())
    assert sum(f.failed_again for f in fallouts.values()) == failures_after_remedy
    assert msgspec.json.encode(list(fallouts.values()))
