"""HTTP: domain systems as operators see and steer them, and the door for their callbacks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from litestar import Request, get, patch, post, put

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import RetryRule
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, service_order_number
from trunkline.kit.instants import Instant
from trunkline.southbound import commands, queries
from trunkline.southbound.callbacks import verify
from trunkline.southbound.errors import CallbackRefused, CallbackUnreadable, UnknownDomainSystem
from trunkline.southbound.model import DomainSystem, SystemStanding
from trunkline.southbound.secrets import Secrets

_LONGEST = 1_000_000  # bytes of a callback


class RetryRuleBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """What holds for failures of one class; what is left out is as the task specification says."""

    attempts: int | None = None
    delay_seconds: float | None = None
    factor: float | None = None
    longest_seconds: float | None = None


class DomainSystemBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A domain system: its limits, how it stands, and what waits for it. Secrets are never shown."""

    name: str
    concurrency: int | None
    rate: float | None
    failures_to_open: int
    open_for_seconds: float
    opened_until: datetime | None
    held: bool
    held_reason: str | None
    held_by: str | None
    held_at: datetime | None
    held_until: datetime | None
    release_rate: float | None
    released_until: datetime | None
    retry: dict[str, RetryRuleBody]
    takes_callbacks: bool
    deferred: int
    waiting: int
    unknown: int
    verbs: list[str]


class DomainSystemsBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """All domain systems that have limits."""

    items: list[DomainSystemBody]


