"""Lint of plans: who does what in which time, what happens when it fails, how it is undone, and what never comes."""

from __future__ import annotations

from datetime import timedelta

from trunkline.catalog.conditions import Tables
from trunkline.catalog.lint import Subject, Tell
from trunkline.catalog.lint_domains import tried
from trunkline.catalog.model import (
    Catalog,
    DependencyScope,
    PlanSpecification,
    PointOfNoReturn,
    RelationshipType,
    Specification,
    TaskSpecification,
)
from trunkline.catalog.plans import select_plan

_ACTIONS = ("add", "modify", "delete")


def check_plans_of(subject: Subject, tables: Tables, tell: Tell) -> None:
    """Every plan, and every specification's way of being made."""
    catalog = Catalog(0, subject.known.values(), subject.plans)
    chosen: set[str] = set()
    for spec in subject.known.values():
        for action in (*_ACTIONS, "suspend", "resume", "move"):
            plan = select_plan(catalog, spec, action)
            if plan is not None:
                chosen.add(plan.id)
        if not spec.orderable and not subject.above[spec.id]:
            tell("specification-unused", spec.id, "orderable", "it cannot be ordered and nothing needs it",
                 "make it orderable, or let something need it")  # fmt: skip
        below = [r for r in spec.relationships if r.type is not RelationshipType.COMPOSED_OF]
        composed = spec.id in {
            r.target for s in subject.known.values() for r in s.relationships
            if r.type is RelationshipType.COMPOSED_OF
        }  # fmt: skip
        if not below and not composed and select_plan(catalog, spec, "add") is None:
            tell("specification-without-plan", spec.id, "", "no plan says by which tasks it is made",
                 "add a plan for it, or for its category or kind")  # fmt: skip
    for plan in subject.plans:
        if plan.id not in chosen:
            tell("plan-never-used", plan.id, "specification", "no domain order is ever carried out by it",
                 "mend its condition, or retire it")  # fmt: skip
        if not plan.tasks:
            tell("plan-without-tasks", plan.id, "tasks", "the plan has no task", "add one, or retire the plan")
        for task in plan.tasks:
            _task(subject, plan, task, tables, tell)


def _task(subject: Subject, plan: PlanSpecification, task: TaskSpecification, tables: Tables, tell: Tell) -> None:
    path = f"tasks[{task.key}]"
    if task.kind in ("manual", "automated") and task.duration <= timedelta(0):
        tell("task-without-duration", plan.id, f"{path}.duration", f"'{task.name}' takes no time",
             "say how long it takes")  # fmt: skip
    if task.kind == "automated" and not task.assignment_group:
        tell("task-without-error-policy", plan.id, f"{path}.assignment_group",
             f"nobody is asked when '{task.name}' fails", "name an assignment group")  # fmt: skip
    changes = not plan.actions or any(action in ("add", "modify") for action in plan.actions)
    if task.kind == "automated" and changes and task.undo is None and task.test is None and (
        task.point_of_no_return is PointOfNoReturn.NONE
    ):  # fmt: skip
        tell("task-without-undo", plan.id, f"{path}.undo", f"what '{task.name}' did cannot be taken back",
             "give an undo, or mark the point of no return")  # fmt: skip
    if task.test is not None and (task.test.repair is None or task.test.rounds == 0):
        tell("test-without-repair", plan.id, f"{path}.test", f"when '{task.name}' fails, nothing repairs what it found",
             "give a repair and rounds, unless each failure is for a person to look at")  # fmt: skip
    for lag in task.lags:
        if lag.task in task.after:
            tell("dependency-twice", plan.id, f"{path}.lags", f"'{lag.task}' is in after and in lags",
                 "keep the one in lags")  # fmt: skip
    spec = subject.known.get(plan.specification or "")
    conditions = [task.when, task.wait.characteristic if task.wait else None]
    for condition in conditions:
        truth = tried([condition], spec.characteristics, tables) if condition is not None and spec is not None else None
        if truth is not None and not truth.ever(0):
            tell("task-unreachable", plan.id, path, f"'{task.name}' never comes: its condition never holds",
                 "mend or remove it")  # fmt: skip
    for need in task.after_specifications:
        together = need.scope is DependencyScope.ORDER or spec is None or _together(subject, spec, need.specification)
        made = subject.above[need.specification] or subject.known[need.specification].orderable
        if not together or not made:
            tell("dependency-never-made", plan.id, f"{path}.after_specifications",
                 f"'{need.specification}' is never made in the same item", "name one that is, or the scope 'order'")  # fmt: skip


def _together(subject: Subject, spec: Specification, other: str) -> bool:
    """Whether domain orders of both can be in the trees of one item."""
    return bool(({spec.id} | subject.above[spec.id]) & ({other} | subject.above[other]))
