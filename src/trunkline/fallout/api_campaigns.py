"""HTTP: campaigns, one remedy for many fallouts: what it will touch, its progress, and what became of each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.params import Parameter, QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.fallout import campaign_commands as commands
from trunkline.fallout import campaign_queries as queries
from trunkline.fallout.campaign_model import (
    CANARY,
    FAILED,
    Campaign,
    CampaignPlan,
    CampaignRecord,
    Selection,
    WaveTally,
    read_campaign_number,
)
from trunkline.fallout.campaign_plan import duration
from trunkline.fallout.group_model import read_group_number
from trunkline.fallout.state import CampaignRecordState, CampaignState, Resolution
from trunkline.kit import clock
from trunkline.kit.db import Database, Tx
from trunkline.kit.ids import FalloutId, TaskId, read_service_order_number, service_order_number
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.orchestration.taking_back import AfterUndo

_TAGS = ["Fallout campaigns"]
_PATH = "/api/falloutCampaigns"


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class NewCampaign(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One remedy for many: for a group, for what a filter finds, or for fallouts that are named.

    `route` is the way of a reroute, `afterwards` what comes after a roll back. `rate` in records a minute, `failureLimit` in percent of a wave, `patienceMinutes` how long an outcome is waited for.
    """

    resolution: Resolution
    title: str | None = None
    group: str | None = None
    fallout_type: str | None = None
    cause: str | None = None
    signature: str | None = None
    assignment_group: str | None = None
    service_orders: list[str] = []
    fallouts: list[str] = []
    values: dict[str, object] = {}
    resolution_code: str | None = None
    note: str | None = None
    route: str | None = None
    afterwards: AfterUndo = AfterUndo.AGAIN
    canary: tuple[int, ...] = CANARY
    rate: int = 600
    failure_limit: int = 10
    patience_minutes: int = 60


class CampaignBody(_Wire, frozen=True, kw_only=True):
    """A campaign."""

    number: str
    title: str
    state: str
    group: str | None
    resolution: str
    values: dict[str, object]
    resolution_code: str | None
    note: str | None
    route: str | None
    afterwards: str | None
    sizes: list[int]
    wave: int
    rate: int
    failure_limit: int
    patience_minutes: int
    total: int
    needs_second_person: bool
    drafted_by: str
    drafted_at: datetime
    started_by: str | None
    started_at: datetime | None
    approved_by: str | None
    approved_at: datetime | None
    ended_at: datetime | None
    stop_reason: str | None
    settled: bool


class WaveBody(_Wire, frozen=True, kw_only=True):
    """A wave: `states` counts its records and sums to `size`. Wave 0 are the records that were left out."""

    wave: int
    size: int
    states: dict[str, int]


class CampaignsBody(_Wire, frozen=True, kw_only=True):
    """A page of campaigns, the newest first; `next` is given to `after` for the next page."""

    items: list[CampaignBody]
    next: str | None


class CampaignDetail(_Wire, frozen=True, kw_only=True):
    """A campaign with its progress, counted as it is read: `states` sums to `total` and the conflicts.

    `expectedSeconds`: how long it lasts when nothing fails; `measured` is false while no outcome of this failure has
    been measured and half a minute is assumed for each wave.
    """

    campaign: CampaignBody
    signature: str | None
    waves: list[WaveBody]
    states: dict[str, int]
    succeeded: int
    failed: int
    conflicts: int
    expected_seconds: int
    measured: bool
    verbs: list[str]


class CampaignRecordBody(_Wire, frozen=True, kw_only=True):
    """One fallout of a campaign, and what became of it."""

    place: int
    wave: int
    fallout: str
    service_order: str
    task: str
    signature: str
    state: str
    reason: str | None
    tried_at: datetime | None
    settled_at: datetime | None


class CampaignRecordsBody(_Wire, frozen=True, kw_only=True):
    """A page of the records of a campaign, in the order in which they are tried."""

    items: list[CampaignRecordBody]
    next: str | None


class StopReason(_Wire, frozen=True, kw_only=True):
    """Why it is stopped."""

    reason: str


