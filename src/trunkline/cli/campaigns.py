"""`trunkline fallout campaign`: one remedy for many fallouts, a canary first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Annotated

import typer

from trunkline.access.model import Actor
from trunkline.cli.output import AsJson, badge, emit, say, table
from trunkline.cli.session import cli_actor, open_database, run
from trunkline.cli.tasks import read_values
from trunkline.fallout import campaign_commands as commands
from trunkline.fallout import campaign_queries as queries
from trunkline.fallout.campaign_model import (
    CANARY,
    Campaign,
    CampaignPlan,
    CampaignRecord,
    Selection,
    read_campaign_number,
)
from trunkline.fallout.campaign_queries import CampaignView
from trunkline.fallout.group_model import read_group_number
from trunkline.fallout.state import CampaignRecordState, Resolution
from trunkline.kit.clock import now
from trunkline.kit.db import Tx
from trunkline.kit.ids import FalloutId
from trunkline.orchestration.taking_back import AfterUndo

app = typer.Typer(help="Campaigns: one remedy for many fallouts, a canary first.", no_args_is_help=True)
Number = Annotated[str, typer.Argument(help="The campaign: FC-000012.")]


def _show(view: CampaignView) -> None:
    campaign = view.campaign
    say(
        f"{campaign.number} is {campaign.state}: {campaign.title}"
        + (f" ({campaign.stop_reason})" if campaign.stop_reason else "")
    )
    rows: list[list[object]] = [
        ["left out" if tally.wave == 0 else tally.wave, tally.size,
         ", ".join(f"{count:,} {state}" for state, count in sorted(tally.states.items()))]
        for tally in view.tallies
    ]  # fmt: skip
    table(["wave", "records", "of these"], rows, none="no record")


def _do(number: str, verb: Callable[[Tx, int, Actor], Awaitable[Campaign]], *, as_json: bool) -> None:
    campaign_id = read_campaign_number(number)

    async def act() -> CampaignView:
        async with open_database() as database:
            async with database.transaction() as tx:
                await verb(tx, campaign_id, cli_actor())
            async with database.reading() as tx:
                return await queries.get_campaign(tx, campaign_id)

    emit(run(act()), as_json=as_json, show=_show)


@app.command("draft")
def draft_command(
    resolution: Annotated[Resolution, typer.Option(help="The remedy.")],
    group: Annotated[str | None, typer.Option(help="For a group of fallouts: FG-000012.")] = None,
    fallout: Annotated[list[str] | None, typer.Option(help="For this fallout; may be repeated.")] = None,
    fallout_type: Annotated[str | None, typer.Option(help="For open fallouts of this type.")] = None,
    value: Annotated[list[str] | None, typer.Option(help="NAME=VALUE that is corrected; may be repeated.")] = None,
    note: Annotated[str | None, typer.Option(help="Why, for the record.")] = None,
    code: Annotated[str | None, typer.Option(help="Resolution code: what mended it, in a word.")] = None,
    route: Annotated[str | None, typer.Option(help="The way of a reroute.")] = None,
    afterwards: Annotated[AfterUndo, typer.Option(help="What comes after a roll back.")] = AfterUndo.AGAIN,
    rate: Annotated[int, typer.Option(help="Records a minute.")] = 600,
    failure_limit: Annotated[int, typer.Option(help="Percent of a wave that may fail.")] = 10,
    patience: Annotated[int, typer.Option(help="Minutes that an outcome is waited for.")] = 60,
    as_json: AsJson = False,
) -> None:
    """List what one remedy for many would touch; nothing is touched yet."""
    selection = Selection(
        fallout_type=fallout_type, fallouts=tuple(dict.fromkeys(FalloutId.read(one) for one in fallout or []))
    )
    plan = CampaignPlan(
        resolution=resolution, change=read_values(value or []), note=note, resolution_code=code, canary=CANARY, route=route, afterwards=afterwards,
        rate=rate, failure_limit=failure_limit, patience=timedelta(minutes=patience),
    )  # fmt: skip
    group_id = None if group is None else read_group_number(group)

    async def draft() -> CampaignView:
        async with open_database() as database:
            async with database.transaction() as tx:
                drafted = await commands.draft_campaign(
                    tx, selection, plan, group_id=group_id, by=cli_actor(), now=now()
                )
            async with database.reading() as tx:
                return await queries.get_campaign(tx, drafted.id)

    emit(run(draft()), as_json=as_json, show=_show)


@app.command("list")
def list_command(
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50, as_json: AsJson = False
) -> None:
    """Campaigns, the newest first."""

    async def read() -> list[Campaign]:
        async with open_database() as database, database.reading() as tx:
            return await queries.list_campaigns(tx, limit=limit)

    def show(found: list[Campaign]) -> None:
        rows = [
            [c.number, badge(c.state), c.title, c.total, f"{c.wave} of {len(c.waves)}", c.drafted_at] for c in found
        ]
        table(["campaign", "state", "what", "records", "wave", "drafted"], rows, none="no campaign")

    emit(run(read()), as_json=as_json, show=show)


@app.command("show")
def show_command(number: Number, as_json: AsJson = False) -> None:
    """A campaign with its waves, counted as they are now."""
    campaign_id = read_campaign_number(number)

    async def read() -> CampaignView:
        async with open_database() as database, database.reading() as tx:
            return await queries.get_campaign(tx, campaign_id)

    emit(run(read()), as_json=as_json, show=_show)


@app.command("records")
def records_command(
    number: Number,
    state: Annotated[CampaignRecordState | None, typer.Option(help="Only those in this state.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50_000, help="At most so many.")] = 100,
    as_json: AsJson = False,
) -> None:
    """What a campaign touches, and what became of each."""
    campaign_id = read_campaign_number(number)

    async def read() -> list[CampaignRecord]:
        async with open_database() as database, database.reading() as tx:
            view = await queries.get_campaign(tx, campaign_id)
            return await queries.list_records(tx, view.campaign.id, wanted=state, limit=limit)

    def show(found: list[CampaignRecord]) -> None:
        rows = [[r.place, r.wave, r.fallout_id.number, badge(r.state), r.reason, r.settled_at] for r in found]
        table(["place", "wave", "fallout", "state", "reason", "settled"], rows, none="no record")

    emit(run(read()), as_json=as_json, show=show)


@app.command("start")
def start_command(number: Number, as_json: AsJson = False) -> None:
    """Begin with the canary, or ask for a second person's yes."""
    _do(number, lambda tx, key, by: commands.start_campaign(tx, key, by=by, now=now()), as_json=as_json)


