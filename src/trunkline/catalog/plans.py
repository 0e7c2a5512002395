"""Which plan specification carries out a domain order."""

from __future__ import annotations

from collections.abc import Iterable

from trunkline.catalog.model import Catalog, PlanSpecification, Specification


def specificity(plan: PlanSpecification) -> tuple[int, int, int, int]:
    """How special a plan's condition is: a specification beats a category beats a kind; a named action beats none."""
    return (
        plan.specification is not None,
        plan.category is not None,
        plan.kind is not None,
        bool(plan.actions),
    )


def matches(plan: PlanSpecification, specification: Specification, action: str) -> bool:
    """Whether the plan is meant for domain orders of this specification with this action."""
    return (
        plan.specification in (None, specification.id)
        and plan.category in (None, specification.category)
        and plan.kind in (None, specification.kind)
        and (not plan.actions or action in plan.actions)
    )


def select_plan(catalog: Catalog, specification: Specification, action: str) -> PlanSpecification | None:
    """The most specific plan for a domain order (`action`: add, modify, delete), or None: it closes with its children.

    Plans of equal condition are refused when a catalog is loaded; between two that only overlap, the id decides, so
    that the answer is always the same.
    """
    return choose_plan(catalog.plans.values(), specification, action)


def choose_plan(
    plans: Iterable[PlanSpecification], specification: Specification, action: str
) -> PlanSpecification | None:
    """`select_plan` among these plans."""
    fitting = [plan for plan in plans if matches(plan, specification, action)]
    return max(fitting, key=lambda plan: (specificity(plan), -len(plan.actions), plan.id), default=None)
