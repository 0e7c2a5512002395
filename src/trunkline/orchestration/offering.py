"""What somebody may do with a task now, and why not the rest."""

from __future__ import annotations

from typing import Final

from trunkline.access.model import Actor, Permission
from trunkline.access.offers import Needs, Offers, in_state
from trunkline.orchestration.model import Task
from trunkline.orchestration.plan_edits import NOT_STARTED
from trunkline.orchestration.state import TASK_LIFECYCLE, TaskKind, TaskState

_BY_HAND: Final = ("start", "release", "complete", "askInformation", "resume")


def task_offers(task: Task, actor: Actor, *, test: bool = False, appointment: bool = False) -> Offers:
    """The verbs that the task's state and the caller's rights allow, and of the others what stands against them.

    `test`: it is a test or a repair, which is not left out. `appointment`: it has one, which is moved instead.
    """
    offers = Offers(actor)

    def can(verb: str) -> Needs:
        return in_state(task.state, TASK_LIFECYCLE.sources(verb))

    manual = Needs(task.kind is TaskKind.MANUAL, "automated")
    is_open = Needs(TASK_LIFECYCLE.allows("cancel", task.state), "ended")
    for verb in _BY_HAND:
        offers.offer(verb, Permission.TASK_WORK, is_open, manual, can(verb))
    offers.offer("setValues", Permission.TASK_WORK, is_open)
    offers.offer("take", Permission.TASK_WORK, is_open, manual)
    offers.offer("assign", Permission.TASK_MANAGE, is_open)
    offers.offer("raiseFallout", Permission.FALLOUT_CREATE, is_open, can("hold"))
    offers.offer("note", (Permission.TASK_WORK, Permission.FALLOUT_WORK))
    offers.offer("skip", Permission.PLAN_SKIP, is_open, Needs(not test, "test"), can("leaveOut"))
    offers.offer("move", Permission.PLAN_ARRANGE, is_open, in_state(task.state, NOT_STARTED))
    done = Needs(task.kind in (TaskKind.MANUAL, TaskKind.AUTOMATED), "nobody")
    booked = Needs(not appointment, "appointment")
    offers.offer("reschedule", Permission.PLAN_ARRANGE, is_open, done, booked, in_state(task.state, NOT_STARTED))
    offers.offer("overrideStart", Permission.PLAN_OVERRIDE, is_open, done, in_state(task.state, (TaskState.WAITING,)))
    return offers
