"""What is odd about a catalog that loads: rules that never apply, values that nobody gives, tasks nobody can undo ...

Every finding has a code out of CODES, a place, a text, and what to do. `error` is a mistake in all likelihood,
`warning` something that works and is hardly meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from trunkline.catalog.model import PlanSpecification, Specification
from trunkline.catalog.parts import Part, tables_among
from trunkline.catalog.relationships import ancestors
from trunkline.catalog.validation import check_catalog

Severity = Literal["error", "warning"]

CODES: Final[Mapping[str, tuple[Severity, str]]] = {
    "invalid": ("error", "the catalog cannot be loaded: an unknown name, types that do not go together, a circle ..."),
    "rule-unreachable": ("error", "a rule that holds for no value its characteristics can have"),
    "rule-always": ("warning", "a rule that holds for every value: it decides nothing"),
    "rule-duplicate": ("error", "two rules lead to the same target under the same circumstances"),
    "rule-shadowed": ("warning", "a rule leads to a target only where another rule does so too"),
    "mapping-unreachable": ("error", "the condition of a mapping never holds"),
    "mapping-shadowed": ("error", "an earlier mapping gives the value always, so this one never does"),
    "mapping-conflict": ("error", "two relationships give the same characteristic a value from below"),
    "mapping-gap": ("warning", "values exist for which none of the mappings to a mandatory characteristic applies"),
    "value-never-given": ("error", "a rule, quantity or mapping reads a characteristic that nobody can give a value"),
    "mandatory-never-given": ("error", "a mandatory characteristic of an inner specification that nobody gives"),
    "characteristic-unused": ("warning", "nothing reads the characteristic and nothing gives it"),
    "specification-unused": ("warning", "it cannot be ordered and nothing needs it"),
    "specification-without-plan": ("error", "nothing says by which tasks it is made, and nothing is below it"),
    "plan-without-tasks": ("error", "a plan has no task"),
    "plan-never-used": ("warning", "more specific plans, or no specification at all, leave nothing for it"),
    "task-without-duration": ("warning", "a task that is done takes no time in the schedule"),
    "task-without-error-policy": ("error", "nobody is asked when an automated task fails"),
    "task-without-undo": ("error", "what a task did can be neither undone nor is it past the point of no return"),
    "test-without-repair": ("warning", "a failed test is a fallout at once: no repair and retest is planned"),
    "task-unreachable": ("error", "the condition of a task, or what it waits for, never comes true"),
    "dependency-never-made": ("error", "a task waits for a domain order that is never made together with its own"),
    "dependency-twice": ("warning", "a task waits for another in `after` and in `lags`"),
    "quantity-never": ("error", "the largest number is nought: nothing is ever made"),
    "quantity-out-of-bounds": ("warning", "the characteristic that counts can be outside minimum and maximum"),
    "sharing-quantity": ("warning", "a shared target is asked for more than once"),
    "compatibility-contradiction": ("error", "one rule requires what another excludes"),
    "compatibility-never": ("error", "what is required can neither be ordered nor is it made"),
    "policy-never": ("error", "the policy holds for no order or item"),
    "policy-always": ("warning", "an approval policy without effect: it asks for what is asked for anyway"),
    "milestone-never-reached": ("error", "what reaches a milestone is never made for the items that have it"),
    "work-order-never": ("error", "a work order policy that matches no task and no domain order"),
    "table-unused": ("warning", "nothing uses the decision table"),
    "table-row-unreachable": ("error", "a row of a decision table that never decides"),
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that lint found: its code, how bad it is, the specification (plan, table ...), the path, what to do."""

    code: str
    severity: Severity
    item: str
    path: str
    text: str
    action: str


Tell = Callable[[str, str, str, str, str], None]  # code, item, path, text, action


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """The catalog as the checks look at it."""

    known: Mapping[str, Specification]
    plans: Sequence[PlanSpecification]
    parts: Sequence[Part]
    above: Mapping[str, set[str]]


def lint(
    specifications: Sequence[Specification], plans: Sequence[PlanSpecification], parts: Sequence[Part] = ()
) -> list[Finding]:
    """Everything odd about a catalog, by place; what keeps it from being loaded alone, when there is such a thing."""
    from trunkline.catalog.lint_orders import check_orders_of
    from trunkline.catalog.lint_plans import check_plans_of
    from trunkline.catalog.lint_rules import check_rules
    from trunkline.catalog.lint_values import check_values_of

    found: list[Finding] = []

    def tell(code: str, item: str, path: str, text: str, action: str) -> None:
        found.append(Finding(code=code, severity=CODES[code][0], item=item, path=path, text=text, action=action))

    problems = check_catalog(specifications, plans, parts)
    for problem in problems:
        tell("invalid", problem.item or "", problem.field or "", problem.what, problem.action)
    if problems:
        return found
    subject = Subject(
        known={spec.id: spec for spec in specifications}, plans=plans, parts=parts, above=ancestors(specifications)
    )
    check_rules(subject, tables_among(parts), tell)
    check_values_of(subject, tables_among(parts), tell)
    check_plans_of(subject, tables_among(parts), tell)
    check_orders_of(subject, tell)
    return sorted(found, key=lambda f: (f.item, f.path, f.code))
