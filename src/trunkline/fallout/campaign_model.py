"""A campaign: one remedy for many fallouts, a canary first, and what became of each."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

import msgspec

from trunkline.fallout.errors import UnknownCampaign
from trunkline.fallout.state import CampaignRecordState, CampaignState, Resolution
from trunkline.kit.ids import FalloutId, TaskId
from trunkline.orchestration.taking_back import AfterUndo

REMEDIES_FOR_MANY: Final = tuple(Resolution)
CANARY: Final = (1, 10)  # records of the first waves; what is left is the last wave
FAILED: Final = frozenset(
    {
        CampaignRecordState.STILL_FAILING,
        CampaignRecordState.FAILING_DIFFERENTLY,
        CampaignRecordState.REFUSED,
        CampaignRecordState.NO_ANSWER,
    }
)
_NUMBER = re.compile(r"FC-(\d{1,18})")


def campaign_number(campaign_id: int) -> str:
    """What people see: `FC-000012`."""
    return f"FC-{campaign_id:06d}"


def read_campaign_number(text: str) -> int:
    """The id behind `FC-000012`; raises UnknownCampaign when the text is no such number."""
    found = _NUMBER.fullmatch(text.strip().upper())
    if found is None:
        raise UnknownCampaign(f"there is no campaign '{text}'; its number looks like FC-000012")
    return int(found[1])


class CampaignPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What a campaign does and how carefully. `rate` in records a minute, `failure_limit` in percent of a wave."""

    resolution: Resolution
    change: dict[str, object] = {}
    resolution_code: str | None = None
    note: str | None = None
    route: str | None = None  # the way of a reroute
    afterwards: AfterUndo = AfterUndo.AGAIN  # of a roll back
    canary: tuple[int, ...] = CANARY
    rate: int = 600
    failure_limit: int = 10
    patience: timedelta = timedelta(hours=1)


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """By what the fallouts of a campaign are found; what is empty does not narrow, and the parts narrow together."""

    signature: str | None = None
    fallout_type: str | None = None
    cause: str | None = None
    assignment_group: str | None = None
    service_orders: tuple[int, ...] = ()
    fallouts: tuple[FalloutId, ...] = ()


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A fallout that the selection of a campaign found, and what is known about it then."""

    id: FalloutId
    task_n: int
    signature: str
    priority: int
    raised_at: datetime
    open: bool
    task_held: bool
    task_state: str
    others_open: int
    busy_in: int | None  # the running campaign that has it
    specification: tuple[str, int]

    @property
    def task_id(self) -> TaskId:
        """The task that failed."""
        return TaskId(self.id.service_order_id, self.task_n)


class Campaign(msgspec.Struct, frozen=True, kw_only=True):
    """A campaign as it is now."""

    id: int
    title: str
    state: CampaignState
    group_id: int | None
    selection: dict[str, object]
    resolution: Resolution
    change: dict[str, object]
    resolution_code: str | None
    note: str | None
    route: str | None = None
    afterwards: AfterUndo = AfterUndo.AGAIN
    waves: tuple[int, ...]
    rate: int
    failure_limit: int
    patience: timedelta
    wave: int
    total: int
    needs_second: bool
    drafted_by: str
    drafted_at: datetime
    started_by: str | None = None
    started_at: datetime | None = None
    approved_by: str | None = None
    approved_at: datetime | None = None
    ended_at: datetime | None = None
    stop_reason: str | None = None
    tried_at: datetime | None = None
    settled: bool = True

    @property
    def number(self) -> str:
        """What people see."""
        return campaign_number(self.id)


class CampaignRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One fallout of a campaign. `wave` 0: it was left out, `reason` says why."""

    place: int
    wave: int
    fallout_id: FalloutId
    task_n: int
    signature: str
    state: CampaignRecordState
    reason: str | None = None
    tried_at: datetime | None = None
    settled_at: datetime | None = None


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What the records say about a fallout whose remedy was applied."""

    place: int
    tried_at: datetime
    task_state: str
    manual: bool
    signature: str
    open_signature: str | None  # of the newest fallout that is open on the task
    open_message: str | None


class WaveTally(msgspec.Struct, frozen=True, kw_only=True):
    """How many records of a wave are in which state; what is 0 is left out."""

    wave: int
    states: dict[CampaignRecordState, int]

    @property
    def size(self) -> int:
        """All of them."""
        return sum(self.states.values())

    @property
    def failed(self) -> int:
        """Those that the remedy did not mend."""
        return sum(count for state, count in self.states.items() if state in FAILED)

    @property
    def waiting(self) -> int:
        """Those whose turn is still to come."""
        return self.states.get(CampaignRecordState.WAITING, 0)

    @property
    def trying(self) -> int:
        """Those whose outcome is still to come."""
        return self.states.get(CampaignRecordState.TRYING, 0)

    @property
    def settled(self) -> int:
        """Those with an outcome."""
        return self.size - self.waiting - self.trying
