"""Whether milestone, order task and work order policies are sound: names, actions, keys, circles, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from trunkline.catalog.model import (
    Condition,
    MilestonePolicy,
    OrderStage,
    OrderTaskFor,
    OrderTaskPolicy,
    PlanSpecification,
    Specification,
    WorkOrderPolicy,
)
from trunkline.catalog.model_policies import MilestoneSpecification, OrderPolicy
from trunkline.catalog.validation_rules import Place, check_condition
from trunkline.catalog.validation_values import Report, repeated
from trunkline.kit.errors import Problem
from trunkline.kit.graph import find_cycle

ITEM_ACTIONS: Final = ("add", "modify", "delete")
WORK_ACTIONS: Final = ("add", "modify", "delete", "suspend", "resume")
# states of an order that can reach a milestone; the others it leaves again, or they say that something went wrong
ORDER_STATES: Final = ("acknowledged", "inProgress", "completed", "partial")


class Around:
    """What policies of orders are checked against."""

    def __init__(
        self, known: Mapping[str, Specification], places: Mapping[str, Place], plans: Iterable[PlanSpecification],
        anywhere: Place, of_order: Place,
    ) -> None:  # fmt: skip
        self.known = known
        self.places = places
        self.keys = {task.key for plan in plans for task in plan.tasks}
        self.anywhere = anywhere
        self.of_order = of_order


def check_order_policy(policy: OrderPolicy, around: Around, report: Report) -> None:
    """Tells everything that is wrong with one policy."""
    _check_subject(policy, around, report)
    match policy:
        case MilestonePolicy():
            _check_when(policy.when, policy.specification, around, report)
            _check_milestones(policy, around, report)
        case OrderTaskPolicy():
            if policy.made_for is OrderTaskFor.ORDER:
                if policy.when is not None:
                    check_condition(policy.when, around.of_order, "when", report)
            else:
                _check_when(policy.when, policy.specification, around, report)
            _check_order_tasks(policy, report)
        case WorkOrderPolicy():
            _check_work_order(policy, around, report)


def _check_subject(policy: OrderPolicy, around: Around, report: Report) -> None:
    if policy.specification is not None and policy.specification not in around.known:
        report("specification", f"there is no specification '{policy.specification}'", "name an existing one")
    if policy.category is not None and all(spec.category != policy.category for spec in around.known.values()):
        report("category", f"no specification has the category '{policy.category}'", "name one that there is")
    actions = WORK_ACTIONS if isinstance(policy, WorkOrderPolicy) else ITEM_ACTIONS
    for action in policy.actions:
        if action not in actions:
            report("actions", f"'{action}' is no action", f"use: {', '.join(actions)}")


def _check_when(when: Condition | None, specification: str | None, around: Around, report: Report) -> None:
    if when is None or (specification is not None and specification not in around.known):
        return
    place = around.anywhere
    if specification is not None:
        own = around.places[specification]
        # conditions of policies name everything in sight: characteristics, and `order.risk`, `item.quantity` ...
        place = Place(
            characteristics=(*around.of_order.characteristics, *around.known[specification].characteristics),
            names=own.names, tables=own.tables,
        )  # fmt: skip
    check_condition(when, place, "when", report)


def _check_milestones(policy: MilestonePolicy, around: Around, report: Report) -> None:
    if not policy.milestones:
        report("milestones", "the policy gives no milestone", "add one, or remove the policy")
    for key in repeated([milestone.key for milestone in policy.milestones]):
        report("milestones", f"two milestones have the key '{key}'", "give each its own key")
    for milestone in policy.milestones:
        _check_milestone(milestone, around, report)


def _check_milestone(milestone: MilestoneSpecification, around: Around, report: Report) -> None:
    path = f"milestones[{milestone.key}]"
    if not milestone.key or not milestone.name:
        report(path, "key or name is empty", "give both")
    reached = milestone.reached_by
    if reached.order_state is not None:
        if reached.task is not None or reached.specification is not None:
            report(
                f"{path}.reached_by", "the milestone is reached in two ways", "give order_state alone, or leave it out"
            )
        if reached.order_state not in ORDER_STATES:
            report(f"{path}.reached_by.order_state", f"'{reached.order_state}' reaches no milestone",
                   f"use: {', '.join(ORDER_STATES)}")  # fmt: skip
    if reached.specification is not None and reached.specification not in around.known:
        report(f"{path}.reached_by.specification", f"there is no specification '{reached.specification}'",
               "name an existing one")  # fmt: skip
    if reached.task is not None and reached.task not in around.keys:
        report(f"{path}.reached_by.task", f"no plan has a task with the key '{reached.task}'",
               "use the key of a task of a plan")  # fmt: skip


def _check_order_tasks(policy: OrderTaskPolicy, report: Report) -> None:
    if policy.gates_approval and policy.stage is not OrderStage.SUBMITTED:
        report("gates_approval", f"tasks of the stage {policy.stage} come after approval", "use the stage submitted")
    if not policy.tasks:
        report("tasks", "the policy asks for nothing", "add a task, or remove the policy")
    keys = [task.key for task in policy.tasks]
    for key in repeated(keys):
        report("tasks", f"two tasks have the key '{key}'", "give each its own key")
    for task in policy.tasks:
        path = f"tasks[{task.key}]"
        if not task.key or not task.name:
            report(path, "key or name is empty", "give both")
        if not task.assignment_group:
            report(f"{path}.assignment_group", "the task has nobody to do it", "name an assignment group")
        if task.duration < timedelta(0):
            report(f"{path}.duration", "the duration is negative", "give a positive one")
        for other in task.after:
            if other not in keys:
                report(f"{path}.after", f"there is no task '{other}' in this policy", f"use one of: {', '.join(keys)}")
    cycle = find_cycle({task.key: [other for other in task.after if other in keys] for task in policy.tasks})
    if cycle:
        report("tasks", f"tasks wait for each other in a circle: {' -> '.join(cycle)}", "remove one of these")


def _check_work_order(policy: WorkOrderPolicy, around: Around, report: Report) -> None:
    if policy.specification is None and policy.category is None and policy.task is None:
        report("specification", "the policy says for nothing what it is meant", "give specification, category or task")
    if policy.task is not None and policy.task not in around.keys:
        report("task", f"no plan has a task with the key '{policy.task}'", "use the key of a task of a plan")
    if policy.executor == "tmf697" and not isinstance(policy.config.get("url"), str):
        report("config.url", "nobody knows where the field service is", "give the address of its TMF697 API")
    if policy.executor == "manual":
        report("executor", "a person sends nobody out by this policy", "use tmf697, http or simulator")
    if policy.assignment_group is None and policy.task is None:
        report("assignment_group", "nobody is asked when the work order fails", "name an assignment group")
    if not policy.work_type or not policy.system:
        report("work_type", "work type or system is empty", "give both")
    if policy.duration <= timedelta(0):
        report("duration", "nobody works no time at all", "give a positive duration")


def two_ways(policies: Iterable[OrderPolicy]) -> list[Problem]:
    """Work order policies that would send somebody out twice for the same thing."""
    claimed: dict[tuple[object, ...], str] = {}
    problems: list[Problem] = []
    for policy in sorted((p for p in policies if isinstance(p, WorkOrderPolicy)), key=lambda each: each.id):
        for action in policy.actions or WORK_ACTIONS:
            key = (policy.specification, policy.category, policy.task, action, policy.work_type)
            other = claimed.setdefault(key, policy.id)
            if other != policy.id:
                problems.append(Problem(
                    item=policy.id, field="actions", what=f"policy '{other}' makes the same work order ({action})",
                    action="narrow one of the two, or remove one"))  # fmt: skip
                break
    return problems
