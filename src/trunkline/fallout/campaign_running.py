"""One step of a campaign, by whatever worker comes first: outcomes are read from the records, then the next are tried."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.access.model import SYSTEM, Actor, Permission
from trunkline.events import history
from trunkline.fallout import campaign_store as store
from trunkline.fallout.campaign_commands import end_early, finish_campaign
from trunkline.fallout.campaign_model import Campaign, CampaignRecord
from trunkline.fallout.campaign_plan import decide, judge, outcome_reason, state_after
from trunkline.fallout.campaign_retry import retry_fallouts
from trunkline.fallout.errors import TaskNotHeld
from trunkline.fallout.events import CampaignWaveBegun
from trunkline.fallout.resolving import resolve_fallout
from trunkline.fallout.state import CampaignRecordState, CampaignState, Resolution
from trunkline.kit.db import Tx
from trunkline.kit.errors import TrunklineError
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
        verb = judge(outlook, resolution=campaign.resolution, patience=campaign.patience, now=now)
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
    """Applies the remedy to the next records of the wave, in the name of who started the campaign.

    What can be retried is retried by the set; all else goes one by one, as a person would do it.
    """
    records = await store.claim_records(tx, campaign.id, campaign.wave, limit=count)
    by = Actor(name=campaign.started_by or SYSTEM.name, permissions=frozenset({Permission.FALLOUT_RESOLVE}))
    tried: list[tuple[int, CampaignRecordState, str | None]] = []
    left: list[tuple[int, CampaignRecordState, str | None]] = []
    alone = records
    if campaign.resolution is Resolution.RETRY:
        at_once = await retry_fallouts(
            tx, [record.fallout_id for record in records], resolution_code=campaign.resolution_code,
            note=_note(campaign), by=by, now=now,
        )  # fmt: skip
        tried = [(record.place, state_after("try"), None) for record in records if record.fallout_id in at_once]
        alone = [record for record in records if record.fallout_id not in at_once]
    for record in alone:
        verb, reason = await _apply(tx, campaign, record, by=by, now=now)
        (tried if verb == "try" else left).append((record.place, state_after(verb), reason))
    await store.move(tx, campaign.id, tried, tried_at=now)
    await store.move(tx, campaign.id, left, tried_at=now, settled_at=now)
    return len(records)


def _note(campaign: Campaign) -> str:
    return f"{campaign.number}: {campaign.note}" if campaign.note else campaign.number


async def _apply(
    tx: Tx, campaign: Campaign, record: CampaignRecord, *, by: Actor, now: datetime
) -> tuple[str, str | None]:
    """The verb of the record after its remedy was applied, and the reason when it could not be: then nothing of it
    is left."""
    try:
        async with tx.savepoint():
            await resolve_fallout(
                tx, record.fallout_id, resolution=campaign.resolution, values=campaign.change,
                resolution_code=campaign.resolution_code, note=_note(campaign), by=by, now=now,
            )  # fmt: skip
    except (MoveRefused, TaskNotHeld) as error:
        return "overtake", error.message[:500]
    except TrunklineError as error:
        return "refuse", "; ".join([error.message, *(problem.what for problem in error.problems)])[:500]
    return "try", None
