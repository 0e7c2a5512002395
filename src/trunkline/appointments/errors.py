"""What can go wrong with appointments."""

from trunkline.kit.errors import Conflict, Invalid, NotFound, Unavailable, Unprocessable


class UnknownAppointment(NotFound):
    """There is no appointment with this number."""


class AppointmentInvalid(Invalid):
    """What is asked for is no time slot, or times are missing or the wrong way round."""


class AppointmentRefused(Unprocessable):
    """No appointment can be made for the task: nobody is sent out for it, it is under way, or no group is named."""


class AppointmentExists(Conflict):
    """The task has an appointment already: move that one."""


class AppointmentChanged(Conflict):
    """The appointment is over, or somebody else changed it."""


class SlotTaken(Conflict):
    """Nobody is free at that time any more."""


class SlotSystemSilent(Unavailable):
    """The outside system that keeps appointments gave no answer that can be used."""
