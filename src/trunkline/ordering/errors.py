"""What can go wrong with a service order, as the caller sees it."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound, Unprocessable


class UnknownServiceOrder(NotFound):
    """There is no service order with this number."""

    contract = Contract(
        "This service order does not exist, or you may not see it.", "Check the number, or search the list of orders."
    )


class ServiceOrderInvalid(Invalid):
    """The order cannot be accepted; every fault is listed with its item and field."""

    contract = Contract(
        "The order has faults and was not accepted.", "Correct each fault that is listed, then send it again."
    )


class ExternalIdTaken(Conflict):
    """Another order has this external id."""

    contract = Contract(
        "Another order has this external id already.",
        "Open that order, or give this one an external id of its own.",
        field="externalId",
    )


class IdempotencyKeyReused(Conflict):
    """The key was used before, with another body."""

    contract = Contract(
        "The same key was sent before with another content.",
        "Send a new key with new content, or the old content again.",
        field="Idempotency-Key",
        cause_class=CauseClass.INPUT,
    )


class ReasonRequired(Invalid):
    """A reason code and a note are needed."""

    contract = Contract("A reason and a note are needed for this.", "Choose a reason and write a note.", field="note")


class OrderChanged(Conflict):
    """The order is not the version that was reviewed."""

    contract = Contract(
        "Somebody changed the order after you looked at it.", "Look at it again, then decide.", field="version"
    )


class ReviewNotPassed(Unprocessable):
    """A blocking check of the review fails; every fault is listed."""

    contract = Contract(
        "The order cannot be approved yet: a check of its review fails.",
        "Mend what the checks name, then review again.",
        cause_class=CauseClass.RULE,
        owner=Owner.SERVICE_ORDER_AGENT,
    )


class NotDeletable(Conflict):
    """Only an order in draft or acknowledged can be deleted."""

    contract = Contract("Only an order that is not approved yet can be deleted.", "Cancel the order instead.")


class NotEditable(Conflict):
    """The order is past the point where this can be edited."""

    contract = Contract("The order is too far on for this edit.", "Use a revision, or a change order.")


class AttributeNotPatchable(Invalid):
    """The attribute belongs to the server or cannot be changed after creation."""

    contract = Contract("This attribute is kept by the server and cannot be set.", "Leave the attribute out.")


class UnknownServiceOrderItem(NotFound):
    """The order has no such item."""

    contract = Contract("The order has no such item.", "Choose an item of the order.")


class UnknownContact(NotFound):
    """The item has no such contact."""

    contract = Contract("The item has no such contact.", "Choose a contact of the item, or add one.")


class NoOpenInvestigation(Conflict):
    """The order has no investigation that could be assigned."""

    contract = Contract("The order is not being investigated.", "Open the order and see how it stands.")


class PayloadInvalid(Invalid):
    """The body is not JSON, or attributes have the wrong type; every fault is listed with its path."""

    contract = Contract(
        "What was sent is no order, or has values of the wrong kind.",
        "Correct each place that is listed; /openapi.json says what is expected.",
        field="body",
    )


class IdempotencyKeyInvalid(Invalid):
    """The idempotency key is blank or too long."""

    contract = Contract(
        "The key of the request is blank or too long.",
        "Send a key of the length that is said.",
        field="Idempotency-Key",
    )


class PreviewChanged(Conflict):
    """What would follow from the approval is not what the approver was shown."""

    contract = Contract(
        "What would follow from the approval is not what you were shown.",
        "Look at the preview again, then decide.",
        field="preview",
        owner=Owner.SERVICE_ORDER_MANAGER,
    )


class AlreadySigned(Conflict):
    """Two different people must approve, and this one has."""

    contract = Contract(
        "This order needs two approvers, and you were the first.",
        "Ask another manager to approve it.",
        field="approver",
        cause_class=CauseClass.PERMISSION,
        owner=Owner.SERVICE_ORDER_MANAGER,
    )


class OtherItemsSigned(Conflict):
    """The first approver approved other items than these."""

    contract = Contract(
        "The first approver approved other items.",
        "Approve the same items, or ask the first approver.",
        field="items",
        owner=Owner.SERVICE_ORDER_MANAGER,
    )


class ItemsNotDecidable(Conflict):
    """These items cannot be approved or rejected by themselves."""

    contract = Contract(
        "These items cannot be decided by themselves.",
        "Choose the items that belong together, as the message says.",
        field="items",
    )


class EnrichmentOpen(Conflict):
    """The order waits for its enrichment."""

    contract = Contract(
        "The order waits until its enrichment is done.",
        "Finish the enrichment task that is named.",
        cause_class=CauseClass.STATE,
        owner=Owner.SERVICE_ORDER_AGENT,
    )


class UnknownEnrichmentTask(NotFound):
    """There is no such enrichment task."""

    contract = Contract("There is no such enrichment task.", "Open the order and choose one of its tasks.")


class EnrichmentTaskChanged(Conflict):
    """Somebody else changed the enrichment task, or it has ended."""

    contract = Contract(
        "Somebody else changed the enrichment task, or it has ended.",
        "Read it again, then repeat what is still needed.",
        field="version",
    )


class EnrichmentDataMissing(Unprocessable):
    """What the enrichment task asks for is missing or wrong."""

    contract = Contract(
        "The enrichment task asks for values that are missing or wrong.", "Fill in each value that is listed."
    )


class UnknownEnrichmentAssignee(Invalid):
    """There is no such group or person."""

    contract = Contract("There is no such group or active person.", "Choose one from the list.", field="assignee")


class NotCopyable(Unprocessable):
    """The item cannot be copied to these places; every fault is listed."""

    contract = Contract(
        "The item cannot be copied to these places.", "Correct the places that are listed, or leave them out."
    )


class ImportInvalid(Invalid):
    """Rows of an import cannot be accepted; every fault names its row."""

    contract = Contract(
        "Some rows of the file cannot be taken; none was.",
        "Correct the rows that are named and load the file again.",
        field="rows",
    )


class PriorityFactorInvalid(Invalid):
    """A factor that urgency is weighed from is wrong."""

    contract = Contract(
        "A factor of urgency is wrong.",
        "Correct the factor that is named.",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )


class UnknownMilestone(NotFound):
    """There is no such milestone."""

    contract = Contract("There is no such milestone.", "Open the order and choose one of its milestones.")


class MilestoneChanged(Conflict):
    """Somebody else moved the milestone."""

    contract = Contract("Somebody else moved the milestone.", "Read it again, then decide.", field="version")


class UnknownOrderTask(NotFound):
    """There is no such task of an order."""

    contract = Contract("The order has no such task.", "Open the order and choose one of its tasks.")


class OrderTaskChanged(Conflict):
    """Somebody else changed the task of the order, it waits for something, or it has ended."""

    contract = Contract(
        "Somebody else changed the task, or it waits or has ended.",
        "Read it again; what can be done now is offered there.",
        field="version",
    )


class UnknownOrderTaskAssignee(Invalid):
    """There is no such group or person."""

    contract = Contract("There is no such group or active person.", "Choose one from the list.", field="assignee")


class CancellationRefused(Conflict):
    """The order cannot be cancelled as it stands; what stands against it is named item by item."""

    contract = Contract(
        "The order cannot be cancelled as it stands.",
        "Look at what stands against it; cancel the items that can be, or let it go on.",
        cause_class=CauseClass.STATE,
    )


class UnknownCancellation(NotFound):
    """There is no such request to cancel."""

    contract = Contract("There is no such request to cancel.", "Open the order and look at its requests.")
