"""One remedy for many held tasks: each is judged by itself as when it is the only one, then all move in a few
statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from trunkline.catalog.model import Characteristic, PlanSpecification, Specification, TaskSpecification
from trunkline.catalog.model_plans import USUAL
from trunkline.catalog.queries import find_specifications, get_plan_specification, load_catalog
from trunkline.events import history
from trunkline.kit.db import Tx
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import TaskId
from trunkline.orchestration import mending_store, progress_store, round_store, store, worklist_store
from trunkline.orchestration.commands import asked_fields, filled, retry_tasks
from trunkline.orchestration.events import TaskRerouted, TaskValuesSet
from trunkline.orchestration.model import DomainOrder, Task
from trunkline.orchestration.needing import LaterTask, needed_outputs
from trunkline.orchestration.patterns import pattern_in, pattern_of
from trunkline.orchestration.progress import apply, moves_of, step
from trunkline.orchestration.progress_store import TaskMove
from trunkline.orchestration.rerouting import other_way, ways_of
from trunkline.orchestration.retesting import pass_tests, refuse_not_passed, refuse_skipping
from trunkline.orchestration.revaluing import notice_values
from trunkline.orchestration.revising import notice_changes
from trunkline.orchestration.standing_in import refuse_missing

_Key = tuple[int, int]  # order, domain order n


class Mend(StrEnum):
    """What is done to a held task."""

    RETRY = "retry"
    CORRECT = "correct"  # values, then again
    COMPLETE = "complete"  # it was done outside
    SKIP = "skip"
    GIVE_UP = "giveUp"
    REROUTE = "reroute"  # another way, where nothing has to be undone before


class Mending(msgspec.Struct, frozen=True, kw_only=True):
    """A remedy and what it needs, the same for all tasks; `to` is the way of a reroute."""

    mend: Mend
    values: Mapping[str, object] = {}
    to: str = ""


class MendedTasks:
    """What a remedy would do to tasks: `refusals` says which it cannot and why, `left` which have to be done one by one.

    Tasks of one order must not depend on each other nor share a domain order when the remedy writes values.
    """

    def __init__(self, mending: Mending, tasks: Sequence[Task]) -> None:
        self._mending = mending
        self._tasks = tasks
        self.accepted: list[Task] = []
        self.refusals: dict[TaskId, TrunklineError] = {}
        self.left: set[TaskId] = set()
        self._orders: dict[_Key, DomainOrder] = {}
        self._held: dict[_Key, dict[str, object]] = {}
        self._plans: dict[str, PlanSpecification] = {}
        self._specifications: dict[tuple[str, int], Specification] = {}
        self._needed: dict[TaskId, dict[str, list[str]]] = {}
        self._later: dict[TaskId, list[Task]] = {}
        self._untouched: dict[tuple[int, int], str | None] = {}
        self._moves: list[tuple[Task, TaskMove]] = []
        self._passed: list[TaskId] = []
        self._changed: dict[TaskId, tuple[dict[str, object], dict[str, object]]] = {}  # values, and those before
        self._ways: list[tuple[Task, str, str, str, str | None]] = []  # before, after, executor, system

    @property
    def _stands_in(self) -> bool:
        return self._mending.mend in (Mend.COMPLETE, Mend.SKIP)

    async def read(self, tx: Tx) -> None:
        """Reads what judging needs: a few statements, and one for each plan specification."""
        mend = self._mending.mend
        if not self._tasks or mend is Mend.RETRY:
            return
        ids = [task.id for task in self._tasks]
        if mend is Mend.GIVE_UP:
            for root, task, _ in await mending_store.list_later(tx, ids):
                self._later.setdefault(TaskId(task.id.service_order_id, root), []).append(task)
            return
        self._orders = await worklist_store.list_domain_orders_of(tx, self._tasks)
        for order in self._orders.values():
            plan = order.plan_specification
            if plan is not None and plan not in self._plans:
                plan_id, _, version = plan.rpartition("@")
                self._plans[plan] = await get_plan_specification(tx, plan_id, int(version))
        if mend is Mend.REROUTE:
            self._untouched = await mending_store.list_untouched(tx, ids)
            return
        versions = {(order.specification_id, order.specification_version) for order in self._orders.values()}
        self._specifications = await find_specifications(tx, versions)
        self._held = {
            key: {name: known.value for name, known in order.characteristics.items()}
            for key, order in self._orders.items()
        }
        if self._stands_in:
            await self._read_needed(tx)

    async def _read_needed(self, tx: Tx) -> None:
        """What later open tasks need of each, as `list_needed_outputs` finds it for one."""
        made = {task.id: (task, pattern) for task in self._tasks if (pattern := self._pattern(task)) is not None}
        revisions = await mending_store.list_revisions(tx, {task_id.service_order_id for task_id in made})
        catalogs = {revision: await load_catalog(tx, revision) for revision in sorted(set(revisions.values()))}
        later: dict[TaskId, list[LaterTask]] = {}
        for root, each, row in await mending_store.list_later(tx, list(made)):
            order_id = each.id.service_order_id
            if order_id in revisions:
                made_from = pattern_of(catalogs[revisions[order_id]], row["plan_specification"], each.key)
                known = LaterTask(number=each.id.number, specification=row["specification_id"], pattern=made_from)
                later.setdefault(TaskId(order_id, root), []).append(known)
        for task_id, after in later.items():
            task, pattern = made[task_id]
            specification = self._specification(task)
            if specification is None:
                self.left.add(task_id)  # says why when it is the only one
                continue
            catalog, held = catalogs[revisions[task_id.service_order_id]], self._held[self._key(task)]
            self._needed[task_id] = needed_outputs(catalog, pattern, specification, held, after)

    def _key(self, task: Task) -> _Key:
        return (task.id.service_order_id, task.domain_order_n)

    def _pattern(self, task: Task) -> TaskSpecification | None:
        return pattern_in(task, self._orders[self._key(task)], self._plans)

    def _specification(self, task: Task) -> Specification | None:
        order = self._orders[self._key(task)]
        return self._specifications.get((order.specification_id, order.specification_version))

    def judge(self) -> None:
        """Sorts the tasks into accepted, refused and left; reads and writes nothing."""
        for task in self._tasks:
            if task.id in self.left:
                continue
            try:
                if self._judge(task):
                    self.accepted.append(task)
                else:
                    self.left.add(task.id)
            except TrunklineError as error:
                self.refusals[task.id] = error

    def _judge(self, task: Task) -> bool:
        mending = self._mending
        match mending.mend:
            case Mend.RETRY:
                step(task, "retry")
                return True
            case Mend.CORRECT:
                step(task, "retry")
                return self._fill(task, complete=False)
            case Mend.COMPLETE:
                move = step(task, "completeByHand")
                refuse_missing(task, self._needed.get(task.id, {}), mending.values)
                if not self._fill(task, complete=True):
                    return False
                pattern, order = self._pattern(task), self._orders[self._key(task)]
                if pattern is not None and pattern.test is not None:
                    values = {**self._held[self._key(task)], **self._changed.get(task.id, ({}, {}))[0]}
                    refuse_not_passed(task, pattern, values, action=order.action)
                    self._passed.append(task.id)
            case Mend.SKIP:
                move = step(task, "skip")
                refuse_skipping(task, self._pattern(task))
                refuse_missing(task, self._needed.get(task.id, {}), mending.values)
                if not self._fill(task, complete=False):
                    return False
            case Mend.GIVE_UP:
                move = step(task, "giveUp")
            case Mend.REROUTE:
                return self._find_way(task)
        self._moves.append((task, move))
        return True

    def _fill(self, task: Task, *, complete: bool) -> bool:
        """Notes the values that change, as `write_values` does for one; False when the catalog has no specification
        to check them by."""
        key = self._key(task)
        order, held = self._orders[key], self._held[key]
        plan = None if order.plan_specification is None else self._plans[order.plan_specification]
        fields = {field.characteristic: field for field in asked_fields(task, plan)}
        if not fields and not self._mending.values:
            return True
        specification = self._specification(task)
        if specification is None:
            return False
        given = filled(task, fields, specification, self._mending.values, held, complete=complete)
        changed = {name: value for name, value in given.items() if name not in held or held[name] != value}
        if changed:
            self._changed[task.id] = (changed, {name: held.get(name) for name in changed})
        return True

    def _find_way(self, task: Task) -> bool:
        if task.id not in self._untouched:
            return False  # something has to be undone first, or stands against it
        pattern = self._pattern(task)
        ways = () if pattern is None or not pattern.alternatives else ways_of(pattern, self._untouched[task.id])
        way = other_way(task.id, ways, self._mending.to)
        before = next(each.name for each in ways if each.current)
        self._ways.append((task, before, way.name, way.executor, way.system))
        return True

    async def carry_out(self, tx: Tx, reasons: Mapping[TaskId, str], *, by: str, now: datetime) -> None:
        """Does it to the accepted tasks. `reasons` says why of each, where the remedy wants to know."""
        accepted = [task.id for task in self.accepted]
        if not accepted:
            return
        await self._write(tx, by=by, now=now)
        match self._mending.mend:
            case Mend.RETRY:
                await retry_tasks(tx, accepted, by=by, now=now)
            case Mend.CORRECT:
                await mending_store.touch_tasks(tx, accepted)
                await retry_tasks(tx, accepted, by=by, now=now)
            case Mend.REROUTE:
                await self._reroute(tx, reasons, by=by, now=now)
                await retry_tasks(tx, accepted, by=by, now=now)
            case Mend.COMPLETE | Mend.SKIP:
                await pass_tests(tx, self._passed, by=by, now=now)
                await apply(tx, [move for _, move in self._moves], by=by, now=now)
            case Mend.GIVE_UP:
                moves = []
                for task, move in self._moves:
                    moves.append(msgspec.structs.replace(move, reason=reasons[task.id]))
                    ended = f"{task.id.number} '{task.name}' was given up"
                    moves += moves_of(self._later.get(task.id, ()), "cancel", reason=ended)
                await apply(tx, moves, by=by, now=now)

    async def _write(self, tx: Tx, *, by: str, now: datetime) -> None:
        keys = {task.id: self._key(task) for task in self.accepted}
        changed = {task_id: both for task_id, both in self._changed.items() if task_id in keys}
        if not changed:
            return
        written = {
            keys[task_id]: {
                name: msgspec.to_builtins(Characteristic(value, f"task:{task_id.number}"))
                for name, value in values.items()
            }
            for task_id, (values, _) in changed.items()
        }
        await progress_store.write_values(tx, written)
        await notice_values(tx, {key: list(values) for key, values in written.items()}, now=now)
        await notice_changes(tx, written, now=now)
        await history.record_all(tx, [
            TaskValuesSet(
                service_order_id=task_id.service_order_id, n=task_id.n, values=values, before=before, by=by, at=now)
            for task_id, (values, before) in changed.items()
        ])  # fmt: skip

    async def _reroute(self, tx: Tx, reasons: Mapping[TaskId, str], *, by: str, now: datetime) -> None:
        await round_store.begin_rounds(tx, [task.id for task, *_ in self._ways])
        await mending_store.set_ways(
            tx, [(task.id, None if to == USUAL else to, executor) for task, _, to, executor, _ in self._ways]
        )
        await history.record_all(tx, [
            TaskRerouted(
                service_order_id=task.id.service_order_id, n=task.id.n, before=before, after=to, executor=executor,
                system=system, undone=False, reason=reasons[task.id], by=by, at=now)
            for task, before, to, executor, system in self._ways
        ])  # fmt: skip


async def weigh(tx: Tx, mending: Mending, task_ids: Sequence[TaskId]) -> MendedTasks:
    """Judges a remedy for these held tasks, whose orders the caller has locked; nothing is written yet."""
    weighed = MendedTasks(mending, await store.list_tasks(tx, task_ids))
    await weighed.read(tx)
    weighed.judge()
    return weighed
