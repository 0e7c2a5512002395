"""What can go wrong when somebody asks for numbers."""

from trunkline.kit.contract import Contract
from trunkline.kit.errors import Invalid


class DashboardPeriodInvalid(Invalid):
    """The period that numbers are asked for is none, or too long."""

    contract = Contract(
        "There are no numbers for that period.", "Give a beginning before the end, at most a year apart.", field="from"
    )
