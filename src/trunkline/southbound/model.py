"""Domain systems as workers know them."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from trunkline.catalog.model import RetryRule
from trunkline.orchestration.forecasting import OrderOutlook


class DomainSystem(msgspec.Struct, frozen=True, kw_only=True):
    """What workers keep to when they call a system, and how it stands. None means: no limit."""

    name: str
    concurrency: int | None = None  # calls under way at a time, all workers together
    rate: float | None = None  # calls a second, all workers together
    failures_to_open: int = 10  # failures in a row that open the circuit
    open_for: timedelta = timedelta(seconds=30)
    opened_until: datetime | None = None
    held: bool = False
    held_reason: str | None = None
    held_by: str | None = None
    held_at: datetime | None = None
    held_until: datetime | None = None  # when it is expected back
    release_rate: float | None = None  # calls a second after a hold
    released_until: datetime | None = None  # until then what was held goes out
    retry: dict[str, RetryRule] = {}  # by class of failure, for tasks that do not say it themselves
    callback_secret: str | None = None  # reference to the key of signed callbacks
    callback_token: str | None = None  # reference to the bearer token of callbacks
    changed_at: datetime


class SystemStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A system with what waits for it."""

    system: DomainSystem
    deferred: int  # calls held back
    waiting: int  # taken by the system, answer to come
    unknown: int  # answers lost


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """What a release set going: how many calls, and when the last of them goes out."""

    calls: int
    last_at: datetime | None


class OutageForecast(msgspec.Struct, frozen=True, kw_only=True):
    """What a hold until an instant, and a release at a rate, do to orders."""

    system: str
    until: datetime  # the first held call goes out
    rate: float  # calls a second
    calls: int  # held now
    last_at: datetime | None  # the last of them goes out
    orders: int  # that have a held call
    breaches: int  # of them end after their date
    by_outage: int  # of these would have met it otherwise
    late: tuple[OrderOutlook, ...]  # those that end after their date, the first to be late first
