"""What somebody may do about a fallout now, and why not the rest."""

from __future__ import annotations

from trunkline.access.model import Actor, Permission
from trunkline.access.offers import Needs, Offers, in_state
from trunkline.fallout.model import Fallout
from trunkline.fallout.state import FALLOUT_LIFECYCLE, OPEN_STATES
from trunkline.orchestration.state import ENDED, TASK_LIFECYCLE, TaskState


def fallout_offers(fallout: Fallout, task_state: TaskState, actor: Actor) -> Offers:
    """The verbs that the state of the fallout and of its task and the caller's rights allow, and of the others what
    stands against them."""
    offers = Offers(actor)
    work, resolve = Permission.FALLOUT_WORK, Permission.FALLOUT_RESOLVE

    def can(verb: str) -> Needs:
        return in_state(fallout.state, FALLOUT_LIFECYCLE.sources(verb))

    offers.offer("take", work, can("assign"), Needs(fallout.assignee is None, "taken"))
    offers.offer("assign", (work, resolve) if fallout.assignee == actor.name else resolve, can("assign"))
    for verb in ("askInformation", "resume"):
        offers.offer(verb, work, can(verb))
    held = Needs(TASK_LIFECYCLE.allows("retry", task_state), "taskNotHeld")
    offers.offer("resolve", resolve, can("apply"), held)
    for verb in ("close", "cancel"):
        offers.offer(verb, resolve, can(verb))
    offers.offer("reassignTask", resolve, Needs(task_state not in ENDED, "taskEnded"))
    offers.offer("note", work)
    offers.offer("reclassify", work, in_state(fallout.state, sorted(OPEN_STATES)))
    offers.offer("file", work, Needs(fallout.state not in FALLOUT_LIFECYCLE.finals, "ended"))
    return offers
