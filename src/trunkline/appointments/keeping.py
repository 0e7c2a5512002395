"""What becomes of appointments by themselves: they expire, are kept, or are missed."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from trunkline.access.model import SYSTEM
from trunkline.appointments import store
from trunkline.appointments.commands import told
from trunkline.appointments.events import AppointmentCancelled, AppointmentExpired, AppointmentMissed
from trunkline.appointments.model import Appointment
from trunkline.appointments.state import APPOINTMENT_LIFECYCLE, AppointmentState
from trunkline.events import history
from trunkline.events.model import Event
from trunkline.kit.db import Row, Tx

_BATCH = 200


def verb_for(row: Row) -> str:
    """What happens to an open appointment that is over."""
    if row["task_ended_at"] is not None:
        done = row["task_state"] == "completed" and row["state"] == AppointmentState.CONFIRMED
        return "complete" if done else "cancel"
    return "expire" if row["state"] == AppointmentState.RESERVED else "miss"


async def keep_appointments(tx: Tx, now: datetime) -> int:
    """Ends appointments that are over; answers how many when there may be more.

    One is over when its task has ended, when nobody confirmed it in time, and when its time passed and nobody had begun
    the task: that one is missed, and the task stays where it is.
    """
    found = await store.list_over(tx, now=now, limit=_BATCH)
    if not found:
        return 0
    await store.lock_orders(tx, {row["service_order_id"] for row in found})
    keys = {(row["service_order_id"], row["n"]) for row in found}
    rows = [
        row for row in await store.list_over(tx, now=now, limit=_BATCH) if (row["service_order_id"], row["n"]) in keys
    ]
    events: list[Event] = []
    for row in rows:
        held = store.read_appointment(row)
        verb = verb_for(row)
        reason = f"its task is {row['task_state']}" if verb in ("complete", "cancel") else None
        made = replace(
            held, state=APPOINTMENT_LIFECYCLE.after(verb, held.state), expires_at=None, ended_at=now, changed_at=now,
            end_reason=reason, version=held.version + 1,
        )  # fmt: skip
        await store.save(tx, made)
        events += _events(made, verb, now)
    await history.record_all(tx, events)
    return len(rows) if len(rows) == _BATCH else 0


def _events(made: Appointment, verb: str, now: datetime) -> list[Event]:
    if verb == "expire":
        return [AppointmentExpired(**told(made), by=SYSTEM.name, at=now)]
    if verb == "miss":
        return [AppointmentMissed(**told(made), by=SYSTEM.name, at=now)]
    if verb == "cancel":
        return [AppointmentCancelled(**told(made), reason=made.end_reason or "", by=SYSTEM.name, at=now)]
    return []
