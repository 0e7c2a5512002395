"""Lint of milestone, order task and work order policies: what never applies, and milestones that nothing reaches."""

from __future__ import annotations

from collections.abc import Iterable

from trunkline.catalog.lint import Subject, Tell
from trunkline.catalog.model import MilestonePolicy, OrderTaskPolicy, Specification, WorkOrderPolicy
from trunkline.catalog.plans import choose_plan
from trunkline.catalog.visits import sends


def check_orders_of(subject: Subject, tell: Tell) -> None:
    """Tells of policies of orders that match nothing, and of milestones that nothing reaches."""
    for part in subject.parts:
        if isinstance(part, MilestonePolicy | OrderTaskPolicy):
            tops = _meant(part.specification, part.category, subject.known.values())
            tops = [spec for spec in tops if spec.orderable]
            if not tops:
                tell("policy-never", part.id, "specification", "nothing that can be ordered is like that",
                     "name something that can be ordered")  # fmt: skip
            elif isinstance(part, MilestonePolicy):
                _milestones(part, tops, subject, tell)
        elif isinstance(part, WorkOrderPolicy) and not any(sends(part, plan, subject.known) for plan in subject.plans):
            tell("work-order-never", part.id, "task", "no plan is like that and has such a task",
                 "name the specification or category of a plan, its actions, and a task of it")  # fmt: skip


def _meant(specification: str | None, category: str | None, among: Iterable[Specification]) -> list[Specification]:
    return [spec for spec in among if specification in (None, spec.id) and category in (None, spec.category)]


def _milestones(policy: MilestonePolicy, tops: list[Specification], subject: Subject, tell: Tell) -> None:
    wanted = {spec.id for spec in tops}
    tree = [spec for spec in subject.known.values() if spec.id in wanted or subject.above[spec.id] & wanted]
    for milestone in policy.milestones:
        reached = milestone.reached_by
        specs = [spec for spec in tree if reached.specification in (None, spec.id)]
        path = f"milestones[{milestone.key}].reached_by"
        if reached.specification is not None and not specs:
            tell("milestone-never-reached", policy.id, path, f"'{reached.specification}' is never made for these items",
                 "name one that is, or let a person say it")  # fmt: skip
        elif reached.task is not None and reached.task not in _keys(specs, policy.actions, subject):
            tell("milestone-never-reached", policy.id, path, f"no plan of these items has the task '{reached.task}'",
                 "name one that there is, or let a person say it")  # fmt: skip


def _keys(specs: Iterable[Specification], actions: tuple[str, ...], subject: Subject) -> set[str]:
    """The keys of the tasks that domain orders of these specifications can get."""
    found: set[str] = set()
    for spec in specs:
        # a modification adds and removes below
        for action in ("add", "modify", "delete") if not actions or "modify" in actions else actions:
            plan = choose_plan(subject.plans, spec, action)
            found |= {task.key for task in plan.tasks} if plan is not None else set()
    return found
