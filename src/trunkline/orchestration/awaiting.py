"""Wait tasks: begun by the worker, ended by time, by an outside event or by a value; out of time they go on or fall out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.catalog.model import Catalog, Characteristic, TaskSpecification, WaitTimeout
from trunkline.catalog.queries import load_catalog
from trunkline.catalog.scope import Scope
from trunkline.events import history
from trunkline.kit.db import Row, Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import ServiceOrderId, TaskId, service_order_number
from trunkline.orchestration import store, wait_store
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.errors import EventUnclear, UnknownTask
from trunkline.orchestration.events import AutomatedTaskExhausted, OutsideEventReported
from trunkline.orchestration.progress import apply, step
from trunkline.orchestration.waits import WaitVerdict, judge_wait
from trunkline.work.commands import add_timed_work, add_work
from trunkline.work.model import WorkKind

LONGEST_EVENT = 100


async def look_at_waits(tx: Tx, subjects: Sequence[tuple[int, int]], *, now: datetime) -> None:
    """Ends those of these wait tasks whose time, event or value has come, and looks at the others again later.

    One that is out of time goes on, or becomes a fallout, as its specification says. The caller holds the orders' locks.
    """
    rows = await wait_store.read_waits(tx, subjects) if subjects else []
    if not rows:
        return
    calendars = await load_calendars(tx)
    revisions = {row["catalog_revision"] for row in rows if row["plan_specification"] is not None}
    catalogs = {revision: await load_catalog(tx, revision) for revision in sorted(revisions)}
    over, later, facts = [], [], []
    for row in rows:
        catalog = catalogs.get(row["catalog_revision"])
        pattern = _pattern(row, catalog)
        if catalog is None or pattern is None or pattern.wait is None:
            over.append(TaskId(row["service_order_id"], row["n"]))
            continue
        verdict = judge_wait(
            pattern.wait,
            since=row["since"],
            situation=_situation(row),
            dates=row["dates"],
            reported=pattern.wait.event in row["reported"],
            tables=catalog.tables,
            calendar=calendars.get(row["calendar"]),
            now=now,
        )
        if verdict.over or (verdict.out_of_time and pattern.wait.on_timeout is WaitTimeout.GO_ON):
            over.append(TaskId(row["service_order_id"], row["n"]))
        elif verdict.out_of_time:
            facts.append(_exhausted(row, pattern, verdict, now=now))
        else:
            later.append((row, verdict))
    tasks = await store.list_tasks(tx, over)
    await apply(tx, [step(task, "complete") for task in tasks], by="system", now=now)
    await history.record_all(tx, facts)
    if later:
        keys = [(row["service_order_id"], row["n"]) for row, _ in later]
        await wait_store.say_what_is_awaited(
            tx, [key[0] for key in keys], [key[1] for key in keys], [verdict.what for _, verdict in later]
        )
        await add_timed_work(tx, WorkKind.RELEASE_TASK, keys, [verdict.look_at for _, verdict in later])


def _pattern(row: Row, catalog: Catalog | None) -> TaskSpecification | None:
    plan = None if catalog is None else catalog.plans.get((row["plan_specification"] or "").rpartition("@")[0])
    return next((pattern for pattern in plan.tasks if pattern.key == row["key"]), None) if plan is not None else None


def _situation(row: Row) -> Scope:
    held = msgspec.convert(row["characteristics"], dict[str, Characteristic])
    place = row["place"][0] if isinstance(row["place"], list) and row["place"] else row["place"]
    return Scope(
        values={name: known.value for name, known in held.items() if known.value is not None},
        action=row["action"],
        place=place if isinstance(place, dict) else {},
    )


def _exhausted(row: Row, pattern: TaskSpecification, verdict: WaitVerdict, *, now: datetime) -> AutomatedTaskExhausted:
    return AutomatedTaskExhausted(
        service_order_id=ServiceOrderId(row["service_order_id"]), n=row["n"], attempt=row["attempts"],
        error_class="timeout", message=verdict.what, exchange=None, fallout_type=pattern.fallout_type,
        assignment_group=row["assignment_group"], by="system", at=now,
    )  # fmt: skip


async def notice_values_of_waits(tx: Tx, domain_orders: Collection[tuple[int, int]], *, now: datetime) -> None:
    """Values of these domain orders changed: their waits are looked at. The caller holds the orders' locks."""
    waits = await wait_store.find_waits_of(tx, domain_orders) if domain_orders else []
    await add_work(tx, WorkKind.RELEASE_TASK, waits, due_at=now)


async def report_event(
    tx: Tx, order_id: ServiceOrderId, event: str, *, task_id: TaskId | None, by: Actor, now: datetime
) -> int:
    """An outside event has come for an order, or for one task of it; answers how many waits are looked at for it.

    It is kept: a wait that begins later finds that it has come already. Told twice it counts once. Needs
    `event:report`; raises EventUnclear, UnknownTask.
    """
    by.require(Permission.EVENT_REPORT)
    name = event.strip()
    if not name or len(name) > LONGEST_EVENT:
        what, action = "the event has no name, or a long one", f"give the name, of at most {LONGEST_EVENT} characters"
        raise EventUnclear(f"{what}; {action}", problems=[Problem(field="event", what=what, action=action)])
    if task_id is not None and task_id.service_order_id != order_id:
        what, action = f"{task_id.number} is no task of this order", "name a task of the order, or none"
        raise EventUnclear(f"{what}; {action}", problems=[Problem(field="task", what=what, action=action)])
    await store.lock_orders(tx, [order_id])
    if task_id is not None:
        await store.get_task(tx, task_id)
    elif not await wait_store.is_order(tx, order_id):
        raise UnknownTask(f"there is no service order {service_order_number(order_id)}")
    n = 0 if task_id is None else task_id.n
    if await wait_store.keep_event(tx, order_id, task_n=n, event=name, reported_by=by.name, now=now):
        await history.record(
            tx, OutsideEventReported(service_order_id=order_id, event=name, task=n or None, by=by.name, at=now)
        )
    waits = await wait_store.list_waits(tx, order_id, n)
    await look_at_waits(tx, waits, now=now)
    return len(waits)
