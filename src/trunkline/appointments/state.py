"""The life of an appointment."""

from __future__ import annotations

from enum import StrEnum

from trunkline.kit.lifecycle import Lifecycle


class AppointmentState(StrEnum):
    """States of an appointment."""

    RESERVED = "reserved"  # kept for a while for somebody who has not said yes
    CONFIRMED = "confirmed"  # agreed; the task waits for it
    COMPLETED = "completed"  # the task was done
    MISSED = "missed"  # its time passed and nobody had begun
    CANCELLED = "cancelled"  # called off
    EXPIRED = "expired"  # nobody said yes in time


_A = AppointmentState

APPOINTMENT_LIFECYCLE = Lifecycle(
    AppointmentState,
    [_A.RESERVED, _A.CONFIRMED],
    [
        ("confirm", _A.RESERVED, _A.CONFIRMED),
        ("cancel", _A.RESERVED, _A.CANCELLED),
        ("cancel", _A.CONFIRMED, _A.CANCELLED),
        ("expire", _A.RESERVED, _A.EXPIRED),
        ("complete", _A.CONFIRMED, _A.COMPLETED),
        ("miss", _A.CONFIRMED, _A.MISSED),
    ],
)
OPEN = frozenset({_A.RESERVED, _A.CONFIRMED})
