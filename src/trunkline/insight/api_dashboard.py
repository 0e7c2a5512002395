"""HTTP: the dashboard's numbers, each with what the list behind it must be asked; the machine's work, line by line."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import get
from litestar.params import QueryParameter

from trunkline.access.model import Actor, Permission
from trunkline.insight.dashboard import Cell, Lengths, Percentiles, Period, age_edges, read_period
from trunkline.insight.dashboard_queries import read_dashboard
from trunkline.jeopardy.model import JeopardyLevel
from trunkline.jeopardy.queries import count_levels
from trunkline.kit import clock
from trunkline.kit.db import Database
from trunkline.kit.ids import ServiceOrderId, service_order_number
from trunkline.kit.tmf import decode_cursor, encode_cursor
from trunkline.work.heartbeats import WorkFilter, WorkLine
from trunkline.work.queries import count_listed, count_work, list_work, list_workers


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class StepBody(_Wire, frozen=True, kw_only=True):
    """What was completed in one step of the period, and in the step of the period before that has its place."""

    since: datetime
    until: datetime
    orders: int
    tasks: int
    before_since: datetime
    before_until: datetime
    orders_before: int
    tasks_before: int


class PercentilesBody(_Wire, frozen=True, kw_only=True):
    """Seconds within which half, nine of ten and nineteen of twenty were over; null when there were none."""

    count: int
    p50: float | None
    p90: float | None
    p95: float | None


class LengthsBody(_Wire, frozen=True, kw_only=True):
    """How long things lasted that ended in the period, and in the one before."""

    now: PercentilesBody
    before: PercentilesBody


class AgeBody(_Wire, frozen=True, kw_only=True):
    """An age as the stretch of time in which things of that age began; null is without end."""

    name: str
    since: datetime | None
    until: datetime | None


class CellBody(_Wire, frozen=True, kw_only=True):
    """How many are in a state and of an age; the age is null for tasks that wait for others."""

    state: str
    age: str | None
    count: int


class QueueBody(_Wire, frozen=True, kw_only=True):
    """A group's to-do list; the group is null for tasks of no group."""

    group: str | None
    tasks: int
    oldest: datetime | None
    oldest_task: str | None


class WorkerBody(_Wire, frozen=True, kw_only=True):
    """A worker; `late` when it was not heard of for too long."""

    name: str
    started_at: datetime
    seen_at: datetime
    in_hand: int
    held: int
    late: bool


class WorkCountBody(_Wire, frozen=True, kw_only=True):
    """The machine's work of one kind; `stuck` is due for more than five minutes, `oldest` when the longest due was due."""

    kind: str
    total: int
    held: int
    overdue: int
    stuck: int
    failing: int
    oldest: datetime | None


class DashboardBody(_Wire, frozen=True, kw_only=True):
    """Every number, of one moment (`at`). What is open is so at that moment; all else is of the period and of the one
    of the same length before it. Fallout rates are fallouts raised for each hundred tasks completed."""

    at: datetime
    since: datetime
    until: datetime
    before: datetime
    steps: list[StepBody]
    orders_completed: int
    orders_completed_before: int
    tasks_completed: int
    tasks_completed_before: int
    order_lead_time: LengthsBody
    task_lead_time: LengthsBody
    ages: list[AgeBody]
    open_orders: list[CellBody]
    open_tasks: list[CellBody]
    open_fallouts: list[CellBody]
    fallouts_raised: int
    fallouts_raised_before: int
    fallout_rate: float | None
    fallout_rate_before: float | None
    time_to_mend: LengthsBody
    jeopardy: dict[JeopardyLevel, int]
    queues: list[QueueBody]
    workers: list[WorkerBody]
    work: list[WorkCountBody]


class WorkLineBody(_Wire, frozen=True, kw_only=True):
    """A piece of machine work."""

    kind: str
    service_order: str
    n: int
    due_at: datetime
    worker: str | None
    attempt: int
    last_error: str | None


class WorkBody(_Wire, frozen=True, kw_only=True):
    """A stretch of the machine's to-do list."""

    items: list[WorkLineBody]
    total: int
    next: str | None


def _percentiles(found: Percentiles) -> PercentilesBody:
    return msgspec.convert(found, PercentilesBody, from_attributes=True)


def _lengths(found: Lengths) -> LengthsBody:
    return LengthsBody(now=_percentiles(found.now), before=_percentiles(found.before))


def _cells(found: list[Cell]) -> list[CellBody]:
    return msgspec.convert(found, list[CellBody], from_attributes=True)


