"""How long tasks take, said once for some request types, customers and specifications. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Final

import msgspec

from trunkline.decomposition.model import DomainOrderDraft
from trunkline.kit.errors import Problem
from trunkline.orchestration.model import PlanDraft
from trunkline.orchestration.state import TaskKind

_LONGEST: Final = timedelta(days=3660)
_NAME: Final = 100
_WORKED: Final = (TaskKind.MANUAL, TaskKind.AUTOMATED)


class DurationPolicy(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True
):
    """What a policy is for, what is named must be so, and how long such tasks take. The first by `position`, then name,
    decides; without one a task takes what its plan specification says.

    It is the one value of a task: plan, estimates, jeopardy and agreements without a time of their own use it (JEO-01).
    """

    duration: timedelta
    calendar: str | None = None  # working calendar; none: that of the plan specification
    position: int = 100
    tasks: tuple[str, ...] = ()  # keys of task specifications
    specifications: tuple[str, ...] = ()  # of the domain order
    request_types: tuple[str, ...] = ()  # the action of the domain order: add, modify, delete, suspend, resume
    customers: tuple[str, ...] = ()  # ids: the account of the order

    def is_for(self, *, task: str, specification: str, request_type: str, customer: str | None) -> bool:
        """Whether it is for this task."""
        return all(
            not named or value in named
            for named, value in (
                (self.tasks, task), (self.specifications, specification), (self.request_types, request_type),
                (self.customers, customer),
            )
        )  # fmt: skip


DurationPolicies = Mapping[str, DurationPolicy]


def with_durations(
    plan: PlanDraft, drafts: Sequence[DomainOrderDraft], policies: DurationPolicies, *, customer: str | None
) -> PlanDraft:
    """The plan with the durations, and calendars, that the policies say for its tasks (JEO-01)."""
    if not policies:
        return plan
    ranked = [policy for _, policy in sorted(policies.items(), key=lambda each: (each[1].position, each[0]))]
    of = {draft.n: draft for draft in drafts}
    decided: dict[tuple[str, str, str], DurationPolicy | None] = {}  # a plan has few kinds of tasks, and many tasks
    tasks = []
    for task in plan.tasks:
        draft = of.get(task.domain_order_n)
        if draft is not None and task.kind in _WORKED:
            key = (task.key, draft.specification_id, str(draft.action))
            if key not in decided:
                decided[key] = next(
                    (
                        policy
                        for policy in ranked
                        if policy.is_for(task=key[0], specification=key[1], request_type=key[2], customer=customer)
                    ),
                    None,
                )
            if (policy := decided[key]) is not None:
                task = msgspec.structs.replace(
                    task, duration=policy.duration, calendar=policy.calendar or task.calendar
                )
        tasks.append(task)
    return msgspec.structs.replace(plan, tasks=tuple(tasks))


def faults(name: str, policy: DurationPolicy, calendars: Collection[str]) -> list[Problem]:
    """Everything that is wrong with a policy."""
    problems = []
    if not name.strip() or len(name) > _NAME or "\0" in name:
        problems.append(
            Problem(item=name[:_NAME], field="name", what="it is empty or long", action=f"give 1 to {_NAME} characters")
        )
    if not timedelta(0) < policy.duration <= _LONGEST:
        problems.append(
            Problem(item=name[:_NAME], field="duration", what="it is no time that work takes",
                    action="give more than nothing and at most ten years, for example PT6H or P2DT6H")
        )  # fmt: skip
    if policy.calendar is not None and policy.calendar not in calendars:
        problems.append(
            Problem(item=name[:_NAME], field="calendar", what=f"there is no working calendar '{policy.calendar}'",
                    action="make it, or choose another one")
        )  # fmt: skip
    return problems
