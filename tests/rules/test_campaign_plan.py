"""How a campaign proceeds, without a database: waves, conflicts, outcomes, when the next begins and when it stops."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from builders_orchestration import T0
from trunkline.fallout.campaign_model import Campaign, CampaignPlan, Candidate, Outlook, WaveTally
from trunkline.fallout.campaign_plan import allowance, arrange, check_plan, conflict, decide, duration, judge
from trunkline.fallout.errors import CampaignIncomplete
from trunkline.fallout.state import CampaignRecordState, CampaignState, Resolution
from trunkline.kit.ids import FalloutId, ServiceOrderId

R = CampaignRecordState


def candidate(order: int, **more: object) -> Candidate:
    """An open fallout whose task is held."""
    known = Candidate(
        id=FalloutId(ServiceOrderId(order), 1), task_n=1, signature="s", priority=3, raised_at=T0, open=True,
        task_held=True, task_state="held", others_open=0, busy_in=None, specification=("spec", 1),
    )  # fmt: skip
    return msgspec.structs.replace(known, **more)


def campaign(**more: object) -> Campaign:
    """A running one of 1 + 10 + 89 records, 600 a minute."""
    known = Campaign(
        id=1, title="", state=CampaignState.RUNNING, group_id=None, selection={}, resolution=Resolution.RETRY,
        change={}, resolution_code=None, note=None, waves=(1, 10, 89), rate=600, failure_limit=10,
        patience=timedelta(hours=1), wave=1, total=100, needs_second=False, drafted_by="a", drafted_at=T0,
    )  # fmt: skip
    return msgspec.structs.replace(known, **more)


def tally(wave: int, **states: int) -> WaveTally:
    """Counts by the names of the states."""
    return WaveTally(wave=wave, states={R[name.upper()]: count for name, count in states.items()})


def test_the_canary_takes_the_least_urgent_and_the_rest_goes_by_urgency() -> None:
    """NEW-06: waves of 1, then 10, then the rest; every candidate is a record once."""
    found = [candidate(order, priority=1 + order % 5) for order in range(1, 31)]
    found[3] = candidate(4, busy_in=7)
    records, waves = arrange(found, canary=(1, 10), misfits={})
    assert waves == (1, 10, 18)
    by_wave = [[r.fallout_id.service_order_id for r in records if r.wave == wave] for wave in range(4)]
    assert [len(ids) for ids in by_wave] == [1, 1, 10, 18]
    assert by_wave[0] == [4]
    assert by_wave[1] == [9]  # the oldest of priority 5: order 4 is left out
    urgency = [1 + order % 5 for order in by_wave[3]]
    assert urgency == sorted(urgency)
    assert sorted(r.fallout_id for r in records) == [c.id for c in found]
    assert [r.place for r in records] == list(range(1, 31))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"open": False}, "not open"),
        ({"busy_in": 7}, "FC-000007"),
        ({"task_held": False, "task_state": "ready"}, "not held (ready)"),
        ({"others_open": 2}, "2 other fallout(s)"),
        ({"specification": ("other", 1)}, "no such value"),
        ({}, None),
    ],
)
def test_what_cannot_be_mended_is_left_out_with_the_reason(more: dict[str, object], reason: str | None) -> None:
    """NEW-21."""
    said = conflict(candidate(1, **more), {("other", 1): "no such value"})
    assert (said is None) if reason is None else (said is not None and reason in said)


def test_a_wave_begins_when_every_record_of_the_one_before_has_its_outcome() -> None:
    """NEW-06."""
    assert decide(campaign(wave=0), tally(0), now=T0).what == "nextWave"
    assert decide(campaign(), tally(1, waiting=1), now=T0) == decide(campaign(), tally(1, waiting=1), now=T0)
    assert decide(campaign(), tally(1, trying=1), now=T0).what == "wait"
    assert decide(campaign(), tally(1, succeeded=1), now=T0).what == "nextWave"
    assert decide(campaign(wave=2), tally(2, succeeded=9, trying=1), now=T0).what == "wait"
    assert decide(campaign(wave=2), tally(2, succeeded=9, still_failing=1), now=T0).what == "nextWave"
    assert decide(campaign(wave=3), tally(3, succeeded=88, overtaken=1), now=T0).what == "finish"


@pytest.mark.parametrize(
    ("wave", "states", "stops"),
    [
        (1, {"still_failing": 1}, True),
        (1, {"no_answer": 1}, True),
        (2, {"failing_differently": 1, "waiting": 9}, False),
        (2, {"failing_differently": 1, "refused": 1, "trying": 8}, True),
        (3, {"still_failing": 2, "succeeded": 17, "waiting": 70}, False),
        (3, {"still_failing": 3, "succeeded": 17, "waiting": 69}, True),
        (3, {"overtaken": 80, "waiting": 9}, False),
    ],
)
def test_it_stops_when_more_fail_than_allowed(wave: int, states: dict[str, int], stops: bool) -> None:
    """NEW-06: a wrong fix touches at most the canary; later, it stops as soon as it shows."""
    assert (decide(campaign(wave=wave), tally(wave, **states), now=T0).what == "stop") is stops


def test_the_last_wave_has_no_more_in_hand_than_twice_what_is_known() -> None:
    """NEW-06: a remedy that turns wrong late touches little."""
    fast = campaign(wave=3, rate=60_000, tried_at=T0 - timedelta(seconds=1))
    assert decide(fast, tally(3, waiting=89), now=T0).count == 20
    assert decide(fast, tally(3, waiting=69, trying=20), now=T0).what == "wait"
    assert decide(fast, tally(3, waiting=49, succeeded=40), now=T0).count == 49


def test_the_rate_is_kept_and_what_was_missed_is_not_caught_up_with() -> None:
    """NEW-21: records a minute."""
    assert allowance(campaign(), now=T0) == 10
    assert allowance(campaign(tried_at=T0), now=T0 + timedelta(milliseconds=50)) == 0
    assert allowance(campaign(tried_at=T0), now=T0 + timedelta(seconds=3)) == 30
    assert allowance(campaign(tried_at=T0, rate=60), now=T0 + timedelta(hours=5)) == 10
    assert duration((1, 10, 589), rate=600, settling=timedelta(seconds=2)) == timedelta(seconds=66)


@pytest.mark.parametrize(
    ("task", "open_signature", "verb"),
    [
        ("completed", None, "succeed"),
        ("held", "s", "failAgain"),
        ("held", "t", "failDifferently"),
        ("held", None, None),
        ("inProgress", None, None),
        ("cancelled", None, "failAgain"),
    ],
)
def test_only_the_task_says_how_it_came_out(task: str, open_signature: str | None, verb: str | None) -> None:
    """NEW-06: truthful outcomes; what stays unknown is no success."""
    outlook = Outlook(
        place=1, tried_at=T0, task_state=task, manual=False, signature="s", open_signature=open_signature,
        open_message=None,
    )  # fmt: skip
    patience = timedelta(minutes=5)
    assert judge(outlook, resolution=Resolution.RETRY, patience=patience, now=T0) == verb
    late = judge(outlook, resolution=Resolution.RETRY, patience=patience, now=T0 + patience)
    assert late == (verb or "giveUpWaiting")
    manual = msgspec.structs.replace(outlook, manual=True, task_state="ready")
    assert judge(manual, resolution=Resolution.RETRY, patience=patience, now=T0) == "succeed"
    given_up = msgspec.structs.replace(outlook, task_state="failed")
    assert judge(given_up, resolution=Resolution.GIVE_UP, patience=patience, now=T0) == "succeed"


def test_a_plan_is_refused_with_every_fault() -> None:
    """NEW-21."""
    wrong = CampaignPlan(
        resolution=Resolution.CORRECT_AND_RETRY, canary=(0,), rate=0, failure_limit=101, patience=timedelta(0)
    )
    with pytest.raises(CampaignIncomplete) as caught:
        check_plan(wrong)
    assert [p.field for p in caught.value.problems] == ["values", "canary", "rate", "failureLimit", "patience"]
    with pytest.raises(CampaignIncomplete, match="cannot be drafted"):
        check_plan(CampaignPlan(resolution=Resolution.COMPLETE_BY_HAND))
