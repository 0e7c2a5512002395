"""What can go wrong with plans and tasks."""

from trunkline.kit.errors import Conflict, Invalid, NotFound, Unprocessable


class UnknownTask(NotFound):
    """There is no task with this number."""


class UnknownDomainOrder(NotFound):
    """There is no domain order with this number."""


class NoPlanYet(NotFound):
    """The order has no orchestration plan: it is not approved, or the plan is still being made."""


class PlanInvalid(Unprocessable):
    """A plan cannot be made from this catalog: a cycle, a self reference, a duplicate."""


class TaskBlocked(Conflict):
    """A predecessor is still open."""


class TaskChanged(Conflict):
    """Somebody else changed the task in the meantime."""


class DataMissing(Unprocessable):
    """Values that the task asks for are missing or do not fit their specification."""


class UnknownAssignee(Invalid):
    """There is no such user or group to assign to."""


class NoteEmpty(Invalid):
    """A note without a word in it."""


class UnknownCalendar(NotFound):
    """There is no working calendar of that name."""


class CalendarChanged(Conflict):
    """Somebody else changed the calendar meanwhile."""


class UnknownProposal(NotFound):
    """Nothing is proposed for this relationship, or not any more."""


class WorkDone(Conflict):
    """What is to be withdrawn has been started or done."""


class RerouteRefused(Unprocessable):
    """A task cannot go another way: there is none of that name, or what the first did cannot be undone."""


class TestNeeded(Conflict):
    """The task is a test, which is not left out: what it tests is completed only after it was passed."""

    __test__ = False  # no test of ours


class NotForPeople(Conflict):
    """The task is carried out by an executor; a person cannot do it."""


class ActionIncomplete(Invalid):
    """An action on many tasks lacks a word that it needs."""


class SelectionChanged(Conflict):
    """What matches the filters is not what the caller saw any more."""


class SelectionTooLarge(Invalid):
    """More tasks were chosen than one request may act on."""


class EditRefused(Unprocessable):
    """An edit would break the plan: a circle, a wait without end, something started that would have to wait."""


class RollBackRefused(Unprocessable):
    """Work cannot be taken back: it is past the point of no return, nobody knows how, or other work builds on it."""


class PlanChanged(Conflict):
    """Somebody else changed the plan in the meantime."""


class PlanClosed(Conflict):
    """What is to be edited has ended, or is being undone."""


class EventUnclear(Invalid):
    """What an outside system reports has no name, or is about something else."""


class ReasonMissing(Invalid):
    """An edit of a plan, without a word why."""


class UnknownHold(NotFound):
    """There is no hold with this number."""


class HoldInvalid(Invalid):
    """A hold lacks its note, or its expiry does not make sense."""


class HoldRefused(Conflict):
    """What is to be held has ended or is not carried out yet, or the hold is released already."""


class DurationPolicyInvalid(Invalid):
    """A duration policy has no time that work takes, or names a calendar that there is not."""


class UnknownDurationPolicy(NotFound):
    """There is no duration policy of this name."""
