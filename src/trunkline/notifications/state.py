"""Where a notification stands on its way to one address."""

from __future__ import annotations

from enum import StrEnum

from trunkline.kit.lifecycle import Lifecycle


class NotificationState(StrEnum):
    """`waiting` includes those that failed and are tried again."""

    WAITING = "waiting"  # due now or later
    SENT = "sent"  # the mail server or the receiver took it
    DEAD = "dead"  # given up: an address that is refused, or the last try failed


NOTIFICATION_LIFECYCLE = Lifecycle(
    NotificationState,
    NotificationState.WAITING,
    [
        ("deliver", NotificationState.WAITING, NotificationState.SENT),
        ("giveUp", NotificationState.WAITING, NotificationState.DEAD),
        ("sendAgain", NotificationState.SENT, NotificationState.WAITING),
        ("sendAgain", NotificationState.DEAD, NotificationState.WAITING),
    ],
)
