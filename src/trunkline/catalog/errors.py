"""What can go wrong with the catalog."""

from trunkline.kit.errors import Conflict, Invalid, NotFound, Unprocessable


class UnknownSpecification(NotFound):
    """No specification has this id (and version)."""


class UnknownPlanSpecification(NotFound):
    """No plan specification has this id (and version)."""


class CatalogInvalid(Invalid):
    """The catalog, or one specification, breaks a rule; every fault is listed."""


class PublishedIsImmutable(Conflict):
    """A published specification never changes; make a new version."""


class RetiredHasNoVersions(Conflict):
    """No new version may be made of a retired specification."""


class PlanConditionTaken(Conflict):
    """Another published plan specification has the same condition."""


class CharacteristicInvalid(Unprocessable):
    """A characteristic value does not fit its specification."""
