"""Appointments, what a group offers, and who else may keep them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from trunkline.appointments.state import AppointmentState
from trunkline.kit.ids import AppointmentId, TaskId

OUTSIDE = "outside"  # the group of appointments that another system keeps


class AppointmentOffer(msgspec.Struct, frozen=True, kw_only=True):
    """What a group offers to those who make appointments. Version 0: nobody has said, these are the defaults."""

    assignment_group: str
    slot_length: timedelta = timedelta(hours=2)
    lead_time: timedelta = timedelta(hours=4)  # no slot begins sooner than that
    keep_reserved: timedelta = timedelta(minutes=15)
    most_at_once: int | None = None  # None: as many as there are people
    calendar: str | None = None
    version: int = 0
    changed_by: str | None = None
    changed_at: datetime | None = None


class TimeSlot(msgspec.Struct, frozen=True, kw_only=True):
    """A time that can be booked, and how many people are free then (None: another system does not tell)."""

    start_at: datetime
    end_at: datetime
    free: int | None = None


class Appointment(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody comes from `start_at` to `end_at` to do a task. `person` is kept free for it."""

    id: AppointmentId
    task_n: int
    state: AppointmentState
    assignment_group: str
    person: str | None
    skills: frozenset[str]
    start_at: datetime
    end_at: datetime
    expires_at: datetime | None
    reference: str | None
    external_id: str | None
    note: str | None
    booked_by: str
    booked_at: datetime
    changed_at: datetime
    ended_at: datetime | None
    end_reason: str | None
    version: int

    @property
    def task_id(self) -> TaskId:
        """The task that is to be done then."""
        return TaskId(self.id.service_order_id, self.task_n)


class SentOut(msgspec.Struct, frozen=True, kw_only=True):
    """A task for which somebody is sent out: what is asked of those who do it, and where."""

    task_id: TaskId
    name: str
    state: str
    kind: str
    assignment_group: str | None
    skills: frozenset[str]
    calendar: str | None
    duration: timedelta
    estimated_start_at: datetime | None
    specification_id: str
    place: object
    version: int


class SlotSystem(Protocol):
    """Another system that knows the field force's time, for example one that speaks TMF646. Called outside of any
    transaction; raises SlotSystemSilent, and SlotTaken when a time cannot be had."""

    async def search(self, task: SentOut, *, start: datetime, end: datetime) -> Sequence[TimeSlot]:
        """The times that can be booked."""
        ...

    async def book(self, task: SentOut, slot: TimeSlot, *, external_id: str, note: str | None) -> str:
        """Books one and answers the other system's id; asked twice with one `external_id` it is booked once."""
        ...

    async def move(self, reference: str, slot: TimeSlot) -> None:
        """Moves it to another time."""
        ...

    async def cancel(self, reference: str, *, reason: str) -> None:
        """Calls it off; one that is gone already counts as called off."""
        ...