def _rate(fallouts: int, tasks: int) -> float | None:
    return 100 * fallouts / tasks if tasks else None


def _steps(period: Period, orders: tuple[list[int], list[int]], tasks: tuple[list[int], list[int]]) -> list[StepBody]:
    return [
        StepBody(
            since=here[0], until=here[1], orders=orders[0][n], tasks=tasks[0][n], before_since=before[0],
            before_until=before[1], orders_before=orders[1][n], tasks_before=tasks[1][n],
        )
        for n, (here, before) in enumerate(zip(period.edges(period.since), period.edges(period.before), strict=True))
    ]  # fmt: skip


@get("/api/dashboard", tags=["Dashboard"])
async def show_dashboard(
    database: Database,
    actor: Actor,
    since: Annotated[datetime | None, QueryParameter(name="from")] = None,
    until: Annotated[datetime | None, QueryParameter(name="to")] = None,
) -> DashboardBody:
    """Throughput, lead times, what is open by state and age, fallouts, jeopardy, queues and workers.

    Of the last seven days up to now unless a period is named; by the hour up to three days, else by the day.
    """
    for right in (Permission.ORDER_READ, Permission.TASK_READ, Permission.FALLOUT_READ):
        actor.require(right)
    now = clock.now()
    at = now.replace(microsecond=0)
    period = read_period(since, until, now=now)
    async with database.reading() as tx:
        found = await read_dashboard(tx, period, now=at)
        levels = await count_levels(tx)
        workers = await list_workers(tx, now=now)
        work = await count_work(tx, now=now)
    orders, orders_before = (sum(part) for part in found.orders_completed)
    tasks, tasks_before = (sum(part) for part in found.tasks_completed)
    raised = found.fallouts_raised
    return DashboardBody(
        at=at,
        since=period.since,
        until=period.until,
        before=period.before,
        steps=_steps(period, found.orders_completed, found.tasks_completed),
        orders_completed=orders,
        orders_completed_before=orders_before,
        tasks_completed=tasks,
        tasks_completed_before=tasks_before,
        order_lead_time=_lengths(found.order_lead_time),
        task_lead_time=_lengths(found.task_lead_time),
        ages=[AgeBody(name=name, since=since, until=until) for name, since, until in age_edges(at)],
        open_orders=_cells(found.open_orders),
        open_tasks=_cells(found.open_tasks),
        open_fallouts=_cells(found.open_fallouts),
        fallouts_raised=raised.now,
        fallouts_raised_before=raised.before,
        fallout_rate=_rate(raised.now, tasks),
        fallout_rate_before=_rate(raised.before, tasks_before),
        time_to_mend=_lengths(found.time_to_mend),
        jeopardy=levels,
        queues=msgspec.convert(found.queues, list[QueueBody], from_attributes=True),
        workers=msgspec.convert(workers, list[WorkerBody], from_attributes=True),
        work=msgspec.convert(work, list[WorkCountBody], from_attributes=True),
    )


def _render_work(line: WorkLine) -> WorkLineBody:
    return WorkLineBody(
        service_order=service_order_number(ServiceOrderId(line.service_order_id)),
        **{name: getattr(line, name) for name in ("kind", "n", "due_at", "worker", "attempt", "last_error")},
    )


@get("/api/work", tags=["Dashboard"])
async def list_machine_work(
    database: Database,
    actor: Actor,
    kind: str | None = None,
    worker: str | None = None,
    held: bool = False,
    overdue: bool = False,
    stuck: bool = False,
    failing: bool = False,
    limit: Annotated[int, QueryParameter(ge=1, le=200)] = 50,
    after: str | None = None,
) -> WorkBody:
    """The machine's to-do list, what is due first at the head: what a worker holds, what is due, what nobody takes."""
    actor.require(Permission.TASK_READ)
    wanted = WorkFilter(kind=kind, worker=worker, held=held, overdue=overdue, stuck=stuck, failing=failing)
    key = decode_cursor(after, tuple[datetime, int, int, str]) if after else None
    now = clock.now()
    async with database.reading() as tx:
        lines = await list_work(tx, wanted, now=now, limit=limit + 1, after=key)
        total = await count_listed(tx, wanted, now=now)
    more, lines = len(lines) > limit, lines[:limit]
    last = lines[-1] if more else None
    return WorkBody(
        items=[_render_work(line) for line in lines],
        total=total,
        next=encode_cursor((last.due_at, last.service_order_id, last.n, last.kind)) if last else None,
    )


dashboard_routes = [show_dashboard, list_machine_work]
