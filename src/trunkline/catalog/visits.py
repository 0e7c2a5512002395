"""Work orders by policy: a plan specification with the tasks that send somebody out, before the tasks they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from trunkline.catalog.model_plans import PlanSpecification, TaskSpecification, UndoSpecification
from trunkline.catalog.model_policies import WorkOrderPolicy

if TYPE_CHECKING:
    from trunkline.catalog.model import Specification

VISIT_TASK: Final = "visit:"  # a task with such a key orders work of the field service, by the policy after the colon


def sends(policy: WorkOrderPolicy, plan: PlanSpecification, specifications: Mapping[str, Specification]) -> bool:
    """Whether domain orders that the plan carries out get a work order by this policy."""
    own = specifications.get(plan.specification or "")
    category = plan.category if own is None else own.category
    if policy.specification not in (None, plan.specification) or policy.category not in (None, category):
        return False
    if policy.actions and not (plan.actions and set(plan.actions) <= set(policy.actions)):
        return False
    return bool(plan.tasks) if policy.task is None else any(task.key == policy.task for task in plan.tasks)


def with_visits(
    plan: PlanSpecification, policies: Iterable[WorkOrderPolicy], specifications: Mapping[str, Specification]
) -> PlanSpecification:
    """The plan with an automated task for each work order that the policies ask for (FSM-01).

    A policy for a task puts the work order where the task was, and the task after it; a policy for whole domain orders
    adds it beside the tasks. The domain order ends with the last of its tasks: never before its work orders (TSK-10).
    """
    for policy in sorted(policies, key=lambda each: each.id):
        if not sends(policy, plan, specifications):
            continue
        visited = next((task for task in plan.tasks if task.key == policy.task), None)
        visit = _visit(policy, visited)
        tasks = [
            replace(task, after=(*task.after, visit.key)) if visited is not None and task.key == visited.key else task
            for task in plan.tasks
        ]
        plan = replace(plan, tasks=(*tasks, visit))
    return plan


def _visit(policy: WorkOrderPolicy, visited: TaskSpecification | None) -> TaskSpecification:
    name = f"Work order: {visited.name if visited is not None else policy.name or policy.work_type}"
    config: dict[str, object] = {**policy.config}
    if policy.executor == "tmf697":
        config = {"specification": policy.work_type, **config}
    made = TaskSpecification(
        key=f"{VISIT_TASK}{policy.id}",
        name=name,
        kind="automated",
        description=f"Ordered of {policy.system} by the policy '{policy.id}'.",
        assignment_group=policy.assignment_group or (visited.assignment_group if visited is not None else None),
        duration=policy.duration,
        executor=policy.executor,
        system=policy.system,
        operation=policy.work_type,
        config=config,
        undo=UndoSpecification(
            name=f"Cancel: {name}", executor=policy.executor, system=policy.system, operation=f"cancel {policy.work_type}",
            config=config,
        ),
    )  # fmt: skip
    if visited is None:
        return made
    return replace(
        made, after=visited.after, after_children=visited.after_children, lags=visited.lags, when=visited.when,
        after_specifications=visited.after_specifications, after_parent=visited.after_parent,
        calendar=visited.calendar,
    )  # fmt: skip
