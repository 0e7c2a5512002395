"""An order tried before it is done: what would be made, why, when, and what stands against it. Writes nothing."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime

import msgspec

from trunkline.catalog.model import Catalog
from trunkline.catalog.queries import load_catalog
from trunkline.decomposition.compatibility import Finding, check_compatibility
from trunkline.decomposition.model import Decomposition
from trunkline.inventory.queries import load_trees
from trunkline.inventory.serving import load_in_use, load_living
from trunkline.kit.db import Tx
from trunkline.kit.errors import Problem, TrunklineError
from trunkline.kit.garbage import collecting_later
from trunkline.orchestration.calendar_store import load_calendars
from trunkline.orchestration.dates import schedule_of
from trunkline.orchestration.drafting import draft_plan, shared_with_customer, touched_inventory
from trunkline.orchestration.duration_store import load_durations
from trunkline.orchestration.milestone_linking import PlannedMilestone, planned_milestones
from trunkline.orchestration.model import PlanDraft
from trunkline.orchestration.schedule import Schedule
from trunkline.orchestration.sharing import load_uses
from trunkline.ordering.model import Check, ServiceOrder

_LARGE = 200  # items above which the computing goes beside the event loop


class DryRun(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. When decomposition or plan is refused they are None, and `problems` say why."""

    order: ServiceOrder
    catalog_revision: int
    problems: tuple[Problem, ...]
    checks: tuple[Check, ...]
    decomposition: Decomposition | None
    plan: PlanDraft | None
    schedule: Schedule | None
    milestones: tuple[PlannedMilestone, ...]
    digest: str | None

    @property
    def feasible(self) -> bool:
        """Whether the order could be approved as it stands, as far as this can tell."""
        failed = any(check.blocking and not check.passed for check in self.checks)
        return self.plan is not None and not self.problems and not failed


async def dry_run(
    tx: Tx,
    order: ServiceOrder,
    *,
    now: datetime,
    trace: bool = False,
    problems: Sequence[Problem] = (),
    checks: Sequence[Check] = (),
) -> DryRun:
    """Decomposes, plans and schedules an order, stored or hypothetical, as its approval now would.

    `problems` and `checks` are what validation and review found. A running order is tried against the catalog that it
    is pinned to. With `trace` everything that was considered is told. Never raises for what is wrong with the order.
    """
    catalog = await load_catalog(tx, order.catalog_revision)
    trees = await load_trees(tx, touched_inventory(order))
    calendars, durations = await load_calendars(tx), await load_durations(tx)
    customers = [] if order.customer_id is None else [order.customer_id]
    uses = await load_uses(tx, trees)
    ruled = _ruled(catalog)
    have = [] if order.customer_id is None else await load_living(tx, order.customer_id, ruled)
    in_use = await load_in_use(tx, customers, shared_with_customer(catalog))

    def compute() -> DryRun:
        found = list(problems)
        decomposition = plan = times = digest = None
        milestones: tuple[PlannedMilestone, ...] = ()
        try:
            decomposition, plan = draft_plan(
                order,
                catalog,
                trees,
                in_use=in_use.get(order.customer_id or ""),
                uses=uses,
                trace=trace,
                durations=durations,
            )
            times = schedule_of(order, decomposition, plan, calendars, now=now)
            digest = digest_of(decomposition, plan)
            milestones = planned_milestones(order, catalog, decomposition, plan, times, now=now)
        except TrunklineError as error:
            found += error.problems or [Problem(what=error.message, action="mend this, then try again")]
        findings = check_compatibility(order, catalog, have, decomposition=decomposition)
        return DryRun(
            order=order,
            catalog_revision=catalog.revision,
            problems=tuple(found),
            checks=(*checks, *compatibility_checks(findings)),
            decomposition=decomposition,
            plan=plan,
            schedule=times,
            milestones=milestones,
            digest=digest,
        )

    # a large order takes seconds of pure computing: the event loop stays free for others
    with collecting_later():
        return await asyncio.to_thread(compute) if len(order.items) > _LARGE else compute()


def _ruled(catalog: Catalog) -> set[str]:
    """Specifications of which compatibility rules speak."""
    return {
        name
        for specification in catalog.specifications.values()
        for rule in specification.compatibility
        for name in (specification.id, rule.target)
    }


def compatibility_checks(findings: Sequence[Finding]) -> list[Check]:
    """The findings as lines of the checklist: what blocks, and what only warns."""

    def check(key: str, name: str, found: Sequence[Finding], *, blocking: bool) -> Check:
        problems = tuple(Problem(item=each.item, what=each.text, action=each.action) for each in found)
        return Check(key=key, name=name, passed=not problems, blocking=blocking, problems=problems)

    return [
        check("compatibility", "What is ordered goes together", [f for f in findings if f.blocking], blocking=True),
        check(
            "impact",
            "Nothing else of the customer is affected",
            [f for f in findings if not f.blocking],
            blocking=False,
        ),
    ]


def digest_of(decomposition: Decomposition, plan: PlanDraft) -> str:
    """What two results have in common exactly when everything that would be written is alike; dates do not count."""
    lags = [(*pair, lag) for pair, lag in sorted(plan.lags.items())]
    chosen = sorted(plan.plan_specifications.items())
    made = msgspec.structs.replace(decomposition, trace=())
    content = [made, plan.tasks, plan.dependencies, plan.skipped_tasks, chosen, lags]
    return hashlib.sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()
