"""What can go wrong with appointments."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound, Unavailable, Unprocessable


class UnknownAppointment(NotFound):
    """There is no appointment with this number."""

    contract = Contract("There is no such appointment.", "Check the number, or open it from its task.")


class AppointmentInvalid(Invalid):
    """What is asked for is no time slot, or times are missing or the wrong way round."""

    contract = Contract(
        "The time asked for is no time slot.", "Give a start before the end, both with a time zone.", field="validFor"
    )


class AppointmentRefused(Unprocessable):
    """No appointment can be made for the task: nobody is sent out for it, it is under way, or no group is named."""

    contract = Contract(
        "No appointment can be made for this task.",
        "Open the task and see who does it; only work of people that is not begun gets one.",
        field="task",
        cause_class=CauseClass.RULE,
        owner=Owner.SERVICE_ORDER_AGENT,
    )


class AppointmentExists(Conflict):
    """The task has an appointment already: move that one."""

    contract = Contract("The task has an appointment already.", "Move that one.")


class AppointmentChanged(Conflict):
    """The appointment is over, or somebody else changed it."""

    contract = Contract(
        "The appointment is over, or somebody else changed it.",
        "Read it again, then repeat what is still needed.",
        field="version",
    )


class SlotTaken(Conflict):
    """Nobody is free at that time any more."""

    contract = Contract(
        "Nobody is free at that time any more.", "Search for free times again and take another.", field="validFor"
    )


class SlotSystemSilent(Unavailable):
    """The outside system that keeps appointments gave no answer that can be used."""

    contract = Contract(
        "The system that keeps the appointments gave no answer that can be used.",
        "Try again in a moment; ask its owner when it stays.",
        field="slotSystem",
        cause_class=CauseClass.CONNECTION,
        owner=Owner.DOMAIN_SYSTEM_OWNER,
    )
