"""The life of a fallout, and the remedies."""

from enum import StrEnum

from trunkline.kit.lifecycle import Lifecycle


class FalloutState(StrEnum):
    """States of a fallout."""

    OPEN = "open"  # raised, nobody on it
    IN_PROGRESS = "inProgress"  # somebody is on it
    AWAITING_INFORMATION = "awaitingInformation"  # waits for an answer from elsewhere
    RESOLVED = "resolved"  # remedy chosen and the task left its failed state
    CLOSED = "closed"  # looked at once more and filed
    CANCELLED = "cancelled"  # raised in error


_S = FalloutState

OPEN_STATES = frozenset({_S.OPEN, _S.IN_PROGRESS, _S.AWAITING_INFORMATION})

FALLOUT_LIFECYCLE = Lifecycle(
    FalloutState,
    FalloutState.OPEN,
    [
        ("assign", _S.OPEN, _S.IN_PROGRESS),
        ("assign", _S.IN_PROGRESS, _S.IN_PROGRESS),
        ("assign", _S.AWAITING_INFORMATION, _S.AWAITING_INFORMATION),
        ("askInformation", _S.OPEN, _S.AWAITING_INFORMATION),
        ("askInformation", _S.IN_PROGRESS, _S.AWAITING_INFORMATION),
        ("resume", _S.AWAITING_INFORMATION, _S.IN_PROGRESS),
        ("resolve", _S.OPEN, _S.RESOLVED),
        ("resolve", _S.IN_PROGRESS, _S.RESOLVED),
        ("resolve", _S.AWAITING_INFORMATION, _S.RESOLVED),
        ("close", _S.RESOLVED, _S.CLOSED),
        ("cancel", _S.OPEN, _S.CANCELLED),
        ("cancel", _S.IN_PROGRESS, _S.CANCELLED),
        ("cancel", _S.AWAITING_INFORMATION, _S.CANCELLED),
    ],
)


class Resolution(StrEnum):
    """What is done about a fallout."""

    RETRY = "retry"  # the executor tries again, or the task goes back to its group
    CORRECT_AND_RETRY = "correctAndRetry"  # values are corrected first
    COMPLETE_BY_HAND = "completeByHand"  # it was done outside; the values later steps need are given
    SKIP = "skip"  # the task is not needed; the values later steps need are given
    ROLL_BACK = "rollBack"  # what was done is undone
    GIVE_UP = "giveUp"  # the domain order fails
