"""The life of a fallout, and the remedies."""

from enum import StrEnum

from trunkline.kit.lifecycle import Lifecycle


class FalloutState(StrEnum):
    """States of a fallout."""

    OPEN = "open"  # raised, nobody on it
    IN_PROGRESS = "inProgress"  # somebody is on it
    AWAITING_INFORMATION = "awaitingInformation"  # waits for an answer from elsewhere
    RESOLVING = "resolving"  # a remedy was applied; whether it helped is not known yet
    RESOLVED = "resolved"  # the task left its failed state, and what it was to bring about is so
    CLOSED = "closed"  # looked at once more and filed
    CANCELLED = "cancelled"  # raised in error


_S = FalloutState

# the ones that hold the task and can be given a remedy
REMEDIABLE_STATES = frozenset({_S.OPEN, _S.IN_PROGRESS, _S.AWAITING_INFORMATION})
# not resolved yet
OPEN_STATES = REMEDIABLE_STATES | {_S.RESOLVING}

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
        ("apply", _S.OPEN, _S.RESOLVING),
        ("apply", _S.IN_PROGRESS, _S.RESOLVING),
        ("apply", _S.AWAITING_INFORMATION, _S.RESOLVING),
        ("resolve", _S.RESOLVING, _S.RESOLVED),
        ("failAgain", _S.RESOLVING, _S.OPEN),
        ("failAgainInHand", _S.RESOLVING, _S.IN_PROGRESS),  # somebody is on it still
        ("overtake", _S.RESOLVING, _S.CANCELLED),  # the task was cancelled meanwhile
        ("close", _S.RESOLVED, _S.CLOSED),
        ("cancel", _S.OPEN, _S.CANCELLED),
        ("cancel", _S.IN_PROGRESS, _S.CANCELLED),
        ("cancel", _S.AWAITING_INFORMATION, _S.CANCELLED),
    ],
)


class Outcome(StrEnum):
    """How a remedy came out."""

    TRIED = "tried"  # not known yet
    MENDED = "mended"  # the task went on, and what it was to bring about is so
    STILL_FAILING = "stillFailing"  # it failed again in the same way
    FAILING_DIFFERENTLY = "failingDifferently"  # it failed again in another way
    OVERTAKEN = "overtaken"  # the task ended for another reason


class Resolution(StrEnum):
    """What is done about a fallout."""

    RETRY = "retry"  # the executor tries again, or the task goes back to its group
    CORRECT_AND_RETRY = "correctAndRetry"  # values are corrected first
    COMPLETE_BY_HAND = "completeByHand"  # it was done outside; the values later steps need are given
    SKIP = "skip"  # the task is not needed; the values later steps need are given
    ROLL_BACK = "rollBack"  # what was done is undone
    REROUTE = "reroute"  # another executor or domain system does it
    GIVE_UP = "giveUp"  # the domain order fails


class CampaignState(StrEnum):
    """States of a campaign: one remedy for many fallouts."""

    DRAFT = "draft"  # what it will touch is listed and does not change any more
    AWAITING_APPROVAL = "awaitingApproval"  # so large that a second person must say yes
    RUNNING = "running"  # wave after wave, as outcomes come in
    PAUSED = "paused"  # nothing is tried; outcomes still come in
    STOPPED = "stopped"  # too many failed, or somebody stopped it; the rest was not touched
    COMPLETED = "completed"  # every record has its outcome
    DISCARDED = "discarded"  # never started


_C = CampaignState

CAMPAIGN_LIFECYCLE = Lifecycle(
    CampaignState,
    CampaignState.DRAFT,
    [
        ("start", _C.DRAFT, _C.RUNNING),
        ("submit", _C.DRAFT, _C.AWAITING_APPROVAL),
        ("approve", _C.AWAITING_APPROVAL, _C.RUNNING),
        ("pause", _C.RUNNING, _C.PAUSED),
        ("resume", _C.PAUSED, _C.RUNNING),
        ("stop", _C.RUNNING, _C.STOPPED),
        ("stop", _C.PAUSED, _C.STOPPED),
        ("finish", _C.RUNNING, _C.COMPLETED),
        ("discard", _C.DRAFT, _C.DISCARDED),
        ("discard", _C.AWAITING_APPROVAL, _C.DISCARDED),
    ],
)


class CampaignRecordState(StrEnum):
    """What became of one fallout in a campaign."""

    LISTED = "listed"  # drawn; the campaign has not started
    CONFLICT = "conflict"  # left out, with the reason
    WAITING = "waiting"  # its turn is still to come
    TRYING = "trying"  # the remedy was applied; the outcome is not known yet
    SUCCEEDED = "succeeded"  # the task left its failed state
    STILL_FAILING = "stillFailing"  # the task failed again, in the same way
    FAILING_DIFFERENTLY = "failingDifferently"  # the task failed again, in another way
    REFUSED = "refused"  # the remedy does not fit this one; nothing was done
    OVERTAKEN = "overtaken"  # somebody else dealt with it first; nothing was done
    NO_ANSWER = "noAnswer"  # no outcome within the campaign's patience
    UNTOUCHED = "untouched"  # the campaign ended before its turn


_R = CampaignRecordState

CAMPAIGN_RECORD_LIFECYCLE = Lifecycle(
    CampaignRecordState,
    [CampaignRecordState.LISTED, CampaignRecordState.CONFLICT],
    [
        ("start", _R.LISTED, _R.WAITING),
        ("leave", _R.LISTED, _R.UNTOUCHED),
        ("leave", _R.WAITING, _R.UNTOUCHED),
        ("try", _R.WAITING, _R.TRYING),
        ("refuse", _R.WAITING, _R.REFUSED),
        ("overtake", _R.WAITING, _R.OVERTAKEN),
        ("succeed", _R.TRYING, _R.SUCCEEDED),
        ("failAgain", _R.TRYING, _R.STILL_FAILING),
        ("failDifferently", _R.TRYING, _R.FAILING_DIFFERENTLY),
        ("giveUpWaiting", _R.TRYING, _R.NO_ANSWER),
    ],
)
