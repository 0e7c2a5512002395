"""Which task is the next, and why. Pure.

Tasks are ranked by one instant, fixed when the task comes onto the list: when it must be begun so that its order is in
time, earlier the more waits for it and the more urgent it is. The instant is kept within bounds around the time the
task became ready, so that every task comes first in the end, whatever arrives later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from trunkline.assignment.model import Agent, AssignmentRule, Candidate, OpenTask, RuleCondition, WorkProfile

EARLIEST: Final = timedelta(days=1)  # an order that is later than that is not more urgent for it
LATEST: Final = timedelta(days=5)  # nor one that is in no hurry less
PER_WAITING_TASK: Final = timedelta(minutes=6)
MOST_IMPACT: Final = 50  # tasks counted
BY_PRIORITY: Final[Mapping[int, timedelta]] = {
    1: timedelta(hours=8), 2: timedelta(hours=4), 3: timedelta(hours=2), 4: timedelta(0), 5: timedelta(0),
}  # fmt: skip
# a task that waits longer than this is before everything that became ready since
LONGEST_OVERTAKING: Final = EARLIEST + LATEST + MOST_IMPACT * PER_WAITING_TASK + max(BY_PRIORITY.values())


def rank_at(*, ready_at: datetime, latest_start_at: datetime | None, due_at: datetime, impact: int) -> datetime:
    """The instant that a task is ranked by among those of its priority: the smaller, the sooner."""
    start_by = due_at if latest_start_at is None else latest_start_at
    bounded = min(max(start_by, ready_at - EARLIEST), ready_at + LATEST)
    return bounded - min(impact, MOST_IMPACT) * PER_WAITING_TASK


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.id.service_order_id, candidate.id.n


def order_of(candidate: Candidate) -> tuple[datetime, tuple[int, int]]:
    """What candidates are sorted by for a person who asks for the next one."""
    return candidate.rank_at - BY_PRIORITY.get(candidate.priority, timedelta(0)), _place(candidate)


def push_order_of(candidate: Candidate) -> tuple[int, datetime, tuple[int, int]]:
    """What candidates are sorted by where tasks are pushed: the highest priority first, then by rank."""
    return candidate.priority, candidate.rank_at, _place(candidate)


def _span(length: timedelta) -> str:
    minutes = round(abs(length).total_seconds() / 60)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 1440:.0f} days"


def why_next(candidate: Candidate, *, now: datetime) -> str:
    """Why this one, for the card: slack, what waits for it, and priority where it is above the usual."""
    parts = []
    if candidate.latest_start_at is None:
        parts.append("it has waited longest for its date")
    elif candidate.latest_start_at <= now:
        parts.append(f"it should have been begun {_span(now - candidate.latest_start_at)} ago to be in time")
    else:
        parts.append(f"{_span(candidate.latest_start_at - now)} of slack left")
    if candidate.impact:
        count = f"{candidate.impact} or more tasks wait" if candidate.impact >= MOST_IMPACT else (
            "1 task waits" if candidate.impact == 1 else f"{candidate.impact} tasks wait")  # fmt: skip
        parts.append(f"{count} for it")
    if candidate.priority < 4:
        parts.append(f"priority {candidate.priority}")
    return ", ".join(parts)


def _at_place(wanted: Iterable[str], place: Mapping[str, object] | None) -> str | None:
    values = {str(value).strip().lower() for value in (place or {}).values() if isinstance(value, str | int)}
    for word in wanted:
        asked = word.strip().lower()
        if asked in values or (asked.endswith("*") and any(value.startswith(asked[:-1]) for value in values)):
            return word
    return None


def _because(condition: RuleCondition, task: OpenTask) -> list[str] | None:
    """What of the condition is so, in words; None when something is not."""
    found = []
    for name, wanted, value in (
        ("specification", condition.specifications, task.specification),
        ("category", condition.categories, task.category),
        ("task", condition.tasks, task.key),
        ("group", condition.groups, task.group),
    ):
        if wanted:
            if value not in wanted:
                return None
            found.append(f"{name} {value}")
    if condition.places:
        place = _at_place(condition.places, task.place)
        if place is None:
            return None
        found.append(f"place {place}")
    if condition.priority_at_most is not None:
        if task.priority > condition.priority_at_most:
            return None
        found.append(f"priority {task.priority}")
    return found


def choose_group(rules: Sequence[AssignmentRule], task: OpenTask) -> tuple[str | None, str | None]:
    """The group that does a task, and why: the first active rule by position that holds, else what the task
    specification says."""
    for rule in sorted(rules, key=lambda each: (each.position, each.name)):
        because = _because(rule.condition, task) if rule.active else None
        if because is not None:
            return rule.assignment_group, f"rule '{rule.name}': {', '.join(because) or 'every task'}"
    return task.group, None if task.group is None else f"the task specification '{task.key}' says so"


def match(candidates: Sequence[Candidate], agents: Sequence[Agent]) -> list[tuple[Candidate, Agent]]:
    """Gives free tasks to free members: the highest priority first, each to the member with its skills who has the
    least of their capacity in hand. Nobody gets more than fits."""
    given: dict[str, int] = {agent.profile.user_name: 0 for agent in agents}
    found = []
    for candidate in sorted(candidates, key=push_order_of):
        able = [
            agent for agent in agents
            if candidate.skills <= agent.profile.skills and agent.room > given[agent.profile.user_name]
        ]  # fmt: skip
        if not able:
            continue

        def used(agent: Agent) -> tuple[float, str]:
            name = agent.profile.user_name
            return (agent.in_hand + given[name]) / agent.profile.parallel_tasks, name

        chosen = min(able, key=used)
        given[chosen.profile.user_name] += 1
        found.append((candidate, chosen))
    return found


def stand_in(user_name: str, profiles: Mapping[str, WorkProfile], *, now: datetime) -> str | None:
    """Who gets the work of somebody who is away: the deputy, whose deputy when that one is away too; None when there is
    nobody, or they stand in for each other."""
    seen = {user_name}
    profile = profiles.get(user_name)
    while profile is not None and profile.absent(now):
        name = profile.deputy
        if name is None or name in seen:
            return None
        seen.add(name)
        user_name, profile = name, profiles.get(name)
    return user_name
