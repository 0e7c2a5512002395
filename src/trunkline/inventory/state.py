"""The life of what a customer has; TMF637, TMF638 and TMF639 each see it in their own words (see `wire.py`)."""

from enum import StrEnum

from trunkline.kit.lifecycle import Lifecycle


class InventoryState(StrEnum):
    """States of a product, service or resource in inventory."""

    RESERVED = "reserved"  # placeholder made at approval, not yet there
    ACTIVE = "active"  # there and working
    CHANGE_PENDING = "changePending"  # active, and an approved order is changing it
    TERMINATION_PENDING = "terminationPending"  # active, and an approved order is ceasing it
    SUSPENDED = "suspended"  # there, switched off for a while
    TERMINATED = "terminated"  # ended
    CANCELLED = "cancelled"  # was reserved and never came to be


_S = InventoryState

INVENTORY_LIFECYCLE = Lifecycle(
    InventoryState,
    [_S.RESERVED, _S.ACTIVE],
    [
        ("activate", _S.RESERVED, _S.ACTIVE),
        ("beginChange", _S.ACTIVE, _S.CHANGE_PENDING),
        ("activate", _S.CHANGE_PENDING, _S.ACTIVE),
        ("restore", _S.CHANGE_PENDING, _S.ACTIVE),
        ("beginTermination", _S.ACTIVE, _S.TERMINATION_PENDING),
        ("beginTermination", _S.SUSPENDED, _S.TERMINATION_PENDING),
        ("restore", _S.TERMINATION_PENDING, _S.ACTIVE),
        ("terminate", _S.TERMINATION_PENDING, _S.TERMINATED),
        ("beginSuspension", _S.ACTIVE, _S.CHANGE_PENDING),
        ("suspend", _S.CHANGE_PENDING, _S.SUSPENDED),
        ("beginResumption", _S.SUSPENDED, _S.CHANGE_PENDING),
        ("resume", _S.CHANGE_PENDING, _S.ACTIVE),
        ("restoreSuspended", _S.CHANGE_PENDING, _S.SUSPENDED),
        ("restoreSuspended", _S.TERMINATION_PENDING, _S.SUSPENDED),
        ("cancel", _S.RESERVED, _S.CANCELLED),
    ],
)


class ScheduledState(StrEnum):
    """States of a scheduled change of inventory."""

    WAITING = "waiting"  # its date is still to come, or the item is busy
    DONE = "done"  # it took effect
    CANCELLED = "cancelled"  # it does not take place; an event tells why


SCHEDULED_LIFECYCLE = Lifecycle(
    ScheduledState,
    ScheduledState.WAITING,
    [
        ("do", ScheduledState.WAITING, ScheduledState.DONE),
        ("cancel", ScheduledState.WAITING, ScheduledState.CANCELLED),
    ],
)
