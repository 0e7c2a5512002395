"""What people ask about appointments."""

from __future__ import annotations

from datetime import datetime

from trunkline.appointments import store
from trunkline.appointments.commands import get_offer, why_no_appointment
from trunkline.appointments.errors import UnknownAppointment
from trunkline.appointments.model import Appointment, SentOut
from trunkline.kit.db import Tx
from trunkline.kit.ids import AppointmentId, ServiceOrderId, TaskId
from trunkline.orchestration.errors import UnknownTask

__all__ = ["get_appointment", "get_offer", "list_appointments", "list_page", "read_task", "why_no_appointment"]


async def get_appointment(tx: Tx, appointment_id: AppointmentId) -> Appointment:
    """One appointment; raises UnknownAppointment."""
    found = await store.find(tx, appointment_id)
    if found is None:
        raise UnknownAppointment(f"there is no appointment {appointment_id.number}")
    return found


async def list_appointments(tx: Tx, order_id: ServiceOrderId, task: TaskId | None = None) -> list[Appointment]:
    """The appointments of an order, or of one of its tasks: open ones first, then the latest."""
    return await store.list_of_order(tx, order_id, None if task is None else task.n)


async def list_page(
    tx: Tx,
    *,
    group: str | None = None,
    state: str | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    offset: int = 0,
    limit: int = 100,
) -> tuple[list[Appointment], int]:
    """Appointments that touch a time, by their begin, and how many there are."""
    return await store.list_page(tx, group=group, state=state, start=start, end=end, offset=offset, limit=limit)


async def read_task(tx: Tx, task_id: TaskId) -> SentOut:
    """What those need of a task who send somebody out; raises UnknownTask."""
    found = await store.find_task(tx, task_id)
    if found is None:
        raise UnknownTask(f"there is no task {task_id.number}")
    return found
