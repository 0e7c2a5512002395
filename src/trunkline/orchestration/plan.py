"""From domain orders to tasks and their dependencies: the plan, built in memory, with nothing touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from trunkline.catalog.model import Catalog, DependencyScope, PlanSpecification, TaskSpecification
from trunkline.catalog.plans import select_plan
from trunkline.decomposition.model import DomainOrderDraft
from trunkline.kit.errors import Problem
from trunkline.kit.graph import find_cycle
from trunkline.orchestration.errors import PlanInvalid
from trunkline.orchestration.model import PlanDraft, TaskDraft
from trunkline.orchestration.state import TaskKind

# relations between order items that mean "not before the other is done" (TMF641 leaves the words to the parties)
SEQUENCING_RELATIONS = frozenset({"dependency", "reliesOn", "requires", "dependsOn"})


class _Builder:
    """One run of `build`. Numbers tasks from 1; edges are kept as sets of successors."""

    def __init__(
        self, catalog: Catalog, domain_orders: Sequence[DomainOrderDraft], top_item: Mapping[int, int]
    ) -> None:
        self.catalog = catalog
        self.domain_orders = domain_orders
        self.top_item = top_item
        self.plans: dict[tuple[str, str], PlanSpecification | None] = {}
        self.made: list[tuple[int, TaskSpecification]] = []  # task n is made[n - 1]: its domain order and pattern
        self.own: dict[int, dict[str, int]] = {}
        self.successors: dict[int, set[int]] = defaultdict(set)
        self.sinks: dict[int, list[int]] = {}
        self.children: dict[int, list[int]] = defaultdict(list)

    def plan_of(self, draft: DomainOrderDraft) -> PlanSpecification | None:
        key = (draft.specification_id, draft.action)
        if key not in self.plans:
            specification = self.catalog.specification(draft.specification_id)
            self.plans[key] = select_plan(self.catalog, specification, draft.action)
        return self.plans[key]

    def add_task(self, domain_order_n: int, pattern: TaskSpecification) -> int:
        self.made.append((domain_order_n, pattern))
        return len(self.made)

    def link(self, before: Iterable[int], after: Iterable[int], *, owner: int, label: str) -> None:
        """Every task of `after` waits for every task of `before`; through a milestone where that saves edges."""
        first, then = sorted(set(before)), sorted(set(after))
        if not first or not then:
            return
        if len(first) * len(then) > len(first) + len(then):
            joint = TaskSpecification(
                key=f"milestone:{label}", name=f"All done: {label}", kind=TaskKind.MILESTONE, executor="milestone"
            )
            milestone = [self.add_task(owner, joint)]
            self.link(first, milestone, owner=owner, label=label)
            first = milestone
        for predecessor in first:
            self.successors[predecessor].update(then)

    def make_tasks(self) -> None:
        for draft in self.domain_orders:
            if draft.parent_n is not None:
                self.children[draft.parent_n].append(draft.n)
            plan = self.plan_of(draft)
            keys = {pattern.key: self.add_task(draft.n, pattern) for pattern in plan.tasks} if plan else {}
            self.own[draft.n] = keys
            for pattern in plan.tasks if plan else ():
                for key in pattern.after:
                    self.successors[keys[key]].add(keys[pattern.key])

    def join_children(self) -> None:
        """Bottom up: tasks that wait for the domain orders below, and the last tasks of each domain order's tree."""
        for draft in reversed(self.domain_orders):  # a parent has a smaller number than its children
            below = [task for child in self.children[draft.n] for task in self.sinks[child]]
            own = list(self.own[draft.n].values())
            waiting = [n for n in own if self.made[n - 1][1].after_children]
            made_before = len(self.made)
            self.link(below, waiting, owner=draft.n, label=f"all below {draft.name}")
            joints = range(made_before + 1, len(self.made) + 1)
            self.sinks[draft.n] = [task for task in (*below, *own, *joints) if not self.successors.get(task)]

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
                for need in pattern.after_specifications:
                    whole = need.scope is DependencyScope.ORDER
                    top = 0 if whole else self.top_item[draft.item_n]
                    targets = in_order[need.specification] if whole else in_item[need.specification, top]
                    before = [task for target in targets if target != draft.n for task in self.sinks[target]]
                    key = (need.specification, top)
                    if whole and len(before) > 1 and draft.specification_id != need.specification:
                        # many tasks of the order wait for the same: they share one milestone
                        if key not in milestones:
                            joint = TaskSpecification(
                                key=f"milestone:{need.specification}", name=f"All done: {need.specification}",
                                kind=TaskKind.MILESTONE, executor="milestone",
                            )  # fmt: skip
                            milestones[key] = self.add_task(draft.n, joint)
                            self.link(before, [milestones[key]], owner=draft.n, label=need.specification)
                        before = [milestones[key]]
                    self.link(before, [self.own[draft.n][pattern.key]], owner=draft.n, label=need.specification)

    def join_items(self, needs: Iterable[tuple[int, int]]) -> None:
        """`(item, needed item)`: the first tasks of an item wait for the last of the item it needs."""
        roots: dict[int, list[int]] = defaultdict(list)
        members: dict[int, list[int]] = defaultdict(list)
        item_of = {draft.n: draft.item_n for draft in self.domain_orders}
        for draft in self.domain_orders:
            if draft.parent_n is None or item_of[draft.parent_n] != draft.item_n:
                roots[draft.item_n].append(draft.n)
            members[draft.item_n].extend(self.own[draft.n].values())
        waiting = {target for targets in self.successors.values() for target in targets}
        for item, needed in needs:
            before = [task for root in roots[needed] for task in self.sinks[root]]
            first = [task for task in members[item] if task not in waiting]
            self.link(before, first, owner=roots[item][0] if roots[item] else 0, label=f"item {needed}")

    def drafts(self) -> PlanDraft:
        cycle = find_cycle(self.successors)
        if cycle:
            path = " -> ".join(f"{self.made[n - 1][1].name} (domain order {self.made[n - 1][0]})" for n in cycle)
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
                executor=pattern.executor,
                assignment_group=pattern.assignment_group,
                duration=pattern.duration or timedelta(0),
                open_predecessors=waits[n],
            )
            for n, (domain_order_n, pattern) in enumerate(self.made, start=1)
        )
        chosen = {
            draft.n: f"{plan.id}@{plan.version}"
            for draft in self.domain_orders
            if (plan := self.plan_of(draft)) is not None
        }
        return PlanDraft(tasks=tasks, dependencies=tuple(dependencies), plan_specifications=chosen)


def build(
    domain_orders: Sequence[DomainOrderDraft],
    catalog: Catalog,
    *,
    top_item: Mapping[int, int],
    item_needs: Iterable[tuple[int, int]] = (),
) -> PlanDraft:
    """The tasks of all domain orders and what waits for what.

    `top_item` gives for each item number the number of the top-level item above it (itself for a top-level one);
    `item_needs` holds `(item, needed item)` pairs. A domain order without plan specification gets no tasks and ends
    with those below it. Raises PlanInvalid, naming the circle, when tasks wait for each other.
    """
    builder = _Builder(catalog, domain_orders, top_item)
    builder.make_tasks()
    builder.join_children()
    builder.join_specifications()
    builder.join_items(item_needs)
    return builder.drafts()
