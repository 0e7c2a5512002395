"""What people read of campaigns: lists, one with its waves, and what became of each record."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from trunkline.fallout.campaign_model import Campaign, CampaignRecord, WaveTally, campaign_number
from trunkline.fallout.campaign_store import COLUMNS, RECORD_COLUMNS, read_campaign, read_record, settling_time
from trunkline.fallout.errors import UnknownCampaign
from trunkline.fallout.state import CampaignRecordState, CampaignState
from trunkline.kit.db import Tx

__all__ = ["CampaignView", "get_campaign", "list_campaigns", "list_records", "settling_time"]


class CampaignView(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign with a count of its records, just counted: wave 0 are those that were left out."""

    campaign: Campaign
    signature: str | None  # of its group
    tallies: tuple[WaveTally, ...]


async def list_campaigns(
    tx: Tx,
    *,
    wanted: CampaignState | None = None,
    group_id: int | None = None,
    limit: int = 50,
    after: int | None = None,
) -> list[Campaign]:
    """Campaigns, the newest first; `after` is the id of the last one seen."""
    rows = await tx.fetch(
        f"""
        SELECT {COLUMNS}
          FROM fallout_campaign AS c
         WHERE ($1::text IS NULL OR c.state = $1)
           AND ($2::bigint IS NULL OR c.group_id = $2)
           AND ($4::bigint IS NULL OR c.id < $4)
         ORDER BY c.id DESC
         LIMIT $3
        """,
        wanted,
        group_id,
        limit,
        after,
    )
    return [read_campaign(row) for row in rows]


async def get_campaign(tx: Tx, campaign_id: int) -> CampaignView:
    """A campaign with its waves; raises UnknownCampaign."""
    row = await tx.fetchrow(
        f"""
        SELECT {COLUMNS}, g.signature
          FROM fallout_campaign AS c
          LEFT JOIN fallout_group AS g ON g.id = c.group_id
         WHERE c.id = $1
        """,
        campaign_id,
    )
    if row is None:
        raise UnknownCampaign(f"there is no campaign {campaign_number(campaign_id)}")
    counted = await tx.fetch(
        """
        SELECT wave, state, count(*) AS records
          FROM fallout_campaign_record
         WHERE campaign_id = $1
         GROUP BY wave, state
         ORDER BY wave, state
        """,
        campaign_id,
    )
    waves: dict[int, dict[CampaignRecordState, int]] = {}
    for count in counted:
        waves.setdefault(count["wave"], {})[CampaignRecordState(count["state"])] = count["records"]
    return CampaignView(
        campaign=read_campaign(row),
        signature=row["signature"],
        tallies=tuple(WaveTally(wave=wave, states=states) for wave, states in waves.items()),
    )


async def list_records(
    tx: Tx,
    campaign_id: int,
    *,
    wanted: CampaignRecordState | None = None,
    wave: int | None = None,
    limit: int = 50,
    after: int | None = None,
) -> list[CampaignRecord]:
    """The records of a campaign as they are tried; `after` is the place of the last one seen."""
    rows = await tx.fetch(
        f"""
        SELECT {RECORD_COLUMNS}
          FROM fallout_campaign_record AS r
         WHERE r.campaign_id = $1
           AND ($2::text IS NULL OR r.state = $2)
           AND ($3::integer IS NULL OR r.wave = $3)
           AND ($5::integer IS NULL OR r.place > $5)
         ORDER BY r.place
         LIMIT $4
        """,
        campaign_id,
        wanted,
        wave,
        limit,
        after,
    )
    return [read_record(row) for row in rows]


async def expected_settling(tx: Tx, view: CampaignView) -> timedelta | None:
    """How long outcomes of the campaign's failure took in the middle; None when none was measured yet."""
    return await settling_time(tx, view.signature)
