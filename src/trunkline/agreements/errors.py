"""What can go wrong with agreements."""

from trunkline.kit.contract import CauseClass, Contract, Owner
from trunkline.kit.errors import Invalid, NotFound


class AgreementInvalid(Invalid):
    """An agreement names what there is not, or has no time that can pass."""

    contract = Contract(
        "The agreement cannot be used.",
        "Correct what is listed.",
        field="agreements",
        cause_class=CauseClass.CONFIGURATION,
        owner=Owner.ADMINISTRATOR,
    )


class UnknownAgreement(NotFound):
    """There is no agreement of this name in force."""

    contract = Contract("There is no agreement of this name in force.", "Choose one of those there are.")
