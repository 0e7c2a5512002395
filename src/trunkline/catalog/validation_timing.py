"""Whether a plan's conditions, lags, waits, tasks after those of the parent, and undo tasks are sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import msgspec

from trunkline.catalog.expression_types import Declarations
from trunkline.catalog.model import (
    PlanSpecification,
    PointOfNoReturn,
    Specification,
    TaskSpecification,
    ValueType,
)
from trunkline.catalog.model_plans import USUAL
from trunkline.catalog.plans import matches
from trunkline.catalog.validation_rules import Place, check_condition
from trunkline.catalog.validation_values import Report, repeated, reporter
from trunkline.kit.errors import Problem

_DATES = (ValueType.DATE, ValueType.DATE_TIME)
MOST_ROUNDS = 20  # of test and repair
_ITEM_DATES = ("requestedStartDate", "requestedCompletionDate", "startDate", "completionDate")


def check_timing(
    plan: PlanSpecification, plans: Sequence[PlanSpecification], known: Mapping[str, Specification],
    places: Mapping[str, Place],
) -> list[Problem]:  # fmt: skip
    """Everything that is wrong with what this plan's tasks wait for besides `after`, and with how they are undone."""
    problems: list[Problem] = []
    report = reporter(plan.id, problems)
    place = places.get(plan.specification or "")
    if place is None:
        tables = next((each.tables for each in places.values()), {})
        place = Place(characteristics=(), names=Declarations(owner=plan.id), tables=tables)
    keys = [task.key for task in plan.tasks]
    above = _keys_above(plan, plans, known)
    for task in plan.tasks:
        path = f"tasks[{task.key}]"
        if task.when is not None and plan.specification in places:
            check_condition(task.when, place, f"{path}.when", report)
        for name in task.after_parent:
            if above is not None and name not in above:
                report(f"{path}.after_parent", f"no domain order above has a task '{name}'",
                       f"use one of: {', '.join(sorted(above)) or 'none'}")  # fmt: skip
        _check_lags(task, keys, path, report)
        _check_wait(task, place, plan.specification in places, path, report)
        _check_undo(task, path, report)
        _check_post_condition(task, place, plan.specification in places, path, report)
        _check_test(task, place, plan.specification in places, path, report)
        _check_alternatives(task, path, report)
    return problems


def _keys_above(
    plan: PlanSpecification, plans: Sequence[PlanSpecification], known: Mapping[str, Specification]
) -> set[str] | None:
    """Keys of tasks that a domain order directly above may have; None when that cannot be told."""
    if plan.specification is None:
        return None
    parents = [spec for spec in known.values() if any(r.target == plan.specification for r in spec.relationships)]
    actions = plan.actions or ("add", "modify", "delete")
    return {
        task.key for other in plans for task in other.tasks
        if any(matches(other, parent, action) for parent in parents for action in (*actions, "add", "modify"))
    }  # fmt: skip


def _check_lags(task: TaskSpecification, keys: Sequence[str], path: str, report: Report) -> None:
    for lag in task.lags:
        if lag.task == task.key:
            report(f"{path}.lags", "the task waits for itself", "remove this dependency")
        elif lag.task not in keys:
            report(f"{path}.lags", f"there is no task '{lag.task}' in this plan", f"use one of: {', '.join(keys)}")
        if lag.minimum < timedelta(0) or (lag.maximum is not None and lag.maximum < lag.minimum):
            report(f"{path}.lags", "minimum and maximum are not in order", "make 0 <= minimum <= maximum")
    for name in repeated([lag.task for lag in task.lags]):
        report(f"{path}.lags", f"'{name}' is there twice", "remove one")


def _check_wait(task: TaskSpecification, place: Place, owned: bool, path: str, report: Report) -> None:
    if task.wait is None:
        if task.kind == "wait":
            report(f"{path}.wait", "it does not say what it waits for", "give duration, date, event or characteristic")
        return
    if task.kind != "wait":
        report(f"{path}.wait", f"a task of the kind {task.kind} does not wait", "make its kind 'wait', or remove it")
    wait = task.wait
    forms = (wait.duration, wait.date, wait.event, wait.characteristic)
    if sum(form is not None for form in forms) != 1:
        report(f"{path}.wait", "a wait is for one thing", "use exactly one of: duration, date, event, characteristic")
    if wait.timeout is not None and wait.timeout <= timedelta(0):
        report(f"{path}.wait.timeout", "the time is not positive", "give a positive one, or leave it out")
    if wait.duration is not None and wait.duration < timedelta(0):
        report(f"{path}.wait.duration", "the duration is negative", "give a positive one")
    if wait.date is not None and owned and wait.date not in _ITEM_DATES:
        held = next((each for each in place.characteristics if each.name == wait.date), None)
        if held is None:
            report(f"{path}.wait.date", f"'{place.names.owner}' has no characteristic '{wait.date}'",
                   f"name one of its dates, or: {', '.join(_ITEM_DATES)}")  # fmt: skip
        elif held.value_type not in _DATES:
            report(f"{path}.wait.date", f"'{held.name}' is {held.value_type}, not a date", "name a date")
    if wait.characteristic is not None and owned:
        check_condition(wait.characteristic, place, f"{path}.wait.characteristic", report)


