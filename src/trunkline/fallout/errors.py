"""What can go wrong with fallouts."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound


class UnknownFallout(NotFound):
    """There is no fallout with this number."""

    contract = Contract(
        "This fallout does not exist, or you may not see it.", "Check the number, or search the list of fallouts."
    )


class UnknownFalloutGroup(NotFound):
    """There is no group of fallouts with this number."""

    contract = Contract("There is no such group of fallouts.", "Choose one from the list of fallouts by cause.")


class UnknownFalloutType(Invalid):
    """There is no fallout type of this name."""

    contract = Contract("There is no such fallout type.", "Choose one of the types there are.", field="falloutType")


class UnknownFalloutCategory(NotFound):
    """There is no category of fallouts with this id."""

    contract = Contract("There is no such category of fallouts.", "Choose one of the categories.", field="category")


class FalloutCategoryTaken(Conflict):
    """There is a category of fallouts with this id already."""

    contract = Contract(
        "There is a category with this id already.", "Choose another id.", field="id", owner=Owner.ADMINISTRATOR
    )


class FalloutCategoryInvalid(Invalid):
    """A category of fallouts cannot be so, or a fallout cannot be filed there."""

    contract = Contract(
        "The category cannot be so.", "Correct what is named.", cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )  # fmt: skip


class FalloutTypeTaken(Conflict):
    """There is a fallout type with this id already."""

    contract = Contract(
        "Another fallout type has this id.", "Choose another id.", field="id", owner=Owner.ADMINISTRATOR
    )


class FalloutIncomplete(Invalid):
    """What is said about the failure, or asked about it, is missing."""

    contract = Contract("Something needs to be said that is missing.", "Fill in what is listed.")


class FalloutAlreadyOpen(Conflict):
    """The same cause is open on the same task already."""

    contract = Contract(
        "The same failure is open on this task already.", "Add a note to the fallout that is named.", field="cause"
    )


class FalloutAlreadyEnded(Conflict):
    """It is resolved, filed or cancelled, and what was found out about it stands."""

    contract = Contract(
        "The fallout is over, and what was found out about it stands.", "Raise a new one if it failed again."
    )


class TaskNotHeld(Conflict):
    """The task of the fallout is not held any more, so a remedy has nothing to move."""

    contract = Contract(
        "The task is not held any more, so there is nothing to mend.", "Read the fallout again.", field="taskState"
    )


class ResolutionIncomplete(Invalid):
    """The remedy needs something that was not given."""

    contract = Contract("The remedy, or the closing, needs something more.", "Give what is listed.", field="resolution")


class UnknownCampaign(NotFound):
    """There is no campaign with this number."""

    contract = Contract("There is no such campaign.", "Choose one from the list of campaigns.")


class CampaignIncomplete(Invalid):
    """What a campaign shall do is missing or does not go together."""

    contract = Contract("The campaign lacks something, or its parts do not go together.", "Correct what is listed.")


class CampaignOutdated(Conflict):
    """What the campaign listed is not as it was: it has to be drafted anew."""

    contract = Contract(
        "The fallouts are not as they were when the campaign was listed.",
        "List it anew and look at what it touches.",
        field="preview",
        owner=Owner.FALLOUT_MANAGER,
    )


class SecondPersonNeeded(Conflict):
    """A campaign of this size is approved by somebody else than who started it."""

    contract = Contract(
        "A campaign of this size needs a second person.",
        "Ask another fallout manager to approve it.",
        field="approver",
        cause_class=CauseClass.PERMISSION,
        owner=Owner.FALLOUT_MANAGER,
    )


class RoutingInvalid(Invalid):
    """A rule that routes fallouts names nobody, or somebody there is not."""

    contract = Contract(
        "The routing rule names nobody, or somebody there is not.",
        "Choose a group that exists.",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.FALLOUT_MANAGER,
    )


class RoutingChanged(Conflict):
    """Somebody else saved the routing rules meanwhile."""

    contract = Contract(
        "Somebody else changed the rules that route fallouts.",
        "Read them again, then repeat the change.",
        field="version",
        owner=Owner.ADMINISTRATOR,
    )


class PeriodInvalid(Invalid):
    """A period begins after its end, or its instants do not say where they are."""

    contract = Contract(
        "The period begins after its end, or its times cannot be read.",
        "Give a start before the end, with time zone.",
        field="from",
    )


class DomainOrderNotClosed(Conflict):
    """A domain order cannot be closed by hand now: tasks of it are open, or it has ended."""

    contract = Contract(
        "The domain order cannot be closed by hand now.",
        "End the tasks that are named, or close it with a fallout on each.",
        field="state",
        cause_class=CauseClass.STATE,
        owner=Owner.FULFILLMENT_MANAGER,
    )
