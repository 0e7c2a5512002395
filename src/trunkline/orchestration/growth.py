"""What joins a plan that runs: new domain orders, their tasks, and what of the running plan waits for these now.

Pure: the standing part of the plan comes in as values. A task that has started is never made to wait again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from trunkline.catalog.model import Catalog, DependencyScope, TaskSpecification
from trunkline.decomposition.model import DomainOrderDraft, WaitingBranch
from trunkline.orchestration.model import PlanDraft
from trunkline.orchestration.plan import Builder
from trunkline.orchestration.requiring import join_required
from trunkline.orchestration.state import ENDED, TaskState

_NOT_STARTED = (TaskState.WAITING, TaskState.READY)


class StandingTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task that is in the plan already."""

    n: int
    key: str
    state: TaskState


class StandingDomainOrder(msgspec.Struct, frozen=True, kw_only=True):
    """A domain order that is in the plan already, with those above it (itself first) and its own tasks."""

    n: int
    item_n: int
    specification_id: str
    plan_specification: str | None  # 'id@version'
    ancestors: tuple[int, ...]
    inventory_item_id: int | None
    tasks: tuple[StandingTask, ...]


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """New tasks and dependencies. `blocked` are standing tasks that were ready and wait again now."""

    plan: PlanDraft
    blocked: tuple[int, ...]
    later: dict[int, int]  # standing task -> by how many predecessors more it waits


def grow(
    drafts: Sequence[DomainOrderDraft],
    standing: Sequence[StandingDomainOrder],
    catalog: Catalog,
    *,
    top_item: Mapping[int, int],
    first_task: int,
    item_needs: Iterable[tuple[int, int]] = (),
    waiting: Iterable[WaitingBranch] = (),
) -> Growth:
    """The tasks of new domain orders (`drafts`, numbered after the standing ones) and what waits for what.

    `standing` needs to hold the trees that the drafts join, and the domain orders that these wait for or that wait for
    them; `first_task` is the number of the first new task. Raises PlanInvalid when tasks would wait in a circle.
    """
    builder = _Grower(catalog, drafts, top_item, standing, first_task)
    builder.make_tasks()
    builder.make_value_tasks(waiting)
    builder.join_children()
    builder.join_specifications()
    builder.join_items(item_needs)
    builder.join_ancestors()
    builder.join_standing_specifications()
    builder.join_standing_needs(item_needs)
    join_required(builder)
    builder.forget_ended()
    plan = builder.drafts()
    later: dict[int, int] = defaultdict(int)
    for _, after in plan.dependencies:
        if after < first_task:
            later[after] += 1
    blocked = tuple(n for n in later if builder.task[n].state is TaskState.READY)
    return Growth(plan=plan, blocked=blocked, later=dict(later))


class _Grower(Builder):
    """A builder that knows what stands already."""

    def __init__(
        self,
        catalog: Catalog,
        drafts: Sequence[DomainOrderDraft],
        top_item: Mapping[int, int],
        standing: Sequence[StandingDomainOrder],
        first_task: int,
    ) -> None:
        super().__init__(catalog, drafts, top_item, first=first_task)
        self.standing = {domain_order.n: domain_order for domain_order in standing}
        self.task = {task.n: task for domain_order in standing for task in domain_order.tasks}
        self.tree: dict[int, list[int]] = defaultdict(list)  # domain order -> open tasks in it and below
        for domain_order in standing:
            self.own[domain_order.n] = {task.key: task.n for task in domain_order.tasks}
            for n in domain_order.ancestors:
                self.tree[n] += [task.n for task in domain_order.tasks if task.state not in ENDED]

    def standing_patterns(self, domain_order: StandingDomainOrder) -> Iterable[tuple[StandingTask, TaskSpecification]]:
        """The tasks of a standing domain order that have not started, with what they are made from."""
        if domain_order.plan_specification is None:
            return []
        plan = self.catalog.plans.get(domain_order.plan_specification.rpartition("@")[0])
        patterns = {} if plan is None else {pattern.key: pattern for pattern in plan.tasks}
        return [
            (task, patterns[task.key])
            for task in domain_order.tasks
            if task.key in patterns and task.state in _NOT_STARTED
        ]

    def join_ancestors(self) -> None:
        """The nearest task above that waits for everything below it waits for the new branch too."""
        for draft in self.domain_orders:
            for user in (draft.parent_n, *draft.also_for):
                if user is None or user not in self.standing:
                    continue
                for n in self.standing[user].ancestors:
                    above = self.standing.get(n)
                    waiting = [
                        task.n
                        for task, pattern in (self.standing_patterns(above) if above else ())
                        if pattern.after_children
                    ]
                    if waiting:
                        self.link(self.sinks[draft.n], waiting, owner=draft.n, label=draft.name)
                        break

    def join_standing_specifications(self) -> None:
        """New tasks wait for standing domain orders that they name, and the other way round."""
        by_specification: dict[str, list[StandingDomainOrder]] = defaultdict(list)
        for domain_order in self.standing.values():
            by_specification[domain_order.specification_id].append(domain_order)
        added: dict[str, list[DomainOrderDraft]] = defaultdict(list)
        for draft in self.domain_orders:
            added[draft.specification_id].append(draft)
            plan = self.plan_of(draft)
            for pattern in plan.tasks if plan else ():
                task = self.own[draft.n].get(pattern.key)
                for need in pattern.after_specifications if task is not None else ():
                    before = [
                        n
                        for other in by_specification[need.specification]
                        if need.scope is DependencyScope.ORDER or self._together(draft.item_n, other.item_n)
                        for n in self.tree[other.n]
                    ]
                    self.link(before, [task] if task is not None else [], owner=draft.n, label=need.specification)
        for domain_order in self.standing.values():
            for standing_task, pattern in self.standing_patterns(domain_order):
                for need in pattern.after_specifications:
                    for draft in added[need.specification]:
                        if need.scope is DependencyScope.ORDER or self._together(draft.item_n, domain_order.item_n):
                            self.link(self.sinks[draft.n], [standing_task.n], owner=draft.n, label=draft.name)

    def _together(self, one: int, other: int) -> bool:
        return self.top_item[one] == self.top_item[other]

    def join_standing_needs(self, needs: Iterable[tuple[int, int]]) -> None:
        """The first tasks of a new item wait for what is open of a standing item that it needs."""
        added = {draft.item_n for draft in self.domain_orders}
        open_of: dict[int, list[int]] = defaultdict(list)
        for domain_order in self.standing.values():
            if domain_order.item_n not in added:
                open_of[domain_order.item_n] += [t.n for t in domain_order.tasks if t.state not in ENDED]
        waiting = {target for targets in self.successors.values() for target in targets}
        for item, needed in needs:
            if item not in added or not open_of[needed]:
                continue
            members = [draft for draft in self.domain_orders if draft.item_n == item]
            first = [n for draft in members for n in self.own[draft.n].values() if n not in waiting]
            self.link(open_of[needed], first, owner=members[0].n, label=f"item {needed}")

    def forget_ended(self) -> None:
        """Nothing waits for what has ended, and nothing that has started waits again."""
        for before in list(self.successors):
            standing = self.task.get(before)
            if standing is not None and standing.state in ENDED:
                del self.successors[before]
                continue
            self.successors[before] = {
                after
                for after in self.successors[before]
                if after not in self.task or self.task[after].state in _NOT_STARTED
            }
