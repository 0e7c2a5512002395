"""What can go wrong with the catalog."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Conflict, Invalid, NotFound, Unprocessable


class UnknownSpecification(NotFound):
    """No specification has this id (and version)."""

    contract = Contract(
        "This specification is not in the catalog, or not in that version.",
        "Choose one from the catalog, or ask the designer to publish it.",
    )


class UnknownPlanSpecification(NotFound):
    """No plan specification has this id (and version)."""

    contract = Contract(
        "This plan specification is not in the catalog, or not in that version.",
        "Choose one from the catalog, or ask the designer to publish it.",
    )


class UnknownCatalogPart(NotFound):
    """No decision table or policy has this id (and version)."""

    contract = Contract(
        "This table or policy is not in the catalog, or not in that version.",
        "Choose one from the catalog, or ask the designer to publish it.",
    )


class CatalogInvalid(Invalid):
    """The catalog, or one specification, breaks a rule; every fault is listed."""

    contract = Contract(
        "The catalog has faults and was not taken over; nothing has changed.",
        "Mend each fault that is listed, check with `trunkline catalog lint`, then load it again.",
        field="body",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.CATALOG_DESIGNER,
    )


class DraftExists(Conflict):
    """There is an unpublished version already; change, publish or delete that one."""

    contract = Contract(
        "There is a draft of this already.",
        "Change, publish or delete that draft first.",
        field="version",
        owner=Owner.CATALOG_DESIGNER,
    )


class PublishedIsImmutable(Conflict):
    """A published specification never changes; make a new version."""

    contract = Contract(
        "What is published never changes, so that running orders keep what they were approved with.",
        "Make a new version and change that.",
        field="version",
        owner=Owner.CATALOG_DESIGNER,
    )


class RetiredHasNoVersions(Conflict):
    """No new version may be made of a retired specification."""

    contract = Contract(
        "This is retired and gets no new versions.",
        "Make a specification of another id.",
        field="version",
        owner=Owner.CATALOG_DESIGNER,
    )


class SpecificationInUse(Conflict):
    """Something published needs this specification; retire or change that first."""

    contract = Contract(
        "Other published parts of the catalog need this.",
        "Change or retire those that are named, then do it again.",
        field="state",
        owner=Owner.CATALOG_DESIGNER,
    )


class PlanConditionTaken(Conflict):
    """Another published plan specification has the same condition."""

    contract = Contract(
        "Another published plan has the same condition, so nobody could tell which one applies.",
        "Make the conditions differ, or retire the other plan.",
        field="condition",
        cause_class=CauseClass.RULE,
        owner=Owner.CATALOG_DESIGNER,
    )


class ExpressionInvalid(Invalid):
    """The text of an expression or decision table cannot be used as it stands."""

    contract = Contract(
        "A rule of the catalog is written in a way that cannot be read.",
        "Ask the catalog's designer to correct the expression that is quoted.",
        field="expression",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.CATALOG_DESIGNER,
    )


class ExpressionFailed(Unprocessable):
    """An expression or decision table gave no value although everything it needs is there; the message quotes it."""

    contract = Contract(
        "A rule of the catalog could not be evaluated with the values of this order.",
        "Check the values that the message quotes; if they are right, ask the catalog's designer.",
        field="expression",
        cause_class=CauseClass.RULE,
        owner=Owner.CATALOG_DESIGNER,
    )
