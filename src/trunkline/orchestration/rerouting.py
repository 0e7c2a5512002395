"""Rerouting a failed task: another executor or domain system does it, after what the first may have done is undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.catalog.model import TaskSpecification
from trunkline.catalog.model_plans import USUAL, routed
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem
from trunkline.kit.ids import DomainOrderId, TaskId
from trunkline.orchestration import round_store, store, taking_back_store
from trunkline.orchestration.commands import retry_task
from trunkline.orchestration.errors import RerouteRefused
from trunkline.orchestration.events import TaskRerouted
from trunkline.orchestration.patterns import find_pattern
from trunkline.orchestration.rolling_back import preview_roll_back, roll_back_task
from trunkline.orchestration.taking_back import AfterUndo, TakingBack


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """One way to have a task done. `name` is `usual` for the way that its task specification itself says."""

    name: str
    executor: str
    system: str | None
    current: bool


class Rerouting(msgspec.Struct, frozen=True, kw_only=True):
    """What rerouting would do now: all ways, and what is undone first; with obstacles nothing is written."""

    ways: tuple[Way, ...]
    undoing: TakingBack
    obstacles: tuple[Problem, ...]


def ways_of(usual: TaskSpecification, current: str | None) -> tuple[Way, ...]:
    """Every way of a task specification, the usual one first."""
    return tuple(
        Way(name=name, executor=way.executor, system=way.system, current=name == (current or USUAL))
        for name, way in [(USUAL, usual), *((each.name, routed(usual, each.name)) for each in usual.alternatives)]
    )  # fmt: skip


def _without_way(task_id: TaskId, ways: Sequence[Way], to: str) -> list[Problem]:
    known = {way.name for way in ways if not way.current}
    if to in known:
        return []
    said = f"use one of: {', '.join(sorted(known))}" if known else "give it alternatives in the catalog"
    return [Problem(item=task_id.number, field="route", what=f"it has no other way '{to}'", action=said)]


def other_way(task_id: TaskId, ways: Sequence[Way], to: str) -> Way:
    """The way `to` of a task for which nothing has to be undone before; raises RerouteRefused when it has none."""
    _refuse(task_id, _without_way(task_id, ways, to))
    return next(each for each in ways if each.name == to)


def _refuse(task_id: TaskId, obstacles: Sequence[Problem]) -> None:
    if obstacles:
        first = obstacles[0]
        raise RerouteRefused(
            f"{task_id.number} cannot be rerouted: {first.what}; {first.action}", problems=list(obstacles)
        )


async def list_ways(tx: Tx, task_id: TaskId) -> tuple[Way, ...]:
    """The ways that a task may go; none when its task specification has no alternatives. Raises UnknownTask."""
    task = await store.get_task(tx, task_id)
    domain_order = await store.get_domain_order(tx, DomainOrderId(task_id.service_order_id, task.domain_order_n))
    pattern = await find_pattern(tx, task, domain_order)
    if pattern is None or not pattern.alternatives:
        return ()
    return ways_of(pattern, await taking_back_store.find_route(tx, task_id.service_order_id, task_id.n))


async def preview_reroute(tx: Tx, task_id: TaskId, *, to: str | None = None) -> Rerouting:
    """What rerouting this task would do now; with `to` also what stands against that way. Nothing is written.

    Raises UnknownTask, NoPlanYet.
    """
    ways = await list_ways(tx, task_id)
    decision = await preview_roll_back(tx, task_id, back_to=None, then=AfterUndo.AGAIN)
    done_something = bool(decision.steps) or decision.in_the_way
    obstacles = list(decision.obstacles) if done_something else []
    if to is not None:
        obstacles += _without_way(task_id, ways, to)
    undoing = decision if decision.steps else TakingBack()
    return Rerouting(ways=ways, undoing=undoing, obstacles=tuple(obstacles))


async def reroute_task(tx: Tx, task_id: TaskId, *, to: str, reason: str, by: str, now: datetime) -> Rerouting:
    """Has a held task done another way (FAL-07). What the first way may have done is undone before; the new one is
    asked under a key of its own.

    The caller holds the order's lock and has checked the right. Raises RerouteRefused with everything that stands
    against it, MoveRefused when the task is not held.
    """
    decided = await preview_reroute(tx, task_id, to=to)
    _refuse(task_id, decided.obstacles)
    order_id = task_id.service_order_id
    way = next(each for each in decided.ways if each.name == to)
    before = next(each.name for each in decided.ways if each.current)
    undone = bool(decided.undoing.steps)
    if undone:  # its undo task goes the way that the work went
        await roll_back_task(tx, task_id, back_to=None, then=AfterUndo.AGAIN, reason=reason, by=by, now=now)
    else:
        await round_store.begin_rounds(tx, [task_id])
    route = None if to == USUAL else to
    await taking_back_store.set_routes(tx, order_id, [(task_id.n, route, way.executor)])
    await history.record(
        tx,
        TaskRerouted(
            service_order_id=order_id, n=task_id.n, before=before, after=to, executor=way.executor, system=way.system,
            undone=undone, reason=reason, by=by, at=now),
    )  # fmt: skip
    if not undone:
        await retry_task(tx, task_id, by=by, now=now)
    return decided
