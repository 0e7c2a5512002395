"""Where appointments are made: with our own calendars in one transaction, or with another system that keeps them.

The other system is asked outside of any transaction. What is to be booked there is reserved here first, so that a task
never has two; when the answer is lost the reservation ends by itself, and the other system is told to forget it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from trunkline.access.model import Actor, Permission
from trunkline.appointments import commands
from trunkline.appointments.errors import AppointmentInvalid, SlotSystemSilent, SlotTaken
from trunkline.appointments.model import Appointment, SlotSystem, TimeSlot
from trunkline.appointments.queries import get_appointment
from trunkline.appointments.state import OPEN
from trunkline.kit.db import Database
from trunkline.kit.errors import TrunklineError
from trunkline.kit.ids import AppointmentId, TaskId


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """The times that can be booked, and of whom; `keep_reserved` None when nothing can be reserved."""

    group: str | None
    slots: Sequence[TimeSlot]
    keep_reserved: timedelta | None


class Desk:
    """Looks for times and makes appointments."""

    def __init__(self, database: Database, system: SlotSystem | None = None) -> None:
        self._database = database
        self._system = system

    async def search(
        self, task_id: TaskId, *, start: datetime, end: datetime, group: str | None = None, by: Actor, now: datetime
    ) -> Found:
        """The times that can be booked for a task; needs `task:read`."""
        if self._system is None:
            async with self._database.reading() as tx:
                offer, slots = await commands.find_slots(tx, task_id, start=start, end=end, group=group, by=by, now=now)
            return Found(group=offer.assignment_group, slots=slots, keep_reserved=offer.keep_reserved)
        by.require(Permission.TASK_READ)
        commands.refuse_span(start, end)
        async with self._database.reading() as tx:
            task = await commands.get_sent_out(tx, task_id)
        listed = await self._system.search(task, start=max(start, now), end=end)
        later = sorted((slot for slot in listed if slot.start_at > now), key=lambda slot: slot.start_at)
        return Found(group=group or task.assignment_group, slots=later, keep_reserved=None)

    async def book(
        self,
        task_id: TaskId,
        *,
        start_at: datetime,
        end_at: datetime | None = None,
        group: str | None = None,
        reserve: bool = False,
        note: str | None = None,
        external_id: str | None = None,
        by: Actor,
        now: datetime,
    ) -> Appointment:
        """Books or reserves a time for a task. `end_at` is needed where another system keeps the times."""
        if self._system is None:
            async with self._database.transaction() as tx:
                return await commands.book_slot(
                    tx, task_id, start_at=start_at, group=group, reserve=reserve, note=note, external_id=external_id,
                    by=by, now=now,
                )  # fmt: skip
        slot = _whole(start_at, end_at)
        async with self._database.transaction() as tx:
            held = await commands.book_slot(
                tx,
                task_id,
                start_at=start_at,
                group=group,
                note=note,
                external_id=external_id,
                by=by,
                now=now,
                outside=slot,
            )
            task = await commands.get_sent_out(tx, task_id)
        try:
            reference = await self._system.book(task, slot, external_id=held.id.number, note=note)
        except (SlotTaken, SlotSystemSilent) as error:
            async with self._database.transaction() as tx:
                await commands.cancel_appointment(tx, held.id, reason=error.message, by=by, now=now)
            raise
        try:
            async with self._database.transaction() as tx:
                return await commands.confirm_appointment(tx, held.id, reference=reference, by=by, now=now)
        except TrunklineError:
            await self._system.cancel(reference, reason="the task was changed meanwhile")
            raise

    async def confirm(self, appointment_id: AppointmentId, *, by: Actor, now: datetime) -> Appointment:
        """Says yes to a reserved time."""
        async with self._database.transaction() as tx:
            return await commands.confirm_appointment(tx, appointment_id, by=by, now=now)

    async def rebook(
        self,
        appointment_id: AppointmentId,
        *,
        start_at: datetime,
        end_at: datetime | None = None,
        reason: str = "",
        version: int | None = None,
        by: Actor,
        now: datetime,
    ) -> Appointment:
        """Moves an appointment to another time; where it was before is free again."""
        held = await self._held(appointment_id, by=by)
        if held.reference is None or self._system is None:
            async with self._database.transaction() as tx:
                return await commands.rebook_appointment(
                    tx, appointment_id, start_at=start_at, reason=reason, version=version, by=by, now=now
                )
        slot = _whole(start_at, end_at)
        async with self._database.transaction() as tx:
            found = await commands.lock_appointment(tx, appointment_id, version=version)
            await commands.get_sent_out(tx, found.task_id)
            commands.refuse_past(start_at, now=now)
        await self._system.move(held.reference, slot)
        async with self._database.transaction() as tx:
            return await commands.rebook_appointment(
                tx, appointment_id, start_at=start_at, reason=reason, by=by, now=now, outside=slot
            )

    async def cancel(
        self, appointment_id: AppointmentId, *, reason: str, version: int | None = None, by: Actor, now: datetime
    ) -> Appointment:
        """Calls an appointment off, with the other system first."""
        held = await self._held(appointment_id, by=by)
        if held.reference is not None and self._system is not None and held.state in OPEN and reason.strip():
            await self._system.cancel(held.reference, reason=reason)
        async with self._database.transaction() as tx:
            return await commands.cancel_appointment(tx, appointment_id, reason=reason, version=version, by=by, now=now)

    async def _held(self, appointment_id: AppointmentId, *, by: Actor) -> Appointment:
        commands.require_booking(by)
        async with self._database.reading() as tx:
            return await get_appointment(tx, appointment_id)


def _whole(start_at: datetime, end_at: datetime | None) -> TimeSlot:
    if end_at is None or end_at <= start_at:
        raise AppointmentInvalid("give begin and end of one of the time slots that were found")
    return TimeSlot(start_at=start_at, end_at=end_at)
