"""What each remedy needs, and what filing a fallout needs."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from trunkline.fallout.errors import ResolutionIncomplete
from trunkline.fallout.model import Fallout
from trunkline.fallout.resolution import REMEDIES, check_remedy, closed, proves_itself, remedied
from trunkline.fallout.state import FALLOUT_LIFECYCLE, REMEDIABLE_STATES, FalloutState, Resolution
from trunkline.kit.ids import FalloutId, ServiceOrderId
from trunkline.kit.lifecycle import MoveRefused
from trunkline.orchestration.state import TASK_LIFECYCLE, TaskState

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FALLOUT = Fallout(
    id=FalloutId(ServiceOrderId(7), 1), task_n=3, domain_order_n=2, item_n=1, fallout_type="provisioningFailure",
    state=FalloutState.OPEN, cause="refused", message="no", signature="refused|activate|no", exchange=None, priority=4,
    assignment_group=None, assignee=None, raised_by="system", raised_at=NOW,
)  # fmt: skip


def test_every_remedy_is_known_and_moves_a_held_task() -> None:
    """FAL-07."""
    assert set(REMEDIES) == set(Resolution)
    for remedy in REMEDIES.values():
        assert TASK_LIFECYCLE.allows(remedy.verb, TaskState.HELD)


@pytest.mark.parametrize(
    ("resolution", "values", "note"),
    [
        (Resolution.RETRY, {}, None),
        (Resolution.CORRECT_AND_RETRY, {"speed": 100}, None),
        (Resolution.COMPLETE_BY_HAND, {}, "done on site"),
        (Resolution.COMPLETE_BY_HAND, {"port": "1"}, "done on site"),
        (Resolution.SKIP, {}, "spare path"),
        (Resolution.GIVE_UP, {}, "customer withdrew"),
        (Resolution.ROLL_BACK, {}, "wrong rack"),
    ],
)
def test_a_remedy_with_what_it_needs_is_let_through(
    resolution: Resolution, values: dict[str, object], note: str | None
) -> None:
    """FAL-07."""
    assert check_remedy(resolution, values=values, note=note).resolution is resolution


@pytest.mark.parametrize(
    ("resolution", "values", "note", "fields"),
    [
        (Resolution.RETRY, {"speed": 1}, None, ["values"]),
        (Resolution.CORRECT_AND_RETRY, {}, None, ["values"]),
        (Resolution.SKIP, {}, "  ", ["note"]),
        (Resolution.COMPLETE_BY_HAND, {"port": "1"}, None, ["note"]),
        (Resolution.GIVE_UP, {"speed": 1}, None, ["values", "note"]),
    ],
)
def test_a_remedy_that_lacks_something_says_every_fault(
    resolution: Resolution, values: dict[str, object], note: str | None, fields: list[str]
) -> None:
    """FAL-07."""
    with pytest.raises(ResolutionIncomplete) as refused:
        check_remedy(resolution, values=values, note=note)
    assert [problem.field for problem in refused.value.problems] == fields


def test_rolled_back_a_task_proves_itself_only_when_nothing_is_done_again() -> None:
    """FAL-07, NEW-07."""
    assert not proves_itself(Resolution.ROLL_BACK, manual=True, others_open=0)
    assert proves_itself(Resolution.ROLL_BACK, manual=False, others_open=0, again=False)


@pytest.mark.parametrize("state", sorted(REMEDIABLE_STATES))
@pytest.mark.parametrize("proven", [True, False])
def test_an_open_fallout_gets_a_remedy_and_is_resolved_only_when_that_is_proven(
    state: FalloutState, proven: bool
) -> None:
    """FAL-05, NEW-07."""
    fallout = msgspec.structs.replace(FALLOUT, state=state)
    mended = remedied(fallout, Resolution.RETRY, proven=proven, resolution_code=" cable ", note="", by="ann", now=NOW)
    expected = FalloutState.RESOLVED if proven else FalloutState.RESOLVING
    assert (mended.state, mended.resolution_code, mended.resolution_note) == (expected, "cable", None)
    assert (mended.resolved_by, mended.resolved_at) == ("ann", NOW)


@pytest.mark.parametrize("state", sorted(set(FalloutState) - {FalloutState.RESOLVED}))
def test_only_a_resolved_fallout_can_be_closed(state: FalloutState) -> None:
    """FAL-05."""
    with pytest.raises(MoveRefused):
        closed(msgspec.structs.replace(FALLOUT, state=state), resolution_code="cable", now=NOW)


def test_closing_needs_a_resolution_code_once() -> None:
    """FAL-05."""
    mended = remedied(FALLOUT, Resolution.RETRY, proven=True, resolution_code=None, note=None, by="ann", now=NOW)
    with pytest.raises(ResolutionIncomplete, match="resolution code") as refused:
        closed(mended, resolution_code=" ", now=NOW)
    assert [problem.field for problem in refused.value.problems] == ["resolutionCode", "category"]
    mended = msgspec.structs.replace(mended, category="network.refused")
    assert closed(mended, resolution_code="cable", now=NOW).state is FalloutState.CLOSED
    coded = msgspec.structs.replace(mended, resolution_code="port")
    assert closed(coded, resolution_code=None, now=NOW).resolution_code == "port"


def test_closed_and_cancelled_are_final() -> None:
    """FAL-05."""
    assert FALLOUT_LIFECYCLE.finals == {FalloutState.CLOSED, FalloutState.CANCELLED}


@pytest.mark.parametrize("resolution", list(Resolution))
def test_a_machine_has_to_prove_a_retry_and_nothing_is_proven_while_others_hold_the_task(
    resolution: Resolution,
) -> None:
    """NEW-07, FAL-06, FAL-08."""
    retries = resolution in (
        Resolution.RETRY, Resolution.CORRECT_AND_RETRY, Resolution.ROLL_BACK, Resolution.REROUTE
    )  # fmt: skip
    assert proves_itself(resolution, manual=False, others_open=0) is not retries
    assert proves_itself(resolution, manual=True, others_open=0) is (
        resolution not in (Resolution.ROLL_BACK, Resolution.REROUTE)
    )
    assert not proves_itself(resolution, manual=True, others_open=1)