def _render(campaign: Campaign) -> CampaignBody:
    plain = ("number", "title", "wave", "rate", "failure_limit", "total", "note", "route", "resolution_code", "drafted_by",
             "drafted_at", "started_by", "started_at", "approved_by", "approved_at", "ended_at", "stop_reason",
             "settled")  # fmt: skip
    return CampaignBody(
        state=campaign.state.value,
        group=None if campaign.group_id is None else f"FG-{campaign.group_id:06d}",
        resolution=campaign.resolution.value,
        values=campaign.change,
        afterwards=campaign.afterwards.value if campaign.resolution is Resolution.ROLL_BACK else None,
        sizes=list(campaign.waves),
        patience_minutes=max(1, round(campaign.patience / timedelta(minutes=1))),
        needs_second_person=campaign.needs_second,
        **{name: getattr(campaign, name) for name in plain},
    )


def _render_wave(tally: WaveTally) -> WaveBody:
    return WaveBody(wave=tally.wave, size=tally.size, states={str(state): n for state, n in tally.states.items()})


def _render_record(record: CampaignRecord) -> CampaignRecordBody:
    return CampaignRecordBody(
        fallout=record.fallout_id.number,
        service_order=service_order_number(record.fallout_id.service_order_id),
        task=TaskId(record.fallout_id.service_order_id, record.task_n).number,
        state=record.state.value,
        **{name: getattr(record, name) for name in ("place", "wave", "signature", "reason", "tried_at", "settled_at")},
    )


async def _detail(tx: Tx, campaign_id: int, actor: Actor) -> CampaignDetail:
    view = await queries.get_campaign(tx, campaign_id)
    states: dict[str, int] = {}
    for tally in view.tallies:
        for state, count in tally.states.items():
            states[state.value] = states.get(state.value, 0) + count
    settling = await queries.expected_settling(tx, view)
    campaign = view.campaign
    return CampaignDetail(
        campaign=_render(campaign),
        signature=view.signature,
        waves=[_render_wave(tally) for tally in view.tallies],
        states=states,
        succeeded=states.get(CampaignRecordState.SUCCEEDED, 0),
        failed=sum(states.get(state, 0) for state in FAILED),
        conflicts=states.get(CampaignRecordState.CONFLICT, 0),
        expected_seconds=round(duration(campaign.waves, rate=campaign.rate, settling=settling).total_seconds()),
        measured=settling is not None,
        verbs=commands.verbs_of(campaign, actor),
    )


@post(_PATH, tags=_TAGS)
async def draft_fallout_campaign(data: NewCampaign, database: Database, actor: Actor) -> CampaignDetail:
    """Lists what one remedy for many would touch, and what it leaves out and why; nothing is touched yet."""
    selection = Selection(
        signature=data.signature,
        fallout_type=data.fallout_type,
        cause=data.cause,
        assignment_group=data.assignment_group,
        service_orders=tuple(read_service_order_number(number) for number in data.service_orders),
        fallouts=tuple(dict.fromkeys(FalloutId.read(number) for number in data.fallouts)),
    )
    plan = CampaignPlan(
        resolution=data.resolution,
        change=data.values,
        resolution_code=data.resolution_code,
        note=data.note,
        route=data.route,
        afterwards=data.afterwards,
        canary=data.canary,
        rate=data.rate,
        failure_limit=data.failure_limit,
        patience=timedelta(minutes=max(-1, min(data.patience_minutes, 1_000_000))),
    )
    group_id = None if data.group is None else read_group_number(data.group)
    async with database.transaction() as tx:
        drafted = await commands.draft_campaign(
            tx, selection, plan, group_id=group_id, title=data.title, by=actor, now=clock.now()
        )
        return await _detail(tx, drafted.id, actor)