@app.command("approve")
def approve_command(number: Number, as_json: AsJson = False) -> None:
    """The second person's yes."""
    _do(number, lambda tx, key, by: commands.approve_campaign(tx, key, by=by, now=now()), as_json=as_json)


@app.command("pause")
def pause_command(number: Number, as_json: AsJson = False) -> None:
    """Try nothing more until it is resumed."""
    _do(number, lambda tx, key, by: commands.pause_campaign(tx, key, by=by, now=now()), as_json=as_json)


@app.command("resume")
def resume_command(number: Number, as_json: AsJson = False) -> None:
    """Go on where it was paused."""
    _do(number, lambda tx, key, by: commands.resume_campaign(tx, key, by=by, now=now()), as_json=as_json)


@app.command("stop")
def stop_command(
    number: Number, reason: Annotated[str, typer.Option(help="Why it is stopped.")], as_json: AsJson = False
) -> None:
    """End it; what was not touched stays as it is."""
    _do(number, lambda tx, key, by: commands.stop_campaign(tx, key, reason=reason, by=by, now=now()), as_json=as_json)


@app.command("discard")
def discard_command(number: Number, as_json: AsJson = False) -> None:
    """Drop a campaign that has not begun."""
    _do(number, lambda tx, key, by: commands.discard_campaign(tx, key, by=by, now=now()), as_json=as_json)
