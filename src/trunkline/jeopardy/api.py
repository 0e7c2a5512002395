"""HTTP: what may end too late, who takes care of it, and from when on it counts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get, post, put
from litestar.params import Parameter

from trunkline.access.model import Actor, Permission
from trunkline.jeopardy import commands, queries
from trunkline.jeopardy.model import JeopardyAlert, JeopardyLevel
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import JeopardyAlertId, read_service_order_number, service_order_number


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class AlertBody(_Wire, frozen=True, kw_only=True):
    """A jeopardy alert."""

    number: str
    service_order: str
    subject: str
    cause: str
    level: str
    message: str
    owner: str | None
    raised_at: datetime
    changed_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    note: str | None
    cleared_at: datetime | None
    verbs: list[str]


class AlertsBody(_Wire, frozen=True, kw_only=True):
    """Alerts, the newest first; `total` counts all that are open."""

    items: list[AlertBody]
    total: int


class Acknowledgement(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done about it."""

    note: str | None = None


class ThresholdsBody(_Wire, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """At how many percent of its duration a task has which level; a level that is left out is not used."""

    minor: int | None = None
    major: int | None = None
    critical: int | None = None


def _render(alert: JeopardyAlert, actor: Actor) -> AlertBody:
    open_yet = alert.cleared_at is None and alert.acknowledged_by is None
    return AlertBody(
        number=alert.number,
        service_order=service_order_number(alert.service_order_id),
        subject=alert.subject_number,
        verbs=["acknowledge"] if open_yet and actor.may(Permission.TASK_MANAGE) else [],
        **{name: getattr(alert, name) for name in (
            "cause", "level", "message", "owner", "raised_at", "changed_at", "acknowledged_at", "acknowledged_by",
            "note", "cleared_at")},
    )  # fmt: skip


@get("/api/jeopardyAlerts", tags=["Jeopardy"])
async def list_alerts(
    database: Database,
    actor: Actor,
    order: str | None = None,
    cleared: bool = False,
    limit: Annotated[int, Parameter(ge=1, le=500)] = 100,
) -> AlertsBody:
    """Open alerts, the newest first; of one order with `order`, and then with `cleared` those that are over too."""
    actor.require(Permission.TASK_READ)
    order_id = None if order is None else read_service_order_number(order)
    async with database.reading() as tx:
        alerts = await queries.list_alerts(tx, service_order_id=order_id, cleared=cleared, limit=limit)
        total = await queries.count_alerts(tx) if order_id is None else len(alerts)
    return AlertsBody(items=[_render(alert, actor) for alert in alerts], total=total)


@post("/api/jeopardyAlerts/{number:str}/acknowledge", tags=["Jeopardy"], status_code=200)
async def acknowledge_alert(number: str, data: Acknowledgement, database: Database, actor: Actor) -> AlertBody:
    """Says that somebody takes care of it; when the level rises, the alert is new again."""
    alert_id = JeopardyAlertId.read(number)
    async with database.transaction() as tx:
        alert = await commands.acknowledge_alert(
            tx, alert_id.service_order_id, alert_id.n, note=data.note, by=actor, now=clock.now()
        )
    return _render(alert, actor)


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


routes = [list_alerts, acknowledge_alert, show_thresholds, save_thresholds]
