"""Whether plan specifications are sound: keys, dependencies, owners, executors, data asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

from trunkline.catalog.model import (
    PlanSpecification,
    RelationshipType,
    Specification,
    TaskSpecification,
    retry_faults,
)
from trunkline.catalog.validation_rules import Place
from trunkline.catalog.validation_timing import check_timing
from trunkline.kit.errors import Problem
from trunkline.kit.graph import find_cycle

_ACTIONS = ("add", "modify", "delete")
_PLAN_ACTIONS = (*_ACTIONS, "suspend", "resume", "move")
_KINDS = ("manual", "automated", "milestone", "wait")


def check_plans(
    plans: Sequence[PlanSpecification], known: Mapping[str, Specification], places: Mapping[str, Place]
) -> list[Problem]:
    """Everything that is wrong with the plans, each for itself and among each other."""
    problems: list[Problem] = []
    for plan in plans:
        problems += _check_plan(plan, known)
        problems += check_timing(plan, plans, known, places)
    for plan_id, count in Counter(plan.id for plan in plans).items():
        if count > 1:
            problems.append(
                Problem(item=plan_id, field="id", what="two plans have this id", action="give each its own")
            )
    problems += condition_clashes(plans)
    problems += waiting_circles(plans, known)
    return problems


def waiting_circles(plans: Sequence[PlanSpecification], known: Mapping[str, Specification]) -> list[Problem]:
    """Domain orders that would wait for each other for ever, within one action.

    A domain order ends after those that its tasks wait for: of other specifications, or below it.
    """
    problems = []
    for action in _ACTIONS:
        waits: dict[str, list[str]] = {}
        for plan in plans:
            spec = known.get(plan.specification) if plan.specification else None
            if spec is None or (plan.actions and action not in plan.actions):
                continue
            ends_after = [need.specification for task in plan.tasks for need in task.after_specifications]
            if any(task.after_children for task in plan.tasks):
                ends_after += [r.target for r in spec.relationships if r.type is not RelationshipType.COMPOSED_OF]
            waits.setdefault(spec.id, []).extend(ends_after)
        circle = find_cycle(waits)
        if circle:
            problems.append(Problem(
                item=circle[0], field="after_specifications",
                what=f"domain orders to {action} would wait for each other in a circle: {' -> '.join(circle)}",
                action="remove one of after_specifications or after_children"))  # fmt: skip
    return problems


def condition_clashes(plans: Sequence[PlanSpecification]) -> list[Problem]:
    """Plans that are meant for the same domain orders with equal claim, so that none could be chosen."""
    claimed: dict[tuple[str | None, str | None, str | None, str], str] = {}
    problems: list[Problem] = []
    for plan in sorted(plans, key=lambda each: each.id):
        for action in plan.actions or ("any action",):
            condition = (plan.specification, plan.category, plan.kind, action)
            other = claimed.setdefault(condition, plan.id)
            if other != plan.id:
                problems.append(Problem(
                    item=plan.id, field="actions", what=f"plan '{other}' has the same condition ({action})",
                    action="narrow one of the two conditions, or retire one plan"))  # fmt: skip
    return problems


def _check_plan(plan: PlanSpecification, known: Mapping[str, Specification]) -> list[Problem]:
    problems: list[Problem] = []

    def report(field: str, what: str, action: str) -> None:
        problems.append(Problem(item=plan.id, field=field, what=what, action=action))

    if not plan.id:
        report("id", "the plan has no id", "give it one")
    if plan.specification is not None and plan.specification not in known:
        report("specification", f"there is no specification '{plan.specification}'", "name an existing one")
    if plan.specification is None and plan.category is None and plan.kind is None:
        report("specification", "the plan says for nothing what it is meant", "give specification, category or kind")
    for action in plan.actions:
        if action not in _PLAN_ACTIONS:
            report("actions", f"'{action}' is no action", f"use: {', '.join(_PLAN_ACTIONS)}")
    keys = [task.key for task in plan.tasks]
    for key, count in Counter(keys).items():
        if count > 1:
            report("tasks", f"two tasks have the key '{key}'", "give each its own key")
    spec = known.get(plan.specification) if plan.specification else None
    for task in plan.tasks:
        _check_task(task, keys, spec, known, report)
    cycle = find_cycle({
        task.key: [each.key for each in plan.tasks if task.key in each.after or task.key in [x.task for x in each.lags]]
        for task in plan.tasks
    })  # fmt: skip
    if cycle and len(set(cycle)) > 1:
        report(
            "tasks", f"tasks wait for each other in a circle: {' -> '.join(cycle)}", "remove one of these dependencies"
        )
    return problems


def _check_task(
    task: TaskSpecification,
    keys: Sequence[str],
    spec: Specification | None,
    known: Mapping[str, Specification],
    report: object,
) -> None:
    assert callable(report)
    path = f"tasks[{task.key}]"
    if not task.key or not task.name:
        report(path, "key or name is empty", "give both")
    if task.kind not in _KINDS:
        report(f"{path}.kind", f"'{task.kind}' is no kind of task", f"use: {', '.join(_KINDS)}")
    if task.kind == "manual" and not task.assignment_group:
        report(f"{path}.assignment_group", "a manual task has nobody to do it", "name an assignment group")
    if task.kind == "manual" and task.executor != "manual":
        report(f"{path}.executor", "a manual task has no executor", "make the task automated, or remove the executor")
    if task.kind == "automated" and task.executor == "manual":
        report(f"{path}.executor", "an automated task needs an executor", "name one: simulator, http")
    if task.duration.total_seconds() < 0:
        report(f"{path}.duration", "the duration is negative", "give a positive one")
    if task.retry.attempts < 1 or task.retry.factor < 1 or task.retry.delay.total_seconds() < 0:
        report(f"{path}.retry", "attempts and factor are at least 1, the delay not negative", "mend them")
    if task.retry.deadline is not None and task.retry.deadline <= timedelta(0):
        report(
            f"{path}.retry.deadline", "the deadline is over before it begins", "give a positive one, or leave it out"
        )
    for fault in retry_faults(task.retry.classes):
        report(f"{path}.retry.classes", fault, "mend the rule")
    for other, count in Counter(task.after).items():
        if other == task.key:
            report(f"{path}.after", "the task waits for itself", "remove this dependency")
        elif other not in keys:
            report(f"{path}.after", f"there is no task '{other}' in this plan", f"use one of: {', '.join(keys)}")
        if count > 1:
            report(f"{path}.after", f"'{other}' is there twice", "remove one")
    for need in task.after_specifications:
        if need.specification not in known:
            report(f"{path}.after_specifications", f"there is no specification '{need.specification}'",
                   "name an existing one")  # fmt: skip
    for field in task.data:
        if spec is not None and spec.characteristic(field.characteristic) is None:
            names = ", ".join(each.name for each in spec.characteristics) or "none"
            report(f"{path}.data", f"'{spec.id}' has no characteristic '{field.characteristic}'",
                   f"ask for one of: {names}")  # fmt: skip
        if field.mandatory and field.read_only:
            report(f"{path}.data", f"'{field.characteristic}' is mandatory and read only", "drop one of the two")
