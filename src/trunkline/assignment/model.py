"""What people can do and how much, which group does what, and what is to be done."""

from __future__ import annotations

from datetime import datetime

import msgspec

from trunkline.kit.ids import TaskId

PARALLEL = 10  # tasks at a time of somebody of whom nothing is said


class WorkProfile(msgspec.Struct, frozen=True, kw_only=True):
    """What a person can do, how much at a time, in which hours, and who stands in while they are absent."""

    user_name: str
    skills: frozenset[str] = frozenset()
    parallel_tasks: int = PARALLEL
    calendar: str | None = None
    absent_from: datetime | None = None
    absent_until: datetime | None = None
    deputy: str | None = None

    def absent(self, now: datetime) -> bool:
        """Whether the person is away."""
        return (
            self.absent_from is not None and self.absent_until is not None
            and self.absent_from <= now < self.absent_until
        )  # fmt: skip


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """A member of a group with what is in hand: tasks that are ready or begun, not those that wait for something."""

    profile: WorkProfile
    full_name: str
    in_hand: int
    may_work: bool

    @property
    def room(self) -> int:
        """How many more tasks fit."""
        return max(0, self.profile.parallel_tasks - self.in_hand)


class RuleCondition(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True
):
    """When an assignment rule holds: everything that is said must be so; what is left out does not matter."""

    specifications: tuple[str, ...] = ()  # of the domain order
    categories: tuple[str, ...] = ()  # of the order
    places: tuple[str, ...] = ()  # a value of the place, whole; `80*` is the beginning of one
    priority_at_most: int | None = None  # 1 is the most urgent
    tasks: tuple[str, ...] = ()  # keys of task specifications
    groups: tuple[str, ...] = ()  # that the task specification names


class WrittenRule(
    msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, omit_defaults=True
):
    """An assignment rule as it stands in a file, where its name is beside it."""

    assignment_group: str
    position: int = 100
    active: bool = True
    condition: RuleCondition | None = None

    @staticmethod
    def of(rule: AssignmentRule) -> WrittenRule:
        """How a rule is written."""
        return WrittenRule(
            assignment_group=rule.assignment_group, position=rule.position, active=rule.active,
            condition=None if rule.condition == RuleCondition() else rule.condition,
        )  # fmt: skip

    def named(self, name: str, *, by: str, now: datetime) -> AssignmentRule:
        """The rule that is written so."""
        return AssignmentRule(
            name=" ".join(name.split()), version=0, position=self.position, active=self.active,
            condition=self.condition or RuleCondition(), assignment_group=self.assignment_group, changed_by=by,
            changed_at=now,
        )  # fmt: skip


class AssignmentRule(msgspec.Struct, frozen=True, kw_only=True):
    """Which group does what; the first active one by position that holds decides."""

    name: str
    version: int
    position: int
    active: bool
    condition: RuleCondition
    assignment_group: str
    changed_by: str
    changed_at: datetime


class OpenTask(msgspec.Struct, frozen=True, kw_only=True):
    """A task on people's lists: what rules, ranking and skills need of it."""

    id: TaskId
    key: str
    name: str
    group: str | None
    priority: int
    specification: str
    category: str | None
    place: dict[str, object] | None
    ready_at: datetime
    due_at: datetime
    latest_start_at: datetime | None
    impact: int


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A free task, ranked."""

    id: TaskId
    name: str
    group: str | None
    skills: frozenset[str]
    priority: int
    rank_at: datetime
    latest_start_at: datetime | None
    impact: int
    version: int


class NextTask(msgspec.Struct, frozen=True, kw_only=True):
    """What a person does next, and why that."""

    candidate: Candidate
    reason: str


class GroupWork(msgspec.Struct, frozen=True, kw_only=True):
    """A group with its members, what each has in hand, and how much waits for it; at most 1,000 are counted."""

    name: str
    push: bool
    agents: tuple[Agent, ...]
    waiting: int
