"""How a campaign proceeds: what is left out, which record is in which wave, when the next begins, when to stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final, Literal

import msgspec

from trunkline.fallout.campaign_model import (
    FAILED,
    REMEDIES_FOR_MANY,
    Campaign,
    CampaignPlan,
    CampaignRecord,
    Candidate,
    Outlook,
    WaveTally,
    campaign_number,
)
from trunkline.fallout.errors import CampaignIncomplete, ResolutionIncomplete
from trunkline.fallout.resolution import check_remedy
from trunkline.fallout.state import CAMPAIGN_RECORD_LIFECYCLE, CampaignRecordState, Resolution
from trunkline.kit.errors import Problem
from trunkline.kit.ids import TaskId
from trunkline.orchestration.state import TaskState
from trunkline.orchestration.taking_back import AfterUndo

CHUNK: Final = 200  # records that one step tries at most: what pausing may have to wait for
SINGLES: Final = 20  # of these, so many at most one by one
ROUNDS: Final = 20  # and so many sets
IN_HAND: Final = 1_000  # records of the last wave without an outcome, at most
_SLOW_START: Final = 20  # so many at once, until outcomes are known; then twice as many as have one
_LONGEST_GAP: Final = timedelta(seconds=10)  # what was not tried for longer than this is not caught up with
_MOST_A_MINUTE: Final = 60_000
_LONGEST_PATIENCE: Final = timedelta(days=7)
_ASSUMED_SETTLING: Final = timedelta(seconds=30)  # until outcomes of the same failure have been measured


def check_plan(plan: CampaignPlan) -> None:
    """Raises CampaignIncomplete with every fault of what a campaign shall do."""
    problems = []
    if plan.resolution not in REMEDIES_FOR_MANY:
        problems.append(
            Problem(field="resolution", what=f"'{plan.resolution}' is for one fallout at a time",
                    action="use one of: " + ", ".join(REMEDIES_FOR_MANY))
        )  # fmt: skip
    else:
        try:
            check_remedy(plan.resolution, values=plan.change, note=plan.note)
        except ResolutionIncomplete as error:
            problems += error.problems
        if (plan.resolution is Resolution.REROUTE) != bool(plan.route):
            what = "no way is named" if not plan.route else f"'{plan.resolution}' takes no way"
            action = f"name the way with '{Resolution.REROUTE}', and leave it out otherwise"
            problems.append(Problem(field="route", what=what, action=action))
    if not plan.canary or any(size < 1 for size in plan.canary) or len(plan.canary) > 10:
        problems.append(
            Problem(field="canary", what="a campaign begins with a canary", action="give 1 to 10 sizes of at least 1")
        )
    numbers = (
        ("rate", plan.rate, 1, _MOST_A_MINUTE, "records a minute"),
        ("failureLimit", plan.failure_limit, 0, 100, "percent"),
        ("patience", int(plan.patience.total_seconds()), 1, int(_LONGEST_PATIENCE.total_seconds()), "seconds"),
    )
    problems += [
        Problem(field=field, what=f"{value} is no such number", action=f"give {least} to {most} {unit}")
        for field, value, least, most, unit in numbers
        if not least <= value <= most
    ]
    if problems:
        raise CampaignIncomplete("the campaign cannot be drafted as it is", problems=problems)


def conflict(
    candidate: Candidate, misfits: Mapping[tuple[str, int], str], refusals: Mapping[TaskId, str] = {}
) -> str | None:
    """Why this fallout is left out, or None. `misfits`: specifications that the change does not fit, and why not;
    `refusals`: what the remedy would say of tasks now."""
    if not candidate.open:
        return "it is not open any more"
    if candidate.busy_in is not None:
        return f"it is in the running campaign {campaign_number(candidate.busy_in)}"
    if not candidate.task_held:
        return f"its task is not held ({candidate.task_state})"
    if candidate.others_open:
        return f"{candidate.others_open} other fallout(s) are open on its task, which would stay held"
    return misfits.get(candidate.specification) or refusals.get(candidate.task_id)


def arrange(
    candidates: Sequence[Candidate],
    *,
    canary: Sequence[int],
    misfits: Mapping[tuple[str, int], str],
    refusals: Mapping[TaskId, str] = {},
) -> tuple[list[CampaignRecord], tuple[int, ...]]:
    """The records of a campaign, and the sizes of its waves.

    The canary takes the least urgent, so that a wrong remedy meets those who can wait; what is left goes by urgency.
    """
    reasons = {candidate.id: conflict(candidate, misfits, refusals) for candidate in candidates}
    fit = sorted(
        (candidate for candidate in candidates if reasons[candidate.id] is None),
        key=lambda c: (-c.priority, c.raised_at, c.id),
    )
    waves = _sizes(len(fit), canary)
    tried_first = sum(waves[: len(canary)])
    ordered = fit[:tried_first] + sorted(fit[tried_first:], key=lambda c: (c.priority, c.raised_at, c.id))
    ends = list(accumulate(waves))
    records = []
    wave = 1
    for place, candidate in enumerate(ordered, start=1):
        while place > ends[wave - 1]:
            wave += 1
        records.append(_record(candidate, place, wave, CampaignRecordState.LISTED, None))
    left_out = sorted((c for c in candidates if reasons[c.id] is not None), key=lambda c: c.id)
    records += [
        _record(candidate, place, 0, CampaignRecordState.CONFLICT, reasons[candidate.id])
        for place, candidate in enumerate(left_out, start=len(ordered) + 1)
    ]
    return records, waves


def _record(
    candidate: Candidate, place: int, wave: int, state: CampaignRecordState, reason: str | None
) -> CampaignRecord:
    return CampaignRecord(
        place=place, wave=wave, fallout_id=candidate.id, task_n=candidate.task_n, signature=candidate.signature,
        state=state, reason=reason,
    )  # fmt: skip


def _sizes(count: int, canary: Sequence[int]) -> tuple[int, ...]:
    sizes = []
    for size in canary:
        if count > 0:
            sizes.append(min(size, count))
            count -= sizes[-1]
    return (*sizes, count) if count > 0 else tuple(sizes)


def duration(waves: Sequence[int], *, rate: int, settling: timedelta | None) -> timedelta:
    """How long a campaign lasts when nothing fails: the records at their rate, and the last outcome of each wave.

    `settling` is how long outcomes of the same failure took in the middle; None when none was measured yet.
    """
    each = _ASSUMED_SETTLING if settling is None else settling
    return timedelta(minutes=sum(waves) / rate) + len(waves) * each


def judge(
    outlook: Outlook,
    *,
    resolution: Resolution,
    patience: timedelta,
    now: datetime,
    afterwards: AfterUndo = AfterUndo.AGAIN,
) -> str | None:
    """The verb by which a tried record gets its outcome, None while that is not known.

    Only the task says whether it left its failed state. A manual task has done so when it is with its group again.
    """
    state = TaskState(outlook.task_state)
    if state in (TaskState.COMPLETED, TaskState.SKIPPED):
        return "succeed"
    if state in (TaskState.FAILED, TaskState.CANCELLED):
        ends = resolution is Resolution.GIVE_UP or (resolution is Resolution.ROLL_BACK and afterwards is AfterUndo.END)
        return "succeed" if ends else "failAgain"
    if state is TaskState.HELD and outlook.open_signature is not None:
        return "failAgain" if outlook.open_signature == outlook.signature else "failDifferently"
    if outlook.manual and state is not TaskState.HELD:
        return "succeed"
    return "giveUpWaiting" if now - outlook.tried_at >= patience else None


def outcome_reason(verb: str, outlook: Outlook, *, patience: timedelta) -> str | None:
    """What is written beside an outcome: the failure, or how long was waited."""
    if verb in ("failAgain", "failDifferently"):
        return (outlook.open_message or f"its task ended as {outlook.task_state}")[:500]
    if verb == "giveUpWaiting":
        return f"no outcome within {patience}; the task is {outlook.task_state}"
    return None


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done for a campaign now."""

    what: Literal["wait", "try", "nextWave", "stop", "finish"]
    count: int = 0
    reason: str = ""


