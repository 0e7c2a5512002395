"""What happens to appointments; each is about the task."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from trunkline.events.model import Event


class _AppointmentEvent(Event, frozen=True, kw_only=True):
    about: ClassVar[str] = "task"

    appointment: str
    start_at: datetime
    end_at: datetime


class AppointmentReserved(_AppointmentEvent, frozen=True, kw_only=True):
    """A time is kept until it expires or is confirmed."""

    expires_at: datetime


class AppointmentBooked(_AppointmentEvent, frozen=True, kw_only=True):
    """A time is agreed: the task waits for it."""


class AppointmentMoved(_AppointmentEvent, frozen=True, kw_only=True):
    """Another time was agreed."""

    before: datetime
    reason: str


class AppointmentCancelled(_AppointmentEvent, frozen=True, kw_only=True):
    """It was called off, or what it was for ended otherwise."""

    reason: str


class AppointmentExpired(_AppointmentEvent, frozen=True, kw_only=True):
    """Nobody confirmed it in time."""


class AppointmentMissed(_AppointmentEvent, frozen=True, kw_only=True):
    """Its time passed and nobody had begun the task."""


class AppointmentOfferSaved(Event, frozen=True, kw_only=True):
    """What a group offers to those who make appointments was changed."""

    about: ClassVar[str] = "assignmentGroup"

    group: str
