"""What can go wrong with assigning work."""

from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownAssignmentRule(NotFound):
    """There is no assignment rule with this name."""


class AssignmentRuleInvalid(Invalid):
    """A rule has no name, or its group does not exist."""


class AssignmentRuleChanged(Conflict):
    """Somebody else changed the rule meanwhile."""


class WorkProfileInvalid(Invalid):
    """Capacity, calendar, absence or deputy cannot be used."""


class NoCapacityLeft(Conflict):
    """The person is absent, or has as many tasks in hand as they may."""
