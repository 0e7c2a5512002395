"""What people do with campaigns: draft one (which lists what it will touch), start, approve, pause, resume, stop."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog.characteristics import check_values, coerce
from trunkline.catalog.queries import find_specifications
from trunkline.events import history
from trunkline.fallout import campaign_store as store
from trunkline.fallout.campaign_limit import campaign_limit
from trunkline.fallout.campaign_model import Campaign, CampaignPlan, Selection
from trunkline.fallout.campaign_plan import arrange, check_plan, state_after
from trunkline.fallout.campaign_remedies import preview_remedy
from trunkline.fallout.campaign_store import LARGEST
from trunkline.fallout.errors import CampaignIncomplete, CampaignOutdated, SecondPersonNeeded, UnknownFalloutGroup
from trunkline.fallout.events import CampaignDrafted, CampaignMoved
from trunkline.fallout.group_store import find_group
from trunkline.fallout.resolution import REMEDIES
from trunkline.fallout.state import CAMPAIGN_LIFECYCLE, CampaignRecordState, CampaignState
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.work.commands import wake_workers

(_START,) = CAMPAIGN_LIFECYCLE.starts
_NOBODY = "the selection finds no open fallout"


async def draft_campaign(
    tx: Tx,
    selection: Selection,
    plan: CampaignPlan,
    *,
    group_id: int | None = None,
    title: str | None = None,
    by: Actor,
    now: datetime,
) -> Campaign:
    """Lists what one remedy for many would touch, and what it leaves out and why; nothing is touched (NEW-21).

    The list is frozen: the campaign will touch this and nothing else. With a group, the selection narrows it. Needs
    `fallout:resolve`. Raises CampaignIncomplete with every fault, UnknownFalloutGroup.
    """
    by.require(Permission.FALLOUT_RESOLVE)
    check_plan(plan)
    if group_id is not None:
        group = await find_group(tx, group_id)
        if group is None:
            raise UnknownFalloutGroup(f"there is no group of fallouts FG-{group_id:06d}")
        selection = msgspec.structs.replace(selection, signature=group.signature)
    if selection == Selection():
        what, action = "a campaign is for some fallouts", "name a group, a filter or the fallouts"
        raise CampaignIncomplete(f"{what}; {action}", problems=[Problem(field="selection", what=what, action=action)])
    candidates = await store.list_candidates(tx, selection)
    if len(candidates) > LARGEST:
        what, action = f"the selection finds more than {LARGEST:,} fallouts", "narrow it, and do the rest afterwards"
        raise CampaignIncomplete(f"{what}; {action}", problems=[Problem(field="selection", what=what, action=action)])
    misfits = await _misfits(tx, {candidate.specification for candidate in candidates}, plan.change)
    held = [each.task_id for each in candidates if each.open and each.task_held and not each.others_open]
    refusals = await preview_remedy(tx, held, plan.resolution, plan.change, route=plan.route)
    records, waves = arrange(candidates, canary=plan.canary, misfits=misfits, refusals=refusals)
    if not waves:
        reasons = sorted({record.reason for record in records if record.reason})
        what, action = (f"nothing can be touched: {reasons[0]}" if reasons else _NOBODY), "choose other fallouts"
        raise CampaignIncomplete(f"{what}; {action}", problems=[Problem(field="selection", what=what, action=action)])
    total = sum(waves)
    drafted = Campaign(
        id=0, title=(title or "").strip() or _title(plan, total), state=_START, group_id=group_id,
        selection=msgspec.to_builtins(selection), resolution=plan.resolution, change=plan.change,
        resolution_code=plan.resolution_code, note=plan.note, route=plan.route, afterwards=plan.afterwards, waves=waves, rate=plan.rate,
        failure_limit=plan.failure_limit, patience=plan.patience, wave=0, total=total,
        needs_second=total > campaign_limit(tx.memory), drafted_by=by.name, drafted_at=now,
    )  # fmt: skip
    written = await store.insert(tx, drafted, records)
    await history.record(
        tx,
        CampaignDrafted(
            campaign=written.number, resolution=plan.resolution, records=total, conflicts=len(records) - total,
            by=by.name, at=now),
    )  # fmt: skip
    return written


def _title(plan: CampaignPlan, total: int) -> str:
    return f"{REMEDIES[plan.resolution].name}: {total:,} {'fallout' if total == 1 else 'fallouts'}"


async def _misfits(
    tx: Tx, versions: Collection[tuple[str, int]], change: Mapping[str, object]
) -> dict[tuple[str, int], str]:
    """The specifications that the change does not fit, each with the first reason."""
    if not change:
        return {}
    found = await find_specifications(tx, versions)
    misfits = {version: f"the catalog has no version {version[1]} of '{version[0]}'" for version in versions}
    for version, specification in found.items():
        given = coerce(specification, dict(change))
        problems = check_values(specification, given, item="", complete=False)
        if problems:
            misfits[version] = f"the change does not fit it: {problems[0].what}"
        else:
            del misfits[version]
    return misfits


async def _move(
    tx: Tx, campaign: Campaign, verb: str, *, by: str, now: datetime, reason: str | None = None, **more: object
) -> Campaign:
    after = CAMPAIGN_LIFECYCLE.after(verb, campaign.state)
    ended = now if after in CAMPAIGN_LIFECYCLE.finals else None
    moved = msgspec.structs.replace(campaign, state=after, ended_at=ended, **more)
    await store.save(tx, moved)
    if after is CampaignState.RUNNING:
        await wake_workers(tx)
    await history.record(
        tx,
        CampaignMoved(campaign=campaign.number, before=campaign.state, after=after, reason=reason, by=by, at=now),
    )
    return moved


async def start_campaign(tx: Tx, campaign_id: int, *, by: Actor, now: datetime) -> Campaign:
    """Lets a drafted campaign begin, or asks for a second person's yes when it has more records than one may touch.

    Needs `fallout:resolve`. Raises MoveRefused unless it is a draft, CampaignOutdated when another campaign took one
    of its fallouts meanwhile.
    """
    by.require(Permission.FALLOUT_RESOLVE)
    campaign = await store.lock_campaign(tx, campaign_id)
    if campaign.needs_second:
        return await _move(tx, campaign, "submit", by=by.name, now=now, started_by=by.name, started_at=now)
    CAMPAIGN_LIFECYCLE.after("start", campaign.state)
    await _take(tx, campaign)
    return await _move(tx, campaign, "start", by=by.name, now=now, started_by=by.name, started_at=now)


async def approve_campaign(tx: Tx, campaign_id: int, *, by: Actor, now: datetime) -> Campaign:
    """The second person's yes: the campaign begins (NEW-21). Needs `fallout:resolve`.

    Raises SecondPersonNeeded when it is the first person's own, MoveRefused, CampaignOutdated.
    """
    by.require(Permission.FALLOUT_RESOLVE)
    campaign = await store.lock_campaign(tx, campaign_id)
    CAMPAIGN_LIFECYCLE.after("approve", campaign.state)
    if by.name in (campaign.started_by, campaign.drafted_by):
        limit = campaign_limit(tx.memory)
        raise SecondPersonNeeded(
            f"{campaign.number} touches {campaign.total:,} fallouts, and one person may touch {limit:,}: somebody else "
            "than who drafted and started it approves it, or narrow it"
        )
    await _take(tx, campaign)
    return await _move(tx, campaign, "approve", by=by.name, now=now, approved_by=by.name, approved_at=now)


async def _take(tx: Tx, campaign: Campaign) -> None:
    """Every listed record waits for its turn; raises CampaignOutdated when another campaign has one of them."""
    await tx.execute("SELECT pg_advisory_xact_lock(hashtext('fallout campaigns begin one by one'))")
    busy = await store.count_busy(tx, campaign.id)
    if busy:
        raise CampaignOutdated(
            f"another campaign has {busy:,} of the fallouts of {campaign.number} now; wait for it, or draft this anew"
        )
    listed = CampaignRecordState.LISTED
    await store.move_all(tx, campaign.id, was=listed, after=state_after("start"), settled_at=None)


async def pause_campaign(tx: Tx, campaign_id: int, *, by: Actor, now: datetime) -> Campaign:
    """Stops trying: when this has committed, nothing more is touched until it is resumed; outcomes still come in.

    It waits for a step that is under way. Needs `fallout:resolve`; raises MoveRefused unless it is running.
    """
    by.require(Permission.FALLOUT_RESOLVE)
    return await _move(tx, await store.lock_campaign(tx, campaign_id), "pause", by=by.name, now=now)


async def resume_campaign(tx: Tx, campaign_id: int, *, by: Actor, now: datetime) -> Campaign:
    """Goes on where it was paused. Needs `fallout:resolve`; raises MoveRefused unless it is paused."""
    by.require(Permission.FALLOUT_RESOLVE)
    return await _move(tx, await store.lock_campaign(tx, campaign_id), "resume", by=by.name, now=now)


async def stop_campaign(tx: Tx, campaign_id: int, *, reason: str, by: Actor, now: datetime) -> Campaign:
    """Ends a campaign before its end: what has not been touched stays as it is. Needs `fallout:resolve`; raises
    CampaignIncomplete without a reason, MoveRefused when it neither runs nor is paused."""
    by.require(Permission.FALLOUT_RESOLVE)
    if not reason.strip():
        what, action = "no reason is given", "say why it is stopped"
        raise CampaignIncomplete(f"{what}; {action}", problems=[Problem(field="reason", what=what, action=action)])
    campaign = await store.lock_campaign(tx, campaign_id)
    return await end_early(tx, campaign, "stop", reason=reason.strip(), by=by.name, now=now)


async def discard_campaign(tx: Tx, campaign_id: int, *, by: Actor, now: datetime) -> Campaign:
    """Drops a campaign that has not begun. Needs `fallout:resolve`; raises MoveRefused when it has."""
    by.require(Permission.FALLOUT_RESOLVE)
    campaign = await store.lock_campaign(tx, campaign_id)
    return await end_early(tx, campaign, "discard", reason=None, by=by.name, now=now)


async def end_early(tx: Tx, campaign: Campaign, verb: str, *, reason: str | None, by: str, now: datetime) -> Campaign:
    """Ends a campaign with `verb`; what waits is left untouched. Who calls holds its lock and has checked the right."""
    moved = await _move(tx, campaign, verb, by=by, now=now, reason=reason, stop_reason=reason)
    for was in (CampaignRecordState.LISTED, CampaignRecordState.WAITING):
        await store.move_all(tx, campaign.id, was=was, after=state_after("leave"), settled_at=now)
    return moved


async def finish_campaign(tx: Tx, campaign: Campaign, *, by: str, now: datetime) -> Campaign:
    """Every record has its outcome. Who calls holds the lock of the campaign."""
    return await _move(tx, campaign, "finish", by=by, now=now)


def verbs_of(campaign: Campaign, actor: Actor) -> list[str]:
    """What the server would let this actor do with the campaign now."""
    if not actor.may(Permission.FALLOUT_RESOLVE):
        return []
    verbs = [verb for verb in CAMPAIGN_LIFECYCLE.verbs(campaign.state) if verb not in ("finish", "submit")]
    if campaign.state is CampaignState.AWAITING_APPROVAL and actor.name in (campaign.started_by, campaign.drafted_by):
        verbs.remove("approve")
    return verbs
