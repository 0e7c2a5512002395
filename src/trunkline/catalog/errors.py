"""What can go wrong with the catalog."""

from trunkline.kit.errors import Conflict, Invalid, NotFound, Unprocessable


class UnknownSpecification(NotFound):
    """No specification has this id (and version)."""


class UnknownPlanSpecification(NotFound):
    """No plan specification has this id (and version)."""


class UnknownCatalogPart(NotFound):
    """No decision table or policy has this id (and version)."""


class CatalogInvalid(Invalid):
    """The catalog, or one specification, breaks a rule; every fault is listed."""


class DraftExists(Conflict):
    """There is an unpublished version already; change, publish or delete that one."""


class PublishedIsImmutable(Conflict):
    """A published specification never changes; make a new version."""


class RetiredHasNoVersions(Conflict):
    """No new version may be made of a retired specification."""


class SpecificationInUse(Conflict):
    """Something published needs this specification; retire or change that first."""


class PlanConditionTaken(Conflict):
    """Another published plan specification has the same condition."""


class ExpressionInvalid(Invalid):
    """The text of an expression or decision table cannot be used as it stands."""


class ExpressionFailed(Unprocessable):
    """An expression or decision table gave no value although everything it needs is there; the message quotes it."""
