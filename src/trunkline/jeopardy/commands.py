"""Raising, clearing and acknowledging jeopardy alerts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.access.queries import find_group, find_user
from trunkline.events import history
from trunkline.jeopardy import policy_store, store
from trunkline.jeopardy.errors import AlertAcknowledged, AlertCleared, ThresholdsInvalid, UnknownAlert, UnknownOwner
from trunkline.jeopardy.events import JeopardyAcknowledged, JeopardyLevelChanged, JeopardyOwned, JeopardyThresholdsSaved
from trunkline.jeopardy.model import Danger, JeopardyAlert, JeopardyCause, JeopardyLevel, JeopardySubject, read_clock
from trunkline.jeopardy.policies import thresholds_of
from trunkline.kit.db import Row, Tx
from trunkline.kit.ids import ServiceOrderId
from trunkline.orchestration.calendars import load_calendars
from trunkline.orchestration.queries import read_pauses

_BATCH = 1_000


async def watch_clocks(tx: Tx, now: datetime) -> int:
    """Raises alerts of people's tasks that reached the next share of their duration; answers how many it looked at.

    Only tasks whose time has come are read. The clock of what is held stands; it is looked at again at its release.
    """
    rows = await store.due_clocks(tx, now=now, limit=_BATCH)
    if not rows:
        return 0
    usual, calendars = await store.read_thresholds(tx), await load_calendars(tx)
    policies = await policy_store.read_policies(tx)
    dangers: list[Danger] = []
    clocks: list[tuple[int, int, datetime | None, bool, datetime | None]] = []
    pauses = await read_pauses(tx, [(row["service_order_id"], row["n"]) for row in rows])
    for row in rows:
        key, length = (row["service_order_id"], row["n"]), row["duration"]
        calendar = None if row["calendar"] is None else calendars.get(row["calendar"])
        thresholds = thresholds_of(
            policies, usual, specification=row["specification_id"], group=row["assignment_group"], task=row["key"]
        )
        if not length or row["since"] is None or thresholds is None:
            clocks.append((*key, now, True, None))
            continue
        clock = read_clock(row["since"], length, thresholds, pauses.get(key, []), calendar, now=now)
        clocks.append((*key, clock.following or now, clock.following is None, clock.due_at))
        if clock.level is not None:
            dangers.append(
                Danger(
                    service_order_id=row["service_order_id"], subject=JeopardySubject.TASK, subject_n=row["n"],
                    cause=JeopardyCause.DURATION, level=clock.level, owner=row["assignee"] or row["assignment_group"],
                    message=f"'{row['name']}' has used {thresholds[clock.level]} % of its time",
                )
            )  # fmt: skip
    await store.set_clocks(tx, clocks)
    await raise_dangers(tx, dangers, now=now)
    return len(rows) if len(rows) >= _BATCH else 0


async def watch_due_dates(tx: Tx, now: datetime) -> int:
    """Raises alerts of orders reckoned to end too late, though nothing may be late yet; clears what is over."""
    rows = await store.orders_at_risk(tx, limit=_BATCH)
    dangers = [
        Danger(
            service_order_id=row["id"], subject=JeopardySubject.SERVICE_ORDER, subject_n=0,
            cause=JeopardyCause.DUE_DATE, owner=None,
            level=JeopardyLevel.CRITICAL if row["due_at"] <= now else JeopardyLevel.MAJOR,
            message=f"reckoned to end at {row['estimated_end_at']:%Y-%m-%d %H:%M} UTC, after {row['due_at']:%Y-%m-%d %H:%M}",
        )
        for row in rows
    ]  # fmt: skip
    await raise_dangers(tx, dangers, now=now)
    cleared = await store.clear_alerts(tx, now=now)
    await history.record_all(tx, [changed(row, before=row["level"], after=None, now=now) for row in cleared])
    return len(rows) if len(rows) >= _BATCH else 0


async def raise_dangers(tx: Tx, dangers: Sequence[Danger], *, now: datetime) -> None:
    """Opens alerts or changes their levels, and records each change."""
    if not dangers:
        return
    rows: Iterable[Row] = await store.raise_alerts(tx, dangers, now=now)
    await history.record_all(tx, [changed(row, before=row["before"], after=row["level"], now=now) for row in rows])


async def clear_dangers(tx: Tx, ended: Sequence[tuple[int, JeopardySubject, int, str]], *, now: datetime) -> None:
    """What agreements `(order, subject, number, name)` warned of is over: their alerts are closed, and that is recorded."""
    if ended:
        rows: Iterable[Row] = await store.clear_agreements(tx, ended, now=now)
        await history.record_all(tx, [changed(row, before=row["level"], after=None, now=now) for row in rows])


def changed(row: Row, *, before: str | None, after: str | None, now: datetime) -> JeopardyLevelChanged:
    """What is told of a change of an alert."""
    return JeopardyLevelChanged(
        service_order_id=ServiceOrderId(row["service_order_id"]),
        n=row["n"],
        subject=JeopardySubject(row["subject"]),
        subject_n=row["subject_n"],
        cause=JeopardyCause(row["cause"]),
        before=None if before is None else JeopardyLevel(before),
        after=None if after is None else JeopardyLevel(after),
        message=row["message"],
        by="system",
        at=now,
    )


async def acknowledge_alert(
    tx: Tx, service_order_id: ServiceOrderId, n: int, *, note: str | None = None, by: Actor, now: datetime
) -> JeopardyAlert:
    """Somebody saw the alert and takes care of it. Needs `task:manage`; raises UnknownAlert, AlertAcknowledged."""
    by.require(Permission.TASK_MANAGE)
    alert = await store.lock_alert(tx, service_order_id, n)
    if alert is None:
        raise UnknownAlert(f"there is no jeopardy alert JEO-{service_order_id:06d}-{n}")
    if alert.acknowledged_by is not None or alert.cleared_at is not None:
        who = f"acknowledged by {alert.acknowledged_by}" if alert.acknowledged_by else "cleared"
        raise AlertAcknowledged(f"{alert.number} is {who} already; nothing is left to do")
    await store.save_acknowledgement(tx, alert, by=by.name, note=note, now=now)
    await history.record(
        tx, JeopardyAcknowledged(service_order_id=service_order_id, n=n, note=note, by=by.name, at=now)
    )
    saved = await store.lock_alert(tx, service_order_id, n)
    return saved or alert


async def own_alert(
    tx: Tx, service_order_id: ServiceOrderId, n: int, *, owner: str | None, by: Actor, now: datetime
) -> JeopardyAlert:
    """Makes a person or an assignment group the owner of an alert, or nobody (None).

    To take what nobody owns needs `task:work`, anything else `task:manage`.
    Raises UnknownAlert, AlertCleared, UnknownOwner.
    """
    by.require(Permission.TASK_WORK if owner == by.name else Permission.TASK_MANAGE)
    alert = await store.lock_alert(tx, service_order_id, n)
    if alert is None:
        raise UnknownAlert(f"there is no jeopardy alert JEO-{service_order_id:06d}-{n}")
    if owner == by.name and alert.owner not in (None, *by.groups, by.name):
        by.require(Permission.TASK_MANAGE)
    if alert.cleared_at is not None:
        raise AlertCleared(f"{alert.number} is over since {alert.cleared_at:%Y-%m-%d %H:%M} UTC")
    if owner is not None and owner != by.name:
        user = await find_user(tx, owner)
        if (user is None or not user.active) and await find_group(tx, owner) is None:
            raise UnknownOwner(f"there is no active user and no assignment group '{owner}'; choose an existing one")
    if owner == alert.owner:
        return alert
    await store.save_owner(tx, alert, owner=owner)
    await history.record(
        tx,
        JeopardyOwned(service_order_id=service_order_id, n=n, before=alert.owner, after=owner, by=by.name, at=now),
    )
    return msgspec.structs.replace(alert, owner=owner)


async def save_thresholds(tx: Tx, shares: dict[JeopardyLevel, int], *, by: Actor, now: datetime) -> None:
    """Sets at how many percent of its duration a task has which level; all clocks are reckoned anew.

    Needs `catalog:design`; raises ThresholdsInvalid when they do not grow with their levels.
    """
    by.require(Permission.CATALOG_DESIGN)
    found = [shares[level] for level in JeopardyLevel if level in shares]
    if not found or found != sorted(set(found)) or not all(1 <= share <= 1000 for share in found):
        raise ThresholdsInvalid("give at least one level, each 1 to 1000 percent, more for a higher level")
    await store.save_thresholds(tx, shares)
    await history.record(
        tx, JeopardyThresholdsSaved(shares={k.value: v for k, v in shares.items()}, by=by.name, at=now)
    )
