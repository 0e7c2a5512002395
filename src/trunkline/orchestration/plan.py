"""From domain orders to tasks and their dependencies: the plan, built in memory, with nothing touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from trunkline.catalog.conditions import holds
from trunkline.catalog.model import (
    Catalog,
    DataField,
    DependencyScope,
    DependencyType,
    PlanSpecification,
    PointOfNoReturn,
    TaskLag,
    TaskSpecification,
)
from trunkline.catalog.plans import select_plan
from trunkline.decomposition.model import DomainOrderDraft, WaitingBranch
from trunkline.kit.errors import Problem
from trunkline.kit.graph import find_cycle
from trunkline.orchestration.errors import PlanInvalid
from trunkline.orchestration.model import Lag, PlanDraft, SkippedTask, TaskDraft
from trunkline.orchestration.requiring import join_required
from trunkline.orchestration.situation import situation_of
from trunkline.orchestration.state import TaskKind

VALUE_TASK = "value:"  # a task with such a key asks for the characteristic after the colon, that a branch waits for
# relations between order items that mean "not before the other is done" (TMF641 leaves the words to the parties)
SEQUENCING_RELATIONS = frozenset({"dependency", "reliesOn", "requires", "dependsOn"})


class Builder:
    """One run of `build`. Numbers tasks from `first` on; edges are kept as sets of successors."""

    def __init__(
        self,
        catalog: Catalog,
        domain_orders: Sequence[DomainOrderDraft],
        top_item: Mapping[int, int],
        *,
        first: int = 1,
    ) -> None:
        self.catalog = catalog
        self.domain_orders = domain_orders
        self.draft = {draft.n: draft for draft in domain_orders}
        self.top_item = top_item
        self.first = first
        self.plans: dict[tuple[str, str], PlanSpecification | None] = {}
        self.made: list[tuple[int, TaskSpecification]] = []  # task n is made[n - first]: domain order, pattern
        self.own: dict[int, dict[str, int]] = {}
        self.skipped: list[SkippedTask] = []
        self.successors: dict[int, set[int]] = defaultdict(set)
        self.lags: dict[tuple[int, int], Lag] = {}
        self.sinks: dict[int, list[int]] = {}
        self.children: dict[int, list[int]] = defaultdict(list)

    def plan_of(self, draft: DomainOrderDraft) -> PlanSpecification | None:
        """The plan specification that carries out the domain order, or None."""
        key = (draft.specification_id, draft.action)
        if key not in self.plans:
            specification = self.catalog.specification(draft.specification_id)
            self.plans[key] = select_plan(self.catalog, specification, draft.action)
        return self.plans[key]

    def add_task(self, domain_order_n: int, pattern: TaskSpecification) -> int:
        """Makes a task and answers its number."""
        self.made.append((domain_order_n, pattern))
        return self.first + len(self.made) - 1

    def pattern(self, n: int) -> TaskSpecification:
        """What a task made in this run is made from."""
        return self.made[n - self.first][1]

    def milestone(self, owner: int, label: str) -> int:
        """Makes a task that nobody does and that joins others."""
        joint = TaskSpecification(
            key=f"milestone:{label}", name=f"All done: {label}", kind=TaskKind.MILESTONE, executor="milestone"
        )
        return self.add_task(owner, joint)

    def link(self, before: Iterable[int], after: Iterable[int], *, owner: int, label: str) -> None:
        """Every task of `after` waits for every task of `before`; through a milestone where that saves edges."""
        first, then = sorted(set(before)), sorted(set(after))
        if not first or not then:
            return
        if len(first) * len(then) > len(first) + len(then):
            milestone = [self.milestone(owner, label)]
            self.link(first, milestone, owner=owner, label=label)
            first = milestone
        for predecessor in first:
            self.successors[predecessor].update(then)

    def make_tasks(self) -> None:
        """The tasks of every domain order, and what its plan specification says of their sequence."""
        for draft in self.domain_orders:
            for parent in (draft.parent_n, *draft.also_for):
                if parent is not None:
                    self.children[parent].append(draft.n)
            plan = self.plan_of(draft)
            self.own[draft.n] = keys = {}
            if plan is not None:
                for pattern in plan.tasks:
                    if self._wanted(draft, pattern):
                        keys[pattern.key] = self.add_task(draft.n, pattern)
                self._sequence(draft, plan, keys)

    def make_value_tasks(self, waiting: Iterable[WaitingBranch]) -> None:
        """Somebody gives the values that mandatory branches wait for, when no task of the domain order asks for them.

        What waits for everything below the domain order waits for that too.
        """
        for branch in waiting:
            draft = self.draft.get(branch.domain_order_n)
            if draft is None or not branch.mandatory or not branch.characteristics:
                continue
            plan = self.plan_of(draft)
            tasks = plan.tasks if plan is not None else ()
            asked = {field.characteristic for task in tasks for field in task.data}
            lacking = branch.reason.characteristic
            specification = self.catalog.specification(draft.specification_id)
            name = branch.characteristics[0] if lacking is None else specification.holder(lacking)
            key = f"{VALUE_TASK}{name}"
            if name in asked or key in self.own[draft.n] or specification.characteristic(name) is None:
                continue
            group = next((task.assignment_group for task in tasks if task.assignment_group is not None), None)
            pattern = TaskSpecification(
                key=key,
                name=f"Give '{name}'",
                kind=TaskKind.MANUAL,
                assignment_group=group,
                data=(DataField(characteristic=name, mandatory=True),),
            )
            n = self.own[draft.n][key] = self.add_task(draft.n, pattern)
            for task in tasks:
                if task.after_children and task.key in self.own[draft.n]:
                    self.successors[n].add(self.own[draft.n][task.key])

    def _wanted(self, draft: DomainOrderDraft, pattern: TaskSpecification) -> bool:
        """Whether the task's condition holds (PLN-04). One that cannot be decided leaves the task in."""
        if pattern.when is None:
            return True
        verdict = holds(pattern.when, situation_of(draft), self.catalog.tables)
        if verdict.outcome != "false":
            return True
        self.skipped.append(SkippedTask(domain_order_n=draft.n, key=pattern.key, name=pattern.name, text=verdict.text))
        return False

    def _sequence(self, draft: DomainOrderDraft, plan: PlanSpecification, keys: Mapping[str, int]) -> None:
        for pattern in plan.tasks:
            successor = keys.get(pattern.key)
            if successor is None:
                continue
            for key in pattern.after:
                for predecessor in _reached(plan, keys, key):
                    self.successors[predecessor].add(successor)
            for lag in pattern.lags:
                self._lag(plan, keys, lag, successor)
        above = None if draft.parent_n is None else self.own.get(draft.parent_n)
        parent = None if draft.parent_n is None else self.draft.get(draft.parent_n)
        for pattern in plan.tasks:
            if above and pattern.key in keys:
                for key in pattern.after_parent:
                    parent_plan = None if parent is None else self.plan_of(parent)
                    for predecessor in _reached(parent_plan, above, key):
                        self.successors[predecessor].add(keys[pattern.key])

    def _lag(self, plan: PlanSpecification, keys: Mapping[str, int], lag: TaskLag, successor: int) -> None:
        predecessor = keys.get(lag.task)
        if predecessor is None:  # left out: what it waited for is waited for instead
            for other in _reached(plan, keys, lag.task):
                self.successors[other].add(successor)
            return
        self.successors[predecessor].add(successor)
        if lag.type is DependencyType.START_TO_START or lag.minimum or lag.maximum is not None:
            self.lags[predecessor, successor] = Lag(type=lag.type, minimum=lag.minimum, maximum=lag.maximum)

    def join_children(self) -> None:
        """Bottom up: tasks that wait for the domain orders below, and the last tasks of each domain order's tree.

        A target that several share stands below each of its users; a user without a task that waits gets a milestone,
        so that it does not end before what it uses.
        """
        shared = {draft.n: draft for draft in self.domain_orders if draft.also_for}
        for draft in self._bottom_up():
            below = [task for child in self.children[draft.n] for task in self.sinks[child]]
            own = list(self.own[draft.n].values())
            waiting = [n for n in own if self.pattern(n).after_children]
            made_before = len(self.made)
            self.link(below, waiting, owner=draft.n, label=f"all below {draft.name}")
            if not waiting:
                for child in self.children[draft.n]:
                    if child in shared and draft.n in shared[child].also_for:
                        joint = [self.milestone(draft.n, f"shared {shared[child].name}")]
                        self.link(self.sinks[child], joint, owner=draft.n, label=shared[child].name)
            joints = range(self.first + made_before, self.first + len(self.made))
            self.sinks[draft.n] = [task for task in (*below, *own, *joints) if not self.successors.get(task)]

    def _bottom_up(self) -> Iterator[DomainOrderDraft]:
        """Every domain order after all that stand below it, shared ones too."""
        if not any(draft.also_for for draft in self.domain_orders):
            yield from reversed(self.domain_orders)  # a parent has a smaller number than its children
            return
        seen: set[int] = set()
        for root in self.domain_orders:
            stack = [(root.n, False)]
            while stack:
                n, expanded = stack.pop()
                if expanded:
                    yield self.draft[n]
                elif n not in seen:
                    seen.add(n)
                    stack.append((n, True))
                    stack += [(child, False) for child in self.children[n] if child in self.draft]

    def join_specifications(self) -> None:
        """Tasks that wait for domain orders of a named specification, in the item or in the whole order."""
        in_order: dict[str, list[int]] = defaultdict(list)
        in_item: dict[tuple[str, int], list[int]] = defaultdict(list)
        for draft in self.domain_orders:
            in_order[draft.specification_id].append(draft.n)
            in_item[draft.specification_id, self.top_item[draft.item_n]].append(draft.n)
        milestones: dict[tuple[str, int], int] = {}
        for draft in self.domain_orders:
            plan = self.plan_of(draft)
            for pattern in plan.tasks if plan else ():
                if pattern.key not in self.own[draft.n]:
                    continue
                for need in pattern.after_specifications:
                    whole = need.scope is DependencyScope.ORDER
                    top = 0 if whole else self.top_item[draft.item_n]
                    targets = in_order[need.specification] if whole else in_item[need.specification, top]
                    before = [task for target in targets if target != draft.n for task in self.sinks[target]]
                    key = (need.specification, top)
                    if whole and len(before) > 1 and draft.specification_id != need.specification:
                        # many tasks of the order wait for the same: they share one milestone
                        if key not in milestones:
                            milestones[key] = self.milestone(draft.n, need.specification)
                            self.link(before, [milestones[key]], owner=draft.n, label=need.specification)
                        before = [milestones[key]]
                    self.link(before, [self.own[draft.n][pattern.key]], owner=draft.n, label=need.specification)

    def join_items(self, needs: Iterable[tuple[int, int]]) -> None:
        """`(item, needed item)`: the first tasks of an item wait for the last of the item it needs."""
        roots: dict[int, list[int]] = defaultdict(list)
        members: dict[int, list[int]] = defaultdict(list)
        item_of = {draft.n: draft.item_n for draft in self.domain_orders}
        for draft in self.domain_orders:
            if draft.parent_n is None or item_of.get(draft.parent_n, draft.item_n) != draft.item_n:
                roots[draft.item_n].append(draft.n)
            members[draft.item_n].extend(self.own[draft.n].values())
        waiting = {target for targets in self.successors.values() for target in targets}
        for item, needed in needs:
            before = [task for root in roots[needed] for task in self.sinks[root]]
            first = [task for task in members[item] if task not in waiting]
            self.link(before, first, owner=roots[item][0] if roots[item] else 0, label=f"item {needed}")

    def _name(self, n: int) -> str:
        if n < self.first:
            return f"task {n}"
        domain_order_n, pattern = self.made[n - self.first]
        return f"{pattern.name} (domain order {domain_order_n})"

    def drafts(self) -> PlanDraft:
        """What came of it; raises PlanInvalid, naming the circle, when tasks wait for each other."""
        cycle = find_cycle(self.successors)
        if cycle:
            path = " -> ".join(self._name(n) for n in cycle)
            raise PlanInvalid(
                f"the tasks wait for each other in a circle: {path}; mend the plan specifications or the item relations",
                problems=[Problem(what=f"cycle of tasks: {path}", action="remove one of these dependencies")],
            )
        waits: dict[int, int] = defaultdict(int)
        dependencies = [
            (before, after) for before in sorted(self.successors) for after in sorted(self.successors[before])
        ]
        for _, after in dependencies:
            waits[after] += 1
        tasks = tuple(
            TaskDraft(
                n=n,
                domain_order_n=domain_order_n,
                key=pattern.key,
                name=pattern.name,
                kind=TaskKind(pattern.kind),
                # nobody carries out a milestone or a wait, whatever the catalog leaves out
                executor=pattern.kind if pattern.kind in (TaskKind.MILESTONE, TaskKind.WAIT) else pattern.executor,
                assignment_group=pattern.assignment_group,
                duration=pattern.duration or timedelta(0),
                open_predecessors=waits[n],
                calendar=pattern.calendar,
                wait=pattern.wait,
                point_of_no_return=None
                if pattern.point_of_no_return is PointOfNoReturn.NONE
                else pattern.point_of_no_return.value,
            )
            for n, (domain_order_n, pattern) in enumerate(self.made, start=self.first)
        )
        chosen = {
            draft.n: f"{plan.id}@{plan.version}"
            for draft in self.domain_orders
            if (plan := self.plan_of(draft)) is not None
        }
        return PlanDraft(
            tasks=tasks,
            dependencies=tuple(dependencies),
            plan_specifications=chosen,
            lags={pair: lag for pair, lag in self.lags.items() if pair[1] in self.successors[pair[0]]},
            skipped_tasks=tuple(self.skipped),
        )