class NewLimits(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Limits of a domain system; what is left out has none. Secrets are references (`env:NAME`, `file:/path`)."""

    concurrency: int | None = None
    rate: float | None = None
    failures_to_open: int = 10
    open_for_seconds: float = 30.0
    callback_secret: str | None = None
    callback_token: str | None = None
    retry: dict[str, RetryRuleBody] = {}


class ChangedLimits(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Limits in numbers, null for none; secrets and rules for trying again stay as they are."""

    concurrency: int | None
    rate: float | None
    failures_to_open: int
    open_for_seconds: float


class NewHold(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Why nothing may be asked, and when the system is expected back."""

    reason: str
    until: Instant | None = None


class NewRelease(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """How many held calls go out in a second."""

    rate: float


class ReleaseBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """How many calls were set going, and when the last of them goes out."""

    calls: int
    last_at: datetime | None


class LateOrderBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An order that will end after its date; `byOutage` when it would have met it otherwise."""

    service_order: str
    due_at: datetime | None
    end_at: datetime | None
    forecast_end_at: datetime
    by_outage: bool


class ForecastBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a hold and a release do to orders: how many calls go out when, and which orders will be late."""

    system: str
    until: datetime
    rate: float
    calls: int
    last_at: datetime | None
    orders: int
    breaches: int
    by_outage: int
    late: list[LateOrderBody]


class CallbackBody(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """For which task the message was kept; null when nothing waits for it any more."""

    task: str | None


def _render_rule(rule: RetryRule) -> RetryRuleBody:
    return RetryRuleBody(
        attempts=rule.attempts, factor=rule.factor,
        delay_seconds=None if rule.delay is None else rule.delay.total_seconds(),
        longest_seconds=None if rule.longest is None else rule.longest.total_seconds(),
    )  # fmt: skip


def _read_rule(body: RetryRuleBody) -> RetryRule:
    return RetryRule(
        attempts=body.attempts, factor=body.factor, delay=_time(body.delay_seconds), longest=_time(body.longest_seconds)
    )


def _time(seconds: float | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=min(max(seconds, -1), 1e9))


def _verbs(system: DomainSystem, actor: Actor) -> list[str]:
    steers = (["hold", "release"] if system.held else ["hold"]) if actor.may(Permission.TASK_MANAGE) else []
    return [*steers, "limits"] if actor.may(Permission.CATALOG_DESIGN) else steers


def _render(found: SystemStanding, actor: Actor) -> DomainSystemBody:
    system = found.system
    return DomainSystemBody(
        name=system.name, concurrency=system.concurrency, rate=system.rate, failures_to_open=system.failures_to_open,
        open_for_seconds=system.open_for.total_seconds(), opened_until=system.opened_until, held=system.held,
        held_reason=system.held_reason, held_by=system.held_by, held_at=system.held_at, held_until=system.held_until,
        release_rate=system.release_rate, released_until=system.released_until,
        retry={name: _render_rule(rule) for name, rule in system.retry.items()},
        takes_callbacks=system.callback_secret is not None or system.callback_token is not None,
        deferred=found.deferred, waiting=found.waiting, unknown=found.unknown,
        verbs=_verbs(system, actor),
    )  # fmt: skip


@get("/api/domainSystems", tags=["Domain systems"])
async def list_systems(database: Database, actor: Actor) -> DomainSystemsBody:
    """Every domain system that has limits, with what waits for it."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return DomainSystemsBody(items=[_render(found, actor) for found in await queries.list_domain_systems(tx)])


@get("/api/domainSystems/{name:str}", tags=["Domain systems"])
async def show_system(database: Database, actor: Actor, name: str) -> DomainSystemBody:
    """One domain system."""
    actor.require(Permission.TASK_READ)
    async with database.reading() as tx:
        return _render(await queries.get_domain_system(tx, name), actor)


@put("/api/domainSystems/{name:str}", tags=["Domain systems"])
async def save_system(database: Database, actor: Actor, name: str, data: NewLimits) -> DomainSystemBody:
    """Makes a domain system known, or sets its limits anew."""
    async with database.transaction() as tx:
        await commands.save_domain_system(
            tx, name, concurrency=data.concurrency, rate=data.rate, failures_to_open=data.failures_to_open,
            open_for=timedelta(seconds=min(max(data.open_for_seconds, -1), 1e9)), callback_secret=data.callback_secret,
            callback_token=data.callback_token,
            retry={name: _read_rule(rule) for name, rule in data.retry.items()}, by=actor, now=clock.now())  # fmt: skip
        return _render(await queries.get_domain_system(tx, name), actor)


@patch("/api/domainSystems/{name:str}", tags=["Domain systems"])
async def change_system(database: Database, actor: Actor, name: str, data: ChangedLimits) -> DomainSystemBody:
    """Sets the numbers among the limits of a known system."""
    async with database.transaction() as tx:
        await commands.change_limits(
            tx, name, concurrency=data.concurrency, rate=data.rate, failures_to_open=data.failures_to_open,
            open_for=timedelta(seconds=min(max(data.open_for_seconds, -1), 1e9)), by=actor, now=clock.now(),
        )  # fmt: skip
        return _render(await queries.get_domain_system(tx, name), actor)


@post("/api/domainSystems/{name:str}/hold", status_code=200, tags=["Domain systems"])
async def hold_system(database: Database, actor: Actor, name: str, data: NewHold) -> DomainSystemBody:
    """Asks nothing of the system until it is released; calls under way end."""
    async with database.transaction() as tx:
        await commands.hold_domain_system(tx, name, reason=data.reason, until=data.until, by=actor, now=clock.now())
        return _render(await queries.get_domain_system(tx, name), actor)


@post("/api/domainSystems/{name:str}/release", status_code=200, tags=["Domain systems"])
async def release_system(database: Database, actor: Actor, name: str, data: NewRelease) -> ReleaseBody:
    """Lets held calls go at a rate, urgent tasks first."""
    async with database.transaction() as tx:
        released = await commands.release_domain_system(tx, name, rate=data.rate, by=actor, now=clock.now())
    return ReleaseBody(calls=released.calls, last_at=released.last_at)


@get("/api/domainSystems/{name:str}/forecast", tags=["Domain systems"])
async def forecast_system(
    database: Database, actor: Actor, name: str, rate: float = 10.0, until: datetime | None = None
) -> ForecastBody:
    """Which orders will be late, and when, if what is held goes out from `until` on at `rate` calls a second."""
    actor.require(Permission.TASK_READ)
    if until is not None and until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    async with database.reading() as tx:
        found = await queries.forecast_release(tx, name, rate=rate, until=until, now=clock.now())
    return ForecastBody(
        system=found.system, until=found.until, rate=found.rate, calls=found.calls, last_at=found.last_at,
        orders=found.orders, breaches=found.breaches, by_outage=found.by_outage,
        late=[
            LateOrderBody(
                service_order=service_order_number(ServiceOrderId(each.service_order_id)), due_at=each.due_at,
                end_at=each.end_at, forecast_end_at=each.forecast_end_at, by_outage=not each.breached_before)
            for each in found.late
        ],
    )  # fmt: skip


@post("/api/callbacks/{system:str}", status_code=202, tags=["Domain systems"])
async def take_callback(
    request: Request[Any, Any, Any],
    database: Database,
    system: str,
) -> CallbackBody:
    """A domain system reports how work stands: a TM Forum hub event, or a plain document with `externalId` or `id`.

    The sender signs time and body (`X-Trunkline-Timestamp`, `X-Trunkline-Signature`) or shows its bearer token.
    Duplicates, late messages and wrong order do no harm; the very same signed message is taken once.
    """
    body = await request.body()
    if len(body) > _LONGEST:
        raise CallbackUnreadable(f"a callback has at most {_LONGEST} bytes")
    secrets: Secrets = request.app.state.secrets
    now = clock.now()
    async with database.transaction() as tx:
        try:
            known = (await queries.get_domain_system(tx, system)).system
        except UnknownDomainSystem:
            raise CallbackRefused(f"no callbacks are agreed with a system '{system}'") from None
        headers = {name.lower(): value for name, value in request.headers.items()}
        signed = verify(known, secrets, headers=headers, body=body, now=now)
        try:
            message = msgspec.json.decode(body, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise CallbackUnreadable(f"the message is no JSON object: {error}") from None
        task_id = await commands.take_callback(tx, system, message, signature=signed, now=now)
    return CallbackBody(task=None if task_id is None else task_id.number)


routes = [
    list_systems,
    show_system,
    save_system,
    change_system,
    hold_system,
    release_system,
    forecast_system,
    take_callback,
]