@get(_PATH, tags=_TAGS)
async def list_fallout_campaigns(
    database: Database,
    actor: Actor,
    wanted: Annotated[CampaignState | None, QueryParameter(name="state")] = None,
    group: str | None = None,
    limit: Annotated[int, Parameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> CampaignsBody:
    """Campaigns, the newest first."""
    actor.require(Permission.FALLOUT_READ)
    group_id = None if group is None else read_group_number(group)
    key = decode_cursor(after, tuple[int]) if after else None
    async with database.reading() as tx:
        found = await queries.list_campaigns(
            tx, wanted=wanted, group_id=group_id, limit=limit + 1, after=key[0] if key else None
        )
    more, found = len(found) > limit, found[:limit]
    return CampaignsBody(
        items=[_render(campaign) for campaign in found], next=encode_cursor((found[-1].id,)) if more else None
    )


@get(_PATH + "/{number:str}", tags=_TAGS)
async def show_fallout_campaign(number: str, database: Database, actor: Actor) -> CampaignDetail:
    """One campaign with its waves, counted as they are now."""
    actor.require(Permission.FALLOUT_READ)
    async with database.reading() as tx:
        return await _detail(tx, read_campaign_number(number), actor)


@get(_PATH + "/{number:str}/records", tags=_TAGS)
async def list_fallout_campaign_records(
    number: str,
    database: Database,
    actor: Actor,
    wanted: Annotated[CampaignRecordState | None, QueryParameter(name="state")] = None,
    wave: int | None = None,
    limit: Annotated[int, Parameter(ge=1, le=1000)] = 50,
    after: str | None = None,
) -> CampaignRecordsBody:
    """What a campaign touches, and what became of each."""
    actor.require(Permission.FALLOUT_READ)
    key = decode_cursor(after, tuple[int]) if after else None
    async with database.reading() as tx:
        view = await queries.get_campaign(tx, read_campaign_number(number))
        found = await queries.list_records(
            tx, view.campaign.id, wanted=wanted, wave=wave, limit=limit + 1, after=key[0] if key else None
        )
    more, found = len(found) > limit, found[:limit]
    return CampaignRecordsBody(
        items=[_render_record(record) for record in found], next=encode_cursor((found[-1].place,)) if more else None
    )


async def _act(
    number: str, database: Database, actor: Actor, do: Callable[[Tx, int], Awaitable[Campaign]]
) -> CampaignDetail:
    campaign_id = read_campaign_number(number)
    async with database.transaction() as tx:
        await do(tx, campaign_id)
        return await _detail(tx, campaign_id, actor)


@post(_PATH + "/{number:str}/start", tags=_TAGS, status_code=200)
async def start_fallout_campaign(number: str, database: Database, actor: Actor) -> CampaignDetail:
    """Begins with the canary, or asks for a second person's yes when it is too large for one."""
    return await _act(
        number, database, actor, lambda tx, key: commands.start_campaign(tx, key, by=actor, now=clock.now())
    )


@post(_PATH + "/{number:str}/approve", tags=_TAGS, status_code=200)
async def approve_fallout_campaign(number: str, database: Database, actor: Actor) -> CampaignDetail:
    """The second person's yes."""
    return await _act(
        number, database, actor, lambda tx, key: commands.approve_campaign(tx, key, by=actor, now=clock.now())
    )


@post(_PATH + "/{number:str}/pause", tags=_TAGS, status_code=200)
async def pause_fallout_campaign(number: str, database: Database, actor: Actor) -> CampaignDetail:
    """Tries nothing more until it is resumed; when this is answered, nothing is under way."""
    return await _act(
        number, database, actor, lambda tx, key: commands.pause_campaign(tx, key, by=actor, now=clock.now())
    )


@post(_PATH + "/{number:str}/resume", tags=_TAGS, status_code=200)
async def resume_fallout_campaign(number: str, database: Database, actor: Actor) -> CampaignDetail:
    """Goes on where it was paused."""
    return await _act(
        number, database, actor, lambda tx, key: commands.resume_campaign(tx, key, by=actor, now=clock.now())
    )


@post(_PATH + "/{number:str}/stop", tags=_TAGS, status_code=200)
async def stop_fallout_campaign(number: str, data: StopReason, database: Database, actor: Actor) -> CampaignDetail:
    """Ends it; what was not touched stays as it is."""
    return await _act(
        number,
        database,
        actor,
        lambda tx, key: commands.stop_campaign(tx, key, reason=data.reason, by=actor, now=clock.now()),
    )


@post(_PATH + "/{number:str}/discard", tags=_TAGS, status_code=200)
async def discard_fallout_campaign(number: str, database: Database, actor: Actor) -> CampaignDetail:
    """Drops a campaign that has not begun."""
    return await _act(
        number, database, actor, lambda tx, key: commands.discard_campaign(tx, key, by=actor, now=clock.now())
    )


routes = [
    draft_fallout_campaign, list_fallout_campaigns, show_fallout_campaign, list_fallout_campaign_records,
    start_fallout_campaign, approve_fallout_campaign, pause_fallout_campaign, resume_fallout_campaign,
    stop_fallout_campaign, discard_fallout_campaign,
]  # fmt: skip
