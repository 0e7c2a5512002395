"""What can go wrong with agreements."""

from trunkline.kit.errors import Invalid, NotFound


class AgreementInvalid(Invalid):
    """An agreement names what there is not, or has no time that can pass."""


class UnknownAgreement(NotFound):
    """There is no agreement of this name in force."""
