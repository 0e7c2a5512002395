"""HTTP: what may end too late, who takes care of it, and from when on it counts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post, put
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.jeopardy import api_policies, api_prediction, commands, queries
from trunkline.jeopardy.model import JeopardyAlert, JeopardyCause, JeopardyLevel, JeopardySubject
from trunkline.jeopardy.queries import AlertFilter, AlertView
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import JeopardyAlertId, TaskId, read_service_order_number, service_order_number
from trunkline.kit.tmf import decode_cursor, encode_cursor


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class AlertBody(_Wire, frozen=True, kw_only=True):
    """A jeopardy alert."""

    number: str
    service_order: str
    subject: str
    subject_name: str | None
    customer_name: str | None
    due_at: datetime | None
    cause: JeopardyCause
    level: JeopardyLevel
    message: str
    owner: str | None
    raised_at: datetime
    changed_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    note: str | None
    cleared_at: datetime | None
    agreement: str | None
    verbs: list[str]


class AlertsBody(_Wire, frozen=True, kw_only=True):
    """Alerts, the newest first; `total` and `by_level` count all that the filters let through."""

    items: list[AlertBody]
    total: int
    by_level: dict[JeopardyLevel, int]
    next: str | None


class Acknowledgement(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done about it."""

    note: str | None = None


class ThresholdsBody(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At how many percent of its duration a task has which level; a level that is left out is not used."""

    minor: int | None = None
    major: int | None = None
    critical: int | None = None


class NewOwner(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A user name or an assignment group; "" is nobody, left out it is the caller."""

    owner: str | None = None


def _verbs(alert: JeopardyAlert, actor: Actor) -> list[str]:
    """What the caller may do with it now."""
    verbs: list[str] = []
    if alert.cleared_at is not None:
        return verbs
    manages = actor.may(Permission.TASK_MANAGE)
    if manages and alert.acknowledged_by is None:
        verbs.append("acknowledge")
    takes = actor.may(Permission.TASK_WORK) and (manages or alert.owner in (None, *actor.groups))
    if takes and alert.owner != actor.name:
        verbs.append("take")
    return [*verbs, "own"] if manages else verbs


def _render(view: AlertView, actor: Actor) -> AlertBody:
    alert = view.alert
    return AlertBody(
        number=alert.number,
        service_order=service_order_number(alert.service_order_id),
        subject=alert.subject_number,
        subject_name=view.subject_name,
        customer_name=view.customer_name,
        due_at=view.due_at,
        verbs=_verbs(alert, actor),
        **{name: getattr(alert, name) for name in (
            "cause", "level", "message", "owner", "raised_at", "changed_at", "acknowledged_at", "acknowledged_by",
            "note", "cleared_at", "agreement")},
    )  # fmt: skip


@get("/api/jeopardyAlerts", tags=["Jeopardy"])
async def list_alerts(
    database: Database,
    actor: Actor,
    order: str | None = None,
    task: str | None = None,
    level: list[JeopardyLevel] | None = None,
    cause: JeopardyCause | None = None,
    owner: str | None = None,
    mine: bool = False,
    unowned: bool = False,
    acknowledged: bool | None = None,
    cleared: bool = False,
    limit: Annotated[int, Parameter(ge=1, le=500)] = 100,
    after: str | None = None,
) -> AlertsBody:
    """Open alerts, the newest first; of one order with `order`, and then with `cleared` those that are over too."""
    actor.require(Permission.TASK_READ)
    task_id = None if task is None else TaskId.read(task)
    order_id = None if order is None else read_service_order_number(order)
    wanted = AlertFilter(
        service_order_id=order_id if task_id is None else task_id.service_order_id,
        subject=None if task_id is None else JeopardySubject.TASK,
        subject_n=None if task_id is None else task_id.n,
        levels=frozenset(level) if level else None,
        cause=cause,
        owner=actor.name if mine else owner,
        unowned=unowned,
        acknowledged=acknowledged,
        cleared=cleared,
    )
    key = decode_cursor(after, tuple[datetime, int, int]) if after else None
    async with database.reading() as tx:
        views = await queries.list_alerts(tx, wanted, limit=limit + 1, after=key)
        levels = await queries.count_levels(tx, wanted)
    more, views = len(views) > limit, views[:limit]
    last = views[-1].alert if more else None
    return AlertsBody(
        items=[_render(view, actor) for view in views],
        total=sum(levels.values()),
        by_level=levels,
        next=encode_cursor((last.raised_at, last.service_order_id, last.n)) if last else None,
    )


async def _show(database: Database, alert: JeopardyAlert, actor: Actor) -> AlertBody:
    async with database.reading() as tx:
        wanted = AlertFilter(service_order_id=alert.service_order_id, n=alert.n, cleared=True)
        (view,) = await queries.list_alerts(tx, wanted)
    return _render(view, actor)


@post("/api/jeopardyAlerts/{number:str}/acknowledge", tags=["Jeopardy"], status_code=200)
async def acknowledge_alert(number: str, data: Acknowledgement, database: Database, actor: Actor) -> AlertBody:
    """Says that somebody takes care of it; when the level rises, the alert is new again."""
    alert_id = JeopardyAlertId.read(number)
    async with database.transaction() as tx:
        alert = await commands.acknowledge_alert(
            tx, alert_id.service_order_id, alert_id.n, note=data.note, by=actor, now=clock.now()
        )
    return await _show(database, alert, actor)


@post("/api/jeopardyAlerts/{number:str}/own", tags=["Jeopardy"], status_code=200)
async def own_alert(number: str, data: NewOwner, database: Database, actor: Actor) -> AlertBody:
    """Makes a person or a group the owner; without an owner in the body the caller takes it."""
    alert_id = JeopardyAlertId.read(number)
    owner = actor.name if data.owner is None else data.owner or None
    async with database.transaction() as tx:
        alert = await commands.own_alert(
            tx, alert_id.service_order_id, alert_id.n, owner=owner, by=actor, now=clock.now()
        )
    return await _show(database, alert, actor)


async def _thresholds(database: Database) -> ThresholdsBody:
    async with database.reading() as tx:
        found = await queries.read_thresholds(tx)
    return ThresholdsBody(**{level.value: share for level, share in found.items()})


@get("/api/jeopardyThresholds", tags=["Jeopardy"])
async def show_thresholds(database: Database, actor: Actor) -> ThresholdsBody:
    """At how many percent of its duration a task has which level."""
    actor.require(Permission.TASK_READ)
    return await _thresholds(database)


@put("/api/jeopardyThresholds", tags=["Jeopardy"])
async def save_thresholds(data: ThresholdsBody, database: Database, actor: Actor) -> ThresholdsBody:
    """Sets them; every open task is looked at anew."""
    given = {JeopardyLevel.MINOR: data.minor, JeopardyLevel.MAJOR: data.major, JeopardyLevel.CRITICAL: data.critical}
    async with database.transaction() as tx:
        await commands.save_thresholds(
            tx, {level: share for level, share in given.items() if share is not None}, by=actor, now=clock.now()
        )
    return await _thresholds(database)


routes = [list_alerts, acknowledge_alert, own_alert, show_thresholds, save_thresholds, *api_policies.routes,
          *api_prediction.routes]  # fmt: skip
