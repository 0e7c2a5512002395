"""What can go wrong with plans and tasks."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound, Unprocessable


class UnknownTask(NotFound):
    """There is no task with this number."""

    contract = Contract(
        "This task does not exist, or you may not see it.", "Check the number, or search the list of tasks."
    )


class UnknownDomainOrder(NotFound):
    """There is no domain order with this number."""

    contract = Contract(
        "This domain order does not exist, or you may not see it.", "Check the number, or open it from its order."
    )


class NoPlanYet(NotFound):
    """The order has no orchestration plan: it is not approved, or the plan is still being made."""

    contract = Contract(
        "The order has no plan yet.",
        "Approve the order, or wait until its plan is made.",
        field="plan",
        cause_class=CauseClass.STATE,
    )


class PlanInvalid(Unprocessable):
    """A plan cannot be made from this catalog: a cycle, a self reference, a duplicate."""

    contract = Contract(
        "No plan can be made from this part of the catalog.",
        "Ask the catalog's designer to mend what is listed.",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.CATALOG_DESIGNER,
    )


class TaskBlocked(Conflict):
    """A predecessor is still open."""

    contract = Contract("Work that comes before this task is still open.", "Finish the tasks that are named first.")


class TaskChanged(Conflict):
    """Somebody else changed the task in the meantime."""

    contract = Contract(
        "Somebody else changed the task meanwhile.", "Read it again, then repeat what is still needed.", field="version"
    )


class DataMissing(Unprocessable):
    """Values that the task asks for are missing or do not fit their specification."""

    contract = Contract(
        "The task asks for values that are missing or do not fit.", "Fill in each value that is listed."
    )


class UnknownAssignee(Invalid):
    """There is no such user or group to assign to."""

    contract = Contract("There is no such group or active person.", "Choose one from the list.", field="assignee")


class UrgencyInvalid(Invalid):
    """No priority, or no time, that a task can have."""

    contract = Contract(
        "A task cannot have this priority or due time.",
        "Give a priority of 1 to 5, or a time with its offset.",
        field="priority",
    )


class NoteEmpty(Invalid):
    """A note without a word in it."""

    contract = Contract("The note is empty.", "Write something, or leave the note out.", field="text")


class UnknownCalendar(NotFound):
    """There is no working calendar of that name."""

    contract = Contract("There is no working calendar of that name.", "Choose one of the calendars there are.")


class CalendarChanged(Conflict):
    """Somebody else changed the calendar meanwhile."""

    contract = Contract(
        "Somebody else changed the calendar.",
        "Read it again, then repeat the change.",
        field="version",
        owner=Owner.ADMINISTRATOR,
    )


class UnknownProposal(NotFound):
    """Nothing is proposed for this relationship, or not any more."""

    contract = Contract("Nothing is proposed here any more.", "Open the order and see how it stands.")


class WorkDone(Conflict):
    """What is to be withdrawn has been started or done."""

    contract = Contract(
        "The work has begun or is done, so it cannot be withdrawn.", "Roll it back instead, or leave it."
    )


class RerouteRefused(Unprocessable):
    """A task cannot go another way: there is none of that name, or what the first did cannot be undone."""

    contract = Contract(
        "The work cannot be given to another way of doing it.",
        "Choose one of the ways that are offered, or have what was done taken back first.",
        field="executor",
        cause_class=CauseClass.RULE,
        owner=Owner.FALLOUT_MANAGER,
    )


class TestNeeded(Conflict):
    """The task is a test, which is not left out: what it tests is completed only after it was passed."""

    contract = Contract(
        "This task is a test, which cannot be left out.",
        "Carry out the test, or complete it with its result.",
        field="resolution",
        cause_class=CauseClass.RULE,
        owner=Owner.FALLOUT_GROUP,
    )

    __test__ = False  # no test of ours


class NotForPeople(Conflict):
    """The task is carried out by an executor; a person cannot do it."""

    contract = Contract(
        "A system carries this task out; a person cannot.",
        "Wait for the system, or raise a fallout on the task.",
        field="executor",
    )


class ActionIncomplete(Invalid):
    """An action on many tasks lacks a word that it needs."""

    contract = Contract("The action needs something more.", "Give what is listed.")


class SelectionChanged(Conflict):
    """What matches the filters is not what the caller saw any more."""

    contract = Contract(
        "The tasks that match are not the ones you saw any more.",
        "Look at the list again, then choose.",
        field="filter",
    )


class SelectionTooLarge(Invalid):
    """More tasks were chosen than one request may act on."""

    contract = Contract(
        "More tasks were chosen than one request may touch.", "Narrow the filter, or do it in parts.", field="filter"
    )


class EditRefused(Unprocessable):
    """An edit would break the plan: a circle, a wait without end, something started that would have to wait."""

    contract = Contract(
        "This edit would break the plan.",
        "Choose another edit; the message says what would break.",
        cause_class=CauseClass.RULE,
        owner=Owner.FULFILLMENT_MANAGER,
    )


class RollBackRefused(Unprocessable):
    """Work cannot be taken back: it is past the point of no return, nobody knows how, or other work builds on it."""

    contract = Contract(
        "The work cannot be taken back as asked.",
        "Choose a later task to go back to, or another remedy.",
        field="rollBackTo",
        cause_class=CauseClass.RULE,
        owner=Owner.FALLOUT_MANAGER,
    )


class PlanChanged(Conflict):
    """Somebody else changed the plan in the meantime."""

    contract = Contract(
        "Somebody else changed the plan meanwhile.", "Read the plan again, then repeat the edit.", field="version"
    )


class PlanClosed(Conflict):
    """What is to be edited has ended, or is being undone."""

    contract = Contract("What you want to edit has ended, or is being undone.", "Open the plan and see how it stands.")


class EventUnclear(Invalid):
    """What an outside system reports has no name, or is about something else."""

    contract = Contract(
        "The report does not say which event it is about.", "Name the event and its subject.", field="event"
    )


class ReasonMissing(Invalid):
    """An edit of a plan, without a word why."""

    contract = Contract("An edit of a plan needs a word why.", "Write why the plan is edited.", field="reason")


class UnknownHold(NotFound):
    """There is no hold with this number."""

    contract = Contract("There is no hold with this number.", "Open the record and see its holds.")


class HoldInvalid(Invalid):
    """A hold lacks its note, or its expiry does not make sense."""

    contract = Contract(
        "The hold lacks its note, or its end makes no sense.",
        "Write a note and choose an end in the future.",
        field="expiresAt",
    )


class HoldRefused(Conflict):
    """What is to be held has ended or is not carried out yet, or the hold is released already."""

    contract = Contract("This cannot be held or released now.", "Open the record and see how it stands.")


class DurationPolicyInvalid(Invalid):
    """A duration policy has no time that work takes, or names a calendar that there is not."""

    contract = Contract(
        "The duration policy cannot be used.",
        "Correct what is listed.",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )


class UnknownDurationPolicy(NotFound):
    """There is no duration policy of this name."""

    contract = Contract("There is no duration policy of this name.", "Choose one of those there are.")
