"""What happens to rules, profiles and groups; that a task was given to somebody is the task's own event."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from trunkline.events.model import Event


class _WorkEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "assignment"


class AssignmentRuleSaved(_WorkEvent, frozen=True, kw_only=True):
    """An assignment rule was made or changed."""

    name: str
    assignment_group: str
    active: bool


class AssignmentRuleDeleted(_WorkEvent, frozen=True, kw_only=True):
    """An assignment rule was taken away."""

    name: str


class WorkProfileSaved(_WorkEvent, frozen=True, kw_only=True):
    """What a person can do, or how much at a time, was changed."""

    user_name: str
    skills: tuple[str, ...]
    parallel_tasks: int
    calendar: str | None


class AbsenceSaved(_WorkEvent, frozen=True, kw_only=True):
    """A person will be away, or not after all."""

    user_name: str
    absent_from: datetime | None
    absent_until: datetime | None
    deputy: str | None


class PushRoutingChanged(_WorkEvent, frozen=True, kw_only=True):
    """A group's tasks are given to its members from now on, or are not any more."""

    assignment_group: str
    push: bool