def _check_undo(task: TaskSpecification, path: str, report: Report) -> None:
    if task.undo is None:
        return
    if task.point_of_no_return is PointOfNoReturn.HARD:
        report(f"{path}.undo", "what cannot be taken back has no undo", "remove undo, or the point of no return")
    if not task.undo.name:
        report(f"{path}.undo.name", "the undo has no name", "name it; people see it in the plan")
    if task.undo.kind not in ("manual", "automated"):
        report(f"{path}.undo.kind", f"'{task.undo.kind}' is no kind of undo", "use: manual, automated")
    if task.undo.kind == "manual" and not (task.undo.assignment_group or task.assignment_group):
        report(f"{path}.undo.assignment_group", "a manual undo has nobody to do it", "name an assignment group")
    if task.undo.kind == "automated" and task.undo.executor == "manual":
        report(f"{path}.undo.executor", "an automated undo needs an executor", "name one: simulator, http")


def _check_post_condition(task: TaskSpecification, place: Place, known: bool, path: str, report: Report) -> None:
    if task.post_condition is None:
        return
    if task.kind != "automated":
        report(f"{path}.post_condition", f"a task of kind '{task.kind}' takes no post-condition",
               "ask for mandatory data instead, or leave it out")  # fmt: skip
    elif known:
        check_condition(
            task.post_condition, msgspec.structs.replace(place, tables={}), f"{path}.post_condition", report
        )


def _check_test(task: TaskSpecification, place: Place, known: bool, path: str, report: Report) -> None:
    test = task.test
    if test is None:
        return
    if task.kind not in ("manual", "automated"):
        report(f"{path}.test", f"a task of kind '{task.kind}' tests nothing", "make it manual or automated")
    if task.kind == "manual" and test.passed is None:
        report(f"{path}.test.passed", "whether a person's test is passed is said nowhere",
               "give a condition on a value that the task asks for")  # fmt: skip
    if test.passed is not None and known:
        check_condition(test.passed, msgspec.structs.replace(place, tables={}), f"{path}.test.passed", report)
    if not 0 <= test.rounds <= MOST_ROUNDS:
        report(f"{path}.test.rounds", f"{test.rounds} rounds", f"give a number from 0 to {MOST_ROUNDS}")
    repair = test.repair
    if repair is None:
        return
    if not repair.name:
        report(f"{path}.test.repair.name", "the repair has no name", "name it; people see it in the plan")
    if repair.kind not in ("manual", "automated"):
        report(f"{path}.test.repair.kind", f"'{repair.kind}' is no kind of repair", "use: manual, automated")
    if repair.kind == "manual" and not (repair.assignment_group or task.assignment_group):
        report(
            f"{path}.test.repair.assignment_group", "a manual repair has nobody to do it", "name an assignment group"
        )
    if repair.kind == "automated" and repair.executor == "manual":
        report(f"{path}.test.repair.executor", "an automated repair needs an executor", "name one: simulator, http")
    names = {each.name for each in place.characteristics}
    for field in repair.data if known else ():
        if field.characteristic not in names:
            report(f"{path}.test.repair.data", f"there is no characteristic '{field.characteristic}'",
                   f"ask for one of: {', '.join(sorted(names)) or 'none'}")  # fmt: skip


def _check_alternatives(task: TaskSpecification, path: str, report: Report) -> None:
    if task.alternatives and task.kind != "automated":
        report(f"{path}.alternatives", f"a task of kind '{task.kind}' has no executor to replace", "remove them")
    names = [other.name for other in task.alternatives]
    for name in sorted({name for name in names if names.count(name) > 1}):
        report(f"{path}.alternatives", f"two ways are called '{name}'", "give each its own name")
    for other in task.alternatives:
        if other.name == USUAL:
            report(f"{path}.alternatives", f"'{USUAL}' is what the task's own way is called", "use another name")
        if not other.name.strip():
            report(f"{path}.alternatives", "a way has no name", "name it; people choose by it")
        if other.executor == "manual":
            report(f"{path}.alternatives[{other.name}].executor", "a person is no executor",
                   "name one: simulator, http; what a person does is completed by hand")  # fmt: skip
