"""Jeopardy policies: which work is watched, and at which share of its time it is in which jeopardy. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from trunkline.jeopardy.model import JeopardyLevel, Thresholds
from trunkline.kit.errors import Problem

_LEVELS: Final = tuple(JeopardyLevel)


class JeopardyPolicy(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True
):
    """What a policy is for, what is named must be so, and what it says. The first by `position`, then name, decides.

    `levels`: percent of its duration that a task has used, none: those of the system. `delayed`: percent of an item's
    tasks that are late. What is not `enabled` is not watched; nothing else is switched off by that.
    """

    position: int = 100
    specifications: tuple[str, ...] = ()  # of the domain order for a task, of the item itself
    groups: tuple[str, ...] = ()  # assignment groups of tasks
    tasks: tuple[str, ...] = ()  # keys of task specifications
    enabled: bool = True
    levels: dict[JeopardyLevel, int] = {}
    delayed: dict[JeopardyLevel, int] = {}

    def is_for(self, *, specification: str | None, group: str | None = None, task: str | None = None) -> bool:
        """Whether it is for this work; an item has no group and no task."""
        return all(
            not named or value in named
            for named, value in ((self.specifications, specification), (self.groups, group), (self.tasks, task))
        )


Policies = Mapping[str, JeopardyPolicy]


def deciding(policies: Policies, **work: Any) -> JeopardyPolicy | None:
    """The policy that decides for this work; None when none is for it."""
    ranked = sorted(policies.items(), key=lambda each: (each[1].position, each[0]))
    return next((policy for _, policy in ranked if policy.is_for(**work)), None)


def thresholds_of(policies: Policies, otherwise: Thresholds, **work: Any) -> Thresholds | None:
    """The levels of a task by the policy that decides, else those of the system; None when it is not watched (JEO-08)."""
    policy = deciding(policies, **work)
    if policy is None:
        return otherwise
    return (policy.levels or otherwise) if policy.enabled else None


def level_of_delayed(policies: Policies, *, specification: str | None, late: int, total: int) -> JeopardyLevel | None:
    """The level of an item of which so many tasks are late (JEO-05); the highest band that the share reaches."""
    policy = deciding(policies, specification=specification)
    if policy is None or not policy.enabled or not total:
        return None
    reached = [level for level in _LEVELS if level in policy.delayed and 100 * late >= policy.delayed[level] * total]
    return reached[-1] if reached else None


def faults(policy: JeopardyPolicy) -> list[Problem]:
    """What is wrong with a policy: shares that do not grow with their levels, bands that nothing is."""
    return [
        Problem(field=field, what="shares do not grow with their levels", action=f"give 1 to {most} percent, growing")
        for field, bands, most in (("levels", policy.levels, 1000), ("delayed", policy.delayed, 100))
        if not _grows([bands[level] for level in _LEVELS if level in bands], most)
    ]


def _grows(shares: list[int], most: int) -> bool:
    return shares == sorted(set(shares)) and all(1 <= share <= most for share in shares)


def lists_items(policies: Iterable[JeopardyPolicy]) -> bool:
    """Whether any of them looks at the late tasks of items."""
    return any(policy.enabled and policy.delayed for policy in policies)
