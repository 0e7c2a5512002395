"""What can go wrong with assigning work."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownAssignmentRule(NotFound):
    """There is no assignment rule with this name."""

    contract = Contract("There is no assignment rule of this name.", "Choose one of those there are.")


class AssignmentRuleInvalid(Invalid):
    """A rule has no name, or its group does not exist."""

    contract = Contract(
        "The assignment rule cannot be used.",
        "Give it a name and a group that exists.",
        field="assignmentRules",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )


class AssignmentRuleChanged(Conflict):
    """Somebody else changed the rule meanwhile."""

    contract = Contract(
        "Somebody else changed the rule.",
        "Read it again, then repeat the change.",
        field="version",
        owner=Owner.ADMINISTRATOR,
    )


class WorkProfileInvalid(Invalid):
    """Capacity, calendar, absence or deputy cannot be used."""

    contract = Contract("Capacity, calendar, absence or deputy cannot be used as given.", "Correct what is listed.")


class NoCapacityLeft(Conflict):
    """The person is absent, or has as many tasks in hand as they may."""

    contract = Contract(
        "The person is away, or has enough in hand.",
        "Choose somebody else.",
        field="assignee",
        cause_class=CauseClass.RULE,
    )
