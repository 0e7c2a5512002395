"""What is offered is what the life cycles allow, and whatever is not offered says why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders_fallout import person
from builders_orchestration import T0
from trunkline.access.model import Permission, Role
from trunkline.fallout.model import Fallout
from trunkline.fallout.offering import fallout_offers
from trunkline.fallout.state import FALLOUT_LIFECYCLE, FalloutState
from trunkline.kit.ids import FalloutId, ServiceOrderId, TaskId
from trunkline.orchestration.model import Task
from trunkline.orchestration.offering import task_offers
from trunkline.orchestration.state import ENDED, TASK_LIFECYCLE, DomainOrderKind, TaskKind, TaskState

ORDER = ServiceOrderId(7)
ALL, NOBODY = person(Role.ADMINISTRATOR), person(Role.ORDER_VIEWER)
OF_TASK = {"raiseFallout": "hold", "skip": "leaveOut"}  # the verb of the life cycle, where it has another name
BY_HAND = ("start", "release", "complete", "askInformation", "resume")


def a_task(state: TaskState, kind: TaskKind) -> Task:
    """A task in that state."""
    return Task(
        id=TaskId(ORDER, 1), domain_order_n=1, domain_order_kind=DomainOrderKind.RFS, key="t", name="T", kind=kind,
        state=state, state_reason=None, state_before=None, version=1, open_predecessors=0, priority=4, executor="noop",
        assignment_group=None, assignee=None, duration=timedelta(hours=1), attempts=0, not_before=None, ready_at=None,
        started_at=None, ended_at=None,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [TaskKind.MANUAL, TaskKind.AUTOMATED, TaskKind.MILESTONE])
@pytest.mark.parametrize("state", list(TaskState))
def test_the_verbs_of_a_task_are_those_of_its_life_cycle_and_the_others_say_why_not(
    state: TaskState, kind: TaskKind
) -> None:
    """UIF-52."""
    task = a_task(state, kind)
    offers, refused = task_offers(task, ALL), task_offers(task, NOBODY)
    for verb in (*BY_HAND, *OF_TASK):
        possible = TASK_LIFECYCLE.allows(OF_TASK.get(verb, verb), state)
        by_hand = verb not in BY_HAND or kind is TaskKind.MANUAL
        assert (verb in offers.verbs) is (possible and by_hand and state not in ENDED), verb
    everything = {*offers.verbs, *(one.verb for one in offers.forbidden)}
    assert len(everything) == len(offers.verbs) + len(offers.forbidden)  # none is both
    assert refused.verbs == [] and {one.verb for one in refused.forbidden} == everything
    for one in offers.forbidden:  # who may do everything is never told that a right is missing
        assert one.because != "right" and (one.because != "state" or (one.states and state not in one.states))
    lacking = {one.verb for one in refused.forbidden if one.because == "right"}
    assert lacking == set(offers.verbs)  # a right is what stands against just those that another person may do


@pytest.mark.parametrize("state", list(FalloutState))
def test_the_verbs_of_a_fallout_are_those_of_its_life_cycle_and_the_others_say_why_not(state: FalloutState) -> None:
    """UIF-52."""
    fallout = Fallout(
        id=FalloutId(ORDER, 1), task_n=1, domain_order_n=1, item_n=1, fallout_type="x", state=state, cause="refused",
        message="no", signature="s", exchange=None, priority=4, assignment_group=None, assignee=None, raised_by="system",
        raised_at=T0,
    )  # fmt: skip
    held, gone = (fallout_offers(fallout, each, ALL) for each in (TaskState.HELD, TaskState.COMPLETED))
    for verb, name in (("close", "close"), ("cancel", "cancel"), ("assign", "assign"), ("apply", "resolve")):
        assert (name in held.verbs) is FALLOUT_LIFECYCLE.allows(verb, state), verb
    assert "resolve" not in gone.verbs and "reassignTask" not in gone.verbs
    agent = fallout_offers(fallout, TaskState.HELD, person(Role.FALLOUT_AGENT))
    why = {one.verb: one for one in agent.forbidden}
    if state is FalloutState.OPEN:
        assert (why["resolve"].because, why["resolve"].rights) == ("right", (Permission.FALLOUT_RESOLVE,))
    if state is FalloutState.CLOSED:
        assert (why["resolve"].because, why["file"].because) == ("state", "ended")