def _reached(plan: PlanSpecification | None, keys: Mapping[str, int], key: str) -> Iterator[int]:
    """The task with that key; for one that was left out, the tasks that it would have waited for."""
    if key in keys:
        yield keys[key]
        return
    left_out = None if plan is None else next((pattern for pattern in plan.tasks if pattern.key == key), None)
    if left_out is not None:
        for before in (*left_out.after, *(lag.task for lag in left_out.lags)):
            yield from _reached(plan, keys, before)


def build(
    domain_orders: Sequence[DomainOrderDraft],
    catalog: Catalog,
    *,
    top_item: Mapping[int, int],
    item_needs: Iterable[tuple[int, int]] = (),
    waiting: Iterable[WaitingBranch] = (),
) -> PlanDraft:
    """The tasks of all domain orders and what waits for what.

    `top_item` gives for each item number the number of the top-level item above it (itself for a top-level one);
    `item_needs` holds `(item, needed item)` pairs, `waiting` the branches that lack a value. A domain order without plan specification gets no tasks and ends
    with those below it. Raises PlanInvalid, naming the circle, when tasks wait for each other.
    """
    builder = Builder(catalog, domain_orders, top_item)
    builder.make_tasks()
    builder.make_value_tasks(waiting)
    builder.join_children()
    builder.join_specifications()
    builder.join_items(item_needs)
    join_required(builder)
    return builder.drafts()
