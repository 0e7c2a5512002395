"""What a task was made from."""

from __future__ import annotations

from collections.abc import Mapping

from trunkline.catalog.model import Catalog, PlanSpecification, TaskSpecification
from trunkline.catalog.model_plans import REPAIR_TASK
from trunkline.catalog.queries import get_plan_specification
from trunkline.catalog.visits import VISIT_TASK
from trunkline.kit.db import Tx
from trunkline.orchestration.model import DomainOrder, Task
from trunkline.orchestration.plan import VALUE_TASK
from trunkline.orchestration.plan_edits import ADDED_TASK
from trunkline.orchestration.state import TaskKind


async def find_pattern(tx: Tx, task: Task, domain_order: DomainOrder) -> TaskSpecification | None:
    """The task specification behind a task of this domain order; None when it was made from none."""
    if domain_order.plan_specification is None or not _has_pattern(task):
        return None
    plan_id, _, version = domain_order.plan_specification.rpartition("@")
    return (await get_plan_specification(tx, plan_id, int(version))).task(task.key)


def pattern_in(
    task: Task, domain_order: DomainOrder, plans: Mapping[str, PlanSpecification]
) -> TaskSpecification | None:
    """What `find_pattern` finds, from plan specifications that were read before, by `id@version`."""
    if domain_order.plan_specification is None or not _has_pattern(task):
        return None
    return plans[domain_order.plan_specification].task(task.key)


def _has_pattern(task: Task) -> bool:
    return task.kind is not TaskKind.MILESTONE and not task.key.startswith((VALUE_TASK, ADDED_TASK, VISIT_TASK))


def pattern_of(
    catalog: Catalog, plan_specification: str | None, key: str, route: str | None = None
) -> TaskSpecification | None:
    """The task specification behind a key of a plan specification (`id@version`), as it is done that way, or None."""
    plan = None if plan_specification is None else catalog.plans.get(plan_specification.rpartition("@")[0])
    known = None if plan is None else {task.key for task in plan.tasks}
    return plan.task(key, route) if plan and known and key.removeprefix(REPAIR_TASK) in known else None