_WAIT = Act(what="wait")


def decide(campaign: Campaign, tally: WaveTally, *, now: datetime) -> Act:
    """What comes next in a running campaign, of which `tally` counts the wave that is being carried out.

    A wave begins when every record of the one before has its outcome. It stops as soon as it is certain that more of
    the wave fails than allowed, and in the last wave also when more of those with an outcome have failed, from the
    twentieth on.
    """
    if campaign.wave == 0:
        return Act(what="nextWave")
    too_many = _too_many(campaign, tally)
    if too_many is not None:
        return Act(what="stop", reason=too_many)
    last = campaign.wave == len(campaign.waves)
    if tally.settled == tally.size:
        return Act(what="finish") if last else Act(what="nextWave")
    room = tally.waiting
    if last and len(campaign.waves) > 1:
        room = min(room, min(IN_HAND, max(_SLOW_START, 2 * tally.settled)) - tally.trying)
    count = min(room, allowance(campaign, now=now))
    return Act(what="try", count=count) if count > 0 else _WAIT


def _too_many(campaign: Campaign, tally: WaveTally) -> str | None:
    limit = campaign.failure_limit
    if tally.failed * 100 > limit * tally.size:
        return f"{tally.failed} of the {tally.size} in wave {tally.wave} failed, more than {limit} %"
    if tally.settled >= _SLOW_START and tally.failed * 100 > limit * tally.settled:
        return f"{tally.failed} of the first {tally.settled} in wave {tally.wave} failed, more than {limit} %"
    return None


def allowance(campaign: Campaign, *, now: datetime) -> int:
    """How many records the rate allows now."""
    if campaign.tried_at is None:
        return min(CHUNK, max(1, campaign.rate // 60))
    elapsed = now - campaign.tried_at
    per_second = campaign.rate / 60
    if elapsed > _LONGEST_GAP:
        return min(CHUNK, max(1, int(_LONGEST_GAP.total_seconds() * per_second)))
    return min(CHUNK, int(elapsed.total_seconds() * per_second))


def rounds(records: Sequence[CampaignRecord], resolution: Resolution) -> list[list[CampaignRecord]]:
    """The sets in which a remedy is applied, at most `ROUNDS`: what is tried again as it is needs only one; all else may
    change what the next one of the same order finds, so that a set has one fallout of each order."""
    if resolution is Resolution.RETRY:
        return [list(records)] if records else []
    sets: list[list[CampaignRecord]] = []
    seen: Counter[int] = Counter()
    for record in records:
        order = record.fallout_id.service_order_id
        if seen[order] < ROUNDS:
            if seen[order] == len(sets):
                sets.append([])
            sets[seen[order]].append(record)
            seen[order] += 1
    return sets


def state_after(verb: str) -> CampaignRecordState:
    """The state of a record after a verb that leads to one state only."""
    (after,) = {after for known, _, after in CAMPAIGN_RECORD_LIFECYCLE.moves if known == verb}
    return after


def failed(state: CampaignRecordState) -> bool:
    """Whether a record in this state counts as a failure of the remedy."""
    return state in FAILED
