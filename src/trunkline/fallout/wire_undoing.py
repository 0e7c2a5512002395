"""On the wire: what a roll back would undo, and the other ways that a task may go."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from trunkline.kit.errors import Problem
from trunkline.orchestration.model import Task
from trunkline.orchestration.rerouting import Rerouting
from trunkline.orchestration.state import TaskKind
from trunkline.orchestration.taking_back import TakingBack


class _Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """camelCase outside, snake_case inside."""


class UndoStepBody(_Wire, frozen=True, kw_only=True):
    """One task that is taken back. Steps with a lower `place` come first; without `undo` there is nothing to do for it."""

    place: int
    task: str
    name: str
    undo: str | None
    by_hand: bool
    assignment_group: str | None
    again: bool
    note: str | None


class RollBackStart(_Wire, frozen=True, kw_only=True):
    """A task back to which the failed one can be rolled."""

    task: str
    name: str


class RollBackPreview(_Wire, frozen=True, kw_only=True):
    """Exactly what a roll back would do now, first to be undone first; with obstacles it would be refused.

    `starts` are the tasks that were done before the failed one in its domain order, the latest first; `dropped` are the
    open tasks that are cancelled when the branch ends.
    """

    starts: list[RollBackStart]
    steps: list[UndoStepBody]
    dropped: list[str]
    obstacles: list[dict[str, str | None]]


class WayBody(_Wire, frozen=True, kw_only=True):
    """One way to have a task done; `usual` is the one that its task specification itself says."""

    name: str
    executor: str
    system: str | None
    current: bool


class ReroutePreview(_Wire, frozen=True, kw_only=True):
    """The ways of a task, what is undone before it goes another one, and what stands against that."""

    ways: list[WayBody]
    steps: list[UndoStepBody]
    obstacles: list[dict[str, str | None]]


def _steps(decision: TakingBack) -> list[UndoStepBody]:
    return [
        UndoStepBody(
            place=step.place, task=step.task.id.number, name=step.task.name,
            undo=None if step.undo is None else step.undo.name,
            by_hand=step.undo is not None and step.undo.kind is TaskKind.MANUAL,
            assignment_group=None if step.undo is None else step.undo.assignment_group,
            again=step.again is not None, note=step.note,
        )
        for step in decision.steps
    ]  # fmt: skip


def _obstacles(problems: Sequence[Problem]) -> list[dict[str, str | None]]:
    return [{"item": p.item, "what": p.what, "action": p.action} for p in problems]


def render_roll_back(starts: Sequence[Task], decision: TakingBack) -> RollBackPreview:
    """The preview of a roll back as the workspace gets it."""
    return RollBackPreview(
        starts=[RollBackStart(task=task.id.number, name=task.name) for task in starts],
        steps=_steps(decision),
        dropped=[task.id.number for task in decision.dropped],
        obstacles=_obstacles(decision.obstacles),
    )


def render_reroute(decided: Rerouting) -> ReroutePreview:
    """The preview of rerouting as the workspace gets it."""
    return ReroutePreview(
        ways=[WayBody(**msgspec.structs.asdict(way)) for way in decided.ways],
        steps=_steps(decided.undoing),
        obstacles=_obstacles(decided.obstacles),
    )
