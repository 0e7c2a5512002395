"""One step of a campaign, by whatever worker comes first: outcomes are read from the records, then the next are tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from trunkline.access.model import SYSTEM, Actor, Permission
from trunkline.events import history
from trunkline.fallout import campaign_store as store
from trunkline.fallout.campaign_commands import end_early, finish_campaign
from trunkline.fallout.campaign_model import Campaign, CampaignRecord
from trunkline.fallout.campaign_plan import SINGLES, decide, judge, outcome_reason, rounds, state_after
from trunkline.fallout.campaign_remedies import SameRemedy, resolve_fallouts
from trunkline.fallout.errors import TaskNotHeld
from trunkline.fallout.events import CampaignWaveBegun
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import CampaignRecordState, CampaignState
from trunkline.kit.db import Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import FalloutId
from trunkline.kit.lifecycle import MoveRefused


async def advance_campaigns(tx: Tx, now: datetime) -> int:
    """Does the next step of the campaign that waited longest; answers how many records got an outcome or were tried.

    The campaign's row is locked from reading it to the commit, so no step is done twice, and a pause that has
    committed is obeyed. The work follows what is in hand, not the size of the campaign.
    """
    campaign = await store.claim_due(tx)
    if campaign is None:
        return 0
    worked = await _settle(tx, campaign, now=now)
    if campaign.state is CampaignState.RUNNING:
        campaign, tried = await _proceed(tx, campaign, now=now)
        worked += tried
    settled = not await store.is_trying(tx, campaign.id)
    await store.save(tx, msgspec.structs.replace(campaign, settled=settled), looked_at=now)
    return worked


async def _settle(tx: Tx, campaign: Campaign, *, now: datetime) -> int:
    """Records whose outcome is known now get it; answers how many."""
    moved: list[tuple[int, CampaignRecordState, str | None]] = []
    for outlook in await store.list_outlooks(tx, campaign.id):
        verb = judge(
            outlook, resolution=campaign.resolution, afterwards=campaign.afterwards, patience=campaign.patience, now=now
        )
        if verb is not None:
            reason = outcome_reason(verb, outlook, patience=campaign.patience)
            moved.append((outlook.place, state_after(verb), reason))
    await store.move(tx, campaign.id, moved, settled_at=now)
    return len(moved)


async def _proceed(tx: Tx, campaign: Campaign, *, now: datetime) -> tuple[Campaign, int]:
    """Begins waves, tries records, stops or finishes; answers how many were tried."""
    while True:
        act = decide(campaign, await store.tally(tx, campaign.id, campaign.wave), now=now)
        match act.what:
            case "nextWave":
                campaign = msgspec.structs.replace(campaign, wave=campaign.wave + 1)
                begun = CampaignWaveBegun(
                    campaign=campaign.number, wave=campaign.wave, records=campaign.waves[campaign.wave - 1],
                    by=SYSTEM.name, at=now,
                )  # fmt: skip
                await history.record(tx, begun)
            case "try":
                tried = await _try(tx, campaign, act.count, now=now)
                return msgspec.structs.replace(campaign, tried_at=now), tried
            case "stop":
                return await end_early(tx, campaign, "stop", reason=act.reason, by=SYSTEM.name, now=now), 0
            case "finish":
                return await finish_campaign(tx, campaign, by=SYSTEM.name, now=now), 0
            case "wait":
                return campaign, 0


async def _try(tx: Tx, campaign: Campaign, count: int, *, now: datetime) -> int:
    """Applies the remedy to the next records of the wave, in the name of who started the campaign; answers to how many.

    By the set, in rounds in which no two fallouts stand in each other's way; what the set leaves goes one by one, as a
    person would do it. A step has so many rounds and so many single ones at most: what is left over waits for the
    next.
    """
    records = await store.claim_records(tx, campaign.id, campaign.wave, limit=count)
    await tx.look_up_by_key()
    by = Actor(name=campaign.started_by or SYSTEM.name, permissions=frozenset({Permission.FALLOUT_RESOLVE}))
    remedy = SameRemedy(
        resolution=campaign.resolution, values=campaign.change, resolution_code=campaign.resolution_code,
        note=_note(campaign), route=campaign.route,
    )  # fmt: skip
    became: list[tuple[int, str, str | None]] = []
    singles = SINGLES
    for some in rounds(records, campaign.resolution):
        done = await _resolve_set(tx, [record.fallout_id for record in some], remedy, by=by, now=now)
        became += [(r.place, *_became(done[r.fallout_id])) for r in some if r.fallout_id in done]
        alone = [record for record in some if record.fallout_id not in done]
        for record in alone[:singles]:
            became.append((record.place, *_became(await _resolve_one(tx, campaign, record, by=by, now=now))))
        singles -= len(alone)
        if singles <= 0:
            break
    tried = [(place, state_after(verb), reason) for place, verb, reason in became if verb == "try"]
    left = [(place, state_after(verb), reason) for place, verb, reason in became if verb != "try"]
    await store.move(tx, campaign.id, tried, tried_at=now)
    await store.move(tx, campaign.id, left, tried_at=now, settled_at=now)
    return len(became)


def _note(campaign: Campaign) -> str:
    return f"{campaign.number}: {campaign.note}" if campaign.note else campaign.number


def _became(refusal: TrunklineError | None) -> tuple[str, str | None]:
    """The verb of a record after its remedy was applied, and the reason when it could not be."""
    if refusal is None:
        return "try", None
    if isinstance(refusal, MoveRefused | TaskNotHeld):
        return "overtake", refusal.message[:500]
    return "refuse", "; ".join([refusal.message, *(problem.what for problem in refusal.problems)])[:500]


async def _resolve_set(
    tx: Tx, fallout_ids: Sequence[FalloutId], remedy: SameRemedy, *, by: Actor, now: datetime
) -> Mapping[FalloutId, TrunklineError | None]:
    """What could be decided by the set; nothing when something stood against the set as a whole."""
    try:
        async with tx.savepoint():
            return await resolve_fallouts(tx, fallout_ids, remedy, by=by, now=now)
    except TrunklineError:
        return {}


async def _resolve_one(
    tx: Tx, campaign: Campaign, record: CampaignRecord, *, by: Actor, now: datetime
) -> TrunklineError | None:
    """Why the remedy could not be applied: then nothing of it is left."""
    try:
        async with tx.savepoint():
            await resolve_fallout(
                tx, record.fallout_id, resolution=campaign.resolution, values=campaign.change,
                resolution_code=campaign.resolution_code, note=_note(campaign), then=campaign.afterwards,
                route=campaign.route, by=by, now=now,
            )  # fmt: skip
    except TrunklineError as error:
        return error
    return None
