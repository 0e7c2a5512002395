"""What can go wrong with a service order, as the caller sees it."""

from trunkline.kit.errors import Conflict, Invalid, NotFound, Unprocessable


class UnknownServiceOrder(NotFound):
    """There is no service order with this number."""


class ServiceOrderInvalid(Invalid):
    """The order cannot be accepted; every fault is listed with its item and field."""


class ExternalIdTaken(Conflict):
    """Another order has this external id."""


class IdempotencyKeyReused(Conflict):
    """The key was used before, with another body."""


class ReasonRequired(Invalid):
    """A reason code and a note are needed."""


class OrderChanged(Conflict):
    """The order is not the version that was reviewed."""


class ReviewNotPassed(Unprocessable):
    """A blocking check of the review fails; every fault is listed."""


class NotDeletable(Conflict):
    """Only an order in draft or acknowledged can be deleted."""


class NotEditable(Conflict):
    """The order is past the point where this can be edited."""


class AttributeNotPatchable(Invalid):
    """The attribute belongs to the server or cannot be changed after creation."""


class UnknownServiceOrderItem(NotFound):
    """The order has no such item."""


class UnknownContact(NotFound):
    """The item has no such contact."""


class NoOpenInvestigation(Conflict):
    """The order has no investigation that could be assigned."""


class PayloadInvalid(Invalid):
    """The body is not JSON, or attributes have the wrong type; every fault is listed with its path."""


class IdempotencyKeyInvalid(Invalid):
    """The idempotency key is blank or too long."""


class PreviewChanged(Conflict):
    """What would follow from the approval is not what the approver was shown."""


class AlreadySigned(Conflict):
    """Two different people must approve, and this one has."""


class OtherItemsSigned(Conflict):
    """The first approver approved other items than these."""


class ItemsNotDecidable(Conflict):
    """These items cannot be approved or rejected by themselves."""


class EnrichmentOpen(Conflict):
    """The order waits for its enrichment."""


class UnknownEnrichmentTask(NotFound):
    """There is no such enrichment task."""


class EnrichmentTaskChanged(Conflict):
    """Somebody else changed the enrichment task, or it has ended."""


class EnrichmentDataMissing(Unprocessable):
    """What the enrichment task asks for is missing or wrong."""


class UnknownEnrichmentAssignee(Invalid):
    """There is no such group or person."""


class NotCopyable(Unprocessable):
    """The item cannot be copied to these places; every fault is listed."""


class ImportInvalid(Invalid):
    """Rows of an import cannot be accepted; every fault names its row."""


class PriorityFactorInvalid(Invalid):
    """A factor that urgency is weighed from is wrong."""


class UnknownMilestone(NotFound):
    """There is no such milestone."""


class MilestoneChanged(Conflict):
    """Somebody else moved the milestone."""


class UnknownOrderTask(NotFound):
    """There is no such task of an order."""


class OrderTaskChanged(Conflict):
    """Somebody else changed the task of the order, it waits for something, or it has ended."""


class UnknownOrderTaskAssignee(Invalid):
    """There is no such group or person."""
