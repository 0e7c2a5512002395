"""SQL of campaigns: what a selection finds, writing and locking them, and moving their records by the set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.fallout.campaign_model import (
    Campaign,
    CampaignRecord,
    Candidate,
    Outlook,
    Selection,
    WaveTally,
    campaign_number,
)
from trunkline.fallout.errors import UnknownCampaign
from trunkline.fallout.state import CampaignRecordState, CampaignState, FalloutState, Resolution
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import FalloutId, ServiceOrderId
from trunkline.orchestration.taking_back import AfterUndo

LARGEST = 50_000  # fallouts that one campaign may find


async def list_candidates(tx: Tx, wanted: Selection) -> list[Candidate]:
    """The open fallouts that a selection finds, and what would keep each of them out; at most one more than `LARGEST`.

    Fallouts that are named one by one are found in whatever state they are.
    """
    rows = await tx.fetch(
        """
        SELECT f.service_order_id, f.n, f.task_n, f.signature, f.priority, f.raised_at, f.state AS fallout_state,
               t.state AS task_state, o.specification_id, o.specification_version,
               (SELECT count(*)
                  FROM fallout AS other
                 WHERE other.service_order_id = f.service_order_id AND other.task_n = f.task_n AND other.n <> f.n
                   AND other.state IN ('open', 'inProgress', 'awaitingInformation')) AS others_open,
               (SELECT r.campaign_id
                  FROM fallout_campaign_record AS r
                 WHERE r.service_order_id = f.service_order_id AND r.fallout_n = f.n
                   AND r.state IN ('waiting', 'trying')) AS busy_in
          FROM fallout AS f
          JOIN task AS t ON t.service_order_id = f.service_order_id AND t.n = f.task_n
          JOIN domain_order AS o ON o.service_order_id = f.service_order_id AND o.n = f.domain_order_n
         WHERE ($7::bigint[] IS NOT NULL OR f.state IN ('open', 'inProgress', 'awaitingInformation'))
           AND ($1::text IS NULL OR f.signature = $1)
           AND ($2::text IS NULL OR f.fallout_type = $2)
           AND ($3::text IS NULL OR f.cause = $3)
           AND ($4::text IS NULL OR f.assignment_group = $4)
           AND ($5::bigint[] IS NULL OR f.service_order_id = ANY ($5))
           AND ($7::bigint[] IS NULL OR (f.service_order_id, f.n) IN (SELECT * FROM unnest($7, $8::integer[])))
         ORDER BY f.service_order_id, f.n
         LIMIT $6
        """,
        wanted.signature,
        wanted.fallout_type,
        wanted.cause,
        wanted.assignment_group,
        list(wanted.service_orders) or None,
        LARGEST + 1,
        [fallout_id.service_order_id for fallout_id in wanted.fallouts] or None,
        [fallout_id.n for fallout_id in wanted.fallouts] or None,
    )
    return [
        Candidate(
            id=FalloutId(ServiceOrderId(row["service_order_id"]), row["n"]),
            open=row["fallout_state"] in (
                FalloutState.OPEN, FalloutState.IN_PROGRESS, FalloutState.AWAITING_INFORMATION),
            task_held=row["task_state"] == "held",
            specification=(row["specification_id"], row["specification_version"]),
            **{name: row[name] for name in (
                "task_n", "signature", "priority", "raised_at", "task_state", "others_open", "busy_in")},
        )
        for row in rows
    ]  # fmt: skip


_WRITTEN = (
    "title", "state", "group_id", "selection", "resolution", "change", "resolution_code", "note", "waves", "rate",
    "failure_limit", "patience", "wave", "total", "needs_second", "drafted_by", "drafted_at", "started_by",
    "started_at", "approved_by", "approved_at", "ended_at", "stop_reason", "tried_at", "settled", "route", "afterwards",
)  # fmt: skip
COLUMNS = ", ".join(f"c.{name}" for name in ("id", *_WRITTEN))


def read_campaign(row: Row) -> Campaign:
    """A campaign from a row with `COLUMNS`."""
    return Campaign(
        state=CampaignState(row["state"]),
        resolution=Resolution(row["resolution"]),
        afterwards=AfterUndo(row["afterwards"]),
        waves=tuple(row["waves"]),
        **{name: row[name] for name in ("id", *_WRITTEN) if name not in ("state", "resolution", "waves", "afterwards")},
    )


def _values(campaign: Campaign) -> list[object]:
    return [list(campaign.waves) if name == "waves" else getattr(campaign, name) for name in _WRITTEN]


async def insert(tx: Tx, campaign: Campaign, records: Sequence[CampaignRecord]) -> Campaign:
    """Writes a campaign with its records; answers it with the id it got."""
    campaign_id: int = await tx.fetchval(
        f"""
        INSERT INTO fallout_campaign ({", ".join(_WRITTEN)})
        VALUES ({", ".join(f"${place}" for place in range(1, len(_WRITTEN) + 1))})
        RETURNING id
        """,
        *_values(campaign),
    )
    await tx.copy(
        "fallout_campaign_record",
        ("campaign_id", "place", "wave", "service_order_id", "fallout_n", "task_n", "signature", "state", "reason"),
        [
            (campaign_id, r.place, r.wave, *r.fallout_id, r.task_n, r.signature, r.state.value, r.reason)
            for r in records
        ],
    )
    return msgspec.structs.replace(campaign, id=campaign_id)


async def lock_campaign(tx: Tx, campaign_id: int) -> Campaign:
    """The campaign, locked: a step that is under way has ended. Raises UnknownCampaign."""
    row = await tx.fetchrow(
        f"SELECT {COLUMNS} FROM fallout_campaign AS c WHERE c.id = $1 FOR NO KEY UPDATE", campaign_id
    )
    if row is None:
        raise UnknownCampaign(f"there is no campaign {campaign_number(campaign_id)}")
    return read_campaign(row)


async def claim_due(tx: Tx) -> Campaign | None:
    """The campaign that was not looked after for longest, locked; one that another worker is at is passed over."""
    row = await tx.fetchrow(
        f"""
        SELECT {COLUMNS}
          FROM fallout_campaign AS c
         WHERE c.state = 'running' OR NOT c.settled
         ORDER BY c.looked_at
         LIMIT 1
           FOR NO KEY UPDATE SKIP LOCKED
        """
    )
    return None if row is None else read_campaign(row)


async def save(tx: Tx, campaign: Campaign, *, looked_at: datetime | None = None) -> None:
    """Writes what changes about a campaign; the caller holds its lock."""
    await tx.execute(
        """
        UPDATE fallout_campaign
           SET state = $2, wave = $3, started_by = $4, started_at = $5, approved_by = $6, approved_at = $7,
               ended_at = $8, stop_reason = $9, tried_at = $10, settled = $11, looked_at = coalesce($12, looked_at)
         WHERE id = $1
        """,
        campaign.id,
        campaign.state.value,
        campaign.wave,
        campaign.started_by,
        campaign.started_at,
        campaign.approved_by,
        campaign.approved_at,
        campaign.ended_at,
        campaign.stop_reason,
        campaign.tried_at,
        campaign.settled,
        looked_at,
    )


async def move_all(
    tx: Tx, campaign_id: int, *, was: CampaignRecordState, after: CampaignRecordState, settled_at: datetime | None
) -> int:
    """Moves every record that is in one state; answers how many."""
    tag = await tx.execute(
        """
        UPDATE fallout_campaign_record
           SET state = $3, settled_at = $4
         WHERE campaign_id = $1 AND state = $2
        """,
        campaign_id,
        was.value,
        after.value,
        settled_at,
    )
    return int(tag.rpartition(" ")[2])


async def count_busy(tx: Tx, campaign_id: int) -> int:
    """How many fallouts of a campaign another one has now."""
    busy: int = await tx.fetchval(
        """
        SELECT count(*)
          FROM fallout_campaign_record AS mine
          JOIN fallout_campaign_record AS other
            ON other.service_order_id = mine.service_order_id AND other.fallout_n = mine.fallout_n
               AND other.state IN ('waiting', 'trying')
         WHERE mine.campaign_id = $1 AND mine.state = 'listed'
        """,
        campaign_id,
    )
    return busy


async def move(
    tx: Tx,
    campaign_id: int,
    moved: Iterable[tuple[int, CampaignRecordState, str | None]],
    *,
    tried_at: datetime | None = None,
    settled_at: datetime | None = None,
) -> None:
    """Moves records given as `(place, state, reason)`; what is None of the instants stays as it is."""
    rows = list(moved)
    if not rows:
        return
    await tx.execute(
        """
        UPDATE fallout_campaign_record AS r
           SET state = m.state, reason = m.reason, tried_at = coalesce($5, r.tried_at),
               settled_at = coalesce($6, r.settled_at)
          FROM unnest($2::integer[], $3::text[], $4::text[]) AS m (place, state, reason)
         WHERE r.campaign_id = $1 AND r.place = m.place
        """,
        campaign_id,
        [place for place, _, _ in rows],
        [state.value for _, state, _ in rows],
        [reason for _, _, reason in rows],
        tried_at,
        settled_at,
    )


async def claim_records(tx: Tx, campaign_id: int, wave: int, *, limit: int) -> list[CampaignRecord]:
    """The next records of a wave whose orders are free, with their orders locked, sorted by signature: the order in
    which whoever writes fallouts takes the rows of their groups."""
    rows = await tx.fetch(
        f"""
        SELECT {RECORD_COLUMNS}
          FROM fallout_campaign_record AS r
          JOIN service_order AS o ON o.id = r.service_order_id
         WHERE r.campaign_id = $1 AND r.wave = $2 AND r.state = 'waiting'
         ORDER BY r.place
         LIMIT $3
           FOR NO KEY UPDATE OF o SKIP LOCKED
        """,
        campaign_id,
        wave,
        limit,
    )
    return sorted((read_record(row) for row in rows), key=lambda record: (record.signature, record.place))


RECORD_COLUMNS = """r.place, r.wave, r.service_order_id, r.fallout_n, r.task_n, r.signature, r.state, r.reason,
       r.tried_at, r.settled_at"""


def read_record(row: Row) -> CampaignRecord:
    """A record from a row with `RECORD_COLUMNS`."""
    return CampaignRecord(
        fallout_id=FalloutId(ServiceOrderId(row["service_order_id"]), row["fallout_n"]),
        state=CampaignRecordState(row["state"]),
        **{name: row[name] for name in ("place", "wave", "task_n", "signature", "reason", "tried_at", "settled_at")},
    )


async def list_outlooks(tx: Tx, campaign_id: int) -> list[Outlook]:
    """What the records say now of every fallout whose outcome is still to come."""
    rows = await tx.fetch(
        """
        SELECT r.place, r.tried_at, t.state AS task_state, t.kind = 'manual' AS manual, r.signature,
               f.signature AS open_signature, f.message AS open_message
          FROM fallout_campaign_record AS r
          JOIN task AS t ON t.service_order_id = r.service_order_id AND t.n = r.task_n
          LEFT JOIN LATERAL (
            SELECT signature, message
              FROM fallout AS f
             WHERE f.service_order_id = r.service_order_id AND f.task_n = r.task_n
               AND f.state IN ('open', 'inProgress', 'awaitingInformation')
             ORDER BY f.n DESC
             LIMIT 1
         ) AS f ON true
         WHERE r.campaign_id = $1 AND r.state = 'trying'
        """,
        campaign_id,
    )
    return [Outlook(**dict(row)) for row in rows]


async def is_trying(tx: Tx, campaign_id: int) -> bool:
    """Whether the outcome of a record is still to come."""
    found: bool = await tx.fetchval(
        "SELECT EXISTS (SELECT 1 FROM fallout_campaign_record WHERE campaign_id = $1 AND state = 'trying')", campaign_id
    )
    return found


async def tally(tx: Tx, campaign_id: int, wave: int) -> WaveTally:
    """How the records of a wave stand."""
    rows = await tx.fetch(
        """
        SELECT state, count(*) AS records
          FROM fallout_campaign_record
         WHERE campaign_id = $1 AND wave = $2
         GROUP BY state
        """,
        campaign_id,
        wave,
    )
    return WaveTally(wave=wave, states={CampaignRecordState(row["state"]): row["records"] for row in rows})


async def settling_time(tx: Tx, signature: str | None) -> timedelta | None:
    """How long the outcomes of records of one signature took, in the middle of the last thousand; None when there are
    none."""
    middle: timedelta | None = await tx.fetchval(
        """
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY settled_at - tried_at)
          FROM (SELECT r.tried_at, r.settled_at
                  FROM fallout_campaign_record AS r
                  JOIN fallout AS f ON f.service_order_id = r.service_order_id AND f.n = r.fallout_n
                 WHERE f.signature = $1 AND r.state = 'succeeded'
                 LIMIT 1000) AS measured
        """,
        signature,
    )
    return middle
